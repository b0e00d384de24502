use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The format has no such key. Names of cmdlet parameters, of WMI properties and of
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
        source: FORMAT.section("The CMG document"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Reading(ProblemKind::UnknownKey),
    }
}
