//! What an image costs a layer that learns: 200 outputs before handwritten digits, 4 s each.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wriggle::learn::{Asked, Layer, Training, read};
use wriggle::nervous::plasticity::Learning;

/// Images that are learned before it is measured, so that few outputs fire at each.
const LEARNED: u32 = 400;

fn learn(c: &mut Criterion) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/digits.csv");
    let bytes = std::fs::read(path).expect("the data set");
    let (images, _) = read(path, &bytes, &Asked::default()).expect("images");
    let layer = Layer::new(images.pixels);
    let seconds = layer.seconds;
    let learned: Vec<u32> = (0..LEARNED).collect();
    let trained = Training { layer, rounds: 1 }.run(&images, &learned, &mut || {}).expect("a network");
    let mut group = c.benchmark_group("learn");
    group.sample_size(20).throughput(Throughput::Elements(1));
    for (name, learning) in [("learning", Learning::On), ("answering", Learning::Frozen)] {
        let mut rig = trained.rig(seconds);
        rig.set_learning(learning);
        let mut spikes = vec![0; rig.outputs()];
        let mut shown = (0..images.len() as u32).cycle();
        group.bench_function(format!("an image, {name}"), |b| {
            b.iter(|| rig.show(&images, shown.next().expect("a cycle"), &mut spikes));
        });
    }
    group.finish();
}

criterion_group!(benches, learn);
criterion_main!(benches);
