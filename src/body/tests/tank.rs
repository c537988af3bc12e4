//! Bodies without nervous systems, to try things on.

use crate::arena::HeldProbe;
use crate::arena::Probe;
use crate::arena::{Medium, Obstacle};
use crate::body::BodyPlan;
use crate::body::{Body, Muscle, context, embody, set_medium, set_obstacles};
use crate::sim::{SimPlugin, run_tick};
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::{Vec2, ops};
use std::f32::consts::TAU;

/// A world of bodies alone.
pub struct Tank {
    pub app: App,
    bodies: usize,
}

impl Tank {
    pub fn new(medium: Medium) -> Self {
        let mut app = App::empty();
        app.add_plugins(SimPlugin).init_resource::<HeldProbe>();
        context::plugin(&mut app);
        set_medium(app.world_mut(), medium);
        Self { app, bodies: 0 }
    }

    /// One with a body at its middle.
    pub fn with(medium: Medium, plan: &BodyPlan) -> (Self, Entity) {
        let mut tank = Self::new(medium);
        let body = tank.add(plan, Vec2::ZERO, 0.0, &[]);
        (tank, body)
    }

    pub fn add(&mut self, plan: &BodyPlan, at: Vec2, heading: f32, bends: &[f32]) -> Entity {
        let name = Name::new(format!("{:03}", self.bodies));
        self.bodies += 1;
        let creature = self.app.world_mut().spawn(name).id();
        embody(self.app.world_mut(), creature, plan, at, heading, bends);
        creature
    }

    pub fn obstacles(&mut self, obstacles: &[Obstacle]) {
        set_obstacles(self.app.world_mut(), obstacles);
    }

    pub fn body(&self, creature: Entity) -> &Body {
        self.app.world().get(creature).expect("a body")
    }

    pub fn body_mut(&mut self, creature: Entity) -> Mut<'_, Body> {
        self.app.world_mut().get_mut(creature).expect("a body")
    }

    pub fn run(&mut self, ticks: usize, probe: Option<&Probe>) {
        self.app.world_mut().resource_mut::<HeldProbe>().0 = probe.copied();
        for _ in 0..ticks {
            run_tick(self.app.world_mut());
        }
    }

    /// Lets muscles make a wave that travels from head to tail three times in ten seconds.
    pub fn crawl(&mut self, creature: Entity, from: usize, ticks: usize) {
        for tick in from..from + ticks {
            let mut body = self.body_mut(creature);
            let count = body.segments.len() as f32;
            for (joint, [left, right]) in body.muscles.iter_mut().enumerate() {
                let phase = joint as f32 / count / 0.65 - 0.003 * tick as f32;
                let wave = 0.7 * ops::sin(TAU * phase);
                (left.activation, right.activation) = (wave.max(0.0), (-wave).max(0.0));
            }
            self.run(1, None);
        }
    }

    pub fn activate(&mut self, creature: Entity, left: f32, right: f32) {
        for pair in &mut self.body_mut(creature).muscles {
            *pair = [Muscle { activation: left }, Muscle { activation: right }];
        }
    }
}
