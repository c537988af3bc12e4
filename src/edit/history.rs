//! Undo, redo, and whether there is something to save.

use super::{Edit, EditError, apply};
use bevy::ecs::prelude::*;

/// Steps kept for undo.
const DEPTH: usize = 1000;
/// Memory that they may take, but for the last one \[bytes\].
const MEMORY: usize = 256 << 20;

/// An edit that takes a step back, or does it again.
#[derive(Debug)]
struct Step {
    edit: Edit,
    /// Memory that it takes \[bytes\].
    size: usize,
}

impl From<Edit> for Step {
    fn from(edit: Edit) -> Self {
        Self { size: edit.size(), edit }
    }
}

/// What has been done to the scene since it was loaded.
#[derive(Resource, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// Whether the last step is still open, so that an edit of the same thing joins it.
    open: bool,
    /// Edits done minus edits undone since the last save; `None` once that state is out of reach.
    unsaved: Option<i64>,
    /// Edits, undone and redone ones among them.
    changes: u64,
}

impl History {
    /// For a scene that is on disk as it stands.
    #[must_use]
    pub fn new() -> Self {
        Self { unsaved: Some(0), ..Self::default() }
    }

    /// For a scene that is on disk in another form, or not at all.
    #[must_use]
    pub fn unsaved() -> Self {
        Self::default()
    }

    /// Carries out an edit as a step that can be undone. Edits of the same thing in a row make
    /// one step until [`History::close`]; one that takes the step under way back leaves none.
    ///
    /// # Errors
    ///
    /// As [`apply`].
    pub fn perform(world: &mut World, edit: Edit) -> Result<(), EditError> {
        let returns = world
            .get_resource::<Self>()
            .is_some_and(|history| history.open && history.undo.last().is_some_and(|last| last.edit == edit));
        let inverse = apply(world, edit)?;
        if !inverse.changes_scene() {
            return Ok(());
        }
        let mut history = world.get_resource_or_init::<Self>();
        history.changes += 1;
        if returns {
            history.undo.pop();
            history.unsaved = history.unsaved.map(|n| n - 1);
            // What comes next does not join the step before.
            history.open = false;
            return Ok(());
        }
        let joins = history.open && history.undo.last().is_some_and(|last| last.edit.same_target(&inverse));
        if !joins {
            if history.unsaved.is_some_and(|n| n < 0) && !history.redo.is_empty() {
                history.unsaved = None;
            }
            history.undo.push(inverse.into());
            history.forget();
            history.unsaved = history.unsaved.map(|n| n + 1);
        }
        history.redo.clear();
        history.open = true;
        Ok(())
    }

    /// Ends the step under way: the next edit starts a new one.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Takes back the step under way, so that nothing is left of it; false: none is.
    pub fn withdraw(world: &mut World) -> bool {
        let mut history = world.get_resource_or_init::<Self>();
        if !history.open {
            return false;
        }
        history.open = false;
        let Some(Step { edit, .. }) = history.undo.pop() else { return false };
        let done = apply(world, edit).is_ok();
        let mut history = world.get_resource_or_init::<Self>();
        history.unsaved = history.unsaved.map(|n| n - 1);
        history.changes += 1;
        done
    }

    /// Forgets the oldest steps, where there are too many or they take too much.
    fn forget(&mut self) {
        let mut room = MEMORY;
        let fit = self.undo.iter().rev().take(DEPTH).take_while(|step| {
            let fits = room > 0;
            room = room.saturating_sub(step.size);
            fits
        });
        let kept = fit.count();
        self.undo.drain(..self.undo.len() - kept);
    }

    /// Undoes the last step; false when there is none.
    pub fn undo(world: &mut World) -> bool {
        Self::shift(world, |history| &mut history.undo, |history| &mut history.redo, -1)
    }

    /// Does the last undone step again; false when there is none.
    pub fn redo(world: &mut World) -> bool {
        Self::shift(world, |history| &mut history.redo, |history| &mut history.undo, 1)
    }

    fn shift(
        world: &mut World,
        from: fn(&mut Self) -> &mut Vec<Step>,
        to: fn(&mut Self) -> &mut Vec<Step>,
        by: i64,
    ) -> bool {
        let mut history = world.get_resource_or_init::<Self>();
        history.open = false;
        let Some(Step { edit, .. }) = from(&mut history).pop() else { return false };
        // An inverse of what was done can only fail when the scene was replaced underneath; the
        // step is gone then, and with it the way back.
        let Ok(inverse) = apply(world, edit) else { return false };
        let mut history = world.get_resource_or_init::<Self>();
        to(&mut history).push(inverse.into());
        history.unsaved = history.unsaved.map(|n| n + by);
        history.changes += 1;
        true
    }

    /// Whether the scene differs from what is on disk.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.unsaved != Some(0)
    }

    /// How often the scene was changed, there and back: another number, another scene.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// The scene as it stands has been written to disk.
    pub fn saved(&mut self) {
        self.unsaved = Some(0);
        self.open = false;
    }
}
