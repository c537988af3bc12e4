//! Muscles, elasticity and drag of a chain, solved at once.
//!
//! Rapier's solver goes from joint to joint and repeats. A posture that is held against the drag of
//! a thick medium is a beam's problem, whose stiffness grows with the fourth power of the number of
//! segments, and so would the number of rounds: with rapier's own motors a body of 16 segments took
//! seconds to follow its muscles, in any medium. But a chain is a band of small matrices, which
//! elimination from one end to the other solves exactly in the time of one such round.
//!
//! Each substep `h` therefore starts with the velocities `v'` of all segments from
//!
//! ```text
//! (M / h + C + sum of J^T (h k + d) J) v' = M v / h + sum of J^T k (target - x) + push
//! ```
//!
//! with the drag `C`, and for each joint its three coordinates `x` (bend, gap along, gap across),
//! their gradients `J`, stiffness `k` and viscosity `d`. This is implicit in everything that is
//! stiff, so it is stable for every medium. In double precision: the drag of thin media is many
//! powers of ten smaller than the stiffness that it stands beside in the matrix.

use super::drag::Drag;
use bevy::math::{DMat3, DVec2, DVec3};

/// A segment as the solver sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece {
    /// Centre.
    pub position: DVec2,
    /// Unit vector towards the head.
    pub axis: DVec2,
    /// Velocity along x, along y, and of turning.
    pub velocity: DVec3,
    /// External force, in the world's directions.
    pub push: DVec2,
    /// Factor on the drag along the axis.
    pub grip: f64,
}

/// A joint's springs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Springs {
    /// Bend, and the bend that is asked for \[radians\].
    pub bend: [f64; 2],
    /// Gap along the axis that is asked for; negative when shortened.
    pub gap: f64,
    /// Stiffness against bending, against stretch, and against a shift across the axis.
    pub stiffness: [f64; 3],
    /// Viscosity over stiffness \[seconds\].
    pub viscosity: [f64; 3],
}

/// The solver's working memory, which serves one chain after the other.
#[derive(Debug, Default)]
pub(super) struct Solver {
    /// The segments from head to tail; the caller fills it in, and reads the velocities.
    pub pieces: Vec<Piece>,
    /// The joints between them; the caller fills it in.
    pub springs: Vec<Springs>,
    /// The velocities of the segments before.
    pub before: Vec<DVec3>,
    diagonal: Vec<DMat3>,
    /// Block of the equations of segment `i` for the velocity of segment `i + 1`.
    beside: Vec<DMat3>,
    right: Vec<DVec3>,
}

impl Solver {
    /// Replaces the velocities by those after a substep. `length` and `mass` are a segment's.
    pub fn solve(&mut self, drag: &Drag, length: f64, mass: f64, substep: f64) {
        self.diagonal.clear();
        self.right.clear();
        self.beside.clear();
        self.before.clear();
        let (along, across) = (f64::from(drag.tangential) * length, f64::from(drag.normal) * length);
        // A rod's inertia and its drag against turning.
        let turning = length * length / 12.0;
        let inertia = DVec3::new(mass, mass, mass * turning) / substep;
        for piece in &self.pieces {
            let u = piece.axis;
            let (along, across) = (along * piece.grip, across);
            let mixed = (along - across) * u.x * u.y;
            self.diagonal.push(DMat3::from_cols(
                DVec3::new(inertia.x + along * u.x * u.x + across * u.y * u.y, mixed, 0.0),
                DVec3::new(mixed, inertia.y + along * u.y * u.y + across * u.x * u.x, 0.0),
                DVec3::new(0.0, 0.0, inertia.z + across * turning),
            ));
            self.right.push(inertia * piece.velocity + piece.push.extend(0.0));
            self.before.push(piece.velocity);
        }
        for front in 0..self.springs.len() {
            let beside = self.join(front, 0.5 * length, substep);
            self.beside.push(beside);
        }
        self.eliminate();
    }

