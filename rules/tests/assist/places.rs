//! Where the cursor is, also in what is half typed.

use cmg_rules::{
    assist::{Cursor, Follows, Place},
    document::Document,
};

use crate::support::marked;

/// What is found, in a line: place, path of the table, and what is held in `<>`.
fn place(text: &str) -> String {
    let (text, offset) = marked(text);
    let document = Document::parse(&text);
    let cursor = Cursor::at(&document, offset);
    let path = cursor.path().collect::<Vec<_>>().join(".");
    let held = cursor.held.span.of(&text);
    match &cursor.place {
        Place::Nowhere => "nowhere".to_owned(),
        Place::Comment(span) => format!("comment {}", span.of(&text)),
        Place::Header { array, whole } => {
            let kind = if *array { "tables" } else { "table" };
            format!("{kind} {} at {path} <{held}>", whole.of(&text))
        }
        Place::Key { follows, between } => {
            let more = if *follows == Follows::Value { " =" } else { "" };
            let among = between.as_ref().map(|it| format!(" beside {}", it.join(",")));
            format!("key of {path} <{held}>{more}{}", among.unwrap_or_default())
        }
        Place::Value { key, among } => {
            let among = among.as_ref().map(|it| format!(" among {}", it.join(",")));
            format!("value of {path} {} <{held}>{}", key.name, among.unwrap_or_default())
        }
    }
}

