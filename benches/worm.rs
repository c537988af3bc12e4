//! What worms cost: one, 64 in one arena, and where the time of a tick goes, beside the physics engine
//! alone with a chain of the same segments.

mod common;

use bevy::ecs::prelude::*;
use bevy_rapier2d::rapier::prelude::*;
use common::shipped;
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::{Duration, Instant};
use wriggle::app::{Executor, headless_app};
use wriggle::body::SUBSTEPS;
use wriggle::scene::document::Scene;
use wriggle::scene::spawn;
use wriggle::sim::{SimSystems, TICK_SECONDS, Tick, run_tick};

/// Time spent in each set of systems.
#[derive(Resource, Default)]
struct Laps {
    last: Option<Instant>,
    spent: [Duration; SETS.len()],
}

const SETS: [(SimSystems, &str); 7] = [
    (SimSystems::Wire, "wire"),
    (SimSystems::Stimulate, "stimulate"),
    (SimSystems::Sense, "sense"),
    (SimSystems::Think, "think"),
    (SimSystems::Act, "act"),
    (SimSystems::Physics, "physics"),
    (SimSystems::Record, "record"),
];

fn lap<const SET: usize>(mut laps: ResMut<Laps>) {
    let now = Instant::now();
    if let Some(last) = laps.last.replace(now) {
        laps.spent[SET] += now - last;
    }
}

fn begin(mut laps: ResMut<Laps>) {
    laps.last = Some(Instant::now());
}

/// An app with stop watches between the sets of a tick.
fn watched(scene: &Scene) -> bevy::app::App {
    let mut app = headless_app(Executor::SingleThreaded);
    app.init_resource::<Laps>().add_systems(
        Tick,
        (
            begin.before(SimSystems::Wire),
            lap::<0>.after(SimSystems::Wire).before(SimSystems::Stimulate),
            lap::<1>.after(SimSystems::Stimulate).before(SimSystems::Sense),
            lap::<2>.after(SimSystems::Sense).before(SimSystems::Think),
            lap::<3>.after(SimSystems::Think).before(SimSystems::Act),
            lap::<4>.after(SimSystems::Act).before(SimSystems::Physics),
            lap::<5>.after(SimSystems::Physics).before(SimSystems::Record),
            lap::<6>.after(SimSystems::Record),
        ),
    );
    spawn(app.world_mut(), scene);
    app
}

/// Where the time of a tick goes, over 20 simulated seconds.
fn breakdown(name: &str, scene: &Scene) {
    let mut app = watched(scene);
    (0..500).for_each(|_| run_tick(app.world_mut()));
    app.insert_resource(Laps::default());
    let ticks = 2_000;
    (0..ticks).for_each(|_| run_tick(app.world_mut()));
    let laps = app.world().resource::<Laps>();
    let each = |spent: Duration| spent.as_secs_f64() * 1e6 / f64::from(ticks);
    let parts: Vec<String> =
        SETS.iter().zip(laps.spent).map(|((_, set), spent)| format!("{set} {:.2}", each(spent))).collect();
    println!("{name}, µs a tick: {}", parts.join(", "));
}

/// So many crawlers on a grid, too far from each other to touch for a while.
fn many(count: usize) -> Scene {
    let mut scene = shipped("crawler");
    let worm = scene.creatures[0].clone();
    let side = (count as f32).sqrt().ceil() as usize;
    scene.creatures = (0..count)
        .map(|i| {
            let mut worm = worm.clone();
            worm.name = format!("Worm{i:02}");
            worm.at = ((i % side) as f32 * 24.0, (i / side) as f32 * 24.0);
            worm
        })
        .collect();
    scene
}

/// The engine alone: bodies, capsules and joints of a crawler, stepped as often as a tick does, with the
/// same settings, pushed to and fro so that it moves.
struct Bare {
    pipeline: PhysicsPipeline,
    parameters: IntegrationParameters,
    islands: IslandManager,
    broad_phase: DefaultBroadPhase,
    narrow_phase: NarrowPhase,
    bodies: RigidBodySet,
    colliders: ColliderSet,
    joints: ImpulseJointSet,
    multibody_joints: MultibodyJointSet,
    ccd: CCDSolver,
    segments: Vec<RigidBodyHandle>,
    tick: u32,
}

