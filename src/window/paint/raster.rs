//! Pictures without a graphics card: egui's triangles, filled on the processor.
//!
//! It does what the window's renderer does and no more: triangles with a colour at each corner
//! and a texture (the fonts), clipped to a rectangle. Colour and texture are multiplied as they
//! are encoded, and the result, premultiplied, is blended as linear light.

use bevy_egui::egui::ecolor::{gamma_u8_from_linear_f32, linear_from_gamma};
use bevy_egui::egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use bevy_egui::egui::{Color32, ColorImage, ImageData, Rect, TextureId, TexturesDelta};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A picture of opaque pixels, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width \[pixels\].
    pub width: usize,
    /// Height \[pixels\].
    pub height: usize,
    /// Red, green, blue of each pixel.
    pub rgb: Vec<u8>,
}

/// Steps of an encoded channel between two whole values.
const FINE: usize = 8;

/// Linear light of an encoded channel, in steps of 1/[`FINE`].
static LINEAR: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0..=255 * FINE).map(|i| linear_from_gamma(i as f32 / (255 * FINE) as f32)).collect());

fn linear(encoded: f32) -> f32 {
    LINEAR[((encoded * FINE as f32).round().max(0.0) as usize).min(255 * FINE)]
}

/// A picture under way, in linear light.
struct Canvas {
    width: usize,
    height: usize,
    light: Vec<[f32; 3]>,
}

/// The textures that egui has handed over so far, and the picture under way.
#[derive(Default)]
pub struct Raster {
    textures: BTreeMap<TextureId, ColorImage>,
}

impl Raster {
    /// Takes over new and changed textures. Those no longer wanted are to be dropped with
    /// [`Raster::free`] once the picture is painted.
    pub fn update(&mut self, delta: &TexturesDelta) {
        for (id, changes) in &delta.set {
            for change in changes {
                self.set(*id, change);
            }
        }
    }

    /// Drops textures.
    pub fn free(&mut self, delta: &TexturesDelta) {
        for id in &delta.free {
            self.textures.remove(id);
        }
    }

    fn set(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        match (change.pos, self.textures.get_mut(&id)) {
            (Some([left, top]), Some(texture)) => {
                let [width, height] = image.size;
                for row in 0..height.min(texture.size[1].saturating_sub(top)) {
                    let to = (top + row) * texture.size[0] + left;
                    let count = width.min(texture.size[0].saturating_sub(left));
                    texture.pixels[to..to + count]
                        .copy_from_slice(&image.pixels[row * width..row * width + count]);
                }
            }
            _ => {
                self.textures.insert(id, (**image).clone());
            }
        }
    }

    /// Paints egui's primitives on a plain ground.
    #[must_use]
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        size: (usize, usize),
        pixels_per_point: f32,
        ground: Color32,
    ) -> Picture {
        let (width, height) = size;
        let plain = [ground.r(), ground.g(), ground.b()].map(|channel| linear(f32::from(channel)));
        let mut canvas = Canvas { width, height, light: vec![plain; width * height] };
        for clipped in primitives {
            // Callbacks ask for a graphics card; none of ours does.
            if let Primitive::Mesh(mesh) = &clipped.primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                canvas.mesh(mesh, texture, clipped.clip_rect, pixels_per_point);
            }
        }
        let rgb = canvas.light.iter().flatten().map(|light| gamma_u8_from_linear_f32(*light)).collect();
        Picture { width, height, rgb }
    }
}

