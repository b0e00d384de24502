use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The format has no such key, so what is written here has no effect, and the setting
    /// that was meant keeps its default. Names of cmdlet parameters, of WMI properties and of
    /// the console are known, and lead to the key that is meant.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// SiteCode = "CAS" # error: "did you mean `code`?"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    /// ```
    "unknown-key" {
        summary: "key is not in the format",
        severities: [Error],
        source: FORMAT.section("Keys"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Reading(ProblemKind::UnknownKey),
    }
}
