//! `wriggle responses`: how far a creature backs off from each touch of a protocol, as a table and
//! as one picture.

use super::changes::{Changes, Protocols, Span};
use super::guard::{Guard, SCENE};
use super::{Failure, files, report};
use crate::app::measured;
use crate::record::report::{Curve, Format, Heading, curves};
use crate::record::responses::{LONGEST, relative, touches};
use crate::record::{CreatureMeter, Wanted};
use crate::scene::document::Scene;
use crate::scene::{Loaded, Protocol, select};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
        vec!["the scene's own stimuli".into()]
    } else {
        protocols.iter().zip(&options.protocol).map(|(protocol, path)| name_of(protocol, path)).collect()
    };
    let curves = scenes.iter().zip(names).map(|(scene, name)| curve(scene, &creature, name));
    let all = curves.collect::<Result<Vec<Curve>, _>>()?;
    summary(&all)?;
    if let Some(path) = &options.out {
        picture(path, options, scene, &creature, &all)?;
    }
    match &options.csv {
        Some(path) => files::write(path, &table(&all)?),
        None if to_standard_output => files::write(Path::new("-"), &table(&all)?),
        None => Ok(()),
    }
}

/// The creature that is watched.
fn whose(scene: &Scene, name: Option<&str>) -> Result<String, Failure> {
    let found = match name {
        None => scene.bodies().next().ok_or_else(|| {
            Failure::Input("the scene has no creature with a body, so nothing can back off".into())
        }),
        Some(name) => select::body(scene, name).map_err(|why| Failure::Usage(format!("--creature: {why}"))),
    };
    Ok(found?.name.clone())
}

fn name_of(protocol: &Protocol, path: &Path) -> String {
    let file = || path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if protocol.name.is_empty() { file() } else { protocol.name.clone() }
}

/// Runs the scene to the end of its script and a little longer.
fn curve(scene: &Scene, creature: &str, name: String) -> Result<Curve, Failure> {
    let done = scene.begins();
    let mut begins = touches(&scene.stimuli, creature, done + Span::default().of(scene));
    // A run that goes on has the first ones behind it.
    begins.retain(|begin| *begin > done);
    if begins.is_empty() {
        return Err(Failure::Input(format!("{name}: \"{creature}\" is never touched")));
    }
    // The last answer has as much time as the others.
    let ticks = begins.last().map_or(0, |last| last + LONGEST - done);
    let meters = measured(scene, ticks, Wanted { responses: true, ..Wanted::default() });
    let meter = meters.iter().find(|meter| meter.name == creature);
    let mut responses = meter.map(CreatureMeter::responses).unwrap_or_default();
    // There may be more touches meanwhile.
    responses.truncate(begins.len());
    Ok(Curve { name, responses })
}

/// One line a curve, for people.
fn summary(curves: &[Curve]) -> Result<(), Failure> {
    let mut err = io::stderr().lock();
    for curve in curves {
        let all = &curve.responses;
        let mut line = format!("{}: {} touches", curve.name, all.len());
        if let Some(first) = all.first() {
            line += &format!(", the first {:.2} body lengths", first.length);
        }
        for (from, to) in [(8, 12), (21, 30)] {
            if let Some(part) = relative(all, from, to) {
                line += &format!("; {from} to {to}: {:.0} % of it", part * 100.0);
            }
        }
        if all.len() > 1
            && let Some(last) = relative(all, all.len(), all.len())
        {
            line += &format!("; the last: {:.0} %", last * 100.0);
        }
        writeln!(err, "{line}").map_err(Failure::io("standard error"))?;
    }
    Ok(())
}

fn table(curves: &[Curve]) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::Input(format!("the table cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = ["protocol", "touch", "at", "reversal", "relative"];
    let more = ["latency", "duration", "speed_before", "speed_after"];
    writer.write_record(columns.into_iter().chain(more)).map_err(failed)?;
    for curve in curves {
        for (index, response) in curve.responses.iter().enumerate() {
            let share = relative(&curve.responses, index + 1, index + 1);
            let cell = |value: Option<f32>| value.map_or(String::new(), |value| value.to_string());
            let row = [
                curve.name.clone(),
                (index + 1).to_string(),
                response.at.to_string(),
                response.length.to_string(),
                cell(share),
                cell(response.latency),
                cell(response.duration),
                cell(response.speed_before),
                cell(response.speed_after),
            ];
            writer.write_record(&row).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| Failure::Input(format!("the table cannot be written: {error}")))
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
