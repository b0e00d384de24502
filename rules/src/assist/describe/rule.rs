//! A rule, as comments and settings name it.

use crate::{
    assist::markdown::Page,
    catalog,
    finding::{RuleInfo, Safety},
};

pub(in crate::assist) fn rule(info: &RuleInfo) -> Page {
    let mut page = Page::of(info.name, info.severity().word());
    page.paragraph(info.summary);
    page.paragraph(&why(info));
    if !info.versions.is_any() {
        page.item(&format!("Versions: {}", info.versions));
    }
    match info.fix {
        Some(Safety::Safe) => page.item("Has a safe fix"),
        Some(Safety::Unsafe) => page.item("Has a fix that somebody must look at"),
        None => &mut page,
    };
    page.item(&format!("Family `{}`", info.family));
    page.see(info.source);
    page
}

/// A family, with its rules.
pub(in crate::assist) fn family(name: &str) -> Option<Page> {
    let (name, rules) = catalog::families().find(|(family, _)| *family == name)?;
    let mut page = Page::of(name, &format!("{} rules", rules.len()));
    for rule in rules {
        page.item(&format!("`{}`: {}", rule.info.name, rule.info.summary));
    }
    Some(page)
}

/// The first paragraph of its documentation.
fn why(info: &RuleInfo) -> String {
    let lines = info.docs.lines().map(str::trim).take_while(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}
