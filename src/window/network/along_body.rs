//! The layout along the body: what drives muscles stands in rows beside them, each chain in a row of its own; what
//! feels one side stands outside of these; all else lies in between, where its links are short and cross few others.

use super::tangle::{Tangle, links, local};
use crate::window::state::graph::Graph;
use bevy::math::Vec2;

/// The body is as long as so many neurons in the middle, unless there are more of them.
const LONG: f32 = 16.0;
/// The middle is so high, in lengths of the body, and holds twice as many neurons as there are.
const HIGH: f32 = 0.25;
const SPARE: f32 = 2.0;
/// So high may all of it be, in lengths of the body.
const TALL: f32 = 0.6;
/// A neuron whose muscles lie further apart than this, in lengths of the body, is beside none of them.
const WIDE: f32 = 0.3;
/// Fewer than this have no row of their own where another has room for them.
const FEW: usize = 3;

/// What a neuron has to do with the body.
#[derive(Clone, Copy, Debug, Default)]
struct Hold {
    /// Sums of places along the body and of sides, and of how many.
    sum: Vec2,
    count: f32,
    /// First and last place.
    span: Option<(f32, f32)>,
    drives: bool,
    /// Whether it only hands on to what moves the body there.
    relays: bool,
}

impl Hold {
    fn take(&mut self, x: f32, side: f32, drives: bool) {
        self.sum += Vec2::new(x, side);
        self.count += 1.0;
        self.drives |= drives;
        let (first, last) = self.span.unwrap_or((x, x));
        self.span = Some((first.min(x), last.max(x)));
    }

    fn x(&self) -> f32 {
        self.sum.x / self.count
    }

    /// Whether it moves the body, or only hands on to what does.
    fn moves(&self) -> bool {
        self.drives || self.relays
    }

    /// -1, 0 for both, or 1.
    fn side(&self) -> i32 {
        let mean = self.sum.y / self.count.max(1.0);
        if mean.abs() < 0.3 { 0 } else { mean.signum() as i32 }
    }
}

/// What sets neurons apart: their class, whether they move something, whether they only hand on to what does.
type Kind = (usize, bool, bool);

/// Neurons of one kind on one side.
struct Group {
    side: i32,
    kin: usize,
    drives: bool,
    relays: bool,
    members: Vec<usize>,
}

impl Group {
    fn kind(&self) -> Kind {
        (self.kin, self.drives, self.relays)
    }
}

/// The places of neurons beside the body (indices into the graph's cells, all of one creature); nothing if none of
/// them has to do with a body. The other neurons of the creature stay where they are.
pub fn places(graph: &Graph, own: &[usize]) -> Option<Vec<Vec2>> {
    let creature = graph.cells[*own.first()?].creature;
    let (length, segments) = graph.beings[creature].body?;
    // Those that another stands for move with it.
    let moves = local(graph, own);
    let is_other = |i: &usize| graph.cells[*i].creature == creature && moves[*i] == usize::MAX;
    let others: Vec<usize> = (0..moves.len()).filter(is_other).collect();
    let all: Vec<usize> = own.iter().copied().chain(others).collect();
    let mut holds = holds(graph, creature, length, &all);
    if holds[..own.len()].iter().all(|hold| hold.count == 0.0) {
        return None;
    }
    let links = links(graph, &all);
    second(&mut holds, &links, length);
    let wide = |hold: &Hold| hold.span.is_some_and(|(first, last)| last - first > WIDE * length);
    let mut groups: Vec<Group> = Vec::new();
    let mut inner = Vec::new();
    for (i, hold) in holds[..own.len()].iter().enumerate() {
        let (side, kin) = (hold.side(), graph.cells[own[i]].kin);
        if hold.count == 0.0 || wide(hold) || (side == 0 && !hold.drives) {
            inner.push(i);
            continue;
        }
        let Hold { drives, relays, .. } = *hold;
        let same = |g: &&mut Group| (g.side, g.kin, g.drives, g.relays) == (side, kin, drives, relays);
        match groups.iter_mut().find(same) {
            Some(group) => group.members.push(i),
            None => groups.push(Group { side, kin, drives, relays, members: vec![i] }),
        }
    }
    // A few that move both sides are in no row, nor are those that hand on where no row of such is.
    let with_row = |g: &&Group| g.relays && g.members.len() >= FEW;
    let rows: Vec<i32> = groups.iter().filter(with_row).map(|group| group.side).collect();
    groups.retain(|group| {
        let few = group.members.len() < FEW;
        let none = few && (group.side == 0 || (group.relays && !rows.contains(&group.side)));
        if none {
            inner.extend(&group.members);
        }
        !none
    });
    inner.sort_unstable();
    let unit = length * (1.0 / LONG).min((HIGH / (SPARE * inner.len().max(1) as f32)).sqrt());
    let columns = ((length / unit).floor() as usize).max(1);
    let rows = ((inner.len() as f32 * SPARE / columns as f32).ceil() as usize).max(3) | 1;
    let half = (rows - 1) as f32 / 2.0 * unit;
    let pitch = length / segments.max(1) as f32;
    let gap = 0.66 * pitch.max(length / 24.0);
    let mut at = vec![Vec2::new(length / 2.0, 0.0); all.len()];
    for (i, cell) in all.iter().enumerate().skip(own.len()) {
        at[i] = graph.cells[*cell].at;
    }
    let outer = stand_in_rows(&mut at, &holds, groups, &links, pitch, (half, gap, TALL * length));
    // What feels both sides at one place stands there, in the middle.
    let still: Vec<usize> =
        inner.extract_if(.., |i| holds[*i].count > 0.0 && !holds[*i].moves() && !wide(&holds[*i])).collect();
    for (k, &i) in still.iter().enumerate() {
        let taken =
            |y: f32| still[..k].iter().any(|j| at[*j].distance(Vec2::new(holds[i].x(), y)) < 0.8 * unit);
        let y = [0.0, unit, -unit].into_iter().find(|y| !taken(*y)).unwrap_or(2.0 * unit);
        at[i] = Vec2::new(holds[i].x(), y);
    }
    let drawn = |i: &&usize| holds[**i].count > 0.0 && !holds[**i].relays;
    let pulls: Vec<(usize, Vec2)> = inner
        .iter()
        .filter(drawn)
        .map(|i| (*i, Vec2::new(holds[*i].x(), holds[*i].side() as f32 * outer)))
        .collect();
    let mut tangle = Tangle::new(at, &links, &pulls, unit);
    let there = (own.len()..all.len()).chain(still).map(|i| tangle.at[i]);
    let there: Vec<Vec2> = there.collect();
    let free = |slot: &Vec2| there.iter().all(|other| other.distance(*slot) > 0.8 * unit);
    let slots: Vec<Vec2> = slots(length, columns, rows, unit).into_iter().filter(free).collect();
    tangle.gather(&inner);
    tangle.untangle(&inner, &slots);
    Some(tangle.at[..own.len()].to_vec())
}

