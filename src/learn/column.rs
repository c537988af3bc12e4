//! Which column of a table is the label, and what its pixels range over.

use indexmap::IndexMap;
use std::fmt;
use std::str::FromStr;

/// Headings that labels have.
const HEADINGS: [&str; 8] = ["label", "labels", "class", "target", "digit", "y", "category", "answer"];

/// Which column the labels are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelColumn {
    /// The first.
    First,
    /// The last.
    Last,
}

impl FromStr for LabelColumn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "first" => Ok(Self::First),
            "last" => Ok(Self::Last),
            _ => Err(format!("the labels are in the `first` or the `last` column, not in `{text}`")),
        }
    }
}

impl fmt::Display for LabelColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::First { "first" } else { "last" })
    }
}

/// Whether a heading is one of labels.
pub(super) fn is_heading(text: &str) -> bool {
    HEADINGS.iter().any(|heading| text.eq_ignore_ascii_case(heading))
}

/// What stands in a column, and how often: of one that may be the label's.
#[derive(Default)]
pub(super) struct Seen {
    counts: IndexMap<String, u32>,
}

impl Seen {
    /// Takes a field in; the number of what stands in it.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let place = match self.counts.get_index_of(text) {
            Some(place) => place,
            None => self.counts.insert_full(text.to_owned(), 0).0,
        };
        self.counts[place] += 1;
        place as u32
    }

    /// All that was seen, in the order in which it came.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    /// How many different ones.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    fn are_words(&self) -> bool {
        self.names().all(|name| name.parse::<f64>().is_err())
    }

    /// Whether it can be classes: several, each a whole number or a word, and fewer than images.
    fn can_be_labels(&self) -> bool {
        let rows: u32 = self.counts.values().sum();
        let whole = |name: &str| name.parse::<f64>().map_or(true, |number| number.fract() == 0.0);
        self.len() > 1 && self.len() < rows as usize && self.names().all(whole)
    }

    /// How evenly its values are met, 0 to 1: entropy over the most that it could be.
    fn evenness(&self) -> f64 {
        let rows: f64 = self.counts.values().map(|count| f64::from(*count)).sum();
        let entropy: f64 = self
            .counts
            .values()
            .map(|count| f64::from(*count) / rows)
            .map(|share| -share * libm::log(share))
            .sum();
        if self.len() > 1 { entropy / libm::log(self.len() as f64) } else { 0.0 }
    }
}

/// Which of the first and the last column holds the labels; `None` where neither can.
pub(super) fn find(headings: Option<(&str, &str)>, first: &Seen, last: &Seen) -> Option<LabelColumn> {
    if let Some((one, other)) = headings {
        match (is_heading(one), is_heading(other)) {
            (true, false) => return Some(LabelColumn::First),
            (false, true) => return Some(LabelColumn::Last),
            _ => {}
        }
    }
    match (first.are_words(), last.are_words()) {
        (true, false) => return Some(LabelColumn::First),
        (false, true) => return Some(LabelColumn::Last),
        _ => {}
    }
    match (first.can_be_labels(), last.can_be_labels()) {
        (false, false) => None,
        (true, false) => Some(LabelColumn::First),
        // Classes are about as frequent as one another; a pixel of the margin is mostly the same.
        (true, true) if first.evenness() > last.evenness() => Some(LabelColumn::First),
        (_, true) => Some(LabelColumn::Last),
    }
}

/// What pixels range over: from black to white, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelRange {
    /// What is as dark as can be.
    pub dark: f64,
    /// What is as bright.
    pub bright: f64,
}

impl PixelRange {
    /// The least of the usual ranges that has room for all; `None` where there is none.
    pub(super) fn usual(least: f64, most: f64) -> Option<Self> {
        let bright = [1.0, 16.0, 255.0, 65_535.0].into_iter().find(|bright| most <= *bright)?;
        (least >= 0.0).then_some(Self { dark: 0.0, bright })
    }

    /// Whether a pixel lies in it.
    pub(super) fn holds(self, value: f64) -> bool {
        (self.dark.min(self.bright)..=self.dark.max(self.bright)).contains(&value)
    }

    /// The brightness of a pixel, 0 to 1.
    pub(super) fn brightness(self, value: f64) -> f32 {
        ((value - self.dark) / (self.bright - self.dark)) as f32
    }
}

impl fmt::Display for PixelRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.dark, self.bright)
    }
}

impl FromStr for PixelRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("the range of pixels is DARK:BRIGHT, like 0:255, not `{text}`");
        let (dark, bright) = text.split_once(':').ok_or_else(wrong)?;
        let number = |text: &str| {
            text.trim().parse::<f64>().ok().filter(|number| number.abs() <= 1.0e9).ok_or_else(wrong)
        };
        let range = Self { dark: number(dark)?, bright: number(bright)? };
        if range.dark == range.bright { Err(wrong()) } else { Ok(range) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(column: &str) -> Seen {
        let mut seen = Seen::default();
        for text in column.split_whitespace() {
            seen.add(text);
        }
        seen
    }

    #[test]
    fn labels_are_found_where_they_are() {
        use LabelColumn::{First, Last};
        let (labels, black, edge) = ("0 1 2 0 1 2 0 1", "0 0 0 0 0 0 0 0", "0 0 0 0 3 0 0 7");
        let found = |first: &str, last: &str| find(None, &seen(first), &seen(last));
        assert_eq!(found(labels, black), Some(First));
        assert_eq!(found(black, labels), Some(Last));
        assert_eq!(found(labels, edge), Some(First));
        assert_eq!(found(edge, labels), Some(Last));
        assert_eq!(found("a b a b a b a b", labels), Some(First));
        assert_eq!(found(labels, "a b a b a b a b"), Some(Last));
        assert_eq!(found(black, "0.5 0.25 0.5 0.5 0.25 0.5 0.5 0.25"), None);
        assert_eq!(found(black, "1 2 3 4 5 6 7 8"), None);
        assert_eq!(find(Some(("Label", "p1")), &seen(edge), &seen(labels)), Some(First));
    }

    #[test]
    fn pixels_have_the_least_usual_range_that_holds_them() {
        let bright = |least, most| PixelRange::usual(least, most).map(|range| range.bright);
        assert_eq!(bright(0.0, 0.9), Some(1.0));
        assert_eq!(bright(0.0, 15.0), Some(16.0));
        assert_eq!(bright(0.0, 17.0), Some(255.0));
        assert_eq!(bright(-1.0, 1.0), None);
        assert_eq!(bright(0.0, 1.0e6), None);
        let ink: PixelRange = "255:0".parse().expect("a range");
        assert_eq!((ink.brightness(255.0), ink.brightness(0.0), ink.holds(256.0)), (0.0, 1.0, false));
        for wrong in ["", "1", "0:0", "a:1", "0:nan", "0:inf"] {
            assert!(wrong.parse::<PixelRange>().is_err(), "{wrong}");
        }
    }
}
