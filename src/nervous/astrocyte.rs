//! Astrocytes: glia that cover synapses, take up a share of what is released into them, and answer with a transmitter
//! of their own.

use super::params::{TICKS_LIMIT, TRANSMITTER_LIMIT};
use super::plasticity::TAU_LIMIT;
use super::wiring;
use crate::entry::{
    ANY, Around, Checker, EntryItem, EntryType, Field, MAX_COORDINATE, Tag, Value, check_fields, from_fields,
    record,
};
use bevy::ecs::prelude::*;
use std::collections::HashMap;
use std::hash::Hash;

record! {
    /// An astrocyte in a scene.
    ///
    /// It takes a share of what is released into the synapses that it covers out of the cleft, and gives some of it
    /// back to the pool that it came from. What it takes lifts its calcium. Above a threshold it releases
    /// gliotransmitter, which binds receptors at the terminals that it covers and so sets how much they release.
    #[derive(Clone, Debug, PartialEq)]
    pub struct AstrocyteEntry as "Astrocyte" {
        /// Unique among the astrocytes of its creature.
        name: String, as Text;

        /// Its place on the network canvas.
        at: (f32, f32) = (0.0, 0.0), from -MAX_COORDINATE, to MAX_COORDINATE;

        /// The synapses that it covers, by pairs of neurons, from and to; `"*"` on one side is any neuron. A synapse
        /// has at most one astrocyte.
        covers: Vec<(String, String)>, as Links;

        /// Share of what is released into a covered synapse that it takes out of the cleft.
        uptake: f32 = 0.2, from 0, to 1, unit "fraction", by 0.005;

        /// Share of what it took that goes back to the pool that it came from.
        recycle: f32 = 0.5, from 0, to 1, unit "fraction", by 0.005;

        /// How slowly that goes back.
        tau_recycle: f32 = 500.0, from 0.1, to TAU_LIMIT, unit "ticks", by 2.0;

        /// How slowly its calcium falls.
        tau_calcium: f32 = 500.0, from 0.1, to TAU_LIMIT, unit "ticks", by 2.0;

        /// With more calcium than this it releases gliotransmitter.
        threshold: f32 = 5.0, from 0, to TRANSMITTER_LIMIT, unit "transmitter/synapse", by 0.02;

        /// Least time between two releases of gliotransmitter.
        recovery: u32 = 500, from 0, to TICKS_LIMIT, unit "ticks", by 0.5;

        /// Share of the free receptors at the covered terminals that one release binds.
        strength: f32 = 0.5, from 0, to 1, unit "fraction", by 0.005;

        /// Utilization of a terminal whose receptors are all bound: 0 silences it, 1 makes it release the whole pool;
        /// what is between strengthens or weakens it as the neuron's own `utilization` is lower or higher.
        release: f32 = 0.0, from 0, to 1, unit "fraction", by 0.005;

        /// How slowly the receptors let go.
        tau_effect: f32 = 3000.0, from 0.1, to TAU_LIMIT, unit "ticks", by 10.0;

        /// Its state at birth.
        start: StartAstrocyte = StartAstrocyte::default();
    }
}

record! {
    /// State of an astrocyte at birth.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct StartAstrocyte with Default {
        /// Its calcium: what it took, for each synapse that it covers.
        calcium: f32 = 0.0, from 0, to TRANSMITTER_LIMIT, unit "transmitter/synapse", by 0.02;

        /// Share of the receptors that are bound.
        bound: f32 = 0.0, from 0, to 1, unit "fraction", by 0.005;

        /// Time until it may release gliotransmitter.
        ready: u32 = 0, from 0, to TICKS_LIMIT, unit "ticks", by 0.5;
    }
}

impl Field for StartAstrocyte {
    fn value(&self) -> Value<'_> {
        Value::Record(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Record(record) => from_fields(record),
            _ => None,
        }
    }
}

/// An astrocyte in the world.
#[derive(Component, Clone, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Astrocyte {
    /// What the scene says of it, but for the neurons, which may have got other names.
    said: AstrocyteEntry,
    /// Pairs of neurons by their entities; `None` is any.
    pub covers: Vec<[Option<Entity>; 2]>,
}

impl Astrocyte {
    /// What it is set to; the pairs stand in [`Self::covers`] alone.
    #[must_use]
    pub const fn settings(&self) -> &AstrocyteEntry {
        &self.said
    }
}

