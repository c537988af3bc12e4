//! What a body does in its world, without a nervous system.

use super::*;
use crate::arena::{Medium, Obstacle, Probe};
use bevy::math::ops;
use bevy::prelude::*;
use std::f32::consts::{PI, TAU};

fn world(medium: Medium, plan: &BodyPlan) -> (Physics, Body) {
    let mut physics = Physics::new(medium);
    let body = physics.add_body(plan, Vec2::ZERO, 0.0, &[]);
    (physics, body)
}

fn run(physics: &mut Physics, body: &mut Body, ticks: usize, probe: Option<&Probe>) {
    for _ in 0..ticks {
        physics.actuate(body);
        physics.advance(probe);
        physics.read_back(body);
    }
}

/// Lets muscles make a wave that travels from head to tail three times in ten seconds.
fn crawl(physics: &mut Physics, body: &mut Body, from: usize, ticks: usize) {
    let count = body.segments.len() as f32;
    for tick in from..from + ticks {
        for (joint, [left, right]) in body.muscles.iter_mut().enumerate() {
            let phase = joint as f32 / count / 0.65 - 0.003 * tick as f32;
            let wave = 0.7 * ops::sin(TAU * phase);
            (left.activation, right.activation) = (wave.max(0.0), (-wave).max(0.0));
        }
        run(physics, body, 1, None);
    }
}

fn activate(body: &mut Body, left: f32, right: f32) {
    for pair in &mut body.muscles {
        *pair = [Muscle { activation: left }, Muscle { activation: right }];
    }
}

fn length(body: &Body) -> f32 {
    body.segments.windows(2).map(|pair| pair[0].position.distance(pair[1].position)).sum()
}

fn bits(body: &Body) -> Vec<[u32; 6]> {
    let of = |segment: &Segment| {
        let (at, speed) = (segment.position, segment.velocity);
        [at.x, at.y, segment.angle, speed.x, speed.y, segment.force[0] + 2.0 * segment.force[1]]
            .map(f32::to_bits)
    };
    body.segments.iter().map(of).collect()
}

fn assert_finite(body: &Body) {
    for segment in &body.segments {
        assert!(segment.position.is_finite() && segment.velocity.is_finite() && segment.angle.is_finite());
        assert!(segment.position.length() < 1e4, "{}", segment.position);
        assert!(segment.force.iter().all(|force| force.is_finite() && *force >= 0.0));
    }
}

#[test]
fn a_body_at_rest_stays_where_it_was_put() {
    let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
    assert!(body.head_tip().length() < 1e-5);
    let before = body.segments.clone();
    run(&mut physics, &mut body, 200, None);
    for (before, after) in before.iter().zip(&body.segments) {
        assert!(before.position.distance(after.position) < 1e-3);
        assert_eq!(after.force, [0.0; 2]);
    }
}

#[test]
fn the_side_whose_muscles_pull_is_the_shorter_one() {
    for (left, right, sign) in [(1.0, 0.0, 1.0), (0.0, 1.0, -1.0)] {
        let (mut physics, mut body) = world(Medium::Agar, &BodyPlan { bend: 0.1, ..Default::default() });
        activate(&mut body, left, right);
        run(&mut physics, &mut body, 300, None);
        assert!(body.joints.iter().all(|joint| (sign * joint.bend - 0.1).abs() < 0.02));
        // The head turns towards the side that pulls, seen from the tail.
        let turned = body.segments[0].angle - body.segments[15].angle;
        assert!(sign * turned > 1.2);
        let middle = body.segments[8].position;
        let (head, tail) = (body.segments[0].position - middle, body.segments[15].position - middle);
        assert!(sign * (head + tail).dot(body.segments[8].axis().perp()) > 1.0);
    }
}

#[test]
fn both_muscles_shorten_the_body_within_a_second() {
    for medium in [Medium::Agar, Medium::Water] {
        let (mut physics, mut body) = world(medium, &BodyPlan::default());
        let before = length(&body);
        activate(&mut body, 1.0, 1.0);
        run(&mut physics, &mut body, 100, None);
        assert!(length(&body) < 0.75 * before);
        assert!(body.joints.iter().all(|joint| (joint.stretch + 0.3).abs() < 0.02));
    }
}

