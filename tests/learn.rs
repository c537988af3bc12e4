//! `wriggle learn`: a layer of neurons that learns images.

mod common;

use common::program::{Folder, failure, output, wriggle};
use serde_json::Value;
use std::collections::BTreeMap;
use wriggle::app::{Executor, headless_app};
use wriggle::learn::{
    Answers, Asked, Confusion, Images, LabelColumn, Layer, PixelRange, Trained, Training, read, split,
};
use wriggle::nervous::plasticity::{Learning, RULE_PRESETS, Rule};
use wriggle::nervous::{NeuronEntry, Params, SynapseEntry, Wiring};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{check, parse, spawn, to_text};
use wriggle::sim::run_tick;

const DIGITS: &str = "assets/digits.csv";

fn digits() -> Images {
    let path = format!("{}/{DIGITS}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the data set");
    read(DIGITS, &bytes, &Asked::default()).unwrap_or_else(|problem| panic!("{problem}")).0
}

/// Only the images of some classes, and so many.
fn of_classes(all: &Images, wanted: &[&str], most: usize) -> Images {
    let classes: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    let mut few = Images { pixels: all.pixels, classes, ..Images::default() };
    for image in 0..all.len() as u32 {
        let name = &all.classes[all.label(image)];
        let Some(label) = few.classes.iter().position(|class| class == name) else { continue };
        if few.len() < most {
            few.labels.push(label as u32);
            few.brightness.extend(all.image(image));
        }
    }
    few
}

/// Four kinds of images of 16 pixels, a bright row each, with noise from their number.
fn stripes(count: usize) -> Images {
    let mut images = Images {
        pixels: 16,
        classes: ["first", "second", "third", "fourth"].map(str::to_owned).into(),
        ..Images::default()
    };
    for image in 0..count {
        let class = image % 4;
        images.labels.push(class as u32);
        let noise = |pixel: usize| ((image * 31 + pixel * 17) % 13) as f32 / 60.0;
        images
            .brightness
            .extend((0..16).map(|pixel| if pixel / 4 == class { 1.0 - noise(pixel) } else { noise(pixel) }));
    }
    images
}

fn small(rounds: u32) -> Training {
    Training { layer: Layer { outputs: 12, seconds: 1.0, seed: 4, ..Layer::new(16) }, rounds }
}

fn trained(training: &Training, images: &Images) -> Trained {
    let all: Vec<u32> = (0..images.len() as u32).collect();
    training.run(images, &all, &mut || {}).unwrap_or_else(|problem| panic!("{problem}"))
}

/// A table as CSV, its labels last.
fn csv(images: &Images) -> String {
    let row = |image: u32| {
        let pixels = images.image(image).iter().map(|b| (b * 255.0).round().to_string());
        pixels.chain([images.classes[images.label(image)].clone()]).collect::<Vec<_>>().join(",")
    };
    (0..images.len() as u32).map(|image| row(image) + "\n").collect()
}

// What is read.