impl AstrocyteEntry {
    /// One of this name that covers these pairs, all else by default.
    pub fn new<S: Into<String>>(name: impl Into<String>, covers: impl IntoIterator<Item = (S, S)>) -> Self {
        Self {
            name: name.into(),
            at: (0.0, 0.0),
            covers: covers.into_iter().map(|(from, to)| (from.into(), to.into())).collect(),
            uptake: 0.2,
            recycle: 0.5,
            tau_recycle: 500.0,
            tau_calcium: 500.0,
            threshold: 5.0,
            recovery: 500,
            strength: 0.5,
            release: 0.0,
            tau_effect: 3000.0,
            start: StartAstrocyte::default(),
        }
    }
}

impl EntryItem for AstrocyteEntry {
    fn check(&self, c: &mut Checker, around: &Around) {
        if self.covers.is_empty() {
            let help = "name a pair of neurons, or take the astrocyte out";
            c.fault_in("covers", "an astrocyte covers at least one pair of neurons", Some(help));
        }
        check_fields(c, self, around);
    }

    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        let mut ends = ends.iter().copied();
        let mut end = |name: &String| if name == ANY { None } else { ends.next() };
        let covers = self.covers.iter().map(|(from, to)| [end(from), end(to)]).collect();
        let said = Self { covers: Vec::new(), ..self.clone() };
        world.spawn((Astrocyte { said, covers }, tag)).id()
    }
}

impl EntryType for AstrocyteEntry {
    const LIST: &'static str = "astrocytes";
    const NAME: &'static str = "astrocyte";
    const MOST: usize = 100_000;

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        let Astrocyte { said, covers } = entity.get::<Astrocyte>()?;
        let end = |end: Option<Entity>| end.map_or_else(|| Some(ANY.to_owned()), name);
        // A pair is gone with either of its neurons.
        let pair = |[from, to]: &[Option<Entity>; 2]| Some((end(*from)?, end(*to)?));
        let covers: Vec<(String, String)> = covers.iter().filter_map(pair).collect();
        (!covers.is_empty()).then_some(Self { covers, ..said.clone() })
    }
}

/// Which astrocytes cover which synapses. Both are told by numbers: that of the astrocyte, that of the pair among its
/// `covers`. Neurons are what one likes: names, entities, slots.
pub struct Cover<N>(HashMap<[Option<N>; 2], Vec<(usize, usize)>>);

impl<N: Hash + Eq + Copy> Cover<N> {
    /// Of pairs of neurons with the numbers of astrocyte and pair; `None` is any neuron.
    pub fn new(pairs: impl IntoIterator<Item = ((usize, usize), [Option<N>; 2])>) -> Self {
        let mut found: HashMap<_, Vec<(usize, usize)>> = HashMap::new();
        for (number, pair) in pairs {
            found.entry(pair).or_default().push(number);
        }
        Self(found)
    }

    /// All that cover the synapses from a neuron to another.
    pub fn of(&self, from: N, to: N) -> impl Iterator<Item = (usize, usize)> + '_ {
        let keys = [[Some(from), Some(to)], [Some(from), None], [None, Some(to)]];
        keys.into_iter().filter_map(|key| self.0.get(&key)).flatten().copied()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Cover<&'a str> {
    /// Of astrocytes of a creature, by the names of its neurons.
    pub fn by_names(astrocytes: impl IntoIterator<Item = &'a AstrocyteEntry>) -> Self {
        let end = |name: &'a String| (name != ANY).then_some(name.as_str());
        Self::new(astrocytes.into_iter().enumerate().flat_map(|(number, astrocyte)| {
            let pairs = astrocyte.covers.iter().enumerate();
            pairs.map(move |(pair, (from, to))| ((number, pair), [end(from), end(to)]))
        }))
    }

    /// The first two astrocytes that cover the same synapses, in the order of their numbers, with the pair of the
    /// second.
    #[must_use]
    pub fn twice(&self, from: &'a str, to: &'a str) -> Option<(usize, (usize, usize))> {
        let (first, _) = self.of(from, to).min()?;
        let other = self.of(from, to).filter(|(astrocyte, _)| *astrocyte != first).min()?;
        Some((first, other))
    }
}
