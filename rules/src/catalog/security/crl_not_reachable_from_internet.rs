use std::collections::HashSet;

use crate::{
    certificate::{Certificate, who},
    facts::{Versions, pages::SECURITY},
    finding::File,
    model::Config,
    quote::quoted,
    rule::{Check, Context, FileFacts, Findings, TrustList, client_certificates},
};

rule! {
    /// With *Verify Client Certificate Revocation* the gateway looks up revocation lists, at the
    /// addresses that the certificates themselves name. Azure reaches none that lead into Active
    /// Directory or to a host that only the company knows, and then refuses the client. That the
    /// lists are published on the internet as well does not help, as long as the certificates do
    /// not say where.
    ///
    /// What is looked at are the client certificates of the gateway's connection points, which come
    /// from the same authority as those of clients, and the intermediate authorities that it lists.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// extended-key-usage = ["client authentication"]
    /// crl = ["ldap:///CN=Contoso%20Issuing%20CA,CN=CDP,DC=contoso,DC=com", "file://ca01/crl/issuing.crl"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// verify-client-certificate-revocation = true # warning: "internal"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = true
    /// ```
    ///
    /// ## An intermediate, by default
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// crl = ["ldap:///CN=Contoso%20Root%20CA,CN=CDP,DC=contoso,DC=com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus] # warning: "`Contoso Issuing CA`"
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
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// extended-key-usage = ["client authentication"]
    /// crl = ["ldap:///CN=Contoso%20Issuing%20CA,CN=CDP,DC=contoso,DC=com", "http://crl.contoso.com/issuing.crl"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// verify-client-certificate-revocation = true
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = true
    /// ```
    "crl-not-reachable-from-internet" {
        summary: "certificates of clients name revocation lists that Azure cannot reach",
        severities: [Warning],
        source: SECURITY.section("Publish the certificate revocation list"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let certificates = client_certificates(context.now);
    for gateway in context.now.gateways() {
        let verify = &gateway.verify_client_certificate_revocation;
        let (list, paths) = (TrustList::of(gateway), certificates.get(&*gateway.handle));
        findings.about(gateway);
        if verify.value() == Some(&false)
            || list.is_none() && paths.is_none()
            || context.authenticates(&["pki"], findings) != Some(true)
            || findings.stated(verify).is_none()
        {
            continue;
        }
        let listed = list.map(|it| it.read(context, findings)).unwrap_or_default();
        let mut found: Vec<FileFacts<'_>> =
            listed.iter().map(|it| it.facts).filter(|it| !it.leaf.is_self_issued()).collect();
        let paths = paths.into_iter().flatten();
        found.extend(paths.filter_map(|path| context.certificate(path, findings)));
        // Certificates of one authority name the same lists.
        let mut seen = HashSet::new();
        found.retain(|it| is_unreachable(it.leaf) && seen.insert(&it.leaf.crl_distribution_points));
        let Some(first) = found.first() else { continue };
        let name = quoted(&who(&first.leaf.subject.attributes));
        let span = verify.span().unwrap_or(gateway.header);
        let message = format!("the gateway checks revocation lists, that of {name} is internal");
        let note = findings.add(span, message);
        for it in found {
            let address = it.leaf.crl_distribution_points.iter().flatten().next();
            let text = format!("its list is at {}", quoted(address.map_or("", |it| it)));
            note.label(File::Document, it.path.span, text.clone());
            note.certificate(it.path, it.leaf, text);
        }
    }
}

/// Whether it names lists, and none on the internet.
fn is_unreachable(certificate: &Certificate) -> bool {
    let addresses = certificate.crl_distribution_points.as_deref().unwrap_or_default();
    !addresses.is_empty() && addresses.iter().all(|it| super::is_internal(it))
}
