//! Protocols: stimuli of a file, played on the worm in the window.

use super::Experiments;
use super::asked::Loaded;
use crate::edit::Edit;
use crate::scene::{Moment, Protocol, capture};
use crate::sim::{Clock, Playback};
use crate::stimulus::Stimulus;
use crate::window::files::reset;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind, ask};
use crate::window::state::{report, say, say_done, step};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// Asks for a file.
pub fn ask_for_one(world: &mut World) {
    const PROTOCOLS: Kind = Kind { name: "Protocols", fits: is_protocol };
    let then = |world: &mut World, path: PathBuf| load(world, &path);
    ask(world, FileWish { title: "Load a protocol", kind: PROTOCOLS, new: None, then });
}

fn is_protocol(path: &Path) -> bool {
    path.to_string_lossy().ends_with(Protocol::ENDING)
}

/// Reads a protocol; one that is there already is read anew.
pub fn load(world: &mut World, path: &Path) {
    let scene = capture(world, Moment::Birth);
    let loaded = match Loaded::read(path, &scene) {
        Ok(loaded) => loaded,
        Err(faults) => {
            return report(world, format!("{} cannot be played here", file_name(path)), faults.to_string());
        }
    };
    let protocols = &mut world.resource_mut::<Experiments>().asked.protocols;
    protocols.retain(|loaded| loaded.path != path);
    protocols.push(loaded);
}

/// Plays the loaded protocols: from the beginning in place of the scene's own stimuli, or from now on beside them. It is
/// a step of undo.
pub fn play(world: &mut World, from_now: bool) {
    let scene = capture(world, Moment::Birth);
    let mut stimuli: Vec<Stimulus> = Vec::new();
    for protocol in world.resource::<Experiments>().asked.protocols() {
        match protocol.stimuli(&scene) {
            Ok(more) => stimuli.extend(more),
            Err(faults) => return report(world, "The protocol does not fit this scene", faults.to_string()),
        }
    }
    let count = stimuli.len();
    if count == 0 {
        return say(world, "There is nothing in these protocols");
    }
    if from_now {
        let now = world.resource::<Clock>().seconds();
        let later = stimuli.into_iter().map(|stimulus| stimulus.later(now));
        stimuli = scene.stimuli.into_iter().chain(later).collect();
    }
    if !step(world, Ok(Edit::Stimuli(stimuli))) {
        return;
    }
    let of = if count == 1 { "1 stimulus".to_owned() } else { format!("{count} stimuli") };
    if from_now {
        say_done(world, format!("{of} from now on; Ctrl+Z takes them out again"));
    } else {
        reset(world);
        say_done(world, format!("{of} from the beginning; Ctrl+Z puts the script back"));
    }
    // The worm is to be seen.
    world.resource_mut::<Experiments>().shown = false;
    world.resource_mut::<Playback>().playing = true;
}
