//! What has to happen in a step, and how it is seen that it did.

use super::watch::Seen;
use crate::body;
use crate::nervous::{Classes, Hold, NeuromuscularJunction, Params};
use crate::record::{Sample, Tracks};
use crate::senses::{Receptor, Skin};
use crate::sim::{Clock, Playback, ticks};
use crate::window::state::{Graph, Selection};
use crate::window::tools::place_of;
use bevy::ecs::prelude::*;

/// An answer to a touch has come after so long, or does not come \[ticks\].
const ANSWER: u64 = 200;
/// Going backward so far is backing off \[body lengths\].
const BACK: f32 = 0.08;

/// A part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The front third.
    Front,
    /// The rear third.
    Behind,
}

/// What has to happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Check {
    /// A touch there.
    Touched(Place),
    /// The worm goes backward.
    BackedOff,
    /// One of these is selected.
    Selected(&'static [&'static str]),
    /// The selected neuron releases.
    Fired,
    /// This neuron is silenced.
    Silent(&'static str),
    /// This neuron is not silenced.
    Free(&'static str),
    /// A touch in front, and no backing off for two seconds.
    Unanswered,
    /// This class is chosen.
    Class(&'static str),
    /// A class conducts for at least so long.
    Conduction {
        /// The class.
        class: &'static str,
        /// The conduction \[ticks\].
        least: u32,
    },
    /// A class conducts for as long as when the lesson began.
    ConductionBack(&'static str),
    /// Time stands.
    Stands,
    /// One is half a second back, or more.
    Back,
    /// Time goes on.
    Runs,
    /// The medium is as thin as water.
    Water,
    /// The medium is as firm as agar.
    Agar,
    /// So much simulated time has gone by \[seconds\].
    Later(f64),
    /// There is a neuron.
    Neurons,
    /// A neuron feels a place of skin.
    Feels,
    /// A neuron drives a muscle.
    Drives,
    /// A muscle draws together.
    Contracts,
}

/// What there was when a step, or the lesson, began.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The moment at which the step began.
    pub tick: u64,
    /// Whether there was no neuron at any time since the lesson began.
    pub bare: bool,
    /// The classes at the beginning of the lesson.
    pub classes: Classes,
}

/// How long neurons of a class conduct that do not say otherwise \[ticks\].
fn conduction(classes: &Classes, class: &str) -> Option<u32> {
    classes.contains_key(class).then(|| classes.resolve(class, &Params::default()).conduction)
}

impl Check {
    /// Whether it has happened since the step began.
    pub fn holds(self, world: &mut World, before: &Before) -> bool {
        let now = world.resource::<Clock>().tick;
        let seen = *world.resource::<Seen>();
        match self {
            Self::Touched(Place::Front) => seen.front.is_some(),
            Self::Touched(Place::Behind) => seen.behind.is_some(),
            Self::BackedOff => backed_off(world, before.tick),
            Self::Selected(names) => {
                let selected = &world.resource::<Selection>().selected;
                selected.as_ref().is_some_and(|key| names.contains(&key.neuron.as_str()))
            }
            Self::Fired => seen.fired,
            Self::Silent(name) => holds_are(world, name, |hold| hold == Hold::Silent),
            Self::Free(name) => holds_are(world, name, |hold| hold == Hold::Free),
            Self::Unanswered => {
                let over = seen.front.is_some_and(|touched| now >= touched + ANSWER);
                over && !backed_off(world, seen.front.unwrap_or_default())
            }
            Self::Class(name) => world.resource::<Selection>().class.as_deref() == Some(name),
            Self::Conduction { class, least } => {
                conduction(world.resource::<Classes>(), class).is_some_and(|ticks| ticks >= least)
            }
            Self::ConductionBack(class) => {
                conduction(world.resource::<Classes>(), class) == conduction(&before.classes, class)
            }
            Self::Stands => !world.resource::<Playback>().playing,
            Self::Back => now + ticks(0.5) <= seen.latest,
            Self::Runs => world.resource::<Playback>().playing,
            Self::Water => medium(world) > 0.9,
            Self::Agar => medium(world) < 0.1,
            Self::Later(seconds) => now >= before.tick + ticks(seconds),
            Self::Neurons => !world.resource::<Graph>().cells.is_empty(),
            Self::Feels => is_there::<Receptor<Skin>>(world),
            Self::Drives => is_there::<NeuromuscularJunction>(world),
            Self::Contracts => seen.contracted,
        }
    }
}

/// Where the medium lies between agar (0) and water (1).
fn medium(world: &World) -> f32 {
    body::medium(world).map_or(f32::NAN, place_of)
}

fn is_there<C: Component>(world: &mut World) -> bool {
    world.query_filtered::<(), With<C>>().iter(world).next().is_some()
}

/// Whether there are neurons of this name, and what holds all of them is so.
fn holds_are(world: &World, name: &str, so: impl Fn(Hold) -> bool) -> bool {
    let cells = &world.resource::<Graph>().cells;
    let mut named = cells.iter().filter(|cell| cell.key.neuron == name).peekable();
    let hold = |neuron| world.get::<Hold>(neuron).copied().unwrap_or(Hold::Free);
    named.peek().is_some() && named.all(|cell| so(hold(cell.entity)))
}

/// Whether any worm has gone backward since a tick.
fn backed_off(world: &World, since: u64) -> bool {
    let Some(tracks) = world.get_resource::<Tracks>() else { return false };
    tracks.tracks.iter().any(|track| {
        let Some(length) = track.body_length else { return false };
        let samples: Vec<&Sample> = track.samples.iter().filter(|sample| sample.tick >= since).collect();
        let (mut along, mut farthest) = (0.0f32, 0.0f32);
        samples.windows(2).any(|pair| {
            along += (pair[1].centre - pair[0].centre).as_vec2().dot(pair[0].axis);
            farthest = farthest.max(along);
            farthest - along > BACK * length
        })
    })
}
