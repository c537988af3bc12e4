//! The canvas's own bar, and the field in which a neuron is renamed.

use super::canvas::Canvas;
use super::commands::{ARRANGE, DIM};
use crate::nervous::Classes;
use crate::window::commands::{self, Draft, class_entries};
use crate::window::paint::controls::menu;
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{readable, small};
use crate::window::paint::widgets::strip;
use crate::window::state::command::show_entries;
use crate::window::state::{Graph, Selection, Stop, Views, palette, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::{CCursor, CCursorRange};
use bevy_egui::egui::text_edit::TextEditState;
use bevy_egui::egui::{self, Rect, RichText, Ui, vec2};

/// Shows the bar below the canvas.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World) {
    let palette = palette(world);
    let ui = &mut strip(ui, rect, palette);
    let parts: [Part<World>; 5] = [
        Part {
            name: "add",
            stays: 5,
            show: &|ui, world| {
                let tip = "Add a neuron of this class: double click on the canvas, or N at the pointer";
                add(ui, world).on_hover_text(tip);
            },
        },
        Part {
            name: "arrange",
            stays: 4,
            show: &|ui, world| {
                let arrange = menu(ui, "Arrange", |ui| {
                    ui.set_min_width(190.0);
                    show_entries(ui, world, ARRANGE);
                });
                let tip = "Layouts for all neurons, or for those selected; Ctrl+Z takes them back";
                arrange.on_hover_text(tip);
            },
        },
        Part {
            name: "dim silent",
            stays: 2,
            show: &|ui, world| {
                DIM.checkbox(ui, world);
                ui.add_space(6.0);
            },
        },
        Part {
            name: "steps lit",
            stays: 3,
            show: &|ui, world| {
                let mut canvas = world.resource_mut::<Canvas>();
                let suffix = if canvas.depth == 1 { " step lit" } else { " steps lit" };
                let field =
                    NumberField::new(&mut canvas.depth, "Steps lit").range(1..=9).speed(0.05).suffix(suffix);
                let tip = "How many synapses away from the selected neuron links are lit";
                ui.add(field).on_hover_text(tip);
            },
        },
        Part {
            name: "chosen",
            stays: 0,
            show: &|ui, world| {
                let chosen = world.resource::<Selection>().count();
                if chosen > 1 {
                    ui.label(RichText::new(format!("{chosen} selected")).font(small()).color(palette.weak));
                }
            },
        },
    ];
    fold_bar::show(ui, "network", &parts, &[], world);
}

/// The button that adds, and the choice of the class.
fn add(ui: &mut Ui, world: &mut World) -> egui::Response {
    let palette = palette(world);
    let (now, classes) = (&world.resource::<Draft>().class, world.get_resource::<Classes>());
    // The class that was chosen is deleted.
    if !now.is_empty() && classes.is_none_or(|classes| !classes.contains_key(now)) {
        world.resource_mut::<Draft>().class.clear();
    }
    let (now, classes) = (&world.resource::<Draft>().class, world.get_resource::<Classes>());
    let class = classes.and_then(|classes| classes.get_full(now));
    let color = class.map_or(palette.text, |(index, _, class)| {
        readable(palette.class(&class.color, index), palette.panel)
    });
    let name = class.map_or("no class", |(_, name, _)| name);
    let title = RichText::new(format!("Add: {name}")).color(color);
    menu(ui, title, |ui| {
        ui.set_min_width(150.0);
        if ui.button("Neuron").on_hover_text("In the middle of the view").clicked() {
            let place = commands::free_place(world);
            commands::add(world, place);
            ui.close();
        }
        ui.separator();
        let now = world.resource::<Draft>().class.clone();
        if let Some(class) = class_entries(ui, world, &now) {
            world.resource_mut::<Draft>().class = class;
            ui.close();
        }
    })
}

/// The field over a neuron in which its name is typed.
pub fn rename(ui: &mut Ui, world: &mut World) {
    let Some((key, typed)) = world.resource::<Draft>().rename.clone() else { return };
    let graph = world.resource::<Graph>();
    let Some(index) = graph.find(&key) else {
        world.resource_mut::<Draft>().rename = None;
        return;
    };
    let view = &world.resource::<Views>().network;
    let at = view.to_screen(graph.plan.shown_at(index));
    let size = vec2(120.0, 24.0);
    let inside = view.rect.shrink(4.0);
    let min = (at + vec2(-60.0, 12.0)).clamp(inside.min, (inside.max - size).max(inside.min));
    let mut name = typed.clone();
    let field = egui::TextEdit::singleline(&mut name).desired_width(size.x);
    let response = ui.put(Rect::from_min_size(min, size), field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "New name"));
    let first = typed == key.neuron && name == key.neuron;
    world.resource_mut::<Draft>().rename = Some((key, name));
    if response.lost_focus() {
        if ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            world.resource_mut::<Draft>().rename = None;
        } else {
            commands::end_rename(world);
        }
        // Unless Tab or a click has taken it elsewhere.
        if ui.memory(|memory| memory.focused().is_none()) {
            tour::go_to(world, ui.ctx(), Stop::Network);
        }
    } else if first && !response.has_focus() {
        response.request_focus();
        // What is typed takes the place of the whole old name.
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::default(), CCursor::new(typed.chars().count()));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
}