/// Twice the signed area of a triangle.
fn area(a: (f32, f32), b: (f32, f32), c: (f32, f32)) -> f32 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// Whether the edge from `a` to `b` owns the points that lie on it: of the two triangles that
/// share an edge, one does.
fn owns_edge(a: (f32, f32), b: (f32, f32)) -> bool {
    (a.1 == b.1 && b.0 > a.0) || b.1 < a.1
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, scale: f32) {
        let limit = |value: f32, most: usize| (value * scale).round().clamp(0.0, most as f32) as usize;
        let clip = [
            limit(clip.min.x, self.width),
            limit(clip.min.y, self.height),
            limit(clip.max.x, self.width),
            limit(clip.max.y, self.height),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let vertex = |i: usize| mesh.vertices.get(corners[i] as usize);
            if let (Some(a), Some(b), Some(c)) = (vertex(0), vertex(1), vertex(2)) {
                self.triangle([a, b, c], texture, clip, scale);
            }
        }
    }

    fn triangle(&mut self, mut corners: [&Vertex; 3], texture: &ColorImage, clip: [usize; 4], scale: f32) {
        let place = |v: &Vertex| (v.pos.x * scale, v.pos.y * scale);
        if corners.iter().any(|v| !v.pos.is_finite()) {
            return;
        }
        if area(place(corners[0]), place(corners[1]), place(corners[2])) < 0.0 {
            corners.swap(1, 2);
        }
        let [a, b, c] = corners.map(place);
        let whole = area(a, b, c);
        if whole <= 0.0 {
            return;
        }
        let edges = [owns_edge(b, c), owns_edge(c, a), owns_edge(a, b)];
        let low = |x: f32, y: f32, z: f32| (x.min(y).min(z) - 0.5).floor().max(0.0) as usize;
        let high = |x: f32, y: f32, z: f32| (x.max(y).max(z) + 0.5).ceil().max(0.0) as usize;
        let (left, right) = (low(a.0, b.0, c.0).max(clip[0]), high(a.0, b.0, c.0).min(clip[2]));
        let (top, bottom) = (low(a.1, b.1, c.1).max(clip[1]), high(a.1, b.1, c.1).min(clip[3]));
        let plain = corners.iter().all(|v| v.uv == corners[0].uv);
        for y in top..bottom {
            for x in left..right {
                let p = (x as f32 + 0.5, y as f32 + 0.5);
                let parts = [area(b, c, p), area(c, a, p), area(a, b, p)];
                let inside =
                    parts.iter().zip(edges).all(|(part, owns)| *part > 0.0 || (*part == 0.0 && owns));
                if !inside {
                    continue;
                }
                let shares = parts.map(|part| part / whole);
                let mix = |channel: fn(&Vertex) -> f32| -> f32 {
                    corners.iter().zip(shares).map(|(v, share)| channel(v) * share).sum()
                };
                let color = [
                    mix(|v| f32::from(v.color.r())),
                    mix(|v| f32::from(v.color.g())),
                    mix(|v| f32::from(v.color.b())),
                    mix(|v| f32::from(v.color.a())),
                ];
                let texel = if plain {
                    sample(texture, corners[0].uv.x, corners[0].uv.y)
                } else {
                    sample(texture, mix(|v| v.uv.x), mix(|v| v.uv.y))
                };
                self.blend(x, y, [0, 1, 2, 3].map(|i| color[i] * texel[i] / 255.0));
            }
        }
    }

    /// Lays a colour, premultiplied and encoded, over a pixel.
    fn blend(&mut self, x: usize, y: usize, color: [f32; 4]) {
        let keep = 1.0 - (color[3] / 255.0).min(1.0);
        let light = &mut self.light[y * self.width + x];
        for (channel, new) in light.iter_mut().zip(color) {
            *channel = linear(new) + *channel * keep;
        }
    }
}

/// A texture at a place from 0 to 1, between its pixels.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (x - left, y - top);
    let pixel = |dx: f32, dy: f32| -> [f32; 4] {
        let column = (left + dx).clamp(0.0, width as f32 - 1.0) as usize;
        let row = (top + dy).clamp(0.0, height as f32 - 1.0) as usize;
        texture.pixels[row * width + column].to_array().map(f32::from)
    };
    let corners = [pixel(0.0, 0.0), pixel(1.0, 0.0), pixel(0.0, 1.0), pixel(1.0, 1.0)];
    let weights =
        [(1.0 - across) * (1.0 - down), across * (1.0 - down), (1.0 - across) * down, across * down];
    [0, 1, 2, 3].map(|i| corners.iter().zip(weights).map(|(corner, weight)| corner[i] * weight).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{pos2, vec2};

    fn white() -> Raster {
        let mut raster = Raster::default();
        raster.textures.insert(TextureId::default(), ColorImage::filled([1, 1], Color32::WHITE));
        raster
    }

    fn painted(mesh: Mesh, clip: Rect) -> Picture {
        let primitive = ClippedPrimitive { clip_rect: clip, primitive: Primitive::Mesh(mesh) };
        white().paint(&[primitive], (8, 8), 1.0, Color32::BLACK)
    }

    fn everything() -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), vec2(8.0, 8.0))
    }

    #[test]
    fn a_rectangle_fills_its_pixels_once() {
        let mut mesh = Mesh::default();
        // Half transparent: a pixel that two triangles fill would be brighter.
        let veil = Color32::from_rgba_premultiplied(128, 128, 128, 128);
        mesh.add_colored_rect(Rect::from_min_max(pos2(2.0, 1.0), pos2(6.0, 5.0)), veil);
        let picture = painted(mesh, everything());
        for y in 0..8 {
            for x in 0..8 {
                let inside = (2..6).contains(&x) && (1..5).contains(&y);
                let expected = if inside { 128 } else { 0 };
                assert_eq!(picture.rgb[(y * 8 + x) * 3], expected, "at {x}, {y}");
            }
        }
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(everything(), Color32::WHITE);
        let picture = painted(mesh, Rect::from_min_max(pos2(3.0, 3.0), pos2(5.0, 4.0)));
        assert_eq!(picture.rgb.iter().filter(|c| **c == 255).count(), 2 * 3);
    }

    #[test]
    fn colours_run_between_the_corners() {
        let mut mesh = Mesh::default();
        for (x, y, gray) in [(0.0, 0.0, 0), (8.0, 0.0, 255), (0.0, 8.0, 0), (8.0, 8.0, 255)] {
            mesh.colored_vertex(pos2(x, y), Color32::from_gray(gray));
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(1, 3, 2);
        let picture = painted(mesh, everything());
        let row: Vec<u8> = (0..8).map(|x| picture.rgb[(4 * 8 + x) * 3]).collect();
        assert!(row.windows(2).all(|pair| pair[1] > pair[0]), "{row:?}");
    }
}
