//! Conflicts that a merge has left in a text. The first side is read, and the
//! rest is blanks to the parser: what the other side says is no mistake.

use toml_parser::Source;

use super::SyntaxError;
use crate::span::Span;

/// How many times git repeats the letter of a marker.
const LENGTH: usize = 7;

/// What a merge has left, from the line of the first marker to that of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub lines: Span,
    /// Its first marker.
    start: Span,
    /// Its last one; nothing where the marker has lost its others.
    end: Option<Span>,
    /// Where the second side begins, with the marker above it.
    rest: usize,
}

/// In their order. A marker inside a string is a part of the string.
pub fn find(text: &str) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return conflicts;
    }
    let mut from = 0;
    while let Some(conflict) = next(text, from) {
        from = conflict.lines.end;
        conflicts.push(conflict);
    }
    conflicts
}

/// The text with blanks for all of a conflict but its first side.
pub fn without(text: &str, conflicts: &[Conflict]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    let hidden = conflicts.iter().flat_map(|it| {
        let [first, others] = it.sides(text);
        [Span::new(it.lines.start, first.start), others]
    });
    for hidden in hidden {
        kept.push_str(text.get(done..hidden.start).unwrap_or_default());
        // Byte for byte, so that every place stays where it is.
        let blanks = hidden.of(text).bytes().map(|it| match it {
            b'\n' | b'\r' => char::from(it),
            _ => ' ',
        });
        kept.extend(blanks);
        done = hidden.end;
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    kept
}

impl Conflict {
    /// The first side, and all the others with the markers between them; both
    /// empty where there are none.
    pub fn sides(&self, text: &str) -> [Span; 2] {
        let first = line(text, self.lines.start).end;
        [Span::new(first, self.rest), Span::new(self.rest, self.lines.end)]
    }

    pub fn error(&self) -> SyntaxError {
        let message = match self.end {
            Some(_) => "merge conflict: keep one of the two sides, and remove the markers",
            None => "merge conflict: this marker is left over",
        };
        let other = self.end.map(|end| (end, "ends here"));
        SyntaxError { span: self.start, message: message.to_owned(), other }
    }
}

/// The first conflict at or behind the beginning of a line.
fn next(text: &str, from: usize) -> Option<Conflict> {
    let tokens = Source::new(text.get(from..)?).lex();
    let starts = tokens.map(|token| from + token.span().start());
    let mut at_markers = starts.filter(|at| {
        let before = text.get(..*at).unwrap_or_default();
        (matches!(before, "" | "\u{feff}") || before.ends_with('\n')) && marker(text, *at).is_some()
    });
    at_markers.next().map(|at| conflict(text, at))
}

/// The one whose first marker stands here.
fn conflict(text: &str, at: usize) -> Conflict {
    let first = line(text, at);
    let start = Span::new(at, at + LENGTH);
    let alone = Conflict { lines: first, start, end: None, rest: first.end };
    if marker(text, at) != Some(b'<') {
        return alone;
    }
    let (mut rest, mut next) = (None, first.end);
    while next < text.len() {
        let here = line(text, next);
        match (marker(text, next), rest) {
            (Some(b'<'), _) => return alone,
            (Some(b'|' | b'='), None) => rest = Some(next),
            (Some(b'>'), Some(rest)) => {
                let end = Some(Span::new(next, next + LENGTH));
                return Conflict { lines: first.to(here), start, end, rest };
            }
            _ => {}
        }
        next = here.end;
    }
    alone
}

/// The letter of the marker that is the line beginning here, or begins it.
fn marker(text: &str, at: usize) -> Option<u8> {
    let rest = text.as_bytes().get(at..)?;
    let letter = *rest.first().filter(|it| b"<|=>".contains(it))?;
    let repeated = rest.iter().take_while(|it| **it == letter).count();
    let is_alone = matches!(rest.get(repeated), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
    (repeated == LENGTH && is_alone).then_some(letter)
}

/// The line that begins here, with its line break.
fn line(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or_default();
    Span::new(start, rest.find('\n').map_or(text.len(), |at| start + at + 1))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Kind};

    const CONFLICT: &str = "a = 1\n<<<<<<< HEAD\nb = \"ours\"\n||||||| base\nb = \"was\"\n\
        =======\nb = \"theirs\"\nd = [\n>>>>>>> it's \"\"\" another\nc = 3\n";

    fn errors(text: &str) -> Vec<(usize, String)> {
        let line = |at| text[..at].matches('\n').count() + 1;
        let document = Document::parse(text);
        document.errors.into_iter().map(|it| (line(it.span.start), it.message)).collect()
    }

    #[test]
    fn a_conflict_is_one_error_and_its_first_side_is_read() {
        for text in [CONFLICT.to_owned(), CONFLICT.replace('\n', "\r\n")] {
            let [(2, message)] = &errors(&text)[..] else { panic!("{:?}", errors(&text)) };
            assert!(message.starts_with("merge conflict: keep one"));
            let document = Document::parse(&text);
            let names: Vec<_> = document.root().entries.iter().map(|it| &*it.key.name).collect();
            assert_eq!(names, ["a", "b", "c"]);
            let value = &document.root().get("b").unwrap().value.kind;
            assert!(matches!(value, Kind::String(it) if it == "ours"));
            assert!(document.tree.adrift);
        }
    }

    #[test]
    fn conflicts_inside_brackets_and_at_the_ends_are_found() {
        let text =
            "a = [\n<<<<<<<\n1,\n=======\n2,\n>>>>>>>\n]\n<<<<<<< x\n=======\nb = 1\n>>>>>>> y";
        let lines: Vec<_> = errors(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 8]);
    }

    #[test]
    fn a_marker_without_its_others_is_one_error() {
        for (text, lines) in [
            ("a = 1\n>>>>>>> x\nb = 2\n", vec![2]),
            ("<<<<<<< HEAD\na = 1\n", vec![1]),
            ("<<<<<<< a\n<<<<<<< b\nx = 1\n=======\ny = 1\n>>>>>>> b\n=======\n", vec![1, 2, 7]),
        ] {
            let found: Vec<_> = errors(text).into_iter().map(|(line, _)| line).collect();
            assert_eq!(found, lines, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_marker_is_none() {
        let in_string = "a = '''\n<<<<<<< HEAD\n=======\n>>>>>>> x\n'''\n# =======\n#<<<<<<< x\n";
        assert_eq!(errors(in_string), []);
        assert!(!errors("<<<<<<<< x\n").iter().any(|(_, it)| it.contains("merge conflict")));
        assert!(!errors("<<<<<<<x\n").iter().any(|(_, it)| it.contains("merge conflict")));
    }
}
