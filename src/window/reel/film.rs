//! Which pictures make a video, and how long each is shown.

use super::error::FilmError;
use super::{ending, ffmpeg};
use crate::stimulus::MAX_SECONDS;
use std::path::{Path, PathBuf};

/// Most frames of a video: more would not fit into memory or patience.
pub const MOST_FRAMES: u64 = 20_000;
/// Most frames a second of a GIF: what lasts less than two hundredths of a second, many programs show for ten.
pub const FASTEST_GIF: u32 = 50;

/// How a video is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One animated GIF.
    Gif,
    /// A file that ffmpeg makes, with the ending of its name and the options of its encoder.
    Ffmpeg(&'static str, &'static [&'static str]),
    /// Numbered pictures: what stands before the number, its digits, and what stands behind it.
    Numbered(String, usize, String),
}

/// H.264 in colours that every player knows, so that it begins before all of it is there.
const MP4: &[&str] = &["-c:v", "libx264", "-preset", "medium", "-crf", "18", "-movflags", "+faststart"];
/// VP9 of a given quality.
const WEBM: &[&str] = &["-c:v", "libvpx-vp9", "-crf", "28", "-b:v", "0", "-row-mt", "1", "-cpu-used", "3"];

impl Kind {
    /// What the ending of a video's name asks for.
    ///
    /// # Errors
    ///
    /// When it is the name of no video.
    pub fn of(path: &Path) -> Result<Self, FilmError> {
        let name = path.to_string_lossy();
        let of_pictures = || {
            let (before, rest) = name.split_once("%0")?;
            let (digits, after) = rest.split_once('d')?;
            let digits = digits.parse().ok().filter(|digits| (1..=9).contains(digits))?;
            Some(Self::Numbered(before.to_owned(), digits, after.to_owned()))
        };
        let kind = match ending(path).as_str() {
            "gif" => Some(Self::Gif),
            "mp4" => Some(Self::Ffmpeg("mp4", MP4)),
            "webm" => Some(Self::Ffmpeg("webm", WEBM)),
            "png" => of_pictures(),
            _ => None,
        };
        kind.ok_or_else(|| {
            let words =
                "a video is a file that ends in .gif, .mp4 or .webm, or numbered pictures with a name like frames/%04d.png";
            FilmError::Asked(format!("{words}, and {} is neither", path.display()))
        })
    }
}

/// A video that was asked for.
#[derive(Clone, Debug)]
pub struct Film {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    /// First moment, and the moment at which it ends \[seconds\].
    span: (f64, f64),
    /// Pictures a second.
    pub(super) fps: u32,
    /// Width and height \[pixels\].
    pub(super) size: (usize, usize),
    /// Whether files that are there are written over.
    pub(super) replaces: bool,
}

impl Film {
    /// Looks at what a video is to be, before anything is run. Files of its names are written over.
    ///
    /// # Errors
    ///
    /// When there can be no such video, or the program that makes it is not there.
    pub fn new(
        path: &Path,
        kind: Kind,
        span: (f64, f64),
        fps: u32,
        size: (usize, usize),
    ) -> Result<Self, FilmError> {
        if span.1 <= span.0 {
            return Err(FilmError::Asked("the end of a video is later than its beginning".into()));
        }
        let film = Self { path: path.to_owned(), kind, span, fps, size, replaces: true };
        let frames = film.frames();
        if span.1 > MAX_SECONDS || frames > MOST_FRAMES {
            return Err(FilmError::Asked(format!("{frames} pictures are too many; at most {MOST_FRAMES}")));
        }
        match film.kind {
            Kind::Gif if fps > FASTEST_GIF => Err(FilmError::Asked(format!(
                "a GIF has at most {FASTEST_GIF} pictures a second: a frame of it lasts whole hundredths of a second, \
                 and programs show one that lasts less than two for ten; --fps {FASTEST_GIF}, or an .mp4"
            ))),
            // It has one point of colour for four of light.
            Kind::Ffmpeg(ending, _) if size.0 % 2 == 1 || size.1 % 2 == 1 => {
                let (width, height) = (size.0.next_multiple_of(2), size.1.next_multiple_of(2));
                let words =
                    format!("the sides of an .{ending} are even numbers; --size {width}x{height} would do");
                Err(FilmError::Asked(words))
            }
            Kind::Ffmpeg(ending, _) => ffmpeg::find(ending).map(|()| film),
            _ => Ok(film),
        }
    }

    /// The same, which leaves files that are there alone.
    #[must_use]
    pub fn careful(self) -> Self {
        Self { replaces: false, ..self }
    }

    /// Whether it is numbered pictures.
    #[must_use]
    pub const fn is_numbered(&self) -> bool {
        matches!(self.kind, Kind::Numbered(..))
    }

    /// The files that it is written into.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.kind {
            Kind::Gif | Kind::Ffmpeg(..) => vec![self.path.clone()],
            Kind::Numbered(..) => (0..self.frames()).filter_map(|number| self.numbered(number)).collect(),
        }
    }

    /// The file of one of numbered pictures.
    pub(super) fn numbered(&self, number: u64) -> Option<PathBuf> {
        let Kind::Numbered(before, digits, after) = &self.kind else { return None };
        Some(format!("{before}{number:0digits$}{after}").into())
    }

    fn length(&self) -> f64 {
        length(self.span)
    }

    /// Number of pictures: the last one is over when the span is, and is shown for half a hundredth of a second at
    /// least.
    #[must_use]
    pub fn frames(&self) -> u64 {
        frames(self.span, self.fps)
    }

    /// When a picture is taken \[seconds\].
    pub(super) fn moment(&self, number: u64) -> f64 {
        self.span.0 + number as f64 / f64::from(self.fps)
    }

    /// How long a picture of a GIF is shown \[hundredths of a second\]: rounded so that they add up to the span.
    pub(super) fn delay(&self, number: u64) -> u16 {
        let begins = |number: u64| (100.0 * (self.moment(number) - self.span.0)).round();
        let ends = if number + 1 == self.frames() { self.length() } else { begins(number + 1) };
        (ends - begins(number)).max(1.0) as u16
    }
}

