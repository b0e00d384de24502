use crate::{
    facts::{Versions, pages::AZURE_NAMES},
    finding::Safety,
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure takes names of resource groups of 1 to 90 characters: letters,
    /// digits, underscores, hyphens, full stops and parentheses, with no full
    /// stop at the end. Any other name is refused.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg cmg/eastus" # error: "has a space"
    /// ```
    ///
    /// ## The end
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg." # error: "ends in a full stop"
    /// ```
    ///
    /// ## The length
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "" # error: "has 0 characters"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg_(eastus).1"
    /// ```
    "resource-group-name" {
        summary: "Azure does not take the name of the resource group",
        severities: [Error],
        source: AZURE_NAMES.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

const LONGEST: usize = 90;

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = gateway.resource_group.given() else { return };
    let Some(fault) = fault(name) else { return };
    let note = findings.add(name.span, format!("the name of the resource group {fault}"));
    let letters = name.trim().chars().map(|it| if is_allowed(it) { it } else { '-' });
    let fit: String = letters.take(LONGEST).collect();
    let fit = fit.trim_end_matches('.');
    if !fit.is_empty() {
        note.rewrite(Safety::Unsafe, name, fit);
    }
}

fn fault(name: &str) -> Option<String> {
    let length = name.chars().count();
    if let Some(other) = name.chars().find(|it| !is_allowed(*it)) {
        let other = match other.is_whitespace() {
            true => "a space".to_owned(),
            false => quoted(other.encode_utf8(&mut [0; 4])),
        };
        return Some(format!("has {other}, not only letters, digits and `_-.()`"));
    }
    if !(1..=LONGEST).contains(&length) {
        return Some(format!("has {length} characters, not 1 to {LONGEST}"));
    }
    name.ends_with('.').then(|| "ends in a full stop".to_owned())
}

fn is_allowed(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '(' | ')')
}
