//! The two fonts of a report, which are built in, and the width of type.

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::sync::Once;

/// The two types of the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Words.
    Sans,
    /// The hash.
    Mono,
}

/// The families, as an SVG names them: the built-in one first, then what a reader's system has.
pub const SANS: &str = "Ubuntu, Ubuntu Sans, Helvetica Neue, Helvetica, Arial, sans-serif";
/// The same for the hash.
pub const MONO: &str = "Hack, DejaVu Sans Mono, Menlo, Consolas, monospace";

/// The name under which a font is registered.
pub fn family(font: Font) -> &'static str {
    static FONTS: Once = Once::new();
    FONTS.call_once(|| {
        // Both are fonts that are built in; plotters refuses only what is none.
        let _ = register_font(SANS, FontStyle::Normal, epaint_default_fonts::UBUNTU_LIGHT);
        let _ = register_font(MONO, FontStyle::Normal, epaint_default_fonts::HACK_REGULAR);
    });
    match font {
        Font::Sans => SANS,
        Font::Mono => MONO,
    }
}

/// Width of a text \[units\].
pub fn width(text: &str, size: f32, font: Font) -> f32 {
    // Measured large, since plotters rounds to whole pixels.
    let measured = FontDesc::new(FontFamily::Name(family(font)), 100.0, FontStyle::Normal).box_size(text);
    measured.map_or(0.0, |(width, _)| width as f32 * size / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_has_a_width() {
        let one = width("worm", 20.0, Font::Sans);
        assert!((30.0..70.0).contains(&one), "{one}");
        assert!((width("worm", 40.0, Font::Sans) - 2.0 * one).abs() < 1.0);
        assert_eq!(width("", 20.0, Font::Mono), 0.0);
    }
}
