//! `wriggle import`: the network of another program becomes a scene.

use super::guard::Guard;
use super::{Failure, files, mistaken, print_line};
use crate::exchange::{
    self, Account, Asked, CONDUCTANCE_PER_CONTACT, Factors, Kind, Network, Role, Sign, Source, Transmitter,
    WEIGHT_PER_CONTACT, counts, name_of_creature, read_neurons, to_type,
};
use crate::scene::document::Scene;
use crate::scene::{Faults, to_text};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// A table of links (columns `pre`, `post`, `type`, `weight`, separated by commas, tabs or semicolons), a matrix, or a graph (GraphML, GEXF, GML, Pajek, SIF, JSON); packed by gzip or not
    edges: PathBuf,
    /// A table of neurons: columns `name`, `class`, `x`, `y`, `transmitter`
    #[arg(long, value_name = "F.csv")]
    neurons: Option<PathBuf>,
    /// The scene to write
    #[arg(long, value_name = "F.worm.ron", required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// The name of the creature (default: that of the file)
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What a column or key is, for one that is called otherwise: ROLE is `pre`, `post`, `type`, `weight`, `chemical`, `electrical`, `sign`, `directed` or `region` of links, `name`, `id`, `class`, `x` or `y` of neurons, `transmitter` of both, or `ignore`; NAME is its heading, or its number where there are no headings. May be repeated
    #[arg(long, value_name = "ROLE=NAME", value_parser = column)]
    column: Vec<(Role, String)>,
    /// Whether the first line of the table of links names its columns (default: yes, unless `--columns` does)
    #[arg(long, value_name = "yes|no", value_enum)]
    header: Option<Header>,
    /// What the columns of the table of links are, from the left, by the roles of `--column`: `pre,post,weight`
    #[arg(long, value_name = "ROLE,...", value_delimiter = ',')]
    columns: Vec<Role>,
    /// What links are that do not say it themselves
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    kind: Option<Type>,
    /// Read the table as a matrix, whose rows send to its columns, whatever it looks like
    #[arg(long, conflicts_with = "columns")]
    matrix: bool,
    /// Transmitters that inhibit, though most neurons with them excite: `glutamate` for a fly
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = transmitter)]
    inhibitory: Vec<Transmitter>,
    /// Transmitters that excite, though most neurons with them inhibit
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = transmitter)]
    excitatory: Vec<Transmitter>,
    /// The weight of a synapse, for each contact
    #[arg(long, value_name = "W", default_value_t = WEIGHT_PER_CONTACT, value_parser = factor)]
    weight_per_contact: f64,
    /// The conductance of a gap junction, for each contact; at most 0.5 in all
    #[arg(long, value_name = "G", default_value_t = CONDUCTANCE_PER_CONTACT, value_parser = factor)]
    conductance_per_contact: f64,
    /// Take weights and conductances as they are, every link by itself: what `export` wrote comes back the same
    #[arg(long, conflicts_with_all = ["weight_per_contact", "conductance_per_contact"])]
    raw: bool,
    /// Refuse a file of which anything is not understood
    #[arg(long)]
    strict: bool,
    /// Say what would be read, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the account of what was read as one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Header {
    /// it names them
    Yes,
    /// it is a row like the others
    No,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Type {
    /// synapses
    Chemical,
    /// gap junctions
    Electrical,
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0e6).contains(&value) => Ok(value),
        _ => Err(format!("a number from 0 to 1000000, not `{text}`")),
    }
}

fn column(text: &str) -> Result<(Role, String), String> {
    let (role, name) = text.split_once('=').ok_or("ROLE=NAME, like weight=syn_count")?;
    Ok((role.parse()?, name.to_owned()))
}

fn transmitter(text: &str) -> Result<Transmitter, String> {
    Transmitter::named(text).ok_or_else(|| {
        format!("`{text}` is no transmitter that is known; there is {}", Transmitter::names().join(", "))
    })
}

