//! What was learned: weights and levels as tables, and how much they moved.

use crate::nervous::plasticity::Learned;
use crate::nervous::{MemberOf, Postsynaptic, Presynaptic, Wiring};
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use serde::Serialize;

/// The ends of synapses and the names of what they join.
pub(super) type Ends<'w, 's> = Query<'w, 's, (&'static Presynaptic, &'static Postsynaptic)>;
/// Names of creatures and neurons, and whose the neurons are.
pub(super) type Named<'w, 's> = Query<'w, 's, (&'static Name, Option<&'static MemberOf>)>;

/// Calls `see` for every synapse that learns, in canonical order, with the names of creature, source and target.
pub(super) fn each_learned<E>(
    wiring: &Wiring,
    tick: u64,
    ends: &Ends,
    named: &Named,
    mut see: impl FnMut([&str; 3], Learned) -> Result<(), E>,
) -> Result<(), E> {
    for (synapse, learned) in wiring.learned(tick) {
        let Ok((from, to)) = ends.get(synapse) else { continue };
        let (Ok((source, Some(member))), Ok((target, _))) = (named.get(from.0), named.get(to.0)) else {
            continue;
        };
        let creature = named.get(member.0).map_or("", |(name, _)| name.as_str());
        see([creature, source.as_str(), target.as_str()], learned)?;
    }
    Ok(())
}

/// How much a run has taught.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Taught {
    /// Synapses that learn.
    pub learning: usize,
    /// Those whose weight is another one than that which they started from.
    pub moved: usize,
    /// Mean size of the change, of all that learn.
    pub mean_change: f64,
    /// The largest change, with its sign.
    pub largest_change: f64,
}

impl Taught {
    /// What has been learned by now; `None` where nothing learns.
    #[must_use]
    pub fn of(world: &World) -> Option<Self> {
        let (wiring, clock) = (world.get_resource::<Wiring>()?, world.get_resource::<Clock>()?);
        let (mut taught, mut sum) = (Self::default(), 0.0);
        for (_, learned) in wiring.learned(clock.tick) {
            let change = f64::from(learned.weight) - f64::from(learned.start);
            taught.learning += 1;
            taught.moved += usize::from(change != 0.0);
            sum += change.abs();
            if change.abs() > taught.largest_change.abs() {
                taught.largest_change = change;
            }
        }
        taught.mean_change = sum / (taught.learning.max(1)) as f64;
        (taught.learning > 0).then_some(taught)
    }
}
