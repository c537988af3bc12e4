//! The thread that replays, stretch by stretch.

use super::super::replay::{Recording, Replay};
use crate::edit::NeuronKey;
use crate::nervous::{NeuronState, Wiring};
use crate::scene::document::Scene;
use crate::window::plots::{Samples, Scope, sampling};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

/// A past may take so long to be replayed; what is older then is left out, and that is said.
const PATIENCE: Duration = Duration::from_secs(20);

const TOO_SLOW: &str = "not replayed: it would take too long";
const OTHER_SCENE: &str = "not replayed: the scene was another one";

/// What is asked of the thread.
pub(super) struct Task {
    pub(super) number: u64,
    pub(super) recording: Recording,
    pub(super) wanted: Wanted,
    /// After which tick, and up to which.
    pub(super) from: u64,
    pub(super) upto: u64,
    /// Nobody asks for it any more.
    pub(super) stop: Arc<AtomicBool>,
}

/// What is to be looked at: entities of the run, and what they are called.
pub(super) struct Wanted {
    pub(super) neurons: Vec<(Entity, NeuronKey)>,
    pub(super) creature: Option<(Entity, String)>,
    /// All neurons, where the releases of all are asked for.
    pub(super) everyone: Option<Vec<(Entity, NeuronKey)>>,
}

/// What the thread answers, with the number of the task.
pub(super) enum Answer {
    Samples(u64, Box<Samples>),
    /// That was all, or why it could not be all.
    Over(u64, Option<&'static str>),
}

/// Does tasks until nobody asks any more.
pub(super) fn work(scene: &Scene, tasks: &Receiver<Task>, answers: &Sender<Answer>) {
    let mut replay: Option<Replay> = None;
    while let Ok(task) = tasks.recv() {
        if task.stop.load(Ordering::Relaxed) {
            continue;
        }
        let replay = match &mut replay {
            Some(replay) => {
                replay.take_up(task.recording.clone());
                replay
            }
            none => none.insert(Replay::new(scene, task.recording.clone(), sampling)),
        };
        let why = fill(replay, &task, answers);
        if answers.send(Answer::Over(task.number, why)).is_err() {
            return;
        }
    }
}

/// Replays from the newest stretch to the oldest; says why where it could not.
fn fill(replay: &mut Replay, task: &Task, answers: &Sender<Answer>) -> Option<&'static str> {
    let began = Instant::now();
    let mut upto = task.upto;
    while upto > task.from {
        if began.elapsed() > PATIENCE {
            return Some(TOO_SLOW);
        }
        let start = task.recording.moment_before(upto - 1)?;
        if !replay.go(start) {
            return Some(OTHER_SCENE);
        }
        let names = look(replay.world(), &task.wanted, start);
        while replay.tick() < upto {
            if task.stop.load(Ordering::Relaxed) {
                return None;
            }
            if !replay.step() {
                return Some(OTHER_SCENE);
            }
        }
        let samples = taken(replay.world(), &task.wanted, &names);
        if answers.send(Answer::Samples(task.number, Box::new(samples))).is_err() {
            return None;
        }
        upto = start;
    }
    None
}

/// Turns to what is wanted; returns which entity of the run each one here stands for.
fn look(world: &mut World, wanted: &Wanted, tick: u64) -> HashMap<Entity, Entity> {
    let mut names = HashMap::default();
    let mut find = |world: &mut World, (theirs, key): &(Entity, NeuronKey)| {
        let own = key.find(world)?;
        names.insert(own, *theirs);
        Some(own)
    };
    let neurons: Vec<Entity> = wanted.neurons.iter().filter_map(|neuron| find(world, neuron)).collect();
    for neuron in wanted.everyone.iter().flatten() {
        find(world, neuron);
    }
    let creature = wanted.creature.as_ref().and_then(|(theirs, name)| {
        let creatures = &world.resource::<Wiring>().creatures;
        let own =
            *creatures.iter().find(|own| world.get::<Name>(**own).is_some_and(|n| n.as_str() == name))?;
        names.insert(own, *theirs);
        Some(own)
    });
    let state = |neuron: &Entity| world.get::<NeuronState>(*neuron).copied().unwrap_or_default();
    let states: Vec<(Entity, NeuronState)> = neurons.iter().map(|neuron| (*neuron, state(neuron))).collect();
    let all = wanted.everyone.is_some();
    world.insert_resource(Scope::observing(states.into_iter(), creature, all, tick));
    names
}

/// What was sampled, as that of the entities of the run.
fn taken(world: &mut World, wanted: &Wanted, names: &HashMap<Entity, Entity>) -> Samples {
    let mut samples = world.resource::<Scope>().live().clone();
    for track in &mut samples.tracks {
        track.neuron = names.get(&track.neuron).copied().unwrap_or(track.neuron);
    }
    if let Some(fields) = &mut samples.fields {
        fields.creature = names.get(&fields.creature).copied().unwrap_or(fields.creature);
    }
    if wanted.everyone.is_some() {
        let theirs = |(tick, neuron): &(u64, Entity)| Some((*tick, *names.get(neuron)?));
        samples.releases = samples.releases.iter().filter_map(theirs).collect();
    } else {
        samples.releases.clear();
        samples.touches.clear();
        samples.since = samples.tick;
    }
    samples
}
