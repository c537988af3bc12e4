//! Traces, measures of movement, the report of a run, and the hash of a state.

mod learning;
pub mod measures;
mod meters;
pub mod report;
pub mod responses;
mod state_hash;
mod tables;
mod track;

pub use learning::Taught;
pub use measures::{
    Gait, Measures, MeasuresOrNot, Meter, Reversal, Way, furthest_back, last_turn, measure, reversals, way,
};
pub use meters::{CreatureMeter, Every, Meters, Part, Wanted};
pub use responses::Response;
pub use state_hash::state_hash;
pub use tables::{Columns, TableError, Tables};
pub use track::{SAMPLE_TICKS, Sample, Track, Tracks, is_sampled};

use crate::sim::{SimSystems, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::IntoScheduleConfigs;

/// Recording: what is asked for by a resource that is there ([`Tracks`], [`Meters`], [`Tables`],
/// [`report::Recording`]).
pub struct RecordPlugin;

impl Plugin for RecordPlugin {
    fn build(&self, app: &mut App) {
        app.add_observer(track::begin_anew).add_observer(meters::begin_anew).add_systems(
            Tick,
            (
                track::track_bodies.run_if(resource_exists::<Tracks>),
                meters::measure_creatures.run_if(resource_exists::<Meters>),
                tables::write_tables.run_if(resource_exists::<Tables>),
                report::record_tick.run_if(resource_exists::<report::Recording>),
            )
                .in_set(SimSystems::Record),
        );
    }
}
