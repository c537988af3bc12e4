//! Where it is said what is to be on a picture or video, and where it goes.

use super::asked::{Asked, Format, Known, OnDisk, Place, SIZES, Subject, TIMES};
use super::look::Look;
use super::{Filming, begin, close, known};
use crate::window::files::dialog_is_open;
use crate::window::paint::controls::named;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, small};
use crate::window::paint::widgets::{named_row, sentence};
use crate::window::reel::{FASTEST_GIF, find_ffmpeg, frames};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{self, FileWish, Kind};
use crate::window::state::{Graph, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, Id, Modal, RichText, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Width of the dialog, and of the names of its rows \[points\].
const WIDTH: (f32, f32) = (500.0, 92.0);

/// Whether ffmpeg is there; asked once, on a thread of its own.
static FFMPEG: OnceLock<bool> = OnceLock::new();

/// Whether a format is made by this machine.
fn is_offered(format: Format) -> bool {
    !format.is_of_ffmpeg() || FFMPEG.get().copied().unwrap_or(false)
}

/// Shows it over everything, if it is open.
pub fn show(ctx: &egui::Context, world: &mut World) {
    // The file dialog lies below.
    if dialog_is_open(world) {
        return;
    }
    let Some(mut asked) = world.resource::<Filming>().asked.clone() else { return };
    look_for_ffmpeg();
    let (palette, known, look) = (palette(world), known(world), Look::of(world));
    let busy = world.resource::<Filming>().under_way.is_some();
    let disk = look_at_disk(&asked, world);
    let (mut done, mut save, mut choose) = (false, false, false);
    let modal = Modal::new(Id::new("film"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(16))
        .show(ctx, |ui| {
            let room = ctx.content_rect().size() - egui::vec2(56.0, 56.0);
            ui.set_width(WIDTH.0.min(room.x));
            ui.horizontal(|ui| {
                ui.heading(if asked.video { "Video" } else { "Picture" });
                ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                    ui.selectable_value(&mut asked.video, true, "What happened")
                        .on_hover_text("A video of a part of the time line");
                    ui.selectable_value(&mut asked.video, false, "This moment").on_hover_text("One picture");
                });
            });
            ui.add_space(6.0);
            ScrollArea::vertical().max_height(room.y - 92.0).auto_shrink([false, true]).show(ui, |ui| {
                subject(ui, world, &mut asked, palette);
                if asked.video {
                    time(ui, &mut asked, &known, palette);
                }
                size(ui, &mut asked, &look, palette);
                row(ui, "Colours", palette, |ui| {
                    ui.selectable_value(&mut asked.light, false, "Dark");
                    ui.selectable_value(&mut asked.light, true, "Light");
                    ui.add_space(8.0);
                    ui.checkbox(&mut asked.stamped, "The time in the corner");
                });
                choose = place(ui, &mut asked, palette);
            });
            ui.add_space(8.0);
            (done, save) = end(ui, &asked, (&known, disk), busy, palette);
        });
    if world.resource::<Filming>().asked.is_some() {
        world.resource_mut::<Filming>().asked = Some(asked.clone());
    }
    if choose {
        ask_where(world, &asked);
    } else if save {
        begin(world, ctx.pixels_per_point());
    } else if done || modal.should_close() {
        close(world);
    }
}

/// Between two looks at the disk, while the name is the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the disk has to say of the name: looked up where it is another, and from time to time.
fn look_at_disk(asked: &Asked, world: &mut World) -> OnDisk {
    let mut filming = world.resource_mut::<Filming>();
    let same = |(place, video, _, at): &&(Place, bool, OnDisk, Instant)| {
        *place == asked.place && *video == asked.video && at.elapsed() < PATIENCE
    };
    if let Some((.., disk, _)) = filming.looked.as_ref().filter(same) {
        return *disk;
    }
    let disk = asked.on_disk();
    filming.looked = Some((asked.place.clone(), asked.video, disk, Instant::now()));
    disk
}

fn look_for_ffmpeg() {
    // Pictures in tests are the same on a machine that has it.
    if cfg!(test) || FFMPEG.get().is_some() {
        return;
    }
    static ASKED: OnceLock<()> = OnceLock::new();
    ASKED.get_or_init(|| {
        // Without a thread it is not offered.
        let _ = std::thread::Builder::new().name("ffmpeg".into()).spawn(|| {
            FFMPEG.get_or_init(|| find_ffmpeg("mp4").is_ok());
        });
    });
}

