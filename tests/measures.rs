//! What the measures say of the living scenes, on the command line and in the library.

mod common;

use bevy::ecs::world::World;
use common::app_of;
use common::program::{failure, output};
use common::watch::{shipped, track};
use serde_json::Value;
use wriggle::app::measured;
use wriggle::body::Body;
use wriggle::edit::{Edit, History};
use wriggle::nervous::Wiring;
use wriggle::record::{Every, Meters, Sample, Tracks, Wanted, furthest_back, measure};
use wriggle::scene::document::Scene;
use wriggle::sim::{Clock, run_tick};
use wriggle::stimulus::{Stimulus, Touch};

const CRAWLER: &str = "scenes/crawler.worm.ron";
const HABITUATION: &str = "scenes/habituation.worm.ron";

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&output(&[&["run"], arguments, &["--json"]].concat())).expect("JSON")
}

#[track_caller]
fn near(value: &Value, wanted: f64, within: f64) {
    let number = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    assert!((number - wanted).abs() <= within, "{number}, not {wanted}");
}

#[test]
fn touches_do_not_change_the_gait_that_is_measured() {
    for seconds in ["30", "60", "200", "300", "305"] {
        // Long answers, which stay long enough for a gait.
        let long = ["--no-learning", "--set", "classes.touch.residue=0.997"];
        let told = json(&[&[HABITUATION, "--seconds", seconds], &long[..]].concat());
        near(&told["frequency"], 0.5, 0.005);
        near(&told["wavelength"], 0.73, 0.01);
        near(&told["stride"], 0.47, 0.02);
        assert!(told["cycles"].as_u64().is_some_and(|cycles| cycles >= 3), "{told}");
        if seconds != "30" {
            near(&told["backward_frequency"], 0.5, 0.01);
            near(&told["backward_wavelength"], -0.73, 0.01);
            near(&told["backward_stride"], -0.46, 0.03);
        }
    }
    let told = json(&[CRAWLER, "--seconds", "90", "--touch", "head@20+0.3", "--touch", "tail@45+0.3"]);
    near(&told["frequency"], 0.5, 0.005);
    near(&told["wavelength"], 0.73, 0.01);
}

#[test]
fn in_company_every_one_has_its_gait() {
    let told = json(&["scenes/company.worm.ron", "--seconds", "120"]);
    let of = |name: &str| {
        let creatures = told["creatures"].as_array().expect("creatures");
        creatures.iter().find(|creature| creature["name"] == name).expect("one of them").clone()
    };
    for name in ["Ada", "Bo", "Cleo"] {
        near(&of(name)["frequency"], 0.5, 0.01);
        near(&of(name)["wavelength"], 0.73, 0.01);
    }
    for name in ["Digger", "Ed"] {
        near(&of(name)["frequency"], 0.806, 0.01);
        near(&of(name)["wavelength"], 1.03, 0.03);
    }
    assert_eq!(of("Shy")["frequency"], Value::Null, "it does not crawl");
    assert_eq!(told["frequency"], of("Ada")["frequency"]);
}

#[test]
fn a_short_run_has_no_gait() {
    for seconds in ["0.5", "2", "4"] {
        let told = json(&[CRAWLER, "--seconds", seconds]);
        for name in ["frequency", "wavelength", "stride", "backward_frequency"] {
            assert_eq!(told[name], Value::Null, "{name} after {seconds} s");
        }
        assert!(told["cycles"].as_u64().is_some_and(|cycles| cycles < 3) && told["speed"].is_number());
    }
}

/// Length of a body along itself: half of the first segment, from centre to centre, half of the last.
fn length(body: &Body) -> f32 {
    let between: f32 = body.segments.windows(2).map(|pair| pair[0].position.distance(pair[1].position)).sum();
    between + body.plan.length / body.segments.len() as f32
}

#[test]
fn contraction_is_what_its_formula_says() {
    let mut scene = shipped("earthworm");
    scene.stimuli.push(common::watch::touch((0, 1), 5.0));
    let mut app = app_of(&scene);
    let mut shortest = f32::INFINITY;
    for tick in 1..=900 {
        run_tick(app.world_mut());
        let world = app.world();
        let body = world.get::<Body>(world.resource::<Wiring>().creatures[0]).expect("a body");
        if tick % 5 == 1 {
            let share = length(body) / body.plan.length;
            shortest = shortest.min(share);
            assert!((Sample::of(body, tick).length - share).abs() < 0.002, "{share} at tick {tick}");
        }
    }
    let contraction = measure(&track(&scene, 9), 0, 900).expect("a body").contraction;
    assert!(contraction > 0.3 && (contraction - (1.0 - shortest)).abs() < 0.002, "{contraction} {shortest}");
}

