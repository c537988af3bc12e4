//! What neurons and classes may be.

use super::{Class, Classes, Hold, NeuronEntry, NeuronParams, Params, Start, TRANSMITTER_LIMIT};
use crate::entry::{Around, Checker, MAX_COORDINATE, Names, check_fields};

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
pub fn check_params(c: &mut Checker, params: &Params) {
    if *params != Params::default() {
        c.field("params", |c| check_fields(c, params, &Around::default()));
    }
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
    pub fn check(&self, c: &mut Checker) {
        let hex = self.color.strip_prefix('#').filter(|hex| hex.len() == 6);
        let is_color = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !self.color.is_empty() && !is_color {
            let message = format!("{:?} is not a color", self.color);
            c.fault_in("color", message, Some("write it as `\"#rrggbb\"`, `\"#e8c547\"` for instance"));
        }
        check_params(c, &self.params);
        check_start(c, &self.start);
        check_bounds(c, &self.params.over(NeuronParams::default()), &self.params);
    }
}

impl NeuronEntry {
    /// Checks it, but for its name. `names` are those of the classes.
    pub fn check(&self, c: &mut Checker, classes: &Classes, names: &Names) {
        const LIMIT: f32 = TRANSMITTER_LIMIT as f32;
        if !self.class.is_empty() {
            c.refers("class", &self.class, names);
        }
        c.pair("at", self.at, MAX_COORDINATE);
        check_params(c, &self.params);
        check_start(c, &self.start);
        check_bounds(c, &self.resolve(classes), &self.params);
        if let Hold::At(potential) = self.hold {
            c.number("hold", potential, -LIMIT, LIMIT);
        }
    }
}
