//! A document with all the certificates that it names, made anew for each seed.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use cmg_rules::{
    certificate::read,
    facts::Date,
    finding::Need,
    inputs::{Baseline, Inputs, Opened, Snapshot},
    levels::{Level, Levels},
    run::run,
};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CrlDistributionPoint, DistinguishedName,
    DnType, ExtendedKeyUsagePurpose as Usage, IsCa, Issuer, KeyPair, KeyUsagePurpose as KeyUsage,
    PublicKeyData, SerialNumber, SignatureAlgorithm,
};

/// Sunday, 22 November 2026.
const TODAY: (i16, i8, i8) = (2026, 11, 22);

/// So many days from today.
pub struct Day(pub i64);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Root,
    Issuing,
    Leaf,
    Other,
    Rsa1024,
    Rsa3072,
    P256,
    Ed25519,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Store {
    Root,
    Intermediate,
}

pub struct Trusted {
    pub store: Store,
    pub with_key: bool,
}

pub struct World {
    pub service_name: String,
    pub organization: String,
    /// Some days.
    pub spread: i64,
    pub root: CertificateParams,
    pub issuing: CertificateParams,
    pub leaf: CertificateParams,
    pub client: CertificateParams,
    pub leaf_key: Key,
    pub client_key: Key,
    pub key_in_file: Option<Key>,
    pub chain_in_file: bool,
    pub is_pem: bool,
    pub self_signed: bool,
    /// Whether the leaf says MD5, whose signatures nobody checks.
    pub weak_leaf: bool,
    /// The root, then the issuing authority.
    pub trusted: Vec<Trusted>,
    pub trusted_twice: bool,
    /// What the baseline states of the certificate.
    deployed: Option<String>,
}

/// Rules that look at certificate files.
pub fn rules() -> impl Iterator<Item = &'static str> {
    let all = cmg_rules::catalog::rules().map(|rule| &rule.info);
    all.filter(|info| info.needs.contains(&Need::Certificate)).map(|info| info.name)
}

pub fn crl(address: &str) -> Vec<CrlDistributionPoint> {
    vec![CrlDistributionPoint { uris: vec![address.to_owned()] }]
}

