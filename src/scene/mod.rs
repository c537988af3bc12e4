//! Scenes: the document, its check, reading and writing; document to world and back.

mod ablate;
mod capture;
pub mod check;
pub mod comments;
pub mod document;
mod entry;
pub mod fault;
mod lenient;
pub mod limits;
mod load;
pub mod locate;
pub mod path_set;
pub mod protocol;
pub mod read;
mod ron_options;
pub mod save;
mod snapshot;
pub(crate) mod spawn;
mod tree;
pub mod write;

pub use ablate::ablate;
pub use capture::{Moment, capture};
pub use check::check;
pub use comments::Comments;
pub use document::*;
pub use entry::{KindInfo, Lists, place_of, set_place};
pub use fault::{Fault, Faults};
pub use load::{Loaded, load, loaded};
pub use path_set::Template;
pub use protocol::Protocol;
pub use read::{parse, read_text};
pub use save::{SaveError, check_writable, save, write_atomically};
pub use spawn::{Birthplace, SceneInfo, Spawned, spawn};
pub use write::to_text;
