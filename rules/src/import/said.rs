//! What an export says for one key of the document.

use super::{
    moment,
    value::{Record, Value},
};
use crate::{
    facts::azure::is_guid,
    model::{Gateway, folded, is_site_code},
    quote::{quoted, toml_string},
};

/// Bytes of a value that is no free text. What is longer may be part of a blob
/// that has lost its name where a file was damaged.
const LONGEST: usize = 300;

/// What stands for one key: a value in TOML, a comment above it, both, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Said {
    pub value: Option<String>,
    pub comment: Option<String>,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Statement {
    pub key: &'static str,
    pub said: Said,
}

/// A number that stands for a word of the document.
pub(super) struct Code {
    pub number: &'static str,
    pub word: &'static str,
    /// Whether more than one script says so.
    pub is_certain: bool,
}

/// One object while it is read, with what is remarkable in it.
pub(super) struct Reading<'r> {
    pub record: &'r Record,
    pub remarks: Vec<String>,
}

impl Said {
    pub fn nothing() -> Said {
        Said::default()
    }

    /// A value as it is spelled in TOML.
    pub fn value(toml: impl Into<String>) -> Said {
        Said { value: Some(toml.into()), comment: None }
    }

    pub fn text(text: &str) -> Said {
        Said::value(toml_string(text))
    }

    pub fn is_nothing(&self) -> bool {
        *self == Said::nothing()
    }
}

impl Statement {
    pub fn new(key: &'static str, said: Said) -> Statement {
        Statement { key, said }
    }
}

/// A value as remarks and comments show it.
pub(super) fn shown(value: &str) -> String {
    match value.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(_) => quoted(value),
    }
}

impl<'r> Reading<'r> {
    pub fn of(record: &'r Record) -> Reading<'r> {
        Reading { record, remarks: Vec::new() }
    }

    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }

    /// A value that nobody can be sure of stays for people to read.
    pub fn unclear(&mut self, property: &str, value: &str, why: &str) -> Said {
        let comment = format!("{property} {} {why}", shown(value));
        self.remark(format!("{comment}, kept as a comment"));
        Said { value: None, comment: Some(comment) }
    }

    /// A word, a name or a number: nothing in which a space counts.
    pub fn token(&mut self, property: &str) -> Option<String> {
        self.whole(property, self.record.token(property))
    }

    /// Words as the console shows them, or a date: the spaces between them count.
    pub fn phrase(&mut self, property: &str) -> Option<String> {
        let text = self.record.get(property).and_then(Value::text);
        let text = text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        self.whole(property, text)
    }

    /// The text, if all of it is there and nothing else.
    fn whole(&mut self, property: &str, text: Option<String>) -> Option<String> {
        let is_cut_off = matches!(self.record.get(property), Some(Value::CutOff))
            || text.as_ref().is_some_and(|it| it.ends_with("...") || it.ends_with('…'));
        if is_cut_off {
            self.remark(format!("{property} is cut off in the export, left out"));
            return None;
        }
        if text.as_ref().is_some_and(|it| it.len() > LONGEST) {
            self.remark(format!("{property} is too long to be one, left out"));
            return None;
        }
        text
    }

    pub fn word(&mut self, property: &str) -> Said {
        self.token(property).map_or_else(Said::nothing, |token| Said::text(&token))
    }

    /// What holds for a token, or the reason why it does not go into the document.
    fn checked(
        &mut self,
        property: &str,
        toml: impl Fn(&str) -> Result<Option<String>, &'static str>,
    ) -> Said {
        let Some(token) = self.token(property) else { return Said::nothing() };
        match toml(&token) {
            Ok(value) => Said { value, comment: None },
            Err(why) => self.unclear(property, &token, why),
        }
    }

    pub fn number(&mut self, property: &str) -> Said {
        self.checked(property, |token| match token.parse::<u32>() {
            Ok(number) => Ok(Some(number.to_string())),
            Err(_) => Err("is no number"),
        })
    }

    pub fn boolean(&mut self, property: &str) -> Said {
        self.checked(property, |token| {
            let value = boolean(token).ok_or("is neither true nor false")?;
            Ok(Some(value.to_string()))
        })
    }

    pub fn day(&mut self, property: &str) -> Said {
        let Some(text) = self.phrase(property) else { return Said::nothing() };
        match moment::day(&text) {
            Ok(day) => Said { value: day.map(|it| it.to_string()), comment: None },
            Err(why) => self.unclear(property, &text, why),
        }
    }

    pub fn guid(&mut self, property: &str) -> Said {
        self.checked(property, |token| match is_guid(token) {
            true => Ok(Some(toml_string(token))),
            false => Err("is no GUID"),
        })
    }

    pub fn site_code(&mut self) -> Said {
        self.checked("SiteCode", |token| match is_site_code(token) {
            true => Ok(Some(toml_string(token))),
            false => Err("cannot be a site code"),
        })
    }

    /// A number that stands for a word of a key of gateways, or that word itself.
    pub fn coded(&mut self, property: &str, key: &str, codes: &[Code]) -> Said {
        let Some(token) = self.phrase(property) else { return Said::nothing() };
        match (codes.iter().find(|code| code.number == token), word(key, &token)) {
            (Some(code), _) => {
                if !code.is_certain {
                    let taken = quoted(code.word);
                    let why = "is known from one script only";
                    self.remark(format!("{property} {token} {why}, taken for {taken}"));
                }
                Said::text(code.word)
            }
            (None, Some(word)) => Said::text(word),
            (None, None) => self.unclear(property, &token, "is not documented"),
        }
    }
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.trim().trim_start_matches('$').to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// The word of a key of gateways that somebody spells this way.
pub(super) fn word(key: &str, text: &str) -> Option<&'static str> {
    let key = Gateway::KEYS.iter().find(|it| it.name == key)?;
    let text = folded(text);
    let words = key.words.iter().map(|word| (*word, *word));
    let mut spellings = words.chain(key.spellings.iter().copied());
    spellings.find(|(spelling, _)| folded(spelling) == text).map(|(_, word)| word)
}
