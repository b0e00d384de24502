//! `cmglint.toml`: text into settings. Finding the file is the shell's work.

#[cfg(test)]
mod schema;

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
pub use toml::Spanned;

use crate::{
    catalog,
    finding::Severity,
    inputs::Windows,
    levels::{Level, Levels},
    model::nearest,
    quote::{quoted, toml_string},
    span::Span,
};

/// How the linter shall behave. Every path and glob is relative to the folder
/// of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// What documents are compared with, unless they or the command line say
    /// otherwise: a path, `git:` and a revision, or `none`.
    pub baseline: Option<String>,
    /// Globs of documents that a walk leaves out.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub exclude: Vec<Spanned<String>>,
    /// The lowest severity that makes `check` exit with 1: `error`, `warning`, `info` or `never`.
    #[cfg_attr(test, schemars(with = "Option<FailOnWord>"))]
    fail_on: Option<Spanned<String>>,
    /// Rules and families whose findings no comment can accept.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    no_allow: Vec<Spanned<String>>,
    /// The largest document that is read, as in `"64 MiB"`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    max_file_size: Option<Spanned<String>>,
    /// Days before the end of a certificate that it is reported.
    expiry_warning_days: Option<u16>,
    /// Days before the end of the server app's secret that it is reported.
    secret_warning_days: Option<u16>,
    /// Days before the end of a release's support that it is reported.
    support_warning_days: Option<u16>,
    /// Severity of each rule or family: `off`, `info`, `warning` or `error`.
    rules: RuleLevels,
    /// Other severities for some documents; later ones win.
    pub overrides: Vec<Override>,
}

/// Other severities for the documents that the globs match.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Globs of documents.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub files: Vec<Spanned<String>>,
    /// As in `[rules]`.
    rules: RuleLevels,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
struct RuleLevels(
    #[cfg_attr(test, schemars(with = "BTreeMap<String, LevelWord>"))]
    BTreeMap<Spanned<String>, Spanned<String>>,
);

/// How loud a rule is.
// Words are checked by hand, for the sake of their place; this is their schema.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is wanted")]
enum LevelWord {
    Off,
    Info,
    Warning,
    Error,
}

/// The lowest severity that makes a run fail.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is wanted")]
enum FailOnWord {
    Error,
    Warning,
    Info,
    Never,
}

/// A key of the settings with its values in TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub key: &'static str,
    /// Nothing where the key is not written.
    pub given: Option<String>,
    pub default: String,
}

/// When findings make a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// At this severity or above.
    Severity(Severity),
    Never,
}

/// Why a settings file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// In bytes of the file; nothing where the whole is meant.
    pub span: Option<Span>,
    pub message: String,
    pub help: Option<String>,
}

/// Documents that nobody wrote by hand.
pub const DEFAULT_MAX_FILE_SIZE: u64 = 64 << 20;

impl Settings {
    /// The settings of a text, all of them checked except globs.
    pub fn parse(text: &str) -> Result<Settings, SettingsError> {
        let settings: Settings = toml::from_str(text).map_err(|error| readable(text, &error))?;
        settings.fail_on()?;
        settings.max_file_size()?;
        for name in &settings.no_allow {
            known(name, false)?;
        }
        let overrides = settings.overrides.iter().map(|it| &it.rules);
        for (name, level) in overrides.chain([&settings.rules]).flat_map(|levels| &levels.0) {
            known(name, true)?;
            level_of(level)?;
        }
        Ok(settings)
    }

    /// Its single values, where they are given, over the ones so far. What is a
    /// list or has globs stays with its settings: see [`Settings::apply`].
    pub fn put_over(&self, below: &mut Settings) {
        fn put<T: Clone>(over: &Option<T>, below: &mut Option<T>) {
            if over.is_some() {
                below.clone_from(over);
            }
        }
        put(&self.baseline, &mut below.baseline);
        put(&self.fail_on, &mut below.fail_on);
        put(&self.max_file_size, &mut below.max_file_size);
        put(&self.expiry_warning_days, &mut below.expiry_warning_days);
        put(&self.secret_warning_days, &mut below.secret_warning_days);
        put(&self.support_warning_days, &mut below.support_warning_days);
    }

