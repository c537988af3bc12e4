//! What the shipped scenes learn, in the body, from starts and by chance that they were not made with.

mod common;

use common::watch::{furthest_back, head_touch, shipped, touch, track};
use common::{app_of, watch::between};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wriggle::nervous::Wiring;
use wriggle::nervous::plasticity::{Learning, Modulator};
use wriggle::record::Tracks;
use wriggle::record::responses::{relative, responses, touches};
use wriggle::scene::ablate;
use wriggle::scene::document::Scene;
use wriggle::sim::run_tick;
use wriggle::stimulus::{Inject, Reward, Stimulus, Touch};

/// An odour of one second.
fn odour(neuron: &str, at: f64) -> Stimulus {
    Stimulus::Inject(Inject {
        creature: "Worm".into(),
        neuron: neuron.into(),
        at,
        amount: (1.0, 0.0),
        seconds: 1.0,
        every: 0.0,
        times: 0,
    })
}

/// A worm that is taught: when each trial begins, and with which posture it is born.
struct Lessons {
    scene: Scene,
    first: f64,
    interval: f64,
}

impl Lessons {
    fn new(start: u64) -> Self {
        let mut chance = Pcg64Mcg::seed_from_u64(start);
        let mut scene = shipped("conditioning");
        scene.stimuli.clear();
        scene.seed = start;
        scene.creatures[0].body.as_mut().expect("a body").jitter = 0.3;
        Self { scene, first: chance.random_range(8.0..12.0), interval: chance.random_range(11.0..18.0) }
    }

    fn at(&self, trial: usize) -> f64 {
        // A touch fits into whole ticks.
        ((self.first + trial as f64 * self.interval) * 100.0).round() / 100.0
    }

    fn smell(&mut self, neuron: &str, trials: impl IntoIterator<Item = usize>) {
        for trial in trials {
            self.scene.stimuli.push(odour(neuron, self.at(trial)));
        }
    }

    /// Touches so long after the odour begins.
    fn touch(&mut self, after: f64, trials: impl IntoIterator<Item = usize>) {
        for trial in trials {
            self.scene.stimuli.push(head_touch(self.at(trial) + after));
        }
    }

    /// Whether it backs off in each of these trials: by more than 0.4 body lengths, or by less than 0.05.
    #[track_caller]
    fn answers(&self, trials: std::ops::Range<usize>) -> Vec<bool> {
        let track = track(&self.scene, self.at(trials.end) as u64 + 1);
        let answer = |trial| {
            let back = furthest_back(&track, self.at(trial) as f32, 8);
            assert!(!(0.05..0.4).contains(&back), "{back} body lengths in trial {trial}");
            back >= 0.4
        };
        trials.map(answer).collect()
    }
}

#[test]
fn an_odour_that_a_touch_follows_comes_to_be_feared() {
    for start in [31, 32, 33] {
        let mut worm = Lessons::new(start);
        worm.smell("ODOUR", 0..19);
        worm.smell("OTHER", 19..21);
        worm.touch(0.6, 1..16);
        let answers = worm.answers(0..21);
        assert!(!answers[0], "{start}: not before");
        assert_eq!(answers[16..19], [true; 3], "{start}: the odour alone");
        assert_eq!(answers[19..], [false; 2], "{start}: the odour that was never paired");
        // The touch comes 0.6 s late: what begins earlier is an answer to the odour.
        let mut few = Lessons::new(start);
        few.smell("ODOUR", 0..4);
        few.touch(0.6, 0..3);
        assert_eq!(few.answers(3..4), [true], "{start}: three pairings are enough");
        let mut one = Lessons::new(start);
        one.smell("ODOUR", 0..2);
        one.touch(0.6, 0..1);
        assert_eq!(one.answers(1..2), [false], "{start}: one is not");
    }
}

#[test]
fn only_a_touch_that_follows_soon_teaches() {
    let after_touches_at = |start: u64, after: f64| {
        let mut worm = Lessons::new(start);
        worm.smell("ODOUR", 0..16);
        worm.touch(after, 0..15);
        worm.answers(15..16)[0]
    };
    for (start, soon) in [(41, 0.3), (42, 0.6), (43, 0.9), (44, 1.2)] {
        assert!(after_touches_at(start, soon), "{start}: {soon} s");
    }
    // Too late, reversed, and unpaired.
    for (start, amiss) in [(45, 2.0), (46, 3.0), (47, -0.3), (48, -1.0), (49, 5.5)] {
        assert!(!after_touches_at(start, amiss), "{start}: {amiss} s");
    }
    let mut touched = Lessons::new(50);
    touched.touch(0.6, 0..15);
    touched.smell("ODOUR", 15..17);
    assert_eq!(touched.answers(15..17), [false; 2], "touched only");
    let mut smelled = Lessons::new(50);
    smelled.smell("ODOUR", 0..17);
    assert_eq!(smelled.answers(15..17), [false; 2], "smelled only");
}

