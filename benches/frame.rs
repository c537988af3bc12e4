//! What a frame of the window costs the processor: all panels, world and network, and egui's
//! tessellation; no graphics card and no painting.

mod common;

use common::nets::random_net;
use common::shipped;
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use wriggle::window::{Photographer, Settings, Start, Subject};

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    group.sample_size(20);
    let scenes = [
        ("crawler", shipped("crawler"), false),
        ("300 neurons, 7,000 synapses", random_net(300, 23), false),
        ("10,000 and 100,000", random_net(10_000, 10), false),
        ("10,000 and 100,000, with the table", random_net(10_000, 10), true),
    ];
    for (name, scene, table) in scenes {
        let start = Start { scene, path: None, comments: wriggle::scene::Comments::default() };
        let settings = Settings { size: (1920, 1080), scale: 1.0, subject: Subject::Window, light: false };
        let mut camera = Photographer::new(&start, settings);
        if table {
            camera.press("T").expect("a key");
        }
        camera.run_to(100);
        for _ in 0..5 {
            camera.frame();
        }
        group.bench_function(name, |b| b.iter(|| black_box(camera.frame())));
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
