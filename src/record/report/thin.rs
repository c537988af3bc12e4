//! What is too fine to be seen in a long run: columns that are drawn as one.
//!
//! Drawn column by column, waves that take fewer than some columns run together to grey, or beat with the pixels of
//! the page and show waves that are not there.

use super::motion::Field;

/// Least and greatest number of one place in each column.
type Range = Vec<(f32, f32)>;

/// Columns over which a wave that is too fine shows its whole swing.
const PLATEAU: usize = 16;
/// A column with more of that swing within it holds a seventh of a wave: no eye follows it.
const TOO_FINE: f32 = 0.3;
/// So much of the swing is all of it.
const WHOLE: f32 = 0.9;

/// Least and greatest of several ranges; what is no number is left out.
fn hull(ranges: &[(f32, f32)]) -> Option<(f32, f32)> {
    let finite = ranges.iter().filter(|(low, high)| low.is_finite() && high.is_finite());
    finite.fold(None, |hull, &(low, high)| {
        Some(hull.map_or((low, high), |(a, b): (f32, f32)| (a.min(low), b.max(high))))
    })
}

/// The mean swing within so many columns.
fn swing(ranges: &[Range], columns: usize) -> f32 {
    let swings = ranges
        .iter()
        .flat_map(|places| places.chunks(columns))
        .filter_map(hull)
        .map(|(low, high)| high - low);
    let (sum, count) =
        swings.fold((0.0_f64, 0_u32), |(sum, count), swing| (sum + f64::from(swing), count + 1));
    (sum / f64::from(count.max(1))) as f32
}

/// How many columns to draw as one, so that each holds a whole wave; `None` where the waves can be seen.
pub fn window(ranges: &[Range]) -> Option<usize> {
    let whole = swing(ranges, PLATEAU);
    if whole <= 0.0 || swing(ranges, 1) < TOO_FINE * whole {
        return None;
    }
    // A wave more than what holds one, so that all windows are alike wherever they begin.
    let fits = [2, 4, 8].into_iter().find(|columns| swing(ranges, *columns) >= WHOLE * whole);
    Some(fits.map_or(PLATEAU, |columns| 2 * columns))
}

/// Values so many columns at a time. The last window is as long as the others, back from the end.
pub fn windows<T>(values: &[T], columns: usize) -> impl Iterator<Item = &[T]> {
    let begins = (0..values.len()).step_by(columns.max(1));
    begins.map(move |begin| {
        let end = (begin + columns).min(values.len());
        &values[end.saturating_sub(columns)..end]
    })
}

/// Each place's values, so many columns at a time.
fn by_window<T>(places: &[Vec<T>], columns: usize, value: impl Fn(&[T]) -> f32) -> Field {
    places.iter().map(|values| windows(values, columns).map(&value).collect()).collect()
}

/// The means of so many columns.
pub fn means(field: &[Vec<f32>], columns: usize) -> Field {
    by_window(field, columns, |values| values.iter().sum::<f32>() / values.len() as f32)
}

/// Half the way from the least to the greatest value within so many columns.
pub fn half_swings(ranges: &[Range], columns: usize) -> Field {
    by_window(ranges, columns, |ranges| hull(ranges).map_or(f32::NAN, |(low, high)| (high - low) / 2.0))
}

/// The greatest value within so many columns.
pub fn greatest(ranges: &[Range], columns: usize) -> Field {
    by_window(ranges, columns, |ranges| hull(ranges).map_or(f32::NAN, |(_, high)| high))
}

/// Least and greatest within so many columns.
pub fn hulls(ranges: &[(f32, f32)], columns: usize) -> Vec<Option<(f32, f32)>> {
    windows(ranges, columns).map(hull).collect()
}

/// The greatest of each column and its neighbours on either side, so far.
pub fn widened(field: &Field, reach: usize) -> Field {
    let widen = |values: &Vec<f32>| {
        let near =
            |column: usize| &values[column.saturating_sub(reach)..(column + reach + 1).min(values.len())];
        (0..values.len())
            .map(|column| near(column).iter().copied().fold(f32::NEG_INFINITY, f32::max))
            .collect()
    };
    field.iter().map(widen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::ops;
    use std::f32::consts::TAU;

    /// Columns of a wave of which each takes so many, looked at a hundred times a column.
    fn wave(columns_a_wave: f32) -> Vec<Range> {
        let column = |at: usize| {
            let values = (0..=100).map(|k| ops::sin((at as f32 + k as f32 / 100.0) / columns_a_wave * TAU));
            values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        vec![(0..1500).map(column).collect()]
    }

    #[test]
    fn waves_that_can_be_seen_are_left_alone() {
        for columns in [10.0, 25.0, 400.0] {
            assert_eq!(window(&wave(columns)), None, "{columns} columns a wave");
        }
        assert_eq!(window(&[vec![(0.3, 0.3); 500]]), None, "nothing moves");
        assert_eq!(window(&Vec::new()), None);
        assert_eq!(window(&[vec![(f32::INFINITY, f32::NEG_INFINITY); 40]]), None);
    }

    #[test]
    fn a_window_holds_a_whole_wave_and_shows_its_swing() {
        for columns in [0.3, 1.0, 2.2, 5.0] {
            let wave = wave(columns);
            let window = window(&wave).unwrap_or_else(|| panic!("{columns} columns a wave are too fine"));
            assert!(window as f32 > columns && window <= PLATEAU, "{columns}: {window}");
            let swings = half_swings(&wave, window);
            let all = &swings[0];
            assert!(all.iter().all(|half| (half - 1.0).abs() < 0.15), "{columns}: {all:?}");
        }
    }

    #[test]
    fn marks_become_as_wide_as_can_be_seen() {
        let field = vec![vec![0.0, 0.0, 2.0, 0.0, 0.0, 1.0]];
        assert_eq!(widened(&field, 1), [[0.0, 2.0, 2.0, 2.0, 1.0, 1.0]]);
        assert_eq!(widened(&field, 0), field);
        assert_eq!(means(&field, 4), [[0.5, 0.75]], "the last four are a window too");
        let range = [(0.0, 1.0), (0.0, 2.0), (f32::INFINITY, f32::NEG_INFINITY)];
        assert_eq!(hulls(&range, 2), [Some((0.0, 2.0)), Some((0.0, 2.0))], "as long as the others, too");
        assert_eq!(windows(&[1, 2], 4).collect::<Vec<_>>(), [[1, 2]]);
        assert_eq!(windows::<u8>(&[], 4).count(), 0);
    }
}
