//! `wriggle diff`: in what two scenes differ.

use super::guard::Guard;
use super::{Failure, files, print_line};
use crate::scene;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// A scene file
    one: PathBuf,
    /// The scene file that it is compared with
    other: PathBuf,
    /// Print a JSON list of objects: `change` (added, removed, changed), `path`, `from`, `to`
    #[arg(long)]
    json: bool,
}

pub(super) fn diff(options: &Options) -> Result<(), Failure> {
    Guard::default().reads("ONE and OTHER", [&options.one, &options.other]).check()?;
    let read = |path: &PathBuf| files::scene(path).map(|loaded| loaded.scene).map_err(Failure::Uncompared);
    let changes = scene::diff(&read(&options.one)?, &read(&options.other)?);
    if options.json {
        let json = serde_json::to_string_pretty(&changes)
            .map_err(|error| Failure::Input(format!("the changes cannot be written: {error}")))?;
        print_line(&json)?;
    } else {
        changes.iter().try_for_each(|change| print_line(&change.to_string()))?;
    }
    if changes.is_empty() { Ok(()) } else { Err(Failure::Different) }
}
