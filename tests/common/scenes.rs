//! Scenes of every kind that is allowed, for property tests.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::fmt::Debug;
use wriggle::arena::{Arena, Medium, Obstacle};
use wriggle::body::BodyPlan;
use wriggle::entry::{FieldInfo, Fields, Pair, Value, get};
use wriggle::nervous::{
    AstrocyteEntry, Class, Frame, GapEntry, Hold, MuscleEntry, NeuronEntry, NeuronParams, Note, Params, Side,
    Start, StartAstrocyte, StartState, SynapseEntry, Tint,
};
use wriggle::scene::{Creature, FORMAT, Scene};
use wriggle::senses::{Skin, Stretch};
use wriggle::stimulus::{Clamp, Inject, Noise, Silence, Stimulus, Touch};

/// A number of a range, round or with all its digits.
fn number(min: f32, max: f32) -> impl Strategy<Value = f32> {
    prop_oneof![min..=max, Just(min), Just(max), (min..=max).prop_map(move |x| x.round().clamp(min, max)),]
}

fn pair(max: f32) -> impl Strategy<Value = Pair> {
    prop_oneof![Just((0.0, 0.0)), (number(-max, max), number(-max, max))]
}

/// What follows the part of a name that makes it unique: quotes, backslashes, any script.
fn tail() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        1 => "[a-zA-Z]{0,8}",
        1 => "[\"'\\\\#{}()\\[\\]:/*äß中🐛\u{200d}\u{200e}]{0,8}",
    ]
    .prop_filter("no space at the end", |tail| tail.trim() == *tail)
}

fn names(letter: char, n: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<String>> {
    vec(tail(), n).prop_map(move |tails| {
        tails.iter().enumerate().map(|(i, tail)| format!("{letter}{i}{tail}")).collect()
    })
}

/// Some of the fields of a record, each within the range that it is declared with. `like` has values of the kinds that
/// they are of; what it leaves open is a number.
fn declared<R: Fields + Clone + Debug + 'static>(like: &R, bare: &R) -> impl Strategy<Value = R> + use<R> {
    let value = |info: &'static FieldInfo| -> BoxedStrategy<Value<'static>> {
        let (low, high) = (info.min as f32, info.max as f32);
        let high = if info.max_excluded { high.next_down() } else { high };
        match get(like, info.name).expect("a field") {
            Value::Whole(_) => (info.min as u32..=info.max as u32).prop_map(Value::Whole).boxed(),
            Value::Pair(_) => pair(high).prop_map(|(a, b)| Value::Pair([a, b])).boxed(),
            Value::Word(_) => select(info.choices).prop_map(|(word, _)| Value::Word(word)).boxed(),
            // What is no number by itself is left open here.
            _ if !bare.clone().set(info.name, Value::Number(low)) => Just(Value::Nothing).boxed(),
            _ => number(low, high).prop_map(Value::Number).boxed(),
        }
    };
    let each: Vec<_> = like.infos().iter().map(|info| option::of(value(info))).collect();
    let (bare, none) = (bare.clone(), bare.clone());
    let set = each.prop_map(move |values| {
        let mut record = bare.clone();
        for (info, value) in record.infos().iter().zip(values) {
            if let Some(value) = value {
                assert!(record.set(info.name, value), "{}", info.name);
            }
        }
        record
    });
    prop_oneof![Just(none), set]
}

fn params() -> impl Strategy<Value = Params> {
    declared(&NeuronParams::default().written(), &Params::default()).prop_map(|mut params| {
        // Whatever its class has, the floor is not above the ceiling.
        params.potential_floor = params.potential_floor.map(|floor| -floor.abs());
        params.potential_ceiling = params.potential_ceiling.map(f32::abs);
        params
    })
}

fn start() -> impl Strategy<Value = Start> {
    declared(&StartState::default().written(), &Start::default())
}

fn class() -> impl Strategy<Value = Class> {
    (prop_oneof![Just(String::new()), "#[0-9a-fA-F]{6}"], params(), start())
        .prop_map(|(color, params, start)| Class { color, params, start })
}

fn arena() -> impl Strategy<Value = Arena> {
    let medium = prop_oneof![
        Just(Medium::Agar),
        Just(Medium::Water),
        (number(1e-3, 10.0), number(10.0, 1e4))
            .prop_map(|(tangential, normal)| Medium::Custom { tangential, normal }),
    ];
    let obstacle = prop_oneof![
        (pair(1e5), number(0.001, 1e4)).prop_map(|(at, radius)| Obstacle::Circle { at, radius }),
        (pair(1e5), pair(1e5))
            .prop_filter("a wall has a length", |(from, to)| from != to)
            .prop_map(|(from, to)| Obstacle::Wall { from, to }),
    ];
    (medium, vec(obstacle, 0..4)).prop_map(|(medium, obstacles)| Arena { medium, obstacles })
}

