//! The physics over the worms: colliders, joints and contacts as rapier's own debug renderer has them, drawn
//! with the painter of the panels. (`bevy_rapier`'s plugin for it draws with gizmos, for which this window has
//! no camera.)

use crate::body::{Outline, outlines};
use crate::window::paint::draw::thin_line;
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::view::View;
use bevy::ecs::world::World;
use bevy_egui::egui::{Mesh, Shape};

/// The lines of everything in rapier's world that this view sees.
pub fn shape(world: &World, view: &View, palette: &Palette) -> Shape {
    let mut mesh = Mesh::default();
    outlines(world, |kind, from, to| {
        if !view.sees((from + to) / 2.0, from.distance(to) / 2.0) {
            return;
        }
        let (width, color) = match kind {
            Outline::Collider => (1.0, fade(palette.text, 0.7)),
            Outline::Joint => (1.5, palette.accent),
            Outline::Contact => (2.0, palette.warn),
        };
        thin_line(&mut mesh, view.to_screen(from), view.to_screen(to), width, color);
    });
    Shape::mesh(mesh)
}
