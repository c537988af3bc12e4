//! The layout of a report: what stands where on the page.

use super::color::{FAINT, INK, SOFT, chosen};
use super::fields::Columns;
use super::figure::{Align, Figure, Frame, MARGIN, Mark, SIZE, Text};
use super::lettering::Font;
use super::recording::Recording;
use super::time::{TimeAxis, bands, draw_bands};
use super::words::{self, Caption};
use super::{fields, network, potentials, raster, route, weights};
use crate::scene::document::Scene;
use crate::sim::{TICK_SECONDS, seconds};
use bevy::math::Vec2;

/// Width of the column at the left: the path, the measures.
const SIDE: f32 = 440.0;
/// The panels of time: left and right end.
const LEFT: f32 = 640.0;
const RIGHT: f32 = 1430.0;
/// Top of the first panel's frame, and the lowest place for the axis.
const TOP: f32 = 212.0;
const BOTTOM: f32 = 1120.0;
/// From one panel's frame to the next: room for a title.
const GAP: f32 = 46.0;
/// Room for the title of the first panel.
const TITLE: f32 = 36.0;
/// Neurons up to which potentials are shown beside the raster of a creature with a body.
const FEW: usize = 8;

/// A panel of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Panel {
    Bends,
    Shortening,
    Muscles,
    Skin,
    Spikes,
    Potentials,
    Weights,
}

/// Draws the report of a run.
pub fn draw(scene: &Scene, recording: &Recording, caption: &Caption) -> Figure {
    let line = words::subtitle(caption, scene);
    let mut figure = Figure::headed(&caption.title, &line);
    figure.line([Vec2::new(MARGIN, 132.0), Vec2::new(SIZE.0 as f32 - MARGIN, 132.0)], FAINT, 1.0);
    if !recording.shows_anything() {
        figure.nothing(why_nothing(scene, recording));
        return figure;
    }
    let axis = TimeAxis {
        left: LEFT,
        right: RIGHT,
        from: seconds(recording.start),
        to: seconds(recording.start + recording.ticks),
    };
    let mut top = TOP;
    if !recording.paths.is_empty() {
        let frame = Frame::new(MARGIN, top, SIDE, SIDE);
        super::time::title(frame, "Path", "of the centre, with the body at five moments", &mut figure);
        route::draw(frame, recording, &scene.arena.obstacles, &mut figure);
        route::draw_key(Vec2::new(MARGIN, frame.max.y + 26.0), SIDE, &axis, &mut figure);
        top = frame.max.y + 100.0;
    } else if let Some(creature) = scene.creatures.iter().find(|c| network::is_drawn(c)) {
        let frame = Frame::new(MARGIN, top, SIDE, SIDE);
        network::draw(frame, creature, scene, &mut figure);
        top = frame.max.y + 60.0;
    }
    measures(top, recording, caption, &mut figure);
    time_panels(scene, recording, &axis, &mut figure);
    figure
}

/// Why there is no picture.
fn why_nothing(scene: &Scene, recording: &Recording) -> &'static str {
    match recording.seen {
        0 => "the run has no ticks",
        1 => "the run has one tick only",
        _ if scene.creatures.is_empty() => "the scene has no creatures",
        _ => "no creature of the scene has a body or a neuron",
    }
}

/// The measures in words, and the other creatures in one line each.
fn measures(top: f32, recording: &Recording, caption: &Caption, figure: &mut Figure) {
    const VALUE: f32 = MARGIN + 118.0;
    // The creature whose body is shown in full; without bodies, the first.
    let shown = recording.paths.first().map(|path| path.name.as_str());
    let first = caption.creatures.iter().position(|c| shown.is_none_or(|name| name == c.0));
    let Some((name, spikes, found)) = first.map(|index| &caption.creatures[index]) else { return };
    figure.fitted(Vec2::new(MARGIN, top - 15.0), name, SIDE, 21.0, INK, Align::Left);
    figure.line([Vec2::new(MARGIN, top), Vec2::new(MARGIN + SIDE, top)], FAINT, 1.0);
    let mut y = top + 24.0;
    for (name, value) in words::measures(*spikes, *found, caption.seconds - caption.from) {
        figure.text(Vec2::new(MARGIN, y), name, 18.0, SOFT, Align::Left);
        figure.fitted(Vec2::new(VALUE, y), &value, MARGIN + SIDE - VALUE, 20.0, INK, Align::Left);
        y += 33.0;
    }
    figure.text(Vec2::new(MARGIN, y), "hash", 18.0, SOFT, Align::Left);
    let (at, text) = (Vec2::new(VALUE, y), caption.hash.clone());
    figure.marks.push(Mark::Text(Text {
        at,
        text,
        size: 18.0,
        ink: INK.into(),
        align: Align::Left,
        font: Font::Mono,
    }));
    y += 48.0;

    let others = caption.creatures.iter().enumerate().filter(|(index, _)| Some(*index) != first);
    let mut left = caption.creatures.len() - 1;
    for (_, (name, spikes, found)) in others {
        if y > BOTTOM - 30.0 && left > 1 {
            figure.text(Vec2::new(MARGIN, y), format!("and {left} more"), 18.0, SOFT, Align::Left);
            break;
        }
        let path = recording.paths.iter().position(|path| path.name == *name);
        if let Some(index) = path {
            figure.circle(Vec2::new(MARGIN + 7.0, y), 6.0, chosen(index), true);
        }
        let line = words::in_short(name, *spikes, *found);
        figure.fitted(Vec2::new(MARGIN + 22.0, y), &line, SIDE - 22.0, 18.0, INK, Align::Left);
        y += 28.0;
        left -= 1;
    }
}

