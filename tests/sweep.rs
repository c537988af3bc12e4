//! Sweeps and protocols, as a person or a script uses them.

mod common;

use common::program::{self, output, wriggle};
use std::path::{Path, PathBuf};

const CRAWLER: &str = "scenes/crawler.worm.ron";
const RING: &str = "scenes/ring.worm.ron";
const TAP: &str = "scenes/protocols/tap.protocol.ron";

/// A call that must fail, and before anything is begun.
fn failure(arguments: &[&str], code: i32, fragment: &str) {
    let printed = program::failure(arguments, code, fragment);
    assert!(printed.is_empty(), "{arguments:?}: nothing is begun");
}

const SMALL: [&str; 12] = [
    "sweep",
    CRAWLER,
    "--set",
    "classes.touch.threshold=2..6:2",
    "--set",
    "creatures[Worm].body.stiffness=0.5,1",
    "--ablate",
    "none",
    "--ablate",
    "AVA,PVC",
    "--ticks",
    "150",
];

fn text(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_sweep_is_one_tidy_table_whatever_the_number_of_threads() {
    let more = ["--touch", "head@0.5+0.5", "--seeds", "1..2", "--media", "agar,1:10"];
    let table = output(&[&SMALL[..], &more, &["--jobs", "1"]].concat());
    assert_eq!(table, output(&[&SMALL[..], &more, &["--jobs", "2"]].concat()));

    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(
        header.join(" "),
        "run classes.touch.threshold creatures[Worm].body.stiffness seed medium ablated ticks creature from to distance path straightness speed frequency wavelength stride cycles backward_frequency backward_wavelength backward_stride backward_cycles amplitude reversals reversal_length contraction spikes touches touches_answered touch_reversal touch_latency touch_duration touch_speed_before touch_speed_after hash"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2 * 2 * 2 * 2 * 2);
    assert!(rows.iter().enumerate().all(|(i, row)| row[0] == (i + 1).to_string()));
    assert_eq!(
        rows[0].iter().skip(1).take(9).collect::<Vec<_>>(),
        ["2", "0.5", "1", "agar", "none", "150", "Worm", "0", "1.5"]
    );
    assert_eq!(
        rows[31].iter().skip(1).take(9).collect::<Vec<_>>(),
        ["6", "1", "2", "1:10", "AVA+PVC", "150", "Worm", "0", "1.5"]
    );
    assert!(rows.iter().all(|row| row[34].len() == 16 && row[10].parse::<f32>().is_ok()));
    assert_ne!(rows[0][34], rows[8][34], "the stiffness matters");

    // A row is what `run` gives for the same scene.
    let alone =
        output(&["run", CRAWLER, "--ticks", "150", "--touch", "head@0.5+0.5", "--seed", "1", "--hash"]);
    let in_sweep = output(&[
        "sweep",
        CRAWLER,
        "--set",
        "classes.touch.threshold=4",
        "--ticks",
        "150",
        "--touch",
        "head@0.5+0.5",
        "--seeds",
        "1",
    ]);
    assert!(in_sweep.trim_end().ends_with(alone.trim()), "{in_sweep} {alone}");
}

#[test]
fn a_sweep_that_was_killed_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = text(&folder.path().join("t.csv"));
    let arguments = [&SMALL[..], &["--out", &path]].concat();
    assert_eq!(output(&arguments), "");
    let whole = std::fs::read(&path).expect("a table");
    assert_eq!(String::from_utf8_lossy(&whole).lines().count(), 9);
    for cut in [0, 5, whole.len() / 3, whole.len() * 2 / 3, whole.len() - 1, whole.len()] {
        std::fs::write(&path, &whole[..cut]).expect("written");
        output(&arguments);
        assert!(std::fs::read(&path).expect("a table") == whole, "cut at {cut}");
    }

    let mut other = arguments.clone();
    other[3] = "classes.touch.threshold=2..7:2";
    failure(&other, 1, "it belongs to another sweep: in line 6, classes.touch.threshold is 6, not 7");
    failure(&[&arguments[..], &["--touch", "head@0.1+1"]].concat(), 1, "comes out otherwise now");
    failure(
        &[&arguments[..10], &["--ticks", "150", "--seeds", "1", "--out", &path]].concat(),
        1,
        "another sweep",
    );
    assert!(std::fs::read(&path).expect("a table") == whole, "nothing was written over");
    output(&[&other[..], &["--force"]].concat());
    assert!(std::fs::read(&path).expect("a table") != whole);
}

