//! The figures: each with its value, its unit and a sentence.

use super::Cell;
use crate::window::paint::words;
use crate::window::state::Arrangement;
use crate::window::state::figures::Figure;
use crate::window::time::{GAIT_LOOK_BACK, LONG_LOOK_BACK, LOOK_BACK, Moved, REST, Stats, heading};
use bevy::ecs::prelude::*;

/// What is said in the place of the figures of a body that is not there.
pub const BODILESS: &str = "Nothing here moves: the scene has no body";

/// The cells of some figures. Those of a body that is not there are one.
pub fn all(world: &World, figures: &[Figure]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    if world.resource::<Arrangement>().bodiless {
        cells.push(Cell::new("", "no body", BODILESS));
    }
    cells.extend(figures.iter().filter_map(|figure| cell(world, *figure)));
    cells
}

/// The cell of a figure; none for one of a body where the scene has none.
pub fn cell(world: &World, figure: Figure) -> Option<Cell> {
    let stats = world.resource::<Stats>();
    match figure {
        Figure::Releases => {
            let tip = "Releases of all neurons in a simulated second";
            Some(Cell::new(format!("{:.0}", stats.spikes), "releases/s", tip))
        }
        Figure::Possible => {
            let tip = "How many times faster than real time this machine could run this scene";
            let possible = Some(stats.possible).filter(|possible| *possible > 0.0);
            Some(Cell::new(digits(possible, 0), "x real time possible", tip))
        }
        Figure::Frames => {
            let frames = Some(stats.frames).filter(|frames| *frames > 0.0);
            Some(Cell::new(digits(frames, 0), "frames/s", "Pictures a second"))
        }
        _ if world.resource::<Arrangement>().bodiless => None,
        _ => Some(of_body(&stats.moved, figure)),
    }
}

fn digits(value: Option<f32>, digits: usize) -> String {
    value.map_or("-".into(), |value| format!("{value:.digits$}"))
}

/// A figure of how the first worm moves.
fn of_body(moved: &Moved, figure: Figure) -> Cell {
    let Moved { movement, gait, minute } = *moved;
    let recent = format!("over the last {LOOK_BACK} s");
    let lengths = "in lengths of the body at rest (BL)";
    let long = format!("over the last {LONG_LOOK_BACK} s");
    let cycles = match gait.cycles {
        0 => format!(
            "Measured over three cycles of steady crawling, of the last {GAIT_LOOK_BACK} s; there are none yet"
        ),
        n => format!(
            "Measured over {} of steady crawling, of the last {GAIT_LOOK_BACK} s",
            words::count(n as usize, "cycle")
        ),
    };
    match figure {
        Figure::Speed => {
            let way = match movement.map(|movement| movement.speed) {
                None => "BL/s".to_owned(),
                Some(v) if v.abs() < REST => format!("BL/s, {}", heading(v)),
                Some(v) => format!("BL/s {}", heading(v)),
            };
            let tip = format!("Speed of the middle along the body, {recent}, {lengths} a second");
            Cell::new(digits(movement.map(|movement| movement.speed.abs()), 2), way, tip)
        }
        Figure::Frequency => Cell::new(
            digits(gait.frequency, 2),
            "cycles/s",
            format!("Cycles of the gait in a second. {cycles}"),
        ),
        Figure::Wave => {
            let way = match gait.wavelength {
                None => "BL wavelength",
                Some(wave) if wave < 0.0 => "BL wavelength, tail to head",
                Some(_) => "BL wavelength, head to tail",
            };
            let about = "Length of the wave that runs along the body, and which way it runs";
            let tip = format!("{about}, {lengths}. {cycles}");
            Cell::new(digits(gait.wavelength.map(f32::abs), 2), way, tip)
        }
        Figure::Stride => Cell::new(
            digits(gait.stride, 2),
            "BL a cycle",
            format!("Way along the body in one cycle, {lengths}. {cycles}"),
        ),
        Figure::Amplitude => {
            let about = "Half the width that the body takes up across the line from tail to head";
            let tip = format!("{about}, {recent}, {lengths}");
            Cell::new(digits(movement.map(|movement| movement.amplitude), 2), "BL amplitude", tip)
        }
        Figure::Contraction => {
            let tip = format!("How much shorter than at rest the body was at most, {recent}");
            let percent = movement.map(|movement| movement.contraction * 100.0);
            Cell::new(digits(percent, 0), "% shorter at most", tip)
        }
        Figure::Reversals => {
            let times = minute.map(|way| way.reversals as usize);
            let of = minute
                .and_then(|way| way.reversal_length)
                .map_or(String::new(), |way| format!(" of {way:.2} BL"));
            let unit = if times == Some(1) { "reversal" } else { "reversals" };
            let value = times.map_or("-".to_owned(), |times| times.to_string());
            Cell::new(
                value,
                format!("{unit}{of}"),
                format!("How often it went backward {long}, and how far on average"),
            )
        }
        // Straightness; the others are not of the body.
        _ => {
            let way =
                minute.map_or(String::new(), |way| format!(". {:.1} of {:.1} BL", way.distance, way.path));
            let tip = format!("Distance over path {long}: 1 for a straight way{way}");
            Cell::new(digits(minute.and_then(|way| way.straightness), 2), "straightness", tip)
        }
    }
}
