//! Marks to an SVG: shapes as shapes, text as text, pictures of pixels as PNG within.
//!
//! Written by hand: plotters' own backend breaks a picture into a rectangle for every pixel and
//! knows whole numbers only.

use super::color::{PAPER, Rgb};
use super::figure::{Align, FINE, Figure, Frame, Image, Ink, Mark, SIZE, Text};
use super::lettering::{Font, MONO, SANS};
use super::paint::encode_png;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bevy::math::Vec2;
use std::fmt::Write as _;
use std::io;

/// Height of the type over its em: a size counts from ascender to descender. A little more than
/// it is, for the fonts that stand in for the built-in one are wider.
const EM: f32 = 1.17;

/// The figure as an SVG.
pub fn svg(figure: &Figure) -> io::Result<String> {
    let (width, height) = SIZE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n"
    );
    let page = Frame::new(0.0, 0.0, width as f32, height as f32);
    mark(&Mark::Rect(page, PAPER.into()), &mut out)?;
    for each in &figure.marks {
        mark(each, &mut out)?;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn mark(mark: &Mark, out: &mut String) -> io::Result<()> {
    // Writing to a string cannot fail.
    let _ = match mark {
        Mark::Rect(frame, ink) => {
            let (at, size) = (frame.min, frame.size());
            let (x, y, w, h) = (short(at.x), short(at.y), short(size.x), short(size.y));
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{}/>", paint("fill", *ink))
        }
        Mark::Line(line, ink, width) => {
            let (points, width) = (points(line), short(*width));
            let stroke = paint("stroke", *ink);
            writeln!(
                out,
                "<polyline points=\"{points}\" fill=\"none\" stroke-linejoin=\"round\" stroke-width=\"{width}\"{stroke}/>"
            )
        }
        Mark::Polygon(outline, ink) => {
            writeln!(out, "<polygon points=\"{}\"{}/>", points(outline), paint("fill", *ink))
        }
        Mark::Circle(at, radius, ink, filled) => {
            let look = if *filled {
                paint("fill", *ink)
            } else {
                format!(" fill=\"none\" stroke-width=\"2\"{}", paint("stroke", *ink))
            };
            let (x, y) = (short(at.x), short(at.y));
            writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"{look}/>", short(*radius))
        }
        Mark::Text(text) => write_text(text, out),
        Mark::Image(image) => write_image(image, out)?,
    };
    Ok(())
}

fn write_text(text: &Text, out: &mut String) -> std::fmt::Result {
    let anchor = match text.align {
        Align::Left => "start",
        Align::Center => "middle",
        Align::Right => "end",
    };
    let size = text.size / EM;
    let family = match text.font {
        Font::Sans => SANS,
        Font::Mono => MONO,
    };
    writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" font-family=\"{family}\" font-size=\"{}\" \
         text-anchor=\"{anchor}\"{}>{}</text>",
        short(text.at.x),
        // The middle of the small letters is a third of an em above the line; not all viewers
        // know a better way to say so.
        short(text.at.y + size * 0.33),
        short(size),
        paint("fill", text.ink),
        escape(&text.text)
    )
}

fn write_image(image: &Image, out: &mut String) -> io::Result<std::fmt::Result> {
    let units = |pixels: f32| short(pixels / FINE as f32);
    let png = STANDARD.encode(encode_png(image.size, &image.pixels)?);
    Ok(writeln!(
        out,
        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
         href=\"data:image/png;base64,{png}\"/>",
        units(image.at.0 as f32),
        units(image.at.1 as f32),
        units(image.size.0 as f32),
        units(image.size.1 as f32),
    ))
}

fn points(points: &[Vec2]) -> String {
    points.iter().map(|p| format!("{},{}", short(p.x), short(p.y))).collect::<Vec<_>>().join(" ")
}

fn paint(what: &str, ink: Ink) -> String {
    let Rgb(r, g, b) = ink.color;
    let color = format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\"");
    if ink.opacity >= 1.0 { color } else { format!("{color} opacity=\"{}\"", short(ink.opacity)) }
}

/// A number with no more decimals than can be seen.
fn short(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Text as XML holds it. Control characters have no place there at all.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::report::color::INK;

    #[test]
    fn what_is_written_is_well_formed() {
        let mut figure = Figure::default();
        figure.text(Vec2::new(100.0, 100.25), "Name <&> \"\u{1}", 20.0, INK, Align::Left);
        figure.line([Vec2::ZERO, Vec2::ONE], INK.at(0.5), 1.0);
        figure.circle(Vec2::ONE, 2.0, INK, false);
        figure.image(Image::filling(Frame::new(0.0, 0.0, 3.0, 2.0), INK));
        let svg = svg(&figure).unwrap();
        let mut reader = quick_xml::Reader::from_str(&svg);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert!(svg.contains(">Name &lt;&amp;&gt; \"\u{fffd}<"), "{svg}");
        assert!(svg.contains("x=\"100\" y=\"10") && svg.contains("opacity=\"0.5\""), "{svg}");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.0, -0.001, 1.5, 100.0, 0.333].map(short), ["0", "0", "1.5", "100", "0.33"]);
    }
}
