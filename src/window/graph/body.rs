//! Beside the network: ports for what of the body neurons can move and feel, and the receptors and
//! muscles that are there.

use super::{Being, Graph, look};
use crate::body::Body;
use crate::edit::parts::{Organ, Part};
use crate::nervous::{
    Charges, ListPlace, NeuromuscularJunction, Presynaptic, SkinPatch, StretchReceptor, Wiring,
};
use crate::scene::document::Side;
use crate::senses::{SkinForce, stretch_felt};
use crate::window::draw::network::{Activity, Junction, Port, Receptor};
use crate::window::picture::Picture;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;

/// What a port stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlet {
    creature: Entity,
    organ: Organ,
    /// Segment or joint.
    place: u32,
    /// 0 left, 1 right.
    side: usize,
}

/// What a receptor feels.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sense {
    Skin(SkinPatch),
    Stretch(StretchReceptor),
}

/// The sides of a body in the order of rows.
const SIDES: [Side; 2] = [Side::Left, Side::Right];

/// A row of ports along a side: of what, how far outside the muscles, how high and how long each is.
/// Heights and distances are in units of the usual distance of neurons, lengths in segments.
struct Row {
    organ: Organ,
    lane: f32,
    height: f32,
    length: f32,
}

/// Muscles next to the network; then the strokes of receptors; outside them what can be felt, the
/// skin outermost, as on the worm.
const ROWS: [Row; 3] = [
    Row { organ: Organ::Muscle, lane: 0.0, height: 0.26, length: 0.86 },
    Row { organ: Organ::Stretch, lane: 0.88, height: 0.13, length: 0.5 },
    Row { organ: Organ::Skin, lane: 1.08, height: 0.13, length: 0.8 },
];

/// What at a muscle is half the light of an arrival \[transmitter\]: twice what holds it fully active.
const FULL_DRIVE: f32 = 2.0;

fn sides(side: Side) -> impl Iterator<Item = usize> {
    [side.left(), side.right()].into_iter().enumerate().filter(|(_, on)| *on).map(|(i, _)| i)
}

/// Force as light \[0 to 1\].
fn pressed(force: f32) -> f32 {
    force / (force + 0.8)
}

impl Graph {
    /// The part of a body that a port stands for.
    #[must_use]
    pub fn part(&self, port: usize) -> Option<Part> {
        let Outlet { creature, organ, place, side } = *self.outlets.get(port)?;
        let being = self.beings.iter().find(|being| being.entity == creature)?;
        Some(Part { creature: being.name.clone(), organ, place, side: SIDES[side] })
    }

    /// The port that stands for a part of a body.
    #[must_use]
    pub fn port(&self, part: &Part) -> Option<usize> {
        (0..self.outlets.len()).find(|port| self.part(*port).as_ref() == Some(part))
    }

    /// The neurons that move or feel the part of a port, in the order of the list.
    #[must_use]
    pub fn users(&self, port: usize) -> Vec<usize> {
        let Some(part) = self.part(port) else { return Vec::new() };
        let creature = self.outlets[port].creature;
        let mut users: Vec<usize> = if part.organ == Organ::Muscle {
            self.plan.junctions.iter().filter(|j| j.port == port).map(|j| j.from).collect()
        } else {
            let feels = |(owner, sense): &(Entity, Sense)| {
                *owner == creature
                    && match sense {
                        Sense::Skin(s) => part.organ == Organ::Skin && part.is_in(s.segments, s.side),
                        Sense::Stretch(s) => part.organ == Organ::Stretch && part.is_in(s.joints, s.side),
                    }
            };
            let receptors = self.plan.receptors.iter().zip(&self.senses);
            receptors.filter(|(_, sense)| feels(sense)).map(|(receptor, _)| receptor.to).collect()
        };
        users.sort_unstable();
        users.dedup();
        users
    }

