//! The window by keys alone: where the keyboard goes, the ring that shows it, the canvas without a pointer.

use super::editor::{at, document};
use super::screens::screens;
use super::*;
use crate::edit::parts::Part;
use crate::nervous::Side;
use crate::scene::document::Kind;
use crate::window::network::canvas::{Aim, Drag, Joint};
use crate::window::paint::theme::{Look, contrast};
use crate::window::state::{Stop, Tour};
use bevy_egui::egui::{Id, LayerId};
use egui_kittest::kittest::NodeT;

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

fn press(harness: &mut Harness<'_, World>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(2);
}

fn focused(harness: &Harness<'_, World>) -> Option<Id> {
    harness.ctx.memory(|memory| memory.focused())
}

fn held(harness: &Harness<'_, World>) -> Option<Stop> {
    harness.state().resource::<Tour>().held(&harness.ctx)
}

/// The part of the window that has the focus.
fn part_of_focus(harness: &Harness<'_, World>) -> Option<Stop> {
    let order = harness.state().resource::<Tour>().order();
    let focused = focused(harness)?;
    order.iter().find(|(_, id)| *id == focused).map(|(stop, _)| *stop)
}

/// Goes on with F6 until a part has the keyboard.
fn go_to(harness: &mut Harness<'_, World>, stop: Stop) {
    for _ in 0..12 {
        if held(harness) == Some(stop) {
            return;
        }
        press(harness, NONE, Key::F6);
    }
    panic!("F6 never comes to {stop:?}, but to {:?}", part_of_focus(harness));
}

fn selected(harness: &Harness<'_, World>) -> Option<String> {
    selection(harness).selected.as_ref().map(|key| key.neuron.clone())
}

fn canvas<'h>(harness: &'h Harness<'_, World>) -> &'h Canvas {
    harness.state().resource::<Canvas>()
}

/// A worm without neurons but three in a triangle, and muscles and skin to link them with.
fn bare() -> Harness<'static, World> {
    window_of(
        "(format: 1, creatures: [(name: \"Worm\", body: (segments: 8, length: 8.0), neurons: [\
         (name: \"A\", at: (2.0, 0.0)), (name: \"B\", at: (5.0, 0.0)), (name: \"C\", at: (3.5, 1.5))])])",
    )
}

#[test]
fn f6_goes_from_part_to_part_as_one_reads_and_shift_f6_back() {
    let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
    let parts = [
        Stop::Top,
        Stop::List,
        Stop::Network,
        Stop::World,
        Stop::Inspector,
        Stop::Plots,
        Stop::Time,
        Stop::Status,
    ];
    for part in parts.into_iter().chain([Stop::Top]) {
        press(&mut harness, NONE, Key::F6);
        assert_eq!(part_of_focus(&harness), Some(part));
    }
    for part in parts.into_iter().rev() {
        press(&mut harness, SHIFT, Key::F6);
        assert_eq!(part_of_focus(&harness), Some(part));
    }
    // It comes back to where it was in a part.
    press(&mut harness, NONE, Key::Tab);
    let there = focused(&harness);
    press(&mut harness, NONE, Key::F6);
    press(&mut harness, SHIFT, Key::F6);
    assert_eq!(focused(&harness), there);
}

#[test]
fn tab_goes_through_all_of_the_window_in_the_order_of_its_parts_and_back() {
    let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
    select(&mut harness, "AVA");
    press(&mut harness, NONE, Key::Tab);
    let first = focused(&harness);
    let (mut parts, mut ids) = (Vec::new(), vec![first]);
    for _ in 0..400 {
        parts.extend(part_of_focus(&harness));
        press(&mut harness, NONE, Key::Tab);
        if focused(&harness) == first {
            break;
        }
        assert!(!ids.contains(&focused(&harness)), "round in a part: {parts:?}");
        ids.push(focused(&harness));
    }
    assert_eq!(focused(&harness), first, "it comes round");
    assert!(parts.is_sorted(), "{parts:?}");
    parts.dedup();
    assert_eq!(parts.len(), 8, "{parts:?}");
    press(&mut harness, SHIFT, Key::Tab);
    assert_eq!(focused(&harness), *ids.last().expect("some"));
}

