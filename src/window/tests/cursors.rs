//! Cursors in the plots, and what stands still with a frozen plot.

use super::help::shipped;
use super::*;
use crate::window::plots::{Bands, Scope, Tab, save_now};
use crate::window::twin::Ghost;

fn cursors(harness: &Harness<'_, World>) -> [Option<f64>; 2] {
    harness.state().resource::<Plots>().cursors()
}

fn click_at(harness: &mut Harness<'_, World>, at: bevy_egui::egui::Pos2) {
    harness.drag_at(at);
    harness.run_steps(1);
    harness.drop_at(at);
    // Clicks that follow too soon are one of two.
    harness.run_steps(40);
}

/// A window with a plot of three seconds, and where in it a share of the lane lies.
fn plotted() -> (Harness<'static, World>, impl Fn(f32) -> bevy_egui::egui::Pos2) {
    let mut harness = window();
    select(&mut harness, "ALM");
    for _ in 0..300 {
        crate::sim::run_tick(harness.state_mut());
    }
    harness.run_steps(2);
    let lane = harness.get_by_label("Lane of ALM").rect();
    (harness, move |share: f32| lane.left_center() + Vec2::new(share * lane.width(), 0.0))
}

#[test]
fn a_cursor_is_dragged_from_tick_to_tick_and_nothing_else_moves() {
    let (mut harness, at) = plotted();
    click_at(&mut harness, at(0.2));
    click_at(&mut harness, at(0.7));
    let [Some(a), Some(b)] = cursors(&harness) else { panic!("two: {:?}", cursors(&harness)) };
    let ticks = |at: f64| (at * 100.0 - (at * 100.0).round()).abs() < 1e-9;
    assert!(ticks(a) && ticks(b), "{a} {b}");
    let from = harness.get_by_label("Cursor B").rect().center();
    harness.hover_at(from);
    harness.run_steps(2);
    let icon = harness.output().platform_output.cursor_icon;
    assert_eq!(icon, bevy_egui::egui::CursorIcon::ResizeHorizontal, "it can be taken hold of");
    harness.drag_at(from);
    harness.run_steps(1);
    for share in [0.6, 0.5, 0.4] {
        harness.hover_at(at(share));
        harness.run_steps(1);
    }
    harness.drop_at(at(0.4));
    harness.run_steps(2);
    let [_, Some(now)] = cursors(&harness) else { panic!("two: {:?}", cursors(&harness)) };
    assert!((now - 4.0).abs() < 0.1 && ticks(now), "{now}");
    assert_eq!(cursors(&harness)[0], Some(a));
    assert!(!harness.state().resource::<Scope>().is_frozen(), "the plot was not dragged");
}

#[test]
fn the_arrow_keys_move_the_cursor_that_was_put_last_or_clicked() {
    let (mut harness, at) = plotted();
    click_at(&mut harness, at(0.2));
    let [Some(a), None] = cursors(&harness) else { panic!("one: {:?}", cursors(&harness)) };
    let press = |harness: &mut Harness<'_, World>, key: Key, modifiers: Modifiers| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(2);
    };
    press(&mut harness, Key::ArrowRight, Modifiers::NONE);
    assert!((cursors(&harness)[0].expect("one") - a - 0.01).abs() < 1e-9);
    press(&mut harness, Key::ArrowLeft, Modifiers::SHIFT);
    assert!((cursors(&harness)[0].expect("one") - a + 0.09).abs() < 1e-9);
    click_at(&mut harness, at(0.7));
    let first = cursors(&harness)[0];
    press(&mut harness, Key::ArrowRight, Modifiers::NONE);
    assert_eq!(cursors(&harness)[0], first, "the second has the keys now");
    let on_first = harness.get_by_label("Cursor A").rect().center();
    click_at(&mut harness, on_first);
    assert!(cursors(&harness)[1].is_some(), "a click on a cursor takes none away");
    press(&mut harness, Key::ArrowRight, Modifiers::NONE);
    assert!((cursors(&harness)[0].expect("one") - first.expect("one") - 0.01).abs() < 1e-9);
}

