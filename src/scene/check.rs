//! What a scene may say: its names, its references, its ranges.
//!
//! The check knows only the document, so that the editor can ask it about a scene that has no text.

use super::checker::{Checker, Names};
pub use super::checker::{MAX_COLLECTED, SemanticFault};
use super::document::{
    Arena, BodyPlan, Class, Creature, FORMAT, Medium, Neuron, Obstacle, Pair, Params, Scene, Start, Stimulus,
};
use super::limits::*;
use super::path::{DocPath, Segment};
use super::resolve::resolve;
use crate::nervous::{Hold, NeuronParams, PARAMS, TICKS_LIMIT, TRANSMITTER_LIMIT};
use std::collections::HashMap;

/// Everything that is wrong with a scene, up to [`MAX_COLLECTED`] faults.
#[must_use]
pub fn check(scene: &Scene) -> Vec<SemanticFault> {
    let mut checker = Checker::default();
    let c = &mut checker;
    if scene.format != FORMAT {
        let (message, help) = unknown_format(scene.format);
        c.fault_in("format", message, Some(&help));
        return checker.faults;
    }
    check_classes(c, scene);
    check_arena(c, &scene.arena);
    c.size("creatures", 0, scene.creatures.len(), MAX_CREATURES);
    let creatures = c.names("creature", "creatures", &scene.creatures, |creature| &creature.name);
    let classes = class_names(scene);
    let mut neurons = Vec::new();
    let mut before = Sizes::default();
    c.each("creatures", &scene.creatures, |c, index, creature| {
        // Borrowed anew from the scene, for the names to live as long as it does.
        neurons.push(check_creature(c, scene, &scene.creatures[index], &classes));
        before.add(c, creature);
    });
    c.size("stimuli", 0, scene.stimuli.len(), MAX_STIMULI);
    c.each("stimuli", &scene.stimuli, |c, _, stimulus| {
        check_stimulus(c, scene, stimulus, &creatures, &neurons);
    });
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
    alone(|c| check_params(c, params))
}

/// Whether a class may be this.
///
/// # Errors
///
/// What is wrong with it.
pub fn allow_class(name: &str, class: &Class) -> Result<(), String> {
    let classes = [(name.to_owned(), class.clone())].into_iter().collect();
    let scene = Scene { classes, ..Scene::default() };
    alone(|c| check_class(c, &scene, name, class))
}

/// Whether a medium may be this.
///
/// # Errors
///
/// What is wrong with it.
pub fn allow_medium(medium: Medium) -> Result<(), String> {
    alone(|c| check_medium(c, medium))
}

/// Whether the bounds of a neuron's potential fit together.
///
/// # Errors
///
/// How they do not.
pub fn allow_bounds(params: &NeuronParams) -> Result<(), String> {
    match (params.potential_floor, params.potential_ceiling) {
        // An infinite one is a fault by itself, and told as such.
        (Some(floor), Some(ceiling)) if floor > ceiling && floor.is_finite() && ceiling.is_finite() => {
            Err(format!("the potential's floor {floor} is above its ceiling {ceiling}"))
        }
        _ => Ok(()),
    }
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

/// How much of everything the creatures so far have.
#[derive(Default)]
struct Sizes([usize; 6]);

impl Sizes {
    fn add(&mut self, c: &mut Checker, creature: &Creature) {
        let lists = [
            ("neurons", creature.neurons.len(), MAX_NEURONS),
            ("synapses", creature.synapses.len(), MAX_SYNAPSES),
            ("gaps", creature.gaps.len(), MAX_SYNAPSES),
            ("skin", creature.skin.len(), MAX_CONTROLLERS),
            ("stretch", creature.stretch.len(), MAX_CONTROLLERS),
            ("muscles", creature.muscles.len(), MAX_CONTROLLERS),
        ];
        for (before, (name, len, max)) in self.0.iter_mut().zip(lists) {
            c.size(name, *before, len, max);
            *before += len;
        }
    }
}

fn class_names(scene: &Scene) -> Names<'_> {
    let mut path = DocPath::default();
    path.push(Segment::Field("classes"));
    let order: Vec<&str> = scene.classes.keys().map(String::as_str).collect();
    let index = order.iter().enumerate().map(|(index, name)| (*name, index)).collect::<HashMap<_, _>>();
    Names { kind: "class", path, index, order }
}

