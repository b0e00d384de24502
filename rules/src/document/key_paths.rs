//! Which key a place belongs to, in words that stay the same when lines,
//! comments and other tables move: `gateway.east.region`.

use std::cmp::Reverse;

use super::{Document, Kind, TableId, Value};
use crate::{quote::toml_string, span::Span};

/// Steps that a path has at most; the format needs five.
const DEEPEST: usize = 16;
/// Letters that are kept of a name.
const LONGEST: usize = 100;

/// The paths of all places of one document.
#[derive(Debug)]
pub struct KeyPaths<'d> {
    document: &'d Document<'d>,
    /// The first one is the document itself.
    steps: Vec<Step>,
    /// By their start, the wider of two that begin together first.
    ranges: Vec<Range>,
}

#[derive(Debug)]
struct Step {
    above: usize,
    depth: usize,
    /// `east`, or `[0]` for the first of an array of tables.
    text: String,
}

#[derive(Debug)]
struct Range {
    span: Span,
    step: usize,
    /// The narrowest one that this one is in.
    around: Option<usize>,
}

/// The step of the document itself.
const TOP: usize = 0;

impl<'d> KeyPaths<'d> {
    /// Goes over the document once.
    pub fn of(document: &'d Document<'d>) -> KeyPaths<'d> {
        let top = Step { above: TOP, depth: 0, text: String::new() };
        let mut paths = KeyPaths { document, steps: vec![top], ranges: Vec::new() };
        let mut open = vec![(TableId::ROOT, TOP)];
        while let Some((table, step)) = open.pop() {
            paths.add_table(table, step, &mut open);
        }
        paths.ranges.sort_by_key(|it| (it.span.start, Reverse(it.span.end)));
        nest(&mut paths.ranges);
        paths
    }

    /// The names of the tables and of the key around the beginning of a place,
    /// spelled as in TOML. Empty above the first table; between the lines of a
    /// table, and where a line is no TOML, the path of the table. A comment
    /// that is alone on its line belongs to what stands below it.
    pub fn at(&self, place: Span) -> String {
        let mut step = self.step_at(place.start);
        let mut texts = Vec::new();
        while let Some(it) = self.steps.get(step).filter(|_| step != TOP) {
            texts.push(it.text.as_str());
            step = it.above;
        }
        let mut path = String::new();
        for text in texts.into_iter().rev() {
            if !path.is_empty() && !text.starts_with('[') {
                path.push('.');
            }
            path.push_str(text);
        }
        path
    }

    fn add_table(&mut self, table: TableId, step: usize, open: &mut Vec<(TableId, usize)>) {
        let document = self.document;
        let table = &document.tree[table];
        for section in &table.sections {
            self.add_range(section.header.to(section.body), step);
        }
        for entry in &table.entries {
            let key = self.add_step(step, name(&entry.key.name));
            let is_statement = entry.is_statement();
            let span = entry.key.span;
            self.add_range(if is_statement { span.to(entry.value.span) } else { span }, key);
            self.add_value(&entry.value, key, open);
        }
    }

    /// The tables that a value is or holds.
    fn add_value(&mut self, value: &Value<'_>, key: usize, open: &mut Vec<(TableId, usize)>) {
        let mut values = vec![(value, key)];
        while let Some((value, step)) = values.pop() {
            match &value.kind {
                Kind::Table(table) => open.push((*table, step)),
                Kind::Tables(tables) => {
                    for (at, table) in tables.iter().enumerate() {
                        open.push((*table, self.add_step(step, format!("[{at}]"))));
                    }
                }
                Kind::Array(elements) => {
                    for (at, element) in elements.iter().enumerate() {
                        // Elements that are mere values move up when one of them goes.
                        if matches!(element.kind, Kind::Table(_) | Kind::Array(_)) {
                            values.push((element, self.add_step(step, format!("[{at}]"))));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn add_step(&mut self, above: usize, text: String) -> usize {
        let depth = self.steps.get(above).map_or(0, |it| it.depth) + 1;
        if depth > DEEPEST {
            return above;
        }
        self.steps.push(Step { above, depth, text });
        self.steps.len() - 1
    }

    fn add_range(&mut self, span: Span, step: usize) {
        self.ranges.push(Range { span, step, around: None });
    }

    fn step_at(&self, offset: usize) -> usize {
        if let Some(below) = self.below_comment(offset) {
            return below;
        }
        let offset = offset.min(self.document.text.len().saturating_sub(1));
        let behind = self.ranges.partition_point(|it| it.span.start <= offset);
        let mut at = behind.checked_sub(1);
        while let Some(range) = at.and_then(|at| self.ranges.get(at)) {
            if range.span.contains(offset) {
                return range.step;
            }
            at = range.around;
        }
        TOP
    }

    /// What stands below a comment that is alone on its line.
    fn below_comment(&self, offset: usize) -> Option<usize> {
        let (text, comments) = (self.document.text, &self.document.comments);
        let last = comments.partition_point(|it| it.start <= offset).checked_sub(1)?;
        let comment = comments.get(last).filter(|it| it.contains(offset))?;
        let before = text.get(..comment.start)?;
        let line = before.rfind('\n').map_or(before, |at| before.get(at..).unwrap_or_default());
        let next = self.ranges.partition_point(|it| it.span.start < comment.end);
        line.trim().is_empty().then(|| self.ranges.get(next).map(|it| it.step))?
    }
}

/// Says of each range which one it is in.
fn nest(ranges: &mut [Range]) {
    let mut open: Vec<(usize, Span)> = Vec::new();
    for (at, range) in ranges.iter_mut().enumerate() {
        while open.last().is_some_and(|(_, span)| span.end <= range.span.start) {
            open.pop();
        }
        range.around = open.last().map(|(around, _)| *around);
        open.push((at, range.span));
    }
}

/// A name as a key of TOML.
fn name(name: &str) -> String {
    let is_bare = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    let cut: String = name.chars().take(LONGEST).collect();
    if !cut.is_empty() && cut.chars().all(is_bare) { cut } else { toml_string(&cut) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path of the place of `mark`.
    fn path(text: &str, mark: &str) -> String {
        let document = Document::parse(text);
        let start = text.find(mark).unwrap();
        KeyPaths::of(&document).at(Span::new(start, start + mark.len()))
    }

    const GATEWAYS: &str = r#"
format = 1 # one
[gateway.east]
region = "eastus"
alerts.traffic-out-gb = 10
certificate = { file = "east.pfx", password = { env = "PASSWORD" } }

# of the west
[gateway."we.st"]
names = ["a", "b"]
broken
= nothing

[[root]]
file = "first"
[[root]]
file = "second"
"#;

    #[test]
    fn a_place_is_named_by_its_tables_and_its_key() {
        for (mark, expected) in [
            ("format", "format"),
            ("# one", ""),
            ("[gateway.east]", "gateway.east"),
            ("gateway.east", "gateway"),
            ("\"eastus\"", "gateway.east.region"),
            ("10", "gateway.east.alerts.traffic-out-gb"),
            ("{ file", "gateway.east.certificate"),
            ("\"east.pfx\"", "gateway.east.certificate.file"),
            ("\"PASSWORD\"", "gateway.east.certificate.password.env"),
            ("of the west", "gateway.\"we.st\""),
            ("\"b\"", "gateway.\"we.st\".names"),
            ("broken", "gateway.\"we.st\".broken"),
            ("= nothing", "gateway.\"we.st\""),
            ("first", "root[0].file"),
            ("second", "root[1].file"),
        ] {
            assert_eq!(path(GATEWAYS, mark), expected, "{mark}");
        }
    }

    #[test]
    fn braces_and_headers_name_alike() {
        for text in [
            "[a.b]\nc = 'x'",
            "a.b.c = 'x'",
            "a = { b = { c = 'x' } }",
            "[a]\nb.c = 'x'",
            "[a]\nb = {c='x'}",
            "[a.z]\n[a]\n# b\nb.\"c\" = 'x'",
        ] {
            assert_eq!(path(text, "'x'"), "a.b.c", "{text}");
        }
        assert_eq!(path("[[a]]\n[[a]]\nb = 'x'", "'x'"), "a[1].b");
        assert_eq!(path("a = [{}, { b = 'x' }]", "'x'"), "a[1].b");
    }

    #[test]
    fn the_end_of_a_document_belongs_to_its_last_table() {
        let at = |text: &str, offset| {
            let document = Document::parse(text);
            KeyPaths::of(&document).at(Span::new(offset, offset))
        };
        assert_eq!(at("[a]\n", 4), "a");
        assert_eq!(at("", 0), "");
        assert_eq!(at("[a]\n# alone", 6), "a");
        assert_eq!(at("a = 1\n", 70), "");
    }

    #[test]
    fn paths_of_hostile_documents_stay_short() {
        let deep = format!("{}x = 'y'", "a.".repeat(5000));
        assert_eq!(path(&deep, "'y'"), vec!["a"; DEEPEST].join("."));
        let long = format!("{} = 'y'", "b".repeat(5000));
        assert_eq!(path(&long, "'y'"), "b".repeat(LONGEST));
        assert_eq!(path("\"a\\nb\\u202e\" = 'y'", "'y'"), r#""a\nb\U0000202E""#);
    }
}
