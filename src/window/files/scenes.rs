//! The scenes that can be found: beside the open file and in `./scenes`; and where one's own are.

use super::looks::Looks;
use super::shipped::{GUIDE_FOLDER, is_shipped, shipped_folder};
use crate::window::state::Document;
use crate::window::state::document::file_name;
use crate::window::state::wishes::ENDING;
use bevy::ecs::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// So many files that were open last are offered.
const RECENT: usize = 8;

/// A scene that can be opened from the menu.
#[derive(Clone, Debug)]
pub struct SceneEntry {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub name: String,
    /// What there is to see.
    pub about: String,
    /// What tells it from others of the same title: the file, where need be with its folder.
    pub file: Option<String>,
    /// Whether it is the one that is open.
    pub is_open: bool,
}

/// The scenes that were found.
#[derive(Resource, Default)]
pub struct Scenes {
    /// All of them.
    pub found: Vec<SceneEntry>,
    /// The files that were open last and are still there, without the one that is open.
    pub recent: Vec<PathBuf>,
    /// When they were last looked for \[egui's seconds\].
    pub seen: Option<f64>,
}

/// The folder of the open file.
pub fn folder(world: &World) -> PathBuf {
    let path = &world.resource::<Document>().path;
    let beside = path.as_deref().and_then(Path::parent).filter(|p| !p.as_os_str().is_empty());
    let folder = beside.map(Path::to_path_buf).or_else(shipped_folder).filter(|folder| folder.is_dir());
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    folder.canonicalize().unwrap_or(folder)
}

/// The folder in which the user saves: that of the open file or, if this came with the program or is in no file, that
/// of the last file that did not; else the user's own.
pub fn own_folder(world: &World) -> PathBuf {
    let open = world.resource::<Document>().path.as_deref();
    let recent = world.get_resource::<Looks>().into_iter().flat_map(Looks::files);
    let own = open.into_iter().chain(recent).find(|path| path.exists() && !is_shipped(path));
    let beside = own.and_then(|path| path.canonicalize().ok()?.parent().map(Path::to_owned));
    let home = || {
        let home = std::env::home_dir().filter(|home| home.is_dir())?;
        Some(home.join("Documents")).filter(|folder| folder.is_dir()).or(Some(home))
    };
    beside.or_else(home).unwrap_or_else(|| PathBuf::from("."))
}

/// Looks for scenes beside the open file, which come first wherever they lie, and in `./scenes`, and at the files that
/// were open last.
pub fn look_for_scenes(world: &mut World) {
    let mut folders = vec![folder(world)];
    if let Some(folder) = shipped_folder() {
        let guide = folder.join(GUIDE_FOLDER);
        folders.extend([folder, guide]);
    }
    let open = world.resource::<Document>().path.as_deref().and_then(|path| path.canonicalize().ok());
    let mut seen = HashSet::new();
    let paths: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| scenes_in(folder))
        .filter(|path| seen.insert(path.clone()))
        .collect();
    let found = paths.into_iter().map(|path| {
        let text = beginning(&path);
        let name = field(&text, "name").unwrap_or_else(|| file_name(&path));
        let (about, is_open) = (field(&text, "about").unwrap_or_default(), open.as_ref() == Some(&path));
        SceneEntry { about, name, path, file: None, is_open }
    });
    let found = told_apart(found.collect());
    let looks = world.get_resource::<Looks>().cloned().unwrap_or_default();
    let recent = looks.files().filter(|path| Some(*path) != open.as_deref() && path.exists());
    let recent = recent.take(RECENT).map(Path::to_owned).collect();
    let mut scenes = world.resource_mut::<Scenes>();
    (scenes.found, scenes.recent) = (found, recent);
}

/// The scenes of a folder, in the order of their names.
fn scenes_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| entry.ok().map(|e| e.path()));
    let scenes = paths.filter(|path| file_name(path).ends_with(ENDING));
    let mut scenes: Vec<PathBuf> = scenes.map(|path| path.canonicalize().unwrap_or(path)).collect();
    scenes.sort();
    scenes
}

/// With what tells scenes of one title apart.
fn told_apart(mut found: Vec<SceneEntry>) -> Vec<SceneEntry> {
    let mut files: HashMap<String, Vec<String>> = HashMap::new();
    for entry in &found {
        files.entry(entry.name.clone()).or_default().push(file_name(&entry.path));
    }
    for entry in &mut found {
        let file = file_name(&entry.path);
        let same = &files[&entry.name];
        if same.len() > 1 {
            let is_twice = same.iter().filter(|other| **other == file).count() > 1;
            let folder = entry.path.parent().map(file_name).filter(|_| is_twice);
            entry.file = Some(folder.map_or_else(|| file.clone(), |folder| format!("{file} in {folder}")));
        }
    }
    found
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
            !["classes", "plasticity", "modulators", "arena", "creatures"]
                .iter()
                .any(|word| line.trim_start().starts_with(word))
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
    fn scenes_of_one_title_are_told_apart() {
        let entry = |name: &str, path: &str| SceneEntry {
            path: path.into(),
            name: name.into(),
            about: String::new(),
            file: None,
            is_open: false,
        };
        let found = told_apart(vec![
            entry("One", "/a/one.worm.ron"),
            entry("Two", "/a/two.worm.ron"),
            entry("Two", "/a/other.worm.ron"),
            entry("Three", "/a/three.worm.ron"),
            entry("Three", "/b/three.worm.ron"),
        ]);
        let files: Vec<_> = found.iter().map(|entry| entry.file.as_deref()).collect();
        let three = ["a", "b"].map(|folder| format!("three.worm.ron in {folder}"));
        let two = [Some("two.worm.ron"), Some("other.worm.ron")];
        assert_eq!(files, [None, two[0], two[1], Some(three[0].as_str()), Some(three[1].as_str())]);
    }

    #[test]
    fn title_and_description_are_read_off_the_top() {
        let text = "// name: \"no\"\n(\n  format: 1,\n  name: \"A \\\"b\\\"\",\n  about: \"One line.\",\n  creatures: [(name: \"Worm\")],\n)";
        assert_eq!(field(text, "name").as_deref(), Some("A \"b\""));
        assert_eq!(field(text, "about").as_deref(), Some("One line."));
        assert_eq!(field("(\n format: 1,\n creatures: [\n(name: \"Worm\")])", "name"), None);
    }
}
