//! `wriggle learn`: a layer of neurons learns images, and is tested on others.

use super::guard::Guard;
use super::{Failure, files, mistaken, print_line, progress_bar, report, say};
use crate::learn::{
    self, Answers, Asked, Confusion, Images, LabelColumn, Layer, MOST_OUTPUTS, MOST_SYNAPSES, PixelRange,
    Trained, Training, Understood, split, work_of,
};
use crate::record::report::{Format, Heading, confusion};
use crate::scene::{Faults, Loaded, to_text};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How long an image is shown where nothing says otherwise \[seconds\].
const SECONDS: f64 = 4.0;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// A table of images: a row for each, with a column for each pixel and its label first or last (CSV, separated by commas, tabs or semicolons; packed by gzip or not)
    images: PathBuf,
    /// The scene to write, with what was learned and outputs named after the classes they answer most to
    #[arg(long, value_name = "F.worm.ron", required_unless_present = "test", conflicts_with = "test")]
    out: Option<PathBuf>,
    /// Learn nothing, and test a network that `--out` wrote, on all images or on those of `--held-out`
    #[arg(long, value_name = "F.worm.ron", conflicts_with_all = ["outputs", "rounds"])]
    test: Option<PathBuf>,
    /// Output neurons
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=MOST_OUTPUTS as i64))]
    outputs: u32,
    /// How often every image is seen; 0 for a network that has learned nothing
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    rounds: u32,
    /// How long an image is shown, in simulated seconds (default: 4, or what the tested network learned with)
    #[arg(long, value_name = "S", value_parser = seconds)]
    seconds: Option<f64>,
    /// Share of the images that are not learned, drawn by `--seed`, on which the network is tested: `1/3` or `0.25`, from 0 to 0.9 (default: 1/3; with `--test` all images are tested without it)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    held_out: Option<f64>,
    /// The seed of all chance: which images are held out, weights and thresholds at birth, the order of the images
    #[arg(long, value_name = "K", default_value_t = 0)]
    seed: u64,
    /// Which column the labels are in (default: found by the headings, else by what stands in it)
    #[arg(long, value_name = "first|last")]
    label: Option<LabelColumn>,
    /// Whether the first line names the columns (default: found by the words in it)
    #[arg(long, value_name = "yes|no", value_enum)]
    header: Option<Header>,
    /// What a dark and a bright pixel are, like 0:255; the other way round for ink on paper (default: the least of 0:1, 0:16, 0:255 and 0:65535 that holds all)
    #[arg(long, value_name = "DARK:BRIGHT", allow_hyphen_values = true)]
    range: Option<PixelRange>,
    /// Draw what the tested images are taken for as a picture
    #[arg(long, value_name = "F.svg|F.png", value_parser = report::file)]
    picture: Option<PathBuf>,
    /// Print one JSON object: what was read and done, accuracy, the table of what images are taken for, wall seconds
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Header {
    /// it names them
    Yes,
    /// it is an image
    No,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.05..=1_000.0).contains(&value) => Ok(value),
        _ => Err(format!("a number of seconds from 0.05 to 1000, not `{text}`")),
    }
}

fn share(text: &str) -> Result<f64, String> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let value = match text.split_once('/') {
        Some((part, whole)) => number(part).zip(number(whole)).map(|(part, whole)| part / whole),
        None => number(text),
    };
    value
        .filter(|share| (0.0..=0.9).contains(share))
        .ok_or_else(|| format!("a share from 0 to 0.9, like 1/3 or 0.25, not `{text}`"))
}

/// What came of it, for scripts.
#[derive(Serialize)]
struct Outcome<'a> {
    file: &'a str,
    images: usize,
    pixels: usize,
    range: [f64; 2],
    label: String,
    learned: usize,
    tested: u32,
    outputs: usize,
    seconds: f64,
    rounds: Option<u32>,
    seed: u64,
    /// How many outputs are named after each class, in their order; then those that answer nothing.
    named: Vec<usize>,
    accuracy: Option<f64>,
    right: u32,
    classes: &'a [String],
    /// Of each class how many images were taken for each, and last for none.
    confusion: &'a [Vec<u32>],
    wall_seconds: f64,
    images_per_second: f64,
}