impl Day {
    pub fn moment(self) -> time::OffsetDateTime {
        let today = Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap();
        let day = today.checked_add(jiff::Span::new().days(self.0)).unwrap();
        let (year, month) = (i32::from(day.year()), day.month().unsigned_abs());
        rcgen::date_time_ymd(year, month, day.day().unsigned_abs())
    }
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut dice = Dice(seed);
        let prefixes = ["granitefalls", "nw", "gateway01", "cmgeurope"];
        let domains = ["northwind.example", "corp-it.example", "a.b.c.example"];
        let organizations = ["Northwind", "Bäckerei Müller", "A, B + C", "Ünïcode 株式会社"];
        let service_name = format!("{}.{}", dice.pick(&prefixes), dice.pick(&domains));
        let organization = (*dice.pick(&organizations)).to_owned();
        let spread = 1 + dice.below(300);
        let root = authority("Root CA", &organization, 4000);
        let issuing = authority("Issuing CA", &organization, 2000);
        let mut leaf = params(&service_name, &organization, 61 + spread);
        leaf.subject_alt_names =
            vec![rcgen::SanType::DnsName(service_name.as_str().try_into().unwrap())];
        leaf.extended_key_usages = vec![Usage::ServerAuth];
        let mut client = params("cp01.corp.example", &organization, 30 + spread);
        client.extended_key_usages = vec![Usage::ClientAuth];
        let trusted = [Store::Root, Store::Intermediate];
        World {
            service_name,
            organization,
            spread,
            root,
            issuing,
            leaf,
            client,
            leaf_key: Key::Leaf,
            client_key: Key::Other,
            key_in_file: Some(Key::Leaf),
            chain_in_file: true,
            is_pem: false,
            self_signed: false,
            weak_leaf: false,
            trusted: trusted.map(|store| Trusted { store, with_key: false }).into(),
            trusted_twice: false,
            deployed: None,
        }
    }

    pub fn last_day(&mut self, day: i64) {
        self.leaf.not_after = Day(day).moment();
    }

    /// States a fact of what is deployed today; the others are as they shall be.
    pub fn deployed(&mut self, key: &str, value: &str) {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        self.deployed = Some(format!("{key} = \"{value}\"\n"));
    }

    pub fn document(&self) -> String {
        let mut text = format!(
            "format = 1\n\n[gateway.a]\nservice-name = \"{}\"\n\n[gateway.a.certificate]\n\
             file = \"leaf.pfx\"\nissued-by = \"enterprise-pki\"\n\n[clients]\n\
             authentication = [\"pki\"]\n\n[[connection-point]]\nserver = \"cp01\"\nsite = \"P01\"\n\
             gateway = \"a\"\nclient-certificate = \"client.cer\"\n",
            self.service_name
        );
        for (at, trusted) in self.trusted.iter().enumerate() {
            let file = match (trusted.store, self.trusted.len()) {
                (Store::Intermediate, 1) => "trusted-1.cer".to_owned(),
                _ => format!("trusted-{at}.cer"),
            };
            text.push_str(&entry(&file, trusted.store));
        }
        if self.trusted_twice {
            text.push_str(&entry("again.cer", Store::Root));
        }
        text
    }

    /// Names of the rules with their messages.
    pub fn findings(&self) -> Vec<(&'static str, String)> {
        let files = self.files();
        let document = self.document();
        let mut now = Snapshot::read(&document);
        for named in now.config.as_ref().unwrap().certificate_files() {
            let (_, bytes) = files.iter().find(|(name, _)| *name == named.path.as_str()).unwrap();
            let opened = match read(bytes, None) {
                Ok(file) => Opened::Read { file: Arc::new(file), text: None },
                Err(error) => Opened::Unreadable(error.to_string()),
            };
            assert!(matches!(opened, Opened::Read { .. }), "{opened:?}");
            now.files.insert(&named, opened);
        }
        let before = self.deployed.as_ref().map(|fact| {
            format!(
                "format = 1\nkind = \"deployed\"\n[gateway.a]\nservice-name = \"{}\"\n\
                 [gateway.a.certificate]\n{fact}",
                self.service_name
            )
        });
        let mut levels = Levels::default();
        levels.set(Level::Off, |rule, _| !rules().any(|it| it == rule));
        let before = match &before {
            Some(text) => Baseline::Known(Box::new(Snapshot::read(text))),
            None => Baseline::None,
        };
        let today = Date::new(TODAY.0, TODAY.1, TODAY.2).ok();
        let inputs = Inputs { before, today, ..Inputs::of(now, &levels) };
        run(&inputs).findings.into_iter().map(|it| (it.rule.name, it.note.message)).collect()
    }

    /// Every file that the document names.
    fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let root = self.root.self_signed(&Key::Root.pair()).unwrap();
        let of_root = Issuer::from_params(&self.root, Key::Root.pair());
        let issuing = self.issuing.signed_by(&Key::Issuing.public(), &of_root).unwrap();
        let of_issuing = Issuer::from_params(&self.issuing, Key::Issuing.pair());
        let leaf = match self.self_signed {
            true => self.leaf.self_signed(&Key::Leaf.pair()).unwrap(),
            false => self.leaf.signed_by(&self.leaf_key.public(), &of_issuing).unwrap(),
        };
        let client = self.client.signed_by(&self.client_key.public(), &of_issuing).unwrap();
        let mut leaf = leaf.der().to_vec();
        if self.weak_leaf {
            say_md5(&mut leaf);
        }
        let mut certificates = vec![leaf];
        if self.chain_in_file && !self.self_signed {
            certificates.push(issuing.der().to_vec());
        }
        // A key of another kind comes with its certificate.
        let key = self.key_in_file.map(|key| match (key, self.leaf_key) {
            (Key::Leaf, leaf) => leaf.pkcs8(),
            (other, _) => other.pkcs8(),
        });
        let server = match self.is_pem {
            true => pem_of(&certificates),
            false => pkcs12(&certificates, key),
        };
        let trusted = |at: usize, certificate: &Certificate, key: Key| {
            let with_key = self.trusted.get(at).is_some_and(|it| it.with_key);
            match with_key {
                true => (certificate.pem() + &key.pem()).into_bytes(),
                false => certificate.der().to_vec(),
            }
        };
        vec![
            ("leaf.pfx", server),
            ("client.cer", client.der().to_vec()),
            ("trusted-0.cer", trusted(0, &root, Key::Root)),
            ("trusted-1.cer", trusted(1, &issuing, Key::Issuing)),
            ("again.cer", root.pem().into_bytes()),
        ]
    }
}

fn entry(file: &str, store: Store) -> String {
    let store = match store {
        Store::Root => "root",
        Store::Intermediate => "intermediate",
    };
    format!("\n[[gateway.a.trusted-certificate]]\nfile = \"{file}\"\nstore = \"{store}\"\n")
}

