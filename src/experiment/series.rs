//! From when on a run is measured, in which parts, and what a table tells of them.

use super::problem::Problem;
use crate::record::{CreatureMeter, Every, Measures, Part, Response, Wanted};
use crate::scene::document::Scene;
use crate::sim::{Clock, TICKS_PER_SECOND, ticks};

/// Parts of one run, at most.
const MAX_PARTS: u64 = 1_000_000;

/// From when on a run is measured, and in which parts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Series {
    /// From this moment on, in seconds of the scene's clock.
    pub from: Option<f64>,
    /// In these parts; `None`: as a whole.
    pub every: Option<Every>,
}

impl Series {
    /// What is measured in a run of a scene for so many ticks.
    ///
    /// # Errors
    ///
    /// When nothing of the run is left to measure, or there would be too many parts.
    pub fn wanted(&self, scene: &Scene, ticks_long: u64, responses: bool) -> Result<Wanted, Problem> {
        let (begin, end) = (last_tick(scene, 0), last_tick(scene, ticks_long));
        let from = self.from.map_or(begin, ticks).max(begin);
        if let Some(asked) = self.from
            && from >= end
        {
            let (begin, end) = (Clock { tick: begin }.seconds(), Clock { tick: end }.seconds());
            return Err(Problem::Asked(format!(
                "--from {asked}: the run goes from {begin} to {end} s, so there is nothing left to measure"
            )));
        }
        if let Some(Every::Ticks(every)) = self.every
            && (end - from).div_ceil(every) > MAX_PARTS
        {
            let least = (end - from).div_ceil(MAX_PARTS) as f64 / f64::from(TICKS_PER_SECOND);
            return Err(Problem::Asked(format!(
                "--every: these are more than {MAX_PARTS} parts of the run; make each at least {least} s long"
            )));
        }
        Ok(Wanted { from, every: self.every, responses })
    }
}

/// The last tick of a run of so many.
#[must_use]
pub fn last_tick(scene: &Scene, ticks: u64) -> u64 {
    scene.begins().saturating_add(ticks)
}

/// What was measured of a creature: its whole run in one part, or part by part; and its answers to touches.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its name.
    pub name: String,
    /// The whole run.
    pub whole: Part,
    /// Its parts, if it was measured in parts.
    pub parts: Option<Vec<Part>>,
    /// Its answers to touches.
    pub responses: Vec<Response>,
}

impl Measured {
    /// At the end of a run.
    #[must_use]
    pub fn of(meter: &CreatureMeter, wanted: &Wanted, end: u64) -> Self {
        Self {
            name: meter.name.clone(),
            whole: meter.whole(end),
            parts: wanted.every.map(|_| meter.parts(end).collect()),
            responses: meter.responses(),
        }
    }

    /// A part of the run, or the whole where there are no parts.
    #[must_use]
    pub fn part(&self, index: usize) -> Option<&Part> {
        self.parts.as_ref().map_or(Some(&self.whole), |parts| parts.get(index))
    }

    /// The values of the [`names`] in a part.
    #[must_use]
    pub fn values(&self, part: &Part) -> Vec<Option<f64>> {
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
pub fn names() -> impl Iterator<Item = &'static str> {
    let counts = ["spikes", "touches", "touches_answered"];
    Measures::NAMES.into_iter().chain(counts).chain(TOUCH_MEANS.map(|(name, _)| name))
}
