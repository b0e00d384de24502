//! The certificates of an example, stated as facts.
//!
//! ```toml certificates
//! ["certs/granitefalls.contoso.com.pfx"]
//! subject = "CN=granitefalls.contoso.com,O=Contoso"
//! ```
//!
//! What is not stated is as it should be: see [`LEAF`] and [`AUTHORITY`].

use std::sync::Arc;

use serde::Deserialize;
use sha1::{Digest, Sha1};

use crate::{
    certificate::{
        Certificate, CertificateFile, Container, Link, Name, PrivateKey, PublicKey, link,
        parse_name,
    },
    inputs::{NamedFiles, Opened},
    model::Config,
    span::Span,
};

/// A server authentication certificate without mistakes.
const LEAF: &str = "
subject = 'CN=granitefalls.contoso.com,O=Contoso,C=US'
issuer = 'CN=Contoso Issuing CA,O=Contoso'
not-before = 2026-01-01
not-after = 2027-06-30
key = 'RSA 2048'
signature = 'SHA-256 with RSA'
extended-key-usage = ['server authentication']
key-usage = ['digitalSignature', 'keyEncipherment']
crl = ['http://crl.contoso.com/issuing.crl']
private-key = 'own'
";

/// The certificate of an authority without mistakes, which is a root unless it
/// states another issuer.
const AUTHORITY: &str = "
subject = 'CN=Contoso Root CA,O=Contoso'
not-before = 2020-01-01
not-after = 2040-01-01
key = 'RSA 4096'
signature = 'SHA-256 with RSA'
key-usage = ['keyCertSign', 'cRLSign']
private-key = 'none'
";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Facts {
    /// Why it cannot be read.
    unreadable: Option<String>,
    /// Why nobody looked.
    unknown: Option<String>,
    subject: Option<String>,
    issuer: Option<String>,
    serial: Option<u8>,
    /// Where nothing is stated, one that follows from the other facts.
    thumbprint: Option<String>,
    /// The common name, where nothing else is stated.
    dns_names: Option<Vec<String>>,
    not_before: Option<toml::value::Datetime>,
    not_after: Option<toml::value::Datetime>,
    key: Option<String>,
    signature: Option<String>,
    /// An empty list of these is no extension at all.
    extended_key_usage: Option<Vec<String>>,
    key_usage: Option<Vec<String>>,
    crl: Option<Vec<String>>,
    ca: Option<bool>,
    /// Of this certificate, and of the one that issued it: any text.
    subject_key_id: Option<String>,
    authority_key_id: Option<String>,
    /// `own`, `other` or `none`.
    private_key: Option<String>,
    /// The other certificates in the file, from the issuer upwards.
    #[serde(default)]
    chain: Vec<toml::Table>,
}

/// Every file that the document names: those of the block as it states them,
/// nothing about the others.
pub fn files(block: &str, config: &Config) -> NamedFiles {
    let stated: toml::Table = block.parse().expect("certificates in TOML");
    let mut files = NamedFiles::default();
    for named in config.certificate_files() {
        if let Some(facts) = stated.get(named.path.as_str()) {
            let facts = facts.as_table().expect("a table").clone();
            files.insert(&named, opened(named.path.as_str(), facts));
        }
    }
    files
}

fn opened(path: &str, table: toml::Table) -> Opened {
    let facts: Facts = table.clone().try_into().expect("facts of a certificate");
    if let Some(reason) = facts.unreadable {
        return Opened::Unreadable(reason);
    }
    if let Some(reason) = facts.unknown {
        return Opened::Unknown(reason);
    }
    let ending = path.rsplit('.').next().unwrap_or_default();
    let container = match ending {
        "pfx" | "p12" => Container::Pkcs12,
        "p7b" => Container::Pkcs7,
        "pem" => Container::Pem,
        _ => Container::Der,
    };
    let (leaf, key) = certificate(table, container);
    let mut certificates = vec![leaf];
    certificates.extend(facts.chain.into_iter().map(|it| certificate(it, container).0));
    let is_link = |pair: &&[Certificate]| match pair {
        [it, issuer] => link(it, issuer).is_some_and(|it| !matches!(it, Link::Broken(_))),
        _ => false,
    };
    let chain = 1 + certificates.windows(2).take_while(is_link).count();
    let private_key = match key.as_str() {
        "own" => PrivateKey { present: true, matches_leaf: Some(true) },
        "other" => PrivateKey { present: true, matches_leaf: Some(false) },
        _ => PrivateKey::default(),
    };
    let file = CertificateFile { container, certificates, chain, private_key };
    Opened::Read { file: Arc::new(file), text: None }
}

