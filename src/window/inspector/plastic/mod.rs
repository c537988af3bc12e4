//! How a synapse learns: its delay, its rule, its weight now and at the start, and the rule itself.
//!
//! * `bar`: the weight between the bounds of its rule; `curves` and `window`: the picture of the rule's windows.
//! * `rule`: a rule, unfolded; `slide`: what pointer and keys do to what is drawn.

mod bar;
mod curves;
pub mod rule;
mod slide;
mod window;

use super::fields::{self, Known, New, Progress, Shown};
use crate::edit::build::{EntryKey, find, replace};
use crate::edit::{EdgeKey, Edit, Lesson, Teaching, lesson_of};
use crate::entry::{FieldInfo, Record, Role, Symbol, Value};
use crate::nervous::SynapseEntry;
use crate::nervous::plasticity::{Rule, RulePreset};
use crate::scene::document::Entry;
use crate::window::paint::controls::named;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::{amount, column, meter, section, sentence, value};
use crate::window::state::{LastPairs, close, palette, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{ComboBox, RichText, Ui};

/// Pairs that are drawn.
const PAIRS: usize = 50;
/// Width of the names of rows \[points\].
const NAMES: f32 = 92.0;

/// Whether a field of a synapse is shown here, and not with those of any link.
pub fn has(info: &FieldInfo, synapse: &SynapseEntry) -> bool {
    match info.name {
        "weight" => !synapse.plasticity.is_none(),
        _ => info.role != Role::Neuron,
    }
}

/// The last pairs of a synapse: post minus pre \[ticks\], and the change as a share of `max - min`.
fn pairs(world: &World, synapse: Entity) -> &[(i32, f32)] {
    let last = world.get_resource::<LastPairs>().filter(|last| last.synapse == Some(synapse));
    last.map_or(&[], |last| &last.pairs[last.pairs.len().saturating_sub(PAIRS)..])
}

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World, key: &EntryKey, synapse: &SynapseEntry) {
    let palette = palette(world);
    let edge = EdgeKey { creature: key.creature.clone(), place: key.place };
    delay(ui, world, &edge, synapse, palette);
    section(ui, "Learning", palette);
    choice(ui, world, key, synapse, palette);
    let name = synapse.plasticity;
    let Some(rule) = Teaching::of(world).rules.get(name.text()).cloned() else {
        let text = "Its weight stays as it is. With a rule it changes by what both neurons do.";
        sentence(ui, text, palette);
        return;
    };
    let Some(entity) = find(world, key) else { return };
    LastPairs::look_at(world, entity);
    if let Some(lesson) = lesson_of(world, entity) {
        weights(ui, world, &edge, lesson, &rule, palette);
    }
    section(ui, "Rule", palette);
    let count = rule::users(world, name.text());
    ui.label(RichText::new(name.text()).strong().color(palette.strong));
    sentence(ui, &rule::shared(count), palette);
    let pairs = pairs(world, entity).to_vec();
    rule::show(ui, world, name.text(), &pairs, palette);
}

/// How long releases take over it.
fn delay(ui: &mut Ui, world: &mut World, edge: &EdgeKey, synapse: &SynapseEntry, palette: &Palette) {
    let Some(info) = SynapseEntry::FIELDS.iter().find(|info| info.name == "delay") else { return };
    let offer = info.offer.map(|offer| Value::Whole(offer as u32));
    let now = synapse.delay.map_or(Value::Nothing, Value::Whole);
    let shown = Shown { info, now, offer, fixed: false, color: palette.strong };
    let mut progress = Progress::default();
    let new = fields::show(ui, &shown, &Known::of(world), |_| {}, &mut progress, palette);
    let wanted = match new {
        Some(New::Value(Value::Whole(delay))) => Some(Some(delay)),
        Some(New::Offered) => Some(info.offer.map(|offer| offer as u32)),
        Some(New::Nothing) => Some(None),
        _ => None,
    };
    if let Some(delay) = wanted {
        perform(world, Edit::Delay(edge.clone(), delay));
    }
    if progress.closed {
        close(world);
    }
}