    /// Muscles and senses, in rows along both sides of the network, as they lie in the body.
    pub(super) fn controllers(&mut self, world: &mut World) {
        let unit = self.plan.spacing;
        let row = |being: &Being, side: usize, lane: f32| {
            let away = (1.15 + lane) * unit;
            let y = if side == 0 { being.bounds.1.y + away } else { being.bounds.0.y - away };
            y + being.offset.y
        };
        let mut muscles: HashMap<(usize, u32, usize), usize> = HashMap::default();
        for (i, being) in self.beings.iter().enumerate() {
            let Some((_, segments)) = being.body else { continue };
            if !self.cells.iter().any(|c| c.creature == i) {
                continue;
            }
            let step = being.canvas_x(1.0 / segments as f32) - being.canvas_x(0.0);
            for Row { organ, lane, height, length } in &ROWS {
                let (count, shift) = match organ {
                    Organ::Skin => (segments, 0.5),
                    Organ::Muscle | Organ::Stretch => (segments.saturating_sub(1), 1.0),
                };
                for (place, side) in (0..count).flat_map(|place| [(place, 0), (place, 1)]) {
                    let x = being.canvas_x((place as f32 + shift) / segments as f32);
                    let at = Vec2::new(x, row(being, side, *lane));
                    if *organ == Organ::Muscle {
                        muscles.insert((i, place, side), self.plan.ports.len());
                    }
                    let size = Vec2::new(step * length, unit * height);
                    self.plan.ports.push(Port { at, size, organ: *organ });
                    self.outlets.push(Outlet { creature: being.entity, organ: *organ, place, side });
                }
            }
        }
        let owner_of = |cell: usize| self.cells[cell].creature;
        let mut junctions = world.query::<(&NeuromuscularJunction, &Presynaptic, &ListPlace)>();
        for (junction, from, place) in junctions.iter(world) {
            let Some(&from) = self.index.get(&from.0) else { continue };
            for side in sides(junction.side) {
                if let Some(&port) = muscles.get(&(owner_of(from), junction.joint, side)) {
                    self.plan.junctions.push(Junction { from, port, place: place.0 });
                }
            }
        }
        self.plan.junctions.sort_unstable();
        let mut found: Vec<(ListPlace, usize, (u32, u32), Side, Sense)> = Vec::new();
        for (patch, charges, place) in world.query::<(&SkinPatch, &Charges, &ListPlace)>().iter(world) {
            if let Some(&to) = self.index.get(&charges.0) {
                found.push((*place, to, patch.segments, patch.side, Sense::Skin(*patch)));
            }
        }
        for (receptor, charges, place) in
            world.query::<(&StretchReceptor, &Charges, &ListPlace)>().iter(world)
        {
            if let Some(&to) = self.index.get(&charges.0) {
                let segments = (receptor.joints.0, receptor.joints.1 + 1);
                found.push((*place, to, segments, receptor.side, Sense::Stretch(*receptor)));
            }
        }
        found.sort_by_key(|(place, to, ..)| (*to, *place));
        for (place, to, segments, side, sense) in found {
            let being = &self.beings[owner_of(to)];
            let Some((_, count)) = being.body else { continue };
            let ends = [segments.0 as f32 + 0.12, segments.1 as f32 + 0.88]
                .map(|s| being.canvas_x(s / count as f32));
            for side in sides(side) {
                let lane = 0.34 + 0.16 * (place.0 % 3) as f32;
                let line = ends.map(|x| Vec2::new(x, row(being, side, lane)));
                let touch = matches!(sense, Sense::Skin(_));
                self.plan.receptors.push(Receptor { to, line, touch, place: place.0 });
                self.senses.push((being.entity, sense));
            }
        }
    }

    /// What the network does now. `fraction` is how far the picture lies past the last tick.
    #[must_use]
    pub fn activity(&self, world: &World, picture: &Picture, fraction: f32) -> Activity {
        let nodes = self.cells.iter().map(|cell| look(world, cell.entity, picture, fraction)).collect();
        let wiring = world.get_resource::<Wiring>();
        let ports = self.outlets.iter().map(|outlet| outlet.felt(world)).collect();
        let port_arrivals = self.outlets.iter().map(|outlet| outlet.arrival(wiring, picture)).collect();
        let receptors = self
            .senses
            .iter()
            .map(|(creature, sense)| match sense {
                Sense::Skin(patch) => {
                    let skin = world.get::<SkinForce>(*creature);
                    skin.map_or(0.0, |skin| pressed(skin.total(patch.segments, patch.side)))
                }
                Sense::Stretch(receptor) => {
                    world.get::<Body>(*creature).map_or(0.0, |body| stretch_felt(body, receptor))
                }
            })
            .collect();
        Activity { nodes, ports, port_arrivals, receptors }
    }
}

impl Outlet {
    /// How active the muscle is, or how much of its sense there is to feel \[0 to 1\].
    fn felt(&self, world: &World) -> f32 {
        let body = || world.get::<Body>(self.creature);
        match self.organ {
            Organ::Muscle => {
                let muscles = body().and_then(|body| body.muscles.get(self.place as usize));
                muscles.map_or(0.0, |m| m[self.side].activation)
            }
            Organ::Skin => {
                let skin = world.get::<SkinForce>(self.creature);
                let felt = skin.and_then(|skin| skin.felt.get(self.place as usize));
                felt.map_or(0.0, |felt| pressed(felt[self.side]))
            }
            Organ::Stretch => {
                let joints = (self.place, self.place);
                let receptor = StretchReceptor { joints, side: SIDES[self.side], gain: 1.0 };
                body().map_or(0.0, |body| stretch_felt(body, &receptor))
            }
        }
    }

    /// Light of what arrives at the muscle: what excites, what inhibits.
    fn arrival(&self, wiring: Option<&Wiring>, picture: &Picture) -> [f32; 2] {
        if self.organ != Organ::Muscle {
            return [0.0; 2];
        }
        let place = wiring.and_then(|wiring| {
            let creature = wiring.creatures.iter().position(|other| *other == self.creature)?;
            Some(wiring.muscle_place(creature, self.place as usize, self.side))
        });
        place.map_or([0.0; 2], |place| picture.arrival(place).map(|arrival| arrival.light(FULL_DRIVE)))
    }
}