#[test]
fn a_frozen_plot_holds_the_lines_of_the_ghost_and_of_copies_too() {
    let mut world = shipped("crawler");
    Ghost::toggle(&mut world);
    world.resource_mut::<Playback>().playing = false;
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    select(&mut harness, "AVA");
    for _ in 0..600 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(2);
    let neuron = key("AVA").find(harness.state_mut()).expect("AVA");
    let band = vec![[1.0, 0.1, 0.2, 0.3], [5.0, 0.2, 0.3, 0.4]];
    let bands = Bands { copies: 12, neurons: vec![(neuron, band.clone())], speed: band };
    harness.state_mut().resource_mut::<Scope>().bands = Some(bands);
    harness.get_by_label("Freeze plot").click();
    harness.run_steps(3);
    let folder = tempfile::tempdir().expect("a folder");
    let saved = |harness: &mut Harness<'_, World>, tab: Tab| {
        let mut plots = harness.state_mut().resource_mut::<Plots>();
        (plots.tab, plots.copies) = (tab, true);
        let path = folder.path().join("plot.csv");
        save_now(harness.state(), &path);
        // None are run: these bands are made by hand.
        harness.state_mut().resource_mut::<Plots>().copies = false;
        std::fs::read_to_string(path).expect("a table")
    };
    let before = [Tab::Traces, Tab::Run].map(|tab| saved(&mut harness, tab));
    for table in &before {
        let head = table.lines().next().expect("a head");
        assert!(head.contains("ghost") && head.contains("12 copies median"), "{head}");
    }
    // Longer than samples are kept; the copies have come to an end, and the ghost has gone.
    for _ in 0..50 {
        drive::tick(harness.state_mut());
    }
    harness.state_mut().resource_mut::<Scope>().bands = None;
    Ghost::toggle(harness.state_mut());
    harness.run_steps(3);
    let after = [Tab::Traces, Tab::Run].map(|tab| saved(&mut harness, tab));
    assert_eq!(before[0], after[0]);
    assert_eq!(before[1], after[1]);
    harness.get_by_label("Back to live").click();
    harness.run_steps(3);
    let live = saved(&mut harness, Tab::Traces);
    assert!(!live.lines().next().expect("a head").contains("ghost"), "what is live has none any more");
}

#[test]
fn a_saved_picture_has_the_cursors_with_what_is_read_there_and_names_its_lines() {
    let mut world = shipped("crawler");
    world.resource_mut::<Playback>().playing = false;
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    for _ in 0..1200 {
        crate::sim::run_tick(harness.state_mut());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.svg");
    let picture = |harness: &mut Harness<'_, World>, variant: u8| {
        harness.state_mut().resource_mut::<Plots>().show_in_pictures(Tab::Run, variant);
        save_now(harness.state(), &path);
        std::fs::read_to_string(&path).expect("a picture")
    };
    let plain = picture(&mut harness, 0);
    assert!(plain.contains(">touch<") && plain.contains(">command<"), "classes are named");
    assert!(!plain.contains("A 6.50"));
    let with = picture(&mut harness, 4);
    assert!(with.contains("A 6.50  B 8.75  B \u{2212} A 2.25 s") && with.contains("speed: "), "read off");
    assert!(with.contains(">A<") && with.contains(">B<"), "the cursors are named");
    let neuron = key("AVA").find(harness.state_mut()).expect("AVA");
    let band = vec![[1.0, 0.1, 0.2, 0.3], [5.0, 0.2, 0.3, 0.4]];
    let bands = Bands { copies: 12, neurons: vec![(neuron, band.clone())], speed: band };
    harness.state_mut().resource_mut::<Scope>().bands = Some(bands);
    assert!(picture(&mut harness, 5).contains(">12 copies<"), "and so are copies");
}

#[test]
fn the_space_bar_plays_while_a_cursor_or_the_table_has_the_keyboard() {
    let (mut harness, at) = plotted();
    click_at(&mut harness, at(0.2));
    let press = |harness: &mut Harness<'_, World>| {
        harness.key_press(Key::Space);
        harness.run_steps(2);
        let mut playback = harness.state_mut().resource_mut::<Playback>();
        std::mem::take(&mut playback.playing)
    };
    assert!(press(&mut harness));
    assert!(cursors(&harness)[0].is_some());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run_steps(3);
    harness.get_by_label("Row of PLM").click();
    harness.run_steps(3);
    assert!(press(&mut harness));
    assert_eq!(selection(&harness).selected, Some(key("PLM")));
}
