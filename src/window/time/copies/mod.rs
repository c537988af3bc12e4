//! Copies of the scene with other seeds: what they do is drawn as bands behind what this one does.
//!
//! They run from the scene's beginning, as it is now, on a thread of their own, up to the tick of now. What is done by
//! hand is not done to them.

mod work;

use super::timeline::Timeline;
use crate::edit::NeuronKey;
use crate::experiment::JITTER;
use crate::scene::document::Scene;
use crate::scene::{Moment, capture};
use crate::sim::Clock;
use crate::sweep::Variation;
use crate::window::plots::{Bands, Plots, Scope};
use crate::window::state::{say, say_error};
use bevy::ecs::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use work::Task;

/// How they differ: as replicates do, but for the times of touches.
pub(super) const VARIATION: Variation = Variation { jitter: JITTER, spread: 0.0 };
/// Ticks after which they are run on.
const EVERY: u64 = 25;
/// After a change of the scene so long is waited: a slider that is dragged makes many.
const PATIENCE: Duration = Duration::from_millis(600);

/// The copies.
#[derive(Resource, Default)]
pub struct Copies {
    runner: Option<Runner>,
    /// Which run and scene they are of, and since when that is so.
    of: Option<(Arc<()>, u32, Instant)>,
}

struct Runner {
    tasks: Sender<Task>,
    answers: Mutex<Receiver<Bands>>,
    stop: Arc<AtomicBool>,
    /// What was asked for last, and whether the answer is there.
    asked: Option<(u64, Vec<NeuronKey>)>,
    waiting: bool,
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Runner {
    fn new(scene: Scene) -> Option<Self> {
        let (tasks, orders) = channel();
        let (sender, answers) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::Builder::new().name("copies".into());
        thread.spawn(move || work::work(&scene, &orders, &sender, &stopped)).ok()?;
        Some(Self { tasks, answers: Mutex::new(answers), stop, asked: None, waiting: false })
    }
}

/// Takes in what the copies did and lets them run on; true while something is to come.
pub(super) fn tend(world: &mut World) -> bool {
    if !(world.resource::<Plots>().copies && world.resource::<Scope>().is_open()) {
        if world.resource::<Copies>().of.is_some() {
            *world.resource_mut::<Copies>() = Copies::default();
            world.resource_mut::<Scope>().bands = None;
        }
        return false;
    }
    world.resource_scope(|world, mut copies: Mut<Copies>| copies.tend(world, false))
}

/// Waits until the copies are where the world is.
#[cfg(test)]
pub fn wait(world: &mut World) {
    tend(world);
    world.resource_scope(|world, mut copies: Mut<Copies>| {
        if let Some((.., since)) = &mut copies.of {
            *since = Instant::now().checked_sub(PATIENCE).expect("a time before");
        }
        while copies.tend(world, true) {}
    });
}

impl Copies {
    fn tend(&mut self, world: &mut World, wait: bool) -> bool {
        let Some(line) = world.get_resource::<Timeline>() else { return false };
        let (life, version) = (line.life.clone(), line.scene);
        if !self.of.as_ref().is_some_and(|(own, scene, _)| Arc::ptr_eq(own, &life) && *scene == version) {
            let first = self.of.is_none();
            let since = if first { Instant::now().checked_sub(PATIENCE) } else { None };
            self.of = Some((life, version, since.unwrap_or_else(Instant::now)));
            self.runner = None;
            world.resource_mut::<Scope>().bands = None;
        }
        if self.runner.is_none() {
            if self.of.as_ref().is_none_or(|(.., since)| since.elapsed() < PATIENCE) {
                return true;
            }
            let scene = capture(world, Moment::Birth);
            if VARIATION.of(&scene).is_nothing() {
                world.resource_mut::<Plots>().copies = false;
                say(
                    world,
                    "No body is born in this scene, no neuron has noise: copies with other seeds would do the same",
                );
                return false;
            }
            self.runner = Runner::new(scene);
        }
        let Some(runner) = &mut self.runner else { return false };
        if runner.waiting {
            let Ok(answers) = runner.answers.lock() else { return false };
            let answer = if wait {
                answers.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                answers.try_recv()
            };
            drop(answers);
            let bands = match answer {
                Ok(bands) => bands,
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => {
                    world.resource_mut::<Plots>().copies = false;
                    say_error(world, "The copies have come to an unexpected end");
                    return false;
                }
            };
            runner.waiting = false;
            world.resource_mut::<Scope>().bands = Some(bands);
        }
        let now = world.resource::<Clock>().tick;
        let neurons: Vec<Entity> = world.resource::<Scope>().live().tracks.iter().map(|t| t.neuron).collect();
        let named = neurons.into_iter().filter_map(|neuron| Some((neuron, NeuronKey::of(world, neuron)?)));
        let (entities, keys): (Vec<Entity>, Vec<NeuronKey>) = named.unzip();
        let due = runner
            .asked
            .as_ref()
            .is_none_or(|(tick, asked)| *asked != keys || now >= tick + EVERY || (now > *tick && wait));
        if due {
            let upto = runner.asked.as_ref().map_or(now, |(tick, _)| now.max(*tick));
            runner.asked = Some((upto, keys.clone()));
            runner.waiting = runner.tasks.send(Task { upto, entities, keys }).is_ok();
        }
        runner.waiting
    }
}
