//! Traces, measures of movement, the report of a run, and the hash of a state.

mod hash;
pub mod measures;
pub mod report;
pub mod responses;
mod tables;
mod track;

pub use hash::{StateHasher, state_hash};
pub use measures::{Measures, MeasuresOrNot, Reversal, Way, furthest_back, measure, reversals, way};
pub use responses::Response;
pub use tables::{Columns, TableError, Tables};
pub use track::{SAMPLE_TICKS, Sample, Track, Tracks, watch};

use crate::sim::{SimSystems, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::IntoScheduleConfigs;

/// Recording: what is asked for by a resource that is there ([`Tracks`], [`Tables`],
/// [`report::Recording`]).
pub struct RecordPlugin;

impl Plugin for RecordPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(
            Tick,
            (
                track::track_bodies.run_if(resource_exists::<Tracks>),
                tables::write_tables.run_if(resource_exists::<Tables>),
                report::record_tick.run_if(resource_exists::<report::Recording>),
            )
                .in_set(SimSystems::Record),
        );
    }
}
