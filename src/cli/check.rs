//! `wriggle check`: are these files scenes?

use super::guard::Guard;
use super::mistaken::{self, Wanted};
use super::{Failure, files, lint, print_line};
use crate::entry::counted;
use crate::scene::fault::Warnings;
use crate::scene::read::warnings;
use crate::scene::{self, Faults, Protocol, Scene};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Scene files, and protocols (NAME.protocol.ron)
    #[arg(required = true)]
    scenes: Vec<PathBuf>,
    /// Warn of what a scene may say but hardly can have meant: clocks with two spikes, neurons without links, neurons that can never fire, links that carry nothing, muscles without a neuron, modulators without a source, thresholds that homeostasis can bring to 0, astrocytes without a synapse, a seed that changes nothing. Without it only bodies that lie in one another, in posts or in walls are told of
    #[arg(long)]
    lint: bool,
    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    Guard::default().reads("SCENES", &options.scenes).check()?;
    let (mut bad, mut warnings) = (0, 0);
    for path in &options.scenes {
        match look(path, options.lint) {
            Ok((words, None)) => print_line(&format!("{}: {words}", files::name_of_input(path)))?,
            Ok((words, Some(warned))) => {
                let but = counted(warned.len(), "warning");
                print_line(&format!("{}: {words}; {but}", files::name_of_input(path)))?;
                warnings += warned.len();
                writeln!(io::stderr(), "{warned}").map_err(Failure::io("standard error"))?;
            }
            Err(faults) => {
                bad += 1;
                writeln!(io::stderr(), "{faults}").map_err(Failure::io("standard error"))?;
            }
        }
    }
    match bad {
        0 if options.strict && warnings > 0 => {
            Err(Failure::Input(format!("{}, and --strict was asked for", counted(warnings, "warning"))))
        }
        0 => Ok(()),
        1 => Err(Failure::Input("1 file is at fault".into())),
        _ => Err(Failure::Input(format!("{bad} files are at fault"))),
    }
}

/// What is good of a file, and what is to be warned of.
fn look(path: &Path, lint: bool) -> Result<(String, Option<Warnings>), Faults> {
    let shown = files::name_of_input(path);
    let praise = |protocol: &Protocol| (format!("a good protocol: {}", protocol.name), None);
    if shown.ends_with(Protocol::ENDING) {
        return files::protocol(path).map(|protocol| praise(&protocol));
    }
    let text = files::read_text(path, Wanted::Scene)?;
    let faults = match scene::parse(&text, &shown) {
        Ok(scene) => return Ok((of_scene(&scene), warned(&scene, &text, &shown, lint))),
        Err(faults) => faults,
    };
    // Under another name, or from a pipe.
    match Protocol::parse(&text, &shown) {
        Ok(protocol) => Ok(praise(&protocol)),
        Err(_) => Err(mistaken::or(faults, &text, path, Wanted::Scene)),
    }
}

fn of_scene(scene: &Scene) -> String {
    let neurons: usize = scene.creatures.iter().map(|c| c.neurons.len()).sum();
    let synapses: usize = scene.creatures.iter().map(|c| c.synapses.len()).sum();
    format!(
        "good: {}, {}, {}",
        counted(scene.creatures.len(), "creature"),
        counted(neurons, "neuron"),
        counted(synapses, "synapse"),
    )
}

fn warned(scene: &Scene, text: &str, file: &str, lint: bool) -> Option<Warnings> {
    let mut found = lint::always(scene);
    if lint {
        found.extend(lint::asked(scene));
    }
    Some(warnings(text, file, found)).filter(|warned| !warned.is_empty())
}
