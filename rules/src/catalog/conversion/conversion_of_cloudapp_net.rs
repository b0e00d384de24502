use crate::{
    facts::{Versions, azure::is_in_domain, pages::MODIFY},
    finding::File,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// The domain `cloudapp.net` belongs to Microsoft and to classic cloud services. A scale set gets its
    /// deployment name in another domain, and nobody but Microsoft could write the CNAME record that leads
    /// from the old name to it. So the wizard does not convert a gateway whose service name is there: get
    /// a certificate for a name in a domain of your own, deploy a new gateway with it, and delete the old
    /// one when all clients have learned of the new one.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net" # error: "cannot be converted"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net"
    /// deployment-model = "classic"
    ///
    /// [gateway.west]
    /// service-name = "stonebridge.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "conversion-of-cloudapp-net" {
        summary: "classic gateway with a name in `cloudapp.net` shall be converted",
        severities: [Error],
        source: MODIFY.section("Convert"),
        versions: Versions::since(2107),
        needs: [Baseline],
        silences: ["service-name-in-azure-domain", "service-name-in-cloudapp-net"],
        check: Check::Change(check),
    }
}

const DOMAIN: &str = "cloudapp.net";

fn check(change: &Change<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = change.new.host_name().filter(|it| is_in_domain(it, DOMAIN)) else { return };
    if !change.converts(findings) {
        return;
    }
    let domain = name.part(name.len() - DOMAIN.len()..name.len());
    let note = findings.add(domain, "a gateway named in `cloudapp.net` cannot be converted");
    note.label(File::Document, change.new.model_span(), "a scale set from here on");
    note.label(File::Baseline, change.old.model_span(), "deployed as a classic one");
}
