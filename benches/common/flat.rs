//! The neuron rule as a plain kernel over flat arrays: the yardstick.
//!
//! No entities, no bodies, no gap junctions, no bounds of the potential. Every cleft that is not empty
//! pushes what it holds to all its targets, in every tick, over a compressed list of synapses.

use wriggle::nervous::{NeuronParams, Sharing};
use wriggle::scene::document::Scene;

type Pair = [f32; 2];

/// One array a quantity; index is the neuron's place in the order of names.
pub struct Flat {
    params: Vec<NeuronParams>,
    last: Vec<Pair>,
    next: Vec<Pair>,
    dendrite: Vec<Pair>,
    cleft: Vec<Pair>,
    pool: Vec<Pair>,
    conduction_left: Vec<u32>,
    refractory_left: Vec<u32>,
    inflow: Vec<Pair>,
    starts: Vec<u32>,
    links: Vec<(u32, f32)>,
    /// Neurons that released in the last tick, ascending.
    pub released: Vec<u32>,
}

impl Flat {
    /// A scene of one creature whose neurons stand in the order of their names.
    pub fn new(scene: &Scene) -> Self {
        let creature = &scene.creatures[0];
        let count = creature.neurons.len();
        let params: Vec<_> = creature.neurons.iter().map(|n| n.resolve(&scene.classes)).collect();
        let born: Vec<_> = creature.neurons.iter().map(|n| n.resolve_start(&scene.classes)).collect();
        let index = |name: &str| {
            creature.neurons.binary_search_by(|n| n.name.as_str().cmp(name)).expect("a neuron") as u32
        };
        let mut edges: Vec<(u32, u32, f32)> =
            creature.synapses.iter().map(|s| (index(&s.from), index(&s.to), s.weight)).collect();
        edges.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        let mut starts = vec![0u32; count + 1];
        for edge in &edges {
            starts[edge.0 as usize + 1] += 1;
        }
        for slot in 0..count {
            starts[slot + 1] += starts[slot];
        }
        let links = edges
            .iter()
            .map(|&(from, to, weight)| {
                let outgoing = starts[from as usize + 1] - starts[from as usize];
                let split = params[from as usize].sharing == Sharing::Split;
                (to, if split { weight / outgoing as f32 } else { weight })
            })
            .collect();
        Self {
            last: born.iter().map(|s| s.potential).collect(),
            next: born.iter().map(|s| s.potential).collect(),
            dendrite: born.iter().map(|s| s.dendrite).collect(),
            cleft: born.iter().map(|s| s.cleft).collect(),
            pool: born.iter().map(|s| s.pool).collect(),
            conduction_left: born.iter().map(|s| s.conduction_left).collect(),
            refractory_left: born.iter().map(|s| s.refractory_left).collect(),
            inflow: vec![[0.0; 2]; count],
            released: Vec::with_capacity(count),
            params,
            starts,
            links,
        }
    }

    /// One tick.
    pub fn tick(&mut self) {
        self.step();
        self.transmit();
        self.settle();
    }

    fn step(&mut self) {
        self.released.clear();
        for i in 0..self.params.len() {
            let params = &self.params[i];
            for channel in 0..2 {
                self.pool[i][channel] += params.production[channel];
                if let Some(limit) = params.pool_limit {
                    self.pool[i][channel] = self.pool[i][channel].clamp(-limit, limit);
                }
            }
            if self.refractory_left[i] > 0 {
                self.refractory_left[i] -= 1;
            } else if self.conduction_left[i] == 1 {
                self.conduction_left[i] = 0;
                for channel in 0..2 {
                    self.cleft[i][channel] += self.pool[i][channel];
                    self.pool[i][channel] *= params.reuptake;
                }
                self.refractory_left[i] = params.refractory;
                self.released.push(i as u32);
            } else if self.conduction_left[i] > 1 {
                self.conduction_left[i] -= 1;
            } else if self.last[i][0] + self.last[i][1] > params.threshold {
                self.next[i] = [0.0; 2];
                self.conduction_left[i] = params.conduction;
            } else {
                for channel in 0..2 {
                    self.next[i][channel] =
                        self.next[i][channel] * (1.0 - params.leak) + self.dendrite[i][channel];
                    self.dendrite[i][channel] = 0.0;
                }
            }
        }
    }

    fn transmit(&mut self) {
        self.inflow.fill([0.0; 2]);
        for (i, cleft) in self.cleft.iter().enumerate() {
            if *cleft == [0.0; 2] {
                continue;
            }
            for &(target, factor) in &self.links[self.starts[i] as usize..self.starts[i + 1] as usize] {
                let arrived = &mut self.inflow[target as usize];
                arrived[0] += cleft[0] * factor;
                arrived[1] += cleft[1] * factor;
            }
        }
    }

    fn settle(&mut self) {
        for i in 0..self.params.len() {
            for channel in 0..2 {
                self.dendrite[i][channel] += self.inflow[i][channel];
                self.cleft[i][channel] *= self.params[i].residue;
                if self.cleft[i][channel].abs() < 1e-6 {
                    self.cleft[i][channel] = 0.0;
                }
            }
            self.last[i] = self.next[i];
        }
    }
}
