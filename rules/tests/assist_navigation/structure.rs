//! Symbols, folding, growing selections, and links.

use cmg_rules::{
    assist::{
        FoldKind, Symbol, SymbolKind, Target, folds, links, selections, symbols, workspace_symbols,
    },
    document::Document,
    inputs::Snapshot,
};

use crate::support::{check, marked};

/// The tree in a line: `name (detail) lines{children}`.
fn tree(text: &str, symbols: &[Symbol]) -> String {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let show = |it: &Symbol| {
        let detail = it.detail.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
        let children = match it.children.as_slice() {
            [] => String::new(),
            all => format!("{{{}}}", tree(text, all)),
        };
        format!("{}{detail} {}-{}{children}", it.name, line(it.span.start), line(it.span.end))
    };
    symbols.iter().map(show).collect::<Vec<_>>().join(", ")
}

#[test]
fn symbols_are_the_tables_under_their_names() {
    let cases = &[
        ("", ""),
        ("format = 1\n[site]\ncode = \"P01\"\n\n# x\n[azure]\n", "site (P01) 2-3, azure 6-6"),
        (
            "[gateway.a]\nservice-name = \"n.x\"\n[gateway.a.dns]\ncname = \"c\"\n[gateway.b]\n",
            "a (n.x) 1-4{dns 3-4}, b 5-5",
        ),
        (
            "[gateway]\n[gateway.a]\n[[gateway.a.trusted-certificate]]\nfile = \"r.cer\"\n",
            "gateway 1-4{a 2-4{trusted-certificate (r.cer) 3-4}}",
        ),
        (
            "[[connection-point]]\r\nserver = \"cp1\"\r\n[[connection-point]]\r\nserver = \"cp2\"\r\n",
            "cp1 (connection-point) 1-2, cp2 (connection-point) 3-4",
        ),
        ("[[connection-point]]\nserver =\n", "connection-point 1-2"),
        (
            "[[site-system-role]]\nserver = \"s\"\nrole = \"distribution point\"\n",
            "s (distribution point) 1-3",
        ),
        (
            "[[task-sequence]]\nname = \"Ü\"\nmedia = { gateway = \"a\" }\n",
            "Ü (task-sequence) 1-3{media 3-3}",
        ),
        ("gateway.a.service-name = \"n.x\"\ngateway.a.region = 1\nformat = 1\n", "a (n.x) 1-2"),
        ("gateway.a.x = 1\ngateway.b.x = 1\nsite.code = \"P01\"\n", "a 1-1, b 2-2"),
        (
            "gateway = { a = { service-name = \"n.x\", dns.cname = \"c\" }, b = {} }\n",
            "gateway 1-1{a (n.x) 1-1, b 1-1}",
        ),
        (
            "connection-point = [{ server = \"cp1\" },\n { server = \"cp2\" }]\n",
            "cp1 (connection-point) 1-1, cp2 (connection-point) 2-2",
        ),
        ("[azure]\n[azure.server-app]\nname = \"App\"\n", "azure 1-3{server-app (App) 2-3}"),
        ("[gateway.a\nservice-name = \"n.x\"\nreg\n[gateway.a.dns\n", "a (n.x) 1-4{dns 4-4}"),
        (
            "[gateway.a.certificate]\nfile = \"a.pfx\"\npassword = \"hunter2\"\n",
            "certificate (a.pfx) 1-3",
        ),
        ("[gateway.a]\nservice-name = \"n.x\" # password: hunter2\n", "a 1-2"),
        ("[gateway.hunter2]   # password: hunter2\n", "table 1-1"),
    ];
    check(cases, |text| tree(text, &symbols(&Document::parse(text))));
}