/// A row: its name, and what stands in it.
fn row(ui: &mut Ui, name: &str, palette: &Palette, fill: impl FnOnce(&mut Ui)) {
    named_row(ui, WIDTH.1, name, palette, fill);
}

/// A sentence below a row.
fn note(ui: &mut Ui, words: &str, palette: &Palette) {
    ui.horizontal(|ui| {
        ui.add_space(WIDTH.1 + ui.spacing().item_spacing.x);
        sentence(ui, words, palette);
    });
}

fn subject(ui: &mut Ui, world: &World, asked: &mut Asked, palette: &Palette) {
    let beings = &world.resource::<Graph>().beings;
    let bodies: Vec<&str> = beings.iter().filter(|b| b.body.is_some()).map(|b| b.name.as_str()).collect();
    row(ui, "Show", palette, |ui| {
        for (subject, name, tip) in Subject::ALL {
            let possible = !bodies.is_empty() || subject == Subject::Network;
            ui.add_enabled_ui(possible, |ui| {
                ui.selectable_value(&mut asked.subject, subject, name).on_hover_text(tip);
            });
        }
    });
    if asked.subject == Subject::Worm && bodies.len() > 1 {
        row(ui, "Which worm", palette, |ui| {
            let combo = egui::ComboBox::from_id_salt("film worm").selected_text(asked.worm.clone());
            let shown = combo.show_ui(ui, |ui| {
                for name in bodies {
                    ui.selectable_value(&mut asked.worm, name.to_owned(), name);
                }
            });
            named(shown.response, "Which worm");
        });
    }
}

fn time(ui: &mut Ui, asked: &mut Asked, known: &Known, palette: &Palette) {
    row(ui, "Time", palette, |ui| {
        ui.selectable_value(&mut asked.span.last, true, "The last")
            .on_hover_text("The seconds before this moment");
        ui.selectable_value(&mut asked.span.last, false, "From, to").on_hover_text("Between two moments");
        ui.add_space(8.0);
        if asked.span.last {
            seconds(ui, &mut asked.span.seconds, "Seconds", (0.1, 60.0));
        } else {
            let whole = (known.from, known.to);
            seconds(ui, &mut asked.span.from, "From", whole);
            ui.label("to");
            seconds(ui, &mut asked.span.to, "To", whole);
        }
    });
    let why = if known.changed { "; the scene was a quite different one before" } else { "" };
    note(ui, &format!("From {:.2} to {:.2} s is known{why}.", known.from, known.to), palette);
    let most = if asked.place.format == Format::Gif { FASTEST_GIF } else { 60 };
    asked.fps = asked.fps.clamp(1, most);
    row(ui, "Pictures", palette, |ui| {
        ui.add(NumberField::new(&mut asked.fps, "Pictures a second").range(1..=most).suffix(" a second"));
    });
}

fn seconds(ui: &mut Ui, value: &mut f64, name: &str, (from, to): (f64, f64)) {
    ui.add(NumberField::new(value, name).range(from..=to).speed(0.1).decimals(0, 2).suffix(" s"));
}

fn size(ui: &mut Ui, asked: &mut Asked, look: &Look, palette: &Palette) {
    let ppp = ui.ctx().pixels_per_point();
    let pixels = |(width, height): (usize, usize)| format!("{width} × {height} pixels");
    row(ui, "Size", palette, |ui| {
        let now = look.pixels(asked, ppp).0;
        let combo = egui::ComboBox::from_id_salt("film size").width(210.0).selected_text(pixels(now));
        let shown = combo.show_ui(ui, |ui| {
            if asked.subject == Subject::Worm {
                for size in SIZES {
                    ui.selectable_value(&mut asked.size.pixels, size, pixels(size));
                }
                return;
            }
            for times in TIMES {
                let mut other = asked.clone();
                other.size.times = times;
                let of = if times == 1.0 { "as on the screen".to_owned() } else { format!("{times} times") };
                let text = format!("{}, {of}", pixels(look.pixels(&other, ppp).0));
                ui.selectable_value(&mut asked.size.times, times, text);
            }
        });
        named(shown.response, "Size");
    });
}

