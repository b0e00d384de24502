//! The few lines of a document that a finding shows.

use std::ops::Range;

use cmg_rules::{quote::harmless, span::Span};
use codespan_reporting::files::{Error, Files};

use super::View;

/// Characters that are shown of a line, so that a hostile one fills no screen.
const MOST: usize = 400;
/// Those of them that stand before the place.
const BEFORE: usize = 120;
/// What stands for a line that holds a secret; not even its length is told.
const HIDDEN: &str = "(this line holds a secret)";

/// Lines of one document in their order, made fit to be shown: cut where they
/// are long, without control characters, without secrets.
pub struct Excerpt<'v> {
    name: &'v str,
    source: String,
    lines: Vec<Line>,
}

struct Line {
    /// Where it begins in the excerpt.
    start: usize,
    /// From 1; 0 for the gap between lines that are not neighbours.
    number: usize,
    /// Where what is shown of it begins in the document.
    from: usize,
    /// Characters that were cut off in front.
    cut: usize,
    /// Whether something else is shown.
    hidden: bool,
}

impl<'v> Excerpt<'v> {
    /// The first line of each span, and where the spans are in the excerpt.
    pub fn of(view: &'v View<'_>, spans: &[Span]) -> (Excerpt<'v>, Vec<Range<usize>>) {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        let start = |at: &usize| spans.get(*at).copied().unwrap_or_default().start;
        order.sort_by_key(start);
        let mut excerpt = Excerpt { name: view.path, source: String::new(), lines: Vec::new() };
        let mut ranges = vec![0..0; spans.len()];
        let mut last: Option<usize> = None;
        for at in order {
            let span = spans.get(at).copied().unwrap_or_default();
            let line = view.lines.line(span.start);
            if last != Some(line) {
                if last.is_some_and(|last| last + 1 != line) {
                    // Two, because one line between two others would be shown.
                    excerpt.gap();
                    excerpt.gap();
                }
                excerpt.add(view, line, span);
                last = Some(line);
            }
            if let Some(range) = ranges.get_mut(at) {
                *range = excerpt.range(view, line, span);
            }
        }
        (excerpt, ranges)
    }

    fn gap(&mut self) {
        self.lines.push(Line {
            start: self.source.len(),
            number: 0,
            from: 0,
            cut: 0,
            hidden: false,
        });
        self.source.push('\n');
    }

    fn add(&mut self, view: &View<'_>, line: usize, first: Span) {
        let whole = view.lines.span(line);
        let text = view.lines.text();
        let place = first.start.clamp(whole.start, whole.end);
        let hidden = view.is_hidden(whole);
        let is_long = whole.of(text).chars().nth(MOST).is_some();
        let from = match Span::new(whole.start, place).of(text).char_indices().nth_back(BEFORE) {
            // So that the finding still says its column.
            _ if hidden => place,
            Some((at, _)) if is_long => whole.start + at,
            _ => whole.start,
        };
        let cut = view.lines.position(from).column - 1;
        self.lines.push(Line { start: self.source.len(), number: line + 1, from, cut, hidden });
        if hidden {
            self.source.push_str(HIDDEN);
        } else {
            let shown = Span::new(from, whole.end).of(text).chars().take(MOST);
            self.source.extend(shown.map(|it| if it == '\t' { it } else { harmless(it) }));
        }
        self.source.push('\n');
    }

    /// Counted in characters, since those that are replaced have other lengths.
    fn range(&self, view: &View<'_>, line: usize, span: Span) -> Range<usize> {
        let Some(shown) = self.lines.last() else { return 0..0 };
        if shown.hidden {
            return shown.start..shown.start + HIDDEN.len();
        }
        let whole = view.lines.span(line);
        let text = view.lines.text();
        let count = |start, end| Span::new(start, end).of(text).chars().take(MOST).count();
        let first = span.start.clamp(shown.from, whole.end);
        let start = count(shown.from, first);
        let length = count(first, span.end.min(whole.end));
        let line = self.source.get(shown.start..).unwrap_or_default().trim_end_matches('\n');
        let byte = |characters: usize| {
            let at = line.char_indices().nth(characters);
            shown.start + at.map_or(line.len(), |(at, _)| at)
        };
        byte(start)..byte(start + length)
    }

    fn line(&self, index: usize) -> Result<&Line, Error> {
        self.lines.get(index).ok_or(Error::FileMissing)
    }
}

/// The line of a place, with what stands before the place and behind it.
pub struct Marked {
    pub before: String,
    pub marked: String,
    pub behind: String,
}

impl Marked {
    pub fn of(view: &View<'_>, span: Span) -> Marked {
        let (excerpt, ranges) = Excerpt::of(view, &[span]);
        let range = ranges.into_iter().next().unwrap_or_default();
        let part = |part: Option<&str>| part.unwrap_or_default().trim_end_matches('\n').to_owned();
        Marked {
            before: part(excerpt.source.get(..range.start)),
            marked: part(excerpt.source.get(range.clone())),
            behind: part(excerpt.source.get(range.end..)),
        }
    }
}

/// Those of a document and of other files, each by its number.
pub struct Excerpts<'v>(pub Vec<Excerpt<'v>>);

impl<'v> Excerpts<'v> {
    fn get(&self, file: usize) -> Result<&Excerpt<'v>, Error> {
        self.0.get(file).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Excerpts<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, file: usize) -> Result<&'a str, Error> {
        Ok(self.get(file)?.name)
    }

    fn source(&'a self, file: usize) -> Result<&'a str, Error> {
        Ok(&self.get(file)?.source)
    }

    fn line_index(&'a self, file: usize, offset: usize) -> Result<usize, Error> {
        let lines = &self.get(file)?.lines;
        Ok(lines.partition_point(|line| line.start <= offset).saturating_sub(1))
    }

    fn line_number(&'a self, file: usize, index: usize) -> Result<usize, Error> {
        Ok(self.get(file)?.line(index)?.number)
    }

    fn column_number(&'a self, file: usize, index: usize, offset: usize) -> Result<usize, Error> {
        let excerpt = self.get(file)?;
        let line = excerpt.line(index)?;
        let before = excerpt.source.get(line.start..offset).unwrap_or_default();
        Ok(line.cut + before.chars().count() + 1)
    }

    fn line_range(&'a self, file: usize, index: usize) -> Result<Range<usize>, Error> {
        let excerpt = self.get(file)?;
        let end = excerpt.lines.get(index + 1).map_or(excerpt.source.len(), |next| next.start);
        Ok(excerpt.line(index)?.start..end)
    }
}
