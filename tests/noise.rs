//! Noise on dendrites, and transmitter that is put on them tick after tick.

mod common;

use bevy::ecs::world::World;
use common::{app_of, app_with};
use proptest::prelude::*;
use wriggle::app::Executor;
use wriggle::edit::{Edit, History, NeuronKey, Title};
use wriggle::nervous::NeuronState;
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, has_chance, noises, parse, to_text};
use wriggle::sim::{Stream, run_tick};
use wriggle::stimulus::{Inject, Noise, Stimulus};

fn noise(neuron: &str, amount: f32, at: f64, seconds: f64) -> Stimulus {
    let (creature, neuron) = ("Net".into(), neuron.into());
    Stimulus::Noise(Noise { creature, neuron, amount, at, seconds, every: 0.0, times: 0 })
}

fn inject(neuron: &str, amount: (f32, f32), at: f64, seconds: f64) -> Stimulus {
    let (creature, neuron) = ("Net".into(), neuron.into());
    Stimulus::Inject(Inject { creature, neuron, at, amount, seconds, every: 0.0, times: 0 })
}

/// Four neurons in a ring that hear each other.
fn net(seed: u64, stimuli: Vec<Stimulus>) -> Scene {
    let text = r#"(format: 1, classes: {"all": (params: (conduction: 2, refractory: 3, threshold: 4.0, leak: 0.05,
            production: (0.5, 0.0), pool_limit: 4.0), start: (conduction_left: 0))},
        creatures: [(name: "Net", neurons: [(name: "A", class: "all"), (name: "B", class: "all"),
            (name: "C", class: "all"), (name: "D", class: "all")],
        synapses: [(from: "A", to: "B"), (from: "B", to: "C"), (from: "C", to: "D", weight: -0.5),
            (from: "D", to: "A")])])"#;
    Scene { seed, stimuli, ..parse(text, "").expect("a good scene") }
}

/// A neuron that forgets at once what came, and so shows in each tick what came in it.
fn bare(seed: u64, stimuli: Vec<Stimulus>) -> Scene {
    let text = r#"(format: 1, creatures: [(name: "Net", neurons: [(name: "A", params: (threshold: 1000000.0,
        leak: 1.0), start: (conduction_left: 0))])])"#;
    Scene { seed, stimuli, ..parse(text, "").expect("a good scene") }
}

fn key(neuron: &str) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: neuron.into() }
}

fn potential(world: &mut World, neuron: &str) -> f32 {
    let entity = key(neuron).find(world).expect("a neuron");
    world.get::<NeuronState>(entity).expect("a state").potential()
}

/// What came to A in each of so many ticks.
fn came(scene: &Scene, ticks: usize) -> Vec<f32> {
    let mut app = app_of(scene);
    let world = app.world_mut();
    let mut tick = || {
        run_tick(world);
        potential(world, "A")
    };
    (0..ticks).map(|_| tick()).collect()
}

fn hash(scene: &Scene, ticks: u64) -> u64 {
    let mut app = app_of(scene);
    (0..ticks).for_each(|_| run_tick(app.world_mut()));
    state_hash(app.world())
}

#[test]
fn it_is_what_the_stream_of_the_neuron_says_in_those_ticks_and_in_no_others() {
    let scene = bare(7, vec![noise("A", 0.5, 1.0, 2.0)]);
    let stream = Stream::new(7, ["Noise", "Net", "A"]).number(0);
    for (tick, came) in (1..).zip(came(&scene, 400)) {
        let expected = if (101..=300).contains(&tick) { 0.5 * stream.normal(tick) } else { 0.0 };
        assert_eq!(came, expected, "tick {tick}");
    }
}

#[test]
fn its_mean_and_deviation_are_what_was_asked_for() {
    const TICKS: usize = 20_000;
    for seed in [0, 1, 2] {
        let all = came(&bare(seed, vec![noise("A", 0.5, 0.0, 1e8)]), TICKS);
        let mean = all.iter().map(|x| f64::from(*x)).sum::<f64>() / TICKS as f64;
        let power = all.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / TICKS as f64;
        // Five standard errors.
        assert!(mean.abs() < 5.0 * 0.5 / (TICKS as f64).sqrt(), "seed {seed}: mean {mean}");
        let deviation = power.sqrt();
        assert!(
            (deviation - 0.5).abs() < 5.0 * 0.5 / (2.0 * TICKS as f64).sqrt(),
            "seed {seed}: {deviation}"
        );
        // Both channels were charged, each tick one of them.
        assert!(all.iter().any(|x| *x > 0.5) && all.iter().any(|x| *x < -0.5));
    }
}

