//! Rewards: a modulator given from outside.

use super::{Candidate, MAX_SECONDS, Now, Stage, StimulusItem, StimulusType, Timing, check_clock, repeated};
use crate::entry::{Around, Checker, Symbol, check_fields, record};
use crate::nervous::Wiring;
use bevy::ecs::change_detection::DetectChangesMut;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

/// Most units of a modulator that are given at once, either way.
pub const MAX_REWARD: f64 = 1000.0;

record! {
    /// A modulator given to a creature at once, as if its neurons had broadcast it: a reward, or with a negative amount a punishment.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Reward {
        /// Whose.
        creature: String, as Creature;

        /// Which modulator.
        modulator: Symbol, as Modulator;

        /// How much its level rises.
        amount: f32 = 1.0, from -MAX_REWARD, to MAX_REWARD, unit "level", by 0.02;

        /// When.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

record! {
    /// A reward as a protocol asks for it.
    #[derive(Clone, Debug)]
    pub struct AskedReward as "Reward" {
        /// Whose; empty for every creature.
        creature: String = String::new();

        /// Which modulator.
        modulator: Symbol;

        /// How much its level rises.
        amount: f32 = 1.0, from -MAX_REWARD, to MAX_REWARD, unit "level", by 0.02;

        /// When.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

impl StimulusItem for Reward {
    fn creature(&self) -> &str {
        &self.creature
    }

    fn timing(&self) -> Timing {
        Timing::new(self.at, None, self.every, self.times)
    }

    fn check(&self, c: &mut Checker, stage: &Stage) {
        let around =
            Around { creatures: Some(stage.names), modulators: Some(stage.modulators), ..Around::default() };
        check_fields(c, self, &around);
        if self.modulator.is_none() {
            c.fault_in(
                "modulator",
                "a reward needs a modulator",
                Some("name one of the scene's `modulators`"),
            );
        }
        check_clock(c, self.every, self.times);
    }

    fn target(&self, world: &World) -> Option<Entity> {
        world.resource::<Wiring>().creature(world, &self.creature)
    }

    fn act(&self, world: &mut World, creature: Entity, _: &Now) {
        world.resource_mut::<Wiring>().bypass_change_detection().give(
            creature,
            self.modulator.text(),
            self.amount,
        );
    }

    fn label(&self, _: u32) -> String {
        format!("{} {:+}", self.modulator, self.amount) + &repeated(self.every)
    }
}

impl StimulusType for Reward {
    type Asked = AskedReward;

    fn check_asked(asked: &AskedReward, c: &mut Checker) {
        check_fields(c, asked, &Around::default());
        check_clock(c, asked.every, asked.times);
    }

    fn asked_of(asked: &AskedReward) -> &str {
        &asked.creature
    }

    fn fit(asked: &AskedReward, c: &mut Checker, meant: &[Candidate]) -> Vec<Self> {
        if meant.is_empty() {
            c.fault("there is no creature that could be rewarded".to_owned(), None);
        }
        let one = |candidate: &Candidate| Self {
            creature: candidate.name.to_owned(),
            modulator: asked.modulator,
            amount: asked.amount,
            at: asked.at,
            every: asked.every,
            times: asked.times,
        };
        meant.iter().map(one).collect()
    }
}
