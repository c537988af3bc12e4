//! A moment of a run in the document, and back.

use super::document::{Scene, Snapshot};
use crate::body::{self, Body, SnapshotError};
use crate::nervous::plasticity::{LearnedState, begin_at};
use crate::nervous::{InFlight, Wiring, wiring_of};
use crate::sim::{Clock, StateHasher};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bevy::ecs::prelude::*;
use serde::de::DeserializeOwned;

fn checksum(bytes: &[u8]) -> [u8; 8] {
    let mut hasher = StateHasher::default();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

/// The moment that a world is in.
pub(super) fn take(world: &mut World) -> Snapshot {
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
    // Rapier's sets are plain data, and plain data always has a form in bytes.
    let state = body::snapshot(world).unwrap_or_default();
    wiring_of(world);
    let in_flight = world.resource_mut::<Wiring>().in_flight();
    let in_flight = match postcard::to_stdvec(&in_flight) {
        Ok(bytes) if !in_flight.is_empty() => encode(bytes),
        _ => String::new(),
    };
    let learned = LearnedState::take(world);
    let learned = match postcard::to_stdvec(&learned) {
        Ok(bytes) if !learned.is_empty() => encode(bytes),
        _ => String::new(),
    };
    Snapshot { tick, bodies: encode(state), in_flight, learned }
}

/// Bytes with their checksum as text; nothing for nothing.
fn encode(state: Vec<u8>) -> String {
    if state.is_empty() {
        return String::new();
    }
    let mut bytes = checksum(&state).to_vec();
    bytes.extend(state);
    STANDARD.encode(bytes)
}

/// Brings a world that was just spawned to the moment of a snapshot.
pub(super) fn take_up(world: &mut World, snapshot: &Snapshot) -> Result<(), SnapshotError> {
    let bytes = decode(&snapshot.bodies)?;
    let in_flight = decode_state::<InFlight>(&snapshot.in_flight)?;
    let learned = decode_state::<LearnedState>(&snapshot.learned)?;
    let bodies = world.query_filtered::<(), With<Body>>().iter(world).count();
    if bytes.is_empty() {
        if bodies > 0 {
            return Err(SnapshotError::Misfit);
        }
    } else {
        body::restore(world, &bytes)?;
    }
    world.insert_resource(Clock { tick: snapshot.tick });
    wiring_of(world);
    if let Some(in_flight) = in_flight {
        // Taken from other synapses, it says nothing of these.
        let _ = world.resource_mut::<Wiring>().restore_in_flight(&in_flight);
    }
    begin_at(world, snapshot.tick);
    if let Some(learned) = learned {
        let _ = learned.restore(world);
    }
    Ok(())
}

/// Whether a snapshot can be taken up by the scene it stands in.
pub(super) fn fits(scene: &Scene, snapshot: &Snapshot) -> Result<(), SnapshotError> {
    decode_state::<InFlight>(&snapshot.in_flight)?;
    decode_state::<LearnedState>(&snapshot.learned)?;
    let bytes = decode(&snapshot.bodies)?;
    let mut plans: Vec<_> =
        scene.creatures.iter().filter_map(|c| Some((c.name.as_str(), c.body.as_ref()?))).collect();
    plans.sort_unstable_by_key(|(name, _)| *name);
    if bytes.is_empty() {
        return if plans.is_empty() { Ok(()) } else { Err(SnapshotError::Misfit) };
    }
    let plans: Vec<_> = plans.into_iter().map(|(_, plan)| plan).collect();
    body::fits(&bytes, &plans)
}

/// The bytes of a text, if they are what was written.
fn decode(text: &str) -> Result<Vec<u8>, SnapshotError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut bytes = STANDARD.decode(text).map_err(|_| SnapshotError::Damaged)?;
    if bytes.len() < 8 {
        return Err(SnapshotError::Damaged);
    }
    let state = bytes.split_off(8);
    if checksum(&state)[..] == bytes[..] { Ok(state) } else { Err(SnapshotError::Damaged) }
}

/// What a text of a snapshot holds, if it holds anything.
fn decode_state<T: DeserializeOwned>(text: &str) -> Result<Option<T>, SnapshotError> {
    let bytes = decode(text)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    postcard::from_bytes(&bytes).map(Some).map_err(|_| SnapshotError::Damaged)
}
