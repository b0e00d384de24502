//! Certificates behind paths and thumbprints.

use crate::{
    assist::{
        describe::xray,
        markdown::{Page, code, prose},
    },
    certificate::digits,
    inputs::{Inputs, Opened},
    span::Span,
};

/// The file that the path at a place names; nothing where nobody has opened it.
pub(super) fn of_path(inputs: &Inputs<'_>, place: Span) -> Option<Page> {
    let files = inputs.now.config.as_ref()?.certificate_files();
    let named = files.iter().find(|named| named.path.span == place)?;
    let path = code(named.path);
    let mut page = match inputs.now.files.get(named)? {
        Opened::Read { file, .. } => return Some(xray(file, file.leaf()?, inputs.today)),
        Opened::Unreadable(reason) => {
            let mut page = Page::titled(&path);
            page.paragraph(&format!("Cannot be read: {}", prose(reason)));
            page
        }
        Opened::Unknown(reason) => {
            let mut page = Page::titled(&path);
            page.paragraph(&format!("Has not been read: {}", prose(reason)));
            page
        }
    };
    if named.password.is_some_and(|it| it.value().is_none()) {
        page.item("The document does not state where its password is");
    }
    Some(page)
}

/// The certificate with a thumbprint, where one of the files has it.
pub(super) fn of_thumbprint(inputs: &Inputs<'_>, text: &str) -> Option<Page> {
    let wanted = digits(text).to_ascii_lowercase();
    let files = inputs.now.config.as_ref()?.certificate_files();
    files.iter().find_map(|named| {
        let Some(Opened::Read { file, .. }) = inputs.now.files.get(named) else { return None };
        let found = file.certificates.iter().find(|it| it.sha1 == wanted)?;
        let mut page = xray(file, found, inputs.today);
        page.item(&format!("In the file {}", code(named.path)));
        Some(page)
    })
}
