//! Astrocytes on the canvas and in the inspector.

use super::editor::document;
use super::help::click;
use super::*;
use crate::edit::build::{self, EntryKey};
use crate::nervous::AstrocyteEntry;
use crate::scene::document::Kind as EntryKind;
use crate::window::paint::draw::network::Spot;
use bevy_egui::egui::{PointerButton, Pos2};

const G1: EntryKey = EntryKey { creature: String::new(), kind: EntryKind::ASTROCYTE, place: 0 };

/// Four neurons in a row of links, and an astrocyte that covers the first.
fn window_of_glia() -> Harness<'static, World> {
    window_of(
        "(format: 1, creatures: [(name: \"W\", neurons: [\
         (name: \"A\", at: (0.0, 0.0)), (name: \"B\", at: (4.0, 0.0)), (name: \"C\", at: (8.0, 0.0)), (name: \"D\", at: (12.0, 0.0))], \
         synapses: [(from: \"A\", to: \"B\"), (from: \"B\", to: \"C\"), (from: \"C\", to: \"D\")], \
         astrocytes: [(name: \"G1\", at: (2.0, 3.0), covers: [(\"A\", \"B\")])])])",
    )
}

fn glia(harness: &mut Harness<'_, World>) -> AstrocyteEntry {
    document(harness).creatures[0].astrocytes[0].clone()
}

fn on_screen(harness: &Harness<'_, World>, place: bevy::math::Vec2) -> Pos2 {
    views(harness).network.to_screen(place)
}

fn star(harness: &Harness<'_, World>) -> Pos2 {
    on_screen(harness, graph(harness).plan.stars[0].at)
}

/// The middle of a link, where it is drawn.
fn middle(harness: &Harness<'_, World>, link: usize) -> Pos2 {
    let plan = &graph(harness).plan;
    let ends =
        [plan.links[link].from, plan.links[link].to].map(|cell| on_screen(harness, plan.nodes[cell].at));
    let straight = ends[0] + (ends[1] - ends[0]) * 0.5;
    // It bows out.
    let found = (-30..30)
        .map(|y| straight + Vec2::new(0.0, y as f32))
        .find(|at| plan.hit_link(&views(harness).network, *at) == Some(Spot::Link(link)));
    found.expect("it is somewhere there")
}

fn drag(harness: &mut Harness<'_, World>, way: &[Pos2]) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(way[0]));
    harness.run_steps(1);
    harness.event(button(way[0], true));
    harness.run_steps(1);
    for at in &way[1..] {
        harness.event(Event::PointerMoved(*at));
        harness.run_steps(1);
    }
    harness.event(button(way[way.len() - 1], false));
    harness.run_steps(3);
}

#[test]
fn an_astrocyte_is_dragged_to_another_place_in_one_step_of_undo() {
    let mut harness = window_of_glia();
    let before = glia(&mut harness);
    let at = star(&harness);
    drag(&mut harness, &[at, at + Vec2::new(20.0, 5.0), at + Vec2::new(40.0, 10.0)]);
    let after = glia(&mut harness);
    assert!(after.at.0 > before.at.0 + 0.2, "{:?}", after.at);
    assert_eq!(selection(&harness).entry.as_ref().map(|entry| entry.kind), Some(EntryKind::ASTROCYTE));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(glia(&mut harness), before);
}

#[test]
fn from_its_rays_it_is_drawn_over_links_to_cover_them() {
    let mut harness = window_of_glia();
    let before = glia(&mut harness);
    let centre = star(&harness);
    let rays = (0..40).map(|step| centre + Vec2::new(step as f32 * 0.5, 0.0));
    let plan = &graph(&harness).plan;
    let mut at_rays = rays.filter(|at| plan.hit_star(&views(&harness).network, *at) == Some((0, true)));
    let from = at_rays.next().expect("it has rays");
    let way = [from, middle(&harness, 1), middle(&harness, 2)];
    drag(&mut harness, &way);
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(glia(&mut harness).covers, [pair("A", "B"), pair("B", "C"), pair("C", "D")]);
    assert_eq!(graph(&harness).plan.stars[0].covers.len(), 3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(glia(&mut harness), before, "one step");
}

#[test]
fn a_command_adds_one_to_the_selected_synapse_and_refuses_a_second() {
    let mut harness = window_of_glia();
    let add = |harness: &mut Harness<'_, World>, place: u32| {
        let entry = EntryKey { creature: "W".into(), kind: EntryKind::SYNAPSE, place };
        harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry));
        harness.run_steps(2);
        let ctx = harness.ctx.clone();
        let table = harness.state().resource::<Table>().all().to_vec();
        let command = table.into_iter().find(|command| command.name == "Add an astrocyte").expect("there");
        command.run(harness.state_mut(), &ctx).expect("ready");
        harness.run_steps(3);
    };
    add(&mut harness, 2);
    let all = document(&mut harness).creatures[0].astrocytes.clone();
    assert_eq!((all.len(), all[1].covers[0].clone()), (2, ("C".to_owned(), "D".to_owned())));
    assert_ne!(all[0].name, all[1].name);
    add(&mut harness, 0);
    assert_eq!(document(&mut harness).creatures[0].astrocytes.len(), 2, "a synapse has at most one");
    assert!(harness.state().resource::<Notices>().count() > 0, "and that is said");
}

#[test]
fn the_inspector_shows_it_and_takes_pairs_out() {
    let mut harness = window_of_glia();
    let two = AstrocyteEntry {
        covers: vec![("A".into(), "B".into()), ("B".into(), "C".into())],
        ..glia(&mut harness)
    };
    let key = EntryKey { creature: "W".into(), ..G1 };
    assert!(perform(harness.state_mut(), build::replace(&key, two.into())));
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(key));
    harness.run_steps(3);
    assert!(harness.query_by_role_and_label(Role::SpinButton, "uptake").is_some());
    assert!(harness.query_by_label("It has not released yet.").is_some());
    click(&mut harness, "Uncover A to B");
    assert_eq!(glia(&mut harness).covers, [("B".to_owned(), "C".to_owned())]);
    click(&mut harness, "Delete");
    assert!(document(&mut harness).creatures[0].astrocytes.is_empty());
    assert!(graph(&harness).plan.stars.is_empty());
}
