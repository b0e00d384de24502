//! Texts with a mark, documents to try, and edits.

use std::path::Path;

use cmg_rules::{
    facts::Date,
    finding::Edit,
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    span::Span,
};

pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// The text without its `│`, and where that was.
pub fn marked(text: &str) -> (String, usize) {
    let offset = text.find('│').unwrap();
    (text.replacen('│', "", 1), offset)
}

/// What stands there, with its line and column, both from 1.
pub fn placed(text: &str, span: Span) -> String {
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    format!("{line}:{column} {}", &text[span.start..span.end])
}

pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|it| it.span);
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        after.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    after
}

/// What a shell would hand in.
pub fn with_inputs<T>(text: &str, baseline: Option<&str>, ask: impl FnOnce(&Inputs<'_>) -> T) -> T {
    let levels = Levels::default();
    let before = match baseline {
        Some(text) => Baseline::Known(Box::new(Snapshot::read(text))),
        None => Baseline::None,
    };
    let inputs = Inputs { before, today: Some(TODAY), ..Inputs::of(Snapshot::read(text), &levels) };
    ask(&inputs)
}

/// Says every case that does not come out as it should.
#[track_caller]
pub fn check<E: AsRef<str>>(cases: &[(&str, E)], found: impl Fn(&str) -> String) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let (found, expected) = (found(text), expected.as_ref());
            (found != expected).then(|| format!("{text:?}\n  {found}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The documents of the repository.
pub fn documents() -> Vec<String> {
    let mut documents = Vec::new();
    for folder in ["tests/cases", "examples/contoso", "examples/mistakes"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.to_str().unwrap().ends_with("cmg.toml") {
                documents.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    documents.sort();
    documents
}

/// What people have half typed, and nobody would.
pub const ODD: &[&str] = &[
    "",
    "\u{feff}",
    "\u{feff}# é\r\n# ü\r\n[gateway.é]\r\nx = \"ß\r\n",
    "[gateway.\"a b\"]\n[gateway.'a b'.dns]\n[gateway.\"\"]\n[gateway.\"\\u0061\"]\n",
    "[gateway.\"x\n[gateway.'\n[gateway.\n[gateway\n[[gateway.x]\n[gateway.x]]]\n",
    "gateway.x]\ngateway = \"x\"\n[gateway x]\ny = 1\n",
    "[connection-point]\ngateway = \"x\ngateway = '''x\n[y]\n",
    "gateway = \"\"\"\n\\\n\"\"\"\"\"\n[[connection-point]]\ngateway = \"\"\"x\"\"\"\n",
    "gateway.a.b = 1\ngateway.a.c = { d = [ { e = 1 }, {} ], }\nsite.code = 1\ngateway.a.f = 2\n",
    "a = [\n# b\n# c\n  [1, {d = 2\n  }, [\n[e]\nf = { g = [\n[[h]]\n",
    "a = 2027-11-16 10:00:00.5Z\nb = 1.5e3 # c\nd = [1.5, -inf, .., 07:00:00]\ne = 2027-11-16 x\n",
    "a.b.c.d.e.f.g.h.i.j.k = { l.m = { n = {} } }\n[a.b.c.d.e.f.g.h.i.j.k]\n",
    "= 1\n. = 2\n[] = 3\n{ = 4\n} ] , .\n\"\" = 5\n\" = \"\n",
    "[a]\n[a.b]\n[a.b.c]\nx = 1\n\n# d\n\n[a.d]\ny = 2\n[e]\n",
    "password = \"hunter2\"\n[gateway.x]\nservice-name = \"a.b\" # password = hunter2\n",
    "[[connection-point]]\npassword = \"hunter2\nserver = \"cp\"\n[gateway.x password\nx = 1\n",
    "[gateway.x]\nservice-name = \"falls.x.example\"\nregion = \"eastus\"\n[gateway.x.certificate]\n\
        password = \"hunter2\"\nfile = \"a.pfx\" # hunter2\n[[connection-point]]\n\
        server = \"hunter2\" # secret: hunter2\n",
    "\r\r\n\r[a]\rb = 1\r\n",
];
