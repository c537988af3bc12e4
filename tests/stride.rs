//! A prescribed travelling wave carries a body as far as resistive-force theory says.

use bevy::math::ops;
use bevy::prelude::*;
use std::f32::consts::TAU;
use wriggle::body::{Body, Physics};
use wriggle::scene::document::{BodyPlan, Medium};

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
    let mut physics = Physics::new(medium);
    let mut body: Body = physics.add_body(&plan, Vec2::ZERO, 0.0, &bends(0));
    let mut squares = 0.0;
    let mut start = Vec2::ZERO;
    for tick in 1..=3 * PERIOD {
        physics.prescribe(&body, &bends(tick));
        physics.advance(None);
        physics.read_back(&mut body);
        if tick == PERIOD {
            start = body.center();
        }
        if tick > PERIOD {
            squares += body.joints.iter().map(|joint| joint.bend * joint.bend).sum::<f32>();
        }
    }
    let mean = squares / (2 * PERIOD * (count - 1)) as f32;
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

#[test]
fn explore_stride() {
    for (wave, name) in [(CRAWL, "crawl"), (SWIM, "swim")] {
        for k in [1.0, 1.58, 5.0, 10.0, 40.0] {
            for segments in [16, 28] {
                let (stride, curvature) =
                    calibrated(wave, Medium::Custom { tangential: 1.0, normal: k }, segments);
                println!("{name} K {k} segments {segments}: stride {stride:.3} curvature {curvature:.2}");
            }
        }
    }
}
