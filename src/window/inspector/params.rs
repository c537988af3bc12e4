//! The parameters of the selected neuron, unfolded: each with its value, its unit and a
//! sentence on what it does. What the neuron overrides of its class is marked.

use crate::entry::{FieldInfo, Fields, Value, get};
use crate::nervous::{NeuronParams, PARAMS, Params};
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::{Figure, NumberField};
use crate::window::paint::theme::{Palette, small};
use crate::window::paint::widgets::{column, sentence};
use bevy_egui::egui::{self, RichText, Ui};

/// What became of the parameters in this frame.
#[derive(Default)]
pub struct Outcome {
    /// What the neuron is to override now.
    pub changed: Option<Params>,
    /// Whether the change is complete, so that the next one is a step of its own.
    pub closed: bool,
}

/// Shows all parameters. `own` is what the neuron overrides, `now` what comes of it, `class`
/// what it would be without.
pub fn show(
    ui: &mut Ui,
    own: &Params,
    now: &NeuronParams,
    class: &NeuronParams,
    palette: &Palette,
) -> Outcome {
    let mut outcome = Outcome::default();
    for info in PARAMS {
        row(ui, info, own, now, class, palette, &mut outcome);
    }
    outcome
}

fn without(own: &Params, name: &str) -> Params {
    let mut params = own.clone();
    params.set(name, Value::Nothing);
    params
}

fn row(
    ui: &mut Ui,
    info: &'static FieldInfo,
    own: &Params,
    now: &NeuronParams,
    class: &NeuronParams,
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let name = info.name;
    let now_offered = now.offered(name);
    let mine = get(own, name).is_some_and(|value| value != Value::Nothing);
    if matches!(get(&now.written(), name), Some(Value::Pair(_))) {
        // What each of the two numbers is stands above it.
        ui.add_space(13.0);
    }
    ui.horizontal(|ui| {
        let color = if mine { palette.accent } else { palette.strong };
        let label = ui.label(RichText::new(name.replace('_', " ")).color(color));
        label.on_hover_text(format!("{}\n{}", info.sentence(), info.range()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            reset(ui, info, own, mine, palette, outcome);
            let unit = RichText::new(info.unit).font(small()).color(palette.weak);
            column(ui, 92.0, unit);
            let mut params = own.clone();
            let (now, class) = (now.written(), class.written());
            let value = |of: &Params| get(of, name).map(owned).unwrap_or(Value::Nothing);
            let changed = match now_offered {
                Some(first) => optional(ui, info, [value(&now), value(&class)], first, outcome),
                None => set(ui, info, value(&now), palette, outcome),
            };
            let changed = changed.filter(|value| params.set(name, *value));
            if changed.is_some() {
                outcome.changed = Some(params);
            }
        });
    });
    sentence(ui, info.sentence(), palette);
    ui.add_space(3.0);
}

/// Values of parameters are words and numbers of their own, never texts of others.
fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(_) | Value::Names(_) | Value::Nothing => Value::Nothing,
        Value::Number(number) => Value::Number(number),
        Value::Double(number) => Value::Double(number),
        Value::Whole(count) => Value::Whole(count),
        Value::Pair(pair) => Value::Pair(pair),
        Value::Range(range) => Value::Range(range),
        Value::Word(word) => Value::Word(word),
        Value::Flag(flag) => Value::Flag(flag),
    }
}

/// A value that is always there; what it is set to.
fn set(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: Value<'static>,
    palette: &Palette,
    outcome: &mut Outcome,
) -> Option<Value<'static>> {
    match now {
        Value::Number(value) => number(ui, info, info.name, value, 66.0, outcome).map(Value::Number),
        Value::Whole(value) => number(ui, info, info.name, value, 66.0, outcome).map(Value::Whole),
        Value::Pair(value) => pair(ui, info, value, palette, outcome).map(Value::Pair),
        Value::Word(value) => word(ui, info, value, outcome).map(Value::Word),
        Value::Nothing
        | Value::Double(_)
        | Value::Range(_)
        | Value::Text(_)
        | Value::Flag(_)
        | Value::Names(_) => None,
    }
}

