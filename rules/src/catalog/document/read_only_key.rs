use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// Azure and the certificate decide what this key says, so only a document
    /// that records what is deployed can state it. In a desired document it has
    /// no effect.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// status = "ready" # warning: "`status` is for deployed documents only"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// status = "ready"
    /// ```
    "read-only-key" {
        summary: "a fact of the deployed gateway stands in a desired document",
        severities: [Warning],
        source: FORMAT.section("Desired and deployed"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Reading(ProblemKind::ReadOnlyKey),
    }
}
