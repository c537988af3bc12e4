//! The scenes that can be found: beside the open file and in `./scenes`.

use crate::window::state::Document;
use crate::window::state::document::file_name;
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// Ending of a scene's file.
pub const ENDING: &str = ".worm.ron";

/// A scene that can be opened from the menu.
#[derive(Clone, Debug)]
pub struct SceneEntry {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub name: String,
    /// What there is to see.
    pub about: String,
}

/// The scenes that were found.
#[derive(Resource, Default)]
pub struct Scenes {
    /// All of them.
    pub found: Vec<SceneEntry>,
    /// When they were last looked for \[egui's seconds\].
    pub seen: Option<f64>,
}

/// The folder of the open file.
pub fn folder(world: &World) -> PathBuf {
    let path = &world.resource::<Document>().path;
    let beside = path.as_deref().and_then(Path::parent).filter(|p| !p.as_os_str().is_empty());
    let folder = beside.map_or_else(|| PathBuf::from("scenes"), Path::to_path_buf);
    let folder = if folder.is_dir() { folder } else { PathBuf::from(".") };
    folder.canonicalize().unwrap_or(folder)
}

/// Looks for scenes beside the open file and in `./scenes`.
pub fn look_for_scenes(world: &mut World) {
    let mut folders = vec![folder(world)];
    if let Ok(folder) = Path::new("scenes").canonicalize() {
        folders.push(folder.join("guide"));
        folders.push(folder);
    }
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| file_name(path).ends_with(ENDING))
        .collect();
    paths.sort();
    paths.dedup();
    world.resource_mut::<Scenes>().found = paths
        .into_iter()
        .map(|path| {
            let text = beginning(&path);
            let name = field(&text, "name").unwrap_or_else(|| file_name(&path));
            SceneEntry { about: field(&text, "about").unwrap_or_default(), name, path }
        })
        .collect();
}

/// The first kilobytes of a file: title and description stand at the top of a scene, and large
/// scenes need not be read for the menu.
fn beginning(path: &Path) -> String {
    use std::io::Read;
    let mut bytes = Vec::new();
    if let Ok(file) = std::fs::File::open(path) {
        let _ = file.take(8192).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a field at the top of a scene, before its classes and creatures.
fn field(text: &str, name: &str) -> Option<String> {
    let code: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .take_while(|line| {
            !["classes", "arena", "creatures"].iter().any(|word| line.trim_start().starts_with(word))
        })
        .collect::<Vec<_>>()
        .join("\n");
    let at = code.find(&format!("{name}:"))? + name.len() + 1;
    let rest = code[at..].trim_start().strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(value),
            '\\' => value.extend(chars.next()),
            _ => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_description_are_read_off_the_top() {
        let text = "// name: \"no\"\n(\n  format: 1,\n  name: \"A \\\"b\\\"\",\n  about: \"One line.\",\n  creatures: [(name: \"Worm\")],\n)";
        assert_eq!(field(text, "name").as_deref(), Some("A \"b\""));
        assert_eq!(field(text, "about").as_deref(), Some("One line."));
        assert_eq!(field("(\n format: 1,\n creatures: [\n(name: \"Worm\")])", "name"), None);
    }
}
