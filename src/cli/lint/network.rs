//! Neurons without links, neurons that can never fire, and links that carry nothing.
//!
//! Whether a neuron can fire is told by a bound: the potential that all its links could bring together if each of
//! their neurons released as often as it is able to, every time a full pool. Where that is not above the threshold
//! nothing in the network ever is. A potential that does not leak adds up without end, so a bound is only there
//! where it does; what skin, stretch, gap junctions and stimuli bring is not bounded at all.

use super::at_entry;
use crate::entry::{Checker, Value, ends};
use crate::nervous::{Hold, NeuronParams, StartState};
use crate::scene::document::{Creature, Kind, Scene};
use crate::stimulus::Stimulus;
use std::collections::{HashMap, HashSet};

/// Fields that what a link brings is multiplied by.
const FACTORS: [&str; 3] = ["weight", "conductance", "gain"];

/// A chemical link between two neurons, by their numbers.
struct Link {
    from: usize,
    to: usize,
    weight: f32,
}

/// The network of a creature.
struct Network<'s> {
    scene: &'s Scene,
    creature: usize,
    owner: &'s Creature,
    params: Vec<NeuronParams>,
    start: Vec<StartState>,
    links: Vec<Link>,
    /// How many links each neuron's packet is shared among.
    outgoing: Vec<usize>,
    /// Neurons that something beside chemical links can excite.
    moved: HashSet<usize>,
}

pub(super) fn check(c: &mut Checker, scene: &Scene) {
    for creature in 0..scene.creatures.len() {
        let network = Network::of(scene, creature);
        network.lonely(c);
        network.idle_links(c);
        network.never_firing(c);
    }
}

impl<'s> Network<'s> {
    fn of(scene: &'s Scene, creature: usize) -> Self {
        let owner = &scene.creatures[creature];
        let index: HashMap<&str, usize> =
            owner.neurons.iter().enumerate().map(|(index, neuron)| (neuron.name.as_str(), index)).collect();
        let of = |name: &str| index.get(name).copied();
        let links: Vec<Link> = owner
            .synapses
            .iter()
            .filter_map(|s| Some(Link { from: of(&s.from)?, to: of(&s.to)?, weight: s.weight }))
            .collect();
        let mut outgoing = vec![0; owner.neurons.len()];
        links.iter().for_each(|link| outgoing[link.from] += 1);
        for muscle in &owner.muscles {
            if let Some(neuron) = of(&muscle.neuron) {
                outgoing[neuron] += muscle.side.each().count();
            }
        }
        let skin = owner.skin.iter().filter(|skin| skin.gain > 0.0).map(|skin| skin.neuron.as_str());
        let stretch = owner.stretch.iter().filter(|s| s.gain != 0.0).map(|s| s.neuron.as_str());
        let gaps = owner.gaps.iter().filter(|gap| gap.conductance > 0.0);
        let gaps = gaps.flat_map(|gap| [gap.a.as_str(), gap.b.as_str()]);
        let stimuli = scene.stimuli.iter().filter(|stimulus| stimulus.creature() == owner.name);
        let mut driven = Vec::new();
        for stimulus in stimuli.map(Stimulus::item).filter(|stimulus| stimulus.drives()) {
            ends(stimulus, &mut |neuron| driven.push(neuron));
        }
        let moved = skin.chain(stretch).chain(gaps).chain(driven).filter_map(of).collect();
        Self {
            scene,
            creature,
            owner,
            params: owner.neurons.iter().map(|neuron| neuron.resolve(&scene.classes)).collect(),
            start: owner.neurons.iter().map(|neuron| neuron.resolve_start(&scene.classes)).collect(),
            links,
            outgoing,
            moved,
        }
    }

    /// Neurons that nothing names.
    fn lonely(&self, c: &mut Checker) {
        let mut named: HashSet<String> = HashSet::new();
        self.owner.lists(&mut |kind, items| {
            // What is only drawn is no link, and what cares for links is none either.
            let is_link = !kind.is_drawn() && kind != Kind::ASTROCYTE;
            let count = if is_link { items.len() } else { 0 };
            for index in 0..count {
                ends(items.item(index), &mut |end| {
                    named.insert(end.to_owned());
                });
            }
        });
        for (index, neuron) in self.owner.neurons.iter().enumerate() {
            let stimulated =
                || self.scene.stimuli.iter().any(|s| s.names_neuron(&self.owner.name, &neuron.name));
            if !named.contains(&neuron.name) && !stimulated() {
                let message = format!("{:?} has no links, no senses and no muscles", neuron.name);
                self.at_neuron(c, index, message, "link it, or take it out");
            }
        }
    }

