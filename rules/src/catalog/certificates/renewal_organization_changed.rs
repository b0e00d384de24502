use crate::{
    facts::{Versions, pages::MODIFY},
    finding::{File, Severity},
    quote::listed,
    rule::{Check, Context, Findings, Renewal},
};

rule! {
    /// The console takes a renewed certificate as long as its common name stays, and the gateway
    /// may reject it all the same: Microsoft names the organization as a change for which it has to
    /// be deployed anew. Until then clients do not reach it.
    ///
    /// Public providers leave the organization out of certificates that validate the domain only,
    /// and put it into others: then the product that was ordered is the difference.
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
    /// organization = "Contoso"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso Ltd"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # error: "the organization is `Contoso Ltd`"
    /// ```
    ///
    /// ## Left out
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "granitefalls.contoso.com"
    /// organization = "Contoso"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # warning: "no organization"
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
    /// common-name = "granitefalls.contoso.com"
    /// organization = "Contoso"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx"
    /// ```
    "renewal-organization-changed" {
        summary: "a renewed certificate names another organization than the deployed one",
        severities: [Error, Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Baseline, Certificate],
        check: Check::Renewal(check),
    }
}

fn check(renewal: &Renewal<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if !renewal.is_one() {
        return;
    }
    let (Some(mut new), Some(mut old)) =
        (renewal.new.organizations(findings), renewal.old.organizations(findings))
    else {
        return;
    };
    // Written as nothing, there is none.
    new.value.retain(|it| !it.is_empty());
    old.value.retain(|it| !it.is_empty());
    if new.value == old.value {
        return;
    }
    let (name, deployed) = (listed(new.value.clone(), "and"), listed(old.value.clone(), "and"));
    let (severity, message, was) = if old.value.is_empty() {
        let message = format!("the organization is {name}, the deployed certificate has none");
        (Severity::Warning, message, "deployed without an organization".to_owned())
    } else if new.value.is_empty() {
        let message = format!("the certificate has no organization, deployed is {deployed}");
        (Severity::Warning, message, format!("deployed with {deployed}"))
    } else {
        let message =
            format!("the organization is {name}, that of the deployed certificate is {deployed}");
        (Severity::Error, message, format!("deployed with {deployed}"))
    };
    let note = findings.add(new.span, message).severity(severity);
    note.label(File::Baseline, old.span, was);
    super::point(note, renewal.new, "another organization");
}
