//! Text with places to fill in.

/// What a completion writes. Line breaks are `\n`; whoever applies it writes
/// those of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insert {
    /// As it is.
    Plain(String),
    /// With places to fill in, for editors that know them.
    Snippet(Snippet),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// A place, and what may stand there, the first to begin with. Places of one
    /// number are filled in together.
    Place(usize, Vec<String>),
}

impl Insert {
    /// Without places: each has the first of what may stand there.
    pub fn plain(&self) -> String {
        match self {
            Insert::Plain(text) => text.clone(),
            Insert::Snippet(snippet) => snippet.plain(),
        }
    }
}

impl Snippet {
    /// A text in which `‹a›` is a place that begins as `a`, and `‹a|b›` a choice.
    /// Places that begin alike are one, unless they begin empty.
    pub(super) fn of(template: &str) -> Snippet {
        let mut snippet = Snippet::default();
        let mut met: Vec<&str> = Vec::new();
        let mut rest = template;
        while let Some((before, (inside, after))) =
            rest.split_once('‹').and_then(|(before, it)| Some((before, it.split_once('›')?)))
        {
            let known = met.iter().position(|it| *it == inside && !inside.is_empty());
            let number = known.map_or(met.len() + 1, |at| at + 1);
            if known.is_none() {
                met.push(inside);
            }
            let words = inside.split('|').map(str::to_owned).collect();
            snippet.parts.push(Part::Text(before.to_owned()));
            snippet.parts.push(Part::Place(number, words));
            rest = after;
        }
        snippet.parts.push(Part::Text(rest.to_owned()));
        snippet
    }

    /// In the grammar of the language server protocol.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut met = Vec::new();
        for part in &self.parts {
            match part {
                Part::Text(it) => text.push_str(&escaped(it, &['\\', '$', '}'])),
                Part::Place(number, words) => {
                    let is_again = met.contains(number);
                    met.push(*number);
                    text.push_str(&place(*number, words, is_again));
                }
            }
        }
        text
    }

    pub fn plain(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Place(_, words) => words.first().cloned().unwrap_or_default(),
        };
        self.parts.iter().map(part).collect()
    }
}

fn place(number: usize, words: &[String], is_again: bool) -> String {
    match words {
        [] => format!("${{{number}}}"),
        _ if is_again => format!("${{{number}}}"),
        [word] if word.is_empty() => format!("${{{number}}}"),
        [word] => format!("${{{number}:{}}}", escaped(word, &['\\', '$', '}'])),
        words => {
            let words: Vec<String> =
                words.iter().map(|it| escaped(it, &['\\', ',', '|'])).collect();
            format!("${{{number}|{}|}}", words.join(","))
        }
    }
}

fn escaped(text: &str, signs: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if signs.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Text of a document has no marks of a template.
pub(super) fn unmarked(text: &str) -> String {
    text.replace(['‹', '›', '|'], "")
}

#[test]
fn places_are_numbered_and_alike_ones_are_one() {
    let snippet = Snippet::of(
        "[gateway.‹eastus›]\na = { b = \"‹›\" }\n[gateway.‹eastus›.c]\nd = ‹true|false›",
    );
    assert_eq!(
        snippet.text(),
        "[gateway.${1:eastus}]\na = { b = \"${2}\" \\}\n[gateway.${1}.c]\nd = ${3|true,false|}"
    );
    assert_eq!(snippet.plain(), "[gateway.eastus]\na = { b = \"\" }\n[gateway.eastus.c]\nd = true");
}

#[test]
fn signs_of_the_grammar_are_escaped() {
    assert_eq!(Snippet::of("a$b‹c}|d,e›").text(), "a\\$b${1|c},d\\,e|}");
}
