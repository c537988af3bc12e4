//! The program's own scenes are written as the program writes them, so that what one changes of them in the window is
//! all that changes in the file.

use std::path::{Path, PathBuf};
use wriggle::scene::{loaded, parse};

/// Scenes and templates.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["scenes", "scenes/guide", "assets/templates"].map(|folder| root.join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".worm.ron"));
    files.sort();
    assert!(files.len() > 15, "{files:?}");
    files
}

/// Renew them with `UPDATE=1 cargo test --release --test shipped`.
#[test]
fn loading_and_saving_changes_no_byte_of_them() {
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a scene");
        let read = loaded(&text, "a scene").unwrap_or_else(|faults| panic!("{faults}"));
        let saved = read.comments.write(&read.scene);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, saved).expect("written");
        } else {
            assert!(saved == text, "{} is not as it is written", path.display());
        }
    }
}

#[test]
fn one_changed_value_is_one_changed_line() {
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a scene");
        let mut read = loaded(&text, "a scene").unwrap_or_else(|faults| panic!("{faults}"));
        let Some(synapse) = read.scene.creatures.iter_mut().flat_map(|c| &mut c.synapses).next() else {
            continue;
        };
        synapse.weight += 0.25;
        let saved = read.comments.write(&read.scene);
        assert_eq!(parse(&saved, "a scene").as_ref(), Ok(&read.scene));
        let (before, after): (Vec<_>, Vec<_>) = (text.lines().collect(), saved.lines().collect());
        let changed = before.iter().zip(&after).filter(|(one, other)| one != other).count();
        assert_eq!((before.len(), changed), (after.len(), 1), "{}", path.display());
    }
}
