//! The bar at the top: scenes, edits, views, transport, speed, time, medium.

use crate::arena::Medium;
use crate::edit::{Edit, History};
use crate::scene::SceneInfo;
use crate::sim::{Clock, Playback, SPEEDS};
use crate::window::commands::{self, clipboard};
use crate::window::files;
use crate::window::files::gallery;
use crate::window::files::settings::Keeper;
use crate::window::keys;
use crate::window::paint::theme::{Palette, number, small};
use crate::window::paint::widgets::{Icon, icon_button};
use crate::window::state::{Desk, Layout, Purpose, Wish};
use crate::window::time;
use crate::window::time::ghost::Ghost;
use crate::window::tour;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, RichText, Ui};

/// Shows the bar.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(RichText::new("wriggle").size(16.0).strong().color(palette.accent));
        ui.add_space(4.0);
        scene_menu(ui, world, desk);
        edit_menu(ui, world, desk);
        view_menu(ui, world, desk);
        gap(ui, palette);
        transport(ui, world, desk, palette);
        gap(ui, palette);
        speed(ui, world, palette);
        gap(ui, palette);
        let clock = *world.resource::<Clock>();
        let time = format!("{:>9.2} s", clock.seconds());
        ui.label(RichText::new(time).font(egui::FontId::monospace(14.0)).color(palette.strong))
            .on_hover_text(format!("Simulated time: tick {} of 100 a second.", clock.tick));
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Help, "Help", "All keys and gestures (?)", desk.show_help, palette)
                .clicked()
            {
                desk.show_help = !desk.show_help;
            }
            if icon_button(ui, Icon::Theme, "Theme", "Dark or light", false, palette).clicked() {
                desk.mode = desk.mode.other();
            }
            gap(ui, palette);
            medium(ui, world, desk, palette);
        });
    });
}

fn gap(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(9.0, 20.0), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), egui::Stroke::new(1.0, palette.line));
}

fn scene_menu(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let menu = ui.menu_button("Scene", |ui| {
        ui.set_min_width(330.0);
        let now = ui.input(|i| i.time);
        if desk.scenes_seen.is_none_or(|seen| now - seen > 3.0) {
            files::look_for_scenes(desk);
            desk.scenes_seen = Some(now);
        }
        if item(ui, "Open...", "Ctrl+O", true) {
            files::ask(desk, Purpose::Open);
        }
        if item(ui, "Gallery...", "Ctrl+G", true) {
            gallery::open(desk);
        }
        if item(ui, "Save", "Ctrl+S", true) {
            files::save(world, desk);
        }
        if item(ui, "Save as...", "Ctrl+Shift+S", true) {
            files::ask(desk, Purpose::SaveAs);
        }
        let tip =
            "In the inspector, while nothing is selected: what the scene says of itself, and the bodies";
        if ui.button("Title and bodies").on_hover_text(tip).clicked() {
            desk.select(None);
            desk.class = None;
            desk.show_inspector = true;
            ui.close();
        }
        if let Some(mut keeper) = world.get_resource_mut::<Keeper>() {
            let tip =
                "When wriggle is opened without naming a scene: the one that was open last, or the crawler";
            ui.checkbox(&mut keeper.now.begin_with_last, "Begin with the last scene").on_hover_text(tip);
        }
        ui.separator();
        if desk.scenes.is_empty() {
            ui.label(RichText::new("No scenes beside this file or in ./scenes").color(palette.weak));
        }
        let mut chosen = None;
        egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
            for entry in &desk.scenes {
                let open = desk
                    .path
                    .as_deref()
                    .is_some_and(|p| p.canonicalize().ok() == entry.path.canonicalize().ok());
                let mut text = egui::text::LayoutJob::default();
                let color = if open { palette.accent } else { palette.strong };
                let format = |font, color| egui::TextFormat { font_id: font, color, ..Default::default() };
                text.append(&entry.name, 0.0, format(egui::FontId::proportional(13.0), color));
                // Two of one name, in two folders: the folder tells which is which.
                if desk.scenes.iter().filter(|other| other.name == entry.name).count() > 1 {
                    let folder = entry.path.parent().and_then(|folder| folder.file_name());
                    let folder = folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                    text.append(&format!("  in {folder}"), 0.0, format(small(), palette.weak));
                }
                if !entry.about.is_empty() {
                    text.append(&format!("\n{}", entry.about), 0.0, format(small(), palette.weak));
                }
                text.wrap.max_width = 400.0;
                let button = egui::Button::new(text).frame(true).fill(egui::Color32::TRANSPARENT);
                let button = button.min_size(egui::vec2(320.0, 0.0));
                if ui.add(button).on_hover_text(entry.path.display().to_string()).clicked() {
                    chosen = Some(entry.path.clone());
                }
            }
        });
        if let Some(path) = chosen {
            files::wish(world, desk, Wish::Open(path));
            ui.close();
        }
    });
    let name = world.get_resource::<SceneInfo>().map(|info| info.name.clone()).unwrap_or_default();
    let about = world.get_resource::<SceneInfo>().map(|info| info.about.clone()).unwrap_or_default();
    menu.response.on_hover_text(format!("Open and save scenes. Open now: {name}\n{about}"));
}

