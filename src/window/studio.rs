//! Takes the pictures of the gallery, and those of what happened in the window.

use super::Start;
use super::film::{Order as FilmOrder, Product, Subject as OnFilm};
use super::gallery::Order;
use super::paint::raster::Picture;
use super::reel::{FilmError, keep, png};
use super::shot::{Photographer, Settings, Subject};
use super::state::Watch;
use crate::record::report::boxes_in_words;
use crate::scene::load;
use crate::sim::ticks;
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
pub fn take(path: PathBuf, Order { size, scale, light }: Order) -> Result<Picture, String> {
    let loaded = load(&path).map_err(|faults| faults.to_string())?;
    let start = Start { scene: loaded.scene, path: Some(path), comments: loaded.comments };
    let settings = Settings { size, scale, subject: Subject::World, light };
    let mut photographer = Photographer::new(&start, settings);
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
    let FilmOrder { scene, excerpt, look, asked, size, scale, product } = order;
    let subject = match asked.subject {
        OnFilm::Worm | OnFilm::World => Subject::World,
        OnFilm::Network => Subject::Network,
        OnFilm::Both => Subject::Both,
    };
    let settings = Settings { size, scale, subject, light: asked.light };
    let start = Start { scene, ..Start::default() };
    let mut photographer = Photographer::new(&start, settings);
    photographer.stamp(asked.stamped);
    if let Some(excerpt) = excerpt
        && !excerpt.enter(photographer.world_mut(), &start.scene)
    {
        return Err(FilmError::Failed("what happened cannot be lived through again".into()));
    }
    look.apply(photographer.world_mut(), &asked);
    match product {
        Product::Picture(tick, path, replaces) => {
            photographer.run_to(tick);
            keep(&path, &png(&photographer.take())?, replaces)?;
        }
        Product::Film(film) => {
            // Numbered pictures have a folder of their own, which goes with them.
            let folder = film.is_numbered().then(|| asked.path()).filter(|folder| !folder.exists());
            if let Some(folder) = &folder {
                std::fs::create_dir(folder)
                    .map_err(|error| FilmError::Failed(format!("{}: {error}", folder.display())))?;
            }
            let take = |moment: f64| {
                photographer.run_to(ticks(moment));
                photographer.take()
            };
            let shot = film.shoot(take, |done| {
                watch.set_done(done);
                !watch.is_cancelled()
            });
            if let (Err(_), Some(folder)) = (&shot, &folder) {
                // Only an empty one goes.
                let _ = std::fs::remove_dir(folder);
            }
            shot?;
        }
    }
    Ok(boxes_in_words(photographer.lacking()))
}
