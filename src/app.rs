//! The simulation put together: all rooms as plugins, with or without a window.

use crate::arena::ArenaPlugin;
use crate::body::BodyPlugin;
use crate::nervous::NervousPlugin;
use crate::record::{CreatureMeter, Meters, RecordPlugin, Track, Tracks, Wanted};
use crate::scene::document::Scene;
use crate::scene::spawn;
use crate::senses::SensesPlugin;
use crate::sim::{SimPlugin, Tick, run_tick};
use crate::stimulus::StimulusPlugin;
use bevy::app::{App, Plugin, TaskPoolPlugin};
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::{MultiThreadedExecutor, SingleThreadedExecutor};

/// Which executor runs the systems of a tick. The result is the same; the single-threaded one
/// is faster, since the systems of a tick wait for one another anyway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Executor {
    /// One system after the other on the calling thread.
    #[default]
    SingleThreaded,
    /// Bevy's task pool.
    MultiThreaded,
}

/// The whole simulation, with or without a window.
pub struct SimulationPlugin {
    /// What runs the systems of a tick.
    pub executor: Executor,
}

impl Plugin for SimulationPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((
            SimPlugin,
            NervousPlugin,
            BodyPlugin,
            SensesPlugin,
            ArenaPlugin,
            StimulusPlugin,
            RecordPlugin,
        ));
        let executor = self.executor;
        app.edit_schedule(Tick, |schedule| {
            match executor {
                Executor::SingleThreaded => schedule.set_executor(SingleThreadedExecutor::new()),
                Executor::MultiThreaded => schedule.set_executor(MultiThreadedExecutor::new()),
            };
        });
    }
}

/// An app with the simulation and nothing else. Spawn a scene into its world, then
/// [`run_tick`] as often as you like.
pub fn headless_app(executor: Executor) -> App {
    let mut app = App::empty();
    if executor == Executor::MultiThreaded {
        app.add_plugins(TaskPoolPlugin::default());
    }
    app.add_plugins(SimulationPlugin { executor });
    app.finish();
    app.cleanup();
    app
}

/// Runs a scene for so many ticks without a window and returns the tracks of its creatures, with all their samples:
/// see [`Tracks`] on how much these are.
#[must_use]
pub fn watch(scene: &Scene, ticks: u64) -> Vec<Track> {
    run(scene, ticks, Tracks::default()).tracks
}

/// Runs a scene for so many ticks without a window and measures its creatures meanwhile, in room that does not grow
/// with the ticks.
#[must_use]
pub fn measured(scene: &Scene, ticks: u64, wanted: Wanted) -> Vec<CreatureMeter> {
    run(scene, ticks, Meters::new(wanted)).meters
}

/// Runs a scene with something that looks on.
fn run<R: Resource + Default>(scene: &Scene, ticks: u64, watching: R) -> R {
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    world.insert_resource(watching);
    spawn(world, scene);
    for _ in 0..ticks {
        run_tick(world);
    }
    world.remove_resource().unwrap_or_default()
}
