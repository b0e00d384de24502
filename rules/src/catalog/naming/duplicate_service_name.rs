use std::collections::{HashMap, hash_map::Entry};

use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients know a gateway by its service name alone, and Azure gives the
    /// name that follows from it to one service only. A gateway can take over
    /// the name of another, but only after that one has been deleted.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "granitefalls.contoso.com" # error: "gateway `eastus`"
    /// region = "westus"
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
    /// service-name = "fourthcoffee.contoso.com"
    /// region = "westus"
    /// ```
    "duplicate-service-name" {
        summary: "two gateways have the same service name",
        severities: [Error],
        source: MODIFY.section("Replace a CMG and reuse the same service name"),
        versions: Versions::ANY,
        needs: [],
        silences: ["duplicate-name-prefix"],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first = HashMap::new();
    for gateway in config.gateways() {
        let Some(name) = gateway.host_name() else { continue };
        match first.entry(name.to_ascii_lowercase()) {
            Entry::Vacant(free) => {
                free.insert((&gateway.handle, name.span));
            }
            Entry::Occupied(taken) => {
                let (handle, span) = *taken.get();
                let message = format!("gateway {} has this service name as well", quoted(handle));
                findings.add(name.span, message).label(File::Document, span, "first here");
            }
        }
    }
}
