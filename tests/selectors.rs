//! Options that change a scene, and neurons as they are chosen on the command line.

mod common;

use common::program::{failure, output};
use std::path::Path;
use wriggle::scene;

const CRAWLER: &str = "scenes/crawler.worm.ron";
const COMPANY: &str = "scenes/company.worm.ron";
const RING: &str = "scenes/ring.worm.ron";

/// Two worms far apart, each with a touch neuron that moves nothing but tells, and a net.
fn pair(folder: &Path) -> String {
    let worm = |name: &str, y: f32| {
        format!(
            r#"(name: "{name}", at: (0.0, {y:?}), body: (segments: 8, length: 8.0), neurons: [
                (name: "ALM", class: "touch"), (name: "PLM", class: "touch"), (name: "FL0"), (name: "FL1"), (name: "FL10")],
                synapses: [(from: "ALM", to: "FL0"), (from: "PLM", to: "FL1")],
                skin: [(neuron: "ALM", segments: (0, 1), gain: 3.0), (neuron: "PLM", segments: (6, 7), gain: 3.0)],
                muscles: [(neuron: "FL0", joint: 1, side: Left), (neuron: "FL1", joint: 2, side: Right)])"#
        )
    };
    let text = format!(
        r#"(format: 1, classes: {{"touch": (params: (threshold: 4.0, conduction: 2), start: (conduction_left: 0, pool: (12.0, 0.0)))}},
        creatures: [{}, {}, (name: "Net", neurons: [(name: "ALM"), (name: "X", start: (conduction_left: 0))])])"#,
        worm("Ada", 0.0),
        worm("Bob", 40.0)
    );
    let path = folder.join("pair.worm.ron");
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

/// The neurons of which a run's trace holds rows.
fn traced(scene: &str, more: &[&str]) -> Vec<String> {
    let table = output(&[&["run", scene, "--ticks", "1", "--trace", "-"], more].concat());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.records().map(|row| row.expect("a row")).map(|row| format!("{}:{}", &row[1], &row[2])).collect()
}

fn hash(scene: &str, more: &[&str]) -> String {
    output(&[&["run", scene, "--hash"], more].concat())
}

#[test]
fn neurons_are_chosen_in_the_same_way_by_every_option() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = &pair(folder.path());
    for (words, chosen) in [
        ("ALM", "Ada:ALM Bob:ALM Net:ALM"),
        ("Ada:ALM", "Ada:ALM"),
        ("Ada:FL?", "Ada:FL0 Ada:FL1"),
        ("Bob:FL*", "Bob:FL0 Bob:FL1 Bob:FL10"),
        ("class:touch", "Ada:ALM Ada:PLM Bob:ALM Bob:PLM"),
        ("Bob:class:to*", "Bob:ALM Bob:PLM"),
        ("?et:*", "Net:ALM Net:X"),
        ("Net:X,Ada:ALM,ALM", "Ada:ALM Bob:ALM Net:ALM Net:X"),
    ] {
        assert_eq!(traced(scene, &["--neurons", words]).join(" "), chosen, "--neurons {words}");
        let all = traced(scene, &[]);
        let left: Vec<&String> = all.iter().filter(|name| !chosen.split(' ').any(|c| c == *name)).collect();
        let ablated = traced(scene, &["--ablate", words]);
        assert_eq!(ablated.iter().collect::<Vec<_>>(), left, "--ablate {words}");
    }
    for (words, said) in [
        ("ALN", "there is no neuron \"ALN\"; did you mean \"ALM\"?"),
        ("Adda:ALM", "there is no creature \"Adda\"; did you mean \"Ada\"?"),
        ("Net:FL0", "there is no neuron \"FL0\" in \"Net\""),
        ("class:tuoch", "no neuron of a class \"tuoch\"; did you mean \"touch\"?"),
        ("Q*", "there is no neuron like \"Q*\""),
    ] {
        for option in ["--ablate", "--neurons"] {
            let more = if option == "--neurons" { &["--trace", "-"][..] } else { &[] };
            failure(
                &[&["run", scene, "--ticks", "1", option, words], more].concat(),
                2,
                &format!("{option}: "),
            );
            failure(&[&["run", scene, "--ticks", "1", option, words], more].concat(), 2, said);
        }
        failure(&["run", scene, "--ticks", "1", "--inject", &format!("{words}@1+1")], 2, said);
        failure(&["run", scene, "--ticks", "1", "--silence", &format!("{words}@1+1")], 2, said);
        failure(&["run", scene, "--ticks", "1", "--clamp", &format!("{words}=1@1+1")], 2, said);
        failure(&["sweep", scene, "--ticks", "1", "--ablate", words], 2, said);
        failure(&["list", scene, "--neurons", words], 2, said);
        failure(&["screen", scene, "--ticks", "1", "--neurons", words], 2, said);
    }
}