    /// Its single values, for people who ask what is in force.
    pub fn values(&self) -> [Value; 6] {
        let value = |key, given, default| Value { key, given, default };
        let text = |it: &Option<Spanned<String>>| it.as_ref().map(|it| toml_string(it.as_ref()));
        let days = |key, given: Option<u16>, default: u16| {
            value(key, given.map(|it| it.to_string()), default.to_string())
        };
        let size = format!("{} MiB", DEFAULT_MAX_FILE_SIZE >> 20);
        let windows = Windows::default();
        let baseline = self.baseline.as_deref().map(toml_string);
        [
            value("baseline", baseline, toml_string("none")),
            value("fail-on", text(&self.fail_on), toml_string(Severity::Error.word())),
            value("max-file-size", text(&self.max_file_size), toml_string(&size)),
            days("expiry-warning-days", self.expiry_warning_days, windows.expiry_days),
            days("secret-warning-days", self.secret_warning_days, windows.secret_days),
            days("support-warning-days", self.support_warning_days, windows.support_days),
        ]
    }

    /// Rules and families whose findings no comment can accept.
    pub fn no_allow(&self) -> impl Iterator<Item = &str> {
        self.no_allow.iter().map(|it| it.as_ref().as_str())
    }

    pub fn fail_on(&self) -> Result<Option<FailOn>, SettingsError> {
        let Some(word) = &self.fail_on else { return Ok(None) };
        match FailOn::of_word(word.as_ref()) {
            Some(fail_on) => Ok(Some(fail_on)),
            None => Err(wrong_word(word, &["error", "warning", "info", "never"])),
        }
    }

    /// In bytes.
    pub fn max_file_size(&self) -> Result<u64, SettingsError> {
        let Some(size) = &self.max_file_size else { return Ok(DEFAULT_MAX_FILE_SIZE) };
        bytes(size.as_ref()).ok_or_else(|| SettingsError {
            span: Some(place(size.span())),
            message: format!("{} is no size", quoted(size.as_ref())),
            help: Some("write a number and B, KiB, MiB or GiB, as in `64 MiB`".to_owned()),
        })
    }

    pub fn windows(&self) -> Windows {
        let default = Windows::default();
        Windows {
            expiry_days: self.expiry_warning_days.unwrap_or(default.expiry_days),
            secret_days: self.secret_warning_days.unwrap_or(default.secret_days),
            support_days: self.support_warning_days.unwrap_or(default.support_days),
        }
    }

    /// What these settings make of the levels of a document; `matches` says of
    /// each of the overrides, by its index, whether its globs are the document's.
    pub fn apply(&self, levels: &mut Levels, matches: impl Fn(usize) -> bool) {
        self.rules.apply(levels);
        for (_, over) in self.overrides.iter().enumerate().filter(|(at, _)| matches(*at)) {
            over.rules.apply(levels);
        }
        levels.forbid_allow(|rule, family| {
            let names =
                |it: &Spanned<String>| [rule, family, "all"].contains(&it.as_ref().as_str());
            self.no_allow.iter().any(names)
        });
    }
}

impl RuleLevels {
    /// A rule over its family over `all`.
    fn apply(&self, levels: &mut Levels) {
        levels.map(|rule, family, before| {
            let named = |name: &str| {
                let (_, level) = self.0.iter().find(|(it, _)| it.as_ref() == name)?;
                level_of(level).ok()
            };
            named(rule).or_else(|| named(family)).or_else(|| named("all")).unwrap_or(before)
        });
    }
}

impl FailOn {
    pub fn of_word(word: &str) -> Option<FailOn> {
        match word {
            "never" => Some(FailOn::Never),
            word => Severity::of_word(word).map(FailOn::Severity),
        }
    }
}

fn level_of(word: &Spanned<String>) -> Result<Level, SettingsError> {
    match word.as_ref().as_str() {
        "off" => Ok(Level::Off),
        text => match Severity::of_word(text) {
            Some(severity) => Ok(Level::Set(severity)),
            None => Err(wrong_word(word, &["off", "info", "warning", "error"])),
        },
    }
}