impl Options {
    fn asked(&self) -> Asked {
        let signs = |of: &[Transmitter], sign| of.iter().map(move |of| (*of, sign)).collect::<Vec<_>>();
        Asked {
            columns: self.column.clone(),
            header: self.header.map(|header| header == Header::Yes),
            names: self.columns.clone(),
            matrix: self.matrix,
            kind: self.kind.map(|kind| match kind {
                Type::Chemical => Kind::Chemical,
                Type::Electrical => Kind::Electrical,
            }),
            signs: [signs(&self.inhibitory, Sign::Inhibitory), signs(&self.excitatory, Sign::Excitatory)]
                .concat(),
        }
    }

    const fn factors(&self) -> Factors {
        if self.raw {
            return Factors::Raw;
        }
        Factors::PerContact { weight: self.weight_per_contact, conductance: self.conductance_per_contact }
    }
}

/// What was made of a file, for scripts.
#[derive(Serialize)]
struct Made<'a> {
    file: &'a str,
    neurons: usize,
    chemical: usize,
    electrical: usize,
    account: &'a Account,
}

pub(super) fn import(options: &Options) -> Result<(), Failure> {
    let out = options.out.as_deref();
    Guard::default()
        .reads("EDGES", [&options.edges])
        .reads("--neurons", &options.neurons)
        .writes("--out", &options.out)
        .prints("--json", options.json)
        .check()?;
    let mut network = Network::default();
    let scene = match read(options, &mut network) {
        Ok(scene) => scene,
        // With what to type for what may have been meant.
        Err(Failure::Network(problem)) if !to_type(&problem.offers, &[]).is_empty() => {
            return Err(Failure::Told(problem.with_commands(&given())));
        }
        Err(failure) => return Err(failure),
    };
    let file = files::name_of_input(&options.edges);
    let creature = &scene.creatures[0];
    let made = Made {
        file: &file,
        neurons: creature.neurons.len(),
        chemical: creature.synapses.len(),
        electrical: creature.gaps.len(),
        account: &network.account,
    };
    // Words for people: a closed terminal is no fault.
    let _ = write!(
        io::stderr(),
        "{}: {}\n{}",
        shown(Path::new(&file)),
        counts(&scene),
        network.account.with_commands(&given())
    );
    if options.json {
        let json = serde_json::to_string(&made).map_err(|error| Failure::Input(error.to_string()))?;
        print_line(&json)?;
    }
    if options.strict && network.account.is_doubtful() {
        let message = format!(
            "{}: not all of it is understood, and --strict refuses that; nothing was written",
            shown(&options.edges)
        );
        return Err(Failure::Input(message));
    }
    let Some(out) = out.filter(|_| !options.dry_run) else { return Ok(()) };
    let header = format!("// Made from {} by `wriggle import`.", shown(&options.edges));
    files::write(out, to_text(&scene, &header).as_bytes())
}

fn read(options: &Options, network: &mut Network) -> Result<Scene, Failure> {
    let asked = options.asked();
    let links = source(&options.edges, network)?;
    exchange::read(&links, &asked, network)?;
    if let Some(path) = &options.neurons {
        if let Some(form) = network.form_with_neurons() {
            let path = files::name_of_input(path);
            return Err(Failure::Usage(format!("--neurons {path}: {form} has the neurons in it already")));
        }
        let neurons = source(path, network)?;
        read_neurons(&neurons, &asked, network)?;
    }
    let name = options.name.clone().unwrap_or_else(|| name_of_creature(&options.edges));
    exchange::scene_of(network, &links.file, &asked, &name, options.factors()).map_err(Failure::Network)
}

fn source(path: &Path, network: &mut Network) -> Result<Source, Failure> {
    let bytes = files::read_bytes(path)?;
    let name = files::name_of_input(path);
    let source = Source::decode(&name, &bytes, &mut network.account)?;
    match mistaken::for_import(&source.text, path) {
        Some(fault) => Err(Faults::single(&name, fault).into()),
        None => Ok(source),
    }
}

/// The command line as it was given.
fn given() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

/// A file's name in a comment or a line of words.
fn shown(path: &Path) -> String {
    files::name_of_input(path).replace(char::is_control, "?")
}
