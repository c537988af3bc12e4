//! The strip of learning, the colours of links, the plot of weights.

use super::help::click;
use super::*;
use crate::edit::build::EntryKey;
use crate::nervous::plasticity::{Learning, Rule};
use crate::nervous::{Wiring, wiring_of};
use crate::scene::document::Kind as EntryKind;
use crate::window::plots::{Scope, Tab};
use crate::window::state::Style;

/// The scene of STDP after some pairs, with its first synapse selected.
fn taught() -> Harness<'static, World> {
    let scene = crate::scene::load(&file_of("guide/stdp")).unwrap_or_else(|faults| panic!("{faults}")).scene;
    let mut harness = window_with(scene);
    let entry = EntryKey { creature: "STDP".into(), kind: EntryKind::SYNAPSE, place: 0 };
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry));
    harness.state_mut().resource_mut::<Plots>().tab = Tab::Weights;
    harness.run_steps(3);
    (0..900).for_each(|_| drive::tick(harness.state_mut()));
    harness.run_steps(3);
    harness
}

fn weights(world: &mut World) -> Vec<f32> {
    let tick = world.resource::<Clock>().tick;
    wiring_of(world).weights(tick).map(|(_, weight, _)| weight).collect()
}

#[test]
fn links_carry_what_they_have_become() {
    let mut harness = taught();
    let learned = weights(harness.state_mut());
    let links = &graph(&harness).plan.links;
    let changes: Vec<f32> = links.iter().filter_map(|link| link.growth).map(|growth| growth.change).collect();
    assert!(changes.iter().any(|change| *change > 0.01) && changes.iter().any(|change| *change < -0.01));
    assert!(links.iter().all(|link| learned.contains(&link.weight)), "as wide as they are now");
    assert_eq!(graph(&harness).learning(), (2, 2));
    assert!(harness.query_by_label("2 of 2 synapses changed").is_some());
    click(&mut harness, "Colour by learning");
    assert!(harness.state().resource::<Style>().plain_links);
}

#[test]
fn learning_is_frozen_and_let_go_as_steps_of_undo() {
    let mut harness = taught();
    click(&mut harness, "Learning");
    assert_eq!(harness.state().get_resource::<Learning>(), Some(&Learning::Frozen));
    let before = weights(harness.state_mut());
    (0..600).for_each(|_| drive::tick(harness.state_mut()));
    assert_eq!(weights(harness.state_mut()), before);
    undo(&mut harness);
    assert_eq!(harness.state().get_resource::<Learning>(), Some(&Learning::On));
    (0..600).for_each(|_| drive::tick(harness.state_mut()));
    assert_ne!(weights(harness.state_mut()), before);
}

#[test]
fn what_was_learned_is_reset_or_kept_in_one_step_each() {
    let mut harness = taught();
    let learned = weights(harness.state_mut());
    click(&mut harness, "Reset learning");
    assert_eq!(weights(harness.state_mut()), [0.5, 0.5]);
    undo(&mut harness);
    assert_eq!(weights(harness.state_mut()), learned);
    click(&mut harness, "Keep what was learned");
    assert_eq!(weights(harness.state_mut()), learned);
    let saved = editor::document(&mut harness);
    let kept: Vec<f32> = saved.creatures[0].synapses.iter().map(|synapse| synapse.weight).collect();
    assert!(kept.iter().all(|weight| learned.contains(weight)), "{kept:?} {learned:?}");
    undo(&mut harness);
    let saved = editor::document(&mut harness);
    assert!(saved.creatures[0].synapses.iter().all(|synapse| synapse.weight == 0.5));
    assert_eq!(weights(harness.state_mut()), learned);
}

