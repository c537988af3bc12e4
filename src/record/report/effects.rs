//! The picture of a screen: a row for what was silenced, a column for what was measured, its colour the effect.

use super::color::{BEND, FAINT, GROUND, INK, SOFT, scale};
use super::figure::{Align, Figure, Frame, Heading};
use super::time::number;
use crate::entry::counted;
use bevy::math::Vec2;
use indexmap::IndexSet;
use std::cmp::Ordering;

/// Rows that are shown; the strongest.
const ROWS: usize = 36;
/// Columns that are shown.
const COLUMNS: usize = 16;
/// The effect at which the scale ends \[standard deviations\].
const END: f32 = 6.0;
/// An effect that is written into its field.
const TOLD: f32 = 2.0;

const FRAME: Frame = Frame::new(260.0, 210.0, 1130.0, 910.0);

/// Effects of silencing, in standard deviations of the intact worm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// What was silenced, the strongest effect first.
    pub silenced: IndexSet<String>,
    /// What was measured.
    pub measures: IndexSet<String>,
    /// Row, column, effect; infinite for what has no measure.
    pub effects: Vec<(usize, usize, f32)>,
}

impl Effects {
    /// Takes an effect in. Rows and columns come in the order in which they are first named.
    pub fn add(&mut self, silenced: &str, measure: &str, effect: f32) {
        // Looked up first, for most names are known.
        let place = |names: &mut IndexSet<String>, name: &str| {
            names.get_index_of(name).unwrap_or_else(|| names.insert_full(name.to_owned()).0)
        };
        let (row, column) = (place(&mut self.silenced, silenced), place(&mut self.measures, measure));
        self.effects.push((row, column, effect));
    }

    /// Puts the columns in another order.
    pub fn sort_columns(&mut self, by: impl Fn(&str, &str) -> Ordering) {
        let mut order: Vec<usize> = (0..self.measures.len()).collect();
        order.sort_by(|a, b| by(&self.measures[*a], &self.measures[*b]));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        self.effects.iter_mut().for_each(|effect| effect.1 = place[effect.1]);
        self.measures = order.into_iter().map(|old| self.measures[old].clone()).collect();
    }
}

/// Draws them.
pub fn draw(heading: &Heading, all: &Effects) -> Figure {
    let mut figure = Figure::headed(&heading.title, &heading.line);
    let (rows, columns) = (all.silenced.len().min(ROWS), all.measures.len().min(COLUMNS));
    if rows == 0 || columns == 0 {
        figure.nothing("there was nothing to silence");
        return figure;
    }
    let wide = FRAME.size().x / columns as f32;
    let high = (FRAME.size().y / rows as f32).min(48.0);
    let corner = |row: usize, column: usize| FRAME.min + Vec2::new(column as f32 * wide, row as f32 * high);
    figure.rect(Frame { min: FRAME.min, max: corner(rows, columns) }, GROUND);
    let type_size = (high * 0.62).clamp(9.0, 19.0);
    for (row, name) in all.silenced.iter().take(rows).enumerate() {
        let at = Vec2::new(FRAME.min.x - 14.0, corner(row, 0).y + high / 2.0);
        figure.fitted(at, name, FRAME.min.x - 60.0, type_size, INK, Align::Right);
    }
    for (column, name) in all.measures.iter().take(columns).enumerate() {
        // In two heights, so that neighbours do not run into one another.
        let above = if column % 2 == 0 { 20.0 } else { 44.0 };
        let at = Vec2::new(corner(0, column).x + wide / 2.0, FRAME.min.y - above);
        figure.fitted(at, name, 1.9 * wide, 18.0, INK, Align::Center);
        if column % 2 == 1 {
            let x = at.x;
            figure.line([Vec2::new(x, FRAME.min.y - 32.0), Vec2::new(x, FRAME.min.y - 2.0)], FAINT, 1.0);
        }
    }
    for &(row, column, effect) in
        all.effects.iter().filter(|(row, column, _)| *row < rows && *column < columns)
    {
        let gap = 1.0;
        let min = corner(row, column) + gap;
        let color = scale(&BEND, 0.5 + effect.clamp(-END, END) / (2.0 * END));
        figure.rect(Frame { min, max: corner(row + 1, column + 1) - gap }, color);
        if effect.abs() >= TOLD {
            let words = match effect {
                f32::INFINITY => "+".to_owned(),
                f32::NEG_INFINITY => "−".to_owned(),
                effect => number(effect, if effect.abs() < 10.0 { 0.1 } else { 1.0 }),
            };
            let ink = if color.lightness() > 0.5 { INK } else { super::color::PAPER };
            let middle = min + Vec2::new(wide, high) / 2.0 - gap;
            figure.fitted(middle, &words, wide - 6.0, type_size * 0.85, ink, Align::Center);
        }
    }
    key(&mut figure);
    let more = (all.silenced.len() - rows, all.measures.len() - columns);
    if more != (0, 0) {
        let (down, across) = (counted(more.0, "more row"), counted(more.1, "more column"));
        let words = format!("the strongest; the table has {down} and {across}");
        figure.text(Vec2::new(FRAME.min.x, corner(rows, 0).y + 30.0), words, 18.0, SOFT, Align::Left);
    }
    figure
}