    /// Links that hand on nothing of what comes, and links of neurons that make no transmitter.
    fn idle_links(&self, c: &mut Checker) {
        self.owner.lists(&mut |kind, items| {
            let name = kind.info().map_or("link", |info| info.name);
            for index in 0..items.len() {
                let item = items.item(index);
                let mut factor = None;
                item.look(&mut |info, value| {
                    if FACTORS.contains(&info.name) && value == Value::Number(0.0) {
                        factor = Some(info.name);
                    }
                });
                let Some(factor) = factor else { continue };
                let mut names = Vec::new();
                ends(item, &mut |end| names.push(format!("{end:?}")));
                let of = if names.len() > 1 { "between" } else { "of" };
                let message =
                    format!("the {name} {of} {} carries nothing: its `{factor}` is 0", names.join(" and "));
                let help = "take it out, or give it some; where a packet is split it has its share";
                at_entry(c, self.creature, kind.list(), index, |c| c.fault_in(factor, message, Some(help)));
            }
        });
        for (index, neuron) in self.owner.neurons.iter().enumerate() {
            let makes = self.params[index].production.iter().chain(&self.start[index].pool);
            if self.outgoing[index] > 0 && makes.into_iter().all(|amount| *amount == 0.0) {
                let message = format!(
                    "{:?} makes no transmitter: its {} carry nothing",
                    neuron.name,
                    counted(self.outgoing[index])
                );
                self.at_neuron(c, index, message, "set `production`");
            }
        }
    }

    /// The most that all releases of a link's neuron add up to at its target, if that fires never.
    fn bound(&self, link: &Link) -> f32 {
        let (from, to) = (&self.params[link.from], &self.params[link.to]);
        let share = link.weight / from.sharing.divisor(self.outgoing[link.from]);
        let start = &self.start[link.from];
        let packet = (0..2)
            .map(|channel| {
                // A pool that is limited holds at most that, of a sign of its own.
                let made = from.production[channel];
                let most = match from.pool_limit {
                    Some(limit) if made != 0.0 => limit.copysign(made),
                    None if made != 0.0 => f32::INFINITY.copysign(made),
                    _ => 0.0,
                };
                let held = if most.abs() > start.pool[channel].abs() { most } else { start.pool[channel] };
                if held == 0.0 { 0.0 } else { (held * share).max(0.0) }
            })
            .sum::<f32>()
            / (1.0 - from.residue);
        if packet <= 0.0 {
            return 0.0;
        }
        // Of a packet that came one interval ago this much is left.
        let interval = from.conduction + from.refractory + 1;
        let left = (1.0 - to.leak).powi(interval.min(1_000_000) as i32);
        if left >= 1.0 { f32::INFINITY } else { packet / (1.0 - left) }
    }

    /// Neurons that nothing can bring above their threshold.
    fn never_firing(&self, c: &mut Checker) {
        let bounds: Vec<f32> = self.links.iter().map(|link| self.bound(link)).collect();
        let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); self.params.len()];
        self.links.iter().enumerate().for_each(|(number, link)| incoming[link.to].push(number));
        let mut fires: Vec<bool> =
            (0..self.params.len()).map(|neuron| self.fires_by_itself(neuron)).collect();
        let brought = |fires: &[bool], neuron: usize| -> f32 {
            let links = incoming[neuron].iter().filter(|link| fires[self.links[**link].from]);
            let sum = self.at_birth(neuron) + links.map(|link| bounds[*link]).sum::<f32>();
            self.params[neuron].potential_ceiling.map_or(sum, |ceiling| sum.min(ceiling))
        };
        // Who fires may bring others to it.
        loop {
            let before = fires.iter().filter(|fires| **fires).count();
            for neuron in 0..fires.len() {
                let can = self.owner.neurons[neuron].hold == Hold::Free;
                fires[neuron] |= can && brought(&fires, neuron) > self.params[neuron].threshold;
            }
            if fires.iter().filter(|fires| **fires).count() == before {
                break;
            }
        }
        for (index, neuron) in self.owner.neurons.iter().enumerate() {
            // One that is held is so on purpose; one that nothing names is told of already.
            if fires[index]
                || neuron.hold != Hold::Free
                || (incoming[index].is_empty() && self.outgoing[index] == 0)
            {
                continue;
            }
            let threshold = self.params[index].threshold;
            let message = match incoming[index].len() {
                0 => format!("{:?} can never fire: nothing excites it", neuron.name),
                links => format!(
                    "{:?} can never fire: what its {} can bring it is at most {}, its threshold is {threshold}",
                    neuron.name,
                    counted(links),
                    brought(&fires, index).max(0.0),
                ),
            };
            self.at_neuron(
                c,
                index,
                message,
                "give its links more weight, lower its threshold or its leak, or let something excite it",
            );
        }
    }

    fn at_birth(&self, neuron: usize) -> f32 {
        let start = &self.start[neuron];
        start.potential.iter().chain(&start.dendrite).map(|amount| amount.max(0.0)).sum()
    }

    /// Whether it fires without any links, or may.
    fn fires_by_itself(&self, neuron: usize) -> bool {
        let (params, start) = (&self.params[neuron], &self.start[neuron]);
        match self.owner.neurons[neuron].hold {
            Hold::Silent => false,
            Hold::At(potential) => potential > params.threshold,
            Hold::Free => {
                let reaches = params.potential_ceiling.is_none_or(|ceiling| ceiling > params.threshold);
                start.conduction_left > 0
                    || params.threshold < 0.0
                    || (self.moved.contains(&neuron) && reaches)
            }
        }
    }

    fn at_neuron(&self, c: &mut Checker, index: usize, message: String, help: &str) {
        at_entry(c, self.creature, "neurons", index, |c| c.fault_in("name", message, Some(help)));
    }
}

fn counted(links: usize) -> String {
    if links == 1 { "one link".to_owned() } else { format!("{links} links") }
}
