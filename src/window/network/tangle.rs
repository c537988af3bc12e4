//! How tangled a picture of a network is, and places from which it is less so.

use crate::window::state::graph::Graph;
use bevy::math::Vec2;
use std::collections::BTreeMap;

/// Cost of a crossing, and of a link that runs through a neuron that it has nothing to do with, in units of distance
/// between neighbours.
const CROSSING: f32 = 0.6;
const THROUGH: f32 = 2.0;
/// A link this near to a neuron runs through it, in the same units.
const NEAR: f32 = 0.3;
/// With more links, or more neurons to move, only lengths are looked at.
const RICH: (usize, usize) = (700, 150);
/// Rounds at most; mostly fewer are needed.
const ROUNDS: usize = 12;

/// Whether two stretches cross; those that share an end do not.
#[must_use]
pub fn cross([a, b]: [Vec2; 2], [c, d]: [Vec2; 2]) -> bool {
    // Most lie far apart.
    if a.max(b).cmplt(c.min(d)).any() || c.max(d).cmplt(a.min(b)).any() {
        return false;
    }
    let turn = |p: Vec2, q: Vec2, r: Vec2| (q - p).perp_dot(r - p);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// Distance of a point from a stretch.
fn distance(point: Vec2, [a, b]: [Vec2; 2]) -> f32 {
    let along = b - a;
    let share = ((point - a).dot(along) / along.length_squared().max(1e-9)).clamp(0.0, 1.0);
    point.distance(a + along * share)
}

/// The index of each neuron in `own`, else the largest number there is. Where of a folded frame only one neuron is in
/// `own`, it stands for all of them.
#[must_use]
pub fn local(graph: &Graph, own: &[usize]) -> Vec<usize> {
    let mut local = vec![usize::MAX; graph.cells.len()];
    for (index, cell) in own.iter().enumerate() {
        local[*cell] = index;
    }
    for boxed in boxes(graph).into_values() {
        let mut there = boxed.iter().map(|i| local[*i]).filter(|index| *index != usize::MAX);
        if let (Some(only), None) = (there.next(), there.next()) {
            boxed.iter().for_each(|i| local[*i] = only);
        }
    }
    local
}

/// The folded frames by their numbers, with the neurons that are drawn in each.
#[must_use]
pub fn boxes(graph: &Graph) -> BTreeMap<usize, Vec<usize>> {
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (neuron, frame) in graph.plan.inside.iter().enumerate() {
        if let Some(frame) = frame {
            boxes.entry(*frame).or_default().push(neuron);
        }
    }
    boxes
}

/// Links among these neurons, as pairs of indices into `own`.
#[must_use]
pub fn links(graph: &Graph, own: &[usize]) -> Vec<(usize, usize)> {
    let local = local(graph, own);
    let chemical = graph.plan.links.iter().map(|link| (link.from, link.to));
    let electrical = graph.plan.gaps.iter().map(|gap| (gap.ends[0], gap.ends[1]));
    chemical
        .chain(electrical)
        .map(|(a, b)| (local[a], local[b]))
        .filter(|(a, b)| *a != usize::MAX && *b != usize::MAX && a != b)
        .collect()
}

/// Neurons with places, some of which can be moved.
pub struct Tangle<'a> {
    /// Where they are.
    pub at: Vec<Vec2>,
    /// Links, as pairs of neurons.
    pub links: &'a [(usize, usize)],
    /// Usual distance of neighbours.
    pub unit: f32,
    of: Vec<Vec<usize>>,
    pulled: Vec<Vec<Vec2>>,
}

impl<'a> Tangle<'a> {
    /// With neurons at these places; `pulls` say where some are drawn to besides: a part of the body.
    #[must_use]
    pub fn new(at: Vec<Vec2>, links: &'a [(usize, usize)], pulls: &[(usize, Vec2)], unit: f32) -> Self {
        let mut of = vec![Vec::new(); at.len()];
        for (link, (a, b)) in links.iter().enumerate() {
            of[*a].push(link);
            of[*b].push(link);
        }
        let mut pulled = vec![Vec::new(); at.len()];
        for (neuron, to) in pulls {
            pulled[*neuron].push(*to);
        }
        Self { at, links, unit, of, pulled }
    }

