//! The thread that runs the copies.

use super::super::timeline::SPAN;
use super::VARIATION;
use crate::app::{Executor, headless_app};
use crate::edit::NeuronKey;
use crate::scene::document::Scene;
use crate::scene::spawn;
use crate::sim::{Clock, run_tick};
use crate::window::plots::{Bands, COPIES, Long, Scope, of_potentials, of_speeds, watching};
use crate::window::twin::RunState;
use bevy::app::App;
use bevy::ecs::entity::Entity;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

/// Ticks from one stored state to the next; they reach back as far as one can go.
const STORED: u64 = 1000;

/// Up to which tick they are to run, and which neurons are looked at: entities of the window's world, and their names.
pub(super) struct Task {
    pub(super) upto: u64,
    pub(super) entities: Vec<Entity>,
    pub(super) keys: Vec<NeuronKey>,
}

/// A copy, and states of its last minute.
struct Copy {
    app: App,
    states: VecDeque<RunState>,
    neurons: Vec<Entity>,
}

impl Copy {
    fn new(scene: &Scene, number: u32) -> Self {
        let mut app = headless_app(Executor::SingleThreaded);
        watching(&mut app);
        spawn(app.world_mut(), &VARIATION.replicate(scene, number));
        let first = RunState::take(app.world_mut(), None);
        Self { app, states: VecDeque::from([first]), neurons: Vec::new() }
    }

    fn tick(&self) -> u64 {
        self.app.world().resource::<Clock>().tick
    }

    /// Looks at other neurons, from the oldest state of the last minute on.
    fn watch(&mut self, keys: &[NeuronKey], upto: u64) {
        let world = self.app.world_mut();
        self.neurons = keys.iter().map(|key| key.find(world).unwrap_or(Entity::PLACEHOLDER)).collect();
        world.resource_mut::<Scope>().watch(&self.neurons, None);
        if let Some(state) = self.states.iter().find(|state| state.tick + SPAN >= upto)
            && state.tick < self.app.world().resource::<Clock>().tick
        {
            let later = state.tick;
            state.restore(self.app.world_mut());
            self.states.retain(|state| state.tick <= later);
        }
    }

    fn step(&mut self) {
        let world = self.app.world_mut();
        run_tick(world);
        let tick = world.resource::<Clock>().tick;
        if self.states.back().is_none_or(|last| tick >= last.tick + STORED) {
            let state = RunState::take(world, self.states.back());
            self.states.push_back(state);
            while self.states.len() > 2 && self.states[1].tick + SPAN < tick {
                self.states.pop_front();
            }
        }
    }
}

/// Runs copies on, task by task, until nobody asks any more.
pub(super) fn work(scene: &Scene, tasks: &Receiver<Task>, answers: &Sender<Bands>, stop: &AtomicBool) {
    let mut copies: Vec<Copy> = Vec::new();
    let mut watched: Option<Vec<NeuronKey>> = None;
    while let Ok(task) = tasks.recv() {
        if copies.is_empty() {
            copies = (1..=COPIES).map(|number| Copy::new(scene, number)).collect();
        }
        if watched.as_ref() != Some(&task.keys) {
            copies.iter_mut().for_each(|copy| copy.watch(&task.keys, task.upto));
            watched = Some(task.keys.clone());
        }
        for copy in &mut copies {
            while copy.tick() < task.upto {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                copy.step();
            }
        }
        if answers.send(bands(&copies, &task)).is_err() {
            return;
        }
    }
}

fn bands(copies: &[Copy], task: &Task) -> Bands {
    let scopes: Vec<&Scope> = copies.iter().map(|copy| copy.app.world().resource::<Scope>()).collect();
    let neurons = task.entities.iter().enumerate().map(|(index, entity)| {
        let worlds = scopes.iter().zip(copies);
        let tracks = worlds.filter_map(|(scope, copy)| scope.live().track(copy.neurons[index]));
        (*entity, of_potentials(&tracks.collect::<Vec<_>>()))
    });
    let speed = |copy: &Copy| copy.app.world().resource::<Long>().speeds(task.upto);
    let speeds: Vec<_> = copies.iter().map(speed).collect();
    Bands { copies: copies.len(), neurons: neurons.collect(), speed: of_speeds(&speeds) }
}
