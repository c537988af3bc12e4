//! The command line: one file a subcommand.
//!
//! Human words go to standard error, data to standard output or to files. Exit codes: 0 done,
//! 1 the input is at fault, 2 wrong usage.

mod changes;
mod check;
mod diff;
mod export;
mod files;
#[cfg(feature = "window")]
mod film;
mod guard;
mod import;
mod learn;
mod lint;
mod list;
mod mistaken;
mod open;
mod options;
mod outside;
#[cfg(feature = "window")]
mod picture_file;
mod replicates;
mod report;
mod responses;
mod run;
mod screen;
mod series;
#[cfg(feature = "window")]
mod shot;
mod slip;
mod sweep;

use crate::exchange;
use crate::experiment;
use crate::record::TableError;
use crate::scene::{self, Faults};
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use thiserror::Error;

/// The scene that is opened when none is named.
const DEFAULT_SCENE: &str = "scenes/crawler.worm.ron";
/// The same, built in, for a program that was installed without its scenes.
const BUILT_IN_SCENE: &str = include_str!("../../scenes/crawler.worm.ron");

/// What holds for every subcommand.
const AFTER_HELP: &str = "A file named `-` is standard input where it is read and standard output where it is written. Words for people go to standard error. \
The program exits with 0 when done, 1 when the input is at fault (with file, line and column), 2 when the command line is.";

/// A living worm: a nervous system you can see, touch and edit while it moves a body.
#[derive(Parser, Debug)]
#[command(name = "wriggle", version, about, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The scene to open in the window; scenes/crawler.worm.ron if none is named
    scene: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Open a scene in the window; without a display, run it for 30 simulated seconds and say what the worm did
    Open(open::Options),
    /// Run a scene without a window, as fast as it goes
    #[command(allow_negative_numbers = true)]
    Run(Box<run::Options>),
    /// Do many runs of a scene, over a grid or a sample of parameters, on all processors: one row a run and creature, with the parameters, the measures and the hash
    #[command(allow_negative_numbers = true)]
    Sweep(Box<sweep::Options>),
    /// Measure how far a creature backs off from each touch, as a table or as a picture with a curve for each protocol
    #[command(allow_negative_numbers = true)]
    Responses(Box<responses::Options>),
    /// Silence every neuron in turn and measure what that changes, in standard deviations of the intact worm: a table, the strongest effect first, and a picture
    #[command(allow_negative_numbers = true)]
    Screen(Box<screen::Options>),
    /// Let a layer of neurons learn images without being told what they are, name its outputs by the labels, and test it on images held out; or test one that has learned
    Learn(Box<learn::Options>),
    /// List the neurons of a scene with class, sign, degree, muscles and senses, as CSV or JSON
    List(list::Options),
    /// Compare two scenes by what they mean, not by their text; exits with 0 where they are equal, 1 where they differ, 2 where one cannot be read
    Diff(diff::Options),
    /// Make a scene of a table of links, a matrix or a graph of another program
    Import(Box<import::Options>),
    /// Write a scene's network as GraphML (networkx, Gephi), as a table of links or for Graphviz
    Export(export::Options),
    /// Check scenes and protocols; every fault is told with its place
    Check(check::Options),
    /// Draw a scene at a moment into a picture, or a span of it into a video; no display needed
    #[cfg(feature = "window")]
    #[command(allow_negative_numbers = true)]
    Shot(Box<shot::Options>),
}

/// Why a command did not do what was asked.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// The scene cannot be used.
    #[error(transparent)]
    Scene(#[from] Faults),
    /// The file of another program cannot be used.
    #[error(transparent)]
    Network(#[from] exchange::Problem),
    /// The same, with all that there is to say of it.
    #[error("{0}")]
    Told(String),
    /// Something else that was given is at fault.
    #[error("wriggle: {0}")]
    Input(String),
    /// The words of the command line do not fit the scene.
    #[error("wriggle: {0}")]
    Usage(String),
    /// A scene that was to be compared cannot be used.
    #[error(transparent)]
    Uncompared(Faults),
    /// What was compared differs, which has been told.
    #[error("they differ")]
    Different,
    /// Reading or writing failed.
    #[error("wriggle: {what}: {error}")]
    Io {
        /// Which file.
        what: String,
        /// What the system says.
        error: io::Error,
    },
}

impl From<experiment::Problem> for Failure {
    fn from(problem: experiment::Problem) -> Self {
        match problem {
            experiment::Problem::Asked(words) => Self::Usage(words),
            experiment::Problem::Input(words) => Self::Input(words),
            experiment::Problem::Faults(faults) => Self::Scene(faults),
            experiment::Problem::Stopped => Self::Input(problem.to_string()),
            experiment::Problem::Threads(error) => Self::Io { what: STARTING.to_owned(), error },
        }
    }
}

impl From<TableError> for Failure {
    fn from(TableError { file, source }: TableError) -> Self {
        Self::Io { what: file, error: source }
    }
}

impl Failure {
    fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |error| Self::Io { what, error }
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            // Whoever read our output has had enough of it: that is no fault.
            Self::Io { error, .. } if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Usage(_) | Self::Uncompared(_) => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}

/// The command line as clap knows it: for documents and tests, which are held to it.
#[doc(hidden)]
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    run_words(std::env::args_os().collect())
}

