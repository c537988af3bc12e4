//! What is chosen in the file dialog.

use super::listing::{Entry, Listing};
use super::naming::{complete, place};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind};
use std::path::{Path, PathBuf};

/// What is chosen in the file dialog.
pub struct Choice {
    /// What the dialog says above.
    pub title: &'static str,
    kind: Kind,
    /// A name to begin with; `None`: a file that is there is to be picked.
    example: Option<String>,
    /// Folders to go to, with their names.
    pub places: Vec<(String, PathBuf)>,
    /// The folder.
    pub listing: Listing,
    /// What stands in the field.
    pub name: String,
    /// Whether files of all kinds are shown.
    pub shows_all: bool,
    /// Places in the listing of what is shown.
    shown: Vec<usize>,
    /// The one of them that is marked.
    pub marked: Option<usize>,
    /// Whether it was picked, by pointer or arrows, and not by what is typed.
    picked: bool,
    /// Whether the list is to scroll to what is marked.
    pub reveal: bool,
    /// Whether the field is to get the focus, and its stem to be selected.
    pub begin: bool,
    /// What is wrong with what was asked for.
    pub error: Option<String>,
    /// A file that would be replaced: that is asked about.
    pub replaced: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The dialog stays open.
    Open,
    /// A file was picked.
    Picked(PathBuf),
}

