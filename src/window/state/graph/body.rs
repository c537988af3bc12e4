//! Beside the network: ports for what of the body neurons can move and feel, and the receptors and
//! muscles that are there.

use super::{Being, Graph, look};
use crate::body::Body;
use crate::edit::NeuronKey;
use crate::edit::parts::Part;
use crate::entry::{Along, ListPlace, Site};
use crate::nervous::{NeuromuscularJunction, Presynaptic, Side, Wiring};
use crate::scene::Lists;
use crate::scene::document::{Entry, Kind};
use crate::window::paint::draw::network::{Activity, Flank, Junction, Port, Receptor};
use crate::window::state::afterimage::Afterimage;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;

/// What a port stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlet {
    creature: Entity,
    kind: Kind,
    /// Segment or joint.
    place: u32,
    /// 0 left, 1 right.
    side: usize,
}

/// A row of ports along a side: how far outside the muscles, and how high, in units of the usual distance of
/// neurons. Muscles stand next to the network; then come the strokes of receptors; outside them what can be felt,
/// in the order in which it lies on the worm.
fn row_of(site: &Site) -> (f32, f32) {
    match site.lane {
        0 => (0.0, 0.26),
        lane => (0.68 + 0.2 * f32::from(lane), 0.13),
    }
}

/// The kinds that have ports, from the network outwards.
fn rows() -> Vec<(Kind, Site)> {
    let mut rows: Vec<(Kind, Site)> = Kind::on_bodies().collect();
    rows.sort_by_key(|(_, site)| site.lane);
    rows
}

/// The words beside the ports of one side.
fn flank(
    being: &Being,
    side: usize,
    named: bool,
    row: &dyn Fn(&Being, usize, f32) -> f32,
    unit: f32,
) -> Flank {
    let outward = if side == 0 { 1.0 } else { -1.0 };
    let mut rows = rows();
    rows.reverse();
    let (away, height) = rows.first().map_or((0.0, 0.0), |(_, site)| row_of(site));
    let y = row(being, side, away) + outward * unit * height;
    let which = Side::EACH[side].phrase();
    let title = if named { format!("{}, {which} side", being.name) } else { format!("{which} side") };
    // "skin of segment": what it is, without where.
    let name = |site: &Site| site.noun.split(" of ").next().unwrap_or(site.noun);
    Flank {
        title,
        ends: [0.0, 1.0].map(|share| Vec2::new(being.canvas_x(share) + being.offset.x, y)),
        outward,
        rows: rows.iter().map(|(_, site)| (site.lane, name(site))).collect(),
    }
}

/// What at a muscle is half the light of an arrival \[transmitter\]: twice what holds it fully active.
const FULL_DRIVE: f32 = 2.0;

impl Graph {
    /// The part of a body that a port stands for.
    #[must_use]
    pub fn part(&self, port: usize) -> Option<Part> {
        let Outlet { creature, kind, place, side } = *self.outlets.get(port)?;
        let being = self.beings.iter().find(|being| being.entity == creature)?;
        Some(Part { creature: being.name.clone(), kind, place, side: Side::EACH[side] })
    }

    /// The port that stands for a part of a body.
    #[must_use]
    pub fn port(&self, part: &Part) -> Option<usize> {
        let owner = self.being(&part.creature)?.entity;
        self.outlets.iter().position(|outlet| {
            let Outlet { creature, kind, place, side } = *outlet;
            (creature, kind, place, Side::EACH[side]) == (owner, part.kind, part.place, part.side)
        })
    }

    /// The neurons that move or feel the part of a port, in the order of the list.
    #[must_use]
    pub fn users(&self, port: usize) -> Vec<usize> {
        let Some(part) = self.part(port) else { return Vec::new() };
        let creature = self.outlets[port].creature;
        let mut users: Vec<usize> = if part.kind == Kind::MUSCLE {
            self.plan.junctions.iter().filter(|j| j.port == port).map(|j| j.from).collect()
        } else {
            let feels = |(owner, entry): &(Entity, Entry)| *owner == creature && part.is_of(entry);
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
            for side in [0, 1] {
                self.plan.flanks.push(flank(being, side, self.beings.len() > 1, &row, unit));
            }
            let step = being.canvas_x(1.0 / segments as f32) - being.canvas_x(0.0);
            for (kind, site) in rows() {
                let (lane, height) = row_of(&site);
                let shift = match site.along {
                    Along::Segments => 0.5,
                    Along::Joints => 1.0,
                };
                let count = site.along.count(segments);
                for (place, side) in (0..count).flat_map(|place| [(place, 0), (place, 1)]) {
                    let x = being.canvas_x((place as f32 + shift) / segments as f32);
                    let at = Vec2::new(x, row(being, side, lane));
                    if kind == Kind::MUSCLE {
                        muscles.insert((i, place, side), self.plan.ports.len());
                    }
                    let size = Vec2::new(step * site.length, unit * height);
                    self.plan.ports.push(Port { at, size, lane: site.lane });
                    self.outlets.push(Outlet { creature: being.entity, kind, place, side });
                }
            }
        }
        let owner_of = |cell: usize| self.cells[cell].creature;
        let mut junctions = world.query::<(&NeuromuscularJunction, &Presynaptic, &ListPlace)>();
        for (junction, from, place) in junctions.iter(world) {
            let Some(&from) = self.index.get(&from.0) else { continue };
            for side in junction.side.each() {
                if let Some(&port) = muscles.get(&(owner_of(from), junction.joint, side)) {
                    self.plan.junctions.push(Junction { from, port, gain: junction.gain, place: place.0 });
                }
            }
        }
        self.plan.junctions.sort_unstable_by_key(|junction| (junction.from, junction.port, junction.place));
        self.receptors(world, &row);
    }

