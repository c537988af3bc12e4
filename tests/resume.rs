//! A run that was cut and went on from its file is the run that was not cut.

mod common;

use common::app_of;
use common::watch::{company, shipped};
use wriggle::arena::{Medium, Obstacle};
use wriggle::body::Body;
use wriggle::nervous::Side;
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, parse, to_text};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Stimulus, Touch};

/// The scene after so many ticks, through its text.
fn cut(scene: &Scene, ticks: u64) -> Scene {
    let mut app = app_of(scene);
    for _ in 0..ticks {
        run_tick(app.world_mut());
    }
    let text = to_text(&capture(app.world_mut(), Moment::Now), "");
    parse(&text, "cut").unwrap_or_else(|faults| panic!("{faults}"))
}

fn hash_after(scene: &Scene, ticks: u64) -> u64 {
    let mut app = app_of(scene);
    for _ in 0..ticks {
        run_tick(app.world_mut());
    }
    state_hash(app.world())
}

#[test]
fn cut_anywhere_it_goes_on_to_the_same_bits() {
    let scenes = [
        ("company", company()),
        ("crawler", shipped("crawler")),
        ("reflex", shipped("reflex")),
        ("ring", shipped("ring")),
    ];
    for (name, scene) in scenes {
        let whole = hash_after(&scene, 2_000);
        for at in [0, 1, 99, 100, 503, 777, 1_500, 2_000] {
            assert_eq!(hash_after(&cut(&scene, at), 2_000 - at), whole, "{name}, cut after {at} ticks");
        }
    }
}

/// Four crawlers that lie over one another in a pen too small for them.
fn heap() -> Scene {
    let mut scene = shipped("crawler");
    let worm = scene.creatures[0].clone();
    let places = [((0.0, 0.0), 0.0), ((-8.0, 8.0), -90.0), ((-3.0, 7.0), -120.0), ((-14.0, 1.0), 10.0)];
    scene.creatures = places
        .into_iter()
        .enumerate()
        .map(|(index, (at, heading))| {
            let mut worm = worm.clone();
            worm.name = format!("Worm{index}");
            (worm.at, worm.heading) = (at, heading);
            worm
        })
        .collect();
    let corners = [(-17.0, -8.0), (1.5, -8.0), (1.5, 9.0), (-17.0, 9.0)];
    let walls = (0..4).map(|at| Obstacle::Wall { from: corners[at], to: corners[(at + 1) % 4] });
    scene.arena.obstacles = walls.collect();
    scene
}

/// With a touch that presses for most of the time.
fn touched(mut scene: Scene) -> Scene {
    let creature = scene.creatures[0].name.clone();
    scene.stimuli.push(Stimulus::Touch(Touch {
        creature,
        segments: (0, 2),
        side: Side::Left,
        at: 1.0,
        seconds: 1.5,
        force: 1.0,
        every: 2.5,
        times: 0,
    }));
    scene
}

/// Cut at forty moments amid contacts and touches, a run goes on to the bits of the one that was not cut.
#[test]
fn cut_amid_contacts_it_goes_on_to_the_same_bits() {
    const TICKS: usize = 1_300;
    /// How far each goes on.
    const ON: usize = 120;
    let mut earthworm = shipped("earthworm");
    earthworm.arena.medium = Medium::Water;
    let scenes = [
        ("maze", shipped("maze"), 5),
        ("company", company(), 10),
        ("earthworm in water", earthworm, 0),
        ("heap", heap(), 35),
    ];
    for (name, scene, least) in scenes {
        let scene = touched(scene);
        let mut app = app_of(&scene);
        let (mut hashes, mut cuts, mut contacts) = (vec![state_hash(app.world())], Vec::new(), 0);
        for tick in 1..=TICKS {
            run_tick(app.world_mut());
            hashes.push(state_hash(app.world()));
            if tick % 29 == 7 && cuts.len() < 40 {
                let text = to_text(&capture(app.world_mut(), Moment::Now), "");
                cuts.push((tick, text));
                let mut bodies = app.world_mut().query::<&Body>();
                let mut all = bodies.iter(app.world()).flat_map(|body| &body.segments);
                contacts += usize::from(all.any(|segment| segment.force != [0.0; 2]));
            }
        }
        assert_eq!(cuts.len(), 40);
        assert!(contacts >= least, "{name}: contacts at {contacts} of the cuts");
        for (tick, text) in cuts {
            let cut = parse(&text, "cut").unwrap_or_else(|faults| panic!("{faults}"));
            let mut app = app_of(&cut);
            assert_eq!(state_hash(app.world()), hashes[tick], "{name}, cut after {tick} ticks");
            for (next, whole) in hashes.iter().enumerate().skip(tick + 1).take(ON) {
                run_tick(app.world_mut());
                assert_eq!(state_hash(app.world()), *whole, "{name}, cut after {tick} ticks, at {next}");
            }
        }
    }
}