#[test]
fn what_tab_comes_to_is_scrolled_into_view() {
    let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
    select(&mut harness, "AVA");
    harness.set_size(Vec2::new(1000.0, 660.0));
    harness.run_steps(3);
    for _ in 0..10 {
        if part_of_focus(&harness) == Some(Stop::Inspector) {
            break;
        }
        press(&mut harness, NONE, Key::F6);
    }
    let mut steps = 0;
    while part_of_focus(&harness) == Some(Stop::Inspector) {
        harness.run_steps(4);
        let seen = harness.ctx.read_response(focused(&harness).expect("some")).expect("it is there");
        let share = seen.interact_rect.area() / seen.rect.area();
        assert!(share > 0.9, "{:?}, of which {:?} is seen", seen.rect, seen.interact_rect);
        press(&mut harness, NONE, Key::Tab);
        steps += 1;
    }
    assert!(steps > 15, "{steps}");
}

/// The layer of what has the focus.
fn layer(harness: &Harness<'_, World>) -> Option<LayerId> {
    Some(harness.ctx.read_response(focused(harness)?)?.layer_id)
}

#[test]
fn in_a_dialog_tab_stays_and_afterwards_the_keyboard_is_where_it_was() {
    for (name, set_up) in screens() {
        let covers =
            ["help", "unsaved", "gallery", "finder", "new", "open-file", "save-as", "picture", "video"];
        if !covers.contains(&name) {
            continue;
        }
        let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
        go_to(&mut harness, Stop::Network);
        let before = focused(&harness);
        set_up(harness.state_mut());
        harness.run_steps(4);
        let modal = harness.ctx.memory(|memory| memory.top_modal_layer());
        assert!(modal.is_some(), "{name}");
        let mut seen = Vec::new();
        for _ in 0..60 {
            press(&mut harness, NONE, Key::Tab);
            assert!(focused(&harness).is_none() || layer(&harness) == modal, "{name}: {:?}", layer(&harness));
            seen.extend(focused(&harness));
        }
        assert!(!seen.is_empty(), "{name}");
        for _ in 0..3 {
            press(&mut harness, NONE, Key::Escape);
        }
        assert!(harness.ctx.memory(|memory| memory.top_modal_layer()).is_none(), "{name} is closed");
        assert_eq!(focused(&harness), before, "{name}");
    }
}

#[test]
fn in_a_menu_arrows_go_from_entry_to_entry_and_escape_gives_the_keyboard_back() {
    let mut harness = window();
    press(&mut harness, NONE, Key::Tab);
    let button = focused(&harness);
    press(&mut harness, NONE, Key::Enter);
    harness.run_steps(2);
    let mut entries = Vec::new();
    for _ in 0..3 {
        press(&mut harness, NONE, Key::ArrowDown);
        let rect = harness.ctx.read_response(focused(&harness).expect("an entry")).expect("there").rect;
        entries.push(rect.top());
    }
    assert!(entries.is_sorted() && entries[0] > 30.0, "{entries:?}");
    press(&mut harness, NONE, Key::Escape);
    assert_eq!(focused(&harness), button);
}

#[test]
fn the_ring_is_seen_on_every_ground_and_only_while_keys_are_used() {
    for look in Look::ALL {
        let p = look.palette();
        // It lies between two rims in the colour of a panel.
        assert!(contrast(p.accent, p.panel) >= 3.0, "{look:?}");
        for ground in [p.bar, p.well, p.canvas, p.ground, p.button, p.button_hover, p.accent_ground] {
            assert!(contrast(p.accent, ground) >= 3.0, "{look:?}: {ground:?}");
        }
    }
    let ring = |harness: &Harness<'_, World>| {
        let accent = crate::window::state::palette(harness.state()).accent;
        let shapes = harness.output().shapes.iter();
        let drawn = |shape: &bevy_egui::egui::Shape| match shape {
            bevy_egui::egui::Shape::Rect(rect) => rect.stroke.width == 2.0 && rect.stroke.color == accent,
            _ => false,
        };
        shapes.filter(|clipped| drawn(&clipped.shape)).count()
    };
    let mut harness = window();
    assert_eq!(ring(&harness), 0);
    go_to(&mut harness, Stop::Network);
    assert_eq!(ring(&harness), 1);
    let place = at(&harness, "ALM");
    editor::press(&mut harness, place, bevy_egui::egui::PointerButton::Primary, NONE);
    assert_eq!((held(&harness), ring(&harness)), (Some(Stop::Network), 0), "a click needs no ring");
    press(&mut harness, NONE, Key::ArrowRight);
    assert_eq!(ring(&harness), 1);
}

