//! `wriggle shot`: pictures of a scene, without a display.

use super::changes::{self, Changes, Protocols};
use super::guard::{Guard, SCENE};
use super::options::{self, LONGEST_RUN};
use super::{Failure, files, is_standard_output, outside, print_line};
use crate::edit::NeuronKey;
use crate::record::report::encode_png;
use crate::scene::{Loaded, Scene};
use crate::sim::ticks;
use crate::window::{Photographer, Picture, Settings, Start, Subject};
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use std::path::{Path, PathBuf};

/// Largest side of a picture \[pixels\].
const LARGEST: usize = 8192;
/// Most frames of a video: more would not fit into memory or patience.
const MOST_FRAMES: u64 = 20_000;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// The moment, in simulated seconds
    #[arg(long, value_name = "S", default_value = "10", value_parser = options::seconds, conflicts_with = "video")]
    at: f64,
    /// Where the picture goes
    #[arg(long, value_name = "F.png", required_unless_present = "video")]
    out: Option<PathBuf>,
    /// A video in place of one picture: a GIF, or numbered pictures by a name like `frames/%04d.png`
    #[arg(long, value_name = "F.gif", conflicts_with = "out")]
    video: Option<PathBuf>,
    /// First moment of the video
    #[arg(long, value_name = "S", default_value = "0", value_parser = options::seconds, requires = "video")]
    from: f64,
    /// Last moment of the video
    #[arg(long, value_name = "S", default_value = "10", value_parser = options::seconds, requires = "video")]
    to: f64,
    /// Pictures a second of the video
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=100), requires = "video")]
    fps: u32,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = size)]
    size: (usize, usize),
    /// Pixels a point: 2 makes everything twice as large and fine
    #[arg(long, value_name = "K", default_value = "1", value_parser = scale)]
    scale: f32,
    /// What is shown
    #[arg(long, value_enum, default_value = "world")]
    show: Show,
    /// The light theme in place of the dark one
    #[arg(long)]
    light: bool,
    /// The neuron that is selected: its links are lit, and the plots show it
    #[arg(long, value_name = "NEURON")]
    select: Option<String>,
    #[command(flatten)]
    protocols: Protocols,
    #[command(flatten)]
    changes: Changes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The creatures in their world
    World,
    /// The network
    Network,
    /// World and network
    Both,
    /// The whole window
    Window,
}

fn size(text: &str) -> Result<(usize, usize), String> {
    let side = |text: &str| text.parse().ok().filter(|side| (16..=LARGEST).contains(side));
    let sides = text.split_once('x').and_then(|(w, h)| Some((side(w)?, side(h)?)));
    sides.ok_or_else(|| format!("width and height, each from 16 to {LARGEST}, for example 1280x720"))
}

fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse().ok().filter(|scale| (0.25..=8.0).contains(scale));
    scale.ok_or_else(|| "a number from 0.25 to 8".into())
}

pub(super) fn shot(options: &Options) -> Result<(), Failure> {
    let film = match &options.video {
        Some(path) => Some((path, film(options, path)?)),
        None => None,
    };
    if let Some(out) = options.out.as_ref().filter(|out| !is_standard_output(out))
        && ending(out) != "png"
    {
        return Err(Failure::Usage(format!("a picture is a PNG file, and {} is none", out.display())));
    }
    let pictures = film.as_ref().map_or_else(Vec::new, |(path, film)| film.files(path, frames(options)));
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocols.protocol)
        .writes("--out", &options.out)
        .writes("--video", &pictures)
        .check()?;
    let Loaded { mut scene, comments } = files::scene(&options.scene)?;
    options.changes.lay_over(&mut scene, &options.protocols.load()?)?;
    let last = ticks(if film.is_some() { options.to } else { options.at });
    let done = scene.snapshot.as_ref().map_or(0, |snapshot| snapshot.tick);
    outside::tell(&scene, last.saturating_sub(done), &options.changes.events.given(&scene));
    let selected = options.select.as_ref().map(|name| selected(&scene, name)).transpose()?;
    let settings = Settings {
        size: options.size,
        scale: options.scale,
        subject: match options.show {
            Show::World => Subject::World,
            Show::Network => Subject::Network,
            Show::Both => Subject::Both,
            Show::Window => Subject::Window,
        },
        light: options.light,
    };
    let path = Some(options.scene.clone()).filter(|path| !files::is_standard_input(path));
    let mut photographer = Photographer::new(&Start { scene, path, comments }, settings);
    if let Some(neuron) = selected {
        photographer.select(neuron);
    }
    if let Some((path, film)) = film {
        return video(&mut photographer, options, path, film);
    }
    photographer.run_to(ticks(options.at));
    let png = png(&photographer.take())?;
    // One of the two is there: the parser sees to it.
    options.out.as_ref().map_or(Ok(()), |out| files::write(out, &png))
}

