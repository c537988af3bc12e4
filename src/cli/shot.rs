//! `wriggle shot`: pictures of a scene, without a display.

use super::changes::{self, Changes, Protocols};
use super::film::Film;
use super::guard::{Guard, SCENE};
use super::options;
use super::picture_file::{ending, png};
use super::{Failure, files, is_standard_output, outside, report};
use crate::edit::NeuronKey;
use crate::scene::{Loaded, Scene, select};
use crate::sim::{Clock, ticks};
use crate::window::{Camera, Photographer, Settings, Start, Subject, whole_way};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Largest side of a picture \[pixels\].
const LARGEST: usize = 8192;
/// The moment of a picture, and how long a video is, where nothing is said \[seconds\].
const USUAL: f64 = 10.0;
/// Farthest place that a camera can stand at, and the widest view \[units\].
const FARTHEST: f32 = 1.0e6;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// The moment, in simulated seconds from the beginning of the scene (default: 10; of a file that was saved later, its own)
    #[arg(long, value_name = "S", value_parser = options::seconds, conflicts_with = "video")]
    at: Option<f64>,
    /// The moment, in ticks of 0.01 s that the file is run for, as by `run`
    #[arg(long, value_name = "N", conflicts_with_all = ["at", "video"], value_parser = clap::value_parser!(u64).range(..=10_000_000_000))]
    ticks: Option<u64>,
    /// Where the picture goes
    #[arg(long, value_name = "F.png", required_unless_present = "video")]
    out: Option<PathBuf>,
    /// A video in place of one picture: F.gif, F.mp4 or F.webm (these two by the program ffmpeg), or numbered pictures by a name like `frames/%04d.png`
    #[arg(long, value_name = "F", conflicts_with = "out")]
    video: Option<PathBuf>,
    /// First moment of the video (default: 0; of a file that was saved later, its own)
    #[arg(long, value_name = "S", value_parser = options::seconds, requires = "video")]
    from: Option<f64>,
    /// The moment at which the video ends (default: 10 s after its first)
    #[arg(long, value_name = "S", value_parser = options::seconds, requires = "video")]
    to: Option<f64>,
    /// Pictures a second of the video
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=100), requires = "video")]
    fps: u32,
    /// A camera that stands still: the place in its middle and how wide the view of the world is, in units of length
    #[arg(long, value_name = "X,Y,WIDTH", value_parser = camera, allow_hyphen_values = true)]
    camera: Option<Camera>,
    /// The camera goes with this creature, at one scale
    #[arg(long, value_name = "NAME", conflicts_with = "camera")]
    follow: Option<String>,
    /// What the camera takes in
    #[arg(long, value_enum, default_value = "creatures", conflicts_with_all = ["camera", "follow"])]
    fit: Fit,
    /// Leave out the time in the lower right corner
    #[arg(long)]
    no_time: bool,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Fit {
    /// The creatures, in each picture anew
    Creatures,
    /// Posts, walls, and the creatures wherever they go in the video: the camera stands still
    All,
}

