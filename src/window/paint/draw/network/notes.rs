//! Notes on the canvas.

use super::{Plan, Sheet, Spot};
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{
    Color32, CornerRadius, FontFamily, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, vec2,
};
use std::sync::Arc;

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Its upper left corner.
    pub at: Vec2,
    /// Its width.
    pub width: f32,
    /// The number of its creature.
    pub creature: usize,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// Sizes of its letters: usual ones, and those of a note that is narrow on the screen \[points\].
const LETTERS: (f32, f32) = (13.0, 11.0);
/// A line is so high, and a letter about so wide, in sizes of letters.
const LINE: f32 = 1.3;
const LETTER: f32 = 0.5;
/// Width on the screen of a note with usual letters, and of one that cannot be read any more \[points\].
const USUAL: f32 = 120.0;
const NARROW: f32 = 64.0;
/// Neurons that stand nearer to one another on the screen are a map from afar: no words \[points\].
const AFAR: f32 = 9.0;
/// Width of the edge at which its width is changed \[points\].
const HANDLE: f32 = 5.0;

/// About how high a text is in so wide a column \[points\], without fonts.
fn height(text: &str, width: f32, letters: f32) -> f32 {
    let room = (width / (LETTER * letters)).floor().max(1.0);
    let lines: f32 = text.split('\n').map(|line| (line.chars().count() as f32 / room).ceil().max(1.0)).sum();
    lines * LINE * letters
}

impl Plan {
    /// About the height of a note on the canvas where it is as wide as most are on the screen.
    #[must_use]
    pub fn note_height(&self, note: &Note) -> f32 {
        let points = 1.6 * USUAL;
        note.width / points * height(&note.text, points, LETTERS.0)
    }

    /// Size of the letters of a note in a view \[points\]; `None` where they could not be read.
    fn letters(&self, view: &View, note: &Note) -> Option<f32> {
        let width = note.width * view.scale;
        let seen = width >= NARROW && self.spacing * view.scale >= AFAR;
        seen.then_some(if width >= USUAL { LETTERS.0 } else { LETTERS.1 })
    }

    /// About where a note is on the screen; `None` where it could not be read.
    #[must_use]
    pub fn note_rect(&self, view: &View, note: &Note) -> Option<Rect> {
        let letters = self.letters(view, note)?;
        let width = note.width * view.scale;
        Some(Rect::from_min_size(view.to_screen(note.at), vec2(width, height(&note.text, width, letters))))
    }

    /// Where a note is on the screen, by its letters.
    fn laid_out(
        &self,
        painter: &Painter,
        view: &View,
        note: &Note,
        color: Color32,
    ) -> Option<(Rect, Arc<Galley>)> {
        let font = FontId::new(self.letters(view, note)?, FontFamily::Proportional);
        let width = note.width * view.scale;
        let galley = painter.layout(note.text.clone(), font, color, width);
        Some((Rect::from_min_size(view.to_screen(note.at), vec2(width, galley.size().y)), galley))
    }

    /// The note at a point of the screen, and whether that is at the edge that sets its width.
    #[must_use]
    pub fn hit_note(&self, view: &View, point: Pos2) -> Option<(usize, bool)> {
        let near = |note: &Note| {
            let rect = self.note_rect(view, note)?.expand(2.0);
            rect.expand2(vec2(HANDLE, 0.0)).contains(point).then(|| point.x > rect.right() - HANDLE)
        };
        self.notes.iter().enumerate().rev().find_map(|(i, note)| near(note).map(|edge| (i, edge)))
    }
}

/// Draws them.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, focus, view, palette, .. } = sheet;
    for (i, note) in plan.notes.iter().enumerate() {
        if focus.writing == Some(i) {
            continue;
        }
        let selected = focus.link == Some(Spot::Note(i));
        let pointed = focus.note == Some(i);
        let seen = plan.note_rect(view, note).is_some_and(|rect| view.rect.intersects(rect.expand(16.0)));
        let laid_out = plan.laid_out(painter, view, note, palette.text).filter(|_| seen);
        let Some((rect, galley)) = laid_out else { continue };
        let ground =
            Rect::from_min_size(rect.min, vec2(galley.size().x, rect.height())).expand2(vec2(4.0, 2.0));
        painter.rect_filled(ground, CornerRadius::same(3), fade(palette.canvas, 0.8));
        painter.galley(rect.min, galley, palette.text);
        if selected || pointed {
            edge(painter, rect.expand2(vec2(4.0, 2.0)), selected, palette);
        }
    }
}

/// The border of a note that is selected or pointed at, with the handle of its width.
fn edge(painter: &Painter, rect: Rect, selected: bool, palette: &Palette) {
    let color = if selected { palette.accent } else { palette.weak };
    let stroke = Stroke::new(if selected { 1.5 } else { 1.0 }, color);
    painter.rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Outside);
    let handle = Rect::from_center_size(rect.right_center(), vec2(4.0, 14.0));
    painter.rect_filled(handle, CornerRadius::same(2), color);
}
