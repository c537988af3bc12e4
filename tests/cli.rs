//! The program as a person or a script uses it.

mod common;

use common::program::{output, wriggle};
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&output(arguments)).expect("one JSON object")
}

const CRAWLER: &str = "scenes/crawler.worm.ron";
const RING: &str = "scenes/ring.worm.ron";

#[test]
fn broken_command_lines_say_what_is_wrong() {
    let cases: &[(&[&str], i32, &str)] = &[
        (&["run"], 2, "SCENE"),
        (&["run", "nowhere.worm.ron"], 1, "nowhere.worm.ron: error: there is no such file"),
        (&["nowhere.worm.ron"], 1, "there is no such file"),
        (&["run", "scenes"], 1, "folder"),
        (&["run", CRAWLER, "--seconds", "-1"], 2, "a number of seconds from 0"),
        (&["run", CRAWLER, "--seconds", "soon"], 2, "not `soon`"),
        (&["run", CRAWLER, "--seconds", "inf"], 2, "not `inf`"),
        (&["run", CRAWLER, "--seconds", "nan"], 2, "not `nan`"),
        (&["run", CRAWLER, "--ticks", "1.5"], 2, "1.5"),
        (&["run", CRAWLER, "--ticks", "5", "--seconds", "1"], 2, "cannot be used with"),
        (&["run", CRAWLER, "--seed", "x"], 2, "invalid value 'x'"),
        (&["run", CRAWLER, "--medium", "oil"], 2, "a medium is agar, water"),
        (&["run", CRAWLER, "--medium", "2:1"], 2, "across the body is at least"),
        (&["run", CRAWLER, "--medium", "0:1"], 2, "0.001 to 10000"),
        (&["run", CRAWLER, "--touch", "head"], 2, "WHERE@AT+FOR"),
        (&["run", CRAWLER, "--touch", "nose@1+1"], 2, "head, middle, tail or the number of a segment"),
        (&["run", CRAWLER, "--touch", "head.up@1+1"], 2, "left or right"),
        (&["run", CRAWLER, "--touch", "head@1+0"], 2, "FOR"),
        (&["run", CRAWLER, "--touch", "16@1+1"], 2, "segments 0 to 15"),
        (&["run", RING, "--touch", "head@1+1"], 2, "no creature of this scene has a body"),
        (&["run", CRAWLER, "--ablate", "AVB"], 2, "there is no neuron \"AVB\"; did you mean"),
        (&["run", CRAWLER, "--ablate", ""], 2, "there is no neuron \"\""),
        (&["run", CRAWLER, "--neurons", "AVA"], 2, "--trace"),
        (&["run", CRAWLER, "--neurons", "AVX", "--trace", "-"], 2, "did you mean"),
        (&["run", CRAWLER, "--trace", "-", "--json"], 2, "only one of"),
        (&["run", CRAWLER, "--trace", "-", "--body", "-"], 2, "only one of"),
        (&["run", CRAWLER, "--ticks", "1", "--trace", "no/such/folder/t.csv"], 1, "no/such/folder/t.csv"),
        (&["run", CRAWLER, "--trace", "scenes/crawler.worm.ron"], 2, "is named twice"),
        (&["run", CRAWLER, "--trace", "./scenes/../scenes/crawler.worm.ron"], 2, "is named twice"),
        (&["run", CRAWLER, "--trace", "target.csv", "--body", "./target.csv"], 2, "is named twice"),
        (&["run", CRAWLER, "--ticks", "1", "--spikes", "t.csv", "--save", "t.csv"], 2, "is named twice"),
        (&["run", CRAWLER, "--seconds", "1e7", "--save", "no/such/folder/s.worm.ron"], 1, "no/such/folder"),
        (&["run", CRAWLER, "--seed", "-1"], 2, "-1"),
        (&["run", CRAWLER, "--tocuh", "head@1+1"], 2, "--touch"),
        (&["rnu", CRAWLER], 2, ""),
        (&["check"], 2, "SCENES"),
        (&["check", "Cargo.toml"], 1, "Cargo.toml:"),
        (&["check", RING, "nowhere", "nothing"], 1, "2 files are at fault"),
    ];
    for (arguments, code, fragment) in cases {
        let done = wriggle().args(*arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").assert();
        let out = done.get_output();
        let words = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(*code), "{arguments:?}: {words}");
        assert!(words.contains(fragment), "{arguments:?} said: {words}");
        assert!(!words.contains("panicked"), "{arguments:?}: {words}");
    }
}

