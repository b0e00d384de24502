//! Passwords of certificate files, from where somebody has put them.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use cmg_rules::quote::harmless;
use zeroize::Zeroizing;

use crate::{read_file, shown_path};

/// A file with more than a password in it is something else: 64 KiB.
const MAX_SIZE: u64 = 64 << 10;

/// Where a password stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PasswordSource {
    /// The name of an environment variable.
    Env(String),
    /// A file whose first line it is.
    File(PathBuf),
}

/// Wiped when it is dropped, and never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    pub fn new(text: String) -> Password {
        Password(Zeroizing::new(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The password, or in words why there is none.
pub fn password(source: &PasswordSource) -> Result<Password, String> {
    match source {
        PasswordSource::Env(name) => from_variable(name),
        PasswordSource::File(path) => from_file(path),
    }
}

fn from_variable(name: &str) -> Result<Password, String> {
    if name.is_empty() {
        return Err("the variable of the password has no name".to_owned());
    }
    let shown = || name.chars().map(harmless).collect::<String>();
    let value = std::env::var_os(name).ok_or_else(|| format!("{} is not set", shown()))?;
    let text = value.into_string().map_err(|_| format!("{} is not valid Unicode", shown()))?;
    Ok(Password::new(text))
}

fn from_file(path: &Path) -> Result<Password, String> {
    let bytes = read_file(path, MAX_SIZE).map_err(|error| {
        format!("the password file {} cannot be read: {}", shown_path(path), error.reason())
    })?;
    let bytes = Zeroizing::new(bytes);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Password::new(first_line(text).to_owned())),
        Err(_) => Err(format!("the password file {} is not UTF-8", shown_path(path))),
    }
}

/// Without its line break, and without a byte order mark in front.
fn first_line(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().next().unwrap_or_default()
}

#[test]
fn a_password_is_the_first_line_and_nothing_else() {
    assert_eq!(first_line("secret"), "secret");
    assert_eq!(first_line("\u{feff} two words \r\nanother\r\n"), " two words ");
    assert_eq!(first_line("\n"), "");
    assert_eq!(first_line(""), "");
}

#[test]
fn a_password_is_not_shown() {
    let password = Password::new("secret".to_owned());
    assert_eq!(format!("{password:?}"), "…");
    assert_eq!(password.as_str(), "secret");
}

#[test]
fn why_there_is_no_password_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        password(&PasswordSource::File(path)).map(|it| it.as_str().to_owned())
    };
    assert_eq!(file("plain", "pässword\n".as_bytes()).as_deref(), Ok("pässword"));
    assert_eq!(file("empty", b"").as_deref(), Ok(""));
    assert!(file("utf-16", b"\xff\xfep\0").unwrap_err().ends_with("utf-16 is not UTF-8"));
    let large = vec![b'x'; 70_000];
    assert!(file("large", &large).unwrap_err().ends_with("it is over the size limit of 64 KiB"));
    let missing = password(&PasswordSource::File(folder.path().join("missing")));
    let missing = missing.map(|_| ()).unwrap_err();
    assert!(missing.ends_with("missing cannot be read: there is no such file"), "{missing}");
    let nameless = password(&PasswordSource::Env(String::new()));
    let nameless = nameless.map(|_| ()).unwrap_err();
    assert_eq!(nameless, "the variable of the password has no name");
    let unset = password(&PasswordSource::Env("CMGLINT_NOBODY_SETS_THIS".to_owned()));
    assert_eq!(unset.map(|_| ()).unwrap_err(), "CMGLINT_NOBODY_SETS_THIS is not set");
}
