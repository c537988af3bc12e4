//! A widget for each kind of value, set from the right.

use super::{Known, Progress};
use crate::entry::{FieldInfo, Role, Symbol, Value};
use crate::window::paint::controls;
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::{Figure, NumberField};
use crate::window::paint::theme::{Palette, small};
use bevy_egui::egui::{self, Color32, ComboBox, Ui, WidgetInfo, WidgetType};

/// What the two numbers of a pair of amounts are.
pub const PARTS: [&str; 2] = ["excitatory", "inhibitory"];
/// What those of a pair of limits are.
const LIMITS: [&str; 2] = ["least", "most"];
/// Width of each number of a pair \[points\].
const OF_PAIR: f32 = 52.0;
/// Width of a choice of names.
const CHOICE: f32 = 100.0;

/// A value that is always there; what it is set to. What is a record of its own has no widget of one line.
pub fn value(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: Value<'_>,
    width: f32,
    known: &Known,
    palette: &Palette,
    progress: &mut Progress,
) -> Option<Value<'static>> {
    match now {
        Value::Number(_) | Value::Whole(_) => plain(ui, info, now, width, progress),
        Value::Pair(value) => pair(ui, info, value, palette, progress).map(Value::Pair),
        Value::Word(value) => word(ui, info, value, progress).map(Value::Word),
        Value::Text(name) if info.role == Role::Modulator => modulator(ui, info, name, true, known, progress)
            .map(|name| Value::Text(Symbol::from(&*name).text())),
        Value::Named(name, amount) => {
            modulator(ui, info, name, false, known, progress).map(|name| named(&name, amount))
        }
        _ => None,
    }
}

/// A name with an amount, as a value that lasts.
pub fn named(name: &str, amount: f32) -> Value<'static> {
    Value::Named(Symbol::from(name).text(), amount)
}

/// A number that is always there.
fn plain(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: Value<'_>,
    width: f32,
    progress: &mut Progress,
) -> Option<Value<'static>> {
    match now {
        Value::Number(value) => number(ui, info, info.name, value, width, progress).map(Value::Number),
        Value::Whole(value) => number(ui, info, info.name, value, width, progress).map(Value::Whole),
        _ => None,
    }
}

/// A field for a number, so wide; what it is set to.
pub fn number<N: Figure>(
    ui: &mut Ui,
    info: &'static FieldInfo,
    name: &str,
    now: N,
    width: f32,
    progress: &mut Progress,
) -> Option<N> {
    let mut value = now;
    let response = ui.add_sized([width, 20.0], NumberField::new(&mut value, name).field(info));
    progress.heed(&response);
    response.on_hover_text(format!("{}\n{}\nDrag, or click and type", info.sentence(), info.range()));
    (value != now).then_some(value)
}

/// One number of a pair of amounts alone.
pub fn one_of(
    ui: &mut Ui,
    info: &'static FieldInfo,
    value: Value<'_>,
    part: usize,
    progress: &mut Progress,
) -> Option<Value<'static>> {
    let Value::Pair(mut pair) = value else { return None };
    let (name, width) = (format!("{}, {}", info.name, PARTS[part]), ui.available_width());
    pair[part] = number(ui, info, &name, pair[part], width, progress)?;
    Some(Value::Pair(pair))
}

fn pair(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: [f32; 2],
    palette: &Palette,
    progress: &mut Progress,
) -> Option<[f32; 2]> {
    let mut values = now;
    let limits = info.role == Role::Limits;
    // From right to left.
    for part in [1, 0] {
        let kind = [Kind::Excite, Kind::Inhibit][part];
        let (said, head, color): (_, _, Color32) = match limits {
            true => (LIMITS[part], LIMITS[part], palette.weak),
            false => (PARTS[part], kind.verb(), kind.color(palette)),
        };
        let name = format!("{}, {said}", info.name);
        let right = ui.cursor().right();
        if let Some(value) = number(ui, info, &name, now[part], OF_PAIR, progress) {
            values[part] = value;
        }
        let at = egui::pos2(right - OF_PAIR / 2.0, ui.min_rect().center().y - 11.0);
        ui.painter().text(at, egui::Align2::CENTER_BOTTOM, head, small(), color);
    }
    if limits && values[0] > values[1] {
        // The one that was not moved gives way.
        let moved = if values[0] == now[0] { values[1] } else { values[0] };
        values = [moved; 2];
    }
    (values != now).then_some(values)
}

fn word(ui: &mut Ui, info: &'static FieldInfo, now: &str, progress: &mut Progress) -> Option<&'static str> {
    let mut wanted = None;
    // From right to left.
    for (word, about) in info.choices.iter().rev() {
        if ui.selectable_label(now == *word, *word).on_hover_text(*about).clicked() && now != *word {
            wanted = Some(*word);
            progress.closed = true;
        }
    }
    wanted
}

/// The choice of a modulator: one of the scene's, a new one, or none.
fn modulator(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: &str,
    or_none: bool,
    known: &Known,
    progress: &mut Progress,
) -> Option<String> {
    let mut wanted = None;
    let shown = if now.is_empty() { "none" } else { now };
    let width = CHOICE.min(ui.available_width() - 8.0);
    let combo =
        ComboBox::from_id_salt(("modulator of", info.name)).width(width).truncate().selected_text(shown);
    let combo = combo.show_ui(ui, |ui| {
        if or_none && ui.selectable_label(now.is_empty(), "none").clicked() {
            wanted = Some(String::new());
        }
        for name in &known.modulators {
            if ui.selectable_label(now == name, name).clicked() {
                wanted = Some(name.clone());
            }
        }
        ui.separator();
        let tip = "Adds a modulator to the scene; its name, how long it lasts and its unit are set where nothing is \
                   selected, under Learning";
        if ui.selectable_label(false, "new modulator\u{2026}").on_hover_text(tip).clicked() {
            wanted = Some(known.new_modulator());
        }
    });
    controls::named(combo.response, info.name).on_hover_text(info.sentence());
    let wanted = wanted.filter(|name| name != now);
    progress.closed |= wanted.is_some();
    wanted
}

/// The box with which what may be left out is switched on and off; what it is to be. `fixed`: its class sets it.
pub fn switch(ui: &mut Ui, name: &str, on: bool, fixed: bool) -> Option<bool> {
    let mut wanted = on;
    // A scene file cannot say that a neuron has none where its class has one.
    let tip = if fixed { "Its class sets this" } else { "With or without this" };
    ui.spacing_mut().interact_size.x = 18.0;
    let response = ui.add_enabled(!fixed, egui::Checkbox::without_text(&mut wanted));
    let name = format!("Set {name}");
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, !fixed, wanted, &name));
    response.on_hover_text(tip).on_disabled_hover_text(tip).changed().then_some(wanted)
}
