//! What the window has to say: short messages, and what is wrong with a scene.

use bevy::ecs::prelude::*;
use bevy_egui::egui;
use bevy_egui::egui::accesskit::{Live, Role};
use egui_notify::{Anchor, Toasts};
use std::time::Duration;

/// Where messages are while nothing is in their way.
const MARGIN: egui::Vec2 = egui::vec2(14.0, 66.0);

/// Messages have the ground of the panels that they lie over: a rim parts them, grey on dark and on light.
const RIM: egui::Shadow =
    egui::Shadow { offset: [0, 0], blur: 3, spread: 1, color: egui::Color32::from_gray(128) };

/// Letters of a line: what is longer would reach beyond a small window.
const LINE: usize = 64;

/// A text in lines.
fn broken(text: impl Into<String>) -> String {
    let text = text.into();
    let mut lines = String::new();
    let mut taken = 0;
    for (place, word) in text.split(' ').enumerate() {
        let long = word.chars().count();
        if place > 0 {
            let fits = taken + 1 + long <= LINE;
            lines.push(if fits { ' ' } else { '\n' });
            taken = if fits { taken + 1 } else { 0 };
        }
        lines.push_str(word);
        taken = word.rsplit_once('\n').map_or(taken + long, |(_, last)| last.chars().count());
    }
    lines
}

/// The colours of the signs before what was done and what went wrong: to be seen on dark and on light.
const DONE: egui::Color32 = egui::Color32::from_rgb(62, 154, 95);
const ERROR: egui::Color32 = egui::Color32::from_rgb(200, 90, 90);

/// The layer that messages are drawn in.
pub(super) fn layer() -> egui::LayerId {
    egui::LayerId::new(egui::Order::Foreground, egui::Id::new("toasts"))
}

/// What went wrong, or an account, to be read.
#[derive(Clone, Debug)]
pub struct Report {
    /// One line.
    pub title: String,
    /// All faults with their places.
    pub text: String,
    /// Whether something went wrong.
    pub is_fault: bool,
}

/// Messages.
#[derive(Resource)]
pub struct Notices {
    /// Faults of a scene that could not be opened, until they are put away.
    pub report: Option<Report>,
    toasts: Toasts,
    /// Height of strips above that of time \[points\].
    strips: f32,
    /// What was said last.
    last: String,
}

impl Default for Notices {
    fn default() -> Self {
        let toasts = Toasts::new().with_anchor(Anchor::BottomRight).with_margin(MARGIN).with_shadow(RIM);
        Self { report: None, toasts, strips: 0.0, last: String::new() }
    }
}

impl Notices {
    /// Shows a short message.
    pub fn say(&mut self, text: impl Into<String>) {
        let text = self.note(text);
        self.toasts.basic(text).duration(Some(Duration::from_millis(2200))).show_progress_bar(false);
    }

    /// Shows that something was done.
    pub fn say_done(&mut self, text: impl Into<String>) {
        let text = self.note(text);
        let toast = self.toasts.custom(text, "✅".into(), DONE);
        toast.duration(Some(Duration::from_secs(3))).show_progress_bar(false);
    }

    /// Shows that something went wrong.
    pub fn say_error(&mut self, text: impl Into<String>) {
        let text = self.note(text);
        // The sign of its own is one of the wide forms, which few fonts have.
        let toast = self.toasts.custom(text, "!".into(), ERROR);
        toast.duration(Some(Duration::from_secs(8))).show_progress_bar(false).closable(true);
    }

    /// Keeps a message for those who hear it, and breaks it into lines for those who see it.
    fn note(&mut self, text: impl Into<String>) -> String {
        self.last = text.into();
        broken(self.last.as_str())
    }

    /// Keeps messages above something of this height in the corner.
    pub fn lift(&mut self, height: f32) {
        let toasts = std::mem::take(&mut self.toasts);
        self.toasts = toasts.with_margin(MARGIN + egui::vec2(0.0, height + self.strips));
    }

    /// Height of strips above that of time, which nothing in the corner is to hide \[points\].
    #[must_use]
    pub const fn strips(&self) -> f32 {
        self.strips
    }

    /// So high are the strips above that of time now \[points\].
    pub fn leave_free(&mut self, strips: f32) {
        if strips != self.strips {
            self.strips = strips;
            self.rest();
        }
    }

    /// Lets messages down into the corner again.
    pub fn rest(&mut self) {
        self.lift(0.0);
    }

    /// How many messages are on the screen.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.toasts.len()
    }
}

/// Shows a short message.
pub fn say(world: &mut World, text: impl Into<String>) {
    world.resource_mut::<Notices>().say(text);
}

/// Shows that something was done.
pub fn say_done(world: &mut World, text: impl Into<String>) {
    world.resource_mut::<Notices>().say_done(text);
}

/// Shows that something went wrong.
pub fn say_error(world: &mut World, text: impl Into<String>) {
    world.resource_mut::<Notices>().say_error(text);
}

/// Shows what went wrong until it is put away.
pub fn report(world: &mut World, title: impl Into<String>, text: impl Into<String>) {
    let report = Report { title: title.into(), text: text.into(), is_fault: true };
    world.resource_mut::<Notices>().report = Some(report);
}

/// Shows an account of what was done until it is put away.
pub fn tell(world: &mut World, title: impl Into<String>, text: impl Into<String>) {
    let report = Report { title: title.into(), text: text.into(), is_fault: false };
    world.resource_mut::<Notices>().report = Some(report);
}

/// Shows the messages over everything.
pub fn show(ctx: &egui::Context, world: &mut World) {
    let mut notices = world.resource_mut::<Notices>();
    notices.toasts.show(ctx);
    let last = &notices.last;
    // A screen reader says it, whatever has the keyboard.
    ctx.accesskit_node_builder(egui::Id::new("message"), |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_label(last.as_str());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_broken_into_lines_between_its_words() {
        assert_eq!(broken("Nothing to undo"), "Nothing to undo");
        let long = "crawler.worm.ron could not be written into the folder that was named: Permission denied";
        let lines = broken(long);
        assert!(
            lines.lines().count() == 2 && lines.lines().all(|line| line.chars().count() <= LINE),
            "{lines}"
        );
        assert_eq!(lines.replace('\n', " "), long);
        assert_eq!(broken("a\nb c"), "a\nb c");
    }
}