#[test]
fn arrows_choose_the_nearest_neuron_that_way_and_beyond_the_last_a_port() {
    let mut harness = bare();
    go_to(&mut harness, Stop::Network);
    press(&mut harness, NONE, Key::ArrowRight);
    let first = selected(&harness).expect("the one in the middle");
    assert!(["A", "B", "C"].contains(&first.as_str()));
    select(&mut harness, "A");
    press(&mut harness, NONE, Key::ArrowRight);
    assert_eq!(selected(&harness).as_deref(), Some("B"));
    press(&mut harness, NONE, Key::ArrowUp);
    assert_eq!(selected(&harness).as_deref(), Some("C"));
    press(&mut harness, NONE, Key::ArrowUp);
    let port = |harness: &Harness<'_, World>| match &canvas(harness).aim {
        Some(Aim::Part(part)) => Some(part.clone()),
        _ => None,
    };
    let muscle = port(&harness).expect("a port");
    assert_eq!((muscle.kind, muscle.side), (Kind::MUSCLE, Side::Left), "the left side lies above");
    assert_eq!(selected(&harness), None);
    press(&mut harness, NONE, Key::ArrowRight);
    let next = port(&harness).expect("a port");
    assert_eq!(next, Part { place: muscle.place + 1, ..muscle.clone() });
    press(&mut harness, NONE, Key::ArrowUp);
    assert_eq!(port(&harness).expect("a port").kind, Kind::STRETCH);
    press(&mut harness, NONE, Key::ArrowUp);
    assert_eq!(port(&harness).expect("a port").kind, Kind::SKIN);
    for _ in 0..3 {
        if selected(&harness).is_none() {
            press(&mut harness, NONE, Key::ArrowDown);
        }
    }
    assert!(selected(&harness).is_some(), "and back to the neurons: {:?}", canvas(&harness).aim);
}

#[test]
fn every_neuron_of_the_crawler_is_reached_by_arrows_and_kept_in_view() {
    let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
    go_to(&mut harness, Stop::Network);
    harness.state_mut().resource_mut::<Views>().network.scale *= 3.0;
    let all = graph(&harness).cells.len();
    let mut seen = std::collections::BTreeSet::new();
    let mut waiting = Vec::new();
    press(&mut harness, NONE, Key::ArrowRight);
    waiting.extend(selected(&harness));
    while let Some(from) = waiting.pop() {
        if !seen.insert(from.clone()) {
            continue;
        }
        for arrow in [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown] {
            harness.state_mut().resource_mut::<Selection>().select(Some(key(&from)));
            harness.key_press(arrow);
            harness.run_steps(1);
            if let Some(next) = selected(&harness) {
                assert!(views(&harness).network.rect.contains(at(&harness, &next)), "{next} is in view");
                waiting.push(next);
            }
        }
    }
    assert_eq!(seen.len(), all, "{seen:?}");
}

#[test]
fn shift_and_arrows_select_more_and_ctrl_and_arrows_move_them_in_one_step_of_undo() {
    let mut harness = bare();
    let before = document(&mut harness);
    go_to(&mut harness, Stop::Network);
    select(&mut harness, "A");
    press(&mut harness, SHIFT, Key::ArrowRight);
    assert_eq!((selection(&harness).count(), selected(&harness).as_deref()), (2, Some("B")));
    let places = |harness: &Harness<'_, World>| ["A", "B", "C"].map(|name| at(harness, name));
    let old = places(&harness);
    // Quick after one another: the clock of the tests makes long steps.
    keys::at_once(&mut harness, &[(Key::ArrowUp, CTRL), (Key::ArrowUp, CTRL)]);
    let new = places(&harness);
    assert!(new[0].y < old[0].y - 4.0 && new[1].y < old[1].y - 4.0, "up: {old:?} {new:?}");
    assert_eq!(new[2], old[2]);
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(document(&mut harness), before, "both presses are one step");
    // After a while it is another step.
    press(&mut harness, CTRL, Key::ArrowLeft);
    harness.run_steps(90);
    let between = document(&mut harness);
    press(&mut harness, CTRL, Key::ArrowLeft);
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(document(&mut harness), between);
}