/// How long a span is \[hundredths of a second\].
fn length((from, to): (f64, f64)) -> f64 {
    (100.0 * (to - from)).round()
}

/// Number of pictures in a span \[seconds\], so many a second.
#[must_use]
pub fn frames(span: (f64, f64), fps: u32) -> u64 {
    // A hair less, for what binary fractions make a hair too long.
    let frames = (length(span) - 0.5) / 100.0 * f64::from(fps) - 1e-9;
    (frames.ceil() as u64).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(path: &Path, span: (f64, f64), fps: u32) -> Film {
        Film::new(path, Kind::of(path).unwrap(), span, fps, (16, 16)).unwrap()
    }

    #[test]
    fn a_gif_lasts_as_long_as_asked() {
        for fps in [1, 3, 7, 12, 20, 24, 25, 30, 33, 48, 50] {
            for span in [(0.0, 10.0), (1.0, 1.4), (0.3, 7.77), (5.0, 5.02), (0.0, 0.1)] {
                let film = film(Path::new("v.gif"), span, fps);
                let delays: Vec<u16> = (0..film.frames()).map(|number| film.delay(number)).collect();
                let all: u32 = delays.iter().copied().map(u32::from).sum();
                let asked = (100.0 * (span.1 - span.0)).round() as u32;
                assert_eq!(all, asked, "{span:?} at {fps}: {delays:?}");
                let even = 100.0 / f64::from(fps);
                let others = &delays[..delays.len() - 1];
                assert!(others.iter().all(|delay| (f64::from(*delay) - even).abs() < 1.0), "{delays:?}");
            }
        }
        assert_eq!(film(Path::new("v.gif"), (0.0, 10.0), 30).frames(), 300);
        assert_eq!(film(Path::new("v.gif"), (1.0, 1.4), 10).frames(), 4);
    }

    #[test]
    fn the_name_says_what_is_made() {
        let kind = |name: &str| Kind::of(Path::new(name));
        assert_eq!(kind("V.GIF").unwrap(), Kind::Gif);
        assert!(matches!(kind("v.mp4").unwrap(), Kind::Ffmpeg("mp4", _)));
        assert!(matches!(kind("a/v.WebM").unwrap(), Kind::Ffmpeg("webm", _)));
        let numbered = Kind::Numbered("f/".into(), 4, ".png".into());
        assert_eq!(kind("f/%04d.png").unwrap(), numbered);
        for bad in ["v", "v.avi", "v.png", "v-%d.png", "v-%00d.png", "%04d.gif.txt", "gif"] {
            assert!(kind(bad).is_err(), "{bad}");
        }
    }
}
