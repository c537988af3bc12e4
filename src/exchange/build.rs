//! From what was written down to a scene.

use super::account::{Account, Sort};
use super::layout::places;
use super::network::{Cell, Kind, Network};
use super::place::{Place, Problem, shown};
use super::transmitters::Sign;
use crate::entry::Segment;
use crate::nervous::MAX_CONDUCTANCE;
use crate::nervous::{Class, Classes, GapEntry, NeuronEntry, Params, Start, SynapseEntry};
use crate::nervous::{Hold, Sharing};
use crate::scene::check;
use crate::scene::document::{Creature, Scene};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// Weight of a chemical contact, where nothing else is asked for: a full packet through three
/// contacts is about a third of the threshold.
pub const WEIGHT_PER_CONTACT: f64 = 0.1;
/// Conductance of an electrical contact, where nothing else is asked for.
pub const CONDUCTANCE_PER_CONTACT: f64 = 0.01;

/// Transmitter that a neuron makes in a tick, and the most that it stores.
const PRODUCTION: f32 = 0.5;
const POOL: f32 = 12.0;

const EXCITATORY: &str = "excitatory";
const INHIBITORY: &str = "inhibitory";

/// What becomes of counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Factors {
    /// Every link by itself, its number being weight or conductance.
    Raw,
    /// Links between the same neurons are added up and multiplied; the conductances of a neuron
    /// are scaled so that their sum is at most 0.5.
    PerContact {
        /// Weight.
        weight: f64,
        /// Conductance.
        conductance: f64,
    },
}

/// Which of the network's links a link of the scene was first, and its weight or conductance.
type Made = (usize, f64);

/// Makes a scene of one creature without a body.
///
/// # Errors
///
/// What no scene may hold, with the line that it comes from.
pub fn build(network: &mut Network, name: &str, factors: Factors) -> Result<Scene, Problem> {
    let cells = cells(network)?;
    signs(network, &cells, factors);
    let made = match factors {
        Factors::Raw => network.links.iter().map(|link| link.amount).enumerate().collect(),
        Factors::PerContact { weight, conductance } => summed(network, weight, conductance)?,
    };
    let Network { links, account, .. } = network;
    let (chemical, electrical): (Vec<Made>, Vec<Made>) =
        made.into_iter().partition(|(at, _)| links[*at].kind == Kind::Chemical);
    let electrical: Vec<Made> = electrical
        .into_iter()
        .filter(|(at, _)| {
            let link = &links[*at];
            let joins = link.from != link.to;
            if !joins {
                let what = "electrical links of a neuron with itself were passed over";
                account.count(Sort::Note, &link.place, what, &link.from);
            }
            joins
        })
        .collect();
    let ends = |at: usize| (links[at].from.clone(), links[at].to.clone());
    let (classes, neurons) = neurons(&cells);
    let scene = Scene {
        name: name.to_owned(),
        classes: Classes(classes),
        creatures: vec![Creature {
            name: name.to_owned(),
            neurons,
            synapses: chemical
                .iter()
                .map(|&(at, weight)| {
                    let (from, to) = ends(at);
                    SynapseEntry::new(from, to, weight as f32)
                })
                .collect(),
            gaps: electrical
                .iter()
                .map(|&(at, conductance)| {
                    let (a, b) = ends(at);
                    GapEntry { a, b, conductance: conductance as f32 }
                })
                .collect(),
            ..Creature::default()
        }],
        ..Scene::default()
    };
    if let Some(fault) = check(&scene).into_iter().next() {
        let place_of_link = |made: &[Made], index: usize| made.get(index).map(|(at, _)| &links[*at].place);
        let place = match fault.path.segments() {
            [Segment::Field("classes"), Segment::Key(class) | Segment::KeyName(class), ..] => {
                cells.values().find(|cell| cell.class == *class).map(|cell| &cell.place)
            }
            [_, _, Segment::Field("neurons"), Segment::Index(index), ..] => {
                cells.get_index(*index).map(|(_, cell)| &cell.place)
            }
            [_, _, Segment::Field("synapses"), Segment::Index(index), ..] => place_of_link(&chemical, *index),
            [_, _, Segment::Field(_), Segment::Index(index), ..] => place_of_link(&electrical, *index),
            _ => None,
        };
        let place = place.cloned().unwrap_or_default();
        return Err(Problem { help: fault.help, ..Problem::new(place, fault.message) });
    }
    Ok(scene)
}

