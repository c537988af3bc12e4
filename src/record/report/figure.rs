//! A figure as a list of marks, in units of which there are [`SIZE`] on the page: the layout knows
//! nothing of file formats, and [`super::paint`] nothing of worms.

use super::color::{INK, Rgb, SOFT};
use super::lettering::{Font, width};
use bevy::math::Vec2;

/// Width and height of the page \[units\]; also the size of the PNG in pixels.
pub const SIZE: (u32, u32) = (1600, 1200);
/// Device pixels a unit: everything is drawn finer than it is seen.
pub const FINE: u32 = 2;

/// A colour and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The colour.
    pub color: Rgb,
    /// 0 to 1.
    pub opacity: f32,
}

impl From<Rgb> for Ink {
    fn from(color: Rgb) -> Self {
        Self { color, opacity: 1.0 }
    }
}

impl Rgb {
    /// This much of the colour.
    pub const fn at(self, opacity: f32) -> Ink {
        Ink { color: self, opacity }
    }
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Left,
    /// Its middle is there.
    Center,
    /// It ends there.
    Right,
}

/// A piece of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its place; the middle of its height.
    pub at: Vec2,
    /// The words.
    pub text: String,
    /// Height of the type \[units\].
    pub size: f32,
    /// Colour.
    pub ink: Ink,
    /// Which end its place is.
    pub align: Align,
    /// Type.
    pub font: Font,
}

/// A rectangle, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Upper left corner.
    pub min: Vec2,
    /// Lower right corner.
    pub max: Vec2,
}

impl Frame {
    /// From left, top, width, height.
    pub const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { min: Vec2::new(left, top), max: Vec2::new(left + width, top + height) }
    }

    /// Width and height.
    pub fn size(&self) -> Vec2 {
        self.max - self.min
    }

    /// Its middle.
    pub fn center(&self) -> Vec2 {
        (self.min + self.max) / 2.0
    }
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect(Frame, Ink),
    /// A line through points.
    Line(Vec<Vec2>, Ink, f32),
    /// A filled polygon.
    Polygon(Vec<Vec2>, Ink),
    /// A circle, filled or as a ring.
    Circle(Vec2, f32, Ink, bool),
    /// Words.
    Text(Text),
    /// Device pixels, row by row.
    Image(Image),
}

/// A picture of device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Its upper left corner, in device pixels.
    pub at: (i32, i32),
    /// Width and height in device pixels.
    pub size: (u32, u32),
    /// Three bytes a pixel.
    pub pixels: Vec<u8>,
}

impl Image {
    /// A picture that fills a frame, of one colour.
    pub fn filling(frame: Frame, color: Rgb) -> Self {
        let device = |v: Vec2| (v * FINE as f32).round();
        let (min, max) = (device(frame.min), device(frame.max));
        let size = ((max.x - min.x).max(1.0) as u32, (max.y - min.y).max(1.0) as u32);
        let pixels = [color.0, color.1, color.2].repeat((size.0 * size.1) as usize);
        Self { at: (min.x as i32, min.y as i32), size, pixels }
    }

    /// Mixes so much of a colour into a rectangle of device pixels; what is outside is left out.
    pub fn mix(&mut self, x: std::ops::Range<u32>, y: std::ops::Range<u32>, color: Rgb, opacity: f32) {
        for y in y.start..y.end.min(self.size.1) {
            for x in x.start..x.end.min(self.size.0) {
                let at = ((y * self.size.0 + x) * 3) as usize;
                let old = Rgb(self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]);
                let new = if opacity >= 1.0 { color } else { old.toward(color, opacity) };
                self.pixels[at..at + 3].copy_from_slice(&[new.0, new.1, new.2]);
            }
        }
    }

    /// Sets every pixel to what a function says of its place, both from 0 to 1.
    pub fn shade(&mut self, color: impl Fn(f32, f32) -> Rgb) {
        let (width, height) = self.size;
        for (index, pixel) in self.pixels.chunks_exact_mut(3).enumerate() {
            let (x, y) = (index as u32 % width, index as u32 / width);
            let Rgb(r, g, b) = color((x as f32 + 0.5) / width as f32, (y as f32 + 0.5) / height as f32);
            pixel.copy_from_slice(&[r, g, b]);
        }
    }
}

/// What stands over a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// The scene's name.
    pub title: String,
    /// A line below it.
    pub line: String,
}

