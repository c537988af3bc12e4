//! Words as letters at their places: each with a font that has it, joined and in the order that its script wants.

pub use super::fonts::Font;

use super::fonts::{Face, built_in, draws, is_silent, of_the_system};
use ab_glyph::{Font as _, FontRef};
use harfrust::{Direction, ShapeOptions, ShaperData, UnicodeBuffer};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_bidi::BidiInfo;
use unicode_width::UnicodeWidthChar as _;

/// The families, as an SVG names them: the built-in one first, then what a reader's system has.
pub const SANS: &str = "Ubuntu, Ubuntu Sans, Helvetica Neue, Helvetica, Arial, sans-serif";
/// The same for the hash.
pub const MONO: &str = "Hack, DejaVu Sans Mono, Menlo, Consolas, monospace";

/// Height of the built-in type over its em: a size counts from ascender to descender.
const HEIGHT: f32 = 1.121;
/// Width of a letter that is not built in, and of one as wide as high \[em\]: what a line takes does not hang on the
/// fonts of the system.
const FOREIGN: [f32; 2] = [0.58, 1.0];

/// A font, ready to draw with.
pub struct Typeface {
    /// Its outlines.
    pub outlines: FontRef<'static>,
    tables: harfrust::FontRef<'static>,
    shaping: ShaperData,
    /// Units of the font an em.
    units: f32,
}

impl Typeface {
    fn of(face: &Face) -> Option<Self> {
        let outlines = FontRef::try_from_slice_and_index(face.bytes, face.index).ok()?;
        let tables = harfrust::FontRef::from_index(face.bytes, face.index).ok()?;
        let (shaping, units) = (ShaperData::new(&tables), outlines.units_per_em()?);
        Some(Self { outlines, tables, shaping, units })
    }

    fn has(&self, letter: char) -> bool {
        draws(&self.outlines, letter)
    }

    /// Height from ascender to descender \[em\].
    pub fn height(&self) -> f32 {
        self.outlines.height_unscaled() / self.units
    }
}

static SANS_TYPE: LazyLock<Vec<Typeface>> = LazyLock::new(|| typefaces(&built_in(Font::Sans)));
static MONO_TYPE: LazyLock<Vec<Typeface>> = LazyLock::new(|| typefaces(&built_in(Font::Mono)));

fn typefaces(faces: &[Face]) -> Vec<Typeface> {
    faces.iter().filter_map(Typeface::of).collect()
}

fn own(font: Font) -> &'static [Typeface] {
    match font {
        Font::Sans => &SANS_TYPE,
        Font::Mono => &MONO_TYPE,
    }
}

/// The fonts for some words: the built-in ones and what these words need besides.
pub struct Types {
    more: Vec<Typeface>,
    /// Letters of the words that no font here has.
    pub lacking: BTreeSet<char>,
}

impl Types {
    /// For these words.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let foreign =
            |letter: &char| !letter.is_ascii() && !is_silent(*letter) && !has(own(Font::Sans), *letter);
        let letters: BTreeSet<char> = words.flat_map(str::chars).filter(foreign).collect();
        let (faces, lacking) = of_the_system(&letters);
        Self { more: typefaces(&faces), lacking }
    }

    /// Lays out a line of words.
    pub fn line(&self, text: &str, font: Font) -> Line<'_> {
        let all: Vec<&Typeface> = own(font).iter().chain(&self.more).collect();
        let mut line = lay_out(text, &all);
        // It takes the room that it was given, whatever the fonts of the system are.
        let room = room(text, font);
        if line.width > room {
            line.squeeze = room / line.width;
            line.width = room;
        }
        line
    }
}

fn has(faces: &[Typeface], letter: char) -> bool {
    faces.iter().any(|face| face.has(letter))
}

/// A letter at its place.
pub struct Letter<'a> {
    /// Its font.
    pub face: &'a Typeface,
    /// Which of its glyphs.
    pub glyph: u16,
    /// Right of the beginning of the line and above its base \[em\].
    pub at: (f32, f32),
}

/// A line of words.
pub struct Line<'a> {
    /// Its letters, from left to right.
    pub letters: Vec<Letter<'a>>,
    /// Its width \[em\].
    pub width: f32,
    /// By how much it is squeezed to have that width.
    pub squeeze: f32,
}

/// Height of an em for a size of type.
pub fn em(size: f32) -> f32 {
    size / HEIGHT
}

/// Width of a text \[units\].
pub fn width(text: &str, size: f32, font: Font) -> f32 {
    room(text, font) * em(size)
}

/// Width of a text, whatever the fonts of the system are \[em\].
fn room(text: &str, font: Font) -> f32 {
    let own: Vec<&Typeface> = own(font).iter().collect();
    lay_out(text, &own).width
}

/// A letter as it is shown: what steers a terminal is told by a mark.
fn shown(letter: char) -> char {
    match letter {
        '\u{2028}' | '\u{2029}' => ' ',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    }
}

/// Part of a line that one font draws, in one direction; without a font where none has its letters.
struct Run {
    face: Option<usize>,
    text: String,
}

fn lay_out<'a>(text: &str, faces: &[&'a Typeface]) -> Line<'a> {
    let text: String = text.chars().map(shown).collect();
    let mut line = Line { letters: Vec::new(), width: 0.0, squeeze: 1.0 };
    if text.is_ascii() {
        set(&text, false, faces, &mut line);
        return line;
    }
    let order = BidiInfo::new(&text, None);
    for paragraph in &order.paragraphs {
        let (levels, runs) = order.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            set(&text[run.clone()], levels[run.start].is_rtl(), faces, &mut line);
        }
    }
    line
}