#[test]
fn without_an_alarm_or_with_learning_frozen_nothing_is_learned() {
    let taught = |change: fn(&mut Scene)| {
        let mut worm = Lessons::new(51);
        worm.smell("ODOUR", 0..17);
        worm.touch(0.6, 0..15);
        change(&mut worm.scene);
        worm.answers(15..17)
    };
    assert_eq!(taught(|_| {}), [true; 2]);
    assert_eq!(taught(|scene| scene.learning = Learning::Frozen), [false; 2]);
    assert_eq!(taught(|scene| ablate(scene, "ALARM")), [false; 2]);
}

#[test]
fn it_is_extinguished_and_comes_back_faster_than_it_came() {
    for start in [61, 62] {
        let mut worm = Lessons::new(start);
        worm.smell("ODOUR", 0..29);
        worm.touch(0.6, (0..15).chain([27]));
        let answers = worm.answers(15..29);
        assert_eq!(answers[..4], [true; 4], "{start}: it lasts for a while");
        assert_eq!(answers[6..12], [false; 6], "{start}: then it is over");
        assert!(answers[13], "{start}: one pairing brings it back, where three were needed at first");
        // A rule without a modulator unlearns nothing.
        let mut plain = Lessons::new(start);
        plain.scene.plasticity["aversion"].modulator = "".into();
        plain.smell("ODOUR", 0..29);
        plain.touch(0.6, 0..15);
        assert_eq!(plain.answers(15..29), [true; 14], "{start}: a plain rule never forgets");
    }
}

/// Which turn a worm chose in a trial, and how far its way turned: to the left is positive.
struct Trial {
    choice: Option<char>,
    degrees: f64,
    /// Both, or one twice.
    several: bool,
}

/// A light every ten seconds from the tenth on, with the left rewarded in so many trials and then the right.
fn lights(seed: u64, left: usize, right: usize) -> Scene {
    let mut scene = shipped("operant");
    scene.seed = seed;
    let (turns, all) = (8.0 + left as f64 * 10.0, (left + right) as u32);
    for stimulus in &mut scene.stimuli {
        match stimulus {
            Stimulus::Inject(light) => light.times = all,
            Stimulus::Noise(noise) => noise.times = all,
            Stimulus::Silence(silence) if silence.neuron == "PAYRIGHT" => silence.seconds = turns,
            Stimulus::Silence(silence) => silence.at = turns,
            _ => panic!("another stimulus"),
        }
    }
    scene
}

fn trials(scene: &Scene, count: usize) -> Vec<Trial> {
    let mut app = app_of(scene);
    app.world_mut().insert_resource(Tracks::default());
    let mut chosen = Vec::new();
    for tick in 1..=(count as u64 + 1) * 1000 {
        run_tick(app.world_mut());
        let (world, wiring) = (app.world(), app.world().resource::<Wiring>());
        for &slot in &wiring.released {
            let name =
                world.get::<bevy::ecs::name::Name>(wiring.neurons[slot as usize]).expect("a name").as_str();
            match name {
                "LEFT" => chosen.push((tick, 'L')),
                "RIGHT" => chosen.push((tick, 'R')),
                _ => {}
            }
        }
    }
    let track = &app.world().resource::<Tracks>().tracks[0];
    // Over a whole period of the gait.
    let heading = |second: usize| track.samples[(second + 2) * 20].centre - track.samples[second * 20].centre;
    (1..=count)
        .map(|trial| {
            let light = trial * 10;
            let within = (light as u64 * 100 - 60)..(light as u64 * 100 + 400);
            let here: Vec<char> =
                chosen.iter().filter(|(tick, _)| within.contains(tick)).map(|c| c.1).collect();
            let degrees = heading(light - 3).angle_to(heading(light + 7)).to_degrees();
            Trial { choice: here.first().copied(), degrees, several: here.len() > 1 }
        })
        .collect()
}

/// The share of a side among the choices.
fn share(trials: &[Trial], side: char) -> f32 {
    let made = trials.iter().filter(|trial| trial.choice.is_some()).count();
    assert!(made * 10 >= trials.len() * 6, "{made} choices in {} trials", trials.len());
    trials.iter().filter(|trial| trial.choice == Some(side)).count() as f32 / made as f32
}

