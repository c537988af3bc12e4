//! Pictures as files.

use super::Failure;
use crate::window::{self, Picture};

pub(super) use crate::window::ending;

pub(super) fn png(picture: &Picture) -> Result<Vec<u8>, Failure> {
    Ok(window::png(picture)?)
}
