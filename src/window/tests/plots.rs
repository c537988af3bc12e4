//! The plots, used as a person does.

use super::*;
use crate::window::plots::{Scope, Tab, save};

fn ticks(harness: &mut Harness<'_, World>, count: u32) {
    for _ in 0..count {
        crate::sim::run_tick(harness.state_mut());
    }
    harness.run_steps(2);
}

#[test]
fn a_pinned_neuron_keeps_its_lane_when_another_is_selected_and_after_a_reset() {
    let mut harness = window();
    select(&mut harness, "ALM");
    click(&mut harness, "Pin ALM");
    select(&mut harness, "M1");
    assert_eq!(plots(&harness).pins, [key("ALM")]);
    assert!(harness.query_by_label("Unpin ALM").is_some() && harness.query_by_label("Pin M1").is_some());
    ticks(&mut harness, 20);
    let sampled = |harness: &Harness<'_, World>| {
        let live = harness.state().resource::<Scope>().live();
        live.tracks.iter().map(|track| track.points.len()).collect::<Vec<_>>()
    };
    assert_eq!(sampled(&harness), [20, 20]);
    click(&mut harness, "Reset");
    assert_eq!(plots(&harness).pins, [key("ALM")]);
    ticks(&mut harness, 5);
    assert_eq!(sampled(&harness), [5, 5]);
    click(&mut harness, "Unpin ALM");
    assert!(plots(&harness).pins.is_empty());
    assert!(harness.query_by_label("Unpin ALM").is_none());
    assert_eq!(sampled(&harness), [5], "the selected one stays");
}

#[test]
fn the_list_of_pins_selects_and_lets_go() {
    let mut harness = window();
    for name in ["ALM", "PLM"] {
        select(&mut harness, name);
        click(&mut harness, &format!("Pin {name}"));
    }
    click(&mut harness, "2 pinned");
    click(&mut harness, "Select ALM");
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
    click(&mut harness, "Let go of ALM");
    assert_eq!(plots(&harness).pins, [key("PLM")]);
    click(&mut harness, "Unpin all");
    assert!(plots(&harness).pins.is_empty());
}

#[test]
fn a_pin_goes_with_its_neuron() {
    let mut harness = window();
    select(&mut harness, "PLM");
    click(&mut harness, "Pin PLM");
    let world = harness.state_mut();
    let neuron = key("PLM").find(world).expect("a neuron");
    world.despawn(neuron);
    world.resource_mut::<Selection>().select(None);
    world.resource_mut::<Graph>().stale = true;
    harness.run_steps(3);
    assert!(plots(&harness).pins.is_empty());
    assert!(harness.state().resource::<Scope>().live().tracks.is_empty());
}

#[test]
fn every_tab_opens_by_its_name_and_its_switches_are_there() {
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 150);
    for (name, tab, switches) in [
        ("Raster", Tab::Raster, ["all neurons", "selected and pinned", "by class", "by position"]),
        ("Rates", Tab::Rates, ["by class", "by neuron", "now", "over time"]),
        ("Whole run", Tab::Run, ["Plot speed", "Plot curvature", "Plot rates", "Plot of the whole run"]),
        ("Response", Tab::Response, ["Largest input", "automatic", "Response plot", "Save plot"]),
        ("Traces", Tab::Traces, ["Plot potential", "Plot cleft", "Plot received", "Plot over time"]),
    ] {
        click(&mut harness, name);
        assert_eq!(plots(&harness).tab, tab);
        for switch in switches {
            assert!(harness.query_by_label(switch).is_some(), "{name}: {switch}");
        }
    }
    click(&mut harness, "Plot cleft");
    click(&mut harness, "Raster");
    click(&mut harness, "by position");
    click(&mut harness, "selected and pinned");
    click(&mut harness, "Rates");
    click(&mut harness, "over time");
    click(&mut harness, "by neuron");
}

#[test]
fn a_frozen_plot_stands_and_goes_back_to_live() {
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 30);
    click(&mut harness, "Freeze plot");
    ticks(&mut harness, 30);
    let last = |harness: &Harness<'_, World>| {
        let scope = harness.state().resource::<Scope>();
        (scope.shown().tick, scope.live().tick)
    };
    assert_eq!(last(&harness), (30, 60));
    click(&mut harness, "Back to live");
    assert_eq!(last(&harness), (60, 60));
}

#[test]
fn a_drag_looks_back_and_a_double_click_comes_back() {
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 2500);
    let at = harness.get_by_label("Plot over time").rect().center();
    harness.drag_at(at);
    harness.run_steps(1);
    for i in 1..=4 {
        harness.hover_at(at + Vec2::new(30.0 * i as f32, 0.0));
        harness.run_steps(1);
    }
    harness.drop_at(at + Vec2::new(120.0, 0.0));
    harness.run_steps(2);
    let (from, to) = plots(&harness).view.range(25.0);
    assert!(to < 24.5 && (to - from - 10.0).abs() < 1e-6, "{from} {to}");
    assert!(harness.state().resource::<Scope>().is_frozen());
    click(&mut harness, "Back to live");
    assert_eq!(plots(&harness).view.range(25.0), (15.0, 25.0));
}

