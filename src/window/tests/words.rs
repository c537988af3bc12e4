//! All that is written on the screens: can it be read, is it large enough, has it its letters?

use super::screens::{screens, settle, stage};
use super::*;
use crate::window::paint::raster::Picture;
use crate::window::paint::theme::{Look, contrast, mix, readable};
use crate::window::shot::{Photographer, Settings, Subject};
use crate::window::state::{Letters, Style};
use bevy_egui::egui::ecolor::{gamma_u8_from_linear_f32, linear_f32_from_gamma_u8};
use bevy_egui::egui::epaint::{ClippedShape, RectShape, TextShape};
use bevy_egui::egui::{Color32, Event, ImeEvent, Rect, Shape};
use std::path::Path;

/// Letters that are set aside for private use: no font has them.
const NOBODY: [char; 5] = ['\u{10fa01}', '\u{10fa02}', '\u{10fa03}', '\u{10fa04}', '\u{10fa05}'];

fn photographer(scene: &str, size: (usize, usize), subject: Subject) -> Photographer {
    let scene = crate::scene::load(Path::new(scene)).expect("a scene").scene;
    let start = Start { scene, path: Some("scenes/crawler.worm.ron".into()), comments: Comments::default() };
    let mut photographer = Photographer::new(&start, Settings { size, scale: 1.0, subject, light: false });
    photographer.settle(4);
    photographer
}

fn text_of(clipped: &ClippedShape) -> &TextShape {
    let Shape::Text(text) = &clipped.shape else { panic!("words") };
    text
}

/// Whether a shape hides all of a part of the screen.
fn covers(clipped: &ClippedShape, part: Rect) -> bool {
    let opaque = |rect: &RectShape| rect.fill.is_opaque() && rect.rect.contains_rect(part);
    matches!(&clipped.shape, Shape::Rect(rect) if opaque(rect) && clipped.clip_rect.contains_rect(part))
}

/// The words of a frame, lowest first, and the picture of it without them. Words that lie below a card or a window are
/// nobody's to read: what their colour would be on it says nothing.
fn words_and_ground(photographer: &mut Photographer) -> (Vec<ClippedShape>, Picture) {
    photographer.paint_apart(|shapes| {
        let mut flat = Vec::new();
        for ClippedShape { clip_rect, shape } in shapes {
            flatten(shape, &mut |shape| flat.push(ClippedShape { clip_rect, shape }));
        }
        // What lies below a question or the gallery is not to be read.
        let screen = flat.iter().map(|clipped| clipped.clip_rect).fold(Rect::NOTHING, Rect::union);
        let veils = |clipped: &ClippedShape| {
            matches!(&clipped.shape, Shape::Rect(rect) if rect.rect.expand(1.0).contains_rect(screen))
        };
        let first = flat.iter().rposition(veils).unwrap_or(0);
        let is_text = |clipped: &ClippedShape| matches!(clipped.shape, Shape::Text(_));
        let is_seen = |(place, clipped): &(usize, &ClippedShape)| {
            let text = text_of(clipped);
            let part = text.galley.rect.translate(text.pos.to_vec2()).intersect(clipped.clip_rect);
            !flat[*place..].iter().any(|above| covers(above, part))
        };
        let words = flat.iter().enumerate().skip(first).filter(|(_, clipped)| is_text(clipped));
        let words = words.filter(is_seen).map(|(_, clipped)| clipped.clone()).collect();
        flat.retain(|clipped| !is_text(clipped));
        (words, flat)
    })
}

fn flatten(shape: Shape, take: &mut impl FnMut(Shape)) {
    match shape {
        Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| flatten(shape, take)),
        shape => take(shape),
    }
}

/// The words on a screen.
fn written(photographer: &mut Photographer) -> Vec<String> {
    let (words, _) = words_and_ground(photographer);
    words.iter().map(|clipped| text_of(clipped).galley.text().to_owned()).collect()
}

/// The mean light of a part of a picture.
fn mean(picture: &Picture, part: Rect) -> Option<Color32> {
    let (mut sum, mut count) = ([0.0_f32; 3], 0.0_f32);
    let limit = |value: f32, most: usize| (value.round().max(0.0) as usize).min(most);
    for y in limit(part.top(), picture.height)..limit(part.bottom(), picture.height) {
        for x in limit(part.left(), picture.width)..limit(part.right(), picture.width) {
            let pixel = &picture.rgb[3 * (y * picture.width + x)..][..3];
            sum.iter_mut().zip(pixel).for_each(|(sum, channel)| *sum += linear_f32_from_gamma_u8(*channel));
            count += 1.0;
        }
    }
    let [r, g, b] = sum.map(|sum| gamma_u8_from_linear_f32(sum / count.max(1.0)));
    (count > 0.0).then(|| Color32::from_rgb(r, g, b))
}