#[test]
fn what_is_measured_on_the_way_is_what_the_track_says() {
    for name in ["habituation", "earthworm", "arena", "company"] {
        let scene = shipped(name);
        let (seen, meters) = (track(&scene, 60), measured(&scene, 6000, Wanted::default()));
        assert_eq!(meters[0].whole(6000).measures, measure(&seen, 0, 6000), "{name}");
        let late = measured(&scene, 6000, Wanted { from: 2000, ..Wanted::default() });
        // With the step that leads into it.
        assert_eq!(late[0].whole(6000).measures, measure(&seen, 1996, 6000), "{name}");
    }
}

#[test]
fn of_another_body_nothing_follows() {
    let text = "(format: 1, creatures: [(name: \"W\", body: (segments: 12, length: 12.0), neurons: [(name: \"A\")])])";
    let scene = wriggle::scene::parse(text, "test").unwrap_or_else(|faults| panic!("{faults}"));
    let mut app = app_of(&scene);
    let world = app.world_mut();
    world.insert_resource(Tracks::default());
    world.insert_resource(Meters::new(Wanted::default()));
    let run = |world: &mut World, ticks: usize| {
        (0..ticks).for_each(|_| run_tick(world));
        let tick = world.resource::<Clock>().tick;
        let (meter, track) = (&world.resource::<Meters>().meters[0], &world.resource::<Tracks>().tracks[0]);
        assert_eq!(meter.whole(tick).measures, measure(track, 0, tick));
        meter.whole(tick).measures
    };
    assert!(run(world, 101).is_some());
    // It goes, and comes again the same: what lies between is no way that it went.
    History::perform(world, Edit::Body("W".into(), None)).expect("an edit");
    assert_eq!(run(world, 10), None);
    let body = scene.creatures[0].body;
    History::perform(world, Edit::Body("W".into(), body)).expect("an edit");
    assert!(run(world, 20).is_some());
}

#[test]
fn a_series_is_the_run_part_by_part() {
    let told = json(&[CRAWLER, "--seconds", "25", "--every", "10"]);
    let parts = told["creatures"][0]["series"].as_array().expect("a series");
    let times: Vec<(f64, f64)> =
        parts.iter().map(|part| (part["from"].as_f64().unwrap(), part["to"].as_f64().unwrap())).collect();
    assert_eq!(times, [(0.0, 10.0), (10.0, 20.0), (20.0, 25.0)]);
    let sum = |name: &str| parts.iter().map(|part| part[name].as_f64().unwrap()).sum::<f64>();
    assert_eq!(sum("spikes"), told["spikes"].as_f64().unwrap());
    near(&told["path"], sum("path"), 1e-4);
    near(&parts[1]["frequency"], 0.5, 0.005);
    assert_eq!(parts[2]["frequency"], Value::Null);

    // From a moment on, which is that of the scene's clock.
    let late = json(&[CRAWLER, "--seconds", "25", "--from", "12", "--every", "10"]);
    assert_eq!(late["from"], 12.0);
    let parts = late["creatures"][0]["series"].as_array().expect("a series");
    assert_eq!((&parts[0]["from"], &parts[0]["to"], parts.len()), (&12.0.into(), &22.0.into(), 2));
    near(&late["speed"], 0.237, 0.003);
    assert!(json(&[CRAWLER, "--seconds", "25"])["creatures"][0]["series"].is_null());

    // A network without a body has its spikes.
    let told = json(&["scenes/ring.worm.ron", "--seconds", "20", "--every", "5"]);
    let parts = told["creatures"][0]["series"].as_array().expect("a series");
    assert_eq!(parts.len(), 4);
    assert!(parts.iter().all(|part| part["spikes"].as_u64() > Some(0) && part["speed"].is_null()));
}

