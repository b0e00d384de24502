use crate::{
    facts::{Version, Versions, pages::NEW_2403},
    finding::Severity,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Version 2103 deprecates sites that let clients talk plain HTTP, and 2403 no longer
    /// supports them: the prerequisite check stops the upgrade until the site is HTTPS only or
    /// has enhanced HTTP.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// target-version = "2509"
    /// client-communication = "https-or-http" # error: "2403"
    /// ```
    ///
    /// ## Before 2403
    ///
    /// ```toml
    /// [site]
    /// version = "2211"
    /// client-communication = "https-or-http" # warning: "from 2403 on"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2509"
    /// client-communication = "enhanced-http"
    /// ```
    "site-http-unsupported" {
        summary: "site allows plain HTTP, which is deprecated and then unsupported",
        severities: [Error, Warning],
        source: NEW_2403.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

const DEPRECATED: Version = Version(2103);
const REMOVED: Version = Version(2403);

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(site) = config.site.value() else { return };
    let mode = site.client_communication.given();
    let Some(mode) = mode.filter(|it| it.value == "https-or-http") else { return };
    let target = site.target_version.value().and_then(|it| Version::parse(it));
    let version = match target {
        Some(target) if target >= REMOVED => Some(target),
        _ => context.version(findings),
    };
    if let Some(version) = version.filter(|it| *it >= DEPRECATED) {
        findings
            .add(mode.span, "clients over plain HTTP are not supported from 2403 on")
            .severity(if version < REMOVED { Severity::Warning } else { Severity::Error });
    }
}
