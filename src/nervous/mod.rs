//! Neurons, synapses and gap junctions as entities, and the rule they live by.
//!
//! * [`NeuronParams`]: what a neuron is set to, with units, ranges and sentences in [`PARAMS`].
//! * [`NeuronState`]: what it is doing, and its own part of a tick.
//! * [`Synapse`], [`GapJunction`], [`NeuromuscularJunction`]: edges of the graph, entities with
//!   two relations and their data.
//! * [`Hold`]: a neuron that is silenced, or whose potential is held.
//! * [`Wiring`]: the graph compiled to dense arrays, rebuilt only when the graph has changed; `rows`
//!   patches it where only the links of a few neurons have.
//! * `step`: the tick of all neurons: step, gap junctions, transmit, swap; `tails`: how a release is handed
//!   on once and fades at its targets; `cuts`: which part of it is whose thread's.

mod cuts;
mod graph;
mod hold;
mod params;
mod rows;
mod state;
mod step;
mod tails;
mod wiring;

pub use graph::*;
pub use hold::Hold;
pub use params::*;
pub use rows::refill_tails;
pub use state::*;
pub use step::{Threads, step_neurons};
pub use tails::InFlight;
pub use wiring::*;

use crate::sim::{SimSystems, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::schedule::IntoScheduleConfigs;

/// Systems of the nervous system.
pub struct NervousPlugin;

impl Plugin for NervousPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Wiring>().init_resource::<Threads>().add_systems(
            Tick,
            (
                bring_up_to_date.run_if(wiring_has_changed).in_set(SimSystems::Wire),
                step_neurons.in_set(SimSystems::Think),
            ),
        );
    }
}
