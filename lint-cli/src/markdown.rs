//! Markdown in which nothing of a document becomes markup.

use cmg_rules::quote::{cut, harmless};

/// Letters that are shown of a value.
const LONGEST: usize = 400;

/// A value, as code. Inside of code nothing is a link, a mention or markup; what
/// could end it is written by its number, which needs the tag instead.
pub fn code(text: &str) -> String {
    let text = cut(text, LONGEST);
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    if text.contains(['`', '|']) {
        return format!("<code>{}</code>", text.chars().map(numbered).collect::<String>());
    }
    format!("`{text}`")
}

/// A sentence of ours, with values of a document in it: code between backticks,
/// and outside of it nothing but text.
pub fn prose(text: &str) -> String {
    let text: String = text.chars().map(harmless).collect();
    let parts: Vec<&str> = text.split('`').collect();
    let closed = parts.len() % 2 == 1;
    let parts = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        1 if closed || at + 1 < parts.len() => code(part),
        1 => format!("&#96;{}", told(part)),
        _ => told(part),
    });
    parts.collect()
}

/// Text outside of code. What begins a mention or a reference is kept from it
/// by a joiner that nobody sees, since its number alone does not.
fn told(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let (mut before, mut letters) = (' ', text.chars().peekable());
    while let Some(letter) = letters.next() {
        let ends = letters.peek().is_none_or(|next| *next == ' ');
        let is_plain = match letter {
            ',' | ';' | '(' | '\'' | '"' | '?' | '%' | '/' => true,
            // `1.` and `1)` begin lists, `www.` an address.
            '.' => before.is_alphabetic() && ends,
            ')' => !before.is_numeric(),
            '-' => before.is_alphabetic() && !ends,
            it => it.is_alphanumeric() || it == ' ',
        };
        match letter {
            it if is_plain => told.push(it),
            '@' | '#' => told.push_str(&format!("{}&#8288;", numbered(letter))),
            it => told.push_str(&numbered(it)),
        }
        before = letter;
    }
    told
}

fn numbered(letter: char) -> String {
    match letter {
        it if it.is_alphanumeric() || it == ' ' => it.to_string(),
        it => format!("&#{};", u32::from(it)),
    }
}

#[test]
fn values_are_code_whatever_they_hold() {
    assert_eq!(code("granitefalls.contoso.com"), "`granitefalls.contoso.com`");
    assert_eq!(code("C:\\certs\\north.pfx"), "`C:\\certs\\north.pfx`");
    assert_eq!(code("a`b|c\\"), "<code>a&#96;b&#124;c&#92;</code>");
    assert_eq!(code("@all\n<b>"), "`@all\u{fffd}<b>`");
    assert_eq!(code(" "), "(empty)");
}

#[test]
fn prose_is_text_but_for_its_code() {
    assert_eq!(prose("set `a` back, then go on."), "set `a` back, then go on.");
    assert_eq!(prose("`a` b` c"), "`a` b&#96; c");
    assert_eq!(
        prose("1. x *y* <z> @all www.x.com"),
        "1&#46; x &#42;y&#42; &#60;z&#62; \
        &#64;&#8288;all www&#46;x&#46;com"
    );
    assert_eq!(prose("- a-b --- c"), "&#45; a-b &#45;&#45;&#45; c");
}