/// `X,Y,WIDTH`.
fn camera(text: &str) -> Result<Camera, String> {
    let numbers: Option<Vec<f32>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let far = |number: &f32| number.abs() <= FARTHEST;
    match numbers.as_deref() {
        Some([x, y, width]) if far(x) && far(y) && (1e-2..=FARTHEST).contains(width) => {
            Ok(Camera::Fixed { centre: (*x, *y), width: *width })
        }
        _ => Err(format!(
            "X,Y,WIDTH: a place, up to {FARTHEST} from the origin, and a width from 0.01 to {FARTHEST}, for example 0,-5,40"
        )),
    }
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
    if let Some(out) = options.out.as_ref().filter(|out| !is_standard_output(out))
        && ending(out) != "png"
    {
        return Err(Failure::Usage(format!("a picture is a PNG file, and {} is none", out.display())));
    }
    let guard =
        || Guard::default().reads(SCENE, [&options.scene]).reads("--protocol", &options.protocols.protocol);
    guard().check()?;
    let Loaded { mut scene, comments } = files::scene(&options.scene)?;
    let given = options.changes.lay_over(&mut scene, &options.protocols.load()?)?;
    options.changes.tell_of_seed(&scene);
    let (first, last) = moments(&scene, options)?;
    let film = options.video.as_ref().map(|path| Film::new(path, (first, last), options.fps, options.size));
    let film = film.transpose()?;
    let pictures = film.as_ref().map_or_else(Vec::new, Film::files);
    // A film has more names than it is known before the scene how many.
    guard().writes("--out", &options.out).writes("--video", &pictures).check()?;
    for path in options.out.iter().chain(pictures.first()) {
        files::check_writable(path)?;
    }
    outside::tell(&scene, ticks(last).saturating_sub(scene.begins()), &given);
    let selected = options.select.as_ref().map(|name| selected(&scene, name)).transpose()?;
    let camera = aimed(&scene, options, (first, last))?;
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
    photographer.aim(camera);
    photographer.stamp(!options.no_time);
    if let Some(neuron) = selected {
        photographer.select(neuron);
    }
    if let (Some(film), Some(path)) = (&film, &options.video) {
        film.shoot(&mut photographer)?;
        return report::tell_boxes(path, photographer.lacking(), "install a font that has them");
    }
    photographer.run_to(ticks(first));
    let png = png(&photographer.take())?;
    let out = options.out.as_deref().unwrap_or(Path::new("-"));
    report::tell_boxes(out, photographer.lacking(), "install a font that has them")?;
    // One of the two is there: the parser sees to it.
    options.out.as_ref().map_or(Ok(()), |out| files::write(out, &png))
}

/// The moment of the picture, or the first moment and the end of the video \[seconds\]. Those before the moment that a
/// file was saved at are not in it.
fn moments(scene: &Scene, options: &Options) -> Result<(f64, f64), Failure> {
    let saved = scene.begins();
    let begins = Clock { tick: saved }.seconds();
    if let Some(more) = options.ticks {
        let at = Clock { tick: saved.saturating_add(more) }.seconds();
        return Ok((at, at));
    }
    let (word, asked) = if options.video.is_some() { ("from", options.from) } else { ("at", options.at) };
    if let Some(asked) = asked.filter(|asked| ticks(*asked) < ticks(begins)) {
        return Err(Failure::Usage(format!(
            "--{word} {asked}: {} was saved at {begins} s, and what was before is not in it; --{word} {begins} is the first \
             moment there is",
            files::name_of_input(&options.scene)
        )));
    }
    if options.video.is_none() {
        let at = asked.unwrap_or_else(|| USUAL.max(begins));
        return Ok((at, at));
    }
    let from = asked.unwrap_or(begins);
    Ok((from, options.to.unwrap_or(from + USUAL)))
}

/// Where the camera looks.
fn aimed(scene: &Scene, options: &Options, (first, last): (f64, f64)) -> Result<Camera, Failure> {
    if let Some(camera) = &options.camera {
        return Ok(camera.clone());
    }
    if let Some(name) = &options.follow {
        let followed = select::body(scene, name).map_err(|why| Failure::Usage(format!("--follow: {why}")))?;
        return Ok(Camera::Follow(followed.name.clone()));
    }
    Ok(match options.fit {
        Fit::All => whole_way(scene, ticks(first), ticks(last)),
        Fit::Creatures => Camera::Creatures,
    })
}

/// The first of the neurons that are meant.
fn selected(scene: &Scene, name: &str) -> Result<NeuronKey, Failure> {
    let mut found = changes::chosen(scene, &[name.to_owned()], "--select")?;
    let (creature, neuron) = found.swap_remove(0);
    Ok(NeuronKey { creature, neuron })
}
