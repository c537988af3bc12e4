//! Modulators: the level of each, and a button that gives one.

use crate::edit::Edit;
use crate::nervous::Wiring;
use crate::nervous::plasticity::Modulators;
use crate::sim::Clock;
use crate::window::paint::controls::named;
use crate::window::paint::theme::{number, small};
use crate::window::paint::widgets::meter;
use crate::window::state::graph::Being;
use crate::window::state::{Graph, Selection, palette, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Button, RichText, Ui};

/// A level at which the meter is full.
const FULL: f32 = 2.0;

/// The level of a modulator in a creature.
struct Level {
    creature: String,
    name: &'static str,
    value: f32,
    /// Its place among the modulators of the scene.
    place: usize,
}

/// Those of the creature that is looked at: that of the selected neuron, else the first that has any.
fn levels(world: &World) -> Vec<Level> {
    let (Some(wiring), Some(modulators)) =
        (world.get_resource::<Wiring>(), world.get_resource::<Modulators>())
    else {
        return Vec::new();
    };
    let graph = world.resource::<Graph>();
    let tick = world.resource::<Clock>().tick;
    let all: Vec<_> = wiring.levels(tick).collect();
    let selected = world.resource::<Selection>().selected.as_ref();
    let has_any = |being: &&Being| all.iter().any(|(creature, ..)| *creature == being.entity);
    let own = selected.and_then(|key| graph.being(&key.creature)).filter(has_any);
    let Some(being) = own.or_else(|| graph.beings.iter().find(has_any)) else { return Vec::new() };
    let level = |(creature, name, value): (Entity, &'static str, f32)| {
        let place = modulators.get_index_of(name).unwrap_or(0);
        (creature == being.entity).then(|| Level { creature: being.name.clone(), name, value, place })
    };
    all.into_iter().filter_map(level).collect()
}

/// Shows them, one beside the other.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let several = world.resource::<Graph>().beings.len() > 1;
    let mut given = None;
    for level in levels(world) {
        let color = palette.class("", level.place);
        ui.add_space(10.0);
        let whose = if several { format!(" of {}", level.creature) } else { String::new() };
        let tip = format!("Level of the modulator {}{whose}; it fades by itself", level.name);
        ui.label(RichText::new(level.name).font(small()).color(palette.text)).on_hover_text(&tip);
        meter(ui, 56.0, level.value, FULL, [color, palette.inhibit], palette).on_hover_text(&tip);
        ui.label(RichText::new(format!("{:.2}", level.value)).font(number()).color(palette.strong));
        let button = ui.add(Button::new(RichText::new("Give").font(small())));
        let response = named(button, &format!("Give {}", level.name));
        let tip = format!(
            "Gives {}{whose} once, as much as counts as a level of 1: what waits for it learns",
            level.name
        );
        if response.on_hover_text(tip).clicked() {
            given = Some((level.creature, level.name));
        }
    }
    if let Some((creature, name)) = given {
        step(world, Ok(Edit::Give(creature, name.to_owned(), 1.0)));
    }
}