/// Places for neurons in the middle. Every other row is shifted, so that links along a row run through fewer.
fn slots(length: f32, columns: usize, rows: usize, unit: f32) -> Vec<Vec2> {
    let left = (length - columns as f32 * unit) / 2.0;
    let slot = |column: usize, row: usize| {
        let shift = if row.is_multiple_of(2) { 0.25 } else { 0.75 };
        Vec2::new(left + (column as f32 + shift) * unit, (row as f32 - (rows - 1) as f32 / 2.0) * unit)
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| slot(column, row))).collect()
}

/// What each neuron moves and feels, along the body in its own unit of length.
fn holds(graph: &Graph, creature: usize, length: f32, all: &[usize]) -> Vec<Hold> {
    let being = &graph.beings[creature];
    let local = local(graph, all);
    let middle = (being.bounds.0.y + being.bounds.1.y) / 2.0 + being.offset.y;
    let mut holds = vec![Hold::default(); all.len()];
    let mut take = |cell: usize, at: Vec2, drives: bool| {
        let Some(hold) = holds.get_mut(local[cell]) else { return };
        // Where it moves something, that is where it stands.
        if drives || !hold.drives {
            let side = if at.y > middle { 1.0 } else { -1.0 };
            hold.take(being.along(at.x - being.offset.x) * length, side, drives);
        }
    };
    for junction in &graph.plan.junctions {
        take(junction.from, graph.plan.ports[junction.port].at, true);
    }
    for receptor in &graph.plan.receptors {
        take(receptor.to, (receptor.line[0] + receptor.line[1]) / 2.0, false);
    }
    holds
}

/// What does not touch the body but hands on to what moves it at one place stands there too: in rows of its own, if
/// there are enough of its kind.
fn second(holds: &mut [Hold], links: &[(usize, usize)], length: f32) {
    let first = holds.to_vec();
    let mut found: Vec<Hold> = vec![Hold::default(); holds.len()];
    let mut more = vec![false; holds.len()];
    for (from, to) in links {
        if first[*from].count > 0.0 {
            continue;
        }
        if first[*to].drives {
            found[*from].take(first[*to].x(), first[*to].side() as f32, false);
        } else {
            more[*from] = true;
        }
    }
    for (i, hold) in found.into_iter().enumerate() {
        let narrow = hold.span.is_some_and(|(first, last)| last - first <= 0.1 * length);
        if narrow && !more[i] && hold.side() != 0 {
            holds[i] = Hold { relays: true, ..hold };
        }
    }
}

