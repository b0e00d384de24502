//! Handles of gateways: where they lead, who names them, and how they change.

use cmg_rules::{
    assist::{
        Destination, MentionRole, definitions, handle_at, highlights, prepare_rename, rename,
    },
    document::Document,
    finding::File,
};

use crate::support::{applied, check, marked, placed, with_inputs};

const BASELINE: &str = "format = 1\nkind = \"deployed\"\n\n[gateway.old]\n\
    service-name = \"a.contoso.com\"\n[gateway.same]\nservice-name = \"b.contoso.com\"\n";

/// Where the cursor leads, each place with its line and column.
fn definition(text: &str, baseline: Option<&str>) -> String {
    let (text, offset) = marked(text);
    with_inputs(&text, baseline, |inputs| {
        let show = |it: &Destination| match it {
            Destination::Handle { file: File::Document, span } => placed(&text, *span),
            Destination::Handle { span, .. } => {
                format!("baseline {}", placed(baseline.unwrap(), *span))
            }
            Destination::File(path) => format!("file {path}"),
        };
        let found = definitions(inputs, offset);
        found.iter().map(|it| show(&it.to)).collect::<Vec<_>>().join(", ")
    })
}

const DEFINITIONS: &[(&str, &str)] = &[
    ("[gateway.east]\n[[connection-point]]\ngateway = \"ea│st\"\n", "1:10 east"),
    ("[gateway.east]\r\n[[connection-point]]\r\ngateway = '│east'\r\n", "1:10 east"),
    ("\u{feff}[gateway.east]\n[[connection-point]]\ngateway = \"east│\"\n", "1:11 east"),
    ("[gateway.east]\n[[connection-point]]\ngate│way = \"east\"\n", ""),
    ("[gateway.east]\n[[boundary-group]]\ngateways = [\"west\", \"ea│st\"]\n", "1:10 east"),
    ("[gateway.east]\n[[boundary-group]]\ngateways = [\n  \"we│st\",\n]\n", ""),
    ("[gateway.east]\n[[task-sequence]]\nmedia = { gateway = \"e│ast\" }\n", "1:10 east"),
    (
        "[gateway.east]\n[[task-sequence]]\n[task-sequence.media]\ngateway = \"e│ast\"\n",
        "1:10 east",
    ),
    ("[gateway.east]\n[[task-sequence]]\nmedia.gateway = \"e│ast\"\n", "1:10 east"),
    (
        "[gateway.east.dns]\n[gateway.east]\n[[connection-point]]\ngateway = \"ea│st\"\n",
        "2:10 east",
    ),
    ("gateway.east.region = 1\nconnection-point = [{ gateway = \"│east\" }]\n", "1:9 east"),
    ("gateway = { east = { } }\nconnection-point = [{ gateway = \"│east\" }]\n", "1:13 east"),
    ("[gateway]\neast.region = 1\n[[connection-point]]\ngateway = \"│east\"\n", "2:1 east"),
    ("[gateway.\"ea st\"]\n[[connection-point]]\ngateway = \"│ea st\"\n", "1:11 ea st"),
    ("[gateway.\"e\\u0061st\"]\n[[connection-point]]\ngateway = \"│east\"\n", "1:11 e\\u0061st"),
    ("[gateway.'ü']\n[[connection-point]]\ngateway = \"\"\"ü│\"\"\"\n", "1:11 ü"),
    ("[gateway.east.al│erts]\n", ""),
    ("[gateway.ea│st.alerts]\n", "1:10 east"),
    ("[gateway.east\nregion =\n[x\n[[connection-point]]\ngateway = \"│east\"\n", "1:10 east"),
    ("[gateway.east]\nfoo = [\n[[connection-point]]\nserver =\ngateway = \"ea│st\"\n", "1:10 east"),
    ("[gateway.east]\n[[connection-point]\ngateway = \"ea│st\"\n", "1:10 east"),
    ("[gateway.east]\n[[connection-point]]\ngateway = \"ea│st\n", ""),
    ("[site]\ngateway = \"ea│st\"\n[gateway.east]\n", ""),
    ("[gateway.east.certificate]\nfile = \"a│.pfx\"\n", "file a.pfx"),
    ("[gateway.east.certificate]\npassword = { file = \"a│.txt\" }\n", ""),
    ("[[gateway.east.trusted-certificate]]\nfile = 'c\\│d.cer'\n", "file c\\d.cer"),
    ("[[connection-point]]\nclient-certificate = \"a│.cer\"\n", "file a.cer"),
    ("[site]\ncertificate-trust-list = [\"a.cer\", \"│b.cer\"]\n", "file b.cer"),
    ("baseline = \"x.deployed.cmg.toml│\"\n", "file x.deployed.cmg.toml"),
    ("baseline = \"git:HEA│D\"\n", ""),
    ("│", ""),
];

#[test]
fn words_lead_to_what_they_mean() {
    check(DEFINITIONS, |text| definition(text, None));
}

#[test]
fn a_handle_leads_to_the_baseline_as_well() {
    let cases = &[
        ("format = 1\n[gateway.sa│me]\n", "2:10 same, baseline 6:10 same"),
        (
            "[gateway.new]\nservice-name = \"A.contoso.com\"\n\
             [[connection-point]]\ngateway = \"n│ew\"\n",
            "1:10 new, baseline 4:10 old",
        ),
        ("[[connection-point]]\ngateway = \"ol│d\"\n", "baseline 4:10 old"),
        ("[gateway.oth│er]\n", "1:10 other"),
    ];
    check(cases, |text| definition(text, Some(BASELINE)));
}

