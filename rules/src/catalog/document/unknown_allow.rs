use crate::{
    facts::{Versions, pages::FORMAT},
    rule::Check,
};

rule! {
    /// The comment is meant to accept a finding, and names neither a rule nor a
    /// family of rules, so that it accepts nothing.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// code = 7 # cmglint: allow(wrong-tipe) # warning: "did you mean `wrong-type`?"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = 7 # cmglint: allow(wrong-type)
    /// ```
    "unknown-allow" {
        summary: "a comment accepts findings of a rule that does not exist",
        severities: [Warning],
        source: FORMAT.section("Comments that accept a finding"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Allows,
    }
}
