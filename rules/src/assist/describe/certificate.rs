//! An X-ray of a certificate file. Nothing here is made of a private key.

use crate::{
    assist::markdown::{Page, code, codes},
    certificate::{Certificate, CertificateFile, Container, usage},
    facts::{Date, days_between},
    quote::{counted, how_long},
};

/// One certificate of a file; the leaf with its chain and its private key.
pub(in crate::assist) fn xray(
    file: &CertificateFile,
    it: &Certificate,
    today: Option<Date>,
) -> Page {
    let mut page = Page::of(&code(title(it)), container(file));
    if let Some(today) = today {
        page.item(&format!("**{}**", lasts(it, today)));
    }
    page.item(&format!("Valid from {} to {}", it.not_before.date(), it.not_after.date()));
    page.item(&format!("Subject: {}", code(&it.subject.text)));
    match it.is_self_issued() {
        true => page.item("Issuer: itself"),
        false => page.item(&format!("Issuer: {}", code(&it.issuer.text))),
    };
    if let Some(names) = &it.dns_names {
        page.item(&format!("DNS names: {}", codes(names.iter().map(String::as_str))));
    }
    let bits = it.key.bits.map(|bits| format!(", {bits} bits")).unwrap_or_default();
    page.item(&format!("Key: {}{bits}", code(&it.key.algorithm)));
    let is_leaf = file.leaf().is_some_and(|leaf| leaf.sha1 == it.sha1);
    if is_leaf {
        page.item(match (file.private_key.present, file.private_key.matches_leaf) {
            (false, _) => "Private key: none in this file",
            (true, Some(true)) => "Private key: present",
            (true, Some(false)) => "Private key: present, but **of another certificate**",
            (true, None) => "Private key: present, cannot be compared",
        });
    }
    if let Some(usages) = &it.extended_key_usage {
        let usages = usages.iter().map(|it| usage(it).unwrap_or(it));
        page.item(&format!("Usage: {}", codes(usages.collect::<Vec<_>>().into_iter())));
    }
    if it.ca == Some(true) {
        page.item("Certification authority: yes");
    }
    if is_leaf {
        chain(&mut page, file);
    }
    page.item(&format!("Thumbprint: `{}`", it.sha1));
    page
}

fn chain(page: &mut Page, file: &CertificateFile) {
    let chain = file.chain();
    let Some(last) = chain.last() else { return };
    let above = chain.get(1..).unwrap_or_default();
    if !above.is_empty() {
        page.item(&format!("Chain: {}", codes(above.iter().map(title))));
    }
    if !last.is_self_issued() {
        page.item(&format!("Not in this file: the issuer {}", code(&last.issuer.text)));
    }
    let others = file.certificates.len().saturating_sub(chain.len());
    if let Ok(others @ 1..) = i64::try_from(others) {
        page.item(&format!("Outside of this chain: {}", counted(others, "certificate")));
    }
}

/// How long it is good for, from the day that counts as today.
fn lasts(it: &Certificate, today: Date) -> String {
    let (from, to) = (it.not_before.date(), it.not_after.date());
    match days_between(today, to) {
        left @ ..0 => format!("Expired {} ago", how_long(left)),
        _ if from > today => format!("Not valid before {from}"),
        // RFC 5280, 4.1.2.5: no date can be told.
        _ if to.year() == 9999 => "Never expires".to_owned(),
        0 => "Expires today".to_owned(),
        left => format!("Expires in {}", how_long(left)),
    }
}

fn title(it: &Certificate) -> &str {
    let whole = if it.subject.text.is_empty() { "(no name)" } else { &it.subject.text };
    it.subject.common_name().filter(|it| !it.is_empty()).unwrap_or(whole)
}

fn container(file: &CertificateFile) -> &'static str {
    match file.container {
        Container::Pem => "PEM",
        Container::Der => "DER",
        Container::Pkcs12 => "PFX",
        Container::Pkcs7 => "PKCS#7",
    }
}
