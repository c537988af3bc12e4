//! Classes to start from.

use crate::nervous::{Class, Params, Sharing, Start};

/// Classes to start from: name, what it is for, and the class.
#[must_use]
pub fn presets() -> [(&'static str, &'static str, Class); 7] {
    let quiet = |pool: (f32, f32)| Start { conduction_left: Some(0), pool: Some(pool), ..Start::default() };
    let full = quiet((12.0, 0.0));
    let base = Params {
        threshold: Some(5.0),
        production: Some((0.5, 0.0)),
        sharing: Some(Sharing::Broadcast),
        leak: Some(0.02),
        pool_limit: Some(12.0),
        ..Params::default()
    };
    let class = |color: &str, params: Params, start: Start| Class { color: color.into(), params, start };
    [
        (
            "sensory",
            "Charged by skin or stretch: quick, and forgetful, so that only a real touch counts",
            class(
                "#e8c547",
                Params { threshold: Some(4.0), conduction: Some(3), leak: Some(0.1), ..base.clone() },
                full.clone(),
            ),
        ),
        (
            "inter",
            "Hands on what it gets, to all alike",
            class("#f08a4b", Params { conduction: Some(3), ..base.clone() }, full.clone()),
        ),
        (
            "motor",
            "Drives muscles: recovers fast, so that it can go on",
            class(
                "#d1495b",
                Params {
                    conduction: Some(2),
                    refractory: Some(3),
                    production: Some((1.0, 0.0)),
                    ..base.clone()
                },
                full.clone(),
            ),
        ),
        (
            "inhibitory",
            "Makes inhibitory transmitter and answers at once",
            class(
                "#5b8def",
                Params {
                    conduction: Some(1),
                    production: Some((0.0, -1.0)),
                    pool_limit: Some(30.0),
                    ..base.clone()
                },
                quiet((0.0, -30.0)),
            ),
        ),
        (
            "clock",
            "For rings: half a second a neuron, and it can be pushed down",
            class(
                "#4fb3bf",
                Params { conduction: Some(48), potential_floor: Some(-16.0), ..base.clone() },
                full.clone(),
            ),
        ),
        (
            "slow relay",
            "For delays: one second from neuron to neuron",
            class("#b08fd8", Params { conduction: Some(98), ..base }, full),
        ),
        (
            "article",
            "The rule's own defaults, as the article has them",
            class("#9aa5b1", Params::default(), Start::default()),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::check::allow_class;

    #[test]
    fn all_presets_may_stand_in_a_scene() {
        for (name, _, class) in presets() {
            assert_eq!(allow_class(&class), Ok(()), "{name}");
        }
    }
}
