//! The strip on which time is gone back in: the last minute, what was done by hand, and where the
//! world is now.

mod keyboard;
mod list;
mod menu;
mod paint;

use super::before::{return_to_run, was_run};
use super::copies;
use super::deeds::Mark;
use super::past;
use super::stops::Stops;
use super::timeline::{SPAN, Timeline};
use super::travel::{go, halt, resume};
use crate::sim::{Clock, seconds};
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{fade, prose, small};
use crate::window::paint::wheel;
use crate::window::state::{Stop, Views, palette, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, Response, RichText, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
pub use keyboard::KEYS;
pub use menu::Opened;
use paint::{Scale, Shown, paint, scripted};
use std::time::Duration;

/// Height of the strip \[points\].
const LINE_HEIGHT: f32 = 26.0;
/// Room for words and buttons at its right end \[points\].
const WORDS: f32 = 250.0;
/// Room of these for the button of the list.
const LIST: f32 = 68.0;
/// Between two looks at what was replayed meanwhile.
const FILLING: Duration = Duration::from_millis(30);

const TIP: [&str; 3] = [
    "Drag, click, or swipe sideways to go back to a moment of the last minute. From there, what was done by hand happens \
     again, until you touch the worm or change something: then it goes on differently.",
    "Changes of the scene stay (Ctrl+Z undoes them); before one, time is gone back in by half seconds.",
    "Bars: touches, paler those of the scene's script; above them, thin, what that does to neurons. Dots: injections. Lines: changes of the scene. Flags: \
     marks; a click on one goes there. Right click: what can be done with a moment.",
];

/// Shows the strip.
pub fn show(ui: &mut Ui, world: &mut World) {
    let (past, copies) = (past::tend(world), copies::tend(world));
    if past || copies {
        ui.ctx().request_repaint_after(FILLING);
    }
    let frame = bar(palette(world));
    egui::Panel::bottom("time").exact_size(LINE_HEIGHT).frame(frame).show(ui, |ui| {
        tour::stop(ui, world, Stop::Time, strip);
    });
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
    response.widget_info(|| WidgetInfo::slider(true, seconds(now), "Time line"));
    tour::head(world, Stop::Time, response.id);
    keyboard::hear(ui, &response, world, (first, now, tip));
    let Some(line) = world.get_resource::<Timeline>() else { return };
    let (script, named) = (scripted(world, scale.first, scale.first + SPAN), line.named.clone());
    let shown = Shown { ticks: (first, now, tip), marks: &marks, script: &script, named: &named };
    paint(ui.painter(), &scale, &shown, palette);

    // The other button opens a menu.
    let primary = ui.input(|i| i.pointer.primary_down());
    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    if let Some(at) = pointer {
        let met = scale.named(&named, at).filter(|_| !response.dragged());
        let tick = met.map_or_else(|| scale.tick(at), |mark| mark.tick).clamp(first, tip);
        let held =
            primary && (response.dragged() || response.is_pointer_button_down_on()) || response.clicked();
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
    } else if primary && response.is_pointer_button_down_on() {
        // Time stands while it is held, also before it has moved.
        halt(world);
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    } else {
        resume(world);
    }
    let at = pointer.map(|at| (scale.tick(at).clamp(first, tip), scale.named(&named, at).cloned()));
    menu::show(&response, world, at.as_ref().map(|(tick, met)| met.as_ref().map_or(*tick, |met| met.tick)));
    // Who drags looks at the worm.
    if !response.is_pointer_button_down_on() && !response.context_menu_opened() {
        let (tick, met) = at.unwrap_or((now, None));
        response.on_hover_ui(|ui| {
            ui.set_max_width(440.0);
            let words = match met {
                Some(met) => format!("{}, {:.2} s", met.name, seconds(met.tick)),
                None => format!("{:.2} s", seconds(tick)),
            };
            ui.label(RichText::new(words).strong());
            for text in TIP {
                ui.label(text);
            }
        });
    }
    let right = Rect::from_min_max(pos2(strip.right() + 10.0, room.top()), room.max);
    words(ui, right.with_max_x(right.right() - LIST), world, tip);
    list::button(ui, right.with_min_x(right.right() - LIST), world);
}

/// By how many ticks fingers or a wheel that go sideways move the moment along the strip.
fn swipe(ui: &Ui, response: &Response, world: &World, scale: &Scale) -> i64 {
    if !response.contains_pointer() {
        return 0;
    }
    let way = wheel::turn(ui, world.resource::<Views>().wheel).pan.x;
    (way / scale.rect.width() * SPAN as f32).round() as i64
}

/// How far back one is, and the ways out of the past.
fn words(ui: &mut Ui, rect: Rect, world: &mut World, tip: u64) {
    let palette = palette(world);
    let now = world.resource::<Clock>().tick;
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.spacing_mut().button_padding = vec2(6.0, 1.0);
    let why = world.resource::<Stops>().why(now).filter(|_| now >= tip);
    if let Some(why) = why {
        let text = RichText::new(format!("stopped: {why}")).font(prose()).color(palette.strong);
        ui.add(egui::Label::new(text).truncate()).on_hover_text("Why time stands");
        return;
    }
    let small_button = |ui: &mut Ui, name: &str, tip: &str| {
        ui.add(egui::Button::new(RichText::new(name).font(small()))).on_hover_text(tip).clicked()
    };
    if now >= tip {
        let text = RichText::new("the present").font(small()).color(palette.weak);
        ui.label(text).on_hover_text("The world is at the last moment that was lived through");
        let tip = "To the run that went on until the beginning was returned to; from there one can come back";
        if was_run(world) && small_button(&mut ui, "Run before", tip) {
            return_to_run(world);
        }
        return;
    }
    let text = format!("{:.2} s ago", seconds(tip - now));
    let text = RichText::new(text).font(small()).color(palette.strong);
    ui.label(text).on_hover_text("How far the world was taken back");
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