#[test]
fn while_the_panel_is_closed_only_the_neuron_of_the_inspector_is_sampled() {
    let mut harness = window();
    select(&mut harness, "PLM");
    click(&mut harness, "Pin PLM");
    select(&mut harness, "ALM");
    harness.state_mut().resource_mut::<Arrangement>().plot = false;
    harness.run_steps(2);
    ticks(&mut harness, 50);
    let live = harness.state().resource::<Scope>().live();
    assert_eq!(live.tracks.len(), 1, "the pinned one is not looked at");
    assert_eq!(live.tracks[0].points.len(), 50);
    assert!(live.releases.is_empty() && live.fields.is_none());
    harness.state_mut().resource_mut::<Arrangement>().inspector = false;
    harness.run_steps(2);
    ticks(&mut harness, 50);
    assert!(harness.state().resource::<Scope>().live().tracks.is_empty());
    // Nobody counted releases meanwhile: rates begin here.
    harness.state_mut().resource_mut::<Arrangement>().plot = true;
    harness.run_steps(2);
    ticks(&mut harness, 10);
    let live = harness.state().resource::<Scope>().live();
    assert_eq!((live.since, live.tick), (100, 110));
}

#[test]
fn the_inspector_has_a_trace_of_the_neuron_even_without_the_plots() {
    let mut harness = window();
    harness.state_mut().resource_mut::<Arrangement>().plot = false;
    assert!(harness.query_by_label("Trace of ALM's potential").is_none());
    select(&mut harness, "ALM");
    let trace = harness.get_by_label("Trace of ALM's potential").rect();
    assert!(trace.width() > 250.0 && trace.bottom() < 250.0, "in sight, above the parameters: {trace:?}");
    click(&mut harness, "Inject");
    ticks(&mut harness, 100);
    harness.hover_at(trace.right_center() - Vec2::new(20.0, 0.0));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("\nthreshold ").is_some(), "it is read off");
}

#[test]
fn a_synapse_has_a_trace_of_what_its_neuron_has_in_its_cleft() {
    use crate::edit::build::EntryKey;
    use crate::scene::document::Kind;
    let mut harness = window();
    let entry = EntryKey { creature: "Worm".into(), kind: Kind::SYNAPSE, place: 0 };
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry));
    harness.run_steps(3);
    ticks(&mut harness, 30);
    assert!(harness.query_by_label("Trace of ALM's cleft").is_some());
    let world = harness.state_mut();
    let neuron = key("ALM").find(world).expect("ALM");
    assert_eq!(world.resource::<Scope>().live().track(neuron).expect("a track").points.len(), 30);
}

#[test]
fn values_are_read_off_at_the_pointer() {
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 300);
    harness.hover_at(harness.get_by_label("Lane of ALM").rect().center());
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("time 5.0").is_some(), "in the middle of ten seconds");
    click(&mut harness, "Raster");
    harness.hover_at(harness.get_by_label("Lane of releases").rect().center());
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("\nnearest release ").is_some());
}

#[test]
fn the_wheel_zooms_in_time() {
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 300);
    harness.hover_at(harness.get_by_label("Lane of ALM").rect().center());
    harness.run_steps(2);
    turn_wheel(&harness);
    harness.run_steps(10);
    assert!(plots(&harness).view.span < 9.9, "{}", plots(&harness).view.span);
}

#[test]
fn lanes_stand_below_one_another_and_show_the_same_time() {
    let mut harness = window();
    for name in ["PLM", "M1"] {
        select(&mut harness, name);
        click(&mut harness, &format!("Pin {name}"));
    }
    harness.state_mut().resource_mut::<Arrangement>().panes.plot = Some(400.0);
    select(&mut harness, "ALM");
    let lanes = ["ALM", "PLM", "M1"].map(|name| harness.get_by_label(&format!("Lane of {name}")).rect());
    for pair in lanes.windows(2) {
        assert_eq!(pair[0].x_range(), pair[1].x_range());
        assert!(pair[0].bottom() <= pair[1].top());
    }
}

#[test]
fn what_is_shown_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plot.csv");
    let mut harness = window();
    select(&mut harness, "ALM");
    ticks(&mut harness, 40);
    click(&mut harness, "Save plot");
    let world = harness.state_mut();
    assert!(files::take_dialog(world), "the file dialog is open");
    assert_eq!(world.resource::<Plots>().proposed_name(), "Test-traces.csv");
    save(world, path.clone());
    let text = std::fs::read_to_string(path).expect("a table");
    let head = text.lines().next().expect("a line");
    assert_eq!(head, "time [s],ALM received,ALM potential,ALM released");
    assert_eq!(text.lines().count(), 41);
    // A wrong ending is told.
    harness.run_steps(2);
    click(&mut harness, "Save plot");
    let world = harness.state_mut();
    files::take_dialog(world);
    save(world, folder.path().join("plot.doc"));
    assert!(world.resource::<Notices>().report.is_some());
}

#[test]
fn rows_are_in_the_order_of_classes_or_of_places() {
    let mut harness = window();
    let mut graph = harness.state_mut().resource_mut::<Graph>();
    // M1 in front of all, and a sensory neuron behind it in the file.
    graph.cells[2].at.x = 0.0;
    graph.cells.swap(1, 2);
    let names = |by_place: bool| {
        let order = crate::window::plots::row_order(&graph, by_place);
        order.into_iter().map(|i| graph.cells[i].key.neuron.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["ALM", "PLM", "M1"]);
    assert_eq!(names(true), ["M1", "ALM", "PLM"]);
}
