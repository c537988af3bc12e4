//! Notes and frames on the canvas, written, moved and folded as a person does.

use super::editor::{at, document, nowhere, press, pull};
use super::*;
use crate::edit::build::EntryKey;
use crate::nervous::{Frame, Note, Tint};
use crate::scene::document::Kind;
use crate::window::network::layouts::{Layout as Way, arrange};
use crate::window::paint::draw::network::{End, Spot};
use bevy_egui::egui::{PointerButton, Pos2, vec2};

fn framed(folded: bool) -> Scene {
    let mut scene = scene();
    let creature = &mut scene.creatures[0];
    creature.frames = vec![Frame {
        name: "Touch".into(),
        neurons: vec!["ALM".into(), "PLM".into()],
        color: Tint::Blue,
        folded,
    }];
    creature.notes = vec![Note { text: "Here".into(), at: (1.0, 2.0), width: 2.0 }];
    scene
}

fn notes(harness: &mut Harness<'_, World>) -> Vec<Note> {
    document(harness).creatures.remove(0).notes
}

fn frames(harness: &mut Harness<'_, World>) -> Vec<Frame> {
    document(harness).creatures.remove(0).frames
}

fn write(harness: &mut Harness<'_, World>, text: &str) {
    harness.event(Event::Text(text.into()));
    harness.run_steps(2);
}

/// Where a note or a frame is on the screen.
fn rect(harness: &Harness<'_, World>, spot: Spot) -> bevy_egui::egui::Rect {
    let (plan, view) = (&graph(harness).plan, &views(harness).network);
    match spot {
        Spot::Note(i) => plan.note_rect(view, &plan.notes[i]).expect("to be read"),
        Spot::Frame(i) => plan.frame_rect(view, &plan.frames[i]),
        _ => panic!("no note and no frame"),
    }
}

fn double_click(harness: &mut Harness<'_, World>, at: Pos2) {
    // Every event has a frame of its own here, and time goes on with each.
    harness.ctx.options_mut(|options| options.input_options.max_double_click_delay = 5.0);
    harness.hover_at(at);
    harness.run_steps(1);
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    harness.run_steps(4);
}

fn ask(harness: &mut Harness<'_, World>, at: Pos2) {
    press(harness, at, PointerButton::Secondary, Modifiers::NONE);
    harness.run_steps(2);
}

fn undo(harness: &mut Harness<'_, World>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
}

#[test]
fn a_note_is_written_where_the_pointer_is_and_each_change_is_a_step() {
    let mut harness = window();
    let place = nowhere(&harness);
    harness.hover_at(place);
    harness.run_steps(2);
    harness.key_press(Key::T);
    harness.run_steps(3);
    write(&mut harness, "First");
    harness.key_press(Key::Enter);
    write(&mut harness, "second");
    assert!(notes(&mut harness).is_empty(), "not before it ends");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_steps(4);
    let first = notes(&mut harness);
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].text, "First\nsecond");
    assert_eq!(selection(&harness).entry.as_ref().map(|entry| entry.kind), Some(Kind::NOTE));
    let now = rect(&harness, Spot::Note(0));
    assert!(now.left_top().distance(place) < 3.0, "{now} for {place}");
    // Esc leaves it as it was.
    harness.key_press(Key::F2);
    harness.run_steps(3);
    write(&mut harness, " and more");
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert_eq!(notes(&mut harness), first);
    // A drag moves it, one at its edge makes it wider.
    harness.run_steps(30);
    pull(&mut harness, now.left_top() + vec2(10.0, 6.0), now.left_top() + vec2(60.0, -44.0), Modifiers::NONE);
    let moved = notes(&mut harness);
    assert!(
        moved[0].at.0 > first[0].at.0 && moved[0].at.1 > first[0].at.1 && moved[0].width == first[0].width
    );
    let edge = rect(&harness, Spot::Note(0)).right_center();
    pull(&mut harness, edge, edge + vec2(50.0, 0.0), Modifiers::NONE);
    let wide = notes(&mut harness);
    assert!(wide[0].width > moved[0].width && wide[0].at == moved[0].at, "{wide:?} after {moved:?}");
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    assert!(notes(&mut harness).is_empty());
    for wanted in [&wide, &moved, &first, &Vec::new()] {
        undo(&mut harness);
        assert_eq!(&notes(&mut harness), wanted);
    }
    assert_eq!(document(&mut harness), scene());
}

#[test]
fn a_note_without_a_text_is_none() {
    let mut harness = window();
    harness.hover_at(nowhere(&harness));
    harness.run_steps(2);
    harness.key_press(Key::T);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), scene());
    assert!(!harness.state().resource::<History>().can_undo());
}