/// What has changed since a sweep was begun is told, and no row of another kind is added.
#[test]
fn a_sweep_goes_on_only_with_what_it_was_begun_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let [table, scene, protocol, beside] =
        ["t.csv", "s.worm.ron", "p.protocol.ron", "t.csv.sweep"].map(|name| text(&folder.path().join(name)));
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(project.join(CRAWLER), &scene).expect("copied");
    std::fs::copy(project.join(TAP), &protocol).expect("copied");
    let sweep = |more: &[&'static str]| {
        let begin =
            ["sweep", &scene, "--protocol", &protocol, "--seeds", "1..3", "--ticks", "20", "--out", &table];
        [&begin.map(str::to_owned)[..], &more.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()]
            .concat()
    };
    let run = |arguments: &[String]| output(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let refused = |more: &[&'static str], fragment: &str| {
        let before = [&table, &beside].map(|path| std::fs::read(path).expect("there"));
        let arguments = sweep(more);
        failure(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), 1, fragment);
        assert!([&table, &beside].map(|path| std::fs::read(path).expect("there")) == before);
    };
    run(&sweep(&[]));
    let whole = std::fs::read(&table).expect("a table");
    assert!(whole.starts_with(b"run,seed"), "the table is plain CSV");
    // Cut in the middle of the last row.
    let cut = || std::fs::write(&table, &whole[..whole.len() - 9]).expect("written");
    let goes_on = |more: &[&'static str]| {
        cut();
        run(&sweep(more));
        assert!(std::fs::read(&table).expect("a table") == whole);
    };
    goes_on(&[]);
    goes_on(&["--jobs", "1"]);

    // Comments, spaces and titles mean nothing; what they stand beside does.
    let [old_scene, old_protocol, old_beside] =
        [&scene, &protocol, &beside].map(|path| std::fs::read_to_string(path).expect("text"));
    std::fs::write(
        &scene,
        format!("// another word\n{}", old_scene.replace("name: \"Crawler\"", "name: \"C\"")),
    )
    .expect("written");
    std::fs::write(&protocol, format!("{old_protocol}\n// the end")).expect("written");
    goes_on(&[]);

    cut();
    // Nobody is touched within 20 ticks: no row that is there would show it.
    std::fs::write(&protocol, old_protocol.replace("at: 10.0", "at: 11.0")).expect("written");
    refused(&[], "the protocol: ");
    refused(&[], "call the sweep as it was then");
    std::fs::write(&protocol, &old_protocol).expect("written");
    let other = old_scene.replacen("threshold: ", "threshold: 1", 1);
    assert_ne!(other, old_scene);
    std::fs::write(&scene, other).expect("written");
    refused(&[], "s.worm.ron has changed");
    std::fs::write(&scene, &old_scene).expect("written");
    refused(&["--touch", "head@50+1"], "--touch: it was not given, now it is head@50+1");
    refused(&["--inject", "AVA@50+1"], "--inject: it was not given");

    std::fs::write(&beside, old_beside.replace(env!("CARGO_PKG_VERSION"), "0.0.1")).expect("written");
    refused(&[], "the program: it was version 0.0.1");
    std::fs::write(&beside, "my notes").expect("written");
    refused(&[], "t.csv.sweep is in the way");
    refused(&["--force"], "t.csv.sweep is in the way");
    std::fs::remove_file(&beside).expect("removed");
    std::fs::create_dir(&beside).expect("made");
    failure(&sweep(&[]).iter().map(String::as_str).collect::<Vec<_>>(), 1, "t.csv.sweep");
    std::fs::remove_dir(&beside).expect("removed");
    failure(&sweep(&[]).iter().map(String::as_str).collect::<Vec<_>>(), 1, "there is no ");
    std::fs::write(&beside, &old_beside).expect("written");
    goes_on(&[]);

    // More of the same runs are no other sweep.
    let more = sweep(&[]).iter().map(|word| word.replace("1..3", "1..5")).collect::<Vec<_>>();
    run(&more);
    let longer = std::fs::read(&table).expect("a table");
    assert!(longer.starts_with(&whole) && longer.len() > whole.len());
    run(&more);
    assert!(std::fs::read(&table).expect("a table") == longer);

    // Begun anew it is what it is now.
    run(&sweep(&["--touch", "head@0.1+1", "--force"]));
    run(&sweep(&["--touch", "head@0.1+1"]));
    refused(&[], "--touch: it was head@0.1+1, now it is not given");
}

