use std::collections::HashMap;

use crate::{
    facts::{Versions, host, pages::MODIFY},
    finding::File,
    model::{Config, Gateway, Named},
    rule::{Age, Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A gateway under a new service name takes a new certificate, issued for that name: the service name
    /// is its common name, and clients refuse a gateway whose certificate is for another one. Only a
    /// wildcard certificate that covers both names may stay.
    ///
    /// The rule speaks of a deployed gateway that gets another name, and of a new gateway with the
    /// certificate of one that the document no longer has.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "granitefalls.contoso.com"
    /// thumbprint = "3eaea23a4fa5f923d9688ad64cfc4461a528438b"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// thumbprint = "3eaea23a4fa5f923d9688ad64cfc4461a528438b"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "stonebridge.contoso.com"
    /// action = "redeploy"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # error: "of the old name"
    /// ```
    ///
    /// ## A new gateway
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "granitefalls.contoso.com"
    /// thumbprint = "3eaea23a4fa5f923d9688ad64cfc4461a528438b"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// thumbprint = "3eaea23a4fa5f923d9688ad64cfc4461a528438b"
    /// ```
    ///
    /// ```toml
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    ///
    /// [gateway.westus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # error: "of the old name"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "*.contoso.com"
    /// thumbprint = "50d4180a3450ab82548caa407b49617a3d0bf983"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=*.contoso.com,O=Contoso"
    /// thumbprint = "50d4180a3450ab82548caa407b49617a3d0bf983"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "stonebridge.contoso.com"
    /// action = "redeploy"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx"
    /// ```
    "new-name-with-old-certificate" {
        summary: "new service name with the certificate of the old one",
        severities: [Error],
        source: MODIFY.section("Replace a CMG with a new service name"),
        versions: Versions::ANY,
        needs: [Baseline, Certificate],
        silences: [
            "certificate-name-mismatch",
            "certificate-names-miss-service-name",
            "wildcard-does-not-cover"
        ],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for change in context.changes().filter(|it| is_renamed(it.old, it.new)) {
        findings.about(change.new);
        let Some(new) = context.server_certificate(change.new, findings) else { continue };
        let Some(old) = context.deployed_certificate(change.old, findings) else { continue };
        match (new.thumbprint(), old.thumbprint()) {
            (Some(new), Some(old)) if new != old => {}
            (Some(_), Some(_)) => compare(&new, &old, findings),
            _ => {
                findings.stated_before(&old.table.thumbprint);
            }
        }
    }
    let mut new = config.gateways().iter().filter(|it| context.age(it) == Age::New).peekable();
    if new.peek().is_none() {
        return;
    }
    let removed = context.removed().filter_map(|old| {
        findings.about(old);
        let certificate = context.deployed_certificate(old, findings)?;
        Some((certificate.thumbprint()?, certificate))
    });
    let removed: HashMap<String, ServerCertificate<'_>> = removed.collect();
    for gateway in new.filter(|_| !removed.is_empty()) {
        findings.about(gateway);
        let Some(new) = context.server_certificate(gateway, findings) else { continue };
        if let Some(old) = new.thumbprint().and_then(|it| removed.get(&it)) {
            compare(&new, old, findings);
        }
    }
}

fn is_renamed(old: &Named<Gateway>, new: &Named<Gateway>) -> bool {
    match (old.service_name.value(), new.host_name()) {
        (Some(old), Some(new)) => !host::same(old, new),
        _ => false,
    }
}

/// Of one certificate under two names.
fn compare(new: &ServerCertificate<'_>, old: &ServerCertificate<'_>, findings: &mut Findings<'_>) {
    let Some(service_name) = new.gateway.host_name() else { return };
    let Some(names) = new.dns_names(findings) else { return };
    let mut names = names.value.into_iter().chain(new.common_name_if_known());
    if names.any(|name| host::covers(name, service_name)) {
        return;
    }
    let Some(file) = new.file(findings) else { return };
    let note = findings.add(file.path.span, "the certificate is that of the old name");
    note.label(File::Document, service_name.span, "the new name");
    let table = old.table;
    let place = table.thumbprint.span().or(table.file.span()).unwrap_or(table.header);
    note.label(File::Baseline, place, "deployed with the same certificate");
}
