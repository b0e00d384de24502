use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The key takes one of a few words, and this is none of them, so nobody knows what is
    /// meant. Where only the spelling differs (case, spaces, hyphens), the value is understood,
    /// and the finding is mere advice.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureGermanCloud" # error: "is none of"
    ///
    /// [gateway.eastus]
    /// vm-size = "A4_v3" # error: "did you mean `Standard_A4_v2`?"
    /// ```
    ///
    /// ## Spelling
    ///
    /// ```toml
    /// [azure]
    /// environment = "azure public cloud" # info: "is spelled `AzurePublicCloud`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzurePublicCloud"
    ///
    /// [gateway.eastus]
    /// vm-size = "Standard_A4_v2"
    /// ```
    "unknown-value" {
        summary: "value is not one of those that the key takes",
        severities: [Error, Info],
        source: FORMAT.section("Keys"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Reading(ProblemKind::UnknownValue),
    }
}
