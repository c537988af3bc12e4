//! How our traces are compared with golden ones.

use wriggle::nervous::Phase;

/// What an independent 64-bit implementation and this 32-bit one may differ by.
pub fn near(ours: f32, golden: f64) -> bool {
    (f64::from(ours) - golden).abs() <= 1e-4 * golden.abs().max(1.0)
}

/// The letter of a phase in a trace.
pub const fn letter(phase: Phase) -> u8 {
    match phase {
        Phase::Integrating => b'I',
        Phase::Activating => b'A',
        Phase::Conducting => b'C',
        Phase::Releasing => b'R',
        Phase::Recovering => b'r',
    }
}
