//! The arrays of learning, compiled with the graph; what was remembered of the links that are still there is kept.

use super::decay::Fading;
use super::learner::{Incoming, Learner, Memory, Outgoing, Reckoned, Source};
use super::runs::{NONE, Runs};
use super::{Modulators, Rule, Rules};
use crate::entry::Symbol;
use crate::nervous::links::Link;
use crate::nervous::params::Faculties;
use bevy::ecs::entity::Entity;
use bevy::platform::collections::HashMap;
use std::collections::BTreeMap;

/// A link, as far as it learns.
#[derive(Clone, Copy, Debug)]
pub(in crate::nervous) struct Origin {
    /// Its entity.
    pub(in crate::nervous) entity: Entity,
    /// Ticks that it takes.
    pub(in crate::nervous) delay: u32,
    /// Its rule; an empty one: it does not learn.
    pub(in crate::nervous) rule: Symbol,
    /// Where it starts.
    pub(in crate::nervous) weight: f32,
    /// Where it was when it was made.
    pub(in crate::nervous) learned: f32,
    pub(in crate::nervous) eligibility: f32,
    /// Weight and eligibility that it goes on from, where it is fresh.
    pub(in crate::nervous) begins: (f32, f32),
    /// Its place in the scene's list.
    pub(in crate::nervous) place: u32,
    /// Whether it was made or changed since the graph was compiled last: then it begins as it was made.
    pub(in crate::nervous) fresh: bool,
}

/// The compiled graph, as far as learning hangs on it.
pub(in crate::nervous) struct Ground<'a> {
    pub(in crate::nervous) neurons: &'a [Entity],
    pub(in crate::nervous) creature_of: &'a [u32],
    pub(in crate::nervous) creatures: &'a [Entity],
    /// The neuron and the delay of each row.
    pub(in crate::nervous) rows: &'a [(u32, u32)],
    pub(in crate::nervous) starts: &'a [u32],
    /// Of each link its target and what it is.
    pub(in crate::nervous) links: &'a [(u32, Origin)],
    pub(in crate::nervous) divisor: Vec<f32>,
    /// What neurons broadcast and heed, by slot.
    pub(in crate::nervous) faculties: &'a [(u32, Faculties)],
}

