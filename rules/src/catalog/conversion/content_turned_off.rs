use crate::{
    catalog::features,
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway that serves content does so for everything that was distributed to it. When the option
    /// is turned off, deployments to internet clients no longer find their content there, pull
    /// distribution points lose their source, and task sequences stop in the middle. Remove the content
    /// on the *Content* tab and see to those that rely on it first.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// serve-content = true
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// serve-content = false # warning: "`Windows 11 upgrade` relies on it"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    ///
    /// [[task-sequence]]
    /// name = "Windows 11 upgrade"
    /// scenario = "in-place-upgrade"
    /// start = "software-center"
    /// download = "when-needed"
    /// allow-internet = true
    /// content-on-cmg = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// serve-content = true
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// serve-content = false
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    "content-turned-off" {
        summary: "deployed gateway stops to serve content that something relies on",
        severities: [Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, place)) = features::in_need_of_content(config) else { return };
    for change in context.changes() {
        let Some(off) = change.new.serve_content.given().filter(|it| !it.value) else { continue };
        findings.about(change.new);
        if findings.stated_before(&change.old.serve_content) == Some(&true) {
            let message = format!("content was served so far, {} relies on it", quoted(name));
            let note = findings.add(off.span, message);
            note.label(File::Document, place, "relies on content");
            let deployed = change.old.serve_content.span().unwrap_or(change.old.header);
            note.label(File::Baseline, deployed, "serves content");
        }
    }
}
