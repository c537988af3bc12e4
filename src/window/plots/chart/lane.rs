//! One lane: its scale, its grid, and what is drawn in it as items of the library.

use super::super::cursors::readings;
use super::super::sheet::{
    Axis, Bar, Content, Curves, Heat, Lane, Look, Row, Sheet, Unknown, number, reading,
};
use super::band::band;
use super::cursors;
use super::items::{Painted, cells, releases, stems, thinned};
use super::reading::{index, note};
use super::{Outcome, PITCH, font, hints, marks, rows, still};
use crate::window::paint::theme::{Palette, fade, mix, prose, readable};
use bevy_egui::egui::{Align2, Id, Rect, RichText, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, vec2};
use egui_plot::{
    AxisHints, BarChart, GridMark, HLine, HoverPosition, Line, LineStyle, PlotPoint, PlotPoints, PlotUi,
    Points, Span, Text, VLine,
};

/// Room for half a number at the edges of a lane \[points\].
const EDGE: f32 = 6.0;
/// Room for the names below bars \[points\].
const BELOW: f32 = 15.0;

/// Which of the lanes it is.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// What all lanes have in common.
    pub group: Id,
    pub id: Id,
    /// The first in sight: it says which time the others show.
    pub first: bool,
    /// Room left of it \[points\].
    pub gutter: f32,
    /// What it is called by assistive tools.
    pub name: &'a str,
    /// What it says while there is nothing to show.
    pub empty: &'static str,
}

/// How a lane is scaled.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// Along the axis.
    x: (f64, f64),
    /// Upwards; downwards for rows.
    y: (f64, f64),
}

/// Height of what a lane draws in, without the names below it \[points\].
fn inner(content: &Content, height: f32) -> f32 {
    (height - if matches!(content, Content::Bars(_)) { BELOW } else { 0.0 }).max(1.0)
}

fn scale(content: &Content, axis: Option<Axis>, height: f32) -> Scale {
    let share = |points: f32| f64::from(points / height.max(4.0 * points));
    let x = axis.map_or((0.0, 1.0), |axis| (axis.from, axis.to));
    let (x, y) = match content {
        Content::Curves(curves) if curves.is_empty() => (x, (0.0, 1.0)),
        Content::Curves(curves) => {
            let (low, high) = curves.range();
            // Room for the number at the lower edge, which is zero for most.
            (x, (low - share(EDGE) * (high - low), high))
        }
        Content::Heat(heat) => (x, (0.0, heat.rows.len() as f64)),
        Content::Rows(rows) => {
            let pad = share(3.0) * rows.len() as f64;
            (x, (-pad, rows.len() as f64 + pad))
        }
        Content::Bars(bars) => {
            let most = bars.iter().map(|bar| bar.value).filter(|v| v.is_finite()).fold(1.0, f64::max);
            ((-0.5, bars.len() as f64 - 0.5), (0.0, most * (1.0 + 1.2 * share(13.0))))
        }
    };
    let sound = |(low, high): (f64, f64)| {
        if low.is_finite() && high.is_finite() && high > low { (low, high) } else { (0.0, 1.0) }
    };
    Scale { x: sound(x), y: sound(y) }
}

/// A number of the scale; none so near the edge that it would reach into the next lane.
fn label(mark: GridMark, (low, high): (f64, f64), height: f32, from_zero: bool) -> String {
    let above = ((mark.value - low) / (high - low)) as f32 * height;
    if above > height - EDGE + 1.0 || (above < EDGE - 1.0 && !from_zero) {
        return String::new();
    }
    let text = number(mark.value, mark.step_size);
    // Beside the name there is room for so many digits.
    if text.chars().count() > 7 { format!("{:.0e}", mark.value) } else { text }
}

