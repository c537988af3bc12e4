//! What the command line says when it is given something else than it wants.

mod common;

use common::program::{failure, output, wriggle};
use std::fs;
use std::path::Path;

const CRAWLER: &str = "scenes/crawler.worm.ron";
const RING: &str = "scenes/ring.worm.ron";
const TAP: &str = "scenes/protocols/tap.protocol.ron";

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Standard error of a call that succeeds.
fn told(arguments: &[&str]) -> String {
    let done = wriggle().args(arguments).assert().success();
    String::from_utf8_lossy(&done.get_output().stderr).into_owned()
}

#[test]
fn a_file_that_is_something_else_is_named_with_the_command_that_wants_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        text(&path).to_owned()
    };
    let csv = file("net.csv", b"pre,post,weight\nA,B,1\nB,A,2\n");
    let tabs = file("net.tsv", b"source\ttarget\r\nA\tB\r\n");
    let matrix = file("matrix.csv", b"\xef\xbb\xbf;A;B\nA;0;1\nB;1;0\n");
    let graphml = file("net.graphml", b"<?xml version=\"1.0\"?>\n<graphml><graph/></graphml>");
    let gexf = file("net.gexf", b"<gexf/>");
    let json = file("net.json", b"{\"nodes\": [], \"links\": []}");
    let spaced = file("my net's.csv", b"pre,post\nA,B\nB,C\n");
    let utf16 = file("wide.csv", b"\xff\xfep\0r\0e\0,\0p\0o\0s\0t\0\n\0");
    let sheet = file("net.xlsx", b"PK\x03\x04\0\0\0\0");
    let png = file("worm.png", b"\x89PNG\r\n\x1a\n\0\0");
    let packed = file("s.worm.ron.gz", b"\x1f\x8b\x08\0\0\0");
    let odd =
        file("odd.ron", fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(TAP)).expect("there").as_slice());

    for command in ["run", "check", "open", "sweep", "responses"] {
        for (path, what) in [(&csv, "a table"), (&tabs, "a table"), (&matrix, "a table"), (&utf16, "UTF-16")]
        {
            failure(&[command, path], 1, what);
            failure(&[command, path], 1, "wriggle import");
        }
        failure(&[command, &graphml], 1, "this is GraphML, not a scene");
        failure(&[command, &gexf], 1, "this is GEXF, not a scene");
        failure(&[command, &json], 1, "this is JSON, not a scene");
        failure(&[command, &sheet], 1, "spreadsheet");
        failure(&[command, &png], 1, "a picture, not a scene");
        failure(&[command, &packed], 1, "gunzip");
    }
    // The very command, as a shell takes it.
    failure(&["run", &csv], 1, &format!("`wriggle import {csv} --out network.worm.ron`"));
    failure(&["run", &spaced], 1, r"my net'\''s.csv' --out");

    for command in ["run", "open", "sweep", "export", "responses"] {
        let out = ["--out", "x.csv"];
        let more: &[&str] = if command == "export" { &out } else { &[] };
        failure(&[&[command, TAP], more].concat(), 1, "this is a protocol, not a scene");
        failure(&[&[command, &odd], more].concat(), 1, "wriggle run SCENE --protocol");
    }
    for command in ["run", "sweep", "responses"] {
        failure(&[command, CRAWLER, "--protocol", RING], 1, "this is a scene, not a protocol");
        failure(&[command, CRAWLER, "--protocol", RING], 1, &format!("`wriggle run {RING}`"));
        failure(&[command, CRAWLER, "--protocol", &csv], 1, "this is a table, not a protocol");
    }
    failure(&["import", CRAWLER, "--out", "x.worm.ron"], 1, "this is a scene, not a network to import");
    failure(&["import", TAP, "--out", "x.worm.ron"], 1, "this is a protocol, not a network to import");
    failure(&["import", &csv, "--neurons", CRAWLER, "--out", "x.worm.ron"], 1, "this is a scene");
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join("x.worm.ron").exists());

    // A protocol under any name is a good protocol, and a scene is not one.
    assert!(output(&["check", &odd]).contains("a good protocol"));
    let misnamed = file("scene.protocol.ron", b"(format: 1, creatures: [(name: \"A\")])");
    failure(&["check", &misnamed], 1, "this is a scene, not a protocol");

    // What this program has written itself.
    let rows = folder.path().join("rows.csv");
    let sweep = folder.path().join("sweep.csv");
    output(&["run", RING, "--ticks", "3", "--spikes", text(&rows)]);
    output(&["sweep", RING, "--ticks", "3", "--out", text(&sweep)]);
    failure(&["run", text(&rows)], 1, "a table as `wriggle run` writes it");
    failure(&["run", text(&sweep)], 1, "a table as `wriggle sweep` writes it");
    failure(&["import", text(&rows), "--out", "x.worm.ron"], 1, "a table as `wriggle run` writes it");
    failure(&["run", &format!("{}.sweep", text(&sweep))], 1, "what a sweep keeps beside its table");
}

