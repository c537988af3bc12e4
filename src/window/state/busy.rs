//! Work under way that is lost when the window closes.

use bevy::ecs::prelude::*;
use std::collections::BTreeMap;

/// Work under way that is lost when the window closes, in words.
#[derive(Resource, Debug, Default)]
pub struct Busy(BTreeMap<&'static str, String>);

impl Busy {
    /// Something begins; `words` say that it is not done: "The film is still being written".
    pub fn begin(&mut self, what: &'static str, words: impl Into<String>) {
        self.0.insert(what, words.into());
    }

    /// It is done, or nobody wants it any more.
    pub fn end(&mut self, what: &'static str) {
        self.0.remove(what);
    }

    /// What is not done, a sentence each; empty where nothing is under way.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.values().map(|words| format!("{words}.")).collect::<Vec<_>>().join("\n")
    }

    /// Whether anything is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !self.0.is_empty()
    }
}