/// Shows a lane; `rect` with the gutter.
pub(super) fn show(
    ui: &mut Ui,
    lane: &Lane,
    sheet: &Sheet,
    rect: Rect,
    place: Place<'_>,
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let height = inner(&lane.content, rect.height());
    let width = (rect.width() - place.gutter).max(1.0);
    let scale = scale(&lane.content, sheet.x, height);
    let downwards = matches!(lane.content, Content::Rows(_) | Content::Heat(_));
    let empty = matches!(&lane.content, Content::Curves(curves) if curves.is_empty());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    let mut plot = still(place.id, rect.size())
        .invert_y(downwards)
        .show_grid([sheet.x.is_some() && !empty, !downwards])
        .grid_color(fade(palette.line, 0.6))
        .grid_fade(0.0)
        .cursor_color(fade(palette.strong, 0.4))
        .show_y(matches!(lane.content, Content::Curves(_)))
        .show_x(sheet.x.is_some())
        .x_grid_spacer(move |input| marks(input, f64::from(width) / PITCH))
        .label_formatter(|at| {
            let (HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position }) = at;
            note(lane, sheet, *position)
        });
    let numbers = hints(AxisHints::new_y(), palette).min_thickness(place.gutter);
    plot = match &lane.content {
        Content::Heat(heat) => {
            // The upper half and the lower: their names.
            let rows = heat.rows.len() as f64;
            let halves = [0.25, 0.75].map(|share| GridMark { value: share * rows, step_size: rows });
            let ends = heat.ends;
            let name = move |mark: GridMark| ends[usize::from(mark.value >= rows / 2.0)];
            plot.y_grid_spacer(move |_| halves.to_vec())
                .custom_y_axes(vec![numbers.formatter(move |mark, _| name(mark).to_owned())])
        }
        Content::Rows(_) => plot.y_grid_spacer(|_| Vec::new()).custom_y_axes(vec![numbers]),
        Content::Curves(_) if empty => plot.y_grid_spacer(|_| Vec::new()).custom_y_axes(vec![numbers]),
        Content::Curves(_) | Content::Bars(_) => {
            let from_zero = matches!(lane.content, Content::Bars(_));
            let numbers = numbers.formatter(move |mark, _| label(mark, scale.y, height, from_zero));
            let about = f64::from(height / 25.0).max(1.4);
            plot.y_grid_spacer(move |input| marks(input, about)).custom_y_axes(vec![numbers])
        }
    };
    plot = if let Content::Bars(bars) = &lane.content {
        let (every, names) = names_below(bars, width);
        let names = hints(AxisHints::new_x(), palette)
            .tick_label_color(palette.text)
            .min_thickness(BELOW)
            .formatter(move |mark, _| names.get(mark.value.round() as usize).cloned().unwrap_or_default());
        let count = bars.len();
        plot.custom_x_axes(vec![names]).x_grid_spacer(move |_| {
            let places = (0..count).step_by(every);
            places.map(|place| GridMark { value: place as f64, step_size: every as f64 }).collect()
        })
    } else {
        plot.show_axes([false, true])
            .link_axis(place.group, [true, false])
            .link_cursor(place.group, [true, false])
    };
    let response = plot.show(&mut child, |plot| {
        if place.first {
            plot.set_plot_bounds_x(scale.x.0..=scale.x.1);
        }
        plot.set_plot_bounds_y(scale.y.0..=scale.y.1);
        let at = pointer(plot, scale, downwards);
        for (from, to) in &sheet.bands {
            let color = mix(palette.well, palette.skin, if palette.dark { 0.2 } else { 0.22 });
            plot.add(Span::new("", *from..=*to).fill(color).border(Stroke::NONE));
        }
        if let Some(unknown) = &lane.unknown {
            draw_unknown(plot, *unknown, scale, width, palette);
        }
        let empty = if lane.unknown.is_some() { "" } else { place.empty };
        cursors::ground(plot, sheet, palette);
        match &lane.content {
            Content::Curves(curves) => draw_curves(plot, curves, scale, (width, empty), at, palette),
            Content::Heat(heat) => draw_heat(plot, heat, palette),
            Content::Rows(rows) => draw_rows(plot, rows, at, palette),
            Content::Bars(bars) => draw_bars(plot, bars, scale, vec2(width, height), at, palette),
        }
        cursors::lines(plot, sheet, palette);
    });
    response.response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, place.name));
    if let Content::Rows(all) = &lane.content {
        let transform = response.transform;
        let (top, bottom) = (0.0, all.len() as f64);
        let within = transform
            .frame()
            .with_min_y(transform.position_from_point_y(top))
            .with_max_y(transform.position_from_point_y(bottom));
        rows::names(ui.painter(), all, within, palette);
    }
    let transform = response.transform;
    let lines = readings(lane, sheet, place.first);
    cursors::write(ui.painter(), &lines, *transform.frame(), palette);
    if place.first {
        let places = sheet.cursors.map(|at| at.map(|at| transform.position_from_point_x(at)));
        cursors::letters(ui.painter(), places, *transform.frame(), palette);
    }
    outcome.note(&response);
    if place.first {
        outcome.transform = Some(transform);
    }
}

