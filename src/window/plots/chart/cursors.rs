//! Two cursors: lines across all lanes, and what lies at them and between them.

use super::super::sheet::{Content, Curve, Lane, Sheet, reading};
use super::font;
use crate::window::paint::theme::{Palette, fade, mix, readable};
use bevy_egui::egui::{Align2, Color32, Painter, Rect, Stroke, pos2, vec2};
use egui_plot::{PlotUi, Span, VLine};

/// A value is read from a point that is no farther than this share of the axis.
const BESIDE: f64 = 0.02;
/// Height of a line of readings \[points\].
const LINE: f32 = 12.0;

/// The time between them, below what is drawn.
pub(super) fn ground(plot: &mut PlotUi<'_>, sheet: &Sheet, palette: &Palette) {
    if let [Some(a), Some(b)] = sheet.cursors {
        let ground = mix(palette.well, palette.accent, if palette.dark { 0.1 } else { 0.08 });
        plot.add(Span::new("", a.min(b)..=a.max(b)).fill(ground).border(Stroke::NONE));
    }
}

/// The lines, over what is drawn.
pub(super) fn lines(plot: &mut PlotUi<'_>, sheet: &Sheet, palette: &Palette) {
    for at in sheet.cursors.into_iter().flatten() {
        plot.vline(VLine::new("", at).stroke(Stroke::new(1.2, palette.accent)));
    }
}

/// What is read at the cursors of a lane: each a line in its colour. The first lane also says where they are.
pub(super) fn readings(lane: &Lane, sheet: &Sheet, first: bool, palette: &Palette) -> Vec<(String, Color32)> {
    let unit = sheet.x.map_or("", |axis| axis.unit);
    // A curve that is not there at a cursor has no value there.
    let apart = sheet.x.map_or(f64::INFINITY, |axis| BESIDE * axis.length());
    let value = |curve: &Curve, at: f64| curve.near(at).filter(|point| (point[0] - at).abs() <= apart);
    let mut lines = Vec::new();
    match sheet.cursors {
        [Some(a), None] if first => lines.push((format!("A {a:.2} {unit}"), palette.accent)),
        [Some(a), Some(b)] if first => {
            lines.push((format!("A {a:.2}  B {b:.2}  B \u{2212} A {:.2} {unit}", b - a), palette.accent));
        }
        [None, _] => return lines,
        _ => {}
    }
    let [Some(a), b] = sheet.cursors else { return lines };
    match &lane.content {
        Content::Curves(all) => {
            for curve in all.curves.iter().rev() {
                let text = match (value(curve, a), b.and_then(|b| value(curve, b))) {
                    (Some([_, at_a]), Some([_, at_b])) => {
                        let [a, b, apart] = [at_a, at_b, at_b - at_a].map(reading);
                        format!("{}: {a}, {b}, B \u{2212} A {apart}", curve.name)
                    }
                    (Some([_, at_a]), None) if b.is_none() => format!("{}: {}", curve.name, reading(at_a)),
                    (Some([_, at_a]), None) => format!("{}: {}, none", curve.name, reading(at_a)),
                    (None, Some([_, at_b])) => format!("{}: none, {}", curve.name, reading(at_b)),
                    (None, None) => continue,
                };
                lines.push((text, readable(curve.color, palette.well)));
            }
        }
        Content::Rows(rows) => {
            let Some(b) = b else { return lines };
            let (from, to) = (a.min(b), a.max(b));
            let between = |time: &&f64| (from..=to).contains(*time);
            let count: usize = rows.iter().map(|row| row.times.iter().filter(between).count()).sum();
            let rate = count as f64 / (to - from).max(1e-9) / rows.len().max(1) as f64;
            let text = format!("{count} releases between them, {} Hz a neuron", reading(rate));
            lines.push((text, palette.strong));
        }
        Content::Heat(_) | Content::Bars(_) => {}
    }
    lines
}

/// Writes the readings at the upper right of a lane, as many as there is room for, and names the cursors.
pub(super) fn write(painter: &Painter, lines: &[(String, Color32)], frame: Rect, palette: &Palette) {
    let room = ((frame.height() - 2.0) / LINE).max(1.0) as usize;
    let mut top = frame.top() + 2.0;
    for (text, color) in lines.iter().take(room) {
        let galley = painter.layout_no_wrap(text.clone(), font(), *color);
        let at = pos2(frame.right() - galley.size().x - 4.0, top);
        let ground = Rect::from_min_size(at, galley.size()).expand2(vec2(3.0, 0.0));
        painter.rect_filled(ground, 2.0, fade(palette.well, 0.85));
        painter.galley(at, galley, *color);
        top += LINE;
    }
}

/// The letters of the cursors, in the first lane.
pub(super) fn letters(painter: &Painter, places: [Option<f32>; 2], frame: Rect, palette: &Palette) {
    for (letter, x) in ["A", "B"].into_iter().zip(places) {
        if let Some(x) = x.filter(|x| frame.x_range().contains(*x)) {
            painter.text(pos2(x + 2.0, frame.top() + 1.0), Align2::LEFT_TOP, letter, font(), palette.accent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sheet::{Axis, Curves, Look, Row};
    use super::*;
    use crate::window::paint::theme::Mode;

    fn lane(content: Content) -> Lane {
        let (name, color) = ("ALM".to_owned(), Color32::RED);
        Lane { name, color, unit: "transmitter", pinned: None, weight: 1.0, unknown: None, content }
    }

    fn texts(lane: &Lane, cursors: [Option<f64>; 2]) -> Vec<String> {
        let x = Some(Axis { name: "time", unit: "s", from: 0.0, to: 9.0 });
        let sheet = Sheet { x, cursors, ..Sheet::default() };
        readings(lane, &sheet, true, Mode::Dark.palette()).into_iter().map(|line| line.0).collect()
    }

    #[test]
    fn values_and_their_difference_are_read_at_the_cursors() {
        let points = vec![[1.0, 0.25], [2.0, 7.0], [8.0, 1.0]];
        let curve = Curve { name: "potential".into(), color: Color32::RED, look: Look::Line(1.0), points };
        let lane = lane(Content::Curves(Curves { curves: vec![curve], ..Curves::default() }));
        assert!(texts(&lane, [None; 2]).is_empty());
        assert_eq!(texts(&lane, [Some(1.1), None]), ["A 1.10 s", "potential: 0.250"]);
        let both = ["A 2.10  B 1.00  B \u{2212} A -1.10 s", "potential: 7.00, 0.250, B \u{2212} A -6.75"];
        assert_eq!(texts(&lane, [Some(2.1), Some(1.0)]), both);
        // Where the curve is not, nothing is read.
        assert_eq!(texts(&lane, [Some(5.0), Some(2.0)])[1], "potential: none, 7.00");
        assert_eq!(texts(&lane, [Some(5.0), Some(5.5)]).len(), 1);
    }

    #[test]
    fn releases_between_the_cursors_are_counted() {
        let row = |times: &[f64]| Row {
            name: "A".into(),
            class: "".into(),
            group: "".into(),
            color: Color32::RED,
            times: times.to_vec(),
        };
        let lane = lane(Content::Rows(vec![row(&[1.0, 2.0, 3.0]), row(&[2.5])]));
        assert_eq!(texts(&lane, [Some(3.5), Some(1.5)])[1], "3 releases between them, 0.750 Hz a neuron");
    }
}
