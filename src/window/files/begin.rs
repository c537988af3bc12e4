//! A scene takes the place of the one that was open, or goes back to its beginning.

use super::looks::{look_as_before, take_in};
use super::reload;
use super::scenes::Scenes;
use crate::edit::History;
use crate::scene::{Loaded, Moment, capture};
use crate::window::list::Filter;
use crate::window::state::{Document, Notices, begin, say, select};
use crate::window::time;
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;

/// Puts a scene in the place of the one that was open, and looks at it as it was looked at last. `history` says whether
/// it is in its file as it stands.
pub(super) fn take_over(world: &mut World, loaded: Loaded, document: Document, history: History) {
    // How the other one was looked at is remembered before it goes.
    take_in(world);
    Ghost::part(world);
    begin(world, &loaded.scene);
    time::forget_runs(world);
    world.insert_resource(history);
    world.insert_resource(Document { comments: loaded.comments, ..document });
    world.resource_mut::<Notices>().report = None;
    world.resource_mut::<Filter>().0.clear();
    select(world, None);
    look_as_before(world);
    world.resource_mut::<Scenes>().seen = None;
    reload::settled(world);
}

/// Takes the scene back to its beginning; what was edited stays, and so does the run, to be returned to.
pub fn reset(world: &mut World) {
    let scene = capture(world, Moment::Birth);
    let run = time::leave(world);
    begin(world, &scene);
    time::keep(world, run);
    say(world, "Back to the beginning; edits are kept, and the run until now can be returned to");
}
