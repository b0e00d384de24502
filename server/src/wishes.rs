//! What the user sets in the editor: the section `cmglint` of its settings.

use cmg_host::Selection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The name of the section.
pub const SECTION: &str = "cmglint";

/// Over the settings of every folder, as the options of the command line are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Wishes {
    /// What documents are compared with, whatever they say themselves: a path, `git:REV`, `none`.
    pub baseline: Option<String>,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// Which hints stand between the letters of a document.
    pub inlay_hints: InlayHints,
    /// Whether colours come from here; most clients have a grammar for TOML.
    pub semantic_tokens: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InlayHints {
    pub deployment_name: bool,
    pub expiry: bool,
    pub defaults: bool,
    pub deployed: bool,
}

impl Default for InlayHints {
    fn default() -> InlayHints {
        InlayHints { deployment_name: true, expiry: true, defaults: true, deployed: true }
    }
}

impl Wishes {
    /// What stands there, or in words why it cannot be used. Clients send `null` where nobody has
    /// set anything, for the whole as well as for a key; and `[]`, where a table of Lua may be either.
    pub fn read(section: &Value) -> Result<Wishes, String> {
        if section.is_null() || section.as_array().is_some_and(Vec::is_empty) {
            return Ok(Wishes::default());
        }
        let Some(keys) = section.as_object() else {
            return Err("the settings are no object".to_owned());
        };
        let set = keys.iter().filter(|(_, value)| !value.is_null());
        let set: Value = set.map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut wishes: Wishes = serde_json::from_value(set).map_err(|error| error.to_string())?;
        wishes.baseline = wishes.baseline.filter(|name| !name.trim().is_empty());
        Ok(wishes)
    }

    pub fn selection(&self) -> Result<Selection, String> {
        Selection::new(&self.select, &self.ignore).map_err(|error| match &error.help {
            Some(help) => format!("{error}, {help}"),
            None => error.to_string(),
        })
    }
}

#[test]
fn what_nobody_has_set_is_as_it_was() {
    let read = |text: &str| Wishes::read(&text.parse().unwrap());
    assert_eq!(read("null"), Ok(Wishes::default()));
    assert_eq!(read("[]"), Ok(Wishes::default()));
    assert_eq!(
        read(r#"{ "baseline": null, "trace": { "server": "off" } }"#),
        Ok(Wishes::default())
    );
    assert_eq!(read(r#"{ "baseline": " " }"#), Ok(Wishes::default()));
    let hints = read(r#"{ "inlayHints": { "expiry": false } }"#).unwrap().inlay_hints;
    assert_eq!(hints, InlayHints { expiry: false, ..InlayHints::default() });
    assert!(read("7").is_err());
    assert!(read(r#"{ "select": "naming" }"#).is_err());
    let misspelt = read(r#"{ "ignore": ["namig"] }"#).unwrap().selection().unwrap_err();
    assert_eq!(
        misspelt,
        "ignore names `namig`, which is no rule and no family, did you mean `naming`?"
    );
}
