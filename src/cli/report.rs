//! `wriggle run --report`: the picture of a run.

use super::{Failure, files};
use crate::record::Measures;
use crate::record::report::{Caption, Encoded, Format, Recording, boxes_in_words, report};
use crate::scene::document::Scene;
use crate::sim::Clock;
use bevy::ecs::world::World;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file whose ending says what kind of picture it is.
pub(super) fn file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match Format::of(&path) {
        Some(_) if !text.ends_with(std::path::is_separator) => Ok(path),
        _ if text == "-" => {
            Err("a report cannot go to standard output: the name of its file says whether it is .svg or .png"
                .to_owned())
        }
        _ => Err(format!("the name of a report ends in .svg or .png, not like `{text}`")),
    }
}

/// A report that was asked for.
pub(super) struct Wanted {
    /// The file.
    pub(super) path: PathBuf,
    /// The neurons that were taken out of the scene.
    pub(super) ablated: Vec<String>,
    /// What stands over it when the scene has no name.
    pub(super) title: String,
}

impl Wanted {
    /// Begins to record, once it is clear that the file can be written: nobody should wait for a
    /// long run to learn that it cannot.
    pub(super) fn begin(&self, world: &mut World, scene: &Scene, ticks: u64) -> Result<(), Failure> {
        files::check_writable(&self.path)?;
        world.insert_resource(Recording::new(scene, ticks));
        Ok(())
    }

    /// Draws what was recorded and writes the file.
    pub(super) fn finish(
        &self,
        world: &mut World,
        scene: &Scene,
        (seconds, from): (f64, u64),
        creatures: Vec<(String, u64, Option<Measures>)>,
        hash: String,
    ) -> Result<(), Failure> {
        let Some(recording) = world.remove_resource::<Recording>() else { return Ok(()) };
        let title = if scene.name.is_empty() { self.title.clone() } else { scene.name.clone() };
        let from = from.saturating_sub(recording.start);
        let from = Clock { tick: from }.seconds();
        let caption = Caption { title, seconds, from, ablated: self.ablated.clone(), creatures, hash };
        let format = Format::of(&self.path).unwrap_or(Format::Svg);
        let picture = report(scene, &recording, &caption, format)
            .map_err(Failure::io(self.path.display().to_string()))?;
        keep(&self.path, &picture)
    }
}

/// Writes a picture of curves and words; letters that are boxes in it are told.
pub(super) fn keep(path: &Path, picture: &Encoded) -> Result<(), Failure> {
    files::write(path, &picture.bytes)?;
    let cure = "install a font that has them, or write an .svg, which leaves fonts to who looks at it";
    tell_boxes(path, &picture.lacking, cure)
}

/// Says which letters are boxes in a picture, if any are.
pub(super) fn tell_boxes(path: &Path, lacking: &BTreeSet<char>, cure: &str) -> Result<(), Failure> {
    let Some(words) = boxes_in_words(lacking) else { return Ok(()) };
    let line = format!("wriggle: {}: {words}\n  help: {cure}", path.display());
    writeln!(io::stderr(), "{line}").map_err(Failure::io("standard error"))
}

/// What a report calls a scene that has no name of its own.
pub(super) fn title(scene: &Path) -> String {
    if files::is_standard_input(scene) {
        return files::name_of_input(scene);
    }
    let name = scene.file_name().map_or_else(|| scene.display().to_string(), |n| n.to_string_lossy().into());
    name.trim_end_matches(".ron").trim_end_matches(".worm").to_owned()
}