#[test]
fn faults_of_the_right_kind_stay_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.worm.ron");
    for (document, fragment) in [
        ("(format: 1, creatures: [(name: \"A\", neurns: [])])", "did you mean `neurons`"),
        ("(format: 1, stimuli: [Tuoch(at: 1.0)])", "did you mean `Touch`"),
        ("my notes, and more\nof them\n", "s.worm.ron:1:"),
        ("", "the file holds no scene"),
        ("(((", "s.worm.ron:1:"),
    ] {
        fs::write(&path, document).expect("written");
        failure(&["run", text(&path)], 1, fragment);
    }
}

#[test]
fn a_slip_in_a_subcommand_is_guessed() {
    failure(
        &["rn", CRAWLER],
        2,
        &format!("there is no subcommand `rn`; did you mean `wriggle run {CRAWLER}`?"),
    );
    failure(&["rn"], 2, "did you mean `wriggle run`?");
    failure(&["rnu", CRAWLER, "--json"], 2, &format!("`wriggle run {CRAWLER} --json`"));
    failure(&["chekc", CRAWLER, RING], 2, "`wriggle check");
    failure(&["frobnicate", CRAWLER], 2, "there are open, run, sweep");
    failure(
        &[CRAWLER, "--json"],
        2,
        &format!("options belong to a subcommand, as in `wriggle run {CRAWLER} --json`"),
    );
    failure(&["nowhere.worm.ron"], 1, "there is no such file");
    failure(&["--jsno"], 2, "--jsno");
}

#[test]
fn media_are_taken_as_scenes_write_them() {
    let hash = |medium: &str| output(&["run", CRAWLER, "--ticks", "60", "--hash", "--medium", medium]);
    assert_eq!(hash("Agar"), hash("agar"));
    assert_eq!(hash("WATER"), hash("water"));
    assert_eq!(hash("Custom(tangential: 1, normal: 10)"), hash("1:10"));
    let table = output(&[
        "sweep",
        CRAWLER,
        "--ticks",
        "2",
        "--media",
        "Agar,Custom(tangential: 1, normal: 10),Water",
        "--media",
        "2:20",
    ]);
    let media: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split(',').nth(2)).collect();
    assert_eq!(media, ["agar", "1:10", "water", "2:20"]);
    failure(&["run", CRAWLER, "--medium", "Custom(tangential: 2)"], 2, "Custom(tangential: 1, normal: 40)");
}