impl Bare {
    fn new(scene: &Scene) -> Self {
        let plan = scene.creatures[0].body.expect("a body");
        let length = plan.length / plan.segments as f32;
        let mut bare = Self {
            pipeline: PhysicsPipeline::new(),
            parameters: IntegrationParameters {
                dt: TICK_SECONDS / SUBSTEPS as f32,
                num_solver_iterations: 1,
                num_internal_pgs_iterations: 1,
                num_internal_stabilization_iterations: 1,
                max_ccd_substeps: 0,
                ..Default::default()
            },
            islands: IslandManager::new(),
            broad_phase: DefaultBroadPhase::new(),
            narrow_phase: NarrowPhase::new(),
            bodies: RigidBodySet::new(),
            colliders: ColliderSet::new(),
            joints: ImpulseJointSet::new(),
            multibody_joints: MultibodyJointSet::new(),
            ccd: CCDSolver::new(),
            segments: Vec::new(),
            tick: 0,
        };
        let own = InteractionGroups::new(Group::GROUP_1, Group::GROUP_2, InteractionTestMode::And);
        for index in 0..plan.segments {
            let body = RigidBodyBuilder::dynamic()
                .translation(Vector::new(-(index as f32) * length, 0.0))
                .can_sleep(false);
            let handle = bare.bodies.insert(body);
            let capsule =
                ColliderBuilder::capsule_x(0.5 * length, 0.5 * plan.length / 16.0).collision_groups(own);
            bare.colliders.insert_with_parent(capsule, handle, &mut bare.bodies);
            bare.segments.push(handle);
        }
        for pair in bare.segments.windows(2) {
            let joint = GenericJointBuilder::new(JointAxesMask::LIN_Y)
                .local_anchor1(Vector::new(0.5 * length, 0.0))
                .local_anchor2(Vector::new(-0.5 * length, 0.0))
                .contacts_enabled(false);
            bare.joints.insert(pair[1], pair[0], joint, false);
        }
        bare
    }

    fn tick(&mut self, steps: usize) {
        self.tick += 1;
        self.parameters.dt = TICK_SECONDS / steps as f32;
        for _ in 0..steps {
            for (index, handle) in self.segments.iter().enumerate() {
                let sign = if (self.tick / 25 + index as u32 / 4).is_multiple_of(2) { 0.3 } else { -0.3 };
                let body = self.bodies.get_mut(*handle).expect("a segment");
                body.set_linvel(Vector::new(0.0, sign), false);
                body.set_angvel(0.0, false);
            }
            self.pipeline.step(
                Vector::ZERO,
                &self.parameters,
                &mut self.islands,
                &mut self.broad_phase,
                &mut self.narrow_phase,
                &mut self.bodies,
                &mut self.colliders,
                &mut self.joints,
                &mut self.multibody_joints,
                &mut self.ccd,
                &(),
                &(),
            );
        }
    }
}

fn worms(c: &mut Criterion) {
    let mut group = c.benchmark_group("worm");
    let crawler = shipped("crawler");
    breakdown("crawler", &crawler);
    breakdown("64 crawlers", &many(64));

    let mut bare = Bare::new(&crawler);
    for (name, steps) in [("one step", 1), ("three steps", SUBSTEPS)] {
        let name = format!("rapier alone, one chain, {name}");
        group.bench_function(name, |b| b.iter(|| black_box(&mut bare).tick(steps)));
    }
    for name in ["crawler", "nematode", "earthworm", "arena"] {
        let mut app = headless_app(Executor::SingleThreaded);
        spawn(app.world_mut(), &shipped(name));
        group.bench_function(name, |b| b.iter(|| run_tick(black_box(app.world_mut()))));
    }
    let mut app = headless_app(Executor::SingleThreaded);
    spawn(app.world_mut(), &many(64));
    group.bench_function("64 crawlers", |b| b.iter(|| run_tick(black_box(app.world_mut()))));
    group.finish();
}

criterion_group!(benches, worms);
criterion_main!(benches);
