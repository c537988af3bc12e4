//! An answer as a picture: points with what runs through them and a band around it, or bars of effects.

use super::answer::{Answer, Series};
use super::asked::Kind;
use crate::window::paint::controls::named;
use crate::window::paint::theme::{Palette, class_color, fade, number, small};
use crate::window::paint::view::round_step;
use crate::window::paint::widgets::sentence;
use bevy_egui::egui::{Align2, Color32, CornerRadius, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};
use egui_plot::{
    AxisHints, FilledArea, GridInput, GridMark, Legend, Line, MarkerShape, Plot, PlotPoints, Points,
};

/// Bars are as long as the strongest effect, but not as one beyond this \[standard deviations\].
const FAR: f64 = 20.0;
/// Height of a bar, and the room for its name and for its number \[points\].
const BAR: f32 = 17.0;
const NAME: f32 = 120.0;
const NUMBER: f32 = 52.0;
/// Marks along an axis, about.
const MARKS: f64 = 6.0;

/// Shows a measure of an answer: `series` is what is drawn of it.
pub fn show(ui: &mut Ui, answer: &Answer, series: &[Series], measure: &str, height: f32, palette: &Palette) {
    if answer.kind == Kind::Screen {
        return bars(ui, answer, series, height, palette);
    }
    let several = series.len() > 1;
    let x = match answer.kind {
        Kind::Responses => "touch",
        _ => answer.path.rsplit('.').next().unwrap_or_default(),
    };
    let mut plot = Plot::new("experiment")
        .height(height)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .sense(Sense::CLICK | Sense::DRAG)
        .grid_color(fade(palette.line, 0.6))
        .grid_fade(0.0)
        .x_grid_spacer(marks)
        .y_grid_spacer(marks)
        .set_margin_fraction(vec2(0.04, 0.08))
        .custom_x_axes(vec![AxisHints::new_x().label(x.to_owned())])
        .custom_y_axes(vec![AxisHints::new_y().label(measure.to_owned())]);
    if several {
        plot = plot.legend(Legend::default());
    }
    let shown = plot.show(ui, |plot| {
        for (number, series) in series.iter().enumerate() {
            let color = if several { class_color("", number) } else { palette.accent };
            curve(plot, series, color);
        }
    });
    named(shown.response, measure);
}

/// Marks at round places.
fn marks(input: GridInput) -> Vec<GridMark> {
    let (from, to) = input.bounds;
    let step_size = f64::from(round_step(((to - from) / MARKS) as f32));
    let places = (from / step_size).ceil() as i64..=(to / step_size).floor() as i64;
    places.map(|place| GridMark { value: place as f64 * step_size, step_size }).collect()
}

fn curve(plot: &mut egui_plot::PlotUi<'_>, series: &Series, color: Color32) {
    if series.band.len() > 1 {
        let column = |at: usize| series.band.iter().map(|band| band[at]).collect::<Vec<f64>>();
        let (xs, low, high) = (column(0), column(1), column(2));
        plot.add(FilledArea::new(series.name.clone(), &xs, &low, &high).fill_color(fade(color, 0.18)));
    }
    if !series.line.is_empty() {
        let line = Line::new(series.name.clone(), PlotPoints::from(series.line.clone()));
        plot.line(line.color(color).width(2.0));
    }
    let points = if series.points.is_empty() { &series.line } else { &series.points };
    let marks = Points::new(series.name.clone(), PlotPoints::from(points.clone()));
    plot.points(marks.color(fade(color, 0.75)).radius(2.6).shape(MarkerShape::Circle));
}

/// A bar for each effect, the strongest first: to the left what is less without, to the right what is more.
fn bars(ui: &mut Ui, answer: &Answer, series: &[Series], height: f32, palette: &Palette) {
    let several = series.len() > 1;
    let of = |series: &Series| if several { format!(", {}", series.name) } else { String::new() };
    let mut all: Vec<(usize, f64, String)> = Vec::new();
    for series in series {
        all.extend(series.points.iter().map(|[row, effect]| (*row as usize, *effect, of(series))));
    }
    all.sort_by_key(|(row, ..)| *row);
    let most = all.iter().map(|(_, effect, _)| effect.abs().min(FAR)).fold(1.0, f64::max);
    let words = "Less without it to the left, more to the right; in standard deviations of the intact worm.";
    sentence(ui, words, palette);
    let area = ScrollArea::vertical().id_salt("bars").max_height(height - 18.0).auto_shrink([false, false]);
    area.show_rows(ui, BAR, all.len(), |ui, rows| {
        for (row, effect, of) in &all[rows] {
            let effect = *effect;
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
            let name = Rect::from_min_size(rect.min, vec2(NAME, BAR));
            let painter = ui.painter().with_clip_rect(name.intersect(ui.clip_rect()));
            let silenced = format!("{}{of}", answer.silenced(*row));
            painter.text(name.left_center(), Align2::LEFT_CENTER, silenced, small(), palette.text);
            let room = Rect::from_x_y_ranges(name.right() + 6.0..=rect.right() - NUMBER, rect.y_range());
            let middle = room.center().x;
            let share = (effect.clamp(-FAR, FAR) / most) as f32;
            let end = middle + share * room.width() / 2.0;
            let bar = Rect::from_two_pos(pos2(middle, room.top() + 3.0), pos2(end, room.bottom() - 3.0));
            let color = if effect < 0.0 { palette.inhibit } else { palette.excite };
            ui.painter().rect_filled(bar, CornerRadius::same(2), fade(color, 0.85));
            ui.painter().vline(middle, room.y_range(), Stroke::new(1.0, palette.line));
            let text = if effect.is_infinite() {
                if effect < 0.0 { "all less".to_owned() } else { "all more".to_owned() }
            } else {
                format!("{effect:.1}")
            };
            let at = rect.right_center() - vec2(6.0, 0.0);
            ui.painter().text(at, Align2::RIGHT_CENTER, text, number(), palette.text);
        }
    });
}