#[test]
fn weights_are_plotted_over_time_and_as_they_are_spread() {
    let mut harness = taught();
    let scope = harness.state().resource::<Scope>();
    let weights = &scope.live().weights;
    let trace = &weights.traces[0];
    assert_eq!(trace.points.len(), 900);
    assert!(trace.points.back().map(|point| point.weight) > trace.points.front().map(|point| point.weight));
    assert!(trace.pairs.iter().any(|(apart, change)| *apart == 10 && *change > 0.0), "{:?}", trace.pairs);
    assert_eq!(weights.spreads.len(), 1);
    assert_eq!(weights.spreads[0].bins.iter().sum::<u32>(), 2);
    harness.get_by_label("histogram").click();
    harness.run_steps(3);
    // Time that is turned back takes what came after it along.
    crate::window::time::go(harness.state_mut(), 500);
    let last =
        harness.state().resource::<Scope>().live().weights.traces[0].points.back().map(|point| point.tick);
    assert_eq!(last, Some(500));
}

#[test]
fn a_modulator_is_given_and_goes_with_the_run() {
    let scene =
        crate::scene::load(&file_of("conditioning")).unwrap_or_else(|faults| panic!("{faults}")).scene;
    let mut harness = window_with(scene);
    let level = |harness: &Harness<'_, World>| {
        let world = harness.state();
        world.resource::<Wiring>().levels(world.resource::<Clock>().tick).next().map(|level| level.2)
    };
    (0..10).for_each(|_| drive::tick(harness.state_mut()));
    assert_eq!(level(&harness), Some(0.0));
    click(&mut harness, "Give alarm");
    assert_eq!(level(&harness), Some(1.0));
    (0..50).for_each(|_| drive::tick(harness.state_mut()));
    let faded = level(&harness).expect("a level");
    assert!((faded - (-1.0_f32).exp()).abs() < 1e-3, "{faded}");
    // Gone back in and lived through again it is given again.
    crate::window::time::go(harness.state_mut(), 5);
    assert_eq!(level(&harness), Some(0.0));
    crate::window::time::go(harness.state_mut(), 60);
    assert_eq!(level(&harness), Some(faded));
    assert!(!harness.state().resource::<History>().is_dirty(), "it is of the run, not of the scene");
}

#[test]
fn while_time_stands_what_was_learned_is_drawn_as_it_is_and_asks_for_no_frames() {
    let mut harness = taught();
    click(&mut harness, "Reset learning");
    assert_eq!(graph(&harness).learning(), (2, 0), "the links are as they started, before another tick");
    assert!(graph(&harness).plan.links.iter().all(|link| link.weight == 0.5));
    // A link whose rule is taken away is drawn as one that does not learn.
    let entry = EntryKey { creature: "STDP".into(), kind: EntryKind::SYNAPSE, place: 0 };
    let edit = SynapseEntry::new("BEFORE", "POST", 0.5);
    assert!(perform(harness.state_mut(), crate::edit::build::replace(&entry, edit.into())));
    harness.run_steps(3);
    assert_eq!(graph(&harness).learning(), (1, 0));
}

#[test]
fn many_links_that_stand_still_ask_for_no_frames() {
    let mut scene = scene();
    let creature = &mut scene.creatures[0];
    let names: Vec<String> = (0..150).map(|number| format!("N{number}")).collect();
    creature.neurons =
        names.iter().map(|name| NeuronEntry { name: name.clone(), ..NeuronEntry::default() }).collect();
    let pairs = names.iter().flat_map(|from| names.iter().map(move |to| (from, to)));
    let learns = |(from, to): (&String, &String)| SynapseEntry {
        plasticity: "hebb".into(),
        ..SynapseEntry::new(from.clone(), to.clone(), 0.5)
    };
    creature.synapses = pairs.map(learns).collect();
    creature.muscles.clear();
    scene.plasticity = [("hebb".to_owned(), Rule::default())].into_iter().collect();
    let mut world = world_of(scene);
    wiring_of(&mut world);
    let palette = crate::window::state::palette(&world);
    let mut graph = Graph::of(&mut world, palette);
    let wiring = world.resource::<Wiring>();
    assert!(!graph.grow(wiring, 0, 1.0), "nothing is lit");
    assert_eq!(graph.learning().0, 150 * 150);
    assert!(!(0..100).any(|_| graph.grow(wiring, 0, 0.01)));
}

#[test]
fn nothing_is_shown_of_learning_where_nothing_learns() {
    let harness = window();
    assert!(harness.query_by_label("Learning").is_none());
    assert!(graph(&harness).plan.links.iter().all(|link| link.growth.is_none()));
}
