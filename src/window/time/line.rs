//! The strip on which time is gone back in: the last minute, what was done by hand, and where the
//! world is now.

use super::deeds::Mark;
use super::timeline::{SPAN, Timeline};
use super::travel::{go, halt, resume};
use crate::sim::{Clock, TICKS_PER_SECOND};
use crate::stimulus::{Script, Timing};
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{Palette, fade, small};
use crate::window::paint::wheel;
use crate::window::state::{Views, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{
    self, Align2, Color32, Painter, Pos2, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// Height of the strip \[points\].
const LINE_HEIGHT: f32 = 26.0;
/// Room for words and buttons at its right end \[points\].
const WORDS: f32 = 178.0;
/// Ticks of a second, as wide as the time line counts.
const SECOND: u64 = TICKS_PER_SECOND as u64;

/// More touches of the script than this are not drawn.
const MOST_MARKS: usize = 400;

const TIP: [&str; 3] = [
    "Drag, click, or swipe sideways to go back to a moment of the last minute. From there, what was done by hand happens \
     again, until you touch the worm or change something: then it goes on differently.",
    "Changes of the scene stay (Ctrl+Z undoes them); before one, time is gone back in by half seconds.",
    "Bars: touches, paler those of the scene's script. Dots: injections. Lines: changes of the scene.",
];

/// Where moments lie on the strip.
struct Scale {
    rect: Rect,
    first: u64,
}

impl Scale {
    /// A minute, whose right end is the last tick that is known; from the beginning it is filled
    /// from the left.
    fn of(rect: Rect, tip: u64) -> Self {
        Self { rect, first: tip.saturating_sub(SPAN) }
    }

    fn x(&self, tick: u64) -> f32 {
        let share = (tick as f32 - self.first as f32) / SPAN as f32;
        self.rect.left() + share.clamp(0.0, 1.0) * self.rect.width()
    }

    fn tick(&self, at: Pos2) -> u64 {
        let share = ((at.x - self.rect.left()) / self.rect.width()).clamp(0.0, 1.0);
        self.first + (share * SPAN as f32).round() as u64
    }
}

/// Shows the strip.
pub fn show(ui: &mut Ui, world: &mut World) {
    let frame = bar(palette(world));
    egui::Panel::bottom("time").exact_size(LINE_HEIGHT).frame(frame).show(ui, |ui| strip(ui, world));
}

fn strip(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let Some(line) = world.get_resource::<Timeline>() else { return };
    let now = world.resource::<Clock>().tick;
    let (first, tip) = line.span();
    let tip = tip.max(now);
    let marks: Vec<(u64, Mark)> = line.marks().collect();
    let room = ui.available_rect_before_wrap();
    let strip = Rect::from_min_max(
        pos2(room.left(), room.top() + 3.0),
        pos2((room.right() - WORDS).max(room.left() + 60.0), room.bottom() - 3.0),
    );
    let scale = Scale::of(strip, tip);
    let response = ui.interact(strip, ui.id().with("time line"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, now as f64 / SECOND as f64, "Time line"));
    let script = scripted(world, scale.first, scale.first + SPAN);
    paint(ui.painter(), &scale, (first, now, tip), (&marks, &script), palette);

    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    if let Some(at) = pointer {
        let tick = scale.tick(at).clamp(first, tip);
        let held = response.dragged() || response.clicked() || response.is_pointer_button_down_on();
        if !held {
            let x = scale.x(tick);
            ui.painter().vline(x, strip.y_range(), Stroke::new(1.0, fade(palette.strong, 0.5)));
        } else if tick != world.resource::<Clock>().tick {
            halt(world);
            go(world, tick);
        }
    }
    let swept = swipe(ui, &response, world, &scale);
    if swept != 0 {
        halt(world);
        go(world, now.saturating_add_signed(swept).clamp(first, tip));
    } else if response.is_pointer_button_down_on() {
        // Time stands while it is held, also before it has moved.
        halt(world);
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    } else {
        resume(world);
    }
    // Who drags looks at the worm.
    if !response.is_pointer_button_down_on() {
        let tick = pointer.map_or(now, |at| scale.tick(at).clamp(first, tip));
        response.on_hover_ui(|ui| {
            ui.set_max_width(440.0);
            ui.label(RichText::new(format!("{:.2} s", seconds(tick))).strong());
            for text in TIP {
                ui.label(text);
            }
        });
    }
    words(ui, Rect::from_min_max(pos2(strip.right() + 10.0, room.top()), room.max), world, tip);
}

/// By how many ticks fingers or a wheel that go sideways move the moment along the strip.
fn swipe(ui: &Ui, response: &Response, world: &World, scale: &Scale) -> i64 {
    if !response.contains_pointer() {
        return 0;
    }
    let way = wheel::turn(ui, world.resource::<Views>().wheel).pan.x;
    (way / scale.rect.width() * SPAN as f32).round() as i64
}

fn seconds(tick: u64) -> f64 {
    Clock { tick }.seconds()
}

fn paint(
    painter: &Painter,
    scale: &Scale,
    (first, now, tip): (u64, u64, u64),
    (marks, script): (&[(u64, Mark)], &[(u64, u64)]),
    palette: &Palette,
) {
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
            painter.text(at, Align2::LEFT_TOP, text, egui::FontId { size: 10.0, ..small() }, palette.weak);
        }
    }
    for (from, to) in script {
        touch(&painter, scale, *from, *to, fade(palette.skin, 0.45));
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
    painter.rect_stroke(rect, 4.0, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let x = scale.x(now);
    painter.vline(x, rect.top() - 2.0..=rect.bottom() + 2.0, Stroke::new(2.0, palette.accent));
    let top = rect.top() - 2.0;
    let head = vec![pos2(x - 4.5, top), pos2(x + 4.5, top), pos2(x, top + 6.0)];
    painter.add(egui::Shape::convex_polygon(head, palette.accent, Stroke::NONE));
}

/// The touches of the scene's script in a span, those to come too: first and last tick of each.
fn scripted(world: &World, first: u64, last: u64) -> Vec<(u64, u64)> {
    let Some(script) = world.get_resource::<Script>() else { return Vec::new() };
    let mut found = Vec::new();
    for stimulus in script.stimuli().iter().filter(|s| s.item().is_touch()) {
        let Timing { first: begins, lasts, every, times } = stimulus.timing();
        let mut begin = begins;
        if every > 0 && first > begins + lasts {
            begin += (first - begins - lasts) / every * every;
        }
        let end = match (every, times) {
            (0, _) => begins,
            (_, 0) => last,
            (every, times) => begins.saturating_add(every.saturating_mul(times - 1)),
        };
        while begin <= end.min(last) && found.len() < MOST_MARKS {
            if begin + lasts >= first {
                found.push((begin, begin + lasts));
            }
            begin += every.max(1);
        }
    }
    found
}

/// A touch, as a bar as long as it lasted.
fn touch(painter: &Painter, scale: &Scale, from: u64, to: u64, color: Color32) {
    if to < scale.first {
        return;
    }
    let (left, right) = (scale.x(from), scale.x(to));
    let y = scale.rect.bottom() - 6.0;
    let bar = Rect::from_min_max(pos2(left, y), pos2(right.max(left + 2.5), y + 3.5));
    painter.rect_filled(bar, 1.0, color);
}

/// Touches by hand.
fn touches(painter: &Painter, scale: &Scale, tip: u64, marks: &[(u64, Mark)], palette: &Palette) {
    let mut began = None;
    let bar = |from: u64, to: u64| touch(painter, scale, from, to, palette.skin);
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

/// How far back one is, and the ways out of the past.
fn words(ui: &mut Ui, rect: Rect, world: &mut World, tip: u64) {
    let palette = palette(world);
    let now = world.resource::<Clock>().tick;
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.spacing_mut().button_padding = vec2(6.0, 1.0);
    if now >= tip {
        let text = RichText::new("the present").font(small()).color(palette.weak);
        ui.label(text).on_hover_text("The world is at the last moment that was lived through");
        return;
    }
    let text = format!("{:.2} s ago", seconds(tip - now));
    let text = RichText::new(text).font(small()).color(palette.strong);
    ui.label(text).on_hover_text("How far the world was taken back");
    let small_button = |ui: &mut Ui, name: &str, tip: &str| {
        ui.add(egui::Button::new(RichText::new(name).font(small()))).on_hover_text(tip).clicked()
    };
    if small_button(&mut ui, "Return", "To the last moment that was lived through") {
        go(world, tip);
    }
    if small_button(
        &mut ui,
        "Forget",
        "Forget what came after this moment: it goes on without your later touches",
    ) {
        super::timeline::cut(world);
    }
}
