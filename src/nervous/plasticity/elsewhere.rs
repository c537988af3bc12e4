//! Going back to what was remembered when the graph was another one: weights, eligibility, levels, faculties and
//! astrocytes of those that are still there. What lasts some ticks begins anew: traces, and what is on its way.

use super::saved::in_order;
use super::{FacultyState, LearnedState};
use crate::nervous::{Wiring, wiring_of};
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;
use std::sync::Arc;

/// Whose a [`LearnedState`] was, of the same world; shared by all that are of the same graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learners {
    synapses: Arc<Vec<Entity>>,
    neurons: Arc<Vec<Entity>>,
    levels: Arc<Vec<(Entity, &'static str)>>,
    astrocytes: Arc<Vec<Entity>>,
}

impl Learners {
    /// Those of a world now; `like` are others, with which they share what is the same.
    #[must_use]
    pub fn of(world: &mut World, like: Option<&Self>) -> Self {
        wiring_of(world);
        let neurons = in_order(world);
        let wiring = world.resource::<Wiring>();
        let synapses = wiring.learner.as_deref().map(|learner| learner.entities.clone()).unwrap_or_default();
        let levels: Vec<_> = wiring.levels(0).map(|(creature, name, _)| (creature, name)).collect();
        let astrocytes: Vec<_> = wiring.astrocytes(0).map(|(_, entity, ..)| entity).collect();
        let is_like = |like: &&Self| {
            *like.neurons == neurons && *like.levels == levels && *like.astrocytes == astrocytes
        };
        match like.filter(is_like) {
            Some(like) => Self { synapses, ..like.clone() },
            None => Self {
                synapses,
                neurons: neurons.into(),
                levels: levels.into(),
                astrocytes: astrocytes.into(),
            },
        }
    }
}

impl LearnedState {
    /// Brings back what is of those that are still there. The clock must be set already.
    pub fn restore_to(&self, learners: &Learners, world: &mut World) {
        wiring_of(world);
        let mut wiring = world.resource_mut::<Wiring>();
        let wiring = wiring.bypass_change_detection();
        wiring.delays.clear();
        if let Some(astrocytes) = &mut wiring.astrocytes {
            astrocytes.go_back(&learners.astrocytes, &self.glia, self.tick);
        }
        if let Some(mut learner) = wiring.learner.take() {
            let places: HashMap<Entity, usize> = learner.entities.iter().copied().zip(0..).collect();
            for (index, synapse) in learners.synapses.iter().enumerate() {
                let Some(&place) = places.get(synapse) else { continue };
                let rule = &learner.rules[usize::from(learner.rule_of(place))].rule;
                // The rule may have other bounds by now.
                let Some(size) = self.memory.size.get(index) else { continue };
                learner.memory.size[place] = size.min(rule.max).max(rule.min);
                if let (Some(now), Some(then)) =
                    (learner.memory.size_at.get_mut(place), self.memory.size_at.get(index))
                {
                    *now = *then;
                }
                if let (Some(now), Some(then)) =
                    (learner.memory.eligibility.get_mut(place), self.memory.eligibility.get(index))
                {
                    *now = *then;
                }
            }
            let memory = &mut learner.memory;
            for traces in [&mut memory.pre, &mut memory.post, &mut memory.slow] {
                traces.fill(super::decay::Fading::default());
            }
            for (source, level) in learner.modulators.iter().zip(&mut learner.memory.level) {
                let key = (wiring.creatures[source.creature as usize], source.name);
                let then = learners.levels.iter().position(|own| *own == key);
                *level = then.and_then(|then| self.memory.level.get(then)).copied().unwrap_or_default();
            }
            learner.handed_at.fill(0);
            learner.set_factors(&mut wiring.links, None);
            wiring.learner = Some(learner);
        }
        for (neuron, own) in learners.neurons.iter().zip(&self.faculties) {
            if let Ok(mut neuron) = world.get_entity_mut(*neuron)
                && let Some(mut now) = neuron.get_mut::<FacultyState>()
            {
                *now = *own;
            }
        }
    }
}
