//! How far a creature backs off from each touch, run by run.

use super::outcome::run;
use super::problem::Problem;
use super::span::Span;
use crate::record::Wanted;
use crate::record::report::Curve;
use crate::record::responses::{LONGEST, relative, touches};
use crate::scene::document::Scene;
use crate::scene::{Protocol, select};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The table's columns.
pub const COLUMNS: [&str; 9] =
    ["protocol", "touch", "at", "reversal", "relative", "latency", "duration", "speed_before", "speed_after"];

/// How the curve of a scene without a protocol is called.
pub const OWN: &str = "the scene's own stimuli";

/// The creature that is watched: that of this name, or the first with a body.
///
/// # Errors
///
/// When there is none.
pub fn whose(scene: &Scene, name: Option<&str>) -> Result<String, Problem> {
    let found = match name {
        None => scene.bodies().next().ok_or_else(|| {
            Problem::Input("the scene has no creature with a body, so nothing can back off".into())
        }),
        Some(name) => select::body(scene, name).map_err(|why| Problem::Asked(format!("--creature: {why}"))),
    };
    Ok(found?.name.clone())
}

/// How the curve of a protocol is called.
#[must_use]
pub fn name_of(protocol: &Protocol, path: &Path) -> String {
    let file = || path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if protocol.name.is_empty() { file() } else { protocol.name.clone() }
}

/// Runs the scene to the end of its script and a little longer.
///
/// # Errors
///
/// When the creature is never touched, or it was stopped.
pub fn curve(scene: &Scene, creature: &str, name: String, stop: &AtomicBool) -> Result<Curve, Problem> {
    let done = scene.begins();
    let mut begins = touches(&scene.stimuli, creature, done + Span::default().of(scene));
    // A run that goes on has the first ones behind it.
    begins.retain(|begin| *begin > done);
    if begins.is_empty() {
        return Err(Problem::Input(format!("{name}: \"{creature}\" is never touched")));
    }
    // The last answer has as much time as the others.
    let ticks = begins.last().map_or(0, |last| last + LONGEST - done);
    let wanted = Wanted { responses: true, ..Wanted::default() };
    let outcome = run(scene, ticks, wanted, stop).ok_or(Problem::Stopped)?;
    let measured = outcome.creatures.into_iter().find(|measured| measured.name == creature);
    let mut responses = measured.map(|measured| measured.responses).unwrap_or_default();
    // There may be more touches meanwhile.
    responses.truncate(begins.len());
    Ok(Curve { name, responses })
}

/// A curve in one line of words.
#[must_use]
pub fn words(curve: &Curve) -> String {
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
    line
}

/// The rows of the table, below [`COLUMNS`].
#[must_use]
pub fn cells(curves: &[Curve]) -> Vec<Vec<String>> {
    let cell = |value: Option<f32>| value.map_or(String::new(), |value| value.to_string());
    let mut rows = Vec::new();
    for curve in curves {
        for (index, response) in curve.responses.iter().enumerate() {
            let share = relative(&curve.responses, index + 1, index + 1);
            rows.push(vec![
                curve.name.clone(),
                (index + 1).to_string(),
                response.at.to_string(),
                response.length.to_string(),
                cell(share),
                cell(response.latency),
                cell(response.duration),
                cell(response.speed_before),
                cell(response.speed_after),
            ]);
        }
    }
    rows
}
