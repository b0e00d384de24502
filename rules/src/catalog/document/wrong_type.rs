use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The key takes a value of another type.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = 2603 # error: "is an integer, not a string"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    /// ```
    "wrong-type" {
        summary: "value has another type than the key takes",
        severities: [Error],
        source: FORMAT.section("The CMG document"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Reading(ProblemKind::WrongType),
    }
}
