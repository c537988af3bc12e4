//! `--inject`, `--silence` and `--clamp`: what is done to neurons by the clock.

use super::moments::{self, Moments};
use crate::scene::document::Scene;
use crate::scene::select;
use crate::stimulus::{self, Stimulus};
use std::str::FromStr;

/// Most transmitter that is put on a dendrite, and the highest potential.
const MOST: f32 = crate::nervous::TRANSMITTER_LIMIT as f32;

/// `NEURON@AT+AMOUNT[/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inject {
    neuron: String,
    amount: f32,
    moments: Moments,
}

impl FromStr for Inject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "NEURON@AT+AMOUNT, for example AVA@10+12, or AVA@10+-12 to inhibit";
        let (neuron, amount, moments) = moments::apart(text, form)?;
        let amount = moments::number("AMOUNT", amount, -MOST, MOST)?;
        Ok(Self { neuron: neuron.to_owned(), amount, moments })
    }
}

impl Inject {
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let Moments { at, every, times } = self.moments;
        let amount = (self.amount.max(0.0), self.amount.min(0.0));
        each(scene, &self.neuron, "--inject", |creature, neuron| {
            stimulus::Inject { creature, neuron, at, amount, every, times }.into()
        })
    }
}

/// `NEURON@AT+FOR[/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Silence {
    neuron: String,
    seconds: f64,
    moments: Moments,
}

impl FromStr for Silence {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (neuron, lasts, moments) = moments::apart(text, "NEURON@AT+FOR, for example AVA@10+5")?;
        Ok(Self { neuron: neuron.to_owned(), seconds: moments::lasting(lasts)?, moments })
    }
}

impl Silence {
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let (Moments { at, every, times }, seconds) = (self.moments, self.seconds);
        each(scene, &self.neuron, "--silence", |creature, neuron| {
            stimulus::Silence { creature, neuron, at, seconds, every, times }.into()
        })
    }
}

/// `NEURON=V@AT+FOR[/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clamp {
    neuron: String,
    potential: f32,
    seconds: f64,
    moments: Moments,
}

impl FromStr for Clamp {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "NEURON=V@AT+FOR, for example AVA=8@10+5";
        let (held, lasts, moments) = moments::apart(text, form)?;
        let (neuron, potential) = held.rsplit_once('=').ok_or_else(|| format!("write {form}"))?;
        if neuron.is_empty() {
            return Err(format!("nothing stands before the =: write {form}"));
        }
        Ok(Self {
            neuron: neuron.to_owned(),
            potential: moments::number("V", potential, -MOST, MOST)?,
            seconds: moments::lasting(lasts)?,
            moments,
        })
    }
}

impl Clamp {
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let Moments { at, every, times } = self.moments;
        let (potential, seconds) = (self.potential, self.seconds);
        each(scene, &self.neuron, "--clamp", |creature, neuron| {
            stimulus::Clamp { creature, neuron, potential, at, seconds, every, times }.into()
        })
    }
}

/// A stimulus for every neuron that is chosen.
fn each(
    scene: &Scene,
    neuron: &str,
    option: &str,
    make: impl Fn(String, String) -> Stimulus,
) -> Result<Vec<Stimulus>, String> {
    let chosen = select::neurons(scene, neuron).map_err(|why| format!("{option}: {why}"))?;
    Ok(chosen
        .into_iter()
        .map(|(creature, neuron)| make(creature.name.clone(), neuron.name.clone()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_to_neurons_in_all_its_forms() {
        let once = |at| Moments { at, every: 0.0, times: 0 };
        let inject: Inject = "Ada:AVA@10+-12.5".parse().unwrap();
        assert_eq!(inject, Inject { neuron: "Ada:AVA".into(), amount: -12.5, moments: once(10.0) });
        let inject: Inject = "class:touch@1+1e3/5x2".parse().unwrap();
        assert_eq!(inject.moments, Moments { at: 1.0, every: 5.0, times: 2 });
        let silence: Silence = "a@b@0+0.5".parse().unwrap();
        assert_eq!(silence, Silence { neuron: "a@b".into(), seconds: 0.5, moments: once(0.0) });
        let clamp: Clamp = "a=b=-8@10+5".parse().unwrap();
        let seconds = 5.0;
        assert_eq!(clamp, Clamp { neuron: "a=b".into(), potential: -8.0, seconds, moments: once(10.0) });
        for bad in ["", "A", "A@1", "A@1+", "@1+1", "A@-1+1", "A@1+nan", "A@1+2e6", "A@1+1/0.001"] {
            assert!(bad.parse::<Inject>().is_err(), "`{bad}` was taken");
        }
        for bad in ["", "A@1+0", "A@1", "@1+1", "A@1+-1", "A@x+1"] {
            assert!(bad.parse::<Silence>().is_err(), "`{bad}` was taken");
        }
        for bad in ["", "A@1+1", "=8@1+1", "A=@1+1", "A=x@1+1", "A=8@1+0"] {
            assert!(bad.parse::<Clamp>().is_err(), "`{bad}` was taken");
        }
    }
}
