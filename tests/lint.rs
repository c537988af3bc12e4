//! `wriggle check --lint`: what a scene may say, but hardly can have meant.

mod common;

use common::program::wriggle;
use std::path::Path;

/// What a check of a scene's text says, and its exit code.
fn check(text: &str, more: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("s.worm.ron"), text).expect("written");
    let done = wriggle().current_dir(folder.path()).args([&["check", "s.worm.ron"], more].concat()).assert();
    let out = done.get_output();
    let words = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(!words.contains("panicked"), "{words}");
    (out.status.code().expect("a code"), words)
}

fn lint(text: &str) -> String {
    let (code, words) = check(text, &["--lint"]);
    assert_eq!(code, 0, "{words}");
    words
}

fn worm(name: &str, at: (f32, f32)) -> String {
    format!("(name: \"{name}\", at: {at:?}, body: (segments: 8, length: 8.0)),\n")
}

fn scene(creatures: &str) -> String {
    format!("(format: 1, creatures: [\n{creatures}])")
}

#[test]
fn bodies_that_lie_in_one_another_are_told_by_every_check() {
    let apart = scene(&(worm("Ada", (0.0, 0.0)) + &worm("Bob", (0.0, 1.2)) + &worm("Cy", (9.0, 0.0))));
    assert_eq!(check(&apart, &[]), (0, String::new()));
    let crossed = scene(&(worm("Ada", (0.0, 0.0)) + &worm("Bob", (-1.0, 0.3)) + &worm("Cy", (30.0, 0.0))));
    let (code, words) = check(&crossed, &[]);
    assert_eq!(code, 0, "a warning is no fault");
    assert!(words.contains("s.worm.ron:3:19: warning: 2 bodies lie in one another"), "{words}");
    assert!(words.contains("\"Ada\", \"Bob\"") && !words.contains("Cy"), "{words}");
    assert_eq!(check(&crossed, &["--strict"]).0, 1);
    let many: String = (0..100).map(|number| worm(&format!("W{number}"), (0.0, 0.0))).collect();
    let (_, words) = check(&scene(&many), &[]);
    assert_eq!(words.matches("warning:").count(), 1, "one heap is told once: {words}");
    assert!(words.contains("100 bodies lie in one another") && words.contains("95 more"), "{words}");
}

