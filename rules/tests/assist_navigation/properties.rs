//! What holds for every document, whole or cut off anywhere.

use std::collections::HashSet;

use cmg_rules::{
    assist::{
        HintKinds, MentionRole, Symbol, TokenKind, actions, definitions, folds, handle_at, hints,
        lenses, links, mentions, overview, prepare_rename, rename, selections, semantic_tokens,
        symbols, workspace_symbols,
    },
    document::{Document, Kind, Value},
    inputs::Inputs,
    plan::{Plan, plan},
    report::Report,
    run::run,
    span::Span,
};

use crate::support::{ODD, applied, documents, with_inputs};

/// Every document, and what people have half typed.
fn texts() -> Vec<String> {
    documents().into_iter().chain(ODD.iter().map(|it| (*it).to_owned())).collect()
}

#[track_caller]
fn is_right(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} {text}");
}

/// Every function once, and what must hold for its answer.
fn look(inputs: &Inputs<'_>) {
    let document = &inputs.now.document;
    let text = document.text;
    let mut end = 0;
    for token in semantic_tokens(document) {
        is_right(text, token.span);
        assert!(token.span.start >= end && !token.span.is_empty(), "{token:?} {text}");
        assert!(!token.span.of(text).contains('\n'));
        end = token.span.end;
    }
    let mut open: Vec<Span> = Vec::new();
    for fold in folds(document) {
        is_right(text, fold.span);
        assert!(fold.span.of(text).contains('\n'));
        while open.last().is_some_and(|it| it.end <= fold.span.start) {
            open.pop();
        }
        assert!(open.last().is_none_or(|it| fold.span.end <= it.end), "{fold:?} {open:?}\n{text}");
        open.push(fold.span);
    }
    let all = symbols(document);
    let mut open: Vec<(Span, &Symbol)> =
        all.iter().map(|it| (Span::new(0, text.len()), it)).collect();
    while let Some((outer, symbol)) = open.pop() {
        is_right(text, symbol.span);
        let lies_in = |a: Span, b: Span| b.start <= a.start && a.end <= b.end;
        assert!(lies_in(symbol.span, outer), "{symbol:?} {outer:?}\n{text}");
        assert!(lies_in(symbol.title, symbol.span), "{symbol:?}\n{text}");
        assert!(!symbol.name.is_empty() && !symbol.name.contains('\n'));
        open.extend(symbol.children.iter().map(|it| (symbol.span, it)));
    }
    workspace_symbols(document, "a");
    for mention in mentions(document) {
        is_right(text, mention.span);
    }
    for link in links(&inputs.now) {
        is_right(text, link.span);
    }
    for hint in hints(inputs, Span::new(0, text.len()), HintKinds::default()) {
        assert!(text.is_char_boundary(hint.at), "{hint:?}");
        if let Some(edit) = &hint.edit {
            is_right(text, edit.span);
            let errors = Document::parse(&applied(text, std::slice::from_ref(edit))).errors.len();
            assert!(errors <= document.errors.len(), "{hint:?}\n{text}");
        }
    }
}

fn look_at(inputs: &Inputs<'_>, offset: usize) {
    let document = &inputs.now.document;
    let text = document.text;
    for definition in definitions(inputs, offset) {
        is_right(text, definition.origin);
    }
    handle_at(document, offset);
    prepare_rename(document, offset);
    let ranges = selections(document, &[offset]).remove(0);
    assert_eq!(ranges.last(), Some(&Span::new(0, text.len())));
    for span in &ranges {
        is_right(text, *span);
        assert!(span.start <= offset && offset.min(text.len()) <= span.end);
    }
    for pair in ranges.windows(2) {
        let (inner, outer) = (pair[0], pair[1]);
        assert!(outer.start <= inner.start && inner.end <= outer.end && inner != outer);
    }
}

#[test]
fn at_every_offset_of_every_document_all_is_well() {
    for text in texts() {
        with_inputs(&text, None, |inputs| {
            look(inputs);
            for offset in (0..text.len() + 2).step_by(if text.len() > 800 { 7 } else { 1 }) {
                look_at(inputs, offset);
            }
        });
    }
}

#[test]
fn no_secret_is_told() {
    for text in texts() {
        with_inputs(&text, None, |inputs| {
            let symbols = symbols(&inputs.now.document);
            let hints = hints(inputs, Span::new(0, text.len()), HintKinds::default());
            let said = format!("{symbols:?} {hints:?}");
            for secret in ["hunter2", "Pa$$w0rd"] {
                assert!(!said.contains(secret), "{said}\n{text}");
            }
        });
    }
}

#[test]
fn every_prefix_of_every_document_is_read() {
    for text in texts() {
        let step = 1 + text.len() / 150;
        let ends = text.char_indices().map(|(at, _)| at).step_by(step);
        for end in ends {
            let prefix = &text[..end];
            with_inputs(prefix, Some(&text), |inputs| {
                look(inputs);
                for offset in [0, end / 2, end.saturating_sub(1), end] {
                    look_at(inputs, offset);
                }
            });
        }
    }
}

#[test]
fn lenses_stand_at_headers() {
    let documents = documents();
    for text in &documents {
        for baseline in documents.iter().take(4) {
            with_inputs(text, Some(baseline), |inputs| {
                for lens in lenses(inputs, &plan(inputs, &run(inputs))) {
                    is_right(text, lens.span);
                }
            });
        }
    }
}

/// Every handle that a document names.
fn handles(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let mut handles: Vec<String> =
        mentions(&document).into_iter().map(|it| it.handle.into_owned()).collect();
    handles.sort();
    handles.dedup();
    handles
}

