//! Pictures of scenes, each taken on a thread of its own so that the window never waits for one.
//!
//! One is taken at a time: the simulation that is shown needs the processor too. A picture is
//! kept by the file, the time of its last change and the colours.

use crate::window::paint::raster::Picture;
use crate::window::paint::theme::Look;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::SystemTime;

/// What a picture is to be like.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Width and height \[pixels\].
    pub size: (usize, usize),
    /// Pixels a point.
    pub scale: f32,
    /// How it is coloured.
    pub look: Look,
}

/// Who takes pictures: runs a scene for some seconds and draws it, or tells its faults. That takes the whole window,
/// of which the gallery is a part.
#[derive(Resource, Clone, Copy)]
pub struct Studio(pub fn(PathBuf, Order) -> Result<Picture, String>);

/// What a picture is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The scene's file.
    pub path: PathBuf,
    /// When the file was changed last.
    pub changed: Option<SystemTime>,
    /// How it is coloured.
    pub look: Look,
}

/// What came of a picture.
pub enum Shot {
    /// It is there.
    Picture(TextureHandle),
    /// The scene has faults; all of them.
    Faults(String),
    /// The scene could not be run.
    Failed,
}

/// A picture that is being taken.
struct UnderWay {
    key: Key,
    // Only ever used through `&mut`: the mutex makes it `Sync`, which a resource must be.
    done: Mutex<Receiver<Result<Picture, String>>>,
}

/// The pictures taken so far, and the one under way.
#[derive(Default)]
pub struct Pictures {
    shots: BTreeMap<Key, Shot>,
    under_way: Option<UnderWay>,
}

impl Pictures {
    /// What came of a picture, if it has been taken.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Shot> {
        self.shots.get(key)
    }

    /// Whether this picture is being taken.
    #[must_use]
    pub fn is_under_way(&self, key: &Key) -> bool {
        self.under_way.as_ref().is_some_and(|under_way| under_way.key == *key)
    }

    /// Whether any picture is being taken.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way.is_some()
    }

    /// What came of the picture of a file.
    #[cfg(test)]
    pub fn outcome(&self, name: &str) -> Option<&'static str> {
        let (_, shot) = self.shots.iter().find(|(key, _)| key.path.ends_with(name))?;
        Some(match shot {
            Shot::Picture(_) => "picture",
            Shot::Faults(_) => "faults",
            Shot::Failed => "failed",
        })
    }

    /// Drops pictures of a file from before its last change.
    pub fn forget_older(&mut self, path: &Path, changed: Option<SystemTime>) {
        self.shots.retain(|key, _| key.path != path || key.changed == changed);
    }

    /// Takes over the picture under way if it is finished.
    pub fn collect(&mut self, ctx: &Context) {
        let Some(under_way) = &mut self.under_way else { return };
        let Ok(done) = under_way.done.get_mut() else { return };
        let shot = match done.try_recv() {
            Ok(Ok(picture)) => {
                let image = ColorImage::from_rgb([picture.width, picture.height], &picture.rgb);
                let name = under_way.key.path.display().to_string();
                Shot::Picture(ctx.load_texture(name, image, TextureOptions::LINEAR))
            }
            Ok(Err(faults)) => Shot::Faults(faults),
            Err(TryRecvError::Empty) => return,
            // The thread has panicked: the window goes on without this picture.
            Err(TryRecvError::Disconnected) => Shot::Failed,
        };
        if let Some(under_way) = self.under_way.take() {
            self.shots.insert(under_way.key, shot);
        }
    }

    /// Has a picture taken, unless another one is under way.
    pub fn ask(&mut self, key: &Key, size: (usize, usize), scale: f32, Studio(take): Studio) {
        if self.under_way.is_some() || self.shots.contains_key(key) {
            return;
        }
        let order = Order { size, scale, look: key.look };
        let path = key.path.clone();
        let (send, done) = channel();
        let thread = std::thread::Builder::new().name("gallery".into()).spawn(move || {
            // Nobody listens any more when the window has closed.
            let _ = send.send(take(path, order));
        });
        match thread {
            Ok(_) => self.under_way = Some(UnderWay { key: key.clone(), done: Mutex::new(done) }),
            Err(_) => {
                self.shots.insert(key.clone(), Shot::Failed);
            }
        }
    }
}
