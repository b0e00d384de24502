use crate::{
    facts::{Versions, pages::PLAN},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients and the connection point talk to a gateway over HTTPS, so it cannot be created
    /// without a server authentication certificate. The wizard asks for the PFX file first of
    /// all, and takes the service name from it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # error: "no server authentication certificate"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// password = { env = "CMG_PFX_PASSWORD" }
    /// ```
    "certificate-missing" {
        summary: "gateway has no server authentication certificate",
        severities: [Error],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(certificate) = gateway.certificate.value() else { return };
    let is_absent = matches!(certificate.file, Field::Absent(_)) && !certificate.states_facts();
    if context.is_desired() && is_absent {
        findings.add(certificate.header, "the gateway has no server authentication certificate");
    }
}
