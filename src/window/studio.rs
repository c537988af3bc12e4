//! Takes the pictures of the gallery, and those of what happened in the window.

use super::Start;
use super::film::{Order as FilmOrder, Product, Subject as OnFilm};
use super::gallery::Order;
use super::paint::raster::Picture;
use super::paint::theme::Mode;
use super::reel::{FilmError, keep, png};
use super::shot::{Photographer, Settings, Subject};
use super::state::Watch;
use crate::record::report::boxes_in_words;
use crate::scene::load;
use crate::sim::ticks;
use std::cell::Cell;
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

/// Lives through what happened once more and takes pictures of it; what is to be said of them.
pub fn shoot(order: FilmOrder, watch: &Watch) -> Result<Option<String>, FilmError> {
    let FilmOrder { scene, excerpt, from, look, asked, size, scale, product } = order;
    let subject = match asked.subject {
        OnFilm::Worm | OnFilm::World => Subject::World,
        OnFilm::Network => Subject::Network,
        OnFilm::Both => Subject::Both,
    };
    let settings = Settings { size, scale, subject, light: asked.light };
    let start = Start { scene, ..Start::default() };
    let mut photographer = Photographer::new(&start, settings);
    photographer.stamp(asked.stamped);
    let mut showing = excerpt.map(|excerpt| excerpt.enter(photographer.world_mut(), &start.scene));
    look.apply(photographer.world_mut(), &asked);
    // What flashed and glowed a little earlier is still seen.
    let mut go = |photographer: &mut Photographer, tick: u64| match &mut showing {
        Some(showing) => {
            let world = photographer.world_mut();
            let early = tick.saturating_sub(FADING).max(from);
            (showing.has_begun() || showing.go(world, early)) && showing.go(world, tick)
        }
        None => true,
    };
    const LOST: &str = "what happened cannot be lived through again";
    match product {
        Product::Picture(tick, path, replaces) => {
            if !go(&mut photographer, tick) {
                return Err(FilmError::Failed(LOST.into()));
            }
            keep(&path, &png(&photographer.take())?, replaces)?;
        }
        Product::Film(film) => {
            // Numbered pictures have a folder of their own, which goes with them.
            let folder = film.is_numbered().then(|| asked.path()).filter(|folder| !folder.exists());
            if let Some(folder) = &folder {
                std::fs::create_dir(folder)
                    .map_err(|error| FilmError::Failed(format!("{}: {error}", folder.display())))?;
            }
            let lost = Cell::new(false);
            let take = |moment: f64| {
                lost.set(!go(&mut photographer, ticks(moment)));
                photographer.take()
            };
            let shot = film.shoot(take, |done| {
                watch.set_done(done);
                !lost.get() && !watch.is_cancelled()
            });
            let shot = if lost.get() { Err(FilmError::Failed(LOST.into())) } else { shot };
            if let (Err(_), Some(folder)) = (&shot, &folder) {
                // Only an empty one goes.
                let _ = std::fs::remove_dir(folder);
            }
            shot?;
        }
    }
    Ok(boxes_in_words(photographer.lacking()))
}

/// What lights up has faded after this \[ticks\].
const FADING: u64 = 100;
