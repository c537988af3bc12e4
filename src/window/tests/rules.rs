//! Rules and modulators where nothing is selected, and the parameters of neurons that have to do with them.

use super::editor::document;
use super::*;
use crate::nervous::plasticity::{AxonSpeed, Modulator, Rule};
use crate::nervous::{Homeostasis, Modulated, Params};
use bevy::ecs::query::With;
use bevy_egui::egui::Popup;

fn with_rules() -> Scene {
    let mut scene = scene();
    scene.plasticity = [("hebb".to_owned(), Rule { max: 2.0, ..Rule::default() })].into_iter().collect();
    scene.modulators = [("dopamine".to_owned(), Modulator::default())].into_iter().collect();
    scene.creatures[0].synapses[0].plasticity = "hebb".into();
    scene.creatures[0].neurons[1].params.modulator = Some("dopamine".into());
    scene
}

/// The window with nothing selected, so high that all of the inspector is in sight.
fn open(scene: Scene) -> Harness<'static, World> {
    let mut harness = window_with(scene);
    harness.set_size(Vec2::new(1280.0, 3000.0));
    harness.run_steps(4);
    harness
}

#[test]
fn rules_come_from_known_ones_and_are_renamed_doubled_and_taken_out() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    click(&mut harness, "New rule");
    click(&mut harness, "Reward");
    let after = document(&mut harness);
    assert_eq!(after.plasticity.keys().collect::<Vec<_>>(), ["hebb", "reward"]);
    assert!(!Popup::is_any_open(&harness.ctx));
    assert!(harness.query_by_role_and_label(Role::SpinButton, "pre_then_post").is_some(), "it is unfolded");
    is_one_step(&mut harness, &before, escape_and_undo);

    click(&mut harness, "hebb, 1 synapse");
    type_into(&mut harness, Role::TextInput, "Name of the rule hebb", "windows");
    let after = document(&mut harness);
    assert_eq!(after.creatures[0].synapses[0].plasticity.text(), "windows", "the synapse follows");
    assert!(harness.query_by_label("windows, 1 synapse").is_some());
    is_one_step(&mut harness, &before, escape_and_undo);

    // It is still unfolded.
    click(&mut harness, "Duplicate");
    let after = document(&mut harness);
    assert_eq!(after.plasticity["hebb 1"], before.plasticity["hebb"]);
    is_one_step(&mut harness, &before, escape_and_undo);
}

#[test]
fn a_rule_that_is_used_goes_only_with_the_learning_of_its_synapses() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    click(&mut harness, "hebb, 1 synapse");
    // That of the modulator stands below it.
    let rules = harness.query_all_by_label("Delete").next().expect("a button");
    rules.click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before, "it asks first");
    click(&mut harness, "Let 1 synapse stop learning, and delete");
    let after = document(&mut harness);
    assert!(after.plasticity.is_empty() && after.creatures[0].synapses[0].plasticity.is_none());
    is_one_step(&mut harness, &before, escape_and_undo);
}

#[test]
fn modulators_come_get_names_and_go_when_nothing_names_them() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    click(&mut harness, "New modulator");
    assert!(document(&mut harness).modulators.contains_key("modulator"));
    escape_and_undo(&mut harness);
    type_into(&mut harness, Role::TextInput, "Name of the modulator dopamine", "octopamine");
    let after = document(&mut harness);
    assert_eq!(after.creatures[0].neurons[1].params.modulator, Some("octopamine".into()));
    is_one_step(&mut harness, &before, escape_and_undo);
    type_into(&mut harness, Role::SpinButton, "tau", "35");
    assert_eq!(document(&mut harness).modulators["dopamine"].tau, 35.0);
    is_one_step(&mut harness, &before, escape_and_undo);
    click(&mut harness, "Delete");
    assert!(says(&harness, "neurons name the modulator"), "it is told why not");
    assert_eq!(document(&mut harness), before);
}

#[test]
fn how_fast_releases_travel_is_switched_on_and_off() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    click(&mut harness, "Set axon_speed");
    let world = harness.state_mut();
    assert_eq!(world.query::<&AxonSpeed>().iter(world).count(), 1);
    type_into(&mut harness, Role::SpinButton, "axon_speed", "2.5");
    assert_eq!(document(&mut harness).creatures[0].axon_speed, Some(2.5));
    click(&mut harness, "Set axon_speed");
    assert_eq!(document(&mut harness), before);
}

/// What a neuron overrides.
fn own(harness: &mut Harness<'_, World>, neuron: usize) -> Params {
    document(harness).creatures[0].neurons[neuron].params.clone()
}

