//! Paths as addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the letters that no address has another use for, and `/`.
const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uri {
    /// Below the working directory, or beside it.
    Relative(String),
    /// With its scheme.
    Absolute(String),
}

impl Uri {
    /// Of a path with `/`, which may begin with the drive or the server of Windows.
    pub fn of(path: &str) -> Uri {
        let (drive, rest) = match path.split_once('/') {
            Some((drive, rest)) if is_drive(drive) => (Some(drive), rest),
            _ => (None, path),
        };
        let encoded = utf8_percent_encode(rest, RESERVED).to_string();
        match (drive, encoded.strip_prefix("//")) {
            (Some(drive), _) => Uri::Absolute(format!("file:///{drive}/{encoded}")),
            // `//server/share` names a server.
            (None, Some(server)) => Uri::Absolute(format!("file://{server}")),
            (None, None) if encoded.starts_with('/') => Uri::Absolute(format!("file://{encoded}")),
            (None, None) => Uri::Relative(encoded),
        }
    }
}

fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

#[test]
fn paths_become_addresses() {
    let relative = |path: &str| match Uri::of(path) {
        Uri::Relative(uri) => uri,
        Uri::Absolute(uri) => panic!("{uri}"),
    };
    let absolute = |path: &str| match Uri::of(path) {
        Uri::Absolute(uri) => uri,
        Uri::Relative(uri) => panic!("{uri}"),
    };
    assert_eq!(relative("site/cmg.toml"), "site/cmg.toml");
    assert_eq!(relative("../cmg.toml"), "../cmg.toml");
    assert_eq!(relative("a b/100%/é?#.cmg.toml"), "a%20b/100%25/%C3%A9%3F%23.cmg.toml");
    assert_eq!(relative("git:main"), "git%3Amain", "no scheme");
    assert_eq!(absolute("/srv/a b.toml"), "file:///srv/a%20b.toml");
    assert_eq!(absolute("C:/certs/cmg.toml"), "file:///C:/certs/cmg.toml");
    assert_eq!(absolute("//server/share/cmg.toml"), "file://server/share/cmg.toml");
}