/// All neurons: first those that are described, then those that are only named by links.
fn cells(network: &mut Network) -> Result<IndexMap<String, Cell>, Problem> {
    let mut cells: IndexMap<String, Cell> = IndexMap::new();
    let mut linked: HashSet<&str> = HashSet::new();
    for cell in &network.cells {
        if let Some(first) = cells.insert(cell.name.clone(), cell.clone()) {
            let message =
                format!("the neuron \"{}\" is described in {} already", shown(&cell.name), first.place);
            return Err(Problem::new(cell.place.clone(), message));
        }
    }
    for link in &network.links {
        for name in [&link.from, &link.to] {
            linked.insert(name);
            if !cells.contains_key(name) {
                let (name, place) = (name.clone(), link.place.clone());
                cells.insert(name.clone(), Cell { name, place, ..Cell::default() });
            }
        }
    }
    for cell in cells.values_mut().filter(|cell| cell.sign.is_none()) {
        cell.sign = network.senders.get(&cell.name).copied();
    }
    let mut account = std::mem::take(&mut network.account);
    tell(&mut account, network, &cells, &linked);
    network.account = account;
    // Those without a place go under those that have one.
    let lowest = cells.values().filter_map(|cell| cell.at).map(|at| at.1).reduce(f32::min);
    let without = cells.values().filter(|cell| cell.at.is_none()).count();
    let places = places(without);
    let top = places.iter().map(|at| at.1).fold(0.0, f32::max);
    let shift = lowest.map_or(0.0, |lowest| lowest - top - 2.0);
    for (cell, at) in cells.values_mut().filter(|cell| cell.at.is_none()).zip(places) {
        cell.at = Some((at.0, at.1 + shift));
    }
    Ok(cells)
}

/// What the account says of all neurons.
fn tell(account: &mut Account, network: &Network, cells: &IndexMap<String, Cell>, linked: &HashSet<&str>) {
    let described: HashSet<&str> = network.cells.iter().map(|cell| cell.name.as_str()).collect();
    for cell in network.cells.iter().filter(|cell| !linked.contains(cell.name.as_str())) {
        account.count(Sort::Note, &cell.place, "neurons are described and have no link", &cell.name);
    }
    for cell in cells.values() {
        if network.has_table && !described.contains(cell.name.as_str()) {
            account.count(
                Sort::Note,
                &cell.place,
                "neurons have links and are described nowhere",
                &cell.name,
            );
        }
        if cell.sign.is_none() && !is_inhibitory(cell) {
            let what = "neurons of which no transmitter is told, as excitatory";
            account.count(Sort::Default, &Place::whole(&cell.place.file), what, &cell.name);
        }
        if is_rounded(&cell.name) {
            let what = "neurons have a rounded number for a name, as a spreadsheet writes long ones: several neurons may have become one";
            account.count(Sort::Warning, &cell.place, what, &cell.name);
        }
    }
    if network.has_table && !described.is_empty() && !linked.is_empty() && described.is_disjoint(linked) {
        let what = "no neuron that is described has a link: the links call neurons by other names";
        let place = network.cells.first().map(|cell| Place::whole(&cell.place.file)).unwrap_or_default();
        account.warn(place, what, Vec::new());
    }
}

/// `7.20576E+17`: digits are lost for ever.
fn is_rounded(name: &str) -> bool {
    let Some((digits, power)) = name.split_once(['e', 'E']) else { return false };
    digits.contains(['.', ','])
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.replace(',', ".").parse::<f64>().is_ok()
        && power.strip_prefix('+').unwrap_or(power).parse::<u8>().is_ok_and(|power| power > 5)
}

