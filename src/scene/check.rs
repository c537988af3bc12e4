//! What a scene may say: its names, its references, its ranges. What the parts of a scene may be is said by the
//! rooms that they belong to; here they are put together.
//!
//! The check knows only the document, so that the editor can ask it about a scene that has no text.

use super::document::{Creature, FORMAT, Kind, Scene};
use super::limits::{MAX_CLASSES, MAX_CREATURES, MAX_HEADING, MAX_NEURONS, MAX_RULES, MAX_STIMULI, MAX_TICK};
use crate::arena::Medium;
use crate::entry::{Around, Checker, DocPath, MAX_COORDINATE, Names, Segment, SemanticFault};
use crate::nervous::{Class, Cover, Params, check_params};
use crate::stimulus::{Candidate, Stage};
use std::collections::{BTreeMap, HashMap};

/// Everything that is wrong with a scene, up to [`crate::entry::MAX_COLLECTED`] faults.
#[must_use]
pub fn check(scene: &Scene) -> Vec<SemanticFault> {
    let mut checker = Checker::default();
    let c = &mut checker;
    if scene.format != FORMAT {
        let (message, help) = unknown_format(scene.format);
        c.fault_in("format", message, Some(&help));
        return checker.faults;
    }
    let modulators = keys("modulator", "modulators", scene.modulators.keys());
    let rules = keys("plasticity rule", "plasticity", scene.plasticity.keys());
    let around = Around { rules: Some(&rules), modulators: Some(&modulators), ..Around::default() };
    check_named(c, "class", "classes", MAX_CLASSES, scene.classes.iter(), |c, class| class.check(c, &around));
    let all = scene.plasticity.iter();
    check_named(c, "plasticity rule", "plasticity", MAX_RULES, all, |c, rule| rule.check(c, &around));
    let all = scene.modulators.iter();
    check_named(c, "modulator", "modulators", MAX_RULES, all, |c, modulator| modulator.check(c));
    c.field("arena", |c| scene.arena.check(c));
    c.size("creatures", 0, scene.creatures.len(), MAX_CREATURES);
    let names = c.names("creature", "creatures", &scene.creatures, |creature| &creature.name);
    let classes = keys("class", "classes", scene.classes.keys());
    let mut neurons = Vec::new();
    let mut before = Sizes::default();
    c.each("creatures", &scene.creatures, |c, index, creature| {
        // Borrowed anew from the scene, for the names to live as long as it does.
        neurons.push(check_creature(c, scene, &scene.creatures[index], &classes, around));
        before.add(c, creature);
    });
    c.size("stimuli", 0, scene.stimuli.len(), MAX_STIMULI);
    let creatures: Vec<Candidate> = scene.creatures.iter().map(Creature::candidate).collect();
    let stage = Stage { names: &names, creatures: &creatures, neurons: &neurons, modulators: &modulators };
    c.each("stimuli", &scene.stimuli, |c, _, stimulus| stimulus.item().check(c, &stage));
    if let Some(snapshot) = &scene.snapshot {
        c.field("snapshot", |c| {
            if snapshot.tick > MAX_TICK {
                c.fault_in("tick", format!("`tick` must be at most {MAX_TICK}"), None);
            }
            // Bodies that are wrong themselves fit nothing: they are told of already.
            if c.faults.is_empty()
                && let Err(error) = super::snapshot::fits(scene, snapshot)
            {
                let help = "take the field `snapshot` out to begin at birth";
                c.fault_in("bodies", error.to_string(), Some(help));
            }
        });
    }
    checker.faults
}

/// What a check says first of something that stands alone, without a scene around it.
fn alone(check: impl FnOnce(&mut Checker)) -> Result<(), String> {
    let mut checker = Checker::default();
    check(&mut checker);
    checker.faults.into_iter().next().map_or(Ok(()), |fault| Err(fault.message))
}

/// Whether a number of this name may be this.
///
/// # Errors
///
/// What is wrong with it; the same for all below.
pub fn allow_number(name: &'static str, value: f32, min: f32, max: f32) -> Result<(), String> {
    alone(|c| c.number(name, value, min, max))
}

/// Whether parameters may be set to this.
///
/// # Errors
///
/// What is wrong with them.
pub fn allow_params(params: &Params) -> Result<(), String> {
    alone(|c| check_params(c, params, &Around::default()))
}

/// Whether a class may be this.
///
/// # Errors
///
/// What is wrong with it.
pub fn allow_class(class: &Class) -> Result<(), String> {
    alone(|c| class.check(c, &Around::default()))
}

/// Whether a medium may be this.
///
/// # Errors
///
/// What is wrong with it.
pub fn allow_medium(medium: Medium) -> Result<(), String> {
    alone(|c| medium.check(c))
}

/// What to say about a format that this program does not read.
pub(super) fn unknown_format(format: u32) -> (String, String) {
    if format > FORMAT {
        (
            format!("format {format} is newer than this program knows ({FORMAT})"),
            "get a newer wriggle".to_owned(),
        )
    } else {
        (format!("there is no format {format}"), format!("write `format: {FORMAT}`"))
    }
}

