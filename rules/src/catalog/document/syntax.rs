use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The line is not TOML, so nobody can tell what it says, and no tool that reads the
    /// document will. Everything around the mistake is checked all the same.
    ///
    /// A conflict that a merge has left is one finding, and its first side is checked.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// code # error: "key with no value"
    /// version = "2603"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    /// version = "2603"
    /// ```
    "syntax" {
        summary: "text is not TOML",
        severities: [Error],
        source: FORMAT.section("The CMG document"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Reading(ProblemKind::Syntax),
    }
}
