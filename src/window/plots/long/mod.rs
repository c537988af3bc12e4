//! The whole run: how fast bodies go, how they are bent, how often classes of neurons release. It is kept from the
//! beginning on, whether or not the plots are open, in room that does not grow with the run.

mod columns;
mod series;
mod sheet;

pub use sheet::{Options, controls, sheet};

use crate::body::Body;
use crate::nervous::{Preset, Wiring};
use crate::record::{SAMPLE_TICKS, Sample, is_sampled};
use crate::scene::Spawned;
use crate::sim::{Clock, SimSystems, Tick};
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::{DVec2, Vec2};
use columns::Kept;
use series::Series;

/// Bodies that are looked at: the first ones.
const BODIES: usize = 8;
/// Classes that are counted; all that come after them count as one.
const CLASSES: usize = 16;

/// A body that is looked at.
#[derive(Clone, Debug)]
struct Rider {
    name: String,
    joints: usize,
    /// Where it was last: tick, centre, axis.
    last: Option<(u64, DVec2, Vec2)>,
}

/// What is kept of a whole run.
#[derive(Resource, Clone, Debug, Default)]
pub struct Long {
    riders: Vec<Rider>,
    /// Classes in the order in which they came, and how many neurons each has.
    classes: Vec<String>,
    members: [u32; CLASSES],
    class_of: Vec<u8>,
    compiled: Option<u64>,
    /// Releases since the last row.
    released: [u32; CLASSES],
    series: Series,
    kept: Kept,
    row: Vec<f32>,
    sample: Sample,
}

/// What a row holds, in this order: releases per neuron of each class, then of each body its way in body lengths and
/// its bends.
impl Long {
    /// Where the numbers of a body begin.
    fn place(&self, rider: usize) -> usize {
        CLASSES + self.riders[..rider].iter().map(|rider| 1 + rider.joints).sum::<usize>()
    }

    fn suits<'a>(&self, mut bodies: impl Iterator<Item = (Entity, &'a Body)>, names: &Query<&Name>) -> bool {
        let known = self.riders.iter().all(|rider| {
            bodies.next().is_some_and(|(creature, body)| {
                rider.joints == body.joints.len()
                    && names.get(creature).is_ok_and(|name| name.as_str() == rider.name)
            })
        });
        !self.row.is_empty() && known && bodies.next().is_none()
    }

    /// As it goes on in a world whose entities are others.
    #[must_use]
    pub fn resumed(self) -> Self {
        Self { compiled: None, ..self }
    }

    fn begin<'a>(&mut self, bodies: impl Iterator<Item = (Entity, &'a Body)>, names: &Query<&Name>) {
        let rider = |(creature, body): (Entity, &Body)| Rider {
            name: names.get(creature).map_or_else(|_| String::new(), |name| name.as_str().to_owned()),
            joints: body.joints.len(),
            last: None,
        };
        self.riders = bodies.map(rider).collect();
        let width = self.place(self.riders.len());
        (self.row, self.series) = (vec![0.0; width], Series::new(width));
        self.released = [0; CLASSES];
    }

    /// Which class each neuron is of.
    fn sort(&mut self, wiring: &Wiring, presets: &Query<&Preset>) {
        self.members = [0; CLASSES];
        self.class_of.clear();
        for neuron in &wiring.neurons {
            let class = presets.get(*neuron).map_or("", |preset| preset.class.as_str());
            let known = self.classes.iter().position(|own| own == class);
            let place = known.unwrap_or_else(|| {
                self.classes.push(class.to_owned());
                self.classes.len() - 1
            });
            let place = place.min(CLASSES - 1);
            self.members[place] += 1;
            self.class_of.push(place as u8);
        }
        self.compiled = Some(wiring.compiled);
    }

    fn look<'a>(&mut self, tick: u64, bodies: impl Iterator<Item = (Entity, &'a Body)>) {
        for class in 0..CLASSES {
            self.row[class] = self.released[class] as f32 / self.members[class].max(1) as f32;
        }
        self.released = [0; CLASSES];
        let mut place = CLASSES;
        for (rider, (_, body)) in self.riders.iter_mut().zip(bodies) {
            self.sample.look(body, tick);
            let (centre, axis) = (self.sample.centre, self.sample.axis);
            let step = match rider.last {
                Some((then, from, before)) if then + SAMPLE_TICKS == tick => {
                    (centre - from).as_vec2().dot((before + axis).normalize_or_zero()) / body.plan.length
                }
                _ => 0.0,
            };
            rider.last = Some((tick, centre, axis));
            self.row[place] = step;
            for (kept, bend) in self.row[place + 1..].iter_mut().zip(&self.sample.bends) {
                *kept = *bend;
            }
            place += 1 + rider.joints;
        }
    }
}

#[cfg(test)]
impl Long {
    /// A run of so many ticks in which one body went ever on.
    pub fn of_ticks(ticks: u64) -> Self {
        let riders = vec![Rider { name: "Worm".into(), joints: 1, last: None }];
        let row = vec![0.02; CLASSES + 2];
        let mut series = Series::new(row.len());
        (1..=ticks).filter(|tick| is_sampled(*tick)).for_each(|tick| {
            series.take(tick, &row);
        });
        Self { riders, row, series, ..Self::default() }
    }
}

/// Adds what looks at every tick.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Long>()
        .add_observer(|_: On<Spawned>, mut long: ResMut<Long>| *long = Long::default())
        .add_systems(Tick, record.in_set(SimSystems::Record));
}

fn record(
    mut long: ResMut<Long>,
    clock: Res<Clock>,
    wiring: Res<Wiring>,
    bodies: Query<&Body>,
    names: Query<&Name>,
    presets: Query<&Preset>,
) {
    let long = &mut *long;
    if long.compiled != Some(wiring.compiled) {
        long.sort(&wiring, &presets);
    }
    for &slot in &wiring.released {
        if let Some(class) = long.class_of.get(slot as usize) {
            long.released[usize::from(*class)] += 1;
        }
    }
    if !is_sampled(clock.tick) {
        return;
    }
    let embodied = || {
        let body = |creature: &Entity| Some((*creature, bodies.get(*creature).ok()?));
        wiring.creatures.iter().filter_map(body).take(BODIES)
    };
    if !long.suits(embodied(), &names) {
        long.begin(embodied(), &names);
    }
    long.look(clock.tick, embodied());
    let row = std::mem::take(&mut long.row);
    if !long.series.take(clock.tick, &row) {
        // Another run.
        long.series = Series::new(row.len());
        long.series.take(clock.tick, &row);
    }
    long.row = row;
}
