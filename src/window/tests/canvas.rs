//! What lives on the canvas: lights of arrivals, ports of the body.

use super::editor::*;
use super::*;
use crate::edit::parts::Part;
use crate::nervous::Side;
use crate::scene::document::Kind;
use crate::senses::Skin;
use crate::window::state::Afterimage;
use bevy_egui::egui::{PointerButton, Pos2, vec2};

/// What the canvas draws now.
fn activity(harness: &Harness<'_, World>) -> crate::window::paint::draw::network::Activity {
    let world = harness.state();
    world.resource::<Graph>().activity(world, world.resource::<Afterimage>(), 0.0)
}

fn ticks(harness: &mut Harness<'_, World>, count: u32) {
    for _ in 0..count {
        drive::tick(harness.state_mut());
    }
}

#[test]
fn an_arrival_lights_its_target_in_the_tick_of_the_release() {
    let mut harness = reflex();
    let (touch, flinch) = (key("TOUCH"), key("FLINCH"));
    let index = |harness: &Harness<'_, World>, key| graph(harness).find(key).expect("on the canvas");
    let (from, to) = (index(&harness, &touch), index(&harness, &flinch));
    History::perform(harness.state_mut(), Edit::Inject(touch, [5.0, 0.0])).expect("injected");
    let mut seen = Vec::new();
    for _ in 0..20 {
        ticks(&mut harness, 1);
        let now = activity(&harness);
        seen.push((now.nodes[from].flash > 0.9, now.nodes[to].arrival[0] > 0.5));
        assert_eq!(now.nodes[to].arrival[1], 0.0, "nothing inhibits it");
    }
    let released = seen.iter().position(|(released, _)| *released).expect("it fires");
    assert_eq!(seen.iter().position(|(_, arrived)| *arrived), Some(released));
    let muscles = |activity: &crate::window::paint::draw::network::Activity| -> Vec<f32> {
        let ports = graph(&harness).plan.ports.iter().zip(&activity.port_arrivals);
        ports.filter(|(port, _)| port.lane == 0).map(|(_, [excites, _])| *excites).collect()
    };
    let lights = muscles(&activity(&harness));
    assert!(lights.len() == 30 && lights.iter().all(|light| *light > 0.2), "and the muscles: {lights:?}");
    ticks(&mut harness, 100);
    let faded = activity(&harness);
    assert!(faded.nodes[to].arrival[0] < 0.05 && faded.port_arrivals[0][0] < 0.05);
}

#[test]
fn another_graph_forgets_the_lights_of_the_one_before() {
    let mut harness = reflex();
    History::perform(harness.state_mut(), Edit::Inject(key("TOUCH"), [5.0, 0.0])).expect("injected");
    ticks(&mut harness, 8);
    let lit = |harness: &Harness<'_, World>| activity(harness).nodes.iter().any(|look| look.arrival[0] > 0.2);
    assert!(lit(&harness));
    // A name that comes first moves the places of all others.
    let edit = Edit::Rename(key("TOUCH"), "AAA".into());
    History::perform(harness.state_mut(), edit).expect("renamed");
    ticks(&mut harness, 1);
    harness.state_mut().resource_mut::<Graph>().stale = true;
    harness.run_steps(1);
    assert!(!lit(&harness));
}

/// The time line stores one whenever the machine has the time for it.
#[test]
fn a_moment_that_is_stored_puts_no_light_out() {
    let mut harness = reflex();
    History::perform(harness.state_mut(), Edit::Inject(key("TOUCH"), [5.0, 0.0])).expect("injected");
    ticks(&mut harness, 8);
    let lights = |harness: &Harness<'_, World>| -> f32 {
        activity(harness).nodes.iter().map(|look| look.arrival[0]).sum()
    };
    let before = lights(&harness);
    assert!(before > 0.2);
    let _ = crate::window::twin::RunState::take(harness.state_mut(), None);
    ticks(&mut harness, 1);
    assert!(lights(&harness) > 0.9 * before, "{} of {before}", lights(&harness));
}

/// The window with a worm whose two neurons neither feel nor move anything.
fn numb() -> Harness<'static, World> {
    window_of(
        "(format: 1, creatures: [(name: \"Worm\", body: (segments: 8, length: 8.0), neurons: [\
         (name: \"A\", at: (2.0, 0.0)), (name: \"B\", at: (5.0, 0.0))])])",
    )
}

fn part(kind: Kind, place: u32, side: Side) -> Part {
    Part { creature: "Worm".into(), kind, place, side }
}

/// Where a port stands on the screen.
fn port(harness: &Harness<'_, World>, part: &Part) -> Pos2 {
    let (graph, views) = (graph(harness), views(harness));
    let port = graph.port(part).expect("a port");
    graph.plan.ports[port].on_screen(&views.network).center()
}

fn rim(harness: &Harness<'_, World>, name: &str) -> Pos2 {
    let (graph, views) = (graph(harness), views(harness));
    at(harness, name) + vec2(0.0, 0.95 * graph.plan.screen_radius(&views.network))
}

