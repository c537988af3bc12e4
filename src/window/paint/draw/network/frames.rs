//! Frames round neurons, and the boxes that folded ones are.

use super::super::glow;
use super::captions::plate;
use super::{Activity, Plan, Sheet, Spot};
use crate::nervous::{Phase, Tint};
use crate::window::paint::theme::{Palette, fade, mix, readable, small};
use crate::window::paint::view::View;
use crate::window::paint::words;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Align2, Color32, CornerRadius, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

/// A frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its title.
    pub name: String,
    /// Indices of its neurons.
    pub members: Vec<usize>,
    /// Its colour.
    pub color: Tint,
    /// Whether it is one box.
    pub folded: bool,
    /// Whether it lies in a folded frame as a whole, so that nothing of it is to be seen.
    pub within: bool,
    /// The number of its creature.
    pub creature: usize,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// About the distance of a border from the middles of the neurons in it, in usual distances of neighbours.
const MARGIN: f32 = 0.5;
/// Distance of a border from the rims of the neurons in it, and besides below them, for their names: where neighbours
/// are as far from one another as that, and more \[points\].
const AIR: (f32, f32, f32) = (9.0, 9.0, 40.0);
/// Height of a title \[points\], with the air round it.
const TITLE: f32 = 18.0;
/// Titles are written from this distance of neighbours on \[points\]: before, they are longer than what they name.
const LEGIBLE: f32 = 9.0;
/// Height of a box, and its least and greatest width, in usual distances of neighbours.
const BOX: (f32, f32, f32) = (1.15, 1.9, 4.6);
/// Width of a character in a box, in the same unit.
const CHARACTER: f32 = 0.17;
/// Least and greatest size of a box on the screen \[points\].
const BOX_LEAST: egui::Vec2 = vec2(12.0, 8.0);
const BOX_MOST: egui::Vec2 = vec2(230.0, 58.0);
/// How near to a border one has to be to point at it \[points\].
const REACH: f32 = 5.0;

/// The colour of a frame in these colours: of the same lightness, so that hue alone never tells them apart from the
/// ground.
#[must_use]
pub fn tint(tint: Tint, palette: &Palette) -> Color32 {
    let hue = match tint {
        Tint::Grey => return palette.weak,
        Tint::Blue => Color32::from_rgb(0x4f, 0x92, 0xd6),
        Tint::Green => Color32::from_rgb(0x4c, 0xa8, 0x7a),
        Tint::Amber => Color32::from_rgb(0xd0, 0xa0, 0x3c),
        Tint::Red => Color32::from_rgb(0xcf, 0x6a, 0x62),
        Tint::Violet => Color32::from_rgb(0xa1, 0x82, 0xcf),
    };
    mix(hue, palette.weak, 0.18)
}

impl Plan {
    /// The box of neurons on the canvas; `None` without any.
    #[must_use]
    pub fn around(&self, members: &[usize]) -> Option<(Vec2, Vec2)> {
        let mut places = members.iter().filter_map(|i| self.nodes.get(*i)).map(|node| node.at);
        let first = places.next()?;
        Some(places.fold((first, first), |(low, high), at| (low.min(at), high.max(at))))
    }

    /// The middle of a frame on the canvas.
    #[must_use]
    pub fn middle(&self, frame: &Frame) -> Vec2 {
        self.around(&frame.members).map_or(Vec2::ZERO, |(low, high)| (low + high) / 2.0)
    }

    /// Size of the box of a folded frame on the canvas.
    #[must_use]
    pub fn box_size(&self, frame: &Frame) -> Vec2 {
        let (height, least, most) = BOX;
        let width = (CHARACTER * frame.name.chars().count() as f32 + 0.8).clamp(least, most);
        Vec2::new(width, height) * self.spacing
    }

    /// What a frame covers of the canvas, the one that is open with its border, the folded one with its box.
    #[must_use]
    pub fn extent(&self, frame: &Frame) -> (Vec2, Vec2) {
        let (low, high) = self.around(&frame.members).unwrap_or_default();
        if frame.folded {
            let (middle, half) = ((low + high) / 2.0, self.box_size(frame) / 2.0);
            return (middle - half, middle + half);
        }
        let margin = Vec2::splat(MARGIN * self.spacing);
        (low - margin, high + margin)
    }

