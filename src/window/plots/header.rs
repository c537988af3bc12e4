//! What stands above a plot: tabs, pins, the switches of the tab, saving and freezing.

use super::commands::{FREEZE, SAVE};
use super::pages::{PAGES, page};
use super::sampler::Scope;
use super::sheets::{ask_where_to_save, now, set_frozen};
use super::tabs::Plots;
use super::widgets::{button, switch};
use crate::window::paint::controls::menu_of_switches;
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::theme::{Palette, small};
use crate::window::state::{Selection, select};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Width of a panel in which everything stands in one row.
const ONE_ROW: f32 = 1080.0;

/// Width of a panel in which tabs, pins, saving and freezing do not stand in one row.
const NARROW: f32 = 500.0;

/// What the parts of the header act on.
type Header<'a> = (&'a mut World, &'a mut Plots);

/// Shows the header, in one row or in two; what finds no place goes into a menu.
pub(super) fn show(ui: &mut Ui, world: &mut World, plots: &mut Plots, palette: &'static Palette) {
    ui.spacing_mut().item_spacing = egui::vec2(2.0, 3.0);
    let width = ui.available_width();
    let two_rows = (NARROW..ONE_ROW).contains(&width);
    let left: [Part<Header>; 3] = [
        Part { name: "tabs", stays: 9, show: &|ui, (_, plots)| tabs(ui, plots, palette) },
        Part {
            name: "pins",
            stays: 5,
            show: &|ui, (world, plots)| {
                ui.add_space(8.0);
                pins(ui, world, plots, palette);
            },
        },
        Part {
            name: "switches",
            stays: 3,
            show: &|ui, (world, plots)| {
                if !two_rows {
                    ui.add_space(8.0);
                    (page(plots.tab).controls)(ui, world, plots, palette);
                }
            },
        },
    ];
    let right: [Part<Header>; 3] = [
        Part { name: "time shown", stays: 0, show: &|ui, (world, plots)| shown(ui, world, plots, palette) },
        Part { name: "freeze", stays: 6, show: &|ui, (world, plots)| freeze(ui, world, plots, palette) },
        Part {
            name: "save",
            stays: 4,
            show: &|ui, (world, plots)| {
                if button(ui, "Save", "Save plot", SAVE.about).clicked() {
                    ask_where_to_save(world, plots);
                }
            },
        },
    ];
    // Another tab has other switches, which are as wide as they are.
    let name = format!("plots {:?} {two_rows}", plots.tab);
    ui.horizontal(|ui| fold_bar::show(ui, &name, &left, &right, &mut (&mut *world, &mut *plots)));
    if two_rows {
        ui.horizontal_wrapped(|ui| (page(plots.tab).controls)(ui, world, plots, palette));
    }
}

fn tabs(ui: &mut Ui, plots: &mut Plots, palette: &Palette) {
    for page in &PAGES {
        if switch(ui, page.name, page.name, plots.tab == page.tab, page.tip, palette).clicked() {
            plots.tab = page.tab;
        }
    }
}

/// Pinning the selected neuron, and the list of those that are pinned.
fn pins(ui: &mut Ui, world: &mut World, plots: &mut Plots, palette: &Palette) {
    let selected = world.resource::<Selection>().selected.clone();
    if let Some(key) = selected.clone() {
        let pinned = plots.is_pinned(&key);
        let label = format!("{} {}", if pinned { "Unpin" } else { "Pin" }, key.neuron);
        let tip = if pinned {
            format!("{label}: it keeps its lane only while it is selected")
        } else {
            format!("{label}: it keeps its lane when another neuron is selected")
        };
        let name = if pinned { "Unpin" } else { "Pin" };
        // The lane has a button of its own with the same purpose.
        let label = if pinned { "Unpin the selected neuron".to_owned() } else { label };
        if switch(ui, name, &label, pinned, &tip, palette).clicked() {
            plots.pin(&key, !pinned);
        }
    }
    if plots.pins.is_empty() {
        return;
    }
    let name = format!("{} pinned", plots.pins.len());
    let text = RichText::new(&name).font(small());
    let response = menu_of_switches(ui, text, |ui| {
        ui.set_min_width(150.0);
        let mut gone = None;
        egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            for key in &plots.pins {
                ui.horizontal(|ui| {
                    let away = egui::Button::new("\u{d7}").small().frame(false);
                    let response = ui.add(away);
                    let label = format!("Let go of {}", key.neuron);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &label));
                    if response.on_hover_text("Unpin: take its lane away").clicked() {
                        gone = Some(key.clone());
                    }
                    let on = selected.as_ref() == Some(key);
                    let text =
                        RichText::new(&key.neuron).color(if on { palette.accent } else { palette.text });
                    let response = ui.add(egui::Button::new(text).frame(false));
                    let label = format!("Select {}", key.neuron);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &label));
                    if response.on_hover_text(format!("Select this neuron of {}", key.creature)).clicked() {
                        select(world, Some(key.clone()));
                    }
                });
            }
        });
        ui.separator();
        if ui.button("Unpin all").on_hover_text("Take all pinned lanes away").clicked() {
            plots.pins.clear();
            ui.close();
        }
        if let Some(key) = gone {
            plots.pin(&key, false);
        }
    });
    response.on_hover_text("Neurons with a lane of their own");
}

/// Freezing, and back.
fn freeze(ui: &mut Ui, world: &mut World, plots: &mut Plots, palette: &'static Palette) {
    if !(page(plots.tab).timed)(plots) {
        return;
    }
    let frozen = world.resource::<Scope>().is_frozen();
    let (name, label, tip) = if frozen {
        ("Live", "Back to live", "The plot goes on with what happens now (or double click on it)")
    } else {
        ("Freeze", "Freeze plot", FREEZE.about)
    };
    if switch(ui, name, label, frozen, tip, palette).clicked() {
        set_frozen(world, plots, !frozen);
    }
}

/// How much time is shown.
fn shown(ui: &mut Ui, world: &World, plots: &Plots, palette: &Palette) {
    if !(page(plots.tab).timed)(plots) {
        return;
    }
    let (from, to) = plots.range(now(world));
    let frozen = world.resource::<Scope>().is_frozen();
    let text = if frozen { format!("{from:.2} to {to:.2} s") } else { format!("last {:.1} s", to - from) };
    let tip = "The time shown. Wheel or pinch: zoom. Drag or two fingers: look back. Double click: back to what was \
               shown first. Click: a cursor, and a second one to compare with; drag them, or move \
               the last one with the arrow keys; a third click takes them away";
    ui.label(RichText::new(text).font(small()).color(palette.weak)).on_hover_text(tip);
    ui.add_space(4.0);
}
