//! How a synapse learns, and the rules of a scene, in the inspector.

use super::editor::*;
use super::*;
use crate::edit::build::{EntryKey, find};
use crate::edit::{EdgeKey, Lesson, lesson_of};
use crate::nervous::plasticity::{Modulator, RULE_PRESETS, Rule};
use crate::scene::document::Kind;
use crate::window::state::LastPairs;
use bevy_egui::egui::{Rect, vec2};
use egui_kittest::kittest::NodeT;

/// A synapse that learns by a rule with a modulator, one by a plain rule, one that does not learn.
fn learning() -> Scene {
    let mut scene = scene();
    let waits = Rule { modulator: "dopamine".into(), max: 2.0, ..Rule::default() };
    scene.plasticity =
        [("hebb".to_owned(), Rule { max: 2.0, ..Rule::default() }), ("waits".to_owned(), waits)]
            .into_iter()
            .collect();
    scene.modulators = [("dopamine".to_owned(), Modulator::default())].into_iter().collect();
    let net = &mut scene.creatures[0];
    net.neurons[1].params.modulator = Some("dopamine".into());
    net.synapses[0].plasticity = "hebb".into();
    for (from, rule) in [("PLM", "waits"), ("M1", "")] {
        let synapse = SynapseEntry::new(from, if from == "M1" { "ALM" } else { "M1" }, 1.0);
        net.synapses.push(SynapseEntry { plasticity: rule.into(), ..synapse });
    }
    scene
}

fn entry(place: u32) -> EntryKey {
    EntryKey { creature: "Worm".into(), kind: Kind::SYNAPSE, place }
}

/// The window with one of its synapses in the inspector, so high that all of it is in sight.
fn of_synapse(place: u32) -> Harness<'static, World> {
    let mut harness = window_with(learning());
    harness.set_size(Vec2::new(1280.0, 2600.0));
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(place)));
    harness.run_steps(4);
    harness
}

fn lesson(harness: &mut Harness<'_, World>, place: u32) -> Option<Lesson> {
    let world = harness.state_mut();
    let synapse = find(world, &entry(place)).expect("a synapse");
    lesson_of(world, synapse)
}

fn rule(harness: &mut Harness<'_, World>, name: &str) -> Rule {
    document(harness).plasticity[name].clone()
}

/// Chooses an entry of a choice.
fn choose(harness: &mut Harness<'_, World>, choice: &str, wanted: &str) {
    harness.get_by_role_and_label(Role::ComboBox, choice).click();
    harness.run_steps(3);
    let mut found: Vec<_> = harness.query_all_by_label(wanted).collect();
    // Of what is called so the last one is in the list that has just opened.
    found.pop().unwrap_or_else(|| panic!("no {wanted} among {choice}")).click();
    harness.run_steps(4);
}

fn slider(harness: &Harness<'_, World>, name: &str) -> Rect {
    harness
        .query_all_by_label_contains(name)
        .find(|node| node.accesskit_node().role() == Role::Slider)
        .expect(name)
        .rect()
}

#[test]
fn the_rule_of_a_synapse_is_chosen_among_those_of_the_scene() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    let of = |harness: &mut Harness<'_, World>| document(harness).creatures[0].synapses[0].plasticity;
    choose(&mut harness, "Rule of the synapse", "waits");
    assert_eq!(of(&mut harness).text(), "waits");
    assert!(says(&harness, "Shared by 2 synapses"));
    assert!(says(&harness, "eligibility"), "what waits is shown");
    is_one_step(&mut harness, &before, undo);
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(0)));
    harness.run_steps(3);
    choose(&mut harness, "Rule of the synapse", "does not learn");
    assert!(of(&mut harness).is_none());
    assert!(harness.query_by_role_and_label(Role::Slider, "Weight now").is_none());
    assert!(
        harness.query_by_role_and_label(Role::SpinButton, "weight").is_some(),
        "its weight is a plain one"
    );
    is_one_step(&mut harness, &before, undo);
}