    /// What neurons move and feel: the receptors as strokes between muscles and ports.
    fn receptors(&mut self, world: &World, row: &dyn Fn(&Being, usize, f32) -> f32) {
        let mut found: Vec<(usize, Kind, u32, usize, Entry)> = Vec::new();
        for (owner, being) in self.beings.iter().enumerate() {
            let Some(lists) = world.get::<Lists>(being.entity) else { continue };
            for (kind, _) in rows() {
                for (place, edge) in lists.list(kind).iter().enumerate() {
                    let Some(entry) = Entry::read(world, kind, *edge) else { continue };
                    let neuron = entry.ends().first().map(|neuron| (*neuron).to_owned()).unwrap_or_default();
                    if let Some(to) = self.find(&NeuronKey { creature: being.name.clone(), neuron }) {
                        found.push((to, kind, place as u32, owner, entry));
                    }
                }
            }
        }
        found.sort_by_key(|(to, kind, place, ..)| (*to, *place, *kind));
        for (to, kind, place, owner, entry) in found {
            self.contacts.push((to, entry.clone()));
            if kind == Kind::MUSCLE {
                continue;
            }
            let being = &self.beings[owner];
            let (Some((_, count)), Some(site)) = (being.body, kind.site()) else { continue };
            let Some(((first, last), side)) = entry.place() else { continue };
            let last = if site.along == Along::Joints { last + 1 } else { last };
            let ends = [first as f32 + 0.12, last as f32 + 0.88].map(|s| being.canvas_x(s / count as f32));
            for side in side.each() {
                let lane = 0.34 + 0.16 * (place % 3) as f32;
                let line = ends.map(|x| Vec2::new(x, row(being, side, lane)));
                self.plan.receptors.push(Receptor { to, line, lane: site.lane, place });
                self.senses.push((being.entity, entry.clone()));
            }
        }
    }

    /// What the network does now. `fraction` is how far the picture lies past the last tick.
    #[must_use]
    pub fn activity(&self, world: &World, picture: &Afterimage, fraction: f32) -> Activity {
        let nodes = self.cells.iter().map(|cell| look(world, cell.entity, picture, fraction)).collect();
        let wiring = world.get_resource::<Wiring>();
        let ports = self.outlets.iter().map(|outlet| outlet.felt(world)).collect();
        let port_arrivals = self.outlets.iter().map(|outlet| outlet.arrival(wiring, picture)).collect();
        let receptors = self.senses.iter().map(|(creature, entry)| entry.light(world, *creature)).collect();
        Activity { nodes, ports, port_arrivals, receptors, stars: self.star_looks(world) }
    }
}

impl Outlet {
    /// How active the muscle is, or how much of its sense there is to feel \[0 to 1\].
    fn felt(&self, world: &World) -> f32 {
        if self.kind != Kind::MUSCLE {
            return self.kind.light_at(world, self.creature, self.place, self.side);
        }
        let muscles = world.get::<Body>(self.creature).and_then(|body| body.muscles.get(self.place as usize));
        muscles.map_or(0.0, |m| m[self.side].activation)
    }

    /// Light of what arrives at the muscle: what excites, what inhibits.
    fn arrival(&self, wiring: Option<&Wiring>, picture: &Afterimage) -> [f32; 2] {
        if self.kind != Kind::MUSCLE {
            return [0.0; 2];
        }
        let place = wiring.and_then(|wiring| {
            let creature = wiring.creatures.iter().position(|other| *other == self.creature)?;
            Some(wiring.muscle_place(creature, self.place as usize, self.side))
        });
        place.map_or([0.0; 2], |place| picture.arrival(place).map(|arrival| arrival.light(FULL_DRIVE)))
    }
}
