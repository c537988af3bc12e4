//! Scenes: the document, its check, reading and writing.

pub mod check;
mod checker;
pub mod document;
pub mod fault;
mod lenient;
pub mod limits;
pub mod locate;
mod names;
pub mod path;
pub mod read;
pub mod resolve;
pub mod save;
mod tree;
pub mod write;

pub use check::{SemanticFault, check};
pub use document::*;
pub use fault::{Fault, Faults};
pub use path::{DocPath, Segment};
pub use read::{Loaded, load, parse};
pub use resolve::{StartState, resolve, resolve_start};
pub use save::{SaveError, save, write_atomically};
pub use write::to_text;
