//! What stands behind the word at the cursor.

use std::sync::Arc;

use super::mentions::{Mention, MentionRole, mentions};
use crate::{
    assist::links,
    document::Document,
    finding::File,
    inputs::{Baseline, Inputs},
    rule::Pairs,
    span::Span,
};

/// Somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What leads there, in the document of the cursor.
    pub origin: Span,
    pub to: Destination,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The handle in a header of the document, or of the baseline.
    Handle { file: File, span: Span },
    /// A file as the document names it: a path relative to its folder.
    File(Arc<str>),
}

/// Where the word at the cursor leads: a handle to its header in this document,
/// then to that in the baseline; a path to its file. None where nothing is known.
pub fn definitions(inputs: &Inputs<'_>, offset: usize) -> Vec<Definition> {
    let document = &inputs.now.document;
    let all = mentions(document);
    if let Some(origin) = all.iter().find(|it| it.touches(offset)) {
        let places = here(&all, &origin.handle).into_iter().chain(deployed(inputs, &origin.handle));
        return places.map(|to| Definition { origin: origin.span, to }).collect();
    }
    let touches = |it: &links::Link| it.span.start <= offset && offset <= it.span.end;
    let file = links::files(&inputs.now).into_iter().find(touches);
    let definition = |link: links::Link| match link.target {
        links::Target::Path(path) => {
            Some(Definition { origin: link.span, to: Destination::File(path) })
        }
        links::Target::Url(_) => None,
    };
    file.and_then(definition).into_iter().collect()
}

/// Its own header; where it has none, the first place that writes its table.
fn here(all: &[Mention<'_>], handle: &str) -> Option<Destination> {
    let span = header(all, handle)?;
    Some(Destination::Handle { file: File::Document, span })
}

fn header(all: &[Mention<'_>], handle: &str) -> Option<Span> {
    let mut tables =
        all.iter().filter(|it| it.role != MentionRole::Reference && it.handle == handle);
    let first = tables.next()?;
    let own = [first].into_iter().chain(tables).find(|it| it.role == MentionRole::Header);
    Some(own.unwrap_or(first).span)
}

/// The gateway that the baseline has for it: that of the same service name
/// where the handle is another one.
fn deployed(inputs: &Inputs<'_>, handle: &str) -> Option<Destination> {
    let Baseline::Known(before) = &inputs.before else { return None };
    let known = || Some(Pairs::of(before.config.as_ref()?, inputs.now.config.as_ref()?));
    let former = known().and_then(|pairs| Some(pairs.old_of(handle)?.handle.to_string()));
    let span = deployed_header(&before.document, former.as_deref().unwrap_or(handle))?;
    Some(Destination::Handle { file: File::Baseline, span })
}

fn deployed_header(document: &Document<'_>, handle: &str) -> Option<Span> {
    header(&mentions(document), handle)
}