#[test]
fn what_learning_and_astrocytes_can_hardly_mean_is_told() {
    let with = |modulator: &str, bounds: &str, covers: &str| {
        format!(
            r#"(format: 1, modulators: {{ "dopamine": () }}, creatures: [(name: "N", neurons: [
                (name: "A", params: ({modulator})),
                (name: "B", params: (threshold: 3.0, homeostasis: (bounds: {bounds})))],
                synapses: [(from: "A", to: "B"), (from: "B", to: "A")],
                astrocytes: [(name: "G", covers: [("A", "B"), {covers}])])])"#
        )
    };
    let good = with(r#"modulator: "dopamine""#, "(-2.0, 9.0)", r#"("B", "*")"#);
    assert_eq!(lint(&good), "");
    let words = lint(&with("", "(-3.0, 9.0)", r#"("B", "B"), ("*", "A")"#));
    assert_eq!(words.matches("warning:").count(), 3, "{words}");
    for told in [
        "s.worm.ron:1:39: warning: no neuron releases \"dopamine\": its level is always 0",
        "s.worm.ron:3:24: warning: the `bounds` of homeostasis let the threshold of \"B\" fall to 0",
        "s.worm.ron:5:63: warning: no synapse leads from \"B\" to \"B\": the pair covers nothing",
    ] {
        assert!(words.contains(told), "{told} in {words}");
    }
}

#[test]
fn bodies_in_posts_and_walls_are_told_by_every_check() {
    let with = |obstacle: &str| {
        format!("(format: 1, arena: (obstacles: [\n{obstacle}]), creatures: [\n{}])", worm("Ada", (0.0, 0.0)))
    };
    for (obstacle, kind) in [
        ("Circle(at: (-4.0, 1.0), radius: 1.0)", "post"),
        ("Wall(from: (-4.0, -5.0), to: (-4.0, 5.0))", "wall"),
        ("Wall(from: (-20.0, 0.2), to: (20.0, 0.2))", "wall"),
    ] {
        let (code, words) = check(&with(obstacle), &[]);
        assert_eq!(code, 0);
        let said = format!("s.worm.ron:3:19: warning: the body of \"Ada\" lies in a {kind}");
        assert!(words.contains(&said) && words.contains("arena.obstacles[0]"), "{obstacle}: {words}");
    }
    for obstacle in [
        "Circle(at: (-4.0, 3.0), radius: 1.0)",
        "Wall(from: (1.0, -5.0), to: (1.0, 5.0))",
        "Wall(from: (-20.0, 2.0), to: (20.0, 2.0))",
    ] {
        assert_eq!(check(&with(obstacle), &[]), (0, String::new()), "{obstacle}");
    }
}

/// A ring of four, of which so many are charged at birth.
fn ring(charged: usize, more: &str) -> String {
    let neurons: String = (0..4)
        .map(|number| {
            format!(
                "(name: \"N{number}\", start: (conduction_left: {}, pool: (12.0, 0.0))),\n",
                u32::from((number * charged).is_multiple_of(4) && number < 2 * charged)
            )
        })
        .collect();
    let synapses: String =
        (0..4).map(|number| format!("(from: \"N{number}\", to: \"N{}\"), ", (number + 1) % 4)).collect();
    format!(
        "(format: 1, creatures: [(name: \"Net\", neurons: [\n{neurons}],\nsynapses: [{synapses}]{more})])"
    )
    .replace(
        "start: (",
        "params: (threshold: 5.0, conduction: 20, production: (0.6, 0.0), pool_limit: 12.0), start: (",
    )
}

#[test]
fn a_clock_with_two_spikes_is_told() {
    let one = ring(1, "");
    assert!(one.matches("conduction_left: 1").count() == 1, "{one}");
    assert_eq!(lint(&one), "");
    let two = ring(2, "");
    assert!(two.matches("conduction_left: 1").count() == 2, "{two}");
    let words = lint(&two);
    assert!(
        words
            .contains("s.worm.ron:2:8: warning: the clock \"N0\", \"N1\", \"N2\", \"N3\" runs with 2 spikes"),
        "{words}"
    );
    assert!(words.contains("0.88 s"), "{words}");
    // A stimulus that kicks it is the scene's own business; plain checks say nothing.
    assert_eq!(check(&two, &[]), (0, String::new()));
    assert_eq!(check(&two, &["--lint", "--strict"]).0, 1);
}

#[test]
fn a_second_spike_that_the_network_itself_sets_going_is_told() {
    // LATE kicks the ring half a round after it was set going.
    let text = ring(1, "").replace(
        "neurons: [\n",
        "neurons: [\n(name: \"LATE\", params: (conduction: 44, threshold: 100.0, pool_limit: 12.0), start: (conduction_left: 44, pool: (12.0, 0.0))),\n",
    );
    let text = text.replace("synapses: [", "synapses: [(from: \"LATE\", to: \"N0\"), ");
    let words = lint(&text);
    assert!(words.contains("runs with 2 spikes"), "{words}");
}

#[test]
fn neurons_and_links_that_do_nothing_are_told() {
    let net = |neurons: &str, more: &str| {
        format!("(format: 1, creatures: [(name: \"Net\", neurons: [\n{neurons}],\n{more})])")
    };
    let words =
        lint(&net("(name: \"A\"), (name: \"B\"), (name: \"C\")", "synapses: [(from: \"A\", to: \"B\")]"));
    assert!(words.contains("s.worm.ron:2:34: warning: \"C\" has no links"), "{words}");
    assert_eq!(words.matches("warning:").count(), 1, "{words}");

    // Two packets of 13.3 at most, of which each is gone before the next one comes.
    let driven = |threshold: f32, leak: f32| {
        let params = "params: (production: (1.0, 0.0), pool_limit: 12.0, sharing: Broadcast)";
        net(
            &format!(
                "(name: \"A\", {params}), (name: \"B\", {params}),\n(name: \"T\", params: (threshold: {threshold:?}, leak: {leak:?}), start: (conduction_left: 0))"
            ),
            "synapses: [(from: \"A\", to: \"B\"), (from: \"B\", to: \"A\"), (from: \"A\", to: \"T\", weight: 0.5), (from: \"B\", to: \"T\", weight: 0.5)]",
        )
    };
    let words = lint(&driven(30.0, 0.9));
    assert!(
        words.contains("s.worm.ron:3:8: warning: \"T\" can never fire: what its 2 links can bring"),
        "{words}"
    );
    assert!(words.contains("its threshold is 30"), "{words}");
    assert_eq!(lint(&driven(10.0, 0.9)), "", "both together are enough");
    assert_eq!(lint(&driven(1000.0, 0.0)), "", "without a leak it adds up");

    // Who is driven only by one that never fires never fires.
    let chain = net(
        "(name: \"A\", params: (threshold: 5.0), start: (conduction_left: 0)),\n(name: \"B\", start: (conduction_left: 0))",
        "synapses: [(from: \"A\", to: \"B\")]",
    );
    let words = lint(&chain);
    assert!(words.contains("2:8: warning: \"A\" can never fire: nothing excites it"), "{words}");
    assert!(words.contains("3:8: warning: \"B\" can never fire"), "{words}");
    let stimuli = "stimuli: [Inject(creature: \"Net\", neuron: \"A\", at: 1.0, amount: (9.0, 0.0))]";
    let kicked = format!("{}, {stimuli})", chain.strip_suffix(')').expect("closed"));
    assert_eq!(lint(&kicked), "");
    let stimuli = "stimuli: [Noise(creature: \"Net\", neuron: \"A\", amount: 9.0, at: 1.0, seconds: 5.0)]";
    let noisy = format!("{}, {stimuli})", chain.strip_suffix(')').expect("closed"));
    assert_eq!(lint(&noisy), "");

    let words =
        lint(&net("(name: \"A\"), (name: \"B\")", "synapses: [(from: \"A\", to: \"B\", weight: 0.0)]"));
    let said = "3:41: warning: the synapse between \"A\" and \"B\" carries nothing: its `weight` is 0";
    assert!(words.contains(said), "{words}");
    let words = lint(&net("(name: \"A\"), (name: \"B\")", "gaps: [(a: \"A\", b: \"B\", conductance: 0.0)]"));
    assert!(words.contains("carries nothing: its `conductance` is 0"), "{words}");
    let mute = "(name: \"A\", params: (production: (0.0, 0.0))), (name: \"B\")";
    let words = lint(&net(mute, "synapses: [(from: \"A\", to: \"B\")]"));
    assert!(words.contains("2:8: warning: \"A\" makes no transmitter"), "{words}");
}

#[test]
fn idle_muscles_and_seeds_are_told() {
    let with = |muscles: &str, jitter: &str| {
        format!(
            "(format: 1, seed: 7, creatures: [(name: \"W\",\nbody: (segments: 5, length: 8.0{jitter}), neurons: [(name: \"A\")],\nmuscles: [{muscles}])])"
        )
    };
    let all = "(neuron: \"A\", joint: 0), (neuron: \"A\", joint: 1), (neuron: \"A\", joint: 2), (neuron: \"A\", joint: 3)";
    assert_eq!(lint(&with(all, ", jitter: 0.1")), "");
    let words = lint(&with(all, ""));
    assert!(words.contains("s.worm.ron:1:19: warning: the seed changes nothing"), "{words}");
    let noise = "stimuli: [Noise(creature: \"W\", neuron: \"A\", amount: 1.0, at: 0.0, seconds: 1.0)]";
    let noisy = with(all, "");
    assert_eq!(lint(&format!("{}, {noise})", noisy.strip_suffix(')').expect("closed"))), "");
    let some = "(neuron: \"A\", joint: 0), (neuron: \"A\", joint: 2, side: Left)";
    let words = lint(&with(some, ", jitter: 0.1"));
    assert!(words.contains("2:7: warning: no neuron drives the muscles of \"W\" on both sides of joints 1, 3, on the right of joints 2"), "{words}");
    let nothing = lint("(format: 1, creatures: [(name: \"W\", body: (segments: 5, length: 8.0))])");
    assert!(nothing.contains("no neuron drives any muscle of \"W\""), "{nothing}");
}

#[test]
fn the_programs_own_scenes_pass_a_plain_check_without_a_warning() {
    let mut files: Vec<String> = Vec::new();
    for folder in ["scenes", "scenes/guide"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).expect("scenes") {
            let path = entry.expect("an entry").path();
            if path.to_string_lossy().ends_with(".worm.ron") {
                files.push(path.to_str().expect("UTF-8").to_owned());
            }
        }
    }
    let done = wriggle().arg("check").arg("--strict").args(&files).assert();
    let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert_eq!((done.get_output().status.code(), words.as_str()), (Some(0), ""));
}
