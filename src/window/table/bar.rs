//! What stands above the table.

use super::commands::{COPY, SAVE};
use super::{NeuronTable, all};
use crate::window::paint::controls::menu_of_switches;
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::theme::{Palette, small};
use crate::window::state::columns::Columns;
use crate::window::state::folds::{self, Pane};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// What was asked for, which the table must not be shown during.
#[derive(Default)]
pub struct Wanted {
    copy: bool,
    save: bool,
    close: bool,
}

/// What the parts of the bar act on.
type Bar<'a> = (&'a mut World, &'a mut NeuronTable, &'a mut Wanted);

/// Shows it. `count`: rows of how many.
pub fn show(
    ui: &mut Ui,
    world: &mut World,
    table: &mut NeuronTable,
    count: (usize, usize),
    palette: &Palette,
) -> Wanted {
    let mut wanted = Wanted::default();
    let left: [Part<Bar>; 4] = [
        Part { name: "what", stays: 9, show: &|ui, (world, ..)| what(ui, world, palette) },
        Part { name: "filter", stays: 8, show: &|ui, (_, table, _)| filter(ui, table) },
        Part {
            name: "columns",
            stays: 6,
            show: &|ui, (world, ..)| {
                let response =
                    menu_of_switches(ui, RichText::new("Columns").font(small()), |ui| columns(ui, world));
                response.on_hover_text("Which columns are shown (also with the right button on their heads)");
            },
        },
        Part {
            name: "count",
            stays: 0,
            show: &|ui, _| {
                let (shown, whole) = count;
                let text =
                    if shown == whole { format!("{whole} rows") } else { format!("{shown} of {whole} rows") };
                ui.label(RichText::new(text).font(small()).color(palette.weak));
            },
        },
    ];
    let right: [Part<Bar>; 3] = [
        Part {
            name: "copy",
            stays: 4,
            show: &|ui, (_, _, wanted)| {
                let button = ui.button(RichText::new("Copy").font(small()));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, COPY.name));
                wanted.copy |= button.on_hover_text(COPY.tip()).clicked();
            },
        },
        Part {
            name: "save",
            stays: 3,
            show: &|ui, (_, _, wanted)| {
                let button = ui.button(RichText::new("Save as CSV...").font(small()));
                wanted.save |= button.on_hover_text(SAVE.tip()).clicked();
            },
        },
        Part {
            name: "close",
            stays: 7,
            show: &|ui, (_, _, wanted)| {
                let tip = "Closes the table (Ctrl+T)";
                let button = ui.add(egui::Button::new("\u{d7}").frame_when_inactive(false));
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Close the table")
                });
                wanted.close |= button.on_hover_text(tip).clicked();
            },
        },
    ];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        fold_bar::show(ui, "table", &left, &right, &mut (world, table, &mut wanted));
    });
    wanted
}

/// Does what was asked for.
pub fn carry_out(ui: &Ui, world: &mut World, wanted: &Wanted) {
    for (command, is_wanted) in [(COPY, wanted.copy), (SAVE, wanted.save)] {
        if is_wanted {
            (command.act)(world, ui.ctx());
        }
    }
    if wanted.close {
        folds::open(world, Pane::Table, false);
    }
}

fn what(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut columns = world.resource_mut::<Columns>();
    for (name, links) in [("Neurons", false), ("Links", true)] {
        let on = columns.links == links;
        let response =
            crate::window::paint::controls::switch(ui, on, RichText::new(name).font(small()), palette);
        let label = format!("Table of {}", name.to_lowercase());
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::SelectableLabel, true, on, &label));
        if response.clicked() {
            columns.links = links;
        }
    }
}

fn filter(ui: &mut Ui, table: &mut NeuronTable) {
    let field = egui::TextEdit::singleline(&mut table.filter)
        .id_salt("filter of the table")
        .hint_text("Filter by name or class")
        .desired_width(150.0);
    let response =
        ui.add(field).on_hover_text("Shows only rows with a neuron whose name or class contains this");
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Filter of the table"));
}

/// Which columns are shown. The first always is.
pub fn columns(ui: &mut Ui, world: &mut World) {
    let mut looks = world.resource_mut::<Columns>();
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for column in all(&looks).iter().skip(1) {
            let mut on = !looks.hidden.contains(&column.name);
            if ui.checkbox(&mut on, column.name.replace('_', " ")).on_hover_text(&column.tip).changed() {
                looks.show(&column.name, on);
            }
        }
    });
    ui.separator();
    if ui.button("Show all columns").clicked() {
        looks.hidden.clear();
    }
    if ui.button("Show the usual columns").clicked() {
        looks.hidden = Columns::default().hidden;
    }
}