#[test]
fn a_rename_there_and_back_changes_nothing() {
    let mut count = 0;
    for text in texts() {
        for handle in handles(&text) {
            let there = rename(&Document::parse(&text), &handle, "another-1").unwrap();
            let after = applied(&text, &there);
            assert!(!handles(&after).contains(&handle));
            if let Ok(back) = rename(&Document::parse(&after), "another-1", &handle) {
                let again = applied(&after, &back);
                let is_escaped = text.contains("\\u0061");
                assert!(again == text || is_escaped, "{handle}\n{text}\n{again}");
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

/// A handle that is neither near to another name nor a word of any message.
const OTHER: &str = "qqqqqqqq";

#[test]
fn a_rename_leaves_the_findings() {
    let found = |text: &str, handle: &str| {
        with_inputs(text, None, |inputs| {
            // The one as well as the other, since a region may be called the same.
            let plain = |message: &str| {
                [handle, OTHER].iter().fold(message.to_owned(), |message, it| {
                    let message = message.replace(&format!("`{it}`"), "`HANDLE`");
                    message.replace(&format!("gateway.{it}"), "gateway.HANDLE")
                })
            };
            let findings = run(inputs).findings;
            let all = findings.iter().map(|it| (it.rule.name, plain(&it.note.message)));
            let mut found: Vec<(&str, String)> = all.collect();
            found.sort();
            found
        })
    };
    for text in documents() {
        // Of a slip of the hand nobody knows which handle is meant once that is another.
        if found(&text, "-").iter().any(|(rule, _)| *rule == "unknown-gateway-reference") {
            continue;
        }
        let document = Document::parse(&text);
        let is_table = |handle: &str| {
            let mut all = mentions(&document).into_iter();
            all.any(|it| it.handle == handle && it.role != MentionRole::Reference)
        };
        let is_plain = |handle: &str| handle.bytes().all(|it| it.is_ascii_alphanumeric());
        let tables = handles(&text).into_iter().filter(|it| is_plain(it) && is_table(it));
        for handle in tables {
            let after = applied(&text, &rename(&document, &handle, OTHER).unwrap());
            let (before, after) = (found(&text, &handle), found(&after, &handle));
            assert_eq!(before, after, "{handle}\n{text}");
        }
    }
}

/// Names of keys and texts of values, as the tree has them.
fn words_of_the_tree(document: &Document<'_>) -> Vec<Span> {
    let mut words = Vec::new();
    let mut open: Vec<&Value<'_>> = Vec::new();
    for table in document.tree.tables() {
        words.extend(table.entries.iter().map(|entry| entry.key.span));
        open.extend(table.entries.iter().map(|entry| &entry.value));
    }
    while let Some(value) = open.pop() {
        match &value.kind {
            Kind::Array(values) => open.extend(values),
            Kind::Table(_) | Kind::Tables(_) => {}
            _ => words.push(value.span),
        }
    }
    words
}

#[test]
fn words_are_those_of_the_tree() {
    let mut count = 0;
    for text in texts() {
        let document = Document::parse(&text);
        if !document.errors.is_empty() {
            continue;
        }
        let tokens = semantic_tokens(&document);
        let comments = tokens.iter().filter(|it| it.kind == TokenKind::Comment);
        assert!(comments.map(|it| it.span).eq(document.comments.iter().copied()), "{text}");
        for word in words_of_the_tree(&document) {
            let line = word.of(&text).lines().next().unwrap_or_default().len();
            let first = Span::new(word.start, word.start + line);
            assert!(tokens.iter().any(|it| it.span == first), "{:?}\n{text}", word.of(&text));
            count += 1;
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn large_and_hostile_documents_have_answers_too() {
    let many = 5_000;
    let gateways: String = (0..many)
        .map(|it| format!("[gateway.g{it}]\nregion = \"eastus\"\n[gateway.g{it}.dns]\n"))
        .collect();
    let one_line = (0..many / 10).map(|it| format!("g{it} = {{ a = [{{}}, {{ b = 1 }}] }}"));
    let one_line = format!("gateway = {{ {} }}\n", one_line.collect::<Vec<_>>().join(", "));
    let deep = format!("[{}a]\n{}", "a.".repeat(10_000), "b.c = { d = 1 }\n".repeat(5_000));
    for text in [
        gateways,
        one_line,
        deep,
        "[".repeat(100_000),
        format!("x = {}", "[{a=".repeat(30_000)),
        format!("x = {}", "[\n".repeat(60_000)),
        "\"\"\"".repeat(60_001),
        "# a\n".repeat(60_000),
        "a'\n".repeat(60_000),
    ] {
        let deployed = text.starts_with("[gateway").then(|| text.replace("eastus", "westus"));
        with_inputs(&text, deployed.as_deref(), |inputs| {
            let document = &inputs.now.document;
            let within = |span: Span| span.start <= span.end && span.end <= text.len();
            assert!(semantic_tokens(document).iter().all(|it| within(it.span)));
            assert!(folds(document).iter().all(|it| within(it.span)));
            let named = mentions(document);
            assert!(named.iter().all(|it| within(it.span)));
            let offsets: Vec<usize> = (0..text.len()).step_by(1_000).take(3).collect();
            assert_eq!(selections(document, &offsets).len(), offsets.len());
            hints(inputs, Span::new(0, text.len()), HintKinds::default());
            let edits = actions(inputs, &[], Span::new(0, text.len()));
            assert!(edits.iter().flat_map(|it| &it.edits).all(|it| within(it.span)));
            let gateways = overview(inputs, &Report::default(), &Plan::default()).gateways;
            let handles: HashSet<_> = named.iter().map(|it| &*it.handle).collect();
            assert_eq!(gateways.len(), handles.len());
        });
    }
}