/// The whole of the last lesson without a pointer: a neuron that feels, one that moves, a link, and a touch answered.
#[test]
fn a_reflex_is_built_by_keys_alone() {
    let mut harness = window_of(
        "(format: 1, creatures: [(name: \"Worm\", body: (segments: 8, length: 8.0), neurons: [])])",
    );
    go_to(&mut harness, Stop::Network);
    // Two neurons, side by side.
    press(&mut harness, NONE, Key::N);
    harness.run_steps(3);
    let first = selected(&harness).expect("a neuron");
    press(&mut harness, NONE, Key::N);
    harness.run_steps(3);
    let second = selected(&harness).expect("another");
    assert!(at(&harness, &first).distance(at(&harness, &second)) > 10.0, "beside one another");
    // The first feels the skin: up, through muscle and stretch, to the skin; from there to the neuron.
    select(&mut harness, &first);
    press(&mut harness, NONE, Key::Enter);
    assert!(matches!(canvas(&harness).drag, Drag::Link(_)));
    let mut found = false;
    for _ in 0..8 {
        press(&mut harness, NONE, Key::ArrowUp);
        found = matches!(&canvas(&harness).aim, Some(Aim::Part(part)) if part.kind == Kind::SKIN);
        if found {
            break;
        }
    }
    assert!(found, "{:?}", canvas(&harness).aim);
    press(&mut harness, NONE, Key::Enter);
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.skin.len(), creature.skin[0].neuron.as_str()), (1, first.as_str()));
    assert_eq!((&canvas(&harness).drag, &canvas(&harness).aim), (&Drag::None, &None));
    // It drives the second, which moves a muscle.
    press(&mut harness, NONE, Key::Enter);
    for arrow in [Key::ArrowRight, Key::ArrowLeft] {
        if canvas(&harness).aim != Some(Aim::Neuron(key(&second))) {
            press(&mut harness, NONE, arrow);
        }
    }
    press(&mut harness, NONE, Key::Enter);
    assert_eq!(document(&mut harness).creatures[0].synapses.len(), 1);
    select(&mut harness, &second);
    press(&mut harness, NONE, Key::Enter);
    press(&mut harness, NONE, Key::ArrowUp);
    press(&mut harness, NONE, Key::Enter);
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.muscles.len(), creature.muscles[0].neuron.as_str()), (1, second.as_str()));
    // It runs: what the skin feels makes the second fire.
    select(&mut harness, &first);
    press(&mut harness, NONE, Key::I);
    press(&mut harness, NONE, Key::Space);
    assert!(
        harness.state().resource::<Playback>().playing,
        "the space bar plays while the canvas has the keys"
    );
    press(&mut harness, NONE, Key::Space);
    assert!(!harness.state().resource::<Playback>().playing);
    let fired = |harness: &mut Harness<'_, World>| {
        let world = harness.state_mut();
        let neuron = key(&second).find(world).expect("there");
        world.get::<NeuronState>(neuron).is_some_and(|state| state.potential() > 0.0)
    };
    let answers = (0..300).any(|_| {
        drive::tick(harness.state_mut());
        fired(&mut harness)
    });
    assert!(answers);
}

#[test]
fn escape_gives_a_link_up_and_alt_makes_a_gap_junction() {
    let mut harness = bare();
    let before = document(&mut harness);
    go_to(&mut harness, Stop::Network);
    select(&mut harness, "A");
    press(&mut harness, NONE, Key::Enter);
    press(&mut harness, NONE, Key::Enter);
    assert!(matches!(canvas(&harness).drag, Drag::Link(_)), "without a place to lead to it waits");
    press(&mut harness, NONE, Key::ArrowRight);
    press(&mut harness, NONE, Key::Escape);
    assert_eq!((&canvas(&harness).drag, canvas(&harness).joint), (&Drag::None, None));
    assert_eq!((document(&mut harness), selected(&harness).as_deref()), (before, Some("A")));
    assert_eq!(held(&harness), Some(Stop::Network), "the keyboard stays");
    press(&mut harness, ALT, Key::Enter);
    assert_eq!(canvas(&harness).joint, Some(Joint::Electrical));
    press(&mut harness, NONE, Key::ArrowRight);
    press(&mut harness, NONE, Key::Enter);
    let gaps = document(&mut harness).creatures[0].gaps.clone();
    assert_eq!((gaps.len(), gaps[0].a.as_str(), gaps[0].b.as_str()), (1, "A", "B"));
}

#[test]
fn links_are_gone_through_and_followed() {
    let mut harness = window();
    go_to(&mut harness, Stop::Network);
    select(&mut harness, "ALM");
    press(&mut harness, ALT, Key::ArrowDown);
    let entry = selection(&harness).entry.clone().expect("its only link");
    assert_eq!((entry.kind, selected(&harness)), (Kind::SYNAPSE, None), "the link alone");
    assert_eq!(canvas(&harness).aim, Some(Aim::Neuron(key("ALM"))));
    press(&mut harness, ALT, Key::ArrowRight);
    assert_eq!(selected(&harness).as_deref(), Some("M1"));
    press(&mut harness, ALT, Key::ArrowLeft);
    assert_eq!(selected(&harness).as_deref(), Some("ALM"));
    // The link alone goes with Del.
    press(&mut harness, ALT, Key::ArrowDown);
    press(&mut harness, NONE, Key::Delete);
    let scene = document(&mut harness);
    assert_eq!((scene.creatures[0].synapses.len(), scene.creatures[0].neurons.len()), (0, 3));
}

