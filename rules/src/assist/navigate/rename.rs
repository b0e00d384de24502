//! Another handle for a gateway, in one document.

use super::mentions::{handle_at, mentions};
use crate::{document::Document, finding::Edit, model::is_handle, quote::quoted, span::Span};

/// The letters that a rename at the cursor would replace, and the handle that
/// they spell; nothing where no handle stands.
pub fn prepare_rename<'t>(document: &Document<'t>, offset: usize) -> Option<(Span, String)> {
    let mention = handle_at(document, offset)?;
    Some((mention.span, mention.handle.into_owned()))
}

/// The edits that give a gateway another handle wherever this document names
/// it, none where it does not; or why that cannot be done. Quotes stay as they
/// are. Who renames in several documents asks all of them before the first edit.
pub fn rename(document: &Document<'_>, handle: &str, new: &str) -> Result<Vec<Edit>, String> {
    if !is_handle(new) {
        return Err(format!("{} is no handle: 1 to 64 of `A-Za-z0-9_-`", quoted(new)));
    }
    if handle == new {
        return Ok(Vec::new());
    }
    let mut edits = Vec::new();
    for mention in mentions(document) {
        // Whatever is called so already would be taken for the same gateway.
        if mention.handle == new {
            return Err(format!("the document names a gateway {} already", quoted(new)));
        }
        if mention.handle == handle {
            edits.push(Edit { span: mention.span, text: new.to_owned() });
        }
    }
    Ok(edits)
}
