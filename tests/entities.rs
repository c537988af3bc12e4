//! A body is entities that Bevy and `bevy_rapier` understand.

mod common;

use bevy::prelude::*;
use bevy_rapier2d::prelude::{Collider, ImpulseJoint, RigidBody, Velocity};
use common::app_of;
use common::watch::shipped;
use wriggle::body::{Body, SegmentIndex};
use wriggle::sim::run_tick;

/// The head's segment of the first body, and the body's creature.
fn head(world: &mut World) -> (Entity, Entity) {
    let mut segments = world.query::<(Entity, &SegmentIndex, &ChildOf)>();
    let mut heads = segments.iter(world).filter(|(_, index, _)| index.0 == 0);
    heads.next().map(|(head, _, of)| (head, of.parent())).expect("a head")
}

#[test]
fn segments_joints_and_obstacles_are_named_entities() {
    let mut app = app_of(&shipped("arena"));
    run_tick(app.world_mut());
    let world = app.world_mut();
    let (head, creature) = head(world);
    let name = |world: &World, entity| world.get::<Name>(entity).map(|name| name.as_str().to_owned());
    assert_eq!(name(world, head).as_deref(), Some("segment 0"));
    assert!(world.get::<RigidBody>(head).is_some() && world.get::<Collider>(head).is_some());
    assert_eq!(world.get::<Transform>(creature), Some(&Transform::IDENTITY));
    let obstacles = shipped("arena").arena.obstacles.len();
    let count =
        |world: &mut World, kind| world.query::<&RigidBody>().iter(world).filter(|b| **b == kind).count();
    assert_eq!(count(world, RigidBody::Dynamic), 16);
    assert_eq!(count(world, RigidBody::Fixed), obstacles);
    assert_eq!(world.query::<(&ImpulseJoint, &Name)>().iter(world).count(), 15);
    assert_eq!(world.query::<&Collider>().iter(world).count(), 16 + obstacles);
    world.despawn(creature);
    run_tick(world);
    assert_eq!(count(world, RigidBody::Dynamic), 0);
    assert_eq!(world.query::<&ImpulseJoint>().iter(world).count(), 0);
    assert_eq!(world.query::<&Collider>().iter(world).count(), obstacles);
}

#[test]
fn they_follow_the_body_tick_by_tick() {
    let mut app = app_of(&shipped("crawler"));
    for _ in 0..300 {
        run_tick(app.world_mut());
        let world = app.world_mut();
        let body = world.query::<&Body>().single(world).expect("a body").segments.clone();
        let mut parts = world.query::<(&SegmentIndex, &Transform, &GlobalTransform, &Velocity)>();
        for (index, place, global, velocity) in parts.iter(world) {
            let segment = body[index.0 as usize];
            assert_eq!(place.translation.truncate(), segment.position);
            assert_eq!(global.translation(), place.translation);
            assert!((place.rotation * Vec3::X).truncate().distance(segment.axis()) < 1e-5);
            assert_eq!((velocity.linear, velocity.angular), (segment.velocity, segment.angular_velocity));
        }
    }
}

#[test]
fn what_is_moved_by_hand_moves() {
    let mut app = app_of(&shipped("crawler"));
    (0..50).for_each(|_| run_tick(app.world_mut()));
    let world = app.world_mut();
    let (first, creature) = head(world);
    let place = |world: &World| world.get::<Body>(creature).expect("a body").segments[0].position;
    let before = place(world);
    world.get_mut::<Transform>(first).expect("a place").translation.y += 0.4;
    run_tick(world);
    let moved = place(world);
    assert!((0.1..0.5).contains(&(moved.y - before.y)), "{before} {moved}");

    // The way back of the frame changes nothing.
    let twin = |frames: bool| {
        let mut app = app_of(&shipped("crawler"));
        for _ in 0..400 {
            run_tick(app.world_mut());
            if frames {
                app.world_mut().run_schedule(PostUpdate);
            }
        }
        wriggle::record::state_hash(app.world())
    };
    assert_eq!(twin(true), twin(false));
}
