//! The bar at the top: menus, transport, speed, time, medium.

mod scenes;

use crate::sim::{Clock, Playback, SPEEDS};
use crate::window::files::reset;
use crate::window::help::Help;
use crate::window::paint::controls;
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{Palette, number};
use crate::window::paint::widgets::{Icon, icon_button};
use crate::window::state::command::entries;
use crate::window::state::{Menu, Panel, Stop, Style, palette, tour};
use crate::window::time::{back, one_tick};
use crate::window::tools::show_medium;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// The bar at the top.
pub const PANEL: Panel = Panel::of(show);

fn show(ui: &mut Ui, world: &mut World) {
    let frame = bar(palette(world));
    egui::Panel::top("top").exact_size(40.0).frame(frame).show(ui, |ui| {
        tour::stop(ui, world, Stop::Top, row);
    });
}

fn row(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let shows =
        Menu::BAR.map(|(menu, tip)| move |ui: &mut Ui, world: &mut World| show_menu(ui, world, menu, tip));
    let first: [Part<World>; 1] = [Part {
        name: "name",
        stays: 0,
        show: &|ui, _| {
            ui.label(RichText::new("wriggle").size(16.0).strong().color(palette.accent));
            ui.add_space(4.0);
        },
    }];
    // None of them goes before anything else has gone.
    let named = shows.iter().zip(Menu::BAR);
    let menus = named.map(|(show, (menu, _))| Part { name: menu.name(), stays: 20 - menu as u8, show });
    let rest: [Part<World>; 4] = [
        Part {
            name: "transport",
            stays: 9,
            show: &|ui, world| {
                gap(ui, palette);
                transport(ui, world, palette);
            },
        },
        Part {
            name: "speed",
            stays: 5,
            show: &|ui, world| {
                gap(ui, palette);
                speed(ui, world, palette);
            },
        },
        Part { name: "speed now", stays: 6, show: &|ui, world| speed_now(ui, world, palette) },
        Part {
            name: "time",
            stays: 8,
            show: &|ui, world| {
                gap(ui, palette);
                time(ui, world, palette);
            },
        },
    ];
    let right: [Part<World>; 3] = [
        Part {
            name: "medium",
            stays: 3,
            show: &|ui, world| {
                ui.add_space(8.0);
                show_medium(ui, world, palette);
                gap(ui, palette);
            },
        },
        Part {
            name: "theme",
            stays: 4,
            show: &|ui, world| {
                if icon_button(ui, Icon::Theme, "Theme", "Dark or light", false, palette).clicked() {
                    world.resource_mut::<Style>().switch();
                }
            },
        },
        Part {
            name: "help",
            stays: 7,
            show: &|ui, world| {
                let mut help = world.resource_mut::<Help>();
                let tip = "All keys and gestures (?)";
                if icon_button(ui, Icon::Help, "Help", tip, help.shown, palette).clicked() {
                    help.shown = !help.shown;
                }
            },
        },
    ];
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let left: Vec<Part<World>> = first.into_iter().chain(menus).chain(rest).collect();
        fold_bar::show(ui, "top", &left, &right, world);
    });
}

/// What a menu leaves of the height of the window: the bar above it, and its own rim \[points\].
const BESIDE_MENU: f32 = 62.0;

fn show_menu(ui: &mut Ui, world: &mut World, menu: Menu, tip: &str) {
    let shown = controls::menu(ui, menu.name(), |ui| {
        ui.set_min_width(220.0);
        // In a low window a long menu scrolls.
        let room = (ui.ctx().content_rect().height() - BESIDE_MENU).max(120.0);
        let area = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        area.show(ui, |ui| {
            entries(ui, world, menu);
            if menu == Menu::Scene {
                scenes::show(ui, world);
            }
            if menu == Menu::View {
                ui.separator();
                for below in [Menu::Looks, Menu::Wheel] {
                    ui.menu_button(below.name(), |ui| entries(ui, world, below));
                }
            }
        });
    });
    shown.on_hover_text(tip);
}

/// The clock.
fn time(ui: &mut Ui, world: &World, palette: &Palette) {
    let clock = *world.resource::<Clock>();
    let time = format!("{:>9.2} s", clock.seconds());
    ui.label(RichText::new(time).font(egui::FontId::monospace(14.0)).color(palette.strong))
        .on_hover_text(format!("Simulated time: tick {} of 100 a second.", clock.tick));
}

fn gap(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(9.0, 20.0), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), egui::Stroke::new(1.0, palette.line));
}

fn transport(ui: &mut Ui, world: &mut World, palette: &Palette) {
    if icon_button(ui, Icon::Reset, "Reset", "Back to the beginning; edits are kept (R)", false, palette)
        .clicked()
    {
        reset(world);
    }
    if icon_button(ui, Icon::Back, "One tick back", "Pause and go back one tick, 0.01 s (,)", false, palette)
        .clicked()
    {
        back(world, 1);
    }
    let playing = world.resource::<Playback>().playing;
    let (icon, name, tip) =
        if playing { (Icon::Pause, "Pause", "Pause (space)") } else { (Icon::Play, "Play", "Play (space)") };
    if icon_button(ui, icon, name, tip, true, palette).clicked() {
        world.resource_mut::<Playback>().toggle();
    }
    if icon_button(ui, Icon::Step, "One tick", "Pause and do one tick, 0.01 s (.)", false, palette).clicked()
    {
        one_tick(world);
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
}

/// The speed in words.
fn speed_now(ui: &mut Ui, world: &World, palette: &Palette) {
    let playback = world.resource::<Playback>();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_have_names() {
        let names: Vec<String> = SPEEDS.iter().map(|s| speed_name(*s)).collect();
        assert_eq!((names[0].as_str(), names[6].as_str(), names[11].as_str()), ("1/100x", "1x", "32x"));
    }
}
