//! When something is done, as an option says it: `@AT+X[/EVERY[xTIMES]]`.

use crate::stimulus::{MAX_SECONDS, MIN_EVERY};
use std::fmt::Display;
use std::str::FromStr;

/// When, and how often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moments {
    /// When it begins \[seconds\].
    pub(super) at: f64,
    /// Interval of repeats \[seconds\]; 0 for none.
    pub(super) every: f64,
    /// How often in all; 0 with `every`: without end.
    pub(super) times: u32,
}

/// Takes `WHAT@AT+X[/EVERY[xTIMES]]` apart, into WHAT, X and the moments. A name may hold an `@` itself.
pub(super) fn apart<'t>(text: &'t str, form: &str) -> Result<(&'t str, &'t str, Moments), String> {
    let (what, when) = text.rsplit_once('@').ok_or_else(|| format!("write {form}"))?;
    if what.is_empty() {
        return Err(format!("nothing stands before the @: write {form}"));
    }
    let (once, repeats) = when.split_once('/').map_or((when, None), |(once, repeats)| (once, Some(repeats)));
    let (at, rest) =
        once.split_once('+').ok_or_else(|| format!("after @ come AT, a plus and more: write {form}"))?;
    let (every, times) = match repeats {
        None => (0.0, 0),
        Some(repeats) => {
            let (every, times) = repeats.split_once('x').map_or((repeats, None), |(e, t)| (e, Some(t)));
            let times = times.map_or(Ok(0), |times| match times.parse::<u32>() {
                Ok(times) if times > 0 => Ok(times),
                _ => Err(format!("TIMES is a whole number from 1, not `{times}`")),
            })?;
            (number("EVERY", every, MIN_EVERY, MAX_SECONDS)?, times)
        }
    };
    Ok((what, rest, Moments { at: number("AT", at, 0.0, MAX_SECONDS)?, every, times }))
}

/// How long something lasts \[seconds\].
pub(super) fn lasting(text: &str) -> Result<f64, String> {
    number("FOR", text, 0.01, MAX_SECONDS)
}

/// A number in a range.
pub(super) fn number<N: FromStr + PartialOrd + Display>(
    what: &str,
    text: &str,
    least: N,
    most: N,
) -> Result<N, String> {
    match text.parse::<N>() {
        Ok(value) if value >= least && value <= most => Ok(value),
        _ => Err(format!("{what} is a number from {least} to {most}, not `{text}`")),
    }
}
