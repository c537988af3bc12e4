//! What is varied, as it is written on the command line.

use super::super::{changes, options};
use crate::arena::Medium;
use crate::experiment::Assignment;
use crate::scene::path_set;
use crate::sweep::{Axis, MAX_RUNS, split};

/// `PATH=VALUES`.
pub(super) fn assignment(text: &str) -> Result<Assignment, String> {
    let (path, values) = changes::assignment(text)?;
    if path == "seed" {
        return Err("seeds are varied by --seeds".to_owned());
    }
    let axis = match Axis::parse(values)? {
        Axis::Values(values) => {
            let values: Result<Vec<String>, String> =
                values.iter().map(|text| path_set::value(text).map(str::to_owned)).collect();
            Axis::Values(values?)
        }
        range => range,
    };
    Ok(Assignment { path: path.to_owned(), axis })
}

#[derive(Clone, Debug)]
pub(super) struct Media(pub(super) Vec<Medium>);

pub(super) fn media(text: &str) -> Result<Media, String> {
    // Outside of brackets: `Custom(tangential: 1, normal: 40)` is one.
    split(text).into_iter().map(options::medium).collect::<Result<_, _>>().map(Media)
}

#[derive(Clone, Debug)]
pub(super) struct Seeds(pub(super) Vec<u64>);

pub(super) fn seeds(text: &str) -> Result<Seeds, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<u64>()
            .map_err(|_| format!("seeds are whole numbers, 1..20 or 1,2,5, not `{text}`"))
    };
    let mut seeds = Vec::new();
    for part in split(text) {
        let (first, last) = match part.split_once("..") {
            None => (number(part)?, number(part)?),
            Some((first, last)) => (number(first)?, number(last)?),
        };
        if first > last {
            return Err(format!("the seeds {part} do not begin before their end"));
        }
        if (last - first) as usize >= MAX_RUNS || seeds.len() >= MAX_RUNS {
            return Err(format!("these are more than {MAX_RUNS} seeds"));
        }
        seeds.extend(first..=last);
    }
    Ok(Seeds(seeds))
}
