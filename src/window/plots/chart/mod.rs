//! Shows a [`Sheet`]: every lane is a plot of `egui_plot`, one below the other, with a common time
//! and a common cursor. What the library has no notion of stands around it: which lanes there is
//! room for, their names, the button that lets a neuron go.

mod band;
mod cursors;
mod items;
mod lane;
mod reading;
mod rows;

pub use cursors::Moved;

use super::sheet::{Axis, Content, Curves, Lane, Sheet, number, places};
use crate::edit::NeuronKey;
use crate::window::paint::theme::{Palette, readable, small};
use bevy_egui::egui::{
    self, Color32, FontId, Painter, Pos2, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, pos2,
    vec2,
};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotResponse, PlotTransform};

/// Room left of the lanes for names and numbers \[points\].
const GUTTER: f32 = 104.0;
/// Room below the lanes for the axis \[points\].
const FOOT: f32 = 17.0;
/// Room between lanes \[points\].
const GAP: f32 = 4.0;
/// Room that the axis gives each of its numbers \[points\].
const PITCH: f64 = 78.0;

/// What was done on the chart.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How far it was dragged \[units of the axis\].
    pub dragged: f64,
    /// How much of the axis a point of the screen is \[its units\].
    pub point: f64,
    /// Whether it is being dragged.
    pub held: bool,
    /// Where on the axis it was clicked.
    pub clicked: Option<f64>,
    /// Whether it was clicked twice.
    pub double_clicked: bool,
    /// Where on the axis the pointer is.
    pub pointer: Option<f64>,
    /// A neuron to let go.
    pub unpin: Option<NeuronKey>,
    /// A cursor that was moved.
    pub moved: Option<(usize, Moved)>,
    /// What the lanes have in common.
    group: Option<egui::Id>,
    /// Where the axis lies on the screen.
    transform: Option<PlotTransform>,
}

impl Outcome {
    /// Gives a cursor the keyboard, once it is there.
    pub fn grasp(&self, ui: &Ui, which: usize) {
        let Some(group) = self.group else { return };
        ui.data_mut(|data| data.insert_temp(cursors::grasped(group), which));
        ui.ctx().request_repaint();
    }

    /// What has the keyboard when a cursor has it.
    pub fn handle(&self, which: usize) -> Option<egui::Id> {
        Some(cursors::handle(self.group?, which))
    }

    /// Takes in what was done on one lane.
    fn note<T>(&mut self, plot: &PlotResponse<T>) {
        let response = &plot.response;
        if response.dragged() {
            self.held = true;
            self.dragged += f64::from(response.drag_delta().x) * plot.transform.dvalue_dpos()[0];
        }
        self.double_clicked |= response.double_clicked();
        if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            self.clicked = Some(plot.transform.value_from_position(at).x);
        }
        if let Some(at) = response.hover_pos() {
            self.pointer = Some(plot.transform.value_from_position(at).x);
            self.point = plot.transform.dvalue_dpos()[0];
        }
    }
}

/// Type of the numbers and names in a chart.
fn font() -> FontId {
    small()
}

/// Marks of the grid at round places, about so many.
fn marks(input: GridInput, about: f64) -> Vec<GridMark> {
    let (values, step_size) = places(input.bounds.0, input.bounds.1, about);
    values.into_iter().map(|value| GridMark { value, step_size }).collect()
}

/// A plot without what would change its bounds by itself: which time is shown is the view's to
/// say, with its limits, for all lanes and for what is saved to a file.
fn still<'a>(id: egui::Id, size: egui::Vec2) -> Plot<'a> {
    Plot::new(id)
        .id(id)
        .width(size.x)
        .height(size.y)
        .auto_bounds(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        // Nothing is done with keys here: it is no stop of the tabulator.
        .sense(Sense::CLICK | Sense::DRAG)
}

/// The numbers of an axis in the type and colour of a chart.
fn hints<'a>(hints: AxisHints<'a>, palette: &Palette) -> AxisHints<'a> {
    hints.tick_label_font(font()).tick_label_color(palette.weak).label_spacing(1.0..=2.0)
}

