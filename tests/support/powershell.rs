//! Scripts as a parser of PowerShell sees them.

#![allow(dead_code, reason = "each program uses its part")]

use std::collections::BTreeSet;

use tree_sitter::{Node, Parser, Tree};

/// Fails where the script is no PowerShell, with the place.
#[track_caller]
pub fn assert_parses(script: &str) {
    let tree = parsed(script);
    let mut wrong = Vec::new();
    visit(tree.root_node(), &mut |node| {
        if node.is_error() || node.is_missing() {
            let at = node.start_position();
            wrong.push(format!("{}:{}: {}", at.row + 1, at.column + 1, node.kind()));
        }
    });
    assert!(wrong.is_empty(), "{}\n{script}", wrong.join("\n"));
}

/// What the script calls, whatever the nesting.
pub fn commands(script: &str) -> BTreeSet<String> {
    texts(script, &["command_name", "command_name_expr"])
}

/// What else could be code: variables, members, types.
pub fn names(script: &str) -> BTreeSet<String> {
    texts(script, &["variable", "braced_variable", "member_name", "type_identifier"])
}

fn texts(script: &str, kinds: &[&str]) -> BTreeSet<String> {
    let tree = parsed(script);
    let mut texts = BTreeSet::new();
    visit(tree.root_node(), &mut |node| {
        if kinds.contains(&node.kind()) {
            texts.insert(script[node.byte_range()].to_owned());
        }
    });
    texts
}

fn parsed(script: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    parser.parse(script, None).unwrap()
}

fn visit(root: Node<'_>, each: &mut impl FnMut(Node<'_>)) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        each(node);
        let mut cursor = node.walk();
        open.extend(node.children(&mut cursor));
    }
}
