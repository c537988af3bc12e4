//! The command line: one file a subcommand.
//!
//! Human words go to standard error, data to standard output or to files. Exit codes: 0 done,
//! 1 the input is at fault, 2 wrong usage.

mod check;
mod export;
mod import;
mod open;
mod options;
mod report;
mod responses;
mod run;
#[cfg(feature = "window")]
mod shot;
mod sweep;

use crate::exchange::Problem;
use crate::record::TableError;
use crate::scene::{self, Faults};
use clap::{CommandFactory, Parser, Subcommand};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use thiserror::Error;

/// The scene that is opened when none is named.
const DEFAULT_SCENE: &str = "scenes/crawler.worm.ron";
/// The same, built in, for a program that was installed without its scenes.
const BUILT_IN_SCENE: &str = include_str!("../../scenes/crawler.worm.ron");

/// What holds for every subcommand.
const AFTER_HELP: &str = "A file named `-` is standard output. Words for people go to standard error. \
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
    /// Do many runs of a scene, over a grid or a sample of parameters, on all processors: one row a run, with the parameters, the measures and the hash
    #[command(allow_negative_numbers = true)]
    Sweep(Box<sweep::Options>),
    /// Measure how far a creature backs off from each touch, as a table or as a picture with a curve for each protocol
    Responses(responses::Options),
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
    Network(#[from] Problem),
    /// The same, with all that there is to say of it.
    #[error("{0}")]
    Told(String),
    /// Something else that was given is at fault.
    #[error("wriggle: {0}")]
    Input(String),
    /// The words of the command line do not fit the scene.
    #[error("wriggle: {0}")]
    Usage(String),
    /// Reading or writing failed.
    #[error("wriggle: {what}: {error}")]
    Io {
        /// Which file.
        what: String,
        /// What the system says.
        error: io::Error,
    },
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
            Self::Usage(_) => ExitCode::from(2),
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
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked_for = !error.use_stderr();
            // Nothing can be done about a terminal that takes no words.
            let _ = error.print();
            return if asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let done = match arguments.command {
        None => open::open(&open::Options { scene: arguments.scene }),
        Some(Command::Open(options)) => open::open(&options),
        Some(Command::Run(options)) => run::run(&options),
        Some(Command::Sweep(options)) => sweep::sweep(&options),
        Some(Command::Responses(options)) => responses::run(&options),
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
            if code != ExitCode::SUCCESS {
                let _ = writeln!(io::stderr(), "{failure}");
            }
            code
        }
    }
}

/// Loads a scene file; without a path the default one, from disk if it is there.
fn load_scene(path: Option<&Path>) -> Result<(scene::Loaded, Option<PathBuf>), Failure> {
    match path {
        Some(path) => Ok((scene::load(path)?, Some(path.to_owned()))),
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

/// Whether a file's name stands for standard output.
fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}
