//! What the plots show of the ghost: the same neurons in its world, and its speed.

use super::held::Held;
use super::long::Long;
use super::sampler::Scope;
use super::sheet::{Axis, Curve, Look};
use super::track::Track;
use crate::edit::NeuronKey;
use crate::nervous::Wiring;
use crate::sim::seconds;
use crate::window::paint::theme::Palette;
use crate::window::twin::Ghost;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// The neuron of the ghost that stands for one of the worm: of the creature of the same name, else of any that has one
/// of its name.
fn counterpart(other: &World, key: &NeuronKey) -> Option<Entity> {
    let wiring = other.resource::<Wiring>();
    let anywhere = || {
        let name = |creature: &Entity| other.get::<Name>(*creature).map(|name| name.as_str().to_owned());
        let mut names = wiring.creatures.iter().filter_map(name);
        names.find_map(|creature| wiring.find(other, &creature, &key.neuron))
    };
    wiring.find(other, &key.creature, &key.neuron).or_else(anywhere)
}

/// Turns to the counterparts of these neurons.
pub(super) fn watch(world: &mut World, neurons: &[NeuronKey]) {
    let Some(mut ghost) = world.get_resource_mut::<Ghost>() else { return };
    let Some(other) = ghost.world_mut() else { return };
    let found: Vec<Entity> = neurons.iter().filter_map(|key| counterpart(other, key)).collect();
    if let Some(mut scope) = other.get_resource_mut::<Scope>() {
        scope.watch(&found, None);
    }
}

/// What was sampled of the counterpart of a neuron.
fn live<'a>(world: &'a World, key: &NeuronKey) -> Option<&'a Track> {
    let other = world.get_resource::<Ghost>()?.world()?;
    other.get_resource::<Scope>()?.live().track(counterpart(other, key)?)
}

/// What is kept of the ghost's whole run.
fn long(world: &World) -> Option<&Long> {
    world.get_resource::<Ghost>()?.world()?.get_resource::<Long>()
}

/// Keeps what there is to see of the ghost and of copies now, for as long as the plots stand still.
pub(super) fn hold(world: &mut World) {
    let scope = world.resource::<Scope>();
    let neurons: Vec<NeuronKey> =
        scope.live().tracks.iter().filter_map(|track| NeuronKey::of(world, track.neuron)).collect();
    let tracks = neurons.into_iter().filter_map(|key| {
        let track = live(world, &key)?.clone();
        Some((key, track))
    });
    let held = Held {
        bands: scope.bands.clone(),
        tracks: tracks.collect(),
        speeds: long(world).map(|long| long.speeds(scope.shown().tick)),
    };
    world.resource_mut::<Scope>().held = Some(Box::new(held));
}

/// A quantity of the counterpart of a neuron, up to a moment.
pub(super) fn curve(
    world: &World,
    key: &NeuronKey,
    quantity: usize,
    axis: Axis,
    palette: &Palette,
) -> Option<Curve> {
    let held = world.resource::<Scope>().held.as_ref().and_then(|held| held.track(key));
    let track = held.or_else(|| live(world, key))?;
    let shown = track.within(axis);
    let points = shown.map(|point| [seconds(point.tick), f64::from(point.values[quantity])]).collect();
    Some(Curve { name: GHOST.into(), color: palette.weak, look: Look::Line(1.4), points })
}

/// What the ghost's curves are called.
pub(super) const GHOST: &str = "ghost";

/// Speed of the ghost in a span of time, up to a tick; of what is frozen, as it was kept.
pub(super) fn speeds(world: &World, span: (f64, f64), upto: u64) -> Option<Vec<[f64; 2]>> {
    let held = world.resource::<Scope>().held.as_ref().and_then(|held| held.speeds.clone());
    held.or_else(|| Some(long(world)?.speeds_within(span, upto)))
}
