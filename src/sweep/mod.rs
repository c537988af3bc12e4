//! Many runs: which there are, in which order they are done, and the table they go into.
//!
//! What a run is, is not known here: a [`Design`] numbers the points of a grid or a sample,
//! [`in_order`] does the work of many threads and hands it on in the order of the numbers, and a
//! [`Table`] keeps what is done, so that a sweep that was killed goes on where it was; a [`Fingerprint`] beside it
//! says what its rows were made of. A [`Variation`] makes replicates of a run, a [`Summary`] says what came out of
//! them.

mod design;
mod error;
mod fingerprint;
mod order;
mod replicates;
mod statistics;
mod table;

pub use design::{Axis, Choice, Design, MAX_RUNS, is_range, split};
pub use error::TableError;
pub use fingerprint::{FINGERPRINT, Fingerprint, Made, Source, beside, hexadecimal};
pub use order::in_order;
pub use replicates::{Variation, Varying};
pub use statistics::Summary;
pub use table::{Kept, Table, csv};