    fn line(&self, link: usize) -> [Vec2; 2] {
        let (a, b) = self.links[link];
        [self.at[a], self.at[b]]
    }

    /// How often links cross.
    #[cfg(test)]
    #[must_use]
    pub fn crossings(&self) -> usize {
        let all = 0..self.links.len();
        all.clone().map(|i| (i + 1..all.end).filter(|j| cross(self.line(i), self.line(*j))).count()).sum()
    }

    /// How often a link runs through a neuron.
    #[cfg(test)]
    #[must_use]
    pub fn hits(&self) -> usize {
        let through = |link: usize| (0..self.at.len()).filter(|n| self.runs_through(link, *n)).count();
        (0..self.links.len()).map(through).sum()
    }

    /// Mean length of the links.
    #[cfg(test)]
    #[must_use]
    pub fn mean_length(&self) -> f32 {
        let sum: f32 = (0..self.links.len()).map(|link| self.length(link)).sum();
        sum / self.links.len().max(1) as f32
    }

    fn length(&self, link: usize) -> f32 {
        let [a, b] = self.line(link);
        a.distance(b)
    }

    fn runs_through(&self, link: usize, neuron: usize) -> bool {
        let (a, b) = self.links[link];
        let (point, line, near) = (self.at[neuron], self.line(link), NEAR * self.unit);
        let outside =
            point.cmplt(line[0].min(line[1]) - near).any() || point.cmpgt(line[0].max(line[1]) + near).any();
        neuron != a && neuron != b && !outside && distance(point, line) < near
    }

    /// What the links of a neuron cost by their length.
    fn long(&self, neuron: usize) -> f32 {
        let links: f32 = self.of[neuron].iter().map(|link| self.length(*link)).sum();
        let pulls: f32 = self.pulled[neuron].iter().map(|to| to.distance(self.at[neuron])).sum();
        (links + pulls) / self.unit
    }

    /// What they cost by what they cross and run through, and what runs through the neuron itself; infinite as soon as it
    /// is more than `most`.
    fn tangled(&self, neuron: usize, most: f32) -> f32 {
        let all = 0..self.links.len();
        let mut cost = THROUGH * all.clone().filter(|link| self.runs_through(*link, neuron)).count() as f32;
        for &link in &self.of[neuron] {
            if cost > most {
                return f32::INFINITY;
            }
            let line = self.line(link);
            cost += CROSSING * all.clone().filter(|other| cross(line, self.line(*other))).count() as f32;
            let through = (0..self.at.len()).filter(|other| self.runs_through(link, *other)).count();
            cost += THROUGH * through as f32;
        }
        cost
    }

    /// Moves some neurons, each into one of as many or more slots, until no move and no exchange of two makes the picture
    /// any better.
    pub fn untangle(&mut self, movable: &[usize], slots: &[Vec2]) {
        let rich = self.links.len() <= RICH.0 && movable.len() <= RICH.1;
        let mut holder: Vec<Option<usize>> = vec![None; slots.len()];
        let mut slot_of = vec![usize::MAX; self.at.len()];
        self.settle(movable, slots, &mut holder, &mut slot_of);
        let mut costs = vec![None; self.at.len()];
        for _ in 0..ROUNDS {
            let mut better = false;
            for &neuron in movable {
                if self.improve(neuron, slots, &mut holder, &mut slot_of, &mut costs, rich) {
                    costs.fill(None);
                    better = true;
                }
            }
            if !better {
                break;
            }
        }
    }

    /// The free slot nearest to where each is, those with many links first.
    fn settle(
        &mut self,
        movable: &[usize],
        slots: &[Vec2],
        holder: &mut [Option<usize>],
        slot_of: &mut [usize],
    ) {
        let mut order = movable.to_vec();
        order.sort_by_key(|neuron| (usize::MAX - self.of[*neuron].len(), *neuron));
        for neuron in order {
            let at = self.at[neuron];
            let free = (0..slots.len()).filter(|slot| holder[*slot].is_none());
            let near = free.min_by(|a, b| {
                slots[*a].distance_squared(at).total_cmp(&slots[*b].distance_squared(at)).then(a.cmp(b))
            });
            let Some(slot) = near else { continue };
            (holder[slot], slot_of[neuron], self.at[neuron]) = (Some(neuron), slot, slots[slot]);
        }
    }

