//! The server authentication certificate of a gateway, as rules see it: a file,
//! or the facts that a deployed document states.

use super::{Change, Findings, Reason};
use crate::{
    certificate::{self, Attribute, CertificateFile, Name, is_self_signed, parse_name},
    facts::{Date, host},
    finding::{File, Note},
    inputs::{NamedFile, NamedFiles, Opened},
    model::{self, Field, Gateway, Given, Named, Text},
    span::Span,
};

#[derive(Clone, Debug)]
pub struct ServerCertificate<'a> {
    pub gateway: &'a Named<Gateway>,
    pub table: &'a model::Certificate,
    facts: Facts<'a>,
    is_baseline: bool,
}

#[derive(Clone, Debug)]
enum Facts<'a> {
    File(FileFacts<'a>),
    /// Those of the document; its subject and its issuer, taken apart.
    Stated {
        subject: Option<Vec<Attribute>>,
        issuer: Option<Vec<Attribute>>,
    },
}

/// A certificate file with its place in the document.
#[derive(Clone, Copy, Debug)]
pub struct FileFacts<'a> {
    pub path: &'a Given<Text>,
    pub file: &'a CertificateFile,
    /// That of the gateway or server.
    pub leaf: &'a certificate::Certificate,
}

/// Something known about a certificate, and where a finding about it stands.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    pub value: T,
    pub span: Span,
}

/// One certificate as it is deployed, and as it shall be.
#[derive(Clone, Copy, Debug)]
pub struct Renewal<'a> {
    pub old: &'a ServerCertificate<'a>,
    pub new: &'a ServerCertificate<'a>,
}

const NO_FILE: &str = "not stated: certificate.file";
/// `certificate-unreadable` says more.
const CANNOT_READ: &str = "the certificate cannot be read";
const NOT_OPENED: &str = "nobody has opened the certificate";

/// What opening a file came to, or why its rules are skipped.
pub(crate) fn opened<'a>(
    named: &NamedFile<'a>,
    files: &'a NamedFiles,
) -> Result<FileFacts<'a>, Reason> {
    let path = named.path;
    match files.get(named) {
        Some(Opened::Read { file, .. }) => match file.leaf() {
            Some(leaf) => Ok(FileFacts { path, file, leaf }),
            None => Err(CANNOT_READ.into()),
        },
        Some(Opened::Unreadable(_)) => Err(CANNOT_READ.into()),
        Some(Opened::Unknown(reason)) => Err(reason.clone().into()),
        None => Err(NOT_OPENED.into()),
    }
}

/// The reason why the other side of a comparison is not known.
pub(crate) fn of_baseline(reason: &Reason) -> Reason {
    format!("{} (in the baseline)", &**reason).into()
}

