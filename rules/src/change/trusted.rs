//! The authorities that a gateway trusts, beside those that it trusts today.

use super::{Class, Difference};
use crate::{
    certificate::digits,
    facts::pages::MODIFY,
    inputs::{NamedFile, NamedFiles},
    model::{Field, Gateway, TrustedCertificate, Word},
    rule::{Change, Reason, opened},
    span::Span,
};

/// The key of the differences.
pub(crate) const KEY: &str = "trusted-certificate";

/// An authority, as one side states it.
#[derive(Clone, Debug)]
pub(crate) struct Authority {
    /// SHA-1 in lower-case hexadecimal digits, where it is known.
    pub thumbprint: Option<String>,
    pub path: Option<String>,
    pub store: Option<&'static str>,
    span: Span,
}

/// Those that the one has and the other has not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authorities {
    pub added: Vec<Authority>,
    pub removed: Vec<Authority>,
}

impl Authorities {
    /// Nothing where neither side states any; the reason where nobody can tell.
    pub fn of(
        change: &Change<'_>,
        (now, before): (&NamedFiles, &NamedFiles),
        is_deployed: bool,
    ) -> Result<Authorities, Reason> {
        let new = stated(change.new, now);
        let old = stated(change.old, before);
        let (new, old) = match (new, old) {
            (Some(new), Some(old)) => (new, old),
            (Some(new), None) if !is_deployed => (new, Vec::new()),
            (Some(_), None) => return Err("not stated in the baseline".into()),
            (None, _) => return Ok(Authorities::default()),
        };
        let missing = |from: &[Authority], in_: &[Authority]| -> Vec<Authority> {
            let is_there = |it: &Authority| in_.iter().any(|other| other.is(it));
            from.iter().filter(|it| !is_there(it)).cloned().collect()
        };
        let (mut added, mut removed) = (missing(&new, &old), missing(&old, &new));
        added.sort_by_key(Authority::shown);
        removed.sort_by_key(Authority::shown);
        // What is a path on one side and a thumbprint on the other may be one.
        let is_blind = |all: &[Authority]| all.iter().any(|it| it.thumbprint.is_none());
        if !added.is_empty() && !removed.is_empty() && (is_blind(&added) || is_blind(&removed)) {
            return Err("a certificate cannot be read".into());
        }
        Ok(Authorities { added, removed })
    }

    /// Those that go to another store: removed, then added.
    pub fn moved(&self) -> impl Iterator<Item = &Authority> {
        let is_added = |it: &&Authority| {
            let same = |other: &Authority| other.thumbprint == it.thumbprint;
            it.thumbprint.is_some() && self.added.iter().any(same)
        };
        self.removed.iter().filter(is_added)
    }

    pub fn differences(&self) -> Vec<Difference> {
        let difference = |it: &Authority, old, new| Difference {
            key: KEY,
            name: "trusted certificate",
            old,
            new,
            class: Class::InPlace,
            note: None,
            source: MODIFY.section("Settings tab"),
            span: it.span,
            rule: None,
            deployed: None,
        };
        let removed = self.removed.iter().map(|it| difference(it, Some(it.shown()), None));
        let added = self.added.iter().map(|it| difference(it, None, Some(it.shown())));
        removed.chain(added).collect()
    }
}

impl Authority {
    fn is(&self, other: &Authority) -> bool {
        let is_same = match (&self.thumbprint, &other.thumbprint) {
            (Some(one), Some(other)) => one == other,
            _ => self.path.is_some() && self.path == other.path,
        };
        is_same && (self.store == other.store || self.store.is_none() || other.store.is_none())
    }

    pub fn shown(&self) -> String {
        let what = self.path.as_ref().or(self.thumbprint.as_ref());
        let what = what.map_or("unknown", String::as_str);
        match self.store {
            Some(store) => format!("{what} ({store})"),
            None => what.to_owned(),
        }
    }
}

/// All that a gateway states; nothing where it states no list at all, or one
/// that is not understood.
fn stated(gateway: &Gateway, files: &NamedFiles) -> Option<Vec<Authority>> {
    let list = &gateway.trusted_certificates;
    if !list.is_understood() {
        return None;
    }
    list.value()?;
    Some(list.each().map(|it| authority(it, it.span, files)).collect())
}

/// The same of one element.
fn authority(it: &TrustedCertificate, span: Span, files: &NamedFiles) -> Authority {
    let facts = it.file.given().and_then(|path| {
        let facts = opened(&NamedFile { path, password: None }, files).ok()?;
        Some((facts.leaf.sha1.clone(), facts.leaf.is_self_issued()))
    });
    let stated = it.thumbprint.given().map(|it| digits(it).to_ascii_lowercase());
    let by_itself = facts.as_ref().map(|(_, root)| if *root { "root" } else { "intermediate" });
    Authority {
        thumbprint: facts.map(|(print, _)| print).or(stated),
        path: it.file.given().map(|it| it.value.as_str().to_owned()),
        store: it.store.value().map(|it: &Word| it.0).or(by_itself),
        span: match (&it.file, &it.thumbprint) {
            (Field::Given(file), _) => file.span,
            (_, Field::Given(print)) => print.span,
            _ => span,
        },
    }
}

/// Those that a new gateway shall trust.
pub(crate) fn all(gateway: &Gateway, files: &NamedFiles) -> Vec<Authority> {
    let mut all = stated(gateway, files).unwrap_or_default();
    all.sort_by_key(Authority::shown);
    all
}
