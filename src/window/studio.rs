//! Takes the pictures of the gallery.

use super::Start;
use super::gallery::Order;
use super::paint::raster::Picture;
use super::paint::theme::Mode;
use super::shot::{Photographer, Settings, Subject};
use crate::scene::load;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a scene has run when its picture is taken \[ticks\].
const MOMENT: u64 = 600;
/// After so much real time the picture is taken wherever the scene has come to: the next one
/// waits. Tests wait longer, for their pictures are to be the same on a machine that is slow or has much to do.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 600 } else { 4 });
/// Ticks between two looks at the clock.
const STRIDE: u64 = 10;

/// Runs a scene for some seconds and takes its picture, or tells its faults.
pub fn take(path: PathBuf, Order { size, scale, look }: Order) -> Result<Picture, String> {
    let loaded = load(&path).map_err(|faults| faults.to_string())?;
    let start = Start { scene: loaded.scene, path: Some(path), comments: loaded.comments };
    let light = look.mode == Mode::Light;
    let settings = Settings { size, scale, subject: Subject::World, light };
    let mut photographer = Photographer::new(&start, settings);
    photographer.paint_in(look.colours);
    let begun = Instant::now();
    // A scene that was saved from a run begins later than at 0.
    let last = photographer.tick() + MOMENT;
    while photographer.tick() < last && begun.elapsed() < PATIENCE {
        let next = (photographer.tick() + STRIDE).min(last);
        photographer.run_to(next);
    }
    Ok(photographer.take())
}