/// With what its private key is.
fn certificate(mut table: toml::Table, container: Container) -> (Certificate, String) {
    let is_authority = table.get("ca").and_then(toml::Value::as_bool) == Some(true);
    let defaults = if is_authority { AUTHORITY } else { LEAF };
    for (key, value) in defaults.parse::<toml::Table>().expect("defaults") {
        table.entry(key).or_insert(value);
    }
    let digest = hex(&Sha1::digest(table.to_string()));
    let facts: Facts = table.try_into().expect("facts of a certificate");
    let sha1 = facts.thumbprint.clone().unwrap_or(digest);
    let subject = name(&facts.subject.expect("a subject"));
    let issuer = facts.issuer.map_or_else(|| subject.clone(), |it| name(&it));
    let common_name = subject.common_name().map(str::to_owned);
    let (algorithm, bits) = facts.key.as_deref().and_then(|it| it.split_once(' ')).expect("a key");
    let some = |list: Option<Vec<String>>| list.filter(|it| !it.is_empty());
    let usages = some(facts.extended_key_usage);
    let certificate = Certificate {
        serial: format!("{:02x}", facts.serial.unwrap_or(7)),
        not_before: moment(facts.not_before),
        not_after: moment(facts.not_after),
        key: PublicKey { algorithm: algorithm.to_owned(), bits: bits.parse().ok() },
        signature_algorithm: object(&facts.signature.expect("a signature")),
        dns_names: match facts.dns_names {
            Some(names) => some(Some(names)),
            None if is_authority => None,
            None => common_name.map(|it| vec![it]),
        },
        extended_key_usage: usages.map(|all| all.iter().map(|it| object(it)).collect()),
        key_usage: some(facts.key_usage).map(|all| all.iter().map(|it| usage(it)).collect()),
        ca: facts.ca,
        crl_distribution_points: some(facts.crl),
        issuer_addresses: None,
        subject_key_id: facts.subject_key_id.map(String::into_bytes),
        authority_key_id: facts.authority_key_id.map(String::into_bytes),
        sha256: sha1.repeat(2)[..64].to_owned(),
        sha1,
        der: Arc::default(),
        place: (container == Container::Pem).then(|| Span::new(0, 27)),
        subject,
        issuer,
    };
    let key = if container == Container::Pkcs12 { facts.private_key } else { None };
    (certificate, key.unwrap_or_default())
}

fn name(text: &str) -> Name {
    let attributes = parse_name(text).expect("a name");
    Name { attributes, text: text.to_owned(), der: text.as_bytes().to_vec() }
}

fn moment(day: Option<toml::value::Datetime>) -> jiff::civil::DateTime {
    let day: jiff::civil::Date = day.expect("a day").to_string().parse().expect("a day");
    day.at(12, 0, 0, 0)
}

/// An object identifier, or the words for one.
fn object(word: &str) -> String {
    let known = match word {
        "server authentication" => "1.3.6.1.5.5.7.3.1",
        "client authentication" => "1.3.6.1.5.5.7.3.2",
        "SHA-256 with RSA" => "1.2.840.113549.1.1.11",
        "SHA-1 with RSA" => "1.2.840.113549.1.1.5",
        "MD5 with RSA" => "1.2.840.113549.1.1.4",
        dotted => dotted,
    };
    known.to_owned()
}

fn usage(word: &str) -> &'static str {
    let all = ["digitalSignature", "keyEncipherment", "keyCertSign", "cRLSign", "dataEncipherment"];
    all.into_iter().find(|it| *it == word).expect("a key usage")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
