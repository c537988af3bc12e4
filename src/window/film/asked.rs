//! What is asked for in the dialog: what is on it, when, how large, and where it goes.

use crate::window::reel::{FilmError, Kind, MOST_FRAMES, frames};
use std::path::{Path, PathBuf};

/// What is on a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// One worm, in the middle.
    Worm,
    /// The world as it is seen.
    World,
    /// The network as it is seen.
    Network,
    /// World and network as they are seen.
    #[default]
    Both,
}

impl Subject {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Both, "World and network", "The middle of the window, as it is shown now"),
        (Self::World, "World", "The world, as it is shown now"),
        (Self::Network, "Network", "The network, as it is shown now"),
        (Self::Worm, "One worm", "A worm by itself: the camera stays with it"),
    ];
}

/// What a video is kept as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// An animated GIF.
    #[default]
    Gif,
    /// A folder of numbered pictures.
    Pictures,
    /// H.264, by ffmpeg.
    Mp4,
    /// VP9, by ffmpeg.
    Webm,
}

impl Format {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Gif, "GIF", "One file that every browser and slide show plays"),
        (Self::Pictures, "PNG pictures", "A folder of numbered pictures, 0000.png, 0001.png and so on"),
        (Self::Mp4, "MP4", "A small file in full colours; made by the program ffmpeg"),
        (Self::Webm, "WebM", "A small file for the web; made by the program ffmpeg"),
    ];

    /// Whether ffmpeg makes it.
    #[must_use]
    pub const fn is_of_ffmpeg(self) -> bool {
        matches!(self, Self::Mp4 | Self::Webm)
    }

    /// What a file of it ends in; empty for a folder of pictures.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Gif => ".gif",
            Self::Pictures => "",
            Self::Mp4 => ".mp4",
            Self::Webm => ".webm",
        }
    }
}

/// What the name of a picture ends in.
const PICTURE: &str = ".png";

/// What the disk has to say of a name and a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnDisk {
    /// Whether the folder is there.
    pub has_folder: bool,
    /// Whether the name is that of a file.
    pub is_file: bool,
    /// Whether something is there that would be written over.
    pub is_there: bool,
}

/// Which time is filmed \[seconds\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The last seconds, not from one moment to another.
    pub last: bool,
    /// How many.
    pub seconds: f64,
    /// From this moment.
    pub from: f64,
    /// To this one.
    pub to: f64,
}

/// How large: what is seen in so many times the pixels of the screen, one worm in these pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Times the size on the screen.
    pub times: f32,
    /// Width and height \[pixels\].
    pub pixels: (usize, usize),
}

/// Sizes that are offered for a worm \[pixels\].
pub const SIZES: [(usize, usize); 5] = [(480, 270), (640, 360), (1280, 720), (1920, 1080), (720, 720)];
/// Sizes that are offered for what is seen: times that on the screen.
pub const TIMES: [f32; 6] = [0.5, 0.75, 1.0, 1.5, 2.0, 3.0];

/// Where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    /// The name, without what its kind adds.
    pub name: String,
    /// What a video is kept as.
    pub format: Format,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// A video, not one picture.
    pub video: bool,
    /// What is on it.
    pub subject: Subject,
    /// The worm that is alone on it.
    pub worm: String,
    /// When.
    pub span: Span,
    /// Pictures a second.
    pub fps: u32,
    /// How large.
    pub size: Size,
    /// The light theme in place of the dark one.
    pub light: bool,
    /// Whether the time stands in the corner.
    pub stamped: bool,
    /// Where it goes.
    pub place: Place,
}

/// What can be lived through again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The first moment of it \[seconds\].
    pub from: f64,
    /// The last one.
    pub to: f64,
    /// This moment.
    pub now: f64,
    /// Whether more is known, but not how the scene was changed since.
    pub changed: bool,
}

impl Asked {
    /// The moments of the video \[seconds\], held to what is known.
    #[must_use]
    pub fn moments(&self, known: &Known) -> (f64, f64) {
        let (from, to) = if self.span.last {
            (known.now - self.span.seconds, known.now)
        } else {
            (self.span.from, self.span.to)
        };
        (from.clamp(known.from, known.to), to.clamp(known.from, known.to))
    }

