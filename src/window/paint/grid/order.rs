//! In which order rows stand: by what one column holds, either way.

use std::cmp::Ordering;

/// By which column, and whether backwards; `None`: as they came.
pub type Sorted = Option<(usize, bool)>;

/// What a row is sorted by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key<'a> {
    /// A number, by its size.
    Number(f64),
    /// A name, by its letters and by the size of the numbers in it.
    Text(&'a str),
    /// Nothing: it stays at the end, whichever way.
    Nothing,
}

/// What a click at the head of a column makes of the order: by it, the other way, as the rows came.
#[must_use]
pub fn clicked(sorted: Sorted, column: usize) -> Sorted {
    match sorted.filter(|(by, _)| *by == column) {
        None => Some((column, false)),
        Some((_, false)) => Some((column, true)),
        Some((_, true)) => None,
    }
}

/// Sorts rows by their keys. Those of equal keys stay in the order in which they are, whichever way.
pub fn sort<'a, R: Copy>(rows: &mut [R], backwards: bool, key: impl Fn(R) -> Key<'a>) {
    let mut keyed: Vec<(Key<'a>, R)> = rows.iter().map(|row| (key(*row), *row)).collect();
    keyed.sort_by(|(a, _), (b, _)| order(*a, *b, backwards));
    for (place, (_, row)) in rows.iter_mut().zip(keyed) {
        *place = row;
    }
}

/// Numbers before names.
fn order(a: Key<'_>, b: Key<'_>, backwards: bool) -> Ordering {
    let order = match (a, b) {
        (Key::Nothing, Key::Nothing) => return Ordering::Equal,
        (Key::Nothing, _) => return Ordering::Greater,
        (_, Key::Nothing) => return Ordering::Less,
        (Key::Number(a), Key::Number(b)) => a.total_cmp(&b),
        (Key::Number(_), Key::Text(_)) => Ordering::Less,
        (Key::Text(_), Key::Number(_)) => Ordering::Greater,
        (Key::Text(a), Key::Text(b)) => natural(a, b),
    };
    if backwards { order.reverse() } else { order }
}

/// Names as people order them: N2 before N10, without regard to capitals unless nothing else tells them apart.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let step = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (one, other) = (digits(left), digits(right));
            (left, right) = (&left[one.len()..], &right[other.len()..]);
            let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if step != Ordering::Equal {
            return step;
        }
    }
}

fn digits(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_by_the_numbers_in_them() {
        let mut names = ["N10", "n2", "N2", "N", "AVA", "N02b", "é1", "ava10", "N2a"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["AVA", "ava10", "N", "N2", "n2", "N2a", "N02b", "N10", "é1"]);
        let long = "9".repeat(60);
        assert_eq!(
            natural(&format!("N1{long}"), &format!("N2{long}")),
            Ordering::Less,
            "no number is too long"
        );
    }

    #[test]
    fn what_is_equal_stays_as_it_was_and_what_is_nothing_is_last_either_way() {
        let keys = [
            Key::Number(2.0),
            Key::Nothing,
            Key::Number(1.0),
            Key::Text("b"),
            Key::Number(2.0),
            Key::Text("a"),
            Key::Number(1.0),
            Key::Nothing,
        ];
        let sorted = |backwards| {
            let mut rows: Vec<usize> = (0..keys.len()).collect();
            sort(&mut rows, backwards, |row| keys[row]);
            rows
        };
        assert_eq!(sorted(false), [2, 6, 0, 4, 5, 3, 1, 7]);
        assert_eq!(sorted(true), [3, 5, 0, 4, 2, 6, 1, 7]);
    }

    #[test]
    fn a_third_click_gives_the_first_order_back() {
        let first = clicked(None, 3);
        assert_eq!(first, Some((3, false)));
        assert_eq!(clicked(first, 3), Some((3, true)));
        assert_eq!(clicked(clicked(first, 3), 3), None);
        assert_eq!(clicked(first, 1), Some((1, false)));
    }
}
