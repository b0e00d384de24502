//! Words that lead out of the document: files and the schema.

use std::sync::Arc;

use crate::{document::Document, inputs::Snapshot, model::Given, model::Text, span::Span};

/// Something that an editor may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The letters, without quotes.
    pub span: Span,
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// As it is written: relative to the folder of the document.
    Path(Arc<str>),
    Url(Arc<str>),
}

/// The files that the document names and its schema, in the order of the text.
/// Files of passwords are none of them.
pub fn links(snapshot: &Snapshot<'_>) -> Vec<Link> {
    let mut links = files(snapshot);
    links.extend(schema(&snapshot.document));
    links.sort_by_key(|it| it.span);
    links
}

/// Certificates and the baseline.
pub(super) fn files(snapshot: &Snapshot<'_>) -> Vec<Link> {
    let Some(config) = &snapshot.config else { return Vec::new() };
    let certificates = config.certificate_files().into_iter().map(|it| it.path);
    // A revision of git is no file, and `none` is no baseline.
    let is_file = |it: &&Given<Text>| !it.starts_with("git:") && it.as_str() != "none";
    let baseline = config.baseline.given().filter(is_file);
    certificates.chain(baseline).filter(|it| !it.is_empty()).map(file).collect()
}

fn file(path: &Given<Text>) -> Link {
    let target = Target::Path(Arc::from(path.as_str()));
    Link { span: path.part(0..path.len()), target }
}

/// `#:schema https://…`, as editors with other servers for TOML read it.
fn schema(document: &Document<'_>) -> Option<Link> {
    let text = document.text;
    let comment = document.comments.iter().find(|it| it.of(text).starts_with(DIRECTIVE))?;
    let written = comment.of(text);
    let target = written.strip_prefix(DIRECTIVE)?.trim();
    // `#:schemata` is another directive.
    let is_apart = written.get(DIRECTIVE.len()..)?.starts_with([' ', '\t']);
    if target.is_empty() || !is_apart {
        return None;
    }
    let start = comment.start + written.find(target)?;
    let is_url = target.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|it| it.is_ascii_alphanumeric())
    });
    let path = Arc::from(target);
    let target_of = if is_url { Target::Url(path) } else { Target::Path(path) };
    Some(Link { span: Span::new(start, start + target.len()), target: target_of })
}

const DIRECTIVE: &str = "#:schema";
