//! Did you mean: the nearest of some names.

/// The candidate that differs in the fewest letters, unless that is too many
/// to be a slip of the hand.
pub fn nearest<'n>(word: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > LONGEST {
        return None;
    }
    // Of two letters one may be wrong; of one, none.
    let limit = |candidate: &str| (1 + candidate.len() / 4).min(candidate.len().saturating_sub(1));
    candidates
        .into_iter()
        // Lengths already tell most of them apart, and cost nothing.
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit(candidate))
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Longer words are no slips of the hand, and comparing them takes long.
const LONGEST: usize = 255;

/// What is left when spelling does not count: `Standard (A2_v2)` is `standard_a2_v2`.
pub fn folded(word: &str) -> String {
    let letters = word.chars().filter(|it| it.is_alphanumeric());
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    match folded.strip_prefix("standard").filter(|rest| !rest.is_empty()) {
        Some(rest) => rest.to_owned(),
        None => folded,
    }
}

#[test]
fn a_slip_is_found_and_another_word_is_not() {
    assert_eq!(nearest("regoin", ["region", "site"]), Some("region"));
    assert_eq!(nearest("colour", ["region", "site"]), None);
    assert_eq!(nearest("a", ["b"]), None);
}