/// Where the pointer is; the library's own answer is that of the scale of the last frame.
fn pointer(plot: &PlotUi<'_>, scale: Scale, downwards: bool) -> Option<PlotPoint> {
    let (at, rect) = (plot.response().hover_pos()?, plot.response().rect);
    let share = (at - rect.min) / rect.size().max(vec2(1.0, 1.0));
    let along = |(low, high): (f64, f64), share: f32| low + f64::from(share) * (high - low);
    let y = if downwards { share.y } else { 1.0 - share.y };
    Some(PlotPoint::new(along(scale.x, share.x), along(scale.y, y)))
}

/// A stretch of which nothing is known, and what becomes of it.
fn draw_unknown(plot: &mut PlotUi<'_>, unknown: Unknown, scale: Scale, width: f32, palette: &Palette) {
    let Unknown { from, to, words } = unknown;
    let ground = mix(palette.well, palette.weak, 0.16);
    plot.add(Span::new("", from..=to).fill(ground).border(Stroke::new(1.0, fade(palette.weak, 0.5))));
    // About the width of a letter, in units of the axis.
    let letter = 5.6 * (scale.x.1 - scale.x.0) / f64::from(width.max(1.0));
    if (to - from) > letter * words.len() as f64 {
        let middle = PlotPoint::new((from + to) / 2.0, (scale.y.0 + scale.y.1) / 2.0);
        plot.text(Text::new("", middle, RichText::new(words).font(font())).color(palette.weak));
    }
}

fn draw_curves<'a>(
    plot: &mut PlotUi<'a>,
    curves: &'a Curves,
    scale: Scale,
    (width, empty): (f32, &str),
    at: Option<PlotPoint>,
    palette: &Palette,
) {
    if curves.is_empty() {
        let middle = |(low, high): (f64, f64)| (low + high) / 2.0;
        let text = RichText::new(empty).font(prose());
        plot.text(Text::new("", PlotPoint::new(middle(scale.x), middle(scale.y)), text).color(palette.weak));
        return;
    }
    if scale.y.0 < 0.0 && scale.y.1 > 0.0 {
        plot.hline(HLine::new("zero", 0.0).stroke(Stroke::new(1.0, palette.line)));
    }
    for mark in &curves.marks {
        plot.vline(VLine::new("", *mark).stroke(Stroke::new(1.0, fade(palette.flash, 0.35))));
    }
    for part in &curves.bands {
        plot.add(Painted::new(&part.name, band(&part.points, part.color)));
    }
    let column = (scale.x.1 - scale.x.0) / f64::from(width.max(1.0));
    for curve in &curves.curves {
        match curve.look {
            Look::Line(width) => {
                let points = PlotPoints::Owned(thinned(&curve.points, column));
                let line = Line::new(&curve.name, points).stroke(Stroke::new(width, curve.color));
                plot.line(line.allow_hover(false));
            }
            Look::Stems => plot.add(Painted::new(&curve.name, stems(&curve.points, curve.color))),
        }
    }
    if let Some((name, level)) = curves.level {
        let line = HLine::new(name, level).stroke(Stroke::new(1.2, palette.error));
        plot.hline(line.style(LineStyle::Dashed { length: 5.0 }));
    }
    if let Some((name, spot)) = curves.spot {
        let spot = |color, radius: f32| {
            Points::new(name, PlotPoints::from(spot)).color(color).radius(radius).allow_hover(false)
        };
        plot.points(spot(palette.accent, 5.0));
        plot.points(spot(palette.well, 3.0));
    }
    let Some(at) = at else { return };
    for curve in curves.curves.iter().filter(|curve| curve.look != Look::Stems) {
        let Some(point) = curve.near(at.x) else { continue };
        let dot = Points::new("", PlotPoints::from(point)).color(curve.color).radius(3.0);
        plot.points(dot.allow_hover(false));
    }
}

