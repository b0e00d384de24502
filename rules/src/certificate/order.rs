//! The leaf of a file first, then up its chain, then the rest.

use std::collections::{HashMap, HashSet};

use super::Certificate;
use super::chain::{self, Link};
use super::names::folded;

/// So many signatures are checked for one chain: a file of thousands of
/// certificates with one name would take minutes.
const MOST_LINKS: usize = 256;

/// Which one is the leaf, as far as names tell: one that issued no other,
/// rather no CA.
pub(super) fn leaf(certificates: &[Certificate]) -> usize {
    let issuers: HashSet<_> = certificates
        .iter()
        .filter(|it| !it.is_self_issued())
        .map(|it| folded(&it.issuer.attributes))
        .collect();
    let is_ca = |it: &Certificate| it.ca == Some(true);
    let ends = |it: &Certificate| {
        let own = folded(&it.subject.attributes);
        !issuers.contains(&own)
            || (!it.is_self_issued() && own == folded(&it.issuer.attributes) && !is_ca(it))
    };
    let position = |wanted: &dyn Fn(&Certificate) -> bool| certificates.iter().position(wanted);
    position(&|it| ends(it) && !is_ca(it))
        .or_else(|| position(&ends))
        .or_else(|| position(&|it| !is_ca(it)))
        .unwrap_or_default()
}

/// And how many of the first ones are the chain.
pub(super) fn arrange(certificates: Vec<Certificate>, leaf: usize) -> (Vec<Certificate>, usize) {
    let (chain, length) = chain_of(&certificates, leaf);
    let mut places = vec![usize::MAX; certificates.len()];
    for (place, at) in chain.iter().enumerate() {
        if let Some(it) = places.get_mut(*at) {
            *it = place;
        }
    }
    let mut placed: Vec<_> = places.into_iter().zip(certificates).collect();
    // Stable: the others stay in the order of the file.
    placed.sort_by_key(|(place, _)| *place);
    (placed.into_iter().map(|(_, it)| it).collect(), length)
}

/// The leaf, its issuer and so on, by name; and how many of them are linked by
/// their keys as well, as far as that can be told.
fn chain_of(certificates: &[Certificate], leaf: usize) -> (Vec<usize>, usize) {
    let mut by_subject: HashMap<_, Vec<(usize, &Certificate)>> = HashMap::new();
    for (at, certificate) in certificates.iter().enumerate() {
        by_subject
            .entry(folded(&certificate.subject.attributes))
            .or_default()
            .push((at, certificate));
    }
    let mut chain = vec![leaf];
    let mut seen = HashSet::new();
    let mut links = 0;
    let mut linked = None;
    let mut last = certificates.get(leaf);
    while let Some(child) = last {
        seen.insert(&child.sha256);
        last = None;
        if chain::is_self_signed(child) {
            break;
        }
        let named = by_subject.get(&folded(&child.issuer.attributes)).into_iter().flatten();
        let (mut found, mut other) = (None, None);
        for (at, issuer) in named.filter(|(_, it)| !seen.contains(&it.sha256)) {
            links += 1;
            if links > MOST_LINKS {
                let length = linked.unwrap_or(chain.len());
                return (chain, length);
            }
            match chain::link(child, issuer) {
                Some(Link::Sound) => {
                    found = Some((*at, *issuer));
                    break;
                }
                Some(Link::Unchecked(_)) => found = found.or(Some((*at, *issuer))),
                Some(Link::Broken(_)) => other = other.or(Some((*at, *issuer))),
                None => {}
            }
        }
        if found.is_none() && other.is_some() {
            linked.get_or_insert(chain.len());
        }
        if let Some((at, issuer)) = found.or(other) {
            chain.push(at);
            last = Some(issuer);
        }
    }
    let length = linked.unwrap_or(chain.len());
    (chain, length)
}
