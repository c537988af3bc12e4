//! Where keys are on the canvas, and what lies nearest from there in a direction.

use super::canvas::{Aim, Canvas, Drag};
use crate::window::state::{Arrangement, Graph, Layout, Selection, Tour, Views};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Key, Pos2, vec2};

/// The way that the key of a command points on the screen.
pub fn way(world: &World) -> egui::Vec2 {
    match world.resource::<Tour>().stroke {
        Some(Key::ArrowLeft) => vec2(-1.0, 0.0),
        Some(Key::ArrowUp) => vec2(0.0, -1.0),
        Some(Key::ArrowDown) => vec2(0.0, 1.0),
        _ => vec2(1.0, 0.0),
    }
}

/// Where something stands on the canvas.
pub fn place(graph: &Graph, aim: &Aim) -> Option<Vec2> {
    match aim {
        Aim::Neuron(key) => graph.find(key).map(|index| graph.plan.nodes[index].at),
        Aim::Part(part) => graph.port(part).map(|port| graph.plan.ports[port].at),
    }
}

/// Where one is: what is aimed at, else from where a link is being made, else what is selected.
pub fn here(world: &World) -> Option<Aim> {
    let canvas = world.resource::<Canvas>();
    let from = match &canvas.drag {
        Drag::Link(from) => Some(Aim::Neuron(from.clone())),
        Drag::Port(part) => Some(Aim::Part(part.clone())),
        _ => world.resource::<Selection>().selected.clone().map(Aim::Neuron),
    };
    // With a neuron selected again, a port that keys came to is left.
    let aims = canvas.joint.is_some() || world.resource::<Selection>().selected.is_none();
    canvas.aim.clone().filter(|_| aims).or(from)
}

/// The nearest of some points in a direction: how far it lies that way counts once, how far beside it twice. `narrow`:
/// only what lies not far beside it.
fn nearest(
    points: impl Iterator<Item = (usize, Pos2)>,
    at: Pos2,
    way: egui::Vec2,
    narrow: bool,
) -> Option<usize> {
    let score = |(index, point): (usize, Pos2)| {
        let to = point - at;
        let along = to.dot(way);
        let beside = (to - along * way).length();
        (along > 0.5 && (!narrow || beside <= 2.0 * along)).then_some((along + 2.0 * beside, index))
    };
    points.filter_map(score).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, index)| index)
}

/// What the arrows come to from where one is.
pub fn next(world: &World, with_ports: bool) -> Option<Aim> {
    let (graph, view) = (world.resource::<Graph>(), world.resource::<Views>().network);
    let neurons = || graph.plan.nodes.iter().map(|node| view.to_screen(node.at)).enumerate();
    let ports = || graph.plan.ports.iter().map(|port| view.to_screen(port.at)).enumerate();
    let neuron = |index: usize| Aim::Neuron(graph.cells[index].key.clone());
    let port = |index: usize| graph.part(index).map(Aim::Part);
    let Some((from, at)) = here(world).and_then(|aim| Some((aim.clone(), place(graph, &aim)?))) else {
        let middle = view.rect.center();
        let distance = |point: &Pos2| point.distance(middle);
        return neurons().min_by(|a, b| distance(&a.1).total_cmp(&distance(&b.1))).map(|(i, _)| neuron(i));
    };
    let (at, way) = (view.to_screen(at), way(world));
    let find_port = |narrow| nearest(ports(), at, way, narrow).filter(|_| with_ports);
    if let (Aim::Part(_), true) = (&from, with_ports) {
        // Among ports, neurons and ports are alike; along a row the next port is always the nearest.
        let beside = find_port(true).or_else(|| find_port(false));
        let near = nearest(neurons(), at, way, true);
        let away = |place: Vec2| view.to_screen(place).distance(at);
        return match (near, beside) {
            (Some(cell), Some(other))
                if away(graph.plan.nodes[cell].at) < away(graph.plan.ports[other].at) =>
            {
                Some(neuron(cell))
            }
            (_, Some(other)) => port(other),
            (cell, None) => cell.map(neuron),
        };
    }
    nearest(neurons(), at, way, true)
        .map(neuron)
        .or_else(|| find_port(true).and_then(port))
        .or_else(|| nearest(neurons(), at, way, false).map(neuron))
}

/// Brings something into view, if it is not to be seen.
pub fn see(world: &mut World, aim: &Aim) {
    let mut arrangement = world.resource_mut::<Arrangement>();
    if arrangement.layout == Layout::World {
        arrangement.layout = Layout::Both;
    }
    let Some(at) = place(world.resource::<Graph>(), aim) else { return };
    let view = &mut world.resource_mut::<Views>().network;
    let inside = view.rect.shrink(24.0);
    let point = view.to_screen(at);
    // By no more than is needed: a view that jumps is hard to follow.
    view.pan(point.clamp(inside.min, inside.max.max(inside.min)) - point);
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    #[test]
    fn the_nearest_that_way_is_found_and_what_lies_beside_it_counts_less() {
        let points = [pos2(10.0, 30.0), pos2(40.0, 2.0), pos2(-5.0, 0.0), pos2(12.0, 5.0)];
        let find = |way, narrow| nearest(points.into_iter().enumerate(), pos2(0.0, 0.0), way, narrow);
        assert_eq!(find(vec2(1.0, 0.0), true), Some(3));
        assert_eq!(find(vec2(0.0, 1.0), true), Some(0));
        assert_eq!(find(vec2(-1.0, 0.0), true), Some(2));
        assert_eq!((find(vec2(0.0, -1.0), true), find(vec2(0.0, -1.0), false)), (None, None));
        let aside = [pos2(3.0, 30.0)];
        let find = |narrow| nearest(aside.into_iter().enumerate(), Pos2::ZERO, vec2(1.0, 0.0), narrow);
        assert_eq!((find(true), find(false)), (None, Some(0)));
    }
}