/// The whole program with these words, its own name first.
pub(crate) fn run_words(words: Vec<OsString>) -> ExitCode {
    let parsed = Arguments::command().try_get_matches_from(&words).and_then(|mut matches| {
        let command = Arguments::command();
        let typed = matches
            .subcommand()
            .and_then(|(name, matches)| command.find_subcommand(name).map(|command| typed(command, matches)));
        Ok((Arguments::from_arg_matches_mut(&mut matches)?, typed.unwrap_or_default()))
    });
    let words = words.get(1..).unwrap_or_default();
    let (arguments, typed) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let asked_for = !error.use_stderr();
            // Nothing can be done about a terminal that takes no words.
            match slip::told(words).filter(|_| !asked_for) {
                Some(slip) => drop(writeln!(io::stderr(), "{}", Failure::Usage(slip))),
                None => drop(error.print()),
            }
            return if asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let done = match arguments.command {
        None => {
            let is_slip = arguments.scene.as_ref().is_some_and(|scene| !scene.exists());
            match slip::told(words).filter(|_| is_slip) {
                Some(slip) => Err(Failure::Usage(slip)),
                None => open::open(&open::Options { scene: arguments.scene }),
            }
        }
        Some(Command::Open(options)) => open::open(&options),
        Some(Command::Run(options)) => run::run(&options),
        Some(Command::Sweep(options)) => sweep::sweep(&options, &typed),
        Some(Command::Responses(options)) => responses::run(&options),
        Some(Command::Screen(options)) => screen::screen(&options),
        Some(Command::Learn(options)) => learn::learn(&options),
        Some(Command::List(options)) => list::list(&options),
        Some(Command::Diff(options)) => diff::diff(&options),
        Some(Command::Import(options)) => import::import(&options),
        Some(Command::Export(options)) => export::export(&options),
        Some(Command::Check(options)) => check::check(&options),
        #[cfg(feature = "window")]
        Some(Command::Shot(options)) => shot::shot(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let code = failure.exit_code();
            if code != ExitCode::SUCCESS && !matches!(failure, Failure::Different) {
                let _ = writeln!(io::stderr(), "{failure}");
            }
            code
        }
    }
}

/// What was typed of each option and argument of a subcommand, by its name.
type Typed = BTreeMap<String, Vec<String>>;

fn typed(command: &clap::Command, matches: &clap::ArgMatches) -> Typed {
    let arguments = command.get_arguments().map(|argument| argument.get_id().as_str());
    let given = arguments.filter(|id| matches.value_source(id) == Some(ValueSource::CommandLine));
    given
        .map(|id| {
            let values = matches.get_raw(id).into_iter().flatten();
            let values = values.map(|value| value.to_string_lossy().into_owned());
            (id.replace('_', "-"), values.collect())
        })
        .collect()
}

/// Loads a scene file; without a path the default one, from disk if it is there.
fn load_scene(path: Option<&Path>) -> Result<(scene::Loaded, Option<PathBuf>), Failure> {
    match path {
        // What was read from a pipe cannot be saved to where it came from.
        Some(path) if files::is_standard_input(path) => Ok((files::scene(path)?, None)),
        Some(path) => Ok((files::scene(path)?, Some(path.to_owned()))),
        None if Path::new(DEFAULT_SCENE).exists() => {
            Ok((scene::load(Path::new(DEFAULT_SCENE))?, Some(PathBuf::from(DEFAULT_SCENE))))
        }
        None => Ok((scene::loaded(BUILT_IN_SCENE, "the built-in scene")?, None)),
    }
}

/// Writes a line to standard output; a closed pipe is passed on as an error.
fn print_line(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Failure::io("standard output"))
}

/// Words for people, on standard error: a closed terminal is no fault.
fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// The same of something that is in order, but hardly meant or good to know.
fn note(words: &str) {
    say(&format!("wriggle: note: {words}"));
}

/// How many things are done at a time, if nothing else was asked for: one a processor.
fn jobs_or_all(jobs: Option<u16>) -> usize {
    jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

/// A bar on the terminal; none where there is no terminal.
fn progress_bar(total: usize, done: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64).with_position(done as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}  {elapsed}, {eta} to go") {
        bar.set_style(style);
    }
    bar.reset_eta();
    bar
}

/// What ends work on many threads before its time.
struct Sooner(Failure);

impl From<io::Error> for Sooner {
    fn from(error: io::Error) -> Self {
        Self(Failure::Io { what: STARTING.to_owned(), error })
    }
}

impl From<Failure> for Sooner {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<experiment::Problem> for Sooner {
    fn from(problem: experiment::Problem) -> Self {
        Self(problem.into())
    }
}

/// What fails when no threads can be had.
const STARTING: &str = "starting threads";

/// Whether a file's name stands for standard output.
fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}
