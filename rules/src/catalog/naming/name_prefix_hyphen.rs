use crate::{
    facts::{Versions, pages::CERTIFICATE},
    finding::{Safety, Severity},
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// The storage account of a gateway is named after the first label of the
    /// service name, and storage accounts have lower-case letters and digits
    /// only. A key vault and the DNS take a hyphen, so nothing warns before the
    /// deployment; then a gateway that serves content fails to be provisioned,
    /// and a certificate has been issued for a name that cannot be used.
    ///
    /// ## Example
    ///
    /// Without a baseline nobody knows whether Azure has taken the name already.
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite-falls.contoso.com" # warning: "has a hyphen"
    /// region = "eastus"
    /// ```
    ///
    /// ## A new gateway that serves content
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite-falls.contoso.com" # error: "has a hyphen"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml before
    /// [gateway.westus]
    /// service-name = "fourthcoffee.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ## A new gateway without content
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite-falls.contoso.com" # warning: "has a hyphen"
    /// region = "eastus"
    /// serve-content = false
    /// ```
    ///
    /// ```toml before
    /// [gateway.westus]
    /// service-name = "fourthcoffee.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ## A gateway that runs already
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granite-falls.contoso.com" # info: "has a hyphen"
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
    "name-prefix-hyphen" {
        summary: "first label of the service name has a hyphen",
        severities: [Error, Warning, Info],
        source: CERTIFICATE.section("Content-enabled CMG storage account"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    // A hyphen at an end, or beside another one, breaks a stricter rule.
    if !prefix.trim_matches('-').contains('-') || prefix.contains("--") {
        return;
    }
    let age = context.age(gateway);
    let severity = match (age, gateway.serve_content.value()) {
        (Age::New, Some(true)) => Severity::Error,
        (Age::New | Age::Unknown, _) => Severity::Warning,
        (Age::Existing, _) => Severity::Info,
    };
    let message = "the first label of the service name has a hyphen, which storage accounts refuse";
    let note = findings.add(name.part(0..prefix.len()), message).severity(severity);
    if age != Age::Existing && !gateway.certificate.is_written() {
        note.rewrite(Safety::Unsafe, name, &super::renamed(name, &prefix.replace('-', "")));
    }
}
