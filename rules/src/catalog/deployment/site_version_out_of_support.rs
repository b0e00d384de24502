use jiff::ToSpan;

use crate::{
    facts::{Versions, pages::UPDATES},
    finding::Severity,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Microsoft supports a release for 18 months. After that there are no
    /// security fixes and no help with a gateway that fails, except for the
    /// update to a release in support. A site that is more than a year late
    /// often needs two updates, as each release can only be installed on some
    /// of those before it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2503" # warning: "ended on 2026-09-30"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ## More than a year ago
    ///
    /// ```toml
    /// [site]
    /// version = "2403" # error: "ended on 2025-10-22"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    "site-version-out-of-support" {
        summary: "version of the site is out of support",
        severities: [Warning, Error],
        source: UPDATES.section("Version details"),
        versions: Versions::ANY,
        needs: [Today],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some((release, span)), Some(today)) = (super::release_of_site(config), context.today())
    else {
        return;
    };
    let end = release.support_ends;
    if end < today {
        let late = end.saturating_add(12.months()) < today;
        findings
            .add(span, format!("support of `{}` ended on {end}", release.version))
            .severity(if late { Severity::Error } else { Severity::Warning });
    }
}
