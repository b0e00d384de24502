use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    quote::quoted,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// The console converts a gateway whose status is *Ready*, and no other one. Start a gateway that is
    /// stopped, wait for one that is being deployed, and find out what is wrong with one that shows an
    /// error before anything else.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// status = "stopped"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set" # error: "it is `stopped`"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// status = "ready"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "conversion-not-ready" {
        summary: "gateway that shall be converted is not ready",
        severities: [Error],
        source: MODIFY.section("Process to convert a CMG to a virtual machine scale set"),
        versions: Versions::since(2107),
        needs: [Baseline],
        silences: ["conversion-needed"],
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if !change.converts(findings) {
        return;
    }
    let Some(status) = findings.stated_before(&change.old.status).filter(|it| **it != "ready")
    else {
        return;
    };
    let message = format!("a gateway is converted when it is ready, and it is {}", quoted(status));
    let note = findings.add(change.new.model_span(), message);
    if let Some(place) = change.old.status.span() {
        note.label(File::Baseline, place, "the status of the deployed gateway");
    }
}
