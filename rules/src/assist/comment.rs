//! `# cmglint: allow(a, b) reason`, as far as it is typed.

use super::place::Held;
use crate::span::Span;

/// The word that such a comment begins with.
const MARK: &str = "cmglint:";

/// Where in the comment the cursor is.
#[derive(Debug)]
pub(super) enum Spot<'t> {
    /// In the words before the parentheses: `# cmg`, `# cmglint: al`.
    Word(Held<'t>),
    /// One of the names.
    Name {
        held: Held<'t>,
        others: Vec<&'t str>,
    },
    Elsewhere,
}

/// What stands at an offset of a comment.
pub(super) fn spot(text: &str, comment: Span, offset: usize) -> Spot<'_> {
    let said = comment.of(text);
    let words = said.trim_start_matches('#').trim_start();
    let start = comment.end - words.len();
    let Some(rest) = words.strip_prefix(MARK) else {
        let before = Span::new(start, offset).of(text);
        // Nothing but the beginning of the mark has been typed.
        let is_begun = start <= offset && words.trim_end() == before && MARK.starts_with(before);
        return match is_begun {
            true => Spot::Word(Held::bare(text, Span::new(start, start + words.trim_end().len()))),
            false => Spot::Elsewhere,
        };
    };
    let rest = rest.trim_start();
    let begin = comment.end - rest.len();
    let Some((word, names)) = rest.split_once('(') else {
        let end = begin + rest.trim_end().len();
        let is_word = !rest.trim_end().contains(' ');
        return match begin <= offset && offset <= end.max(begin) && is_word {
            true => Spot::Word(Held::bare(text, Span::new(begin, end))),
            false if rest.is_empty() && begin < offset + 1 => Spot::Word(Held::empty(offset)),
            false => Spot::Elsewhere,
        };
    };
    if !matches!(word.trim_end(), "allow" | "allow-file") {
        return Spot::Elsewhere;
    }
    let open = comment.end - names.len();
    let names = names.split(')').next().unwrap_or_default();
    if offset < open || open + names.len() < offset {
        return Spot::Elsewhere;
    }
    name(text, Span::new(open, open + names.len()), offset)
}

/// The name at the cursor, between commas.
fn name(text: &str, names: Span, offset: usize) -> Spot<'_> {
    let mut at = names.start;
    let mut held = Held::empty(offset);
    let mut others = Vec::new();
    for piece in names.of(text).split(',') {
        let word = piece.trim();
        let start = at + (piece.len() - piece.trim_start().len());
        if at <= offset && offset <= at + piece.len() {
            // In the blanks around a name, nothing is held.
            let is_touched = start <= offset && offset <= start + word.len() && !word.is_empty();
            if is_touched {
                held = Held::bare(text, Span::new(start, start + word.len()));
            }
        } else if !word.is_empty() {
            others.push(word);
        }
        at += piece.len() + 1;
    }
    Spot::Name { held, others }
}

#[cfg(test)]
fn shown(marked: &str) -> String {
    let offset = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    match spot(&text, Span::new(0, text.len()), offset) {
        Spot::Word(held) => format!("word {}", held.text),
        Spot::Name { held, others } => format!("name {} beside {}", held.text, others.join(",")),
        Spot::Elsewhere => "elsewhere".to_owned(),
    }
}

#[test]
fn names_are_found_between_parentheses() {
    for (comment, expected) in [
        ("# |", "word "),
        ("#|", "word "),
        ("# cmg|", "word cmg"),
        ("# cmglint|:", "elsewhere"),
        ("# cmglint: |", "word "),
        ("# cmglint:|", "word "),
        ("# cmglint: al|", "word al"),
        ("# cmglint: allow(|", "name  beside "),
        ("# cmglint: allow(|) why", "name  beside "),
        ("# cmglint: allow(a, b|, c", "name b beside a,c"),
        ("# cmglint: allow-file (a,|", "name  beside a"),
        ("# cmglint: allow(a) w|hy", "elsewhere"),
        ("# a word| of mine", "elsewhere"),
        ("|# a", "elsewhere"),
    ] {
        assert_eq!(shown(comment), expected, "{comment}");
    }
}
