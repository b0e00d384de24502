use std::collections::BTreeMap;

use crate::{
    certificate::{name_key, who},
    facts::{Versions, pages::AUTHENTICATION},
    finding::File,
    model::Config,
    quote::quoted,
    rule::{
        Authorities, Check, Context, FileFacts, Findings, Links, TrustList, Trusted,
        client_certificates,
    },
};

rule! {
    /// The gateway checks the certificates of clients in Azure, where it knows no authority but
    /// those in its list. Each one in between has to be there, up to the root: without them it
    /// answers every client below with 401. A domain would hand out the missing certificates, Azure
    /// does not.
    ///
    /// The client certificates that connection points name are checked in the same way, where
    /// clients authenticate with PKI.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ["certs/fabrikam-root.cer"]
    /// ca = true
    /// subject = "CN=Fabrikam Root CA,O=Fabrikam"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/fabrikam-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer" # error: "issued by `Contoso Root CA`, which is not listed"
    /// store = "intermediate"
    /// ```
    ///
    /// ## A client certificate
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
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
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # error: "issued by `Contoso Issuing CA`, which is not listed"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    ///
    /// ## Another key of the same name
    ///
    /// The authority has been renewed with a new key, and the old one issued the certificate.
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// subject-key-id = "the key of 2025"
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// authority-key-id = "the key of 2015"
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
    /// file = "certs/contoso-issuing.cer" # error: "listed is another key of that name"
    /// store = "intermediate"
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
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
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
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    "trusted-chain-incomplete" {
        summary: "the issuer of a trusted or a client certificate is not listed",
        severities: [Error],
        source: AUTHENTICATION.section("Export the client certificate's trusted root"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

/// Certificates whose issuer is not listed, one at least.
struct Gap<'c> {
    first: FileFacts<'c>,
    others: Vec<FileFacts<'c>>,
    /// Whether one of the issuer's name is listed.
    has_name: bool,
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut links = Links::default();
    let clients = client_certificates(context.now);
    for gateway in context.now.gateways() {
        let Some(list) = TrustList::of(gateway) else { continue };
        let listed = list.read(context, findings);
        // One that nobody can read may be the missing one.
        if listed.is_empty() || listed.len() != list.len() {
            continue;
        }
        let mut children = below(&listed);
        if let Some(paths) = clients.get(&*gateway.handle)
            && context.authenticates(&["pki"], findings) == Some(true)
        {
            let read = paths.iter().filter_map(|path| context.certificate(path, findings));
            children.extend(read);
        }
        for gap in gaps(&listed, children, &mut links) {
            report(&gap, findings);
        }
    }
}

/// Those of the list that somebody else has issued. What is no authority
/// does not belong there at all.
fn below<'c>(listed: &[Trusted<'c>]) -> Vec<FileFacts<'c>> {
    let issued =
        |it: &&Trusted<'_>| !it.facts.leaf.is_self_issued() && it.facts.leaf.ca != Some(false);
    listed.iter().filter(issued).map(|it| it.facts).collect()
}

/// One for each issuer that is missing.
fn gaps<'c>(
    listed: &[Trusted<'c>],
    children: Vec<FileFacts<'c>>,
    links: &mut Links<'c>,
) -> Vec<Gap<'c>> {
    let mut authorities = Authorities::default();
    if !children.is_empty() {
        listed.iter().for_each(|it| authorities.add(it.facts.path, it.facts.file));
    }
    let mut gaps: BTreeMap<String, Gap<'c>> = BTreeMap::new();
    for child in children {
        let issuers = authorities.issuers(child.leaf, links);
        if !issuers.iter().any(|(_, _, may_be)| *may_be) {
            gaps.entry(name_key(&child.leaf.issuer.attributes))
                .and_modify(|gap| gap.others.push(child))
                .or_insert(Gap { first: child, others: Vec::new(), has_name: !issuers.is_empty() });
        }
    }
    gaps.into_values().collect()
}

fn report(gap: &Gap<'_>, findings: &mut Findings<'_>) {
    let FileFacts { path, leaf, .. } = gap.first;
    let (name, issuer) =
        (quoted(&who(&leaf.subject.attributes)), quoted(&who(&leaf.issuer.attributes)));
    let what = match gap.has_name {
        true => "listed is another key of that name",
        false => "which is not listed",
    };
    let note = findings.add(path.span, format!("{name} is issued by {issuer}, {what}"));
    note.certificate(path, leaf, "its issuer is not listed");
    for other in &gap.others {
        note.label(File::Document, other.path.span, "so is this one");
    }
}
