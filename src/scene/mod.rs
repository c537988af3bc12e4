//! Scenes: the document, its check, reading and writing.
mod capture;
pub mod document;
mod resolve;
mod spawn;

pub use capture::{Moment, capture};
pub use resolve::{StartState, resolve, resolve_start};
pub use spawn::{Birthplace, SceneInfo, spawn};