#[test]
fn a_double_click_edits_a_note_and_a_click_outside_ends_it() {
    let mut harness = window_with(framed(false));
    let place = rect(&harness, Spot::Note(0)).left_top() + vec2(8.0, 6.0);
    double_click(&mut harness, place);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    write(&mut harness, "There");
    let outside = nowhere(&harness);
    press(&mut harness, outside, PointerButton::Primary, Modifiers::NONE);
    harness.run_steps(3);
    assert_eq!(notes(&mut harness)[0].text, "There");
    undo(&mut harness);
    assert_eq!(document(&mut harness), framed(false));
}

#[test]
fn selected_neurons_are_framed_titled_folded_and_set_free() {
    let mut harness = window();
    // It has some of the same buttons.
    harness.state_mut().resource_mut::<Arrangement>().inspector = false;
    harness.state_mut().resource_mut::<Selection>().select_many(vec![key("ALM"), key("PLM")]);
    harness.run_steps(3);
    harness.key_press(Key::E);
    harness.run_steps(4);
    write(&mut harness, "Touch");
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    let made = frames(&mut harness);
    assert_eq!((made[0].name.as_str(), made[0].neurons.concat()), ("Touch", "ALMPLM".to_owned()));
    assert_eq!(graph(&harness).plan.hit(&views(&harness).network, at(&harness, "ALM")), Some(0));
    harness.key_press(Key::U);
    harness.run_steps(4);
    assert!(frames(&mut harness)[0].folded);
    let plan = &graph(&harness).plan;
    assert_eq!(plan.hit(&views(&harness).network, at(&harness, "ALM")), None, "it is drawn in the box");
    assert_eq!(plan.bundles.len(), 1);
    assert_eq!((plan.bundles[0].from, plan.bundles[0].to), (End::Frame(0), End::Neuron(2)));
    assert_eq!(plan.bundles[0].count(), 1);
    // A drag of the box takes its neurons along, in one step.
    let before = document(&mut harness);
    let middle = rect(&harness, Spot::Frame(0)).center();
    harness.run_steps(30);
    pull(&mut harness, middle, middle + vec2(0.0, -60.0), Modifiers::NONE);
    let after = document(&mut harness);
    let up = |i: usize| after.creatures[0].neurons[i].at.1 - before.creatures[0].neurons[i].at.1;
    assert!(up(0) > 0.0 && up(0) == up(1) && up(2) == 0.0);
    undo(&mut harness);
    assert_eq!(document(&mut harness), before);
    // Its menu.
    let middle = rect(&harness, Spot::Frame(0)).center();
    ask(&mut harness, middle);
    harness.get_by_label("Select its neurons").click();
    harness.run_steps(3);
    assert_eq!(selection(&harness).count(), 2);
    ask(&mut harness, middle);
    harness.get_by_label("Dissolve").click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness), scene());
    undo(&mut harness);
    ask(&mut harness, middle);
    harness.get_by_label("Delete with its neurons").click();
    harness.run_steps(3);
    let left = document(&mut harness);
    assert_eq!((left.creatures[0].neurons.len(), left.creatures[0].frames.len()), (1, 0));
    undo(&mut harness);
    assert_eq!(document(&mut harness), before);
}

#[test]
fn the_menu_of_a_neuron_puts_it_into_a_frame_and_takes_it_out() {
    let mut harness = window_with(framed(false));
    for inside in [true, false] {
        let place = at(&harness, "M1");
        ask(&mut harness, place);
        harness.get_by_label_contains("In frames").click();
        harness.run_steps(3);
        harness.get_by_role_and_label(Role::CheckBox, "Touch").click();
        harness.run_steps(4);
        assert_eq!(frames(&mut harness)[0].neurons.contains(&"M1".to_owned()), inside);
    }
}

#[test]
fn the_inspector_shows_and_changes_them() {
    let mut harness = window_with(framed(false));
    harness.state_mut().resource_mut::<Arrangement>().list = false;
    let entry = |kind| EntryKey { creature: "Worm".into(), kind, place: 0 };
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(Kind::FRAME)));
    harness.run_steps(3);
    harness.get_by_label("Violet").click();
    harness.run_steps(3);
    harness.get_by_label("Folded to one box").click();
    harness.run_steps(3);
    let frame = frames(&mut harness).remove(0);
    assert_eq!((frame.color, frame.folded), (Tint::Violet, true));
    harness.get_by_label("PLM").click();
    harness.run_steps(3);
    assert_eq!(selection(&harness).selected, Some(key("PLM")));
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry(Kind::NOTE)));
    harness.run_steps(3);
    harness.get_by_label("Text of this note").click();
    harness.run_steps(3);
    write(&mut harness, "!");
    let outside = nowhere(&harness);
    press(&mut harness, outside, PointerButton::Primary, Modifiers::NONE);
    harness.run_steps(3);
    assert!(notes(&mut harness)[0].text.contains('!'));
}

