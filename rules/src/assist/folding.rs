//! What an editor may fold away.

use super::{
    outline::{Form, outline},
    scan::Kind,
    walk::{Part, walk},
};
use crate::{document::Document, span::Span};

/// Several lines of which the first one stays to be seen. Of any two, one lies
/// within the other, or they are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the first letter to the last, without the line break behind it.
    pub span: Span,
    pub kind: FoldKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A table with the tables below it that follow.
    Table,
    /// An array, braces or a text over several lines.
    Value,
    /// Lines of comments, one below the other.
    Comment,
}

/// In the order of the text, the outer one first.
pub fn folds(document: &Document<'_>) -> Vec<Fold> {
    let text = document.text;
    let mut folds = Vec::new();
    for block in outline(text).iter().filter(|it| it.form == Form::Header) {
        folds.push(Fold { span: block.whole, kind: FoldKind::Table });
    }
    let mut comments = Comments { text, block: None, folds: &mut folds };
    let mut values = Vec::new();
    walk(text, |_, part| match part {
        Part::Comment(span) => comments.add(span),
        Part::Closed { span, .. } | Part::Scalar { span, kind: Kind::LongText } => {
            values.push(Fold { span, kind: FoldKind::Value });
        }
        _ => {}
    });
    comments.end();
    folds.append(&mut values);
    // Brackets within brackets are not searched again for each of them.
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    folds.retain(|it| {
        let next = breaks.partition_point(|at| *at < it.span.start);
        breaks.get(next).is_some_and(|at| *at < it.span.end)
    });
    folds.sort_by_key(|it| (it.span.start, usize::MAX - it.span.end));
    folds
}

/// Comments with nothing but blanks between and before them.
struct Comments<'a> {
    text: &'a str,
    block: Option<Span>,
    folds: &'a mut Vec<Fold>,
}

impl Comments<'_> {
    fn add(&mut self, span: Span) {
        if let Some(block) = &mut self.block {
            let between = Span::new(block.end, span.start).of(self.text);
            if between.trim().is_empty() && between.matches('\n').count() == 1 {
                block.end = span.end;
                return;
            }
        }
        self.end();
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_alone = line.trim_start_matches('\u{feff}').trim().is_empty();
        self.block = is_alone.then_some(span);
    }

    fn end(&mut self) {
        let span = self.block.take();
        self.folds.extend(span.map(|span| Fold { span, kind: FoldKind::Comment }));
    }
}
