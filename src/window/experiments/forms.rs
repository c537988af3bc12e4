//! Where it is said what is asked.

use super::asked::{Asked, Kind, Repeat};
use super::range::range;
use super::{Experiments, protocol};
use crate::window::paint::controls::named;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, small};
use crate::window::paint::widgets::{named_row, section, sentence};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Label, RichText, ScrollArea, TextEdit, Ui};

/// Width of the names of rows \[points\].
const NAME: f32 = 74.0;
/// Height of the list of paths \[points\].
const LIST: f32 = 170.0;

/// What is asked, in a line.
#[must_use]
pub fn title(asked: &Asked) -> String {
    match asked.kind {
        Kind::Protocol => String::new(),
        Kind::Sweep => format!("{} from {} to {}", asked.path.trim(), asked.range.0, asked.range.1),
        Kind::Responses => "How far it backs off from each touch".to_owned(),
        Kind::Screen if asked.by_class => "Without each class".to_owned(),
        Kind::Screen => "Without each neuron".to_owned(),
    }
}

/// What will be run, in words; an error says what is missing.
///
/// # Errors
///
/// When something is missing.
pub fn ready(world: &World) -> Result<String, String> {
    let Experiments { asked, offered, .. } = world.resource::<Experiments>();
    let times = asked.times;
    match asked.kind {
        Kind::Protocol => Ok(String::new()),
        Kind::Sweep => {
            if asked.path.trim().is_empty() {
                return Err("Choose what is varied.".into());
            }
            if let Some((path, Err(why))) = &offered.looked_up
                && path == asked.path.trim()
            {
                return Err(why.clone());
            }
            if asked.range.0 >= asked.range.1 {
                return Err("The range ends before it begins.".into());
            }
            let span = asked.range.1 - asked.range.0;
            let steps = asked.steps.saturating_sub(1).max(1) as f64;
            if let Some((_, Ok(found))) = &offered.looked_up
                && found.whole
                && (asked.range.0.fract() != 0.0 || (span / steps).fract() != 0.0)
            {
                let most = span.round().max(1.0) as usize;
                let fits =
                    (1..=asked.steps.max(2)).rev().find(|steps| most.is_multiple_of(*steps)).unwrap_or(1);
                return Err(format!("Only whole numbers fit: {} values would do.", fits + 1));
            }
            let each = if asked.repeat == Repeat::Once { 1 } else { times as usize };
            Ok(format!("{} values, {} runs", asked.steps, asked.steps * each))
        }
        Kind::Responses => Ok(match asked.protocols.len() {
            0 => "The scene's own touches".to_owned(),
            1 => "1 curve".to_owned(),
            count => format!("{count} curves"),
        }),
        Kind::Screen => Ok(format!("{times} runs with each, and {times} of the intact worm")),
    }
}

/// Shows the questions of a kind.
pub fn show(ui: &mut Ui, world: &mut World, palette: &Palette) {
    match world.resource::<Experiments>().asked.kind {
        Kind::Protocol => {
            protocols(ui, world, palette);
            play(ui, world, palette);
        }
        Kind::Sweep => {
            path(ui, world, palette);
            values(ui, world, palette);
            repeats(ui, world, palette);
            span(ui, world, palette);
            protocols(ui, world, palette);
        }
        Kind::Responses => protocols(ui, world, palette),
        Kind::Screen => {
            let asked = &mut world.resource_mut::<Experiments>().asked;
            row(ui, "Silence", palette, |ui| {
                ui.selectable_value(&mut asked.by_class, false, "Each neuron");
                ui.selectable_value(&mut asked.by_class, true, "Each class");
            });
            row(ui, "Runs", palette, |ui| {
                asked.times = asked.times.max(2);
                let runs =
                    NumberField::new(&mut asked.times, "Runs of each").range(2..=200).suffix(" of each");
                ui.add(runs)
                    .on_hover_text("Bends at birth and times of touches vary a little from run to run");
            });
            span(ui, world, palette);
            protocols(ui, world, palette);
        }
    }
}

fn row(ui: &mut Ui, name: &str, palette: &Palette, fill: impl FnOnce(&mut Ui)) {
    named_row(ui, NAME, name, palette, fill);
}

/// The path of what is varied, and a list of those that are offered.
fn path(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { asked, offered, .. } = &mut *experiments;
    section(ui, "What is varied", palette);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 62.0;
        let field =
            TextEdit::singleline(&mut asked.path).hint_text("classes.touch.threshold").desired_width(width);
        let response = named(ui.add(field), "Path");
        offered.typing = response.has_focus();
        response.on_hover_text("A path into the scene, as by --set");
        ui.toggle_value(&mut offered.listed, "Paths").on_hover_text("All that is offered");
    });
    let wanted = asked.path.trim().to_lowercase();
    let found = offered.looked_up.as_ref().is_some_and(|(_, range)| range.is_ok());
    if found && !offered.listed {
        return;
    }
    // The whole list for one who asks for it, else what fits what is typed.
    let fits = |path: &&super::paths::Path| offered.listed || path.text.to_lowercase().contains(&wanted);
    let paths: Vec<&super::paths::Path> = offered.paths.iter().filter(fits).collect();
    let mut chosen = None;
    egui::Frame::new().fill(palette.well).corner_radius(6).inner_margin(4).show(ui, |ui| {
        let rows = ui.text_style_height(&egui::TextStyle::Body) + 2.0;
        ScrollArea::vertical().id_salt("paths").max_height(LIST).auto_shrink([false, true]).show_rows(
            ui,
            rows,
            paths.len(),
            |ui, range| {
                for path in &paths[range] {
                    let text = RichText::new(&path.text).font(small()).color(palette.text);
                    let label = egui::Button::new(text).frame(false).truncate();
                    if ui.add(label).on_hover_text(format!("{}\n{}", path.text, path.about)).clicked() {
                        chosen = Some(path.text.clone());
                    }
                }
            },
        );
        if paths.is_empty() {
            sentence(ui, "Nothing is called so", palette);
        }
    });
    if let Some(text) = chosen {
        asked.path = text;
        offered.listed = false;
    }
}

