//! What the pointer does with a tool in the world.

use super::tool::{Grip, Tool, Tools};
use crate::arena::Obstacle;
use crate::body::{self, Body};
use crate::edit::{Edit, Whereabouts};
use crate::nervous::Creature;
use crate::scene::Birthplace;
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::view::View;
use crate::window::paint::wheel;
use crate::window::state::{Graph, Views, close, perform, say, step};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, CursorIcon, PointerButton, Shape, Stroke, Ui};

/// Degrees that a notch of the wheel turns a worm.
const NOTCH: f32 = 10.0;
/// Reach around thin things, in points.
const REACH: f32 = 6.0;
/// Radius of a post that was only clicked, in widths of the worm.
pub(super) const POST: f32 = 1.5;

pub(super) fn obstacles(world: &World) -> Vec<Obstacle> {
    body::obstacles(world).to_vec()
}

/// Distance of a place from an obstacle; 0 or less inside.
fn distance(obstacle: &Obstacle, place: Vec2) -> f32 {
    match *obstacle {
        Obstacle::Circle { at, radius } => place.distance(at.into()) - radius,
        Obstacle::Wall { from, to } => {
            let (a, b) = (Vec2::from(from), Vec2::from(to));
            let share = ((place - a).dot(b - a) / (b - a).length_squared().max(1e-6)).clamp(0.0, 1.0);
            place.distance(a + (b - a) * share)
        }
    }
}

/// The obstacle at a place.
pub(super) fn obstacle_at(world: &World, place: Vec2, reach: f32) -> Option<usize> {
    let all = obstacles(world);
    let near = (0..all.len()).map(|i| (i, distance(&all[i], place))).filter(|(_, d)| *d <= reach);
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
}

