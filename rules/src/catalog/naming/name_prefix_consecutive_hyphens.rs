use crate::{
    facts::{Versions, pages::SUPPORTED},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure resources are named after the first label of the service name, and
    /// a key vault has no name with two hyphens in a row.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite--falls.contoso.com" # error: "`--`"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite-falls.contoso.com"
    /// region = "eastus"
    /// ```
    "name-prefix-consecutive-hyphens" {
        summary: "first label of the service name has two hyphens in a row",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        silences: ["name-prefix-start", "name-prefix-end"],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    let Some((before, rest)) = prefix.split_once("--") else { return };
    let span = name.part(before.len()..prefix.len() - rest.trim_start_matches('-').len());
    let message = "the first label of the service name has `--`, which key vaults refuse";
    let note = findings.add(span, message);
    let words: Vec<&str> = prefix.split('-').filter(|word| !word.is_empty()).collect();
    if !words.is_empty() {
        note.rewrite(Safety::Unsafe, name, &super::renamed(name, &words.join("-")));
    }
}