/// The range and the number of values.
fn values(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { asked, offered, .. } = &mut *experiments;
    let Some((_, Ok(found))) = &offered.looked_up else { return };
    let (now, usual, limits) = (found.now, found.range, found.limits);
    // Twice the range that is offered, and what was typed.
    let half = (usual.1 - usual.0) / 2.0;
    let low = if usual.0 >= 0.0 { (usual.0 - half).max(0.0) } else { usual.0 - half };
    let room = (low.max(limits.0).min(asked.range.0), (usual.1 + half).min(limits.1).max(asked.range.1));
    let step = if found.whole { 1.0 } else { (room.1 - room.0) / 100.0 };
    range(ui, &mut asked.range, room, step, now, palette);
    let speed = if found.whole { 0.1 } else { (room.1 - room.0) / 300.0 };
    ui.horizontal_wrapped(|ui| {
        ui.add(end(&mut asked.range.0, "First value", limits, speed)).on_hover_text("The first value");
        ui.label("to");
        ui.add(end(&mut asked.range.1, "Last value", limits, speed)).on_hover_text("The last value");
        ui.label("in");
        ui.add(NumberField::new(&mut asked.steps, "Values").range(2..=200).suffix(" values"));
    });
    if let Some(now) = now {
        sentence(ui, &format!("It is {now} now."), palette);
    }
}

/// An end of the range.
fn end<'a>(value: &'a mut f64, name: &'a str, limits: (f64, f64), speed: f64) -> NumberField<'a, f64> {
    NumberField::new(value, name).range(limits.0..=limits.1).speed(speed).decimals(0, 6)
}

fn repeats(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let asked = &mut world.resource_mut::<Experiments>().asked;
    section(ui, "Runs", palette);
    row(ui, "Each", palette, |ui| {
        for (repeat, name, tip) in Repeat::ALL {
            ui.selectable_value(&mut asked.repeat, repeat, name).on_hover_text(tip);
        }
    });
    if asked.repeat != Repeat::Once {
        row(ui, "How often", palette, |ui| {
            asked.times = asked.times.max(2);
            ui.add(NumberField::new(&mut asked.times, "How often").range(2..=200).suffix(" times"));
        });
    }
}

fn span(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let asked = &mut world.resource_mut::<Experiments>().asked;
    row(ui, "Length", palette, |ui| {
        let mut scripted = asked.seconds.is_none();
        if let Some(seconds) = &mut asked.seconds {
            let field = NumberField::new(seconds, "Length").range(1.0..=3600.0).speed(0.5);
            ui.add(field.decimals(0, 2).suffix(" s"));
        }
        let tip = "To 5 s after the last touch or injection of the script; 30 s without a script";
        if ui.checkbox(&mut scripted, "As the script").on_hover_text(tip).changed() {
            asked.seconds = (!scripted).then_some(30.0);
        }
    });
}

/// The protocols that are loaded.
fn protocols(ui: &mut Ui, world: &mut World, palette: &Palette) {
    section(ui, "Protocols", palette);
    let (mut gone, mut load) = (None, false);
    let asked = &world.resource::<Experiments>().asked;
    if asked.protocols.is_empty() {
        let words = match asked.kind {
            Kind::Protocol => "A protocol is a file of touches and injections, .protocol.ron.",
            _ => "None: the scene's own script.",
        };
        sentence(ui, words, palette);
    }
    for (number, loaded) in asked.protocols.iter().enumerate() {
        ui.horizontal(|ui| {
            let tip = "Leave it out; the file stays";
            if ui.small_button("x").on_hover_text(tip).clicked() {
                gone = Some(number);
            }
            let label = ui.add(Label::new(RichText::new(loaded.name()).color(palette.strong)).truncate());
            label.on_hover_text(format!("{}\n{}", loaded.protocol.about, loaded.path.display()));
        });
    }
    if asked.kind != Kind::Responses && asked.protocols.len() > 1 {
        sentence(ui, "Together they add up.", palette);
    }
    load |= ui
        .button("Load...")
        .on_hover_text("A .protocol.ron file; several add up, or make a curve each")
        .clicked();
    if let Some(number) = gone {
        world.resource_mut::<Experiments>().asked.protocols.remove(number);
    }
    if load {
        protocol::ask_for_one(world);
    }
}

fn play(ui: &mut Ui, world: &mut World, palette: &Palette) {
    ui.add_space(8.0);
    let some = !world.resource::<Experiments>().asked.protocols.is_empty();
    let (mut first, mut now) = (false, false);
    ui.horizontal_wrapped(|ui| {
        let button = |text| egui::Button::new(text);
        first = ui
            .add_enabled(some, button("Play from the start"))
            .on_hover_text("In place of the scene's own script, from the worm's birth")
            .clicked();
        now = ui
            .add_enabled(some, button("Play from now"))
            .on_hover_text("Beside the scene's script, on the worm as it is")
            .clicked();
    });
    let words = "What is played becomes part of the scene's script, as a step that Ctrl+Z undoes.";
    sentence(ui, words, palette);
    if first || now {
        protocol::play(world, now);
    }
}
