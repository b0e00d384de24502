//! Certificate files for programs. The shape is a contract.

use cmg_rules::{
    certificate::{self, Container, DateTime, Unreadable},
    finding::Finding,
};
use serde::Serialize;

use super::{Content, Inspected, judge::Judgement, reason};
use crate::{
    catalog,
    error::ToolError,
    lines::Lines,
    output,
    render::{Place, SourceItem, help, source_item},
};

#[derive(Debug, Serialize)]
struct File<'a> {
    /// Relative to the working directory, with `/`.
    path: &'a str,
    /// Nothing where it is no kind of file that holds certificates.
    container: Option<&'static str>,
    /// Why nothing more is known.
    error: Option<String>,
    private_key: PrivateKey,
    /// The leaf first, behind each its issuer, then the others.
    certificates: Vec<Certificate<'a>>,
    findings: Vec<Item<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct PrivateKey {
    present: bool,
    /// Nothing where there is none, or where it cannot be compared.
    matches_leaf: Option<bool>,
}

/// Extensions that it does not have are null.
#[derive(Debug, Serialize)]
struct Certificate<'a> {
    subject: Name<'a>,
    issuer: Name<'a>,
    serial: &'a str,
    dns_names: Option<&'a [String]>,
    not_before: String,
    not_after: String,
    key: Key<'a>,
    signature_algorithm: &'a str,
    extended_key_usage: Option<&'a [String]>,
    key_usage: Option<&'a [&'static str]>,
    ca: Option<bool>,
    self_issued: bool,
    crl_distribution_points: Option<&'a [String]>,
    issuer_addresses: Option<&'a [String]>,
    sha1: &'a str,
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct Name<'a> {
    common_name: Vec<&'a str>,
    organization: Vec<&'a str>,
    organizational_unit: Vec<&'a str>,
    locality: Vec<&'a str>,
    state: Vec<&'a str>,
    country: Vec<&'a str>,
    /// RFC 4514.
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Key<'a> {
    algorithm: &'a str,
    bits: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    /// The document, and the place of the finding in it; null where there is none.
    path: Option<&'a str>,
    start: Option<Place>,
    end: Option<Place>,
    rule: &'static str,
    family: &'static str,
    severity: &'static str,
    message: &'a str,
    help: String,
    source: SourceItem<'static>,
}

/// An array with one object a file, in their order.
pub fn all(files: &[Inspected]) -> Result<String, ToolError> {
    let files: Vec<File<'_>> = files.iter().map(file).collect();
    Ok(output::harmless_json(&catalog::json(&files)?))
}

fn file(inspected: &Inspected) -> File<'_> {
    let nothing = File {
        path: &inspected.path,
        container: None,
        error: None,
        private_key: PrivateKey::default(),
        certificates: Vec::new(),
        findings: items(&inspected.judgement),
    };
    match &inspected.content {
        Content::Read(file) => File {
            container: Some(file.container.word()),
            private_key: PrivateKey {
                present: file.private_key.present,
                matches_leaf: file.private_key.matches_leaf,
            },
            certificates: file.certificates.iter().map(certificate).collect(),
            ..nothing
        },
        Content::Refused(unreadable) => File {
            container: container(unreadable).map(Container::word),
            error: Some(reason(unreadable)),
            ..nothing
        },
        Content::Unknown(reason) => File { error: Some(reason.clone()), ..nothing },
    }
}

/// Only PKCS#12 has passwords and rounds.
fn container(unreadable: &Unreadable) -> Option<Container> {
    match unreadable {
        Unreadable::Locked | Unreadable::WrongPassword | Unreadable::TooManyRounds(_) => {
            Some(Container::Pkcs12)
        }
        _ => None,
    }
}

fn certificate(it: &certificate::Certificate) -> Certificate<'_> {
    Certificate {
        subject: name(&it.subject),
        issuer: name(&it.issuer),
        serial: &it.serial,
        dns_names: it.dns_names.as_deref(),
        not_before: moment(it.not_before),
        not_after: moment(it.not_after),
        key: Key { algorithm: &it.key.algorithm, bits: it.key.bits },
        signature_algorithm: &it.signature_algorithm,
        extended_key_usage: it.extended_key_usage.as_deref(),
        key_usage: it.key_usage.as_deref(),
        ca: it.ca,
        self_issued: it.is_self_issued(),
        crl_distribution_points: it.crl_distribution_points.as_deref(),
        issuer_addresses: it.issuer_addresses.as_deref(),
        sha1: &it.sha1,
        sha256: &it.sha256,
    }
}

fn name(it: &certificate::Name) -> Name<'_> {
    let all = |kind: &'static str| it.all(kind).collect();
    Name {
        common_name: all(certificate::Name::COMMON_NAME),
        organization: all(certificate::Name::ORGANIZATION),
        organizational_unit: all(certificate::Name::ORGANIZATIONAL_UNIT),
        locality: all(certificate::Name::LOCALITY),
        state: all(certificate::Name::STATE),
        country: all(certificate::Name::COUNTRY),
        text: &it.text,
    }
}

/// `2026-01-01T00:00:00Z`
fn moment(it: DateTime) -> String {
    format!("{it}Z")
}

fn items(judgement: &Judgement) -> Vec<Item<'_>> {
    let document = judgement.document.as_ref();
    let lines = document.map(|it| Lines::of(&it.text));
    let place = |offset| {
        let at = lines.as_ref()?.position(offset);
        Some(Place { line: at.line, column: at.column, offset })
    };
    let item = |finding: &'_ Finding| {
        let span = finding.note.span;
        (place(span.start), place(span.end))
    };
    judgement
        .findings
        .iter()
        .map(|finding| {
            let (start, end) = item(finding);
            Item {
                path: document.map(|it| it.path.as_str()),
                start,
                end,
                rule: finding.rule.name,
                family: finding.rule.family,
                severity: finding.severity().word(),
                message: &finding.note.message,
                help: help(finding.rule),
                source: source_item(&finding.rule.source),
            }
        })
        .collect()
}
