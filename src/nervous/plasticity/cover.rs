//! The arrays of astrocytes, compiled with the graph; what was remembered of those that are still there is kept.

use super::astrocytes::{Astrocytes, Cell, Covered, GliaMemory, Stock, Tie};
use super::build::Ground;
use super::decay::{Decay, Fading};
use super::learner::Learner;
use super::runs::{NONE, Runs};
use crate::nervous::astrocyte::{Astrocyte, AstrocyteEntry, Cover};
use crate::nervous::links::Link;
use bevy::ecs::entity::Entity;
use bevy::platform::collections::HashMap;
use std::collections::BTreeMap;

/// So many time constants have tables of their own; the others are reckoned as they are needed, to the same numbers.
const TABLES: usize = 256;

impl Astrocytes {
    /// Compiles them, and tells the learner which links they cover; `None` where there are none.
    pub(in crate::nervous) fn build(
        ground: &Ground,
        astrocytes: &[(Entity, &Astrocyte)],
        outgoing: &[u32],
        learner: Option<&mut Learner>,
        old: Option<&RememberedGlia>,
        tick: u64,
    ) -> Option<Self> {
        if astrocytes.is_empty() {
            return None;
        }
        let slots: HashMap<Entity, u32> = ground.neurons.iter().copied().zip(0..).collect();
        let mut found: Vec<(u32, &str, Entity, &Astrocyte)> = Vec::with_capacity(astrocytes.len());
        for (entity, astrocyte) in astrocytes {
            // It belongs to whom its neurons do.
            let ends = astrocyte.covers.iter().flatten().flatten();
            let Some(slot) = ends.filter_map(|end| slots.get(end)).next() else { continue };
            found.push((ground.creature_of[*slot as usize], &astrocyte.settings().name, *entity, astrocyte));
        }
        found.sort_unstable_by_key(|(creature, name, entity, _)| (*creature, *name, *entity));
        let mut built =
            Self { outgoing: outgoing.to_vec(), divisor: ground.divisor.clone(), ..Self::default() };
        built.take_in(&found);
        let pairs = found.iter().enumerate().flat_map(|(number, (.., astrocyte))| {
            astrocyte.covers.iter().enumerate().map(move |(pair, ends)| ((number, pair), *ends))
        });
        let pairs = pairs.filter_map(|(number, ends)| {
            // A neuron that is not there is not any neuron.
            let [from, to] = ends.map(|end| end.map(|end| slots.get(&end).copied()));
            let is_gone = from == Some(None) || to == Some(None);
            (!is_gone).then_some((number, [from.flatten(), to.flatten()]))
        });
        built.cover(ground, &Cover::new(pairs), learner);
        built.remember_of(ground, &found, old, tick);
        Some(built)
    }

    /// The astrocytes by themselves.
    fn take_in(&mut self, found: &[(u32, &str, Entity, &Astrocyte)]) {
        let mut known: BTreeMap<u32, u32> = BTreeMap::new();
        let decays = &mut self.decays;
        let mut place = |tau: f32| {
            *known.entry(tau.to_bits()).or_insert_with(|| {
                decays.push(if decays.len() < TABLES { Decay::new(tau) } else { Decay::without_table(tau) });
                decays.len() as u32 - 1
            })
        };
        for (creature, name, entity, astrocyte) in found {
            let AstrocyteEntry { uptake, recycle, threshold, recovery, strength, release, .. } =
                *astrocyte.settings();
            let said = astrocyte.settings();
            self.cells.push(Cell {
                entity: *entity,
                creature: *creature,
                name: (*name).to_owned(),
                uptake,
                recycle,
                threshold,
                recovery,
                strength,
                release,
                tau_recycle: place(said.tau_recycle),
                tau_calcium: place(said.tau_calcium),
                tau_effect: place(said.tau_effect),
                covered: 0,
            });
        }
        self.bound = vec![0.0; found.len()];
        self.intake = vec![0.0; found.len()];
    }

    /// Which links they cover, and so which neurons are theirs.
    fn cover(&mut self, ground: &Ground, cover: &Cover<u32>, mut learner: Option<&mut Learner>) {
        let count = ground.neurons.len();
        let mut covered: Vec<(u32, Covered)> = Vec::new();
        let mut ties: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        // Nothing is said of links where all are plain.
        for row in 0..if ground.links.is_empty() { 0 } else { ground.rows.len() } {
            let source = ground.rows[row].0;
            for link in ground.starts[row]..ground.starts[row + 1] {
                let (target, origin) = ground.links[link as usize];
                if target as usize >= count {
                    continue;
                }
                // No more than one in a scene that was checked.
                let Some((astrocyte, _)) = cover.of(source, target).min() else { continue };
                let learns = learner.as_mut().and_then(|learner| learner.mark_covered(link));
                let astrocyte = astrocyte as u32;
                *ties.entry((source, astrocyte)).or_default() += 1;
                self.cells[astrocyte as usize].covered += 1;
                covered
                    .push((row as u32, Covered { link, learns: learns.unwrap_or(NONE), tie: 0, astrocyte }));
                self.entities.push(origin.entity);
                self.weights.push(origin.weight);
            }
        }
        let numbers: HashMap<(u32, u32), u32> = ties.keys().copied().zip(0..).collect();
        for (row, covered) in &mut covered {
            covered.tie = numbers[&(ground.rows[*row as usize].0, covered.astrocyte)];
        }
        self.covered = Runs::new(ground.rows.len(), &covered);
        let ties: Vec<(u32, Tie)> =
            ties.into_iter().map(|((slot, astrocyte), links)| (slot, Tie { astrocyte, links })).collect();
        self.ties = Runs::new(count, &ties);
    }

