//! What the library does not draw fast enough, as items of its plots: thousands of marks, bars and
//! cells, each kind one mesh; and curves with no more points than can be seen.

use super::super::sheet::{Heat, Row};
use crate::window::paint::theme::{Palette, fade, mix};
use bevy_egui::egui::{Color32, Mesh, Rect, Shape, Ui, pos2, vec2};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};
use std::ops::RangeInclusive;

/// Something painted as one mesh. The library's own bars are a shape each, its cells lay out a
/// text each, even where none is shown: too slow for thousands in every frame.
pub(super) struct Painted<F> {
    base: PlotItemBase,
    paint: F,
}

impl<F: Fn(&PlotTransform, &mut Mesh)> Painted<F> {
    pub(super) fn new(name: &str, paint: F) -> Self {
        Self { base: PlotItemBase::new(name.to_owned()), paint }
    }
}

impl<F: Fn(&PlotTransform, &mut Mesh)> PlotItem for Painted<F> {
    fn shapes(&self, _ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let mut mesh = Mesh::default();
        (self.paint)(transform, &mut mesh);
        if !mesh.is_empty() {
            shapes.push(Shape::mesh(mesh));
        }
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// Where values of the axis lie; for many of them, at once.
fn along(transform: &PlotTransform) -> impl Fn(f64) -> f32 {
    let (left, from) = (f64::from(transform.frame().left()), transform.bounds().min()[0]);
    let scale = transform.dpos_dvalue_x();
    move |x| (left + (x - from) * scale) as f32
}

/// Bars of single ticks, from zero.
pub(super) fn stems(points: &[[f64; 2]], color: Color32) -> impl Fn(&PlotTransform, &mut Mesh) + '_ {
    move |transform, mesh| {
        let half = (0.006 * transform.dpos_dvalue_x() as f32).clamp(0.7, 4.0);
        let zero = transform.position_from_point_y(0.0);
        let along = along(transform);
        for [x, y] in points.iter().filter(|point| point[1].abs() > 1e-4) {
            let (x, top) = (along(*x), transform.position_from_point_y(*y));
            let bar = Rect::from_two_pos(pos2(x - half, zero), pos2(x + half, top));
            mesh.add_colored_rect(bar, fade(color, 0.75));
        }
    }
}

/// A mark for each release, in the row of its neuron; the rows are one unit high.
pub(super) fn releases<'a>(rows: &'a [Row], palette: &'a Palette) -> impl Fn(&PlotTransform, &mut Mesh) + 'a {
    move |transform, mesh| {
        let pitch = transform.dpos_dvalue_y().abs() as f32;
        let high = if pitch > 3.0 { (pitch - 1.0).min(14.0) } else { pitch.max(1.0) };
        let along = along(transform);
        let count: usize = rows.iter().map(|row| row.times.len()).sum();
        mesh.reserve_vertices(4 * count);
        mesh.reserve_triangles(2 * count);
        for (index, row) in rows.iter().enumerate() {
            let y = transform.position_from_point_y(index as f64 + 0.5);
            let color = if palette.dark { row.color } else { mix(row.color, Color32::BLACK, 0.2) };
            for time in &row.times {
                let at = pos2(along(*time), y);
                mesh.add_colored_rect(Rect::from_center_size(at, vec2(2.0, high)), color);
            }
        }
    }
}

/// Shades of a row of colour: neighbours of one shade are one rectangle.
const SHADES: f32 = 24.0;
/// Width of the columns that samples are gathered in \[points\].
const COLUMN: f32 = 2.0;

/// Rows of colour, one unit high.
pub(super) fn cells(heat: &Heat) -> impl Fn(&PlotTransform, &mut Mesh) + '_ {
    move |transform, mesh| {
        let rows = heat.rows.len();
        let frame = *transform.frame();
        let columns = (frame.width() / COLUMN).ceil() as usize;
        let wide = (heat.wide * transform.dpos_dvalue_x()) as f32;
        let along = along(transform);
        let mut shades = vec![0_i8; columns];
        for row in 0..rows {
            shades.fill(0);
            for (sample, x) in heat.xs.iter().enumerate() {
                let value = heat.values[sample * rows + row] / heat.most.max(1e-6);
                let least = if heat.below.is_some() { -1.0 } else { 0.0 };
                let shade = (value.clamp(least, 1.0) * SHADES).round() as i8;
                if shade == 0 {
                    continue;
                }
                // A sample lies in the middle of its column, as it is read off and drawn on a page.
                let left = along(*x - heat.wide / 2.0) - frame.left();
                let first = (left / COLUMN).floor().max(0.0) as usize;
                let last = (((left + wide) / COLUMN).ceil().max(0.0) as usize).min(columns);
                for kept in shades.iter_mut().take(last).skip(first) {
                    if shade.abs() > kept.abs() {
                        *kept = shade;
                    }
                }
            }
            let top = transform.position_from_point_y(row as f64);
            let bottom = transform.position_from_point_y(row as f64 + 1.0);
            let mut start = 0;
            for column in 1..=columns {
                if column < columns && shades[column] == shades[start] {
                    continue;
                }
                if shades[start] != 0 {
                    let color = heat.shade(f32::from(shades[start]) / SHADES);
                    let from = pos2(frame.left() + start as f32 * COLUMN, top);
                    let to = pos2((frame.left() + column as f32 * COLUMN).min(frame.right()), bottom);
                    mesh.add_colored_rect(Rect::from_min_max(from, to), color);
                }
                start = column;
            }
        }
    }
}

