//! What ends by itself: certificates, secret keys, the support of the site's
//! version. No alert of Configuration Manager tells of the first two.

use crate::{
    certificate::Certificate,
    facts::{Date, releases},
    inputs::{Inputs, NamedFile, Opened},
    model::{Config, Field, Given, Text},
    quote::quoted,
    rule::ServerCertificate,
    span::Span,
};

/// What of one document ends until a day, and what of it nobody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Horizon {
    /// By day, what has ended already included.
    pub endings: Vec<Ending>,
    /// In the order of the document.
    pub unknown: Vec<Unknown>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The last day, in UTC.
    pub day: Date,
    pub what: What,
    /// Who it is about, for people: "gateway `eastus`".
    pub subject: String,
    /// Where the document speaks of it.
    pub span: Span,
}

/// A certificate whose last day nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub what: What,
    pub subject: String,
    pub span: Span,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Server authentication certificate of a gateway.
    ServerCertificate,
    /// A certification authority that the file of a server certificate holds.
    ChainCertificate,
    /// A certification authority that a gateway, or the site, trusts.
    TrustedCertificate,
    /// Client authentication certificate of a connection point.
    ClientCertificate,
    SecretKey,
    SiteVersion,
}

impl What {
    /// For programs.
    pub const fn word(self) -> &'static str {
        match self {
            What::ServerCertificate => "server-certificate",
            What::ChainCertificate => "chain-certificate",
            What::TrustedCertificate => "trusted-certificate",
            What::ClientCertificate => "client-certificate",
            What::SecretKey => "secret-key",
            What::SiteVersion => "site-version",
        }
    }

    /// For people.
    pub const fn name(self) -> &'static str {
        match self {
            What::ServerCertificate => "server authentication certificate",
            What::ChainCertificate => "certification authority in the file",
            What::TrustedCertificate => "trusted certificate",
            What::ClientCertificate => "client authentication certificate",
            What::SecretKey => "secret key",
            What::SiteVersion => "support",
        }
    }
}

/// Everything in the document that ends until that day, the day included.
pub fn horizon(inputs: &Inputs<'_>, until: Date) -> Horizon {
    let mut horizon = Horizon::default();
    let Some(config) = &inputs.now.config else { return horizon };
    let mut list = List { inputs, horizon: &mut horizon };
    list.gateways(config);
    for point in config.connection_points.each() {
        if let Some(path) = point.client_certificate.given() {
            let server = point.server.value().map_or("", |it| it.as_str());
            list.file(
                path,
                What::ClientCertificate,
                &format!("connection point {}", quoted(server)),
            );
        }
    }
    if let Some(site) = config.site.value() {
        for path in site.certificate_trust_list.each() {
            list.file(path, What::TrustedCertificate, "the site");
        }
        if let (Field::Given(version), Ok(release)) = (&site.version, config.version())
            && let Some(release) = releases::find(release)
        {
            let subject = format!("site version {}", quoted(version));
            list.ends(release.support_ends, What::SiteVersion, subject, version.span);
        }
    }
    let app = config.azure.value().and_then(|azure| azure.server_app.value());
    if let Some(expires) = app.and_then(|app| app.secret_expires.given()) {
        list.ends(expires.value, What::SecretKey, "the server app".to_owned(), expires.span);
    }
    horizon.endings.retain(|it| it.day <= until);
    horizon.endings.sort_by_key(|it| (it.day, it.span, it.what));
    horizon
}

struct List<'a, 'h> {
    inputs: &'a Inputs<'a>,
    horizon: &'h mut Horizon,
}

impl List<'_, '_> {
    fn gateways(&mut self, config: &Config) {
        let files = &self.inputs.now.files;
        for gateway in config.gateways() {
            let subject = format!("gateway {}", quoted(&gateway.handle));
            match ServerCertificate::of(gateway, files, config.is_desired()) {
                Ok(Some(certificate)) => self.server(&certificate, subject.clone()),
                Ok(None) => {}
                Err(reason) => {
                    if let Some(path) = gateway.certificate.value().and_then(|it| it.file.given()) {
                        self.unknown(What::ServerCertificate, &subject, path, &reason);
                    }
                }
            }
            for path in gateway.trusted_certificates.each().filter_map(|it| it.file.given()) {
                self.file(path, What::TrustedCertificate, &subject);
            }
        }
    }

    fn server(&mut self, certificate: &ServerCertificate<'_>, subject: String) {
        match certificate.file_if_read() {
            Some(file) => {
                self.certificate(file.leaf, What::ServerCertificate, &subject, file.path.span);
                for authority in file.file.chain().iter().skip(1) {
                    self.certificate(authority, What::ChainCertificate, &subject, file.path.span);
                }
            }
            None => {
                if let Some(day) = certificate.table.not_after.given() {
                    self.ends(day.value, What::ServerCertificate, subject, day.span);
                }
            }
        }
    }

    fn file(&mut self, path: &Given<Text>, what: What, subject: &str) {
        match self.inputs.now.files.get(&NamedFile { path, password: None }) {
            Some(Opened::Read { file, .. }) => {
                if let Some(leaf) = file.leaf() {
                    self.certificate(leaf, what, subject, path.span);
                }
            }
            Some(Opened::Unreadable(reason) | Opened::Unknown(reason)) => {
                self.unknown(what, subject, path, reason);
            }
            None => {}
        }
    }

    fn certificate(&mut self, it: &Certificate, what: What, subject: &str, span: Span) {
        let name = it.subject.common_name().unwrap_or(&it.subject.text);
        self.ends(it.not_after.date(), what, format!("{subject}, {}", quoted(name)), span);
    }

    fn ends(&mut self, day: Date, what: What, subject: String, span: Span) {
        self.horizon.endings.push(Ending { day, what, subject, span });
    }

    fn unknown(&mut self, what: What, subject: &str, path: &Given<Text>, reason: &str) {
        let subject = format!("{subject}, {}", quoted(path));
        let reason = reason.to_owned();
        self.horizon.unknown.push(Unknown { what, subject, span: path.span, reason });
    }
}
