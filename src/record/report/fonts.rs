//! The fonts that words are drawn with: those that are built in, and for letters that none of these has, those of the
//! system.

use ab_glyph::{Font as _, FontRef};
use fontdb::{Database, FaceInfo, ID, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, Mutex, PoisonError};

/// The two types of the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Words.
    Sans,
    /// The hash.
    Mono,
}

/// One font of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// What it is called.
    pub name: String,
    /// The whole file.
    pub bytes: &'static [u8],
    /// Which of the fonts in the file.
    pub index: u32,
}

/// The built-in fonts, the one that is asked for first.
pub fn built_in(font: Font) -> [Face; 3] {
    let face = |name: &str, bytes| Face { name: name.to_owned(), bytes, index: 0 };
    let sans = face("Ubuntu Light", epaint_default_fonts::UBUNTU_LIGHT);
    let mono = face("Hack", epaint_default_fonts::HACK_REGULAR);
    let emoji = face("Noto Emoji", epaint_default_fonts::NOTO_EMOJI_REGULAR);
    match font {
        Font::Sans => [sans, emoji, mono],
        Font::Mono => [mono, sans, emoji],
    }
}

/// The letters of some words that the type of a window lacks, which is the built-in one for words.
#[cfg(feature = "window")]
pub fn foreign<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<char> {
    static OWN: LazyLock<Vec<FontRef>> = LazyLock::new(|| {
        let faces = built_in(Font::Sans);
        faces[..2].iter().filter_map(|face| FontRef::try_from_slice(face.bytes).ok()).collect()
    });
    let letters: BTreeSet<char> = words.flat_map(str::chars).filter(|letter| !letter.is_ascii()).collect();
    let foreign = |letter: &char| !is_silent(*letter) && !OWN.iter().any(|own| draws(own, *letter));
    letters.into_iter().filter(foreign).collect()
}

/// Fonts for letters that the type of a window lacks: the other built-in one, and those of the system; and the letters
/// that none has.
#[cfg(feature = "window")]
pub fn substitutes(letters: &BTreeSet<char>) -> (Vec<Face>, BTreeSet<char>) {
    let [.., mono] = built_in(Font::Sans);
    let own = FontRef::try_from_slice(mono.bytes).ok();
    let is_own = |letter: &char| own.as_ref().is_some_and(|own| draws(own, *letter));
    let (of_own, others): (BTreeSet<char>, BTreeSet<char>) = letters.iter().copied().partition(is_own);
    let (mut faces, lacking) = of_the_system(&others);
    if !of_own.is_empty() {
        faces.insert(0, mono);
    }
    (faces, lacking)
}

/// Whether a letter is never seen by itself: it joins, parts or turns others, or steers a terminal.
pub fn is_silent(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// The system's fonts, read once: where they are, and what they are called.
static SYSTEM: LazyLock<Database> = LazyLock::new(|| {
    let mut system = Database::new();
    system.load_system_fonts();
    system
});

/// The files of fonts that were needed, by path and number of the font. They stay for as long as the program runs:
/// drawing wants them for that long, and they are few.
static NEEDED: Mutex<BTreeMap<ID, &'static [u8]>> = Mutex::new(BTreeMap::new());

/// Fonts of the system for letters, as few as do, and the letters that none has.
pub fn of_the_system(letters: &BTreeSet<char>) -> (Vec<Face>, BTreeSet<char>) {
    let (mut faces, mut left) = (Vec::new(), letters.clone());
    if left.is_empty() {
        return (faces, left);
    }
    // In an order of their own, for that of the folders may be any.
    // One that has a box for everything has nothing.
    let letters_of = |info: &&FaceInfo| !info.post_script_name.contains("LastResort");
    let mut all: Vec<(Rank, &FaceInfo)> =
        SYSTEM.faces().filter(letters_of).map(|info| (rank(info), info)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut has: Vec<(BTreeSet<char>, &FaceInfo)> =
        all.into_iter().map(|(_, info)| (had(info.id, letters), info)).collect();
    while !left.is_empty() {
        let gain = |had: &BTreeSet<char>| had.intersection(&left).count();
        // Of those that have as many the first: `max_by_key` would take the last.
        let Some(best) = has.iter().rev().max_by_key(|(had, _)| gain(had)).filter(|(had, _)| gain(had) > 0)
        else {
            break;
        };
        let (found, info) = (best.0.clone(), best.1);
        if let Some(bytes) = needed(info.id) {
            let name = info.families.first().map_or_else(|| info.post_script_name.clone(), |f| f.0.clone());
            faces.push(Face { name, bytes, index: info.index });
            left.retain(|letter| !found.contains(letter));
        }
        let id = info.id;
        has.retain(|(_, info)| info.id != id);
    }
    (faces, left)
}

/// Upright and of usual weight first, then what has no feet; letters as wide as they are.
type Rank = (bool, u16, bool, bool, String, u32);

fn rank(info: &FaceInfo) -> Rank {
    let name = info.families.first().map_or("", |family| family.0.as_str());
    let weight = info.weight.0.abs_diff(400);
    (
        info.style != Style::Normal,
        weight,
        info.monospaced,
        !name.contains("Sans"),
        format!("{name} {} {:?}", info.post_script_name, info.source),
        info.index,
    )
}

/// Which of these letters a font of the system can draw.
fn had(id: ID, letters: &BTreeSet<char>) -> BTreeSet<char> {
    let asked = SYSTEM.with_face_data(id, |bytes, index| {
        let Ok(font) = FontRef::try_from_slice_and_index(bytes, index) else { return BTreeSet::new() };
        letters.iter().copied().filter(|letter| draws(&font, *letter)).collect()
    });
    asked.unwrap_or_default()
}

/// Whether a font has a letter, as an outline: some have pictures of pixels alone.
pub fn draws(font: &FontRef, letter: char) -> bool {
    let glyph = font.glyph_id(letter);
    glyph.0 != 0 && (letter.is_whitespace() || font.outline(glyph).is_some())
}

fn needed(id: ID) -> Option<&'static [u8]> {
    let mut needed = NEEDED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = needed.get(&id) {
        return Some(bytes);
    }
    let bytes: &'static [u8] = SYSTEM.with_face_data(id, |bytes, _| bytes.to_vec())?.leak();
    needed.insert(id, bytes);
    Some(bytes)
}
