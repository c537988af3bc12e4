//! How the scene learns: its rules, its modulators, and how fast releases travel in each creature.

use super::drawn::written;
use super::fields::{self, Known, New, Progress, Shown, form};
use super::plastic::rule;
use crate::edit::{Edit, Teaching, learners};
use crate::entry::{Record, Symbol, Value};
use crate::nervous::plasticity::{AxonSpeed, Axons, Modulator, RULE_PRESETS};
use crate::window::paint::controls::menu;
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::{column, section, sentence};
use crate::window::paint::words;
use crate::window::state::graph::Being;
use crate::window::state::{close, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Align, CollapsingHeader, Id, Layout, RichText, Ui, vec2};

/// Shows it. `being`: the creature that is shown.
pub fn show(ui: &mut Ui, world: &mut World, being: Option<&Being>, palette: &Palette) {
    section(ui, "Learning", palette);
    rules(ui, world, palette);
    modulators(ui, world, palette);
    if let Some(being) = being {
        speed(ui, world, being, palette);
    }
}

/// The heading of a list, with what adds to it at the right.
fn head(ui: &mut Ui, name: &str, palette: &Palette, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        column(ui, 160.0, RichText::new(name).color(palette.strong));
        ui.with_layout(Layout::right_to_left(Align::Center), add);
    });
}

fn rules(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let names: Vec<String> = Teaching::of(world).rules.keys().cloned().collect();
    let mut chosen = None;
    head(ui, &words::count(names.len(), "plasticity rule"), palette, |ui| {
        let response = menu(ui, "New rule", |ui| chosen = rule::presets(ui));
        let tip = format!(
            "A rule to begin with: one of {} known ones, to be changed as you like",
            RULE_PRESETS.len()
        );
        response.on_hover_text(tip);
    });
    if let Some(preset) = chosen {
        let name = rule::add(world, &preset.name.to_lowercase(), (preset.rule)(), Some(preset));
        open(ui, name);
    }
    if names.is_empty() {
        sentence(ui, "A rule says how synapses learn. It stands here once, however many use it.", palette);
    }
    let waiting = ui.data(|data| data.get_temp::<String>(opened()));
    let counts = learners(world);
    for name in names {
        let unfold = (waiting.as_deref() == Some(&*name)).then_some(true);
        if unfold.is_some() {
            ui.data_mut(|data| data.remove::<String>(opened()));
        }
        let count = counts.get(&Symbol::from(&*name)).copied().unwrap_or(0);
        let title = format!("{name}, {}", words::count(count, "synapse"));
        let header = CollapsingHeader::new(RichText::new(title).color(palette.text));
        header.id_salt(("rule", &name)).open(unfold).show(ui, |ui| {
            match rule::head(ui, world, &name, palette) {
                Some(now) if now == name => rule::show(ui, world, &name, &[], palette),
                renamed => open(ui, renamed),
            }
        });
    }
}

/// Where the rule waits that is to be shown unfolded.
fn opened() -> Id {
    Id::new("rule that is to be unfolded")
}

fn open(ui: &Ui, name: Option<String>) {
    if let Some(name) = name {
        ui.data_mut(|data| data.insert_temp(opened(), name));
    }
}

fn modulators(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let teaching = Teaching::of(world);
    let names: Vec<String> = teaching.modulators.keys().cloned().collect();
    ui.add_space(4.0);
    let mut adds = false;
    head(ui, &words::count(names.len(), "modulator"), palette, |ui| {
        let tip =
            "Something that neurons broadcast to all of their creature, and that rules and thresholds heed";
        adds = ui.button("New modulator").on_hover_text(tip).clicked();
    });
    if adds {
        let mut new = teaching.clone();
        new.modulators.insert(Known::of(world).new_modulator(), Modulator::default());
        step(world, Ok(Edit::Teaching(Box::new(new))));
    }
    if names.is_empty() {
        let text = "A modulator, dopamine for instance, is broadcast by neurons; rules and thresholds heed its level.";
        sentence(ui, text, palette);
    }
    for name in names {
        ui.push_id(("modulator", &name), |ui| modulator(ui, world, &name, palette));
    }
}

fn modulator(ui: &mut Ui, world: &mut World, name: &str, palette: &Palette) {
    let mut gone = false;
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 70.0).max(70.0);
        let typed = ui.allocate_ui(vec2(room, 20.0), |ui| {
            written(ui, name, &format!("Name of the modulator {name}"), false)
        });
        if let Some(new) = typed.inner {
            step(world, Ok(Edit::RenameModulator(name.to_owned(), new.trim().to_owned())));
        }
        let tip = "Takes it out of the scene, if no neuron, class, rule or stimulus names it";
        gone = ui.button("Delete").on_hover_text(tip).clicked();
    });
    let mut teaching = Teaching::of(world);
    if gone {
        teaching.modulators.shift_remove(name);
        step(world, Ok(Edit::Teaching(Box::new(teaching))));
        return;
    }
    let Some(modulator) = teaching.modulators.get_mut(name) else { return };
    let mut progress = Progress::default();
    if form(ui, modulator, &Known::of(world), |_| true, &mut progress, palette) {
        perform(world, Edit::Teaching(Box::new(teaching)));
    }
    if progress.closed {
        close(world);
    }
}

/// How fast releases travel in a creature.
fn speed(ui: &mut Ui, world: &mut World, being: &Being, palette: &Palette) {
    let Some(info) = Axons::FIELDS.first() else { return };
    ui.add_space(4.0);
    let now = world.get::<AxonSpeed>(being.entity).map(|speed| speed.0);
    let value = now.map_or(Value::Nothing, Value::Number);
    let shown = Shown::alone(info, value, palette);
    let mut progress = Progress::default();
    let new = fields::show(ui, &shown, &Known::of(world), |_| {}, &mut progress, palette);
    let wanted = match new {
        Some(New::Value(Value::Number(speed))) => Some(Some(speed)),
        Some(New::Offered) => Some(info.offer.map(|offer| offer as f32)),
        Some(New::Nothing) => Some(None),
        _ => None,
    };
    if let Some(speed) = wanted {
        perform(world, Edit::AxonSpeed(being.name.clone(), speed));
    }
    if progress.closed {
        close(world);
    }
}
