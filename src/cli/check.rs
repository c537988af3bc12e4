//! `wriggle check`: are these files scenes?

use super::{Failure, print_line};
use crate::scene::{self, Protocol};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Scene files, and protocols (NAME.protocol.ron)
    #[arg(required = true)]
    scenes: Vec<PathBuf>,
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    let mut bad = 0;
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
        match scene::load(path) {
            Ok(loaded) => {
                let scene = &loaded.scene;
                let neurons: usize = scene.creatures.iter().map(|c| c.neurons.len()).sum();
                let synapses: usize = scene.creatures.iter().map(|c| c.synapses.len()).sum();
                print_line(&format!(
                    "{}: good: {}, {}, {}",
                    path.display(),
                    counted(scene.creatures.len(), "creature"),
                    counted(neurons, "neuron"),
                    counted(synapses, "synapse"),
                ))?;
            }
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

/// "1 neuron", "2 neurons".
fn counted(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