fn check_classes(c: &mut Checker, scene: &Scene) {
    c.size("classes", 0, scene.classes.len(), MAX_CLASSES);
    c.field("classes", |c| {
        for (name, class) in &scene.classes {
            c.within(Segment::KeyName(name.clone()), |c| c.name("class", name));
            c.within(Segment::Key(name.clone()), |c| check_class(c, scene, name, class));
        }
    });
}

fn check_class(c: &mut Checker, scene: &Scene, name: &str, class: &Class) {
    let hex = class.color.strip_prefix('#').filter(|hex| hex.len() == 6);
    let is_color = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !class.color.is_empty() && !is_color {
        let message = format!("{:?} is not a color", class.color);
        c.fault_in("color", message, Some("write it as `\"#rrggbb\"`, `\"#e8c547\"` for instance"));
    }
    check_params(c, &class.params);
    check_start(c, &class.start);
    let neuron = Neuron { class: name.to_owned(), ..Neuron::default() };
    check_bounds(c, scene, &neuron, &class.params);
}

/// A parameter that is set, as the check sees it: its name, the part of a pair, its value.
type Set = (&'static str, Option<usize>, Option<f32>);

#[expect(clippy::cast_precision_loss, reason = "what is near the limit of ticks is exact in f32")]
fn set_params(params: &Params) -> [Set; 11] {
    // `sharing` has no range. Taken apart by name, so that a new parameter cannot be forgotten.
    let Params {
        threshold,
        conduction,
        refractory,
        production,
        reuptake,
        residue,
        sharing: _,
        leak,
        potential_floor,
        potential_ceiling,
        pool_limit,
    } = *params;
    [
        ("threshold", None, threshold),
        ("conduction", None, conduction.map(|ticks| ticks as f32)),
        ("refractory", None, refractory.map(|ticks| ticks as f32)),
        ("production", Some(0), production.map(|pair| pair.0)),
        ("production", Some(1), production.map(|pair| pair.1)),
        ("reuptake", None, reuptake),
        ("residue", None, residue),
        ("leak", None, leak),
        ("potential_floor", None, potential_floor),
        ("potential_ceiling", None, potential_ceiling),
        ("pool_limit", None, pool_limit),
    ]
}

fn check_params(c: &mut Checker, params: &Params) {
    if *params == Params::default() {
        return;
    }
    for (name, part, value) in set_params(params) {
        let Some(value) = value else { continue };
        let Some(info) = PARAMS.iter().find(|info| info.name == name) else { continue };
        let (min, max) = (info.min as f32, info.max as f32);
        let fits = (min..=max).contains(&value) && !(info.max_excluded && value >= max);
        if fits {
            continue;
        }
        let check = |c: &mut Checker| {
            if info.max_excluded && value.is_finite() {
                c.fault(format!("`{name}` must be from {min} to below {max}, found {value}"), None);
            } else {
                c.outside(name, value, min, max);
            }
        };
        c.field("params", |c| {
            c.field(name, |c| match part {
                Some(part) => c.within(Segment::Index(part), check),
                None => check(c),
            });
        });
    }
}

fn check_start(c: &mut Checker, start: &Start) {
    if *start == Start::default() {
        return;
    }
    let Start { conduction_left, refractory_left, dendrite, cleft, pool, potential } = *start;
    c.field("start", |c| {
        for (name, ticks) in [("conduction_left", conduction_left), ("refractory_left", refractory_left)] {
            c.count(name, ticks.unwrap_or(0), 0, TICKS_LIMIT as u32);
        }
        for (name, pair) in
            [("dendrite", dendrite), ("cleft", cleft), ("pool", pool), ("potential", potential)]
        {
            c.pair(name, pair.unwrap_or_default(), TRANSMITTER_LIMIT as f32);
        }
    });
}

/// The floor of the potential is not above its ceiling, told where either was set.
fn check_bounds(c: &mut Checker, scene: &Scene, neuron: &Neuron, own: &Params) {
    let field = match (own.potential_floor, own.potential_ceiling) {
        (None, None) => return,
        (Some(_), _) => "potential_floor",
        (None, Some(_)) => "potential_ceiling",
    };
    if let Err(message) = allow_bounds(&resolve(scene, neuron)) {
        c.field("params", |c| c.fault_in(field, message, None));
    }
}

/// In the field `medium`.
fn check_medium(c: &mut Checker, medium: Medium) {
    if let Medium::Custom { tangential, normal } = medium {
        c.field("medium", |c| {
            c.number("tangential", tangential, DRAG.0, DRAG.1);
            c.number("normal", normal, DRAG.0, DRAG.1);
            if normal < tangential && normal >= DRAG.0 && tangential <= DRAG.1 {
                let help = "a worm crawls by slipping along its axis more easily than across";
                let message = format!("`normal` {normal} is less than `tangential` {tangential}");
                c.fault_in("normal", message, Some(help));
            }
        });
    }
}

fn check_arena(c: &mut Checker, arena: &Arena) {
    c.field("arena", |c| {
        check_medium(c, arena.medium);
        c.size("obstacles", 0, arena.obstacles.len(), MAX_OBSTACLES);
        c.each("obstacles", &arena.obstacles, |c, _, obstacle| match *obstacle {
            Obstacle::Circle { at, radius } => {
                c.pair("at", at, MAX_COORDINATE);
                c.above("radius", radius, 0.0, MAX_RADIUS);
            }
            Obstacle::Wall { from, to } => {
                c.pair("from", from, MAX_COORDINATE);
                c.pair("to", to, MAX_COORDINATE);
                if from == to {
                    c.fault("a wall cannot begin where it ends", None);
                }
            }
        });
    });
}

fn check_body(c: &mut Checker, body: &BodyPlan) {
    let BodyPlan { segments, length, width, bend, shorten, muscle_seconds, stiffness, setae, jitter } = *body;
    c.field("body", |c| {
        c.count("segments", segments, SEGMENTS.0, SEGMENTS.1);
        c.number("length", length, LENGTH.0, LENGTH.1);
        // Of a length that is wrong itself nothing follows for the width.
        let half = if (LENGTH.0..=LENGTH.1).contains(&length) { length / 2.0 } else { LENGTH.1 };
        c.number("width", width, MIN_WIDTH, half);
        c.number("bend", bend, 0.0, MAX_BEND);
        c.number("shorten", shorten, 0.0, MAX_SHORTEN);
        c.number("muscle_seconds", muscle_seconds, MUSCLE_SECONDS.0, MUSCLE_SECONDS.1);
        c.number("stiffness", stiffness, STIFFNESS.0, STIFFNESS.1);
        c.number("setae", setae, 0.0, MAX_SETAE);
        c.number("jitter", jitter, 0.0, MAX_JITTER);
    });
}

fn check_creature<'s>(c: &mut Checker, scene: &Scene, creature: &'s Creature, classes: &Names) -> Names<'s> {
    const LIMIT: f32 = TRANSMITTER_LIMIT as f32;
    c.pair("at", creature.at, MAX_COORDINATE);
    c.number("heading", creature.heading, -MAX_HEADING, MAX_HEADING);
    if let Some(body) = &creature.body {
        check_body(c, body);
    }
    let neurons = c.names("neuron", "neurons", &creature.neurons, |neuron| &neuron.name);
    c.each("neurons", &creature.neurons, |c, _, neuron| {
        if !neuron.class.is_empty() {
            c.refers("class", &neuron.class, classes);
        }
        c.pair("at", neuron.at, MAX_COORDINATE);
        check_params(c, &neuron.params);
        check_start(c, &neuron.start);
        check_bounds(c, scene, neuron, &neuron.params);
        if let Hold::At(potential) = neuron.hold {
            c.number("hold", potential, -LIMIT, LIMIT);
        }
    });
    c.each("synapses", &creature.synapses, |c, _, synapse| {
        c.refers("from", &synapse.from, &neurons);
        c.refers("to", &synapse.to, &neurons);
        c.number("weight", synapse.weight, -LIMIT, LIMIT);
    });
    c.each("gaps", &creature.gaps, |c, _, gap| {
        c.refers("a", &gap.a, &neurons);
        let known = c.refers("b", &gap.b, &neurons);
        if known && gap.a == gap.b {
            c.fault(format!("a gap junction cannot join {:?} to itself", gap.a), None);
        }
        c.number("conductance", gap.conductance, 0.0, MAX_CONDUCTANCE);
    });

    check_controllers(c, creature, &neurons);
    neurons
}

