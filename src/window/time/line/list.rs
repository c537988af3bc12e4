//! The list at the end of the strip: what makes time stop, and the moments that have a mark.

use super::super::moments::mark_now;
use super::super::stops::{Cause, Stop, Stops};
use super::super::timeline::{Named, Timeline};
use super::super::travel::go;
use crate::sim::seconds;
use crate::window::paint::controls;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, prose, small};
use crate::window::state::{Selection, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::containers::menu::{MenuButton, MenuConfig};
use bevy_egui::egui::{
    Align, Button, Layout, PopupCloseBehavior, Rect, Response, RichText, ScrollArea, TextEdit, Ui, UiBuilder,
    WidgetInfo, WidgetType, vec2,
};

/// Most ticks that a stop counts: a day.
const MOST: u64 = 8_640_000;

/// Shows the button that opens it.
pub(super) fn button(ui: &mut Ui, rect: Rect, world: &mut World) {
    let palette = palette(world);
    let on = world.resource::<Stops>().list.iter().filter(|stop| stop.on).count();
    let (name, color) = match on {
        0 => ("Stops".to_owned(), palette.text),
        on => (format!("{on} stop{}", if on == 1 { "" } else { "s" }), palette.accent),
    };
    let layout = Layout::right_to_left(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    ui.spacing_mut().button_padding = vec2(6.0, 1.0);
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let button = Button::new(RichText::new(name).font(small()).color(color));
    let (response, _) =
        MenuButton::from_button(button).config(config).ui(&mut ui, |ui| list(ui, world, palette));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Stops and marks"));
    response.on_hover_text("What makes time stop, and marks on the line");
}

fn list(ui: &mut Ui, world: &mut World, palette: &Palette) {
    ui.set_min_width(290.0);
    ui.label(RichText::new("Stop when").strong());
    world.resource_scope(|world, mut stops: Mut<Stops>| {
        let mut gone = None;
        for index in 0..stops.list.len() {
            if row(ui, &mut stops, index, palette) {
                gone = Some(index);
            }
        }
        if let Some(index) = gone {
            stops.list.remove(index);
        }
        add(ui, world, &mut stops);
    });
    ui.separator();
    ui.label(RichText::new("Marks").strong());
    marks(ui, world, palette);
}

/// A cause; true when it is to go.
fn row(ui: &mut Ui, stops: &mut Stops, index: usize, palette: &Palette) -> bool {
    let Stop { cause, mut on } = stops.list[index].clone();
    let mut gone = false;
    ui.horizontal(|ui| {
        if let Cause::Passed(mut ticks) = cause {
            let switched = ui.checkbox(&mut on, "").on_hover_text(cause.about());
            switched.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, cause.name()));
            let field = NumberField::new(&mut ticks, "Ticks until time stops").range(1..=MOST).speed(1.0);
            let drag = ui.add(field.decimals(0, 0));
            ui.label(format!("ticks have passed ({:.2} s)", seconds(ticks))).on_hover_text(cause.about());
            if drag.changed() {
                stops.list[index].cause = Cause::Passed(ticks);
            }
            if switched.changed() {
                stops.switch(&Cause::Passed(ticks), on);
            }
            return;
        }
        if ui.checkbox(&mut on, cause.name()).on_hover_text(cause.about()).changed() {
            stops.switch(&cause, on);
        }
        if let Cause::Fires(key) = &cause {
            let label = format!("No stop for {}", key.neuron);
            gone = cross(ui, &label, palette).on_hover_text("Take this stop out of the list").clicked();
        }
    });
    gone
}

/// Adds a stop for the selected neuron.
fn add(ui: &mut Ui, world: &World, stops: &mut Stops) {
    let selected = world.resource::<Selection>().selected.clone();
    let Some(key) = selected else {
        ui.label(RichText::new("Select a neuron to stop when it fires").font(prose()).weak());
        return;
    };
    let name = key.neuron.clone();
    let cause = Cause::Fires(key);
    if !stops.is_on(&cause)
        && ui.button(format!("Stop when {name} fires")).on_hover_text(cause.about()).clicked()
    {
        stops.switch(&cause, true);
    }
}

fn marks(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut named = world.resource::<Timeline>().named.clone();
    let (first, tip) = world.resource::<Timeline>().span();
    let (mut gone, mut to) = (None, None);
    ScrollArea::vertical().max_height(200.0).show(ui, |ui| {
        for (index, Named { tick, name }) in named.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                let there = (first..=tip).contains(tick);
                let time = Button::new(RichText::new(format!("{:.2} s", seconds(*tick))).font(small()));
                let label = format!("Go to {name}");
                let time = ui.add_enabled(there, time);
                time.widget_info(|| WidgetInfo::labeled(WidgetType::Button, there, &label));
                if time.on_hover_text(&label).on_disabled_hover_text("It lies too far back").clicked() {
                    to = Some(*tick);
                }
                let field = ui.add(TextEdit::singleline(name).desired_width(150.0).char_limit(40));
                controls::named(field, "Name of the mark").on_hover_text("What it is called");
                let label = format!("Take {name} away");
                if cross(ui, &label, palette).on_hover_text(&label).clicked() {
                    gone = Some(index);
                }
            });
        }
    });
    if let Some(index) = gone {
        named.remove(index);
    }
    let mut line = world.resource_mut::<Timeline>();
    if line.named != named {
        line.named = named;
    }
    if let Some(tick) = to {
        go(world, tick);
    }
    if ui.button("Mark this moment").on_hover_text("A flag on the line, at the moment of now").clicked() {
        mark_now(world);
    }
}

fn cross(ui: &mut Ui, label: &str, palette: &Palette) -> Response {
    let away = Button::new(RichText::new("\u{d7}").color(palette.weak)).small().frame(false);
    let response = ui.add(away);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    response
}
