//! What can be done with learning, by name.

use super::has_any;
use crate::edit::{EdgeKey, Edit, Lesson, Teaching, lesson_of};
use crate::nervous::plasticity::Learning;
use crate::window::paint::words;
use crate::window::state::{Command, Graph, Menu, Ready, Style, say_done, step};
use bevy::ecs::prelude::*;

/// All of them.
pub const COMMANDS: &[Command] = &[LEARN, RESET, KEEP, COLOURS];

fn some(world: &World) -> Ready {
    if has_any(world) {
        Ok(())
    } else {
        Err("Nothing learns in this scene: give a synapse a rule in the inspector")
    }
}

fn changed(world: &World) -> Ready {
    some(world)?;
    if world.resource::<Graph>().learning().1 > 0 {
        Ok(())
    } else {
        Err("No synapse has learned anything yet")
    }
}

/// Lets synapses learn, or freezes them.
pub const LEARN: Command = Command::new(
    "Learning",
    "Synapses and thresholds learn as their rules say; off: they are frozen as they are",
    |world, _| {
        let mut teaching = Teaching::of(world);
        teaching.learning = match teaching.learning {
            Learning::On => Learning::Frozen,
            Learning::Frozen => Learning::On,
        };
        step(world, Ok(Edit::Teaching(Box::new(teaching))));
    },
)
.menu(Menu::Run, 5)
.switch(|world| world.get_resource::<Learning>().is_none_or(|learning| *learning == Learning::On))
.when(some);

/// Every synapse goes back to where it started.
pub const RESET: Command = Command::new(
    "Reset learning",
    "Every synapse goes back to the weight that it started from",
    |world, _| {
        change(world, "went back to where they started", |lesson| Lesson {
            learned: None,
            eligibility: 0.0,
            ..lesson
        });
    },
)
.menu(Menu::Run, 5)
.when(changed);

/// What was learned becomes what the scene says.
pub const KEEP: Command = Command::new(
    "Keep what was learned",
    "The weights of now become those that the scene starts from",
    |world, _| {
        change(world, "start from what they learned", |lesson| Lesson {
            weight: lesson.learned.unwrap_or(lesson.weight),
            learned: None,
            ..lesson
        });
    },
)
.menu(Menu::Run, 5)
.when(changed);

/// Colours links by what they have learned.
pub const COLOURS: Command = Command::new(
    "Colour by learning",
    "Links that have grown are bright, those that have shrunk are pale; a link lights up when it changes",
    |world, _| {
        let mut style = world.resource_mut::<Style>();
        style.plain_links = !style.plain_links;
    },
)
.menu(Menu::Looks, 3)
.switch(|world| !world.resource::<Style>().plain_links);

/// Changes what every synapse has learned, in one step.
fn change(world: &mut World, what: &str, new: impl Fn(Lesson) -> Lesson) {
    let graph = world.resource::<Graph>();
    let links = graph.plan.links.iter().enumerate().filter(|(_, link)| link.growth.is_some());
    let found: Vec<_> = links
        .filter_map(|(index, link)| {
            let creature = graph.cells[link.from].key.creature.clone();
            Some((EdgeKey { creature, place: link.place }, graph.synapse(index)?))
        })
        .collect();
    let mut edits = Vec::new();
    for (key, synapse) in found {
        let Some(old) = lesson_of(world, synapse) else { continue };
        let lesson = new(old);
        if lesson != old {
            edits.push(Edit::Teach(key, lesson));
        }
    }
    let count = edits.len();
    if count > 0 && step(world, Ok(Edit::of(edits))) {
        say_done(world, format!("{} {what}", words::count(count, "synapse")));
    }
}
