//! Markdown that no text of a document can break out of.

use crate::{facts::Source, quote::harmless};

/// Characters that are shown of a text.
const MOST: usize = 120;
/// Entries that are shown of a list.
const FEW: usize = 8;

/// The text in a code span, on one line, cut where it is long.
pub(super) fn code(text: &str) -> String {
    let text = shown(text);
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    // A fence must be longer than every run of backticks inside of it.
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // At an edge a backtick would join the fence, and one space on each side is dropped.
    let is_edge = |it: char| it == '`' || it == ' ';
    let space = if text.starts_with(is_edge) || text.ends_with(is_edge) { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The text as prose: none of its signs means anything.
pub(super) fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for letter in shown(text).chars() {
        if "\\`*_[]<>&#|!~".contains(letter) {
            prose.push('\\');
        }
        prose.push(letter);
    }
    prose
}

/// On one line, without what moves the cursor, cut where it is long.
pub(super) fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(MOST).map(harmless).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The first ones in code spans, and how many more there are.
pub(super) fn codes<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = texts.len().saturating_sub(FEW);
    let mut all: Vec<String> = texts.take(FEW).map(code).collect();
    if more > 0 {
        all.push(format!("and {more} more"));
    }
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}

/// A link to the section of a page.
pub(super) fn link(source: &Source) -> String {
    format!("[{}]({})", source.title(), source.url())
}

/// Paragraphs and lists, one below the other.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    in_list: bool,
    source: Option<Source>,
}

impl Page {
    pub fn titled(title: &str) -> Page {
        let mut page = Page::default();
        page.paragraph(&format!("**{title}**"));
        page
    }

    /// With another word for the same beside the title.
    pub fn of(title: &str, beside: &str) -> Page {
        let mut page = Page::default();
        page.paragraph(&format!("**{title}** · {beside}"));
        page
    }

    pub fn paragraph(&mut self, text: &str) -> &mut Page {
        let text = text.trim();
        if !text.is_empty() {
            self.text.push_str(if self.text.is_empty() { "" } else { "\n\n" });
            self.text.push_str(text);
            self.in_list = false;
        }
        self
    }

    pub fn item(&mut self, text: &str) -> &mut Page {
        let between = match (self.text.is_empty(), self.in_list) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        };
        self.text.push_str(between);
        self.text.push_str("- ");
        self.text.push_str(text);
        self.in_list = true;
        self
    }

    /// What it rests on, which stands at the end.
    pub fn see(&mut self, source: Source) -> &mut Page {
        self.source = Some(source);
        self
    }

    pub fn finish(mut self) -> String {
        if let Some(source) = self.source {
            self.paragraph(&format!("See {}", link(&source)));
        }
        self.text
    }
}

#[test]
fn nothing_breaks_out_of_a_code_span() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`x`"), "`` `x` ``");
    assert_eq!(code("a\n\n# b"), "`a\u{fffd}\u{fffd}# b`");
    assert_eq!(code(" "), "`   `");
    assert_eq!(code(&"`".repeat(500)).matches('…').count(), 1);
}

#[test]
fn prose_has_no_marks() {
    assert_eq!(prose("a `b` <i> [x](y) *z*"), "a \\`b\\` \\<i\\> \\[x\\](y) \\*z\\*");
    assert_eq!(prose("a\nb"), "a\u{fffd}b");
}

#[test]
fn lists_and_paragraphs_are_set_apart() {
    let mut page = Page::titled("a");
    page.item("b").item("c").paragraph("d").paragraph("");
    assert_eq!(page.finish(), "**a**\n\n- b\n- c\n\nd");
}
