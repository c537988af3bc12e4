//! `wriggle check`: are these files scenes?

use super::guard::Guard;
use super::mistaken::{self, Wanted};
use super::{Failure, files, print_line};
use crate::scene::{self, Faults, Protocol};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Scene files, and protocols (NAME.protocol.ron)
    #[arg(required = true)]
    scenes: Vec<PathBuf>,
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    Guard::default().reads("SCENES", &options.scenes).check()?;
    let mut bad = 0;
    for path in &options.scenes {
        match look(path) {
            Ok(words) => print_line(&format!("{}: {words}", files::name_of_input(path)))?,
            Err(faults) => {
                bad += 1;
                writeln!(io::stderr(), "{faults}").map_err(Failure::io("standard error"))?;
            }
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Failure::Input("1 file is at fault".into())),
        _ => Err(Failure::Input(format!("{bad} files are at fault"))),
    }
}

/// What is good of a file.
fn look(path: &Path) -> Result<String, Faults> {
    let shown = files::name_of_input(path);
    let praise = |protocol: &Protocol| format!("a good protocol: {}", protocol.name);
    if shown.ends_with(".protocol.ron") {
        return files::protocol(path).map(|protocol| praise(&protocol));
    }
    let text = files::read_text(path, Wanted::Scene)?;
    let faults = match scene::loaded(&text, &shown) {
        Ok(loaded) => {
            let scene = &loaded.scene;
            let neurons: usize = scene.creatures.iter().map(|c| c.neurons.len()).sum();
            let synapses: usize = scene.creatures.iter().map(|c| c.synapses.len()).sum();
            return Ok(format!(
                "good: {}, {}, {}",
                counted(scene.creatures.len(), "creature"),
                counted(neurons, "neuron"),
                counted(synapses, "synapse"),
            ));
        }
        Err(faults) => faults,
    };
    // Under another name, or from a pipe.
    match Protocol::parse(&text, &shown) {
        Ok(protocol) => Ok(praise(&protocol)),
        Err(_) => Err(mistaken::or(faults, &text, path, Wanted::Scene)),
    }
}

/// "1 neuron", "2 neurons".
fn counted(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
