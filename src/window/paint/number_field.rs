//! The field in which a number is dragged or typed; all numbers of the window are in one.
//!
//! What is typed is taken over when the field is left or Enter is pressed. What is no number, or none that is
//! allowed, is kept out: the old value stays, the field turns red and keeps the text until it is mended. Arrow keys and
//! drags show what they do at once; Esc brings back the value from before, also of them.

mod back;
mod read;

pub use back::{came_back, follow, withdraw};

use crate::entry::FieldInfo;
use back::{restore, tell};
use bevy_egui::egui::emath::Numeric;
use bevy_egui::egui::response::Flags;
use bevy_egui::egui::text::{CCursor, CCursorRange};
use bevy_egui::egui::text_edit::TextEditState;
use bevy_egui::egui::{
    CornerRadius, DragValue, EventFilter, Id, Key, Modifiers, Response, RichText, Stroke, StrokeKind,
    TextEdit, Tooltip, Ui, Widget, WidgetInfo, WidgetType,
};
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Seconds for which a field that was left says what is wrong with it.
const SAID_FOR: f64 = 5.0;

/// A number as it can be typed.
pub trait Figure: Numeric + Display + FromStr {}

impl<N: Numeric + Display + FromStr> Figure for N {}

/// The field.
#[must_use = "it is shown by `ui.add`"]
pub struct NumberField<'a, N> {
    value: &'a mut N,
    name: &'a str,
    range: RangeInclusive<N>,
    allowed: Option<String>,
    speed: f64,
    decimals: (usize, usize),
    suffix: &'a str,
}

/// A text under way, or one that was refused.
#[derive(Clone, Default)]
struct Typed {
    text: String,
    /// The value that the text was to change.
    was: f64,
    /// The value when the keyboard came to the field, to its last digit.
    before: String,
    changed: bool,
    /// Whether it was being typed in the last frame.
    live: bool,
    fault: Option<String>,
    /// When the fault was told \[seconds\].
    told: f64,
    pass: u64,
}

impl<'a, N: Figure> NumberField<'a, N> {
    /// Of a value; `name` is what assistive tools say.
    pub fn new(value: &'a mut N, name: &'a str) -> Self {
        Self { value, name, range: N::MIN..=N::MAX, allowed: None, speed: 0.1, decimals: (0, 4), suffix: "" }
    }

    /// What may be set.
    pub fn range(self, range: RangeInclusive<N>) -> Self {
        Self { range, allowed: None, ..self }
    }

    /// How much a drag by a point changes it.
    pub fn speed(mut self, speed: f64) -> Self {
        self.speed = speed;
        self
    }

    /// How many decimals are shown, at least and at most.
    pub fn decimals(mut self, least: usize, most: usize) -> Self {
        self.decimals = (least, most);
        self
    }

    /// What stands after the number; it may be typed or left out.
    pub fn suffix(mut self, suffix: &'a str) -> Self {
        self.suffix = suffix;
        self
    }

    /// Speed and range of a field of a record.
    pub fn field(self, info: &FieldInfo) -> Self {
        // What is excluded has a neighbour that is not.
        let min = match info.min_excluded {
            true if N::INTEGRAL => info.min + 1.0,
            true => f64::from((info.min as f32).next_up()),
            false => info.min,
        };
        let max = match info.max_excluded {
            true if N::INTEGRAL => info.max - 1.0,
            true => f64::from((info.max as f32).next_down()),
            false => info.max,
        };
        let (min, max) = (N::from_f64(min), N::from_f64(max));
        Self { allowed: Some(info.range()), speed: info.step, ..self.range(min..=max) }
    }

    /// While nothing is typed: a button that can be dragged.
    fn drag(self, ui: &mut Ui) -> Response {
        let shown = *self.value;
        let drag = DragValue::new(&mut *self.value)
            .range(self.range)
            // What a file holds is not changed by being looked at.
            .clamp_existing_to_range(false)
            .speed(self.speed)
            .min_decimals(self.decimals.0)
            .max_decimals(self.decimals.1)
            .suffix(self.suffix)
            .custom_parser(|_| None);
        // A whole number has more digits than a fraction can hold.
        let drag = if N::INTEGRAL { drag.custom_formatter(move |_, _| shown.to_string()) } else { drag };
        let mut response = ui.add(drag);
        if follow(&response, &shown.to_string()).is_some_and(|before| restore(self.value, &before)) {
            tell(&mut response);
        }
        name(&response, self.name, shown.to_f64());
        response
    }