/// Adds words of one direction to a line.
fn set<'a>(text: &str, leftward: bool, faces: &[&'a Typeface], line: &mut Line<'a>) {
    let mut runs: Vec<Run> = Vec::new();
    for letter in text.chars() {
        let follows = is_silent(letter) || letter.width() == Some(0);
        let before = runs.last().and_then(|run| run.face);
        let face = match before {
            // What joins or stands on another letter goes with it.
            Some(face) if follows => Some(face),
            _ => faces.iter().position(|face| face.has(letter)),
        };
        match runs.last_mut() {
            Some(run) if run.face == face || follows => run.text.push(letter),
            _ => runs.push(Run { face, text: letter.into() }),
        }
    }
    if leftward {
        runs.reverse();
    }
    for run in runs {
        match run.face {
            Some(face) => shape(&run.text, leftward, faces[face], line),
            None => boxes(&run.text, faces, line),
        }
    }
}

/// A font's own letters.
fn shape<'a>(text: &str, leftward: bool, face: &'a Typeface, line: &mut Line<'a>) {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if leftward { Direction::RightToLeft } else { Direction::LeftToRight });
    let shaped = face.shaping.shaper(&face.tables).build().shape(buffer, ShapeOptions::new());
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let em = |units: i32| units as f32 / face.units;
        let at = (line.width + em(position.x_offset), em(position.y_offset));
        line.letters.push(Letter { face, glyph: info.glyph_id as u16, at });
        line.width += em(position.x_advance);
    }
}

/// Letters that no font has: the box of the first one, and the width that they would have.
fn boxes<'a>(text: &str, faces: &[&'a Typeface], line: &mut Line<'a>) {
    for letter in text.chars() {
        let wide = match letter.width() {
            None | Some(0) => 0.0,
            Some(1) => FOREIGN[0],
            Some(_) => FOREIGN[1],
        };
        if wide > 0.0
            && let Some(&face) = faces.first()
        {
            line.letters.push(Letter { face, glyph: 0, at: (line.width, 0.0) });
        }
        line.width += wide;
    }
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

    #[test]
    fn letters_of_the_scripts_of_europe_are_built_in() {
        for words in ["Würmer", "Σκουλήκι", "Червяк", "æøåßŁž", "10 µm · ±5 – “x” …", "→ ≤ √"]
        {
            assert!(words.chars().all(|letter| has(own(Font::Sans), letter)), "{words}");
            assert!(Types::of([words].into_iter()).lacking.is_empty());
        }
    }

    #[test]
    fn a_line_takes_the_same_room_whatever_fonts_there_are() {
        let words = "Wurm 线虫 και червь دودة";
        let types = Types::of([words].into_iter());
        let line = types.line(words, Font::Sans);
        assert!(line.width * em(20.0) <= width(words, 20.0, Font::Sans) + 1e-3);
        assert!(
            width("线虫", 20.0, Font::Sans) > 1.5 * width("ab", 20.0, Font::Sans),
            "as wide as they are high"
        );
    }

    #[test]
    fn what_no_font_has_is_told_and_what_is_not_seen_is_not() {
        // No font can have these: they are set aside for ever.
        let types = Types::of(["a\u{10ffff}b", "\u{200d}\u{feff}", "tab\t\u{1}"].into_iter());
        assert_eq!(types.lacking, BTreeSet::from(['\u{10ffff}']));
        let line = types.line("a\u{10ffff}b", Font::Sans);
        assert_eq!((line.letters.len(), line.letters[1].glyph), (3, 0), "a box between the letters");
    }

    /// A font of three letters: U+10FA00, and Hebrew's first two, 0.6 and 0.16 em wide.
    const THREE: &[u8] = include_bytes!("../../../tests/fonts/three-letters.ttf");

    #[test]
    fn letters_of_other_fonts_stand_between_their_own() {
        let face = Face { name: "Three".into(), bytes: THREE, index: 0 };
        let types = Types { more: typefaces(&[face]), lacking: BTreeSet::new() };
        let line = types.line("a\u{10fa00}b", Font::Sans);
        let places: Vec<f32> = line.letters.iter().map(|l| l.at.0).collect();
        assert!(line.letters.iter().all(|letter| letter.glyph != 0), "no boxes");
        assert!((line.squeeze < 1.0) && places[1] > 0.3 && places[2] > places[1] + 0.9, "{places:?}");
        // The second letter stands left of the first, and left of both what follows in another direction.
        let line = types.line("\u{5d0}\u{5d1} x", Font::Sans);
        let found: Vec<(u16, f32)> = line.letters.iter().map(|l| (l.glyph, l.at.0)).collect();
        assert_eq!((found.len(), found[0].1), (4, 0.0), "{found:?}");
        let line = types.line("x \u{5d0}\u{5d1}", Font::Sans);
        let (bet, alef) = (&line.letters[2], &line.letters[3]);
        assert_eq!((bet.glyph, alef.glyph), (3, 2));
        assert!((alef.at.0 - bet.at.0 - 0.16).abs() < 1e-3);
    }

    #[test]
    fn words_that_run_leftward_stand_in_their_order() {
        // No font of the letters is needed for that: a mark tells the direction.
        let types = Types::of([""].into_iter());
        let glyphs =
            |text: &str| types.line(text, Font::Sans).letters.iter().map(|l| l.glyph).collect::<Vec<_>>();
        let (plain, turned) = (glyphs("abc"), glyphs("\u{202e}abc\u{202c}"));
        let seen: Vec<u16> = turned.into_iter().filter(|glyph| plain.contains(glyph)).collect();
        assert_eq!(seen, plain.iter().rev().copied().collect::<Vec<_>>());
    }
}
