//! The videos of `wriggle shot`: a GIF, by ffmpeg an MP4 or `WebM`, or numbered pictures.

use super::options::LONGEST_RUN;
use super::picture_file::{ending, png, unencodable};
use super::{Failure, files, print_line};
use crate::sim::ticks;
use crate::window::{Photographer, Picture};
use indicatif::ProgressBar;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempPath;

/// Most frames of a video: more would not fit into memory or patience.
const MOST_FRAMES: u64 = 20_000;
/// Most frames a second of a GIF: what lasts less than two hundredths of a second, many programs show for ten.
const FASTEST_GIF: u32 = 50;

/// How a video is kept.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
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

/// A video that was asked for.
#[derive(Clone, Debug)]
pub(super) struct Film {
    path: PathBuf,
    kind: Kind,
    /// First moment, and the moment at which it ends \[seconds\].
    span: (f64, f64),
    /// Pictures a second.
    fps: u32,
    /// Width and height \[pixels\].
    size: (usize, usize),
}

impl Film {
    /// Looks at the name of a video and at its moments, before anything is run.
    pub(super) fn new(
        path: &Path,
        span: (f64, f64),
        fps: u32,
        size: (usize, usize),
    ) -> Result<Self, Failure> {
        if span.1 <= span.0 {
            return Err(Failure::Usage("--to must be later than --from".into()));
        }
        let film = Self { path: path.to_owned(), kind: kind(path)?, span, fps, size };
        let frames = film.frames();
        if span.1 > LONGEST_RUN || frames > MOST_FRAMES {
            return Err(Failure::Usage(format!("{frames} pictures are too many; at most {MOST_FRAMES}")));
        }
        match film.kind {
            Kind::Gif if fps > FASTEST_GIF => Err(Failure::Usage(format!(
                "a GIF has at most {FASTEST_GIF} pictures a second: a frame of it lasts whole hundredths of a second, \
                 and programs show one that lasts less than two for ten; --fps {FASTEST_GIF}, or an .mp4"
            ))),
            // It has one point of colour for four of light.
            Kind::Ffmpeg(ending, _) if size.0 % 2 == 1 || size.1 % 2 == 1 => {
                let (width, height) = (size.0.next_multiple_of(2), size.1.next_multiple_of(2));
                let words =
                    format!("the sides of an .{ending} are even numbers; --size {width}x{height} would do");
                Err(Failure::Usage(words))
            }
            Kind::Ffmpeg(ending, _) => there_is_ffmpeg(ending).map(|()| film),
            _ => Ok(film),
        }
    }

    /// The files that it is written into.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        match &self.kind {
            Kind::Gif | Kind::Ffmpeg(..) => vec![self.path.clone()],
            Kind::Numbered(before, digits, after) => {
                (0..self.frames()).map(|number| numbered(before, *digits, after, number)).collect()
            }
        }
    }

    /// How long it is \[hundredths of a second\].
    fn length(&self) -> f64 {
        (100.0 * (self.span.1 - self.span.0)).round()
    }

    /// Number of pictures: the last one is over when the span is, and is shown for half a hundredth of a second at
    /// least.
    fn frames(&self) -> u64 {
        // A hair less, for what binary fractions make a hair too long.
        let frames = (self.length() - 0.5) / 100.0 * f64::from(self.fps) - 1e-9;
        (frames.ceil() as u64).max(1)
    }

    /// When a picture is taken \[seconds\].
    fn moment(&self, number: u64) -> f64 {
        self.span.0 + number as f64 / f64::from(self.fps)
    }

    /// How long a picture of a GIF is shown \[hundredths of a second\]: rounded so that they add up to the span.
    fn delay(&self, number: u64) -> u16 {
        let begins = |number: u64| (100.0 * (self.moment(number) - self.span.0)).round();
        let ends = if number + 1 == self.frames() { self.length() } else { begins(number + 1) };
        (ends - begins(number)).max(1.0) as u16
    }

    /// Takes the pictures, one after the other, and writes what they make.
    pub(super) fn shoot(&self, photographer: &mut Photographer) -> Result<(), Failure> {
        let bar = ProgressBar::new(self.frames());
        let mut reel = Reel::begin(self)?;
        for number in 0..self.frames() {
            photographer.run_to(ticks(self.moment(number)));
            reel.add(self, number, &photographer.take())?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        reel.end(self)
    }
}

