//! Two fingers, pinch, the wheel and the space bar, over all that can be panned.

use super::editor::*;
use super::*;
use crate::window::paint::wheel::Wheel;
use crate::window::time::Hand;
use crate::window::tools::Tool;
use bevy_egui::egui::{PointerButton, Rect, vec2};

fn scroll(harness: &mut Harness<'_, World>, unit: MouseWheelUnit, delta: Vec2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.event(Event::MouseWheel { unit, delta, phase: TouchPhase::Move, modifiers });
    harness.run_steps(20);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    // Long enough that the next one is a turn of its own.
    harness.run_steps(40);
}

/// Two fingers as a touchpad tells them: in points.
fn swipe(harness: &mut Harness<'_, World>, delta: Vec2) {
    scroll(harness, MouseWheelUnit::Point, delta, Modifiers::NONE);
}

fn notch(harness: &mut Harness<'_, World>, delta: Vec2, modifiers: Modifiers) {
    scroll(harness, MouseWheelUnit::Line, delta, modifiers);
}

/// Both views: middle and scale.
fn looks(harness: &Harness<'_, World>) -> [(bevy::math::Vec2, f32); 2] {
    let views = views(harness);
    [views.world, views.network].map(|view| (view.centre, view.scale))
}

fn rects(harness: &Harness<'_, World>) -> [Rect; 2] {
    [views(harness).world.rect, views(harness).network.rect]
}

#[test]
fn two_fingers_pan_and_a_wheel_or_pinch_zooms() {
    for view in 0..2 {
        let mut harness = crawler_window();
        harness.state_mut().resource_mut::<Views>().follow = false;
        let rect = rects(&harness)[view];
        harness.hover_at(rect.center() + vec2(31.0, -17.0));
        harness.run_steps(2);
        let look = |harness: &Harness<'_, World>| looks(harness)[view];
        let (centre, scale) = look(&harness);
        for (unit, delta) in [
            (MouseWheelUnit::Point, vec2(12.0, -30.0)),
            (MouseWheelUnit::Line, vec2(0.0, 0.35)),
            (MouseWheelUnit::Line, vec2(-1.0, 0.0)),
        ] {
            let before = look(&harness);
            scroll(&mut harness, unit, delta, Modifiers::NONE);
            let after = look(&harness);
            assert_eq!(after.1, before.1, "{unit:?} {delta} zooms");
            assert!(after.0.distance(before.0) > 0.05, "{unit:?} {delta} does not pan");
        }
        assert_ne!(look(&harness).0, centre);
        let before = look(&harness);
        notch(&mut harness, vec2(0.0, 1.0), Modifiers::SHIFT);
        let after = look(&harness);
        assert!(
            after.1 == before.1 && after.0.x != before.0.x && after.0.y == before.0.y,
            "Shift is sideways"
        );
        notch(&mut harness, vec2(0.0, 1.0), Modifiers::NONE);
        assert!(look(&harness).1 > 1.05 * scale, "a notch zooms");
        let before = look(&harness).1;
        scroll(&mut harness, MouseWheelUnit::Point, vec2(0.0, 40.0), Modifiers::COMMAND);
        assert!(look(&harness).1 > 1.05 * before, "Ctrl zooms with two fingers too");
        let before = look(&harness).1;
        harness.event(Event::Zoom(1.25));
        harness.run_steps(2);
        assert!((look(&harness).1 / before - 1.25).abs() < 1e-3, "pinch");
    }
}

#[test]
fn what_wheel_and_touchpad_do_can_be_chosen() {
    let mut harness = window();
    let place = nowhere(&harness);
    harness.hover_at(place);
    harness.run_steps(2);
    let look = |harness: &Harness<'_, World>| looks(harness)[1];
    for (wheel, unit, zooms) in [
        (Wheel::Zooms, MouseWheelUnit::Point, true),
        (Wheel::Pans, MouseWheelUnit::Line, false),
        (Wheel::Each, MouseWheelUnit::Line, true),
    ] {
        harness.state_mut().resource_mut::<Views>().wheel = wheel;
        let before = look(&harness);
        let delta = if unit == MouseWheelUnit::Line { vec2(0.0, 1.0) } else { vec2(0.0, 40.0) };
        scroll(&mut harness, unit, delta, Modifiers::NONE);
        assert_eq!(look(&harness).1 != before.1, zooms, "{wheel:?} {unit:?}");
    }
}

#[test]
fn panning_by_touchpad_stops_following() {
    let mut harness = crawler_window();
    assert!(views(&harness).follow);
    harness.hover_at(views(&harness).world.rect.center());
    harness.run_steps(2);
    swipe(&mut harness, vec2(20.0, 10.0));
    assert!(!views(&harness).follow);
}