#[test]
fn a_workspace_is_searched_for_what_has_a_name() {
    let text = "[site]\ncode = \"P01\"\n[gateway.east]\nservice-name = \"falls.x\"\n\
        [gateway.east.dns]\n[[connection-point]]\nserver = \"cp01\"\n[[management-point]]\n\
        server = \"mp01\"\n[[task-sequence]]\nname = \"Upgrade\"\n";
    let document = Document::parse(text);
    let found = |query: &str| {
        let symbols = workspace_symbols(&document, query);
        symbols.into_iter().map(|it| it.name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(""), "east cp01 Upgrade");
    assert_eq!(found("FLS"), "east");
    assert_eq!(found("01"), "cp01");
    assert_eq!(found("zz"), "");
    assert_eq!(workspace_symbols(&document, "east")[0].kind, SymbolKind::Gateway);
}

#[test]
fn folds_are_tables_values_and_comments() {
    let cases = &[
        ("[a]\nx = 1\n\n[b]\n", "T1-2"),
        ("[a]\n[a.b]\nx = 1\n# c\n\n[d]\ny = 2\n", "T1-3 T2-3 T6-7"),
        ("a = [\n  1,\n  [\n  2,\n  ],\n]\n", "V1-6 V3-5"),
        ("a = [\n  1\n[b]\nx = 1\n", "V1-2 T3-4"),
        ("a = { b = 1,\n c = 2 }\n", "V1-2"),
        ("a = \"\"\"\nx\n\"\"\"\n", "V1-3"),
        ("# a\n# b\n\n# c\nx = 1 # d\n# e\n# f\n", "C1-2 C6-7"),
        ("\u{feff}# a\r\n#b\r\n", "C1-2"),
        ("a = [\n # b\n # c\n 1 ]\n", "V1-4 C2-3"),
        ("[a]\nx = 1\n[[a.b]]\n[[a.b]]\ny = 1\n", "T1-5 T4-5"),
        ("[gateway.é\nreg\nx = \"y\n", "T1-3"),
        ("[a]\n", ""),
    ];
    check(cases, |text| {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let kind = |it| match it {
            FoldKind::Table => 'T',
            FoldKind::Value => 'V',
            FoldKind::Comment => 'C',
        };
        let all = folds(&Document::parse(text));
        let show = all
            .iter()
            .map(|it| format!("{}{}-{}", kind(it.kind), line(it.span.start), line(it.span.end)));
        show.collect::<Vec<_>>().join(" ")
    });
}

#[test]
fn a_selection_grows_to_the_document() {
    let cases = &[
        ("x = \"a│b\"\n", "ab|\"ab\"|x = \"ab\"|*"),
        ("x│ = 1\n", "x|x = 1|*"),
        ("[t]\na.\"b│\".c = 1\n", "b|\"b\"|a.\"b\".c|a.\"b\".c = 1|[t]\\na.\"b\".c = 1|*"),
        ("x = [1, 2│7]\n", "27|1, 27|[1, 27]|x = [1, 27]|*"),
        (
            "x = { y = { z = 1│ } }\n",
            "1|z = 1| z = 1 |{ z = 1 }|y = { z = 1 }| y = { z = 1 } |{ y = { z = 1 } }|x = { y = { z = 1 } }|*",
        ),
        (
            "[a.b│]\nx = 1\n\n[a.b.c]\ny = 2\n\n[d]\n",
            "b|[a.b]|[a.b]\\nx = 1|[a.b]\\nx = 1\\n\\n[a.b.c]\\ny = 2|*",
        ),
        ("x = 1 # a│b\n", "# ab|*"),
        ("│\nx = 1\n", "*"),
        ("x = \"é│\n", "é|\"é|x = \"é|*"),
    ];
    check(cases, |text| {
        let (text, offset) = marked(text);
        let found = selections(&Document::parse(&text), &[offset]);
        let show = |it: &cmg_rules::span::Span| match it.of(&text) {
            all if all == text => "*".to_owned(),
            part => part.replace('\n', "\\n"),
        };
        found[0].iter().map(show).collect::<Vec<_>>().join("|")
    });
}

#[test]
fn several_cursors_grow_at_once() {
    let text = "a = 1\nb = 2\n";
    let document = Document::parse(text);
    let found = selections(&document, &[10, 4, 99]);
    let alone = [10, 4, 99].map(|it| selections(&document, &[it]).remove(0));
    assert_eq!(found, alone);
    assert_eq!(found[1][0].of(text), "1");
}

#[test]
fn links_lead_to_files_and_the_schema() {
    let cases = &[
        ("#:schema https://x.example/a.json\nformat = 1\n", "url https://x.example/a.json"),
        ("#:schema ./a.json  \r\nformat = 1\r\n", "./a.json=./a.json"),
        ("#:schemata a.json\n#:schema\n", ""),
        ("baseline = \"b.toml\"\n", "b.toml=b.toml"),
        ("baseline = \"git:HEAD\"\n", ""),
        (
            "baseline = \"é.toml\"\n[gateway.a.certificate]\nfile = \"c\\u0061.pfx\"\n\
             password = { file = \"/run/secret\" }\n",
            "é.toml=é.toml \"c\\u0061.pfx\"=ca.pfx",
        ),
        (
            "[site]\ncertificate-trust-list = ['a.cer', \"\"]\n[[connection-point]]\n\
             client-certificate = \"cp.cer\"\n[x\ny =\n",
            "a.cer=a.cer cp.cer=cp.cer",
        ),
    ];
    check(cases, |text| {
        let show = |it: &cmg_rules::assist::Link| match &it.target {
            Target::Path(path) => format!("{}={path}", it.span.of(text)),
            Target::Url(url) => format!("url {url}"),
        };
        links(&Snapshot::read(text)).iter().map(show).collect::<Vec<_>>().join(" ")
    });
}