/// Left and right of the page, beside all words \[units\].
pub const MARGIN: f32 = 56.0;

/// What is drawn, first to last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The marks.
    pub marks: Vec<Mark>,
}

impl Figure {
    /// Adds a filled rectangle.
    pub fn rect(&mut self, frame: Frame, ink: impl Into<Ink>) {
        self.marks.push(Mark::Rect(frame, ink.into()));
    }

    /// Adds a line.
    pub fn line(&mut self, points: impl Into<Vec<Vec2>>, ink: impl Into<Ink>, width: f32) {
        self.marks.push(Mark::Line(points.into(), ink.into(), width));
    }

    /// Adds a level line of dashes.
    pub fn dashes(&mut self, from: Vec2, to: Vec2, ink: impl Into<Ink>, width: f32) {
        const DASH: f32 = 8.0;
        const GAP: f32 = 6.0;
        let ink = ink.into();
        let mut x = from.x;
        while x < to.x {
            self.line([Vec2::new(x, from.y), Vec2::new((x + DASH).min(to.x), from.y)], ink, width);
            x += DASH + GAP;
        }
    }

    /// Adds a filled polygon.
    pub fn polygon(&mut self, points: Vec<Vec2>, ink: impl Into<Ink>) {
        self.marks.push(Mark::Polygon(points, ink.into()));
    }

    /// Adds a circle.
    pub fn circle(&mut self, center: Vec2, radius: f32, ink: impl Into<Ink>, filled: bool) {
        self.marks.push(Mark::Circle(center, radius, ink.into(), filled));
    }

    /// Adds a picture.
    pub fn image(&mut self, image: Image) {
        self.marks.push(Mark::Image(image));
    }

    /// Adds words.
    pub fn text(&mut self, at: Vec2, text: impl Into<String>, size: f32, ink: impl Into<Ink>, align: Align) {
        let (text, ink) = (text.into(), ink.into());
        self.marks.push(Mark::Text(Text { at, text, size, ink, align, font: Font::Sans }));
    }

    /// A figure with what stands over it.
    pub fn headed(title: &str, line: &str) -> Self {
        let mut figure = Self::default();
        let room = SIZE.0 as f32 - 2.0 * MARGIN;
        figure.fitted(Vec2::new(MARGIN - 2.0, 62.0), title, room, 44.0, INK, Align::Left);
        figure.fitted(Vec2::new(MARGIN, 106.0), line, room, 21.0, SOFT, Align::Left);
        figure
    }

    /// Says in the middle of the page why there is no picture.
    pub fn nothing(&mut self, why: &str) {
        let middle = Vec2::new(SIZE.0 as f32, SIZE.1 as f32) / 2.0;
        self.text(middle, format!("Nothing to show: {why}."), 28.0, SOFT, Align::Center);
    }

    /// Adds words, cut short where they are wider than there is room.
    pub fn fitted(&mut self, at: Vec2, text: &str, room: f32, size: f32, ink: impl Into<Ink>, align: Align) {
        self.text(at, fit(text, room, size), size, ink, align);
    }
}

/// The text, or its beginning with an ellipsis where it is wider than there is room.
pub fn fit(text: &str, room: f32, size: f32) -> String {
    if width(text, size, Font::Sans) <= room {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(200).collect();
    while cut.pop().is_some() {
        let shown = format!("{}…", cut.trim_end());
        if width(&shown, size, Font::Sans) <= room {
            return shown;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::report::color::PAPER;

    #[test]
    fn long_names_are_cut_to_the_room_there_is() {
        let long = "a very long name of a neuron in a very small gutter";
        let cut = fit(long, 100.0, 16.0);
        assert!(cut.ends_with('…') && long.starts_with(cut.trim_end_matches('…')), "{cut}");
        assert!(width(&cut, 16.0, Font::Sans) <= 100.0);
        assert_eq!(fit("AVA", 100.0, 16.0), "AVA");
        assert_eq!(fit(long, 0.0, 16.0), "");
    }

    #[test]
    fn marks_outside_an_image_are_left_out() {
        let mut image = Image::filling(Frame::new(0.0, 0.0, 4.0, 2.0), PAPER);
        assert_eq!(image.size, (8, 4));
        image.mix(7..90, 3..90, INK, 1.0);
        assert_eq!(image.pixels.chunks(3).filter(|p| *p == [INK.0, INK.1, INK.2]).count(), 1);
    }
}