/// The button that gives a parameter back to the class; an empty place where there is nothing
/// to give back, so that columns stay where they are.
fn reset(
    ui: &mut Ui,
    info: &'static FieldInfo,
    own: &Params,
    mine: bool,
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let size = egui::vec2(18.0, 18.0);
    if !mine {
        ui.allocate_space(size);
        return;
    }
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let name = format!("Reset {}", info.name);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &name));
    let color = if response.hovered() { palette.strong } else { palette.accent };
    let points = (0..=12)
        .map(|i| rect.center() + egui::Vec2::angled(-2.2 - i as f32 * 0.38) * 4.6)
        .collect::<Vec<_>>();
    let tip = points[12];
    ui.painter().line(points, egui::Stroke::new(1.5, color));
    ui.painter().circle_filled(tip, 2.2, color);
    if response.on_hover_text("Set here; click to take the value of the class again").clicked() {
        outcome.changed = Some(without(own, info.name));
        outcome.closed = true;
    }
}

fn finish(response: &egui::Response, outcome: &mut Outcome) {
    outcome.closed |= response.drag_stopped() || response.lost_focus();
}

/// A field for a number of a parameter, so wide; what it is set to.
fn number<N: Figure>(
    ui: &mut Ui,
    info: &'static FieldInfo,
    name: &str,
    now: N,
    width: f32,
    outcome: &mut Outcome,
) -> Option<N> {
    let mut value = now;
    let response = ui.add_sized([width, 20.0], NumberField::new(&mut value, name).field(info));
    finish(&response, outcome);
    response.on_hover_text(format!("{}\n{}\nDrag, or click and type", info.sentence(), info.range()));
    (value != now).then_some(value)
}

fn pair(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: [f32; 2],
    palette: &Palette,
    outcome: &mut Outcome,
) -> Option<[f32; 2]> {
    let mut values = now;
    // From right to left: inhibitory, then excitatory.
    for (channel, part, kind) in [(1, "inhibitory", Kind::Inhibit), (0, "excitatory", Kind::Excite)] {
        let name = format!("{}, {part}", info.name);
        let right = ui.cursor().right();
        if let Some(value) = number(ui, info, &name, now[channel], 52.0, outcome) {
            values[channel] = value;
        }
        let at = egui::pos2(right - 26.0, ui.min_rect().center().y - 11.0);
        ui.painter().text(at, egui::Align2::CENTER_BOTTOM, kind.verb(), small(), kind.color(palette));
    }
    (values != now).then_some(values)
}

fn word(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: &'static str,
    outcome: &mut Outcome,
) -> Option<&'static str> {
    let mut wanted = None;
    // From right to left.
    for (word, about) in info.choices.iter().rev() {
        if ui.selectable_label(now == *word, *word).on_hover_text(*about).clicked() && now != *word {
            wanted = Some(*word);
            outcome.closed = true;
        }
    }
    wanted
}

/// A bound that may be left out. `of`: as it is, and as the class has it.
fn optional(
    ui: &mut Ui,
    info: &'static FieldInfo,
    [now, class]: [Value<'static>; 2],
    first: f32,
    outcome: &mut Outcome,
) -> Option<Value<'static>> {
    let mut wanted = None;
    let is = now != Value::Nothing;
    let shown = if let Value::Number(now) = now { now } else { first };
    if let Some(value) = number(ui, info, info.name, shown, 66.0, outcome) {
        wanted = Some(Value::Number(value));
    }
    let (mut on, bound_by_class) = (is, class != Value::Nothing);
    // A scene file cannot say that a neuron has none where its class has one.
    let tip = if bound_by_class { "Its class sets this bound" } else { "With or without this bound" };
    ui.spacing_mut().interact_size.x = 18.0;
    let response = ui.add_enabled(!bound_by_class, egui::Checkbox::without_text(&mut on));
    let name = format!("Set {}", info.name);
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Checkbox, !bound_by_class, on, &name));
    if response.on_hover_text(tip).on_disabled_hover_text(tip).changed() {
        wanted = Some(if on { Value::Number(first) } else { Value::Nothing });
        outcome.closed = true;
    }
    wanted
}