#[test]
fn the_turn_that_is_rewarded_is_taken_and_it_turns_over() {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for seed in [81, 82, 83] {
        let all = trials(&lights(seed, 100, 100), 200);
        left.push(share(&all[60..100], 'L'));
        right.push(share(&all[160..], 'R'));
    }
    for shares in [left, right] {
        let mean = shares.iter().sum::<f32>() / shares.len() as f32;
        assert!(mean >= 0.9 && shares.iter().all(|share| *share >= 0.8), "{shares:?}");
    }
}

#[test]
fn a_choice_is_a_turn_of_the_body_and_half_and_half_without_learning() {
    let mut scene = lights(91, 120, 0);
    scene.learning = Learning::Frozen;
    let all = trials(&scene, 120);
    // Four standard deviations.
    assert!((share(&all, 'L') - 0.5).abs() < 0.19, "{}", share(&all, 'L'));
    for trial in all.iter().filter(|trial| !trial.several) {
        match trial.choice {
            Some('L') => assert!((25.0..160.0).contains(&trial.degrees), "left: {} degrees", trial.degrees),
            Some(_) => assert!((-160.0..-25.0).contains(&trial.degrees), "right: {} degrees", trial.degrees),
            None => assert!(trial.degrees.abs() < 10.0, "no choice: {} degrees", trial.degrees),
        }
    }
}

/// Weights of the synapses that learn, in the order of names.
fn weights(scene: &Scene, seconds: u64) -> Vec<f32> {
    let mut app = app_of(scene);
    (0..seconds * 100).for_each(|_| run_tick(app.world_mut()));
    app.world().resource::<Wiring>().learned(seconds * 100).map(|(_, learned)| learned.weight).collect()
}

#[test]
fn a_reward_that_comes_too_late_teaches_nothing() {
    let mut scene = lights(95, 60, 0);
    let [left, right] = weights(&scene, 600)[..] else { panic!("two synapses learn") };
    assert!(left > 0.9 && right < 0.5, "half a second: {left} {right}");
    scene.classes["world"].params.conduction = Some(250);
    let late = weights(&scene, 600);
    assert!(late.iter().all(|weight| *weight < 0.45), "two and a half seconds: {late:?}");
}

#[test]
fn a_reward_from_outside_teaches_by_what_is_eligible() {
    let taught = |amount: f32, after: u32| {
        let mut scene = shipped("guide/stdp");
        let (rule, name) = (&mut scene.plasticity["hebb"], "dopamine");
        rule.modulator = name.into();
        let (share, tau) =
            (rule.pre_then_post * bevy::math::ops::exp(-10.0 / rule.tau_pre), rule.tau_eligibility);
        scene.modulators.insert(name.into(), Modulator::default());
        for stimulus in &mut scene.stimuli {
            if let Stimulus::Inject(inject) = stimulus {
                inject.times = 1;
            }
        }
        scene
            .stimuli
            .retain(|stimulus| !matches!(stimulus, Stimulus::Inject(inject) if inject.neuron == "AFTER"));
        let at = 1.0 + f64::from(after) / 100.0;
        let (creature, modulator) = ("STDP".into(), name.into());
        scene.stimuli.push(Stimulus::Reward(Reward {
            creature,
            modulator,
            amount,
            at,
            every: 0.0,
            times: 0,
        }));
        // POST activates a tick after it is charged.
        let wanted = 0.5 + amount * share * bevy::math::ops::exp(-(after as f32 - 1.0) / tau);
        (weights(&scene, 6)[1], wanted)
    };
    for (amount, after) in [(1.0, 10), (1.0, 50), (3.0, 150), (-2.0, 50)] {
        let (weight, wanted) = taught(amount, after);
        assert!((weight - wanted).abs() < 1e-4, "{amount} after {after} ticks: {weight}, not {wanted}");
    }
    assert_eq!(taught(0.0, 50).0, 0.5);
}

