//! The potentials of a few neurons, one above the other.

use super::color::{FAINT, GROUND, INK, Rgb, SOFT};
use super::figure::{Align, Figure, Frame, fit};
use super::raster::{CLASS_ROOM, LINE, NAME_ROOM, class};
use super::recording::{Recording, Trace};
use super::thin;
use super::time::{TimeAxis, border, title};
use crate::scene::document::Scene;
use bevy::math::Vec2;
use std::slice::from_ref;

/// Draws potentials, one above the other.
pub fn draw(frame: Frame, recording: &Recording, scene: &Scene, axis: &TimeAxis, figure: &mut Figure) {
    let some = if recording.traces.len() < recording.neurons { " of some neurons" } else { "" };
    let windows: Vec<Option<usize>> =
        recording.traces.iter().map(|trace| thin::window(from_ref(&trace.range))).collect();
    let thinned =
        if windows.iter().any(Option::is_some) { "; shade: from least to greatest, line: mean" } else { "" };
    title(frame, "Potential", &format!("net transmitter{some}; dashed: threshold{thinned}"), figure);
    let high = frame.size().y / recording.traces.len() as f32;
    let column = axis.by_columns(recording.ticks, recording.per_column);
    for (index, (trace, window)) in recording.traces.iter().zip(windows).enumerate() {
        let frame = Frame::new(frame.min.x, frame.min.y + index as f32 * high, frame.size().x, high - 8.0);
        draw_trace(frame, trace, window, class(scene, trace.class).0, &column, figure);
    }
}

fn draw_trace(
    frame: Frame,
    trace: &Trace,
    window: Option<usize>,
    color: Rgb,
    x: &impl Fn(f32) -> f32,
    figure: &mut Figure,
) {
    figure.rect(frame, GROUND);
    let threshold = trace.threshold;
    let finite = trace.range.iter().filter(|(low, high)| low.is_finite() && high.is_finite());
    let (mut low, mut high) = (threshold.min(0.0), threshold.max(0.0));
    for (least, most) in finite.clone() {
        (low, high) = (low.min(*least), high.max(*most));
    }
    let span = (high - low).max(1e-6);
    let inner = frame.size().y - 12.0;
    let y = |value: f32| frame.max.y - 6.0 - ((value - low) / span).clamp(0.0, 1.0) * inner;
    let level = |value: f32| [Vec2::new(frame.min.x, y(value)), Vec2::new(frame.max.x, y(value))];
    figure.line(level(0.0), FAINT, 1.0);
    let [from, to] = level(threshold);
    figure.dashes(from, to, SOFT, 1.0);
    match window {
        None => {
            let mut points = Vec::with_capacity(trace.range.len() * 2);
            for (column, (least, most)) in trace.range.iter().enumerate() {
                let x = x(column as f32 + 0.5);
                // Within a column the line goes up and down once.
                points.push(Vec2::new(x, y(*least)));
                if least != most {
                    points.push(Vec2::new(x, y(*most)));
                }
            }
            figure.line(points, color, 1.0);
        }
        // Too fine to be followed: from the least to the greatest in a light shade, and the mean.
        Some(window) => {
            let middle = |at: usize| x((at as f32 + 0.5) * window as f32);
            let hulls = thin::hulls(&trace.range, window);
            let edge = |(at, hull): (usize, &Option<(f32, f32)>)| {
                hull.map(|(least, most)| (middle(at), y(least), y(most)))
            };
            let edges: Vec<(f32, f32, f32)> = hulls.iter().enumerate().filter_map(edge).collect();
            let upper = edges.iter().map(|(x, _, most)| Vec2::new(*x, *most));
            let lower = edges.iter().rev().map(|(x, least, _)| Vec2::new(*x, *least));
            figure.polygon(upper.chain(lower).collect(), color.at(0.3));
            let means = thin::means(from_ref(&trace.mean), window);
            let line = means[0].iter().enumerate().map(|(at, mean)| Vec2::new(middle(at), y(*mean)));
            figure.line(line.collect::<Vec<_>>(), color, 1.5);
        }
    }
    border(frame, figure);
    let at = Vec2::new(frame.min.x - 10.0, frame.center().y);
    figure.text(at, fit(&trace.name, NAME_ROOM, 17.0), 17.0, color.toward(INK, 0.3), Align::Right);
    let beside =
        |value: f32| Vec2::new(frame.max.x + 10.0, y(value).clamp(frame.min.y + 8.0, frame.max.y - 8.0));
    figure.text(beside(threshold), fit(&format!("{threshold}"), CLASS_ROOM, 16.0), 16.0, SOFT, Align::Left);
    if (y(threshold) - y(0.0)).abs() >= LINE {
        figure.text(beside(0.0), "0", 16.0, SOFT, Align::Left);
    }
}
