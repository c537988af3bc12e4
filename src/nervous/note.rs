//! Notes on the canvas.

use crate::entry::{Around, Checker, EntryItem, EntryType, MAX_COORDINATE, Tag, check_fields, record};
use bevy::ecs::prelude::*;

/// Characters of a note.
pub const MAX_NOTE: usize = 2_000;

record! {
    /// A text on the canvas. It changes nothing of a run.
    #[derive(Component, Clone, Debug, PartialEq)]
    pub struct Note {
        /// What it says; `\n` begins a line.
        text: String, as Text;

        /// Where on the network canvas its upper left corner is.
        at: (f32, f32) = (0.0, 0.0), from -MAX_COORDINATE, to MAX_COORDINATE;

        /// Lines are broken at this width of the canvas.
        width: f32 = 4.0, from 0.01, to MAX_COORDINATE, by 0.05;
    }
}

impl EntryItem for Note {
    fn check(&self, c: &mut Checker, around: &Around) {
        check_fields(c, self, around);
        if self.text.trim().is_empty() {
            c.fault_in("text", "the text of a note is empty", Some("write something, or take the note out"));
        } else if self.text.chars().count() > MAX_NOTE {
            c.fault_in("text", format!("a note has at most {MAX_NOTE} characters"), None);
        } else if let Some(sign) = self.text.chars().find(|c| c.is_control() && *c != '\n') {
            let message = format!("a note cannot hold `{}`", sign.escape_debug());
            c.fault_in("text", message, Some("of all that cannot be seen it knows `\\n`, a new line"));
        }
    }

    fn spawn(&self, world: &mut World, _: &[Entity], tag: Tag) -> Entity {
        world.spawn((self.clone(), tag)).id()
    }
}

impl EntryType for Note {
    const LIST: &'static str = "notes";
    const NAME: &'static str = "note";
    const MOST: usize = 10_000;
    const DRAWN: bool = true;

    fn read(entity: EntityRef, _: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        entity.get::<Self>().cloned()
    }
}
