//! What the status bar says, and what is said of a few and of one.

use super::*;
use crate::window::state::figures::{Figure, Figures};
use crate::window::time::Stats;
use bevy_egui::egui::Order;

#[test]
fn a_few_figures_stand_there_and_others_are_chosen_in_a_menu() {
    let mut harness = crawler_window();
    assert_eq!(harness.state().resource::<Figures>().shown().count(), 3);
    assert!(says(&harness, "BL/s") && says(&harness, "releases/s") && !says(&harness, "BL a cycle"));
    harness.get_by_label("Figures").click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::CheckBox, "Stride").click();
    harness.get_by_role_and_label(Role::CheckBox, "Releases").click();
    harness.run_steps(3);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    let shown: Vec<Figure> = harness.state().resource::<Figures>().shown().collect();
    assert_eq!(shown, [Figure::Speed, Figure::Frequency, Figure::Stride]);
    assert!(says(&harness, "BL a cycle") && !says(&harness, "releases/s"));
}

#[test]
fn the_wave_says_which_way_it_runs() {
    let mut harness = crawler_window();
    harness.state_mut().resource_mut::<Figures>().set(Figure::Wave, true);
    for (wave, words) in [
        (Some(-0.74), "0.74 BL wavelength, tail to head"),
        (Some(0.74), "0.74 BL wavelength, head to tail"),
        (None, "- BL wavelength"),
    ] {
        harness.state_mut().resource_mut::<Stats>().moved.gait.wavelength = wave;
        harness.run_steps(2);
        assert!(says(&harness, words), "{words}");
        assert!(!says(&harness, "-0.74"));
    }
}

#[test]
fn before_anything_is_measured_a_worm_has_a_body_all_the_same() {
    let harness = crawler_window();
    assert!(!says(&harness, "no body"));
    assert!(says(&harness, "- BL/s"));
    assert!(window().query_by_label("no body").is_some());
}

#[test]
fn a_scene_that_is_opened_has_no_figures_of_the_one_before() {
    let mut harness = crawler_window();
    for _ in 0..600 {
        drive::tick(harness.state_mut());
    }
    crate::window::time::refresh_stats(harness.state_mut());
    harness.run_steps(2);
    let stats = *harness.state().resource::<Stats>();
    assert!(stats.moved.movement.is_some() && stats.moved.minute.is_some());
    let text = include_str!("../../../scenes/nematode.worm.ron");
    let scene = crate::scene::parse(text, "nematode").unwrap_or_else(|faults| panic!("{faults}"));
    furnish(harness.state_mut(), &Start { scene, path: None, comments: Comments::default() });
    harness.state_mut().resource_mut::<Playback>().playing = false;
    drive::advance(harness.state_mut(), 1.0);
    harness.run_steps(2);
    let stats = *harness.state().resource::<Stats>();
    assert!(stats.moved.movement.is_none() && stats.moved.minute.is_none(), "{stats:?}");
    assert_eq!((stats.moved.gait.frequency, stats.spikes, stats.possible), (None, 0.0, 0.0));
    assert!(says(&harness, "- BL/s"));
}

#[test]
fn one_is_told_as_one() {
    let mut harness = window();
    let text = include_str!("../../../scenes/pair.worm.ron");
    let other = crate::scene::parse(text, "pair").unwrap_or_else(|faults| panic!("{faults}"));
    crate::window::tools::add_from(harness.state_mut(), other);
    harness.run_steps(2);
    assert!(!says(&harness, "1 creatures"));
    harness.state_mut().resource_mut::<Selection>().class = Some("motor".into());
    harness.run_steps(2);
    assert!(says(&harness, "1 neuron of this class follows"));
    harness.state_mut().resource_mut::<Selection>().class = Some("sensory".into());
    harness.run_steps(2);
    assert!(says(&harness, "2 neurons of this class follow"));
}

fn tooltips(harness: &Harness<'_, World>) -> usize {
    let layers = harness.ctx.memory(|memory| memory.areas().visible_layer_ids());
    layers.iter().filter(|layer| layer.order == Order::Tooltip).count()
}

/// What lies below a dialog says nothing over it.
#[test]
fn no_tooltip_stays_over_a_dialog() {
    // (What went wrong is told in a window beside which all else can be used.)
    let dialogs: [(&str, fn(&mut World)); 3] = [
        ("help", |world| world.resource_mut::<Help>().shown = true),
        ("gallery", crate::window::gallery::open),
        ("question", |world| world.resource_mut::<Wishes>().waiting = Some(Wish::Open("x.worm.ron".into()))),
    ];
    let below = [
        ("Play", "(space)"),
        ("Theme", "Dark or light"),
        ("Time line", "Drag, click, or swipe"),
        ("ALML", "Bar: potential over threshold"),
        ("Poke", "a click taps, a hold squeezes"),
    ];
    for (dialog, open) in dialogs {
        for (under, tip) in below {
            let mut harness = crawler_window();
            // In a tip of its own, beside what says the same already.
            let count = |harness: &Harness<'_, World>| harness.query_all_by_label_contains(tip).count();
            let before = count(&harness);
            let said = |harness: &Harness<'_, World>| tooltips(harness) > 0 && count(harness) > before;
            harness.hover_at(harness.get_by_label(under).rect().center());
            harness.run_steps(60);
            assert!(said(&harness), "{under} has one");
            open(harness.state_mut());
            harness.run_steps(6);
            assert!(!said(&harness), "{under} below {dialog}");
        }
    }
}
