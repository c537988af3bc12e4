//! The world for those who do not see it: what a screen reader says of how the worm moves. It is made only while one
//! asks.

use crate::body;
use crate::sim::Playback;
use crate::window::state::{Arrangement, Graph};
use crate::window::time::{REST, Stats, heading};
use crate::window::tools::medium_name;
use bevy::ecs::prelude::*;
use bevy_egui::egui::Response;
use bevy_egui::egui::accesskit::Role;

/// Tells the world.
pub fn tell(response: &Response, world: &World) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::GraphicsObject);
        node.set_value(told(world));
    });
}

fn told(world: &World) -> String {
    if world.resource::<Arrangement>().bodiless {
        return "no body".to_owned();
    }
    let beings = &world.resource::<Graph>().beings;
    let first = beings.iter().find(|being| being.body.is_some());
    let name = first.map_or("the worm", |being| being.name.as_str());
    let speed = world.resource::<Stats>().moved.movement.map(|movement| movement.speed);
    let moves = match speed {
        None => "not measured yet".to_owned(),
        Some(speed) if speed.abs() < REST => heading(speed).to_owned(),
        Some(speed) => format!("{} at {:.2} body lengths a second", heading(speed), speed.abs()),
    };
    let medium = body::medium(world).map_or_else(String::new, |medium| format!(", {}", medium_name(medium)));
    let stands = if world.resource::<Playback>().playing { "" } else { ", time stands" };
    format!("{name}: {moves}{medium}{stands}")
}
