//! `wriggle export`: a scene's network for other programs.

use super::guard::{Guard, SCENE};
use super::{Failure, files};
use crate::exchange::{to_dot, to_edges, to_graphml, to_neurons};
use crate::scene::document::{Creature, Scene};
use crate::scene::select;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// The file to write; its ending tells the format: `.graphml`, `.csv` or `.dot`
    #[arg(long, value_name = "F")]
    out: PathBuf,
    /// The format, where the ending does not tell it
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write a table of the neurons too
    #[arg(long, value_name = "F.csv")]
    neurons: Option<PathBuf>,
    /// Which creature, where there are several
    #[arg(long, value_name = "NAME")]
    creature: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For networkx, Gephi, yEd, igraph
    Graphml,
    /// A table of links: pre,post,type,weight and, where there is any, of start, rule, delay and astrocyte
    Csv,
    /// For Graphviz
    Dot,
}

pub(super) fn export(options: &Options) -> Result<(), Failure> {
    let format = options.format.or_else(|| of_ending(&options.out)).ok_or_else(|| {
        Failure::Usage(format!(
            "the format of {} is not clear: end its name in .graphml, .csv or .dot, or give --format",
            options.out.display()
        ))
    })?;
    Guard::default()
        .reads(SCENE, [&options.scene])
        .writes("--out", [&options.out])
        .writes("--neurons", &options.neurons)
        .check()?;
    let scene = files::scene(&options.scene)?.scene;
    let creature = creature(&scene, options)?;
    let text = match format {
        Format::Graphml => to_graphml(&scene, creature),
        Format::Csv => to_edges(creature),
        Format::Dot => to_dot(&scene, creature),
    };
    files::write(&options.out, text.as_bytes())?;
    if let Some(path) = &options.neurons {
        files::write(path, to_neurons(&scene, creature).as_bytes())?;
    }
    Ok(())
}

fn of_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_ascii_lowercase().to_str()? {
        "graphml" | "xml" => Some(Format::Graphml),
        "csv" => Some(Format::Csv),
        "dot" | "gv" => Some(Format::Dot),
        _ => None,
    }
}

fn creature<'s>(scene: &'s Scene, options: &Options) -> Result<&'s Creature, Failure> {
    let names = || scene.creatures.iter().map(|creature| creature.name.as_str());
    match (&options.creature, scene.creatures.as_slice()) {
        (_, []) => Err(Failure::Input(format!(
            "{}: there is no creature in it",
            files::name_of_input(&options.scene)
        ))),
        (None, [one]) => Ok(one),
        (None, _) => {
            let names: Vec<&str> = names().take(10).collect();
            Err(Failure::Usage(format!("--creature: say which one, {}", names.join(", "))))
        }
        (Some(name), creatures) => creatures.iter().find(|c| c.name == *name).ok_or_else(|| {
            let hint = select::hint(name, names());
            Failure::Usage(format!("--creature: there is no creature \"{name}\"{hint}"))
        }),
    }
}
