//! Certificate files for people.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use cmg_rules::{
    certificate::{Certificate, CertificateFile, Container, Name, PrivateKey},
    facts::{Date, days_between},
    inputs::Windows,
    quote::{counted, harmless, how_long},
};

use super::{Content, Inspected, judge::Judgement, reason, words};
use crate::{catalog, lines::Lines};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const BAD: Style = AnsiColor::BrightRed.on_default();
const SOON: Style = AnsiColor::BrightYellow.on_default();

/// Columns of a terminal.
const WIDTH: usize = 80;
/// Columns in front of a value.
const INDENT: usize = 13;
/// Letters that are shown of a value.
const LONGEST: usize = 400;
/// Values that are shown of a list.
const MOST: usize = 8;
/// Levels of the tree that are indented.
const DEEPEST: usize = 10;

/// All that could be looked at, with an empty line between two.
pub fn all(files: &[Inspected], today: Date) -> String {
    let shown = files.iter().filter_map(|file| match &file.content {
        Content::Read(content) => Some(one(&file.path, content, &file.judgement, today)),
        Content::Refused(why) => {
            Some(format!("{BOLD}{}{BOLD:#}: {BAD}{}{BAD:#}\n", file.path, reason(why)))
        }
        Content::Unknown(_) => None,
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn one(path: &str, file: &CertificateFile, judgement: &Judgement, today: Date) -> String {
    let mut out = format!("{BOLD}{path}{BOLD:#}: {}\n", kind(file));
    let (style, key) = private_key(file.private_key);
    let _ = writeln!(out, "private key: {style}{key}{style:#}");
    chain(&mut out, file, today);
    for it in &file.certificates {
        certificate(&mut out, it, today);
    }
    let Judgement { findings, document, remark } = judgement;
    match findings.is_empty() {
        true if remark.is_empty() => {}
        true => {
            let _ = writeln!(out, "\n{}: nothing found", shown(remark));
        }
        false => {
            let _ = writeln!(out, "\n{}:", shown(remark));
        }
    }
    let lines = document.as_ref().map(|it| (&it.path, Lines::of(&it.text)));
    for finding in findings {
        if let Some((path, lines)) = &lines {
            let at = lines.position(finding.note.span.start);
            let _ = write!(out, "  {path}:{}:{}:", at.line, at.column);
        }
        let (rule, severity) = (finding.rule.name, finding.severity());
        let style = catalog::style(severity);
        let message = shown(&finding.note.message);
        let _ = writeln!(out, "  {style}{}{style:#}[{rule}] {message}", severity.word());
    }
    out
}

fn kind(file: &CertificateFile) -> &'static str {
    match (file.container, file.certificates.len()) {
        (Container::Pem, 0 | 1) => "certificate (PEM)",
        (Container::Pem, _) => "certificates (PEM)",
        (Container::Der, _) => "certificate (DER)",
        (Container::Pkcs12, _) => "PFX (PKCS#12)",
        (Container::Pkcs7, _) => "PKCS#7 bundle",
    }
}

fn private_key(key: PrivateKey) -> (Style, &'static str) {
    match (key.present, key.matches_leaf) {
        (false, _) => (Style::new(), "none"),
        (true, Some(true)) => (Style::new(), "present, belongs to the first certificate"),
        (true, Some(false)) => (BAD, "present, belongs to ANOTHER certificate"),
        (true, None) => (Style::new(), "present, cannot be compared"),
    }
}

/// The leaf, and below each certificate its issuer.
fn chain(out: &mut String, file: &CertificateFile, today: Date) {
    let chain = file.chain();
    let missing = chain.last().filter(|it| !it.is_self_issued());
    if chain.len() == 1 && missing.is_none() && file.certificates.len() == 1 {
        return;
    }
    out.push_str("chain:\n");
    for (depth, it) in chain.iter().enumerate() {
        let (style, lasts) = lasts(it, today);
        let _ = writeln!(out, "{}{}, {style}{lasts}{style:#}", branch(depth), title(it));
    }
    if let Some(last) = missing {
        let issuer = name(&last.issuer);
        let lead = branch(chain.len());
        let _ = writeln!(out, "{lead}{SOON}issuer not in this file{SOON:#}: {issuer}");
    }
    let others = i64::try_from(file.certificates.len() - chain.len()).unwrap_or(i64::MAX);
    if others > 0 {
        let _ = writeln!(out, "and outside of this chain {}", counted(others, "certificate"));
    }
}

fn branch(depth: usize) -> String {
    match depth.checked_sub(1) {
        None => "  ".to_owned(),
        Some(above) => format!("  {}└─ ", "   ".repeat(above.min(DEEPEST))),
    }
}

fn certificate(out: &mut String, it: &Certificate, today: Date) {
    let _ = writeln!(out, "\n{BOLD}{}{BOLD:#}", title(it));
    field(out, "subject", &name(&it.subject));
    match it.is_self_issued() {
        true => field(out, "issuer", "itself"),
        false => field(out, "issuer", &name(&it.issuer)),
    }
    if let Some(names) = &it.dns_names {
        field(out, "DNS names", &list(names.iter().map(String::as_str), ", "));
    }
    let (style, lasts) = lasts(it, today);
    let (from, to) = (it.not_before.date(), it.not_after.date());
    let valid = format!("{from} to {to}, {style}{lasts}{style:#}");
    let _ = writeln!(out, "  {DIM}{:10}{DIM:#} {valid}", "valid");
    let bits = it.key.bits.map(|bits| format!(" {bits} bits")).unwrap_or_default();
    field(out, "key", &format!("{}{bits}", shown(&it.key.algorithm)));
    field(out, "signature", &shown(words::signature(&it.signature_algorithm)));
    if let Some(usages) = &it.extended_key_usage {
        field(out, "usage", &list(usages.iter().map(|it| words::usage(it)), ", "));
    }
    if let Some(usages) = &it.key_usage {
        field(out, "key usage", &list(usages.iter().map(|it| words::key_usage(it)), ", "));
    }
    let ca = match it.ca {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not stated",
    };
    field(out, "CA", ca);
    if let Some(points) = &it.crl_distribution_points {
        field(out, "CRL", &list(points.iter().map(String::as_str), "\n"));
    }
    if let Some(addresses) = &it.issuer_addresses {
        field(out, "issuer at", &list(addresses.iter().map(String::as_str), "\n"));
    }
    field(out, "serial", &shown(&it.serial));
    field(out, "SHA-1", &it.sha1);
    field(out, "SHA-256", &it.sha256);
}

/// The common name, else the whole one.
fn title(it: &Certificate) -> String {
    match it.subject.common_name() {
        Some(name) if !name.is_empty() => shown(name),
        _ => name(&it.subject),
    }
}

fn name(name: &Name) -> String {
    if name.text.is_empty() { "(no name)".to_owned() } else { shown(&name.text) }
}

/// How long it is good for, from the day that counts as today.
fn lasts(it: &Certificate, today: Date) -> (Style, String) {
    let (from, to) = (it.not_before.date(), it.not_after.date());
    let left = days_between(today, to);
    match left {
        ..-1 => (BAD, format!("expired {} ago", how_long(left))),
        -1 => (BAD, "expired yesterday".to_owned()),
        _ if from > today => (BAD, format!("not valid before {from}")),
        0 => (BAD, "expires today".to_owned()),
        1 => (SOON, "expires tomorrow".to_owned()),
        // RFC 5280, 4.1.2.5: no date can be told.
        _ if to.year() == 9999 => (Style::new(), "never expires".to_owned()),
        _ if left <= i64::from(Windows::default().expiry_days) => {
            (SOON, format!("expires in {}", how_long(left)))
        }
        _ => (Style::new(), format!("expires in {}", how_long(left))),
    }
}

/// On one line, cut where it is long.
fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST).map(harmless).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The first ones, and how many more there are.
fn list<'a>(values: impl ExactSizeIterator<Item = &'a str>, between: &str) -> String {
    let more = values.len().saturating_sub(MOST);
    let mut values: Vec<String> = values.take(MOST).map(shown).collect();
    if values.is_empty() {
        return "none".to_owned();
    }
    if more > 0 {
        values.push(format!("and {more} more"));
    }
    values.join(between)
}

fn field(out: &mut String, label: &str, value: &str) {
    let _ = write!(out, "  {DIM}{label:10}{DIM:#} ");
    for (at, line) in value.lines().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(INDENT));
        }
        folded(out, line);
    }
}

/// Broken behind commas and spaces where the terminal ends.
fn folded(out: &mut String, text: &str) {
    let mut column = INDENT;
    for part in text.split_inclusive([',', ' ']) {
        let length = part.trim_end().chars().count();
        if column > INDENT && column + length > WIDTH {
            out.truncate(out.trim_end_matches(' ').len());
            let _ = write!(out, "\n{}", " ".repeat(INDENT));
            column = INDENT;
        }
        out.push_str(part);
        column += part.chars().count();
    }
    out.push('\n');
}