impl Learner {
    /// Compiles them; `None` where nothing learns, modulates or heeds.
    pub(in crate::nervous) fn build(
        ground: &Ground,
        rules: &Rules,
        modulators: &Modulators,
        old: Option<&Remembered>,
    ) -> Option<Self> {
        let slots = ground.neurons.len();
        let mut names: Vec<&str> = rules.keys().map(String::as_str).collect();
        names.sort_unstable();
        let number: HashMap<&str, u16> =
            names.iter().enumerate().map(|(at, name)| (*name, at as u16)).collect();
        let mut learner = Self {
            rules: names.iter().map(|name| Reckoned::new(name, &rules[*name])).collect(),
            changes: 1,
            handed_at: vec![0; ground.rows.len()],
            divisor: ground.divisor.clone(),
            ..Self::default()
        };
        learner.modulate(
            slots,
            ground.creatures.len() as u32,
            ground.creature_of,
            ground.faculties,
            modulators,
        );

        // Which traces there are: of each row and of each neuron one for each rule.
        let mut pre: BTreeMap<(u32, u16), u32> = BTreeMap::new();
        let mut post: BTreeMap<(u32, u16), u32> = BTreeMap::new();
        let mut outgoing: Vec<(u32, (u32, u32, u16))> = Vec::new();
        // Nothing is said of links where all are plain.
        for row in 0..if ground.links.is_empty() { 0 } else { ground.rows.len() } {
            for link in ground.starts[row]..ground.starts[row + 1] {
                let (target, origin) = ground.links[link as usize];
                let Some(&rule) = number.get(origin.rule.text()).filter(|_| !origin.rule.is_none()) else {
                    continue;
                };
                pre.insert((row as u32, rule), 0);
                post.insert((target, rule), 0);
                outgoing.push((row as u32, (link, target, rule)));
            }
        }
        if outgoing.is_empty() && learner.modulators.is_empty() {
            return None;
        }
        pre.values_mut().enumerate().for_each(|(at, number)| *number = at as u32);
        post.values_mut().enumerate().for_each(|(at, number)| *number = at as u32);
        let keys = |traces: &BTreeMap<(u32, u16), u32>| traces.keys().copied().collect::<Vec<_>>();
        learner.pre_rules = Runs::new(ground.rows.len(), &keys(&pre));
        learner.post_rules = Runs::new(slots, &keys(&post));
        let mut entities = Vec::with_capacity(outgoing.len());
        let mut incoming: Vec<(u32, Incoming)> = Vec::with_capacity(outgoing.len());
        let mut places: Vec<(u32, Outgoing)> = Vec::with_capacity(outgoing.len());
        let mut taught: Vec<(u32, u32)> = Vec::new();
        for (index, (row, (link, target, rule))) in outgoing.into_iter().enumerate() {
            let (index, post, pre) = (index as u32, post[&(target, rule)], pre[&(row, rule)]);
            places.push((row, Outgoing { link, post, rule, covered: false }));
            incoming.push((target, Incoming { index, pre }));
            let creature = ground.creature_of[ground.rows[row as usize].0 as usize];
            let modulator = learner.heeded[creature as usize * learner.rules.len() + usize::from(rule)];
            if modulator != NONE {
                taught.push((modulator, index));
            }
            let origin = ground.links[link as usize].1;
            entities.push(origin.entity);
            learner.start.push(origin.weight);
        }
        learner.entities = entities.into();
        let count = places.len();
        learner.outgoing = Runs::new(ground.rows.len(), &places);
        learner.incoming = Runs::new(slots, &incoming);
        learner.taught = Runs::new(learner.modulators.len(), &taught);
        learner.levels = vec![0.0; learner.modulators.len()];
        learner.doses = learner.levels.clone();
        learner.given = learner.levels.clone();
        let forgets = learner.rules.iter().any(|rule| rule.forget.is_some());
        let modulated = learner.rules.iter().any(|rule| rule.modulated);
        let mut memory = Memory {
            size: Vec::with_capacity(count),
            size_at: vec![0; if forgets { count } else { 0 }],
            eligibility: vec![Fading::default(); if modulated { count } else { 0 }],
            pre: vec![Fading::default(); pre.len()],
            post: vec![Fading::default(); post.len()],
            slow: vec![Fading::default(); post.len()],
            level: vec![Fading::default(); learner.modulators.len()],
        };
        for (index, (_, place)) in places.iter().enumerate() {
            let origin = ground.links[place.link as usize].1;
            let then = old.filter(|_| !origin.fresh).and_then(|old| old.links.get(&origin.entity));
            let (size, size_at, eligibility) = match then {
                Some(then) => (then.size, then.size_at, then.eligibility),
                None => {
                    let at = old.map_or(0, |old| old.tick);
                    (origin.begins.0.abs(), at, Fading { value: origin.begins.1, at })
                }
            };
            // Its rule may have got other bounds.
            let Rule { min, max, .. } = learner.rules[usize::from(place.rule)].rule;
            memory.size.push(size.min(max).max(min));
            if let Some(at) = memory.size_at.get_mut(index) {
                *at = size_at;
            }
            if let Some(then) = memory.eligibility.get_mut(index) {
                *then = eligibility;
            }
        }
        if let Some(old) = old {
            for (&(row, rule), &at) in &pre {
                let (slot, delay) = ground.rows[row as usize];
                let key = (ground.neurons[slot as usize], delay, learner.rules[usize::from(rule)].name);
                memory.pre[at as usize] = old.pre.get(&key).copied().unwrap_or_default();
            }
            for (&(slot, rule), &at) in &post {
                let key = (ground.neurons[slot as usize], learner.rules[usize::from(rule)].name);
                (memory.post[at as usize], memory.slow[at as usize]) =
                    old.post.get(&key).copied().unwrap_or_default();
            }
            for (at, source) in learner.modulators.iter().enumerate() {
                let key = (ground.creatures[source.creature as usize], source.name);
                memory.level[at] = old.level.get(&key).copied().unwrap_or_default();
            }
        }
        learner.memory = memory;
        Some(learner)
    }

