//! The bar below the world: tools, taps, what is shown, creatures.

use super::Tool;
use crate::edit::{Edit, build, stimuli};
use crate::nervous::Side;
use crate::sim::Clock;
use crate::stimulus::{Stimulus, Touch};
use crate::window::commands::step;
use crate::window::files;
use crate::window::paint::widgets::strip;
use crate::window::state::{Desk, Purpose};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, DragValue, Rect, Ui};

/// Shows the bar.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World, desk: &mut Desk) {
    let ui = &mut strip(ui, rect, desk.mode.palette());
    for (tool, name, tip) in Tool::ALL {
        if ui.selectable_label(desk.tools.tool == tool, name).on_hover_text(tip).clicked() {
            desk.tools.tool = tool;
        }
    }
    ui.add_space(6.0);
    let taps = ui.menu_button("Taps", |ui| taps(ui, world, desk));
    taps.response.on_hover_text("Touches by the clock, again and again");
    let show = ui.menu_button("Show", |ui| {
        ui.set_min_width(150.0);
        let shows = &mut desk.tools.shows;
        ui.checkbox(&mut shows.skin, "Touched skin");
        ui.checkbox(&mut shows.muscles, "Muscles");
        ui.checkbox(&mut shows.neurons, "Neurons");
        ui.checkbox(&mut shows.trail, "Trail");
        ui.checkbox(&mut shows.forces, "Contact forces");
        ui.checkbox(&mut shows.physics, "Physics").on_hover_text(
            "The physics engine's own picture: shapes that can touch, joints, and where something touches",
        );
    });
    show.response.on_hover_text("What is drawn of the worms");
    let creatures = ui.menu_button("Worms", |ui| creatures(ui, world, desk));
    creatures.response.on_hover_text("Add a creature from a file, copy one, or take one out");
}

fn taps(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    ui.set_min_width(230.0);
    ui.horizontal(|ui| {
        ui.label("every");
        let drag = DragValue::new(&mut desk.tools.tap_every).range(0.5..=600.0).speed(0.1).suffix(" s");
        let response = ui.add(drag);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, "Tap interval"));
        response.on_hover_text("Seconds from tap to tap");
    });
    let first = desk.graph.beings.iter().find_map(|b| b.body.map(|(_, n)| (b.name.clone(), n)));
    let Some((creature, segments)) = first else {
        ui.label("The scene has no body that could be tapped.");
        return;
    };
    let eighth = (segments / 8).max(1);
    for (name, range) in
        [("Tap the head", (0, eighth - 1)), ("Tap the tail", (segments - eighth, segments - 1))]
    {
        if ui.button(name).on_hover_text("From the next second on; it is part of the scene").clicked() {
            let mut all = stimuli(world);
            all.push(Stimulus::Touch(Touch {
                creature: creature.clone(),
                segments: range,
                side: Side::Both,
                at: (world.resource::<Clock>().seconds() + 1.0).ceil(),
                seconds: 0.2,
                force: 1.0,
                every: desk.tools.tap_every,
                times: 0,
            }));
            step(world, desk, Ok(Edit::Stimuli(all)));
            ui.close();
        }
    }
    let count = stimuli(world).len();
    let text = if count == 0 { "The script is empty".into() } else { format!("Clear the script ({count})") };
    if ui.add_enabled(count > 0, egui::Button::new(text)).clicked() {
        step(world, desk, Ok(Edit::Stimuli(Vec::new())));
        ui.close();
    }
}

fn creatures(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    ui.set_min_width(200.0);
    if ui.button("Add from a file...").on_hover_text("All creatures of a scene come into this one").clicked()
    {
        files::ask(desk, Purpose::AddCreatures);
        ui.close();
    }
    let names: Vec<String> = desk.graph.beings.iter().map(|being| being.name.clone()).collect();
    for name in names {
        ui.separator();
        ui.label(&name);
        ui.horizontal(|ui| {
            if ui.button("Copy").on_hover_text(format!("A second one like {name}, beside it")).clicked() {
                copy(world, desk, &name);
                ui.close();
            }
            if ui.button("Take out").on_hover_text(format!("Takes {name} out of the scene")).clicked() {
                let edit = build::remove_creature(world, &name);
                step(world, desk, Ok(edit));
                desk.select(None);
                ui.close();
            }
        });
    }
}

fn copy(world: &mut World, desk: &mut Desk, name: &str) {
    let scene = crate::scene::capture(world, crate::scene::Moment::Birth);
    let taken = scene.creatures.iter().map(|c| c.name.clone()).collect();
    let Some(mut creature) = scene.creatures.into_iter().find(|c| c.name == name) else { return };
    creature.name = build::free_name(&format!("{name} "), &taken);
    let width = creature.body.as_ref().map_or(1.0, |body| body.width);
    creature.at.1 += 4.0 * width;
    step(world, desk, Ok(Edit::AddCreature(u32::MAX, Box::new(creature))));
}

/// Adds all creatures of another scene to this one, with the classes that they need.
pub fn add_from(world: &mut World, desk: &mut Desk, scene: crate::scene::document::Scene) {
    let here = crate::scene::capture(world, crate::scene::Moment::Birth);
    let mut taken = here.creatures.iter().map(|c| c.name.clone()).collect::<std::collections::HashSet<_>>();
    let mut edits = Vec::new();
    let mut renamed = std::collections::HashMap::new();
    for (name, class) in scene.classes.0 {
        match here.classes.get(&name) {
            Some(known) if *known == class => {}
            Some(_) => {
                // Another class of the same name: the newcomers bring theirs under another.
                let all = here.classes.keys().cloned().collect();
                let free = build::free_name(&format!("{name} "), &all);
                renamed.insert(name, free.clone());
                edits.push(Edit::AddClass(usize::MAX, free, class));
            }
            None => edits.push(Edit::AddClass(usize::MAX, name, class)),
        }
    }
    let count = scene.creatures.len();
    for mut creature in scene.creatures {
        if taken.contains(&creature.name) {
            creature.name = build::free_name(&format!("{} ", creature.name), &taken);
        }
        taken.insert(creature.name.clone());
        for neuron in &mut creature.neurons {
            if let Some(free) = renamed.get(&neuron.class) {
                neuron.class.clone_from(free);
            }
        }
        edits.push(Edit::AddCreature(u32::MAX, Box::new(creature)));
    }
    if step(world, desk, Ok(Edit::Batch(edits))) {
        desk.fit_world = true;
        desk.fit_network = true;
        desk.say(format!("{count} creatures have come in"));
    }
}
