//! From when on a run is measured, and in which parts: a time series, and how it is printed.

use super::options;
use crate::experiment;
use crate::record::{Every, MeasuresOrNot, Part};
use crate::sim::{Clock, ticks};
use clap::Args;
use serde::Serialize;

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
    /// The same as experiments know it.
    pub(super) const fn plain(&self) -> experiment::Series {
        experiment::Series { from: self.from, every: self.every }
    }
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
