//! Marks to pixels: shapes by plotters' rasteriser, letters by the outlines of their fonts.

use super::figure::{Align, FINE, Figure, Ink, Mark, SIZE, Text};
use super::lettering::{Types, em};
use ab_glyph::{Font as _, GlyphId, PxScale, point};
use bevy::math::Vec2;
use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters::style::{Color as _, RGBAColor, RGBColor, ShapeStyle};
use std::collections::BTreeSet;
use std::io;

/// The base of a line below the middle of its letters \[em\].
const BASE: f32 = 0.33;

/// The figure as a PNG of [`SIZE`] pixels, each the mean of those it was drawn with, and the letters that no font here
/// has.
pub fn png(figure: &Figure) -> io::Result<(Vec<u8>, BTreeSet<char>)> {
    let (width, height) = (SIZE.0 * FINE, SIZE.1 * FINE);
    let words = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Text(text) => Some(text.text.as_str()),
        _ => None,
    });
    let types = Types::of(words);
    let mut fine = vec![255; (width * height * 3) as usize];
    {
        let mut backend = BitMapBackend::with_buffer(&mut fine, (width, height));
        for mark in &figure.marks {
            draw(mark, &types, &mut backend)?;
        }
        backend.present().map_err(io::Error::other)?;
    }
    Ok((encode_png(SIZE, &shrink(&fine))?, types.lacking))
}

/// Pixels of three bytes, red, green and blue, row by row, as a PNG.
pub fn encode_png(size: (u32, u32), pixels: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(pixels).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(bytes)
}

/// The mean of every square of `FINE` by `FINE` pixels.
fn shrink(fine: &[u8]) -> Vec<u8> {
    let row = (SIZE.0 * FINE * 3) as usize;
    let mut shrunk = Vec::with_capacity((SIZE.0 * SIZE.1 * 3) as usize);
    for y in 0..SIZE.1 as usize {
        for x in 0..SIZE.0 as usize {
            for channel in 0..3 {
                let mut sum = 0;
                for dy in 0..FINE as usize {
                    for dx in 0..FINE as usize {
                        let at = (y * FINE as usize + dy) * row + (x * FINE as usize + dx) * 3 + channel;
                        sum += u32::from(fine[at]);
                    }
                }
                shrunk.push(((sum + FINE * FINE / 2) / (FINE * FINE)) as u8);
            }
        }
    }
    shrunk
}

fn draw(mark: &Mark, types: &Types, backend: &mut BitMapBackend) -> io::Result<()> {
    let drawn = match mark {
        Mark::Rect(frame, ink) => {
            let (min, max) = (to_device(frame.min), to_device(frame.max));
            // A filled rectangle holds the pixels of both its corners.
            let max = ((max.0 - 1).max(min.0), (max.1 - 1).max(min.1));
            backend.draw_rect(min, max, &style(*ink, 1.0, true), true)
        }
        Mark::Line(points, ink, width) => return draw_line(points, *ink, *width, backend),
        Mark::Polygon(points, ink) => {
            backend.fill_polygon(points.iter().copied().map(to_device), &style(*ink, 1.0, true))
        }
        Mark::Circle(center, radius, ink, filled) => {
            let radius = (radius * FINE as f32).round() as u32;
            backend.draw_circle(to_device(*center), radius, &style(*ink, 2.0, *filled), *filled)
        }
        Mark::Text(text) => return draw_text(text, types, backend),
        Mark::Image(image) => backend.blit_bitmap(image.at, image.size, &image.pixels),
    };
    drawn.map_err(io::Error::other)
}

/// Piece by piece, with a disc on every corner: plotters' own corners shoot out where a line turns
/// back on itself.
fn draw_line(points: &[Vec2], ink: Ink, width: f32, backend: &mut BitMapBackend) -> io::Result<()> {
    let style = style(ink, width, true);
    for pair in points.windows(2) {
        let ends = [to_device(pair[0]), to_device(pair[1])];
        backend.draw_path(ends, &style).map_err(io::Error::other)?;
    }
    if style.stroke_width > 2 && points.len() > 2 {
        for corner in &points[1..points.len() - 1] {
            backend
                .draw_circle(to_device(*corner), style.stroke_width / 2, &style, true)
                .map_err(io::Error::other)?;
        }
    }
    Ok(())
}

fn draw_text(text: &Text, types: &Types, backend: &mut BitMapBackend) -> io::Result<()> {
    let line = types.line(&text.text, text.font);
    let em = em(text.size) * FINE as f32;
    let wide = line.width * em;
    let start = text.at * FINE as f32;
    let left = match text.align {
        Align::Left => start.x,
        Align::Center => start.x - wide / 2.0,
        Align::Right => start.x - wide,
    };
    // Bases lie on whole pixels, so that letters do not dance.
    let base = (start.y + BASE * em).round();
    let color = style(text.ink, 1.0, true).color;
    let limit = (SIZE.0 * FINE) as f32;
    for letter in &line.letters {
        let at = point(left + letter.at.0 * line.squeeze * em, base - letter.at.1 * em);
        if !(-limit..2.0 * limit).contains(&at.x) || !(-limit..2.0 * limit).contains(&at.y) {
            continue;
        }
        // The size of a font counts from its ascender to its descender.
        let high = em * letter.face.height();
        let scale = PxScale { x: high * line.squeeze, y: high };
        let glyph = GlyphId(letter.glyph).with_scale_and_position(scale, at);
        let Some(outline) = letter.face.outlines.outline_glyph(glyph) else { continue };
        let corner = outline.px_bounds().min;
        let mut drawn = Ok(());
        outline.draw(|x, y, covered| {
            let at = (corner.x as i32 + x as i32, corner.y as i32 + y as i32);
            if drawn.is_ok() && covered > 0.0 {
                let ink = color.mix(f64::from(covered.min(1.0)));
                drawn = backend.draw_pixel(at, ink.to_backend_color());
            }
        });
        drawn.map_err(io::Error::other)?;
    }
    Ok(())
}

fn to_device(point: Vec2) -> (i32, i32) {
    // A place far off the page is cut to what is surely off it too: the rasteriser walks every pixel.
    let limit = (SIZE.0 * FINE * 4) as f32;
    let fine = (point * FINE as f32).round().clamp(Vec2::splat(-limit), Vec2::splat(limit));
    (fine.x as i32, fine.y as i32)
}

fn style(ink: Ink, width: f32, filled: bool) -> ShapeStyle {
    let color = RGBColor(ink.color.0, ink.color.1, ink.color.2);
    let stroke_width = (width * FINE as f32).round().max(1.0) as u32;
    ShapeStyle { color: RGBAColor(color.0, color.1, color.2, f64::from(ink.opacity)), filled, stroke_width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::report::color::INK;

    #[test]
    fn a_picture_of_the_size_of_the_page() {
        let mut figure = Figure::default();
        figure.text(Vec2::new(100.0, 100.0), "Worm", 20.0, INK, Align::Left);
        let (png, lacking) = png(&figure).unwrap();
        assert!(lacking.is_empty());
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 6, 64, 0, 0, 4, 176], "1600 by 1200");
    }

    #[test]
    fn the_mean_of_four_pixels() {
        let mut fine = vec![255; (SIZE.0 * SIZE.1 * FINE * FINE * 3) as usize];
        fine[..6].fill(0);
        assert_eq!(shrink(&fine)[..4], [128, 128, 128, 255]);
    }
}