/// What was chosen of rules.
enum Choice {
    None,
    Rule(String),
    New(&'static RulePreset),
}

/// The choice of the rule.
fn choice(ui: &mut Ui, world: &mut World, key: &EntryKey, synapse: &SynapseEntry, palette: &Palette) {
    let now = synapse.plasticity;
    let names: Vec<String> = Teaching::of(world).rules.keys().cloned().collect();
    let mut wanted = None;
    ui.horizontal(|ui| {
        column(ui, NAMES, RichText::new("rule").color(palette.strong));
        let shown = if now.is_none() { "does not learn" } else { now.text() };
        let combo = ComboBox::from_id_salt("rule of the synapse").width(150.0).height(420.0).truncate();
        let combo = combo.selected_text(shown).show_ui(ui, |ui| {
            if ui.selectable_label(now.is_none(), "does not learn").clicked() {
                wanted = Some(Choice::None);
            }
            for name in &names {
                if ui.selectable_label(now.text() == name, name).clicked() {
                    wanted = Some(Choice::Rule(name.clone()));
                }
            }
            ui.separator();
            ui.label(RichText::new("new rule").color(palette.weak));
            if let Some(preset) = rule::presets(ui) {
                wanted = Some(Choice::New(preset));
            }
        });
        named(combo.response, "Rule of the synapse").on_hover_text("The rule by which it learns");
    });
    let edit = match wanted {
        None => return,
        Some(Choice::Rule(name)) if name == now.text() => return,
        Some(Choice::None) if now.is_none() => return,
        Some(Choice::None) => with_rule(key, synapse, Symbol::default()),
        Some(Choice::Rule(name)) => with_rule(key, synapse, Symbol::from(name.as_str())),
        Some(Choice::New(preset)) => {
            let rule = fitted((preset.rule)(), synapse.weight);
            let (teaching, name) = rule::with(world, &preset.name.to_lowercase(), rule, Some(preset));
            let edit = with_rule(key, synapse, Symbol::from(name.as_str()));
            Edit::Batch(vec![Edit::Teaching(Box::new(teaching)), edit])
        }
    };
    step(world, Ok(edit));
}

/// A rule whose bounds leave room for a weight.
fn fitted(rule: Rule, weight: f32) -> Rule {
    let size = weight.abs();
    let max = if size > rule.max { 2.0 * size } else { rule.max };
    Rule { min: rule.min.min(size), max, ..rule }
}

/// Lets a synapse learn by another rule, from where it starts.
fn with_rule(key: &EntryKey, synapse: &SynapseEntry, rule: Symbol) -> Edit {
    let entry = SynapseEntry { plasticity: rule, learned: None, eligibility: 0.0, ..synapse.clone() };
    replace(key, Entry::Synapse(entry))
}

/// The weight now and at the start, and what waits for a modulator.
fn weights(ui: &mut Ui, world: &mut World, edge: &EdgeKey, lesson: Lesson, rule: &Rule, palette: &Palette) {
    let start = lesson.weight;
    let now = lesson.learned.unwrap_or(start);
    let taught = |size: f32| {
        let learned = size.copysign(start);
        let learned = (learned.to_bits() != start.to_bits()).then_some(learned);
        // What was set by hand waits for nothing.
        Edit::Teach(edge.clone(), Lesson { weight: start, learned, eligibility: 0.0 })
    };
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        column(ui, NAMES, RichText::new("weight now").color(palette.strong));
        let mut size = now;
        let (low, high) = match start.is_sign_negative() {
            true => (-rule.max, -rule.min),
            false => (rule.min, rule.max),
        };
        let field = NumberField::new(&mut size, "weight now").range(low..=high).speed(0.005);
        let response = ui.add_sized([80.0, 20.0], field);
        if size != now {
            perform(world, taught(size.abs()));
        }
        if response.drag_stopped() || response.lost_focus() {
            close(world);
        }
    });
    if let Some(size) = bar::weight(ui, world, (now, start), rule, palette) {
        perform(world, taught(size));
    }
    ui.horizontal(|ui| {
        column(ui, NAMES, RichText::new("starts at").color(palette.strong));
        let mut weight = start;
        let limit = rule.max;
        let field = NumberField::new(&mut weight, "weight at the start").range(-limit..=limit).speed(0.01);
        let response = ui.add_sized([80.0, 20.0], field);
        if weight != start {
            perform(world, Edit::Weight(edge.clone(), weight));
        }
        if response.drag_stopped() || response.lost_focus() {
            close(world);
        }
        response.on_hover_text("Where it begins at the next reset (R)");
    });
    sentence(ui, "What it starts from; to set it sets the weight now too.", palette);
    if !rule.modulator.is_none() {
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            column(ui, NAMES, RichText::new("eligibility").color(palette.strong));
            let sizes = [rule.pre_then_post, rule.post_then_pre, rule.each_pre, rule.each_post];
            let full = 2.0 * sizes.into_iter().map(f32::abs).fold(0.01, f32::max);
            let width = (ui.available_width() - 72.0).max(40.0);
            let colors = [palette.curves[0], palette.inhibit];
            let tip = format!(
                "What waits for {}: pairs of late, each fading; the bar is full at {}",
                rule.modulator,
                amount(full)
            );
            meter(ui, width, lesson.eligibility, full, colors, palette).on_hover_text(tip);
            value(ui, 60.0, &format!("{:.4}", lesson.eligibility), palette.text);
        });
    }
}