#[test]
fn a_run_that_goes_on_is_measured_by_the_clock_of_its_scene() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("later.worm.ron");
    let path = path.to_str().expect("UTF-8");
    let touch = ["--touch", "head@6+0.3", "--touch", "head@16+0.3"];
    output(&[&["run", CRAWLER, "--seconds", "10", "--save", path, "--hash"][..], &touch].concat());
    let told = json(&[path, "--seconds", "20", "--from", "15", "--every", "10"]);
    assert_eq!(told["from"], 15.0);
    let creature = &told["creatures"][0];
    assert_eq!(creature["series"][0]["to"], 25.0);
    assert_eq!(creature["touches"].as_array().map(Vec::len), Some(1), "{creature}");
    near(&creature["touches"][0]["at"], 16.0, 0.0);
    let whole = json(&[&[CRAWLER, "--seconds", "30", "--from", "15"][..], &touch].concat());
    for name in ["distance", "path", "speed", "spikes", "touches"] {
        assert_eq!(creature[name], whole["creatures"][0][name], "{name}");
    }
    assert_eq!(json(&[path, "--seconds", "5"])["from"], 10.0);
    failure(&["run", path, "--seconds", "20", "--from", "30", "--json"], 2, "the run goes from 10 to 30 s");
}

#[test]
fn each_touch_has_its_answer() {
    let touches = ["head@20+0.3", "tail@35+0.3", "head@50+0.3", "middle@51+0.2"];
    let touches: Vec<&str> = touches.iter().flat_map(|touch| ["--touch", touch]).collect();
    let told = json(&[&[CRAWLER, "--seconds", "70", "--every", "touch"][..], &touches].concat());
    let creature = &told["creatures"][0];
    let answers = creature["touches"].as_array().expect("answers");
    let at: Vec<f64> = answers.iter().map(|answer| answer["at"].as_f64().unwrap()).collect();
    assert_eq!(at, [20.0, 35.0, 50.0, 51.0]);
    let scene = touched(&[(0, 1, 20.0)]);
    near(&answers[0]["reversal"], furthest_back(&track(&scene, 31), 2001, 3001).into(), 1e-6);
    near(&answers[0]["latency"], 0.4, 0.3);
    near(&answers[0]["duration"], 3.0, 1.0);
    near(&answers[0]["speed_before"], 0.237, 0.01);
    assert!(answers[0]["speed_after"].as_f64() < Some(0.0), "{answers:?}");
    // It hurries, and does not back off.
    assert_eq!((&answers[1]["latency"], &answers[1]["duration"]), (&Value::Null, &Value::Null));
    assert!(answers[1]["speed_after"].as_f64() > Some(1.2 * 0.237), "{answers:?}");
    // Before the last there was just a second.
    assert!(answers[3]["speed_before"].is_number());

    let parts = creature["series"].as_array().expect("a series");
    let from: Vec<f64> = parts.iter().map(|part| part["from"].as_f64().unwrap()).collect();
    assert_eq!(from, [0.0, 20.0, 35.0, 50.0, 51.0]);
    assert_eq!(parts[0]["reversals"], 0);
    assert_eq!(parts[1]["reversals"], 1);
}

/// The crawler with touches of these segments at these times.
fn touched(touches: &[(u32, u32, f32)]) -> Scene {
    let mut scene = shipped("crawler");
    for (first, last, at) in touches {
        scene.stimuli.push(common::watch::touch((*first, *last), *at));
    }
    scene
}

#[test]
fn answers_stay_between_their_touches() {
    // Twice a second without end: no speed has half a second to itself before it.
    let mut scene = shipped("crawler");
    let mut tap = common::watch::touch((0, 1), 5.0);
    if let Stimulus::Touch(Touch { every, seconds, .. }) = &mut tap {
        *every = 0.4;
        *seconds = 0.1;
    }
    scene.stimuli.push(tap);
    let meters = measured(&scene, 2000, Wanted { responses: true, ..Wanted::default() });
    let answers = meters[0].responses();
    assert_eq!(answers.len(), 38);
    assert!(answers[0].speed_before.is_some_and(|speed| speed > 0.2), "{:?}", answers[0]);
    assert!(answers[1..].iter().all(|answer| answer.speed_before.is_none()), "{answers:?}");
}