    /// The best slot for a neuron; who is there takes its place.
    fn improve(
        &mut self,
        neuron: usize,
        slots: &[Vec2],
        holder: &mut [Option<usize>],
        slot_of: &mut [usize],
        costs: &mut [Option<f32>],
        rich: bool,
    ) -> bool {
        let from = slot_of[neuron];
        if from == usize::MAX {
            return false;
        }
        let tangled =
            |tangle: &Self, one: usize, most: f32| if rich { tangle.tangled(one, most) } else { 0.0 };
        // As all stands now, which it does for most of the time.
        let mut cost = |tangle: &Self, one: usize| {
            *costs[one].get_or_insert_with(|| tangle.long(one) + tangled(tangle, one, f32::INFINITY))
        };
        // Only those near its partners can be better.
        let reach = if rich { 7.0 } else { 3.0 } * self.unit;
        let wanted = self.middle(neuron);
        let own = cost(self, neuron);
        let mut best: Option<(f32, usize)> = None;
        for slot in 0..slots.len() {
            if slot == from || slots[slot].distance(wanted) > reach {
                continue;
            }
            let other = holder[slot];
            let before = own + other.map_or(0.0, |other| cost(self, other));
            // What is not better than the best so far is not looked at to its end.
            let most = before - best.map_or(1e-3, |(gain, _)| gain);
            self.swap(neuron, other, slots, from, slot);
            let mut after = self.long(neuron) + other.map_or(0.0, |other| self.long(other));
            for one in [Some(neuron), other].into_iter().flatten() {
                if after < most {
                    after += tangled(self, one, most - after);
                }
            }
            if after < most {
                best = Some((before - after, slot));
            }
            self.swap(neuron, other, slots, slot, from);
        }
        let Some((_, slot)) = best else { return false };
        let other = holder[slot];
        self.swap(neuron, other, slots, from, slot);
        (holder[slot], holder[from]) = (Some(neuron), other);
        slot_of[neuron] = slot;
        if let Some(other) = other {
            slot_of[other] = from;
        }
        true
    }

    fn swap(&mut self, neuron: usize, other: Option<usize>, slots: &[Vec2], from: usize, to: usize) {
        self.at[neuron] = slots[to];
        if let Some(other) = other {
            self.at[other] = slots[from];
        }
    }

    /// The middle of a neuron's partners.
    fn middle(&self, neuron: usize) -> Vec2 {
        let partners = self.of[neuron].iter().map(|link| {
            let (a, b) = self.links[*link];
            self.at[if a == neuron { b } else { a }]
        });
        let all: Vec<Vec2> = partners.chain(self.pulled[neuron].iter().copied()).collect();
        if all.is_empty() { self.at[neuron] } else { all.iter().sum::<Vec2>() / all.len() as f32 }
    }

    /// Draws movable neurons to the middle of their partners, again and again.
    pub fn gather(&mut self, movable: &[usize]) {
        for _ in 0..60 {
            for &neuron in movable {
                self.at[neuron] = self.middle(neuron);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_hits_and_lengths_are_counted() {
        let at = [(0.0, 0.0), (2.0, 2.0), (0.0, 2.0), (2.0, 0.0), (1.0, 0.0)].map(Vec2::from).to_vec();
        let links = [(0, 1), (2, 3), (0, 3)];
        let tangle = Tangle::new(at, &links, &[], 1.0);
        assert_eq!(tangle.crossings(), 1);
        assert_eq!(tangle.hits(), 1, "the last one runs through the neuron in the middle of the lower side");
        assert!((tangle.mean_length() - (2.0 * 8f32.sqrt() + 2.0) / 3.0).abs() < 1e-5);
    }

    #[test]
    fn a_square_whose_sides_cross_is_untangled() {
        let slots = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(Vec2::from);
        let links = [(0, 1), (1, 2), (2, 3), (3, 0)];
        let at = vec![slots[0], slots[2], slots[1], slots[3]];
        let mut tangle = Tangle::new(at, &links, &[], 1.0);
        assert_eq!(tangle.crossings(), 1);
        tangle.untangle(&[0, 1, 2, 3], &slots);
        assert_eq!((tangle.crossings(), tangle.mean_length()), (0, 1.0));
    }
}
