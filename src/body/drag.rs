//! Resistance of the medium, and the mass that fits it.
//!
//! A worm lives at low Reynolds number: speed is force over drag, and inertia plays no part. A
//! solver of rigid bodies needs mass all the same, so mass is here a numerical device, chosen for
//! the medium: it keeps a body moving for [`Drag::GLIDE`] seconds and no longer. The drag itself is
//! part of the implicit equations in [`super::elastic`]. (Decaying the velocities by
//! `exp(-c h / m)` before the solver adds its impulses would in effect give the drag
//! `m / h (1 - exp(-c h / m))`, which at so small a mass falsifies the ratio of the two drags.)

use crate::arena::Medium;

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

    /// Time constant with which an idle body stops \[seconds\], along the axis or, if that is the
    /// thinner, across it.
    pub const GLIDE: f32 = 0.02;

    /// Mass of a segment of this length.
    pub fn mass(&self, length: f32) -> f32 {
        self.normal.min(self.tangential) * length * Self::GLIDE
    }

    /// Drag per length in a direction whose part along the axis is `along`, the cosine.
    pub fn towards(&self, along: f32) -> f32 {
        self.normal + (self.tangential - self.normal) * along * along
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drag_lies_between_along_and_across() {
        let drag = Drag::of(Medium::Agar);
        assert_eq!((drag.towards(1.0), drag.towards(0.0)), (1.0, 40.0));
        assert!((drag.towards(0.5_f32.sqrt()) - 20.5).abs() < 1e-4);
    }

    #[test]
    fn a_custom_medium_is_kept_within_what_the_solver_bears() {
        let drag = Drag::of(Medium::Custom { tangential: 0.0, normal: f32::NAN });
        assert_eq!(drag, Drag { tangential: 1e-3, normal: 1e-3 });
    }
}
