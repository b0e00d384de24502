use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The option *Enforce TLS 1.2* came with version 1906. On an older site the
    /// wizard does not offer it, and what the document says about it has no effect.
    ///
    /// ## Example
    ///
    /// ```version
    /// 1902
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// enforce-tls-1-2 = true # error: "came with version 1906"
    ///
    /// [gateway.westeurope]
    /// service-name = "granitehills.contoso.com"
    /// region = "westeurope"
    /// enforce-tls-1-2 = false # error: "came with version 1906"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 1902
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "tls-option-too-early" {
        summary: "option to enforce TLS 1.2 on a site that does not have it yet",
        severities: [Error],
        source: SETUP.whole(),
        versions: Versions::until(1906),
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(enforce) = gateway.enforce_tls_1_2.given() else { return };
    let note = findings.add(enforce.span, "the option to enforce TLS 1.2 came with version 1906");
    if let Some(edit) = context.statement_removal(enforce) {
        // Without the key the default holds, which is `true`.
        let safety = if enforce.value { Safety::Safe } else { Safety::Unsafe };
        note.fix_all(safety, "Remove it", vec![edit]);
    }
}