    /// A frame on the screen.
    #[must_use]
    pub fn frame_rect(&self, view: &View, frame: &Frame) -> Rect {
        let on_screen = |(low, high)| Rect::from_two_pos(view.to_screen(low), view.to_screen(high));
        if frame.folded {
            let rect = on_screen(self.extent(frame));
            return Rect::from_center_size(rect.center(), rect.size().clamp(BOX_LEAST, BOX_MOST));
        }
        let share = (self.spacing * view.scale / AIR.2).min(1.0);
        let mut rect = on_screen(self.around(&frame.members).unwrap_or_default());
        rect = rect.expand(self.screen_radius(view) + AIR.0 * share);
        rect.max.y += AIR.1 * share;
        rect
    }

    /// The folded frame that a neuron is drawn in, as a part of its box.
    #[must_use]
    pub fn boxed(&self, neuron: usize) -> Option<usize> {
        self.inside.get(neuron).copied().flatten()
    }

    /// The frame at a point of the screen: its box, or the border or the title of one that is open.
    #[must_use]
    pub fn hit_frame(&self, view: &View, point: Pos2) -> Option<usize> {
        let at = |frame: &Frame| {
            let rect = self.frame_rect(view, frame);
            if frame.folded {
                return rect.contains(point);
            }
            let border = rect.expand(REACH).contains(point) && !rect.shrink(REACH).contains(point);
            border || (self.spacing * view.scale >= LEGIBLE && title_rect(rect, &frame.name).contains(point))
        };
        // What is drawn last lies in front; small ones are drawn after large ones.
        let found = self.frames.iter().enumerate().filter(|(_, frame)| !frame.within && at(frame));
        found
            .min_by_key(|(i, frame)| (!frame.folded, frame.members.len(), std::cmp::Reverse(*i)))
            .map(|(i, _)| i)
    }
}

/// Where about the title of an open frame stands: over its border, at the left.
fn title_rect(rect: Rect, name: &str) -> Rect {
    let width = (7.0 * name.chars().count() as f32 + 12.0).min(rect.width().max(60.0));
    Rect::from_min_size(rect.left_top() - vec2(0.0, TITLE), vec2(width, TITLE))
}

/// Draws the borders of those that are open, behind everything.
pub(super) fn draw_open(sheet: &Sheet) {
    let &Sheet { painter, plan, focus, view, palette, .. } = sheet;
    let mut order: Vec<usize> =
        (0..plan.frames.len()).filter(|i| !plan.frames[*i].folded && !plan.frames[*i].within).collect();
    // The large ones first, so that what lies in them is seen.
    order.sort_by_key(|i| std::cmp::Reverse(plan.frames[*i].members.len()));
    for i in order {
        let frame = &plan.frames[i];
        let rect = plan.frame_rect(view, frame);
        if !view.rect.intersects(rect.expand(TITLE)) {
            continue;
        }
        let color = tint(frame.color, palette);
        let selected = focus.link == Some(Spot::Frame(i));
        let round = CornerRadius::same((0.3 * plan.spacing * view.scale).clamp(2.0, 10.0) as u8);
        let (rim, width) = if selected { (palette.accent, 2.0) } else { (fade(color, 0.75), 1.2) };
        painter.rect(rect, round, fade(color, 0.06), Stroke::new(width, rim), StrokeKind::Inside);
    }
}

/// Draws the titles of those that are open, over links.
pub(super) fn draw_titles(sheet: &Sheet) {
    let &Sheet { painter, plan, focus, view, palette, .. } = sheet;
    if plan.spacing * view.scale < LEGIBLE {
        return;
    }
    for (i, frame) in plan.frames.iter().enumerate().filter(|(_, frame)| !frame.folded && !frame.within) {
        let rect = plan.frame_rect(view, frame);
        if !view.rect.intersects(rect.expand(TITLE)) {
            continue;
        }
        let selected = focus.link == Some(Spot::Frame(i));
        let ink =
            if selected { palette.accent } else { readable(tint(frame.color, palette), palette.canvas) };
        let room = rect.width().max(60.0) - 6.0;
        let galley = line(painter, &frame.name, small(), ink, room);
        let place = pos2(rect.left() + 4.0, rect.top() - galley.size().y - 1.0);
        plate(painter, Rect::from_min_size(place, galley.size()), palette);
        painter.galley(place, galley, ink);
    }
}

