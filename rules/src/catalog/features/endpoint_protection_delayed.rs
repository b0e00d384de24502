use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Before version 2006 a client applies a new endpoint protection policy only
    /// once it sees Active Directory again. A device that stays on the internet
    /// keeps its old antimalware settings until then.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2002
    /// ```
    ///
    /// ```toml
    /// [features]
    /// use = ["endpoint-protection"] # warning: "waits for Active Directory"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [features]
    /// use = ["endpoint-protection"]
    /// ```
    "endpoint-protection-delayed" {
        summary: "policy of endpoint protection comes late to internet clients",
        severities: [Warning],
        source: SUPPORTED.whole(),
        versions: Versions::until(2006),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for used in super::used(config).filter(|used| used.word == "endpoint-protection") {
        findings.add(
            used.span,
            "before 2006 the policy of endpoint protection waits for Active Directory",
        );
    }
}