/// Height of every panel in so much room: each its share, no more than it can use, and what one
/// does not use goes to the others.
fn heights(panels: &[(Panel, f32, f32)], room: f32) -> Vec<f32> {
    let mut heights = vec![0.0; panels.len()];
    let mut open: Vec<usize> = (0..panels.len()).collect();
    let mut room = room;
    loop {
        let shares: f32 = open.iter().map(|&p| panels[p].1).sum();
        let full = |p: &usize| room * panels[*p].1 / shares >= panels[*p].2;
        let Some(at) = open.iter().position(full) else {
            for p in open {
                heights[p] = room * panels[p].1 / shares;
            }
            return heights;
        };
        let p = open.remove(at);
        heights[p] = panels[p].2;
        room -= panels[p].2;
    }
}

/// The panels that there is something for, with their share of the room and the most they use.
fn panels(recording: &Recording) -> Vec<(Panel, f32, f32)> {
    let motion = &recording.motion;
    let (rows, traces) = (recording.rows.len() as f32, recording.traces.len() as f32);
    let has_body = !recording.paths.is_empty();
    let mut panels = Vec::new();
    if has_body {
        // One that neither bends nor shortens has a thin panel that says so.
        match (fields::bends(motion), fields::shortens(motion)) {
            (false, false) => panels.push((Panel::Bends, 0.75, 100.0)),
            (true, false) => panels.push((Panel::Bends, 2.0, 260.0)),
            (false, true) => panels.push((Panel::Shortening, 2.0, 260.0)),
            (true, true) => panels.extend([(Panel::Bends, 2.0, 260.0), (Panel::Shortening, 1.5, 200.0)]),
        }
        if motion.muscles.iter().any(|side| fields::greatest(side) > 0.0) {
            panels.push((Panel::Muscles, 2.0, 260.0));
        }
        if fields::greatest(&motion.skin) > 0.0 {
            panels.push((Panel::Skin, 0.75, 100.0));
        }
    }
    if rows > 0.0 {
        panels.push((Panel::Spikes, 4.0, rows * 30.0));
        if !has_body || recording.neurons <= FEW {
            panels.push((Panel::Potentials, 4.0, traces * if has_body { 120.0 } else { 170.0 }));
        }
    }
    if recording.weights.any() {
        panels.push((Panel::Weights, 2.0, 200.0));
    }
    panels
}

fn time_panels(scene: &Scene, recording: &Recording, axis: &TimeAxis, figure: &mut Figure) {
    let panels = panels(recording);
    let room = BOTTOM - TOP - GAP * (panels.len() - 1) as f32;
    let mut top = TOP;
    let motion = &recording.motion;
    let columns = Columns { count: recording.columns(), seconds: recording.per_column as f32 * TICK_SECONDS };
    for ((panel, ..), high) in panels.iter().zip(heights(&panels, room)) {
        let frame = Frame::new(LEFT, top, RIGHT - LEFT, high);
        match panel {
            Panel::Bends => fields::draw_bends(frame, motion, columns, figure),
            Panel::Shortening => fields::draw_shortening(frame, motion, columns, figure),
            Panel::Muscles => fields::draw_muscles(frame, motion, columns, figure),
            Panel::Skin => fields::draw_skin(frame, motion, columns, figure),
            Panel::Spikes => raster::draw(frame, recording, scene, figure),
            Panel::Potentials => potentials::draw(frame, recording, scene, axis, figure),
            Panel::Weights => weights::draw(frame, recording, axis, figure),
        }
        top += high + GAP;
    }
    let bottom = top - GAP + 8.0;
    let bands = bands(scene, recording.start, recording.ticks);
    let across = Frame::new(LEFT, TOP - TITLE, RIGHT - LEFT, bottom - TOP + TITLE);
    draw_bands(&bands, axis, across, TITLE, figure);
    axis.draw(bottom, figure);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_share_the_room() {
        let wants = [(Panel::Bends, 1.0, 500.0), (Panel::Skin, 1.0, 100.0), (Panel::Spikes, 2.0, 900.0)];
        let got = heights(&wants, 1000.0);
        assert_eq!(got, [300.0, 100.0, 600.0]);
        assert_eq!(heights(&wants[1..2], 1000.0), [100.0]);
    }
}
