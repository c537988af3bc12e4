//! Scenes that come with the program: templates, which are never written over.

use crate::window::state::document::file_name;
use crate::window::state::wishes::ENDING;
use std::path::{Path, PathBuf};

/// The scenes of the folder `scenes`, without their endings.
const SCENES: [&str; 13] = [
    "arena",
    "balance",
    "company",
    "conditioning",
    "crawler",
    "earthworm",
    "habituation",
    "maze",
    "nematode",
    "operant",
    "pair",
    "reflex",
    "ring",
];
/// Those of the guide, in a folder within it.
const GUIDE: [&str; 11] = [
    "astrocyte",
    "chain",
    "clock",
    "delay",
    "facilitation",
    "habituation",
    "homeostasis",
    "myelin",
    "rhythm",
    "stdp",
    "switch",
];

/// The folder within it.
pub const GUIDE_FOLDER: &str = "guide";

/// How the page begins that lies beside them.
const PAGE: &str = "# Scenes, and how to write one";

/// The folder of the program's scenes, where it lies below the one that the program was started in.
#[must_use]
pub fn shipped_folder() -> Option<PathBuf> {
    Path::new("scenes").canonicalize().ok()
}

/// Whether a file is one of the program's own scenes, where it came with it: somebody's copy in another folder is his.
#[must_use]
pub fn is_shipped(path: &Path) -> bool {
    let name = file_name(path);
    let Some(stem) = name.strip_suffix(ENDING) else { return false };
    let Some(folder) = path.canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned)) else {
        return false;
    };
    let is_ours = |folder: &Path| {
        std::fs::read_to_string(folder.join("README.md")).is_ok_and(|text| text.starts_with(PAGE))
    };
    match folder.parent() {
        Some(above) if folder.ends_with(GUIDE_FOLDER) => GUIDE.contains(&stem) && is_ours(above),
        _ => SCENES.contains(&stem) && is_ours(&folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scenes_of_the_program_are_known_and_copies_of_them_are_not() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes");
        for (folder, known) in [(folder.clone(), &SCENES[..]), (folder.join("guide"), &GUIDE[..])] {
            let files = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path());
            let mut scenes: Vec<_> = files.filter(|path| file_name(path).ends_with(".worm.ron")).collect();
            scenes.sort();
            assert_eq!(scenes.len(), known.len());
            assert!(scenes.iter().all(|path| is_shipped(path)), "{scenes:?}");
        }
        let own = tempfile::tempdir().expect("a folder");
        let copy = own.path().join("crawler.worm.ron");
        std::fs::copy(folder.join("crawler.worm.ron"), &copy).expect("copied");
        assert!(!is_shipped(&copy) && !is_shipped(&folder.join("mine.worm.ron")));
    }
}