#[test]
fn a_broken_scene_is_refused_with_every_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.worm.ron");
    let text = "(\n    format: 1,\n    creatures: [(name: \"W\", neurons: [\n        (name: \"A\", params: (treshold: 1.0)),\n        (name: \"A\"),\n    ])],\n)\n";
    std::fs::write(&path, text).expect("written");
    for command in ["run", "check", "open"] {
        let done = wriggle().args([command, path.to_str().expect("UTF-8")]).assert().code(1);
        let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(
            words.contains("broken.worm.ron:4:30") && words.contains("did you mean `threshold`"),
            "{words}"
        );
        assert!(words.contains("broken.worm.ron:5:"), "{words}");
    }
}

#[test]
fn all_shipped_scenes_are_good() {
    let mut scenes: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes"))
        .expect("scenes")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "ron"))
        .collect();
    scenes.sort();
    assert!(scenes.len() >= 5);
    let said = wriggle().arg("check").args(&scenes).assert().success();
    assert_eq!(String::from_utf8_lossy(&said.get_output().stdout).matches("good").count(), scenes.len());
    wriggle().args(["check", "scenes/protocols/tap.protocol.ron"]).assert().success();
}

#[test]
fn the_measures_are_one_json_object() {
    let measured = json(&["run", CRAWLER, "--seconds", "20", "--json"]);
    for name in wriggle::record::Measures::NAMES.into_iter().chain(["wall_seconds", "real_time_factor"]) {
        // A crawler that nobody touches does not go backward.
        let is_back = name == "reversal_length" || name.starts_with("backward_");
        assert!(measured[name].is_number() || is_back, "{name}: {measured}");
    }
    assert_eq!(measured["reversals"], 0);
    assert_eq!(measured["reversal_length"], Value::Null);
    assert!(measured["spikes"].as_u64().is_some_and(|n| n > 100));
    assert_eq!(measured["ticks"], 2000);
    assert_eq!(measured["hash"].as_str().map(str::len), Some(16));
    assert_eq!(measured["creatures"][0]["name"], "Worm");

    let bodiless = json(&["run", RING, "--ticks", "500", "--json"]);
    assert!(bodiless["speed"].is_null() && bodiless["spikes"].as_u64().is_some_and(|n| n > 50), "{bodiless}");
}

#[test]
fn equal_runs_have_equal_hashes_and_other_runs_others() {
    let hash = |extra: &[&str]| output(&[&["run", CRAWLER, "--ticks", "700", "--hash"], extra].concat());
    let plain = hash(&[]);
    assert_eq!(plain.trim().len(), 16);
    assert!(plain.trim().chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(plain, hash(&[]));
    for other in [
        &["--medium", "water"][..],
        &["--medium", "1:10"],
        &["--touch", "head@1+0.5"],
        &["--touch", "3.left@1+0.5x2"],
        &["--ablate", "FL5"],
        &["--ablate", "FL5,FR5"],
    ] {
        assert_ne!(plain, hash(other), "{other:?} changed nothing");
    }
    assert_eq!(plain, hash(&["--medium", "1:40"]), "agar is 1:40");
}

#[test]
fn the_seed_decides_the_posture_at_birth() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("chance.worm.ron");
    std::fs::write(&path, "(format: 1, creatures: [(name: \"W\", body: (segments: 16, jitter: 0.2))])")
        .expect("written");
    let path = path.to_str().expect("UTF-8");
    let hash = |seed: &str| output(&["run", path, "--ticks", "50", "--seed", seed, "--hash"]);
    assert_eq!(hash("1"), hash("1"));
    assert_ne!(hash("1"), hash("2"));
}

#[test]
fn the_script_decides_the_length_of_a_run() {
    assert_eq!(json(&["run", CRAWLER, "--json"])["ticks"], 3000);
    // The last thing happens in tick 100, and five seconds more are watched.
    assert_eq!(json(&["run", RING, "--json"])["ticks"], 600);
    assert_eq!(json(&["run", CRAWLER, "--seconds", "0", "--json"])["ticks"], 0);
}

