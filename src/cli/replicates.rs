//! `--replicates`: the same run many times, with what can vary varied a little.

use crate::experiment::{JITTER, SPREAD};
use crate::stimulus::MAX_SECONDS;
use crate::sweep::{MAX_RUNS, Variation};
use clap::Args;

/// How much replicates vary.
#[derive(Args, Clone, Debug)]
pub(super) struct Spread {
    /// Largest bend of a joint at birth in replicates, in radians, for bodies without `jitter` of their own (default: 0.05)
    #[arg(long, value_name = "RADIANS", value_parser = jitter)]
    jitter: Option<f32>,
    /// Touches of replicates begin up to so many seconds sooner or later (default: 0.25)
    #[arg(long, value_name = "S", value_parser = spread)]
    spread: Option<f32>,
}

fn jitter(text: &str) -> Result<f32, String> {
    within(text, crate::body::MAX_JITTER)
}

fn spread(text: &str) -> Result<f32, String> {
    within(text, MAX_SECONDS as f32)
}

fn within(text: &str, most: f32) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (0.0..=most).contains(&value) => Ok(value),
        _ => Err(format!("a number from 0 to {most}, not `{text}`")),
    }
}

/// Reads a number of replicates.
pub(super) fn count(text: &str) -> Result<u32, String> {
    match text.parse::<u32>() {
        Ok(count) if (2..=MAX_RUNS as u32).contains(&count) => Ok(count),
        _ => Err(format!("a whole number from 2 to {MAX_RUNS}, not `{text}`")),
    }
}

impl Spread {
    /// The same as the runs know it.
    pub(super) fn variation(&self) -> Variation {
        Variation { jitter: self.jitter.unwrap_or(JITTER), spread: self.spread.unwrap_or(SPREAD) }
    }

    /// Whether anything was asked for.
    pub(super) fn is_given(&self) -> bool {
        self.jitter.is_some() || self.spread.is_some()
    }
}
