//! The lists of a creature in the world, and how a document's entries get there.

use super::entry::{Creature, Kind};
use super::items::spawn_item;
use crate::body::BodyPlan;
use crate::entry::{Around, ListPlace};
use crate::nervous::Classes;
use bevy::ecs::component::Component;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use bevy::platform::collections::HashMap;

/// The entries of a creature, each list in the order of the file. An entry's own [`ListPlace`] is its index here.
///
/// A synapse among a million is found by it without a search.
#[derive(Component, Clone, Debug)]
pub struct Lists([Vec<Entity>; Kind::COUNT]);

impl Default for Lists {
    fn default() -> Self {
        Self([const { Vec::new() }; Kind::COUNT])
    }
}

impl Lists {
    /// One of the lists.
    #[must_use]
    pub fn list(&self, kind: Kind) -> &[Entity] {
        &self.0[kind.number()]
    }

    pub(crate) fn list_mut(&mut self, kind: Kind) -> &mut Vec<Entity> {
        &mut self.0[kind.number()]
    }

    /// Everything but the neurons.
    pub fn edges(&self) -> impl Iterator<Item = Entity> + '_ {
        self.0[1..].iter().flatten().copied()
    }
}

impl Creature {
    /// Makes the entities of all entries, and the lists of them. Those of which a neuron is not there are passed
    /// over; places are counted here, so that they leave no hole.
    pub(crate) fn spawn_entries(&self, world: &mut World, creature: Entity, classes: &Classes) {
        let mut lists = Lists::default();
        let mut by_name: HashMap<&str, Entity> = HashMap::default();
        for neuron in &self.neurons {
            let place = ListPlace(lists.list(Kind::NEURON).len() as u32);
            let entity = neuron.spawn(world, creature, classes, None, place);
            by_name.insert(&neuron.name, entity);
            lists.list_mut(Kind::NEURON).push(entity);
        }
        let named = |name: &str| by_name.get(name).copied();
        self.lists(&mut |kind, items| {
            let list = lists.list_mut(kind);
            list.reserve(items.len());
            for index in 0..items.len() {
                let tag = (ListPlace(list.len() as u32), kind.id());
                list.extend(spawn_item(items.item(index), world, &named, tag));
            }
        });
        world.entity_mut(creature).insert(lists);
    }

    /// Checks the entries of all lists.
    pub(crate) fn check_entries(&self, c: &mut crate::entry::Checker, around: &Around) {
        let body = c.path.join(crate::entry::Segment::Field("body"));
        self.lists(&mut |kind, items| {
            let list = kind.list();
            if self.body.is_none() && kind.site().is_some() && !items.is_empty() {
                let message = format!("`{list}` needs a body, and {:?} has none", self.name);
                let help = Some("add `body: (segments: 16)` to the creature");
                c.about(&body, |c| c.fault_in(list, message, help));
            }
            c.each_of(list, items.len(), |c, index| items.item(index).check(c, around));
        });
    }

    /// It as stimuli find it.
    #[must_use]
    pub fn candidate(&self) -> crate::stimulus::Candidate<'_> {
        let segments = self.body.as_ref().map(BodyPlan::known_segments);
        crate::stimulus::Candidate { name: &self.name, segments, neurons: &self.neurons }
    }
}
