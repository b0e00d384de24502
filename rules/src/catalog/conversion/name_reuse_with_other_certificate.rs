use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    rule::{Check, Context, Findings, Renewal},
};

rule! {
    /// A gateway that is deployed anew under its old service name takes the certificate that it had:
    /// that is how the procedure of Microsoft goes, so that clients find what they know. Another
    /// certificate at the same time makes two changes of one, and when clients stay away nobody can tell
    /// which of them it was. Renew the certificate before or after.
    ///
    /// Where nothing but the certificate takes the redeployment, or its organization changes, it is the
    /// reason for it and no finding.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "granitefalls.contoso.com"
    /// organization = "Contoso"
    /// thumbprint = "0b2d3f1c5e7a9b8d6c4e2f0a1b3c5d7e9f8a6b4c"
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
    /// region = "westus"
    /// action = "redeploy"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # warning: "another certificate"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "granitefalls.contoso.com"
    /// organization = "Contoso"
    /// thumbprint = "0b2d3f1c5e7a9b8d6c4e2f0a1b3c5d7e9f8a6b4c"
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
    /// region = "westus"
    /// action = "redeploy"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx"
    /// ```
    "name-reuse-with-other-certificate" {
        summary: "replaced gateway gets another certificate under its old name",
        severities: [Warning],
        source: MODIFY.section("Replace a CMG and reuse the same service name"),
        versions: Versions::ANY,
        needs: [Baseline, Certificate],
        check: Check::Renewal(check),
    }
}

fn check(renewal: &Renewal<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(before) = context.before() else { return };
    let change = renewal.change();
    if !change.replaces(context.now, before) || !change.needs_redeployment(context.now, before) {
        return;
    }
    let (Some(new), Some(old)) = (renewal.new.thumbprint(), renewal.old.thumbprint()) else {
        findings.stated_before(&renewal.old.table.thumbprint);
        return;
    };
    if new == old {
        return;
    }
    let (Some(new), Some(old)) =
        (renewal.new.organizations(findings), renewal.old.organizations(findings))
    else {
        return;
    };
    if new.value == old.value {
        let message = "the gateway is replaced under its name with another certificate";
        let note = findings.add(new.span, message);
        let place = renewal.old.table.thumbprint.span().unwrap_or(old.span);
        note.label(File::Baseline, place, "deployed with this certificate");
    }
}
