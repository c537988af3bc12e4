//! The neuron rule as a plain kernel over flat arrays: the yardstick.
//!
//! No entities, no bodies, no gap junctions, no bounds of the potential. Every cleft that is not empty
//! pushes what it holds to all its targets, in every tick, over a compressed list of synapses.

use wriggle::nervous::plasticity::Rule;
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
    /// What was in their clefts before.
    leftover: Vec<Pair>,
    /// Neurons that activated in the last tick.
    activated: Vec<u32>,
}

/// Plasticity as plain loops over flat arrays: pairs of spikes under one rule at every synapse. Releases are handed on once,
/// into a tail that fades, so that nothing but learning goes over the synapses twice.
pub struct Taught {
    rule: Rule,
    /// Of each synapse its weight, and the factor that its target was handed last.
    size: Vec<f32>,
    /// Of each neuron the synapses that come in, each with its source.
    incoming: Vec<(u32, u32)>,
    incoming_starts: Vec<u32>,
    /// Traces of each neuron, each with the tick that it is of.
    pre: Vec<(f32, u32)>,
    post: Vec<(f32, u32)>,
    pre_left: Vec<f32>,
    post_left: Vec<f32>,
    tail: Vec<Pair>,
    residue: f32,
    tick: u32,
}

/// What is left of a trace.
fn faded((value, at): (f32, u32), tick: u32, left: &[f32]) -> f32 {
    left.get((tick - at) as usize).map_or(0.0, |left| value * left)
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
            leftover: Vec::with_capacity(count),
            activated: Vec::with_capacity(count),
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

    /// What learns by a rule, all synapses alike; clefts must have one residue, and weights be shared with nobody.
    pub fn taught(&self, rule: &Rule) -> Taught {
        let count = self.params.len();
        let mut incoming: Vec<(u32, u32, u32)> = Vec::with_capacity(self.links.len());
        for source in 0..count {
            let row = self.starts[source]..self.starts[source + 1];
            incoming.extend(row.map(|link| (self.links[link as usize].0, link, source as u32)));
        }
        incoming.sort_unstable();
        let ends = |slot: u32| incoming.partition_point(|(target, ..)| *target < slot) as u32;
        let left =
            |tau: f32| (0..(tau * 20.0) as u32).map(|n| bevy::math::ops::exp(-(n as f32) / tau)).collect();
        Taught {
            rule: rule.clone(),
            size: self.links.iter().map(|(_, weight)| *weight).collect(),
            incoming_starts: (0..=count as u32).map(ends).collect(),
            incoming: incoming.iter().map(|(_, link, source)| (*link, *source)).collect(),
            pre: vec![(0.0, 0); count],
            post: vec![(0.0, 0); count],
            pre_left: left(rule.tau_pre),
            post_left: left(rule.tau_post),
            tail: vec![[0.0; 2]; count],
            residue: self.params[0].residue,
            tick: 0,
        }
    }

    /// One tick in which synapses learn.
    pub fn tick_and_learn(&mut self, taught: &mut Taught) {
        self.step();
        self.learn(taught);
        for (inflow, tail) in self.inflow.iter_mut().zip(&mut taught.tail) {
            *inflow = *tail;
            *tail = tail.map(|amount| amount * taught.residue);
        }
        self.settle();
    }

    fn learn(&mut self, taught: &mut Taught) {
        let Taught {
            rule, size, incoming, incoming_starts, pre, post, pre_left, post_left, tail, tick, ..
        } = taught;
        *tick += 1;
        let (tick, span) = (*tick, rule.max - rule.min);
        for &slot in &self.activated {
            let row = incoming_starts[slot as usize] as usize..incoming_starts[slot as usize + 1] as usize;
            for &(link, source) in &incoming[row] {
                let by = rule.pre_then_post * faded(pre[source as usize], tick, pre_left);
                let size = &mut size[link as usize];
                *size = (*size + by * span).min(rule.max).max(rule.min);
            }
        }
        for (&slot, leftover) in self.released.iter().zip(&self.leftover) {
            let slot = slot as usize;
            let packet = [0, 1].map(|channel| self.cleft[slot][channel] - leftover[channel]);
            for link in self.starts[slot] as usize..self.starts[slot + 1] as usize {
                let (target, factor) = &mut self.links[link];
                let by = rule.post_then_pre * faded(post[*target as usize], tick, post_left);
                let size = &mut size[link];
                *size = (*size + by * span).min(rule.max).max(rule.min);
                let more = *size - *factor;
                *factor = *size;
                for channel in 0..2 {
                    tail[*target as usize][channel] += packet[channel] * *size + leftover[channel] * more;
                }
            }
        }
        for &slot in &self.released {
            let trace = &mut pre[slot as usize];
            *trace = (faded(*trace, tick, pre_left) + 1.0, tick);
        }
        for &slot in &self.activated {
            let trace = &mut post[slot as usize];
            *trace = (faded(*trace, tick, post_left) + 1.0, tick);
        }
    }

    fn step(&mut self) {
        self.released.clear();
        self.leftover.clear();
        self.activated.clear();
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
                self.leftover.push(self.cleft[i]);
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
                self.activated.push(i as u32);
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