impl<'a> ServerCertificate<'a> {
    /// That of a gateway: nothing where the reader did not understand it, and
    /// the reason where nothing is known of it.
    pub(crate) fn of(
        gateway: &'a Named<Gateway>,
        files: &'a NamedFiles,
        is_desired: bool,
    ) -> Result<Option<ServerCertificate<'a>>, Reason> {
        let Some(table) = gateway.certificate.value() else { return Ok(None) };
        let file = match &table.file {
            Field::Given(path) => {
                opened(&NamedFile { path, password: Some(&table.password) }, files)
            }
            Field::Wrong(_) => return Ok(None),
            Field::Absent(_) | Field::Default(_) => Err(NO_FILE.into()),
        };
        let facts = match file {
            Ok(file) => Facts::File(file),
            Err(_) if !is_desired && table.states_facts() => {
                let parsed = |name: &Field<Text>| parse_name(name.given()?);
                Facts::Stated { subject: parsed(&table.subject), issuer: parsed(&table.issuer) }
            }
            Err(reason) => return Err(reason),
        };
        Ok(Some(ServerCertificate { gateway, table, facts, is_baseline: false }))
    }

    /// From here on what is missing is said to be missing in the baseline.
    pub(crate) fn of_baseline(mut self) -> ServerCertificate<'a> {
        self.is_baseline = true;
        self
    }

    /// The file; skips where the document states facts only.
    pub fn file(&self, findings: &mut Findings<'_>) -> Option<FileFacts<'a>> {
        match self.facts {
            Facts::File(file) => Some(file),
            Facts::Stated { .. } => {
                findings.skip(NO_FILE);
                None
            }
        }
    }

    /// The file, for rules that can speak without it as well.
    pub fn file_if_read(&self) -> Option<FileFacts<'a>> {
        match self.facts {
            Facts::File(file) => Some(file),
            Facts::Stated { .. } => None,
        }
    }

    /// The common name of the subject; a certificate may have none.
    pub fn common_name(&self, findings: &mut Findings<'_>) -> Option<Fact<Option<&str>>> {
        if let (Facts::Stated { .. }, Some(name)) = (&self.facts, self.table.common_name.given()) {
            return Some(Fact { value: Some(name.as_str()), span: name.span });
        }
        if self.table.common_name.is_written() && self.file_if_read().is_none() {
            return None;
        }
        let names = self.subject(Name::COMMON_NAME, findings)?;
        Some(Fact { value: names.value.last().copied(), span: names.span })
    }

    /// The same for rules that can speak without it as well.
    pub fn common_name_if_known(&self) -> Option<&str> {
        match &self.facts {
            Facts::File(it) => it.leaf.subject.common_name(),
            Facts::Stated { subject, .. } => match &self.table.common_name {
                Field::Given(name) => Some(name.as_str()),
                _ => {
                    let mut all = subject.as_ref()?.iter().rev();
                    all.find(|it| it.kind == Name::COMMON_NAME).map(|it| it.value.as_str())
                }
            },
        }
    }

    /// The organizations of the subject, commonly one or none.
    pub fn organizations(&self, findings: &mut Findings<'_>) -> Option<Fact<Vec<&str>>> {
        if let (Facts::Stated { .. }, Some(name)) = (&self.facts, self.table.organization.given()) {
            return Some(Fact { value: vec![name.as_str()], span: name.span });
        }
        if self.table.organization.is_written() && self.file_if_read().is_none() {
            return None;
        }
        self.subject(Name::ORGANIZATION, findings)
    }

    /// The organizations, for those who can speak without them as well.
    pub fn organizations_if_known(&self) -> Option<Vec<&str>> {
        match (&self.facts, &self.table.organization) {
            (Facts::File(it), _) => Some(it.leaf.subject.all(Name::ORGANIZATION).collect()),
            (Facts::Stated { .. }, Field::Given(name)) => Some(vec![name.as_str()]),
            (Facts::Stated { subject, .. }, _) => {
                let all = subject.as_ref()?.iter().filter(|it| it.kind == Name::ORGANIZATION);
                Some(all.map(|it| it.value.as_str()).collect())
            }
        }
    }

    /// Last day of validity, for those who can speak without it as well.
    pub fn not_after_if_known(&self) -> Option<Date> {
        match &self.facts {
            Facts::File(it) => Some(it.leaf.not_after.date()),
            Facts::Stated { .. } => self.table.not_after.value().copied(),
        }
    }

    /// The issuer, for those who can speak without it as well.
    pub fn issuer_if_known(&self) -> Option<&[Attribute]> {
        match &self.facts {
            Facts::File(it) => Some(&it.leaf.issuer.attributes),
            Facts::Stated { issuer, .. } => issuer.as_deref(),
        }
    }

    /// The attributes of one kind in the subject, in their order.
    pub fn subject<'s>(
        &'s self,
        kind: &'s str,
        findings: &mut Findings<'_>,
    ) -> Option<Fact<Vec<&'s str>>> {
        match &self.facts {
            Facts::File(it) => {
                Some(Fact { value: it.leaf.subject.all(kind).collect(), span: it.path.span })
            }
            Facts::Stated { subject, .. } => {
                let subject = self.name(&self.table.subject, subject, "subject", findings)?;
                let all = subject.value.iter().filter(|it| it.kind == kind);
                Some(Fact { value: all.map(|it| it.value.as_str()).collect(), span: subject.span })
            }
        }
    }

    /// The attributes of the issuer.
    pub fn issuer(&self, findings: &mut Findings<'_>) -> Option<Fact<&[Attribute]>> {
        match &self.facts {
            Facts::File(it) => {
                Some(Fact { value: it.leaf.issuer.attributes.as_slice(), span: it.path.span })
            }
            Facts::Stated { issuer, .. } => {
                self.name(&self.table.issuer, issuer, "issuer", findings)
            }
        }
    }

    /// The names of hosts that it covers; empty where it names none.
    pub fn dns_names(&self, findings: &mut Findings<'_>) -> Option<Fact<Vec<&str>>> {
        match &self.facts {
            Facts::File(it) => {
                let names = it.leaf.dns_names.iter().flatten().map(String::as_str);
                Some(Fact { value: names.collect(), span: it.path.span })
            }
            Facts::Stated { .. } => {
                let names = self.stated(&self.table.dns_names, findings)?;
                if !self.table.dns_names.is_understood() {
                    return None;
                }
                let each = self.table.dns_names.each().map(|it| it.as_str());
                Some(Fact { value: each.collect(), span: names.span })
            }
        }
    }

    /// First day of validity, in UTC.
    pub fn not_before(&self, findings: &mut Findings<'_>) -> Option<Fact<Date>> {
        self.day(|it| it.not_before, &self.table.not_before, findings)
    }

    /// Last day of validity, in UTC.
    pub fn not_after(&self, findings: &mut Findings<'_>) -> Option<Fact<Date>> {
        self.day(|it| it.not_after, &self.table.not_after, findings)
    }

    fn day(
        &self,
        of: fn(&certificate::Certificate) -> certificate::DateTime,
        stated: &Field<Date>,
        findings: &mut Findings<'_>,
    ) -> Option<Fact<Date>> {
        match &self.facts {
            Facts::File(it) => Some(Fact { value: of(it.leaf).date(), span: it.path.span }),
            Facts::Stated { .. } => {
                self.stated(stated, findings).map(|it| Fact { value: it.value, span: it.span })
            }
        }
    }

    /// Bits of the RSA key; nothing where it is of another kind.
    pub fn rsa_bits(&self, findings: &mut Findings<'_>) -> Option<Fact<i64>> {
        match &self.facts {
            Facts::File(it) if it.leaf.key.algorithm.starts_with("RSA") => {
                Some(Fact { value: i64::from(it.leaf.key.bits?), span: it.path.span })
            }
            Facts::File(_) => None,
            Facts::Stated { .. } => {
                let bits = self.stated(&self.table.key_bits, findings)?;
                Some(Fact { value: bits.value, span: bits.span })
            }
        }
    }

    /// Whether it vouches for itself.
    pub fn is_self_signed(&self, findings: &mut Findings<'_>) -> Option<Fact<bool>> {
        match &self.facts {
            Facts::File(it) => Some(Fact { value: is_self_signed(it.leaf), span: it.path.span }),
            Facts::Stated { subject, issuer } => {
                let subject = self.name(&self.table.subject, subject, "subject", findings)?;
                let issuer = self.name(&self.table.issuer, issuer, "issuer", findings)?;
                let is_one = certificate::same_name(subject.value, issuer.value);
                Some(Fact { value: is_one, span: issuer.span })
            }
        }
    }

    /// SHA-1 of the certificate, in lower-case hexadecimal digits.
    pub fn thumbprint(&self) -> Option<String> {
        match &self.facts {
            Facts::File(it) => Some(it.leaf.sha1.clone()),
            Facts::Stated { .. } => {
                let stated = self.table.thumbprint.given()?;
                Some(certificate::digits(stated).to_ascii_lowercase())
            }
        }
    }

    fn stated<'f, T>(
        &self,
        field: &'f Field<T>,
        findings: &mut Findings<'_>,
    ) -> Option<&'f Given<T>> {
        if self.is_baseline {
            findings.stated_before(field);
        } else {
            findings.stated(field);
        }
        field.given()
    }

    /// A distinguished name that the document states, taken apart.
    fn name<'f>(
        &self,
        field: &Field<Text>,
        parsed: &'f Option<Vec<Attribute>>,
        key: &str,
        findings: &mut Findings<'_>,
    ) -> Option<Fact<&'f [Attribute]>> {
        let span = self.stated(field, findings)?.span;
        if parsed.is_none() {
            self.skip(format!("not a distinguished name: certificate.{key}"), findings);
        }
        Some(Fact { value: parsed.as_deref()?, span })
    }

    fn skip(&self, reason: String, findings: &mut Findings<'_>) {
        let reason = reason.into();
        findings.skip(if self.is_baseline { of_baseline(&reason) } else { reason });
    }
}

