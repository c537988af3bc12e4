//! A prescribed travelling wave carries a body as far as resistive-force theory says.

use bevy::math::ops;
use bevy::prelude::*;
use std::f32::consts::TAU;
use wriggle::app::{Executor, headless_app};
use wriggle::arena::Medium;
use wriggle::body::BodyPlan;
use wriggle::body::{Body, Prescribed, embody, set_medium};
use wriggle::sim::run_tick;

/// A travelling wave of curvature.
#[derive(Clone, Copy)]
struct Wave {
    /// In body lengths.
    length: f32,
    /// Root mean square of curvature times body length.
    curvature: f32,
    /// 1 from head to tail, -1 from tail to head.
    direction: f32,
}

const PERIOD: usize = 300;

/// Runs some cycles and returns the stride (displacement towards the head per cycle, in body
/// lengths) and the root mean square of curvature times length that the body really had.
fn run(wave: Wave, medium: Medium, segments: u32, amplitude: f32) -> (f32, f32) {
    let plan = BodyPlan { segments, ..Default::default() };
    let count = segments as usize;
    let bends = |tick: usize| -> Vec<f32> {
        (1..count)
            .map(|joint| {
                let along = joint as f32 / segments as f32 / wave.length;
                let time = wave.direction * tick as f32 / PERIOD as f32;
                amplitude * ops::sin(TAU * (along - time))
            })
            .collect()
    };
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    set_medium(world, medium);
    let worm = world.spawn(Name::new("Worm")).id();
    embody(world, worm, &plan, Vec2::ZERO, 0.0, &bends(0));
    let mut squares = 0.0;
    let mut start = Vec2::ZERO;
    for tick in 1..=3 * PERIOD {
        world.entity_mut(worm).insert(Prescribed(bends(tick)));
        run_tick(world);
        let body = world.get::<Body>(worm).expect("a body");
        if tick == PERIOD {
            start = body.center();
        }
        if tick > PERIOD {
            squares += body.joints.iter().map(|joint| joint.bend * joint.bend).sum::<f32>();
        }
    }
    let mean = squares / (2 * PERIOD * (count - 1)) as f32;
    let body = world.get::<Body>(worm).expect("a body");
    let tail = body.segments[count - 1].position;
    let towards_head = (body.segments[0].position - tail).normalize();
    let way = body.center() - start;
    let stride = way.length() * way.dot(towards_head).signum() / 2.0 / plan.length;
    (stride, mean.sqrt() * segments as f32)
}

/// As [`run`], with the amplitude that makes the real curvature that of the wave.
fn calibrated(wave: Wave, medium: Medium, segments: u32) -> (f32, f32) {
    let mut amplitude = wave.curvature * std::f32::consts::SQRT_2 / segments as f32;
    let mut result = run(wave, medium, segments, amplitude);
    for _ in 0..3 {
        if (result.1 / wave.curvature - 1.0).abs() < 0.02 {
            break;
        }
        amplitude *= wave.curvature / result.1;
        result = run(wave, medium, segments, amplitude);
    }
    result
}

const CRAWL: Wave = Wave { length: 0.65, curvature: 6.0, direction: 1.0 };
const SWIM: Wave = Wave { length: 1.54, curvature: 4.0, direction: 1.0 };

/// The ratio of drag across to drag along the axis, and the stride of a body without mass
/// (resistive-force theory).
const CRAWLED: [(f32, f32); 5] = [(1.0, 0.0), (1.58, 0.078), (5.0, 0.29), (10.0, 0.39), (40.0, 0.49)];
const SWUM: [(f32, f32); 5] = [(1.0, 0.0), (1.58, 0.113), (5.0, 0.46), (10.0, 0.63), (40.0, 0.82)];

fn assert_strides(wave: Wave, table: &[(f32, f32)], segments: u32) {
    for &(ratio, expected) in table {
        let medium = Medium::Custom { tangential: 1.0, normal: ratio };
        let (stride, curvature) = calibrated(wave, medium, segments);
        assert!((curvature / wave.curvature - 1.0).abs() < 0.02, "K {ratio}: curvature {curvature}");
        let allowed = if expected == 0.0 { 0.01 } else { 0.1 * expected };
        assert!((stride - expected).abs() < allowed, "K {ratio}, {segments} segments: stride {stride}");
    }
}

#[test]
fn a_crawling_wave_has_the_stride_of_theory() {
    assert_strides(CRAWL, &CRAWLED, 28);
    assert_strides(CRAWL, &CRAWLED, 16);
}

#[test]
fn a_swimming_wave_has_the_stride_of_theory() {
    assert_strides(SWIM, &SWUM, 28);
    assert_strides(SWIM, &SWUM, 16);
}

#[test]
fn the_media_of_scenes_differ_as_their_ratios_do() {
    let (agar, _) = calibrated(CRAWL, Medium::Agar, 16);
    let (water, _) = calibrated(SWIM, Medium::Water, 16);
    assert!((agar - 0.49).abs() < 0.05 && (water - 0.113).abs() < 0.02, "{agar} {water}");
}

#[test]
fn a_wave_from_tail_to_head_carries_backward() {
    let (forward, _) = calibrated(CRAWL, Medium::Agar, 16);
    let (backward, _) = calibrated(Wave { direction: -1.0, ..CRAWL }, Medium::Agar, 16);
    assert!((forward + backward).abs() < 0.02 && backward < -0.4, "{forward} {backward}");
}
