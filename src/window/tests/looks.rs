//! How everything is drawn: colours, motion, widths; and what agrees in both views.

use super::editor::reflex;
use super::*;
use crate::body::Body;
use crate::nervous::Side;
use crate::window::network::layouts::{self, arrange};
use crate::window::paint::theme::{Colours, Mode};
use crate::window::state::{Style, Theme, palette};
use bevy::math::Vec2;
use bevy_egui::egui::Pos2;

/// Chooses an entry of the menu of colours and motion.
fn choose(harness: &mut Harness<'_, World>, entry: &str) {
    harness.get_by_label("View").click();
    harness.run_steps(4);
    for label in ["Colours and motion", entry] {
        harness.get_by_label_contains(label).click();
        harness.run_steps(4);
    }
}

#[test]
fn theme_and_colours_are_chosen_in_the_menu() {
    let mut harness = window();
    let style = |harness: &Harness<'_, World>| harness.state().resource::<Style>().clone();
    assert_eq!(style(&harness).theme, Theme::System);
    choose(&mut harness, "Colours of high contrast");
    assert_eq!(style(&harness).colours, Colours::HighContrast);
    assert_eq!(palette(harness.state()).panel, bevy_egui::egui::Color32::BLACK);
    choose(&mut harness, "Light");
    assert_eq!(style(&harness).mode(), Mode::Light);
    assert_eq!(palette(harness.state()).panel, bevy_egui::egui::Color32::WHITE);
    choose(&mut harness, "Weights as width");
    assert!(style(&harness).wide_weights);
    choose(&mut harness, "Less motion");
    assert!(style(&harness).still());
}

#[test]
fn without_motion_a_layout_is_there_at_once() {
    let mut harness = window();
    let new = arrange(graph(&harness), layouts::Layout::Grid, &[0, 1, 2]);
    let moved = |harness: &Harness<'_, World>| {
        let place = |i: usize| graph(harness).cells[i].at;
        (0..3).all(|i| place(i).distance(new[&graph(harness).cells[i].key]) < 1e-4)
    };
    assert!(!moved(&harness));
    harness.state_mut().resource_mut::<Style>().less_motion = Some(true);
    harness.get_by_label("Arrange").click();
    harness.run_steps(3);
    harness.get_by_label("In rows").click();
    harness.run_steps(4);
    assert!(moved(&harness));
    assert_eq!(harness.ctx.global_style().animation_time, 0.0, "and nothing of egui's fades");
}

/// A worm that heads to the right has its left side above: so have the ports beside its network.
#[test]
fn the_left_side_lies_above_in_both_views() {
    let mut harness = reflex();
    let port = |harness: &Harness<'_, World>, side: Side| -> Pos2 {
        let graph = graph(harness);
        let ports = (0..graph.plan.ports.len()).filter_map(|port| Some((port, graph.part(port)?)));
        let (port, _) = ports.into_iter().find(|(_, part)| part.side == side).expect("a port");
        views(harness).network.to_screen(graph.plan.ports[port].at)
    };
    let above = port(&harness, Side::Left).y < port(&harness, Side::Right).y;
    let world = harness.state_mut();
    let body = world.query::<&Body>().iter(world).next().expect("a body");
    let segment = body.segments[3];
    let (skin, middle) = (segment.position + segment.axis().perp(), segment.position);
    let view = views(&harness).world;
    let above_in_the_world = view.to_screen(skin).y < view.to_screen(middle).y;
    assert!(above_in_the_world, "it heads to the right");
    assert!(above);
    // A neuron that stands among the ports of the left side is drawn in the left half of the worm.
    let being = &graph(&harness).beings[0];
    assert!(being.across(being.bounds.1.y.max(1.0)) > 0.0 || being.bounds.1.y <= 0.0);
}

#[test]
fn creatures_stand_one_below_the_other_in_the_order_of_the_file() {
    let harness = window_of(include_str!("../../../scenes/company.worm.ron"));
    let view = views(&harness).network;
    let graph = graph(&harness);
    let tops: Vec<f32> = (0..graph.beings.len())
        .map(|being| {
            let own = graph.cells.iter().zip(&graph.plan.nodes).filter(|(cell, _)| cell.creature == being);
            own.map(|(_, node)| view.to_screen(node.at).y).fold(f32::INFINITY, f32::min)
        })
        .collect();
    assert!(tops.len() == 6 && tops.windows(2).all(|pair| pair[0] < pair[1]), "{tops:?}");
}

#[test]
fn a_place_of_the_worm_is_forgotten_when_the_world_is_out_of_sight() {
    let mut harness = reflex();
    harness.state_mut().insert_resource(Pointed(vec![0]));
    harness.key_press(Key::Num3);
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Network);
    assert!(harness.state().resource::<Pointed>().0.is_empty());
}

#[test]
fn the_copy_of_a_worm_lies_beside_it_where_it_can_be_seen() {
    let mut harness = crawler_window();
    for _ in 0..1500 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(60);
    let bodies = |harness: &mut Harness<'_, World>| -> Vec<(f32, Vec<Vec2>)> {
        let world = harness.state_mut();
        let beings = world.resource::<Graph>().beings.clone();
        let bodies = beings.iter().filter_map(|being| world.get::<Body>(being.entity));
        bodies.map(|body| (body.plan.width, body.segments.iter().map(|s| s.position).collect())).collect()
    };
    let length = 16.0;
    let (width, worm) = bodies(&mut harness).remove(0);
    assert!(worm[0].length() > 0.5 * length, "it has crawled away");
    harness.get_by_label("Worms").click();
    harness.run_steps(3);
    harness.get_by_label("Copy").click();
    harness.run_steps(4);
    let bodies = bodies(&mut harness);
    assert_eq!(bodies.len(), 2);
    let view = views(&harness).world;
    for place in &bodies[1].1 {
        assert!(view.rect.contains(view.to_screen(*place)), "{place} is not in sight");
        let nearest = worm.iter().map(|other| other.distance(*place)).fold(f32::INFINITY, f32::min);
        assert!(nearest > 1.2 * width, "it lies on the other");
    }
    assert!(bodies[1].1[0].distance(worm[0]) < length);
}

#[test]
fn the_list_of_classes_is_coloured_for_the_colour_blind() {
    let mut harness = window();
    let colors =
        |harness: &Harness<'_, World>| graph(harness).cells.iter().map(|cell| cell.color).collect::<Vec<_>>();
    let before = colors(&harness);
    harness.state_mut().resource_mut::<Style>().colours = Colours::ColourBlind;
    harness.run_steps(2);
    let after = colors(&harness);
    assert!(before.iter().zip(&after).all(|(before, after)| before != after));
    assert_eq!(after[0], palette(harness.state()).class("", 0));
}
