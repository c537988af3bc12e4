//! Links between network and body, drawn on the worm.

use super::editor::*;
use super::*;
use bevy_egui::egui::{Pos2, vec2};

/// The rim of a neuron of the reflex, and a point of the screen on the left skin of a segment.
pub(super) fn rim_and_skin(harness: &mut Harness<'_, World>, neuron: usize, segment: usize) -> (Pos2, Pos2) {
    let (position, left, width) = {
        let world = harness.state_mut();
        let body = world.query::<&crate::body::Body>().iter(world).next().expect("a body");
        let segment = body.segments[segment];
        (segment.position, segment.axis().perp(), body.plan.width)
    };
    let (graph, views) = (graph(harness), views(harness));
    let radius = graph.plan.screen_radius(&views.network);
    let from = views.network.to_screen(graph.plan.nodes[neuron].at) + vec2(0.0, radius * 0.95);
    (from, views.world.to_screen(position + left * (0.4 * width)))
}

#[test]
fn a_link_that_is_let_go_on_the_worm_can_be_skin_or_muscle() {
    let mut harness = reflex();
    let before = document(&mut harness);
    let (from, to) = rim_and_skin(&mut harness, 0, 5);
    pull(&mut harness, from, to, Modifiers::NONE);
    harness.get_by_label("feels the skin of segment 5").click();
    harness.run_steps(3);
    let after = document(&mut harness).creatures[0].clone();
    let patch = after.skin.last().expect("a patch");
    assert_eq!((patch.segments, patch.side), ((5, 5), crate::nervous::Side::Left));
    let (from, to) = rim_and_skin(&mut harness, 1, 9);
    pull(&mut harness, from, to, Modifiers::NONE);
    harness.get_by_label("drives the muscle of joint 9").click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness).creatures[0].muscles.len(), before.creatures[0].muscles.len() + 1);
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn what_lies_under_the_pointer_on_the_worm_lights_its_neurons() {
    let mut harness = reflex();
    let (_, skin) = rim_and_skin(&mut harness, 0, 2);
    harness.hover_at(skin);
    harness.run_steps(3);
    assert!(!harness.state().resource::<Pointed>().0.is_empty());
    let away = nowhere(&harness);
    harness.hover_at(away);
    harness.run_steps(3);
    assert!(harness.state().resource::<Pointed>().0.is_empty());
}
