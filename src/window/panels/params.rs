//! The parameters of the selected neuron, unfolded: each with its value, its unit and a
//! sentence on what it does. What the neuron overrides of its class is marked.

use crate::nervous::{NeuronParams, PARAMS, ParamInfo, Sharing};
use crate::scene::document::Params;
use crate::window::theme::{Palette, small};
use crate::window::widgets::column;
use bevy_egui::egui::{self, DragValue, RichText, Ui};

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
    for info in &PARAMS {
        row(ui, info, own, now, class, palette, &mut outcome);
    }
    outcome
}

fn is_own(own: &Params, name: &str) -> bool {
    match name {
        "threshold" => own.threshold.is_some(),
        "conduction" => own.conduction.is_some(),
        "refractory" => own.refractory.is_some(),
        "production" => own.production.is_some(),
        "reuptake" => own.reuptake.is_some(),
        "residue" => own.residue.is_some(),
        "sharing" => own.sharing.is_some(),
        "leak" => own.leak.is_some(),
        "potential_floor" => own.potential_floor.is_some(),
        "potential_ceiling" => own.potential_ceiling.is_some(),
        _ => own.pool_limit.is_some(),
    }
}

fn without(own: &Params, name: &str) -> Params {
    let mut params = own.clone();
    match name {
        "threshold" => params.threshold = None,
        "conduction" => params.conduction = None,
        "refractory" => params.refractory = None,
        "production" => params.production = None,
        "reuptake" => params.reuptake = None,
        "residue" => params.residue = None,
        "sharing" => params.sharing = None,
        "leak" => params.leak = None,
        "potential_floor" => params.potential_floor = None,
        "potential_ceiling" => params.potential_ceiling = None,
        _ => params.pool_limit = None,
    }
    params
}

/// What a change of one neuron's own parameters, from `old` to `new`, makes of another's: the fields that
/// changed are taken over, the others stay.
#[must_use]
pub fn carried_over(old: &Params, new: &Params, own: &Params) -> Params {
    let mut result = own.clone();
    macro_rules! carry {
        ($($field:ident),*) => {$(
            if old.$field != new.$field {
                result.$field = new.$field;
            }
        )*};
    }
    carry!(
        threshold,
        conduction,
        refractory,
        production,
        reuptake,
        residue,
        sharing,
        leak,
        potential_floor,
        potential_ceiling,
        pool_limit
    );
    result
}

fn row(
    ui: &mut Ui,
    info: &ParamInfo,
    own: &Params,
    now: &NeuronParams,
    class: &NeuronParams,
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let name = info.name;
    let mine = is_own(own, name);
    ui.horizontal(|ui| {
        let color = if mine { palette.accent } else { palette.strong };
        let label = ui.label(RichText::new(name.replace('_', " ")).color(color));
        label.on_hover_text(format!("{}\n{}", info.about, range(info)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            reset(ui, info, own, mine, palette, outcome);
            let unit = RichText::new(info.unit).font(small()).color(palette.weak);
            column(ui, 82.0, unit);
            let mut params = own.clone();
            let changed = match name {
                "threshold" => {
                    number(ui, info, now.threshold, 0.05, outcome).map(|v| params.threshold = Some(v))
                }
                "conduction" => whole(ui, info, now.conduction, outcome).map(|v| params.conduction = Some(v)),
                "refractory" => whole(ui, info, now.refractory, outcome).map(|v| params.refractory = Some(v)),
                "production" => pair(ui, info, now.production, outcome).map(|v| params.production = Some(v)),
                "reuptake" => {
                    number(ui, info, now.reuptake, 0.005, outcome).map(|v| params.reuptake = Some(v))
                }
                "residue" => number(ui, info, now.residue, 0.005, outcome).map(|v| params.residue = Some(v)),
                "sharing" => sharing(ui, now.sharing, outcome).map(|v| params.sharing = Some(v)),
                "leak" => number(ui, info, now.leak, 0.002, outcome).map(|v| params.leak = Some(v)),
                "potential_floor" => {
                    let of = [now.potential_floor, class.potential_floor];
                    optional(ui, info, of, -now.threshold.abs().max(1.0), outcome)
                        .map(|v| params.potential_floor = v)
                }
                "potential_ceiling" => {
                    let of = [now.potential_ceiling, class.potential_ceiling];
                    optional(ui, info, of, now.threshold.abs().max(1.0) * 2.0, outcome)
                        .map(|v| params.potential_ceiling = v)
                }
                _ => {
                    let of = [now.pool_limit, class.pool_limit];
                    optional(ui, info, of, 12.0, outcome).map(|v| params.pool_limit = v)
                }
            };
            if changed.is_some() {
                outcome.changed = Some(params);
            }
        });
    });
    ui.add(egui::Label::new(RichText::new(info.about).font(small()).color(palette.weak)).wrap());
    ui.add_space(3.0);
}

