//! The strip as it is drawn: what is known, what was done by hand, what the script does, marks, and now.

use super::super::deeds::Mark;
use super::super::timeline::{Named, SECOND, SPAN};
use crate::stimulus::Script;
use crate::window::paint::theme::{Palette, fade, small};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align2, Color32, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};
use std::collections::BTreeSet;

/// More touches of the script than this are not drawn, nor more of what it does to neurons.
const MOST_MARKS: usize = 400;
/// How far above the foot of the strip the bars of touches begin, and how high they are \[points\].
const TOUCHES: (f32, f32) = (6.0, 3.5);
/// The same of what the script does to neurons.
const STIMULI: (f32, f32) = (10.5, 2.5);
/// A mark is met by a click as near as this \[points\].
const NEAR: f32 = 5.0;

/// Where moments lie on the strip.
pub(super) struct Scale {
    pub(super) rect: Rect,
    pub(super) first: u64,
}

impl Scale {
    /// A minute, whose right end is the last tick that is known; from the beginning it is filled
    /// from the left.
    pub(super) fn of(rect: Rect, tip: u64) -> Self {
        Self { rect, first: tip.saturating_sub(SPAN) }
    }

    pub(super) fn x(&self, tick: u64) -> f32 {
        let share = (tick as f32 - self.first as f32) / SPAN as f32;
        self.rect.left() + share.clamp(0.0, 1.0) * self.rect.width()
    }

    pub(super) fn tick(&self, at: Pos2) -> u64 {
        let share = ((at.x - self.rect.left()) / self.rect.width()).clamp(0.0, 1.0);
        self.first + (share * SPAN as f32).round() as u64
    }

    /// The mark that a place on the strip meets.
    pub(super) fn named<'a>(&self, named: &'a [Named], at: Pos2) -> Option<&'a Named> {
        let away = |mark: &&Named| (self.x(mark.tick) - at.x).abs();
        let near = named.iter().filter(|mark| mark.tick >= self.first && away(mark) <= NEAR);
        near.min_by(|a, b| away(a).total_cmp(&away(b)))
    }
}

/// What there is to be drawn of a run.
pub(super) struct Shown<'a> {
    /// The first tick that can be gone to, now, and the last that is known.
    pub(super) ticks: (u64, u64, u64),
    pub(super) marks: &'a [(u64, Mark)],
    pub(super) script: &'a Scripted,
    pub(super) named: &'a [Named],
}

/// What the script does: the first tick of each, and the one behind its last.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Scripted {
    touches: BTreeSet<(u64, u64)>,
    /// To neurons.
    stimuli: BTreeSet<(u64, u64)>,
}

