//! The public facts of certificates inside an export. Nothing else of a blob,
//! which may hold a private key, leaves this module.

use super::{
    said::{Said, Statement},
    value::Value,
};
use crate::{
    certificate::{self, Certificate, CertificateFile, Name, Unreadable, digits},
    quote::toml_string,
};

/// A server authentication certificate as a document states it.
pub(super) struct Facts {
    pub thumbprint: String,
    /// Keys of `[gateway.HANDLE.certificate]`, in their order.
    pub statements: Vec<Statement>,
}

/// The certificate in a blob, or why nothing is known of it, to stand behind
/// the name of its property.
pub(super) fn facts(value: &Value) -> Result<Facts, &'static str> {
    if value.is_type_name() {
        return Err("is not in the export; `ConvertTo-Json` keeps it");
    }
    if matches!(value, Value::CutOff) {
        return Err("is cut off in the export; `ConvertTo-Json` keeps it");
    }
    let file = open(value).map_err(|unreadable| match unreadable {
        Unreadable::Locked => "needs a password, so nothing is known of the certificate",
        _ => "holds no certificate that can be read",
    })?;
    let leaf = file.leaf().ok_or("holds no certificate that can be read")?;
    Ok(Facts { thumbprint: leaf.sha1.clone(), statements: statements(leaf) })
}

fn statements(leaf: &Certificate) -> Vec<Statement> {
    let text = |text: Option<&str>| text.map_or_else(Said::nothing, Said::text);
    let names: Vec<String> = leaf.names().map(toml_string).collect();
    // Of several, none is the one that counts; the subject has them all.
    let mut organizations = leaf.subject.all(Name::ORGANIZATION);
    let organization = organizations.next().filter(|_| organizations.next().is_none());
    let bits = leaf.key.bits.filter(|_| leaf.key.algorithm == "RSA");
    vec![
        Statement::new("common-name", text(leaf.subject.common_name())),
        Statement::new("organization", text(organization)),
        Statement::new("subject", Said::text(&leaf.subject.text)),
        Statement::new("dns-names", Said::value(format!("[{}]", names.join(", ")))),
        Statement::new("issuer", Said::text(&leaf.issuer.text)),
        Statement::new("not-before", Said::value(leaf.not_before.date().to_string())),
        Statement::new("not-after", Said::value(leaf.not_after.date().to_string())),
        Statement::new("thumbprint", Said::text(&leaf.sha1)),
        Statement::new("key-bits", Said { value: bits.map(|it| it.to_string()), comment: None }),
    ]
}

/// Thumbprints in lower case: those that are listed, between semicolons, and
/// those of the certificates that are there. Nothing where something else is.
pub(super) fn thumbprints(value: &Value) -> Option<Vec<String>> {
    let Some(text) = joined(value) else { return of_certificates(value) };
    let mut thumbprints = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match thumbprint(part) {
            Some(thumbprint) => thumbprints.push(thumbprint),
            None => thumbprints.extend(of_certificates(&Value::Text(part.to_owned()))?),
        }
    }
    Some(thumbprints)
}

fn of_certificates(value: &Value) -> Option<Vec<String>> {
    let file = open(value).ok()?;
    Some(file.certificates.iter().map(|it| it.sha1.clone()).collect())
}

/// 40 hexadecimal digits in lower case, whatever stands between them.
pub(super) fn thumbprint(text: &str) -> Option<String> {
    let digits = digits(text).to_ascii_lowercase();
    let is_thumbprint = digits.len() == 40 && digits.bytes().all(|it| it.is_ascii_hexdigit());
    is_thumbprint.then_some(digits)
}

/// With the empty password and no other.
fn open(value: &Value) -> Result<CertificateFile, Unreadable> {
    let bytes = match joined(value) {
        // Base64 and PEM are understood where files are read.
        Some(text) => hexadecimal(&text).unwrap_or_else(|| text.into_bytes()),
        None => numbers(value).ok_or(Unreadable::Unknown)?,
    };
    let is_too_large = u64::try_from(bytes.len()).is_ok_and(|size| size > certificate::MAX_SIZE);
    if is_too_large {
        return Err(Unreadable::Unknown);
    }
    certificate::read(&bytes, None)
}

fn joined(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Lines(lines) => Some(lines.concat()),
        _ => None,
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").or(text.strip_prefix("0X")).unwrap_or(text);
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    let byte = |pair: &[u8; 2]| {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        u8::try_from(high? * 16 + low?).ok()
    };
    pairs.iter().map(byte).collect()
}

/// An array of bytes.
fn numbers(value: &Value) -> Option<Vec<u8>> {
    let Value::List(values) = value else { return None };
    let byte = |value: &Value| match value {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    };
    values.iter().map(byte).collect()
}