/// The first of the neurons that are meant.
fn selected(scene: &Scene, name: &str) -> Result<NeuronKey, Failure> {
    let mut found = changes::chosen(scene, &[name.to_owned()], "--select")?;
    let (creature, neuron) = found.swap_remove(0);
    Ok(NeuronKey { creature, neuron })
}

fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase())
}

fn unencodable(error: impl std::fmt::Display) -> Failure {
    Failure::Input(format!("the picture cannot be encoded: {error}"))
}

fn png(picture: &Picture) -> Result<Vec<u8>, Failure> {
    encode_png((picture.width as u32, picture.height as u32), &picture.rgb).map_err(unencodable)
}

/// Number of pictures of a video, the first and the last moment included.
fn frames(options: &Options) -> u64 {
    // A hair more, for spans that binary fractions make a hair too short.
    ((options.to - options.from) * f64::from(options.fps) + 1e-6) as u64 + 1
}

/// How a video is kept.
enum Film {
    /// One animated GIF.
    Gif,
    /// Numbered pictures: what stands before the number, its digits, and what stands behind it.
    Numbered(String, usize, String),
}

impl Film {
    /// The files that it is written into.
    fn files(&self, path: &Path, count: u64) -> Vec<PathBuf> {
        match self {
            Self::Gif => vec![path.to_owned()],
            Self::Numbered(before, digits, after) => {
                (0..count).map(|number| numbered(before, *digits, after, number).into()).collect()
            }
        }
    }
}

fn numbered(before: &str, digits: usize, after: &str, number: u64) -> String {
    format!("{before}{number:0digits$}{after}")
}

/// Looks at the name of a video and at its moments, before anything is run.
fn film(options: &Options, path: &Path) -> Result<Film, Failure> {
    if options.to <= options.from {
        return Err(Failure::Usage("--to must be later than --from".into()));
    }
    let frames = frames(options);
    if options.to > LONGEST_RUN || frames > MOST_FRAMES {
        return Err(Failure::Usage(format!("{frames} pictures are too many; at most {MOST_FRAMES}")));
    }
    if ending(path) == "gif" {
        return Ok(Film::Gif);
    }
    let name = path.to_string_lossy();
    let numbered = name.split_once("%0").and_then(|(before, rest)| {
        let (digits, after) = rest.split_once('d')?;
        let digits = digits.parse().ok().filter(|digits| (1..=9).contains(digits))?;
        (ending(path) == "png").then(|| Film::Numbered(before.to_owned(), digits, after.to_owned()))
    });
    numbered.ok_or_else(|| {
        let words = "a video is a GIF file, or numbered pictures with a name like frames/%04d.png";
        Failure::Usage(format!("{words}, and {} is neither", path.display()))
    })
}

fn video(photographer: &mut Photographer, options: &Options, path: &Path, film: Film) -> Result<(), Failure> {
    let count = frames(options);
    let bar = ProgressBar::new(count);
    let (width, height) = options.size;
    let mut bytes = Vec::new();
    let mut encoder = match film {
        Film::Gif => {
            Some(gif::Encoder::new(&mut bytes, width as u16, height as u16, &[]).map_err(unencodable)?)
        }
        Film::Numbered(..) => None,
    };
    if let Some(encoder) = &mut encoder {
        encoder.set_repeat(gif::Repeat::Infinite).map_err(unencodable)?;
    }
    for number in 0..count {
        photographer.run_to(ticks(options.from + number as f64 / f64::from(options.fps)));
        let picture = photographer.take();
        match (&film, &mut encoder) {
            (Film::Numbered(before, digits, after), _) => {
                let name = numbered(before, *digits, after, number);
                files::write(Path::new(&name), &png(&picture)?)?;
            }
            (Film::Gif, Some(encoder)) => {
                // 10 of 30: colours are chosen well, and a frame takes a fraction of a second.
                let mut frame = gif::Frame::from_rgb_speed(width as u16, height as u16, &picture.rgb, 10);
                frame.delay = (100.0 / f64::from(options.fps)).round() as u16;
                encoder.write_frame(&frame).map_err(unencodable)?;
            }
            (Film::Gif, None) => {}
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    drop(encoder);
    match film {
        Film::Gif => files::write(path, &bytes),
        Film::Numbered(..) => print_line(&format!("{count} pictures")),
    }
}