/// Of many points in one column of a width, the least and the greatest are enough. The columns
/// are counted from zero, not from the edge, so that a curve does not tremble as it moves.
pub(super) fn thinned(points: &[[f64; 2]], column: f64) -> Vec<PlotPoint> {
    let mut kept: Vec<PlotPoint> = Vec::new();
    let mut run: Option<(f64, [f64; 2], [f64; 2])> = None;
    let flush = |run: Option<(f64, [f64; 2], [f64; 2])>, kept: &mut Vec<PlotPoint>| {
        let Some((_, low, high)) = run else { return };
        let (first, second) = if low[0] <= high[0] { (low, high) } else { (high, low) };
        kept.push(first.into());
        if second != first {
            kept.push(second.into());
        }
    };
    for &point in points.iter().filter(|point| point[1].is_finite()) {
        let at = (point[0] / column).floor();
        match &mut run {
            Some((place, low, high)) if *place == at => {
                if point[1] < low[1] {
                    *low = point;
                }
                if point[1] > high[1] {
                    *high = point;
                }
            }
            _ => {
                flush(run.take(), &mut kept);
                run = Some((at, point, point));
            }
        }
    }
    flush(run, &mut kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    #[test]
    fn thinning_keeps_peaks_and_few_points() {
        let points: Vec<_> =
            (0..10_000).map(|i| [f64::from(i), if i == 5003 { 50.0 } else { 0.0 }]).collect();
        let kept = thinned(&points, 100.0);
        assert!(kept.len() <= 200, "{}", kept.len());
        assert!(kept.iter().any(|p| p.y == 50.0));
        let few = [[0.0, 1.0], [10.0, 3.0], [20.0, 2.0]];
        assert_eq!(thinned(&few, 1.0), few.map(PlotPoint::from));
    }

    /// A plot from 3 to 13 seconds, 400 points wide, with the rows 0 to 2 from above.
    fn transform() -> PlotTransform {
        let frame = Rect::from_min_max(pos2(100.0, 0.0), pos2(500.0, 50.0));
        let bounds = PlotBounds::from_min_max([3.0, 0.0], [13.0, 2.0]);
        PlotTransform::new_with_invert_axis(frame, bounds, [false; 2], [false, true])
    }

    #[test]
    fn a_release_lies_in_its_row_at_its_time() {
        let row = |times: Vec<f64>| Row {
            name: "A".into(),
            class: "".into(),
            group: "".into(),
            color: Color32::RED,
            times,
        };
        let rows = [row(vec![8.0]), row(vec![])];
        let mut mesh = Mesh::default();
        releases(&rows, crate::window::paint::theme::Mode::Dark.palette())(&transform(), &mut mesh);
        assert_eq!(mesh.vertices.len(), 4);
        assert_eq!(mesh.calc_bounds().center(), pos2(300.0, 12.5));
    }

    #[test]
    fn neighbours_of_one_shade_are_one_cell() {
        let heat = Heat {
            rows: vec!["left".into(), "right".into()],
            xs: (0..100).map(|i| 8.0 + f64::from(i) * 0.01).collect(),
            values: (0..200).map(|i| if i % 2 == 1 { 0.5 } else { 0.0 }).collect(),
            colors: [Color32::BLACK, Color32::WHITE],
            wide: 0.01,
            most: 1.0,
            ..Heat::default()
        };
        let mut mesh = Mesh::default();
        cells(&heat)(&transform(), &mut mesh);
        assert_eq!(mesh.vertices.len(), 4, "the lower row alone, in one piece");
        let bounds = mesh.calc_bounds();
        assert_eq!((bounds.top(), bounds.bottom()), (25.0, 50.0));
        // From half a sample before the first to half a sample after the last.
        let (from, to) = (299.8, 339.8);
        assert!((from - COLUMN..=from).contains(&bounds.left()), "{bounds:?}");
        assert!((to..=to + COLUMN).contains(&bounds.right()), "{bounds:?}");
    }
}