/// A text on one line, cut short where there is no room for it.
fn line(
    painter: &egui::Painter,
    text: &str,
    font: egui::FontId,
    color: Color32,
    room: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    painter.layout_job(job)
}

/// What the neurons of a box do now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bustle {
    /// How many fire.
    pub firing: usize,
    /// Light of their releases \[0 to 1\].
    pub flash: f32,
}

impl Bustle {
    /// That of some neurons.
    #[must_use]
    pub fn of(members: &[usize], activity: &Activity) -> Self {
        let looks = members.iter().filter_map(|i| activity.nodes.get(*i));
        let (mut firing, mut sum) = (0, 0.0f32);
        for look in looks {
            firing +=
                usize::from(matches!(look.phase, Phase::Activating | Phase::Conducting | Phase::Releasing));
            sum += look.flash;
        }
        // A tenth of them at once is as bright as it gets: all at once is rare.
        let flash = (10.0 * sum / members.len().max(1) as f32).min(1.0);
        Self { firing, flash: if members.len() < 10 { (sum / 2.0).min(1.0) } else { flash } }
    }
}

/// Draws the boxes of those that are folded, in front of links.
pub(super) fn draw_boxes(sheet: &Sheet, bustle: &[Bustle]) {
    let &Sheet { painter, plan, focus, view, palette, .. } = sheet;
    for (i, frame) in plan.frames.iter().enumerate() {
        let rect = plan.frame_rect(view, frame);
        if !frame.folded || frame.within || !view.rect.intersects(rect) {
            continue;
        }
        let Bustle { firing, flash } = bustle.get(i).copied().unwrap_or_default();
        let color = tint(frame.color, palette);
        // Of a neuron that is selected in it nothing else is seen.
        let selected =
            focus.link == Some(Spot::Frame(i)) || frame.members.iter().any(|member| focus.is_chosen(*member));
        let round = CornerRadius::same((0.16 * rect.height()).clamp(2.0, 8.0) as u8);
        if flash > 0.02 && !focus.still {
            painter.add(glow(rect.center(), 0.75 * rect.width(), fade(palette.flash, 0.45 * flash)));
        }
        // A second sheet behind it: there is more in it.
        let behind = rect.translate(vec2(3.0, 3.0));
        let ground = mix(palette.canvas, color, 0.16);
        if rect.height() > 14.0 {
            painter.rect(behind, round, ground, Stroke::new(1.0, fade(color, 0.6)), StrokeKind::Inside);
        }
        let lively = mix(ground, palette.flash, 0.35 * flash);
        let (rim, width) = if selected { (palette.accent, 2.2) } else { (color, 1.4) };
        painter.rect(rect, round, lively, Stroke::new(width, rim), StrokeKind::Inside);
        words_of(sheet, frame, rect, firing, lively);
    }
}

/// The name of a box, how many neurons are in it, and how many of them fire.
fn words_of(sheet: &Sheet, frame: &Frame, rect: Rect, firing: usize, ground: Color32) {
    let &Sheet { painter, palette, .. } = sheet;
    let room = rect.width() - 10.0;
    let ink = readable(palette.strong, ground);
    let name = line(painter, &frame.name, small(), ink, room);
    if room < 24.0 || rect.height() < name.size().y + 1.0 {
        return;
    }
    let count = words::count(frame.members.len(), "neuron");
    let whole = if firing == 0 { count.clone() } else { format!("{count}, {firing} firing") };
    let short = if firing == 0 {
        frame.members.len().to_string()
    } else {
        format!("{firing}/{}", frame.members.len())
    };
    let weak = readable(palette.weak, ground);
    let fits = |text: &str| {
        let galley = painter.layout_no_wrap(text.to_owned(), small(), weak);
        (galley.size().x <= room).then_some(galley)
    };
    let below = fits(&whole).or_else(|| fits(&short));
    match below.filter(|below| rect.height() >= name.size().y + below.size().y + 2.0) {
        Some(below) => {
            let top = rect.center().y - (name.size().y + below.size().y) / 2.0;
            let place = |galley: &egui::Galley, y: f32| pos2(rect.center().x - galley.size().x / 2.0, y);
            let height = name.size().y;
            painter.galley(place(&name, top), name, ink);
            painter.galley(place(&below, top + height), below, weak);
        }
        None => {
            let place = Align2::CENTER_CENTER.anchor_size(rect.center(), name.size()).min;
            painter.galley(place, name, ink);
        }
    }
}
