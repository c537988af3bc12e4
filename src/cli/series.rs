//! From when on a run is measured, and in which parts: a time series, and how it is printed.

use super::Failure;
use super::options;
use crate::record::{CreatureMeter, Every, Measures, MeasuresOrNot, Part, Response, Wanted};
use crate::scene::document::Scene;
use crate::sim::{Clock, TICKS_PER_SECOND, ticks};
use clap::Args;
use serde::Serialize;

/// Parts of one run, at most.
const MAX_PARTS: u64 = 1_000_000;

#[derive(Args, Clone, Debug, Default)]
pub(super) struct Series {
    /// Measure from this moment on, in seconds of the scene's clock, as that of a touch is
    #[arg(long, value_name = "S", value_parser = options::seconds)]
    from: Option<f64>,
    /// Measure a time series: every S seconds, or with `touch` from the beginning of each touch to that of the next
    #[arg(long, value_name = "S|touch", value_parser = every)]
    pub(super) every: Option<Every>,
}

fn every(text: &str) -> Result<Every, String> {
    if text == "touch" {
        return Ok(Every::Touch);
    }
    match text.parse::<f64>() {
        Ok(value) if (0.01..=options::LONGEST_RUN).contains(&value) => Ok(Every::Ticks(ticks(value))),
        _ => Err(format!(
            "a number of seconds from 0.01 to {}, or `touch`, not `{text}`",
            options::LONGEST_RUN
        )),
    }
}

impl Series {
    /// What is measured in a run of a scene for so many ticks.
    pub(super) fn wanted(&self, scene: &Scene, ticks_long: u64, responses: bool) -> Result<Wanted, Failure> {
        let (begin, end) = (last_tick(scene, 0), last_tick(scene, ticks_long));
        let from = self.from.map_or(begin, ticks).max(begin);
        if let Some(asked) = self.from
            && from >= end
        {
            let (begin, end) = (Clock { tick: begin }.seconds(), Clock { tick: end }.seconds());
            return Err(Failure::Usage(format!(
                "--from {asked}: the run goes from {begin} to {end} s, so there is nothing left to measure"
            )));
        }
        if let Some(Every::Ticks(every)) = self.every
            && (end - from).div_ceil(every) > MAX_PARTS
        {
            let least = (end - from).div_ceil(MAX_PARTS) as f64 / f64::from(TICKS_PER_SECOND);
            return Err(Failure::Usage(format!(
                "--every: these are more than {MAX_PARTS} parts of the run; make each at least {least} s long"
            )));
        }
        Ok(Wanted { from, every: self.every, responses })
    }
}

/// The last tick of a run of so many.
pub(super) fn last_tick(scene: &Scene, ticks: u64) -> u64 {
    scene.begins().saturating_add(ticks)
}

/// A part of a run, as it is printed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PartOutcome {
    from: f64,
    to: f64,
    spikes: u64,
    #[serde(flatten)]
    measures: MeasuresOrNot,
}

impl From<Part> for PartOutcome {
    fn from(part: Part) -> Self {
        let seconds = |tick| Clock { tick }.seconds();
        Self {
            from: seconds(part.from),
            to: seconds(part.to),
            spikes: part.spikes,
            measures: MeasuresOrNot(part.measures),
        }
    }
}

/// What was measured of a creature: its whole run in one part, or part by part; and its answers to touches.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) whole: Part,
    pub(super) parts: Option<Vec<Part>>,
    pub(super) responses: Vec<Response>,
}

impl Measured {
    /// At the end of a run.
    pub(super) fn of(meter: &CreatureMeter, wanted: &Wanted, end: u64) -> Self {
        Self {
            name: meter.name.clone(),
            whole: meter.whole(end),
            parts: wanted.every.map(|_| meter.parts(end).collect()),
            responses: meter.responses(),
        }
    }

    /// A part of the run, or the whole where there are no parts.
    pub(super) fn part(&self, index: usize) -> Option<&Part> {
        self.parts.as_ref().map_or(Some(&self.whole), |parts| parts.get(index))
    }

    /// The values of the [`names`] in a part.
    pub(super) fn values(&self, part: &Part) -> Vec<Option<f64>> {
        let within = |response: &&Response| (part.from..part.to).contains(&ticks(response.at));
        let touched: Vec<&Response> = self.responses.iter().filter(within).collect();
        let answered = touched.iter().filter(|response| response.latency.is_some()).count();
        let mean = |of: fn(&Response) -> Option<f32>| {
            let values: Vec<f64> = touched.iter().filter_map(|response| Some(of(response)?.into())).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        let measures = part.measures.map_or([None; Measures::COUNT], |measures| measures.values());
        let measures = measures.into_iter().map(|value| value.map(f64::from));
        let counts = [part.spikes, touched.len() as u64, answered as u64].map(|count| Some(count as f64));
        measures.chain(counts).chain(TOUCH_MEANS.map(|(_, of)| mean(of))).collect()
    }
}

/// Means over the touches that began in a part.
const TOUCH_MEANS: [(&str, fn(&Response) -> Option<f32>); 5] = [
    ("touch_reversal", |response| Some(response.length)),
    ("touch_latency", |response| response.latency),
    ("touch_duration", |response| response.duration),
    ("touch_speed_before", |response| response.speed_before),
    ("touch_speed_after", |response| response.speed_after),
];

/// What a table tells of a creature in a part of a run: the measures, spikes, and the answers to touches.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let counts = ["spikes", "touches", "touches_answered"];
    Measures::NAMES.into_iter().chain(counts).chain(TOUCH_MEANS.map(|(name, _)| name))
}
