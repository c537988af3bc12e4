//! What is read off a lane at the pointer.

use super::super::sheet::{Axis, Content, Curves, Lane, Sheet, reading};
use egui_plot::PlotPoint;

/// The lines of the note beside the pointer; `None` where there is nothing to read.
pub(super) fn note(lane: &Lane, sheet: &Sheet, at: PlotPoint) -> Option<String> {
    let mut lines = Vec::new();
    match &lane.content {
        Content::Curves(curves) if curves.is_empty() => {}
        Content::Curves(all) => curves(all, lane.unit, at, &mut lines),
        Content::Heat(heat) => {
            let row = index(at.y, heat.rows.len())?;
            let value = heat.near(at.x).map(|sample| heat.values[sample * heat.rows.len() + row]);
            let value = value.map_or_else(|| "-".to_owned(), |value| reading(f64::from(value)));
            lines.push(format!("{} {value}", heat.rows[row]));
        }
        Content::Rows(rows) => {
            let row = &rows[index(at.y, rows.len())?];
            lines.extend([row.name.to_string(), row.class.to_string()]);
            let near = row.times.iter().copied().min_by(|a, b| (a - at.x).abs().total_cmp(&(b - at.x).abs()));
            lines.push(
                near.map_or_else(
                    || "no release here".to_owned(),
                    |time| format!("nearest release {time:.2} s"),
                ),
            );
        }
        Content::Bars(bars) => {
            let bar = &bars[index(at.x + 0.5, bars.len())?];
            lines.extend([bar.name.clone(), format!("{} {}", reading(bar.value), lane.unit)]);
            lines.push(bar.about.clone());
        }
    }
    if let Some(axis) = sheet.x {
        lines.insert(0, moment(axis, at.x));
    }
    lines.retain(|line| !line.is_empty());
    Some(lines.join("\n"))
}

/// The place on the axis.
fn moment(axis: Axis, x: f64) -> String {
    let digits = if axis.unit == "s" { 2 } else { 3 };
    format!("{} {x:.digits$} {}", axis.name, axis.unit)
}

fn curves(curves: &Curves, unit: &str, at: PlotPoint, lines: &mut Vec<String>) {
    lines.push(format!("pointer {} {unit}", reading(at.y)));
    for curve in &curves.curves {
        let point = curve.near(at.x);
        lines.extend(point.map(|point| format!("{} {}", curve.name, reading(point[1]))));
    }
    lines.extend(curves.level.map(|(name, level)| format!("{name} {}", reading(level))));
    lines.extend(curves.spot.map(|(name, [_, y])| format!("{name} {}", reading(y))));
}

/// Which of so many rows, each one unit high, the outermost reaching on.
pub(super) fn index(at: f64, count: usize) -> Option<usize> {
    (count > 0).then(|| (at.max(0.0) as usize).min(count - 1))
}

#[cfg(test)]
mod tests {
    use super::super::super::sheet::{Bar, Curve, Heat, Look, Row};
    use super::*;
    use bevy_egui::egui::Color32;

    fn lane(content: Content) -> Lane {
        let (name, color) = ("ALM".to_owned(), Color32::RED);
        Lane { name, color, unit: "transmitter", pinned: None, weight: 1.0, unknown: None, content }
    }

    fn sheet() -> Sheet {
        Sheet { x: Some(Axis { name: "time", unit: "s", from: 0.0, to: 9.0 }), ..Sheet::default() }
    }

    #[test]
    fn curves_are_read_at_their_nearest_points() {
        let points = vec![[1.0, 0.25], [2.0, 7.0]];
        let curve = Curve { name: "potential".into(), color: Color32::RED, look: Look::Line(1.0), points };
        let curves = Curves { curves: vec![curve], level: Some(("threshold", 4.0)), ..Curves::default() };
        let note = note(&lane(Content::Curves(curves)), &sheet(), PlotPoint::new(1.8, 3.0));
        let lines = "time 1.80 s\npointer 3.00 transmitter\npotential 7.00\nthreshold 4.00";
        assert_eq!(note.as_deref(), Some(lines));
    }

    #[test]
    fn rows_and_bars_are_those_under_the_pointer() {
        let row = |name: &str, times: Vec<f64>| Row {
            name: name.into(),
            class: "motor".into(),
            group: "".into(),
            color: Color32::RED,
            times,
        };
        let rows = lane(Content::Rows(vec![row("A", vec![]), row("B", vec![1.0, 4.0])]));
        let at = |x: f64, y: f64| note(&rows, &sheet(), PlotPoint::new(x, y)).expect("a note");
        assert_eq!(at(3.0, 1.2), "time 3.00 s\nB\nmotor\nnearest release 4.00 s");
        assert_eq!(at(3.0, -0.3), "time 3.00 s\nA\nmotor\nno release here");
        let bar = Bar { name: "M".into(), color: Color32::RED, value: 2.5, about: "mean".into() };
        let bars = lane(Content::Bars(vec![bar]));
        let note = note(&bars, &Sheet::default(), PlotPoint::new(0.2, 1.0));
        assert_eq!(note.as_deref(), Some("M\n2.50 transmitter\nmean"));
    }

    #[test]
    fn a_cell_is_read_by_row_and_time() {
        let heat = Heat {
            rows: vec!["joint 0 left".into(), "joint 0 right".into()],
            xs: vec![1.0, 2.0],
            values: vec![0.0, 0.25, 0.5, 1.0],
            ..Heat::default()
        };
        let heat = lane(Content::Heat(heat));
        let note = |x: f64, y: f64| note(&heat, &sheet(), PlotPoint::new(x, y)).expect("a note");
        assert_eq!(note(1.2, 1.5), "time 1.20 s\njoint 0 right 0.250");
        assert_eq!(note(1.9, 0.5), "time 1.90 s\njoint 0 left 0.500");
    }
}
