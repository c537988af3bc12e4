//! One picture to judge a run by: where the worm went, how it bent, what its muscles and neurons
//! did, when it was touched, and the measures in words.
//!
//! | file | subject |
//! |---|---|
//! | [`recording`](Recording) | what is gathered while the run goes on |
//! | `words` | captions, measures and stimuli as text |
//! | `page` | the layout |
//! | `curves` | the page of responses to touches |
//! | `effects` | the page of a screen |
//! | `route` | the panel of the path |
//! | `network` | the panel of a network without a body |
//! | `fields` | the panels of body against time: curvature, muscles, touch |
//! | `raster` | the panels of spikes and potentials |
//! | `time` | the axis of time and the bands of the script |
//! | `figure`, `color` | marks, and what they are drawn with |
//! | `lettering` | the two fonts, and the width of type |
//! | `svg`, `paint` | marks to the two formats |
//!
//! The same run gives the same bytes: there is no date, no random id, and no clock in it.

mod color;
mod curves;
mod effects;
mod fields;
mod figure;
mod lettering;
mod network;
mod page;
mod paint;
mod raster;
mod recording;
mod route;
mod svg;
mod time;
mod words;

pub use curves::{Curve, CurvesCaption};
pub use effects::{Effects, EffectsCaption};
pub use recording::Recording;
pub use words::Caption;

pub(crate) use figure::Figure;
pub(super) use recording::record_tick;
// What pictures of the window and its plots are saved with.
#[cfg(feature = "window")]
pub(crate) use {
    color::Rgb,
    figure::{Align, Frame, Image},
    paint::encode_png,
    time::{nice, number},
};

use crate::scene::document::Scene;
use std::io;
use std::path::Path;

/// File format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Vectors and text.
    Svg,
    /// 1600 by 1200 pixels.
    Png,
}

impl Format {
    /// By the ending of a file's name, in either case; `None` if it is another.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        if ending.eq_ignore_ascii_case("svg") {
            Some(Self::Svg)
        } else if ending.eq_ignore_ascii_case("png") {
            Some(Self::Png)
        } else {
            None
        }
    }
}

/// The report of a run as the bytes of a file.
///
/// # Errors
///
/// When the picture cannot be encoded.
pub fn report(
    scene: &Scene,
    recording: &Recording,
    caption: &Caption,
    format: Format,
) -> io::Result<Vec<u8>> {
    encode(&page::draw(scene, recording, caption), format)
}

/// The picture of responses to touches as the bytes of a file.
///
/// # Errors
///
/// As for [`report`].
pub fn curves(caption: &CurvesCaption, all: &[Curve], format: Format) -> io::Result<Vec<u8>> {
    encode(&curves::draw(caption, all), format)
}

/// The picture of a screen as the bytes of a file.
///
/// # Errors
///
/// As for [`report`].
pub fn effects(caption: &EffectsCaption, all: &Effects, format: Format) -> io::Result<Vec<u8>> {
    encode(&effects::draw(caption, all), format)
}

/// A figure as the bytes of a file.
pub(crate) fn encode(figure: &Figure, format: Format) -> io::Result<Vec<u8>> {
    match format {
        Format::Svg => svg::svg(figure).map(String::into_bytes),
        Format::Png => paint::png(figure),
    }
}

/// Width of words \[units of a figure\].
#[cfg(feature = "window")]
pub(crate) fn text_width(text: &str, size: f32) -> f32 {
    lettering::width(text, size, lettering::Font::Sans)
}
