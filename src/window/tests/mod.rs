//! The window used as a person does, without a screen.

mod access;
mod body_links;
mod canvas;
mod clipboard;
mod commands;
mod compare;
mod cursors;
mod documents;
mod editor;
mod experiments;
mod filing;
mod film;
mod finder;
mod gallery;
mod help;
mod keep;
mod keyboard;
mod keys;
mod layouts;
mod learning;
mod lesions;
mod lessons;
mod load;
mod looks;
mod menus;
mod notes;
mod numbers;
mod panels;
mod past;
mod pictures;
mod plastic;
mod plots;
mod plots_over_time;
mod rules;
mod scene;
mod screens;
mod small;
mod stars;
mod status;
mod stops;
mod table;
mod table_cells;
mod time;
mod tools;
mod touchpad;
mod words;

use super::files;
use super::gallery::Gallery;
use super::help::Help;
use super::list::Filter;
use super::network::canvas::Canvas;
use super::plots::Plots;
use super::state::document::file_name;
use super::state::{
    Arrangement, Document, Graph, Layout, Notices, Selection, Table, Views, Wish, Wishes, perform,
};
use super::time::drive;
use super::tools::Tools;
use super::world::Pointed;
use super::{Start, frame, furnish, plugin};
use crate::app::{Executor, SimulationPlugin};
use crate::edit::{Edit, History, NeuronKey};
use crate::nervous::{Class, NeuronEntry, SynapseEntry};
use crate::nervous::{NeuronParams, NeuronState};
use crate::scene::document::{Creature, Scene};
use crate::scene::{Comments, SceneInfo};
use crate::sim::{Clock, Playback};
use bevy::app::App;
use bevy::ecs::world::World;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use help::*;
use std::path::PathBuf;

fn scene() -> Scene {
    let neuron = |name: &str, class: &str, x: f32| NeuronEntry {
        name: name.into(),
        class: class.into(),
        at: (x, 0.0),
        ..NeuronEntry::default()
    };
    Scene {
        name: "Test".into(),
        classes: [("sensory", "#e8c547"), ("motor", "#d1495b")]
            .into_iter()
            .map(|(name, color)| (name.to_owned(), Class { color: color.into(), ..Class::default() }))
            .collect(),
        creatures: vec![Creature {
            name: "Worm".into(),
            neurons: vec![
                neuron("ALM", "sensory", 1.0),
                neuron("PLM", "sensory", 2.0),
                neuron("M1", "motor", 3.0),
            ],
            synapses: vec![SynapseEntry::new("ALM", "M1", 1.5)],
            ..Creature::default()
        }],
        ..Scene::default()
    }
}

fn world() -> World {
    world_with(scene())
}

/// A world with a scene in it and all that the window needs; time goes on.
fn world_of(scene: Scene) -> World {
    let mut app = App::empty();
    app.add_plugins(SimulationPlugin { executor: Executor::SingleThreaded });
    plugin(&mut app);
    furnish(app.world_mut(), &Start { scene, path: None, comments: Comments::default() });
    std::mem::take(app.world_mut())
}

/// The same, paused.
fn world_with(scene: Scene) -> World {
    let mut world = world_of(scene);
    world.resource_mut::<Playback>().playing = false;
    world
}

fn window() -> Harness<'static, World> {
    window_with(scene())
}

/// The window with one of the program's own scenes in it.
fn window_of(text: &str) -> Harness<'static, World> {
    window_with(crate::scene::parse(text, "a scene").unwrap_or_else(|faults| panic!("{faults}")))
}

fn window_with(scene: Scene) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .with_max_steps(20)
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world_with(scene));
    harness.run_steps(3);
    harness
}

/// One notch of the wheel, forward.
fn turn_wheel(harness: &Harness<'_, World>) {
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, 1.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
}

fn graph<'h>(harness: &'h Harness<'_, World>) -> &'h Graph {
    harness.state().resource::<Graph>()
}

fn views<'h>(harness: &'h Harness<'_, World>) -> &'h Views {
    harness.state().resource::<Views>()
}

fn selection<'h>(harness: &'h Harness<'_, World>) -> &'h Selection {
    harness.state().resource::<Selection>()
}

fn key(name: &str) -> NeuronKey {
    NeuronKey { creature: "Worm".into(), neuron: name.into() }
}

fn params(harness: &mut Harness<'_, World>, name: &str) -> NeuronParams {
    let world = harness.state_mut();
    let neuron = key(name).find(world).unwrap();
    *world.get::<NeuronParams>(neuron).unwrap()
}

fn select(harness: &mut Harness<'_, World>, name: &str) {
    harness.state_mut().resource_mut::<Selection>().select(Some(key(name)));
    harness.run_steps(3);
}

/// A touch of the crawler's head by the script, for half a second.
fn touch_of_the_head(at: f64) -> crate::stimulus::Stimulus {
    crate::stimulus::Stimulus::Touch(crate::stimulus::Touch {
        creature: "Worm".into(),
        segments: (0, 1),
        side: crate::nervous::Side::Both,
        force: 1.0,
        at,
        seconds: 0.5,
        every: 0.0,
        times: 0,
    })
}