fn wrong_word(word: &Spanned<String>, words: &[&str]) -> SettingsError {
    SettingsError {
        span: Some(place(word.span())),
        message: format!("{} is none of `{}`", quoted(word.as_ref()), words.join("`, `")),
        help: None,
    }
}

/// A rule or a family, or `all`.
fn known(name: &Spanned<String>, may_be_all: bool) -> Result<(), SettingsError> {
    let families = || catalog::families().map(|(family, _)| family);
    let names = || catalog::rules().map(|rule| rule.info.name).chain(families());
    let text = name.as_ref().as_str();
    if names().any(|it| it == text) || (text == "all" && may_be_all) {
        return Ok(());
    }
    Err(SettingsError {
        span: Some(place(name.span())),
        message: format!("no rule or family is called {}", quoted(text)),
        help: nearest(text, names()).map(|near| format!("did you mean `{near}`?")),
    })
}

/// `64 MiB` in bytes.
fn bytes(text: &str) -> Option<u64> {
    let digits = text.len() - text.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let (number, unit) = text.split_at_checked(digits)?;
    let factor = match unit.trim() {
        "" | "B" => 1,
        "KiB" | "KB" | "kB" => 1 << 10,
        "MiB" | "MB" => 1 << 20,
        "GiB" | "GB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// The reader's error, with a suggestion where a key is unknown.
fn readable(text: &str, error: &toml::de::Error) -> SettingsError {
    let span = error.span().map(place);
    let message = error.message().to_owned();
    let help = message.strip_prefix("unknown field").and_then(|rest| {
        let mut names = rest.split('`').skip(1).step_by(2);
        let unknown = names.next()?;
        nearest(unknown, names).map(|near| format!("did you mean `{near}`?"))
    });
    let message = match message.strip_prefix("unknown field") {
        Some(_) => {
            let key = span.map(|span| span.of(text)).unwrap_or_default();
            format!("unknown key {}", quoted(key))
        }
        None => message.replace("expected u16", "expected a number of days, 0 to 65535"),
    };
    SettingsError { span, message, help }
}

fn place(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> SettingsError {
        Settings::parse(text).unwrap_err()
    }

    fn levels(text: &str, matches: bool) -> Levels {
        let mut levels = Levels::default();
        Settings::parse(text).unwrap().apply(&mut levels, |_| matches);
        levels
    }

    #[test]
    fn a_rule_wins_over_its_family_over_all() {
        let text = "[rules]\nnaming = \"off\"\nname-prefix-length = \"info\"\nall = \"warning\"\n";
        let levels = levels(text, false);
        assert_eq!(levels.of("name-prefix-length"), Level::Set(Severity::Info));
        assert_eq!(levels.of("name-prefix-consecutive-hyphens"), Level::Off);
        assert_eq!(levels.of("syntax"), Level::Set(Severity::Warning));
    }

    #[test]
    fn later_overrides_win() {
        let over = |level| format!("[[overrides]]\nfiles = []\nrules = {{ syntax = {level:?} }}\n");
        let text = format!("[rules]\nsyntax = \"off\"\n{}{}", over("info"), over("warning"));
        assert_eq!(levels(&text, true).of("syntax"), Level::Set(Severity::Warning));
        assert_eq!(levels(&text, false).of("syntax"), Level::Off);
    }

    #[test]
    fn mistakes_are_shown_at_their_place() {
        let wrong = error("exclud = []\n");
        assert_eq!(wrong.span, Some(Span::new(0, 6)));
        assert_eq!(wrong.help.as_deref(), Some("did you mean `exclude`?"));
        let wrong = error("[rules]\nnamig = \"off\"\n");
        assert_eq!(wrong.span, Some(Span::new(8, 13)));
        assert_eq!(wrong.help.as_deref(), Some("did you mean `naming`?"));
        assert_eq!(error("fail-on = \"fatal\"").span, Some(Span::new(10, 17)));
        assert!(error("max-file-size = \"much\"").help.is_some());
        assert!(error("[rules\n").span.is_some());
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes("64 MiB"), Some(64 << 20));
        assert_eq!(bytes("512"), Some(512));
        assert_eq!(bytes("99999999999999999999 GiB"), None);
    }
}
