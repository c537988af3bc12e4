//! What makes time stop: a list of causes, each of which can be switched on and off.

use crate::edit::NeuronKey;
use crate::nervous::Wiring;
use crate::record::{Tracks, last_turn};
use crate::senses::SkinForce;
use crate::sim::{Clock, Playback};
use crate::window::state::say;
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// How far back a body's way is looked at, to tell whether it turns \[ticks\].
const WAY: u64 = 2000;

pub(super) const TOUCH: &str =
    "When a hand, the script, an obstacle or another worm begins to press on a worm's skin";
pub(super) const TURNS: &str =
    "When a worm has gone a tenth of its length backward, after it went forward, or the other way about";

/// What makes time stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A neuron releases.
    Fires(NeuronKey),
    /// Something begins to press on the skin of a worm: a hand, the script, an obstacle, another worm.
    Touch,
    /// A worm begins to go the other way, backward or forward again.
    Turns,
    /// So many ticks have passed, since it was switched on or time stopped for it.
    Passed(u64),
}

impl Cause {
    /// Its name in a list.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Fires(key) => format!("{} fires", key.neuron),
            Self::Touch => "a worm is touched".into(),
            Self::Turns => "a worm turns back".into(),
            Self::Passed(ticks) => format!("{ticks} ticks have passed"),
        }
    }

    /// One sentence on it.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self {
            Self::Fires(_) => "In the tick in which it releases transmitter",
            Self::Touch => TOUCH,
            Self::Turns => TURNS,
            Self::Passed(_) => "Counted from when this was switched on, or time stopped for it last",
        }
    }
}

/// A cause, and whether it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What makes time stop.
    pub cause: Cause,
    /// Whether it does.
    pub on: bool,
}

/// The list, and what was seen in the last tick.
#[derive(Resource, Debug)]
pub struct Stops {
    /// All causes.
    pub list: Vec<Stop>,
    /// Creatures that were touched in the last tick.
    touched: Vec<Entity>,
    /// The tick from which those that pass are counted.
    counted: Option<u64>,
    tick: u64,
    /// At which tick time was stopped last, and why.
    last: Option<(u64, String)>,
}

impl Default for Stops {
    fn default() -> Self {
        let off = |cause| Stop { cause, on: false };
        let list = [Cause::Touch, Cause::Turns, Cause::Passed(100)].map(off).into();
        Self { list, touched: Vec::new(), counted: None, tick: 0, last: None }
    }
}

impl Stops {
    /// Whether time stops for a cause.
    #[must_use]
    pub fn is_on(&self, cause: &Cause) -> bool {
        self.list.iter().any(|stop| stop.on && stop.cause == *cause)
    }

    /// Switches a cause on or off; one that is not in the list comes in.
    pub fn switch(&mut self, cause: &Cause, on: bool) {
        match self.list.iter_mut().find(|stop| stop.cause == *cause) {
            Some(stop) => stop.on = on,
            None => self.list.insert(0, Stop { cause: cause.clone(), on }),
        }
        if matches!(cause, Cause::Passed(_)) {
            self.counted = None;
        }
    }

    /// Why time was stopped at a tick.
    #[must_use]
    pub fn why(&self, tick: u64) -> Option<&str> {
        self.last.as_ref().filter(|(at, _)| *at == tick).map(|(_, words)| words.as_str())
    }

    /// What happened in the tick that was just done and makes time stop.
    fn happened(&mut self, world: &mut World) -> Vec<String> {
        let now = world.resource::<Clock>().tick;
        // After a jump in time nothing is known of the tick before.
        let follows = self.tick + 1 == now;
        self.tick = now;
        let touched = touched(world);
        let newly: Vec<Entity> = touched.iter().copied().filter(|one| !self.touched.contains(one)).collect();
        self.touched = touched;
        let mut words = Vec::new();
        for stop in self.list.iter().filter(|stop| stop.on) {
            match &stop.cause {
                Cause::Fires(key) => {
                    let wiring = world.resource::<Wiring>();
                    let neuron = wiring.find(world, &key.creature, &key.neuron);
                    let mut released = wiring.released.iter().map(|slot| wiring.neurons[*slot as usize]);
                    if neuron.is_some_and(|neuron| released.any(|other| other == neuron)) {
                        words.push(stop.cause.name());
                    }
                }
                Cause::Touch => {
                    let name = |creature: &Entity| world.get::<Name>(*creature).map(|name| name.as_str());
                    let names = newly.iter().filter(|_| follows).filter_map(name);
                    words.extend(names.map(|name| format!("{name} is touched")));
                }
                Cause::Turns => words.extend(turns(world, now)),
                Cause::Passed(ticks) => {
                    let from = self.counted.filter(|from| *from < now && follows).unwrap_or(now - 1);
                    let over = now >= from + ticks;
                    if over {
                        words.push(stop.cause.name());
                    }
                    self.counted = Some(if over { now } else { from });
                }
            }
        }
        words
    }
}

/// The creatures on whose skin something presses.
fn touched(world: &mut World) -> Vec<Entity> {
    let mut skins = world.query::<(Entity, &SkinForce)>();
    let pressed = |skin: &SkinForce| skin.felt.iter().flatten().any(|felt| *felt > 0.0);
    skins.iter(world).filter(|(_, skin)| pressed(skin)).map(|(creature, _)| creature).collect()
}

/// The worms that turn in this tick.
fn turns(world: &World, now: u64) -> Vec<String> {
    let Some(tracks) = world.get_resource::<Tracks>() else { return Vec::new() };
    let looked = |track: &&crate::record::Track| track.samples.back().is_some_and(|last| last.tick == now);
    let turned = tracks.tracks.iter().filter(looked).filter_map(|track| {
        let (tick, backward) = last_turn(track, now.saturating_sub(WAY), now)?;
        (tick == now)
            .then(|| format!("{} goes {}", track.name, if backward { "backward" } else { "forward again" }))
    });
    turned.collect()
}

/// Adds the list.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Stops>();
}

/// To be called after a tick: stops time if there is a cause; whether there was.
pub(super) fn stop(world: &mut World) -> bool {
    let now = world.resource::<Clock>().tick;
    let Some(mut stops) = world.get_resource_mut::<Stops>() else { return false };
    if !stops.list.iter().any(|stop| stop.on) {
        (stops.counted, stops.tick) = (None, now);
        return false;
    }
    let words = world.resource_scope(|world, mut stops: Mut<Stops>| stops.happened(world));
    if words.is_empty() {
        return false;
    }
    let mut playback = world.resource_mut::<Playback>();
    (playback.playing, playback.steps) = (false, 0);
    let (clock, words) = (*world.resource::<Clock>(), words.join(", "));
    say(world, format!("Stopped at {:.2} s: {words}", clock.seconds()));
    world.resource_mut::<Stops>().last = Some((clock.tick, words));
    true
}
