//! `wriggle check`: are these files scenes?

use super::{Failure, print_line};
use crate::scene;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Scene files
    #[arg(required = true)]
    scenes: Vec<PathBuf>,
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    let mut bad = 0;
    for path in &options.scenes {
        match scene::load(path) {
            Ok(loaded) => {
                let scene = &loaded.scene;
                let neurons: usize = scene.creatures.iter().map(|c| c.neurons.len()).sum();
                let synapses: usize = scene.creatures.iter().map(|c| c.synapses.len()).sum();
                print_line(&format!(
                    "{}: good: {} creatures, {neurons} neurons, {synapses} synapses",
                    path.display(),
                    scene.creatures.len(),
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
