//! What may be shown of a text file that may hold a private key as well.

use super::CertificateFile;

/// The text with the first line of each certificate, everything else blank, so
/// that offsets and lines stay what they are. Nothing for files that are no text.
pub fn visible_text(bytes: &[u8], file: &CertificateFile) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut places: Vec<_> = file.certificates.iter().filter_map(|it| it.place).collect();
    places.sort();
    if places.is_empty() {
        return None;
    }
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        blank(&mut shown, text.get(done..place.start)?);
        shown.push_str(text.get(place.start..place.end)?);
        done = place.end;
    }
    blank(&mut shown, text.get(done..)?);
    Some(shown)
}

/// Spaces for every byte but the line breaks.
fn blank(shown: &mut String, text: &str) {
    shown.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}
