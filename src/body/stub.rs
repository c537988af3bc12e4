//! stub
#![allow(missing_docs)]
use crate::scene::document::*;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
#[derive(Resource)]
pub struct Physics(Medium, Vec<Obstacle>);
impl Physics {
    pub fn new(m: Medium) -> Self {
        Self(m, vec![])
    }
    pub fn medium(&self) -> Medium {
        self.0
    }
    pub fn set_medium(&mut self, m: Medium) {
        self.0 = m
    }
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.1
    }
    pub fn set_obstacles(&mut self, o: &[Obstacle]) {
        self.1 = o.to_vec()
    }
    pub fn add_body(&mut self, plan: &BodyPlan, at: Vec2, heading: f32, _b: &[f32]) -> Body {
        let n = plan.segments as usize;
        Body {
            plan: *plan,
            segments: (0..n)
                .map(|i| Segment {
                    position: at - Vec2::from_angle(heading) * (i as f32 + 0.5),
                    angle: heading,
                    velocity: Vec2::ZERO,
                    angular_velocity: 0.,
                    force: [0.; 2],
                })
                .collect(),
            joints: vec![Joint { bend: 0., stretch: 0. }; n - 1],
            muscles: vec![[Muscle { activation: 0. }; 2]; n - 1],
        }
    }
    pub fn actuate(&mut self, _: &Body) {}
    pub fn advance(&mut self, _: Option<&Probe>) {}
    pub fn read_back(&mut self, _: &mut Body) {}
    pub fn remove_body(&mut self, _: &Body) {}
}
#[derive(Component, Clone)]
pub struct Body {
    pub plan: BodyPlan,
    pub segments: Vec<Segment>,
    pub joints: Vec<Joint>,
    pub muscles: Vec<[Muscle; 2]>,
}
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    pub position: Vec2,
    pub angle: f32,
    pub velocity: Vec2,
    pub angular_velocity: f32,
    pub force: [f32; 2],
}
#[derive(Clone, Copy, Debug)]
pub struct Joint {
    pub bend: f32,
    pub stretch: f32,
}
#[derive(Clone, Copy, Debug)]
pub struct Muscle {
    pub activation: f32,
}
impl Muscle {
    pub fn step(&mut self, d: f32, dt: f32, tau: f32) {
        self.activation =
            (self.activation + (d - self.activation) * (1.0 - bevy::math::ops::exp(-dt / tau))).clamp(0., 1.);
    }
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probe {
    pub position: Vec2,
    pub radius: f32,
}
