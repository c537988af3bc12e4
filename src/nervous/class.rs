//! Classes: presets that neurons follow.

use super::params::Faculties;
use super::start::StartFaculties;
use super::{NeuronParams, Params, Start, StartState};
use crate::entry::{by_name, is_default};
use serde::{Deserialize, Serialize};

/// A preset of neurons: a colour, parameters and a state at birth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// `#rrggbb`; empty for the colour that the program chooses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub color: String,
    /// Parameters that differ from the rule's defaults.
    #[serde(default, skip_serializing_if = "is_default")]
    pub params: Params,
    /// State at birth that differs from the rule's defaults.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Start,
}

by_name! {
    /// Classes by name, in the order of the file: a part of the document, and a resource of the running world.
    Classes of Class, "classes";
}

impl Classes {
    /// The parameters of a neuron of a class that overrides these: the rule's defaults, then the class, then its
    /// own. A class that does not exist counts as none.
    #[must_use]
    pub fn resolve(&self, class: &str, own: &Params) -> NeuronParams {
        let base = NeuronParams::default();
        own.over(self.get(class).map_or(base, |class| class.params.over(base)))
    }

    /// The faculties that come of the same.
    #[must_use]
    pub fn resolve_faculties(&self, class: &str, own: &Params) -> Faculties {
        let base = Faculties::default();
        own.apart_over(self.get(class).map_or(base, |class| class.params.apart_over(base)))
    }

    /// Their state at birth.
    #[must_use]
    pub fn birth_of_faculties(&self, class: &str, own: &Start) -> StartFaculties {
        let base = StartFaculties::default();
        own.apart_over(self.get(class).map_or(base, |class| class.start.apart_over(base)))
    }

    /// The state at birth of a neuron with these parameters that says nothing of it itself: without a word on
    /// `conduction_left` it is the neuron's whole `conduction`, so that it fires once by itself.
    #[must_use]
    pub fn birth(&self, class: &str, params: &NeuronParams) -> StartState {
        let base = StartState { conduction_left: params.conduction, ..StartState::default() };
        self.get(class).map_or(base, |class| class.start.over(base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes() -> Classes {
        let class = Class {
            params: Params { threshold: Some(4.0), conduction: Some(9), ..Params::default() },
            start: Start { pool: Some((1.0, -1.0)), ..Start::default() },
            ..Class::default()
        };
        [("sensory".to_owned(), class)].into_iter().collect()
    }

    #[test]
    fn own_settings_win_over_the_class_and_the_class_over_the_rule() {
        let own = Params { threshold: Some(6.0), ..Params::default() };
        let params = classes().resolve("sensory", &own);
        assert_eq!((params.threshold, params.conduction, params.refractory), (6.0, 9, 5));
    }

    #[test]
    fn a_neuron_fires_once_by_itself_unless_told_otherwise() {
        let birth = |own: &Params, start: &Start| {
            let classes = classes();
            start.over(classes.birth("sensory", &classes.resolve("sensory", own)))
        };
        let start = birth(&Params::default(), &Start::default());
        assert_eq!((start.conduction_left, start.pool), (9, [1.0, -1.0]));
        let own = Params { conduction: Some(3), ..Params::default() };
        assert_eq!(birth(&own, &Start::default()).conduction_left, 3);
        let start = Start { conduction_left: Some(0), ..Start::default() };
        assert_eq!(birth(&own, &start).conduction_left, 0);
    }

    #[test]
    fn without_a_class_the_rule_holds() {
        assert_eq!(classes().resolve("", &Params::default()), NeuronParams::default());
    }
}
