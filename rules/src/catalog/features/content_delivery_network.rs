use crate::{
    facts::{Versions, pages::FAQ},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients fetch content from the storage account of the gateway itself, with
    /// an access token of their own. A content delivery network in front of it is
    /// not supported: what it caches, no client asks for.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [features]
    /// content-delivery-network = true # error: "not supported in front of a gateway"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [features]
    /// content-delivery-network = false
    /// ```
    "content-delivery-network" {
        summary: "content delivery network stands in front of a gateway",
        severities: [Error],
        source: FAQ.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let features = config.features.value();
    let network = features.and_then(|it| it.content_delivery_network.given());
    if let Some(network) = network.filter(|it| it.value) {
        findings
            .add(network.span, "a content delivery network is not supported in front of a gateway");
    }
}