#[test]
fn the_menu_of_what_is_selected_opens_by_a_key_with_the_keyboard_in_it() {
    let mut harness = window();
    go_to(&mut harness, Stop::Network);
    select(&mut harness, "ALM");
    press(&mut harness, SHIFT, Key::F10);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Duplicate").is_some());
    let focused = harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
    let name = focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default();
    assert!(name.starts_with("Rename"), "{name}");
    press(&mut harness, NONE, Key::ArrowDown);
    press(&mut harness, NONE, Key::ArrowDown);
    press(&mut harness, NONE, Key::Enter);
    harness.run_steps(3);
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    assert_eq!(harness.state().get(neuron), Some(&crate::nervous::Hold::Silent), "Inject, then Silence");
    assert!(harness.query_by_label_contains("Duplicate").is_none());
    assert_eq!(held(&harness), Some(Stop::Network));
    // On nothing it is that of the canvas; in the list that of its neuron.
    harness.state_mut().resource_mut::<Selection>().select(None);
    press(&mut harness, SHIFT, Key::F10);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Select all neurons").is_some());
    press(&mut harness, NONE, Key::Escape);
    go_to(&mut harness, Stop::List);
    press(&mut harness, NONE, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::F10);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Duplicate").is_some());
}

#[test]
fn the_list_is_gone_through_by_arrows_and_follows_the_filter() {
    let mut harness = window();
    go_to(&mut harness, Stop::List);
    let walk = |harness: &mut Harness<'_, World>, key| {
        press(harness, NONE, key);
        selected(harness).expect("some")
    };
    assert_eq!(walk(&mut harness, Key::ArrowDown), "ALM");
    assert_eq!(walk(&mut harness, Key::ArrowDown), "PLM");
    assert_eq!(walk(&mut harness, Key::End), "M1");
    assert_eq!(walk(&mut harness, Key::ArrowDown), "M1");
    assert_eq!(walk(&mut harness, Key::Home), "ALM");
    harness.state_mut().resource_mut::<Filter>().0 = "motor".into();
    harness.run_steps(2);
    assert_eq!(walk(&mut harness, Key::ArrowDown), "M1");
    assert_eq!(held(&harness), Some(Stop::List));
}

#[test]
fn time_is_gone_along_by_arrows() {
    let mut harness = window_of(include_str!("../../../scenes/crawler.worm.ron"));
    for _ in 0..2000 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(2);
    go_to(&mut harness, Stop::Time);
    let tick = |harness: &Harness<'_, World>| harness.state().resource::<Clock>().tick;
    press(&mut harness, NONE, Key::ArrowLeft);
    assert_eq!(tick(&harness), 1900);
    press(&mut harness, SHIFT, Key::ArrowLeft);
    assert_eq!(tick(&harness), 900);
    press(&mut harness, NONE, Key::ArrowRight);
    assert_eq!(tick(&harness), 1000);
    press(&mut harness, NONE, Key::Home);
    assert_eq!(tick(&harness), 0);
    press(&mut harness, NONE, Key::End);
    assert_eq!(tick(&harness), 2000);
    assert!(!harness.state().resource::<Playback>().playing);
}

/// The table in the README says all keys that act only in a part of the window; so does the help.
#[test]
fn keys_of_a_part_of_the_window_are_told() {
    let readme = include_str!("../../../README.md");
    let mut harness = window();
    harness.state_mut().resource_mut::<Help>().shown = true;
    harness.run_steps(3);
    let commands: Vec<_> = harness.state().resource::<Table>().all().to_vec();
    let own = commands.iter().filter(|command| command.place.is_some());
    let mut count = 0;
    for command in own {
        let keys = command.key_text();
        assert!(readme.contains(&keys), "{keys}: {}", command.name);
        assert!(harness.query_all_by_label(command.name).next().is_some(), "{} in the help", command.name);
        count += 1;
    }
    assert!(count > 10);
    // Outside of its part such a key does nothing.
    harness.state_mut().resource_mut::<Help>().shown = false;
    harness.run_steps(2);
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(selected(&harness), None);
}
