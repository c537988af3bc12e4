//! What happens in the run while a lesson is under way, seen in every tick: a tap may be over before the next frame.

use crate::body::Body;
use crate::nervous::{NeuronState, Phase};
use crate::senses::SkinForce;
use crate::sim::{Clock, SimSystems, Tick};
use bevy::app::App;
use bevy::ecs::prelude::*;

/// A muscle is seen to draw together from this activation on.
const DRAWN: f32 = 0.15;

/// What was seen since the step began.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Whether a lesson is under way.
    pub looking: bool,
    /// The neuron that is selected.
    pub neuron: Option<Entity>,
    /// When the front third of a body was last touched.
    pub front: Option<u64>,
    /// When the rear third of a body was last touched.
    pub behind: Option<u64>,
    /// Whether the selected neuron has released.
    pub fired: bool,
    /// Whether a muscle has drawn together.
    pub contracted: bool,
    /// The last tick that was lived through.
    pub latest: u64,
}

impl Seen {
    /// Begins to look anew.
    pub fn begin(&mut self, tick: u64) {
        *self = Self { looking: true, neuron: self.neuron, latest: tick, ..Self::default() };
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Seen>()
        .add_systems(Tick, look.run_if(|seen: Res<Seen>| seen.looking).in_set(SimSystems::Record));
}

fn look(
    clock: Res<Clock>,
    mut seen: ResMut<Seen>,
    bodies: Query<(&Body, &SkinForce)>,
    neurons: Query<&NeuronState>,
) {
    for (body, skin) in &bodies {
        let third = (skin.felt.len() / 3).max(1);
        let touched = |part: &[[f32; 2]]| part.iter().flatten().any(|force| *force > 0.0);
        if touched(&skin.felt[..third.min(skin.felt.len())]) {
            seen.front = Some(clock.tick);
        }
        if touched(&skin.felt[skin.felt.len().saturating_sub(third)..]) {
            seen.behind = Some(clock.tick);
        }
        seen.contracted |= body.muscles.iter().flatten().any(|muscle| muscle.activation > DRAWN);
    }
    let state = seen.neuron.and_then(|neuron| neurons.get(neuron).ok());
    seen.fired |= state.is_some_and(|state| state.phase == Phase::Releasing);
    seen.latest = seen.latest.max(clock.tick);
}
