//! The tables of a text in their order, each in the one that it stands below:
//! what symbols, folding and selection have in common.

use std::borrow::Cow;

use super::{
    scan::{Kind, Token},
    unquote::{Name, said},
    walk::{Part, walk},
};
use crate::span::Span;

/// A table as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Block<'t> {
    pub form: Form,
    /// Its path from the top of the document.
    pub names: Vec<Name<'t>>,
    /// Its header or its name, where the eye looks for it.
    pub title: Span,
    /// From its header to the end of the last statement, without the tables below.
    pub own: Span,
    /// The same with the tables below it that follow.
    pub whole: Span,
    /// In how many other blocks it stands.
    pub depth: usize,
    /// Texts that tell it from others of its kind.
    pub said: Vec<Said<'t>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[a.b]` or `[[a.b]]`
    Header,
    /// `b = {}`, or an element of `b = [{}]`.
    Braces,
    /// A gateway that dotted keys name: `gateway.eastus.region = …`
    Dotted,
}

/// `server = "cp01"`
#[derive(Clone, Debug)]
pub(super) struct Said<'t> {
    pub key: &'static str,
    pub text: Cow<'t, str>,
    pub span: Span,
}

/// Keys whose texts tell one table from another.
const TELLING: &[&str] =
    &["service-name", "server", "name", "role", "code", "client-id", "file", "thumbprint"];

/// Deeper paths are none of the format, and nobody wants to see them.
const DEEPEST: usize = 8;

/// Each block comes behind the one that it stands in.
pub(super) fn outline(text: &str) -> Vec<Block<'_>> {
    let mut outline = Outline { text, blocks: Vec::new(), open: Vec::new(), brackets: Vec::new() };
    walk(text, |path, part| outline.pass(path, part));
    outline.leave_until(0);
    outline.blocks
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Array,
    /// Braces, and whether they are an element of an array.
    Block {
        is_element: bool,
    },
    /// Braces that nobody wants to see.
    Deep,
}

struct Outline<'t> {
    text: &'t str,
    blocks: Vec<Block<'t>>,
    /// Places of the blocks that are not over, the innermost last.
    open: Vec<usize>,
    /// What is open in a value, the innermost last.
    brackets: Vec<Bracket>,
}

impl<'t> Outline<'t> {
    fn pass(&mut self, path: &[Name<'t>], part: Part) {
        match part {
            Part::Header { span, .. } => self.header(path, span),
            Part::Name { span, in_header: false } => self.dotted(path, span),
            Part::Open { braces } => self.open(path, braces),
            Part::Closed { span, .. } => self.close(span),
            Part::Scalar { span, kind } => self.say(path, span, kind),
            Part::Pair { span, between_braces: false } => self.extend(span.end),
            _ => {}
        }
    }

    fn header(&mut self, path: &[Name<'t>], span: Span) {
        let is_above = |it: &Block<'t>| {
            it.form == Form::Header && it.names.len() < path.len() && begins(path, &it.names)
        };
        let kept = self.open.iter().rposition(|at| self.blocks.get(*at).is_some_and(is_above));
        self.leave_until(kept.map_or(0, |at| at + 1));
        self.begin(Form::Header, path.to_vec(), span);
    }

    /// `gateway.eastus.region`: the gateway has no header that could stand for it.
    fn dotted(&mut self, path: &[Name<'t>], span: Span) {
        let inner = self.open.last().and_then(|at| self.blocks.get(*at));
        if let Some(inner) = inner.filter(|it| it.form == Form::Dotted) {
            let common = path.len().min(inner.names.len());
            if !path.get(..common).is_some_and(|it| begins(&inner.names, it)) {
                self.leave_until(self.open.len().saturating_sub(1));
            }
        }
        let is_gateway = path.len() == 3 && path.first().is_some_and(|it| it.text == "gateway");
        let Some(top) = path.get(..2).filter(|_| is_gateway) else { return };
        let inner = self.open.last().and_then(|at| self.blocks.get(*at));
        if !inner.is_some_and(|it| begins(&it.names, top)) {
            let title = top.last().map_or(span, |it| it.span);
            self.begin(Form::Dotted, top.to_vec(), title);
        }
    }

    fn open(&mut self, path: &[Name<'t>], braces: bool) {
        let around = self.brackets.last().copied();
        let title = path.last().map(|it| it.span).filter(|_| path.len() <= DEEPEST);
        let bracket = match title {
            _ if !braces => Bracket::Array,
            Some(title) if around != Some(Bracket::Deep) => {
                self.begin(Form::Braces, path.to_vec(), title);
                Bracket::Block { is_element: around == Some(Bracket::Array) }
            }
            _ => Bracket::Deep,
        };
        self.brackets.push(bracket);
    }

    fn close(&mut self, span: Span) {
        let Some(Bracket::Block { is_element }) = self.brackets.pop() else { return };
        let Some(at) = self.open.pop() else { return };
        if let Some(block) = self.blocks.get_mut(at) {
            if is_element {
                block.title = span;
            }
            block.own = block.title.to(span);
            block.whole = block.own;
        }
    }

    fn begin(&mut self, form: Form, names: Vec<Name<'t>>, title: Span) {
        let (own, whole, depth) = (title, title, self.open.len());
        self.open.push(self.blocks.len());
        self.blocks.push(Block { form, names, title, own, whole, depth, said: Vec::new() });
    }

    /// The statement that ends there belongs to the innermost block.
    fn extend(&mut self, end: usize) {
        if let Some(block) = self.open.last().and_then(|at| self.blocks.get_mut(*at)) {
            block.own.end = block.own.end.max(end);
            block.whole.end = block.whole.end.max(end);
        }
    }

    /// Ends blocks until so many are open; each is a part of the one around it.
    fn leave_until(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(at) = self.open.pop() else { return };
            let end = self.blocks.get(at).map(|it| it.whole.end);
            let outer = self.open.last().and_then(|at| self.blocks.get_mut(*at));
            if let (Some(outer), Some(end)) = (outer, end) {
                outer.whole.end = outer.whole.end.max(end);
            }
        }
    }

    fn say(&mut self, path: &[Name<'t>], span: Span, kind: Kind) {
        let Some((key, above)) = path.split_last().filter(|_| path.len() <= DEEPEST) else {
            return;
        };
        let Some(key) = TELLING.iter().find(|it| **it == key.text) else { return };
        let block = self.open.last().and_then(|at| self.blocks.get_mut(*at));
        let is_text = matches!(kind, Kind::Text { .. });
        if let Some(block) = block.filter(|it| is_text && is_same(&it.names, above)) {
            let text = said(self.text, Token { kind, span });
            block.said.push(Said { key, text, span });
        }
    }
}

impl Block<'_> {
    /// What it says under one of its telling keys.
    pub fn says(&self, key: &str) -> Option<&Said<'_>> {
        self.said.iter().find(|it| it.key == key)
    }
}

fn begins(path: &[Name<'_>], with: &[Name<'_>]) -> bool {
    path.get(..with.len()).is_some_and(|it| is_same(it, with))
}

fn is_same(one: &[Name<'_>], other: &[Name<'_>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.text == other.text)
}