fn numbered(before: &str, digits: usize, after: &str, number: u64) -> PathBuf {
    format!("{before}{number:0digits$}{after}").into()
}

/// What the ending of a video's name asks for.
fn kind(path: &Path) -> Result<Kind, Failure> {
    let name = path.to_string_lossy();
    let of_pictures = || {
        let (before, rest) = name.split_once("%0")?;
        let (digits, after) = rest.split_once('d')?;
        let digits = digits.parse().ok().filter(|digits| (1..=9).contains(digits))?;
        Some(Kind::Numbered(before.to_owned(), digits, after.to_owned()))
    };
    let kind = match ending(path).as_str() {
        "gif" => Some(Kind::Gif),
        "mp4" => Some(Kind::Ffmpeg("mp4", MP4)),
        "webm" => Some(Kind::Ffmpeg("webm", WEBM)),
        "png" => of_pictures(),
        _ => None,
    };
    kind.ok_or_else(|| {
        let words =
            "a video is a file that ends in .gif, .mp4 or .webm, or numbered pictures with a name like frames/%04d.png";
        Failure::Usage(format!("{words}, and {} is neither", path.display()))
    })
}

/// Looks for ffmpeg on the path.
fn there_is_ffmpeg(ending: &str) -> Result<(), Failure> {
    let asked = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match asked {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            Err(Failure::Input(format!("an .{ending} is made by ffmpeg, and `ffmpeg -version` fails here")))
        }
        Err(error) => {
            let why = if error.kind() == io::ErrorKind::NotFound {
                "which is not there".to_owned()
            } else {
                format!("which cannot be started: {error}")
            };
            Err(Failure::Input(format!(
                "an .{ending} is made by the program ffmpeg, {why}\n  help: install it (`apt install ffmpeg`, \
                 `brew install ffmpeg`, `winget install ffmpeg`), or take --video NAME.gif, or numbered pictures"
            )))
        }
    }
}

/// A video under way.
enum Reel {
    Gif(gif::Encoder<Vec<u8>>),
    Ffmpeg(Box<Ffmpeg>),
    Numbered,
}

impl Reel {
    fn begin(film: &Film) -> Result<Self, Failure> {
        Ok(match &film.kind {
            Kind::Gif => {
                let (width, height) = film.size;
                let encoder = gif::Encoder::new(Vec::new(), width as u16, height as u16, &[]);
                let mut encoder = encoder.map_err(unencodable)?;
                encoder.set_repeat(gif::Repeat::Infinite).map_err(unencodable)?;
                Self::Gif(encoder)
            }
            Kind::Ffmpeg(ending, options) => Self::Ffmpeg(Box::new(Ffmpeg::begin(film, ending, options)?)),
            Kind::Numbered(..) => Self::Numbered,
        })
    }

    fn add(&mut self, film: &Film, number: u64, picture: &Picture) -> Result<(), Failure> {
        match self {
            Self::Gif(encoder) => {
                let (width, height) = film.size;
                // 10 of 30: colours are chosen well, and a frame takes a fraction of a second.
                let mut frame = gif::Frame::from_rgb_speed(width as u16, height as u16, &picture.rgb, 10);
                frame.delay = film.delay(number);
                encoder.write_frame(&frame).map_err(unencodable)
            }
            Self::Ffmpeg(ffmpeg) => ffmpeg.add(&picture.rgb),
            Self::Numbered => {
                let Kind::Numbered(before, digits, after) = &film.kind else { return Ok(()) };
                files::write(&numbered(before, *digits, after, number), &png(picture)?)
            }
        }
    }

    fn end(self, film: &Film) -> Result<(), Failure> {
        match self {
            Self::Gif(encoder) => files::write(&film.path, &encoder.into_inner().map_err(unencodable)?),
            Self::Ffmpeg(ffmpeg) => files::write(&film.path, &ffmpeg.end()?),
            Self::Numbered => print_line(&format!("{} pictures", film.frames())),
        }
    }
}

/// The program at work: pictures go in by a pipe, the video comes out in a file of its own.
struct Ffmpeg {
    child: Child,
    /// What it says of its troubles.
    words: File,
    out: TempPath,
}

