use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// Without this key the document does not say enough to build what it describes: there
    /// is no default that could stand in for it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure] # error: "`format` is missing"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus] # error: "`region` is missing"
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// format = 1
    ///
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "missing-key" {
        summary: "a required key is absent",
        severities: [Error],
        source: FORMAT.section("Desired and deployed"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Reading(ProblemKind::MissingKey),
    }
}
