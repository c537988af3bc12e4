//! `wriggle list`: the neurons of a scene, as a table.

use super::changes::chosen;
use super::guard::{Guard, SCENE};
use super::{Failure, files};
use crate::nervous::{Cover, Hold, NeuronParams, Side};
use crate::scene::document::{Creature, Scene};
use clap::Args;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// Only these neurons: `AVA` of every creature, `Ada:AVA` of one, `FL*` or `FL?` by a pattern, `class:touch` of a class
    #[arg(long, value_name = "NEURON,...", value_delimiter = ',')]
    neurons: Vec<String>,
    /// JSON in place of CSV
    #[arg(long)]
    json: bool,
    /// Where it goes (default: standard output)
    #[arg(long, value_name = "F")]
    out: Option<PathBuf>,
}

/// What is told of a neuron.
#[derive(Serialize)]
struct Row<'s> {
    creature: &'s str,
    neuron: &'s str,
    class: &'s str,
    /// What its transmitter does: `excitatory`, `inhibitory`, `both` or `none`.
    sign: &'static str,
    /// Chemical synapses that come in and go out, and gap junctions.
    in_degree: usize,
    out_degree: usize,
    gaps: usize,
    /// Joints, segments and joints, as `3`, `0-4.left`.
    muscles: Vec<String>,
    skin: Vec<String>,
    stretch: Vec<String>,
    /// Those that cover synapses by which it releases.
    astrocytes: Vec<&'s str>,
    /// `free`, `silent`, or the potential at which it is held.
    hold: String,
    x: f32,
    y: f32,
}

pub(super) fn list(options: &Options) -> Result<(), Failure> {
    Guard::default()
        .reads(SCENE, [&options.scene])
        .writes("--out", &options.out)
        .prints("the list", options.out.is_none())
        .check()?;
    let scene = files::scene(&options.scene)?.scene;
    let wanted: Option<HashSet<(String, String)>> = if options.neurons.is_empty() {
        None
    } else {
        Some(chosen(&scene, &options.neurons, "--neurons")?.into_iter().collect())
    };
    let mut rows: Vec<Row> = scene.creatures.iter().flat_map(|creature| rows(&scene, creature)).collect();
    if let Some(wanted) = wanted {
        rows.retain(|row| wanted.contains(&(row.creature.to_owned(), row.neuron.to_owned())));
    }
    let unwritten =
        |error: &dyn std::fmt::Display| Failure::Input(format!("the list cannot be written: {error}"));
    let bytes = if options.json {
        let mut json = serde_json::to_vec_pretty(&rows).map_err(|error| unwritten(&error))?;
        json.push(b'\n');
        json
    } else {
        table(&rows).map_err(|error| unwritten(&error))?
    };
    files::write(options.out.as_deref().unwrap_or(Path::new("-")), &bytes)
}

fn rows<'s>(scene: &Scene, creature: &'s Creature) -> Vec<Row<'s>> {
    let mut rows: Vec<Row> = creature
        .neurons
        .iter()
        .map(|neuron| Row {
            creature: &creature.name,
            neuron: &neuron.name,
            class: &neuron.class,
            sign: sign(&neuron.resolve(&scene.classes)),
            in_degree: 0,
            out_degree: 0,
            gaps: 0,
            muscles: Vec::new(),
            skin: Vec::new(),
            stretch: Vec::new(),
            astrocytes: Vec::new(),
            hold: match neuron.hold {
                Hold::Free => "free".to_owned(),
                Hold::Silent => "silent".to_owned(),
                Hold::At(potential) => potential.to_string(),
            },
            x: neuron.at.0,
            y: neuron.at.1,
        })
        .collect();
    let index: HashMap<&str, usize> =
        creature.neurons.iter().enumerate().map(|(index, neuron)| (neuron.name.as_str(), index)).collect();
    let cover = Cover::by_names(&creature.astrocytes);
    for synapse in &creature.synapses {
        let covers = cover.of(&synapse.from, &synapse.to).min();
        if let (Some((one, _)), Some(index)) = (covers, index.get(synapse.from.as_str())) {
            rows[*index].astrocytes.push(&creature.astrocytes[one].name);
        }
    }
    for row in &mut rows {
        row.astrocytes.sort_unstable();
        row.astrocytes.dedup();
    }
    let mut each = |neuron: &str, tell: &dyn Fn(&mut Row)| {
        if let Some(index) = index.get(neuron) {
            tell(&mut rows[*index]);
        }
    };
    for synapse in &creature.synapses {
        each(&synapse.from, &|row| row.out_degree += 1);
        each(&synapse.to, &|row| row.in_degree += 1);
    }
    for gap in &creature.gaps {
        each(&gap.a, &|row| row.gaps += 1);
        each(&gap.b, &|row| row.gaps += 1);
    }
    for muscle in &creature.muscles {
        each(&muscle.neuron, &|row| row.muscles.push(place((muscle.joint, muscle.joint), muscle.side)));
    }
    for skin in &creature.skin {
        each(&skin.neuron, &|row| row.skin.push(place(skin.segments, skin.side)));
    }
    for stretch in &creature.stretch {
        each(&stretch.neuron, &|row| row.stretch.push(place(stretch.joints, stretch.side)));
    }
    rows
}

/// What a neuron's transmitter does where it arrives by a weight above 0.
pub(super) fn sign(params: &NeuronParams) -> &'static str {
    match params.production.map(|made| made != 0.0) {
        [true, true] => "both",
        [true, false] => "excitatory",
        [false, true] => "inhibitory",
        [false, false] => "none",
    }
}

/// A place on a body, as `--touch` writes it.
fn place((first, last): (u32, u32), side: Side) -> String {
    let side = match side {
        Side::Both => String::new(),
        side => format!(".{}", side.word().to_lowercase()),
    };
    if first == last { format!("{first}{side}") } else { format!("{first}-{last}{side}") }
}

fn table(rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "creature",
        "neuron",
        "class",
        "sign",
        "in_degree",
        "out_degree",
        "gaps",
        "muscles",
        "skin",
        "stretch",
        "astrocytes",
        "hold",
        "x",
        "y",
    ];
    writer.write_record(header)?;
    for row in rows {
        writer.serialize((
            row.creature,
            row.neuron,
            row.class,
            row.sign,
            row.in_degree,
            row.out_degree,
            row.gaps,
            row.muscles.join(" "),
            row.skin.join(" "),
            row.stretch.join(" "),
            row.astrocytes.join(" "),
            &row.hold,
            row.x,
            row.y,
        ))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