    /// The field as it is typed into.
    fn edit(&mut self, ui: &mut Ui, id: Id, typed: &mut Typed) -> Response {
        let error = ui.visuals().error_fg_color;
        let padding = ui.spacing().button_padding;
        let size = ui.spacing().interact_size;
        let response = ui.add(
            TextEdit::singleline(&mut typed.text)
                .id(id)
                .horizontal_align(ui.layout().horizontal_align())
                .vertical_align(ui.layout().vertical_align())
                .margin(padding)
                .min_size(size)
                .desired_width(size.x - 2.0 * padding.x)
                .font(ui.style().drag_value_text_style.clone())
                .text_color_opt(typed.fault.is_some().then_some(error)),
        );
        // Esc is for this field, not for what lies behind it.
        let filter = EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        if response.changed() {
            typed.changed = true;
            // "1e" may become a number yet, "ab" does not.
            let begun = typed.text.chars().all(|c| c.is_ascii_digit() || "+-\u{2212}.,eE ".contains(c));
            typed.fault = self.read(&typed.text).err().filter(|_| !begun);
        }
        let mut response = response;
        response.flags.remove(Flags::CHANGED);
        response
    }

    /// Takes over what was typed, or says what is wrong with it. Tells whether the value is another one.
    fn take_over(&mut self, typed: &mut Typed, now: f64) -> bool {
        typed.fault = None;
        if !std::mem::take(&mut typed.changed) {
            return false;
        }
        match self.read(&typed.text) {
            Ok(value) => {
                let other = value != *self.value;
                *self.value = value;
                other
            }
            Err(fault) => {
                (typed.fault, typed.told, typed.changed) = (Some(fault), now, true);
                false
            }
        }
    }

    /// The arrow keys take a step.
    fn step(&mut self, ui: &Ui, typed: &mut Typed) -> bool {
        let (up, down) = ui.input_mut(|i| {
            let mut count = |key| i.count_and_consume_key(Modifiers::NONE, key) as f64;
            (count(Key::ArrowUp), count(Key::ArrowDown))
        });
        if up == down {
            return false;
        }
        let from = self.read(&typed.text).unwrap_or(*self.value).to_f64();
        let step = if N::INTEGRAL { self.speed.max(1.0).round() } else { self.speed };
        let to = from + (up - down) * step;
        let digits = 10f64.powi(6);
        let to = (to * digits).round() / digits;
        *self.value = N::from_f64(to.clamp(self.range.start().to_f64(), self.range.end().to_f64()));
        (typed.text, typed.was) = (self.value.to_string(), self.value.to_f64());
        (typed.changed, typed.fault) = (false, None);
        true
    }
}

fn name(response: &Response, name: &str, value: f64) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::DragValue, response.enabled(), name);
        info.value = Some(value);
        info
    });
}

/// The text of a field: the one that is being typed or was refused, or a new one if the field has the keyboard.
fn typed<N: Figure>(ui: &Ui, id: Id, value: N, focused: bool) -> Option<Typed> {
    let pass = ui.ctx().cumulative_pass_nr();
    let old = ui.data_mut(|data| data.remove_temp::<Typed>(id));
    // One that was out of sight, or whose value is another one by now, is none any more.
    let old = old.filter(|old| old.pass + 1 >= pass && (old.live || focused || old.was == value.to_f64()));
    if old.is_some() || !focused {
        return old;
    }
    let text = value.to_string();
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ui.ctx(), id);
    let (was, before) = (value.to_f64(), text.clone());
    Some(Typed { text, was, before, changed: false, live: true, fault: None, told: 0.0, pass })
}

impl<N: Figure> Widget for NumberField<'_, N> {
    fn ui(mut self, ui: &mut Ui) -> Response {
        // The same in both shapes of the field.
        let id = ui.next_auto_id();
        let has_focus = |ui: &Ui| ui.memory(|memory| memory.has_focus(id));
        let focused = ui.is_enabled() && has_focus(ui);
        let Some(mut typed) = typed(ui, id, *self.value, focused) else { return self.drag(ui) };
        if focused && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            ui.memory_mut(|memory| memory.surrender_focus(id));
            let came = restore(self.value, &typed.before);
            let mut response = self.drag(ui);
            if came {
                tell(&mut response);
            }
            return response;
        }
        let mut other = focused && self.step(ui, &mut typed);
        let mut response = self.edit(ui, id, &mut typed);
        let now = ui.input(|i| i.time);
        if typed.live && !has_focus(ui) {
            other |= self.take_over(&mut typed, now);
            if typed.fault.is_some() && ui.input(|i| i.key_pressed(Key::Enter)) {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
        if other {
            response.mark_changed();
        }
        name(&response, self.name, self.value.to_f64());
        typed.live = has_focus(ui);
        typed.pass = ui.ctx().cumulative_pass_nr();
        if let Some(fault) = &typed.fault {
            let error = ui.visuals().error_fg_color;
            let line = Stroke::new(1.5, error);
            ui.painter().rect_stroke(response.rect, CornerRadius::same(5), line, StrokeKind::Inside);
            let left = SAID_FOR - (now - typed.told);
            if typed.live || response.hovered() || left > 0.0 {
                let tip = Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, response.rect);
                tip.show(|ui| ui.label(RichText::new(fault).color(error)));
                ui.ctx().request_repaint_after_secs(left.max(0.0) as f32);
            }
        }
        if typed.live || typed.fault.is_some() {
            ui.data_mut(|data| data.insert_temp(id, typed));
        }
        response
    }
}
