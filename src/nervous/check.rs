//! What neurons and classes may be.

use super::plasticity::{Modulator, Rules};
use super::{
    Class, Classes, DELAY_LIMIT, Hold, Homeostasis, NeuronEntry, NeuronParams, Params, Start, SynapseEntry,
    TRANSMITTER_LIMIT, delay_of_distance,
};
use crate::entry::{Around, Checker, MAX_COORDINATE, Names, check_fields};
use bevy::math::Vec2;

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

/// Checks parameters, in the field `params`.
pub fn check_params(c: &mut Checker, params: &Params, around: &Around) {
    if *params == Params::default() {
        return;
    }
    c.field("params", |c| {
        check_fields(c, params, around);
        if let Some(Homeostasis { bounds: (least, most), .. }) = params.homeostasis
            && least > most
            && least.is_finite()
            && most.is_finite()
        {
            let message = format!("the `bounds` are reversed: {least} is above {most}");
            c.field("homeostasis", |c| c.fault_in("bounds", message, Some("write the lower one first")));
        }
    });
}

fn check_start(c: &mut Checker, start: &Start) {
    if *start != Start::default() {
        c.field("start", |c| check_fields(c, start, &Around::default()));
    }
}

/// The floor of the potential is not above its ceiling, told where either was set.
fn check_bounds(c: &mut Checker, resolved: &NeuronParams, own: &Params) {
    let field = match (own.potential_floor, own.potential_ceiling) {
        (None, None) => return,
        (Some(_), _) => "potential_floor",
        (None, Some(_)) => "potential_ceiling",
    };
    if let Err(message) = allow_bounds(resolved) {
        c.field("params", |c| c.fault_in(field, message, None));
    }
}

impl Class {
    /// Checks it.
    pub fn check(&self, c: &mut Checker, around: &Around) {
        let hex = self.color.strip_prefix('#').filter(|hex| hex.len() == 6);
        let is_color = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !self.color.is_empty() && !is_color {
            let message = format!("{:?} is not a color", self.color);
            c.fault_in("color", message, Some("write it as `\"#rrggbb\"`, `\"#e8c547\"` for instance"));
        }
        check_params(c, &self.params, around);
        check_start(c, &self.start);
        check_bounds(c, &self.params.over(NeuronParams::default()), &self.params);
    }
}

impl NeuronEntry {
    /// Checks it, but for its name. `names` are those of the classes.
    pub fn check(&self, c: &mut Checker, classes: &Classes, names: &Names, around: &Around) {
        const LIMIT: f32 = TRANSMITTER_LIMIT as f32;
        if !self.class.is_empty() {
            c.refers("class", &self.class, names);
        }
        c.pair("at", self.at, MAX_COORDINATE);
        check_params(c, &self.params, around);
        check_start(c, &self.start);
        check_bounds(c, &self.resolve(classes), &self.params);
        if let Hold::At(potential) = self.hold {
            c.number("hold", potential, -LIMIT, LIMIT);
        }
    }
}

impl Modulator {
    /// Checks it.
    pub fn check(&self, c: &mut Checker) {
        check_fields(c, self, &Around::default());
    }
}

impl SynapseEntry {
    /// Checks what it says of learning; `rules` are those of the scene. What it names is checked with its fields.
    pub fn check_learning(&self, c: &mut Checker, rules: &Rules) {
        if self.plasticity.is_none() {
            for (field, given) in
                [("learned", self.learned.is_some()), ("eligibility", self.eligibility != 0.0)]
            {
                if given {
                    let message =
                        format!("`{field}` is of a synapse that learns, and this one has no `plasticity`");
                    c.fault_in(
                        field,
                        message,
                        Some("add `plasticity` with the name of a rule, or take it out"),
                    );
                }
            }
            return;
        }
        let Some(rule) = rules.get(self.plasticity.text()) else { return };
        for (field, weight) in [("weight", Some(self.weight)), ("learned", self.learned)] {
            if let Some(Err(message)) = weight.map(|weight| rule.allow_weight(weight)) {
                let help = format!("change it, or `min` and `max` of the rule {:?}", self.plasticity);
                c.field(field, |c| c.fault(message, Some(help)));
            }
        }
        let finite = |learned: f32| learned.is_finite() && self.weight.is_finite();
        if let Some(learned) = self.learned.filter(|learned| finite(*learned))
            && learned.is_sign_negative() != self.weight.is_sign_negative()
        {
            let message = format!("a weight keeps its sign: {learned} cannot come of {}", self.weight);
            c.fault_in("learned", message, None);
        }
        if self.eligibility != 0.0 && rule.modulator.is_none() {
            let message = format!("nothing waits under the rule {:?}: it has no modulator", self.plasticity);
            c.fault_in("eligibility", message, Some("take it out"));
        }
    }

    /// Checks the delay that distance gives it.
    pub fn check_distance(&self, c: &mut Checker, from: (f32, f32), to: (f32, f32), speed: f32, myelin: f32) {
        let distance = Vec2::from(from).distance(Vec2::from(to));
        if self.delay.is_none() && delay_of_distance(distance, speed, myelin) >= DELAY_LIMIT {
            let message = format!(
                "by `axon_speed` a release takes {DELAY_LIMIT} ticks or more from {:?} to {:?}",
                self.from, self.to
            );
            c.fault(message, Some("give it a `delay`, or the creature a higher `axon_speed`".to_owned()));
        }
    }
}