impl Choice {
    /// In a folder.
    #[must_use]
    pub fn new(wish: FileWish, folder: &Path, places: Vec<(String, PathBuf)>) -> Self {
        let FileWish { title, kind, new, .. } = wish;
        let mut choice = Self {
            title,
            kind,
            name: new.clone().unwrap_or_default(),
            example: new,
            places,
            listing: Listing::of(folder),
            shows_all: false,
            shown: Vec::new(),
            marked: None,
            picked: false,
            reveal: false,
            begin: true,
            error: None,
            replaced: None,
        };
        choice.sift();
        choice
    }

    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        self.example.is_some()
    }

    /// What is offered.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// What is shown of the folder.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.shown.len()
    }

    /// What is shown in a row.
    #[must_use]
    pub fn entry(&self, row: usize) -> Option<&Entry> {
        self.listing.entries.get(*self.shown.get(row)?)
    }

    /// The name that is written, where it is another than the one that was typed.
    #[must_use]
    pub fn completed(&self) -> Option<String> {
        let name = self.written();
        (self.saves() && name != self.name.trim()).then_some(name)
    }

    fn written(&self) -> String {
        match &self.example {
            Some(example) => complete(&self.name, &self.kind, example),
            None => self.name.trim().to_owned(),
        }
    }

    /// Finds out again what is shown: folders, and files of the kind that is asked for.
    pub fn sift(&mut self) {
        let hidden = self.name.trim_start().starts_with('.');
        let is_shown = |entry: &Entry| {
            (hidden || !entry.name.starts_with('.'))
                && (entry.is_folder || self.shows_all || (self.kind.fits)(&entry.path))
        };
        let entries = self.listing.entries.iter().enumerate();
        self.shown = entries.filter(|(_, entry)| is_shown(entry)).map(|(place, _)| place).collect();
        self.mark();
    }

    /// Marks the first that begins as what was typed.
    fn mark(&mut self) {
        let typed = self.name.trim().to_lowercase();
        let begins =
            |row: &usize| self.entry(*row).is_some_and(|entry| entry.name.to_lowercase().starts_with(&typed));
        self.marked = (0..self.shown.len()).find(begins).filter(|_| !typed.is_empty());
        self.picked = false;
        self.reveal = self.marked.is_some();
    }

    /// Something was typed.
    pub fn typed(&mut self) {
        self.error = None;
        self.sift();
    }

    /// Looks whether something has come into the folder or gone.
    pub fn tend(&mut self) {
        if self.listing.tend() {
            self.sift();
        }
    }

    /// Marks what is shown in a row; the name of a file goes into the field.
    pub fn choose(&mut self, row: usize) {
        self.error = None;
        let Some(entry) = self.entry(row) else { return };
        if !entry.is_folder {
            self.name = entry.name.clone();
        } else if !self.saves() {
            self.name.clear();
        }
        self.marked = Some(row);
        self.picked = true;
    }

    /// Marks the next row, or the one before.
    pub fn go(&mut self, by: isize) {
        let Some(last) = self.shown.len().checked_sub(1) else { return };
        let row = match self.marked {
            Some(row) => row.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.choose(row);
        self.reveal = true;
    }

    /// Goes into a folder.
    pub fn enter(&mut self, folder: &Path) {
        self.listing = Listing::of(folder);
        self.error = None;
        if !self.saves() {
            self.name.clear();
        }
        self.sift();
    }

    /// Goes to the folder that holds this one.
    pub fn leave(&mut self) {
        if let Some(above) = self.listing.folder.parent().map(Path::to_owned) {
            self.enter(&above);
        }
    }

    /// Takes what is in the field or marked: goes into a folder, picks a file, or says what is wrong with it.
    pub fn accept(&mut self) -> Outcome {
        self.error = None;
        let marked = self.marked.and_then(|row| self.entry(row)).cloned();
        let is_marked_folder = marked.as_ref().is_some_and(|entry| entry.is_folder);
        let typed = self.name.trim().to_owned();
        let path = place(&self.listing.folder, &typed);
        if !typed.is_empty() && path.is_dir() {
            if self.saves() {
                self.name = self.example.clone().unwrap_or_default();
            }
            self.enter(&path);
            return Outcome::Open;
        }
        if self.saves() {
            // A folder that was picked is gone into; one that is marked by what is typed is only in the way.
            if let Some(folder) = marked.filter(|_| self.picked && is_marked_folder) {
                self.enter(&folder.path);
                return Outcome::Open;
            }
            return self.accept_new(&typed);
        }
        if !typed.is_empty() && path.is_file() {
            return Outcome::Picked(path);
        }
        match marked {
            Some(entry) if is_marked_folder => self.enter(&entry.path),
            Some(entry) => return Outcome::Picked(entry.path),
            None if typed.is_empty() => self.error = Some("Type a name, or choose one".to_owned()),
            None => self.error = Some(format!("There is no {} here", file_name(&path))),
        }
        Outcome::Open
    }

    fn accept_new(&mut self, typed: &str) -> Outcome {
        if typed.is_empty() {
            self.error = Some("Type a name".to_owned());
            return Outcome::Open;
        }
        let path = place(&self.listing.folder, &self.written());
        if typed.ends_with('/') || !path.parent().is_some_and(Path::is_dir) {
            self.error = Some("There is no such folder".to_owned());
        } else if path.is_dir() {
            self.error = Some(format!("{} is a folder", file_name(&path)));
        } else if path.exists() {
            self.replaced = Some(path);
        } else {
            return Outcome::Picked(path);
        }
        Outcome::Open
    }

    /// Makes a folder of the name in the field and goes into it.
    pub fn make_folder(&mut self, name: &str) {
        let path = self.listing.folder.join(name.trim());
        match std::fs::create_dir(&path) {
            Ok(()) => self.enter(&path),
            Err(error) => self.error = Some(format!("The folder was not made: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::state::wishes::SCENES;

    fn choice(folder: &Path, new: Option<&str>) -> Choice {
        let wish = FileWish { title: "", kind: SCENES, new: new.map(str::to_owned), then: |_, _| () };
        Choice::new(wish, folder, Vec::new())
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["pair.worm.ron", "Ring.worm.ron", "notes.txt", ".hidden.worm.ron"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        std::fs::create_dir(folder.path().join("guide")).expect("a folder");
        folder
    }

    fn names(choice: &Choice) -> Vec<&str> {
        (0..choice.shown()).filter_map(|row| Some(choice.entry(row)?.name.as_str())).collect()
    }

    #[test]
    fn a_name_that_is_completed_to_one_that_is_there_is_asked_about() {
        let folder = folder();
        let root = folder.path().canonicalize().expect("a path");
        let mut choice = choice(folder.path(), Some("scene.worm.ron"));
        for typed in ["pair", "pair.worm", "pair.worm.ron"] {
            choice.name = typed.to_owned();
            assert_eq!(choice.accept(), Outcome::Open, "{typed}");
            assert_eq!(choice.replaced.take(), Some(root.join("pair.worm.ron")), "{typed}");
        }
        choice.name = "new".to_owned();
        assert_eq!(choice.completed().as_deref(), Some("new.worm.ron"));
        assert_eq!(choice.accept(), Outcome::Picked(root.join("new.worm.ron")));
        choice.name = "nowhere/new".to_owned();
        assert_eq!(choice.accept(), Outcome::Open);
        assert_eq!(choice.error.as_deref(), Some("There is no such folder"));
    }

    #[test]
    fn a_folder_that_is_picked_is_gone_into_and_one_that_is_like_the_name_is_not() {
        let folder = folder();
        let root = folder.path().canonicalize().expect("a path");
        let mut picked = choice(folder.path(), Some("scene.worm.ron"));
        picked.choose(0);
        assert_eq!(picked.accept(), Outcome::Open);
        assert_eq!(picked.listing.folder, root.join("guide"));
        assert_eq!(picked.accept(), Outcome::Picked(root.join("guide").join("scene.worm.ron")));
        let mut typed = choice(folder.path(), Some("scene.worm.ron"));
        typed.name = "gui".to_owned();
        typed.typed();
        assert_eq!(typed.accept(), Outcome::Picked(root.join("gui.worm.ron")));
    }

    #[test]
    fn the_list_goes_along_with_what_is_typed() {
        let folder = folder();
        let root = folder.path().canonicalize().expect("a path");
        let mut choice = choice(folder.path(), None);
        assert_eq!(names(&choice), ["guide", "pair.worm.ron", "Ring.worm.ron"]);
        choice.name = "ri".to_owned();
        choice.typed();
        assert_eq!(choice.marked, Some(2));
        assert_eq!(choice.accept(), Outcome::Picked(root.join("Ring.worm.ron")));
        choice.name = "gu".to_owned();
        choice.typed();
        assert_eq!(choice.accept(), Outcome::Open);
        assert_eq!(choice.listing.folder, root.join("guide"));
        assert_eq!(choice.name, "");
        choice.name = "../no".to_owned();
        choice.typed();
        assert_eq!(choice.accept(), Outcome::Open);
        assert_eq!(choice.error.as_deref(), Some("There is no no here"));
        choice.name = "..".to_owned();
        assert_eq!((choice.accept(), &choice.listing.folder), (Outcome::Open, &root));
        choice.shows_all = true;
        choice.sift();
        assert_eq!(names(&choice), ["guide", "notes.txt", "pair.worm.ron", "Ring.worm.ron"]);
        choice.name = ".h".to_owned();
        choice.typed();
        let marked = choice.marked.and_then(|row| choice.entry(row)).map(|entry| &*entry.name);
        assert_eq!(marked, Some(".hidden.worm.ron"));
    }

    #[test]
    fn arrows_walk_the_list_and_files_come_into_the_field() {
        let folder = folder();
        let mut choice = choice(folder.path(), None);
        choice.go(1);
        assert_eq!((choice.marked, &*choice.name), (Some(0), ""));
        choice.go(1);
        assert_eq!((choice.marked, &*choice.name), (Some(1), "pair.worm.ron"));
        choice.go(5);
        assert_eq!(&*choice.name, "Ring.worm.ron");
        choice.go(-1);
        assert_eq!(&*choice.name, "pair.worm.ron");
    }
}