/// Whether a neuron inhibits, as far as that is told: the class of that name does so too.
fn is_inhibitory(cell: &Cell) -> bool {
    match cell.sign {
        Some(sign) => sign == Sign::Inhibitory,
        None => cell.class == INHIBITORY,
    }
}

/// What links do to their targets where that is told: against what their neuron releases with a weight
/// below zero.
fn signs(network: &mut Network, cells: &IndexMap<String, Cell>, factors: Factors) {
    let (mut turned, mut place) = (0, Place::default());
    for link in network.links.iter_mut().filter(|link| link.kind == Kind::Chemical) {
        let inhibits = cells.get(&link.from).is_some_and(is_inhibitory);
        let Some(sign) = link.sign.take() else {
            // What `export` writes means just that.
            if link.amount < 0.0 && factors != Factors::Raw {
                let (sort, what) = if inhibits {
                    (
                        Sort::Warning,
                        "links have a weight below zero and come from a neuron that inhibits, so that they excite; --column sign=... is for a column of signs",
                    )
                } else {
                    (Sort::Note, "links have a weight below zero, and inhibit")
                };
                network.account.count(sort, &link.place, what, &link.from);
            }
            continue;
        };
        if inhibits != (sign == Sign::Inhibitory) {
            link.amount = -link.amount;
            turned += 1;
            place = Place::whole(&link.place.file);
        }
    }
    if turned > 0 {
        let what = "links have another sign than what their neuron releases, and so a weight below zero";
        network.account.add(Sort::Note, &place, what, turned, "");
    }
    for link in network.links.iter().filter(|link| link.kind == Kind::Chemical && link.from == link.to) {
        let what = "links of a neuron with itself";
        network.account.count(Sort::Note, &Place::whole(&link.place.file), what, &link.from);
    }
}

/// Links between the same neurons as one, counts as weights and conductances.
fn summed(network: &mut Network, weight: f64, conductance: f64) -> Result<Vec<Made>, Problem> {
    let Network { links, account, .. } = network;
    let mut chemical: IndexMap<(&str, &str), Made> = IndexMap::new();
    // Contacts by direction, for most tables list a gap junction from both of its sides.
    let mut electrical: IndexMap<(&str, &str), (usize, [f64; 2])> = IndexMap::new();
    for (at, link) in links.iter().enumerate() {
        let (from, to) = (link.from.as_str(), link.to.as_str());
        match link.kind {
            Kind::Chemical => chemical.entry((from, to)).or_insert((at, 0.0)).1 += link.amount,
            Kind::Electrical if link.amount < 0.0 => {
                return Err(link.negative());
            }
            Kind::Electrical => {
                let (key, way) = if from <= to { ((from, to), 0) } else { ((to, from), 1) };
                electrical.entry(key).or_insert((at, [0.0; 2])).1[way] += link.amount;
            }
        }
    }
    let added = links.len() - chemical.len() - electrical.len();
    let mut has_contacts = |at: usize, amount: f64| {
        if amount == 0.0 {
            let what = "links without any contact were passed over";
            account.count(Sort::Note, &Place::whole(&links[at].place.file), what, "");
        }
        amount != 0.0
    };
    let mut made: Vec<Made> = chemical
        .into_values()
        .filter(|(at, amount)| has_contacts(*at, *amount))
        .map(|(at, amount)| (at, amount * weight))
        .collect();
    let most = f64::from(MAX_CONDUCTANCE);
    let junctions: Vec<Made> = electrical
        .into_values()
        .map(|(at, ways)| (at, ways[0].max(ways[1])))
        .filter(|(at, amount)| has_contacts(*at, *amount))
        .map(|(at, amount)| (at, (amount * conductance).min(most)))
        .collect();
    let mut sums: HashMap<&str, f64> = HashMap::new();
    for (at, amount) in junctions.iter().filter(|(at, _)| links[*at].from != links[*at].to) {
        *sums.entry(&links[*at].from).or_default() += amount;
        *sums.entry(&links[*at].to).or_default() += amount;
    }
    let mut scaled = 0;
    for (at, amount) in junctions {
        let sum = |name: &str| sums.get(name).copied().unwrap_or_default();
        let largest = sum(&links[at].from).max(sum(&links[at].to));
        let scale = if largest > most { most / largest } else { 1.0 };
        scaled += usize::from(scale < 1.0);
        made.push((at, amount * scale));
    }
    let place =
        |made: Option<&Made>| made.map(|(at, _)| Place::whole(&links[*at].place.file)).unwrap_or_default();
    if added > 0 {
        let what = "rows were added up with others between the same neurons (a gap junction that is listed from both sides is one)";
        account.add(Sort::Note, &place(made.first()), what, added, "");
    }
    if scaled > 0 {
        let what = "electrical links were scaled down, for those of a neuron to sum up to 0.5";
        account.add(Sort::Note, &place(made.last()), what, scaled, "");
    }
    Ok(made)
}