/// A table as rows by the names of their columns.
fn table(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let row = |row: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn a_sweep_has_the_series_of_each_run() {
    let touch = ["--touch", "head@15+0.3"];
    let sweep = ["sweep", CRAWLER, "--media", "agar,1:10", "--seconds", "30", "--from", "4"];
    let text = output(&[&sweep[..], &touch, &["--every", "10", "--jobs", "1"]].concat());
    assert_eq!(text, output(&[&sweep[..], &touch, &["--every", "10", "--jobs", "2"]].concat()));
    let rows = table(&text);
    let of = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("run"), ["1", "1", "1", "2", "2", "2"]);
    assert_eq!(of("from"), ["4", "14", "24", "4", "14", "24"]);
    assert_eq!(of("to"), ["14", "24", "30", "14", "24", "30"]);
    assert_eq!(of("touches"), ["0", "1", "0", "0", "1", "0"]);
    // They are those of a run.
    let run = [&[CRAWLER, "--seconds", "30", "--from", "4", "--every", "10"][..], &touch].concat();
    let series = json(&run)["creatures"][0]["series"].clone();
    let answer = json(&run)["creatures"][0]["touches"][0].clone();
    for (part, row) in series.as_array().expect("a series").iter().zip(&rows) {
        for name in wriggle::record::Measures::NAMES.into_iter().chain(["spikes"]) {
            let told = part[name].as_f64().map_or(String::new(), |value| value.to_string());
            let (a, b) = (told.parse::<f32>().ok(), row[name].parse::<f32>().ok());
            assert_eq!(a, b, "{name}");
        }
    }
    for name in ["reversal", "latency", "duration", "speed_before", "speed_after"] {
        near(&answer[name], rows[1][&format!("touch_{name}")].parse().expect("a number"), 1e-6);
        assert_eq!(rows[0][&format!("touch_{name}")], "", "no touch, no answer");
    }

    // Touch by touch, with as many parts as there are touches; stopped it goes on.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.csv");
    let by_touch = ["--every", "touch", "--set", "stimuli[0].times=1,3", "--out", path.to_str().unwrap()];
    let protocol = folder.path().join("taps.protocol.ron");
    std::fs::write(
        &protocol,
        "(format: 1, stimuli: [Touch(place: Head, at: 8.0, seconds: 0.2, every: 6.0, times: 2)])",
    )
    .expect("written");
    let sweep = ["sweep", CRAWLER, "--seconds", "25", "--protocol", protocol.to_str().unwrap()];
    let arguments = [&sweep[..], &by_touch].concat();
    output(&arguments);
    let whole = std::fs::read_to_string(&path).expect("a table");
    let from: Vec<String> = table(&whole).iter().map(|row| row["from"].clone()).collect();
    assert_eq!(from, ["0", "8", "0", "8", "14", "20"]);
    for (cut, _) in whole.match_indices('\n') {
        std::fs::write(&path, &whole[..=cut]).expect("written");
        output(&arguments);
        assert_eq!(std::fs::read_to_string(&path).expect("a table"), whole);
    }

    let replicates = ["sweep", CRAWLER, "--seconds", "8", "--every", "4", "--replicates", "3"];
    let rows = table(&output(&replicates));
    let from: Vec<&str> =
        rows.iter().filter(|row| row["measure"] == "speed").map(|row| &*row["from"]).collect();
    assert_eq!(from, ["0", "4"]);
    assert!(rows.iter().all(|row| row["measure"] != "speed" || row["sd"].parse::<f64>().unwrap() > 0.0));
    failure(&[&replicates[..5], &["touch"], &replicates[6..]].concat(), 2, "begin elsewhere");
}

#[test]
fn what_cannot_be_measured_is_said() {
    failure(&["run", CRAWLER, "--every", "1"], 2, "--every needs --json");
    failure(&["sweep", CRAWLER, "--seconds", "5", "--from", "6"], 2, "there is nothing left");
    failure(&["run", CRAWLER, "--seconds", "5", "--from", "5", "--json"], 2, "there is nothing left");
    failure(&["run", CRAWLER, "--every", "0", "--json"], 2, "or `touch`");
    failure(&["run", CRAWLER, "--every", "taps", "--json"], 2, "or `touch`");
    let many = ["run", CRAWLER, "--seconds", "100000", "--every", "0.05", "--json"];
    failure(&many, 2, "make each at least 0.1 s long");
}

#[test]
fn a_part_has_as_much_room_as_the_whole() {
    let wanted = Wanted { every: Some(Every::Ticks(700)), responses: true, from: 100 };
    let meters = measured(&shipped("habituation"), 3000, wanted);
    let parts: Vec<_> = meters[0].parts(3000).collect();
    let edges: Vec<(u64, u64)> = parts.iter().map(|part| (part.from, part.to)).collect();
    assert_eq!(edges, [(100, 800), (800, 1500), (1500, 2200), (2200, 2900), (2900, 3000)]);
    assert_eq!(parts.iter().map(|part| part.spikes).sum::<u64>(), meters[0].whole(3000).spikes);
}
