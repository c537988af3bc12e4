//! Pictures under way, on a thread of their own.

use super::asked::Asked;
use super::look::Look;
use crate::scene::document::Scene;
use crate::window::reel::{Film, FilmError};
use crate::window::state::{Job, Watch};
use crate::window::time::Excerpt;
use bevy::ecs::prelude::*;
use std::path::PathBuf;

/// All that pictures are made of.
pub struct Order {
    /// The scene; where there is no excerpt, as it is at the moment of the picture.
    pub scene: Scene,
    /// What happened.
    pub excerpt: Option<Excerpt>,
    /// The first tick of that which can be shown.
    pub from: u64,
    /// How it is seen.
    pub look: Look,
    /// What was asked for.
    pub asked: Asked,
    /// Width and height \[pixels\].
    pub size: (usize, usize),
    /// Pixels a point.
    pub scale: f32,
    /// What is made of them.
    pub product: Product,
}

/// What is made of pictures.
pub enum Product {
    /// One picture: its tick, its file, and whether one that is there is written over.
    Picture(u64, PathBuf, bool),
    /// A video.
    Film(Film),
}

/// Who takes the pictures: says what is to be said of them. That takes the whole window, of which this is a part.
#[derive(Resource, Clone, Copy)]
pub struct Studio(pub fn(Order, &Watch) -> Outcome);

/// What came of it.
pub type Outcome = Result<Option<String>, FilmError>;

/// Pictures under way.
pub struct UnderWay {
    /// What is written.
    pub path: PathBuf,
    /// Number of pictures.
    pub total: u64,
    /// The thread.
    pub job: Job<Outcome>,
}

impl UnderWay {
    /// Begins.
    ///
    /// # Errors
    ///
    /// When no thread can be had.
    pub fn begin(order: Order, Studio(shoot): Studio, path: PathBuf) -> std::io::Result<Self> {
        let total = match &order.product {
            Product::Picture(..) => 1,
            Product::Film(film) => film.frames(),
        };
        let job = Job::begin("film", move |watch| shoot(order, watch))?;
        Ok(Self { path, total, job })
    }
}
