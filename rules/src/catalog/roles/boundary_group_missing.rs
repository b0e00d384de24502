use std::collections::HashSet;

use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::Config,
    quote::{quoted, toml_string},
    rule::{Check, Context, Findings, References, addition},
};

rule! {
    /// Clients on the internet find every gateway. Those inside, in a branch
    /// office or on a VPN, use only the gateways of their boundary group, so a
    /// gateway that is in none of them takes no load off the expensive lines. That
    /// may well be intended: then accept it with a comment.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus] # info: "no boundary group has `westus`"
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[boundary-group]]
    /// name = "VPN"
    /// gateways = ["eastus"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[boundary-group]]
    /// name = "VPN"
    /// gateways = ["eastus", "westus"]
    /// ```
    "boundary-group-missing" {
        summary: "gateway that is in no boundary group",
        severities: [Info],
        source: SETUP.section("Configure boundary groups"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let groups: Vec<_> = config.boundary_groups.each().map(|it| &it.gateways).collect();
    let is_understood = config.boundary_groups.is_understood();
    if groups.is_empty() || !is_understood || !groups.iter().all(|it| it.is_understood()) {
        return;
    }
    let references = References::of(config, context);
    let written = || groups.iter().flat_map(|it| it.each());
    if written().any(|it| references.may_mean_any(it)) {
        return;
    }
    let named: HashSet<&str> = written().filter_map(|it| references.handle(it)).collect();
    for gateway in config.gateways().iter().filter(|it| !named.contains(&*it.handle)) {
        if let Some(unstated) = groups.iter().find(|it| !it.is_written()) {
            findings.stated(unstated);
            return;
        }
        let handle = quoted(&gateway.handle);
        let note = findings.add(gateway.header, format!("no boundary group has {handle}"));
        if let [group] = groups.as_slice()
            && let Some(list) = group.given()
        {
            let edit = addition(list, &[toml_string(&gateway.handle)]);
            note.fix_all(Safety::Unsafe, format!("Add {handle} to it"), vec![edit]);
        }
    }
}