#[test]
fn a_posture_is_taken_in_less_than_the_time_of_a_wave_and_faster_in_water() {
    let response = |medium| {
        let (mut physics, mut body) = world(medium, &BodyPlan::default());
        let pattern = |joint: usize| ops::sin(TAU * joint as f32 / 10.4);
        for (joint, pair) in body.muscles.iter_mut().enumerate() {
            let wave = pattern(joint);
            *pair = [wave.max(0.0), (-wave).max(0.0)].map(|activation| Muscle { activation });
        }
        run(&mut physics, &mut body, 8, None);
        let reached: f32 = body.joints.iter().enumerate().map(|(j, joint)| joint.bend * pattern(j)).sum();
        reached / (0.9 * (0..15).map(|j| pattern(j).powi(2)).sum::<f32>())
    };
    let (agar, water) = (response(Medium::Agar), response(Medium::Water));
    assert!(agar > 0.5 && water > 0.9 && water > agar, "{agar} {water}");
}

#[test]
fn a_worm_whose_muscles_stop_stops() {
    for medium in [Medium::Agar, Medium::Water] {
        let (mut physics, mut body) = world(medium, &BodyPlan::default());
        crawl(&mut physics, &mut body, 0, 400);
        let speed = |body: &Body| body.segments.iter().map(|s| s.velocity.length()).sum::<f32>();
        let before = speed(&body);
        // The muscles hold their posture: nothing drives any more.
        run(&mut physics, &mut body, 50, None);
        assert!(before > 10.0 && speed(&body) < 0.1 * before, "{before} {}", speed(&body));
    }
}

#[test]
fn a_worm_crawls_forward() {
    let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
    crawl(&mut physics, &mut body, 0, 1000);
    assert!(body.center().x + 8.0 > 10.0, "{}", body.center());
}

#[test]
fn setae_turn_peristalsis_into_travel() {
    let way = |setae| {
        let plan = BodyPlan { setae, ..Default::default() };
        let (mut physics, mut body) = world(Medium::Custom { tangential: 1.0, normal: 10.0 }, &plan);
        let start = body.center().x;
        for tick in 0..1000 {
            // Waves of shortening run from head to tail: the worm goes the other way, as earthworms do.
            for (joint, pair) in body.muscles.iter_mut().enumerate() {
                let wave = 0.5 + 0.5 * ops::sin(TAU * (joint as f32 / 10.0 - 0.005 * tick as f32));
                *pair = [Muscle { activation: wave }; 2];
            }
            run(&mut physics, &mut body, 1, None);
        }
        body.center().x - start
    };
    let (smooth, bristly) = (way(0.0), way(20.0));
    assert!(smooth.abs() < 0.1 && bristly > 2.0, "{smooth} {bristly}");
}

#[test]
fn a_body_may_cross_itself() {
    // More creatures than rapier has groups, far from each other: the last are kept by the hook.
    let mut physics = Physics::new(Medium::Agar);
    let plan = BodyPlan { bend: 0.6, ..Default::default() };
    let mut bodies: Vec<Body> =
        (0..33).map(|index| physics.add_body(&plan, Vec2::new(0.0, 40.0 * index as f32), 0.0, &[])).collect();
    for body in &mut bodies {
        activate(body, 1.0, 0.0);
    }
    for _ in 0..300 {
        for body in &bodies {
            physics.actuate(body);
        }
        physics.advance(None);
    }
    for body in [0, 29, 30, 32] {
        let body = &mut bodies[body];
        physics.read_back(body);
        assert!(body.segments.iter().all(|segment| segment.force == [0.0; 2]));
        // 15 joints of 0.6 are one and a half turns: it lies on itself.
        let bend: f32 = body.joints.iter().map(|joint| joint.bend).sum();
        assert!((bend - 9.0).abs() < 0.3, "{bend}");
    }
}

