//! Resistance of the medium, and the mass that fits it.
//!
//! A worm lives at low Reynolds number: speed is force over drag, and inertia plays no part. A
//! solver of rigid bodies needs mass all the same, so mass is here a numerical device, chosen for
//! the medium. Over a substep `h` a segment's velocity becomes `v (1 - c l h / m)` and then takes
//! the solver's impulses `J / m`. In the steady state `J / h = c l v`: the drag is exact whatever
//! the mass. (An exponential decay would be exact only without impulses: here it would give
//! `m / h (1 - exp(-c l h / m))`, which at such masses falsifies the ratio of the two drags.)
//!
//! Stability wants `c l h / m` below 2. With the largest drag's `m = c l h` that direction forgets
//! its velocity in one substep, as massless motion does, and the other keeps it for `K h` seconds:
//! 0.1 s on agar.

use crate::scene::document::Medium;

/// Drag on a body per unit of length and speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drag {
    /// Along the axis.
    pub tangential: f32,
    /// Across the axis.
    pub normal: f32,
}

impl Drag {
    /// Range of a custom medium. Beyond it single precision does not carry the solver.
    const RANGE: (f32, f32) = (1e-3, 1e4);

    /// The drag of a medium. Agar's is the unit. Water's is 500 times smaller across the axis
    /// instead of some thousand times: thin enough for muscles to feel nothing but the body's own
    /// elasticity, thick enough for the solver.
    pub fn of(medium: Medium) -> Self {
        let within = |drag: f32| drag.max(Self::RANGE.0).min(Self::RANGE.1);
        match medium {
            Medium::Agar => Self { tangential: 1.0, normal: 40.0 },
            Medium::Water => Self { tangential: 0.05, normal: 0.08 },
            Medium::Custom { tangential, normal } => {
                Self { tangential: within(tangential), normal: within(normal) }
            }
        }
    }

    /// Mass of a segment of this length for substeps of `substep` seconds. Setae multiply the drag
    /// along the axis by up to `1 + setae`.
    pub fn mass(&self, length: f32, setae: f32, substep: f32) -> f32 {
        self.normal.max(self.tangential * (1.0 + setae.max(0.0))) * length * substep
    }

    /// What is left of the velocity along and across the axis after a substep. A rod's drag against
    /// turning is `normal l^3 / 12` and its inertia `m l^2 / 12`, so the second factor is that of
    /// turning as well. `grip` multiplies the drag along the axis.
    pub fn kept(&self, grip: f32, length: f32, mass: f32, substep: f32) -> (f32, f32) {
        let share = length * substep / mass;
        (1.0 - self.tangential * grip * share, 1.0 - self.normal * share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_drag_is_that_of_the_medium() {
        let (length, substep, force) = (0.5, 0.0025, 3.0);
        for medium in [Medium::Agar, Medium::Water, Medium::Custom { tangential: 7.0, normal: 2.0 }] {
            let drag = Drag::of(medium);
            let mass = drag.mass(length, 0.0, substep);
            let (along, across) = drag.kept(1.0, length, mass, substep);
            let (mut u, mut v) = (0.0, 0.0);
            for _ in 0..2000 {
                u = u * along + force * substep / mass;
                v = v * across + force * substep / mass;
            }
            assert!((u * drag.tangential * length / force - 1.0).abs() < 1e-3);
            assert!((v * drag.normal * length / force - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn no_direction_overshoots() {
        for (tangential, normal, setae) in [(1.0, 40.0, 0.0), (1.0, 40.0, 100.0), (1e4, 1e-3, 3.0)] {
            let drag = Drag::of(Medium::Custom { tangential, normal });
            let mass = drag.mass(0.1, setae, 0.0025);
            let (along, across) = drag.kept(1.0 + setae, 0.1, mass, 0.0025);
            assert!((-1e-3..=1.0).contains(&along) && (-1e-3..=1.0).contains(&across));
        }
    }

    #[test]
    fn a_custom_medium_is_kept_within_what_the_solver_bears() {
        let drag = Drag::of(Medium::Custom { tangential: 0.0, normal: f32::NAN });
        assert_eq!(drag, Drag { tangential: 1e-3, normal: 1e-3 });
    }
}