    /// What is named, with the ending of its kind: a file, or a folder of pictures.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        let ending = if self.video { self.place.format.ending() } else { PICTURE };
        let name = self.place.name.trim();
        if !ending.is_empty() && name.to_lowercase().ends_with(ending) {
            return self.place.folder.join(name);
        }
        // What another kind has added goes: no file is called `worm.mp4.gif`.
        let endings = Format::ALL.iter().map(|(format, ..)| format.ending()).chain([PICTURE]);
        let other = endings.filter(|ending| !ending.is_empty()).find_map(|ending| {
            let at = name.len().checked_sub(ending.len()).filter(|at| *at > 0)?;
            name.get(at..)?.eq_ignore_ascii_case(ending).then(|| &name[..at])
        });
        self.place.folder.join(format!("{}{ending}", other.unwrap_or(name)))
    }

    /// What the disk has to say of the name and the folder.
    #[must_use]
    pub fn on_disk(&self) -> OnDisk {
        let (has_folder, is_file) = (self.place.folder.is_dir(), self.path().is_file());
        OnDisk { has_folder, is_file, is_there: self.is_there() }
    }

    /// How a video is kept.
    ///
    /// # Errors
    ///
    /// When there is no such kind.
    pub fn kind(&self) -> Result<Kind, FilmError> {
        let path = self.path();
        match self.place.format {
            Format::Pictures => {
                let before = path.join("").to_string_lossy().into_owned();
                Ok(Kind::Numbered(before, 4, ".png".into()))
            }
            _ => Kind::of(&path),
        }
    }

    /// Whether something of this name is there, which would be written over.
    #[must_use]
    pub fn is_there(&self) -> bool {
        let path = self.path();
        if self.video && self.place.format == Format::Pictures {
            return path.is_file() || std::fs::read_dir(&path).is_ok_and(|mut found| found.next().is_some());
        }
        path.exists()
    }

    /// Why it cannot be made, in words.
    #[must_use]
    pub fn problem(&self, known: &Known, disk: OnDisk) -> Option<String> {
        let name = self.place.name.trim();
        if name.is_empty() {
            return Some("Give it a name.".into());
        }
        if name.contains(['/', '\\']) || name == "." || name == ".." {
            return Some("A name has no slashes in it; the folder stands below.".into());
        }
        if !disk.has_folder {
            return Some(format!("There is no folder {}.", self.place.folder.display()));
        }
        if self.video && self.place.format == Format::Pictures && disk.is_file {
            return Some(format!("{name} is a file, and the pictures need a folder: take another name."));
        }
        if self.video && self.place.format == Format::Pictures && disk.is_there {
            return Some(format!("There is something in the folder {name} already: take another name."));
        }
        if !self.video {
            return None;
        }
        let (from, to) = self.moments(known);
        if to - from < 0.01 {
            let changed =
                "The scene has just been changed, and what was before cannot be shown: let it run a little.";
            let none = "There is no time between the two moments.";
            let new = "Nothing has happened yet: let it run a little.";
            let fresh = known.to - known.from < 0.01;
            return Some(
                if fresh && known.changed {
                    changed
                } else if fresh {
                    new
                } else {
                    none
                }
                .into(),
            );
        }
        let count = frames((from, to), self.fps);
        (count > MOST_FRAMES).then(|| format!("These are more than {MOST_FRAMES} pictures."))
    }
}

/// A name that is not taken: the stem, or the stem with a number.
#[must_use]
pub fn free_name(folder: &Path, stem: &str) -> String {
    let is_free = |name: &str| {
        [".png", ".gif", ".mp4", ".webm", ""].iter().all(|e| !folder.join(format!("{name}{e}")).exists())
    };
    let more = (2..1000).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(more).find(|name| is_free(name)).unwrap_or_else(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(folder: &Path) -> Asked {
        Asked {
            video: true,
            subject: Subject::Both,
            worm: "Worm".into(),
            span: Span { last: true, seconds: 10.0, from: 1.0, to: 3.0 },
            fps: 20,
            size: Size { times: 1.0, pixels: SIZES[2] },
            light: false,
            stamped: true,
            place: Place { folder: folder.into(), name: "worm".into(), format: Format::Gif },
        }
    }

    const KNOWN: Known = Known { from: 2.0, to: 30.0, now: 20.0, changed: false };

    #[test]
    fn the_last_seconds_end_at_this_moment_and_are_held_to_what_is_known() {
        let mut asked = asked(Path::new("."));
        assert_eq!(asked.moments(&KNOWN), (10.0, 20.0));
        asked.span.seconds = 100.0;
        assert_eq!(asked.moments(&KNOWN), (2.0, 20.0));
        asked.span.last = false;
        assert_eq!(asked.moments(&KNOWN), (2.0, 3.0));
        asked.span.to = 1.0;
        let problem = |asked: &Asked, known| asked.problem(known, asked.on_disk());
        assert!(problem(&asked, &KNOWN).is_some_and(|words| words.contains("no time")));
        let fresh = Known { from: 4.0, to: 4.0, now: 4.0, changed: true };
        assert!(problem(&asked, &fresh).is_some_and(|words| words.contains("has just been changed")));
    }

    #[test]
    fn the_kind_gives_the_name_its_ending_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut asked = asked(folder.path());
        let named = |asked: &Asked| asked.path().file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(named(&asked), "worm.gif");
        asked.place.name = " worm.GIF ".into();
        assert_eq!(named(&asked), "worm.GIF");
        asked.place.format = Format::Mp4;
        assert_eq!(named(&asked), "worm.mp4", "a name has one ending");
        asked.video = false;
        assert_eq!(named(&asked), "worm.png");
        asked.place.name = "v1.5".into();
        assert_eq!(named(&asked), "v1.5.png");
        asked.place.name = ".gif".into();
        assert_eq!(named(&asked), ".gif.png");
        for bad in ["", "  ", "a/b", "..", "a\\b"] {
            asked.place.name = bad.into();
            assert!(asked.problem(&KNOWN, asked.on_disk()).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(free_name(folder.path(), "worm"), "worm");
        std::fs::write(folder.path().join("worm.gif"), "mine").unwrap();
        std::fs::create_dir(folder.path().join("worm-2")).unwrap();
        assert_eq!(free_name(folder.path(), "worm"), "worm-3");
        let mut asked = asked(folder.path());
        assert!(asked.is_there());
        asked.place.name = "worm-2".into();
        asked.place.format = Format::Pictures;
        assert!(!asked.is_there(), "an empty folder holds nothing to lose");
        std::fs::write(folder.path().join("worm-2/0000.png"), "mine").unwrap();
        assert!(asked.is_there());
    }
}