/// Least height of a lane \[points\].
fn least(lane: &Lane) -> f32 {
    match &lane.content {
        // Those of little weight are low, so that all find room.
        Content::Curves(_) if lane.weight < 0.7 => 28.0,
        Content::Curves(_) => 40.0,
        Content::Heat(_) => 32.0,
        Content::Rows(rows) => (rows.len() as f32 * 0.7).clamp(40.0, 700.0),
        Content::Bars(_) => 62.0,
    }
}

/// Paints the sheet into what room there is; lanes that do not fit are scrolled to.
pub fn show(ui: &mut Ui, sheet: &Sheet, name: &str, palette: &Palette) -> Outcome {
    let room = ui.available_rect_before_wrap();
    let foot = if sheet.x.is_some() { FOOT } else { 0.0 };
    let gaps = GAP * sheet.lanes.len().saturating_sub(1) as f32;
    let need = sheet.lanes.iter().map(least).sum::<f32>() + gaps;
    let view = room.with_max_y((room.bottom() - foot).max(room.top() + 1.0));
    let tall = need.max(view.height());
    let scrolls = need > view.height() + 0.5;
    let right = room.right() - if scrolls { 16.0 } else { 8.0 };
    let whole = ui.interact(view.with_max_x(right), ui.id().with(name), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
    let group = ui.id().with((name, "lanes"));
    let mut outcome = Outcome::default();
    let mut child = ui.new_child(UiBuilder::new().max_rect(view));
    egui::ScrollArea::vertical()
        // The wheel is for time.
        .scroll_source(egui::containers::scroll_area::ScrollSource::SCROLL_BAR)
        .scroll_bar_visibility(if scrolls {
            egui::scroll_area::ScrollBarVisibility::AlwaysVisible
        } else {
            egui::scroll_area::ScrollBarVisibility::AlwaysHidden
        })
        .auto_shrink([false, false])
        .id_salt(group)
        .show(&mut child, |ui| {
            let (inner, _) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
            let mut top = inner.top();
            let spare = tall - need;
            let weights = sheet.lanes.iter().map(|lane| lane.weight).sum::<f32>().max(1e-3);
            let mut first = true;
            for (index, lane) in sheet.lanes.iter().enumerate() {
                let height = least(lane) + spare * lane.weight / weights;
                let rect = Rect::from_min_max(pos2(room.left(), top), pos2(right, top + height));
                top += height + GAP;
                if !rect.intersects(view) {
                    continue;
                }
                names(ui.painter(), lane, rect, palette);
                let name = if lane.name.is_empty() { "releases" } else { &lane.name };
                let name = &format!("Lane of {name}");
                let empty = "nothing was sampled of it in this time";
                let id = group.with(index);
                let place = lane::Place { group, id, first, gutter: GUTTER, name, empty };
                lane::show(ui, lane, sheet, rect, place, palette, &mut outcome);
                first = false;
                if let Some(key) = &lane.pinned
                    && unpin_button(ui, rect, key, palette)
                {
                    outcome.unpin = Some(key.clone());
                }
            }
        });
    outcome.group = Some(group);
    if let Some(transform) = outcome.transform {
        cursors::handles(ui, sheet, group, (&transform, view), palette, &mut outcome);
    }
    if let Some(axis) = sheet.x {
        let strip = Rect::from_min_max(pos2(room.left(), view.bottom()), pos2(right, room.bottom()));
        axis_below(ui, axis, strip, group, palette);
    }
    ui.advance_cursor_after_rect(room);
    outcome
}

/// Shows the one lane of a sheet, small, without names and axis below.
pub fn small_lane(
    ui: &mut Ui,
    sheet: &Sheet,
    rect: Rect,
    name: &str,
    empty: &'static str,
    palette: &Palette,
) {
    let Some(only) = sheet.lanes.first() else { return };
    let id = ui.id().with("small lane");
    let place = lane::Place { group: id, id: id.with(0), first: true, gutter: 36.0, name, empty };
    lane::show(ui, only, sheet, rect, place, palette, &mut Outcome::default());
}

/// The axis below the lanes: of a plot of its own, so that it stays in sight when they scroll.
fn axis_below(ui: &mut Ui, axis: Axis, strip: Rect, group: egui::Id, palette: &Palette) {
    let name = format!("{}, {}", axis.name, axis.unit);
    let galley = ui.painter().layout_no_wrap(name, font(), palette.weak);
    // A long name reaches below the lanes: no number stands there. Half of one is this wide.
    let taken = f64::from(galley.size().x + 22.0 - GUTTER);
    ui.painter().galley(strip.min + vec2(2.0, 2.0), galley, palette.weak);
    let strip = strip.with_min_x(strip.left() + GUTTER);
    let (about, pitch) =
        (f64::from(strip.width()) / PITCH, axis.length() / f64::from(strip.width().max(1.0)));
    let numbers = hints(AxisHints::new_x(), palette).min_thickness(FOOT - 2.0).formatter(move |mark, _| {
        let free = (mark.value - axis.from) / pitch > taken;
        if free { number(mark.value, mark.step_size) } else { String::new() }
    });
    let mut child = ui.new_child(UiBuilder::new().max_rect(strip));
    still(group.with("axis"), strip.size())
        .link_axis(group, [true, false])
        .show_axes([true, false])
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .sense(Sense::hover())
        .custom_x_axes(vec![numbers])
        .x_grid_spacer(move |input| marks(input, about))
        .show(&mut child, |plot| plot.set_plot_bounds_x(axis.from..=axis.to));
}

/// What stands left of a lane: its name and unit, the names of its curves.
fn names(painter: &Painter, lane: &Lane, rect: Rect, palette: &Palette) {
    if matches!(lane.content, Content::Rows(_)) {
        return;
    }
    let left = rect.left() + 2.0;
    // A pinned one stands right of its cross.
    let inset = if lane.pinned.is_some() { 14.0 } else { 0.0 };
    let color = readable(lane.color, palette.panel);
    text_fitted(painter, pos2(left + inset, rect.top() + 7.0), &lane.name, 64.0 - inset, small(), color);
    if rect.height() > 30.0 {
        text_fitted(painter, pos2(left, rect.top() + 21.0), lane.unit, 64.0, font(), palette.weak);
    }
    if let Content::Curves(curves) = &lane.content {
        legend(painter, curves, rect, palette);
    }
}

/// Names of the curves in their colours, below the name of the lane, as many as there is room for.
/// The legend of the library would lie on the curves of so low a lane.
fn legend(painter: &Painter, curves: &Curves, rect: Rect, palette: &Palette) {
    let mut y = rect.top() + 35.0;
    for (name, color) in curves.names() {
        if y > rect.bottom() - 5.0 {
            return;
        }
        let color = readable(color, palette.panel);
        text_fitted(painter, pos2(rect.left() + 2.0, y), name, 66.0, font(), color);
        y += 12.0;
    }
}

/// The cross at a lane that lets its neuron go.
fn unpin_button(ui: &mut Ui, lane: Rect, key: &NeuronKey, palette: &Palette) -> bool {
    let rect = Rect::from_min_size(lane.min, vec2(14.0, 15.0));
    let name = format!("Unpin {}", key.neuron);
    let response = ui.interact(rect, ui.id().with((&key.creature, &key.neuron, "unpin")), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    let color = if response.hovered() { palette.error } else { palette.weak };
    let c = rect.center();
    for turn in [vec2(3.0, 3.0), vec2(3.0, -3.0)] {
        ui.painter().line_segment([c - turn, c + turn], Stroke::new(1.5, color));
    }
    response.on_hover_text(format!("{name}: take its lane away")).clicked()
}

/// Words from a place to the right, cut with an ellipsis where there is no room.
fn text_fitted(painter: &Painter, at: Pos2, text: &str, room: f32, font: FontId, color: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, color);
}
