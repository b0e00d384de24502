//! What holds at every place of every document.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use cmg_rules::{
    assist::{Completion, CompletionKind, complete, complete_settings, hover, hover_settings},
    inputs::{Inputs, Snapshot},
    levels::Levels,
    model::ProblemKind,
    span::Span,
};

use crate::support::{FILES, TODAY, applied};

/// The documents of the examples and of the tests.
fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.join("examples"), root.join("tests/cases")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "toml") {
                files.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(files.len() > 15, "the documents are found");
    files.sort();
    // Half typed, and in other letters than ASCII.
    files.push(
        "\u{feff}[gateway.é]\r\nregion = \"ünï│\r\nx = [\"a\", 'b\r\n# cmglint: allow(ä".to_owned(),
    );
    files.push("a = \"\"\"x\n'''\n[[é.\"b\".c\n{ = [ { ] } \\ \"\\".to_owned());
    files
}

fn with<T>(text: &str, ask: impl FnOnce(&Inputs<'_>, &[String]) -> T) -> T {
    let levels = Levels::default();
    let inputs = Inputs { today: Some(TODAY), ..Inputs::of(Snapshot::read(text), &levels) };
    let files: Vec<String> = FILES.iter().map(|it| (*it).to_owned()).collect();
    ask(&inputs, &files)
}

fn assert_fits(text: &str, offset: usize, span: Span, what: &str) {
    let place = || format!("{what} {span:?} at {offset} of {text:?}");
    assert!(text.get(span.start..span.end).is_some(), "{}", place());
    let is_around = span.start <= offset && offset <= span.end;
    // Inside of a character the cursor is at its beginning.
    assert!(is_around || !text.is_char_boundary(offset), "{}", place());
    assert!(!span.of(text).contains('\n'), "{}", place());
}

fn assert_all_fit(text: &str, offset: usize, all: &[Completion]) {
    for it in all {
        assert_fits(text, offset, it.replace, &it.label);
        assert!(!it.label.is_empty() && !it.filter.is_empty() && !it.insert.plain().is_empty());
    }
}

#[test]
fn at_every_offset_what_is_replaced_is_around_the_cursor() {
    for text in documents() {
        with(&text, |inputs, files| {
            for offset in 0..=text.len() + 2 {
                let all = complete(inputs, offset, files);
                assert_all_fit(&text, offset.min(text.len()), &all);
                if let Some(hover) = hover(inputs, offset) {
                    assert_fits(&text, offset.min(text.len()), hover.span, "hover");
                    assert!(!hover.markdown.is_empty());
                }
            }
        });
    }
}

/// The whole up to each line, and each table letter by letter: reading a whole
/// document for each of its letters would take long, and tell no more.
fn half_typed(text: &str) -> Vec<&str> {
    let mut typed: Vec<&str> = text.match_indices('\n').map(|(at, _)| &text[..at]).collect();
    let begins = text.match_indices("\n[").map(|(at, _)| at + 1);
    let begins: Vec<usize> = std::iter::once(0).chain(begins).collect();
    for (at, begin) in begins.iter().enumerate() {
        let end = begins.get(at + 1).copied().unwrap_or(text.len());
        let table = &text[*begin..end];
        typed.extend(table.char_indices().map(|(at, _)| &table[..at]));
    }
    typed.push(text);
    typed
}

#[test]
fn so_it_is_in_documents_that_are_half_typed() {
    let documents = documents();
    // Many documents begin alike, and have the same tables.
    let all: HashSet<&str> = documents.iter().flat_map(|text| half_typed(text)).collect();
    for typed in all {
        let end = typed.len();
        with(typed, |inputs, files| {
            assert_all_fit(typed, end, &complete(inputs, end, files));
            for offset in [end, end.saturating_sub(1)] {
                if let Some(hover) = hover(inputs, offset) {
                    assert_fits(typed, offset, hover.span, "hover");
                }
            }
        });
    }
}

#[test]
fn and_in_settings() {
    let text = "\u{feff}baseline = \"git:HEAD\"\r\nno-allow = [\"naming\", 'é'\n[rules]\nnaming = \"off\"\n\
        [[overrides]]\nfiles = []\nrules = { cost = \"info\" }\n[overrides.rules\nx";
    for offset in 0..=text.len() {
        assert_all_fit(text, offset, &complete_settings(text, offset));
        hover_settings(text, offset);
        if text.is_char_boundary(offset) {
            assert_all_fit(&text[..offset], offset, &complete_settings(&text[..offset], offset));
        }
    }
}

#[test]
fn a_key_that_is_taken_is_known() {
    let unknown = |text: &str| {
        let snapshot = Snapshot::read(text);
        let problems = snapshot.problems.iter();
        problems.filter(|it| it.kind == ProblemKind::UnknownKey).count()
    };
    let mut taken = HashSet::new();
    for text in documents().iter().filter(|it| Snapshot::read(it).document.errors.is_empty()) {
        let before = unknown(text);
        // The last line of each table: its keys are the same on all of them.
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let is_end = |at: &usize| {
            let rest = text[*at..].trim_start_matches('\r');
            rest.is_empty() || rest.starts_with(['\n', '['])
        };
        for offset in ends.filter(is_end) {
            // On a line of its own, as somebody types it.
            let open = format!("{}\n{}", &text[..offset], &text[offset..]);
            let all = with(&open, |inputs, files| complete(inputs, offset, files));
            let keys = all.iter().filter(|it| it.kind == CompletionKind::Key);
            // Each key of each table once.
            let is_new =
                |it: &&Completion| taken.insert((it.label.clone(), it.documentation.clone()));
            for it in keys.filter(is_new) {
                let after = applied(&open, it);
                let snapshot = Snapshot::read(&after);
                assert!(snapshot.document.errors.is_empty(), "{}\n{after}", it.label);
                assert!(unknown(&after) <= before, "{}\n{after}", it.label);
            }
        }
    }
    assert!(taken.len() > 80, "{} keys", taken.len());
}
