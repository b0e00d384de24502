//! Which values may be secrets. Nothing that this finds is ever printed.

use super::{ProblemKind, nearest};
use crate::{
    document::{Document, Entry, Kind, Value},
    finding::{Edit, Note, Safety},
    span::Span,
};

/// How names of secrets end, without case and punctuation.
const ENDINGS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pfxpass",
    "certpass",
    "pwd",
    "secret",
    "secretkey",
    "secretvalue",
    "privatekey",
    "accesskey",
    "apikey",
    "accountkey",
    "connectionstring",
    "token",
];

pub fn note(span: Span) -> Note {
    Note::new(span, "a secret stands in the document, where everyone who reads it can use it")
}

/// The same where a password may stand; `key` is the name under which it stands
/// if that is not the right one.
pub fn password(span: Span, key: Option<(Span, &str)>) -> Note {
    let place = Edit { span, text: "{ env = \"CMG_PFX_PASSWORD\" }".to_owned() };
    let renamed = key.map(|(span, name)| Edit { span, text: name.to_owned() });
    let edits = renamed.into_iter().chain([place]).collect();
    let mut note = note(span);
    note.fix_all(Safety::Unsafe, "Take it from an environment variable", edits);
    note
}

/// What is said of a key that stands where `env` or `file` should. Not its
/// name, for that may be the password.
pub fn stray(document: &Document<'_>, place: &Value<'_>, entry: &Entry<'_>) -> (ProblemKind, Note) {
    let meant = nearest(&entry.key.name, ["env", "file"]);
    if meant.is_none() && holds_text(document, &entry.value.kind) {
        let is_inline = matches!(place.kind, Kind::Table(id) if document.tree[id].is_inline());
        let mut found = if is_inline { password(place.span, None) } else { note(place.span) };
        found.span = entry.value.span;
        return (ProblemKind::SecretInDocument, found);
    }
    let message = match meant {
        Some(meant) => format!("unknown key, did you mean `{meant}`?"),
        None => "unknown key, expected `env` or `file`".to_owned(),
    };
    (ProblemKind::UnknownKey, Note::new(entry.key.span, message))
}

/// Whether the name of a key says that its value is a secret.
pub fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(|it| it.is_ascii_alphanumeric());
    let folded: String = letters.map(|it| it.to_ascii_lowercase()).collect();
    folded == "pass" || ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether the entry states a secret itself, and not where one is to be found.
pub fn is_secret(document: &Document<'_>, entry: &Entry<'_>) -> bool {
    is_secret_name(&entry.key.name) && holds_text(document, &entry.value.kind)
}

/// Whether a value has letters or digits that could be a secret.
pub fn holds_text(document: &Document<'_>, kind: &Kind<'_>) -> bool {
    match kind {
        Kind::String(_) | Kind::Integer(_) | Kind::Float(_) => true,
        Kind::Array(values) => values.iter().any(|it| holds_text(document, &it.kind)),
        Kind::Table(id) => document.tree[*id].entries.iter().any(|entry| {
            let says_where = matches!(entry.key.name.as_ref(), "env" | "file");
            !says_where && holds_text(document, &entry.value.kind)
        }),
        Kind::Boolean(_) | Kind::Date(_) | Kind::Tables(_) | Kind::Broken => false,
    }
}

/// The lines that no output may show, each from its beginning to its end
/// without the line break; in order, some perhaps twice.
pub fn hidden_lines(document: &Document<'_>) -> Vec<Span> {
    let mut hidden = Vec::new();
    for table in document.tree.tables() {
        for entry in table.entries.iter().filter(|entry| is_secret_name(&entry.key.name)) {
            hide(document, entry, &mut hidden);
        }
    }
    let mut below = None;
    for error in &document.errors {
        let lines = lines(document.text, error.span);
        // A secret that is broken in two goes on in the next line.
        if names_secret(lines.of(document.text)) || below == Some(lines.start) {
            below = Some(lines.end + 1);
            hidden.push(lines);
        }
    }
    // Of a conflict only one side is in the tree, and no error of either.
    for side in document.sides.iter().filter(|side| !side.is_empty()) {
        let lines = hidden_lines(&Document::parse(side.of(document.text)));
        hidden.extend(lines.into_iter().map(|line| line.shifted(side.start)));
    }
    // What a comment takes out of use is a secret all the same.
    for comment in &document.comments {
        let said = comment.of(document.text).rsplit_once(['=', ':']);
        if said.is_some_and(|(name, value)| names_secret(name) && !value.trim().is_empty()) {
            hidden.push(lines(document.text, *comment));
        }
    }
    hidden.sort();
    hidden
}

/// Whether one of the words is the name of a secret.
fn names_secret(text: &str) -> bool {
    text.split(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '-')))
        .any(is_secret_name)
}

fn hide(document: &Document<'_>, entry: &Entry<'_>, hidden: &mut Vec<Span>) {
    let Kind::Table(id) = entry.value.kind else {
        if !matches!(entry.value.kind, Kind::Boolean(_)) {
            let written = entry.key.span.start.min(entry.value.span.start);
            let end = entry.key.span.end.max(entry.value.span.end);
            hidden.push(lines(document.text, Span::new(written, end)));
        }
        return;
    };
    for inner in &document.tree[id].entries {
        if !matches!(inner.key.name.as_ref(), "env" | "file") {
            hidden.push(lines(document.text, inner.key.span.to(inner.value.span)));
        }
    }
}

/// The whole lines that a span touches.
fn lines(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end..).unwrap_or_default();
    let end = rest.find('\n').map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

#[test]
fn secrets_of_both_sides_of_a_conflict_are_hidden() {
    let text = "a = 1\n<<<<<<< x\npassword: one\nb = 2\n||||||| was\npassword = \"\"\"\ntwo\"\"\"\n\
        =======\nb = 3\npassword = { text = \"three\" }\n>>>>>>> y\nb = 2\n";
    let mut shown = text.to_owned();
    for line in hidden_lines(&Document::parse(text)) {
        shown.replace_range(line.start..line.end, &"#".repeat(line.end - line.start));
    }
    for secret in ["one", "two", "three"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("b = 3") && shown.contains("<<<<<<< x"), "{shown}");
}

#[test]
fn names_of_secrets_are_known() {
    for name in ["SecretKey", "ServiceCertPassword", "password", "OSDJoinPassword", "api-key"] {
        assert!(is_secret_name(name), "{name}");
    }
    for name in ["secret-expires", "password-protected", "SMSTSAllowTokenAuthURLForACP"] {
        assert!(!is_secret_name(name), "{name}");
    }
}
