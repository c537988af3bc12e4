//! Varies one parameter and looks at what becomes of the gait.
//!
//!     cargo run --release --example sweep_by_hand
//!
//! The crawler's clock is a ring of four neurons: its spike goes round in 4 * (conduction + 2) ticks, and each
//! round is one wave along the body. So `conduction` of the ring sets the frequency, and with it the speed. Over
//! more parameters, on all processors and into a file, `wriggle sweep` does the same.

use std::path::Path;
use wriggle::app::watch;
use wriggle::record::{Measures, measure};
use wriggle::scene::{self, Faults, Scene};
use wriggle::sim::ticks;

/// A row of the table: the value, and how the worm moved with it.
pub struct Row {
    /// Time from a neuron's activation to its release \[ticks\].
    pub conduction: u32,
    /// What came of it.
    pub measures: Measures,
}

/// Runs a scene once for each value.
pub fn sweep(scene: &Scene, values: &[u32]) -> Vec<Row> {
    let mut rows = Vec::new();
    for &conduction in values {
        // A scene is plain data: a changed copy of it is another scene.
        let mut scene = scene.clone();
        let clock = scene.classes.get_mut("clock").expect("the crawler's class of clocks");
        clock.params.conduction = Some(conduction);
        // Runs share nothing; to use all processors, put this into threads of your own.
        let tracks = watch(&scene, ticks(30.0));
        // The first ten seconds, in which it gets going, are left out.
        if let Some(measures) = tracks.first().and_then(|track| measure(track, ticks(10.0), ticks(30.0))) {
            rows.push(Row { conduction, measures });
        }
    }
    rows
}

/// The program.
pub fn main() -> Result<(), Faults> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/crawler.worm.ron"));
    let scene = scene::load(path)?.scene;
    println!("conduction  period of the ring  frequency  speed");
    println!("     ticks                   s         Hz  body lengths/s");
    for Row { conduction, measures } in sweep(&scene, &[30, 38, 48, 60, 75]) {
        let period = f64::from(4 * (conduction + 2)) / 100.0;
        let frequency = measures.frequency.map_or("none".to_owned(), |hertz| format!("{hertz:.2}"));
        println!("{conduction:10}  {period:18.2}  {frequency:>9}  {:.3}", measures.speed);
    }
    Ok(())
}