/// Killed at any moment, also while the file beside the table is written, and called again in the same way.
#[test]
fn a_sweep_that_is_killed_over_and_over_comes_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = output(&[&SMALL[..], &["--jobs", "1"]].concat());
    let path = text(&folder.path().join("t.csv"));
    let arguments = [&SMALL[..], &["--jobs", "1", "--out", &path]].concat();
    for patience in 1..30 {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_wriggle"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(&arguments)
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(std::time::Duration::from_millis(patience * 3));
        let _ = child.kill();
        let _ = child.wait();
    }
    output(&arguments);
    assert!(std::fs::read_to_string(&path).expect("a table") == expected);
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("one").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["t.csv", "t.csv.sweep"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_is_only_written_to() {
    let table = output(&[&SMALL[..], &["--out", "/dev/stdout"]].concat());
    assert_eq!(table, output(&SMALL));
    let done = wriggle().args(SMALL).args(["--out", "/dev/full"]).assert().code(1);
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("/dev/full"));
}

#[test]
fn a_sample_is_drawn_from_a_seed() {
    let arguments = |seed| {
        vec![
            "sweep",
            RING,
            "--set",
            "creatures[0].neurons[*].leak=0..0.5",
            "--set",
            "creatures[0].neurons[*].conduction=1..9",
            "--sample",
            "12",
            "--sample-seed",
            seed,
            "--ticks",
            "20",
        ]
    };
    let table = output(&arguments("3"));
    assert_eq!(table, output(&arguments("3")));
    assert_ne!(table, output(&arguments("4")));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 12);
    for row in rows {
        assert!((0.0..=0.5).contains(&row[1].parse::<f64>().expect("a number")));
        assert!((1..=9).contains(&row[2].parse::<u32>().expect("a whole number: ticks are counted")));
    }
}

