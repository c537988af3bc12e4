//! The panel of the weights that moved most.

use super::color::{FAINT, GROUND, INK, SOFT, chosen};
use super::figure::{Align, Figure, Frame, fit};
use super::raster::NAME_ROOM;
use super::recording::Recording;
use super::time::{TimeAxis, border, label, nice, title};
use bevy::math::Vec2;

/// Curves that are drawn, at most.
const CURVES: usize = 6;
/// Height of a name \[points\].
const LINE: f32 = 22.0;

/// Draws them.
pub fn draw(frame: Frame, recording: &Recording, axis: &TimeAxis, figure: &mut Figure) {
    let weights = &recording.weights;
    let room = ((frame.size().y / LINE) as usize).clamp(1, CURVES);
    let moved = weights.farthest(room);
    let of = if weights.synapses.len() < weights.learning { " looked at" } else { "" };
    let about = format!("the {} that moved most of {}{of} that learn", moved.len(), weights.synapses.len());
    title(frame, "Weights", &about, figure);
    figure.rect(frame, GROUND);
    let values = || moved.iter().flat_map(|moved| moved.weights.iter().chain([&moved.start]));
    let (mut low, mut high) =
        values().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    // What hardly moves is not blown up to the whole height.
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0).max(0.02 * middle.abs()).max(1e-4);
    (low, high) = (middle - half, middle + half);
    let inner = frame.size().y - 12.0;
    let y = |value: f32| frame.max.y - 6.0 - (value - low) / (high - low) * inner;
    let step = nice((high - low) / 3.0);
    let first = (low / step).ceil() as i64;
    for place in first..first + 8 {
        let value = place as f32 * step;
        if value > high {
            break;
        }
        figure.line([Vec2::new(frame.min.x, y(value)), Vec2::new(frame.max.x, y(value))], FAINT, 1.0);
        let text = label(f64::from(value), f64::from(step));
        figure.text(Vec2::new(frame.max.x + 10.0, y(value)), text, 16.0, SOFT, Align::Left);
    }
    let x = axis.by_columns(recording.ticks, recording.per_column);
    for (index, moved) in moved.iter().enumerate() {
        let begin = Vec2::new(x(0.0), y(moved.start));
        let rest =
            moved.weights.iter().enumerate().map(|(at, weight)| Vec2::new(x(at as f32 + 1.0), y(*weight)));
        figure.line([begin].into_iter().chain(rest).collect::<Vec<_>>(), chosen(index), 1.8);
        let at = Vec2::new(frame.min.x - 10.0, frame.min.y + 0.5 * LINE + index as f32 * LINE);
        let name = fit(&moved.name, NAME_ROOM, 16.0);
        figure.text(at, name, 16.0, chosen(index).toward(INK, 0.2), Align::Right);
    }
    border(frame, figure);
}
