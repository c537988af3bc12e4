//! Which names fit what was typed, and how well.

use super::items::Item;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// An item that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among all.
    pub index: usize,
    /// The letters of its name that were typed, as places in it; none where what it is was typed.
    pub letters: Vec<u32>,
}

/// The items whose name, or else what they are, has all that was typed, letters in their order; the best first.
/// Nothing typed: all, as they come.
pub fn fitting(items: &[Item], typed: &str) -> Vec<Hit> {
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    if pattern.atoms.is_empty() {
        return (0..items.len()).map(|index| Hit { index, letters: Vec::new() }).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut hits = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut letters = Vec::new();
        let name = Utf32Str::new(&item.name, &mut buffer);
        let length = name.len();
        if let Some(score) = pattern.indices(name, &mut matcher, &mut letters) {
            letters.sort_unstable();
            letters.dedup();
            hits.push(((true, score), length, Hit { index, letters }));
            continue;
        }
        let whole = format!("{} {}", item.name, item.kind);
        if let Some(score) = pattern.score(Utf32Str::new(&whole, &mut buffer), &mut matcher) {
            hits.push(((false, score), length, Hit { index, letters: Vec::new() }));
        }
    }
    // Of names that fit equally well the shorter, then as they come.
    hits.sort_by(|a, b| (b.0, a.1, a.2.index).cmp(&(a.0, b.1, b.2.index)));
    hits.into_iter().map(|(.., hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::items::Found;
    use super::*;

    #[test]
    fn letters_in_their_order_fit_and_the_best_comes_first() {
        let items: Vec<Item> = ["Save as...", "Silence or revive", "AVAL", "AVA", "Save", "R\u{e9}flexe"]
            .iter()
            .map(|name| Item {
                name: (*name).to_owned(),
                kind: "thing".to_owned(),
                keys: String::new(),
                ready: Ok(()),
                found: Found::Class(String::new()),
            })
            .collect();
        let names = |typed: &str| -> Vec<&str> {
            fitting(&items, typed).iter().map(|hit| items[hit.index].name.as_str()).collect()
        };
        assert_eq!(names("").len(), items.len());
        assert_eq!(names("ava")[..2], ["AVA", "AVAL"]);
        assert_eq!(names("save"), ["Save", "Save as..."]);
        assert_eq!(names("sil rev"), ["Silence or revive"]);
        assert_eq!(names("refl"), ["R\u{e9}flexe"]);
        assert_eq!(names("xyz"), Vec::<&str>::new());
        assert_eq!(names("thing").len(), items.len(), "what it is counts too");
        assert_eq!(fitting(&items, "aval")[0].letters, [0, 1, 2, 3]);
    }
}
