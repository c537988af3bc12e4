//! Panels that show places along the body, head at the top, against time by colour.

use super::color::{ACTIVITY, BEND, FORCE, GROUND, Rgb, SHORTENING, SOFT, SWING, scale};
use super::figure::{Align, FINE, Figure, Frame, Image};
use super::motion::{Field, Motion};
use super::thin;
use super::time::{border, nice, number, title};
use bevy::math::Vec2;

/// A body that bends less than this all the time counts as straight \[radians\].
const LEAST_BEND: f32 = 0.02;
/// A body of which no joint is ever shortened by more than this share keeps its length.
const LEAST_SHORTENING: f32 = 0.05;
/// Width that a mark of a moment has at least \[units\].
const MARK: f32 = 1.5;

/// How the columns of a recording lie in the panels.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// How many fill the width.
    pub count: usize,
    /// How long one is \[seconds\].
    pub seconds: f32,
}

impl Columns {
    /// So many columns in words, where they are drawn as one.
    fn in_words(self, window: usize) -> String {
        let seconds = window as f32 * self.seconds;
        format!("within {} s", number(seconds, nice(seconds / 20.0)))
    }
}

/// Whether a body ever bends.
pub fn bends(motion: &Motion) -> bool {
    greatest(&motion.bends) > LEAST_BEND
}

/// Whether a body ever shortens.
pub fn shortens(motion: &Motion) -> bool {
    greatest(&thin::greatest(&motion.shortening_ranges, 1)) > LEAST_SHORTENING
}

/// How many columns are drawn as one: enough for a whole wave of bends, or of shortening, where one is too fine.
pub fn window(motion: &Motion) -> Option<usize> {
    let of_bends = bends(motion).then(|| thin::window(&motion.bend_ranges)).flatten();
    let of_shortening = shortens(motion).then(|| thin::window(&motion.shortening_ranges)).flatten();
    of_bends.max(of_shortening)
}

/// Room right of a panel for its colour bar.
const BAR_GAP: f32 = 14.0;
const BAR_WIDTH: f32 = 12.0;

/// The greatest value of a field, either way; what is no number counts as nothing.
pub fn greatest(field: &Field) -> f32 {
    field.iter().flatten().map(|v| v.abs()).filter(|v| v.is_finite()).fold(0.0, f32::max)
}

/// A round number not below `value`.
fn round_up(value: f32) -> f32 {
    let step = nice(value / 4.0);
    (value / step).ceil() * step
}

/// Draws a field of which a value stands for so many of the columns that fill the width.
fn draw_field(
    frame: Frame,
    field: &Field,
    columns: Columns,
    each: usize,
    color: &dyn Fn(f32) -> Rgb,
    figure: &mut Figure,
) {
    let mut image = Image::filling(frame, GROUND);
    image.shade(|x, y| {
        let column = ((x * columns.count as f32) as usize).min(columns.count.saturating_sub(1));
        let place = ((y * field.len() as f32) as usize).min(field.len().saturating_sub(1));
        let value = field.get(place).and_then(|values| values.get(column / each));
        value.map_or(GROUND, |value| color(*value))
    });
    figure.image(image);
    border(frame, figure);
}

/// The scale of a panel at its right, with words at chosen heights (0 below, 1 above).
fn draw_bar(frame: Frame, stops: &[Rgb], words: &[(f32, String)], figure: &mut Figure) {
    let bar = Frame::new(frame.max.x + BAR_GAP, frame.min.y, BAR_WIDTH, frame.size().y);
    let mut image = Image::filling(bar, GROUND);
    image.shade(|_, y| scale(stops, 1.0 - y));
    figure.image(image);
    border(bar, figure);
    for (height, word) in words {
        let y = (bar.max.y - height * bar.size().y).clamp(bar.min.y + 8.0, bar.max.y - 8.0);
        figure.text(Vec2::new(bar.max.x + 8.0, y), word, 16.0, SOFT, Align::Left);
    }
}

fn head_and_tail(frame: Frame, figure: &mut Figure) {
    for (y, word) in [(frame.min.y + 9.0, "head"), (frame.max.y - 9.0, "tail")] {
        figure.text(Vec2::new(frame.min.x - 10.0, y), word, 17.0, SOFT, Align::Right);
    }
}

