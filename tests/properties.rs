//! What holds for every document, tried on many that nobody would write: the
//! cases and examples with lines lost, doubled, cut, and letters changed.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "support/mod.rs"]
mod support;

use cmg_rules::{
    adopt::adopt,
    allow::acceptance,
    document::{Document, KeyPaths, decode},
    edit,
    facts::Date,
    finding::{Finding, Safety},
    import::{self, Options, Source, Target},
    inputs::{Inputs, Snapshot},
    levels::Levels,
    model::hidden_lines,
    report::Report,
    run::run,
    span::Span,
};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, RngSeed},
};
use support::root;

/// The documents that are changed.
fn seeds() -> Vec<String> {
    let mut seeds = Vec::new();
    for folder in ["tests/cases", "examples/contoso", "examples/mistakes"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.to_str().unwrap().ends_with("cmg.toml") {
                seeds.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    seeds.sort();
    seeds
}

/// One change of a text.
#[derive(Clone, Debug)]
enum Change {
    LoseLine(Index),
    DoubleLine(Index, Index),
    Truncate(Index),
    LoseLetter(Index),
    Insert(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let odd = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "=",
        ",",
        ".",
        "#",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\u{feff}",
        "é",
        "🙂",
        "\t",
        " ",
        "0",
        "-",
        "true",
        "[[x]]\n",
        "a.b = 1\n",
        "\\",
    ]);
    prop_oneof![
        any::<Index>().prop_map(Change::LoseLine),
        any::<(Index, Index)>().prop_map(|(from, to)| Change::DoubleLine(from, to)),
        any::<Index>().prop_map(Change::Truncate),
        any::<Index>().prop_map(Change::LoseLetter),
        (any::<Index>(), odd).prop_map(|(at, text)| Change::Insert(at, text)),
    ]
}

impl Change {
    fn apply(&self, text: &str) -> String {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if lines.is_empty() {
            return text.to_owned();
        }
        let place = |at: &Index| *at.get(&places);
        match self {
            Change::LoseLine(at) => {
                lines.remove(at.index(lines.len()));
                lines.concat()
            }
            Change::DoubleLine(from, to) => {
                let line = lines[from.index(lines.len())];
                lines.insert(to.index(lines.len()), line);
                lines.concat()
            }
            Change::Truncate(at) => text[..place(at)].to_owned(),
            Change::LoseLetter(at) => {
                let mut text = text.to_owned();
                text.remove(place(at));
                text
            }
            Change::Insert(at, odd) => {
                let mut text = text.to_owned();
                text.insert_str(place(at), odd);
                text
            }
        }
    }
}

/// A document with a few changes.
fn document() -> impl Strategy<Value = String> {
    let seeds = seeds();
    (0..seeds.len(), prop::collection::vec(change(), 0..4)).prop_map(move |(at, changes)| {
        changes.iter().fold(seeds[at].clone(), |it, change| change.apply(&it))
    })
}

/// The exports that are changed.
fn exports() -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(root().join("tests/imports")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none_or(|it| it != "toml"));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn judge(text: &str) -> Report {
    let levels = Levels::default();
    let today = Some(Date::constant(2026, 11, 22));
    run(&Inputs { today, depth: Some(1), ..Inputs::of(Snapshot::read(text), &levels) })
}

fn findings(text: &str) -> Vec<Finding> {
    judge(text).findings
}

fn config() -> Config {
    // The same documents in every run, unless someone looks for others:
    // `PROPERTIES_SEED=7 PROPTEST_CASES=5000 cargo test --test properties`.
    let seed = std::env::var("PROPERTIES_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let cases =
        if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { 300 };
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    /// Places and edits lie in the text, between characters.
    #[test]
    fn every_place_is_one_of_the_text(text in document()) {
        for finding in findings(&text) {
            let note = &finding.note;
            let edits = note.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            let labels = note.labels.iter().map(|label| label.span);
            for span in [note.span].into_iter().chain(edits).chain(labels) {
                let name = finding.rule.name;
                prop_assert!(span.start <= span.end && span.end <= text.len(), "{name} {span:?}");
                prop_assert!(text.is_char_boundary(span.start), "{name} {span:?}");
                prop_assert!(text.is_char_boundary(span.end), "{name} {span:?}");
            }
        }
    }

    /// Fixes come to an end, break no syntax, and leave nothing to fix.
    #[test]
    fn fixes_converge(text in document(), most in prop::sample::select(vec![Safety::Safe, Safety::Unsafe])) {
        let errors = Document::parse(&text).errors.len();
        let fixed = edit::fix(&text, most, findings);
        prop_assert!(Document::parse(&fixed.text).errors.len() <= errors, "{}", fixed.text);
        let again = edit::fix(&fixed.text, most, findings);
        prop_assert_eq!(&again.text, &fixed.text);
    }

    /// The same text gives the same report, whatever was judged before.
    #[test]
    fn equal_inputs_give_equal_reports(text in document()) {
        prop_assert_eq!(format!("{:?}", judge(&text).findings), format!("{:?}", judge(&text).findings));
    }

    /// Line breaks of Windows change nothing but offsets.
    #[test]
    fn line_breaks_do_not_matter(text in document()) {
        prop_assume!(!text.contains('\r') && !text.contains("\"\"\"") && !text.contains("'''"));
        let said = |text: &str| -> Vec<(&'static str, String)> {
            findings(text).into_iter().map(|it| (it.rule.name, it.note.message)).collect()
        };
        prop_assert_eq!(said(&text), said(&text.replace('\n', "\r\n")));
    }

    /// Whoever compares runs knows a place again when lines move.
    #[test]
    fn lines_above_change_no_key_path(text in document()) {
        prop_assume!(!text.starts_with('\u{feff}'));
        let above = "# above\n\n";
        let moved = format!("{above}{text}");
        let (before, after) = (Document::parse(&text), Document::parse(&moved));
        let (before, after) = (KeyPaths::of(&before), KeyPaths::of(&after));
        for at in 0..text.len() {
            let place = Span::new(at, at);
            prop_assert_eq!(before.at(place), after.at(place.shifted(above.len())), "{}", at);
        }
    }

    /// Any bytes at all are read, and a text that is all there is kept as it is.
    #[test]
    fn any_bytes_are_a_document(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let decoded = decode(&bytes);
        if decoded.problem.is_none() {
            prop_assert_eq!(decoded.text.as_bytes(), &bytes[..]);
        }
        run(&Inputs::of(Snapshot::of(Document::of(&decoded)), &Levels::default()));
    }

    /// A damaged export is refused, or becomes a document without syntax errors.
    #[test]
    fn any_export_is_imported_or_refused(
        at in any::<Index>(),
        changes in prop::collection::vec(change(), 0..4),
        bytes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..3),
    ) {
        let exports = exports();
        let text = String::from_utf8(at.get(&exports).clone()).unwrap();
        let text = changes.iter().fold(text, |text, change| change.apply(&text));
        let mut export = text.into_bytes();
        for (at, byte) in bytes.iter().filter(|_| !export.is_empty()).collect::<Vec<_>>() {
            let at = at.index(export.len());
            export[at] = *byte;
        }
        let Ok(export) = import::read(&export) else { return Ok(()) };
        let sources = [Source { name: "live".to_owned(), export }];
        let imported = Date::constant(2026, 11, 22);
        for target in [Target::Deployed { imported }, Target::Desired] {
            let written = import::write(&sources, &Options { target, like: None });
            prop_assert!(written.text.parse::<toml::Table>().is_ok(), "{}", written.text);
            let snapshot = Snapshot::read(&written.text);
            prop_assert!(snapshot.document.errors.is_empty());
            prop_assert!(snapshot.problems.iter().all(|it| {
                target == Target::Desired || format!("{:?}", it.kind) == "UnknownValue"
            }), "{:?}\n{}", snapshot.problems, written.text);
        }
    }

    /// A comment at the end of the line, or for the whole document, accepts any finding.
    #[test]
    fn every_finding_can_be_accepted(text in document()) {
        let firm = ["syntax", "secret-in-document", "unused-allow", "unknown-allow"];
        let Some(finding) = findings(&text).into_iter().find(|it| !firm.contains(&it.rule.name)) else {
            return Ok(());
        };
        let name = finding.rule.name;
        let accepted = format!("# cmglint: allow-file({name}) tried\n{text}");
        prop_assume!(!text.starts_with('\u{feff}'));
        let report = judge(&accepted);
        prop_assert!(report.findings.iter().all(|it| it.rule.name != name));
        prop_assert!(report.allowed.iter().any(|it| it.finding.rule.name == name && it.reason == "tried"));
    }

    /// The comment that editors offer accepts the finding, and breaks nothing.
    #[test]
    fn the_comment_that_is_offered_accepts(text in document()) {
        let levels = Levels::default();
        let parsed = Document::parse(&text);
        for finding in findings(&text).into_iter().take(5) {
            let (name, at) = (finding.rule.name, finding.note.span);
            let Some(offered) = acceptance(&parsed, at, &[name], &levels) else { continue };
            let edit = offered.edit;
            let mut after = text.clone();
            after.insert_str(edit.span.start, &edit.text);
            prop_assert_eq!(Document::parse(&after).errors.len(), parsed.errors.len(), "{}", after);
            if name != "unused-allow" && name != "unknown-allow" {
                let allowed = judge(&after).allowed;
                prop_assert!(allowed.iter().any(|it| it.finding.rule.name == name), "{name}\n{after}");
            }
        }
    }

    /// Comments for all that stands accept all of it, at once and for good.
    #[test]
    fn all_that_stands_is_accepted(text in document()) {
        let levels = Levels::default();
        let adopted = adopt(&text, "old", &levels, findings);
        let (before, after) = (Document::parse(&text), Document::parse(&adopted.text));
        prop_assert_eq!(after.errors.len(), before.errors.len(), "{}", adopted.text);
        let is_about_comments = |name: &str| ["unused-allow", "unknown-allow"].contains(&name);
        for name in findings(&adopted.text).iter().map(|it| it.rule.name) {
            let may_stay = !levels.may_be_allowed(name) || is_about_comments(name);
            prop_assert!(may_stay, "{name}\n{}", adopted.text);
        }
        prop_assert_eq!(adopt(&adopted.text, "old", &levels, findings).text, adopted.text);
    }

    /// Markers of a merge may stand anywhere.
    #[test]
    fn conflicts_anywhere_are_one_error_each(text in document(), places in prop::array::uniform3(0..40usize)) {
        let mut lines: Vec<&str> = text.lines().collect();
        for (place, marker) in places.iter().zip(["<<<<<<< a", "=======", ">>>>>>> it's b"]) {
            lines.insert(place % (lines.len() + 1), marker);
        }
        let text = lines.join("\n");
        let parsed = Document::parse(&text);
        let conflicts = parsed.errors.iter().filter(|it| it.message.starts_with("merge conflict"));
        prop_assert!(conflicts.count() <= 3);
        prop_assert!(hidden_lines(&parsed).iter().all(|line| text.get(line.start..line.end).is_some()));
        judge(&text);
    }
}
