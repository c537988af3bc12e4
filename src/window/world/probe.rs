//! The probe, and the forces that bodies meet.

use crate::arena::Probe;
use crate::body::Body;
use crate::sim::Clock;
use crate::window::paint::theme::Palette;
use crate::window::state::{Graph, Views};
use crate::window::time::Hand;
use crate::window::tools::width;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Ui};

/// Radius of the probe, in widths of the worm.
const PROBE: f32 = 0.45;

/// The pressed pointer holds the probe.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World) {
    let held = response.is_pointer_button_down_on() && ui.input(|i| i.pointer.primary_down());
    let at = response.interact_pointer_pos();
    let width = width(world);
    let (view, tick) = (world.resource::<Views>().world, world.resource::<Clock>().tick);
    let mut hand = world.resource_mut::<Hand>();
    match at {
        Some(at) if held => {
            let probe = Probe { position: view.to_place(at), radius: PROBE * width };
            hand.press(probe, tick);
        }
        // Pressed and released between two frames.
        Some(at) if response.clicked() && hand.probe.is_none() => {
            let probe = Probe { position: view.to_place(at), radius: PROBE * width };
            hand.press(probe, tick);
            hand.release();
        }
        _ => hand.release(),
    }
}

/// Touches a place for a moment, as a click does.
pub fn tap(world: &mut World, place: Vec2) {
    let (radius, tick) = (PROBE * width(world), world.resource::<Clock>().tick);
    let mut hand = world.resource_mut::<Hand>();
    hand.press(Probe { position: place, radius }, tick);
    hand.release();
}

/// The force that the probe meets.
pub fn pressure(world: &World, probe: Probe) -> f32 {
    world
        .resource::<Graph>()
        .beings
        .iter()
        .filter_map(|being| world.get::<Body>(being.entity))
        .flat_map(|body| {
            let reach = probe.radius + body.plan.width;
            body.segments.iter().filter(move |s| s.position.distance(probe.position) < reach)
        })
        .map(|segment| segment.force[0] + segment.force[1])
        .sum()
}

/// Contact forces on the segments, as lines that point to where they push.
pub fn forces(world: &World, palette: &Palette) -> Vec<egui::Shape> {
    let view = world.resource::<Views>().world;
    let beings = &world.resource::<Graph>().beings;
    let bodies = beings.iter().filter_map(|being| world.get::<Body>(being.entity));
    let mut shapes = Vec::new();
    for body in bodies {
        for segment in &body.segments {
            let left = segment.axis().perp();
            for (force, from) in [(segment.force[0], left), (segment.force[1], -left)] {
                if force > 0.01 {
                    let skin = segment.position + from * (0.5 * body.plan.width);
                    let tail = skin + from * force.min(10.0);
                    let line = [view.to_screen(tail), view.to_screen(skin)];
                    shapes.push(egui::Shape::line_segment(line, egui::Stroke::new(2.0, palette.warn)));
                    shapes.push(egui::Shape::circle_filled(line[1], 3.0, palette.warn));
                }
            }
        }
    }
    shapes
}