    /// Which modulators there are, and who broadcasts and heeds them.
    fn modulate(
        &mut self,
        slots: usize,
        creatures: u32,
        creature_of: &[u32],
        faculties: &[(u32, Faculties)],
        modulators: &Modulators,
    ) {
        let mut used: BTreeMap<(u32, &'static str), u32> = BTreeMap::new();
        for (slot, faculties) in faculties {
            let heeded = faculties.modulated.map(|modulated| modulated.0);
            for name in [Some(faculties.modulator), heeded].into_iter().flatten() {
                if modulators.contains_key(name.text()) {
                    used.insert((creature_of[*slot as usize], name.text()), 0);
                }
            }
        }
        for rule in self.rules.iter().filter(|rule| rule.modulated) {
            if modulators.contains_key(rule.rule.modulator.text()) {
                (0..creatures).for_each(|creature| {
                    used.insert((creature, rule.rule.modulator.text()), 0);
                });
            }
        }
        used.values_mut().enumerate().for_each(|(at, number)| *number = at as u32);
        let number =
            |creature: u32, name: Symbol| used.get(&(creature, name.text())).copied().unwrap_or(NONE);
        self.broadcasts = vec![NONE; slots];
        self.heeds = vec![NONE; slots];
        for (slot, faculties) in faculties {
            let creature = creature_of[*slot as usize];
            self.broadcasts[*slot as usize] = number(creature, faculties.modulator);
            self.heeds[*slot as usize] =
                faculties.modulated.map_or(NONE, |modulated| number(creature, modulated.0));
        }
        self.heeded = (0..creatures)
            .flat_map(|creature| self.rules.iter().map(move |rule| (creature, rule.rule.modulator)))
            .map(|(creature, name)| number(creature, name))
            .collect();
        self.modulators = used
            .into_keys()
            .map(|(creature, name)| {
                let modulator = &modulators[name];
                Source {
                    creature,
                    name,
                    unit: modulator.unit,
                    decay: super::decay::Decay::new(modulator.tau),
                }
            })
            .collect();
    }

    /// Gives links that learn their factors: those that they had, or what they had learned.
    pub(in crate::nervous) fn set_factors(&self, links: &mut [Link], before: Option<&Remembered>) {
        for row in 0..self.divisor.len() {
            let divisor = self.divisor[row];
            for index in self.outgoing.range(row) {
                let then = before.and_then(|before| before.links.get(&self.entities[index]));
                // What was changed since begins anew: its size is no longer the one of then.
                let then = then.filter(|then| then.size.to_bits() == self.memory.size[index].to_bits());
                let factor = match then {
                    Some(then) if then.divisor.to_bits() == divisor.to_bits() => then.factor,
                    Some(then) => then.factor * then.divisor / divisor,
                    None => self.memory.size[index].copysign(self.start[index]) / divisor,
                };
                links[self.outgoing.items[index].link as usize].factor = factor;
            }
        }
    }

    /// The factors of links that learn as the scene makes them, in the order of links.
    pub(in crate::nervous) fn made(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        (0..self.divisor.len()).flat_map(move |row| {
            let divisor = self.divisor[row];
            self.outgoing
                .range(row)
                .map(move |index| (self.outgoing.items[index].link, self.start[index] / divisor))
        })
    }

    /// Whether what a neuron does concerns learning, but for what it releases over delays.
    pub(in crate::nervous) fn hears(&self, slot: usize) -> bool {
        self.learns_in(slot) || !self.incoming.range(slot).is_empty() || self.broadcasts[slot] != NONE
    }

    /// Whether any link of a row learns.
    pub(in crate::nervous) fn learns_in(&self, row: usize) -> bool {
        !self.outgoing.range(row).is_empty()
    }
}

/// A link that learned.
#[derive(Clone, Copy)]
struct Then {
    size: f32,
    size_at: u32,
    eligibility: Fading,
    factor: f32,
    divisor: f32,
}

/// What was remembered when the graph was another one, by entities.
pub(in crate::nervous) struct Remembered {
    tick: u32,
    links: HashMap<Entity, Then>,
    pre: HashMap<(Entity, u32, Symbol), Fading>,
    post: HashMap<(Entity, Symbol), (Fading, Fading)>,
    level: HashMap<(Entity, &'static str), Fading>,
}

impl Learner {
    /// Takes it down; `row` tells the neuron and the delay of a row.
    pub(in crate::nervous) fn remember(
        &self,
        tick: u32,
        neurons: &[Entity],
        creatures: &[Entity],
        row: &dyn Fn(u32) -> (u32, u32),
        factors: &[Link],
    ) -> Remembered {
        let memory = &self.memory;
        let mut links = HashMap::default();
        for row in 0..self.divisor.len() {
            for index in self.outgoing.range(row) {
                let then = Then {
                    size: memory.size[index],
                    size_at: memory.size_at.get(index).copied().unwrap_or(tick),
                    eligibility: memory.eligibility.get(index).copied().unwrap_or_default(),
                    factor: factors[self.outgoing.items[index].link as usize].factor,
                    divisor: self.divisor[row],
                };
                links.insert(self.entities[index], then);
            }
        }
        let mut pre = HashMap::default();
        for number in 0..self.pre_rules.starts.len().saturating_sub(1) {
            let (slot, delay) = row(number as u32);
            for at in self.pre_rules.range(number) {
                let rule = self.rules[usize::from(self.pre_rules.items[at])].name;
                pre.insert((neurons[slot as usize], delay, rule), memory.pre[at]);
            }
        }
        let mut post = HashMap::default();
        let lists = self.post_rules.starts.len().saturating_sub(1);
        for (slot, neuron) in neurons.iter().enumerate().take(lists) {
            for at in self.post_rules.range(slot) {
                let rule = self.rules[usize::from(self.post_rules.items[at])].name;
                post.insert((*neuron, rule), (memory.post[at], memory.slow[at]));
            }
        }
        let level = self.modulators.iter().zip(&memory.level);
        let level = level.map(|(source, level)| ((creatures[source.creature as usize], source.name), *level));
        Remembered { tick, links, pre, post, level: level.collect() }
    }
}
