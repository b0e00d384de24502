//! Certificates that somebody trusts: a gateway those of clients, the site
//! those of every authority in its list.

use std::collections::HashMap;

use super::{Context, FileFacts, Findings, Reason};
use crate::{
    certificate::{Certificate, CertificateFile, Link, link, name_key},
    finding::Edit,
    model::{Config, Field, Gateway, Given, Named, Text, TrustedCertificate},
    rule::removal,
};

/// A list that is written, and understood.
#[derive(Clone, Copy)]
pub(crate) enum TrustList<'c> {
    Site(&'c Given<Vec<Field<Text>>>),
    Gateway(&'c Named<Gateway>, &'c Given<Vec<Field<TrustedCertificate>>>),
}

/// An element whose file has been read.
pub(crate) struct Trusted<'c> {
    /// Its place in the list.
    pub at: usize,
    pub facts: FileFacts<'c>,
    /// As the list states it, else as the certificate tells.
    pub is_root: bool,
}

impl<'c> TrustList<'c> {
    /// That of the site first, which belongs to no gateway.
    pub fn all(config: &'c Config) -> impl Iterator<Item = TrustList<'c>> {
        let site = config.site.value().and_then(|it| it.certificate_trust_list.given());
        let gateways = config.gateways().iter().filter_map(TrustList::of);
        site.map(TrustList::Site).into_iter().chain(gateways)
    }

    pub fn of(gateway: &'c Named<Gateway>) -> Option<TrustList<'c>> {
        Some(TrustList::Gateway(gateway, gateway.trusted_certificates.given()?))
    }

    pub fn len(&self) -> usize {
        match self {
            TrustList::Site(list) => list.len(),
            TrustList::Gateway(_, list) => list.len(),
        }
    }

    /// Each element with its file, or why nobody knows what that holds.
    pub fn each(self, context: &Context<'c>) -> impl Iterator<Item = Result<Trusted<'c>, Reason>> {
        (0..self.len()).map(move |at| {
            let (path, store) = match self {
                TrustList::Site(list) => (list.get(at), Some(true)),
                TrustList::Gateway(_, list) => {
                    let entry = list.get(at).and_then(Field::given);
                    let store = entry.and_then(|it| it.store.value());
                    (entry.map(|it| &it.file), store.map(|it| *it == "root"))
                }
            };
            let path = match path {
                Some(Field::Given(path)) => path,
                Some(Field::Absent(path)) => return Err(format!("not stated: {path}").into()),
                _ => return Err(self.not_understood().into()),
            };
            let facts = context.certificate_if_known(path)?;
            let is_root = store.unwrap_or_else(|| facts.leaf.is_self_issued());
            Ok(Trusted { at, facts, is_root })
        })
    }

    fn not_understood(&self) -> &'static str {
        match self {
            TrustList::Site(_) => "not understood: site.certificate-trust-list",
            TrustList::Gateway(..) => "not understood: trusted-certificate",
        }
    }

    /// Those that can be read; skips for the others.
    pub fn read(&self, context: &Context<'c>, findings: &mut Findings<'_>) -> Vec<Trusted<'c>> {
        if let TrustList::Gateway(gateway, _) = self {
            findings.about(gateway);
        }
        self.each(context)
            .filter_map(|it| it.map_err(|reason| findings.skip(reason)).ok())
            .collect()
    }

    /// The client certificates at hand that this list shall vouch for.
    pub fn clients(
        &self,
        all: &HashMap<&str, Vec<&'c Given<Text>>>,
        context: &Context<'c>,
    ) -> impl Iterator<Item = &'c Certificate> {
        let paths = match self {
            TrustList::Site(_) => None,
            TrustList::Gateway(gateway, _) => all.get(&*gateway.handle),
        };
        let read = |path: &'c Given<Text>| Some(context.certificate_if_known(path).ok()?.leaf);
        paths.into_iter().flatten().copied().filter_map(read)
    }

    /// The edit that takes an element out of the list.
    pub fn removal(&self, at: usize, context: &Context<'_>) -> Option<Edit> {
        match self {
            TrustList::Site(list) => Some(removal(list, at)),
            TrustList::Gateway(_, list) => {
                let entry = list.get(at)?.given()?;
                context.table_removal(list, at, entry.header, entry.room)
            }
        }
    }
}

/// The client certificates of the connection points, by the handle of the gateway.
pub(crate) fn client_certificates(config: &Config) -> HashMap<&str, Vec<&Given<Text>>> {
    let mut by_gateway: HashMap<&str, Vec<&Given<Text>>> = HashMap::new();
    for point in config.connection_points.each() {
        if let (Some(gateway), Some(path)) =
            (point.gateway.given(), point.client_certificate.given())
        {
            by_gateway.entry(gateway.as_str()).or_default().push(path);
        }
    }
    by_gateway
}

/// Certificates by their subject, to find the one that issued another.
#[derive(Default)]
pub(crate) struct Authorities<'c> {
    by_subject: HashMap<String, Vec<(&'c Given<Text>, &'c Certificate)>>,
}

/// Signatures that have been checked: many gateways trust the same few certificates.
#[derive(Default)]
pub(crate) struct Links<'c> {
    known: HashMap<(&'c str, &'c str), Option<bool>>,
}

/// More certificates of one name are not looked at one by one.
const MOST_OF_ONE_NAME: usize = 32;

impl<'c> Authorities<'c> {
    pub fn add(&mut self, path: &'c Given<Text>, file: &'c CertificateFile) {
        for certificate in &file.certificates {
            let named =
                self.by_subject.entry(name_key(&certificate.subject.attributes)).or_default();
            named.push((path, certificate));
        }
    }

    /// Those with the name of the issuer: where each is named, and whether it
    /// may be the issuer, which it is not when another key signed.
    pub fn issuers(
        &self,
        child: &'c Certificate,
        links: &mut Links<'c>,
    ) -> Vec<(&'c Given<Text>, &'c Certificate, bool)> {
        let named = self.by_subject.get(&name_key(&child.issuer.attributes)).map(Vec::as_slice);
        let named = named.unwrap_or_default().iter().enumerate();
        let judged = named.filter_map(|(at, (path, issuer))| {
            let is_one = at >= MOST_OF_ONE_NAME || links.may_be(child, issuer)?;
            Some((*path, *issuer, is_one))
        });
        judged.collect()
    }
}

impl<'c> Links<'c> {
    /// Nothing where the names differ.
    fn may_be(&mut self, child: &'c Certificate, issuer: &'c Certificate) -> Option<bool> {
        let known = self.known.entry((&child.sha256, &issuer.sha256));
        *known.or_insert_with(|| Some(!matches!(link(child, issuer)?, Link::Broken(_))))
    }
}
