//! Links that are more than a weight: those that learn, those that take their time, and those with an astrocyte. A
//! network without any is compiled without a look at this.

use super::delays::{DELAY_LIMIT, DelayedRow, Delays};
use super::links::Link;
use super::plasticity::{
    Astrocytes, AxonSpeed, Delay, Event, GoesOn, Ground, Grounds, Learner, Modulators, Origin, Plastic,
    Reach, Remembered, RememberedGlia, Resumes, Rules,
};
use super::tails::{CLASS, HEARD};
use super::wiring::Wiring;
use super::{Astrocyte, CanvasPlace, Faculties, MemberOf, Postsynaptic, Presynaptic, Synapse};
use crate::entry::{ListPlace, Symbol};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;

/// What tells which links are so.
#[derive(SystemParam)]
pub struct Apart<'w, 's> {
    any: Query<'w, 's, (), Or<(With<Plastic>, With<Delay>)>>,
    synapses: Query<
        'w,
        's,
        (
            Ref<'static, Synapse>,
            Option<Ref<'static, Plastic>>,
            Option<&'static Resumes>,
            Option<&'static Delay>,
            &'static Presynaptic,
            &'static Postsynaptic,
            &'static ListPlace,
        ),
    >,
    speeds: Query<'w, 's, &'static AxonSpeed>,
    places: Query<'w, 's, (&'static CanvasPlace, &'static MemberOf, Option<&'static Faculties>)>,
    faculties: Query<'w, 's, &'static Faculties>,
    astrocytes: Query<'w, 's, (Entity, &'static Astrocyte)>,
    rules: Option<Res<'w, Rules>>,
    modulators: Option<Res<'w, Modulators>>,
    goes_on: Option<Res<'w, GoesOn>>,
}

/// The delay that distance gives to a synapse without one of its own \[ticks\].
#[must_use]
pub fn delay_of_distance(distance: f32, speed: f32, myelin: f32) -> u32 {
    let ticks = (100.0 * f64::from(distance) / (f64::from(speed) * f64::from(myelin))).round();
    ticks.clamp(0.0, f64::from(DELAY_LIMIT)) as u32
}

impl Apart<'_, '_> {
    /// Whether there are any.
    pub(super) fn is_any(&self) -> bool {
        !self.any.is_empty() || !self.speeds.is_empty() || !self.astrocytes.is_empty()
    }

    /// What each link is; those of muscles neither learn nor wait.
    pub(super) fn origins(&self, entities: &[Entity]) -> Vec<Origin> {
        let of = |&entity: &Entity| {
            let mut origin = Origin::plain(entity);
            let Ok((synapse, plastic, resumes, delay, from, to, place)) = self.synapses.get(entity) else {
                return origin;
            };
            origin.weight = synapse.weight;
            origin.learned = synapse.weight;
            origin.place = place.0;
            origin.fresh = synapse.is_changed();
            origin.delay = delay.map_or_else(|| self.distance(from.0, to.0), |delay| delay.0);
            if let Some(plastic) = plastic {
                origin.rule = plastic.rule;
                origin.learned = plastic.learned.unwrap_or(synapse.weight);
                origin.eligibility = plastic.eligibility;
                origin.begins = match resumes {
                    Some(resumes) => (resumes.weight, resumes.eligibility),
                    None => (origin.learned, origin.eligibility),
                };
                origin.fresh |= plastic.is_changed();
            }
            origin.fresh &= self.goes_on.is_none();
            origin
        };
        entities.iter().map(of).collect()
    }

    fn distance(&self, from: Entity, to: Entity) -> u32 {
        let (Ok((from, member, faculties)), Ok((to, ..))) = (self.places.get(from), self.places.get(to))
        else {
            return 0;
        };
        let Ok(AxonSpeed(speed)) = self.speeds.get(member.0) else { return 0 };
        delay_of_distance(from.0.distance(to.0), *speed, faculties.map_or(1.0, |own| own.myelin))
    }
}

/// Puts links in the canonical order of rows: those of the neurons, then those with delays. Rows are numbered anew.
pub(super) fn arrange(
    edges: &mut Vec<(u32, Link)>,
    origins: &mut Vec<Origin>,
    slots: usize,
) -> Vec<DelayedRow> {
    let delayed = edges.iter().zip(origins.iter()).filter(|(_, origin)| origin.delay > 0);
    let mut rows: Vec<DelayedRow> =
        delayed.map(|((slot, _), origin)| DelayedRow { slot: *slot, delay: origin.delay }).collect();
    rows.sort_unstable();
    rows.dedup();
    for ((row, _), origin) in edges.iter_mut().zip(origins.iter()).filter(|(_, origin)| origin.delay > 0) {
        let own = DelayedRow { slot: *row, delay: origin.delay };
        *row = (slots + rows.partition_point(|row| *row < own)) as u32;
    }
    let mut all: Vec<_> = std::mem::take(edges).into_iter().zip(std::mem::take(origins)).collect();
    all.sort_by(|((row, link), origin), ((other_row, other_link), other)| {
        row.cmp(other_row).then_with(|| link.order(other_link)).then_with(|| origin.order(other))
    });
    (*edges, *origins) = all.into_iter().unzip();
    rows
}

impl Wiring {
    /// Compiles what learns, what waits and what is covered, after the links. `before` is what was remembered at the
    /// end of `tick`, `outgoing` the number of links of each neuron.
    pub(super) fn set_apart(
        &mut self,
        apart: &Apart,
        rows: Vec<DelayedRow>,
        origins: &[Origin],
        divisor: Vec<f32>,
        outgoing: &[u32],
        tick: u64,
        (before, glia_before): (Option<&Remembered>, Option<&RememberedGlia>),
    ) {
        let slots = self.neurons.len();
        let of_rows =
            (0..slots as u32).map(|slot| (slot, 0)).chain(rows.iter().map(|row| (row.slot, row.delay)));
        let of_rows: Vec<(u32, u32)> = of_rows.collect();
        let links: Vec<(u32, Origin)> =
            self.links.iter().map(|link| link.target).zip(origins.iter().copied()).collect();
        let mut faculties: Vec<(u32, Faculties)> = Vec::new();
        if !apart.faculties.is_empty() {
            let of = |(neuron, slot): (&Entity, u32)| Some((slot, *apart.faculties.get(*neuron).ok()?));
            faculties.extend(self.neurons.iter().zip(0..).filter_map(of));
        }
        let ground = Ground {
            neurons: &self.neurons,
            creature_of: &self.creature_of,
            creatures: &self.creatures,
            rows: &of_rows,
            starts: &self.starts,
            links: &links,
            divisor,
            faculties: &faculties,
        };
        let (rules, modulators) = (apart.rules.as_deref(), apart.modulators.as_deref());
        let (no_rules, no_modulators) = (Rules::default(), Modulators::default());
        let mut learner =
            Learner::build(&ground, rules.unwrap_or(&no_rules), modulators.unwrap_or(&no_modulators), before);
        let all: Vec<(Entity, &Astrocyte)> = apart.astrocytes.iter().collect();
        let astrocytes = Astrocytes::build(&ground, &all, outgoing, learner.as_mut(), glia_before, tick);
        self.astrocytes = astrocytes.map(Box::new);
        self.delays = Delays::new(rows, slots);
        self.learner = learner.map(Box::new);
        if let Some(learner) = &self.learner {
            learner.set_factors(&mut self.links, before);
        }
        if let (Some(astrocytes), Some(before)) = (&self.astrocytes, glia_before) {
            astrocytes.set_factors(&mut self.links, before);
        }
        for slot in 0..slots {
            let heard = self.learner.as_ref().is_some_and(|learner| learner.hears(slot))
                || self.astrocytes.as_ref().is_some_and(|astrocytes| astrocytes.tends(slot));
            if heard || !self.delays.of(slot).is_empty() {
                self.manner[slot] |= HEARD;
            }
        }
        // A link that learns by a delay is its neuron's all the same.
        if let Some(learner) = &self.learner {
            for number in 0..self.delays.rows.len() {
                if learner.learns_in(slots + number) {
                    self.manner[self.delays.rows[number].slot as usize] |= HEARD;
                }
            }
        }
    }
}

impl Wiring {
    /// Puts releases on their way over delays, lets learn what learns, and astrocytes take their part.
    pub(super) fn learn(&mut self, tick: u64) {
        self.reached.clear();
        if self.learner.is_none() && self.astrocytes.is_none() && self.delays.is_empty() {
            return;
        }
        let Wiring { learner, astrocytes, events, reached, manner, .. } = self;
        if learner.is_some() || astrocytes.is_some() {
            for event in events.iter() {
                let Some(packet) = event.packet else { continue };
                let tail = manner[event.slot as usize] & CLASS;
                let Event { slot: row, leftover, used, .. } = *event;
                reached.push(Reach { row, packet, leftover, used, tail });
            }
        }
        if !self.delays.is_empty() {
            self.delay(tick);
        }
        let Wiring { events, reached, learner, astrocytes, links, tails, creature_of, delays, .. } = self;
        let slots = creature_of.len() as u32;
        let slot_of = |row: u32| if row < slots { row } else { delays.rows[(row - slots) as usize].slot };
        let mut on = Grounds { creature_of, slot_of: &slot_of, links, tails: &mut tails.amounts };
        if let Some(learner) = learner {
            learner.learn(tick as u32, events, reached, &mut on);
        }
        if let Some(astrocytes) = astrocytes {
            astrocytes.tend(tick, events, reached, learner.as_deref(), &mut on);
        }
    }
}

impl Origin {
    /// A link that neither learns nor waits.
    fn plain(entity: Entity) -> Self {
        let (weight, learned, eligibility) = (0.0, 0.0, 0.0);
        Self {
            entity,
            delay: 0,
            rule: Symbol::default(),
            weight,
            learned,
            eligibility,
            begins: (weight, eligibility),
            place: 0,
            fresh: false,
        }
    }

    /// An order among links of one row, target and weight.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.rule
            .text()
            .cmp(other.rule.text())
            .then(self.learned.total_cmp(&other.learned))
            .then(self.eligibility.total_cmp(&other.eligibility))
            .then(self.place.cmp(&other.place))
    }
}