#[test]
fn what_a_neuron_need_not_have_is_switched_on_and_off() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    let on: [(&str, Params); 3] = [
        ("utilization", Params { utilization: Some(0.5), ..Params::default() }),
        ("homeostasis", Params { homeostasis: Some(Homeostasis::default()), ..Params::default() }),
        ("modulated", Params { modulated: Some(Modulated("dopamine".into(), 2.0)), ..Params::default() }),
    ];
    for (name, params) in on {
        select(&mut harness, "ALM");
        click(&mut harness, &format!("Set {name}"));
        assert_eq!(own(&mut harness, 0), params);
        click(&mut harness, &format!("Set {name}"));
        assert_eq!(own(&mut harness, 0), Params::default(), "{name}");
        escape_and_undo(&mut harness);
        select(&mut harness, "ALM");
        escape_and_undo(&mut harness);
        assert_eq!(document(&mut harness), before);
    }
}

#[test]
fn parts_of_a_record_are_set_one_by_one() {
    let mut harness = open(with_rules());
    select(&mut harness, "ALM");
    click(&mut harness, "Set homeostasis");
    let before = document(&mut harness);
    harness.state_mut().resource_mut::<History>().saved();
    for (field, text) in [("target", "3"), ("step", "0.25"), ("bounds, least", "-2"), ("bounds, most", "50")]
    {
        type_into(&mut harness, Role::SpinButton, field, text);
    }
    let wanted = Homeostasis { target: 3.0, step: 0.25, bounds: (-2.0, 50.0) };
    assert_eq!(own(&mut harness, 0).homeostasis, Some(wanted));
    // What lies above the other limit takes it along.
    type_into(&mut harness, Role::SpinButton, "bounds, least", "70");
    assert_eq!(own(&mut harness, 0).homeostasis, Some(Homeostasis { bounds: (70.0, 70.0), ..wanted }));
    for _ in 0..5 {
        escape_and_undo(&mut harness);
        select(&mut harness, "ALM");
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn a_modulator_is_chosen_by_name_or_made() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    let choose = |harness: &mut Harness<'_, World>, name: &str| {
        harness.get_by_role_and_label(Role::ComboBox, "modulator").click();
        harness.run_steps(3);
        harness.query_all_by_label(name).last().expect("an entry").click();
        harness.run_steps(4);
    };
    select(&mut harness, "ALM");
    choose(&mut harness, "dopamine");
    assert_eq!(own(&mut harness, 0).modulator, Some("dopamine".into()));
    choose(&mut harness, "none");
    assert_eq!(own(&mut harness, 0).modulator, Some("".into()));
    for _ in 0..2 {
        escape_and_undo(&mut harness);
        select(&mut harness, "ALM");
    }
    choose(&mut harness, "new modulator\u{2026}");
    let after = document(&mut harness);
    assert!(after.modulators.contains_key("modulator"));
    assert_eq!(after.creatures[0].neurons[0].params.modulator, Some("modulator".into()));
    is_one_step(&mut harness, &before, escape_and_undo);
}

#[test]
fn where_there_is_no_modulator_the_switch_brings_one() {
    let mut harness = open(scene());
    let before = document(&mut harness);
    select(&mut harness, "ALM");
    click(&mut harness, "Set modulated");
    let after = document(&mut harness);
    assert_eq!(after.creatures[0].neurons[0].params.modulated, Some(Modulated("modulator".into(), 2.0)));
    assert!(after.modulators.contains_key("modulator"));
    is_one_step(&mut harness, &before, escape_and_undo);
}

#[test]
fn a_class_has_the_same_parameters_and_its_neurons_cannot_switch_them_off() {
    let mut harness = open(with_rules());
    let before = document(&mut harness);
    harness.state_mut().resource_mut::<Selection>().select_class("sensory".into());
    harness.run_steps(3);
    click(&mut harness, "Set modulated");
    let params = Params { modulated: Some(Modulated("dopamine".into(), 2.0)), ..Params::default() };
    assert_eq!(document(&mut harness).classes["sensory"].params, params);
    let world = harness.state_mut();
    let heeding = world.query_filtered::<&crate::nervous::Faculties, With<crate::nervous::Neuron>>();
    let count = { heeding }.iter(world).filter(|own| own.modulated.is_some()).count();
    assert_eq!(count, 2, "its neurons follow");
    select(&mut harness, "ALM");
    click(&mut harness, "Set modulated");
    assert_eq!(own(&mut harness, 0), Params::default(), "its class sets it");
    is_one_step(&mut harness, &before, escape_and_undo);
}
