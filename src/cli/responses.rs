//! `wriggle responses`: how far a creature backs off from each touch of a protocol, as a table and
//! as one picture.

use super::changes::{Changes, Protocols};
use super::guard::{Guard, SCENE};
use super::{Failure, files, report, say};
use crate::experiment::Problem;
use crate::experiment::responses::{COLUMNS, OWN, cells, curve, name_of, whose, words};
use crate::record::report::{Curve, Format, Heading, curves};
use crate::scene::document::Scene;
use crate::scene::{Loaded, Protocol};
use crate::sweep::csv;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// The stimuli of a file in place of the scene's; may be repeated, each makes a curve
    #[arg(long, value_name = "F.ron")]
    protocol: Vec<PathBuf>,
    /// Whose answers (default: those of the first creature with a body)
    #[arg(long, value_name = "NAME")]
    creature: Option<String>,
    #[command(flatten)]
    changes: Changes,
    /// Draw the curves as a picture
    #[arg(long, value_name = "F.svg|F.png", value_parser = report::file)]
    out: Option<PathBuf>,
    /// Write the table to a file (default: to standard output, unless there is a picture)
    #[arg(long, value_name = "F.csv")]
    csv: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let to_standard_output = options.csv.is_none() && options.out.is_none();
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocol)
        .writes("--out", &options.out)
        .writes("--csv", &options.csv)
        .prints("the table", to_standard_output)
        .check()?;
    let Loaded { scene: file, .. } = files::scene(&options.scene)?;
    let protocols = Protocols { protocol: options.protocol.clone() }.load()?;
    let under = |protocols: &[Protocol]| {
        let mut scene = file.clone();
        options.changes.lay_over(&mut scene, protocols).map(|_| scene)
    };
    // Without a protocol the scene's own stimuli make the curve.
    let scenes: Vec<Scene> = if protocols.is_empty() {
        vec![under(&[])?]
    } else {
        protocols.iter().map(|protocol| under(std::slice::from_ref(protocol))).collect::<Result<_, _>>()?
    };
    let scene = &scenes[0];
    options.changes.tell_of_seed(scene);
    let creature = whose(scene, options.creature.as_deref())?;
    for path in options.out.iter().chain(&options.csv) {
        files::check_writable(path)?;
    }
    let names: Vec<String> = if protocols.is_empty() {
        vec![OWN.into()]
    } else {
        protocols.iter().zip(&options.protocol).map(|(protocol, path)| name_of(protocol, path)).collect()
    };
    let stop = AtomicBool::new(false);
    let curves = scenes.iter().zip(names).map(|(scene, name)| curve(scene, &creature, name, &stop));
    let all = curves.collect::<Result<Vec<Curve>, Problem>>()?;
    all.iter().for_each(|curve| say(&words(curve)));
    if let Some(path) = &options.out {
        picture(path, options, scene, &creature, &all)?;
    }
    let table = csv(&COLUMNS, &cells(&all)).map_err(Failure::io("the table"))?;
    match &options.csv {
        Some(path) => files::write(path, &table),
        None if to_standard_output => files::write(Path::new("-"), &table),
        None => Ok(()),
    }
}

fn picture(
    path: &Path,
    options: &Options,
    scene: &Scene,
    creature: &str,
    curves_of: &[Curve],
) -> Result<(), Failure> {
    let title = if scene.name.is_empty() { report::title(&options.scene) } else { scene.name.clone() };
    let mut line = format!("how far {creature} backs off from each touch");
    if !options.changes.ablate.is_empty() {
        line += &format!("   ·   without {}", options.changes.ablate.join(", "));
    }
    let format = Format::of(path).unwrap_or(Format::Svg);
    let picture = curves(&Heading { title, line }, curves_of, format)
        .map_err(Failure::io(path.display().to_string()))?;
    report::keep(path, &picture)
}
