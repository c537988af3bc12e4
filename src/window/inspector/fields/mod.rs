//! Fields of any record, as it is declared: each with its value, its unit and a sentence on what it does.
//!
//! * `kinds`: a widget for each kind of value.

mod kinds;

pub use kinds::{PARTS, number, one_of, value};

use crate::edit::build::FreeNames;
use crate::edit::{Edit, Teaching};
use crate::entry::{FieldInfo, Fields, Role, Value, With, named};
use crate::nervous::plasticity::Modulators;
use crate::window::paint::number_field::came_back;
use crate::window::paint::theme::{Palette, small};
use crate::window::paint::widgets::{column, sentence};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Color32, RichText, Ui};

/// Width of the column of units \[points\].
const UNITS: f32 = 92.0;
/// Width of a number.
const NUMBER: f32 = 66.0;
/// How far the parts of a record are set in.
const SET_IN: f32 = 14.0;

/// What became of fields in this frame.
#[derive(Default)]
pub struct Progress {
    /// Whether the change is complete, so that the next one is a step of its own.
    pub closed: bool,
    /// Whether a field has begun to be changed.
    pub begun: bool,
    /// Whether Esc has brought back a value from before.
    pub came_back: bool,
}

impl Progress {
    /// Takes in what became of a widget.
    pub fn heed(&mut self, response: &egui::Response) {
        self.closed |= response.drag_stopped() || response.lost_focus();
        self.begun |= response.drag_started() || response.gained_focus();
        self.came_back |= came_back(response);
    }
}

/// What a field is to be.
#[derive(Clone, Copy, Debug)]
pub enum New {
    /// This.
    Value(Value<'static>),
    /// What is offered: it is switched on.
    Offered,
    /// Nothing: it is switched off.
    Nothing,
    /// Of the record that it is a part is to be this.
    Part(&'static str, Value<'static>),
}

/// What of a scene fields can name.
pub struct Known {
    /// The names of its modulators.
    pub modulators: Vec<String>,
}

impl Known {
    /// Of a world.
    pub fn of(world: &World) -> Self {
        let modulators = world.get_resource::<Modulators>();
        Self { modulators: modulators.map_or_else(Vec::new, |all| all.keys().cloned().collect()) }
    }

    /// A name that no modulator has.
    pub fn new_modulator(&self) -> String {
        FreeNames::spaced(self.modulators.iter().cloned().collect()).take("modulator")
    }
}

/// What adds the modulators that a record names and that there are not yet; `None` where all are there.
pub fn added_modulators(world: &World, record: &(impl Fields + ?Sized)) -> Option<Edit> {
    let mut teaching = Teaching::of(world);
    let before = teaching.modulators.len();
    named(record, Role::Modulator, &mut |name| {
        teaching.modulators.entry(name.to_owned()).or_default();
    });
    (teaching.modulators.len() > before).then(|| Edit::Teaching(Box::new(teaching)))
}

/// A field as it is shown.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// What is known of it.
    pub info: &'static FieldInfo,
    /// What it is.
    pub now: Value<'a>,
    /// What it becomes when it is switched on; `None`: it always has a value.
    pub offer: Option<Value<'a>>,
    /// Whether its class sets it, so that it cannot be switched off.
    pub fixed: bool,
    /// The colour of its name.
    pub color: Color32,
}

impl<'a> Shown<'a> {
    /// A field of a record by itself.
    pub fn alone(info: &'static FieldInfo, now: Value<'a>, palette: &Palette) -> Self {
        let offer = info.offer.map(|offer| match now {
            Value::Whole(_) => Value::Whole(offer as u32),
            _ => Value::Number(offer as f32),
        });
        Self { info, now, offer, fixed: false, color: palette.strong }
    }

    /// Whether it is set.
    fn is_on(&self) -> bool {
        self.now != Value::Nothing
    }

    /// What is shown: what it is, or what it would be.
    pub fn value(&self) -> Value<'a> {
        if self.is_on() { self.now } else { self.offer.unwrap_or(Value::Nothing) }
    }
}

impl New {
    /// Sets it in a record; false: it is of another kind.
    pub fn put(self, record: &mut dyn Fields, shown: &Shown<'_>, known: &Known) -> bool {
        let name = shown.info.name;
        match self {
            Self::Value(value) => record.set(name, value),
            Self::Nothing => record.set(name, Value::Nothing),
            Self::Offered => match shown.offer {
                Some(Value::Named("", amount)) => {
                    let first = known.modulators.first().cloned().unwrap_or_else(|| known.new_modulator());
                    record.set(name, Value::Named(&first, amount))
                }
                Some(value) => record.set(name, value),
                None => false,
            },
            Self::Part(part, value) => match shown.now {
                Value::Record(now) => {
                    record.set(name, Value::Record(&With { record: now, name: part, value }))
                }
                _ => false,
            },
        }
    }
}

