use crate::{
    facts::{Version, Versions, pages::MODIFY},
    finding::File,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// A classic cloud service becomes a scale set by a conversion: an action of its own in the console,
    /// for which no cmdlet is documented. The gateway keeps its service name, its certificate and its
    /// storage account, and gets another deployment name, so the CNAME record has to change with it. The
    /// size and number of the virtual machines and the switches for revocation, TLS and content may change
    /// on the way; nothing else may.
    ///
    /// The conversion exists from version 2107 on, and has to be done before version 2403 is installed.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set" # info: "a conversion"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    "conversion-needed" {
        summary: "classic gateway becomes a scale set by a conversion",
        severities: [Info],
        source: MODIFY.section("Convert"),
        versions: Versions::since(2107),
        needs: [Baseline],
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_late = context.version_if_stated().is_some_and(|it| it >= Version(2403));
    if change.converts(findings) {
        let message = match is_late {
            true => "the model changes by a conversion, which 2403 wants done before it",
            false => "the model changes by a conversion",
        };
        let note = findings.add(change.new.model_span(), message);
        note.label(File::Baseline, change.old.model_span(), "deployed as a classic one");
    }
}