/// The words of a picture that are hard to read, with their contrast; and sentences in small print.
fn faults(photographer: &mut Photographer) -> Vec<String> {
    let (words, picture) = words_and_ground(photographer);
    let mut faults = Vec::new();
    for clipped in &words {
        let text = text_of(clipped);
        for row in &text.galley.rows {
            let rect = row.rect().translate(text.pos.to_vec2());
            let seen = rect.intersect(clipped.clip_rect);
            let letters: Vec<_> = row.glyphs.iter().filter(|glyph| !glyph.chr.is_whitespace()).collect();
            // What is cut off by its panel is not there.
            if !seen.is_positive() || seen.area() < 0.6 * rect.area() || letters.is_empty() {
                continue;
            }
            let Some(ground) = mean(&picture, seen) else { continue };
            let line: String = row.glyphs.iter().map(|glyph| glyph.chr).collect();
            for section in &text.galley.job.sections {
                let color = text.override_text_color.unwrap_or(section.format.color);
                let color = if color == Color32::PLACEHOLDER { text.fallback_color } else { color };
                let opacity = text.opacity_factor * f32::from(color.a()) / 255.0;
                let [r, g, b, _] = color.to_srgba_unmultiplied();
                let color = mix(ground, Color32::from_rgb(r, g, b), opacity);
                let ratio = contrast(color, ground);
                // A sign without a letter is a picture (WCAG 2.2, 1.4.11), a word is to be read (1.4.3).
                let least = if letters.iter().any(|glyph| glyph.chr.is_alphanumeric()) { 4.5 } else { 3.0 };
                if ratio < least {
                    faults.push(format!("{line:?} {ratio:.2} : 1, {color:?} on {ground:?}"));
                }
                let size = section.format.font_id.size;
                if line.split_whitespace().count() >= 5 && size < 13.0 {
                    faults.push(format!("{line:?} in letters of {size} points"));
                }
            }
        }
    }
    faults
}

