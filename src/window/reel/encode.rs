//! What pictures become on the way into a file.

use super::error::FilmError;
use super::ffmpeg::Ffmpeg;
use super::film::{Film, Kind};
use crate::record::report::encode_png;
use crate::scene::write_atomically;
use crate::window::paint::raster::Picture;
use std::path::{Path, PathBuf};

/// A picture as a PNG file.
///
/// # Errors
///
/// When it cannot be encoded.
pub fn png(picture: &Picture) -> Result<Vec<u8>, FilmError> {
    encode_png((picture.width as u32, picture.height as u32), &picture.rgb).map_err(FilmError::unencodable)
}

/// Writes a file as a whole; one that is there only if it is to be replaced.
///
/// # Errors
///
/// When it cannot be written, or must not be.
pub fn keep(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), FilmError> {
    if !replaces && path.exists() {
        let words = format!("{} is there already; nothing was written over", path.display());
        return Err(FilmError::Failed(words));
    }
    Ok(write_atomically(path, bytes)?)
}

/// A video under way.
pub(super) enum Reel {
    Gif(Box<gif::Encoder<Vec<u8>>>),
    Ffmpeg(Box<Ffmpeg>),
    Numbered(Pictures),
}

/// Pictures that are there, and go again if not all come.
#[derive(Default)]
pub(super) struct Pictures(Vec<PathBuf>);

impl Drop for Pictures {
    fn drop(&mut self) {
        for path in &self.0 {
            // What cannot be taken away is a picture like any other.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Reel {
    pub(super) fn begin(film: &Film) -> Result<Self, FilmError> {
        Ok(match &film.kind {
            Kind::Gif => {
                let (width, height) = film.size;
                let encoder = gif::Encoder::new(Vec::new(), width as u16, height as u16, &[]);
                let mut encoder = encoder.map_err(FilmError::unencodable)?;
                encoder.set_repeat(gif::Repeat::Infinite).map_err(FilmError::unencodable)?;
                Self::Gif(Box::new(encoder))
            }
            Kind::Ffmpeg(ending, options) => {
                Self::Ffmpeg(Box::new(Ffmpeg::begin(film.size, film.fps, ending, options)?))
            }
            Kind::Numbered(..) => Self::Numbered(Pictures::default()),
        })
    }

    pub(super) fn add(&mut self, film: &Film, number: u64, picture: &Picture) -> Result<(), FilmError> {
        match self {
            Self::Gif(encoder) => {
                let (width, height) = film.size;
                // 10 of 30: colours are chosen well, and a frame takes a fraction of a second.
                let mut frame = gif::Frame::from_rgb_speed(width as u16, height as u16, &picture.rgb, 10);
                frame.delay = film.delay(number);
                encoder.write_frame(&frame).map_err(FilmError::unencodable)
            }
            Self::Ffmpeg(ffmpeg) => ffmpeg.add(&picture.rgb),
            Self::Numbered(Pictures(made)) => {
                let Some(path) = film.numbered(number) else { return Ok(()) };
                keep(&path, &png(picture)?, film.replaces)?;
                made.push(path);
                Ok(())
            }
        }
    }

    pub(super) fn end(self, film: &Film) -> Result<(), FilmError> {
        match self {
            Self::Gif(encoder) => {
                let bytes = encoder.into_inner().map_err(FilmError::unencodable)?;
                keep(&film.path, &bytes, film.replaces)
            }
            Self::Ffmpeg(ffmpeg) => keep(&film.path, &ffmpeg.end()?, film.replaces),
            Self::Numbered(mut pictures) => {
                pictures.0.clear();
                Ok(())
            }
        }
    }
}

impl Film {
    /// Has the pictures taken, one after the other, each at its moment \[seconds\], and writes what they make. After
    /// each `go_on` is asked, with the number of those that are done.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, ffmpeg fails, or it is not gone on with; nothing half made stays then.
    pub fn shoot(
        &self,
        mut take: impl FnMut(f64) -> Picture,
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Result<(), FilmError> {
        let mut reel = Reel::begin(self)?;
        for number in 0..self.frames() {
            reel.add(self, number, &take(self.moment(number)))?;
            if !go_on(number + 1) {
                return Err(FilmError::Cancelled);
            }
        }
        reel.end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(path: &Path, span: (f64, f64), fps: u32) -> Film {
        Film::new(path, Kind::of(path).unwrap(), span, fps, (16, 16)).unwrap()
    }

    fn grey(_: f64) -> Picture {
        Picture { width: 16, height: 16, rgb: vec![90; 16 * 16 * 3] }
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_not_gone_on_with_leaves_nothing_behind() {
        for (name, files) in [("v.gif", 1), ("%04d.png", 10)] {
            let folder = tempfile::tempdir().unwrap();
            let film = film(&folder.path().join(name), (0.0, 1.0), 10);
            let shot = film.shoot(grey, |done| done < 4);
            assert!(matches!(shot, Err(FilmError::Cancelled)), "{name}");
            assert_eq!(names(folder.path()), Vec::<String>::new(), "{name}");
            film.shoot(grey, |_| true).unwrap();
            assert_eq!(names(folder.path()).len(), files);
        }
    }

    #[test]
    fn what_is_there_is_written_over_only_if_that_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["v.gif", "0003.png"] {
            std::fs::write(at(name), "mine").unwrap();
        }
        for (name, there) in [("v.gif", "v.gif"), ("%04d.png", "0003.png")] {
            let careful = film(&at(name), (0.0, 1.0), 10).careful();
            let error = careful.shoot(grey, |_| true).unwrap_err().to_string();
            assert!(error.contains(there) && error.contains("there already"), "{error}");
            assert_eq!(names(folder.path()), ["0003.png", "v.gif"], "nothing else is left");
            assert_eq!(std::fs::read(at(there)).unwrap(), b"mine");
            film(&at(name), (0.0, 1.0), 10).shoot(grey, |_| true).unwrap();
            assert_ne!(std::fs::read(at(there)).unwrap(), b"mine");
            for picture in names(folder.path()).iter().filter(|name| *name != "v.gif" && *name != "0003.png")
            {
                std::fs::remove_file(at(picture)).unwrap();
            }
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_told_and_nothing_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["v.gif", "%04d.png"] {
            // Every write to this device fails as on a disk without room.
            let there = folder.path().join(if name == "v.gif" { "v.gif" } else { "0004.png" });
            std::os::unix::fs::symlink("/dev/full", &there).unwrap();
            let error = film(&folder.path().join(name), (0.0, 1.0), 10).shoot(grey, |_| true).unwrap_err();
            let words = error.to_string();
            assert!(words.contains("No space left") && words.contains("free some room"), "{words}");
            std::fs::remove_file(&there).unwrap();
            assert_eq!(names(folder.path()), Vec::<String>::new(), "{name}");
        }
    }
}