pub(super) fn learn(options: &Options) -> Result<(), Failure> {
    Guard::default()
        .reads("IMAGES", [&options.images])
        .reads("--test", &options.test)
        .writes("--out", &options.out)
        .writes("--picture", &options.picture)
        .prints("--json", options.json)
        .check()?;
    let (images, understood) = read(options)?;
    say(&format!("{}: {understood}", files::name_of_input(&options.images)));
    match &options.test {
        Some(path) => test(options, &images, &understood, path),
        None => train(options, &images, &understood),
    }
}

fn read(options: &Options) -> Result<(Images, Understood), Failure> {
    let bytes = files::read_bytes(&options.images)?;
    let name = files::name_of_input(&options.images);
    if let Some(fault) =
        std::str::from_utf8(&bytes).ok().and_then(|text| mistaken::for_images(text, &options.images))
    {
        return Err(Faults::single(&name, fault).into());
    }
    let header = options.header.map(|header| header == Header::Yes);
    let asked = Asked { label: options.label, header, range: options.range };
    Ok(learn::read(&name, &bytes, &asked)?)
}

/// Learns, names and tests.
fn train(options: &Options, images: &Images, understood: &Understood) -> Result<(), Failure> {
    let Some(out) = &options.out else { return Ok(()) };
    let seconds = options.seconds.unwrap_or(SECONDS);
    let (outputs, seed) = (options.outputs as usize, options.seed);
    let layer = Layer { outputs, seconds, seed, ..Layer::new(images.pixels) };
    if layer.synapses() > MOST_SYNAPSES {
        let words = format!(
            "{} synapses for {} outputs and {} pixels, and at most {MOST_SYNAPSES} can be had: fewer `--outputs`, or smaller images",
            layer.synapses(),
            layer.outputs,
            layer.pixels
        );
        return Err(Failure::Usage(words));
    }
    if images.classes.len() < 2 {
        let name = files::name_of_input(&options.images);
        return Err(Failure::Input(format!(
            "{name}: all images have the label `{}`: there is nothing to tell apart",
            images.classes[0]
        )));
    }
    let (learned, held) = split(images.len(), options.held_out.unwrap_or(1.0 / 3.0), options.seed);
    if learned.is_empty() {
        return Err(Failure::Usage("--held-out leaves no image to learn: there are too few".into()));
    }
    for path in std::iter::once(out).chain(&options.picture) {
        files::check_writable(path)?;
    }
    let progress =
        progress_bar(work_of(learned.len(), options.rounds) + held.len(), 0).with_message("images");
    let began = Instant::now();
    let mut after_each = || progress.inc(1);
    let training = Training { layer, rounds: options.rounds };
    let trained = training.run(images, &learned, &mut after_each);
    let mut trained = trained.map_err(|problem| {
        Failure::Input(format!("nothing was learned: {problem}; show images longer, with `--seconds`"))
    })?;
    let shown = one_of_each(images, if held.is_empty() { &learned } else { &held });
    let count = trained.show(&training.layer, images, &shown);
    let answers = Answers::of(&mut trained.rig(seconds), images, &held, &mut after_each);
    let confusion = Confusion::of(&answers, images, trained.says());
    progress.finish_and_clear();
    let wall = began.elapsed().as_secs_f64();
    let header = format!(
        "// Made from {} by `wriggle learn`: {}.\n// Outputs of the class `says X` answer most to images of X. The script shows {}.",
        shown_name(&options.images),
        trained.scene().about,
        if count == 1 { "an image".to_owned() } else { format!("{count} images, one of a class each") },
    );
    files::write(out, to_text(trained.scene(), &header).as_bytes())?;
    let done = Done {
        options,
        images,
        understood,
        trained: &trained,
        confusion: &confusion,
        learned: learned.len(),
        seconds,
        wall,
        shown: work_of(learned.len(), options.rounds) + held.len(),
    };
    done.tell()
}

