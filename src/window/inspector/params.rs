//! The parameters of the selected neuron, unfolded: each with its value, its unit and a
//! sentence on what it does. What the neuron overrides of its class is marked.

use super::fields::{self, Known, New, Progress, Shown};
use crate::entry::{FieldInfo, Fields, Value, get};
use crate::nervous::{Classes, Faculties, NeuronParams, PARAMS, Params, Preset};
use crate::window::paint::theme::Palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Ui};

/// What became of the parameters in this frame.
#[derive(Default)]
pub struct Outcome {
    /// What the neuron is to override now.
    pub changed: Option<Params>,
    /// Whether the change is complete, so that the next one is a step of its own.
    pub closed: bool,
}

/// All parameters of a neuron or of a class.
pub struct Sheet {
    /// What it overrides.
    pub own: Params,
    /// What comes of it.
    now: Params,
    /// What it would be without.
    class: Params,
    /// What those that there need not be become when they are switched on.
    offers: Params,
    known: Known,
}

impl Sheet {
    fn new(own: &Params, now: (NeuronParams, Faculties), class: Params, known: Known) -> Self {
        let (params, faculties) = now;
        Self {
            own: own.clone(),
            now: faculties.written_beside(params.written()),
            class,
            offers: Faculties::offers_beside(params.offers()),
            known,
        }
    }

    /// Of a neuron.
    pub fn of_neuron(world: &World, neuron: Entity) -> Option<Self> {
        let preset = world.get::<Preset>(neuron)?;
        let bare = Preset { params: Params::default(), ..preset.clone() };
        let none = Classes::default();
        let classes = world.get_resource::<Classes>().unwrap_or(&none);
        let now = (*world.get::<NeuronParams>(neuron)?, preset.resolve_faculties(classes));
        let class = bare.resolve_faculties(classes).written_beside(bare.resolve(classes).written());
        Some(Self::new(&preset.params, now, class, Known::of(world)))
    }

    /// Of a class that sets these.
    pub fn of_class(world: &World, own: &Params) -> Self {
        let (params, faculties) = (NeuronParams::default(), Faculties::default());
        let now = (own.over(params), own.apart_over(faculties));
        Self::new(own, now, faculties.written_beside(params.written()), Known::of(world))
    }

    /// Whether it overrides a parameter.
    fn is_own(&self, name: &str) -> bool {
        get(&self.own, name).is_some_and(|value| value != Value::Nothing)
    }

    fn shown(&self, info: &'static FieldInfo, palette: &Palette) -> Shown<'_> {
        let value = |of| get(of, info.name).unwrap_or(Value::Nothing);
        let offer = value(&self.offers);
        Shown {
            info,
            now: value(&self.now),
            offer: (offer != Value::Nothing).then_some(offer),
            fixed: offer != Value::Nothing && value(&self.class) != Value::Nothing,
            color: if self.is_own(info.name) { palette.accent } else { palette.strong },
        }
    }

    /// What it overrides without one.
    fn without(&self, name: &str) -> Params {
        let mut params = self.own.clone();
        params.set(name, Value::Nothing);
        params
    }

    /// Takes over what a field is to be.
    fn take_over(
        &self,
        ui: &Ui,
        shown: &Shown<'_>,
        new: Option<New>,
        progress: Progress,
        outcome: &mut Outcome,
    ) {
        let name = shown.info.name;
        outcome.closed |= progress.closed;
        let overrode = ui.id().with(("overrode", name));
        if progress.begun {
            ui.data_mut(|data| data.insert_temp(overrode, self.is_own(name)));
        }
        if progress.came_back && ui.data(|data| data.get_temp(overrode)) == Some(false) {
            // It had its value from the class, or none.
            outcome.changed = Some(self.without(name));
            return;
        }
        let mut params = self.own.clone();
        if new.is_some_and(|new| new.put(&mut params, shown, &self.known)) {
            outcome.changed = Some(params);
        }
    }
}

/// Shows all parameters.
pub fn show(ui: &mut Ui, sheet: &Sheet, palette: &Palette) -> Outcome {
    let mut outcome = Outcome::default();
    for info in PARAMS {
        let shown = sheet.shown(info, palette);
        let (mut progress, mut given_back) = (Progress::default(), false);
        let mine = sheet.is_own(info.name);
        let tail = |ui: &mut Ui| given_back = reset(ui, info, mine, palette);
        let new = fields::show(ui, &shown, &sheet.known, tail, &mut progress, palette);
        sheet.take_over(ui, &shown, new, progress, &mut outcome);
        if given_back {
            outcome = Outcome { changed: Some(sheet.without(info.name)), closed: true };
        }
    }
    outcome
}

/// Shows one parameter in a cell of a table, if it can be set there. Of a pair `part` is the one that is shown.
pub fn cell(
    ui: &mut Ui,
    (info, part): (&'static FieldInfo, Option<usize>),
    sheet: &Sheet,
    palette: &Palette,
) -> Option<Outcome> {
    let shown = sheet.shown(info, palette);
    if matches!(shown.value(), Value::Record(_) | Value::Named(..)) {
        return None;
    }
    let (mut outcome, mut progress) = (Outcome::default(), Progress::default());
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
    let width = ui.available_width() - if shown.offer.is_some() { 22.0 } else { 0.0 };
    let mut new = match part {
        Some(part) => fields::one_of(ui, info, shown.value(), part, &mut progress),
        None => fields::value(ui, info, shown.value(), width, &sheet.known, palette, &mut progress),
    }
    .map(New::Value);
    if shown.offer.is_some() {
        new = fields::switched(ui, &shown, &mut progress).or(new);
    }
    sheet.take_over(ui, &shown, new, progress, &mut outcome);
    Some(outcome)
}

/// The button that gives a parameter back to the class, and whether it was pressed; an empty place where there is
/// nothing to give back, so that columns stay where they are.
fn reset(ui: &mut Ui, info: &'static FieldInfo, mine: bool, palette: &Palette) -> bool {
    let size = egui::vec2(18.0, 18.0);
    if !mine {
        ui.allocate_space(size);
        return false;
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
    response.on_hover_text("Set here; click to take the value of the class again").clicked()
}
