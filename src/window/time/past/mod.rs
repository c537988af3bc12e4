//! The past of what is looked at now: a neuron that was selected a moment ago has its last minute in the plots.
//!
//! What lacks is lived through again from the states of the time line, in a world of its own and on a thread of its
//! own, from the newest stretch to the oldest, and put in front of what is known: the same samples, to the bit, as if
//! it had been looked at all the time.

mod work;

use super::replay::{Recording, Replay};
use super::timeline::{SPAN, Timeline};
use crate::edit::NeuronKey;
use crate::nervous::{Synapse, Wiring};
use crate::sim::Clock;
use crate::window::plots::{Before, Lacking, Scope};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use work::{Answer, Task, Wanted};

/// Networks with more neurons or links than this have no past: to read them for a second world would stall a frame.
const MOST_NEURONS: usize = 5_000;
const MOST_LINKS: usize = 50_000;

const TOO_LARGE: &str = "not replayed: the network is too large";
const NO_THREAD: &str = "not replayed: no thread could be begun";

/// What fills in the past.
#[derive(Resource, Default)]
pub struct Past {
    worker: Option<Worker>,
    job: Option<Job>,
    jobs: u64,
    /// What lacked still when the last job was over: it is not asked for again.
    settled: Option<Lacking>,
}

/// A thread with a world, for one run and its scene.
struct Worker {
    life: Arc<()>,
    scene: u32,
    tasks: Sender<Task>,
    answers: Mutex<Receiver<Answer>>,
}

/// What is being filled in.
struct Job {
    number: u64,
    lacking: Lacking,
    /// The last tick that was known when it began.
    last: u64,
    stop: Arc<AtomicBool>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Takes in what was replayed and asks for what lacks; true while something is to come.
pub fn tend(world: &mut World) -> bool {
    world.resource_scope(|world, mut past: Mut<Past>| {
        while past.take(world, false) {}
        past.ask(world);
        past.job.is_some()
    })
}

/// Waits until all that can be filled in is there; false, when there was nothing to wait for. For pictures, which
/// are the same whatever the machine's speed.
pub fn finish(world: &mut World) -> bool {
    let busy = tend(world);
    world.resource_scope(|world, mut past: Mut<Past>| {
        while past.job.is_some() {
            past.take(world, true);
            past.ask(world);
        }
    });
    busy
}

/// For pictures: nothing more is asked for.
#[cfg(test)]
pub fn pause(world: &mut World) {
    let Some((after, now)) = span(world) else { return };
    let lacking = world.resource::<Scope>().lacking(after, now);
    world.resource_mut::<Past>().settled = Some(lacking);
}

impl Past {
    /// Takes in an answer, if one is there or is waited for; whether there was one.
    fn take(&mut self, world: &mut World, wait: bool) -> bool {
        let Some(worker) = &self.worker else { return false };
        let Ok(answers) = worker.answers.lock() else { return false };
        let answer =
            if wait { answers.recv().map_err(|_| TryRecvError::Disconnected) } else { answers.try_recv() };
        drop(answers);
        let now = world.resource::<Clock>().tick;
        match (answer, &self.job) {
            (Ok(Answer::Samples(number, samples)), Some(job)) if job.number == number => {
                if now >= job.last {
                    world.resource_mut::<Scope>().join(&samples, now);
                }
            }
            (Ok(Answer::Over(number, why)), Some(job)) if job.number == number => {
                self.end(world, why);
            }
            (Ok(_), _) => {}
            (Err(TryRecvError::Empty), _) => return false,
            (Err(TryRecvError::Disconnected), _) => {
                self.worker = None;
                self.end(world, Some(NO_THREAD));
                return false;
            }
        }
        true
    }

    /// Nothing more is to come of this job.
    fn end(&mut self, world: &mut World, why: Option<&'static str>) {
        self.job = None;
        let Some((after, now)) = span(world) else { return };
        let mut scope = world.resource_mut::<Scope>();
        self.settled = Some(scope.lacking(after, now));
        scope.say_before(why.map_or(Before::Nothing, |why| Before::Never(after, why)));
    }