/// What joins a network to its body.
fn check_controllers(c: &mut Checker, creature: &Creature, neurons: &Names) {
    const LIMIT: f32 = TRANSMITTER_LIMIT as f32;
    let body = c.path.join(Segment::Field("body"));
    for (list, is_empty) in [
        ("skin", creature.skin.is_empty()),
        ("stretch", creature.stretch.is_empty()),
        ("muscles", creature.muscles.is_empty()),
    ] {
        if creature.body.is_none() && !is_empty {
            let message = format!("`{list}` needs a body, and {:?} has none", creature.name);
            let help = Some("add `body: (segments: 16)` to the creature");
            c.about(&body, |c| c.fault_in(list, message, help));
        }
    }
    let segments = creature.body.as_ref().map(known_segments);
    c.each("skin", &creature.skin, |c, _, skin| {
        c.refers("neuron", &skin.neuron, neurons);
        if let Some(n) = segments {
            c.about(&body, |c| c.range("segments", skin.segments, n));
        }
        c.number("gain", skin.gain, -LIMIT, LIMIT);
    });
    c.each("stretch", &creature.stretch, |c, _, stretch| {
        c.refers("neuron", &stretch.neuron, neurons);
        if let Some(n) = segments {
            c.about(&body, |c| c.range("joints", stretch.joints, n - 1));
        }
        c.number("gain", stretch.gain, -LIMIT, LIMIT);
    });
    c.each("muscles", &creature.muscles, |c, _, muscle| {
        c.refers("neuron", &muscle.neuron, neurons);
        if let Some(n) = segments
            && muscle.joint >= n - 1
        {
            c.about(&body, |c| c.field("joint", |c| c.off("joint", muscle.joint, n - 1)));
        }
        c.number("gain", muscle.gain, -LIMIT, LIMIT);
    });
}

