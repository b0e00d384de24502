use crate::{
    facts::{Versions, pages::OLD_CERTIFICATES},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Version 2002 is the first whose site issues tokens to clients. An older site has none to
    /// give, so clients that rely on one stay outside.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "1910"
    ///
    /// [clients]
    /// authentication = ["pki", "token"] # error: "2002"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "1910"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    "token-needs-2002" {
        summary: "token authentication on a site that issues no tokens",
        severities: [Error],
        source: OLD_CERTIFICATES.whole(),
        versions: Versions::until(2002),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let methods = super::methods(config, findings);
    for method in methods.into_iter().flat_map(|it| it.each()).filter(|it| it.value == "token") {
        findings.add(method.span, "a site issues tokens from version 2002 on");
    }
}
