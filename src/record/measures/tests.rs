//! Synthetic bodies whose measures are known beforehand.

use super::*;
use crate::sim::TICK_SECONDS;
use bevy::ecs::entity::Entity;
use bevy::math::{Vec2, ops};
use std::f32::consts::TAU;

const LENGTH: f32 = 16.0;
const STEP: f32 = 0.05;

/// A body of 16 segments that is at `place(t)` (body lengths, along +x), with these bends and
/// stretches of its joints at place `s` along it.
fn body(
    seconds: f32,
    place: impl Fn(f32) -> Vec2,
    bend: impl Fn(f32, f32) -> f32,
    stretch: impl Fn(f32, f32) -> f32,
) -> Track {
    let along = |j: i32| (j as f32 + 1.0) / 16.0;
    let samples = (0..=(seconds / STEP) as u64)
        .map(|i| {
            let tick = 1 + i * 5;
            let t = i as f32 * STEP;
            let stretches: Vec<f32> = (0..15).map(|j| stretch(t, along(j))).collect();
            Sample {
                tick,
                centre: (place(t) * LENGTH).as_dvec2(),
                axis: Vec2::X,
                length: 1.0 + stretches.iter().sum::<f32>() / 16.0,
                bends: (0..15).map(|j| bend(t, along(j))).collect(),
                stretches,
            }
        })
        .collect();
    Track {
        creature: Entity::PLACEHOLDER,
        name: "synthetic".into(),
        body_length: Some(LENGTH),
        spikes: 0,
        samples,
    }
}

fn still(_: f32, _: f32) -> f32 {
    0.0
}

/// A glider along +x with a wave of bends.
fn glider(speed: f32, frequency: f32, wavelength: f32) -> Track {
    body(
        10.0,
        |t| Vec2::new(speed * t, 0.0),
        |t, s| 0.3 * ops::sin(TAU * (frequency * t - s / wavelength)),
        still,
    )
}

fn all(track: &Track) -> Measures {
    measure(track, 0, u64::MAX).expect("a body")
}

#[track_caller]
fn near(value: impl Into<Option<f32>>, wanted: f32, within: f32) {
    let value = value.into().expect("a value");
    assert!((value - wanted).abs() <= within, "{value}, not {wanted}");
}

#[test]
fn a_glider_with_a_wave() {
    let m = all(&glider(0.2, 0.5, 0.65));
    near(m.speed, 0.2, 1e-3);
    near(m.distance, 2.0, 1e-2);
    near(m.path, 2.0, 1e-2);
    near(m.straightness, 1.0, 1e-3);
    near(m.frequency, 0.5, 0.01);
    near(m.wavelength, 0.65, 0.02);
    near(m.stride, 0.4, 0.01);
    assert_eq!((m.reversals, m.reversal_length), (0, None));
    assert_eq!(m.contraction, 0.0);
}

#[test]
fn backward_is_negative_and_so_is_a_wave_that_runs_to_the_head() {
    let m = all(&glider(-0.1, 1.0, -1.5));
    near(m.speed, -0.1, 1e-3);
    assert_eq!(m.gait(false), Gait::default());
    near(m.backward_frequency, 1.0, 0.01);
    near(m.backward_wavelength, -1.5, 0.05);
    near(m.backward_stride, -0.1, 2e-3);
    assert!((8..=10).contains(&m.backward_cycles), "{m:?}");
    assert_eq!(m.reversals, 1, "one that never ended");
    near(m.reversal_length, 1.0, 1e-2);
}

/// A crawler of 0.25 body lengths a second that turns round at these times and turns its wave round with it.
fn turncoat(seconds: f32, turns: impl Fn(f32) -> bool) -> Track {
    // How far the wave has come: to and fro, like the body.
    let steps = (seconds / STEP) as usize + 1;
    let mut along = vec![0.0];
    for i in 1..=steps {
        let way = if turns(i as f32 * STEP) { -STEP } else { STEP };
        along.push(along[i - 1] + way);
    }
    let at = move |t: f32| along[(t / STEP).round() as usize];
    body(
        seconds,
        |t| Vec2::new(0.25 * at(t), 0.0),
        |t, s| 0.3 * ops::sin(TAU * (0.5 * at(t) - s / 0.75)),
        still,
    )
}

