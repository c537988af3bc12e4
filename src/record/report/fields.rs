//! Panels that show places along the body, head at the top, against time by colour.

use super::color::{ACTIVITY, BEND, FORCE, GROUND, Rgb, SOFT, scale};
use super::figure::{Align, Figure, Frame, Image};
use super::recording::Field;
use super::time::{border, nice, number, title};
use bevy::math::Vec2;

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

/// Draws a field of which so many columns are there, `columns` filling the width.
fn draw_field(frame: Frame, field: &Field, columns: usize, color: &dyn Fn(f32) -> Rgb, figure: &mut Figure) {
    let mut image = Image::filling(frame, GROUND);
    image.shade(|x, y| {
        let column = ((x * columns as f32) as usize).min(columns.saturating_sub(1));
        let place = ((y * field.len() as f32) as usize).min(field.len().saturating_sub(1));
        let value = field.get(place).and_then(|values| values.get(column));
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

/// The bend of every joint.
pub fn draw_bends(frame: Frame, bends: &Field, columns: usize, figure: &mut Figure) {
    title(frame, "Curvature", "bend of each joint, in radians", figure);
    let most = round_up(greatest(bends).max(0.02));
    draw_field(frame, bends, columns, &|bend| scale(&BEND, 0.5 + bend / most / 2.0), figure);
    head_and_tail(frame, figure);
    let end = number(most, most);
    let words = [(1.0, format!("{end} left")), (0.5, "straight".into()), (0.0, format!("{end} right"))];
    draw_bar(frame, &BEND, &words, figure);
}

/// The activation of the muscles, left above right.
pub fn draw_muscles(frame: Frame, muscles: &[Field; 2], columns: usize, figure: &mut Figure) {
    title(frame, "Muscles", "activation, left side above right side, each from head to tail", figure);
    let most = round_up(muscles.iter().map(greatest).fold(0.02, f32::max)).min(1.0);
    let half = (frame.size().y - 4.0) / 2.0;
    for (side, (field, word)) in muscles.iter().zip(["left", "right"]).enumerate() {
        let top = frame.min.y + side as f32 * (half + 4.0);
        let frame = Frame::new(frame.min.x, top, frame.size().x, half);
        draw_field(frame, field, columns, &|value| scale(&ACTIVITY, value / most), figure);
        let at = Vec2::new(frame.min.x - 10.0, frame.center().y);
        figure.text(at, word, 17.0, SOFT, Align::Right);
    }
    let words = [(1.0, number(most, most)), (0.0, "0".into())];
    draw_bar(frame, &ACTIVITY, &words, figure);
}

/// The force on the skin, from the script and from what the body runs into.
pub fn draw_skin(frame: Frame, skin: &Field, columns: usize, figure: &mut Figure) {
    title(frame, "Touch", "force that the skin feels, from touches and collisions", figure);
    let most = round_up(greatest(skin).max(0.1));
    draw_field(frame, skin, columns, &|value| scale(&FORCE, value / most), figure);
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
