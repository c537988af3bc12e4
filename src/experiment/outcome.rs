//! One run, and what was measured in it.

use super::series::{Measured, names};
use crate::app::{Executor, headless_app};
use crate::record::{Meters, Wanted, state_hash};
use crate::scene::{document::Scene, spawn};
use crate::sim::{Clock, run_tick};
use crate::sweep::{Summary, hexadecimal};
use bevy::ecs::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ticks between two looks at whether a run is wanted still.
const LOOK: u64 = 256;

/// What came out of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was measured of each creature.
    pub creatures: Vec<Measured>,
    /// Of the whole state at the end.
    pub hash: String,
}

impl Outcome {
    /// Of a world with [`Meters`], at the end of its run.
    #[must_use]
    pub fn of(world: &mut World, wanted: &Wanted) -> Self {
        let end = world.resource::<Clock>().tick;
        let meters = &world.resource::<Meters>().meters;
        let creatures = meters.iter().map(|meter| Measured::of(meter, wanted, end)).collect();
        Self { creatures, hash: hexadecimal(state_hash(world)) }
    }

    /// The values of the [`names`] for one creature in one part of the run.
    #[must_use]
    pub fn values(&self, creature: &str, part: usize) -> Vec<Option<f64>> {
        let found = self.creatures.iter().find(|other| other.name == creature);
        let values = found.and_then(|creature| Some(creature.values(creature.part(part)?)));
        values.unwrap_or_else(|| vec![None; names().count()])
    }
}

/// A summary of several runs for each of the [`names`]; `None` where no run had a value.
pub(super) fn summaries(outcomes: &[Outcome], creature: &str, part: usize) -> Vec<Option<Summary>> {
    let all: Vec<Vec<Option<f64>>> = outcomes.iter().map(|outcome| outcome.values(creature, part)).collect();
    (0..names().count())
        .map(|index| Summary::of(&all.iter().filter_map(|values| values[index]).collect::<Vec<f64>>()))
        .collect()
}

/// Runs a scene for so many ticks and measures it; `None` if it was stopped meanwhile.
#[must_use]
pub fn run(scene: &Scene, ticks: u64, wanted: Wanted, stop: &AtomicBool) -> Option<Outcome> {
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    world.insert_resource(Meters::new(wanted));
    spawn(world, scene);
    for tick in 1..=ticks {
        run_tick(world);
        if tick.is_multiple_of(LOOK) && stop.load(Ordering::Relaxed) {
            return None;
        }
    }
    Some(Outcome::of(world, &wanted))
}