pub(super) fn paint(painter: &Painter, scale: &Scale, shown: &Shown<'_>, palette: &Palette) {
    let Shown { ticks: (first, now, tip), marks, script, named } = *shown;
    let rect = scale.rect;
    let painter = painter.with_clip_rect(rect.expand(4.0));
    painter.rect_filled(rect, 4.0, palette.well);
    let part = |from: u64, to: u64, color: Color32| {
        let part = Rect::from_x_y_ranges(scale.x(from)..=scale.x(to), rect.y_range());
        painter.rect_filled(part.shrink2(vec2(0.0, 1.0)), 3.0, color);
    };
    part(first, now, palette.accent_ground);
    if tip > now {
        part(now, tip, palette.button);
    }
    let last = scale.first + SPAN;
    for second in scale.first.div_ceil(SECOND)..=last / SECOND {
        let x = scale.x(second * SECOND);
        let (ten, five) = (second % 10 == 0, second % 5 == 0);
        let height = if ten {
            rect.height() - 4.0
        } else if five {
            7.0
        } else {
            4.0
        };
        let color = fade(palette.weak, if ten { 0.5 } else { 0.35 });
        painter.vline(x, rect.bottom() - 1.0 - height..=rect.bottom() - 1.0, Stroke::new(1.0, color));
        if ten {
            let text = if second % 20 == 0 { format!("{second} s") } else { second.to_string() };
            let at = pos2(x + 3.0, rect.top() + 1.0);
            painter.text(at, Align2::LEFT_TOP, text, small(), palette.strong);
        }
    }
    for span in &script.stimuli {
        bar(&painter, scale, *span, STIMULI, fade(palette.excite, 0.55));
    }
    for span in &script.touches {
        bar(&painter, scale, *span, TOUCHES, fade(palette.skin, 0.45));
    }
    touches(&painter, scale, tip, marks, palette);
    for (tick, mark) in marks {
        let x = scale.x(*tick);
        if *tick < scale.first {
            continue;
        }
        match mark {
            Mark::Run => {
                painter.circle_filled(pos2(x, rect.bottom() - 4.5), 2.2, palette.excite);
            }
            Mark::Scene => {
                painter.vline(x, rect.y_range(), Stroke::new(1.5, palette.warn));
            }
            Mark::Touch | Mark::Lifted => {}
        }
    }
    named
        .iter()
        .filter(|mark| mark.tick >= scale.first)
        .for_each(|mark| flag(&painter, scale, mark, palette));
    painter.rect_stroke(rect, 4.0, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let x = scale.x(now);
    painter.vline(x, rect.top() - 2.0..=rect.bottom() + 2.0, Stroke::new(2.0, palette.accent));
    let top = rect.top() - 2.0;
    let head = vec![pos2(x - 4.5, top), pos2(x + 4.5, top), pos2(x, top + 6.0)];
    painter.add(egui::Shape::convex_polygon(head, palette.accent, Stroke::NONE));
}

/// What the scene's script does in a span of ticks, also what is to come. What is done to several alike is there once.
pub(super) fn scripted(world: &World, first: u64, last: u64) -> Scripted {
    let mut found = Scripted::default();
    let Some(script) = world.get_resource::<Script>() else { return found };
    let mut before = None;
    for stimulus in script.stimuli() {
        let (is_touch, timing) = (stimulus.item().is_touch(), stimulus.timing());
        // Thousands of neurons may have the same in a row.
        if before.replace((is_touch, timing)) == before {
            continue;
        }
        let found = if is_touch { &mut found.touches } else { &mut found.stimuli };
        let spans = timing.repeats_after(first.saturating_sub(2)).map(|repeat| timing.span(repeat));
        let spans = spans.take_while(|(before, _)| *before < last).take(MOST_MARKS - found.len());
        found.extend(spans.map(|(before, end)| (before + 1, end.saturating_add(1))));
    }
    found
}

/// What lasts from a tick to another one, as a bar.
fn bar(
    painter: &Painter,
    scale: &Scale,
    (from, to): (u64, u64),
    (above, height): (f32, f32),
    color: Color32,
) {
    if to < scale.first {
        return;
    }
    let (left, right) = (scale.x(from), scale.x(to));
    let y = scale.rect.bottom() - above;
    let bar = Rect::from_min_max(pos2(left, y), pos2(right.max(left + 2.5), y + height));
    painter.rect_filled(bar, 1.0, color);
}

/// Touches by hand.
fn touches(painter: &Painter, scale: &Scale, tip: u64, marks: &[(u64, Mark)], palette: &Palette) {
    let mut began = None;
    let bar = |from: u64, to: u64| bar(painter, scale, (from, to), TOUCHES, palette.skin);
    for (tick, mark) in marks {
        match mark {
            Mark::Touch => began = Some(*tick),
            Mark::Lifted => {
                if let Some(from) = began.take() {
                    bar(from, *tick);
                }
            }
            Mark::Run | Mark::Scene => {}
        }
    }
    if let Some(from) = began {
        bar(from, tip);
    }
}

/// A mark: a flag with its name.
fn flag(painter: &Painter, scale: &Scale, mark: &Named, palette: &Palette) {
    let (x, top) = (scale.x(mark.tick), scale.rect.top() + 1.0);
    let color = palette.strong;
    painter.vline(x, scale.rect.y_range(), Stroke::new(1.2, color));
    let cloth = vec![pos2(x, top), pos2(x + 7.0, top + 3.0), pos2(x, top + 6.0)];
    painter.add(egui::Shape::convex_polygon(cloth, color, Stroke::NONE));
    let galley = painter.layout_no_wrap(mark.name.clone(), small(), color);
    let at = pos2(x + 9.0, top - 1.5);
    let ground = Rect::from_min_size(at, galley.size()).expand2(vec2(2.0, 0.0));
    painter.rect_filled(ground, 2.0, fade(palette.well, 0.85));
    painter.galley(at, galley, color);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_does_is_drawn_as_long_as_it_lasts() {
        let text = r#"(format: 1, creatures: [(name: "W", body: (), neurons: [(name: "A"), (name: "B")])], stimuli: [
            Touch(creature: "W", segments: (0, 1), at: 2.0),
            Noise(creature: "W", neuron: "A", amount: 1.0, at: 1.0, seconds: 3.0),
            Noise(creature: "W", neuron: "B", amount: 2.0, at: 1.0, seconds: 3.0),
            Inject(creature: "W", neuron: "A", at: 5.0, amount: (1.0, 0.0), seconds: 0.5, every: 1.0, times: 2),
            Inject(creature: "W", neuron: "B", at: 9.0, amount: (1.0, 0.0)),
            Noise(creature: "W", neuron: "A", amount: 1.0, at: 70.0, seconds: 1.0e8)])"#;
        let scene = crate::scene::parse(text, "test").unwrap_or_else(|faults| panic!("{faults}"));
        let mut world = World::new();
        assert_eq!(scripted(&world, 0, SPAN), Scripted::default());
        world.insert_resource(Script::new(scene.stimuli, 0));
        let found = scripted(&world, 0, SPAN);
        assert_eq!(Vec::from_iter(found.touches), [(201, 251)]);
        assert_eq!(Vec::from_iter(found.stimuli), [(101, 401), (501, 551), (601, 651), (901, 902)]);
        let later = scripted(&world, 2_000, 2_000 + SPAN);
        assert_eq!(Vec::from_iter(later.stimuli), [(7_001, 10_000_007_001)]);
    }
}
