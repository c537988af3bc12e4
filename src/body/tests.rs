//! What a body does in its world, without a nervous system.

use super::*;
use crate::scene::document::{BodyPlan, Medium, Obstacle};
use bevy::prelude::*;

fn world(medium: Medium, plan: &BodyPlan) -> (Physics, Body) {
    let mut physics = Physics::new(medium);
    let body = physics.add_body(plan, Vec2::ZERO, 0.0, &[]);
    (physics, body)
}

fn tick(physics: &mut Physics, body: &mut Body, probe: Option<&Probe>) {
    physics.actuate(body);
    physics.advance(probe);
    physics.read_back(body);
}

#[test]
fn explore_response() {
    for medium in [Medium::Agar, Medium::Water] {
        let (mut physics, mut body) = world(medium, &BodyPlan::default());
        // bend of a travelling-wave posture
        for j in 0..15 {
            let p = bevy::math::ops::sin(std::f32::consts::TAU * j as f32 / 10.4);
            body.muscles[j][0].activation = p.max(0.0);
            body.muscles[j][1].activation = (-p).max(0.0);
        }
        for t in 0..100 {
            tick(&mut physics, &mut body, None);
            if [0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 99].contains(&t) {
                let b: f32 = (0..15)
                    .map(|j| {
                        body.joints[j].bend * (body.muscles[j][0].activation - body.muscles[j][1].activation)
                    })
                    .sum();
                let n: f32 = (0..15)
                    .map(|j| {
                        let a = body.muscles[j][0].activation - body.muscles[j][1].activation;
                        a * a * 0.9
                    })
                    .sum();
                let s = body.joints.iter().map(|j| j.stretch.abs()).fold(0.0, f32::max);
                println!("{medium:?} t {t} response {:.3} stretch {s:.3}", b / n);
            }
        }
        let (mut physics, mut body) = world(medium, &BodyPlan::default());
        for pair in &mut body.muscles {
            pair[0].activation = 1.0;
            pair[1].activation = 1.0;
        }
        for t in 0..100 {
            tick(&mut physics, &mut body, None);
            if t % 20 == 19 {
                println!(
                    "{medium:?} shorten t {t}: {:.3}",
                    (body.segments[0].position - body.segments[15].position).length() / 15.0
                );
            }
        }
    }
}