#[test]
fn creatures_push_each_other() {
    for others in [0, 31] {
        let mut physics = Physics::new(Medium::Agar);
        for index in 0..others {
            physics.add_body(&BodyPlan::default(), Vec2::new(0.0, 1000.0 + 40.0 * index as f32), 0.0, &[]);
        }
        let mut pusher = physics.add_body(&BodyPlan::default(), Vec2::ZERO, 0.0, &[]);
        let mut pushed = physics.add_body(&BodyPlan::default(), Vec2::new(0.6, 8.0), PI / 2.0, &[]);
        let before = pushed.center();
        let mut felt = [0.0_f32; 2];
        for tick in 0..600 {
            crawl(&mut physics, &mut pusher, tick, 1);
            physics.read_back(&mut pushed);
            for segment in &pushed.segments {
                felt = [felt[0].max(segment.force[0]), felt[1].max(segment.force[1])];
            }
        }
        // It looks up, so that the pusher comes from its left.
        assert!(felt[0] > 0.1 && felt[1] < felt[0], "{felt:?}");
        assert!(pushed.center().x > before.x + 0.1, "{} {}", before, pushed.center());
    }
}

#[test]
fn a_wall_stops_the_head_and_the_skin_feels_it() {
    let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
    physics.set_obstacles(&[Obstacle::Wall { from: (2.0, -20.0), to: (2.0, 20.0) }]);
    let (mut felt, mut count, mut far) = (0.0, 0, f32::MIN);
    for tick in 0..1500 {
        crawl(&mut physics, &mut body, tick, 1);
        for segment in &body.segments {
            far = far.max(segment.position.x);
        }
        let force: f32 = body.segments[0].force.iter().sum();
        // Later it has turned and slides along the wall.
        if tick < 600 && force > 0.0 {
            felt += force;
            count += 1;
        }
    }
    assert!(far < 1.85 - 0.3, "{far}");
    assert!(count > 50 && (0.4..2.0).contains(&(felt / count as f32)), "{felt} {count}");
    assert_finite(&body);
}

#[test]
fn a_wall_on_the_right_is_felt_on_the_right() {
    let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
    physics.set_obstacles(&[Obstacle::Wall { from: (-20.0, -0.8), to: (20.0, -0.8) }]);
    crawl(&mut physics, &mut body, 0, 300);
    let mut felt = [0.0; 2];
    for tick in 300..600 {
        crawl(&mut physics, &mut body, tick, 1);
        for segment in &body.segments {
            felt = [felt[0] + segment.force[0], felt[1] + segment.force[1]];
        }
    }
    assert!(felt[1] > 1.0 && felt[0] < 0.2 * felt[1], "{felt:?}");
}

#[test]
fn no_obstacle_is_passed_at_full_speed() {
    let plan = BodyPlan { width: 0.3, bend: 1.2, ..Default::default() };
    let (mut physics, mut body) = world(Medium::Water, &plan);
    let wall = |from, to| Obstacle::Wall { from, to };
    let (low, high) = (-18.0, 2.0);
    physics.set_obstacles(&[
        wall((low, -4.0), (high, -4.0)),
        wall((low, 4.0), (high, 4.0)),
        wall((low, -4.0), (low, 4.0)),
        wall((high, -4.0), (high, 4.0)),
    ]);
    for beat in 0..20 {
        activate(&mut body, (beat % 2) as f32, ((beat + 1) % 2) as f32);
        run(&mut physics, &mut body, 20, None);
        for segment in &body.segments {
            let at = segment.position;
            assert!(at.x > low && at.x < high && at.y.abs() < 4.0, "{beat} {at}");
        }
    }
    assert_finite(&body);
}

#[test]
fn the_probe_is_felt_on_its_side_and_pushes() {
    for (y, side) in [(0.8, 0), (-0.8, 1)] {
        let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
        let probe = Probe { position: Vec2::new(-7.5, y), radius: 0.5 };
        run(&mut physics, &mut body, 1, Some(&probe));
        let force = body.segments[7].force;
        assert!(force[side] > 0.3 && force[1 - side] == 0.0, "{force:?}");
        assert_eq!(body.segments[0].force, [0.0; 2]);
        run(&mut physics, &mut body, 50, Some(&probe));
        assert!(body.segments[7].position.y * y < 0.0);
        assert!(body.segments[7].force[side] < force[side]);
        run(&mut physics, &mut body, 1, None);
        assert_eq!(body.segments[7].force, [0.0; 2]);
    }
}

