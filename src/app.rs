//! The simulation put together: all rooms as plugins, with or without a window.

use crate::arena::ArenaPlugin;
use crate::body::BodyPlugin;
use crate::nervous::NervousPlugin;
use crate::record::{RecordPlugin, Track, Tracks};
use crate::scene::document::Scene;
use crate::scene::spawn;
use crate::senses::SensesPlugin;
use crate::sim::{SimPlugin, Tick, run_tick};
use crate::stimulus::StimulusPlugin;
use bevy::app::{App, Plugin, TaskPoolPlugin};
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

/// Runs a scene for so many ticks without a window and returns the tracks of its creatures.
#[must_use]
pub fn watch(scene: &Scene, ticks: u64) -> Vec<Track> {
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    world.insert_resource(Tracks::default());
    spawn(world, scene);
    for _ in 0..ticks {
        run_tick(world);
    }
    std::mem::take(&mut world.resource_mut::<Tracks>().tracks)
}