    /// What they begin with, or had.
    fn remember_of(
        &mut self,
        ground: &Ground,
        found: &[(u32, &str, Entity, &Astrocyte)],
        old: Option<&RememberedGlia>,
        tick: u64,
    ) {
        let mut memory = GliaMemory::default();
        for (creature, name, _, astrocyte) in found {
            let key = (ground.creatures[*creature as usize], (*name).to_owned());
            let then = old.and_then(|old| old.cells.get(&key)).copied();
            let then = then.unwrap_or_else(|| Then::born(astrocyte, tick));
            memory.calcium.push(then.calcium);
            memory.bound.push(then.bound);
            memory.ready.push(then.ready);
            memory.releases.push(then.releases);
        }
        for slot in 0..ground.neurons.len() {
            for tie in self.ties.range(slot) {
                let (creature, name, ..) = found[self.ties.items[tie].astrocyte as usize];
                let key = (ground.creatures[creature as usize], name.to_owned(), ground.neurons[slot]);
                let none = Stock { at: tick as u32, ..Stock::default() };
                memory.stock.push(old.and_then(|old| old.stock.get(&key)).copied().unwrap_or(none));
            }
        }
        self.memory = memory;
    }

    /// Says that they are as they were born at a tick.
    pub(super) fn begin_at(&mut self, tick: u64, born: &dyn Fn(Entity) -> Option<Astrocyte>) {
        for (number, cell) in self.cells.iter().enumerate() {
            let Some(astrocyte) = born(cell.entity) else { continue };
            let then = Then::born(&astrocyte, tick);
            self.memory.calcium[number] = then.calcium;
            self.memory.bound[number] = then.bound;
            self.memory.ready[number] = then.ready;
        }
        self.memory.stock.iter_mut().for_each(|stock| stock.at = tick as u32);
    }

    /// Whether a neuron has an astrocyte.
    pub(in crate::nervous) fn tends(&self, slot: usize) -> bool {
        !self.ties.range(slot).is_empty()
    }

    /// The factors of links that are covered and do not learn as the scene makes them, in the order of links.
    pub(in crate::nervous) fn made(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        (0..self.divisor.len()).flat_map(move |row| {
            let divisor = self.divisor[row];
            let made = move |index: usize| (self.covered.items[index].link, self.weights[index] / divisor);
            self.covered.range(row).filter(|index| self.covered.items[*index].learns == NONE).map(made)
        })
    }

    /// Gives links that are covered and do not learn the factors that they had, where their weights are the same.
    pub(in crate::nervous) fn set_factors(&self, links: &mut [Link], before: &RememberedGlia) {
        for row in 0..self.divisor.len() {
            for index in self.covered.range(row) {
                let Covered { link, learns, .. } = self.covered.items[index];
                let then = before.links.get(&self.entities[index]).filter(|_| learns == NONE);
                let same = |weight: f32| weight.to_bits() == self.weights[index].to_bits();
                if let Some((_, factor, divisor)) = then.filter(|(weight, ..)| same(*weight)) {
                    let is_same = divisor.to_bits() == self.divisor[row].to_bits();
                    let factor = if is_same { *factor } else { factor * divisor / self.divisor[row] };
                    links[link as usize].factor = factor;
                }
            }
        }
    }

    /// Takes down what is remembered.
    pub(in crate::nervous) fn remember(
        &self,
        neurons: &[Entity],
        creatures: &[Entity],
        factors: &[Link],
    ) -> RememberedGlia {
        let memory = &self.memory;
        let key = |number: usize| {
            let cell = &self.cells[number];
            (creatures[cell.creature as usize], cell.name.clone())
        };
        let then = |number: usize| Then {
            calcium: memory.calcium[number],
            bound: memory.bound[number],
            ready: memory.ready[number],
            releases: memory.releases[number],
        };
        let mut stock = HashMap::default();
        for (slot, neuron) in neurons.iter().enumerate() {
            for tie in self.ties.range(slot) {
                let (creature, name) = key(self.ties.items[tie].astrocyte as usize);
                stock.insert((creature, name, *neuron), memory.stock[tie]);
            }
        }
        let mut links = HashMap::default();
        for row in 0..self.divisor.len() {
            for index in self.covered.range(row) {
                let factor = factors[self.covered.items[index].link as usize].factor;
                links.insert(self.entities[index], (self.weights[index], factor, self.divisor[row]));
            }
        }
        let cells = (0..self.cells.len()).map(|number| (key(number), then(number))).collect();
        RememberedGlia { cells, stock, links }
    }
}

/// An astrocyte at a moment.
#[derive(Clone, Copy)]
struct Then {
    calcium: Fading,
    bound: Fading,
    ready: u64,
    releases: u64,
}

impl Then {
    fn born(astrocyte: &Astrocyte, tick: u64) -> Self {
        let start = astrocyte.settings().start;
        Self {
            calcium: Fading { value: start.calcium, at: tick as u32 },
            bound: Fading { value: start.bound, at: tick as u32 },
            ready: tick + u64::from(start.ready),
            releases: 0,
        }
    }
}

/// What astrocytes remembered when the graph was another one: by creatures and names, for one that is set anew is
/// another entity; by neurons; by links with weight, factor and divisor.
pub(in crate::nervous) struct RememberedGlia {
    cells: HashMap<(Entity, String), Then>,
    stock: HashMap<(Entity, String, Entity), Stock>,
    links: HashMap<Entity, (f32, f32, f32)>,
}

impl Learner {
    /// Says that a link is covered, if it learns; tells its place among those that do.
    fn mark_covered(&mut self, link: u32) -> Option<u32> {
        let index = self.outgoing.items.binary_search_by_key(&link, |outgoing| outgoing.link).ok()?;
        self.outgoing.items[index].covered = true;
        Some(index as u32)
    }
}
