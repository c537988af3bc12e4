//! `wriggle [SCENE]`: the window, or what can be had without one.

use super::{Failure, load_scene, run};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

/// Simulated seconds that are run when no window can be opened.
const SECONDS_WITHOUT_WINDOW: f64 = 30.0;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene to open; scenes/crawler.worm.ron if none is named
    pub(super) scene: Option<PathBuf>,
}

pub(super) fn open(options: &Options) -> Result<(), Failure> {
    let (loaded, path) = load_scene(options.scene.as_deref())?;
    let reason = match window(&loaded, path.as_ref(), options.scene.is_some()) {
        Ok(()) => return Ok(()),
        Err(reason) => reason,
    };
    let _ = writeln!(
        io::stderr(),
        "wriggle: no window: {reason}; running the scene for {SECONDS_WITHOUT_WINDOW} simulated seconds instead",
    );
    let shown = path.map_or_else(|| "the built-in scene".into(), |p| p.display().to_string());
    let measured = run::simulate(&loaded.scene, &run::Plan::seconds(SECONDS_WITHOUT_WINDOW))?;
    super::print_line(&measured.in_words(&shown))
}

#[cfg(feature = "window")]
fn window(loaded: &crate::scene::Loaded, path: Option<&PathBuf>, named: bool) -> Result<(), String> {
    let start = crate::window::Start {
        scene: loaded.scene.clone(),
        path: path.cloned(),
        comments: loaded.comments.clone(),
    };
    let open = if named { crate::window::open } else { crate::window::open_unnamed };
    open(start).map_err(|error| error.to_string())
}

#[cfg(not(feature = "window"))]
fn window(_: &crate::scene::Loaded, _: Option<&PathBuf>, _: bool) -> Result<(), String> {
    Err("this program was built without one".into())
}
