//! A world without a window.

use super::{SimPlugin, Tick};
use crate::arena::ArenaPlugin;
use crate::body::BodyPlugin;
use crate::nervous::NervousPlugin;
use crate::record::RecordPlugin;
use crate::senses::SensesPlugin;
use crate::stimulus::StimulusPlugin;
use bevy::app::{App, Plugin, TaskPoolPlugin};
use bevy::ecs::schedule::{MultiThreadedExecutor, SingleThreadedExecutor};
use bevy::ecs::world::World;

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

/// Does one tick.
pub fn run_tick(world: &mut World) {
    world.run_schedule(Tick);
}
