//! How long names are, the nearest name to one that does not exist, and how many of a name there are.

use std::fmt::Display;

/// Characters of a name.
pub const MAX_NAME: usize = 64;

/// What stands for any neuron where pairs of them are named.
pub const ANY: &str = "*";

/// How alike two names must be for one to be proposed for the other.
const ALIKE: f64 = 0.8;

/// Up to this many names are simply listed.
const FEW: usize = 6;

/// So many of something, in words: `1 neuron`, `3 neurons`. `thing` is its name when there is one, and takes an s, or
/// `ies` for its y, when there are several.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, thing: &str) -> String {
    match thing.strip_suffix('y') {
        _ if count == N::from(1) => format!("1 {thing}"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {thing}s"),
    }
}

/// The candidate most like a name, if one is like it at all.
#[must_use]
pub fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Of a name longer than any may be nothing is a likeness, and comparing takes time.
    if name.len() > 8 * MAX_NAME {
        return None;
    }
    let lower = name.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| !candidate.is_empty()) {
        let other = candidate.to_lowercase();
        let mut likeness = strsim::jaro_winkler(&lower, &other);
        // Short names have little to be alike in: one slip of the finger counts as alike.
        if likeness < ALIKE && lower.len() > 2 && strsim::damerau_levenshtein(&lower, &other) <= 1 {
            likeness = ALIKE;
        }
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What to say about a name that does not exist.
pub(crate) fn suggestion<'n, I>(name: &str, candidates: I) -> Option<String>
where
    I: IntoIterator<Item = &'n str> + Clone,
{
    if let Some(near) = nearest(name, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let some: Vec<&str> = candidates.into_iter().take(FEW + 1).collect();
    match some.len() {
        0 => None,
        n if n <= FEW => Some(format!("there is {}", listed(&some, "and"))),
        _ => None,
    }
}

/// "`a`, `b` or `c`".
pub(crate) fn listed(names: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {conjunction} {last}", init.join(", ")),
    }
}
