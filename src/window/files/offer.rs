//! Offers scenes that another window has left behind.

use super::begin::take_over;
use super::recovery::{Recovery, keep};
use super::rescue::{discard, seconds};
use crate::edit::History;
use crate::scene::{SceneInfo, loaded};
use crate::window::paint::question::{Answer, Question};
use crate::window::paint::words;
use crate::window::state::{Document, palette, report, say_done, say_error};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText};

/// How long ago, for people.
fn ago(at: u64, now: u64) -> String {
    let many = |count: u64, unit: &str| format!("{} ago", words::count(count as usize, unit));
    match now.saturating_sub(at) {
        0..60 => "less than a minute ago".into(),
        s @ 60..3600 => many(s / 60, "minute"),
        s @ 3600..86_400 => many(s / 3600, "hour"),
        s => many(s / 86_400, "day"),
    }
}

/// Whether something is offered that waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.get_resource::<Recovery>().is_some_and(|recovery| !recovery.found.is_empty())
}

/// Offers what was found.
pub fn ask(ctx: &egui::Context, world: &mut World) {
    let Some(recovery) = world.get_resource::<Recovery>() else { return };
    let Some(first) = recovery.found.first() else { return };
    let palette = palette(world);
    let title = if first.rescue.name.is_empty() { "A scene without a name" } else { &first.rescue.name };
    let (title, when) = (title.to_owned(), ago(first.rescue.at, seconds()));
    let place =
        first.rescue.path.as_deref().map_or_else(|| "was in no file".into(), |p| p.display().to_string());
    let more = recovery.found.len() - 1;
    let question = Question {
        id: "recovery",
        title: "Unsaved work was found",
        answers: &[
            ("Recover", "Open it as it was; its file is as it was until you save"),
            ("Discard", "These changes are lost for good"),
            ("Later", "Ask again when the window is next opened"),
        ],
        usual: 0,
    };
    let answer = question.ask(ctx, palette, |ui| {
        ui.label("wriggle ended before these changes were saved:");
        ui.add_space(4.0);
        ui.label(RichText::new(title).color(palette.strong).strong());
        ui.label(RichText::new(format!("{place}\nchanged {when}")).color(palette.weak));
        if more > 0 {
            ui.add_space(4.0);
            // A window holds one scene: once it has one, the others wait.
            let them = if more == 1 { "1 more waits" } else { &format!("{more} more wait") };
            ui.label(format!(
                "{them}: discarded, this one makes room for the next; recovered, the next start asks."
            ));
        }
    });
    match answer {
        Some(Answer::Given(0)) => recover(world),
        Some(Answer::Given(1)) => discard(&world.resource_mut::<Recovery>().found.remove(0)),
        Some(_) => world.resource_mut::<Recovery>().found.clear(),
        None => {}
    }
}

fn recover(world: &mut World) {
    // Another recovered scene that is not saved yet goes the way of every changed scene.
    if world.resource::<Recovery>().found.is_empty() {
        return;
    }
    let found = world.resource_mut::<Recovery>().found.remove(0);
    let rescue = &found.rescue;
    match loaded(&rescue.text, "the recovered scene") {
        Ok(loaded) => {
            let document = Document { path: rescue.path.clone(), ..Document::default() };
            take_over(world, loaded, document, History::unsaved());
            // It is written under this window's name before it is removed under the other one.
            keep(world);
            let trouble = world.resource_mut::<Recovery>().inherit(&found);
            let name = world.get_resource::<SceneInfo>().map(|info| info.name.clone()).unwrap_or_default();
            say_done(world, format!("{name} is recovered; save it to keep it"));
            if let Some(words) = trouble {
                say_error(world, words);
            }
        }
        Err(faults) => {
            say_error(world, "The recovered scene has a fault");
            report(world, "The recovered scene could not be opened", faults.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_words() {
        assert_eq!(ago(100, 130), "less than a minute ago");
        assert_eq!(ago(100, 160), "1 minute ago");
        assert_eq!(ago(0, 7300), "2 hours ago");
        assert_eq!(ago(500, 100), "less than a minute ago");
        assert_eq!(ago(0, 86_400 * 3), "3 days ago");
    }
}
