//! How a selection grows: a word, its value, the statement, the table, the document.

use super::{
    outline::{Form, outline},
    scan::Token,
    unquote::letters,
    walk::{Part, walk},
};
use crate::{document::Document, span::Span};

/// For each offset the ranges around it, the smallest first; each lies within
/// the next one, and the last one is the document.
pub fn selections(document: &Document<'_>, offsets: &[usize]) -> Vec<Vec<Span>> {
    let text = document.text;
    let mut around = Around::of(text, offsets);
    walk(text, |_, part| match part {
        Part::Scalar { span, kind } => {
            around.add(letters(text, Token { kind, span }));
            around.add(span);
        }
        Part::Pair { span, .. } => {
            around.add(span);
            around.add(name_of(text, span));
        }
        Part::Name { span, .. } => {
            let quotes: &[char] = &['"', '\''];
            let is_quoted = span.of(text).starts_with(quotes);
            let closes = usize::from(span.of(text).len() > 1 && span.of(text).ends_with(quotes));
            if is_quoted {
                around.add(Span::new(span.start + 1, span.end - closes));
            }
            around.add(span);
        }
        Part::Header { span, .. } | Part::Comment(span) => around.add(span),
        Part::Closed { span, .. } => {
            let closes = usize::from(span.of(text).ends_with(['}', ']']));
            around.add(Span::new(span.start + 1, (span.end - closes).max(span.start + 1)));
            around.add(span);
        }
        Part::Open { .. } => {}
    });
    for block in outline(text).iter().filter(|it| it.form == Form::Header) {
        around.add(block.own);
        around.add(block.whole);
    }
    around.finish()
}

/// Ranges around several offsets, found in one pass.
struct Around {
    /// In order, each with its place among those that were asked for.
    offsets: Vec<(usize, usize)>,
    /// As they were asked for.
    ranges: Vec<Vec<Span>>,
    document: Span,
}

impl Around {
    fn of(text: &str, offsets: &[usize]) -> Around {
        let mut sorted: Vec<(usize, usize)> =
            offsets.iter().enumerate().map(|(at, it)| ((*it).min(text.len()), at)).collect();
        sorted.sort_unstable();
        let document = Span::new(0, text.len());
        Around { offsets: sorted, ranges: vec![Vec::new(); offsets.len()], document }
    }

    /// A cursor behind the last letter belongs to a range as well.
    fn add(&mut self, span: Span) {
        let first = self.offsets.partition_point(|(offset, _)| *offset < span.start);
        let inside = self.offsets.iter().skip(first).take_while(|(offset, _)| *offset <= span.end);
        for (_, at) in inside {
            self.ranges.get_mut(*at).into_iter().for_each(|ranges| ranges.push(span));
        }
    }

    fn finish(mut self) -> Vec<Vec<Span>> {
        for ranges in &mut self.ranges {
            ranges.push(self.document);
            // Of ranges that only touch the offset the later one counts.
            ranges.sort_by_key(|it| (it.end - it.start, usize::MAX - it.start));
            let mut last: Option<Span> = None;
            ranges.retain(|it| {
                let grows = last
                    .is_none_or(|last| it.start <= last.start && last.end <= it.end && *it != last);
                if grows {
                    last = Some(*it);
                }
                grows
            });
        }
        self.ranges
    }
}

/// The key of a statement with all its dots.
fn name_of(text: &str, statement: Span) -> Span {
    let written = statement.of(text);
    let mut quote = None;
    let end = written.find(|it: char| {
        match quote {
            None if matches!(it, '"' | '\'') => quote = Some(it),
            Some(open) if open == it => quote = None,
            _ => {}
        }
        quote.is_none() && it == '='
    });
    let name = written.get(..end.unwrap_or(written.len())).unwrap_or_default().trim_end();
    Span::new(statement.start, statement.start + name.len())
}