#[test]
fn a_link_that_is_let_go_on_a_port_makes_the_neuron_feel_or_move_there() {
    let mut harness = numb();
    let before = document(&mut harness);
    for (organ, side) in [(Kind::SKIN, Side::Left), (Kind::STRETCH, Side::Right), (Kind::MUSCLE, Side::Left)]
    {
        let part = part(organ, 3, side);
        let (from, to) = (rim(&harness, "A"), port(&harness, &part));
        pull(&mut harness, from, to, Modifiers::NONE);
        let entry = selection(&harness).entry.clone().expect("the link is selected");
        assert_eq!((entry.kind, entry.place), (part.kind, 0));
    }
    let creature = document(&mut harness).creatures[0].clone();
    let skin = &creature.skin[0];
    assert_eq!((skin.neuron.as_str(), skin.segments, skin.side), ("A", (3, 3), Side::Left));
    assert_eq!((creature.stretch[0].joints, creature.stretch[0].side), ((3, 3), Side::Right));
    assert_eq!((creature.muscles[0].joint, creature.muscles[0].side), (3, Side::Left));
    // Once more makes no second one.
    let (from, to) = (rim(&harness, "A"), port(&harness, &part(Kind::SKIN, 3, Side::Left)));
    pull(&mut harness, from, to, Modifiers::NONE);
    assert_eq!(document(&mut harness).creatures[0].skin.len(), 1);
    for _ in 0..3 {
        undo(&mut harness);
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn a_link_can_be_drawn_from_a_port_to_a_neuron() {
    let mut harness = numb();
    let before = document(&mut harness);
    for part in [
        part(Kind::SKIN, 0, Side::Right),
        part(Kind::STRETCH, 6, Side::Left),
        part(Kind::MUSCLE, 5, Side::Right),
    ] {
        let (from, to) = (port(&harness, &part), at(&harness, "B"));
        pull(&mut harness, from, to, Modifiers::NONE);
    }
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.skin[0].segments, creature.skin[0].side), ((0, 0), Side::Right));
    assert_eq!((creature.stretch[0].joints, creature.muscles[0].joint), ((6, 6), 5));
    assert_eq!(creature.muscles[0].neuron, "B");
    // Let go beside every neuron it does nothing.
    let beside = views(&harness).network.rect.left_bottom() + vec2(30.0, -30.0);
    let (from, to) = (port(&harness, &part(Kind::SKIN, 4, Side::Left)), beside);
    pull(&mut harness, from, to, Modifiers::NONE);
    assert_eq!(document(&mut harness).creatures[0], creature);
    for _ in 0..3 {
        undo(&mut harness);
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn the_menu_of_a_port_links_and_cuts_and_leaves_the_rest_of_the_patch() {
    let mut harness = numb();
    select(&mut harness, "A");
    let edit = crate::edit::build::put(
        &key("A").creature,
        Skin { neuron: "A".into(), segments: (1, 5), side: Side::Both, gain: 3.0 }.into(),
    );
    History::perform(harness.state_mut(), edit).expect("skin");
    harness.state_mut().resource_mut::<Graph>().stale = true;
    harness.run_steps(2);
    let before = document(&mut harness);
    let place = port(&harness, &part(Kind::SKIN, 3, Side::Left));
    press(&mut harness, place, PointerButton::Secondary, Modifiers::NONE);
    assert_eq!(document(&mut harness), before, "nothing silently");
    harness.get_by_label("Cut link with A").click();
    harness.run_steps(3);
    let left = document(&mut harness).creatures[0].skin.clone();
    let left: Vec<_> = left.iter().map(|s| (s.segments, s.side)).collect();
    assert_eq!(left, [((1, 5), Side::Right), ((1, 2), Side::Left), ((4, 5), Side::Left)]);
    press(&mut harness, place, PointerButton::Secondary, Modifiers::NONE);
    harness.get_by_label("Link with A").click();
    harness.run_steps(3);
    let again = document(&mut harness).creatures[0].skin.clone();
    assert_eq!(again.last().map(|s| (s.segments, s.side)), Some(((3, 3), Side::Left)));
    for _ in 0..2 {
        undo(&mut harness);
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn a_port_under_the_pointer_says_what_it_is_and_lights_its_neurons() {
    let mut harness = reflex();
    let skin = part(Kind::SKIN, 3, Side::Left);
    let place = port(&harness, &skin);
    harness.hover_at(place);
    harness.run_steps(60);
    assert!(harness.query_by_label_contains("Skin of segment 3, left\nFelt by TOUCH").is_some());
    let graph = graph(&harness);
    let touch = graph.find(&key("TOUCH"));
    assert_eq!(graph.users(graph.port(&skin).expect("a port")), touch.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_part_of_a_body_has_its_own_port() {
    let harness = crawler_window();
    let graph = graph(&harness);
    let count = graph.plan.ports.len();
    assert!(count > 50);
    for port in 0..count {
        let part = graph.part(port).expect("a part");
        assert_eq!(graph.port(&part), Some(port), "{part:?}");
        assert_eq!(graph.port(&Part { creature: "Nobody".into(), ..part }), None);
    }
}

#[test]
fn links_are_weighed_anew_when_one_is_changed() {
    let mut harness = window();
    assert_eq!(graph(&harness).plan.weights.synapse, 1.5);
    assert_eq!(graph(&harness).plan.weights.targets, [1, 0, 0]);
    let entry = crate::edit::build::EntryKey { creature: "Worm".into(), kind: Kind::SYNAPSE, place: 0 };
    harness.state_mut().resource_mut::<Graph>().set_weight(&entry, -4.0, |_| 1.0);
    assert_eq!(graph(&harness).plan.weights.synapse, 4.0);
}
