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
//! | `confusion` | the page of a test on images |
//! | `route` | the panel of the path |
//! | `network` | the panel of a network without a body |
//! | `motion` | what the body did, as it is gathered |
//! | `fields` | the panels of body against time: curvature, shortening, muscles, touch |
//! | `raster`, `potentials` | the panels of spikes and of potentials |
//! | `learned`, `weights` | what synapses learn, as it is gathered; its panel |
//! | `thin` | what is too fine to be seen in a long run |
//! | `time` | the axis of time and the bands of the script |
//! | `figure`, `color` | marks, and what they are drawn with |
//! | `lettering` | words as letters at their places, and their width |
//! | `fonts` | those that are built in, and those of the system for what these lack |
//! | `svg`, `paint` | marks to the two formats |
//!
//! The same run gives the same bytes: there is no date, no random id, and no clock in it.

mod color;
mod confusion;
mod curves;
mod effects;
mod fields;
mod figure;
mod fonts;
mod learned;
mod lettering;
mod motion;
mod network;
mod page;
mod paint;
mod potentials;
mod raster;
mod recording;
mod route;
mod svg;
mod thin;
mod time;
mod weights;
mod words;

pub use curves::Curve;
pub use effects::Effects;
pub use figure::Heading;
pub use recording::Recording;
pub use words::Caption;

pub(crate) use figure::Figure;
pub(super) use recording::record_tick;
// What pictures of the window and its plots are saved with.
#[cfg(feature = "window")]
pub(crate) use {
    color::Rgb,
    figure::{Align, Frame, Image},
    fonts::{Face, foreign, substitutes},
    paint::encode_png,
    time::{nice, number},
};

use crate::scene::document::Scene;
use std::collections::BTreeSet;
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

/// A picture as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The file.
    pub bytes: Vec<u8>,
    /// Letters of its words that no font here has: boxes stand in their place. An SVG leaves fonts to who looks at it.
    pub lacking: BTreeSet<char>,
}

/// The report of a run.
///
/// # Errors
///
/// When the picture cannot be encoded.
pub fn report(
    scene: &Scene,
    recording: &Recording,
    caption: &Caption,
    format: Format,
) -> io::Result<Encoded> {
    encode(&page::draw(scene, recording, caption), format)
}

/// The picture of responses to touches.
///
/// # Errors
///
/// As for [`report`].
pub fn curves(heading: &Heading, all: &[Curve], format: Format) -> io::Result<Encoded> {
    encode(&curves::draw(heading, all), format)
}

/// The picture of a screen as the bytes of a file.
///
/// # Errors
///
/// As for [`report`].
pub fn effects(heading: &Heading, all: &Effects, format: Format) -> io::Result<Encoded> {
    encode(&effects::draw(heading, all), format)
}

/// The picture of a test on images: `counts` holds of each class how many are taken for each, and last for none.
///
/// # Errors
///
/// As for [`report`].
pub fn confusion(
    heading: &Heading,
    classes: &[String],
    counts: &[Vec<u32>],
    format: Format,
) -> io::Result<Encoded> {
    encode(&confusion::draw(heading, classes, counts), format)
}

/// A figure as a file.
pub(crate) fn encode(figure: &Figure, format: Format) -> io::Result<Encoded> {
    match format {
        Format::Svg => Ok(Encoded { bytes: svg::svg(figure)?.into_bytes(), lacking: BTreeSet::new() }),
        Format::Png => paint::png(figure).map(|(bytes, lacking)| Encoded { bytes, lacking }),
    }
}

/// Says once which letters no font here has; nothing where there are none.
#[must_use]
pub fn boxes_in_words(lacking: &BTreeSet<char>) -> Option<String> {
    const TOLD: usize = 12;
    if lacking.is_empty() {
        return None;
    }
    let mut told: String = lacking.iter().take(TOLD).collect();
    if lacking.len() > TOLD {
        told += &format!(" and {} more", lacking.len() - TOLD);
    }
    Some(format!("no font of this system has {told}: boxes stand in their place"))
}

/// Width of words \[units of a figure\].
#[cfg(feature = "window")]
pub(crate) fn text_width(text: &str, size: f32) -> f32 {
    lettering::width(text, size, lettering::Font::Sans)
}
