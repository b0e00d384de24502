use crate::{
    facts::{Versions, azure::domain_of, host, pages::CERTIFICATE},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Nobody chooses the deployment name: Azure makes it from the first label
    /// of the service name, for a scale set the region, and the domain of the
    /// deployment model. It is what the CNAME record leads to and what firewalls
    /// let through, so a wrong one written down gets copied to places where it
    /// keeps clients out. In Azure US Government each of the three forms that
    /// Microsoft's pages give is right.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.westus.cloudapp.azure.com" # error: "the region `westus`"
    /// region = "eastus"
    /// ```
    ///
    /// ## The domain of classic gateways
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.cloudapp.net" # error: "the domain `cloudapp.net`"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    "deployment-name-mismatch" {
        summary: "deployment name is not the one that follows from the rest",
        severities: [Error],
        source: CERTIFICATE.section("Create a DNS CNAME alias"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(written) = gateway.deployment_name.given() else { return };
    let Some(names) = context.deployment_names(gateway, findings) else { return };
    if context.agrees(gateway, written, &names) {
        return;
    }
    let domain = domain_of(written);
    let near = names.iter().find(|name| domain_of(name) == domain).or(names.first());
    let Some(difference) = near.and_then(|name| difference(written, name)) else { return };
    let note = findings.add(written.span, format!("the deployment name has {difference}"));
    context.correct(note, written, &names);
}

/// What one name has and the other has not; regions compare only within a domain.
fn difference(written: &str, wanted: &str) -> Option<String> {
    let ((is, wanted), part) = parts(written)
        .into_iter()
        .zip(parts(wanted))
        .zip(["prefix", "domain", "region"])
        .find(|((is, wanted), _)| !is.eq_ignore_ascii_case(wanted))?;
    let is = match is {
        "" => format!("no {part}"),
        is => format!("the {part} {}", quoted(is)),
    };
    let wanted = match wanted {
        "" => "none".to_owned(),
        wanted => quoted(wanted),
    };
    Some(format!("{is}, expected {wanted}"))
}

/// Prefix, domain and what stands between them: the region.
fn parts(name: &str) -> [&str; 3] {
    let name = host::relative(name);
    let domain = match domain_of(name) {
        Some((domain, _)) => domain.len(),
        None => name.split_once('.').map_or(0, |(_, domain)| domain.len()),
    };
    let (before, domain) = name.split_at(name.len() - domain);
    let before = before.strip_suffix('.').unwrap_or(before);
    let (prefix, region) = before.split_once('.').unwrap_or((before, ""));
    [prefix, domain, region]
}