/// Every text of every screen, in all colours.
#[test]
fn every_word_on_every_screen_can_be_read() {
    let mut told = String::new();
    let named = std::env::var("WRIGGLE_SCREENS").ok();
    let is_wanted = |name: &str| named.as_ref().is_none_or(|named| named.split(',').any(|one| one == name));
    for screen in screens().into_iter().filter(|(name, _)| is_wanted(name)) {
        let settings = Settings { size: (1280, 720), scale: 1.0, subject: Subject::Window, light: false };
        let (name, _) = screen;
        let mut photographer = stage(screen, settings, 30);
        settle(&mut photographer);
        for look in Look::ALL {
            let mut style = photographer.world_mut().resource_mut::<Style>();
            (style.theme, style.colours) = (look.mode.into(), look.colours);
            photographer.settle(3);
            for fault in faults(&mut photographer) {
                told += &format!("\n{name}, {look:?}: {fault}");
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn what_stands_beside_the_network_is_named() {
    let mut photographer = photographer("scenes/crawler.worm.ron", (1280, 720), Subject::Network);
    let words = written(&mut photographer);
    for word in ["head", "tail", "left side", "right side", "muscle", "skin", "stretch"] {
        let count = words.iter().filter(|written| *written == word).count();
        let both = !word.contains("side");
        assert_eq!(count, if both { 2 } else { 1 }, "{word}: {words:?}");
    }
    // With several, whose side it is.
    let mut photographer = photographer_of_company();
    let words = written(&mut photographer);
    assert!(words.iter().any(|written| written == "Ada, left side"), "{words:?}");
}

fn photographer_of_company() -> Photographer {
    photographer("scenes/company.worm.ron", (1280, 2400), Subject::Network)
}

/// Whether the words of a small network's screen are all within the picture.
#[test]
fn what_is_named_is_within_the_view_whatever_its_size() {
    for size in [(400, 300), (900, 260), (300, 700)] {
        let mut photographer = photographer("scenes/reflex.worm.ron", size, Subject::Network);
        let (words, _) = words_and_ground(&mut photographer);
        let screen =
            Rect::from_min_size(bevy_egui::egui::Pos2::ZERO, Vec2::new(size.0 as f32, size.1 as f32));
        let sides: Vec<Rect> = words
            .iter()
            .map(text_of)
            .filter(|text| text.galley.text().ends_with("side"))
            .map(|text| text.galley.rect.translate(text.pos.to_vec2()))
            .collect();
        assert_eq!(sides.len(), 2, "{size:?}");
        assert!(sides.iter().all(|rect| screen.contains_rect(*rect)), "{size:?}: {sides:?}");
    }
}

#[test]
fn two_numbers_say_which_excites_and_which_inhibits() {
    let mut photographer = photographer("scenes/crawler.worm.ron", (1280, 1080), Subject::Window);
    crate::window::state::select(photographer.world_mut(), Some(key("AVA")));
    photographer.settle(3);
    let words = written(&mut photographer);
    let count = |word: &str| words.iter().filter(|written| *written == word).count();
    // Above the state's two columns, and above the parameter that is a pair.
    assert!(count("excites") >= 2 && count("inhibits") >= 2, "{words:?}");
}

#[test]
fn a_class_to_start_from_has_the_colour_that_it_will_be_drawn_in() {
    for look in Look::ALL {
        let mut photographer = photographer("scenes/crawler.worm.ron", (1280, 720), Subject::Window);
        let mut style = photographer.world_mut().resource_mut::<Style>();
        (style.theme, style.colours) = (look.mode.into(), look.colours);
        photographer.settle(3);
        let find = |photographer: &mut Photographer, word: &str| {
            let (words, _) = words_and_ground(photographer);
            let text = words.iter().map(text_of).rfind(|text| text.galley.text() == word).cloned();
            text.unwrap_or_else(|| panic!("{word}, {look:?}"))
        };
        let button = find(&mut photographer, "+ class");
        let at = button.galley.rect.translate(button.pos.to_vec2()).center();
        photographer.point((at.x, at.y), None);
        photographer.point((at.x, at.y), Some(true));
        photographer.point((at.x, at.y), Some(false));
        photographer.settle(6);
        let shown = find(&mut photographer, "slow relay").galley.job.sections[0].format.color;
        let place = photographer.world_mut().resource::<crate::nervous::Classes>().len();
        let palette = look.palette();
        assert_eq!(shown, readable(palette.class("#b08fd8", place), palette.panel), "{look:?}");
    }
}

#[test]
fn a_link_says_what_it_does() {
    let mut harness = window();
    let entry = crate::edit::build::EntryKey {
        creature: "Worm".into(),
        kind: crate::scene::document::Kind::SYNAPSE,
        place: 0,
    };
    harness.state_mut().resource_mut::<Selection>().select_entry(Some(entry));
    harness.run_steps(3);
    assert!(harness.query_by_label("excites").is_some() && harness.query_by_label("inhibits").is_none());
    let key = crate::edit::EdgeKey { creature: "Worm".into(), place: 0 };
    perform(harness.state_mut(), Edit::Weight(key, -1.5));
    harness.run_steps(3);
    assert!(harness.query_by_label("inhibits").is_some() && harness.query_by_label("excites").is_none());
}

/// Letters that were looked for in vain so far.
fn missed(harness: &Harness<'_, World>) -> Vec<char> {
    harness.state().resource::<Letters>().lacking.iter().copied().collect()
}

#[test]
fn letters_are_looked_for_wherever_they_are_written() {
    let mut harness = window();
    let [menu, typed, composed, message, name] = NOBODY;
    assert!(missed(&harness).is_empty());
    // In a menu, without any edit before or after.
    let mut scenes = harness.state_mut().resource_mut::<files::Scenes>();
    scenes.seen = Some(f64::INFINITY);
    scenes.found = vec![files::SceneEntry {
        path: PathBuf::from("x.worm.ron"),
        name: menu.into(),
        about: String::new(),
        file: None,
        is_open: false,
    }];
    assert!(missed(&harness).is_empty(), "nobody sees it yet");
    harness.get_by_label("Scene").click();
    harness.run_steps(3);
    assert_eq!(missed(&harness), [menu]);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    // In what is typed, and in what an input method composes.
    harness.get_by_label("Filter").click();
    harness.run_steps(2);
    harness.event(Event::Text(typed.into()));
    harness.run_steps(2);
    assert!(missed(&harness).contains(&typed));
    let preedit = |text: String| ImeEvent::Preedit { text, active_range_chars: None };
    harness.event(Event::Ime(preedit(composed.into())));
    harness.run_steps(2);
    assert!(missed(&harness).contains(&composed), "{:?}", missed(&harness));
    // In a message, and in the name of a neuron.
    crate::window::state::say(harness.state_mut(), message);
    harness.run_steps(3);
    assert!(missed(&harness).contains(&message));
    History::perform(harness.state_mut(), Edit::Rename(key("ALM"), name.into())).expect("renamed");
    harness.state_mut().resource_mut::<Graph>().stale = true;
    harness.run_steps(3);
    assert!(missed(&harness).contains(&name));
}

#[test]
fn a_picture_is_painted_once() {
    let mut photographer = photographer("scenes/pair.worm.ron", (320, 180), Subject::Network);
    let _ = photographer.take();
    assert_eq!(photographer.painted(), 1);
    photographer.select(NeuronKey { creature: "Net".into(), neuron: "A".into() });
    let _ = photographer.take();
    assert_eq!(photographer.painted(), 2);
}
