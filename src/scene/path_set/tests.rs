use super::*;

fn scene() -> Scene {
    parse(
        r##"(format: 1,
            classes: {"touch": (color: "#e8c547", params: (threshold: 4.0)), "plain": (), "a.b": ()},
            creatures: [
                (name: "Worm", body: (segments: 16), neurons: [
                    (name: "A", class: "touch"), (name: "B", params: (leak: 0.1)), (name: "7")],
                    synapses: [(from: "A", to: "B"), (from: "B", to: "A", weight: 2.0)],
                    skin: [(neuron: "A", segments: (0, 3))]),
                (name: "Net", neurons: [(name: "A")]),
            ],
            stimuli: [Touch(creature: "Worm", segments: (0, 1), at: 1.0)])"##,
        "",
    )
    .unwrap()
}

fn set(path: &str, value: &str) -> Result<Scene, String> {
    Template::new(&scene(), &[(path, value)])?.fill(&[value])
}

fn changed(path: &str, value: &str, change: impl Fn(&mut Scene)) {
    let mut expected = scene();
    change(&mut expected);
    match set(path, value) {
        Ok(found) => assert_eq!(found, expected, "{path}"),
        Err(why) => panic!("{path}: {why}"),
    }
}

#[test]
fn paths_of_all_kinds() {
    use crate::arena::Medium;
    use crate::nervous::Sharing;
    use crate::stimulus::{Stimulus, Touch};
    changed("seed", "7", |s| s.seed = 7);
    changed("classes.touch.params.threshold", "3.5", |s| s.classes["touch"].params.threshold = Some(3.5));
    changed("classes.touch.threshold", "3.5", |s| s.classes["touch"].params.threshold = Some(3.5));
    changed("classes[touch].leak", "0.5", |s| s.classes["touch"].params.leak = Some(0.5));
    changed("classes.plain.sharing", "Broadcast", |s| {
        s.classes["plain"].params.sharing = Some(Sharing::Broadcast);
    });
    changed("classes.plain.pool", "(1, 0)", |s| s.classes["plain"].start.pool = Some((1.0, 0.0)));
    changed("classes[\"a.b\"].color", "\"#000000\"", |s| s.classes["a.b"].color = "#000000".into());
    changed("creatures[0].classes.touch.threshold", "1", |s| {
        s.classes["touch"].params.threshold = Some(1.0);
    });
    changed("creatures[Worm].neurons[B].threshold", "2", |s| {
        s.creatures[0].neurons[1].params.threshold = Some(2.0);
    });
    changed("creatures[0].neurons[\"7\"].params.conduction", "9", |s| {
        s.creatures[0].neurons[2].params.conduction = Some(9);
    });
    changed("creatures[*].neurons[A].threshold", "2", |s| {
        s.creatures[0].neurons[0].params.threshold = Some(2.0);
        s.creatures[1].neurons[0].params.threshold = Some(2.0);
    });
    changed("creatures[0].synapses[*].weight", "3", |s| {
        s.creatures[0].synapses.iter_mut().for_each(|s| s.weight = 3.0);
    });
    changed("creatures[0].synapses[B->A].weight", "3", |s| s.creatures[0].synapses[1].weight = 3.0);
    changed("creatures[0].skin[A].segments[1]", "5", |s| s.creatures[0].skin[0].segments.1 = 5);
    changed("creatures[0].body.stiffness", "2", |s| {
        s.creatures[0].body.as_mut().unwrap().stiffness = 2.0;
    });
    changed("creatures[1].at", "(2, 1)", |s| s.creatures[1].at = (2.0, 1.0));
    changed("arena.medium", "Water", |s| s.arena.medium = Medium::Water);
    changed("stimuli[0].force", "2", |s| {
        if let Stimulus::Touch(Touch { force, .. }) = &mut s.stimuli[0] {
            *force = 2.0;
        }
    });
}

