//! Files that are recognised and not read: what each is, and the line that makes something of it that is read.
//!
//! They are told by how they begin, never by their names.

mod bytes;
mod catalogue;
mod text;

pub(super) use bytes::refused_bytes;
pub(super) use catalogue::CX;
pub(super) use text::refused_text;
