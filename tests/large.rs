//! A large network in the window: what is done to all of it at once takes no more memory and draws no more than it may.
//! What it costs in time is measured by `cargo bench --bench editor`.
#![cfg(feature = "window")]

#[path = "../benches/common/nets.rs"]
mod nets;

#[path = "common/counting.rs"]
mod counting;

use nets::random_net;
use std::sync::atomic::{AtomicI64, Ordering};
use wriggle::edit::{Edit, NeuronKey};
use wriggle::scene::Comments;
use wriggle::window::{Photographer, Settings, Start, Subject};

/// Bytes that are allocated now, and the most since it was set back; all threads together.
static LIVE: AtomicI64 = AtomicI64::new(0);
static MOST: AtomicI64 = AtomicI64::new(0);

fn count(bytes: i64) {
    let live = LIVE.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(live, Ordering::Relaxed);
}

fn resize(old: i64, new: i64) {
    count(new - old);
}

/// What `act` takes at most beside what was there, and what it leaves.
fn memory(act: impl FnOnce()) -> (i64, i64) {
    let before = LIVE.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    act();
    (MOST.load(Ordering::Relaxed) - before, LIVE.load(Ordering::Relaxed) - before)
}

fn press(window: &mut Photographer, keys: &str) -> usize {
    window.press(keys).expect("a key");
    window.frame()
}

/// One test, so that nobody else allocates meanwhile.
#[test]
fn what_is_done_to_all_of_a_large_network_takes_less_than_twice_its_memory() {
    let scene = random_net(3_013, 37);
    let start = Start { scene: scene.clone(), path: None, comments: Comments::default() };
    let settings = Settings { size: (1280, 720), scale: 1.0, subject: Subject::Window, light: false };
    let empty = LIVE.load(Ordering::Relaxed);
    let mut window = Photographer::new(&start, settings);
    drop(start);
    window.run_to(50);
    let mut triangles = 0;
    for _ in 0..4 {
        triangles = window.frame();
    }
    let idle = LIVE.load(Ordering::Relaxed) - empty;
    let keys: Vec<NeuronKey> = scene.creatures[0]
        .neurons
        .iter()
        .map(|neuron| NeuronKey { creature: "Net".into(), neuron: neuron.name.clone() })
        .collect();

    let mut drawn = 0;
    let (most, left) = memory(|| {
        drawn = press(&mut window, "Ctrl+A");
        drawn = drawn.max(window.frame());
    });
    assert!(drawn < 2 * triangles, "{drawn} triangles with all selected, {triangles} with nothing");
    assert!(most < idle && left < idle / 4, "selected: {most} and {left} of {idle} bytes");

    // What is copied is a network of its own and the text of it, for other programs. (Without a screen the window
    // takes a tenth of what it takes with one.)
    let text = 3 * idle / 2;
    for (name, keys, undone, allowed) in [
        // An entry that is kept for undo says all that a synapse can say, of learning too.
        ("deleted", "Delete", 1, 2 * idle),
        ("copied", "Ctrl+C", 0, text),
        ("cut", "Ctrl+X", 1, 5 * idle / 2),
        ("silenced", "S", 1, idle),
    ] {
        press(&mut window, "Ctrl+A");
        let (most, _) = memory(|| {
            press(&mut window, keys);
        });
        assert!(most < allowed, "{name}: {most} of {idle} bytes");
        for _ in 0..undone {
            let (most, _) = memory(|| {
                press(&mut window, "Ctrl+Z");
            });
            assert!(most < 2 * idle, "{name} and undone: {most} of {idle} bytes");
        }
    }
    // It is twice as large then, and needs that much for itself.
    press(&mut window, "Ctrl+A");
    let (most, _) = memory(|| {
        press(&mut window, "Ctrl+D");
    });
    assert!(most < 5 * idle / 2, "duplicated: {most} of {idle} bytes");
    press(&mut window, "Ctrl+Z");

    // Four hundred steps of undo with all neurons in them, and four hundred more: by then the first are forgotten.
    let step = |x: f32| {
        let at = bevy::math::Vec2::splat(x);
        Edit::Batch(keys.iter().map(|key| Edit::Move(key.clone(), at)).collect())
    };
    for x in 0..400 {
        assert!(window.perform(step(x as f32)));
    }
    let now = LIVE.load(Ordering::Relaxed);
    for x in 0..400 {
        assert!(window.perform(step(x as f32)));
    }
    let more = LIVE.load(Ordering::Relaxed) - now;
    assert!(more < (300 << 20), "{more} bytes more for 400 steps of undo");
}
