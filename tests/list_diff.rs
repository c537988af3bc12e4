//! `wriggle list` and `wriggle diff`.

mod common;

use common::program::{failure, output, wriggle};
use proptest::prelude::*;
use std::path::Path;
use wriggle::scene::{diff, load, parse};

const CRAWLER: &str = "scenes/crawler.worm.ron";

const NET: &str = r#"(format: 1, classes: {"in": (params: (production: (0.0, -1.0)))}, creatures: [
    (name: "Ada", body: (segments: 8), neurons: [
        (name: "A", at: (1.0, -2.5)), (name: "B", class: "in", hold: Silent),
        (name: "C", params: (production: (1.0, 0.0)), hold: At(2.5)), (name: "D", params: (production: (0.0, 0.0)))],
     synapses: [(from: "A", to: "B"), (from: "A", to: "C"), (from: "B", to: "A"), (from: "A", to: "B", weight: 2.0)],
     gaps: [(a: "A", b: "C", conductance: 0.1)],
     skin: [(neuron: "A", segments: (0, 3)), (neuron: "A", segments: (7, 7), side: Left)],
     stretch: [(neuron: "B", joints: (0, 2), side: Right)],
     muscles: [(neuron: "C", joint: 3), (neuron: "C", joint: 4, side: Left)],
     astrocytes: [(name: "H", covers: [("*", "C")]), (name: "G", covers: [("A", "B")])]),
    (name: "Net", neurons: [(name: "A")]),
])"#;

#[test]
fn the_list_of_neurons() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("n.worm.ron");
    std::fs::write(&path, NET).expect("written");
    let scene = path.to_str().expect("UTF-8");
    assert_eq!(
        output(&["list", scene]),
        "creature,neuron,class,sign,in_degree,out_degree,gaps,muscles,skin,stretch,astrocytes,hold,x,y\n\
         Ada,A,,both,1,3,1,,0-3 7.left,,G H,free,1.0,-2.5\n\
         Ada,B,in,inhibitory,2,1,0,,,0-2.right,,silent,0.0,0.0\n\
         Ada,C,,excitatory,1,0,1,3 4.left,,,,2.5,0.0,0.0\n\
         Ada,D,,none,0,0,0,,,,,free,0.0,0.0\n\
         Net,A,,both,0,0,0,,,,,free,0.0,0.0\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&output(&["list", scene, "--json", "--neurons", "Ada:C,class:in"]))
            .expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    assert_eq!(json[1]["muscles"], serde_json::json!(["3", "4.left"]));
    assert_eq!((&json[0]["sign"], &json[0]["in_degree"]), (&"inhibitory".into(), &2.into()));
    let out = folder.path().join("l.csv");
    output(&["list", scene, "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(std::fs::read_to_string(&out).expect("written"), output(&["list", scene]));
    let crawler = load(Path::new(CRAWLER)).expect("a scene").scene;
    assert_eq!(output(&["list", CRAWLER]).lines().count(), 1 + crawler.creatures[0].neurons.len());
}

fn compare(one: &str, other: &str) -> (i32, String) {
    let done = wriggle().args(["diff", one, other]).assert();
    let out = done.get_output();
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    (out.status.code().expect("a code"), String::from_utf8_lossy(&out.stdout).into_owned())
}

#[test]
fn what_differs_is_told_by_path_and_by_the_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (folder.path().join("a.worm.ron"), folder.path().join("b.worm.ron"));
    let (a, b) = (one.to_str().expect("UTF-8"), other.to_str().expect("UTF-8"));
    std::fs::write(&one, NET).expect("written");
    let turned = NET
        .replace(
            "(name: \"A\", at: (1.0, -2.5)), (name: \"B\", class: \"in\", hold: Silent),",
            "(name: \"B\", hold: Silent, class: \"in\"), // a comment\n (name: \"A\", at: (1.0, -2.5)),",
        )
        .replace("a: \"A\", b: \"C\"", "a: \"C\", b: \"A\"");
    assert_ne!(turned, NET);
    std::fs::write(&other, &turned).expect("written");
    assert_eq!(compare(a, b), (0, String::new()));
    std::fs::write(&other, turned.replace("weight: 2.0", "weight: 2.5").replace("hold: Silent, ", ""))
        .expect("written");
    assert_eq!(
        compare(a, b),
        (
            1,
            "- creatures[Ada].neurons[B].hold: Silent\n~ creatures[Ada].synapses[A->B].weight: 2.0 -> 2.5\n"
                .into()
        )
    );
    let json = wriggle().args(["diff", "--json", a, b]).assert().code(1);
    let json: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).expect("JSON");
    assert_eq!(
        json[1],
        serde_json::json!({
            "change": "changed", "path": "creatures[Ada].synapses[A->B].weight", "from": "2.0", "to": "2.5"
        })
    );
    failure(&["diff", a, "nowhere.worm.ron"], 2, "there is no such file");
    std::fs::write(&other, "(format: 1, creeatures: [])").expect("written");
    failure(&["diff", a, b], 2, "b.worm.ron:1:13");
    assert_eq!(compare(CRAWLER, CRAWLER).0, 0);
    assert_eq!(compare(CRAWLER, "scenes/arena.worm.ron").0, 1);
}

/// A path that `diff` names is one that `--set` takes.
#[test]
fn paths_are_those_of_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let changed = folder.path().join("c.worm.ron");
    let text = std::fs::read_to_string(CRAWLER).expect("the crawler");
    std::fs::write(&changed, text.replace("threshold: 4.0, conduction: 3", "threshold: 3.0, conduction: 3"))
        .expect("written");
    let (code, said) = compare(CRAWLER, changed.to_str().expect("UTF-8"));
    assert_eq!(code, 1);
    let line = said.lines().next().expect("a line").strip_prefix("~ ").expect("changed");
    let (path, values) = line.split_once(": ").expect("a path");
    let value =
        values.split_once(" -> ").expect("two values").1.trim_start_matches("Some(").trim_end_matches(')');
    let run =
        |scene: &str, more: &[&str]| output(&[&["run", scene, "--ticks", "200", "--hash"], more].concat());
    let set = format!("{path}={value}");
    assert_eq!(run(changed.to_str().expect("UTF-8"), &[]), run(CRAWLER, &["--set", &set]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scene_is_equal_to_itself_turned_round_and_no_other_is(
        scene in common::scenes::scene(), other in common::scenes::scene()
    ) {
        let mut turned = scene.clone();
        turned.creatures.reverse();
        turned.stimuli.reverse();
        for creature in &mut turned.creatures {
            creature.neurons.reverse();
            creature.synapses.reverse();
            creature.muscles.reverse();
        }
        prop_assert_eq!(diff(&scene, &turned), vec![]);
        if wriggle::scene::to_text(&scene, "") != wriggle::scene::to_text(&other, "") {
            let there = diff(&scene, &other);
            prop_assert!(!there.is_empty() || parse(&wriggle::scene::to_text(&other, ""), "").is_ok());
            prop_assert_eq!(there.len(), diff(&other, &scene).len());
        }
    }
}