#[test]
fn broken_sweeps_say_what_is_wrong_and_begin_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = text(&folder.path().join("notes.csv"));
    std::fs::write(&path, "my notes\n").expect("written");
    for (set, fragment) in [
        ("classes.touch.treshold=1", "did you mean `threshold`"),
        ("classes.tuoch.threshold=1", "did you mean `touch`"),
        ("creatures[Wurm].at=(0, 0)", "did you mean `Worm`"),
        ("classes.touch.threshold=2..8", "say how many values"),
        ("classes.touch.threshold=8..2:3", "does not begin below its end"),
        ("classes.touch.threshold=2..8:1", "from 2 to"),
        ("classes.touch.threshold=a..b:3", "not a number"),
        ("classes.touch.threshold=1,,2", "empty value"),
        ("classes.touch.threshold=(1", "not a value"),
        ("classes.touch.threshold", "PATH=VALUES"),
        ("=1", "path is empty"),
        ("classes.touch.leak=0.5,2", "run 2 with classes.touch.leak=2: `leak` must be from 0 to 1"),
        ("classes.touch.conduction=1..2:3", "a whole number"),
        ("arena.medium=Watr", "did you mean `Water`"),
        ("seed=1", "--seeds"),
        ("creatures[0].body.segments=8", "off the body"),
    ] {
        failure(&["sweep", CRAWLER, "--ticks", "1", "--set", set], 2, fragment);
    }
    for (more, code, fragment) in [
        (&["--seeds", "5..1"][..], 2, "do not begin before"),
        (&["--seeds", "x"], 2, "whole numbers"),
        (&["--seeds", "0..18446744073709551615"], 2, "more than"),
        (&["--media", "agar,oil"], 2, "a medium is agar"),
        (&["--ablate", "AVX"], 2, "there is no neuron \"AVX\""),
        (&["--touch", "99@1+1"], 2, "segments 0 to 15"),
        (&["--jobs", "0"], 2, "0"),
        (&["--sample", "0"], 2, "0"),
        (&["--force"], 2, "--out"),
        (&["--sample-seed", "1"], 2, "--sample"),
        (&["--out", &path], 1, "another sweep"),
        (&["--out", "no/such/folder/t.csv"], 1, "no/such/folder/t.csv"),
        (&["--out", "scenes"], 1, "scenes"),
        (&["--protocol", "nowhere.ron"], 1, "there is no such file"),
        (&["--set", "classes.touch.leak=0..1:2000", "--set", "classes.clock.leak=0..1:2000"], 2, "more than"),
        (&["--set", "classes.touch.leak=0", "--set", "classes.touch.leak=1"], 2, "the same part"),
    ] {
        failure(&[&["sweep", CRAWLER, "--ticks", "1"], more].concat(), code, fragment);
    }
    failure(&["sweep", "nowhere.worm.ron"], 1, "there is no such file");
    failure(&["sweep"], 2, "SCENE");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "my notes\n");
}

#[test]
fn all_shipped_protocols_are_good_and_change_the_run_of_their_scene() {
    let mut protocols: Vec<PathBuf> =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/protocols"))
            .expect("protocols")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
    protocols.sort();
    assert!(protocols.len() >= 2);
    let folder = tempfile::tempdir().expect("a folder");
    let empty = text(&folder.path().join("empty.protocol.ron"));
    std::fs::write(&empty, "(format: 1, stimuli: [])").expect("written");
    let hash = |more: &[&str]| output(&[&["run", CRAWLER, "--ticks", "1100", "--hash"], more].concat());
    let plain = hash(&[]);
    for path in &protocols {
        // Those that name an odour are for a worm that smells.
        let smells = std::fs::read_to_string(path).expect("a protocol").contains("ODOUR");
        let scene = if smells { "scenes/conditioning.worm.ron" } else { CRAWLER };
        let hash = |more: &[&str]| output(&[&["run", scene, "--ticks", "1200", "--hash"], more].concat());
        let own = hash(&["--protocol", &text(path)]);
        assert_ne!(own, hash(&["--protocol", &empty]), "{}", path.display());
    }
    assert_eq!(hash(&["--protocol", TAP]), hash(&["--touch", "head@10+0.2"]), "the first tap of all");
    let other = protocols.iter().find(|path| text(path).contains("head-then-tail")).expect("another one");
    let both = hash(&["--protocol", TAP, "--protocol", &text(other)]);
    assert_ne!(both, hash(&["--protocol", TAP]));

    let table =
        output(&["sweep", CRAWLER, "--protocol", TAP, "--set", "stimuli[0].force=0,1", "--ticks", "1100"]);
    assert!(table.contains(&plain.trim().to_owned()), "a tap without force is none: {table}");
    assert!(table.contains(&hash(&["--protocol", TAP]).trim().to_owned()), "{table}");
}