fn params(name: &str, organization: &str, last: i64) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.distinguished_name.push(DnType::OrganizationName, organization);
    params.not_before = Day(-300).moment();
    params.not_after = Day(last).moment();
    params.serial_number = Some(SerialNumber::from_slice(&[7, 8, 9]));
    params.key_usages = vec![KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment];
    params.crl_distribution_points = crl("http://crl.northwind.example/issuing.crl");
    params.use_authority_key_identifier_extension = true;
    params
}

fn authority(name: &str, organization: &str, last: i64) -> CertificateParams {
    let mut params = params(name, organization, last);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsage::KeyCertSign, KeyUsage::CrlSign];
    params
}

impl Key {
    fn pem(self) -> String {
        let name = match self {
            Key::Root => "root",
            Key::Issuing => "issuing",
            Key::Leaf => "leaf",
            Key::Other => "other",
            Key::Rsa1024 => "rsa-1024",
            Key::Rsa3072 => "rsa-3072",
            Key::P256 => "ec-p256",
            Key::Ed25519 => "ed25519",
        };
        text_of(name)
    }

    fn pkcs8(self) -> Vec<u8> {
        decoded(&self.pem())
    }

    fn pair(self) -> KeyPair {
        KeyPair::from_pem(&self.pem()).unwrap()
    }

    fn public(self) -> Public {
        if self == Key::Rsa1024 {
            // Nothing here signs with so short a key, nor reads it.
            let bytes = decoded(&text_of("rsa-1024-public"));
            return Public { bytes, algorithm: &rcgen::PKCS_RSA_SHA256 };
        }
        let pair = self.pair();
        Public { bytes: pair.public_key_raw().to_vec(), algorithm: pair.algorithm() }
    }
}

/// The public half of a key.
struct Public {
    bytes: Vec<u8>,
    algorithm: &'static SignatureAlgorithm,
}

impl PublicKeyData for Public {
    fn der_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

fn text_of(key: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/certificates/keys");
    std::fs::read_to_string(format!("{folder}/{key}.pem")).unwrap()
}

fn decoded(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    STANDARD.decode(body).unwrap()
}

/// Writes MD5 with RSA where SHA-256 with RSA stands, in both places.
fn say_md5(der: &mut [u8]) {
    let object = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    for at in 0..der.len() - object.len() {
        if der[at..].starts_with(&object) {
            der[at + object.len() - 1] = 0x04;
        }
    }
}

fn pem_of(certificates: &[Vec<u8>]) -> Vec<u8> {
    let block = |der: &Vec<u8>| {
        let body = STANDARD.encode(der);
        format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    };
    certificates.iter().map(block).collect::<String>().into_bytes()
}

/// A PFX that protects nothing, which any password opens: RFC 7292.
fn pkcs12(certificates: &[Vec<u8>], key: Option<Vec<u8>>) -> Vec<u8> {
    const PKCS12: [u8; 10] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01];
    const X509: [u8; 10] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01];
    const DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    let bag = |kind: u8, value: Vec<u8>| {
        value_of(0x30, &[value_of(6, &[PKCS12.to_vec(), vec![kind]]), value_of(0xa0, &[value])])
    };
    let data = |bytes: Vec<u8>| {
        let content = value_of(0xa0, &[value_of(4, &[bytes])]);
        value_of(0x30, &[value_of(6, &[DATA.to_vec()]), content])
    };
    let mut bags: Vec<Vec<u8>> = certificates
        .iter()
        .map(|der| {
            let content = value_of(0xa0, &[value_of(4, std::slice::from_ref(der))]);
            bag(3, value_of(0x30, &[value_of(6, &[X509.to_vec()]), content]))
        })
        .collect();
    bags.extend(key.map(|key| bag(1, key)));
    let safe = value_of(0x30, &[data(value_of(0x30, &bags))]);
    value_of(0x30, &[vec![2, 1, 3], data(safe)])
}

/// A tag, the length, and the contents.
fn value_of(tag: u8, contents: &[Vec<u8>]) -> Vec<u8> {
    let contents = contents.concat();
    let mut value = vec![tag];
    match contents.len() {
        length @ 0..0x80 => value.push(length as u8),
        length => value.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    value.extend(contents);
    value
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[usize::try_from(self.below(i64::try_from(all.len()).unwrap())).unwrap()]
    }
}
