use crate::{
    facts::{Versions, host, pages::CERTIFICATE},
    finding::Safety,
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The service name is the common name of the server authentication
    /// certificate, and what clients look up in the DNS: a full host name such
    /// as `granitefalls.contoso.com`, and not an address copied from a browser.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "https://granitefalls.contoso.com/" # error: "it has a scheme"
    /// region = "eastus"
    /// ```
    ///
    /// ## Without a domain
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls" # error: "it has no domain"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "service-name-not-fqdn" {
        summary: "service name is not a full host name",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::ANY,
        needs: [],
        silences: [
            "name-prefix-length",
            "name-prefix-start",
            "name-prefix-end",
            "name-prefix-consecutive-hyphens",
            "name-prefix-characters",
            "name-prefix-hyphen",
            "name-prefix-uppercase"
        ],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = gateway.service_name.given() else { return };
    let Some(flaw) = host::flaw(name) else { return };
    let message = format!("{} is not a full host name: it has {flaw}", quoted(name));
    let note = findings.add(name.span, message);
    let bare = name.split_once("://").map_or(&***name, |(_, rest)| rest);
    let bare = bare.trim().trim_end_matches(['.', '/']);
    if host::flaw(bare).is_none() {
        note.rewrite(Safety::Safe, name, bare);
    }
}