#[test]
fn several_at_once() {
    let slots = [
        ("classes.plain.threshold", "1"),
        ("classes.plain.leak", "0"),
        ("arena.medium", "Agar"),
        ("seed", "1"),
        ("classes.touch.leak", "0"),
        ("classes.touch.threshold", "0"),
    ];
    let template = Template::new(&scene(), &slots).unwrap();
    let scene = template.fill(&["5", "0.25", "Custom(tangential: 1, normal: 10)", "12", "0.5", "3"]).unwrap();
    assert_eq!(scene.classes["plain"].params.threshold, Some(5.0));
    assert_eq!(scene.classes["plain"].params.leak, Some(0.25));
    assert_eq!(scene.classes["touch"].params.threshold, Some(3.0));
    assert_eq!(scene.seed, 12);
    assert!(template.reads(&["1e9", "0", "Water", "1", "1", "1"]), "the form is right");
    assert!(!template.reads(&["1", "0", "Water", "0.5", "1", "1"]), "a seed is a whole number");
    let twice = Template::new(
        &scene,
        &[("arena.medium", "Custom(tangential: 1, normal: 10)"), ("arena.medium.normal", "20")],
    );
    assert!(twice.unwrap_err().contains("the same part"));
}

#[test]
fn what_does_not_exist_is_named_with_its_nearest() {
    for (path, fragment) in [
        ("classes.touch.treshold", "did you mean `threshold`"),
        ("classes.plain.treshold", "did you mean `threshold`"),
        ("classes.tuch.threshold", "did you mean `touch`"),
        ("class.touch.threshold", "did you mean `classes`"),
        ("arena.medum", "did you mean `medium`"),
        ("creatures[Wrm].at", "did you mean `Worm`"),
        ("creatures[0].neurons[C].threshold", "there is no `C` here"),
        ("creatures[5].at", "there are 2, from 0"),
        ("creatures.at", "in which of its items"),
        ("creatures[1].body.stiffness", "has no body"),
        ("creatures[1].synapses[0].weight", "`synapses` is not set"),
        ("creatures[1].at.0", "set it as a whole"),
        ("creatures[0].synapses[9].weight", "there are 2"),
        ("creatures[0].name.x", "has no parts"),
        ("arena.medium.normal", "expected"),
        ("creatures[0", "not closed"),
        ("creatures[]", "a number, a name or *"),
        ("", "empty"),
        ("seed.", "dot"),
        (".seed", "dots"),
        ("a b", "no"),
        ("]", ""),
        ("\u{fc}ber", ""),
    ] {
        let why = set(path, "1").expect_err(path);
        assert!(why.contains(fragment), "{path}: {why}");
    }
    for (path, value, fragment) in [
        ("classes.touch.leak", "2", "`leak` must be from 0 to 1"),
        ("classes.touch.conduction", "1.5", "a whole number"),
        ("arena.medium", "Watr", "did you mean `Water`"),
        ("creatures[0].neurons[0].class", "motor", "text in quotes"),
        ("creatures[0].neurons[0].class", "\"motor\"", "there is no class"),
        ("seed", "-1", "whole number"),
    ] {
        let why = set(path, value).expect_err(path);
        assert!(why.contains(fragment), "{path}={value}: {why}");
    }
}

#[test]
fn a_value_is_one_value() {
    assert_eq!(value(" (1, 2) // pair"), Ok("(1, 2)"));
    for bad in ["", " ", "1, 2", "1) (", "(1", "\"a", "}{"] {
        assert!(value(bad).is_err(), "`{bad}`");
    }
}

#[test]
fn odd_names_are_in_quotes_and_read_back() {
    assert_eq!(bracketed("A->B"), "[A->B]");
    for name in ["3", "*", "a]", " ", "", "a\"b", "a.b", "K\u{f6}rner"] {
        let path = format!("creatures{}.neurons[A].threshold", bracketed(name));
        assert_eq!(steps::parse(&path).expect("a path")[1], Step::Name(name.to_owned()), "{path}");
        assert_eq!(fields(&path), ["creatures", "neurons", "threshold"]);
    }
    assert_eq!(bracketed("3"), "[\"3\"]");
}