/// The ticks and neurons of all releases of a run.
fn spikes(scene: &str, more: &[&str]) -> Vec<(u64, String)> {
    let table = output(&[&["run", scene, "--spikes", "-"], more].concat());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let row = |row: csv::StringRecord| (row[0].parse().expect("a tick"), format!("{}:{}", &row[1], &row[2]));
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn a_touch_can_be_of_one_creature_and_be_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = &pair(folder.path());
    let felt = |touch: &str| -> Vec<String> {
        let mut names: Vec<String> = spikes(scene, &["--ticks", "600", "--touch", touch])
            .into_iter()
            .filter(|(_, name)| name.ends_with("LM") && !name.starts_with("Net"))
            .map(|(_, name)| name)
            .collect();
        names.sort();
        names.dedup();
        names
    };
    assert_eq!(felt("head@1+0.3"), ["Ada:ALM", "Bob:ALM"]);
    assert_eq!(felt("Ada:head@1+0.3"), ["Ada:ALM"]);
    assert_eq!(felt("B?b:7@1+0.3"), ["Bob:PLM"]);
    let bursts = |touch: &str| -> Vec<u64> {
        let all = spikes(scene, &["--ticks", "900", "--touch", touch]);
        let mut begins: Vec<u64> = Vec::new();
        for (tick, _) in all.iter().filter(|(_, name)| name == "Ada:ALM") {
            if begins.last().is_none_or(|last| tick / 100 != last / 100) {
                begins.push(*tick);
            }
        }
        begins.iter().map(|tick| tick / 100).collect()
    };
    assert_eq!(bursts("Ada:head@1+0.2/2x3"), [1, 3, 5]);
    assert_eq!(bursts("Ada:head@1+0.2"), [1]);
    failure(&["run", scene, "--touch", "Net:head@1+1"], 2, "\"Net\" has no body");
    failure(&["run", scene, "--touch", "Adda:head@1+1"], 2, "did you mean \"Ada\"?");
    failure(&["run", scene, "--touch", "Ada:8@1+1"], 2, "segments 0 to 7");
    failure(&["run", scene, "--touch", "head@1+1/0"], 2, "EVERY");
}

#[test]
fn what_is_done_to_neurons_is_what_a_scene_can_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.protocol.ron");
    let protocol = path.to_str().expect("UTF-8");
    for (option, value, stimulus) in [
        ("--inject", "AVA@2+12", "Inject(neuron: \"AVA\", at: 2.0, amount: (12.0, 0.0))"),
        (
            "--inject",
            "AVA@2+-3.5/1x4",
            "Inject(neuron: \"AVA\", at: 2.0, amount: (0.0, -3.5), every: 1.0, times: 4)",
        ),
        ("--inject", "AVA=-0.5@2+3", "Inject(neuron: \"AVA\", at: 2.0, amount: (0.0, -0.5), seconds: 3.0)"),
        (
            "--noise",
            "AVA=2.5@1+3/4x2",
            "Noise(neuron: \"AVA\", amount: 2.5, at: 1.0, seconds: 3.0, every: 4.0, times: 2)",
        ),
        ("--silence", "SLOW1@1+3", "Silence(neuron: \"SLOW1\", at: 1.0, seconds: 3.0)"),
        (
            "--clamp",
            "AVA=8@1+0.5/2",
            "Clamp(neuron: \"AVA\", potential: 8.0, at: 1.0, seconds: 0.5, every: 2.0)",
        ),
    ] {
        std::fs::write(&path, format!("(format: 1, stimuli: [{stimulus}])")).expect("written");
        let by_option = hash(CRAWLER, &["--ticks", "600", option, value]);
        assert_eq!(by_option, hash(CRAWLER, &["--ticks", "600", "--protocol", protocol]), "{value}");
        assert_ne!(by_option, hash(CRAWLER, &["--ticks", "600"]), "{value} does something");
    }
    let silent = spikes(RING, &["--ticks", "600", "--silence", "*@2+1.5"]);
    assert!(silent.iter().any(|(tick, _)| *tick <= 200) && !silent.iter().any(|(tick, _)| *tick > 200));
    for bad in ["AVA", "AVA@1", "AVA@1+x", "@1+1", "AVA@1+1/5x0"] {
        failure(&["run", CRAWLER, "--inject", bad], 2, "--inject");
    }
    failure(&["run", CRAWLER, "--silence", "AVA@1+0"], 2, "FOR is a number from 0.01");
    failure(&["run", CRAWLER, "--clamp", "AVA@1+1"], 2, "NEURON=V@AT+FOR");
    failure(&["run", CRAWLER, "--clamp", "AVA=2e6@1+1"], 2, "V is a number");
    failure(&["run", CRAWLER, "--inject", "AVA=1@1+0"], 2, "FOR is a number from 0.01");
    failure(&["run", CRAWLER, "--noise", "AVA=-1@1+1"], 2, "AMOUNT is a number from 0 to 1000000");
    failure(&["run", CRAWLER, "--noise", "AVA@1+1"], 2, "NEURON=AMOUNT@AT+FOR");
    failure(&["run", CRAWLER, "--noise", "AVO=1@1+1"], 2, "did you mean");
}

