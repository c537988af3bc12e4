//! What the benches share: shipped scenes, random nets, and the plain kernel they are held against.

#![allow(dead_code, reason = "every bench takes its own part of it")]

pub mod flat;
pub mod nets;

use wriggle::scene::document::Scene;
use wriggle::scene::load;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A scene as it is shipped.
pub fn shipped(name: &str) -> Scene {
    let path = format!("{}/scenes/{name}.worm.ron", env!("CARGO_MANIFEST_DIR"));
    load(path.as_ref()).expect("a shipped scene").scene
}