#[test]
fn neurons_seeds_and_several_on_one_neuron_each_have_a_stream_of_their_own() {
    let one = |seed, stimuli| came(&bare(seed, stimuli), 300);
    let plain = one(7, vec![noise("A", 1.0, 0.0, 10.0)]);
    assert_ne!(plain, one(8, vec![noise("A", 1.0, 0.0, 10.0)]));
    // When it begins and how strong it is change nothing of what is drawn.
    let late = one(7, vec![noise("A", 2.0, 1.0, 10.0)]);
    assert!(late[..100].iter().all(|x| *x == 0.0));
    assert!(late[100..].iter().zip(&plain[100..]).all(|(late, plain)| *late == 2.0 * plain));
    // Two are not twice the same: their deviations add up as those of what is independent do.
    let both = came(&bare(7, vec![noise("A", 1.0, 0.0, 1e4), noise("A", 1.0, 0.0, 1e4)]), 10_000);
    let power = both.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / 10_000.0;
    assert!((power - 2.0).abs() < 0.15, "{power}");
    // And neurons do not follow one another.
    let mut app = app_of(&net(7, ["A", "B", "C", "D"].map(|name| noise(name, 0.1, 0.0, 1.0)).to_vec()));
    run_tick(app.world_mut());
    let mut all = ["A", "B", "C", "D"].map(|name| potential(app.world_mut(), name).to_bits());
    all.sort_unstable();
    assert!(all.windows(2).all(|two| two[0] != two[1]), "{all:?}");
}

#[test]
fn an_injection_goes_on_for_as_long_as_it_is_said() {
    let amounts = |seconds, at| came(&bare(0, vec![inject("A", (0.5, -0.25), at, seconds)]), 400);
    for (seconds, ticks) in [(0.0, 1), (0.001, 1), (0.01, 1), (0.02, 2), (2.0, 200), (1e8, 300)] {
        for (tick, came) in (1..).zip(amounts(seconds, 1.0)) {
            let expected = if (101..101 + ticks).contains(&tick) { 0.25 } else { 0.0 };
            assert_eq!(came, expected, "for {seconds} s, tick {tick}");
        }
    }
    // As is the same in every tick by itself.
    let steady = Stimulus::Inject(Inject {
        creature: "Net".into(),
        neuron: "A".into(),
        at: 1.0,
        amount: (1.5, 0.0),
        seconds: 0.0,
        every: 0.01,
        times: 200,
    });
    assert_eq!(hash(&net(0, vec![steady]), 500), hash(&net(0, vec![inject("A", (1.5, 0.0), 1.0, 2.0)]), 500));
}

#[test]
fn noise_makes_neurons_fire_and_none_makes_no_difference() {
    let quiet = hash(&net(3, Vec::new()), 1_000);
    assert_eq!(hash(&net(3, vec![noise("A", 0.0, 0.0, 10.0)]), 1_000), quiet);
    let mut app = app_of(&net(3, vec![noise("A", 2.0, 0.0, 10.0)]));
    // Only A has noise: what reaches B was released by it.
    let mut reached = 0;
    for _ in 0..1_000 {
        run_tick(app.world_mut());
        reached += usize::from(potential(app.world_mut(), "B") > 0.0);
    }
    assert!(reached > 3, "{reached}");
}

#[test]
fn the_executor_does_not_matter() {
    let scene = net(5, ["A", "B", "C", "D"].map(|name| noise(name, 1.5, 0.0, 20.0)).to_vec());
    let with = |executor| {
        let mut app = app_with(&scene, executor);
        (0..1_500).for_each(|_| run_tick(app.world_mut()));
        state_hash(app.world())
    };
    assert_eq!(with(Executor::SingleThreaded), with(Executor::MultiThreaded));
}