/// What a class has whose neurons release this.
fn class(sign: Sign) -> Class {
    let (production, pool, color) = match sign {
        Sign::Excitatory => ((PRODUCTION, 0.0), (POOL, 0.0), "#4fb3bf"),
        Sign::Inhibitory => ((0.0, -PRODUCTION), (0.0, -POOL), "#d1495b"),
    };
    Class {
        color: color.to_owned(),
        params: Params {
            production: Some(production),
            sharing: Some(Sharing::Broadcast),
            leak: Some(0.02),
            potential_floor: Some(-16.0),
            pool_limit: Some(POOL),
            ..Params::default()
        },
        start: Start { pool: Some(pool), ..Start::default() },
    }
}

/// The neurons with the classes that they need.
fn neurons(cells: &IndexMap<String, Cell>) -> (IndexMap<String, Class>, Vec<NeuronEntry>) {
    let mut signs: IndexMap<&str, Sign> =
        [(EXCITATORY, Sign::Excitatory), (INHIBITORY, Sign::Inhibitory)].into();
    // A class of the file is inhibitory if all of its neurons are.
    for cell in cells.values().filter(|cell| ![EXCITATORY, INHIBITORY, ""].contains(&&*cell.class)) {
        let sign = cell.sign.unwrap_or(Sign::Excitatory);
        let of = signs.entry(&cell.class).or_insert(sign);
        if sign == Sign::Excitatory {
            *of = sign;
        }
    }
    let neurons = cells
        .values()
        .map(|cell| {
            let named = match (cell.class.as_str(), cell.sign) {
                ("", Some(Sign::Inhibitory)) => INHIBITORY,
                ("", _) => EXCITATORY,
                (class, _) => class,
            };
            let own = match cell.sign {
                Some(sign) if sign != signs[named] => class(sign),
                _ => Class::default(),
            };
            NeuronEntry {
                name: cell.name.clone(),
                class: named.to_owned(),
                at: cell.at.unwrap_or_default(),
                params: Params { production: own.params.production, ..Params::default() },
                start: own.start,
                hold: Hold::Free,
            }
        })
        .collect();
    let mut color = Palette::default();
    let classes = signs
        .into_iter()
        .map(|(name, sign)| {
            let class = class(sign);
            let color = if [EXCITATORY, INHIBITORY].contains(&name) { class.color } else { color.next() };
            (name.to_owned(), Class { color, ..class })
        })
        .collect();
    (classes, neurons)
}

/// Colours for classes that have none.
#[derive(Default)]
pub(super) struct Palette(usize);

impl Palette {
    pub(super) fn next(&mut self) -> String {
        const COLORS: [&str; 8] =
            ["#e8c547", "#7fb069", "#f08a4b", "#5b8def", "#b08fd8", "#ef8354", "#9b5de5", "#4fb3bf"];
        self.0 += 1;
        COLORS[(self.0 - 1) % COLORS.len()].to_owned()
    }
}
