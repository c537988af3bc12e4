//! What stands beside the network: which end is the head, which side the left one, and what the rows of ports are.

use super::Sheet;
use crate::window::paint::theme::{Palette, fade, small};
use bevy::math::Vec2;
use bevy_egui::egui::{Align2, Color32, CornerRadius, Galley, Painter, Rect, Stroke, StrokeKind, pos2, vec2};
use std::sync::Arc;

/// The ports along one side of a body.
#[derive(Clone, Debug)]
pub struct Flank {
    /// Which side it is, and of whom where there are several.
    pub title: String,
    /// Its ends: at the head, at the tail, outside all ports.
    pub ends: [Vec2; 2],
    /// Away from the network: 1 where y grows, else -1.
    pub outward: f32,
    /// Its rows from the outside: how far outside the worm what they stand for lies, and what it is.
    pub rows: Vec<(u8, &'static str)>,
}

/// Height of the words, with some air \[points\]: what a view that shows all has to leave free.
pub const CAPTION: f32 = 24.0;
/// Width of the sign before a word, and space between words \[points\].
const SIGN: f32 = 15.0;
const SPACE: f32 = 10.0;
/// Neurons that stand nearer to one another on the screen are a map from afar: no words \[points\].
const AFAR: f32 = 5.0;

/// Draws them.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, view, palette, .. } = sheet;
    if plan.spacing * view.scale < AFAR {
        return;
    }
    for flank in &plan.flanks {
        let ends = flank.ends.map(|end| view.to_screen(end));
        let down = view.direction(Vec2::new(0.0, flank.outward)).y.signum();
        let y = ends[0].y + down * CAPTION / 2.0;
        let seen = view.rect.shrink(6.0);
        let (left, right) = (ends[0].x.max(seen.left()), ends[1].x.min(seen.right()));
        if !(seen.top()..=seen.bottom()).contains(&y) || right - left < 40.0 {
            continue;
        }
        let words = |text: &str, color: Color32| painter.layout_no_wrap(text.to_owned(), small(), color);
        let (head, tail) = (words("head", palette.text), words("tail", palette.text));
        let title = words(&flank.title, palette.text);
        let rows: Vec<(u8, Arc<Galley>)> =
            flank.rows.iter().map(|(lane, name)| (*lane, words(name, palette.text))).collect();
        // The ends where they are to be seen, the rows where there is room for them.
        let mut room = (left, right);
        if left == ends[0].x && right - left > head.size().x + tail.size().x + title.size().x + 4.0 * SPACE {
            room.0 += head.size().x + SPACE;
            patch(painter, pos2(left, y), head, palette);
        }
        if right == ends[1].x && right - room.0 > tail.size().x + title.size().x + 2.0 * SPACE {
            room.1 -= tail.size().x + SPACE;
            let width = tail.size().x;
            patch(painter, pos2(right - width, y), tail, palette);
        }
        let of_rows: f32 = rows.iter().map(|(_, word)| SIGN + word.size().x + SPACE).sum();
        let all = title.size().x + SPACE + of_rows;
        let with_rows = all <= room.1 - room.0;
        let wide = if with_rows { all } else { title.size().x };
        let mut at = pos2(((room.0 + room.1 - wide) / 2.0).max(room.0), y);
        let title_width = title.size().x;
        patch(painter, at, title, palette);
        at.x += title_width + SPACE;
        if with_rows {
            for (lane, word) in rows {
                sign(painter, Rect::from_center_size(at + vec2(5.0, 0.0), vec2(11.0, 5.0)), lane, palette);
                at.x += SIGN;
                let width = word.size().x;
                patch(painter, at, word, palette);
                at.x += width + SPACE;
            }
        }
    }
}

/// How much of the canvas lies between words and what is below them: links are guessed, the words are read.
const PLATE: f32 = 0.94;

/// The ground of words that stand over links.
pub(super) fn plate(painter: &Painter, words: Rect, palette: &Palette) {
    let ground = fade(palette.canvas, PLATE);
    painter.rect_filled(words.expand2(vec2(2.0, 0.0)), CornerRadius::same(3), ground);
}

/// A word on a patch of the canvas, its left end at a place.
fn patch(painter: &Painter, left: bevy_egui::egui::Pos2, word: Arc<Galley>, palette: &Palette) {
    let rect = Align2::LEFT_CENTER.anchor_size(left, word.size());
    plate(painter, rect, palette);
    painter.galley(rect.min, word, palette.text);
}

/// A piece of a row, as it is drawn below.
fn sign(painter: &Painter, rect: Rect, lane: u8, palette: &Palette) {
    let round = CornerRadius::same(2);
    if lane == 0 {
        painter.rect(rect, round, palette.canvas, Stroke::new(1.2, palette.muscle_rest), StrokeKind::Inside);
    } else {
        painter.rect_filled(rect, round, palette.sense(lane));
    }
}