fn problem_of(text: &str, asked: &Asked) -> String {
    match read("images.csv", text.as_bytes(), asked) {
        Ok((_, understood)) => panic!("{text:?} was read as {understood}"),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn tables_are_read_whatever_their_columns_are() {
    let (first, last) = (LabelColumn::First, LabelColumn::Last);
    let sound = |text: &str, label, bright: f64, classes: &[&str], pixels: &[f32]| {
        let (images, understood) = read("f", text.as_bytes(), &Asked::default())
            .unwrap_or_else(|problem| panic!("{text}: {problem}"));
        assert_eq!((understood.label, understood.range.bright), (label, bright), "{text}");
        assert_eq!(images.classes, classes, "{text}");
        let shown: Vec<f32> = images.image(1).iter().map(|b| b * bright as f32).collect();
        assert_eq!(shown, pixels, "{text}");
    };
    sound("0,0,9,a\n0,3,0,b\n0,2,0,a\n", last, 16.0, &["a", "b"], &[0.0, 3.0, 0.0]);
    sound("label;p1;p2\n7;0;255\n5;200;0\n5;9;9\n", first, 255.0, &["5", "7"], &[200.0, 0.0]);
    sound("\"p 1\"\tp2\ty\n0.5\t0.25\t1\n0.75\t0\t0\n", last, 1.0, &["0", "1"], &[0.75, 0.0]);
    // Headings of pandas, and labels of which the second digit counts.
    sound("label,0,1\n10,0,1\n9,1,0\n10,0,1\n", first, 1.0, &["9", "10"], &[1.0, 0.0]);
    sound("# a note\n\n1.0,0,0\n2,0,16\n1,4,0\n2,1,0\n", first, 16.0, &["1", "2"], &[0.0, 16.0]);
    let asked =
        Asked { label: Some(first), header: Some(false), range: Some("2:0".parse().expect("a range")) };
    let (images, understood) = read("f", b"1,2,1\n0,0,2\n", &asked).expect("images");
    assert_eq!((understood.range, images.image(0)), (PixelRange { dark: 2.0, bright: 0.0 }, &[0.0, 0.5][..]));
    let words = read(DIGITS, &std::fs::read(DIGITS).expect("a file"), &Asked::default()).expect("digits").1;
    assert_eq!(
        words.to_string(),
        "1797 images of 64 pixels (8 by 8) in 10 classes; the labels are in the last column, `label`; pixels are 0 to 16, from dark to bright"
    );
}

#[test]
fn what_is_wrong_with_a_table_is_told_with_its_place_and_a_cure() {
    let asked = Asked::default();
    for (text, place, message, cure) in [
        ("", "images.csv:", "nothing in it", "a row of numbers"),
        ("label,a,b\n", "images.csv:", "no image", "--header no"),
        ("5\n6\n", "images.csv:1:1", "no pixels", "a row of numbers"),
        (
            "1,0,2,0\n0,3,1,2\n1,2,3\n",
            "images.csv:3:5",
            "a row of 3 fields, and the first has 4",
            "as many pixels",
        ),
        ("1,0,2,0\n0,3,x,2\n", "images.csv:2:5", "`x` is no brightness", "--header yes"),
        ("1,0,2,0\n0,,1,2\n", "images.csv:2:3", "an empty field", "brightness"),
        ("1,0,2,0\n0,1e99,1,2\n", "images.csv:2:3", "`1e99`", "brightness"),
        ("1,0,nan,0\n0,1,1,2\n", "images.csv:1:5", "`nan`", "brightness"),
        ("a,0,0\nb,0,9\n,1,1\n", "images.csv:3:1", "without a label", "leave its row out"),
        ("a,0,0\nb,0,0\na,-4,0\n", "images.csv:", "what is dark", "--range DARK:BRIGHT"),
        ("1,2,3\n2,3,4\n3,4,5\n", "images.csv:", "not clear whether", "--label first"),
        ("a,0,0\na,1,z\nb,0,1\n", "images.csv:2:5", "`z` is no brightness", "--label last"),
    ] {
        let problem = problem_of(text, &asked);
        for part in [place, message, cure, "help: "] {
            assert!(problem.contains(part), "{part} in {problem}, of {text:?}");
        }
    }
    let long = format!("{},0\nb,1\nb,0\n", "x".repeat(50));
    assert!(problem_of(&long, &asked).contains("at most 40 characters"));
    let narrow = Asked { range: Some("0:3".parse().expect("a range")), ..asked };
    assert!(problem_of("a,0\nb,4\na,1\n", &narrow).contains("outside of 0 to 3"));
    let first = Asked { label: Some(LabelColumn::First), ..asked };
    assert!(problem_of("0.5,0\n1,4\n1,4\n", &first).contains("`0.5` is no label"));
    let idx = read("train-images-idx3-ubyte", &[0, 0, 8, 3, 0, 0, 0, 1], &asked).expect_err("no table");
    assert!(idx.to_string().contains("format IDX"), "{idx}");
    let binary = read("f", &[0, 1, 0, 7, 200, 0, 9, 0, 3], &asked).expect_err("no table");
    assert!(binary.to_string().contains("as text (CSV)"), "{binary}");
}

// What is learned.

#[test]
fn stripes_are_told_apart_by_who_has_learned_them() {
    let images = stripes(80);
    let trained = trained(&small(6), &images);
    let (fresh, shown) = (stripes(120), (80..120).collect::<Vec<u32>>());
    let answers = Answers::of(&mut trained.rig(1.0), &fresh, &shown, &mut || {});
    let right = Confusion::of(&answers, &fresh, trained.says()).right();
    assert!(right >= 34, "{right} of 40");
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_one_others() {
    let images = stripes(40);
    let text = |training: &Training| to_text(trained(training, &images).scene(), "");
    let one = text(&small(2));
    // Beside others at the same time.
    let again = std::thread::scope(|scope| {
        let all = [0, 1].map(|_| scope.spawn(|| text(&small(2))));
        all.map(|thread| thread.join().expect("a thread"))
    });
    assert!(again.iter().all(|other| *other == one));
    let mut other = small(2);
    other.layer.seed = 5;
    assert_ne!(text(&other), one);
}

/// The scene that is written shows images by its script: whoever runs it finds what the rig finds.
#[test]
fn the_rig_does_what_the_whole_program_does_to_the_bit() {
    let images = stripes(40);
    let training = small(3);
    let mut trained = trained(&training, &images);
    let shown = [3, 0, 9];
    assert_eq!(trained.show(&training.layer, &images, &shown), 3);
    let mut rig = trained.rig(1.0);
    let answers = Answers::of(&mut rig, &images, &shown, &mut || {});
    assert!(answers.spikes.iter().sum::<u32>() > 0, "something answers");

    let scene = parse(&to_text(trained.scene(), ""), "saved").unwrap_or_else(|faults| panic!("{faults}"));
    let mut app = headless_app(Executor::MultiThreaded);
    spawn(app.world_mut(), &scene);
    let mut spikes = vec![0; 12];
    let outputs: Vec<&NeuronEntry> =
        scene.creatures[0].neurons.iter().filter(|neuron| neuron.name.starts_with("OUT")).collect();
    let slots: Vec<u32> = {
        let world = app.world();
        let wiring = world.resource::<Wiring>();
        let slot = |name: &str| {
            let neuron = wiring.find(world, "Layer", name).expect("a neuron");
            wiring.neurons.iter().position(|other| *other == neuron).expect("a slot") as u32
        };
        outputs.iter().map(|output| slot(&output.name)).collect()
    };
    for _ in 0..3 * training.layer.ticks() {
        run_tick(app.world_mut());
        for slot in &app.world().resource::<Wiring>().released {
            if let Some(output) = slots.iter().position(|other| other == slot) {
                spikes[output] += 1;
            }
        }
    }
    let sums = answers.spikes.chunks(12).fold(vec![0; 12], |mut sums, spikes| {
        sums.iter_mut().zip(spikes).for_each(|(sum, count)| *sum += count);
        sums
    });
    assert_eq!(spikes, sums);
    assert_eq!(state_hash(app.world()), rig.hash());
}

/// The same of a network that learns meanwhile.
#[test]
fn learning_in_the_rig_is_learning_in_the_whole_program() {
    let images = stripes(4);
    let training = small(0);
    let mut trained = trained(&training, &images);
    trained.show(&training.layer, &images, &[0, 1, 2, 3]);
    let scene = Scene { learning: Learning::On, ..trained.scene().clone() };
    let mut app = headless_app(Executor::SingleThreaded);
    spawn(app.world_mut(), &scene);
    let mut rig = trained.rig(1.0);
    rig.set_learning(Learning::On);
    let mut spikes = vec![0; 12];
    for image in 0..4 {
        rig.show(&images, image, &mut spikes);
        (0..training.layer.ticks()).for_each(|_| run_tick(app.world_mut()));
        assert_eq!(state_hash(app.world()), rig.hash(), "after image {image}");
    }
    let learned = app.world().resource::<Wiring>().learned(4 * training.layer.ticks());
    assert!(learned.filter(|(_, synapse)| synapse.weight != synapse.start).count() > 100, "it learned");
}

/// The share of images held out that are taken for what they are, by a network that learned by a rule.
fn accuracy(images: &Images, held_out: f64, rule: Option<Rule>, training: &Training) -> f64 {
    let (learned, held) = split(images.len(), held_out, training.layer.seed);
    let layer = training.layer.clone();
    let layer = Layer { rule: rule.unwrap_or_else(|| layer.rule.clone()), ..layer };
    let seconds = layer.seconds;
    let trained = Training { layer, ..training.clone() }
        .run(images, &learned, &mut || {})
        .unwrap_or_else(|problem| panic!("{problem}"));
    let answers = Answers::of(&mut trained.rig(seconds), images, &held, &mut || {});
    Confusion::of(&answers, images, trained.says()).accuracy()
}

/// Weights stay as they were drawn; thresholds adapt as ever.
fn teaches_nothing() -> Rule {
    Rule { pre_then_post: 0.0, post_then_pre: 0.0, ..Rule::default() }
}

#[test]
fn three_digits_are_told_apart_better_than_with_untrained_weights() {
    let images = of_classes(&digits(), &["3", "8", "9"], 240);
    let layer = Layer { outputs: 60, seconds: 1.0, seed: 1, ..Layer::new(64) };
    let training = Training { layer, rounds: 4 };
    let untrained = accuracy(&images, 0.5, Some(teaches_nothing()), &training);
    let trained = accuracy(&images, 0.5, None, &training);
    assert!(trained > 0.8 && trained > untrained + 0.1, "{trained} with, {untrained} without learning");
}

/// The figures of the documents: ten digits, five splits. About ten minutes:
/// `cargo test --release --test learn -- --ignored --nocapture`
#[test]
#[ignore = "ten minutes"]
fn digits_are_told_apart_as_well_as_the_documents_say() {
    let images = digits();
    let mut sums = [0.0; 2];
    for seed in 21..=25 {
        let training = Training { layer: Layer { seed, ..Layer::new(64) }, rounds: 10 };
        let found = [None, Some(teaches_nothing())].map(|rule| accuracy(&images, 1.0 / 3.0, rule, &training));
        println!(
            "split {seed}: {:.1} % of the images held out; {:.1} % with untrained weights",
            100.0 * found[0],
            100.0 * found[1]
        );
        sums.iter_mut().zip(found).for_each(|(sum, share)| *sum += share / 5.0);
    }
    println!("mean: {:.1} %, {:.1} %", 100.0 * sums[0], 100.0 * sums[1]);
    assert!(sums[0] > 0.9 && sums[1] < sums[0] - 0.2, "{sums:?}");
}

// The command.

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&output(arguments)).expect("JSON")
}

#[test]
fn a_network_is_learned_written_and_tested_again() {
    let folder = Folder::new();
    let table = folder.write("stripes.csv", csv(&stripes(60)));
    let (net, picture) = (folder.file("net.worm.ron"), folder.file("net.png"));
    let learn =
        ["learn", &table, "--out", &net, "--outputs", "12", "--rounds", "3", "--seconds", "1", "--json"];
    let made = json(&learn);
    assert_eq!((&made["images"], &made["learned"], &made["tested"]), (&60.into(), &40.into(), &20.into()));
    assert_eq!(made["range"], serde_json::json!([0.0, 255.0]));
    assert_eq!(made["classes"], serde_json::json!(["first", "fourth", "second", "third"]));
    let named: u64 = made["named"].as_array().expect("counts").iter().filter_map(Value::as_u64).sum();
    assert_eq!(named, 12);

    // It is a scene as any other, named after what it learned.
    wriggle().args(["check", &net]).assert().success();
    let list = output(&["list", &net]);
    assert!(list.contains("says first") && list.contains("OUT00"), "{list}");
    let text = std::fs::read_to_string(&net).expect("a scene");
    let scene = parse(&text, "net").unwrap_or_else(|faults| panic!("{faults}"));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    scene.creatures[0]
        .neurons
        .iter()
        .for_each(|n| *kinds.entry(n.class.split(' ').next().unwrap()).or_default() += 1);
    assert_eq!((kinds["on"], kinds["off"]), (16, 16));
    assert_eq!(scene.creatures[0].synapses.len(), 32 * 12 + 12 * 11);
    assert_eq!(scene.learning, Learning::Frozen);
    let ran: Value =
        serde_json::from_str(&output(&["run", &net, "--seconds", "4.4", "--json"])).expect("JSON");
    assert!(ran["spikes"].as_u64() > Some(100), "{ran}");

    // The same images that were held out then, with the same answer; and all of them.
    let test = ["learn", &table, "--test", &net, "--json", "--held-out", "1/3", "--picture", &picture];
    let tested = json(&test);
    assert_eq!((&tested["confusion"], &tested["accuracy"]), (&made["confusion"], &made["accuracy"]));
    assert!(std::fs::read(&picture).expect("a picture").starts_with(b"\x89PNG"));
    assert_eq!(json(&["learn", &table, "--test", &net, "--json"])["tested"], 60);
    let told = wriggle().args(["learn", &table, "--test", &net]).assert().success();
    let words = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(words.contains("of 60 images taken for what they are") && words.contains("  none  "), "{words}");

    // Whatever the threads.
    let again = folder.file("again.worm.ron");
    let mut other = learn;
    other[3] = &again;
    wriggle().args(other).env("RAYON_NUM_THREADS", "1").assert().success();
    assert_eq!(std::fs::read_to_string(&again).expect("a scene"), text);
}

#[test]
fn what_cannot_be_done_is_told_before_anything_is() {
    let folder = Folder::new();
    let table = folder.write("stripes.csv", csv(&stripes(12)));
    let net = folder.file("net.worm.ron");
    let refused = |arguments: &[&str], code, words: &str| {
        let arguments = [&["learn", &table], arguments].concat();
        failure(&arguments, code, words);
        assert!(!std::path::Path::new(&net).exists(), "{arguments:?} wrote");
    };
    refused(&[], 2, "--out");
    refused(&["--out", &table], 2, "would be overwritten");
    refused(&["--out", &net, "--outputs", "0"], 2, "--outputs");
    refused(&["--out", &net, "--outputs", "2000"], 2, "2000000 can be had");
    refused(&["--out", &net, "--held-out", "0.95"], 2, "1/3 or 0.25");
    refused(&["--out", &net, "--held-out", "1/0"], 2, "1/3 or 0.25");
    refused(&["--out", &net, "--test", &net], 2, "cannot be used with");
    refused(&["--out", &net, "--seconds", "0"], 2, "from 0.05 to 1000");
    refused(&["--out", &net, "--label", "middle"], 2, "`first` or the `last`");
    refused(&["--out", &net, "--picture", "a.jpg"], 2, ".svg or .png");
    refused(&["--test", "scenes/pair.worm.ron"], 1, "no network that has learned images");
    refused(&["--test", "assets/digits.csv"], 1, "not a scene");
    refused(&["--out", &folder.file("no/net.worm.ron")], 1, "no");
    failure(&["learn", "scenes/pair.worm.ron", "--out", &net], 1, "not a table of images");
    failure(&["learn", &folder.file("none.csv"), "--out", &net], 1, "none.csv");
    let same = folder.write("same.csv", "a,0,1\na,1,1\na,1,0\n");
    failure(&["learn", &same, "--out", &net], 1, "nothing to tell apart");
    let torn = folder.write("torn.csv", "a,0,1\nb,1\n");
    failure(&["learn", &torn, "--out", &net], 1, "torn.csv:2:3");

    wriggle()
        .args(["learn", &table, "--out", &net, "--outputs", "6", "--rounds", "1", "--seconds", "1"])
        .assert()
        .success();
    failure(&["learn", DIGITS, "--test", &net], 1, "images of 64 pixels");
    let broken = std::fs::read_to_string(&net).expect("a scene").replace("\"OFF03\"", "\"OFF33\"");
    let broken = folder.write("broken.worm.ron", broken);
    failure(&["learn", &table, "--test", &broken], 1, "OFF3");
}

#[test]
fn every_preset_rule_passes_the_check_of_a_scene() {
    for preset in RULE_PRESETS {
        let rule = (preset.rule)();
        let weight = rule.min.midpoint(rule.max);
        let broadcasts = Params { modulator: Some(rule.modulator), ..Params::default() };
        let neurons = [("A", broadcasts), ("B", Params::default())].map(|(name, params)| NeuronEntry {
            name: name.into(),
            params,
            ..NeuronEntry::default()
        });
        let synapse = SynapseEntry { plasticity: preset.name.into(), ..SynapseEntry::new("A", "B", weight) };
        let scene = Scene {
            modulators: preset
                .modulator
                .map(|make| (rule.modulator.text().to_owned(), make()))
                .into_iter()
                .collect(),
            plasticity: [(preset.name.to_owned(), rule)].into_iter().collect(),
            creatures: vec![common::bodiless("Net", neurons.into(), vec![synapse])],
            ..Scene::default()
        };
        assert!(check(&scene).is_empty(), "{}: {:?}", preset.name, check(&scene));
        // And it is written and read as it is.
        assert_eq!(parse(&to_text(&scene, ""), "a scene").as_ref(), Ok(&scene), "{}", preset.name);
    }
}
