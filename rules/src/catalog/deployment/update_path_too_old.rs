use crate::{
    facts::{Versions, pages::NEW_2603, releases},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Each release is offered to sites of some releases before it only. On an
    /// older site the console does not list it, so the plan needs a stop at a
    /// release in between, with a service window and an update of the clients
    /// of its own.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// target-version = "2603" # warning: "`2409` and later, the site has `2309`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// target-version = "2503"
    /// ```
    "update-path-too-old" {
        summary: "site is too old for the update that is planned",
        severities: [Warning],
        source: NEW_2603.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((target, span)) = super::target_version(config) else { return };
    let Some(oldest) = releases::find(target).and_then(|release| release.update_from) else {
        return;
    };
    let Some(version) = context.version(findings) else { return };
    if version < oldest {
        let message =
            format!("`{target}` installs on `{oldest}` and later, the site has `{version}`");
        findings.add(span, message);
    }
}
