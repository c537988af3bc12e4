//! Neurons, synapses and gap junctions as entities, and the rule they live by.
//!
//! * [`NeuronParams`]: what a neuron is set to. Each parameter is one declaration in `params`, from which come
//!   what scenes say ([`Params`]), what is checked, [`PARAMS`] for people, and the inspector's row.
//! * [`NeuronEntry`], [`Class`], [`SynapseEntry`], [`GapEntry`], [`MuscleEntry`]: what a scene says.
//! * [`NeuronState`]: what it is doing, and its own part of a tick.
//! * [`Synapse`], [`GapJunction`], [`NeuromuscularJunction`]: edges of the graph, entities with
//!   two relations and their data.
//! * [`Note`], [`Frame`]: what is written beside neurons and round them on the canvas; nothing of a run hangs on it.
//! * [`Hold`]: a neuron that is silenced, or whose potential is held; [`PassingHold`]: by a script, tick by tick.
//! * [`Wiring`]: the graph as dense arrays; `compile` makes them anew only when the graph has changed, and `rows`
//!   patches them where only the links of a few neurons have.
//! * [`AstrocyteEntry`], [`Astrocyte`], [`Cover`]: glia, and which synapses they cover.
//! * [`plasticity`]: rules by which synapses learn, modulators, homeostasis, what astrocytes do; `delays`: releases
//!   that take their time; `apart` compiles all of it.
//! * [`Note`], [`Frame`]: what is written and drawn round neurons on the canvas; no run hangs on it.
//! * `step`: the tick of all neurons: step, gap junctions, swap; `transmit`: what was released on its
//!   way; `tails`: how a release is handed on once and fades at its targets; `cuts`: which part of it is whose thread's.

mod apart;
mod check;
mod class;
mod compile;
mod cuts;
mod delays;
mod graph;
mod hold;
mod links;
mod neuron;
mod params;
pub mod plasticity;
mod rows;
mod settings;
mod side;
mod start;
mod state;
mod step;
mod tails;
mod transmit;
pub(crate) mod wiring;

every_kind!(declare_nervous);

pub use apart::delay_of_distance;
pub use check::{allow_bounds, check_params};
pub use class::{Class, Classes};
pub use compile::{bring_up_to_date, compile_wiring, refill_tails, wiring_has_changed, wiring_of};
pub use delays::DELAY_LIMIT;
pub use graph::*;
pub use hold::{Hold, PassingHold, hold_in_this_tick};
pub use neuron::*;
pub use params::*;
pub use settings::Setting;
pub use side::Side;
pub use start::{Start, StartFaculties, StartState};
pub use state::*;
pub use step::{Threads, step_neurons};
pub use tails::InFlight;
pub use wiring::*;

use crate::sim::{SimSystems, Tick, advance_clock};
use bevy::app::{App, Plugin};
use bevy::ecs::schedule::IntoScheduleConfigs;

/// Systems of the nervous system.
pub struct NervousPlugin;

impl Plugin for NervousPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Wiring>().init_resource::<Classes>().init_resource::<Threads>().add_systems(
            Tick,
            (
                compile::wire_up.run_if(wiring_has_changed).in_set(SimSystems::Wire).after(advance_clock),
                hold::end_passing_holds.in_set(SimSystems::Wire),
                step_neurons.in_set(SimSystems::Think),
            ),
        );
    }
}
