//! Runs a scene without a window and says what the worm did.
//!
//!     cargo run --release --example measure_a_run
//!
//! prints the measures of the crawler's first 30 seconds: how fast it went, how often its body bent, how long
//! the wave along it was. The same from the command line: `wriggle run scenes/crawler.worm.ron --json`.

use std::path::Path;
use wriggle::app::{Executor, headless_app};
use wriggle::record::{Measures, Tracks, measure, state_hash};
use wriggle::scene::{self, Faults, Scene};
use wriggle::sim::{run_tick, ticks};

/// What came of a run.
pub struct Run {
    /// How the first creature moved; `None` for a network without a body.
    pub measures: Option<Measures>,
    /// How often the neurons of all creatures released.
    pub spikes: u64,
    /// A number over the whole state at the end: equal runs have equal ones.
    pub hash: u64,
}

/// Runs a scene for so many simulated seconds.
pub fn run(scene: &Scene, seconds: f64) -> Run {
    // An app of Bevy's without a window. One thread is fastest for one worm; the result is the same with more.
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    // Bodies are recorded while this resource is there: where they lie, twenty times a second.
    world.insert_resource(Tracks::default());
    // The document becomes entities: neurons, synapses, bodies.
    scene::spawn(world, scene);
    // Simulated time passes only here, one hundredth of a second a tick, as fast as the machine can.
    for _ in 0..ticks(seconds) {
        run_tick(world);
    }
    let tracks = &world.resource::<Tracks>().tracks;
    Run {
        measures: tracks.first().and_then(|track| measure(track, 0, u64::MAX)),
        spikes: tracks.iter().map(|track| track.spikes).sum(),
        hash: state_hash(world),
    }
}

/// The program.
pub fn main() -> Result<(), Faults> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/crawler.worm.ron"));
    // A scene with faults is refused as a whole, and every fault is told with its place.
    let scene = scene::load(path)?.scene;
    let Run { measures, spikes, hash } = run(&scene, 30.0);
    println!("{}: {spikes} spikes, hash {hash:016x}", scene.name);
    let Some(measures) = measures else { return Ok(()) };
    // Lengths are in body lengths; what a body does not have, a rhythm for instance, is left out.
    for (name, value) in Measures::NAMES.into_iter().zip(measures.values()) {
        if let Some(value) = value {
            println!("{name:>16} {value:8.3}");
        }
    }
    Ok(())
}
