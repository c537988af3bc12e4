//! Scenes: the document, its check, reading and writing; document to world and back.

mod ablate;
mod capture;
pub mod check;
mod checker;
pub mod comments;
pub mod document;
pub mod fault;
mod lenient;
pub mod limits;
pub mod locate;
mod names;
pub mod path;
pub mod path_set;
pub mod protocol;
pub mod read;
pub mod resolve;
pub mod save;
mod snapshot;
pub(crate) mod spawn;
mod tree;
pub mod write;

pub use ablate::ablate;
pub use capture::{Moment, capture};
pub use check::{SemanticFault, check};
pub use comments::Comments;
pub use document::*;
pub use fault::{Fault, Faults};
pub use names::nearest as nearest_name;
pub use path::{DocPath, Segment};
pub use path_set::Template;
pub use protocol::{Place, Protocol};
pub use read::{Loaded, load, loaded, parse, read_text};
pub use resolve::{StartState, resolve, resolve_start};
pub use save::{SaveError, check_writable, save, write_atomically};
pub use spawn::{Birthplace, SceneInfo, spawn};
pub use write::to_text;