fn draw_heat<'a>(plot: &mut PlotUi<'a>, heat: &'a Heat, palette: &Palette) {
    plot.add(Painted::new("cells", cells(heat)));
    // From head to tail there is no border.
    if heat.below.is_none() {
        let middle = heat.rows.len() as f64 / 2.0;
        plot.hline(HLine::new("middle", middle).stroke(Stroke::new(1.0, palette.line)));
    }
}

fn draw_rows<'a>(plot: &mut PlotUi<'a>, rows: &'a [Row], at: Option<PlotPoint>, palette: &'a Palette) {
    if let Some(row) = at.and_then(|at| index(at.y, rows.len())) {
        let ground = Span::new("", row as f64..=row as f64 + 1.0).axis(egui_plot::Axis::Y);
        plot.add(ground.fill(fade(palette.strong, 0.12)).border(Stroke::NONE));
    }
    plot.add(Painted::new("releases", releases(rows, palette)));
}

/// How many bars share a name, and the names, cut to the room there is.
fn names_below(bars: &[Bar], width: f32) -> (usize, Vec<String>) {
    /// About the width of a letter \[points\].
    const LETTER: f32 = 6.2;
    let pitch = (width / bars.len().max(1) as f32).max(0.1);
    let longest = bars.iter().map(|bar| bar.name.chars().count()).max().unwrap_or(0);
    let every = ((longest as f32 * LETTER + 6.0).min(84.0) / pitch).ceil().max(1.0);
    let room = ((pitch * every - 4.0) / LETTER) as usize;
    let cut = |name: &str| {
        if name.chars().count() <= room {
            name.to_owned()
        } else {
            name.chars().take(room.saturating_sub(1)).chain(['\u{2026}']).collect()
        }
    };
    (every as usize, bars.iter().map(|bar| cut(&bar.name)).collect())
}

fn draw_bars(
    plot: &mut PlotUi<'_>,
    bars: &[Bar],
    scale: Scale,
    size: bevy_egui::egui::Vec2,
    at: Option<PlotPoint>,
    palette: &Palette,
) {
    let pitch = size.x / bars.len().max(1) as f32;
    let width = f64::from((pitch * 0.72).clamp(1.0, 46.0) / pitch);
    // So that even nothing can be seen: a point high.
    let thin = scale.y.1 / f64::from(size.y);
    let pointed = at.and_then(|at| index(at.x + 0.5, bars.len()));
    let shown = bars.iter().enumerate().map(|(place, bar)| {
        let color = if pointed == Some(place) { palette.strong } else { bar.color };
        egui_plot::Bar::new(place as f64, bar.value.max(thin)).width(width).fill(color)
    });
    plot.add(BarChart::new("rates", shown.collect()).allow_hover(false));
    if pitch > 30.0 {
        for (place, bar) in bars.iter().enumerate() {
            let text = RichText::new(reading(bar.value)).font(font());
            let at = PlotPoint::new(place as f64, bar.value + thin);
            let color = readable(palette.text, palette.well);
            plot.text(Text::new("", at, text).color(color).anchor(Align2::CENTER_BOTTOM));
        }
    }
}
