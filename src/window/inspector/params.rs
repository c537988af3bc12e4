//! The parameters of the selected neuron, unfolded: each with its value, its unit and a
//! sentence on what it does. What the neuron overrides of its class is marked.

use crate::entry::{FieldInfo, Fields, Value, get};
use crate::nervous::{NeuronParams, PARAMS, Params};
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::{Figure, NumberField, came_back};
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
    /// Whether a field has begun to be changed.
    begun: bool,
    /// Whether Esc has brought back a value from before.
    came_back: bool,
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
            field(
                ui,
                info,
                [own, &now.written(), &class.written()],
                (now_offered, 66.0),
                outcome,
                set,
                palette,
            );
        });
    });
    sentence(ui, info.sentence(), palette);
    ui.add_space(3.0);
}

/// Shows a value that is always there; what it is set to.
type Show = fn(&mut Ui, &'static FieldInfo, Value<'static>, &Palette, &mut Outcome) -> Option<Value<'static>>;

/// The field of a parameter, and what becomes of the parameters by it. `of`: what the neuron overrides, what comes of
/// it, and what it would be without; `bound`: what a bound becomes when it is switched on, and how wide its field is.
fn field(
    ui: &mut Ui,
    info: &'static FieldInfo,
    [own, now, class]: [&Params; 3],
    (offered, width): (Option<f32>, f32),
    outcome: &mut Outcome,
    show: Show,
    palette: &Palette,
) {
    let value = |of: &Params| get(of, info.name).map(owned).unwrap_or(Value::Nothing);
    let changed = match offered {
        Some(first) => optional(ui, info, [value(now), value(class)], (first, width), outcome),
        None => show(ui, info, value(now), palette, outcome),
    };
    let mut params = own.clone();
    let mine = get(own, info.name).is_some_and(|value| value != Value::Nothing);
    let overrode = ui.id().with(("overrode", info.name));
    if std::mem::take(&mut outcome.begun) {
        ui.data_mut(|data| data.insert_temp(overrode, mine));
    }
    if std::mem::take(&mut outcome.came_back) && ui.data(|data| data.get_temp(overrode)) == Some(false) {
        // It had its value from the class, or none.
        outcome.changed = Some(without(own, info.name));
    } else if changed.is_some_and(|value| params.set(info.name, value)) {
        outcome.changed = Some(params);
    }
}

/// Shows one parameter in a cell of a table. Of a pair `part` is the one that is shown.
pub fn cell(
    ui: &mut Ui,
    (info, part): (&'static FieldInfo, Option<usize>),
    own: &Params,
    now: &NeuronParams,
    class: &NeuronParams,
    palette: &Palette,
) -> Outcome {
    let mut outcome = Outcome::default();
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
    let offered = now.offered(info.name);
    let show: Show = match part {
        None => |ui, info, value, palette, outcome| match value {
            Value::Number(_) | Value::Whole(_) => {
                let width = ui.available_width();
                plain(ui, info, value, width, outcome)
            }
            other => set(ui, info, other, palette, outcome),
        },
        Some(0) => |ui, info, value, _, outcome| one_of(ui, info, value, 0, outcome),
        Some(_) => |ui, info, value, _, outcome| one_of(ui, info, value, 1, outcome),
    };
    let of = [own, &now.written(), &class.written()];
    field(ui, info, of, (offered, width - 22.0), &mut outcome, show, palette);
    outcome
}

/// One number of a pair alone.
fn one_of(
    ui: &mut Ui,
    info: &'static FieldInfo,
    value: Value<'static>,
    part: usize,
    outcome: &mut Outcome,
) -> Option<Value<'static>> {
    let Value::Pair(mut pair) = value else { return None };
    let (name, width) = (format!("{}, {}", info.name, PARTS[part]), ui.available_width());
    pair[part] = number(ui, info, &name, pair[part], width, outcome)?;
    Some(Value::Pair(pair))
}

/// What the two numbers of a pair are.
pub const PARTS: [&str; 2] = ["excitatory", "inhibitory"];

/// A number that is always there.
fn plain(
    ui: &mut Ui,
    info: &'static FieldInfo,
    now: Value<'static>,
    width: f32,
    outcome: &mut Outcome,
) -> Option<Value<'static>> {
    match now {
        Value::Number(value) => number(ui, info, info.name, value, width, outcome).map(Value::Number),
        Value::Whole(value) => number(ui, info, info.name, value, width, outcome).map(Value::Whole),
        _ => None,
    }
}

/// Values of parameters are words and numbers of their own, never texts of others.
fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(_)
        | Value::Names(_)
        | Value::Links(_)
        | Value::Flag(_)
        | Value::Named(..)
        | Value::Record(_)
        | Value::Nothing => Value::Nothing,
        Value::Number(number) => Value::Number(number),
        Value::Double(number) => Value::Double(number),
        Value::Whole(count) => Value::Whole(count),
        Value::Pair(pair) => Value::Pair(pair),
        Value::Range(range) => Value::Range(range),
        Value::Word(word) => Value::Word(word),
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
        Value::Number(_) | Value::Whole(_) => plain(ui, info, now, 66.0, outcome),
        Value::Pair(value) => pair(ui, info, value, palette, outcome).map(Value::Pair),
        Value::Word(value) => word(ui, info, value, outcome).map(Value::Word),
        _ => None,
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
    outcome.begun |= response.drag_started() || response.gained_focus();
    outcome.came_back |= came_back(response);
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
    for (channel, kind) in [(1, Kind::Inhibit), (0, Kind::Excite)] {
        let name = format!("{}, {}", info.name, PARTS[channel]);
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
    (first, width): (f32, f32),
    outcome: &mut Outcome,
) -> Option<Value<'static>> {
    let mut wanted = None;
    let is = now != Value::Nothing;
    let shown = if let Value::Number(now) = now { now } else { first };
    if let Some(value) = number(ui, info, info.name, shown, width, outcome) {
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
