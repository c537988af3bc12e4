//! Experiments: many runs of a scene, and the tables that come of them. The command line and the window ask the same
//! questions here and get the same bytes.
//!
//! * `sweep`: a scene many times over, with other parameters each time; `rows` are its table.
//! * `screen`: what is lost, and gained, without each neuron.
//! * `responses`: how far a creature backs off from each touch of a protocol.
//! * `outcome`: one run and what was measured in it, by `series`; `span` says how long it is.
//! * `changes`: protocols, stimuli and neurons that are taken out, laid over a scene.

mod changes;
mod made;
mod medium;
mod outcome;
mod problem;
pub mod responses;
mod rows;
pub mod screen;
mod series;
mod span;
mod sweep;
mod varying;

pub use changes::{chosen, do_to, follow, without_chance};
pub use made::made_by;
pub use medium::medium_name;
pub use outcome::{Outcome, run};
pub use problem::Problem;
pub use rows::{Known, Rows};
pub use series::{Measured, Series, last_tick, names};
pub use span::Span;
pub use sweep::{Assignment, Point, Question, Sweep, text_hash};
pub use varying::{JITTER, SPREAD, varying};
