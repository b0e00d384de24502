use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    quote::quoted,
    rule::{Check, Context, Findings, Renewal},
};

rule! {
    /// With a renewed certificate a gateway keeps its common name, letter for letter: the wizard
    /// compares with case and refuses `GRANITEFALLS.CONTOSO.COM` where `granitefalls.contoso.com`
    /// is deployed. A change between a wildcard and the name of a host is a change as well. Another
    /// name is another gateway, which is deployed beside the old one.
    ///
    /// A gateway that states `action = "redeploy"`, or another service name than the deployed one,
    /// is not judged: its certificate is no renewal.
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
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=GRANITEFALLS.CONTOSO.COM,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # error: "in upper and lower case"
    /// ```
    ///
    /// ## A wildcard
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// common-name = "*.contoso.com"
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
    /// file = "certs/granitefalls-2027.pfx" # error: "that of the deployed certificate is `*.contoso.com`"
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
    "renewal-name-changed" {
        summary: "a renewed certificate has another common name than the deployed one",
        severities: [Error],
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
    let (Some(new), Some(old)) =
        (renewal.new.common_name(findings), renewal.old.common_name(findings))
    else {
        return;
    };
    // Without a common name it is no certificate for the service name either.
    let (Some(name), Some(deployed)) = (new.value, old.value) else { return };
    if name == deployed {
        return;
    }
    let message = if name.to_lowercase() == deployed.to_lowercase() {
        let (name, deployed) = (quoted(name), quoted(deployed));
        format!("the common name {name} differs from {deployed} in upper and lower case")
    } else {
        let (name, deployed) = (quoted(name), quoted(deployed));
        format!("the common name is {name}, that of the deployed certificate is {deployed}")
    };
    let note = findings.add(new.span, message);
    note.label(File::Baseline, old.span, format!("deployed with {}", quoted(deployed)));
    super::point(note, renewal.new, "another common name");
}
