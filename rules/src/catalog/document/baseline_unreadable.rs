use crate::{
    facts::{Versions, pages::FORMAT},
    inputs::NamedBy,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
    span::Span,
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
    let Some((reason, by)) = context.unreadable_baseline() else { return };
    match (by, config.baseline.given()) {
        (NamedBy::Document, Some(baseline)) => {
            let message = format!("cannot read the baseline {}: {reason}", quoted(baseline));
            findings.add(baseline.span, message);
        }
        (NamedBy::Settings, _) => {
            let message = format!("cannot read the baseline that the settings name: {reason}");
            findings.add(Span::default(), message);
        }
        // What an argument names is an error of the run.
        (NamedBy::CommandLine | NamedBy::Document, _) => {}
    }
}
