//! The ghost: the same creatures without lesions, or those of another scene, in a world of their own, for comparison.
//!
//! Without lesions it starts at the first lesion, from that very moment; another scene starts with the run. It lives
//! through the same ticks; shown it is only when asked for. The hand touches it where it touches the worm.

use super::run_state::RunState;
use crate::app::{Executor, headless_app};
use crate::arena::HeldProbe;
use crate::arena::Probe;
use crate::body::Body;
use crate::nervous::{Hold, Wiring};
use crate::record::Tracks;
use crate::scene::document::Scene;
use crate::scene::{Moment, capture, spawn};
use crate::sim::run_tick;
use crate::window::state::afterimage::{Afterimage, Pose};
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// Beyond so many neurons a ghost comes only when asked for: it takes as much time as the worm.
const MODEST: usize = 5000;

/// The ghost, if there is one.
#[derive(Resource, Default)]
pub struct Ghost {
    /// Whether it is to be seen.
    pub shown: bool,
    /// What is put into its world to look on.
    pub watched_by: Vec<fn(&mut App)>,
    /// Another scene, which it is of, and what that is called.
    rival: Option<(String, Scene)>,
    other: Option<Other>,
}

struct Other {
    world: World,
    picture: Afterimage,
}

/// Frees what is silenced; tells whether anything was.
fn heal(scene: &mut Scene) -> bool {
    let mut healed = false;
    for neuron in scene.creatures.iter_mut().flat_map(|creature| &mut creature.neurons) {
        if neuron.hold == Hold::Silent {
            neuron.hold = Hold::Free;
            healed = true;
        }
    }
    healed
}

impl Ghost {
    /// Comes in from the moment that the world is in, before a neuron is silenced.
    pub fn summon(world: &mut World) {
        let modest = world.resource::<Wiring>().neurons.len() <= MODEST;
        let ghost = world.get_resource_or_init::<Self>();
        if ghost.rival.is_some() || ghost.other.is_some() || !(modest || ghost.shown) {
            return;
        }
        let mut scene = capture(world, Moment::Now);
        heal(&mut scene);
        world.resource_mut::<Self>().embody(&scene);
    }

    /// Shows it or hides it.
    pub fn toggle(world: &mut World) -> bool {
        let mut ghost = world.get_resource_or_init::<Self>();
        ghost.shown = !ghost.shown;
        let shown = ghost.shown;
        if shown {
            Self::summon(world);
        } else {
            let lesion = any_lesion(world);
            let mut ghost = world.resource_mut::<Self>();
            // One of another scene is not kept behind what is seen.
            if ghost.rival.take().is_some() || !lesion {
                ghost.other = None;
            }
        }
        shown
    }

    /// Another scene is not compared with any more: the ghost is that of this scene again.
    pub fn part(world: &mut World) {
        let mut ghost = world.get_resource_or_init::<Self>();
        if ghost.rival.take().is_some() {
            (ghost.other, ghost.shown) = (None, false);
        }
    }

    /// A scene begins: a ghost comes along if it begins with lesions, or is shown.
    pub fn begin(world: &mut World, scene: &Scene) {
        let mut ghost = world.get_resource_or_init::<Self>();
        ghost.other = None;
        if let Some((_, rival)) = ghost.rival.clone() {
            ghost.embody(&rival);
            return;
        }
        let mut scene = scene.clone();
        if heal(&mut scene) || ghost.shown {
            ghost.embody(&scene);
        }
    }

    /// The same for another window, which it comes into with the next beginning.
    #[must_use]
    pub fn apart(&self) -> Self {
        let (watched_by, rival) = (self.watched_by.clone(), self.rival.clone());
        Self { shown: self.shown, watched_by, rival, other: None }
    }

    /// From the next beginning on it is of another scene, and shown.
    pub fn face(&mut self, name: String, scene: Scene) {
        (self.rival, self.shown) = (Some((name, scene)), true);
    }

    /// What is said of it.
    #[must_use]
    pub fn label(&self) -> &str {
        self.rival.as_ref().map_or("without lesions", |(name, _)| name)
    }

    /// Whether it is of another scene.
    #[must_use]
    pub fn is_of_another_scene(&self) -> bool {
        self.rival.is_some()
    }