/// How much of everything the creatures so far have: neurons, then the lists of all kinds.
#[derive(Default)]
struct Sizes([usize; Kind::COUNT]);

impl Sizes {
    fn add(&mut self, c: &mut Checker, creature: &Creature) {
        let mut sizes = self.0.iter_mut();
        let mut count = |list: &'static str, len: usize, most: usize| {
            if let Some(before) = sizes.next() {
                c.size(list, *before, len, most);
                *before += len;
            }
        };
        count("neurons", creature.neurons.len(), MAX_NEURONS);
        creature.lists(&mut |kind, items| {
            count(kind.list(), items.len(), kind.info().map_or(usize::MAX, |info| info.most));
        });
    }
}

/// The names of a map of the scene.
fn keys<'s>(kind: &'static str, field: &'static str, names: impl Iterator<Item = &'s String>) -> Names<'s> {
    let mut path = DocPath::default();
    path.push(Segment::Field(field));
    let order: Vec<&str> = names.map(String::as_str).collect();
    let index = order.iter().enumerate().map(|(index, name)| (*name, index)).collect::<HashMap<_, _>>();
    Names { kind, path, index, order }
}

/// Checks a map of the scene: its names, and what has them.
fn check_named<'s, T: 's>(
    c: &mut Checker,
    kind: &'static str,
    field: &'static str,
    most: usize,
    items: impl ExactSizeIterator<Item = (&'s String, &'s T)>,
    check: impl Fn(&mut Checker, &T),
) {
    c.size(field, 0, items.len(), most);
    c.field(field, |c| {
        for (name, item) in items {
            c.within(Segment::KeyName(name.clone()), |c| c.name(kind, name));
            c.within(Segment::Key(name.clone()), |c| check(c, item));
        }
    });
}

fn check_creature<'s>(
    c: &mut Checker,
    scene: &Scene,
    creature: &'s Creature,
    classes: &Names,
    around: Around,
) -> Names<'s> {
    c.pair("at", creature.at, MAX_COORDINATE);
    c.number("heading", creature.heading, -MAX_HEADING, MAX_HEADING);
    if let Some(speed) = creature.axon_speed {
        c.above("axon_speed", speed, 0.0, MAX_COORDINATE);
    }
    if let Some(body) = &creature.body {
        c.field("body", |c| body.check(c));
    }
    let neurons = c.names("neuron", "neurons", &creature.neurons, |neuron| &neuron.name);
    c.each("neurons", &creature.neurons, |c, _, neuron| neuron.check(c, &scene.classes, classes, &around));
    let body = c.path.join(Segment::Field("body"));
    let around = Around {
        neurons: Some(&neurons),
        body: creature.body.as_ref().map(|plan| (&body, plan.known_segments())),
        ..around
    };
    creature.check_entries(c, &around);
    check_cover(c, creature);
    c.each("synapses", &creature.synapses, |c, _, synapse| {
        synapse.check_learning(c, &scene.plasticity);
        let ends = [&synapse.from, &synapse.to].map(|name| neurons.index.get(name.as_str()));
        if let (Some(speed), [Some(from), Some(to)]) =
            (creature.axon_speed.filter(|speed| *speed > 0.0), ends)
        {
            let [from, to] = [&creature.neurons[*from], &creature.neurons[*to]];
            let myelin = scene.classes.resolve_faculties(&from.class, &from.params).myelin;
            synapse.check_distance(c, from.at, to.at, speed, myelin);
        }
    });
    neurons
}

/// Astrocytes have names of their own, and no synapse has two.
fn check_cover(c: &mut Checker, creature: &Creature) {
    let astrocytes = &creature.astrocytes;
    if astrocytes.is_empty() {
        return;
    }
    c.names("astrocyte", "astrocytes", astrocytes, |astrocyte| &astrocyte.name);
    let cover = Cover::by_names(astrocytes);
    // Once for a pair and the astrocyte that has its synapses already, however many those are.
    let mut met = BTreeMap::new();
    for synapse in &creature.synapses {
        if let Some((first, second)) = cover.twice(&synapse.from, &synapse.to) {
            met.entry((second, first)).or_insert(synapse);
        }
    }
    for (((astrocyte, pair), first), synapse) in met {
        c.field("astrocytes", |c| {
            c.within(Segment::Index(astrocyte), |c| {
                c.field("covers", |c| {
                    c.within(Segment::Index(pair), |c| {
                        let message = covered_twice(&synapse.from, &synapse.to, &astrocytes[first].name);
                        c.fault(message, Some("take the pair out of one of the two".to_owned()));
                    });
                });
            });
        });
    }
}

/// What is wrong where a second astrocyte covers a synapse.
pub(crate) fn covered_twice(from: &str, to: &str, first: &str) -> String {
    format!(
        "the astrocyte {first:?} covers the synapse from {from:?} to {to:?} already: a synapse has at most one"
    )
}