#[test]
fn the_protocol_takes_the_place_of_the_script_and_decides_the_length() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = text(&folder.path().join("kick.protocol.ron"));
    std::fs::write(&path, "(format: 1, stimuli: [Inject(neuron: \"N1\", at: 2.0, amount: (20.0, 0.0))])")
        .expect("written");
    let json = output(&["run", RING, "--protocol", &path, "--json"]);
    assert!(json.contains("\"ticks\": 701"), "{json}");
}

#[test]
fn broken_protocols_are_told_with_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = text(&folder.path().join("p.protocol.ron"));
    for (protocol, scene, fragment) in [
        ("(format: 1, stimuli: [Tuoch(at: 1.0)])", CRAWLER, "p.protocol.ron:1:23"),
        ("(format: 1, stimuli: [Touch(place: Head)])", CRAWLER, "the field `at` is missing"),
        ("(format: 1,\n stimuli: [Touch(at: 1.0)])", CRAWLER, "p.protocol.ron:2:12"),
        (
            "(format: 1,\n stimuli: [Touch(place: Head, at: 1.0)])",
            RING,
            "no creature of this scene has a body",
        ),
        ("(format: 1, stimuli: [Touch(segments: (14, 16), at: 1.0)])", CRAWLER, "16 is off the body"),
        ("(format: 1, stimuli: [Inject(neuron: \"AVX\", at: 1.0, amount: (1, 0))])", CRAWLER, "did you mean"),
        ("(format: 9)", CRAWLER, "newer than this program"),
        ("", CRAWLER, "the file holds no protocol"),
        ("(((((", CRAWLER, "p.protocol.ron:1:"),
    ] {
        std::fs::write(&path, protocol).expect("written");
        failure(&["run", scene, "--protocol", &path, "--ticks", "1"], 1, fragment);
        failure(&["sweep", scene, "--protocol", &path, "--ticks", "1"], 1, fragment);
    }
    std::fs::write(&path, [0xff, 0xfe]).expect("written");
    failure(&["run", CRAWLER, "--protocol", &path], 1, "UTF-8");
}

#[test]
fn a_text_in_quotes_may_hold_two_dots() {
    let table = output(&["sweep", RING, "--set", "name=\"a..b\"", "--ticks", "10"]);
    assert!(table.lines().nth(1).is_some_and(|row| row.contains("a..b")), "{table}");
}

#[test]
fn where_the_table_would_be_stays_empty_if_what_is_beside_it_is_in_the_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("t.csv");
    std::fs::write(folder.path().join("t.csv.sweep"), "my own notes").expect("written");
    failure(&["sweep", RING, "--ticks", "10", "--out", &text(&table)], 1, "is in the way");
    assert!(!table.exists());
}

#[test]
fn a_rule_and_an_astrocyte_are_varied_by_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = r#"(format: 1, plasticity: {"hebb": ()},
        classes: {"cell": (params: (threshold: 3.0, production: (1.0, 0.0)), start: (pool: (12.0, 0.0)))},
        creatures: [(name: "N", neurons: [(name: "A", class: "cell"),
            (name: "B", class: "cell", start: (conduction_left: 0))],
        synapses: [(from: "A", to: "B", weight: 0.5, plasticity: "hebb"), (from: "B", to: "A")],
        astrocytes: [(name: "G", covers: [("A", "B")], threshold: 0.5)])])"#;
    let path = text(&folder.path().join("s.worm.ron"));
    std::fs::write(&path, scene).expect("written");
    let sweep = |set: &str| -> Vec<String> {
        let table = output(&["sweep", &path, "--ticks", "600", "--set", set]);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader
            .records()
            .map(|row| row.expect("a row").iter().next_back().expect("a hash").to_owned())
            .collect()
    };
    for set in ["plasticity.hebb.pre_then_post=0.001,0.002", "creatures[N].astrocytes[G].uptake=0.1,0.5"] {
        let hashes = sweep(set);
        assert!(hashes.len() == 2 && hashes[0] != hashes[1], "{set}: {hashes:?}");
    }
}