/// Puts the groups into rows on both sides of the middle; returns how far out the last row is.
fn stand_in_rows(
    at: &mut [Vec2],
    holds: &[Hold],
    groups: Vec<Group>,
    links: &[(usize, usize)],
    pitch: f32,
    (half, gap, tall): (f32, f32, f32),
) -> f32 {
    let mut sides: [Vec<Group>; 2] = [Vec::new(), Vec::new()];
    let (both, one): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(|group| group.side == 0);
    let order = in_order(one.iter().chain(&both).filter(|group| group.members.len() >= FEW), links, at.len());
    for group in one {
        sides[usize::from(group.side > 0)].push(group);
    }
    // Those of both sides where fewer are.
    for group in both {
        let below = sides[1].len() > sides[0].len();
        sides[usize::from(!below)].push(group);
    }
    let rank = |group: &Group| order.iter().position(|kind| *kind == group.kind());
    let sides = sides.map(|groups| {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let (mut many, few): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| group.members.len() >= FEW);
        // What hands on to what moves stands inside of it.
        many.sort_by_key(|group| (!group.relays, rank(group)));
        for group in many {
            let first = rows.len();
            fill(&mut rows, first, &group.members, holds, pitch);
        }
        // What feels only stands outside of what moves.
        let (moving, feeling): (Vec<Group>, Vec<Group>) =
            few.into_iter().partition(|group| group.drives || group.relays);
        for group in moving {
            fill(&mut rows, 0, &group.members, holds, pitch);
        }
        let first = rows.len();
        for group in feeling {
            fill(&mut rows, first, &group.members, holds, pitch);
        }
        rows
    });
    // As far apart as they may be without making the picture too high.
    let most = sides.iter().map(Vec::len).max().unwrap_or_default() as f32;
    let gap = ((tall / 2.0 - half) / (most + 1.0)).clamp(gap, 1.6 * gap);
    for (rows, sign) in sides.iter().zip([-1.0, 1.0]) {
        for (k, row) in rows.iter().enumerate() {
            for &i in row {
                at[i] = Vec2::new(holds[i].x(), sign * (half + gap * (k as f32 + 1.3)));
            }
        }
    }
    half + gap * (most + 1.3)
}

/// Puts neurons into the first rows, from one on, in which they have room.
fn fill(rows: &mut Vec<Vec<usize>>, first: usize, members: &[usize], holds: &[Hold], pitch: f32) {
    let mut members = members.to_vec();
    members.sort_by(|a, b| holds[*a].x().total_cmp(&holds[*b].x()).then(a.cmp(b)));
    for i in members {
        let room = |row: &Vec<usize>| row.iter().all(|j| (holds[*j].x() - holds[i].x()).abs() >= 0.7 * pitch);
        match (first..rows.len()).find(|row| room(&rows[*row])) {
            Some(row) => rows[row].push(i),
            None => rows.push(vec![i]),
        }
    }
}

/// The order of kinds outward, the same on both sides, in which their links are shortest: to the middle, to one
/// another, to the muscles.
fn in_order<'a>(
    groups: impl Iterator<Item = &'a Group>,
    links: &[(usize, usize)],
    count: usize,
) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    let (mut kind_of, mut driving) = (vec![0; count], Vec::new());
    for group in groups {
        let known = kinds.iter().position(|kind| *kind == group.kind());
        let k = known.unwrap_or_else(|| {
            kinds.push(group.kind());
            driving.push(0.0f32);
            kinds.len() - 1
        });
        group.members.iter().for_each(|i| kind_of[*i] = k + 1);
        driving[k] += if group.drives { group.members.len() as f32 } else { 0.0 };
    }
    if kinds.len() > 6 {
        return kinds;
    }
    let last = kinds.len() + 1;
    let mut between = vec![vec![0.0f32; last]; last];
    for (a, b) in links {
        between[kind_of[*a]][kind_of[*b]] += 1.0;
    }
    let cost = |order: &[usize]| {
        // The middle is at 0, the muscles beyond the last group.
        let mut place = vec![0usize; last];
        order.iter().enumerate().for_each(|(k, kind)| place[kind + 1] = k + 1);
        let mut sum = 0.0;
        for (a, row) in between.iter().enumerate() {
            sum += row.iter().enumerate().map(|(b, n)| n * place[a].abs_diff(place[b]) as f32).sum::<f32>();
        }
        sum + driving.iter().enumerate().map(|(k, n)| n * (last - place[k + 1]) as f32).sum::<f32>()
    };
    let mut best: (f32, Vec<usize>) = (f32::INFINITY, Vec::new());
    permute(&mut (0..kinds.len()).collect(), 0, &mut |order| {
        let cost = cost(order);
        if cost < best.0 - 1e-3 {
            best = (cost, order.to_vec());
        }
    });
    best.1.into_iter().map(|k| kinds[k]).collect()
}

/// All orders, that of the file first.
fn permute(order: &mut Vec<usize>, from: usize, visit: &mut dyn FnMut(&[usize])) {
    if from + 1 >= order.len() {
        return visit(order);
    }
    for k in from..order.len() {
        order[from..=k].rotate_right(1);
        permute(order, from + 1, visit);
        order[from..=k].rotate_left(1);
    }
}
