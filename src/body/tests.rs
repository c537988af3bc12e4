//! What a body does in its world, without a nervous system.

mod tank;

use super::*;
use crate::arena::{Medium, Obstacle, Probe};
use bevy::ecs::prelude::*;
use bevy::math::{Vec2, ops};
use std::f32::consts::{PI, TAU};
use tank::Tank;

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
    let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
    assert!(tank.body(worm).head_tip().length() < 1e-5);
    let before = tank.body(worm).segments.clone();
    tank.run(200, None);
    for (before, after) in before.iter().zip(&tank.body(worm).segments) {
        assert!(before.position.distance(after.position) < 1e-3);
        assert_eq!(after.force, [0.0; 2]);
    }
}

#[test]
fn the_side_whose_muscles_pull_is_the_shorter_one() {
    for (left, right, sign) in [(1.0, 0.0, 1.0), (0.0, 1.0, -1.0)] {
        let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan { bend: 0.1, ..Default::default() });
        tank.activate(worm, left, right);
        tank.run(300, None);
        let body = tank.body(worm);
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
        let (mut tank, worm) = Tank::with(medium, &BodyPlan::default());
        let before = length(tank.body(worm));
        tank.activate(worm, 1.0, 1.0);
        tank.run(100, None);
        let body = tank.body(worm);
        assert!(length(body) < 0.75 * before);
        assert!(body.joints.iter().all(|joint| (joint.stretch + 0.3).abs() < 0.02));
    }
}

#[test]
fn a_posture_is_taken_in_less_than_the_time_of_a_wave_and_faster_in_water() {
    let response = |medium| {
        let (mut tank, worm) = Tank::with(medium, &BodyPlan::default());
        let pattern = |joint: usize| ops::sin(TAU * joint as f32 / 10.4);
        for (joint, pair) in tank.body_mut(worm).muscles.iter_mut().enumerate() {
            let wave = pattern(joint);
            *pair = [wave.max(0.0), (-wave).max(0.0)].map(|activation| Muscle { activation });
        }
        tank.run(8, None);
        let body = tank.body(worm);
        let reached: f32 = body.joints.iter().enumerate().map(|(j, joint)| joint.bend * pattern(j)).sum();
        reached / (0.9 * (0..15).map(|j| pattern(j).powi(2)).sum::<f32>())
    };
    let (agar, water) = (response(Medium::Agar), response(Medium::Water));
    assert!(agar > 0.5 && water > 0.9 && water > agar, "{agar} {water}");
}

#[test]
fn a_worm_whose_muscles_stop_stops() {
    for medium in [Medium::Agar, Medium::Water] {
        let (mut tank, worm) = Tank::with(medium, &BodyPlan::default());
        tank.crawl(worm, 0, 400);
        let speed = |body: &Body| body.segments.iter().map(|s| s.velocity.length()).sum::<f32>();
        let before = speed(tank.body(worm));
        // The muscles hold their posture: nothing drives any more.
        tank.run(50, None);
        let after = speed(tank.body(worm));
        assert!(before > 10.0 && after < 0.1 * before, "{before} {after}");
    }
}

#[test]
fn a_worm_crawls_forward() {
    let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
    tank.crawl(worm, 0, 1000);
    let center = tank.body(worm).center();
    assert!(center.x + 8.0 > 10.0, "{center}");
}

#[test]
fn setae_turn_peristalsis_into_travel() {
    let way = |setae| {
        let plan = BodyPlan { setae, ..Default::default() };
        let (mut tank, worm) = Tank::with(Medium::Custom { tangential: 1.0, normal: 10.0 }, &plan);
        let start = tank.body(worm).center().x;
        for tick in 0..1000 {
            // Waves of shortening run from head to tail: the worm goes the other way, as earthworms do.
            for (joint, pair) in tank.body_mut(worm).muscles.iter_mut().enumerate() {
                let wave = 0.5 + 0.5 * ops::sin(TAU * (joint as f32 / 10.0 - 0.005 * tick as f32));
                *pair = [Muscle { activation: wave }; 2];
            }
            tank.run(1, None);
        }
        tank.body(worm).center().x - start
    };
    let (smooth, bristly) = (way(0.0), way(20.0));
    assert!(smooth.abs() < 0.1 && bristly > 2.0, "{smooth} {bristly}");
}

