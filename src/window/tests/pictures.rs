//! The window's main screens look as they did: each is photographed and compared, pixel by pixel, with its
//! picture in `tests/pictures`.
//!
//! Where a change is meant, look at the new pictures and renew the old ones with
//! `UPDATE=1 cargo test --release --lib pictures`.
//!
//! On one machine a screen is always the same to the byte. On another one the smooth edge of a letter or a line may
//! be a shade lighter, for a drawing may use sines and square roots of the system's own; [`HAIR`] and [`SHARE`] leave
//! room for that, and for no more: a worm that lies a little differently is told.

use super::screens::{Format, encoded, photograph, screens};
use crate::window::paint::raster::Picture;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// So much may a channel of a pixel differ, of 255: less than a faint line of the grid stands out.
const HAIR: u8 = 12;
/// Pictures are kept in steps of so much, which makes their files half as large; it is well within a hair.
const STEP: u8 = 8;
/// So many of a picture's pixels may differ by more.
const SHARE: f64 = 1.0 / 20_000.0;

const LARGE: Format = Format { size: (1280, 720), light: false };
const LIGHT: Format = Format { size: (1280, 720), light: true };
const SMALL: Format = Format { size: (800, 500), light: false };

/// The screens that are compared.
const COMPARED: &[(Format, &[&str])] = &[
    (
        LARGE,
        &[
            "window",
            "empty",
            "neuron",
            "several",
            "link",
            "class",
            "help",
            "unsaved",
            "faults",
            "gallery",
            "lesson-poke",
            "raster",
            "rates",
            "response",
        ],
    ),
    (LIGHT, &["window"]),
    (SMALL, &["window", "neuron", "help", "gallery"]),
];

/// The old pictures.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

/// Where new ones go that differ: beside what cargo has built.
fn folder_of_differences() -> PathBuf {
    let test = std::env::current_exe().expect("this test");
    test.ancestors().nth(2).expect("the folder of the build").join("pictures")
}

/// A picture as it is kept: each channel in the middle of its step.
fn coarse(picture: &Picture) -> Picture {
    let rgb = picture.rgb.iter().map(|channel| channel / STEP * STEP + STEP / 2).collect();
    Picture { rgb, ..*picture }
}

fn decoded(bytes: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG file");
    let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut rgb).expect("pixels");
    assert_eq!(info.color_type, png::ColorType::Rgb);
    Picture { width: info.width as usize, height: info.height as usize, rgb }
}

/// The places of the pixels that differ by more than a hair.
fn differing(old: &Picture, new: &Picture) -> Vec<usize> {
    let pixels = old.rgb.chunks_exact(3).zip(new.rgb.chunks_exact(3)).enumerate();
    let far = |(old, new): (&[u8], &[u8])| old.iter().zip(new).any(|(a, b)| a.abs_diff(*b) > HAIR);
    pixels.filter(|(_, pair)| far(*pair)).map(|(place, _)| place).collect()
}

/// Says how a picture differs from the old one; nothing if it is as good as the same.
fn compare(old: &Picture, new: &Picture) -> Result<(), String> {
    if (old.width, old.height) != (new.width, new.height) {
        return Err(format!("{}x{} was {}x{}", new.width, new.height, old.width, old.height));
    }
    let places = differing(old, new);
    let allowed = (SHARE * (old.width * old.height) as f64) as usize;
    if places.len() <= allowed {
        return Ok(());
    }
    let span = |all: Vec<usize>| (all.iter().min().copied(), all.iter().max().copied());
    let (left, right) = span(places.iter().map(|place| place % old.width).collect());
    let (top, bottom) = span(places.iter().map(|place| place / old.width).collect());
    let [left, right, top, bottom] = [left, right, top, bottom].map(Option::unwrap_or_default);
    Err(format!("{} pixels differ, x {left} to {right}, y {top} to {bottom}", places.len()))
}

/// The new picture in faint grey, and in red where it differs.
fn difference(old: &Picture, new: &Picture) -> Picture {
    let grey = |pixel: &[u8]| (pixel.iter().map(|channel| u16::from(*channel)).sum::<u16>() / 6) as u8;
    let mut rgb: Vec<u8> = new.rgb.chunks_exact(3).flat_map(|pixel| [grey(pixel); 3]).collect();
    for place in differing(old, new) {
        rgb[3 * place..3 * place + 3].copy_from_slice(&[255, 40, 40]);
    }
    Picture { rgb, ..*new }
}