#[test]
fn a_run_sets_paths_as_a_sweep_does() {
    let set = "classes.touch.threshold=2";
    let more = ["--ticks", "300", "--touch", "head@1+0.5"];
    let alone = hash(CRAWLER, &[&["--set", set], &more[..]].concat());
    let swept = output(&[&["sweep", CRAWLER, "--set", set], &more[..]].concat());
    assert!(swept.trim_end().ends_with(alone.trim()));
    // Places are looked up on the body that there is then.
    let short = &["--set", "creatures=[(name: \"W\", body: (segments: 8))]", "--touch", "tail@0.1+1"];
    let body = output(&[&["run", CRAWLER, "--ticks", "20", "--body", "-"], &short[..]].concat());
    let felt: Vec<&str> =
        body.lines().filter(|line| line.starts_with("20,") && !line.ends_with("0.0,0.0")).collect();
    assert!(
        body.lines().count() == 1 + 8 * 20 && felt.iter().all(|line| line.starts_with("20,W,7")),
        "{felt:?}"
    );
    for (set, said) in [
        ("classes.touch.treshold=2", "did you mean `threshold`"),
        ("classes.touch.threshold=1,2", "several are for `wriggle sweep`"),
        ("classes.touch.threshold=1..5:3", "several are for `wriggle sweep`"),
        ("classes.touch.leak=2", "`leak` must be from 0 to 1"),
        ("classes.touch.leak", "PATH=VALUE"),
    ] {
        failure(&["run", CRAWLER, "--ticks", "1", "--set", set], 2, said);
        failure(&["responses", CRAWLER, "--set", set, "--touch", "head@1+1"], 2, said);
    }
}

#[test]
fn responses_take_the_options_that_change_a_scene() {
    let of =
        |more: &[&str]| output(&[&["responses", CRAWLER, "--touch", "Worm:head@5+0.3/12x2"], more].concat());
    let plain = of(&[]);
    assert_eq!(plain.lines().count(), 3, "{plain}");
    let numb = of(&["--silence", "class:touch@0+100"]);
    assert_ne!(plain, numb);
    assert!(
        numb.lines().skip(1).all(|line| line
            .split(',')
            .nth(3)
            .expect("a length")
            .parse::<f32>()
            .expect("a number")
            < 0.1)
    );
    assert_ne!(plain, of(&["--medium", "water"]));
    assert_ne!(plain, of(&["--set", "creatures[0].body.stiffness=0.5"]));
}

#[test]
fn a_sweep_has_a_row_for_each_creature() {
    let table = output(&["sweep", COMPANY, "--ticks", "150", "--set", "arena.medium=Agar,Water"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let creatures = scene::load(Path::new(COMPANY)).expect("a scene").scene.creatures;
    let mut names: Vec<&str> = creatures.iter().map(|creature| creature.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(rows.len(), 2 * names.len());
    let json: serde_json::Value =
        serde_json::from_str(&output(&["run", COMPANY, "--ticks", "150", "--json"])).expect("JSON");
    for (run, rows) in rows.chunks(names.len()).enumerate() {
        assert_eq!(rows.iter().map(|row| &row[at("creature")]).collect::<Vec<_>>(), names);
        assert!(
            rows.iter().all(|row| row[0] == (run + 1).to_string() && row[at("hash")] == rows[0][at("hash")])
        );
    }
    let told = json["creatures"].as_array().expect("creatures");
    for row in &rows[..names.len()] {
        let own = told.iter().find(|creature| creature["name"] == row[at("creature")]).expect("the same");
        for measure in ["speed", "distance", "amplitude"] {
            let (a, b) =
                (row[at(measure)].parse::<f32>().expect("a number"), own[measure].as_f64().expect("one"));
            assert_eq!(a, b as f32, "{measure} of {}", &row[at("creature")]);
        }
        assert_eq!(row[at("spikes")], own["spikes"].to_string());
    }
    assert_ne!(rows[0][at("speed")], rows[1][at("speed")], "each has its own");
}

#[test]
fn a_sweep_of_several_creatures_goes_on_wherever_it_was_stopped_and_refuses_old_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.csv");
    let out = path.to_str().expect("UTF-8");
    let scene = &pair(folder.path());
    let arguments =
        ["sweep", scene, "--ticks", "60", "--set", "creatures[Ada].heading=0,30,60", "--out", out];
    output(&arguments);
    let whole = std::fs::read_to_string(&path).expect("a table");
    assert_eq!(whole.lines().count(), 1 + 3 * 3);
    let ends: Vec<usize> = whole.match_indices('\n').map(|(at, _)| at + 1).collect();
    for cut in ends.iter().flat_map(|end| [*end, end.saturating_sub(7)]) {
        std::fs::write(&path, &whole[..cut]).expect("written");
        output(&arguments);
        assert_eq!(std::fs::read_to_string(&path).expect("a table"), whole, "cut at {cut}");
    }
    let old: String = whole
        .lines()
        .filter(|line| !line.contains(",Bob,") && !line.contains(",Net,"))
        .map(|line| line.replace(",creature,", ",").replace(",Ada,", ",") + "\n")
        .collect();
    std::fs::write(&path, &old).expect("written");
    failure(&arguments, 1, "its columns are not the same: it has no `creature`");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), old, "it was left alone");
}