impl<'a> Renewal<'a> {
    pub fn change(&self) -> Change<'a> {
        Change { old: self.old.gateway, new: self.new.gateway }
    }

    /// Whether another certificate takes the place of the deployed one. A
    /// gateway that is deployed anew, or under another name, begins with one of
    /// its own.
    pub fn is_one(&self) -> bool {
        let (old, new) = (&self.old.gateway, &self.new.gateway);
        let is_same = || self.old.thumbprint().is_some_and(|it| Some(it) == self.new.thumbprint());
        let is_renamed = match (old.service_name.value(), new.service_name.value()) {
            (Some(old), Some(new)) => !host::same(old, new),
            _ => false,
        };
        !new.is_redeployed() && !is_renamed && !is_same()
    }
}

impl model::Certificate {
    /// Facts do not belong into a desired document, but they do show which
    /// certificate is meant.
    pub fn states_facts(&self) -> bool {
        self.common_name.is_written()
            || self.organization.is_written()
            || self.subject.is_written()
            || self.dns_names.is_written()
            || self.issuer.is_written()
            || self.not_before.is_written()
            || self.not_after.is_written()
            || self.thumbprint.is_written()
            || self.key_bits.is_written()
    }
}

impl Note {
    /// Points to a certificate in a text file as well.
    pub fn certificate(
        &mut self,
        path: &Text,
        certificate: &certificate::Certificate,
        text: impl Into<String>,
    ) -> &mut Note {
        if let Some(place) = certificate.place {
            self.label(File::Named(path.as_str().into()), place, text);
        }
        self
    }
}
