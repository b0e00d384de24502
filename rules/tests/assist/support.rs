//! Texts with a mark, and what stands there.

/// The text without its `│`, and where that was.
pub fn marked(text: &str) -> (String, usize) {
    let offset = text.find('│').expect("the text has a mark");
    (text.replacen('│', "", 1), offset)
}
