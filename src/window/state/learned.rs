//! Which lessons were gone through, and whether they were offered: remembered from one day to the next.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was learned.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// Whether the offer of lessons was answered.
    pub asked: bool,
    /// Titles of the lessons that were gone through to their ends.
    pub done: BTreeSet<String>,
}