fn range(info: &ParamInfo) -> String {
    if info.name == "sharing" {
        return "Split or Broadcast".into();
    }
    let below = if info.max_excluded { "below " } else { "" };
    format!("{} to {below}{} {}", info.min, info.max, info.unit)
}

/// The button that gives a parameter back to the class; an empty place where there is nothing
/// to give back, so that columns stay where they are.
fn reset(ui: &mut Ui, info: &ParamInfo, own: &Params, mine: bool, palette: &Palette, outcome: &mut Outcome) {
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

fn named(response: egui::Response, value: f64, name: &str, info: &ParamInfo) -> egui::Response {
    response.widget_info(|| {
        let mut widget = egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, name);
        widget.value = Some(value);
        widget
    });
    response.on_hover_text(format!("{}\n{}\nDrag, or click and type", info.about, range(info)))
}

/// The largest value that may be set.
fn most(info: &ParamInfo) -> f32 {
    if info.max_excluded { (info.max as f32).next_down() } else { info.max as f32 }
}

fn number(ui: &mut Ui, info: &ParamInfo, now: f32, speed: f64, outcome: &mut Outcome) -> Option<f32> {
    let mut value = now;
    let drag = DragValue::new(&mut value).speed(speed).range(info.min as f32..=most(info)).max_decimals(4);
    let response = ui.add_sized([66.0, 20.0], drag);
    let response = named(response, f64::from(now), info.name, info);
    finish(&response, outcome);
    (response.changed() && value != now).then_some(value)
}

fn whole(ui: &mut Ui, info: &ParamInfo, now: u32, outcome: &mut Outcome) -> Option<u32> {
    let mut value = now;
    let drag = DragValue::new(&mut value).speed(0.1).range(info.min as u32..=info.max as u32);
    let response = ui.add_sized([66.0, 20.0], drag);
    let response = named(response, f64::from(now), info.name, info);
    finish(&response, outcome);
    (response.changed() && value != now).then_some(value)
}

fn pair(ui: &mut Ui, info: &ParamInfo, now: [f32; 2], outcome: &mut Outcome) -> Option<(f32, f32)> {
    let mut values = now;
    // From right to left: inhibitory, then excitatory.
    for (channel, name) in [(1, "production, inhibitory"), (0, "production, excitatory")] {
        let drag = DragValue::new(&mut values[channel])
            .speed(0.01)
            .range(info.min as f32..=info.max as f32)
            .max_decimals(4);
        let response = named(ui.add_sized([52.0, 20.0], drag), f64::from(now[channel]), name, info);
        finish(&response, outcome);
    }
    (values != now).then_some((values[0], values[1]))
}

fn sharing(ui: &mut Ui, now: Sharing, outcome: &mut Outcome) -> Option<Sharing> {
    let mut wanted = None;
    for (kind, name, tip) in [
        (Sharing::Broadcast, "Broadcast", "Every outgoing synapse gets all of the cleft"),
        (Sharing::Split, "Split", "The cleft is divided equally among the outgoing synapses"),
    ] {
        if ui.selectable_label(now == kind, name).on_hover_text(tip).clicked() && now != kind {
            wanted = Some(kind);
            outcome.closed = true;
        }
    }
    wanted
}

/// A bound that may be left out. `of`: as it is, and as the class has it.
fn optional(
    ui: &mut Ui,
    info: &ParamInfo,
    [now, class]: [Option<f32>; 2],
    first: f32,
    outcome: &mut Outcome,
) -> Option<Option<f32>> {
    let mut wanted = None;
    if let Some(value) =
        number(ui, &ParamInfo { ..*info }, now.unwrap_or(first), 0.05, outcome).filter(|_| now.is_some())
    {
        wanted = Some(Some(value));
    }
    let mut on = now.is_some();
    // A scene file cannot say that a neuron has none where its class has one.
    let tip = if class.is_some() { "Its class sets this bound" } else { "With or without this bound" };
    ui.spacing_mut().interact_size.x = 18.0;
    let response = ui.add_enabled(class.is_none(), egui::Checkbox::without_text(&mut on));
    let name = format!("Set {}", info.name);
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Checkbox, class.is_none(), on, &name));
    if response.on_hover_text(tip).on_disabled_hover_text(tip).changed() {
        wanted = Some(on.then_some(first));
        outcome.closed = true;
    }
    wanted
}
