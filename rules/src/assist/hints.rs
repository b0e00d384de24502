//! What follows from a document, shown between its words: names that Azure
//! gives, days that are left, defaults, and what is deployed instead.

mod defaults;
mod deployed;
mod deployment_name;
mod expiry;

use super::hidden::Hidden;
use crate::{
    finding::Edit,
    inputs::Inputs,
    model::{Config, Gateway, Named},
    span::Span,
};

/// A few words behind a value or a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The offset that it stands at. One blank is left before it.
    pub at: usize,
    pub kind: HintKind,
    pub text: String,
    /// Markdown.
    pub tooltip: String,
    /// What writes it down, so that the hint is no longer needed.
    pub edit: Option<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// Behind the service name, where the name in Azure is not written.
    DeploymentName,
    /// Behind what ends by itself: a certificate, a secret key.
    Expiry,
    /// Behind the header of a gateway: settings that cost money and are not written.
    Default,
    /// Behind a value that is another one in the baseline.
    Deployed,
}

/// Which kinds are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKinds {
    pub deployment_names: bool,
    pub expiry: bool,
    pub defaults: bool,
    pub deployed: bool,
}

impl Default for HintKinds {
    fn default() -> HintKinds {
        HintKinds { deployment_names: true, expiry: true, defaults: true, deployed: true }
    }
}

/// The hints within a range of bytes, both ends included, in the order of the text.
pub fn hints(inputs: &Inputs<'_>, range: Span, kinds: HintKinds) -> Vec<Hint> {
    let Some(config) = &inputs.now.config else { return Vec::new() };
    let hidden = Hidden::of(&inputs.now.document);
    let mut list = List { inputs, config, hidden, range, hints: Vec::new() };
    if kinds.deployment_names {
        deployment_name::add(&mut list);
    }
    if kinds.expiry {
        expiry::add(&mut list);
    }
    if kinds.defaults {
        defaults::add(&mut list);
    }
    if kinds.deployed {
        deployed::add(&mut list);
    }
    let mut hints = list.hints;
    hints.sort_by(|a, b| (a.at, a.kind, &a.text).cmp(&(b.at, b.kind, &b.text)));
    // What two gateways take from one table is said once.
    hints.dedup_by(|a, b| (a.at, a.kind, &a.text) == (b.at, b.kind, &b.text));
    hints
}

struct List<'a> {
    inputs: &'a Inputs<'a>,
    config: &'a Config,
    hidden: Hidden,
    range: Span,
    hints: Vec<Hint>,
}

impl List<'_> {
    /// Whether something behind this place would be seen, and may be.
    fn shows(&self, place: Span) -> bool {
        let is_visible = self.range.start <= place.end && place.end <= self.range.end;
        is_visible && !self.hidden.hides(place)
    }

    fn add(
        &mut self,
        kind: HintKind,
        place: Span,
        text: String,
        tooltip: String,
        edit: Option<Edit>,
    ) {
        self.hints.push(Hint { at: place.end, kind, text, tooltip, edit });
    }

    /// The edit that adds lines to the table of a gateway; nothing where a line
    /// between its header and there is half typed.
    fn lines<'l>(
        &self,
        gateway: &Named<Gateway>,
        lines: impl IntoIterator<Item = (&'l str, &'l str)>,
    ) -> Option<Edit> {
        let header = format!("gateway.{}", gateway.handle);
        let mut edit: Option<Edit> = None;
        for (key, value) in lines {
            let (at, text) = gateway.room.add(&header, key, value)?;
            let edit = edit.get_or_insert(Edit { span: Span::new(at, at), text: String::new() });
            edit.text.push_str(&text);
        }
        let edit = edit?;
        let errors = &self.inputs.now.document.errors;
        let first = errors.partition_point(|error| error.span.end < gateway.header.start);
        let is_broken = errors.get(first).is_some_and(|error| error.span.start <= edit.span.end);
        (!is_broken).then_some(edit)
    }

    /// Whether the place is a header between brackets: behind braces nobody
    /// would know what a hint is about.
    fn is_header(&self, place: Span) -> bool {
        let text = place.of(self.inputs.now.document.text);
        text.starts_with('[') && text.ends_with(']')
    }
}

/// So much of a value fits on a line.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(MOST).map(crate::quote::harmless).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