    /// Asks for what lacks, if it is not under way.
    fn ask(&mut self, world: &mut World) {
        let Some((after, now)) = span(world) else {
            self.job = None;
            return;
        };
        let lacking = world.resource::<Scope>().lacking(after, now);
        if lacking.is_empty() {
            self.job = None;
            world.resource_mut::<Scope>().say_before(Before::Nothing);
            return;
        }
        let life = &world.resource::<Timeline>().life;
        let same_run = self.worker.as_ref().is_some_and(|worker| Arc::ptr_eq(&worker.life, life));
        if self.job.as_ref().is_some_and(|job| same_run && now >= job.last && job.lacking.covers(&lacking)) {
            return;
        }
        self.job = None;
        if self.settled.as_ref() == Some(&lacking) {
            return;
        }
        let links = world.query_filtered::<(), With<Synapse>>().iter(world).count();
        if world.resource::<Wiring>().neurons.len() > MOST_NEURONS || links > MOST_LINKS {
            self.end(world, Some(TOO_LARGE));
            return;
        }
        self.begin(world, lacking, (after, now));
    }

    fn begin(&mut self, world: &mut World, lacking: Lacking, (after, now): (u64, u64)) {
        let Some(recording) = Recording::of(world) else { return };
        let (life, scene) = {
            let line = world.resource::<Timeline>();
            (line.life.clone(), line.scene)
        };
        let known = |worker: &Worker| Arc::ptr_eq(&worker.life, &life) && worker.scene == scene;
        if !self.worker.as_ref().is_some_and(known) {
            self.worker = Worker::new(world, life, scene);
        }
        self.jobs += 1;
        let stop = Arc::new(AtomicBool::new(false));
        let (from, upto) = (after, lacking.last(now));
        let wanted = wanted(world, &lacking);
        let task = Task { number: self.jobs, recording, wanted, from, upto, stop: stop.clone() };
        self.job = Some(Job { number: self.jobs, lacking, last: now, stop });
        world.resource_mut::<Scope>().say_before(Before::Coming(after));
        if self.worker.as_ref().is_none_or(|worker| worker.tasks.send(task).is_err()) {
            self.worker = None;
            self.end(world, Some(NO_THREAD));
        }
    }
}

/// From which tick on there is a past, and the tick of now; `None`, where the time line does not know the moment.
fn span(world: &World) -> Option<(u64, u64)> {
    let line = world.get_resource::<Timeline>()?;
    let now = world.resource::<Clock>().tick;
    let first = line.states.front()?.run.tick;
    (first <= now && now <= line.tip).then(|| (first.max(now.saturating_sub(SPAN)), now))
}

impl Worker {
    fn new(world: &mut World, life: Arc<()>, scene: u32) -> Option<Self> {
        let document = Replay::scene_of(world);
        let (tasks, orders) = channel();
        let (sender, answers) = channel();
        let thread = std::thread::Builder::new().name("past".into());
        thread.spawn(move || work::work(&document, &orders, &sender)).ok()?;
        Some(Self { life, scene, tasks, answers: Mutex::new(answers) })
    }
}

/// What lacks, by names.
fn wanted(world: &World, lacking: &Lacking) -> Wanted {
    let named = |neuron: Entity| Some((neuron, NeuronKey::of(world, neuron)?));
    let everyone = lacking.all.map(|_| world.resource::<Wiring>().neurons.iter());
    Wanted {
        neurons: lacking.neurons.iter().filter_map(|(neuron, _)| named(*neuron)).collect(),
        creature: lacking
            .creature
            .and_then(|(creature, _)| Some((creature, world.get::<Name>(creature)?.as_str().to_owned()))),
        everyone: everyone.map(|neurons| neurons.filter_map(|neuron| named(*neuron)).collect()),
    }
}
