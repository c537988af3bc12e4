//! `--inject`, `--silence`, `--clamp` and `--noise`: what is done to neurons by the clock.

use super::moments::{self, Moments};
use crate::scene::document::Scene;
use crate::scene::select;
use crate::stimulus::{self, Stimulus};
use std::str::FromStr;

/// Most transmitter that is put on a dendrite, and the highest potential.
const MOST: f32 = crate::nervous::TRANSMITTER_LIMIT as f32;

/// Takes `NEURON=X@AT+FOR[/EVERY[xTIMES]]` apart, into NEURON, X, FOR and the moments.
fn apart_for_a_time<'t>(text: &'t str, form: &str) -> Result<(&'t str, &'t str, f64, Moments), String> {
    let (what, lasts, moments) = moments::apart(text, form)?;
    let (neuron, x) = what.rsplit_once('=').ok_or_else(|| format!("write {form}"))?;
    if neuron.is_empty() {
        return Err(format!("nothing stands before the =: write {form}"));
    }
    Ok((neuron, x, moments::lasting(lasts)?, moments))
}

/// `NEURON@AT+AMOUNT[/EVERY[xTIMES]]`, or `NEURON=AMOUNT@AT+FOR[/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inject {
    neuron: String,
    amount: f32,
    /// 0 for one tick.
    seconds: f64,
    moments: Moments,
}

impl FromStr for Inject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "NEURON@AT+AMOUNT, for example AVA@10+12, AVA@10+-12 to inhibit, or AVA=12@10+2 in every tick for 2 s";
        let (neuron, amount, moments) = moments::apart(text, form)?;
        // A name may hold an equals sign, but hardly with a number behind it.
        let goes_on = neuron.rsplit_once('=').is_some_and(|(_, amount)| amount.parse::<f32>().is_ok());
        let (neuron, amount, seconds, moments) =
            if goes_on { apart_for_a_time(text, form)? } else { (neuron, amount, 0.0, moments) };
        let amount = moments::number("AMOUNT", amount, -MOST, MOST)?;
        Ok(Self { neuron: neuron.to_owned(), amount, seconds, moments })
    }
}

impl Inject {
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let Moments { at, every, times } = self.moments;
        let (amount, seconds) = ((self.amount.max(0.0), self.amount.min(0.0)), self.seconds);
        each(scene, &self.neuron, "--inject", |creature, neuron| {
            stimulus::Inject { creature, neuron, at, amount, seconds, every, times }.into()
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
        let (neuron, potential, seconds, moments) = apart_for_a_time(text, form)?;
        let potential = moments::number("V", potential, -MOST, MOST)?;
        Ok(Self { neuron: neuron.to_owned(), potential, seconds, moments })
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

/// `NEURON=AMOUNT@AT+FOR[/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Noise {
    neuron: String,
    amount: f32,
    seconds: f64,
    moments: Moments,
}

impl FromStr for Noise {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "NEURON=AMOUNT@AT+FOR, for example AVA=0.5@10+5";
        let (neuron, amount, seconds, moments) = apart_for_a_time(text, form)?;
        let amount = moments::number("AMOUNT", amount, 0.0, MOST)?;
        Ok(Self { neuron: neuron.to_owned(), amount, seconds, moments })
    }
}

impl Noise {
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let Moments { at, every, times } = self.moments;
        let (amount, seconds) = (self.amount, self.seconds);
        each(scene, &self.neuron, "--noise", |creature, neuron| {
            stimulus::Noise { creature, neuron, amount, at, seconds, every, times }.into()
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
        let neuron = "Ada:AVA".into();
        assert_eq!(inject, Inject { neuron, amount: -12.5, seconds: 0.0, moments: once(10.0) });
        let inject: Inject = "class:touch@1+1e3/5x2".parse().unwrap();
        assert_eq!(inject.moments, Moments { at: 1.0, every: 5.0, times: 2 });
        let inject: Inject = "a=b=-0.5@3+2/5".parse().unwrap();
        let moments = Moments { at: 3.0, every: 5.0, times: 0 };
        assert_eq!(inject, Inject { neuron: "a=b".into(), amount: -0.5, seconds: 2.0, moments });
        let inject: Inject = "a=b@1+12".parse().unwrap();
        assert_eq!((&*inject.neuron, inject.amount, inject.seconds), ("a=b", 12.0, 0.0));
        let noise: Noise = "class:touch=0.5@0+10/20x3".parse().unwrap();
        let moments = Moments { at: 0.0, every: 20.0, times: 3 };
        assert_eq!(noise, Noise { neuron: "class:touch".into(), amount: 0.5, seconds: 10.0, moments });
        let silence: Silence = "a@b@0+0.5".parse().unwrap();
        assert_eq!(silence, Silence { neuron: "a@b".into(), seconds: 0.5, moments: once(0.0) });
        let clamp: Clamp = "a=b=-8@10+5".parse().unwrap();
        let seconds = 5.0;
        assert_eq!(clamp, Clamp { neuron: "a=b".into(), potential: -8.0, seconds, moments: once(10.0) });
        for bad in ["", "A", "A@1", "A@1+", "@1+1", "A@-1+1", "A@1+nan", "A@1+2e6", "A@1+1/0.001"] {
            assert!(bad.parse::<Inject>().is_err(), "`{bad}` was taken");
        }
        for bad in ["=1@1+1", "A=1@1", "A=1@1+0", "A=1@1+-1", "A=nan@1+1", "A=2e6@1+1", "A=1@1+2e8"] {
            assert!(bad.parse::<Inject>().is_err(), "`{bad}` was taken");
        }
        for bad in
            ["", "A@1+1", "=1@1+1", "A=@1+1", "A=x@1+1", "A=-1@1+1", "A=nan@1+1", "A=1@1+nan", "A=1@1+0"]
        {
            assert!(bad.parse::<Noise>().is_err(), "`{bad}` was taken");
        }
        for bad in ["", "A@1+0", "A@1", "@1+1", "A@1+-1", "A@x+1"] {
            assert!(bad.parse::<Silence>().is_err(), "`{bad}` was taken");
        }
        for bad in ["", "A@1+1", "=8@1+1", "A=@1+1", "A=x@1+1", "A=8@1+0"] {
            assert!(bad.parse::<Clamp>().is_err(), "`{bad}` was taken");
        }
    }
}