    /// Adds the springs between segment `front` and the one behind it to the equations.
    fn join(&mut self, front: usize, half: f64, substep: f64) -> DMat3 {
        let springs = self.springs[front];
        let (a, b) = (self.pieces[front], self.pieces[front + 1]);
        let (anchor_a, anchor_b) = (a.position - half * a.axis, b.position + half * b.axis);
        let gap = anchor_a - anchor_b;
        // Both forces act at one point, or they would turn the pair as a whole.
        let middle = 0.5 * (anchor_a + anchor_b);
        let (arm_a, arm_b) = (middle - a.position, middle - b.position);
        // Along and across are the rear segment's, as in rapier's joint.
        let (e, n) = (b.axis, b.axis.perp());
        let mut beside = DMat3::ZERO;
        let rows = [
            (DVec3::Z, -DVec3::Z, springs.bend[1] - springs.bend[0]),
            (e.extend(arm_a.perp_dot(e)), -e.extend(arm_b.perp_dot(e)), springs.gap - gap.dot(e)),
            (n.extend(arm_a.perp_dot(n)), -n.extend(arm_b.perp_dot(n)), -gap.dot(n)),
        ];
        for (index, (to_a, to_b, error)) in rows.into_iter().enumerate() {
            let stiffness = springs.stiffness[index];
            let resistance = stiffness * (substep + springs.viscosity[index]);
            self.diagonal[front] += outer(to_a, to_a * resistance);
            self.diagonal[front + 1] += outer(to_b, to_b * resistance);
            beside += outer(to_a, to_b * resistance);
            self.right[front] += to_a * (stiffness * error);
            self.right[front + 1] += to_b * (stiffness * error);
        }
        beside
    }

    /// Solves the band, from head to tail and back.
    fn eliminate(&mut self) {
        let count = self.pieces.len();
        for index in 0..count {
            // The block becomes its inverse, for the way back.
            let inverse = self.diagonal[index].inverse();
            self.diagonal[index] = inverse;
            if index + 1 < count {
                let carry = self.beside[index].transpose() * inverse;
                self.diagonal[index + 1] -= carry * self.beside[index];
                let right = carry * self.right[index];
                self.right[index + 1] -= right;
            }
        }
        let mut behind = DVec3::ZERO;
        for index in (0..count).rev() {
            let mut right = self.right[index];
            if index + 1 < count {
                right -= self.beside[index] * behind;
            }
            behind = self.diagonal[index] * right;
            self.pieces[index].velocity = behind;
        }
    }
}

/// `a b^T`.
fn outer(a: DVec3, b: DVec3) -> DMat3 {
    DMat3::from_cols(a * b.x, a * b.y, a * b.z)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arena::Medium;

    const MASS: f64 = 0.02;
    const STEP: f64 = 0.0025;

    /// A straight chain of 6 segments of length 1 along x, head first, with bends asked for.
    fn chain(asked: f64, velocity: DVec3) -> Solver {
        let piece = |index: u32| Piece {
            position: DVec2::new(-f64::from(index), 0.0),
            axis: DVec2::X,
            velocity,
            push: DVec2::ZERO,
            grip: 1.0,
        };
        let springs = Springs {
            bend: [0.0, asked],
            gap: 0.0,
            stiffness: [4000.0, 8000.0, 400_000.0],
            viscosity: [0.03, 0.03, 0.01],
        };
        Solver { pieces: (0..6).map(piece).collect(), springs: vec![springs; 5], ..Default::default() }
    }

    #[test]
    fn a_straight_chain_glides_as_its_drag_lets_it() {
        let mut solver = chain(0.0, DVec3::new(1.0, 1.0, 0.0));
        solver.solve(&Drag::of(Medium::Agar), 1.0, MASS, STEP);
        for piece in &solver.pieces {
            let expected = DVec3::new(1.0 / (1.0 + STEP / MASS), 1.0 / (1.0 + 40.0 * STEP / MASS), 0.0);
            assert!(piece.velocity.abs_diff_eq(expected, 1e-9), "{}", piece.velocity);
        }
    }

    #[test]
    fn muscles_alone_move_no_centre_and_turn_no_body() {
        // Equal drag in both directions: all forces from outside together are those of the drag on
        // the centre, and of the drag on the turning.
        let mut solver = chain(0.5, DVec3::ZERO);
        solver.solve(&Drag { tangential: 1e-3, normal: 1e-3 }, 1.0, MASS, STEP);
        let centre = solver.pieces.iter().map(|piece| piece.velocity).sum::<DVec3>();
        let turning: f64 = solver
            .pieces
            .iter()
            .map(|p| p.position.perp_dot(p.velocity.truncate()) + p.velocity.z / 12.0)
            .sum();
        let fastest = solver.pieces.iter().map(|piece| piece.velocity.z.abs()).fold(0.0, f64::max);
        assert!(fastest > 1.0);
        assert!(centre.truncate().length() < 1e-6 * fastest && turning.abs() < 1e-6 * fastest);
    }
}
