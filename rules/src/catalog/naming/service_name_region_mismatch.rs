use crate::{
    facts::{Versions, pages::CERTIFICATE, regions},
    finding::File,
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure makes the name of a scale set from the region that it runs in. A
    /// service name with another region leads nowhere, or to a stranger's
    /// service, and without a domain of your own no CNAME record can mend it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.westus.cloudapp.azure.com" # error: "the region `westus`"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "service-name-region-mismatch" {
        summary: "service name has another region than the gateway",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::since(2010),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    if !matches!(super::azure_domain(gateway), Some(("cloudapp.azure.com", _))) {
        return;
    }
    // Of the labels behind the prefix three are those of the domain.
    let mut labels = name.split('.').skip(1);
    let (Some(label), 3) = (labels.next(), labels.count()) else { return };
    let Some(stated) = findings.stated(&gateway.region) else { return };
    let Some(region) = regions::find(stated) else { return };
    if !label.eq_ignore_ascii_case(region.name) {
        let span = name.part(prefix.len() + 1..prefix.len() + 1 + label.len());
        let (label, region) = (quoted(label), quoted(region.name));
        let message = format!("the service name has the region {label}, the gateway {region}");
        let note = findings.add(span, message);
        if let Some(span) = gateway.region.span() {
            note.label(File::Document, span, "the region of the gateway");
        }
    }
}
