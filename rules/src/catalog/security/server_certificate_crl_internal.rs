use crate::{
    facts::{Versions, pages::COMMUNICATION_ERRORS},
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A client on the internet cannot read a revocation list in Active Directory, on a share, or on a
    /// server that only the company's own DNS knows. As long as every address in the certificate of the
    /// gateway is like that, clients that check it refuse the gateway, and clients are installed over
    /// the internet with `/NoCRLCheck` only. Either publish the list on a public web server, which is
    /// the better way, or turn off the site's option that clients check the CRL for site systems.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// crl = ["ldap:///CN=Contoso%20Issuing%20CA,CN=CDP,DC=contoso,DC=com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "on the internet"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// crl = ["ldap:///CN=Contoso%20Issuing%20CA,CN=CDP,DC=contoso,DC=com", "http://crl.contoso.com/issuing.crl"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "server-certificate-crl-internal" {
        summary: "clients on the internet cannot check the certificate of a gateway",
        severities: [Warning],
        source: COMMUNICATION_ERRORS.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if it.table.issued_by.value().is_some_and(|it| *it == "public-provider") {
        return;
    }
    let Some(file) = it.file(findings) else { return };
    let addresses = file.leaf.crl_distribution_points.as_deref().unwrap_or_default();
    let Some(first) = addresses.first() else { return };
    if addresses.iter().all(|it| super::is_internal(it)) {
        let message = format!("its revocation list is not on the internet: {}", quoted(first));
        let note = findings.add(file.path.span, message);
        note.certificate(file.path, file.leaf, "its revocation list is internal");
    }
}