#[test]
fn cut_again_and_again_it_goes_on_to_the_same_bits() {
    let mut scene = company();
    let whole = hash_after(&scene, 1_200);
    for _ in 0..6 {
        scene = cut(&scene, 200);
    }
    assert_eq!(hash_after(&scene, 0), whole);
}

#[test]
fn a_saved_run_can_be_edited_and_goes_on() {
    let mut scene = cut(&company(), 500);
    let plain = hash_after(&scene, 300);
    scene.arena.medium = Medium::Water;
    scene.arena.obstacles.push(Obstacle::Circle { at: (0.0, 20.0), radius: 1.0 });
    let text = to_text(&scene, "");
    let edited = parse(&text, "edited").unwrap_or_else(|faults| panic!("{faults}"));
    assert_ne!(hash_after(&edited, 300), plain);
}

#[test]
fn a_snapshot_that_is_damaged_or_does_not_fit_is_refused() {
    let scene = cut(&shipped("reflex"), 250);
    let mut torn = scene.clone();
    torn.snapshot.as_mut().expect("a snapshot").bodies.replace_range(40..44, "AAAA");
    let mut short = scene.clone();
    short.snapshot.as_mut().expect("a snapshot").bodies.truncate(8);
    let mut nonsense = scene.clone();
    nonsense.snapshot.as_mut().expect("a snapshot").bodies = "no base64 at all".into();
    let mut longer = scene.clone();
    longer.creatures[0].body.as_mut().expect("a body").segments = 20;
    let mut none = scene;
    none.snapshot.as_mut().expect("a snapshot").bodies.clear();
    for (scene, words) in [
        (torn, "damaged"),
        (short, "damaged"),
        (nonsense, "damaged"),
        (longer, "does not fit"),
        (none, "does not fit"),
    ] {
        let faults = parse(&to_text(&scene, ""), "saved").expect_err("refused").to_string();
        assert!(faults.contains(words) && faults.contains("begin at birth"), "{faults}");
    }
}

#[test]
fn what_was_under_way_is_taken_up_by_the_synapses_it_was_on_and_by_no_others() {
    let scene = cut(&shipped("crawler"), 333);
    let plain = hash_after(&scene, 200);
    let snapshot = scene.snapshot.clone().expect("a snapshot");
    assert!(!snapshot.in_flight.is_empty(), "a crawler that crawls has something under way");

    // Without it, it is what the clefts hold: the same but for the last bits.
    let mut clefts_only = scene.clone();
    clefts_only.snapshot.as_mut().expect("a snapshot").in_flight.clear();
    let path = |scene: &Scene| {
        let mut app = app_of(scene);
        (0..50).for_each(|_| run_tick(app.world_mut()));
        let mut bodies = app.world_mut().query::<&Body>();
        bodies.iter(app.world()).map(|body| body.segments[0].position).collect::<Vec<_>>()
    };
    for (with, without) in path(&scene).iter().zip(path(&clefts_only)) {
        assert!(with.distance(without) < 1e-3, "{with} and {without}");
    }

    // One synapse more: what was under way says nothing of it, and the file is still good.
    let mut other = scene.clone();
    let more = other.creatures[0].synapses[0].clone();
    other.creatures[0].synapses.push(more);
    let other = parse(&to_text(&other, ""), "edited").unwrap_or_else(|faults| panic!("{faults}"));
    let mut cleared = other.clone();
    cleared.snapshot.as_mut().expect("a snapshot").in_flight.clear();
    assert_eq!(hash_after(&other, 200), hash_after(&cleared, 200));
    assert_ne!(hash_after(&other, 200), plain);

    for damaged in ["no base64 at all", "AAAA", &snapshot.in_flight[..snapshot.in_flight.len() / 8 * 4]] {
        let mut torn = scene.clone();
        torn.snapshot.as_mut().expect("a snapshot").in_flight = damaged.into();
        let faults = parse(&to_text(&torn, ""), "saved").expect_err("refused").to_string();
        assert!(faults.contains("damaged") && faults.contains("begin at birth"), "{faults}");
    }
}

#[test]
fn the_program_cuts_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cut.worm.ron");
    let run = |arguments: &[&str]| {
        let done = assert_cmd::Command::new(env!("CARGO_BIN_EXE_wriggle"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(arguments)
            .assert()
            .success();
        String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
    };
    let path = file.to_str().expect("UTF-8");
    let scene = "scenes/arena.worm.ron";
    let whole = run(&["run", scene, "--ticks", "1000", "--touch", "tail@6+1", "--hash"]);
    let half = run(&["run", scene, "--ticks", "500", "--touch", "tail@6+1", "--save", path, "--hash"]);
    assert_ne!(whole, half);
    assert_eq!(run(&["run", path, "--ticks", "500", "--hash"]), whole);
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(text.starts_with("// The crawler among posts"), "the comment at its head is kept");
}
