//! Why a file is not what was expected of it.

use std::fmt::{self, Display};

/// The sentence of a finding: lower case, no full stop, to stand behind "it".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    /// Something else: `a private key`, `a certificate signing request`.
    Is(&'static str),
    /// No kind of file that holds certificates.
    Unknown,
    /// The file ends within what it began.
    Truncated,
    /// Begins like a certificate file, and breaks the rules of its kind.
    Malformed(String),
    /// A container that is in order, and empty.
    NoCertificate(&'static str),
    /// Nobody gave a password, and the empty one does not open it.
    Locked,
    WrongPassword,
    /// Opening it takes this many rounds of key derivation.
    TooManyRounds(u64),
    /// Encrypted or protected in a way that is not known here: a name or an object identifier.
    UnknownEncryption(String),
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Empty => write!(f, "it is empty"),
            Unreadable::Is(what) => write!(f, "it is {what}, not a certificate"),
            Unreadable::Unknown => write!(f, "it is no certificate, PFX or PKCS#7 file"),
            Unreadable::Truncated => write!(f, "it is cut off"),
            Unreadable::Malformed(what) => write!(f, "it is damaged: {what}"),
            Unreadable::NoCertificate(what) => write!(f, "{what} holds no certificate"),
            Unreadable::Locked => write!(f, "it needs a password"),
            Unreadable::WrongPassword => write!(f, "the password is wrong"),
            Unreadable::TooManyRounds(u64::MAX) => {
                write!(f, "opening it takes more rounds of key derivation than can be counted")
            }
            Unreadable::TooManyRounds(rounds) => {
                write!(
                    f,
                    "opening it takes {rounds} rounds of key derivation, more than anyone needs"
                )
            }
            Unreadable::UnknownEncryption(what) => {
                write!(f, "it is encrypted in a way that cmglint does not know: {what}")
            }
        }
    }
}