/// The scale of colours.
fn key(figure: &mut Figure) {
    let (left, top, bottom) = (FRAME.max.x + 60.0, FRAME.min.y, FRAME.min.y + 360.0);
    let steps = 60;
    for step in 0..steps {
        let (from, to) = (step as f32 / steps as f32, (step + 1) as f32 / steps as f32);
        let y = |part: f32| bottom - part * (bottom - top);
        let frame = Frame { min: Vec2::new(left, y(to)), max: Vec2::new(left + 26.0, y(from)) };
        figure.rect(frame, scale(&BEND, (from + to) / 2.0));
    }
    for level in [-END, -END / 2.0, 0.0, END / 2.0, END] {
        let y = bottom - (level + END) / (2.0 * END) * (bottom - top);
        figure.text(Vec2::new(left + 36.0, y), number(level, 1.0), 18.0, SOFT, Align::Left);
    }
    let notes = ["standard", "deviations;", "+ and −:", "not to be", "measured by", "them"];
    for (line, words) in notes.into_iter().enumerate() {
        figure.text(Vec2::new(left, bottom + 34.0 + 24.0 * line as f32), words, 18.0, SOFT, Align::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::Mark;
    use super::*;

    fn words(figure: &Figure) -> Vec<&str> {
        let mut words = Vec::new();
        for mark in &figure.marks {
            if let Mark::Text(text) = mark {
                words.push(text.text.as_str());
            }
        }
        words
    }

    #[test]
    fn strong_effects_are_written_and_weak_ones_are_not() {
        let mut all = Effects::default();
        all.add("AVA", "speed", -4.25);
        all.add("AVA", "distance", f32::NEG_INFINITY);
        all.add("PVC", "speed", 0.4);
        all.sort_columns(str::cmp);
        assert!(all.measures.iter().eq(["distance", "speed"]));
        assert_eq!(all.effects, [(0, 1, -4.25), (0, 0, f32::NEG_INFINITY), (1, 1, 0.4)]);
        let figure = draw(&Heading::default(), &all);
        let words = words(&figure);
        for word in ["AVA", "PVC", "speed", "distance", "−"] {
            assert!(words.contains(&word), "{word} in {words:?}");
        }
        assert!(words.iter().any(|word| word.contains("4.2") || word.contains("4.3")), "{words:?}");
        assert!(!words.iter().any(|word| word.contains("0.4")), "{words:?}");
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let mut all = Effects::default();
        (0..100).for_each(|row| all.add(&format!("N{row}"), "speed", 1.0));
        assert!(words(&draw(&Heading::default(), &all)).iter().any(|word| word.contains("64 more rows")));
        let none = draw(&Heading::default(), &Effects::default());
        assert!(words(&none).iter().any(|word| word.contains("nothing to silence")));
    }
}
