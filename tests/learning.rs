//! What the shipped scenes learn, in the body, from starts and by chance that they were not made with.

mod common;

use common::watch::{furthest_back, head_touch, shipped, track};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wriggle::nervous::plasticity::Learning;
use wriggle::scene::ablate;
use wriggle::scene::document::Scene;
use wriggle::stimulus::{Inject, Stimulus};

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
    for start in [31, 32, 33, 34] {
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
    for start in [41, 42] {
        let after_touches_at = |after: f64| {
            let mut worm = Lessons::new(start);
            worm.smell("ODOUR", 0..16);
            worm.touch(after, 0..15);
            worm.answers(15..16)[0]
        };
        // In time, too late, reversed, and unpaired.
        for soon in [0.3, 0.6, 0.9, 1.2] {
            assert!(after_touches_at(soon), "{start}: {soon} s");
        }
        for amiss in [2.0, 3.0, -0.3, -1.0, 5.5] {
            assert!(!after_touches_at(amiss), "{start}: {amiss} s");
        }
        let mut touched = Lessons::new(start);
        touched.touch(0.6, 0..15);
        touched.smell("ODOUR", 15..17);
        assert_eq!(touched.answers(15..17), [false; 2], "{start}: touched only");
        let mut smelled = Lessons::new(start);
        smelled.smell("ODOUR", 0..17);
        assert_eq!(smelled.answers(15..17), [false; 2], "{start}: smelled only");
    }
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
    for start in [61, 62, 63] {
        let mut worm = Lessons::new(start);
        worm.smell("ODOUR", 0..29);
        worm.touch(0.6, (0..15).chain([27]));
        let answers = worm.answers(15..29);
        assert_eq!(answers[..4], [true; 4], "{start}: it lasts for a while");
        assert_eq!(answers[6..12], [false; 6], "{start}: then it is over");
        assert!(answers[13], "{start}: one pairing brings it back, where three were needed at first");
        // A rule without a modulator unlearns nothing.
        let mut plain = Lessons::new(start);
        plain.scene.plasticity["aversion"].modulator = Default::default();
        plain.smell("ODOUR", 0..29);
        plain.touch(0.6, 0..15);
        assert_eq!(plain.answers(15..29), [true; 14], "{start}: a plain rule never forgets");
    }
}
