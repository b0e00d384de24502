//! A certificate beside the deployed one: whether the console takes it.

use super::{Class, Difference};
use crate::{
    certificate::same_name,
    facts::pages::MODIFY,
    inputs::NamedFiles,
    quote::{listed, quoted},
    rule::{Change, Reason, ServerCertificate},
};

/// The key of the difference.
const KEY: &str = "certificate";

/// The note of a certificate that clients may not trust yet.
pub(super) const NEW_ISSUER: &str = "it has another issuer: clients must trust its root first";

/// Nothing where it is the same; the reason where nobody can tell.
pub(super) fn difference(
    change: &Change<'_>,
    (now, before): (&NamedFiles, &NamedFiles),
    is_deployed: bool,
) -> Result<Option<Difference>, Reason> {
    if !change.new.certificate.is_written() {
        return Ok(None);
    }
    let old = ServerCertificate::of(change.old, before, !is_deployed);
    let new = match ServerCertificate::of(change.new, now, true) {
        Ok(Some(new)) => new,
        Ok(None) => return Ok(None),
        Err(reason) => return unread(change, reason),
    };
    let Ok(Some(old)) = old else {
        return Err("not stated in the baseline".into());
    };
    let (new_print, old_print) = (new.thumbprint(), old.thumbprint());
    if new_print.is_some() && new_print == old_print {
        return Ok(None);
    }
    let ends = (new.not_after_if_known(), old.not_after_if_known());
    let is_other = old_print.is_some() || matches!(ends, (Some(new), Some(old)) if new != old);
    let (class, note, rule) = judge(&new, &old);
    if !is_other && class == Class::InPlace && note.is_none() {
        return Err("the baseline does not state its thumbprint".into());
    }
    Ok(Some(Difference {
        key: KEY,
        name: "server authentication certificate",
        old: Some(shown(&old)),
        new: Some(shown(&new)),
        class,
        note,
        source: MODIFY.section("Settings tab"),
        span: new.table.file.span().unwrap_or(new.table.header),
        rule,
        deployed: None,
    }))
}

/// The new file could not be read: another path is another certificate, about
/// which no more is known.
fn unread(change: &Change<'_>, reason: Reason) -> Result<Option<Difference>, Reason> {
    let path =
        |it: &crate::model::Gateway| it.certificate.value().and_then(|it| it.file.given()).cloned();
    match (path(change.new), path(change.old)) {
        (Some(new), Some(old)) if new.value != old.value => Ok(Some(Difference {
            key: KEY,
            name: "server authentication certificate",
            old: Some(old.value.value),
            new: Some(new.value.value),
            class: Class::InPlace,
            note: Some(format!(
                "not compared ({}): in place only with the same common name and organization",
                &*reason
            )),
            source: MODIFY.section("Settings tab"),
            span: new.span,
            rule: None,
            deployed: None,
        })),
        (None, _) => Ok(None),
        _ => Err(reason),
    }
}

/// How the new one takes the place of the old one ("Modify a CMG", Settings tab).
fn judge(
    new: &ServerCertificate<'_>,
    old: &ServerCertificate<'_>,
) -> (Class, Option<String>, Option<&'static str>) {
    if let (Some(name), Some(deployed)) = (new.common_name_if_known(), old.common_name_if_known())
        && name != deployed
    {
        let note = format!(
            "the console refuses the common name {}: deployed is {}, letter for letter",
            quoted(name),
            quoted(deployed)
        );
        return (Class::NotPossible, Some(note), Some("renewal-name-changed"));
    }
    let organizations = |it: &ServerCertificate<'_>| -> Option<Vec<String>> {
        let all = it.organizations_if_known()?;
        Some(all.into_iter().filter(|it| !it.is_empty()).map(str::to_owned).collect())
    };
    if let (Some(new), Some(old)) = (organizations(new), organizations(old))
        && new != old
    {
        let words = |all: &[String]| match all {
            [] => "none".to_owned(),
            all => listed(all.iter().map(String::as_str), "and"),
        };
        let text = format!("the organization changes from {} to {}", words(&old), words(&new));
        return if new.is_empty() || old.is_empty() {
            (Class::InPlace, Some(format!("{text}: the console may refuse it")), None)
        } else {
            (Class::RedeploySameName, Some(text), None)
        };
    }
    let note = match (new.issuer_if_known(), old.issuer_if_known()) {
        (Some(new), Some(old)) if !same_name(new, old) => Some(NEW_ISSUER.to_owned()),
        _ => None,
    };
    (Class::InPlace, note, None)
}

/// Enough to tell it from another one.
fn shown(it: &ServerCertificate<'_>) -> String {
    let what = match it.thumbprint() {
        Some(print) => format!("{}…", print.get(..8).unwrap_or(&print)),
        None => it.common_name_if_known().unwrap_or("unknown").to_owned(),
    };
    match it.not_after_if_known() {
        Some(end) => format!("{what} until {end}"),
        None => what,
    }
}
