//! The worm beside the worm: another world that lives through the same ticks, to compare with.
//!
//! * `ghost`: whose it is, the same creatures without lesions or those of another scene; when it comes and goes.
//! * `run_state`: all that a tick starts from, taken out of a world and put back.

mod ghost;
mod run_state;

pub use ghost::Ghost;
pub use run_state::RunState;