/// The creature whose body is at a place.
pub fn worm_at(world: &mut World, place: Vec2, reach: f32) -> Option<String> {
    let mut bodies = world.query_filtered::<(&Name, &Body), With<Creature>>();
    let near = bodies.iter(world).filter_map(|(name, body)| {
        let least = body.segments.iter().map(|s| s.position.distance(place)).fold(f32::INFINITY, f32::min);
        (least <= body.plan.width + reach).then(|| (least, name.as_str().to_owned()))
    });
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// Moves a creature and turns it by degrees about the tip of its head.
fn shift(world: &mut World, name: &str, by: Vec2, turn: f32) {
    let mut creatures = world.query_filtered::<(&Name, &Birthplace, Option<&Body>), With<Creature>>();
    let Some((_, birth, body)) = creatures.iter(world).find(|(own, ..)| own.as_str() == name) else { return };
    let body = body.map(|body| {
        let mut posture = body.posture();
        posture.head += by;
        posture.heading += turn.to_radians();
        posture
    });
    let heading = (birth.heading + turn).rem_euclid(360.0);
    let to = Whereabouts { at: birth.at + by, heading, body };
    perform(world, Edit::Place(name.to_owned(), to));
}

/// How far around thin things they are reached, in the world.
#[must_use]
pub fn reach(view: &View) -> f32 {
    REACH / view.scale
}

/// How wide the first worm is.
#[must_use]
pub fn width(world: &World) -> f32 {
    let beings = &world.resource::<Graph>().beings;
    beings.iter().find_map(|b| world.get::<Body>(b.entity)).map_or(1.0, |b| b.plan.width)
}

/// Acts on the pointer, with any tool but the one that pokes.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World) {
    let (view, tool) = (world.resource::<Views>().world, world.resource::<Tools>().tool);
    let reach = reach(&view);
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    let at = response.interact_pointer_pos().map(|point| view.to_place(point));
    if let Some(point) = pointer {
        ui.ctx().set_cursor_icon(match tool {
            Tool::Move if world.resource::<Tools>().grip != Grip::None => CursorIcon::Grabbing,
            Tool::Move => CursorIcon::Grab,
            Tool::Erase => CursorIcon::NotAllowed,
            _ => CursorIcon::Crosshair,
        });
        let notches = wheel::turn(ui, world.resource::<Views>().wheel).notches;
        let place = view.to_place(point);
        if tool == Tool::Move
            && notches != 0.0
            && let Some(name) = worm_at(world, place, reach)
        {
            shift(world, &name, Vec2::ZERO, NOTCH * notches);
        }
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|i| i.pointer.press_origin())
    {
        close(world);
        let from = view.to_place(from);
        let grip = match tool {
            Tool::Move => match (worm_at(world, from, reach), obstacle_at(world, from, reach)) {
                (Some(name), _) => Grip::Worm(name),
                (None, Some(index)) => Grip::Obstacle(index),
                (None, None) => Grip::None,
            },
            Tool::Post | Tool::Wall => Grip::From(from),
            Tool::Poke | Tool::Erase => Grip::None,
        };
        world.resource_mut::<Tools>().grip = grip;
    }
    if response.dragged_by(PointerButton::Primary) && response.drag_delta() != egui::Vec2::ZERO {
        let by = view.way(response.drag_delta());
        match world.resource::<Tools>().grip.clone() {
            Grip::Worm(name) => shift(world, &name, by, 0.0),
            Grip::Obstacle(index) => {
                let mut all = obstacles(world);
                if let Some(obstacle) = all.get_mut(index) {
                    let moved = |(x, y): (f32, f32)| (x + by.x, y + by.y);
                    *obstacle = match *obstacle {
                        Obstacle::Circle { at, radius } => Obstacle::Circle { at: moved(at), radius },
                        Obstacle::Wall { from, to } => Obstacle::Wall { from: moved(from), to: moved(to) },
                    };
                    perform(world, Edit::Obstacles(all));
                }
            }
            _ => {}
        }
    }
    let clicked = response.clicked();
    if !clicked && !response.drag_stopped() {
        return;
    }
    let grip = std::mem::take(&mut world.resource_mut::<Tools>().grip);
    close(world);
    let Some(at) = at else { return };
    let mut all = obstacles(world);
    match (tool, grip) {
        (Tool::Post, grip) => {
            let (middle, radius) = match grip {
                Grip::From(from) if !clicked => (from, from.distance(at).max(0.2)),
                _ => (at, POST * width(world)),
            };
            all.push(Obstacle::Circle { at: middle.into(), radius });
        }
        (Tool::Wall, Grip::From(from)) if from.distance(at) > reach => {
            all.push(Obstacle::Wall { from: from.into(), to: at.into() });
        }
        (Tool::Erase, _) => {
            let Some(index) = obstacle_at(world, at, reach) else {
                say(world, "There is no post or wall here");
                return;
            };
            all.remove(index);
        }
        _ => return,
    }
    step(world, Ok(Edit::Obstacles(all)));
}

/// What is being made, before it is let go.
#[must_use]
pub fn overlay(world: &World, pointer: Option<egui::Pos2>, palette: &Palette) -> Option<Shape> {
    let tools = world.resource::<Tools>();
    let (Grip::From(from), Some(at)) = (&tools.grip, pointer) else { return None };
    let start = world.resource::<Views>().world.to_screen(*from);
    let stroke = Stroke::new(2.0, palette.accent);
    Some(if tools.tool == Tool::Post {
        Shape::circle_filled(start, start.distance(at), fade(palette.accent, 0.3))
    } else {
        Shape::line_segment([start, at], stroke)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_things_are() {
        let post = Obstacle::Circle { at: (3.0, 0.0), radius: 1.0 };
        let wall = Obstacle::Wall { from: (0.0, 2.0), to: (10.0, 2.0) };
        assert_eq!(distance(&post, Vec2::new(6.0, 0.0)), 2.0);
        assert_eq!(distance(&wall, Vec2::new(5.0, 5.0)), 3.0);
        assert_eq!(distance(&wall, Vec2::new(-3.0, 2.0)), 3.0);
    }
}
