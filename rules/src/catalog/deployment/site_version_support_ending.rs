use jiff::ToSpan;

use crate::{
    facts::{Versions, pages::UPDATES},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Microsoft supports a release for 18 months. With that day in sight it is
    /// time to plan the update, which takes a service window at each site, and
    /// new versions of the clients behind the gateway as well.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2509" # info: "ends on 2027-05-12"
    /// ```
    ///
    /// ```today
    /// 2027-03-01
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
    /// 2027-03-01
    /// ```
    "site-version-support-ending" {
        summary: "support of the site's version ends soon",
        severities: [Info],
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
    let soon = today.saturating_add(i64::from(context.windows().support_days).days());
    if (today..=soon).contains(&end) {
        findings.add(span, format!("support of `{}` ends on {end}", release.version));
    }
}