/// A row: a name, its value from the right, and a unit.
fn row(
    ui: &mut Ui,
    (info, name, color, inset): (&FieldInfo, &str, Color32, f32),
    unit: &str,
    tail: impl FnOnce(&mut Ui),
    content: impl FnOnce(&mut Ui),
    palette: &Palette,
) {
    ui.horizontal(|ui| {
        ui.add_space(inset);
        let label = ui.label(RichText::new(name.replace('_', " ")).color(color));
        label.on_hover_text(format!("{}\n{}", info.sentence(), info.range()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            tail(ui);
            column(ui, UNITS, RichText::new(unit).font(small()).color(palette.weak));
            content(ui);
        });
    });
}

/// Shows a field with its sentence; what it is to be. `tail` stands at its right end.
pub fn show(
    ui: &mut Ui,
    shown: &Shown<'_>,
    known: &Known,
    tail: impl FnOnce(&mut Ui),
    progress: &mut Progress,
    palette: &Palette,
) -> Option<New> {
    let info = shown.info;
    let mut new = None;
    let (value, on) = (shown.value(), shown.is_on());
    if matches!(value, Value::Pair(_)) {
        // What each of the two numbers is stands above it.
        ui.add_space(13.0);
    }
    let content = |ui: &mut Ui| {
        match value {
            Value::Record(_) => {}
            Value::Named(..) if !on => {}
            value => {
                new = kinds::value(ui, info, value, NUMBER, known, palette, progress).map(New::Value);
            }
        }
        if shown.offer.is_some() {
            new = switched(ui, shown, progress).or(new);
        }
    };
    // The unit of an amount of what is named stands beside the amount.
    let unit = if matches!(value, Value::Named(..)) { "" } else { info.unit };
    row(ui, (info, info.name, shown.color, 0.0), unit, tail, content, palette);
    sentence(ui, info.sentence(), palette);
    if on {
        match shown.now {
            Value::Record(record) => {
                let mut parts = Vec::new();
                record.look(&mut |info, value| parts.push((info, value)));
                for (part, value) in parts {
                    let changed = of_part(ui, (info, part), value, known, progress, palette);
                    new = changed.map(|value| New::Part(part.name, value)).or(new);
                }
            }
            Value::Named(name, gain) => {
                let label = format!("{}, gain", info.name);
                let content = |ui: &mut Ui| {
                    if let Some(gain) = number(ui, info, &label, gain, NUMBER, progress) {
                        new = Some(New::Value(kinds::named(name, gain)));
                    }
                };
                row(ui, (info, "gain", palette.strong, SET_IN), info.unit, |_| {}, content, palette);
            }
            _ => {}
        }
    }
    ui.add_space(3.0);
    new
}

/// The switch of what may be left out; what it is to be.
pub fn switched(ui: &mut Ui, shown: &Shown<'_>, progress: &mut Progress) -> Option<New> {
    let wanted = kinds::switch(ui, shown.info.name, shown.is_on(), shown.fixed)?;
    progress.closed = true;
    Some(if wanted { New::Offered } else { New::Nothing })
}

/// A field of a record within another one.
fn of_part(
    ui: &mut Ui,
    (whole, part): (&FieldInfo, &'static FieldInfo),
    value: Value<'_>,
    known: &Known,
    progress: &mut Progress,
    palette: &Palette,
) -> Option<Value<'static>> {
    let mut changed = None;
    if matches!(value, Value::Pair(_)) {
        ui.add_space(13.0);
    }
    let content = |ui: &mut Ui| {
        changed = ui
            .push_id(whole.name, |ui| kinds::value(ui, part, value, NUMBER, known, palette, progress))
            .inner;
    };
    row(ui, (part, part.name, palette.strong, SET_IN), part.unit, |_| {}, content, palette);
    ui.horizontal_top(|ui| {
        ui.add_space(SET_IN);
        ui.vertical(|ui| sentence(ui, part.sentence(), palette));
    });
    changed
}

/// Shows all fields of a record but those that are left out, and sets them; what they are said to be is in `record`.
/// Tells whether anything is another than before.
pub fn form(
    ui: &mut Ui,
    record: &mut dyn Fields,
    known: &Known,
    wanted: impl Fn(&FieldInfo) -> bool,
    progress: &mut Progress,
    palette: &Palette,
) -> bool {
    let mut changes = Vec::new();
    {
        let mut all = Vec::new();
        record.look(&mut |info, value| all.push((info, value)));
        for (info, value) in all.into_iter().filter(|(info, _)| wanted(info)) {
            let shown = Shown::alone(info, value, palette);
            let new = ui.push_id(info.name, |ui| show(ui, &shown, known, |_| {}, progress, palette)).inner;
            changes.extend(new.map(|new| (info, new)));
        }
    }
    let mut changed = false;
    for (info, new) in changes {
        let shown = Shown::alone(info, Value::Nothing, palette);
        changed |= new.put(record, &shown, known);
    }
    changed
}