#[test]
fn a_new_rule_is_made_of_a_known_one_and_leaves_room_for_the_weight() {
    for preset in RULE_PRESETS {
        let mut harness = of_synapse(2);
        perform(harness.state_mut(), Edit::Weight(EdgeKey { creature: "Worm".into(), place: 2 }, -20.0));
        harness.state_mut().resource_mut::<History>().saved();
        harness.run_steps(2);
        let before = document(&mut harness);
        choose(&mut harness, "Rule of the synapse", preset.name);
        let after = document(&mut harness);
        let name = after.creatures[0].synapses[2].plasticity;
        let made = &after.plasticity[name.text()];
        assert_eq!(made.pre_then_post, (preset.rule)().pre_then_post, "{}", preset.name);
        assert_eq!(made.max, 40.0);
        assert_eq!(crate::scene::check(&after), [], "{}", preset.name);
        undo(&mut harness);
        assert_eq!(document(&mut harness), before, "{}", preset.name);
    }
}

#[test]
fn the_weight_is_dragged_between_the_bounds_of_its_rule() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    let bar = slider(&harness, "Weight now");
    let at = |share: f32| bar.left_top() + vec2(bar.width() * share, 8.0);
    pull(&mut harness, at(0.75), at(0.25), Modifiers::NONE);
    let learned = lesson(&mut harness, 0).and_then(|lesson| lesson.learned).expect("it was taught");
    assert!((learned - 0.5).abs() < 0.02, "{learned}");
    assert_eq!(document(&mut harness).creatures[0].synapses[0].weight, 1.5, "it starts where it did");
    is_one_step(&mut harness, &before, undo);
}

#[test]
fn the_weight_is_set_by_arrow_keys_and_escape_takes_that_back() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    harness.get_by_role_and_label(Role::Slider, "Weight now").focus();
    harness.run_steps(2);
    for key in [Key::ArrowLeft, Key::ArrowLeft, Key::ArrowDown] {
        harness.key_press(key);
        harness.run_steps(2);
    }
    let learned = lesson(&mut harness, 0).and_then(|lesson| lesson.learned);
    assert_eq!(learned, Some(1.38));
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before);
    assert!(!harness.state().resource::<History>().can_undo());
    assert_eq!(selection(&harness).entry, Some(entry(0)), "it is still selected");
}

#[test]
fn escape_takes_a_drag_back_while_the_hand_is_still_there() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    for name in ["Weight now", "Height of the curve where pre first", "Width of the curve where post first"] {
        let at = slider(&harness, name).center_top() + vec2(0.0, 8.0);
        harness.drag_at(at);
        harness.run_steps(2);
        for step in 1..4 {
            harness.hover_at(at + vec2(-9.0, -9.0) * step as f32);
            harness.run_steps(2);
        }
        assert_ne!(document(&mut harness), before, "{name}");
        harness.key_press(Key::Escape);
        harness.run_steps(2);
        harness.hover_at(at + vec2(20.0, 20.0));
        harness.run_steps(2);
        assert_eq!(document(&mut harness), before, "{name}");
        harness.drop_at(at);
        harness.run_steps(3);
        assert_eq!(document(&mut harness), before, "{name}");
        assert!(!harness.state().resource::<History>().can_undo(), "{name}");
    }
}

#[test]
fn handles_of_the_curves_set_the_four_parameters_each_drag_in_one_step() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    let mut rules = Vec::new();
    for (name, by) in [
        ("Height of the curve where pre first", vec2(0.0, 20.0)),
        ("Width of the curve where pre first", vec2(25.0, 0.0)),
        ("Height of the curve where post first", vec2(0.0, -20.0)),
        ("Width of the curve where post first", vec2(25.0, 0.0)),
    ] {
        let at = slider(&harness, name).center();
        pull(&mut harness, at, at + by, Modifiers::NONE);
        rules.push(rule(&mut harness, "hebb"));
        is_one_step(&mut harness, &before, undo);
        harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(0)));
        harness.run_steps(3);
    }
    let was = &before.plasticity["hebb"];
    assert!(rules[0].pre_then_post < was.pre_then_post, "{:?}", rules[0]);
    assert!(rules[1].tau_pre > was.tau_pre, "{:?}", rules[1]);
    assert!(rules[2].post_then_pre > was.post_then_pre, "{:?}", rules[2]);
    assert!(rules[3].tau_post < was.tau_post, "towards the middle: {:?}", rules[3]);
    let others = Rule { pre_then_post: was.pre_then_post, ..rules[0].clone() };
    assert_eq!(others, *was, "nothing else");
}

