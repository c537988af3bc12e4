//! A plasticity rule, unfolded: who learns by it, its windows, all its fields.

use super::super::drawn::written;
use super::super::fields::{Known, Progress, form};
use super::window;
use crate::edit::build::FreeNames;
use crate::edit::{Edit, Teaching, learners, remove_rule};
use crate::entry::{MAX_NAME, Symbol};
use crate::nervous::plasticity::{Modulator, RULE_PRESETS, Rule, RulePreset};
use crate::window::paint::controls::menu;
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::sentence;
use crate::window::paint::words;
use crate::window::state::{close, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{RichText, Ui, vec2};

/// How many synapses learn by a rule.
pub fn users(world: &mut World, name: &str) -> usize {
    learners(world).get(&Symbol::from(name)).copied().unwrap_or(0)
}

/// Who learns by a rule, in words.
pub fn shared(count: usize) -> String {
    match count {
        0 => "No synapse learns by it.".to_owned(),
        1 => "1 synapse learns by it.".to_owned(),
        _ => format!(
            "Shared by {}: what is changed here is changed for all of them.",
            words::count(count, "synapse")
        ),
    }
}

/// Sets a rule; a modulator that it names and that there is not comes into the scene with it.
fn set(world: &mut World, name: &str, rule: Rule) {
    let mut teaching = Teaching::of(world);
    if !rule.modulator.is_none() {
        teaching.modulators.entry(rule.modulator.text().to_owned()).or_default();
    }
    teaching.rules.insert(name.to_owned(), rule);
    perform(world, Edit::Teaching(Box::new(teaching)));
}

/// Shows a rule. `pairs` are those of the synapse that is looked at.
pub fn show(ui: &mut Ui, world: &mut World, name: &str, pairs: &[(i32, f32)], palette: &Palette) {
    let Some(rule) = Teaching::of(world).rules.get(name).cloned() else { return };
    if let Some(rule) = window::show(ui, world, name, &rule, pairs, palette) {
        set(world, name, rule);
    }
    sentence(ui, &besides(&rule), palette);
    ui.add_space(4.0);
    let mut new = Teaching::of(world).rules.get(name).cloned().unwrap_or(rule);
    let mut progress = Progress::default();
    if form(ui, &mut new, &Known::of(world), |_| true, &mut progress, palette) {
        set(world, name, new);
    }
    if progress.closed {
        close(world);
    }
}

/// What the picture of the windows does not show.
fn besides(rule: &Rule) -> String {
    let mut text =
        "The change of the weight, as a share of max - min, against the time between the two events."
            .to_owned();
    for (amount, when) in [
        (rule.each_pre, "Each release that arrives changes it by"),
        (rule.each_post, "Each spike of its target changes it by"),
    ] {
        if amount != 0.0 {
            text.push_str(&format!(" {when} {amount:+} besides."));
        }
    }
    if rule.triplet != 0.0 {
        text.push_str(&format!(
            " A spike soon after another one adds up to {:+} to the right half.",
            rule.triplet
        ));
    }
    if !rule.modulator.is_none() {
        text.push_str(&format!(
            " All that counts as much as the level of {} is above {}.",
            rule.modulator, rule.baseline
        ));
    }
    text
}

/// The name of a rule and what can be done with it as a whole; its name from now on, `None` once it is gone.
pub fn head(ui: &mut Ui, world: &mut World, name: &str, palette: &Palette) -> Option<String> {
    let mut now = Some(name.to_owned());
    ui.horizontal(|ui| {
        ui.label(RichText::new("name").color(palette.strong));
        let room = (ui.available_width() - 186.0).max(60.0);
        let typed = ui.allocate_ui(vec2(room, 20.0), |ui| {
            written(ui, name, &format!("Name of the rule {name}"), false)
        });
        if let Some(new) = typed.inner {
            let new = new.trim().to_owned();
            if step(world, Ok(Edit::RenameRule(name.to_owned(), new.clone()))) {
                now = Some(new);
            }
        }
        let tip = "Adds another rule that is as this one";
        if ui.button("Duplicate").on_hover_text(tip).clicked() {
            let rule = Teaching::of(world).rules.get(name).cloned();
            rule.into_iter().for_each(|rule| {
                add(world, name, rule, None);
            });
        }
        if delete(ui, world, name) {
            now = None;
        }
    });
    now
}

/// The button that takes a rule out; where synapses learn by it, they are asked for. Tells whether it is gone.
fn delete(ui: &mut Ui, world: &mut World, name: &str) -> bool {
    let count = users(world, name);
    let mut sure = false;
    if count == 0 {
        let tip = "Takes the rule out of the scene; no synapse learns by it";
        sure = ui.button("Delete").on_hover_text(tip).clicked();
    } else {
        let response = menu(ui, "Delete", |ui| {
            let text = format!("Let {} stop learning, and delete", words::count(count, "synapse"));
            let tip = "They keep the weights that they started from; Ctrl+Z brings all back";
            sure = ui.button(text).on_hover_text(tip).clicked();
        });
        response.on_hover_text("Takes the rule out of the scene, once nothing learns by it any more");
    }
    let edit = if sure { Some(remove_rule(world, name)) } else { None };
    edit.is_some_and(|edit| step(world, edit))
}

/// The name that a rule gets which is called so, among those of a scene.
fn free(teaching: &Teaching, wanted: &str) -> String {
    let wanted: String = wanted.chars().take(MAX_NAME).collect();
    FreeNames::spaced(teaching.rules.keys().cloned().collect()).take(&wanted)
}

/// What a scene says of learning with one more rule, and the name that this has got.
pub fn with(world: &World, name: &str, rule: Rule, preset: Option<&RulePreset>) -> (Teaching, String) {
    let mut teaching = Teaching::of(world);
    let name = free(&teaching, name);
    if !rule.modulator.is_none() {
        let made = preset.and_then(|preset| preset.modulator).map_or_else(Modulator::default, |make| make());
        teaching.modulators.entry(rule.modulator.text().to_owned()).or_insert(made);
    }
    teaching.rules.insert(name.clone(), rule);
    (teaching, name)
}

/// Adds a rule; the name that it has got.
pub fn add(world: &mut World, name: &str, rule: Rule, preset: Option<&RulePreset>) -> Option<String> {
    let (teaching, name) = with(world, name, rule, preset);
    step(world, Ok(Edit::Teaching(Box::new(teaching)))).then_some(name)
}

/// The entries of a menu of rules to begin with; the one that was chosen.
pub fn presets(ui: &mut Ui) -> Option<&'static RulePreset> {
    let mut chosen = None;
    for preset in RULE_PRESETS {
        if ui.button(preset.name).on_hover_text(preset.about).clicked() {
            chosen = Some(preset);
            ui.close();
        }
    }
    chosen
}
