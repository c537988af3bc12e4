//! Plasticity rules to begin with: known ones by name, each with what it is for and where it is from.

use super::rule::{Modulator, Rule};

/// A rule to begin with.
#[derive(Clone, Copy, Debug)]
pub struct RulePreset {
    /// What it is called.
    pub name: &'static str,
    /// What it is for, and its source.
    pub about: &'static str,
    /// Makes the rule.
    pub rule: fn() -> Rule,
    /// Makes the modulator that the rule names, for a scene that has none of this name.
    pub modulator: Option<fn() -> Modulator>,
}

/// The rate to which *Balance* brings its targets \[spikes/s\].
const BALANCED: f64 = 2.0;

/// All of them.
pub const RULE_PRESETS: &[RulePreset] = &[
    RulePreset {
        name: "Hebb",
        about: "What fires just before its target grows, what fires after it shrinks: windows of 1 to 2 (Bi and Poo 1998), stretched to ticks",
        rule: Rule::default,
        modulator: None,
    },
    RulePreset {
        name: "Song–Abbott",
        about: "Inputs compete: even windows, depression a little the stronger, so that what is early and together wins (Song, Miller and Abbott 2000)",
        rule: || Rule {
            pre_then_post: 0.01,
            post_then_pre: -0.0105,
            tau_pre: 10.0,
            tau_post: 10.0,
            ..Rule::default()
        },
        modulator: None,
    },
    RulePreset {
        name: "Triplet",
        about: "Potentiation that needs three spikes and grows with the rate (Pfister and Gerstner 2006); its steady state is the rule of Bienenstock, Cooper and Munro",
        rule: || Rule { pre_then_post: 0.0, post_then_pre: -0.02, triplet: 0.03, ..Rule::default() },
        modulator: None,
    },
    RulePreset {
        name: "Balance",
        about: "For synapses of inhibitory neurons: they grow until their targets fire 2 spikes/s (Vogels, Sprekeler, Zenke, Clopath and Gerstner 2011)",
        rule: balance,
        modulator: None,
    },
    RulePreset {
        name: "Competition",
        about: "Neurons that inhibit one another each become a pattern of their inputs: who fires grows towards what was there and away from what was not (as Diehl and Cook 2015)",
        rule: || Rule {
            pre_then_post: 0.028,
            post_then_pre: 0.0,
            each_post: -0.036,
            tau_pre: 30.0,
            soft: 1.0,
            ..Rule::default()
        },
        modulator: None,
    },
    RulePreset {
        name: "Reward",
        about: "What was done before `dopamine` came is done more, what brought none is unlearned: three factors (Izhikevich 2007)",
        rule: || Rule {
            pre_then_post: 0.2,
            post_then_pre: -0.1,
            tau_pre: 40.0,
            tau_post: 20.0,
            min: 0.3,
            modulator: "dopamine".into(),
            baseline: 0.4,
            ..Rule::default()
        },
        modulator: Some(Modulator::default),
    },
    RulePreset {
        name: "Aversion",
        about: "What came before an `alarm` drives what the alarm drives, and is unlearned when it comes alone: conditioning and its extinction (three factors, Izhikevich 2007)",
        rule: || Rule {
            pre_then_post: 0.1,
            post_then_pre: -0.04,
            tau_pre: 20.0,
            tau_post: 10.0,
            min: 0.1,
            max: 1.2,
            modulator: "alarm".into(),
            baseline: 0.2,
            ..Rule::default()
        },
        modulator: Some(|| Modulator { tau: 50.0, ..Modulator::default() }),
    },
    RulePreset {
        name: "Habituation",
        about: "Every release weakens the synapse by its size, and rest restores it, with a time constant of an hour: fitted to answers of C. elegans to taps (Rankin and Broster 1992)",
        rule: || Rule {
            pre_then_post: 0.0,
            post_then_pre: 0.0,
            each_pre: -0.062,
            dose: Some(12.0),
            soft: 1.0,
            forget: Some(380_000.0),
            ..Rule::default()
        },
        modulator: None,
    },
];

/// The one of a name.
#[must_use]
pub fn rule_preset(name: &str) -> Option<&'static RulePreset> {
    RULE_PRESETS.iter().find(|preset| preset.name == name)
}

fn balance() -> Rule {
    let (share, tau) = (0.001, 5.0_f32);
    // What pairs bring at the wanted rate, from either side, is what each release takes.
    let trace = BALANCED / 100.0 / (libm::exp(1.0 / f64::from(tau)) - 1.0);
    Rule {
        pre_then_post: share,
        post_then_pre: share,
        each_pre: (-2.0 * f64::from(share) * trace) as f32,
        tau_pre: tau,
        tau_post: tau,
        max: 10.0,
        ..Rule::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_modulator_is_there() {
        for (index, preset) in RULE_PRESETS.iter().enumerate() {
            assert!(RULE_PRESETS[index + 1..].iter().all(|other| other.name != preset.name));
            let rule = (preset.rule)();
            assert_eq!(rule.modulator.is_none(), preset.modulator.is_none(), "{}", preset.name);
            assert_eq!(rule_preset(preset.name).map(|found| (found.rule)()), Some(rule));
        }
        assert!(rule_preset("competition ").is_none());
    }

    /// At the rate that it balances a release changes nothing on average: each finds as much of the post trace, and
    /// leaves as much to be found, as it takes.
    #[test]
    fn balance_holds_its_rate_still() {
        let rule = balance();
        // The mean of a trace that every tick adds 0.02 to, as the next tick finds it.
        let left = (-1.0 / f64::from(rule.tau_post)).exp();
        let mean = 0.02 * left / (1.0 - left);
        let moved = f64::from(rule.each_pre)
            + mean * f64::from(rule.post_then_pre)
            + mean * f64::from(rule.pre_then_post);
        assert!(moved.abs() < 1e-9, "{moved}");
    }
}