/// What the seed of a scene is for is known.
#[test]
fn a_seed_makes_a_difference_where_there_is_noise_to_come() {
    let counted = |stimuli| {
        let scene = net(0, stimuli);
        (has_chance(&scene), noises(&scene))
    };
    assert_eq!(counted(Vec::new()), (false, 0));
    assert_eq!(counted(vec![inject("A", (1.0, 0.0), 0.0, 5.0), noise("A", 0.0, 0.0, 5.0)]), (false, 0));
    assert_eq!(counted(vec![noise("A", 1.0, 0.0, 5.0), noise("B", 1.0, 90.0, 5.0)]), (true, 2));
    // In a run that goes on, noise that is over is no chance any more.
    let mut app = app_of(&net(0, vec![noise("A", 1.0, 0.0, 1.0)]));
    for (ticks, expected) in [(99, true), (1, false)] {
        (0..ticks).for_each(|_| run_tick(app.world_mut()));
        assert_eq!(has_chance(&capture(app.world_mut(), Moment::Now)), expected);
    }
}

/// A change of the seed counts from the next tick on, and is taken back by undo.
#[test]
fn another_seed_while_it_runs_is_another_noise_from_then_on() {
    let scene = net(1, vec![noise("A", 1.5, 0.0, 1e6), noise("C", 1.5, 0.0, 1e6)]);
    let mut app = app_of(&scene);
    app.world_mut().insert_resource(History::new());
    (0..300).for_each(|_| run_tick(app.world_mut()));
    let title = Title { seed: 2, ..Title::of(app.world()) };
    History::perform(app.world_mut(), Edit::Title(title)).expect("a good edit");
    let then = capture(app.world_mut(), Moment::Now);
    (0..300).for_each(|_| run_tick(app.world_mut()));
    // As the file of that moment goes on.
    assert_eq!(then.seed, 2);
    assert_eq!(state_hash(app.world()), hash(&then, 300));
    assert_ne!(state_hash(app.world()), hash(&scene, 600));
    History::undo(app.world_mut());
    assert_eq!(Title::of(app.world()).seed, 1);
    let back = capture(app.world_mut(), Moment::Now);
    (0..300).for_each(|_| run_tick(app.world_mut()));
    assert_eq!(state_hash(app.world()), hash(&back, 300));
}

fn some() -> impl Strategy<Value = Vec<Stimulus>> {
    let one = (0..4usize, 0.0f32..3.0, 0u32..300, 1u32..400, any::<bool>()).prop_map(
        |(neuron, amount, at, lasts, is_noise)| {
            let (neuron, at, seconds) =
                (["A", "B", "C", "D"][neuron], f64::from(at) / 100.0, f64::from(lasts) / 100.0);
            if is_noise {
                noise(neuron, amount, at, seconds)
            } else {
                inject(neuron, (amount, -amount / 3.0), at, seconds)
            }
        },
    );
    prop::collection::vec(one, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Neither does the order of entries change a bit, nor that of what is asked for beside them.
    #[test]
    fn their_order_does_not_matter(stimuli in some(), seed in any::<u64>(), turn in 0usize..12) {
        let scene = net(seed, stimuli.clone());
        let whole = hash(&scene, 500);
        let mut turned = stimuli;
        let turn = turn % turned.len();
        turned.rotate_left(turn);
        let mut other = net(seed, turned.clone());
        other.creatures[0].neurons.reverse();
        other.creatures[0].synapses.rotate_left(turn % 4);
        prop_assert_eq!(hash(&other, 500), whole);
        turned.reverse();
        prop_assert_eq!(hash(&net(seed, turned), 500), whole);
    }

    /// Cut anywhere, in the midst of spans too, a run goes on from its file to the same bits.
    #[test]
    fn cut_anywhere_it_goes_on_to_the_same_bits(stimuli in some(), seed in any::<u64>(), at in 0u64..500) {
        let scene = net(seed, stimuli);
        let mut app = app_of(&scene);
        (0..at).for_each(|_| run_tick(app.world_mut()));
        let text = to_text(&capture(app.world_mut(), Moment::Now), "");
        let cut = parse(&text, "cut").unwrap_or_else(|faults| panic!("{faults}"));
        prop_assert_eq!(hash(&cut, 500 - at), hash(&scene, 500));
    }
}
