use crate::{
    facts::{Versions, pages::TASK_SEQUENCES},
    finding::Safety,
    model::{Config, Field, TaskSequence},
    rule::{Check, Context, Findings},
    span::Span,
};

rule! {
    /// Bootable media that reach the site over a gateway need a bit more care than
    /// those of the intranet. They are site-based and name the gateway; a password
    /// protects them, as they leave the building; Windows PE has no wireless network
    /// and cannot join a domain that it does not see; and the content is too much to
    /// fetch it all before the disk is formatted. Whoever misses one of these learns
    /// of it from a user with an empty disk, far away.
    ///
    /// Two client settings they need like every other client:
    /// `gateway-client-setting-off` and `distribution-point-client-setting-off` tell
    /// where one is off.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Reimage a laptop"
    /// scenario = "boot-image"
    /// start = "bootable-media"
    /// download = "all-first" # warning: "when it is needed"
    /// media = { gateway = "eastus", site-based = true, password-protected = true, workgroup = true, wired = true }
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Media
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Reimage a laptop"
    /// scenario = "boot-image"
    /// start = "bootable-media"
    ///
    /// [task-sequence.media]
    /// site-based = false # warning: "site-based"
    /// password-protected = false # warning: "password"
    /// workgroup = false # warning: "workgroup"
    /// wired = false # warning: "wired network"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// use-cmg = true
    /// use-cloud-distribution-point = true
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[task-sequence]]
    /// name = "Reimage a laptop"
    /// scenario = "boot-image"
    /// start = "bootable-media"
    /// download = "when-needed"
    /// allow-internet = true
    ///
    /// [task-sequence.media]
    /// gateway = "eastus"
    /// site-based = true
    /// password-protected = true
    /// workgroup = true
    /// wired = true
    /// ```
    "boot-media-requirements" {
        summary: "bootable media lack something they need over a gateway",
        severities: [Warning],
        source: TASK_SEQUENCES.section("Prerequisites for boot media via CMG"),
        versions: Versions::since(2010),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let is_over_gateway = |it: &TaskSequence| {
        super::is(&it.scenario, "boot-image")
            && super::is(&it.start, "bootable-media")
            && !super::stays_inside(it)
    };
    for sequence in config.task_sequences.each().filter(|it| is_over_gateway(it)) {
        judge_media(sequence, findings);
        judge_download(sequence, findings);
    }
}

fn judge_media(sequence: &TaskSequence, findings: &mut Findings<'_>) {
    let Some(media) = sequence.media.value() else { return };
    findings.stated(&media.gateway);
    for (field, message) in [
        (&media.site_based, "media that reach the site over a gateway are site-based"),
        (&media.password_protected, "media that leave the intranet need a password"),
        (&media.workgroup, "without a domain controller the computer joins a workgroup"),
        (&media.wired, "Windows PE needs a wired network"),
    ] {
        if let Some(span) = off(field, findings) {
            findings.add(span, message).fix(Safety::Unsafe, "Write `true`", span, "true");
        }
    }
}

fn judge_download(sequence: &TaskSequence, findings: &mut Findings<'_>) {
    findings.stated(&sequence.download);
    if let Some(download) = sequence.download.given().filter(|it| it.value == "all-first") {
        let message = "boot media download content when it is needed";
        let title = "Write `when-needed`";
        let note = findings.add(download.span, message);
        note.fix(Safety::Unsafe, title, download.span, "\"when-needed\"");
    }
}

/// Where it is stated that something is not so.
fn off(field: &Field<bool>, findings: &mut Findings<'_>) -> Option<Span> {
    (!findings.stated(field)?).then(|| field.span())?
}