const CASES: &[(&str, &str)] = &[
    ("│", "key of  <>"),
    ("\u{feff}│", "key of  <>"),
    ("form│", "key of  <form>"),
    ("form│at = 1\n", "key of  <format> ="),
    ("│format = 1\n", "key of  <format> ="),
    ("format =│", "value of  format <>"),
    ("format = │ # one\n", "value of  format <>"),
    ("format = 1│\n", "value of  format <1>"),
    ("format = 1 │\n", "nowhere"),
    ("format │\n", "nowhere"),
    ("[site]\nreg│\n[azure]\n", "key of site <reg>"),
    ("[site]\r\nreg│\r\n[azure]\r\n", "key of site <reg>"),
    ("[site]\n│", "key of site <>"),
    ("[site]\n\n# é\n  │\n[azure]\n", "key of site <>"),
    ("[site]\nversion = │\ncode = \"P01\"\n", "value of site version <>"),
    ("[site]\nversion = \"26│\ncode = \"P01\"\n", "value of site version <\"26>"),
    ("[site]\nversion = \"26│03\"\n", "value of site version <\"2603\">"),
    ("[site]\nversion = \"2603\"│\n", "nowhere"),
    ("[site]\nversion = │\"2603\"\n", "value of site version <\"2603\">"),
    ("[site]\nversion = '│'\n", "value of site version <''>"),
    ("[site]\nversion = 26│03\n", "value of site version <2603>"),
    ("[site]\nversion = \"26│ # new\n", "value of site version <\"26>"),
    ("[site]\nhotfixes = [│]\n", "value of site hotfixes <> among "),
    ("[site]\nhotfixes = [\"a\", \"K│\", 'b']\n", "value of site hotfixes <\"K\"> among a,b"),
    ("[site]\nhotfixes = [\"a\", \"K│, \"b\"]\n", "value of site hotfixes <\"K> among a"),
    ("[site]\nhotfixes = [\"a\", K│\ncode = \"P01\"\n", "value of site hotfixes <K> among a"),
    ("[site]\nhotfixes = [\n  \"a\",\n  │\n]\n", "value of site hotfixes <> among a"),
    ("[site]\nhotfixes = [\n  \"a\",\n  \"b│\n[azure]\n", "value of site hotfixes <\"b> among a"),
    ("[site]\nhotfixes = [\n  \"a\"\ncode = │\n", "value of site code <>"),
    ("[site]\nhotfixes = [\"a\" │]\n", "nowhere"),
    ("[gate│", "table [gate at  <gate>"),
    ("[site]\n[│\n[azure]\n", "table [ at  <>"),
    ("[│]\n", "table [] at  <>"),
    ("[gateway.│]\n", "table [gateway.] at gateway <>"),
    ("[gateway.eastus.cert│\nfile = 1\n", "table [gateway.eastus.cert at gateway.eastus <cert>"),
    ("[gateway.eas│tus.dns] # x\n", "table [gateway.eastus.dns] at gateway <eastus>"),
    ("[[conn│", "tables [[conn at  <conn>"),
    ("[[conn│]]\n", "tables [[conn]] at  <conn>"),
    ("│[site]\n", "nowhere"),
    ("[site]│\n", "nowhere"),
    ("[site] # cmg│\n", "comment # cmg"),
    ("# cmglint: allow(│", "comment # cmglint: allow("),
    ("│# x\n", "key of  <>"),
    (
        "[gateway.eastus.certificate]\npassword = { │ }\n",
        "key of gateway.eastus.certificate.password <> beside ",
    ),
    (
        "[gateway.eastus.certificate]\npassword = { env = \"A│\" }\n",
        "value of gateway.eastus.certificate.password env <\"A\">",
    ),
    ("[gateway.eastus]\ndns.│\n", "key of gateway.eastus.dns <>"),
    ("[gateway.eastus]\ndns.cn│ = \"a\"\n", "key of gateway.eastus.dns <cn> ="),
    ("[gateway.eastus]\ndns.cname = \"a│\"\n", "value of gateway.eastus.dns cname <\"a\">"),
    ("[gateway.eastus]\ndns = { a = 1, c│, b = 2 }\n", "key of gateway.eastus.dns <c> beside a,b"),
    ("[gateway.eastus]\ndns = { a = 1, c│\nregion = 1\n", "key of gateway.eastus.dns <c> beside a"),
    (
        "gateway = { x = { trusted-certificate = [{ file = 'a' }, { │ }] } }\n",
        "key of gateway.x.trusted-certificate <> beside ",
    ),
    ("a = \"\"\"\nx = │\n\"\"\"\n", "nowhere"),
    ("a = '''\nx = │\n", "nowhere"),
    ("gateway.eastus]\nreg│\n", "key of gateway.eastus <reg>"),
    ("[gateway eastus]\nreg│\n", "key of gateway <reg>"),
    ("[azure\nsub│\n", "key of azure <sub>"),
    (
        "[[task-sequence]]\nname = \"a\"\n[task-sequence.media]\ng│\n",
        "key of task-sequence.media <g>",
    ),
    ("[site]\ncode = \"é│ü\"\n", "value of site code <\"éü\">"),
    ("reg \"x│\"\n", "nowhere"),
    ("reg│ \"x\"\n", "key of  <reg> ="),
    ("x: │\n", "nowhere"),
    ("[\"gateway\".'eastus']\nreg│\n", "key of gateway.eastus <reg>"),
];

#[test]
fn the_cursor_knows_where_it_is() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(text, expected)| {
            let found = place(text);
            (found != *expected).then(|| format!("{text:?}\n  {found}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_table_has_its_keys_but_for_the_one_at_the_cursor() {
    let has = |text: &str, name: &str| {
        let (text, offset) = marked(text);
        Cursor::at(&Document::parse(&text), offset).has(name)
    };
    let text = "[site]\ncode = 1\nver│sion = 2\n[[x]]\na = 1\n[[x]]\nb = 1\n";
    assert!(has(text, "code") && !has(text, "version") && !has(text, "b"));
    let text = "[[x]]\na = 1\n│\n[[x]]\nb = 1\n";
    assert!(has(text, "a") && !has(text, "b"), "each element has its own");
    let text = "[x]\ndns.a = 1\ndns.│\ndns.b = 2\n";
    assert!(has(text, "a") && has(text, "b"));
    assert!(has("x = { a = 1, │ }", "a"));
}
