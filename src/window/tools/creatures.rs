//! Worms that come into the scene and go out of it.

use crate::body::Body;
use crate::edit::build::{self, FreeNames};
use crate::edit::{Edit, Newcomers};
use crate::scene::document::Scene;
use crate::scene::{Moment, capture, load};
use crate::window::paint::words;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, SCENES, ask};
use crate::window::state::{Graph, Views, report, say, select, step};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::Ui;
use std::path::PathBuf;

/// Shows the menu.
pub fn menu(ui: &mut Ui, world: &mut World) {
    ui.set_min_width(200.0);
    if ui.button("Add from a file...").on_hover_text("All creatures of a scene come into this one").clicked()
    {
        ask(
            world,
            FileWish { title: "Add the creatures of a scene", kind: SCENES, new: None, then: add_file },
        );
        ui.close();
    }
    let names: Vec<String> =
        world.resource::<Graph>().beings.iter().map(|being| being.name.clone()).collect();
    for name in names {
        ui.separator();
        ui.label(&name);
        ui.horizontal(|ui| {
            if ui.button("Copy").on_hover_text(format!("A second one like {name}, beside it")).clicked() {
                copy(world, &name);
                ui.close();
            }
            if ui.button("Take out").on_hover_text(format!("Takes {name} out of the scene")).clicked() {
                take_out(world, &name);
                ui.close();
            }
        });
    }
}

/// Takes a creature out of the scene.
pub fn take_out(world: &mut World, name: &str) {
    let edit = build::remove_creature(world, name);
    step(world, Ok(edit));
    select(world, None);
}

/// Puts a second creature like this one beside it.
pub fn copy(world: &mut World, name: &str) {
    let scene = capture(world, Moment::Birth);
    let mut free = FreeNames::spaced(scene.creatures.iter().map(|c| c.name.clone()).collect());
    let Some(mut creature) = scene.creatures.into_iter().find(|c| c.name == name) else { return };
    creature.name = free.take(name);
    let being = world.resource::<Graph>().being(name);
    let beside = being.and_then(|being| world.get::<Body>(being.entity)).and_then(beside);
    let length = creature.body.as_ref().map_or(0.0, |body| body.length);
    if let Some((at, heading)) = beside {
        (creature.at, creature.heading) = (at.into(), heading.to_degrees());
    }
    if step(world, Ok(Edit::AddCreature(u32::MAX, Box::new(creature)))) && beside.is_some() {
        // Where it cannot be seen from here, the view takes in all.
        let mut views = world.resource_mut::<Views>();
        let (low, high) = views.world.bounds();
        let in_sight = |at: Vec2| at.cmpgt(low).all() && at.cmplt(high).all();
        let seen = beside
            .is_some_and(|(at, heading)| in_sight(at) && in_sight(at - Vec2::from_angle(heading) * length));
        if !seen {
            views.fit_world = true;
        }
    }
}

/// Where the head of a second body comes to lie, and which way it heads: beside this one as it lies now, by the side
/// to which it is less bent.
fn beside(body: &Body) -> Option<(Vec2, f32)> {
    let head = body.segments.first()?;
    let left = head.axis().perp();
    let away = body.segments.iter().map(|segment| left.dot(segment.position - head.position));
    let (low, high) = away.fold((0.0_f32, 0.0_f32), |(low, high), away| (low.min(away), high.max(away)));
    let air = 2.5 * body.plan.width;
    let step = if high <= -low { high + air } else { low - air };
    Some((head.position + left * step, head.angle))
}

/// Adds all creatures of a scene's file to this scene.
fn add_file(world: &mut World, path: PathBuf) {
    match load(&path) {
        Ok(loaded) => add_from(world, loaded.scene),
        Err(faults) => {
            report(world, format!("{} could not be opened", file_name(&path)), faults.to_string());
        }
    }
}

/// Adds all creatures of another scene to this one, with the classes, rules and modulators that they need.
pub fn add_from(world: &mut World, scene: Scene) {
    let here = capture(world, Moment::Birth);
    let mut free = FreeNames::spaced(here.creatures.iter().map(|c| c.name.clone()).collect());
    let newcomers = Newcomers::new(&here, &scene);
    let mut edits = newcomers.edits.clone();
    let count = scene.creatures.len();
    for mut creature in scene.creatures {
        creature.name = free.take(&creature.name);
        newcomers.rename_creature(&mut creature);
        edits.push(Edit::AddCreature(u32::MAX, Box::new(creature)));
    }
    if step(world, Ok(Edit::Batch(edits))) {
        world.resource_mut::<Views>().fit();
        say(
            world,
            format!(
                "{} {} come in",
                words::count(count, "creature"),
                if count == 1 { "has" } else { "have" }
            ),
        );
        let told = newcomers.words();
        if !told.is_empty() {
            say(world, told);
        }
    }
}
