use crate::{
    facts::{Versions, pages::MODIFY},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// TLS 1.0 and 1.1 are broken and out of use, and a gateway stands open to the
    /// whole internet. Enforcing TLS 1.2 is the default since version 1906. Turn it
    /// off only for clients that cannot speak it, and for as long as there are some.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// enforce-tls-1-2 = false # warning: "older versions of TLS"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "tls-1-2-not-enforced" {
        summary: "gateway accepts older versions of TLS than 1.2",
        severities: [Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::since(1906),
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(enforce) = gateway.enforce_tls_1_2.given().filter(|enforce| !enforce.value) {
        findings.add(enforce.span, "the gateway accepts older versions of TLS than 1.2").fix(
            Safety::Unsafe,
            "Enforce TLS 1.2",
            enforce.span,
            "true",
        );
    }
}
