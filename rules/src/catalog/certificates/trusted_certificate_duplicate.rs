use std::collections::HashMap;

use crate::{
    certificate::{digits, who},
    facts::{Versions, pages::MODIFY},
    finding::{File, Safety},
    model::{Field, Gateway, Given, Named, Text, TrustedCertificate},
    quote::quoted,
    rule::{Check, Context, FileFacts, Findings, TrustList},
};

rule! {
    /// The same certificate twice in the list of a gateway does nothing that once would not do. It
    /// is mostly the trace of a copy: the second one was meant to be another certificate, and that
    /// one is missing.
    ///
    /// Files are compared by what they hold, so that two exports of one certificate are found, and
    /// a thumbprint is compared with the files as well.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/corp-root.pem"]
    /// ca = true
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/corp-root.pem" # warning: "`Contoso Root CA` is listed twice"
    /// store = "root"
    /// ```
    ///
    /// ## The same thumbprint
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// thumbprint = "3d5c1e2b804f6a77c90ed154aa3b976218fe402c"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// thumbprint = "3D5C1E2B804F6A77C90ED154AA3B976218FE402C" # warning: "is listed twice"
    /// store = "root"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer"
    /// store = "intermediate"
    /// ```
    "trusted-certificate-duplicate" {
        summary: "a gateway lists the same trusted certificate twice",
        severities: [Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Certificate],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

/// What makes two entries one.
#[derive(PartialEq, Eq, Hash)]
enum Key<'c> {
    Path(&'c str),
    /// In lower-case digits.
    Sha1(String),
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(list) = gateway.trusted_certificates.given().filter(|list| list.len() > 1) else {
        return;
    };
    let mut listed: HashMap<Key<'_>, &TrustedCertificate> = HashMap::new();
    for (at, entry) in list.iter().enumerate() {
        let Some(entry) = entry.given() else { continue };
        let path = entry.file.given();
        let file = path.and_then(|path| context.certificate(path, findings));
        let keys = keys(entry, file);
        let Some(first) = keys.iter().find_map(|key| listed.get(key).copied()) else {
            keys.into_iter().for_each(|key| {
                listed.entry(key).or_insert(entry);
            });
            continue;
        };
        let Some(value) = value(entry) else { continue };
        let name = match file {
            Some(FileFacts { leaf, .. }) => who(&leaf.subject.attributes),
            None => value.to_string(),
        };
        let note = findings.add(value.span, format!("{} is listed twice", quoted(&name)));
        let first_place = self::value(first).map_or(first.header, |it| it.span);
        note.label(File::Document, first_place, "first listed here");
        if let Some(file) = file {
            note.certificate(file.path, file.leaf, "the same certificate");
        }
        // What the later one alone says would be lost.
        let says_more = matches!(first.store, Field::Absent(_)) && entry.store.is_written()
            || matches!(first.file, Field::Absent(_)) && entry.file.is_written()
            || !is_within(file, first.file.given(), context);
        if let Some(list) = TrustList::of(gateway).filter(|_| agree(first, entry) && !says_more)
            && let Some(edit) = list.removal(at, context)
        {
            note.fix_all(Safety::Safe, "Remove it from the list", vec![edit]);
        }
    }
}

fn keys<'c>(entry: &'c TrustedCertificate, file: Option<FileFacts<'c>>) -> Vec<Key<'c>> {
    let path = entry.file.given().map(|path| Key::Path(path.as_str()));
    let sha1 = file.map(|it| Key::Sha1(it.leaf.sha1.clone()));
    let thumbprint = entry.thumbprint.given().map(|it| Key::Sha1(digits(it).to_ascii_lowercase()));
    [path, sha1, thumbprint].into_iter().flatten().collect()
}

/// Whether both may go to the same store; else nobody knows which one is right.
fn agree(a: &TrustedCertificate, b: &TrustedCertificate) -> bool {
    match (&a.store, &b.store) {
        (Field::Wrong(_), _) | (_, Field::Wrong(_)) => false,
        (a, b) => match (a.value(), b.value()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        },
    }
}

/// Whether a file holds nothing that the first one does not hold as well.
fn is_within<'c>(
    file: Option<FileFacts<'c>>,
    first: Option<&'c Given<Text>>,
    context: &Context<'c>,
) -> bool {
    let first = first.and_then(|path| context.certificate_if_known(path).ok());
    file.zip(first).is_none_or(|(file, first)| {
        let mut all = file.file.certificates.iter();
        all.all(|it| first.file.certificates.iter().any(|other| other.sha256 == it.sha256))
    })
}

/// Where an entry says which certificate it is.
fn value(entry: &TrustedCertificate) -> Option<&Given<Text>> {
    entry.file.given().or(entry.thumbprint.given())
}
