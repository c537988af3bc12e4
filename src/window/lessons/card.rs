//! The card of a lesson with frames around what it speaks of, the list of all lessons, and the offer.

use super::course::{Lesson, Region, Step, Subject};
use super::{ABOUT, LESSONS, Lessons, MARGIN, begin, go, is_done, lacks, leave};
use crate::window::files::{BARE, CRAWLER, wish};
use crate::window::paint::theme::{fade, small};
use crate::window::paint::widgets::sentence;
use crate::window::state::folds::{self, Pane};
use crate::window::state::{Arrangement, Layout, Learned, Notices, Views, Wish, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{
    self, Align, Area, Button, Context, CornerRadius, Id, Label, LayerId, Order, Rect, RichText, Sense,
    Stroke, StrokeKind, Ui, vec2,
};

/// Width of the card.
const WIDTH: f32 = 318.0;
/// What was done is seen for so long before the next step \[seconds\].
const PRAISE: f64 = 1.4;

/// Shows what there is to be shown of the lessons.
pub(super) fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    let lessons = world.resource::<Lessons>();
    let (at, listed, offered) = (lessons.at, lessons.listed, lessons.offered);
    if let Some((lesson, place)) = at {
        under_way(ctx, world, lesson, place);
    } else if listed {
        corner(ctx, world, 0.0, list);
    } else if offered {
        corner(ctx, world, 0.0, offer);
    }
}

/// A card in the corner, with messages above it, so that neither hides the other.
fn corner(ctx: &Context, world: &mut World, aside: f32, mut inside: impl FnMut(&mut Ui, &mut World)) {
    let palette = palette(world);
    let strips = world.resource::<Notices>().strips();
    let card = Area::new(Id::new("lessons"))
        .order(Order::Middle)
        .anchor(egui::Align2::RIGHT_BOTTOM, -MARGIN - vec2(aside, strips))
        .show(ctx, |ui| {
            let frame =
                egui::Frame::popup(ui.style()).inner_margin(14).stroke(Stroke::new(1.0, palette.warn));
            frame.show(ui, |ui| {
                ui.set_width(WIDTH.min(ctx.content_rect().width() - 60.0) - 28.0);
                inside(ui, world);
            });
        });
    ctx.move_to_top(card.response.layer_id);
    let lessons = world.resource::<Lessons>();
    if lessons.at.is_some() || lessons.listed || lessons.offered {
        world.resource_mut::<Notices>().lift(card.response.rect.height() + 8.0);
    }
}

fn under_way(ctx: &Context, world: &mut World, number: usize, place: usize) {
    let lesson = &LESSONS[number];
    let Some(step) = lesson.steps.get(place) else {
        leave(world);
        return;
    };
    // What is done is done, also if it is undone meanwhile.
    let now = ctx.input(|input| input.time);
    if let Some(since) = world.resource::<Lessons>().since {
        let left = since + PRAISE - now;
        if left <= 0.0 {
            go(world, number, place + 1);
            // In the same frame: a card that is not there for one would flicker.
            return match world.resource::<Lessons>().at {
                Some((lesson, place)) => under_way(ctx, world, lesson, place),
                None => corner(ctx, world, 0.0, list),
            };
        }
        ctx.request_repaint_after_secs(left as f32);
    }
    let palette = palette(world);
    let lacks = lacks(world, lesson, place);
    if lacks.is_none() {
        let painter = ctx.layer_painter(LayerId::new(Order::Middle, Id::new("lesson frames")));
        for rect in step.regions.iter().filter_map(|region| rect_of(ctx, world, *region)) {
            let round = CornerRadius::same(6);
            let glow = Stroke::new(6.0, fade(palette.warn, 0.25));
            painter.rect_stroke(rect, round, glow, StrokeKind::Inside);
            painter.rect_stroke(rect, round, Stroke::new(2.0, palette.warn), StrokeKind::Inside);
        }
        if world.resource::<Lessons>().since.is_none() && is_done(world, step) {
            world.resource_mut::<Lessons>().since = Some(now);
            ctx.request_repaint_after_secs(PRAISE as f32);
        }
    }
    // Beside the inspector while that is what is spoken of.
    let inspector = rect_of(ctx, world, Region::Inspector).filter(|_| step.regions == [Region::Inspector]);
    let most = (ctx.content_rect().width() - WIDTH - 60.0).max(0.0);
    let aside = inspector.map_or(0.0, |rect| rect.width()).min(most);
    corner(ctx, world, aside, |ui, world| card(ui, world, (number, place), (lesson, step), lacks));
}

