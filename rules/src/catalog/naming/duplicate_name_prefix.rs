use std::collections::{HashMap, hash_map::Entry};

use crate::{
    facts::{Versions, pages::CERTIFICATE},
    finding::File,
    model::{Config, Field},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Key vault and storage account of a gateway are named after the first
    /// label of its service name, and have that name alone in the whole Azure
    /// cloud. Another domain or another region makes no difference: the second
    /// gateway fails to be provisioned.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westeurope]
    /// service-name = "granitefalls.contoso.eu" # error: "gateway `eastus`"
    /// region = "westeurope"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westeurope]
    /// service-name = "granitefallseu.contoso.eu"
    /// region = "westeurope"
    /// ```
    "duplicate-name-prefix" {
        summary: "service names of two gateways have the same first label",
        severities: [Error],
        source: CERTIFICATE.section("Globally unique name"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first = HashMap::new();
    for gateway in config.gateways() {
        let Some(name) = gateway.host_name() else { continue };
        let Some((prefix, _)) = name.split_once('.') else { continue };
        if let Field::Wrong(_) = gateway.environment {
            continue;
        }
        // Gateways share that of `[azure]`, even where nobody says which it is.
        let environment = context.environment(gateway).and_then(Field::value).map(|word| word.0);
        let span = name.part(0..prefix.len());
        match first.entry((environment, prefix.to_ascii_lowercase())) {
            Entry::Vacant(free) => {
                free.insert((&gateway.handle, span));
            }
            Entry::Occupied(taken) => {
                let (handle, first) = *taken.get();
                let handle = quoted(handle);
                let message =
                    format!("the service name of gateway {handle} has the same first label");
                findings.add(span, message).label(File::Document, first, "first here");
            }
        }
    }
}