#[test]
fn a_body_may_cross_itself() {
    // More creatures than rapier has groups, far from each other: the last are kept by the hook.
    let mut tank = Tank::new(Medium::Agar);
    let plan = BodyPlan { bend: 0.6, ..Default::default() };
    let worms: Vec<Entity> =
        (0..33).map(|index| tank.add(&plan, Vec2::new(0.0, 40.0 * index as f32), 0.0, &[])).collect();
    for &worm in &worms {
        tank.activate(worm, 1.0, 0.0);
    }
    tank.run(300, None);
    for worm in [0, 29, 30, 32] {
        let body = tank.body(worms[worm]);
        assert!(body.segments.iter().all(|segment| segment.force == [0.0; 2]));
        // 15 joints of 0.6 are one and a half turns: it lies on itself.
        let bend: f32 = body.joints.iter().map(|joint| joint.bend).sum();
        assert!((bend - 9.0).abs() < 0.3, "{bend}");
    }
}

#[test]
fn creatures_push_each_other() {
    for others in [0, 31] {
        let mut tank = Tank::new(Medium::Agar);
        for index in 0..others {
            tank.add(&BodyPlan::default(), Vec2::new(0.0, 1000.0 + 40.0 * index as f32), 0.0, &[]);
        }
        let pusher = tank.add(&BodyPlan::default(), Vec2::ZERO, 0.0, &[]);
        let pushed = tank.add(&BodyPlan::default(), Vec2::new(0.6, 8.0), PI / 2.0, &[]);
        let before = tank.body(pushed).center();
        let mut felt = [0.0_f32; 2];
        for tick in 0..600 {
            tank.crawl(pusher, tick, 1);
            for segment in &tank.body(pushed).segments {
                felt = [felt[0].max(segment.force[0]), felt[1].max(segment.force[1])];
            }
        }
        // It looks up, so that the pusher comes from its left.
        assert!(felt[0] > 0.1 && felt[1] < felt[0], "{felt:?}");
        let after = tank.body(pushed).center();
        assert!(after.x > before.x + 0.1, "{before} {after}");
    }
}

#[test]
fn a_wall_stops_the_head_and_the_skin_feels_it() {
    let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
    tank.obstacles(&[Obstacle::Wall { from: (2.0, -20.0), to: (2.0, 20.0) }]);
    let (mut felt, mut count, mut far) = (0.0, 0, f32::MIN);
    for tick in 0..1500 {
        tank.crawl(worm, tick, 1);
        let body = tank.body(worm);
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
    assert_finite(tank.body(worm));
}

#[test]
fn a_wall_on_the_right_is_felt_on_the_right() {
    let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
    tank.obstacles(&[Obstacle::Wall { from: (-20.0, -0.8), to: (20.0, -0.8) }]);
    tank.crawl(worm, 0, 300);
    let mut felt = [0.0; 2];
    for tick in 300..600 {
        tank.crawl(worm, tick, 1);
        for segment in &tank.body(worm).segments {
            felt = [felt[0] + segment.force[0], felt[1] + segment.force[1]];
        }
    }
    assert!(felt[1] > 1.0 && felt[0] < 0.2 * felt[1], "{felt:?}");
}

#[test]
fn no_obstacle_is_passed_at_full_speed() {
    let plan = BodyPlan { width: 0.3, bend: 1.2, ..Default::default() };
    let (mut tank, worm) = Tank::with(Medium::Water, &plan);
    let wall = |from, to| Obstacle::Wall { from, to };
    let (low, high) = (-18.0, 2.0);
    tank.obstacles(&[
        wall((low, -4.0), (high, -4.0)),
        wall((low, 4.0), (high, 4.0)),
        wall((low, -4.0), (low, 4.0)),
        wall((high, -4.0), (high, 4.0)),
    ]);
    for beat in 0..20 {
        tank.activate(worm, (beat % 2) as f32, ((beat + 1) % 2) as f32);
        tank.run(20, None);
        for segment in &tank.body(worm).segments {
            let at = segment.position;
            assert!(at.x > low && at.x < high && at.y.abs() < 4.0, "{beat} {at}");
        }
    }
    assert_finite(tank.body(worm));
}

#[test]
fn the_probe_is_felt_on_its_side_and_pushes() {
    for (y, side) in [(0.8, 0), (-0.8, 1)] {
        let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
        let probe = Probe { position: Vec2::new(-7.5, y), radius: 0.5 };
        tank.run(1, Some(&probe));
        let force = tank.body(worm).segments[7].force;
        assert!(force[side] > 0.3 && force[1 - side] == 0.0, "{force:?}");
        assert_eq!(tank.body(worm).segments[0].force, [0.0; 2]);
        tank.run(50, Some(&probe));
        let segment = tank.body(worm).segments[7];
        assert!(segment.position.y * y < 0.0 && segment.force[side] < force[side]);
        tank.run(1, None);
        assert_eq!(tank.body(worm).segments[7].force, [0.0; 2]);
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
        let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
        tank.obstacles(&list);
        assert_eq!(obstacles(tank.app.world()), list);
        tank.crawl(worm, 0, 600);
        results.push(bits(tank.body(worm)));
        list.rotate_left(2);
    }
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}

#[test]
fn the_same_run_gives_the_same_bits() {
    let run = || {
        let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan { setae: 3.0, ..Default::default() });
        tank.obstacles(&[Obstacle::Circle { at: (2.0, 0.3), radius: 1.0 }]);
        tank.crawl(worm, 0, 300);
        set_medium(tank.app.world_mut(), Medium::Water);
        tank.crawl(worm, 300, 300);
        bits(tank.body(worm))
    };
    assert_eq!(run(), run());
}