#[test]
fn reversals_do_not_spoil_the_gait() {
    let m = all(&turncoat(60.0, |t| (20.0..30.0).contains(&t)));
    for (gait, sign, cycles) in [(m.gait(false), 1.0, 22..=25), (m.gait(true), -1.0, 4..=5)] {
        near(gait.frequency, 0.5, 0.005);
        near(gait.wavelength, sign * 0.75, 0.01);
        near(gait.stride, sign * 0.5, 0.01);
        assert!(cycles.contains(&gait.cycles), "{gait:?}");
    }
    // One that turns round every five seconds repeats itself every ten, but that is not how it crawls.
    let m = all(&turncoat(200.0, |t| t % 10.0 > 5.0));
    for (gait, sign) in [(m.gait(false), 1.0), (m.gait(true), -1.0)] {
        near(gait.frequency, 0.5, 0.005);
        near(gait.wavelength, sign * 0.75, 0.02);
        near(gait.stride, sign * 0.5, 0.02);
    }
    // One that turns round every three seconds never crawls for two cycles.
    let m = all(&turncoat(60.0, |t| t % 6.0 > 3.0));
    assert_eq!((m.frequency, m.backward_frequency), (None, None), "{m:?}");
}

#[test]
fn fewer_than_three_cycles_are_no_gait() {
    let over = |seconds: f32| {
        let m = measure(&glider(0.2, 0.5, 0.65), 0, (seconds * 100.0) as u64).expect("a body");
        (m.frequency.is_some() && m.wavelength.is_some() && m.stride.is_some(), m.cycles)
    };
    for seconds in [0.1, 1.0, 2.0, 3.9] {
        assert_eq!(over(seconds), (false, 0), "{seconds} s");
    }
    assert_eq!(over(5.0), (false, 2));
    assert_eq!(over(8.0), (true, 3));
}

#[test]
fn whatever_the_pace_the_gait_is_right() {
    for (frequency, wavelength) in
        [(0.08, 0.4), (0.13, 2.0), (0.3, -0.9), (1.0, 0.65), (2.2, 1.5), (3.3, 1.0)]
    {
        let seconds = 7.0 / frequency;
        let m = all(&body(
            seconds,
            |t| Vec2::new(0.4 * frequency * t, 0.0),
            |t, s| 0.3 * ops::sin(TAU * (frequency * t - s / wavelength)),
            still,
        ));
        near(m.frequency, frequency, 0.01 * frequency);
        near(m.wavelength, wavelength, 0.02 * wavelength.abs());
        near(m.stride, 0.4, 0.01);
        assert!((4..=7).contains(&m.cycles), "{m:?}");
    }
}

#[test]
fn a_wave_in_a_part_of_the_body_has_its_length() {
    // Behind the middle it is straight, as when a chain of neurons is cut.
    let m = all(&body(
        20.0,
        |t| Vec2::new(0.1 * t, 0.0),
        |t, s| if s < 0.6 { 0.3 * ops::sin(TAU * (0.5 * t - s / 0.7)) } else { 0.0 },
        still,
    ));
    near(m.frequency, 0.5, 0.005);
    near(m.wavelength, 0.7, 0.02);
}

#[test]
fn a_still_body_has_no_rhythm_and_no_way() {
    let m = all(&body(10.0, |_| Vec2::ZERO, still, still));
    assert_eq!((m.speed, m.path, m.amplitude, m.contraction), (0.0, 0.0, 0.0, 0.0));
    assert_eq!((m.frequency, m.wavelength, m.stride, m.straightness), (None, None, None, None));
}

#[test]
fn a_quarter_of_a_circle_is_not_straight() {
    let m = all(&body(
        10.0,
        |t| Vec2::new(ops::sin(TAU * t / 40.0), 1.0 - ops::cos(TAU * t / 40.0)),
        still,
        still,
    ));
    near(m.distance, 2.0f32.sqrt(), 1e-2);
    near(m.path, TAU / 4.0, 1e-2);
    near(m.straightness, 2.0f32.sqrt() / (TAU / 4.0), 1e-2);
}

#[test]
fn the_amplitude_of_a_wave_of_small_bends() {
    // y = A sin(2 pi s) has the curvature -(2 pi)^2 A sin(2 pi s); a joint bends by curvature / 16.
    for wanted in [0.01, 0.03, 0.05] {
        let bend = move |_, s: f32| -TAU * TAU * wanted * ops::sin(TAU * s) / 16.0;
        near(all(&body(1.0, |_| Vec2::ZERO, bend, still)).amplitude, wanted, 0.05 * wanted);
    }
}