impl Ffmpeg {
    fn begin(film: &Film, ending: &str, options: &[&str]) -> Result<Self, Failure> {
        let aside = Failure::io("a file in the system's folder for such");
        let made = || -> io::Result<(File, TempPath)> {
            let out = tempfile::Builder::new().suffix(&format!(".{ending}")).tempfile()?;
            Ok((tempfile::tempfile()?, out.into_temp_path()))
        };
        let (words, out) = made().map_err(aside)?;
        let troubles = words.try_clone().map_err(Failure::io("ffmpeg"))?;
        let (width, height) = film.size;
        let mut command = Command::new("ffmpeg");
        command
            .args(["-hide_banner", "-nostdin", "-loglevel", "error", "-y"])
            .args(["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", &format!("{width}x{height}")])
            .args(["-framerate", &film.fps.to_string(), "-i", "pipe:0", "-an"])
            .args(["-vf", "scale=out_color_matrix=bt709:out_range=tv"])
            .args(["-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"])
            .args(["-color_trc", "bt709", "-color_range", "tv"])
            .args(options)
            .arg(&out)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::from(troubles));
        let child = command.spawn().map_err(Failure::io("ffmpeg"))?;
        Ok(Self { child, words, out })
    }

    fn add(&mut self, pixels: &[u8]) -> Result<(), Failure> {
        let written = self.child.stdin.as_mut().map(|pipe| pipe.write_all(pixels));
        match written {
            Some(Ok(())) => Ok(()),
            // It has given up: why, it says itself.
            _ => {
                drop(self.child.stdin.take());
                let _ = self.child.wait();
                Err(self.failed())
            }
        }
    }

    /// The bytes of the video.
    fn end(mut self) -> Result<Vec<u8>, Failure> {
        drop(self.child.stdin.take());
        let status = self.child.wait().map_err(Failure::io("ffmpeg"))?;
        if !status.success() {
            return Err(self.failed());
        }
        std::fs::read(&self.out).map_err(Failure::io("what ffmpeg made"))
    }

    fn failed(&mut self) -> Failure {
        let mut said = String::new();
        let _ = self.words.rewind().and_then(|()| self.words.read_to_string(&mut said));
        let said: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = said[said.len().saturating_sub(6)..].join("\n  ");
        let last = if last.is_empty() { "it says nothing".to_owned() } else { last };
        Failure::Input(format!("ffmpeg could not make the video:\n  {last}"))
    }
}

impl Drop for Ffmpeg {
    fn drop(&mut self) {
        // Where the run has failed it would wait for pictures for ever; one that is done is not there any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film(span: (f64, f64), fps: u32) -> Film {
        Film::new(Path::new("v.gif"), span, fps, (16, 16)).unwrap()
    }

    #[test]
    fn a_gif_lasts_as_long_as_asked() {
        for fps in [1, 3, 7, 12, 20, 24, 25, 30, 33, 48, 50] {
            for span in [(0.0, 10.0), (1.0, 1.4), (0.3, 7.77), (5.0, 5.02), (0.0, 0.1)] {
                let film = film(span, fps);
                let delays: Vec<u16> = (0..film.frames()).map(|number| film.delay(number)).collect();
                let all: u32 = delays.iter().copied().map(u32::from).sum();
                let asked = (100.0 * (span.1 - span.0)).round() as u32;
                assert_eq!(all, asked, "{span:?} at {fps}: {delays:?}");
                let even = 100.0 / f64::from(fps);
                let others = &delays[..delays.len() - 1];
                assert!(others.iter().all(|delay| (f64::from(*delay) - even).abs() < 1.0), "{delays:?}");
            }
        }
        assert_eq!(film((0.0, 10.0), 30).frames(), 300);
        assert_eq!(film((1.0, 1.4), 10).frames(), 4);
    }

    #[test]
    fn the_name_says_what_is_made() {
        assert_eq!(kind(Path::new("V.GIF")).unwrap(), Kind::Gif);
        assert!(matches!(kind(Path::new("v.mp4")).unwrap(), Kind::Ffmpeg("mp4", _)));
        assert!(matches!(kind(Path::new("a/v.WebM")).unwrap(), Kind::Ffmpeg("webm", _)));
        let numbered = Kind::Numbered("f/".into(), 4, ".png".into());
        assert_eq!(kind(Path::new("f/%04d.png")).unwrap(), numbered);
        for bad in ["v", "v.avi", "v.png", "v-%d.png", "v-%00d.png", "%04d.gif.txt", "gif"] {
            assert!(kind(Path::new(bad)).is_err(), "{bad}");
        }
    }
}
