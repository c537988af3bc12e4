//! The wiring of a network without a body, each neuron at its place on the canvas.

use super::color::{FAINT, GROUND, INK, SOFT};
use super::figure::{Align, Figure, Frame, fit};
use super::raster::class;
use super::time::border;
use crate::scene::document::{Creature, Scene};
use bevy::math::{Vec2, ops};
use bevy::platform::collections::HashMap;
use std::f32::consts::TAU;

/// Neurons, and synapses, up to which a network is drawn: beyond, nothing could be made out.
const MOST: (usize, usize) = (300, 1500);
/// Neurons up to which each has its name beside it.
const NAMED: usize = 24;

/// Whether a creature's network is drawn.
pub fn is_drawn(creature: &Creature) -> bool {
    (1..=MOST.0).contains(&creature.neurons.len()) && creature.synapses.len() <= MOST.1
}

/// Where each neuron stands in a frame; round a circle where the canvas has them all in one place.
fn places(creature: &Creature, frame: Frame) -> Vec<Vec2> {
    let canvas: Vec<Vec2> = creature.neurons.iter().map(|n| Vec2::from(n.at)).collect();
    let low = canvas.iter().fold(Vec2::INFINITY, |low, p| low.min(*p));
    let high = canvas.iter().fold(Vec2::NEG_INFINITY, |high, p| high.max(*p));
    let room = frame.size() - Vec2::new(130.0, 90.0);
    if high == low {
        let count = canvas.len() as f32;
        let on_circle = |index: usize| {
            let angle = index as f32 / count * TAU;
            frame.center() + Vec2::new(ops::cos(angle), -ops::sin(angle)) * (room.min_element() / 2.0)
        };
        return (0..canvas.len()).map(on_circle).collect();
    }
    let scale = (room / (high - low).max(Vec2::splat(1e-3))).min_element();
    let middle = (low + high) / 2.0;
    canvas.iter().map(|p| frame.center() + (*p - middle) * Vec2::new(scale, -scale)).collect()
}

/// Draws the network of a creature.
pub fn draw(frame: Frame, creature: &Creature, scene: &Scene, figure: &mut Figure) {
    super::time::title(frame, "Network", "synapses as arrows, gap junctions dotted", figure);
    figure.rect(frame, GROUND);
    let places = places(creature, frame);
    let index: HashMap<&str, usize> =
        creature.neurons.iter().enumerate().map(|(i, n)| (n.name.as_str(), i)).collect();
    let radius = (90.0 / (creature.neurons.len() as f32).sqrt()).clamp(3.0, 14.0);
    let pair = |a: &str, b: &str| Some((places[*index.get(a)?], places[*index.get(b)?]));
    for synapse in &creature.synapses {
        if let Some((from, to)) = pair(&synapse.from, &synapse.to) {
            arrow(from, to, radius, figure);
        }
    }
    for gap in &creature.gaps {
        if let Some((a, b)) = pair(&gap.a, &gap.b) {
            let dots = (a.distance(b) / 8.0) as usize;
            for dot in 1..dots {
                figure.circle(a.lerp(b, dot as f32 / dots as f32), 1.5, SOFT, true);
            }
        }
    }
    for (neuron, place) in creature.neurons.iter().zip(&places) {
        let color = class(scene, scene.classes.get_index_of(&neuron.class)).0;
        figure.circle(*place, radius, color, true);
        if places.len() <= NAMED {
            let below = *place + Vec2::new(0.0, radius + 13.0);
            figure.text(below, fit(&neuron.name, 120.0, 17.0), 17.0, color.toward(INK, 0.3), Align::Center);
        }
    }
    border(frame, figure);
}

/// From the rim of one neuron to that of another; a neuron's synapse with itself is a ring.
fn arrow(from: Vec2, to: Vec2, radius: f32, figure: &mut Figure) {
    let Some(along) = (to - from).try_normalize() else {
        figure.circle(from - Vec2::new(0.0, radius * 1.6), radius, FAINT, false);
        return;
    };
    let tip = to - along * (radius + 3.0);
    let head = radius.clamp(4.0, 10.0);
    figure.line([from + along * (radius + 2.0), tip - along * head * 0.8], SOFT.at(0.7), 1.5);
    let back = tip - along * head;
    let across = along.perp() * head * 0.4;
    figure.polygon(vec![tip, back + across, back - across], SOFT.at(0.9));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_without_a_place_stand_in_a_circle() {
        let text =
            "(format: 1, creatures: [(name: \"N\", neurons: [(name: \"A\"), (name: \"B\"), (name: \"C\")])])";
        let scene = crate::scene::parse(text, "test").unwrap();
        let frame = Frame::new(10.0, 10.0, 400.0, 400.0);
        let places = places(&scene.creatures[0], frame);
        assert!(places.iter().all(|p| (p.distance(frame.center()) - 135.0).abs() < 1.0), "{places:?}");
        assert!(places[0].distance(places[1]) > 100.0);
    }
}