/// How many segments a range may reach over: of a body with a wrong number of them, as many as
/// any body may have, so that one slip is told once.
pub(super) fn known_segments(body: &BodyPlan) -> u32 {
    if (SEGMENTS.0..=SEGMENTS.1).contains(&body.segments) { body.segments } else { SEGMENTS.1 }
}

fn check_stimulus(c: &mut Checker, scene: &Scene, stimulus: &Stimulus, creatures: &Names, neurons: &[Names]) {
    match stimulus {
        Stimulus::Touch { creature, segments, side: _, at, seconds, force, every, times } => {
            if c.refers("creature", creature, creatures) {
                let index = creatures.index[creature.as_str()];
                let mut source = creatures.path.join(Segment::Index(index));
                source.push(Segment::Field("body"));
                c.about(&source, |c| match &scene.creatures[index].body {
                    Some(body) => c.range("segments", *segments, known_segments(body)),
                    None => {
                        let message = format!("{creature:?} has no body that could be touched");
                        c.fault_in("creature", message, Some("reach a network without a body by `Inject`"));
                    }
                });
            }
            check_push(c, *seconds, *force);
            check_clock(c, *at, *every, *times);
        }
        Stimulus::Inject { creature, neuron, at, amount, every, times } => {
            if c.refers("creature", creature, creatures)
                && let Some(neurons) = neurons.get(creatures.index[creature.as_str()])
            {
                c.refers("neuron", neuron, neurons);
            }
            check_amount(c, *amount);
            check_clock(c, *at, *every, *times);
        }
    }
}

/// How long and how hard a touch is.
pub(super) fn check_push(c: &mut Checker, seconds: f32, force: f32) {
    c.above("seconds", seconds, 0.0, MAX_SECONDS);
    c.number("force", force, 0.0, MAX_FORCE);
}

/// How much an injection puts on a dendrite.
pub(super) fn check_amount(c: &mut Checker, amount: Pair) {
    c.pair("amount", amount, TRANSMITTER_LIMIT as f32);
}

/// When a stimulus happens.
pub(super) fn check_clock(c: &mut Checker, at: f32, every: f32, times: u32) {
    c.number("at", at, 0.0, MAX_SECONDS);
    if every != 0.0 {
        c.number("every", every, MIN_EVERY, MAX_SECONDS);
    } else if times > 1 {
        c.fault_in("times", "`times` needs `every`", Some("say how many seconds lie between two of them"));
    }
}
