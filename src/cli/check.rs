//! `wriggle check`: are these files scenes?

use super::{Failure, lint, print_line};
use crate::scene::read::warnings;
use crate::scene::{self, Protocol, read_text};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Scene files, and protocols (NAME.protocol.ron)
    #[arg(required = true)]
    scenes: Vec<PathBuf>,
    /// Warn of what a scene may say but hardly can have meant: clocks with two spikes, neurons without links, neurons that can never fire, links that carry nothing, muscles without a neuron, a seed that changes nothing. Without it only bodies that lie in one another, in posts or in walls are told of
    #[arg(long)]
    lint: bool,
    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    let (mut bad, mut warnings) = (0, 0);
    for path in &options.scenes {
        let is_protocol = path.to_string_lossy().ends_with(".protocol.ron");
        if is_protocol {
            match Protocol::load(path) {
                Ok(protocol) => {
                    print_line(&format!("{}: a good protocol: {}", path.display(), protocol.name))?;
                }
                Err(faults) => {
                    bad += 1;
                    writeln!(io::stderr(), "{faults}").map_err(Failure::io("standard error"))?;
                }
            }
            continue;
        }
        match of_scene(path, options.lint) {
            Ok(warned) => warnings += warned,
            Err(Failure::Scene(faults)) => {
                bad += 1;
                writeln!(io::stderr(), "{faults}").map_err(Failure::io("standard error"))?;
            }
            Err(failure) => return Err(failure),
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

/// Checks a scene and tells what it is; returns how much was warned of.
fn of_scene(path: &Path, lint: bool) -> Result<usize, Failure> {
    let (text, file) = (read_text(path)?, path.display().to_string());
    let scene = scene::parse(&text, &file)?;
    let neurons: usize = scene.creatures.iter().map(|c| c.neurons.len()).sum();
    let synapses: usize = scene.creatures.iter().map(|c| c.synapses.len()).sum();
    let mut found = lint::always(&scene);
    if lint {
        found.extend(lint::asked(&scene));
    }
    let warned = warnings(&text, &file, found);
    let but =
        if warned.is_empty() { String::new() } else { format!("; {}", counted(warned.len(), "warning")) };
    print_line(&format!(
        "{file}: good: {}, {}, {}{but}",
        counted(scene.creatures.len(), "creature"),
        counted(neurons, "neuron"),
        counted(synapses, "synapse"),
    ))?;
    if !warned.is_empty() {
        writeln!(io::stderr(), "{warned}").map_err(Failure::io("standard error"))?;
    }
    Ok(warned.len())
}

/// "1 neuron", "2 neurons".
fn counted(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
