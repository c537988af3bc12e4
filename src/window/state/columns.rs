//! How the table of neurons is looked at: what of it is remembered from one day to the next.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which rows and columns a table shows, and in which order.
#[derive(Resource, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// Whether it has links for rows, and not neurons.
    pub links: bool,
    /// Names of the columns that are hidden.
    pub hidden: BTreeSet<String>,
    /// The columns by which neurons and links are sorted, and whether backwards.
    pub sorted: [Option<(String, bool)>; 2],
}

impl Default for Columns {
    fn default() -> Self {
        let hidden = ["dendrite", "cleft", "gaps"].map(str::to_owned).into();
        Self { links: false, hidden, sorted: [None, None] }
    }
}

impl Columns {
    /// Shows a column, or hides it.
    pub fn show(&mut self, name: &str, on: bool) {
        if on {
            self.hidden.remove(name);
        } else {
            self.hidden.insert(name.to_owned());
        }
    }
}