/// Photographs the screens of one format and compares them, or renews their pictures.
fn hold(format: Format, names: &[&str]) {
    let renew = std::env::var_os("UPDATE").is_some();
    let mut told = String::new();
    for name in names {
        let screen = screens().into_iter().find(|(other, _)| other == name);
        let new = photograph(screen.unwrap_or_else(|| panic!("there is no screen {name}")), format);
        let file = format!("{}.png", format.name(name));
        let path = folder().join(&file);
        let found = fs::read(&path).ok().map(|bytes| decoded(&bytes));
        let compared = found.as_ref().map_or(Err("there is no old picture".into()), |old| compare(old, &new));
        let Err(why) = compared else { continue };
        if renew {
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(&path, encoded(&coarse(&new))).expect("written");
            continue;
        }
        let beside = folder_of_differences();
        fs::create_dir_all(&beside).expect("a folder");
        let new_path = beside.join(&file);
        fs::write(&new_path, encoded(&new)).expect("written");
        let _ = write!(told, "\n{file}: {why}\n  old {}\n  new {}", path.display(), new_path.display());
        if let Some(old) = found.filter(|old| old.rgb.len() == new.rgb.len()) {
            let path = beside.join(format!("{}-difference.png", format.name(name)));
            fs::write(&path, encoded(&difference(&old, &new))).expect("written");
            let _ = write!(told, "\n  difference {}", path.display());
        }
    }
    assert!(
        told.is_empty(),
        "screens do not look as they did:{told}\n\
         If they are to look so: UPDATE=1 cargo test --release --lib pictures"
    );
}

fn hold_all_of(format: Format) {
    let same = |other: &Format| (other.size, other.light) == (format.size, format.light);
    let (_, names) = COMPARED.iter().find(|(other, _)| same(other)).expect("one of those above");
    hold(format, names);
}

#[test]
fn large_screens_look_as_they_did() {
    hold_all_of(LARGE);
}

#[test]
fn light_screens_look_as_they_did() {
    hold_all_of(LIGHT);
}

#[test]
fn small_screens_look_as_they_did() {
    hold_all_of(SMALL);
}

#[test]
fn every_picture_is_of_a_screen() {
    let named = |(format, names): &(Format, &[&str])| {
        names.iter().map(|name| format!("{}.png", format.name(name))).collect::<Vec<_>>()
    };
    let wanted: BTreeSet<String> = COMPARED.iter().flat_map(named).collect();
    let files = fs::read_dir(folder()).into_iter().flatten();
    let found = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let found: BTreeSet<String> = found.collect();
    if std::env::var_os("UPDATE").is_some() {
        // Those that are not there yet are being taken.
        found.difference(&wanted).for_each(|name| fs::remove_file(folder().join(name)).expect("removed"));
        return;
    }
    let odd: Vec<_> = found.symmetric_difference(&wanted).collect();
    assert!(odd.is_empty(), "{}: missing, or of no screen that is compared: {odd:?}", folder().display());
}

/// A picture of one colour with other pixels in it.
fn spotted(spots: usize, shade: u8) -> Picture {
    let (width, height) = (400, 250);
    let mut rgb = vec![100; 3 * width * height];
    for spot in 0..spots {
        rgb[3 * (7 * width + 20 + spot) + 1] = shade;
    }
    Picture { width, height, rgb }
}

#[test]
fn a_hair_of_difference_is_none_and_a_line_is_told_with_its_place() {
    let old = spotted(0, 0);
    let allowed = (SHARE * 100_000.0) as usize;
    assert_eq!(compare(&old, &old), Ok(()));
    // All pixels by a hair, a few pixels by much.
    let shaded = Picture { rgb: old.rgb.iter().map(|channel| channel + HAIR).collect(), ..old };
    assert_eq!(compare(&old, &shaded), Ok(()));
    assert_eq!(compare(&old, &spotted(allowed, 255)), Ok(()));
    let told = compare(&old, &spotted(30, 101 + HAIR)).expect_err("a line");
    assert_eq!(told, "30 pixels differ, x 20 to 49, y 7 to 7");
    assert!(compare(&old, &spotted(allowed + 1, 0)).is_err());
    let smaller = Picture { width: 200, height: 500, rgb: old.rgb.clone() };
    assert_eq!(compare(&old, &smaller).expect_err("another size"), "200x500 was 400x250");
    let red = difference(&old, &spotted(30, 255)).rgb.chunks_exact(3).filter(|pixel| pixel[0] == 255).count();
    assert_eq!(red, 30);
}

#[test]
fn what_is_kept_is_what_was_seen() {
    for shade in [0, 9, 255] {
        let picture = spotted(30, shade);
        assert_eq!(decoded(&encoded(&picture)), picture);
        let kept = decoded(&encoded(&coarse(&picture)));
        let off = picture.rgb.iter().zip(&kept.rgb).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(off <= Some(STEP / 2), "{shade}: {off:?}");
        assert_eq!(compare(&kept, &picture), Ok(()));
    }
}