    /// Its world, if it is there and shown.
    #[must_use]
    pub fn world(&self) -> Option<&World> {
        self.other.as_ref().filter(|_| self.shown).map(|other| &other.world)
    }

    /// As [`Self::world`].
    pub fn world_mut(&mut self) -> Option<&mut World> {
        self.other.as_mut().filter(|_| self.shown).map(|other| &mut other.world)
    }

    fn embody(&mut self, scene: &Scene) {
        if scene.creatures.iter().all(|creature| creature.body.is_none()) {
            return;
        }
        let mut app = headless_app(Executor::SingleThreaded);
        self.watched_by.iter().for_each(|add| add(&mut app));
        app.insert_resource(Tracks::last_seconds(60.0));
        spawn(app.world_mut(), scene);
        self.other = Some(Other { world: std::mem::take(app.world_mut()), picture: Afterimage::default() });
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.other.is_some()
    }

    /// Lives through a tick that the world has just done.
    pub fn tick(&mut self, world: &World) {
        let Some(Other { world: own, picture }) = &mut self.other else { return };
        let probe = world.get_resource::<HeldProbe>().and_then(|held| held.0);
        let probe = probe.and_then(|probe| same_place(world, own, probe));
        own.resource_mut::<HeldProbe>().0 = probe;
        let mut bodies = own.query::<(Entity, &Body)>();
        for (creature, body) in bodies.iter(own) {
            picture.remember(creature, body);
        }
        run_tick(own);
    }

    /// The state it is in, for [`Self::jump`].
    pub fn state(&mut self, like: Option<&RunState>) -> Option<RunState> {
        let other = self.other.as_mut()?;
        Some(RunState::take(&mut other.world, like))
    }

    /// After a jump in time: takes up the state it was in at that moment. Where there was none
    /// yet it begins anew there, without lesions.
    pub fn jump(world: &mut World, state: Option<&RunState>) {
        let mut ghost = world.get_resource_or_init::<Self>();
        let Some(other) = &mut ghost.other else { return };
        other.picture = Afterimage::default();
        if state.is_some_and(|state| state.restore(&mut other.world)) {
            return;
        }
        ghost.other = None;
        // Another scene has lived with the run from its beginning on, or not at all.
        if ghost.rival.is_none() {
            let mut scene = capture(world, Moment::Now);
            heal(&mut scene);
            world.resource_mut::<Self>().embody(&scene);
        }
    }

    /// Its bodies: where their segments are, their length at rest and width.
    #[must_use]
    pub fn poses(&self, fraction: f32) -> Vec<(Pose, f32, f32)> {
        let Some(Other { world, picture }) = self.other.as_ref().filter(|_| self.shown) else {
            return Vec::new();
        };
        let creatures = &world.resource::<Wiring>().creatures;
        creatures
            .iter()
            .filter_map(|&creature| {
                let body = world.get::<Body>(creature)?;
                let rest = body.plan.length / body.plan.segments.max(1) as f32;
                Some((picture.pose(creature, body, fraction), rest, body.plan.width))
            })
            .collect()
    }
}

/// Whether a neuron of the world is silenced.
fn any_lesion(world: &mut World) -> bool {
    world.query::<&Hold>().iter(world).any(|hold| *hold == Hold::Silent)
}

fn bodies(world: &World) -> impl Iterator<Item = (&Name, &Body)> {
    let creatures = &world.resource::<Wiring>().creatures;
    creatures.iter().filter_map(|&c| Some((world.get::<Name>(c)?, world.get::<Body>(c)?)))
}

/// Where a probe has to be in another world to touch the same part of the same body.
fn same_place(world: &World, other: &World, probe: Probe) -> Option<Probe> {
    let near = |(name, body): (&Name, &Body)| {
        let distance = |i: &usize| body.segments[*i].position.distance(probe.position);
        let nearest = (0..body.segments.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        (distance(&nearest) < probe.radius + body.plan.width)
            .then(|| (distance(&nearest), name.as_str().to_owned(), nearest, body.segments[nearest]))
    };
    let (_, name, index, segment) = bodies(world).filter_map(near).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let twin = bodies(other).find(|(other, _)| other.as_str() == name)?.1.segments.get(index)?;
    let local = Vec2::from_angle(-segment.angle).rotate(probe.position - segment.position);
    let position = twin.position + Vec2::from_angle(twin.angle).rotate(local);
    Some(Probe { position, ..probe })
}
