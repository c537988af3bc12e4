//! Touches the crawler's head and follows the answer through its neurons to its body.
//!
//!     cargo run --release --example touch_and_answer
//!
//! prints when which neuron fired, and how far the worm backed off; then the same without the neurons that feel
//! the touch, to show that it is they who do it.

use std::collections::BTreeMap;
use std::path::Path;
use wriggle::app::{Executor, headless_app};
use wriggle::nervous::Side;
use wriggle::nervous::Wiring;
use wriggle::record::{Tracks, furthest_back};
use wriggle::scene::{self, Faults, Scene};
use wriggle::sim::{Clock, TICK_SECONDS, run_tick, ticks};
use wriggle::stimulus::{Stimulus, Touch};

/// When the touch begins \[seconds\].
pub const TOUCH: f32 = 10.0;
/// What lies on the way from skin to muscle: the neurons that feel, the command, its switch, the first of the ring
/// that drives the way back.
pub const WAY: [&str; 6] = ["ALML", "ALMR", "AVM", "AVA", "STOPF", "REVB"];

/// What followed a touch.
pub struct Answer {
    /// Seconds from the touch to the first release of each neuron of [`WAY`] after it, where there was one.
    pub fired: BTreeMap<String, f32>,
    /// How far the worm went backward in the five seconds after it \[body lengths\].
    pub backed_off: f32,
}

/// Runs a scene with one touch of the head of its first creature.
pub fn touch(scene: &Scene) -> Answer {
    let mut scene = scene.clone();
    // The script of a scene touches by the clock, as a hand in the window does by the mouse.
    scene.stimuli.push(Stimulus::Touch(Touch {
        creature: scene.creatures[0].name.clone(),
        segments: (0, 1),
        side: Side::Both,
        at: TOUCH.into(),
        seconds: 0.3,
        force: 1.0,
        every: 0.0,
        times: 0,
    }));
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    world.insert_resource(Tracks::default());
    scene::spawn(world, &scene);

    let begin = ticks(TOUCH.into());
    let end = begin + ticks(5.0);
    let mut fired = BTreeMap::new();
    for _ in 0..end {
        run_tick(world);
        let tick = world.resource::<Clock>().tick;
        // The compiled graph names who released in this tick, by the neuron's place in the order of names.
        let wiring = world.resource::<Wiring>();
        for &slot in wiring.released.iter().filter(|_| tick > begin) {
            let name = world.get::<bevy::ecs::name::Name>(wiring.neurons[slot as usize]).expect("a name");
            if WAY.contains(&name.as_str()) {
                fired.entry(name.to_string()).or_insert((tick - begin) as f32 * TICK_SECONDS);
            }
        }
    }
    let track = &world.resource::<Tracks>().tracks[0];
    Answer { fired, backed_off: furthest_back(track, begin, end) }
}

/// The scene without the neurons that feel a touch in front.
pub fn numb(scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    for name in ["ALML", "ALMR", "AVM"] {
        scene::ablate(&mut scene, name);
    }
    scene
}

/// The program.
pub fn main() -> Result<(), Faults> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/crawler.worm.ron"));
    let scene = scene::load(path)?.scene;
    say("touched at the head", &touch(&scene));
    say("the same without ALML, ALMR and AVM", &touch(&numb(&scene)));
    Ok(())
}

fn say(what: &str, answer: &Answer) {
    println!("{what}:");
    for name in WAY {
        if let Some(seconds) = answer.fired.get(name) {
            println!("  {name:<6} fires {seconds:.2} s later");
        }
    }
    println!("  it backs off by {:.2} body lengths", answer.backed_off);
}