/// Tests a network that has learned.
fn test(options: &Options, images: &Images, understood: &Understood, path: &Path) -> Result<(), Failure> {
    let Loaded { scene, .. } = files::scene(path)?;
    let name = files::name_of_input(path);
    let trained = Trained::of(scene).map_err(|problem| {
        Failure::Input(format!(
            "{name}: this is no network that has learned images: {problem}\n  help: `wriggle learn IMAGES.csv --out F.worm.ron` makes one"
        ))
    })?;
    if trained.pixels() != images.pixels {
        return Err(Failure::Input(format!(
            "{}: images of {} pixels, and {name} has learned images of {}",
            files::name_of_input(&options.images),
            images.pixels,
            trained.pixels()
        )));
    }
    let seconds = options.seconds.or(trained.seconds()).unwrap_or(SECONDS);
    let tested = match options.held_out {
        Some(share) => split(images.len(), share, options.seed).1,
        None => (0..images.len() as u32).collect(),
    };
    options.picture.iter().try_for_each(|path| files::check_writable(path))?;
    let progress = progress_bar(tested.len(), 0).with_message("images");
    let began = Instant::now();
    let answers = Answers::of(&mut trained.rig(seconds), images, &tested, &mut || progress.inc(1));
    progress.finish_and_clear();
    let confusion = Confusion::of(&answers, images, trained.says());
    let wall = began.elapsed().as_secs_f64();
    let done = Done {
        options,
        images,
        understood,
        trained: &trained,
        confusion: &confusion,
        learned: 0,
        seconds,
        wall,
        shown: tested.len(),
    };
    done.tell()
}

/// The first image of each class.
fn one_of_each(images: &Images, among: &[u32]) -> Vec<u32> {
    let first = |class: usize| among.iter().copied().find(|image| images.label(*image) == class);
    (0..images.classes.len()).filter_map(first).collect()
}

/// A file's name in a comment.
fn shown_name(path: &Path) -> String {
    files::name_of_input(path).replace(char::is_control, "?")
}

/// What was done.
struct Done<'a> {
    options: &'a Options,
    images: &'a Images,
    understood: &'a Understood,
    trained: &'a Trained,
    confusion: &'a Confusion,
    learned: usize,
    seconds: f64,
    wall: f64,
    shown: usize,
}

impl Done<'_> {
    /// How many outputs are named after each class, and last those that answer nothing.
    fn named(&self) -> Vec<usize> {
        let classes = &self.confusion.classes;
        let count = |name: Option<&str>| self.trained.says().filter(|says| *says == name).count();
        classes.iter().map(|class| count(Some(class))).chain([count(None)]).collect()
    }

    fn tell(&self) -> Result<(), Failure> {
        let Self { options, confusion, .. } = self;
        let total = confusion.total();
        let (named, line) = (self.named(), self.line());
        if self.learned > 0 {
            let (silent, classes) = named.split_last().unwrap_or((&0, &[]));
            let names =
                confusion.classes.iter().zip(classes).map(|(name, count)| format!("{count} say {name}"));
            let silent = (*silent > 0).then(|| format!("{silent} are silent"));
            let names: Vec<String> = names.chain(silent).collect();
            say(&format!("of {} outputs {}", self.trained.says().count(), names.join(", ")));
        }
        if total > 0 {
            say(&format!("{line}\n{}", confusion.table().trim_end()));
        }
        if let Some(path) = &options.picture {
            let title = report::title(&options.images);
            let format = Format::of(path).unwrap_or(Format::Svg);
            let picture = confusion_picture(&Heading { title, line }, confusion, format)
                .map_err(Failure::io(path.display().to_string()))?;
            report::keep(path, &picture)?;
        }
        if !options.json {
            return Ok(());
        }
        let file = files::name_of_input(&options.images);
        let outcome = Outcome {
            file: &file,
            images: self.images.len(),
            pixels: self.images.pixels,
            range: [self.understood.range.dark, self.understood.range.bright],
            label: self.understood.label.to_string(),
            learned: self.learned,
            tested: total,
            outputs: self.trained.says().count(),
            seconds: self.seconds,
            rounds: options.test.is_none().then_some(options.rounds),
            seed: options.seed,
            named,
            accuracy: (total > 0).then(|| confusion.accuracy()),
            right: confusion.right(),
            classes: &confusion.classes,
            confusion: &confusion.counts,
            wall_seconds: self.wall,
            images_per_second: self.shown as f64 / self.wall.max(1.0e-9),
        };
        let json =
            serde_json::to_string_pretty(&outcome).map_err(|error| Failure::Input(error.to_string()))?;
        print_line(&json)
    }

    fn line(&self) -> String {
        let (right, total) = (self.confusion.right(), self.confusion.total());
        let held = match (self.learned, self.options.held_out) {
            (0, None) => "images",
            _ => "images held out",
        };
        format!(
            "{right} of {total} {held} taken for what they are: {:.1} %",
            100.0 * self.confusion.accuracy()
        )
    }
}

fn confusion_picture(
    heading: &Heading,
    table: &Confusion,
    format: Format,
) -> std::io::Result<crate::record::report::Encoded> {
    confusion(heading, &table.classes, &table.counts, format)
}
