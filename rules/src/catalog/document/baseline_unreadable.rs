use crate::{
    facts::{Versions, pages::FORMAT},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The document names what it is to be compared with, and that cannot be read:
    /// the file is missing, is no CMG document, or the revision is unknown. Until
    /// then every rule about changes is skipped.
    ///
    /// ## Example
    ///
    /// ```unreadable
    /// no such file
    /// ```
    ///
    /// ```toml
    /// baseline = "contoso.deployed.cmg.toml" # error: "no such file"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// baseline = "contoso.deployed.cmg.toml"
    /// ```
    "baseline-unreadable" {
        summary: "the baseline that the document names cannot be read",
        severities: [Error],
        source: FORMAT.section("Top level"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if let (Some(reason), Some(baseline)) = (context.unreadable_baseline(), config.baseline.given())
    {
        let message = format!("cannot read the baseline {}: {reason}", quoted(baseline));
        findings.add(baseline.span, message);
    }
}
