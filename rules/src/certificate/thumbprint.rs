//! Thumbprints as people write them.

/// The characters that count, without what dialogs and tools put around them.
pub fn digits(thumbprint: &str) -> String {
    thumbprint.chars().filter(|it| !is_separator(*it)).collect()
}

/// What stands around digits where they are shown, seen or not.
fn is_separator(it: char) -> bool {
    let is_invisible = matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(it, '\u{2060}'..='\u{206f}' | '\u{feff}');
    it.is_whitespace() || it.is_control() || is_invisible || matches!(it, ':' | '-')
}