#[test]
fn bodies_come_go_and_are_placed() {
    let (mut tank, worm) = Tank::with(Medium::Agar, &BodyPlan::default());
    let other = tank.add(&BodyPlan { segments: 8, ..Default::default() }, Vec2::new(0.0, 5.0), PI, &[]);
    tank.crawl(worm, 0, 100);
    let lay = bits(tank.body(other));
    assert!(disembody(tank.app.world_mut(), worm).is_some());
    assert!(disembody(tank.app.world_mut(), worm).is_none());
    // Who stays stays where it is, to the bit.
    snapshot(tank.app.world_mut()).expect("a snapshot");
    assert_eq!(bits(tank.body(other)), lay);
    tank.run(1, None);
    let again = tank.add(&BodyPlan::default(), Vec2::new(50.0, 0.0), 0.0, &[0.2; 15]);
    assert!(tank.body(again).joints.iter().all(|joint| (joint.bend - 0.2).abs() < 1e-4));
    place(tank.app.world_mut(), other, Vec2::new(3.0, -2.0), 1.0, &[0.1, -0.1]);
    let body = tank.body(other);
    assert!(body.head_tip().distance(Vec2::new(3.0, -2.0)) < 1e-4);
    assert!((body.segments[0].angle - 1.0).abs() < 1e-5 && (body.joints[1].bend + 0.1).abs() < 1e-4);
    tank.run(10, None);
    assert_finite(tank.body(other));
    assert!(tank.body(other).head_tip().distance(Vec2::new(3.0, -2.0)) < 0.5);
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
                let (mut tank, worm) = Tank::with(Medium::Custom { tangential, normal }, &plan);
                tank.obstacles(&[Obstacle::Circle { at: (0.5, 0.2), radius: 1.0 }]);
                let probe = Probe { position: Vec2::new(-4.0, 0.2), radius: 1.0 };
                for beat in 0..4 {
                    tank.activate(worm, (beat % 2) as f32, (beat / 2 % 2) as f32);
                    tank.run(10, Some(&probe));
                }
                let body = tank.body(worm);
                assert_finite(body);
                // Flung about, joints overshoot their stop of 1.2, but stay well short of π, where
                // a bend would turn into its opposite. (200 joints that each ask for 1.2 wind up
                // forty turns, at the speed limit, and do not.)
                let most = body.joints.iter().fold(0.0_f32, |most, joint| most.max(joint.bend.abs()));
                assert!(segments > 16 || most < 2.2, "{segments} {tangential} {normal} {stiffness}: {most}");
            }
        }
    }
}