#[test]
fn a_swipe_turns_no_number() {
    let mut harness = window();
    let (from, to) = (at(&harness, "ALM"), at(&harness, "M1"));
    // The link is bent: where it is, is looked for.
    let rect = views(&harness).network.rect;
    let middle = from + (to - from) * 0.78;
    let link = (-40..40).map(|y| middle + vec2(0.0, y as f32)).find(|at| {
        let plan = &graph(&harness).plan;
        plan.hit_link(&views(&harness).network, *at).is_some()
            && plan.hit(&views(&harness).network, *at).is_none()
    });
    let link = link.expect("a link");
    assert!(rect.contains(link));
    press(&mut harness, link, PointerButton::Primary, Modifiers::NONE);
    assert!(selection(&harness).entry.is_some());
    let before = document(&mut harness);
    for _ in 0..3 {
        harness.hover_at(link);
        harness.run_steps(1);
        swipe(&mut harness, vec2(0.0, 3.0));
        swipe(&mut harness, vec2(0.0, -3.0));
    }
    assert_eq!(document(&mut harness), before, "a weight");
    // Nor over a field, a slider, or the clock.
    for (role, name) in
        [(Role::SpinButton, "weight"), (Role::Slider, "Speed"), (Role::SpinButton, "Steps lit")]
    {
        harness.hover_at(harness.get_by_role_and_label(role, name).rect().center());
        harness.run_steps(2);
        swipe(&mut harness, vec2(15.0, 60.0));
        notch(&mut harness, vec2(0.0, 2.0), Modifiers::NONE);
    }
    assert_eq!(document(&mut harness), before);
    assert_eq!(harness.state().resource::<Playback>().speed, 1.0);
    assert_eq!(harness.state().resource::<Canvas>().depth, 1);
}

#[test]
fn a_swipe_over_a_worm_does_not_turn_it() {
    let mut harness = crawler_window();
    harness.state_mut().resource_mut::<Tools>().tool = Tool::Move;
    let before = document(&mut harness);
    harness.hover_at(views(&harness).world.rect.center());
    harness.run_steps(2);
    swipe(&mut harness, vec2(0.0, 25.0));
    assert_eq!(document(&mut harness), before);
}

#[test]
fn two_fingers_look_back_in_a_plot_and_pinch_zooms_it() {
    let mut harness = window();
    select(&mut harness, "ALM");
    for _ in 0..1500 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(2);
    harness.hover_at(harness.get_by_label("Lane of ALM").rect().center());
    harness.run_steps(2);
    let view = |harness: &Harness<'_, World>| harness.state().resource::<Plots>().view;
    assert_eq!(view(&harness).end, None);
    swipe(&mut harness, vec2(60.0, 0.0));
    let end = view(&harness).end.expect("it stands still");
    assert!(end < 14.9 && view(&harness).span == 10.0, "{end}");
    harness.event(Event::Zoom(2.0));
    harness.run_steps(2);
    assert!((view(&harness).span - 5.0).abs() < 1e-3);
}

#[test]
fn a_swipe_along_the_time_line_goes_back_in_time_and_on() {
    let mut harness = crawler_window();
    for _ in 0..300 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(2);
    harness.hover_at(harness.get_by_label("Time line").rect().center());
    harness.run_steps(2);
    let tick = |harness: &Harness<'_, World>| harness.state().resource::<Clock>().tick;
    swipe(&mut harness, vec2(-6.0, 0.0));
    let back = tick(&harness);
    assert!(back < 290, "{back}");
    swipe(&mut harness, vec2(3.0, 0.0));
    assert!(tick(&harness) > back);
    let now = tick(&harness);
    swipe(&mut harness, vec2(0.0, 7.0));
    assert_eq!(tick(&harness), now, "up and down is not along it");
}

fn space(harness: &mut Harness<'_, World>, pressed: bool) {
    let modifiers = Modifiers::NONE;
    harness.event(Event::Key { key: Key::Space, physical_key: None, pressed, repeat: false, modifiers });
    harness.run_steps(2);
}

#[test]
fn the_space_bar_plays_by_a_tap_and_pans_by_a_drag() {
    let mut harness = crawler_window();
    let playing = |harness: &Harness<'_, World>| harness.state().resource::<Playback>().playing;
    space(&mut harness, true);
    assert!(!playing(&harness), "not before it is let go");
    space(&mut harness, false);
    assert!(playing(&harness));
    harness.key_press(Key::Space);
    harness.run_steps(2);
    assert!(!playing(&harness));
    let tick = harness.state().resource::<Clock>().tick;
    let before = document(&mut harness);
    for view in 0..2 {
        let from = rects(&harness)[view].center();
        let (centre, scale) = looks(&harness)[view];
        space(&mut harness, true);
        pull(&mut harness, from, from + vec2(40.0, 25.0), Modifiers::NONE);
        assert!(harness.state().resource::<Hand>().probe.is_none(), "it is no touch");
        space(&mut harness, false);
        let now = looks(&harness)[view];
        let moved = (centre - now.0) * scale;
        assert!((moved.x - 40.0).abs() < 1.0 && (moved.y.abs() - 25.0).abs() < 1.0, "{moved}");
        assert!(!playing(&harness), "the drag was all");
        assert_eq!(selection(&harness).count(), 0, "no box was drawn");
    }
    assert_eq!(document(&mut harness), before);
    assert_eq!(harness.state().resource::<Clock>().tick, tick);
}

#[test]
fn the_space_bar_in_a_text_is_a_letter() {
    let mut harness = window();
    harness.get_by_role_and_label(Role::TextInput, "Filter").click();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.event(Event::Text(" ".into()));
    harness.run_steps(2);
    assert!(!harness.state().resource::<Playback>().playing);
    assert_eq!(harness.state().resource::<Filter>().0, " ");
}