fn card(
    ui: &mut Ui,
    world: &mut World,
    (number, place): (usize, usize),
    (lesson, step): (&Lesson, &Step),
    lacks: Option<&str>,
) {
    let palette = palette(world);
    let count =
        format!("Lesson {} of {}: step {} of {}", number + 1, LESSONS.len(), place + 1, lesson.steps.len());
    sentence(ui, &count, palette);
    ui.heading(RichText::new(lesson.title).color(palette.strong));
    let done = world.resource::<Lessons>().since.is_some();
    if let Some(lacks) = lacks {
        ui.add(Label::new(RichText::new(lacks).color(palette.warn)).wrap());
        ui.add_space(4.0);
        let (words, template) = match lesson.subject {
            Subject::Worm(_) => ("Begin with the crawler", CRAWLER),
            Subject::Bare => ("Begin with a bare worm", BARE),
        };
        let tip = "It is in no file until you save it; about changes that are not saved you are asked";
        if ui.add(Button::new(words).fill(palette.accent_ground)).on_hover_text(tip).clicked() {
            go(world, number, 0);
            wish(world, Wish::New(template));
        }
    } else {
        ui.add(Label::new(step.text).wrap());
        let (words, color) = match (step.check, done) {
            (None, _) => ("", palette.weak),
            (Some(_), true) => ("Done", palette.excite),
            (Some(_), false) => ("Waits for you", palette.weak),
        };
        if !words.is_empty() {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
                let stroke = Stroke::new(1.5, color);
                ui.painter().circle_stroke(rect.center(), 5.0, stroke);
                if done {
                    let at = |x: f32, y: f32| rect.center() + vec2(x, y);
                    ui.painter().line(vec![at(-2.5, 0.0), at(-0.5, 2.2), at(3.0, -2.4)], stroke);
                }
                ui.label(RichText::new(words).font(small()).color(color));
            });
        }
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if ui
            .button("Leave")
            .on_hover_text("Esc; the lessons are found again in Help and in the gallery")
            .clicked()
        {
            leave(world);
        }
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            let last = place + 1 == lesson.steps.len();
            let words = match (step.check.is_none() || done, last) {
                (_, true) => "Finish",
                (true, false) => "Next",
                (false, false) => "Skip",
            };
            let next = Button::new(words);
            let next = if step.check.is_none() || done { next.fill(palette.accent_ground) } else { next };
            if ui.add(next).clicked() {
                go(world, number, place + 1);
            }
            if ui.add_enabled(place > 0, Button::new("Back")).clicked() {
                go(world, number, place - 1);
            }
        });
    });
}

fn list(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    ui.heading(RichText::new("Lessons").color(palette.strong));
    let done = world.resource::<Learned>().done.clone();
    let learned = LESSONS.iter().filter(|lesson| done.contains(lesson.title)).count();
    let words = match learned {
        0 => "Each takes a minute or two. The window works as ever meanwhile.".to_owned(),
        all if all == LESSONS.len() => "All done. What is left is to build your own.".to_owned(),
        some => format!("{some} of {} done.", LESSONS.len()),
    };
    sentence(ui, &words, palette);
    let height = (ui.ctx().content_rect().height() - 220.0).max(90.0);
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for (number, lesson) in LESSONS.iter().enumerate() {
            let is_done = done.contains(lesson.title);
            let title = format!("{}. {}", number + 1, lesson.title);
            let color = if is_done { palette.weak } else { palette.strong };
            let button = Button::new(RichText::new(title).color(color)).right_text(
                RichText::new(if is_done { "done" } else { "" }).font(small()).color(palette.excite),
            );
            if ui.add_sized(vec2(ui.available_width(), 24.0), button).on_hover_text(lesson.about).clicked() {
                chosen = Some(number);
            }
        }
    });
    ui.add_space(4.0);
    if ui.button("Close").on_hover_text("Esc").clicked() {
        leave(world);
    }
    if let Some(number) = chosen {
        begin(world, number);
    }
}

fn offer(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    ui.heading(RichText::new("New here?").color(palette.strong));
    ui.add(Label::new(format!("{ABOUT}. They are in Help, too.")).wrap());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if ui.button("Not now").on_hover_text("Esc").clicked() {
            leave(world);
        }
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::new("Begin").fill(palette.accent_ground)).clicked() {
                begin(world, 0);
            }
        });
    });
}

/// Where a part of the window is, if it is open.
fn rect_of(ctx: &Context, world: &World, region: Region) -> Option<Rect> {
    let (arrangement, views) = (world.resource::<Arrangement>(), world.resource::<Views>());
    let panel = |name: &str, open: bool| {
        let state = egui::containers::panel::PanelState::load(ctx, Id::new(name));
        state.filter(|_| open).map(|state| state.outer_rect)
    };
    match region {
        Region::World => Some(views.world.rect).filter(|_| arrangement.layout != Layout::Network),
        Region::Network => Some(views.network.rect).filter(|_| arrangement.layout != Layout::World),
        Region::List => panel("list", folds::is_open(world, Pane::List)),
        Region::Inspector => panel("inspector", folds::is_open(world, Pane::Inspector)),
        Region::Line => panel("time", true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_says_how_many_there_are() {
        assert_eq!(LESSONS.len(), 7, "the offer says so");
    }
}