/// Every place of the handle at the cursor: header, table or reference.
fn all(text: &str) -> String {
    let (text, offset) = marked(text);
    let document = Document::parse(&text);
    let same = highlights(&document, offset);
    assert_eq!(handle_at(&document, offset).is_some(), !same.is_empty());
    if same.is_empty() {
        return "none".to_owned();
    }
    let show = |role| match role {
        MentionRole::Header => "H",
        MentionRole::Table => "T",
        MentionRole::Reference => "R",
    };
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    same.iter()
        .map(|it| format!("{}{}", show(it.role), line(it.span.start)))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_place_of_a_handle_is_found() {
    let cases = &[
        (
            "[gateway.a│]\n[gateway.a.dns]\n[[gateway.a.trusted-certificate]]\n[gateway.b]\n",
            "H1 T2 T3",
        ),
        ("[gateway]\na│.x = 1\na.y = { z = 1 }\nb.x = 1\n", "T2 T3"),
        (
            "gateway = { a│ = { }, b = { } }\n[[boundary-group]]\ngateways = [\"a\", \"b\", 'a']\n",
            "T1 R3 R3",
        ),
        (
            "[gateway.\"a\"]\n[gateway.'a'.dns]\n[[connection-point]]\ngateway = \"a│\"\n",
            "H1 T2 R4",
        ),
        ("[ gateway . a│ ]\n", "H1"),
        (
            "[gateway.a]\n# [gateway.a]\n[[connection-point]]\nserver = \"a\"\ngateway = \"│a\"\n",
            "H1 R5",
        ),
        (
            "[gateway.a]\n[[connection-point]]\nname = '''\ngateway = \"a\"\n'''\ngateway = \"│a\"\n",
            "H1 R6",
        ),
        ("[gateway.A│]\n[gateway.a]\n", "H1"),
        ("[gateway.a│]\n[gateway.a]\n", "H1 H2"),
        (
            "[gateway.a│\n[gateway.a.\n[gateway.a.dns\nx = [1,\n[[connection-point]]\ngateway = \"a\"\n",
            "H1 T2 T3 R6",
        ),
        ("[gate│way.a]\n", "none"),
        ("[a.gateway.b│]\n", "none"),
        ("[[connection-point]]\ngateway = { x = \"a│\" }\n", "none"),
    ];
    check(cases, all);
}

#[test]
fn what_is_renamed_is_shown_first() {
    let cases = &[
        ("[gateway.ea│st]\n", "1:10 east as east"),
        ("[gateway.\"ea│ st\"]\n", "1:11 ea st as ea st"),
        ("[gateway.\"ü\\u0061│\"]\n", "1:11 ü\\u0061 as üa"),
        ("[gateway.east]\nregion = \"ea│st\"\n", "none"),
    ];
    check(cases, |text| {
        let (text, offset) = marked(text);
        match prepare_rename(&Document::parse(&text), offset) {
            Some((span, handle)) => format!("{} as {handle}", placed(&text, span)),
            None => "none".to_owned(),
        }
    });
}

#[test]
fn a_handle_is_renamed_everywhere() {
    let cases = &[
        (
            "[gateway.a]\n[gateway.a.dns]\n[gateway.b]\n[[connection-point]]\ngateway = \"a\"\n",
            "[gateway.c-1]\n[gateway.c-1.dns]\n[gateway.b]\n[[connection-point]]\ngateway = \"c-1\"\n",
        ),
        (
            "[gateway.\"a\"]\r\n[gateway.'a'.dns]\r\n",
            "[gateway.\"c-1\"]\r\n[gateway.'c-1'.dns]\r\n",
        ),
        ("gateway.a.x = 1\ngateway.a.y = \"a\"\n", "gateway.c-1.x = 1\ngateway.c-1.y = \"a\"\n"),
        (
            "gateway = { a = { } }\nboundary-group = [{ gateways = ['a'] }]\n",
            "gateway = { c-1 = { } }\nboundary-group = [{ gateways = ['c-1'] }]\n",
        ),
        ("[gateway.a\nx =\n[y\n[gateway.a.dns]\n", "[gateway.c-1\nx =\n[y\n[gateway.c-1.dns]\n"),
        ("\u{feff}[gateway.a]\nü = \"a\"\n", "\u{feff}[gateway.c-1]\nü = \"a\"\n"),
        ("[gateway.b]\n", "[gateway.b]\n"),
    ];
    check(cases, |text| applied(text, &rename(&Document::parse(text), "a", "c-1").unwrap()));
}

#[test]
fn a_handle_that_cannot_be_is_refused() {
    let document =
        Document::parse("[gateway.a]\n[gateway.b]\n[[connection-point]]\ngateway = \"c\"\n");
    for (new, why) in [
        ("", "no handle"),
        ("a b", "no handle"),
        ("a.b", "no handle"),
        ("ü", "no handle"),
        (&*"x".repeat(65), "no handle"),
        ("b", "names a gateway `b` already"),
        ("c", "names a gateway `c` already"),
    ] {
        let refused = rename(&document, "a", new).unwrap_err();
        assert!(refused.contains(why), "{new}: {refused}");
    }
    assert_eq!(rename(&document, "a", "a"), Ok(Vec::new()));
    assert!(rename(&document, "a", &"x".repeat(64)).is_ok());
    assert!(rename(&document, "a", "B").is_ok(), "handles compare with case");
}
