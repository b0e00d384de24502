use crate::{
    facts::{Versions, pages::FORMAT},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// The key takes a value of another type, so what is written has no effect: a version is
    /// a string and not a number, a count is a number and not a string. Where the value
    /// converts without loss, the fix writes it right.
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
        source: FORMAT.section("Keys"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Reading(ProblemKind::WrongType),
    }
}
