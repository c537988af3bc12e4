//! Time that can be gone back in: the last minute of a run, and the way to any tick of it.
//!
//! * `run_state`: all that a tick starts from, taken out of a world and put back.
//! * `timeline`: states of now and then, and what was done by hand in between. The rest follows:
//!   a run is the same to the bit each time, so a tick between two states is reached by living
//!   through the ticks again from the earlier one.
//! * `travel`: going to a tick, with all that the picture remembers.
//! * `line`: the strip on which it is done.
//!
//! What was done after a moment that was gone back to stays on the line, and happens again when
//! time goes on, until something else is done: then it is forgotten. A change of the *scene* is not
//! part of a run. It stays when one goes back before it (undo is another matter); the states of
//! before can be gone back to, but not the ticks between them, which another rule had made.

pub mod drive;
pub mod ghost;
mod line;
mod run_state;
mod timeline;
mod travel;

pub use line::{LINE_HEIGHT, show as line};
pub use run_state::RunState;
#[cfg(test)]
pub use timeline::{Mark, cut};
pub use timeline::{Timeline, after_tick, before_tick, begin, probe_seen_again};
#[cfg(test)]
pub use travel::go;
pub use travel::{back, forward};
