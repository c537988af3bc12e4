//! A band between two curves, as one mesh.

use crate::window::paint::theme::fade;
use bevy_egui::egui::{Color32, Mesh, epaint::Vertex, epaint::WHITE_UV, pos2};
use egui_plot::PlotTransform;

/// The band between the lower and the upper quartile, and a line for the median.
pub(super) fn band(points: &[[f64; 4]], color: Color32) -> impl Fn(&PlotTransform, &mut Mesh) + '_ {
    move |transform, mesh| {
        let ground = fade(color, 0.22);
        let bounds = transform.bounds();
        let (from, to) = (bounds.min()[0], bounds.max()[0]);
        let start = points.partition_point(|point| point[0] < from).saturating_sub(1);
        let end = (points.partition_point(|point| point[0] <= to) + 1).min(points.len());
        let mut last: Option<u32> = None;
        for [x, low, middle, high] in &points[start.min(end)..end] {
            let at = |y: f64| pos2(transform.position_from_point_x(*x), transform.position_from_point_y(y));
            let first = mesh.vertices.len() as u32;
            let (line, half) = (at(*middle), 0.6);
            let vertices = [(at(*low), ground), (at(*high), ground)];
            let median = [(pos2(line.x, line.y + half), color), (pos2(line.x, line.y - half), color)];
            for (pos, color) in vertices.into_iter().chain(median) {
                mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color });
            }
            if let Some(before) = last {
                for pair in [0, 2] {
                    let [a, b, c, d] = [before + pair, before + pair + 1, first + pair, first + pair + 1];
                    mesh.add_triangle(a, b, c);
                    mesh.add_triangle(b, c, d);
                }
            }
            last = Some(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::Rect;
    use egui_plot::PlotBounds;

    #[test]
    fn a_band_reaches_from_quartile_to_quartile() {
        let frame = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let bounds = PlotBounds::from_min_max([0.0, 0.0], [10.0, 10.0]);
        let transform = PlotTransform::new_with_invert_axis(frame, bounds, [false; 2], [false; 2]);
        let points = [[2.0, 1.0, 2.0, 4.0], [6.0, 1.0, 2.0, 4.0]];
        let mut mesh = Mesh::default();
        band(&points, Color32::RED)(&transform, &mut mesh);
        let size = mesh.calc_bounds();
        assert_eq!((size.left(), size.right(), size.top(), size.bottom()), (20.0, 60.0, 60.0, 90.0));
        assert_eq!(mesh.indices.len(), 12);
    }
}
