//! `wriggle import`: a table of links or a GraphML file becomes a scene.

use super::guard::Guard;
use super::mistaken::{self, Wanted};
use super::{Failure, files};
use crate::exchange::{
    self, CONDUCTANCE_PER_CONTACT, Factors, Network, Problem, WEIGHT_PER_CONTACT, read_edges, read_graphml,
    read_neurons,
};
use crate::scene::{Faults, to_text};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// A table of links (columns `pre`, `post`, `type`, `weight`, separated by commas, tabs or semicolons) or GraphML
    edges: PathBuf,
    /// A table of neurons: columns `name`, `class`, `x`, `y`, `transmitter`
    #[arg(long, value_name = "F.csv")]
    neurons: Option<PathBuf>,
    /// The scene to write
    #[arg(long, value_name = "F.worm.ron")]
    out: PathBuf,
    /// The name of the creature (default: that of the file)
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The weight of a synapse, for each contact
    #[arg(long, value_name = "W", default_value_t = WEIGHT_PER_CONTACT, value_parser = factor)]
    weight_per_contact: f64,
    /// The conductance of a gap junction, for each contact; at most 0.5 in all
    #[arg(long, value_name = "G", default_value_t = CONDUCTANCE_PER_CONTACT, value_parser = factor)]
    conductance_per_contact: f64,
    /// Take weights and conductances as they are, every link by itself: what `export` wrote comes back the same
    #[arg(long, conflicts_with_all = ["weight_per_contact", "conductance_per_contact"])]
    raw: bool,
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0e6).contains(&value) => Ok(value),
        _ => Err(format!("a number from 0 to 1000000, not `{text}`")),
    }
}

pub(super) fn import(options: &Options) -> Result<(), Failure> {
    Guard::default()
        .reads("EDGES", [&options.edges])
        .reads("--neurons", &options.neurons)
        .writes("--out", [&options.out])
        .check()?;
    let mut network = Network::default();
    if let Some(path) = &options.neurons {
        read_neurons(&text_of(path)?, &files::name_of_input(path), &mut network).map_err(failure)?;
    }
    let text = text_of(&options.edges)?;
    let file = files::name_of_input(&options.edges);
    if is_xml(&options.edges, &text) {
        if let Some(path) = &options.neurons {
            let path = path.display();
            return Err(Failure::Usage(format!("--neurons {path}: GraphML has the neurons in it already")));
        }
        read_graphml(&text, &file, &mut network).map_err(failure)?;
    } else {
        read_edges(&text, &file, &mut network).map_err(failure)?;
    }
    let factors = if options.raw {
        Factors::Raw
    } else {
        Factors::PerContact {
            weight: options.weight_per_contact,
            conductance: options.conductance_per_contact,
        }
    };
    let name = options.name.clone().unwrap_or_else(|| stem(&options.edges));
    let scene = exchange::build(&mut network, &name, factors).map_err(|mut problem| {
        if problem.place.file.is_empty() {
            problem.place.file.clone_from(&file);
        }
        failure(problem)
    })?;

    let header = format!("// Made from {} by `wriggle import`.", shown_in_comment(&options.edges));
    files::write(&options.out, to_text(&scene, &header).as_bytes())?;
    let creature = &scene.creatures[0];
    let mut words = format!(
        "{file}: {} neurons, {} chemical and {} electrical synapses",
        creature.neurons.len(),
        creature.synapses.len(),
        creature.gaps.len(),
    );
    for (what, count) in &network.notes {
        words.push_str(&format!("\n  note: {count} {what}"));
    }
    // Words for people: a closed terminal is no fault.
    let _ = writeln!(io::stderr(), "{words}");
    Ok(())
}

/// The text of a table or of GraphML.
fn text_of(path: &Path) -> Result<String, Failure> {
    let text = files::read_text(path, Wanted::Network)?;
    match mistaken::for_import(&text, path) {
        Some(fault) => Err(Faults::single(&files::name_of_input(path), fault).into()),
        None => Ok(text),
    }
}

fn failure(problem: Problem) -> Failure {
    Failure::Input(problem.to_string())
}

fn is_xml(path: &Path, text: &str) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "graphml" || ending == "xml")
        || text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// The name of a file without its endings, as far as it can be a creature's name.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem: String =
        name.split('.').find(|part| !part.is_empty()).unwrap_or_default().chars().take(60).collect();
    let stem = stem.replace(|c: char| c.is_control() || c == ',', "_").trim().to_owned();
    if stem.is_empty() || stem == "-" { "Network".to_owned() } else { stem }
}

fn shown_in_comment(path: &Path) -> String {
    files::name_of_input(path).replace(char::is_control, "?")
}