/// Taps 8-12, 21-30, 30 s later and 10 min later, relative to the first, by how far the body backs off.
fn tapped(scene: &Scene, interval: f64, first: f64) -> [f32; 4] {
    let mut scene = scene.clone();
    let last = first + 29.0 * interval;
    let tap = |at: f64, times: u32| {
        let mut tap = touch((0, 1), at);
        if let Stimulus::Touch(Touch { every, times: often, seconds, .. }) = &mut tap {
            (*every, *often, *seconds) = (if times > 1 { interval } else { 0.0 }, times, 0.2);
        }
        tap
    };
    scene.stimuli = vec![tap(first, 30), tap(last + 30.0, 1), tap(last + 600.0, 1)];
    let begins = touches(&scene.stimuli, "Worm", u64::MAX);
    let all = responses(&track(&scene, last as u64 + 612), &begins);
    assert_eq!(all.len(), 32);
    [(8, 12), (21, 30), (31, 31), (32, 32)].map(|(from, to)| relative(&all, from, to).expect("answers"))
}

#[test]
fn a_worm_that_is_tapped_habituates_as_c_elegans_does() {
    // Rankin and Broster (1992), at 10, 30 and 60 s.
    let worm = [[0.19, 0.05, 0.05, 0.67], [0.45, 0.31, 0.11, 0.44], [0.57, 0.30, 0.29, 0.40]];
    let scene = shipped("habituation");
    let starts = [9.3, 10.1, 11.9];
    let body = [10.0, 30.0, 60.0].map(|interval| {
        let each = starts.map(|first| tapped(&scene, interval, first));
        [0, 1, 2, 3].map(|part| each.iter().map(|shares| shares[part]).sum::<f32>() / starts.len() as f32)
    });
    for (body, worm) in body.iter().flatten().zip(worm.iter().flatten()) {
        assert!((body - worm).abs() <= 0.10, "{body}, and in the worm {worm}");
    }
    // What was learned at short intervals is forgotten sooner.
    assert!(body[0][3] > body[1][3] + 0.15 && body[0][3] > body[2][3] + 0.15, "{body:?}");
    // Because the packets were small: a rule that counts every release alike has it the other way round.
    let mut alike = scene.clone();
    alike.plasticity["habituation"].dose = None;
    assert!(tapped(&alike, 10.0, 10.7)[3] < body[0][3] - 0.15);
    // The pool alone answers as at first after ten minutes.
    let mut pool = scene.clone();
    pool.learning = Learning::Frozen;
    assert!(tapped(&pool, 10.0, 10.7)[3] > 0.9);
    // Untouched it crawls as ever.
    let mut calm = scene;
    calm.stimuli.clear();
    assert!((0.2..0.26).contains(&between(&track(&calm, 60), 5.0, 60.0).speed));
}

/// Spikes a second of the excitatory neurons, in each stretch of so many seconds.
fn rates(scene: &Scene, stretches: usize, seconds: u64) -> Vec<f32> {
    let mut app = app_of(scene);
    let mut rates = Vec::new();
    for _ in 0..stretches {
        let mut spikes = 0;
        for _ in 0..seconds * 100 {
            run_tick(app.world_mut());
            let (world, wiring) = (app.world(), app.world().resource::<Wiring>());
            let excitatory = |slot: &&u32| {
                let neuron = wiring.neurons[**slot as usize];
                world.get::<bevy::ecs::name::Name>(neuron).expect("a name").starts_with('E')
            };
            spikes += wiring.released.iter().filter(excitatory).count();
        }
        rates.push(spikes as f32 / 400.0 / seconds as f32);
    }
    rates
}

#[test]
fn inhibition_that_learns_holds_a_network_at_its_rate() {
    let shipped = shipped("balance");
    // Another network, and other noise: inhibitory neurons reach others.
    let mut other = shipped.clone();
    other.seed = 77;
    let mut chance = Pcg64Mcg::seed_from_u64(77);
    let inhibitory: Vec<String> = other.creatures[0]
        .neurons
        .iter()
        .map(|n| n.name.clone())
        .filter(|name| name.starts_with('I'))
        .collect();
    for synapse in &mut other.creatures[0].synapses {
        if synapse.from.starts_with('I') {
            synapse.from.clone_from(&inhibitory[chance.random_range(0..inhibitory.len())]);
        }
    }
    let rates_of_other = rates(&other, 22, 20);
    // The drive grows by half at 300 s.
    assert!(rates_of_other[9..15].iter().all(|rate| (rate - 2.0).abs() < 0.2), "{rates_of_other:?}");
    assert!(rates_of_other[15] > 2.7, "{rates_of_other:?}");
    assert!(rates_of_other[20..].iter().all(|rate| (rate - 2.0).abs() < 0.2), "{rates_of_other:?}");
    let mut frozen = shipped;
    frozen.learning = Learning::Frozen;
    let free = rates(&frozen, 2, 20);
    assert!(free[1] > 4.0, "{free:?}");
}
