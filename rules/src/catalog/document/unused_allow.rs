use crate::{
    facts::{Versions, pages::FORMAT},
    rule::Check,
};

rule! {
    /// The comment accepts a finding that is not there (any more).
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// code = "CAS" # cmglint: allow(wrong-type) # warning: "accepts nothing"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = 7 # cmglint: allow(wrong-type)
    /// ```
    "unused-allow" {
        summary: "a comment accepts no finding",
        severities: [Warning],
        source: FORMAT.section("Comments that accept a finding"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Allows,
    }
}
