//! What is not saved and not kept aside yet, in the hands of the thread: it is written when the thread ends, also when
//! that comes out of nothing. Where a display dies, the library that talks to it ends the program by `exit`, and that
//! drops what the thread holds, as a panic does.

use super::rescue::{Rescue, SCENE, seconds, with};
use crate::scene::document::Scene;
use crate::scene::{Comments, write_atomically};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// A scene that is not on the disk.
pub(super) struct Will {
    pub(super) scene: Scene,
    /// Its file, if it has one.
    pub(super) path: Option<PathBuf>,
    pub(super) comments: Comments,
    /// Where it is to be written, without an ending.
    pub(super) stem: PathBuf,
}

impl Will {
    /// Writes it.
    pub(super) fn carry_out(self) -> Result<(), String> {
        let text = self.comments.write(&self.scene);
        // Under a relative path another window would look elsewhere.
        let path = self.path.map(|path| path.canonicalize().unwrap_or(path));
        let rescue = Rescue { name: self.scene.name, path, at: seconds(), text };
        let text = ron::to_string(&rescue).map_err(|error| error.to_string())?;
        write_atomically(&with(&self.stem, SCENE), text.as_bytes()).map_err(|error| error.to_string())
    }
}

/// The wills of this thread: one for each window, in tests there are several.
struct Wills(Vec<Will>);

impl Drop for Wills {
    fn drop(&mut self) {
        for will in self.0.drain(..) {
            // There is nobody left to be told.
            let _ = will.carry_out();
        }
    }
}

thread_local! {
    static WILLS: RefCell<Wills> = const { RefCell::new(Wills(Vec::new())) };
}

/// Leaves a scene to be written, in place of the one that was left before.
pub(super) fn leave(will: Will) {
    revoke(&will.stem);
    WILLS.with_borrow_mut(|wills| wills.0.push(will));
}

/// There is nothing to be written any more.
pub(super) fn revoke(stem: &Path) {
    WILLS.with_borrow_mut(|wills| wills.0.retain(|will| will.stem != *stem));
}

/// Whether there is something to be written.
#[cfg(test)]
pub(super) fn is_left(stem: &Path) -> bool {
    WILLS.with_borrow(|wills| wills.0.iter().any(|will| will.stem == *stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_written_when_the_thread_ends_and_what_was_revoked_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let [left, revoked] = ["left", "revoked"].map(|name| folder.path().join(name));
        let will = |stem: &Path, name: &str| Will {
            scene: Scene { name: name.into(), ..Scene::default() },
            path: None,
            comments: Comments::default(),
            stem: stem.to_owned(),
        };
        let wills = [will(&left, "first"), will(&left, "second"), will(&revoked, "third")];
        let name = revoked.clone();
        let thread = std::thread::spawn(move || {
            wills.into_iter().for_each(leave);
            revoke(&name);
        });
        // All that it held is dropped by then.
        thread.join().expect("a thread that ends");
        let text = std::fs::read_to_string(with(&left, SCENE)).expect("it is written");
        assert!(text.contains("second") && !text.contains("first"));
        assert!(!with(&revoked, SCENE).exists());
    }
}