#[test]
fn the_finder_finds_them() {
    let mut harness = window_with(framed(true));
    harness.state_mut().resource_mut::<Views>().network.centre = bevy::math::Vec2::new(500.0, 500.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(3);
    write(&mut harness, "touch");
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    let found = selection(&harness).entry.clone().map(|entry| (entry.kind, entry.place));
    assert_eq!(found, Some((Kind::FRAME, 0)));
    assert!(views(&harness).network.rect.contains(rect(&harness, Spot::Frame(0)).center()));
}

/// So many neurons in folded frames of the same size.
fn large(neurons: usize, frames: usize) -> Scene {
    let name = |i: usize| format!("N{i}");
    let each = neurons / frames;
    let mut creature = Creature { name: "Worm".into(), ..Creature::default() };
    for i in 0..neurons {
        let at = ((i % 60) as f32, (i / 60) as f32);
        creature.neurons.push(NeuronEntry { name: name(i), at, ..NeuronEntry::default() });
        for step in [1, 7, each + 3] {
            let to = name((i + step) % neurons);
            creature.synapses.push(SynapseEntry::new(name(i), to, 1.0));
        }
    }
    for k in 0..frames {
        let neurons = (k * each..(k + 1) * each).map(name).collect();
        let frame = Frame { name: format!("Part {k}"), neurons, color: Tint::Grey, folded: true };
        creature.frames.push(frame);
    }
    Scene { creatures: vec![creature], ..Scene::default() }
}

#[test]
fn a_large_net_in_folded_frames_is_a_few_bundles_made_once() {
    let mut harness = window_with(large(3000, 20));
    let plan = &graph(&harness).plan;
    assert_eq!(plan.inside.iter().filter(|inside| inside.is_some()).count(), 3000);
    assert!(plan.bundles.len() <= 40, "{}", plan.bundles.len());
    let between = |from: usize, to: usize| plan.boxed(from) != plan.boxed(to);
    let outside = plan.links.iter().filter(|link| between(link.from, link.to)).count();
    assert_eq!(plan.bundles.iter().map(|bundle| bundle.count() as usize).sum::<usize>(), outside);
    let reading = graph(&harness).reading;
    harness.run_steps(5);
    assert_eq!(graph(&harness).reading, reading, "nothing is read or bundled anew for a frame of the window");
}

#[test]
fn a_layout_moves_a_folded_frame_as_one_and_leaves_room_for_its_box() {
    let harness = window_with(large(60, 4));
    let graph = graph(&harness);
    for way in [Way::Forces, Way::Layers, Way::Grid] {
        let all: Vec<usize> = (0..graph.cells.len()).collect();
        let places = arrange(graph, way, &all);
        assert_eq!(places.len(), 60, "{way:?}");
        let by = |i: usize| places[&graph.cells[i].key] - graph.cells[i].at;
        let mut moved = graph.plan.clone();
        for (node, cell) in moved.nodes.iter_mut().zip(&graph.cells) {
            node.at = places[&cell.key];
        }
        for frame in &graph.plan.frames {
            let first = by(frame.members[0]);
            assert!(frame.members.iter().all(|i| by(*i).distance(first) < 1e-3), "{way:?}");
        }
        let boxes: Vec<_> = moved.frames.iter().map(|frame| moved.extent(frame)).collect();
        for (i, a) in boxes.iter().enumerate() {
            for b in &boxes[..i] {
                let over = a.1.min(b.1) - a.0.max(b.0);
                assert!(over.x < 0.05 || over.y < 0.05, "{way:?}: {a:?} over {b:?}");
            }
        }
    }
    // What is in a box is laid out by itself when nothing else is.
    let inside: Vec<usize> = graph.plan.frames[0].members.clone();
    let places = arrange(graph, Way::Grid, &inside);
    let set: std::collections::BTreeSet<String> = places.values().map(|at| format!("{at:?}")).collect();
    assert_eq!(set.len(), inside.len());
}

#[test]
fn going_back_in_time_leaves_notes_and_frames_as_they_are() {
    let mut harness = window_with(framed(false));
    for _ in 0..120 {
        drive::tick(harness.state_mut());
    }
    let entry = EntryKey { creature: "Worm".into(), kind: Kind::FRAME, place: 0 };
    crate::window::commands::frames::set_folded(harness.state_mut(), &entry, true);
    for _ in 0..20 {
        drive::tick(harness.state_mut());
    }
    let changed = document(&mut harness);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Comma);
    harness.run_steps(5);
    assert!(harness.state().resource::<Clock>().tick < 100, "it is another moment");
    assert_eq!(document(&mut harness), changed);
}