/// Name, kind and folder; whether another folder is to be chosen.
fn place(ui: &mut Ui, asked: &mut Asked, palette: &Palette) -> bool {
    let mut choose = false;
    if asked.video {
        row(ui, "Kind", palette, |ui| {
            for (format, name, tip) in Format::ALL.into_iter().filter(|(format, ..)| is_offered(*format)) {
                ui.selectable_value(&mut asked.place.format, format, name).on_hover_text(tip);
            }
        });
    }
    row(ui, "Name", palette, |ui| {
        let field = TextEdit::singleline(&mut asked.place.name).desired_width(220.0);
        named(ui.add(field), "Name");
        let shown = file_name(&asked.path());
        let shown = if asked.video && asked.place.format == Format::Pictures {
            format!("{shown}/0000.png ...")
        } else {
            shown
        };
        ui.add(egui::Label::new(RichText::new(shown).font(small()).color(palette.weak)).truncate());
    });
    row(ui, "Folder", palette, |ui| {
        choose = ui.button("Choose...").on_hover_text("Another folder, or another name").clicked();
        let folder = asked.place.folder.display().to_string();
        let label = egui::Label::new(RichText::new(&folder).font(small()).color(palette.text)).truncate();
        ui.add(label).on_hover_text(folder);
    });
    choose
}

/// What will be made, or why it cannot; whether to put the dialog away, and whether to make it.
fn end(
    ui: &mut Ui,
    asked: &Asked,
    (known, disk): (&Known, OnDisk),
    busy: bool,
    palette: &Palette,
) -> (bool, bool) {
    let problem = asked.problem(known, disk);
    let there = disk.is_there;
    let name = file_name(&asked.path());
    let (words, color) = if let Some(problem) = &problem {
        (problem.clone(), palette.error)
    } else if busy {
        ("Another one is being made.".to_owned(), palette.warn)
    } else if there {
        (format!("{name} is there already."), palette.warn)
    } else if asked.video {
        let (from, to) = asked.moments(known);
        let count = frames((from, to), asked.fps);
        (format!("{count} pictures, {from:.2} to {to:.2} s"), palette.weak)
    } else {
        (format!("At {:.2} s", known.now), palette.weak)
    };
    ui.add(egui::Label::new(RichText::new(words).color(color)).wrap());
    ui.add_space(6.0);
    let (mut done, mut save) = (false, false);
    ui.horizontal(|ui| {
        let text = if there { format!("Replace {name}") } else { "Save".to_owned() };
        save = ui.add_enabled(problem.is_none() && !busy, egui::Button::new(text)).clicked();
        done = ui.button("Cancel").on_hover_text("Esc").clicked();
    });
    (done, save)
}

/// Asks for a folder and a name.
fn ask_where(world: &mut World, asked: &Asked) {
    const PICTURES: Kind = Kind { name: "Pictures and videos", fits: is_picture };
    let then = |world: &mut World, path: PathBuf| {
        let Some(asked) = &mut world.resource_mut::<Filming>().asked else { return };
        if let Some(folder) = path.parent() {
            asked.place.folder = folder.to_owned();
        }
        let name = file_name(&path);
        // A name may say which kind is meant.
        let kind = Format::ALL.into_iter().map(|(format, ..)| format).find(|format| {
            !format.ending().is_empty()
                && name.to_lowercase().ends_with(format.ending())
                && is_offered(*format)
        });
        if let Some(kind) = kind.filter(|_| asked.video) {
            asked.place.format = kind;
        }
        let ending = file_name(&asked.path()).strip_prefix(&asked.place.name).map(str::to_owned);
        let stem = ending.as_deref().and_then(|ending| name.strip_suffix(ending));
        asked.place.name = stem.filter(|stem| !stem.is_empty()).unwrap_or(&name).to_owned();
    };
    let new = Some(file_name(&asked.path()));
    wishes::ask(world, FileWish { title: "Save the picture or video as", kind: PICTURES, new, then });
}

fn is_picture(path: &std::path::Path) -> bool {
    ["png", "gif", "mp4", "webm"].contains(&crate::window::reel::ending(path).as_str())
}
