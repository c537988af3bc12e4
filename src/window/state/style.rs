//! Dark or light, everywhere.

use super::arrangement::Arrangement;
use super::graph::Graph;
use super::letters::Letters;
use super::selection::Selection;
use crate::edit::NeuronKey;
use crate::nervous::Classes;
use crate::window::paint::theme::{self, Mode, Palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui;

/// How everything is coloured.
#[derive(Resource, Default)]
pub struct Style {
    /// Dark or light.
    pub mode: Mode,
    /// The mode that egui's style was set to.
    styled: Option<Mode>,
}

/// The colours of now.
#[must_use]
pub fn palette(world: &World) -> &'static Palette {
    world.resource::<Style>().mode.palette()
}

/// Sets egui's style, if it is another than it was.
pub fn apply(ctx: &egui::Context, world: &mut World) {
    let mut style = world.resource_mut::<Style>();
    if style.styled == Some(style.mode) {
        return;
    }
    theme::apply(ctx, style.mode);
    style.styled = Some(style.mode);
    // Classes without a colour of their own are coloured by the theme.
    world.resource_mut::<Graph>().stale = true;
}

/// Reads the network anew, if the scene or the style has changed since.
pub fn refresh(world: &mut World) {
    if world.resource::<Graph>().stale {
        let graph = Graph::of(world, palette(world));
        let embodied = graph.beings.iter().any(|being| being.body.is_some());
        let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
        // What an undone step has taken away is no longer selected.
        let is_there = |key: &NeuronKey| graph.find(key).is_some();
        world.resource_mut::<Selection>().keep(is_there, |class| classes.contains_key(class));
        world.insert_resource(graph);
        world.resource_mut::<Letters>().due = true;
        let mut arrangement = world.resource_mut::<Arrangement>();
        if arrangement.bodiless == embodied {
            arrangement.suit(embodied);
        }
    }
}
