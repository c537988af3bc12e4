//! Drawing: from plain data and a [`super::view::View`] to shapes. Nothing here knows the ECS.

pub mod ground;
pub mod inner;
mod muscle;
pub mod network;
mod skin;
pub mod spine;
pub mod worm;

use super::theme::fade;
use bevy_egui::egui::{Color32, Mesh, Pos2, Shape, Vec2, epaint::Vertex};

/// Adds a vertex of a plain colour.
pub(crate) fn vertex(mesh: &mut Mesh, pos: Pos2, color: Color32) {
    mesh.vertices.push(Vertex { pos, uv: bevy_egui::egui::epaint::WHITE_UV, color });
}

/// Adds a line as two triangles: cheap where there are thousands.
pub(crate) fn thin_line(mesh: &mut Mesh, a: Pos2, b: Pos2, width: f32, color: Color32) {
    let across = (b - a).rot90().normalized() * (width / 2.0);
    let base = mesh.vertices.len() as u32;
    for pos in [a + across, a - across, b - across, b + across] {
        vertex(mesh, pos, color);
    }
    mesh.add_triangle(base, base + 1, base + 2);
    mesh.add_triangle(base, base + 2, base + 3);
}

/// Distance and opacity of the steps of a soft edge. More than one, because the device mixes
/// vertex colours by their encoded values, which alone would darken the way to transparent.
const SOFT: [(f32, f32); 4] = [(0.0, 1.0), (0.3, 0.62), (0.62, 0.26), (1.0, 0.0)];

/// A ribbon around a closed outline whose colour fades to nothing at a distance from it. Colour
/// and distance are asked for every point of the outline.
pub(crate) fn fringe(
    mesh: &mut Mesh,
    outline: &[Pos2],
    reach: impl Fn(usize) -> f32,
    color: impl Fn(usize) -> Color32,
) {
    let count = outline.len();
    if count < 3 {
        return;
    }
    let area: f32 = (0..count)
        .map(|i| {
            let (a, b) = (outline[i], outline[(i + 1) % count]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    let turn = if area > 0.0 { 1.0 } else { -1.0 };
    let base = mesh.vertices.len() as u32;
    for i in 0..count {
        let along: Vec2 = outline[(i + 1) % count] - outline[(i + count - 1) % count];
        let out = Vec2::new(along.y, -along.x).normalized() * (turn * reach(i));
        let color = color(i);
        for (away, opacity) in SOFT {
            vertex(mesh, outline[i] + out * away, fade(color, opacity));
        }
    }
    let steps = SOFT.len() as u32;
    for i in 0..count as u32 {
        let (a, b) = (base + steps * i, base + steps * ((i + 1) % count as u32));
        for k in 0..steps - 1 {
            mesh.add_triangle(a + k, a + k + 1, b + k + 1);
            mesh.add_triangle(a + k, b + k + 1, b + k);
        }
    }
}

/// A soft disc: a colour in the middle that fades to nothing at the radius.
pub(crate) fn glow(center: Pos2, radius: f32, color: Color32) -> Shape {
    const SIDES: u32 = 20;
    let mut mesh = Mesh::default();
    vertex(&mut mesh, center, color);
    for (ring, (away, opacity)) in SOFT.into_iter().skip(1).enumerate() {
        let base = 1 + ring as u32 * SIDES;
        for i in 0..SIDES {
            let angle = i as f32 / SIDES as f32 * std::f32::consts::TAU;
            vertex(&mut mesh, center + Vec2::angled(angle) * radius * away, fade(color, opacity));
            let next = base + (i + 1) % SIDES;
            if ring == 0 {
                mesh.add_triangle(0, base + i, next);
            } else {
                mesh.add_triangle(base + i, next, next - SIDES);
                mesh.add_triangle(base + i, next - SIDES, base + i - SIDES);
            }
        }
    }
    Shape::mesh(mesh)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    #[test]
    fn a_fringe_lies_outside_whichever_way_the_outline_turns() {
        let mut square = vec![pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0), pos2(0.0, 10.0)];
        for _ in 0..2 {
            let mut mesh = Mesh::default();
            fringe(&mut mesh, &square, |_| 2.0, |_| Color32::WHITE);
            for outer in mesh.vertices.iter().skip(SOFT.len() - 1).step_by(SOFT.len()) {
                assert!(outer.pos.distance(pos2(5.0, 5.0)) > 50f32.sqrt());
            }
            square.reverse();
        }
    }
}