#[test]
fn tables_have_the_columns_that_are_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (trace, body, muscles, spikes) = (file("t.csv"), file("b.csv"), file("m.csv"), file("s.csv"));
    output(&[
        "run",
        CRAWLER,
        "--ticks",
        "1200",
        "--trace",
        &trace,
        "--neurons",
        "AVA,SLOW1",
        "--body",
        &body,
        "--muscles",
        &muscles,
        "--spikes",
        &spikes,
        "--touch",
        "head.right@1+0.2",
    ]);
    let lines = |path: &str| -> Vec<String> {
        std::fs::read_to_string(path).expect("a table").lines().map(str::to_owned).collect()
    };
    let trace = lines(&trace);
    assert_eq!(
        trace[0],
        "tick,creature,neuron,phase,conduction_left,refractory_left,potential_e,potential_i,dendrite_e,dendrite_i,cleft_e,cleft_i,pool_e,pool_i"
    );
    assert_eq!(trace.len(), 1 + 2 * 1200);
    assert!(trace[1].starts_with("1,Worm,AVA,") && trace[2].starts_with("1,Worm,SLOW1,"));
    let body = lines(&body);
    assert_eq!(body[0], "tick,creature,segment,x,y,angle,force_left,force_right");
    assert_eq!(body.len(), 1 + 16 * 1200);
    // Tick 101 is the first of the touch, on the right of segments 0 and 1.
    assert!(body[1 + 16 * 100].ends_with(",0.0,1.0"), "{}", body[1 + 16 * 100]);
    assert!(body[1 + 16 * 99].ends_with(",0.0,0.0"), "{}", body[1 + 16 * 99]);
    let muscles = lines(&muscles);
    assert_eq!(muscles[0], "tick,creature,joint,side,activation");
    assert_eq!(muscles.len(), 1 + 30 * 1200);
    let spikes = lines(&spikes);
    assert_eq!(spikes[0], "tick,creature,neuron");
    assert!(spikes.iter().any(|l| l.ends_with(",Worm,AVA")), "the touch was answered");
}

#[test]
fn a_trace_goes_to_standard_output() {
    let text = output(&["run", RING, "--ticks", "3", "--trace", "-"]);
    assert_eq!(text.lines().count(), 1 + 4 * 3);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_wriggle"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", CRAWLER, "--ticks", "200000", "--trace", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut some = [0; 64];
    child.stdout.take().expect("a pipe").read_exact(&mut some).expect("a beginning");
    // The pipe is closed here; the program must end by itself, long before the run would.
    let done = child.wait_with_output().expect("it ends");
    let words = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{words}");
    assert!(!words.contains("panicked") && !words.contains("roken pipe"), "{words}");
}

#[test]
fn without_a_display_it_says_so_and_runs_the_scene() {
    for scene in [&[][..], &[RING], &["open", RING]] {
        let done =
            wriggle().args(scene).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").assert().success();
        let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(words.contains("no window: "), "{words}");
        assert_eq!(words.trim().lines().count(), 1, "one clear line: {words}");
        let measures = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
        assert!(measures.contains("30.00 s of simulated time") && measures.contains("hash"), "{measures}");
    }
}

#[test]
fn help_and_version_are_there() {
    assert!(output(&["--help"]).contains("run"));
    assert!(output(&["run", "--help"]).contains("WHERE@AT+FOR"));
    assert!(output(&["--version"]).starts_with("wriggle "));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(CRAWLER).exists());
}

#[test]
fn a_run_that_has_its_script_behind_it_goes_on_for_the_usual_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("later.worm.ron");
    let saved = saved.to_str().expect("UTF-8");
    let touch = ["--touch", "head@0.1+0.1"];
    output(&[&["run", "scenes/crawler.worm.ron", "--ticks", "6000", "--save", saved], &touch[..]].concat());
    let json: Value = serde_json::from_str(&output(&["run", saved, "--json"])).expect("JSON");
    assert_eq!(json["ticks"], 3000);
}