#[test]
fn handles_are_moved_by_arrow_keys() {
    let mut harness = of_synapse(0);
    for (name, key) in [
        ("Height of the curve where pre first: pre_then_post", Key::ArrowUp),
        ("Width of the curve where pre first: tau_pre", Key::ArrowRight),
        ("Height of the curve where post first: post_then_pre", Key::ArrowDown),
        ("Width of the curve where post first: tau_post", Key::ArrowLeft),
    ] {
        harness.get_by_role_and_label(Role::Slider, name).focus();
        harness.run_steps(2);
        harness.key_press(key);
        harness.run_steps(2);
    }
    let [was, now] = [learning().plasticity["hebb"].clone(), rule(&mut harness, "hebb")];
    assert!(now.pre_then_post > was.pre_then_post && now.tau_pre > was.tau_pre, "{now:?}");
    assert!(now.post_then_pre < was.post_then_pre && now.tau_post > was.tau_post, "{now:?}");
}

#[test]
fn the_fields_of_a_rule_are_set_for_all_that_share_it() {
    let mut harness = of_synapse(1);
    let before = document(&mut harness);
    harness.get_by_role_and_label(Role::CheckBox, "Set forget").click();
    harness.run_steps(3);
    assert_eq!(rule(&mut harness, "waits").forget, Some(60_000.0));
    is_one_step(&mut harness, &before, undo);
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(1)));
    harness.run_steps(3);
    choose(&mut harness, "modulator", "new modulator\u{2026}");
    let after = document(&mut harness);
    assert_eq!(after.plasticity["waits"].modulator.text(), "modulator");
    assert!(after.modulators.contains_key("modulator"), "it comes in the same step");
    is_one_step(&mut harness, &before, undo);
}

#[test]
fn a_delay_is_switched_on_and_off() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    harness.get_by_role_and_label(Role::CheckBox, "Set delay").click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness).creatures[0].synapses[0].delay, Some(5));
    harness.get_by_role_and_label(Role::CheckBox, "Set delay").click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before);
}

#[test]
fn what_a_rule_does_not_allow_is_refused_and_told() {
    let mut harness = of_synapse(0);
    let before = document(&mut harness);
    harness.get_by_role_and_label(Role::SpinButton, "max").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("1".into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(says(&harness, "0 to 1, found 1.5"));
    assert_eq!(document(&mut harness), before);
}

#[test]
fn the_last_pairs_of_the_synapse_are_drawn_and_those_of_others_are_not() {
    let dots = |harness: &Harness<'_, World>| {
        let circles = harness.output().shapes.iter().filter(|clipped| {
            matches!(&clipped.shape, bevy_egui::egui::Shape::Circle(circle) if circle.radius == 2.4)
        });
        circles.count()
    };
    let mut harness = of_synapse(0);
    let synapse = harness.state().resource::<LastPairs>().synapse.expect("it is looked at");
    assert_eq!(Some(synapse), find(harness.state_mut(), &entry(0)));
    assert_eq!(dots(&harness), 0);
    harness.state_mut().resource_mut::<LastPairs>().pairs = (0..60).map(|n| (n - 30, 0.001)).collect();
    harness.run_steps(2);
    assert_eq!(dots(&harness), 50, "the last fifty");
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(1)));
    harness.run_steps(3);
    assert_eq!(dots(&harness), 0, "they are of another one");
}