/// The bend of every joint; over a long run how far it swings.
pub fn draw_bends(frame: Frame, motion: &Motion, columns: Columns, figure: &mut Figure) {
    head_and_tail(frame, figure);
    if let Some(window) = window(motion) {
        let meaning =
            format!("how far each joint swings to either side {}, in radians", columns.in_words(window));
        title(frame, "Curvature", &meaning, figure);
        let swings = thin::half_swings(&motion.bend_ranges, window);
        let most = round_up(greatest(&swings).max(LEAST_BEND));
        draw_field(frame, &swings, columns, window, &|swing| scale(&SWING, swing / most), figure);
        draw_bar(frame, &SWING, &[(1.0, number(most, most)), (0.0, "0".into())], figure);
        return;
    }
    title(frame, "Curvature", "bend of each joint, in radians", figure);
    let bends = &motion.bends;
    let most = round_up(greatest(bends).max(LEAST_BEND));
    draw_field(frame, bends, columns, 1, &|bend| scale(&BEND, 0.5 + bend / most / 2.0), figure);
    if !self::bends(motion) {
        figure.text(frame.center(), "straight all the time", 18.0, SOFT, Align::Center);
        return;
    }
    let end = number(most, most);
    let words = [(1.0, format!("{end} left")), (0.5, "straight".into()), (0.0, format!("{end} right"))];
    draw_bar(frame, &BEND, &words, figure);
}

/// How far every joint is shortened; over a long run how far at most.
pub fn draw_shortening(frame: Frame, motion: &Motion, columns: Columns, figure: &mut Figure) {
    head_and_tail(frame, figure);
    let (each, most_of) = match window(motion) {
        Some(window) => (window, format!("at most {}, ", columns.in_words(window))),
        None => (1, String::new()),
    };
    title(frame, "Shortening", &format!("of each joint, {most_of}as a share of its length at rest"), figure);
    let shortest = thin::greatest(&motion.shortening_ranges, each);
    let field = if each == 1 { &motion.shortening } else { &shortest };
    let most = round_up(greatest(&shortest).max(LEAST_SHORTENING));
    draw_field(frame, field, columns, each, &|share| scale(&SHORTENING, share / most), figure);
    draw_bar(frame, &SHORTENING, &[(1.0, number(most, most)), (0.0, "0".into())], figure);
}

/// The activation of the muscles, left above right.
pub fn draw_muscles(frame: Frame, motion: &Motion, columns: Columns, figure: &mut Figure) {
    let window = window(motion);
    // Of so many waves that it hardly matters where a window begins in one.
    let window = window.map(|window| 3 * window);
    let mean = window.map_or_else(String::new, |window| format!("mean {}, ", columns.in_words(window)));
    let meaning = format!("activation, {mean}left side above right side, each from head to tail");
    title(frame, "Muscles", &meaning, figure);
    let each = window.unwrap_or(1);
    let sides = motion.muscles.each_ref().map(|field| thin::means(field, each));
    let most = round_up(sides.iter().map(greatest).fold(0.02, f32::max)).min(1.0);
    let half = (frame.size().y - 4.0) / 2.0;
    for (side, (field, word)) in sides.iter().zip(["left", "right"]).enumerate() {
        let top = frame.min.y + side as f32 * (half + 4.0);
        let frame = Frame::new(frame.min.x, top, frame.size().x, half);
        draw_field(frame, field, columns, each, &|value| scale(&ACTIVITY, value / most), figure);
        let at = Vec2::new(frame.min.x - 10.0, frame.center().y);
        figure.text(at, word, 17.0, SOFT, Align::Right);
    }
    let words = [(1.0, number(most, most)), (0.0, "0".into())];
    draw_bar(frame, &ACTIVITY, &words, figure);
}

/// The force on the skin, from the script and from what the body runs into.
pub fn draw_skin(frame: Frame, motion: &Motion, columns: Columns, figure: &mut Figure) {
    title(frame, "Touch", "force that the skin feels, from touches and collisions", figure);
    let most = round_up(greatest(&motion.skin).max(0.1));
    let pixels = frame.size().x * FINE as f32;
    let reach = (MARK * FINE as f32 / 2.0 * columns.count as f32 / pixels) as usize;
    let skin = thin::widened(&motion.skin, reach);
    draw_field(frame, &skin, columns, 1, &|value| scale(&FORCE, value / most), figure);
    head_and_tail(frame, figure);
    let words = [(1.0, number(most, most)), (0.0, "0".into())];
    draw_bar(frame, &FORCE, &words, figure);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_at_round_numbers_that_hold_everything() {
        for value in [0.02, 0.31, 0.5, 0.97, 1.3, 7.2] {
            let up = round_up(value);
            assert!(up >= value && up <= value * 1.5, "{value}: {up}");
        }
        assert_eq!(greatest(&vec![vec![0.5, f32::NAN], vec![-0.7]]), 0.7);
    }
}
