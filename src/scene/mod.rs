//! Scenes: the document, its check, reading and writing.
pub mod document;