#[test]
fn the_amplitude_of_an_arc_is_half_its_sagitta() {
    // A body bent into half a circle: radius 1 / pi, sagitta 1 / pi.
    let bends = [std::f32::consts::PI / 15.0; 15];
    near(posture::amplitude(&bends), 0.5 / std::f32::consts::PI, 0.01);
    let left = posture::amplitude(&bends.map(|b| -b));
    near(left, posture::amplitude(&bends), 1e-6);
}

#[test]
fn the_rhythm_of_peristalsis_is_that_of_the_length() {
    let m = all(&body(
        20.0,
        |t| Vec2::new(0.1 * t, 0.0),
        still,
        |t, s| -0.2 + 0.2 * ops::sin(TAU * (0.4 * t - s / 0.8)),
    ));
    near(m.frequency, 0.4, 0.01);
    near(m.wavelength, 0.8, 0.03);
    near(m.stride, 0.25, 0.01);
    assert!(m.contraction > 0.15, "{m:?}");
}

#[test]
fn a_body_is_measured_by_what_it_crawls_by() {
    // Peristalsis, before which the body bends for a while, as where it is touched or runs into something.
    let m = all(&body(
        50.0,
        |t| Vec2::new(0.1 * t, 0.0),
        |t, s| if t < 8.0 { 0.3 * ops::sin(TAU * (t - s / 0.65)) } else { 0.0 },
        |t, s| if t < 10.0 { 0.0 } else { -0.2 + 0.2 * ops::sin(TAU * (0.4 * t - s / 0.8)) },
    ));
    near(m.frequency, 0.4, 0.01);
    near(m.wavelength, 0.8, 0.03);
    assert!(m.cycles >= 13, "{m:?}");
    // One that bends shortens in the beat of its bends, or in twice that.
    let m = all(&body(
        30.0,
        |t| Vec2::new(0.1 * t, 0.0),
        |t, s| 0.3 * ops::sin(TAU * (0.5 * t - s / 0.65)),
        |t, s| -0.1 + 0.1 * ops::sin(2.0 * TAU * (0.5 * t - s / 0.65)),
    ));
    near(m.frequency, 0.5, 0.01);
    near(m.wavelength, 0.65, 0.03);
}

#[test]
fn contraction_is_the_greatest_shortening() {
    let m =
        all(&body(10.0, |_| Vec2::ZERO, still, |t, _| if (4.0..5.0).contains(&t) { -0.3 } else { -0.05 }));
    // The body has a segment more than joints.
    near(m.contraction, 0.3 * 15.0 / 16.0, 1e-5);
}

/// Forward for 5 s, back by 0.6 in 3 s, forward for 6 s, back by 0.3, forward; a sway all along.
fn back_and_forth(t: f32) -> Vec2 {
    let place = match t {
        t if t < 5.0 => 0.2 * t,
        t if t < 8.0 => 1.0 - 0.2 * (t - 5.0),
        t if t < 14.0 => 0.4 + 0.2 * (t - 8.0),
        t if t < 15.5 => 1.6 - 0.2 * (t - 14.0),
        t => 1.3 + 0.2 * (t - 15.5),
    };
    Vec2::new(place + 0.02 * ops::sin(TAU * t), 0.0)
}

#[test]
fn reversals_are_counted_and_measured() {
    let track = body(20.0, back_and_forth, still, still);
    let m = all(&track);
    assert_eq!(m.reversals, 2);
    near(m.reversal_length, 0.45, 0.04);
    let found = reversals(&track, 0, u64::MAX);
    for (reversal, (at, seconds, length)) in found.iter().zip([(5.0, 3.0, 0.6), (14.0, 1.5, 0.3)]) {
        near(reversal.tick as f32 * TICK_SECONDS, at, 0.4);
        near(reversal.seconds, seconds, 0.6);
        near(reversal.length, length, 0.04);
    }
    near(furthest_back(&track, 0, u64::MAX), 0.6, 0.04);
    near(furthest_back(&track, 900, u64::MAX), 0.3, 0.04);
    // The sway by itself is none.
    assert!(reversals(&track, 900, 1300).is_empty());
}

#[test]
fn what_is_measured_can_be_a_part_of_the_track() {
    let track = body(20.0, back_and_forth, still, still);
    near(measure(&track, 0, 500).expect("a body").speed, 0.2, 0.01);
    near(measure(&track, 500, 800).expect("a body").speed, -0.2, 0.01);
    assert!(measure(&track, 5000, 6000).is_none(), "nothing was seen then");
    assert!(measure(&track, 500, 500).is_none(), "a moment is no time");
}
