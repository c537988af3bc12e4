//! What commands on a large network cost, up to and with the frame that shows what they did; no graphics card and no
//! painting. The yardstick is half a second for a command on 10,000 neurons with 100,000 links, and 16 ms for a frame.

mod common;

use common::nets::random_net;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use std::time::{Duration, Instant};
use wriggle::edit::{Edit, NeuronKey};
use wriggle::nervous::{Class, Params};
use wriggle::scene::Comments;
use wriggle::scene::document::Scene;
use wriggle::window::{Photographer, Settings, Start, Subject};

/// A window with the network in it, after a second.
fn open(scene: &Scene) -> Photographer {
    let start = Start { scene: scene.clone(), path: None, comments: Comments::default() };
    let settings = Settings { size: (1920, 1080), scale: 1.0, subject: Subject::Window, light: false };
    let mut window = Photographer::new(&start, settings);
    window.run_to(100);
    for _ in 0..5 {
        window.frame();
    }
    window
}

fn press(window: &mut Photographer, keys: &str) {
    window.press(keys).expect("a key");
    // The change that it made is read and drawn.
    window.frame();
}

fn all(scene: &Scene) -> Vec<NeuronKey> {
    let creature = &scene.creatures[0];
    let key = |name: &String| NeuronKey { creature: creature.name.clone(), neuron: name.clone() };
    creature.neurons.iter().map(|neuron| key(&neuron.name)).collect()
}

/// Measures what `act` costs with all neurons selected, and takes it back with so many steps of undo.
fn command(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    window: &mut Photographer,
    (before, undo): (&[&str], usize),
    act: &mut dyn FnMut(&mut Photographer),
) {
    group.bench_function(name, |b| {
        b.iter_custom(|times| {
            let mut spent = Duration::ZERO;
            for _ in 0..times {
                press(window, "Escape");
                press(window, "Ctrl+A");
                before.iter().for_each(|keys| press(window, keys));
                let begun = Instant::now();
                act(window);
                spent += begun.elapsed();
                (0..undo).for_each(|_| press(window, "Ctrl+Z"));
            }
            spent
        });
    });
}

fn commands(c: &mut Criterion) {
    for (size, mut scene) in
        [("10,000 and 100,000", random_net(10_000, 10)), ("3,013 and 111,481", random_net(3_013, 37))]
    {
        scene.classes.insert("other".into(), Class::default());
        let mut window = open(&scene);
        let keys = all(&scene);
        let mut group = c.benchmark_group(size);
        group.sample_size(10).warm_up_time(Duration::from_millis(1)).measurement_time(Duration::from_secs(1));
        let mut by_key = |name: &str, before: &[&str], undo: usize, keys: &'static str| {
            command(&mut group, name, &mut window, (before, undo), &mut |window| press(window, keys));
        };
        by_key("select nothing", &[], 0, "Escape");
        by_key("select all", &["Escape"], 0, "Ctrl+A");
        by_key("a frame with all selected, twice", &[], 0, "F5");
        by_key("delete", &[], 1, "Delete");
        by_key("undo of it", &["Delete"], 0, "Ctrl+Z");
        by_key("redo of it", &["Delete", "Ctrl+Z"], 1, "Ctrl+Y");
        by_key("copy", &[], 0, "Ctrl+C");
        by_key("cut", &[], 1, "Ctrl+X");
        by_key("paste", &["Ctrl+C"], 1, "Ctrl+V");
        by_key("duplicate", &[], 1, "Ctrl+D");
        by_key("undo of that", &["Ctrl+D"], 0, "Ctrl+Z");
        by_key("silence", &[], 1, "S");
        by_key("inject", &[], 0, "I");
        let mut by_edit = |name: &str, edit: &dyn Fn(&NeuronKey) -> Edit| {
            command(&mut group, name, &mut window, (&[], 1), &mut |window| {
                assert!(window.perform(Edit::Batch(keys.iter().map(edit).collect())));
                window.frame();
            });
        };
        by_edit("move all", &|key| Edit::Move(key.clone(), bevy::math::Vec2::new(1.0, 2.0)));
        by_edit("change class", &|key| Edit::Join(key.clone(), "other".into()));
        let params = Params { threshold: Some(7.0), ..Params::default() };
        by_edit("change a parameter", &|key| Edit::Params(key.clone(), params.clone()));
        let first = keys[keys.len() / 2].clone();
        command(&mut group, "a step of a drag", &mut window, (&[], 0), &mut |window| {
            // Measured with pressing and letting go, of which the first step is one frame in five.
            let at = window.find(&first).expect("it is there");
            window.point(at, None);
            window.point(at, Some(true));
            window.point((at.0 + 20.0, at.1), None);
            window.point((at.0 + 30.0, at.1), None);
            window.point((at.0, at.1), Some(false));
        });
        group.finish();
    }
}

criterion_group!(benches, commands);
criterion_main!(benches);
