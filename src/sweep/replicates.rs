//! Replicates of a run: the same scene with what can vary varied a little, each by a seed of its own.

use crate::scene::document::Scene;
use crate::scene::noises;
use crate::sim::StateHasher;
use crate::stimulus::Stimulus;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// How much replicates vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// Largest bend of a joint at birth \[radians\], for bodies that have no `jitter` of their own.
    pub jitter: f32,
    /// Touches begin up to so much sooner or later \[seconds\].
    pub spread: f32,
}

/// What of a scene varies from replicate to replicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Varying {
    /// Bodies that are bent at birth by chance.
    pub bodies: usize,
    /// Touches whose times vary.
    pub touches: usize,
    /// Stimuli that are drawn by chance.
    pub noises: usize,
}

impl Varying {
    /// Whether there is nothing that varies.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Variation {
    /// What of a scene varies under it.
    #[must_use]
    pub fn of(&self, scene: &Scene) -> Varying {
        let plans = scene.creatures.iter().filter_map(|creature| creature.body.as_ref());
        let bodies = plans.filter(|plan| plan.jitter > 0.0 || self.jitter > 0.0).count();
        let touches = scene.stimuli.iter().filter(|stimulus| stimulus.item().is_touch()).count();
        Varying {
            // What goes on from a saved moment is not born.
            bodies: if scene.snapshot.is_some() { 0 } else { bodies },
            touches: if self.spread > 0.0 { touches } else { 0 },
            noises: noises(scene),
        }
    }

    /// Replicate number `number` of a scene. Its seed comes of the scene's seed and its number; the shift of a
    /// touch of that and of what the touch is, so that the order of the file's entries changes nothing.
    #[must_use]
    pub fn replicate(&self, scene: &Scene, number: u32) -> Scene {
        let mut replicate = scene.clone();
        replicate.seed = key(scene.seed, &number.to_le_bytes());
        for plan in replicate.creatures.iter_mut().filter_map(|creature| creature.body.as_mut()) {
            if plan.jitter == 0.0 {
                plan.jitter = self.jitter;
            }
        }
        for stimulus in &mut replicate.stimuli {
            let key = key(replicate.seed, format!("{stimulus:?}").as_bytes());
            if let Stimulus::Touch(touch) = stimulus
                && self.spread > 0.0
            {
                let shift = Pcg64Mcg::seed_from_u64(key).random_range(-self.spread..=self.spread);
                touch.at = (touch.at + f64::from(shift)).max(0.0);
            }
        }
        replicate
    }
}

fn key(seed: u64, bytes: &[u8]) -> u64 {
    let mut hasher = StateHasher::default();
    hasher.write(&seed.to_le_bytes());
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

    fn scene() -> Scene {
        let text = r#"(format: 1, seed: 7, creatures: [
                (name: "A", body: (segments: 8)),
                (name: "B", body: (segments: 8, jitter: 0.3)),
                (name: "N", neurons: [(name: "X")]),
            ], stimuli: [
                Touch(creature: "A", segments: (0, 1), at: 0.1),
                Touch(creature: "B", segments: (0, 1), at: 10.0),
                Inject(creature: "N", neuron: "X", at: 5.0, amount: (1.0, 0.0)),
                Noise(creature: "N", neuron: "X", amount: 1.0, at: 5.0, seconds: 1.0),
            ])"#;
        parse(text, "").unwrap()
    }

    const SOME: Variation = Variation { jitter: 0.05, spread: 0.25 };

    #[test]
    fn what_can_vary_varies_within_what_was_said() {
        let scene = scene();
        assert_eq!(SOME.of(&scene), Varying { bodies: 2, touches: 2, noises: 1 });
        assert_eq!(
            Variation { jitter: 0.0, spread: 0.0 }.of(&scene),
            Varying { bodies: 1, touches: 0, noises: 1 }
        );
        let all: Vec<Scene> = (0..50).map(|number| SOME.replicate(&scene, number)).collect();
        let mut seeds: Vec<u64> = all.iter().map(|scene| scene.seed).collect();
        seeds.sort_unstable();
        seeds.dedup();
        assert_eq!(seeds.len(), 50);
        let at = |scene: &Scene, index: usize| scene.stimuli[index].timing().first;
        for replicate in &all {
            let jitter = |index: usize| replicate.creatures[index].body.unwrap().jitter;
            assert_eq!((jitter(0), jitter(1)), (0.05, 0.3), "its own jitter stays");
            assert!((1..=36).contains(&at(replicate, 0)) && (976..=1026).contains(&at(replicate, 1)));
            assert_eq!(at(replicate, 2), 501, "only touches vary");
        }
        let early = all.iter().filter(|scene| at(scene, 1) < 1001).count();
        assert!((15..=35).contains(&early), "{early} of 50 are early");
    }

    #[test]
    fn replicates_hang_on_the_seed_and_not_on_the_order_of_entries() {
        let scene = scene();
        assert_eq!(SOME.replicate(&scene, 3), SOME.replicate(&scene, 3));
        let other = Scene { seed: 8, ..scene.clone() };
        assert_ne!(SOME.replicate(&scene, 3).stimuli, SOME.replicate(&other, 3).stimuli);
        let mut turned = scene.clone();
        turned.stimuli.reverse();
        let mut stimuli = SOME.replicate(&turned, 3).stimuli;
        stimuli.reverse();
        assert_eq!(stimuli, SOME.replicate(&scene, 3).stimuli);
    }
}