fn item(ui: &mut Ui, name: &str, keys: &str, enabled: bool) -> bool {
    let clicked = ui.add_enabled(enabled, egui::Button::new(name).shortcut_text(keys)).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn edit_menu(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let (undo, redo) =
        world.get_resource::<History>().map_or((false, false), |h| (h.can_undo(), h.can_redo()));
    let menu = ui.menu_button("Edit", |ui| {
        ui.set_min_width(200.0);
        if item(ui, "Undo", "Ctrl+Z", undo) {
            desk.shift(world, true);
        }
        if item(ui, "Redo", "Ctrl+Shift+Z", redo) {
            desk.shift(world, false);
        }
        ui.separator();
        let some = desk.chosen_count() > 0;
        let ctx = ui.ctx().clone();
        if item(ui, "Cut", "Ctrl+X", some) {
            clipboard::cut(&ctx, world, desk);
        }
        if item(ui, "Copy", "Ctrl+C", some) {
            clipboard::copy(&ctx, world, desk);
        }
        if item(ui, "Paste", "Ctrl+V", true) {
            // The pointer is at the menu, not where the neurons are to go.
            desk.canvas.pointer = None;
            let text = clipboard::of_system(world);
            clipboard::paste(world, desk, text);
        }
        if item(ui, "Duplicate", "Ctrl+D", some) {
            commands::duplicate(world, desk);
        }
        if item(ui, "Delete", "Del", some || desk.entry.is_some()) {
            commands::delete(world, desk);
        }
        if item(ui, "Rename", "F2", desk.selected.is_some()) {
            commands::begin_rename(desk);
        }
        if item(ui, "Select all neurons", "Ctrl+A", true) {
            commands::select_all(desk);
        }
        ui.separator();
        if item(ui, "Inject the selected neuron", "I", desk.selected.is_some()) {
            keys::inject(world, desk);
        }
        if item(ui, "Silence or revive the selected neuron", "S", desk.selected.is_some()) {
            keys::silence(world, desk);
        }
    });
    menu.response.on_hover_text("Undo and redo");
}

fn view_menu(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let menu = ui.menu_button("View", |ui| {
        ui.set_min_width(200.0);
        for (layout, name, key) in [
            (Layout::Both, "World and network", "1"),
            (Layout::World, "World alone", "2"),
            (Layout::Network, "Network alone", "3"),
        ] {
            let button = egui::Button::new(name).shortcut_text(key).selected(desk.layout == layout);
            if ui.add(button).clicked() {
                desk.layout = layout;
                ui.close();
            }
        }
        ui.separator();
        ui.checkbox(&mut desk.show_list, "Neurons");
        ui.checkbox(&mut desk.show_inspector, "Inspector");
        ui.checkbox(&mut desk.show_plot, "Plot");
        ui.separator();
        let shown = world.get_resource::<Ghost>().is_some_and(|ghost| ghost.shown);
        if item(ui, if shown { "Hide the ghost" } else { "Ghost without lesions" }, "G", !desk.bodiless) {
            keys::ghost(world, desk);
        }
        if item(ui, "Fit", "F", true) {
            desk.fit_world = true;
            desk.fit_network = true;
        }
        // egui itself acts on these keys.
        if item(ui, "Larger", "Ctrl++", true) {
            egui::gui_zoom::zoom_in(ui.ctx());
        }
        if item(ui, "Smaller", "Ctrl+-", true) {
            egui::gui_zoom::zoom_out(ui.ctx());
        }
        if item(ui, "Usual size", "Ctrl+0", true) {
            ui.ctx().set_zoom_factor(1.0);
        }
        ui.separator();
        if item(ui, if desk.follow { "Stop following" } else { "Follow the worm" }, "C", true) {
            desk.follow = !desk.follow;
        }
        ui.separator();
        if ui.button("Tour").clicked() {
            tour::begin(desk);
            ui.close();
        }
    });
    menu.response.on_hover_text("What is shown");
}

fn transport(ui: &mut Ui, world: &mut World, desk: &mut Desk, palette: &Palette) {
    if icon_button(ui, Icon::Reset, "Reset", "Back to the beginning; edits are kept (R)", false, palette)
        .clicked()
    {
        files::reset(world, desk);
    }
    if icon_button(ui, Icon::Back, "One tick back", "Pause and go back one tick, 0.01 s (,)", false, palette)
        .clicked()
    {
        time::back(world, desk, 1);
    }
    let playing = world.resource::<Playback>().playing;
    let (icon, name, tip) =
        if playing { (Icon::Pause, "Pause", "Pause (space)") } else { (Icon::Play, "Play", "Play (space)") };
    if icon_button(ui, icon, name, tip, true, palette).clicked() {
        let mut playback = world.resource_mut::<Playback>();
        playback.playing = !playback.playing;
    }
    if icon_button(ui, Icon::Step, "One tick", "Pause and do one tick, 0.01 s (.)", false, palette).clicked()
    {
        keys::one_tick(world);
    }
}

fn speed(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut playback = world.resource_mut::<Playback>();
    if icon_button(ui, Icon::Slower, "Slower", "Slower ([)", false, palette).clicked() {
        playback.shift_speed(false);
    }
    let near = |speed: f32| {
        let distance = |s: &f32| (s / speed).ln().abs();
        SPEEDS.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map_or(6, |s| s.0)
    };
    let mut place = near(playback.speed);
    ui.spacing_mut().slider_width = 92.0;
    let slider = egui::Slider::new(&mut place, 0..=SPEEDS.len() - 1).show_value(false);
    let response = ui.add(slider);
    response.widget_info(|| egui::WidgetInfo::slider(true, place as f64, "Speed"));
    if response.on_hover_text("Speed, from 1/100 to 32 times real time ([ and ])").changed() {
        playback.speed = SPEEDS[place];
    }
    if icon_button(ui, Icon::Faster, "Faster", "Faster (])", false, palette).clicked() {
        playback.shift_speed(true);
    }
    let (rect, response) = ui.allocate_exact_size(egui::vec2(46.0, 20.0), egui::Sense::hover());
    ui.painter().text(
        rect.left_center(),
        egui::Align2::LEFT_CENTER,
        speed_name(playback.speed),
        egui::FontId { size: 13.0, ..number() },
        palette.strong,
    );
    response.on_hover_text("Simulated seconds in a real second");
}

/// A speed for people: `1x`, `1/4 x`.
fn speed_name(speed: f32) -> String {
    if speed >= 1.0 { format!("{speed}x") } else { format!("1/{}x", (1.0 / speed).round()) }
}

/// Drag along and across of agar and of water: the ends of the slider.
const ENDS: [[f32; 2]; 2] = [[1.0, 40.0], [0.05, 0.08]];

/// Where a medium lies between agar (0) and water (1).
fn place_of(medium: Medium) -> f32 {
    match medium {
        Medium::Agar => 0.0,
        Medium::Water => 1.0,
        Medium::Custom { normal, .. } => {
            ((ENDS[0][1] / normal).ln() / (ENDS[0][1] / ENDS[1][1]).ln()).clamp(0.0, 1.0)
        }
    }
}

/// The medium at a place between agar and water.
fn medium_at(place: f32) -> Medium {
    let between = |i: usize| ENDS[0][i].powf(1.0 - place) * ENDS[1][i].powf(place);
    if place < 0.005 {
        Medium::Agar
    } else if place > 0.995 {
        Medium::Water
    } else {
        Medium::Custom { tangential: between(0), normal: between(1) }
    }
}

/// The name of a medium for people.
#[must_use]
pub fn medium_name(medium: Medium) -> String {
    match medium {
        Medium::Agar => "Agar".into(),
        Medium::Water => "Water".into(),
        Medium::Custom { tangential, normal } => {
            format!("Medium: drag {tangential:.2} along, {normal:.2} across")
        }
    }
}

// Shown from right to left.
fn medium(ui: &mut Ui, world: &mut World, desk: &mut Desk, palette: &Palette) {
    let Some(now) = crate::body::medium(world) else { return };
    let mut place = place_of(now);
    let mut wanted = None;
    let tip = "What the worm moves in. Agar: drag across the body 40 times that along it. Water: thin, 1.6 times. K switches.";
    let end = |ui: &mut Ui, name: &str, on: bool| {
        let color = if on { palette.accent } else { palette.text };
        let button = egui::Button::new(RichText::new(name).color(color)).frame(false);
        ui.add(button).on_hover_text(tip).clicked()
    };
    if end(ui, "Water", now == Medium::Water) {
        wanted = Some(Medium::Water);
    }
    ui.spacing_mut().slider_width = 84.0;
    let slider = egui::Slider::new(&mut place, 0.0..=1.0).show_value(false).trailing_fill(false);
    let response = ui.add(slider).on_hover_text(format!("{tip}\nNow: {}", medium_name(now)));
    response.widget_info(|| egui::WidgetInfo::slider(true, f64::from(place), "Medium"));
    if response.changed() {
        wanted = Some(medium_at(place));
    }
    if end(ui, "Agar", now == Medium::Agar) {
        wanted = Some(Medium::Agar);
    }
    if let Some(medium) = wanted.filter(|m| *m != now) {
        desk.perform(world, Edit::Medium(medium));
    }
    if response.drag_stopped() || (wanted.is_some() && !response.dragged()) {
        world.get_resource_or_init::<History>().close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_medium_slider_goes_there_and_back() {
        for place in [0.0, 0.2, 0.5, 0.9, 1.0] {
            assert!((place_of(medium_at(place)) - place).abs() < 1e-3, "{place}");
        }
        assert_eq!((medium_at(0.0), medium_at(1.0)), (Medium::Agar, Medium::Water));
    }

    #[test]
    fn speeds_have_names() {
        let names: Vec<String> = SPEEDS.iter().map(|s| speed_name(*s)).collect();
        assert_eq!((names[0].as_str(), names[6].as_str(), names[11].as_str()), ("1/100x", "1x", "32x"));
    }
}