#[test]
fn the_order_of_obstacles_does_not_matter() {
    let mut list = vec![
        Obstacle::Circle { at: (1.5, 0.8), radius: 0.7 },
        Obstacle::Circle { at: (1.5, -1.2), radius: 0.7 },
        Obstacle::Wall { from: (4.0, -9.0), to: (4.0, 9.0) },
        Obstacle::Circle { at: (-6.0, 1.6), radius: 0.6 },
        Obstacle::Circle { at: (-6.0, -1.6), radius: 0.6 },
    ];
    let mut results = Vec::new();
    for _ in 0..3 {
        let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
        physics.set_obstacles(&list);
        assert_eq!(physics.obstacles(), list);
        crawl(&mut physics, &mut body, 0, 600);
        results.push(bits(&body));
        list.rotate_left(2);
    }
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}

#[test]
fn the_same_run_gives_the_same_bits() {
    let run = || {
        let (mut physics, mut body) = world(Medium::Agar, &BodyPlan { setae: 3.0, ..Default::default() });
        physics.set_obstacles(&[Obstacle::Circle { at: (2.0, 0.3), radius: 1.0 }]);
        crawl(&mut physics, &mut body, 0, 300);
        physics.set_medium(Medium::Water);
        crawl(&mut physics, &mut body, 300, 300);
        bits(&body)
    };
    assert_eq!(run(), run());
}

#[test]
fn bodies_come_go_and_are_placed() {
    let (mut physics, mut body) = world(Medium::Agar, &BodyPlan::default());
    let mut other =
        physics.add_body(&BodyPlan { segments: 8, ..Default::default() }, Vec2::new(0.0, 5.0), PI, &[]);
    crawl(&mut physics, &mut body, 0, 100);
    physics.remove_body(&body);
    // What is gone is left alone.
    run(&mut physics, &mut body, 1, None);
    let again = physics.add_body(&BodyPlan::default(), Vec2::new(50.0, 0.0), 0.0, &[0.2; 15]);
    assert!(again.joints.iter().all(|joint| (joint.bend - 0.2).abs() < 1e-4));
    physics.place(&mut other, Vec2::new(3.0, -2.0), 1.0, &[0.1, -0.1]);
    assert!(other.head_tip().distance(Vec2::new(3.0, -2.0)) < 1e-4);
    assert!((other.segments[0].angle - 1.0).abs() < 1e-5 && (other.joints[1].bend + 0.1).abs() < 1e-4);
    run(&mut physics, &mut other, 10, None);
    assert_finite(&other);
    assert!(other.head_tip().distance(Vec2::new(3.0, -2.0)) < 0.5);
}

#[test]
fn extremes_stay_finite() {
    for segments in [4, 16, 200] {
        for (tangential, normal) in
            [(1e-3, 1e-3), (1e-3, 1.0), (1e4, 1e4), (10.0, 1e4), (1.0, 40.0), (1e4, 1e-3)]
        {
            for stiffness in [0.01, 1.0, 100.0] {
                let plan = BodyPlan {
                    segments,
                    stiffness,
                    bend: 1.2,
                    shorten: 0.6,
                    setae: 100.0,
                    ..Default::default()
                };
                let (mut physics, mut body) = world(Medium::Custom { tangential, normal }, &plan);
                physics.set_obstacles(&[Obstacle::Circle { at: (0.5, 0.2), radius: 1.0 }]);
                let probe = Probe { position: Vec2::new(-4.0, 0.2), radius: 1.0 };
                for beat in 0..4 {
                    activate(&mut body, (beat % 2) as f32, (beat / 2 % 2) as f32);
                    run(&mut physics, &mut body, 10, Some(&probe));
                }
                assert_finite(&body);
                // Flung about, joints overshoot their stop of 1.2, but stay well short of π, where
                // a bend would turn into its opposite. (200 joints that each ask for 1.2 wind up
                // forty turns, at the speed limit, and do not.)
                let most = body.joints.iter().fold(0.0_f32, |most, joint| most.max(joint.bend.abs()));
                assert!(segments > 16 || most < 2.2, "{segments} {tangential} {normal} {stiffness}: {most}");
            }
        }
    }
}
