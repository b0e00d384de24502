use crate::{
    facts::{Versions, pages::UPDATES, releases},
    model::{Config, Field},
    quote::toml_string,
    rule::{Check, Context, Findings},
};

rule! {
    /// What a gateway may be depends on the version of the top-level site, from
    /// its deployment model to the hotfixes that it needs. As long as the
    /// document does not state the version, all rules that hold for some
    /// releases only are skipped, and a mistake may go unnoticed. The console
    /// shows the version under *About Configuration Manager*.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site] # warning: "`version` is not stated"
    /// code = "P01"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ## There is no table for the site
    ///
    /// ```toml
    /// format = 1 # warning: "`version` is not stated"
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
    /// code = "P01"
    /// version = "2603"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    "site-version-missing" {
        summary: "version of the site is not stated",
        severities: [Warning],
        source: UPDATES.section("Version details"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(site) = config.site.value() else { return };
    if !matches!(site.version, Field::Absent(_)) || !context.is_desired() {
        return;
    }
    let message = "`version` is not stated, so rules that hold for some releases are skipped";
    let note = findings.add(site.header, message);
    if let Some(release) = context.today_if_known().and_then(releases::newest_supported) {
        note.insert(site.room, "site", "version", &toml_string(&release.version.to_string()));
    }
}