#[test]
fn what_is_asked_for_outside_of_the_run_is_told() {
    let said = told(&["run", CRAWLER, "--touch", "head@100+1", "--seconds", "3"]);
    assert!(
        said.contains("the touch at 100 s (head) does nothing: it begins only after the end of the run, 3 s"),
        "{said}"
    );
    assert_eq!(said.matches("note:").count(), 1);
    // Once for six worms.
    let said = told(&["run", "scenes/company.worm.ron", "--touch", "head@100+1", "--seconds", "0.1"]);
    assert_eq!(said.matches("the touch at 100 s").count(), 1, "{said}");
    let said = told(&["run", CRAWLER, "--inject", "AVA@100+1", "--ticks", "10"]);
    assert!(said.contains("the stimulus at 100 s (AVA) does nothing"), "{said}");
    let said = told(&["run", CRAWLER, "--protocol", TAP, "--ticks", "10"]);
    assert!(
        said.contains("1 of the 1 stimuli of the script begins only after the end of the run, 0.1 s"),
        "{said}"
    );
    let said = told(&["sweep", CRAWLER, "--touch", "tail@100+1", "--ticks", "10", "--seeds", "1..3"]);
    assert_eq!(said.matches("the touch at 100 s (tail) does nothing").count(), 1, "{said}");

    // Within the run, and where the script decides how long it is, there is nothing to tell.
    for quiet in [
        &["run", CRAWLER, "--touch", "head@2.99+1", "--seconds", "3"][..],
        &["run", RING, "--touch", "head@1+1"][..0],
        &["run", CRAWLER, "--touch", "head@3+0.3"],
        &["run", CRAWLER, "--ticks", "10"],
    ] {
        if !quiet.is_empty() {
            assert!(!told(quiet).contains("note:"), "{quiet:?}");
        }
    }

    // A run that goes on has the script's stimuli behind it; what is asked of it there is told.
    let folder = tempfile::tempdir().expect("a folder");
    let later = folder.path().join("later.worm.ron");
    told(&["run", CRAWLER, "--touch", "head@1+0.5", "--seconds", "2", "--save", text(&later)]);
    let said = told(&["run", text(&later), "--seconds", "1"]);
    assert!(!said.contains("note:"), "{said}");
    let said = told(&["run", text(&later), "--touch", "head@1.2+0.5", "--seconds", "1"]);
    assert!(
        said.contains("the touch at 1.2 s (head) does nothing: it is over before the run begins, at 2 s"),
        "{said}"
    );
    assert!(!told(&["run", text(&later), "--touch", "head@1.8+0.5", "--seconds", "1"]).contains("note:"));
}

#[test]
fn late_moments_are_right_to_the_tick() {
    // A million seconds and one tick: in 32 bits this would be a quarter of a second off.
    let folder = tempfile::tempdir().expect("a folder");
    let start = folder.path().join("start.worm.ron");
    let net =
        "(format: 1, creatures: [(name: \"N\", neurons: [(name: \"A\", params: (production: (0, 0), leak: 1),
        start: (conduction_left: 0, pool: (0, 0)))])], stimuli: [STIMULI], snapshot: (tick: 123456700))";
    let fired = |stimuli: &str, more: &[&str]| {
        fs::write(&start, net.replace("STIMULI", stimuli)).expect("written");
        let run = [&["run", text(&start), "--ticks", "200", "--trace", "-"], more].concat();
        let table = output(&run);
        let hit = |line: &&str| line.split(',').nth(6).is_some_and(|potential| potential != "0.0");
        table.lines().skip(1).find(hit).and_then(|line| line.split(',').next()).map(str::to_owned)
    };
    let expected = Some("123456790".to_owned());
    let inject = "Inject(creature: \"N\", neuron: \"A\", at: 1234567.89, amount: (1, 0))";
    assert_eq!(fired(inject, &[]), expected);
    let repeated = "Inject(creature: \"N\", neuron: \"A\", at: 0.01, amount: (1, 0), every: 1234567.88)";
    assert_eq!(fired(repeated, &[]), expected);
    assert_eq!(fired("", &["--inject", "A@1234567.89+1"]), expected);
    // What is saved is as short as it was written, and reads back the same.
    let saved = output(&["run", text(&start), "--ticks", "1", "--save", "-"]);
    assert!(!saved.contains("Inject"), "{saved}");
    fs::write(&start, net.replace("STIMULI", inject)).expect("written");
    let saved = output(&["run", text(&start), "--ticks", "1", "--save", "-"]);
    assert!(saved.contains("at: 1234567.89, amount: (1.0, 0.0)"), "{saved}");
    let short = inject.replace("1234567.89", "1.5").replace("(1, 0)", "(0.1, 0)");
    fs::write(&start, net.replace("STIMULI", &short)).expect("written");
    assert!(
        output(&["run", text(&start), "--ticks", "1", "--save", "-"]).contains("at: 1.5, amount: (0.1, 0.0)")
    );
}
