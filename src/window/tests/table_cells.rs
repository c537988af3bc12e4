//! Cells of the table that are edited, copied and saved, used as a person does.

use super::table::{click, click_row, copied, many, rows, undo, with_table};
use super::*;
use crate::window::table;

fn type_over(harness: &mut Harness<'_, World>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::SpinButton, field).click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(text.into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
}

#[test]
fn a_value_that_is_set_in_a_cell_is_one_step_of_undo_for_all_that_are_selected() {
    let mut harness = with_table(many());
    click_row(&mut harness, "N2", Modifiers::NONE);
    type_over(&mut harness, "threshold", "4.5");
    assert_eq!((params(&mut harness, "N2").threshold, params(&mut harness, "N1").threshold), (4.5, 3.0));
    undo(&mut harness);
    assert_eq!(params(&mut harness, "N2").threshold, 7.0);
    assert!(!harness.state().resource::<History>().is_dirty(), "it was one step");
    click_row(&mut harness, "N2", Modifiers::NONE);
    click_row(&mut harness, "N3", Modifiers::SHIFT);
    type_over(&mut harness, "production, inhibitory", "-0.75");
    for name in ["N2", "N1", "N11", "N3"] {
        assert_eq!(params(&mut harness, name).production, [0.5, -0.75], "{name}");
    }
    assert_eq!(params(&mut harness, "N3").threshold, 3.0, "nothing else is taken over");
    undo(&mut harness);
    assert_eq!(params(&mut harness, "N11").production, [0.5, -0.1]);
    assert!(!harness.state().resource::<History>().is_dirty(), "of all at once");
}

#[test]
fn a_number_that_is_not_allowed_changes_nothing_and_says_why() {
    let mut harness = with_table(many());
    click_row(&mut harness, "N2", Modifiers::NONE);
    type_over(&mut harness, "threshold", "2000000");
    assert_eq!(params(&mut harness, "N2").threshold, 7.0);
    assert!(harness.query_by_label_contains("It can be -1000000 to 1000000").is_some());
}

#[test]
fn what_is_copied_is_what_a_spreadsheet_takes_for_numbers() {
    let mut harness = with_table(many());
    click(&mut harness, "Sort by name");
    click_row(&mut harness, "a", Modifiers::NONE);
    click_row(&mut harness, "N1", Modifiers::SHIFT);
    let text = copied(&mut harness);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let head = &lines[0];
    assert_eq!(head[..3], ["name", "creature", "class"]);
    assert!(lines.iter().all(|line| line.len() == head.len()), "{text}");
    assert_eq!(lines[1..].iter().map(|line| line[0]).collect::<Vec<_>>(), ["a", "B", "N1"], "as sorted");
    let column = |name: &str| head.iter().position(|other| *other == name).expect(name);
    assert_eq!(lines[1][column("threshold")], "0.1", "to the last digit, and no more");
    assert_eq!(lines[1][column("production inhibitory")], "-0.1");
    assert_eq!(lines[1][column("sharing")], "Split");
    assert_eq!((lines[1][column("pool_limit")], lines[1][column("class")]), ("", ""), "nothing is nothing");
    for (name, cell) in head.iter().zip(&lines[3]).skip(5) {
        assert!(cell.is_empty() || *name == "sharing" || cell.parse::<f64>().is_ok(), "{name}: {cell}");
    }
    let potential: f32 = lines[1][column("potential")].parse().expect("a number");
    let world = harness.state_mut();
    let neuron = key("a").find(world).expect("a neuron");
    assert_eq!(potential.to_bits(), world.get::<NeuronState>(neuron).expect("a state").potential().to_bits());
    // Without a choice it is all of them; and where the table has no keys they are those of the network.
    harness.state_mut().resource_mut::<Selection>().select(None);
    harness.run_steps(2);
    assert_eq!(copied(&mut harness).lines().count(), 9);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    select(&mut harness, "N1");
    assert!(copied(&mut harness).contains("creatures"), "neurons, for another window");
}

#[test]
fn names_with_tabs_and_commas_stay_in_their_cells() {
    let mut scene = many();
    scene.creatures[0].neurons[0].name = "x,\t\"y\"".into();
    scene.creatures[0].synapses.clear();
    let mut harness = with_table(scene);
    click_row(&mut harness, "N2", Modifiers::NONE);
    harness.state_mut().resource_mut::<Selection>().select(None);
    harness.run_steps(2);
    let text = copied(&mut harness);
    assert!(text.contains("\"x,\t\"\"y\"\"\"\tWorm"), "{text}");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("neurons.csv");
    table::keep(harness.state_mut(), path.clone());
    let mut read = csv::Reader::from_path(&path).expect("a table");
    assert_eq!(read.headers().expect("a head").get(0), Some("name"));
    let first = read.records().next().expect("a row").expect("a row");
    assert_eq!(first.get(0), Some("x,\t\"y\""));
    assert_eq!(read.records().count(), 7);
    table::keep(harness.state_mut(), folder.path().join("none/at.csv"));
    assert!(harness.state().resource::<Notices>().report.is_some(), "what cannot be written is said");
}

#[test]
fn rates_are_counted_while_the_table_is_open() {
    let mut harness = with_table(many());
    for tick in 0..300 {
        if tick % 100 == 0 {
            assert!(perform(harness.state_mut(), Edit::Inject(key("a"), [20.0, 0.0])));
        }
        crate::sim::run_tick(harness.state_mut());
    }
    harness.run_steps(2);
    click_row(&mut harness, "a", Modifiers::NONE);
    let text = copied(&mut harness);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let column = lines[0].iter().position(|name| *name == "rate").expect("rates");
    let rate: f32 = lines[1][column].parse().expect("a number");
    assert!((1.0..2.0).contains(&rate), "three charges in three seconds: {rate}");
}

#[test]
fn links_are_rows_of_the_same_table_and_their_weights_are_set_there() {
    let mut harness = with_table(many());
    click(&mut harness, "Table of links");
    assert_eq!(rows(&harness), ["N10 to N2", "N2 to N1", "N1 to a"]);
    click(&mut harness, "Sort by from");
    assert_eq!(rows(&harness), ["N1 to a", "N2 to N1", "N10 to N2"]);
    click(&mut harness, "Sort by weight");
    assert_eq!(rows(&harness), ["N2 to N1", "N1 to a", "N10 to N2"]);
    click_row(&mut harness, "N2 to N1", Modifiers::NONE);
    let entry = selection(&harness).entry.clone().expect("a link");
    assert_eq!((entry.kind.name(), entry.place), ("synapse", 1));
    let text = copied(&mut harness);
    assert_eq!(text, "from\tto\tcreature\tkind\teffect\tweight\nN2\tN1\tWorm\tsynapse\tinhibits\t-0.25\n");
    type_over(&mut harness, "weight", "2.5");
    let weight =
        |harness: &Harness<'_, World>| graph(harness).plan.links.iter().map(|l| l.weight).fold(0.0, f32::max);
    assert_eq!(weight(&harness), 2.5);
    undo(&mut harness);
    assert_eq!(weight(&harness), 1.5);
    assert!(!harness.state().resource::<History>().is_dirty(), "it was one step");
    click_row(&mut harness, "N1 to a", Modifiers::NONE);
    type_over(&mut harness, "conductance", "0.25");
    assert_eq!(graph(&harness).plan.gaps[0].conductance, 0.25);
}