fn body() -> impl Strategy<Value = BodyPlan> {
    let rest = (number(0.0, 1.2), number(0.0, 0.6), number(0.01, 10.0), number(0.01, 100.0));
    let all = (4u32..=200, number(0.1, 1e3), 0.0f32..=1.0, rest, number(0.0, 1e3), number(0.0, 1.0));
    let drawn = all.prop_map(
        |(segments, length, share, (bend, shorten, muscle_seconds, stiffness), setae, jitter)| {
            let width = (length / 2.0 * share).max(0.01);
            BodyPlan { segments, length, width, bend, shorten, muscle_seconds, stiffness, setae, jitter }
        },
    );
    prop_oneof![Just(BodyPlan::default()), drawn]
}

fn side() -> impl Strategy<Value = Side> {
    select(vec![Side::Left, Side::Right, Side::Both])
}

fn range(n: u32) -> impl Strategy<Value = (u32, u32)> {
    (0..n, 0..n).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

fn weight() -> impl Strategy<Value = f32> {
    prop_oneof![Just(1.0), number(-1e6, 1e6)]
}

fn note() -> impl Strategy<Value = Note> {
    ("[a-zA-Z\"\\\\ ,.\n{}()äß中🐛]{0,60}", pair(1e5), number(0.01, 1e5)).prop_map(|(text, at, width)| Note {
        text: format!("N{text}"),
        at,
        width,
    })
}

/// A frame round some of these neurons.
fn frame(neurons: Vec<String>) -> impl Strategy<Value = Frame> {
    let most = neurons.len();
    (names('F', 1), subsequence(neurons, 1..=most), select(Tint::ALL.to_vec()), any::<bool>())
        .prop_map(|(names, neurons, color, folded)| Frame { name: names.concat(), neurons, color, folded })
}

/// Astrocytes, each of the outgoing synapses of one of these neurons: so no synapse has two.
fn astrocytes(neurons: Vec<String>) -> impl Strategy<Value = Vec<AstrocyteEntry>> {
    let most = neurons.len().min(3);
    let share = || number(0.0, 1.0);
    let tau = || number(0.1, 1e6);
    let start = (number(0.0, 1e6), share(), 0u32..=600_000)
        .prop_map(|(calcium, bound, ready)| StartAstrocyte { calcium, bound, ready });
    let rest = (pair(1e5), (share(), share(), share(), share()), (tau(), tau(), tau()), number(0.0, 1e6));
    let each = (any::<bool>(), rest, 0u32..=600_000, prop_oneof![Just(StartAstrocyte::default()), start]);
    let other = select(neurons.clone());
    (subsequence(neurons, 0..=most), vec((each, other), most)).prop_map(|(sources, drawn)| {
        let made = sources.into_iter().zip(drawn).enumerate();
        made.map(|(i, (from, ((any, rest, recovery, start), to)))| {
            let (at, (uptake, recycle, strength, release), (tau_recycle, tau_calcium, tau_effect), threshold) =
                rest;
            let to = if any { "*".to_owned() } else { to };
            AstrocyteEntry {
                at,
                uptake,
                recycle,
                tau_recycle,
                tau_calcium,
                threshold,
                recovery,
                strength,
                release,
                tau_effect,
                start,
                ..AstrocyteEntry::new(format!("G{i}"), [(from, to)])
            }
        })
        .collect()
    })
}

fn creature(name: String, classes: Vec<String>) -> impl Strategy<Value = Creature> {
    (names('N', 1..6), option::of(body())).prop_flat_map(move |(neurons, body)| {
        let name = name.clone();
        let mut of_class = vec![String::new()];
        of_class.extend(classes.iter().cloned());
        let each: Vec<_> = neurons
            .iter()
            .map(|name| {
                (Just(name.clone()), select(of_class.clone()), pair(1e5), params(), start()).prop_map(
                    |(name, class, at, params, start)| NeuronEntry {
                        name,
                        class,
                        at,
                        params,
                        start,
                        hold: Hold::Free,
                    },
                )
            })
            .collect();
        let (any, known, tended) = (|| select(neurons.clone()), neurons.clone(), neurons.clone());
        let synapses = vec(
            (any(), any(), weight()).prop_map(|(from, to, weight)| SynapseEntry::new(from, to, weight)),
            0..6,
        );
        let gaps = vec(
            (any(), any(), number(0.0, 0.5)).prop_map(|(a, b, conductance)| GapEntry { a, b, conductance }),
            0..4,
        )
        .prop_map(|gaps| gaps.into_iter().filter(|gap| gap.a != gap.b).collect::<Vec<_>>());
        // Controllers only where there is a body.
        let (n, most) = body.map_or((4, 0), |body| (body.segments, 3));
        let skin = vec(
            (any(), range(n), side(), weight()).prop_map(|(neuron, segments, side, gain)| Skin {
                neuron,
                segments,
                side,
                gain,
            }),
            0..=most,
        );
        let stretch = vec(
            (any(), range(n - 1), side(), weight()).prop_map(|(neuron, joints, side, gain)| Stretch {
                neuron,
                joints,
                side,
                gain,
            }),
            0..=most,
        );
        let muscles = vec(
            (any(), 0..n - 1, side(), weight()).prop_map(|(neuron, joint, side, gain)| MuscleEntry {
                neuron,
                joint,
                side,
                gain,
            }),
            0..=most,
        );
        let drawn = (astrocytes(tended), vec(note(), 0..3), vec(frame(known), 0..3));
        (pair(1e5), number(-36e3, 36e3), each, synapses, gaps, (skin, stretch, muscles), drawn).prop_map(
            move |(at, heading, neurons, synapses, gaps, (skin, stretch, muscles), drawn)| {
                let (astrocytes, notes, frames) = drawn;
                // Field by field: the lists that there are may be more.
                let mut creature =
                    Creature { name: name.clone(), at, heading, body, neurons, ..Creature::default() };
                creature.synapses = synapses;
                creature.gaps = gaps;
                creature.skin = skin;
                creature.stretch = stretch;
                creature.muscles = muscles;
                creature.astrocytes = astrocytes;
                creature.notes = notes;
                creature.frames = frames;
                creature
            },
        )
    })
}

/// A time that a scene may hold, whole ticks among them.
fn time(least: f64) -> impl Strategy<Value = f64> {
    prop_oneof![least..=1e8, (1u64..=10_000_000_000).prop_map(|tick| tick as f64 / 100.0)]
}

fn stimulus(creatures: &[Creature]) -> impl Strategy<Value = Stimulus> + use<> {
    let creatures = creatures.to_vec();
    let clock = prop_oneof![(Just(0.0f64), 0u32..=1), (time(0.01), any::<u32>())];
    (select(creatures), time(0.0), clock, any::<bool>()).prop_flat_map(
        |(creature, at, (every, times), touch)| {
            let name = creature.name;
            match creature.body {
                Some(body) if touch => (range(body.segments), side(), time(0.01), number(0.0, 100.0))
                    .prop_map(move |(segments, side, seconds, force)| {
                        let creature = name.clone();
                        Stimulus::Touch(Touch { creature, segments, side, at, seconds, force, every, times })
                    })
                    .boxed(),
                _ => (select(creature.neurons), pair(1e6), 0..5, time(0.01))
                    .prop_map(move |(neuron, amount, kind, lasts)| {
                        let seconds = if kind == 0 { 0.0 } else { lasts };
                        let (creature, neuron, potential) = (name.clone(), neuron.name, amount.0);
                        match kind {
                            0 | 1 => Stimulus::Inject(Inject {
                                creature,
                                neuron,
                                at,
                                amount,
                                seconds,
                                every,
                                times,
                            }),
                            2 => Stimulus::Silence(Silence { creature, neuron, at, seconds, every, times }),
                            3 => Stimulus::Noise(Noise {
                                creature,
                                neuron,
                                amount: potential.abs(),
                                at,
                                seconds,
                                every,
                                times,
                            }),
                            _ => Stimulus::Clamp(Clamp {
                                creature,
                                neuron,
                                potential,
                                at,
                                seconds,
                                every,
                                times,
                            }),
                        }
                    })
                    .boxed(),
            }
        },
    )
}

/// Any scene that the check accepts.
pub fn scene() -> impl Strategy<Value = Scene> {
    (names('k', 0..4), names('W', 0..4))
        .prop_flat_map(|(classes, names)| {
            let presets: Vec<_> = classes.iter().map(|name| (Just(name.clone()), class())).collect();
            let creatures: Vec<_> = names.into_iter().map(|name| creature(name, classes.clone())).collect();
            ((any::<String>(), any::<String>(), any::<u64>()), presets, arena(), creatures)
        })
        .prop_flat_map(|((name, about, seed), classes, arena, creatures)| {
            let stimuli = match creatures.len() {
                0 => Just(Vec::new()).boxed(),
                _ => vec(stimulus(&creatures), 0..4).boxed(),
            };
            stimuli.prop_map(move |stimuli| Scene {
                format: FORMAT,
                name: name.clone(),
                about: about.clone(),
                seed,
                classes: classes.iter().cloned().collect(),
                arena: arena.clone(),
                creatures: creatures.clone(),
                stimuli,
                ..Scene::default()
            })
        })
}
