//! The tab of the whole run: speed, curvature from head to tail, rates of classes.

use super::super::sheet::{Band, Content, Curve, Curves, Heat, Lane, Look, Sheet};
use super::super::source::Source;
use super::super::twin;
use super::super::widgets::toggle;
use super::columns::Column;
use super::{CLASSES, Long};
use crate::record::SAMPLE_TICKS;
use crate::sim::{TICKS_PER_SECOND, seconds};
use crate::window::paint::theme::{Palette, readable};
use bevy_egui::egui::Ui;
use std::sync::Arc;

/// Columns that a run is drawn in.
const COLUMNS: f64 = 500.0;
/// Rows that a speed is the mean of, at least: a body sways as it crawls.
const LEAST: u32 = (TICKS_PER_SECOND as u64 / SAMPLE_TICKS) as u32;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    speed: bool,
    curvature: bool,
    rates: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { speed: true, curvature: true, rates: true }
    }
}

/// The switches of this tab.
pub fn controls(ui: &mut Ui, options: &mut Options, palette: &Palette) {
    let tip = "Way along the body's own axis in a second, in body lengths; below zero it goes backward";
    toggle(ui, &mut options.speed, "speed", "Plot", palette.curves[0], tip, palette);
    let tip = "Bend of every joint from head to tail, times the joints in a body length: to the left warm, to the right cool";
    toggle(ui, &mut options.curvature, "curvature", "Plot", palette.excite, tip, palette);
    let tip = "Releases a second of the neurons of each class, on average";
    toggle(ui, &mut options.rates, "rates", "Plot", palette.curves[1], tip, palette);
}

/// Rows of a column for so long a stretch of time.
fn rows_for(seconds: f64) -> u32 {
    (seconds * f64::from(LEAST) / COLUMNS).ceil().max(1.0) as u32
}

impl Long {
    /// Columns of so many rows each, at least, that lie in a span of time, and one more at each end.
    fn columns(&self, span: (f64, f64), rows: u32, upto: u64) -> Vec<Arc<Column>> {
        self.kept.columns(&self.series, span, rows, upto)
    }

    /// The speed of the first body over the whole run up to a tick: moments and values.
    #[must_use]
    pub fn speeds(&self, upto: u64) -> Vec<[f64; 2]> {
        if self.riders.is_empty() {
            return Vec::new();
        }
        self.speeds_within((0.0, seconds(upto)), upto)
    }

    /// The same in a span of time, in the columns that it is drawn in.
    #[must_use]
    pub fn speeds_within(&self, span: (f64, f64), upto: u64) -> Vec<[f64; 2]> {
        if self.riders.is_empty() {
            return Vec::new();
        }
        let place = self.place(0);
        let columns = self.columns(span, rows_for(span.1 - span.0).max(LEAST), upto);
        columns.iter().map(|column| [column.at, column.rate(place)]).collect()
    }
}

/// Makes the sheet.
#[must_use]
pub fn sheet(source: &Source, long: &Long, options: Options) -> Sheet {
    let axis = source.axis();
    let rows = rows_for(axis.length());
    let upto = source.samples.tick;
    let span = (axis.from, axis.to);
    let fine = long.columns(span, rows, upto);
    let smooth = if rows >= LEAST { None } else { Some(long.columns(span, LEAST, upto)) };
    let smooth = smooth.as_ref().unwrap_or(&fine);
    let mut sheet = Sheet {
        title: "The whole run".into(),
        about: "speed along the body, its curvature from head to tail, mean rates of classes".into(),
        x: Some(axis),
        ..Sheet::default()
    };
    if options.speed && !long.riders.is_empty() {
        sheet.lanes.push(speed(source, long, smooth));
    }
    if options.curvature {
        for rider in 0..long.riders.len().min(if long.riders.len() > 3 { 1 } else { 3 }) {
            sheet.lanes.push(curvature(long, rider, &fine, source.palette));
        }
    }
    if options.rates {
        sheet.lanes.push(rates(source, long, smooth));
    }
    sheet
}

fn speed(source: &Source, long: &Long, columns: &[Arc<Column>]) -> Lane {
    let palette = source.palette;
    let several = long.riders.len() > 1;
    let curves = long.riders.iter().enumerate().map(|(index, rider)| {
        let color =
            if several { readable(palette.class("", index), palette.well) } else { palette.curves[0] };
        let place = long.place(index);
        let points = columns.iter().map(|column| [column.at, column.rate(place)]).collect();
        let name = if several { rider.name.clone() } else { "speed".into() };
        Curve { name, color, look: Look::Line(1.6), points }
    });
    let mut curves: Vec<Curve> = curves.collect();
    let within = |time: f64| time >= source.range.0 && time <= source.range.1;
    // In the columns of the worm: else the two would differ where they do the same.
    let axis = source.axis();
    if let Some(mut points) = twin::speeds(source.world, (axis.from, axis.to), source.samples.tick) {
        points.retain(|point| within(point[0]));
        curves.insert(
            0,
            Curve { name: twin::GHOST.into(), color: palette.weak, look: Look::Line(1.4), points },
        );
    }
    let band = source.bands.map(|bands| Band {
        name: format!("{} copies", bands.copies),
        color: palette.accent,
        points: bands.speed.iter().filter(|point| within(point[0])).copied().collect(),
    });
    let legend = curves.len() + usize::from(band.is_some()) > 1;
    let curves = Curves { curves, legend, bands: band.into_iter().collect(), ..Curves::default() };
    Lane::new("speed", palette.curves[0], "BL/s", 0.6, Content::Curves(curves))
}

fn curvature(long: &Long, rider: usize, columns: &[Arc<Column>], palette: &Palette) -> Lane {
    let (first, joints) = (long.place(rider) + 1, long.riders[rider].joints);
    // A joint bends by its angle over the length of a segment, of which there is one more in a body.
    let scale = (joints + 1) as f64;
    let values: Vec<f32> = columns
        .iter()
        .flat_map(|column| (0..joints).map(move |joint| (column.each(first + joint) * scale) as f32))
        .collect();
    let most = values.iter().fold(2.0_f32, |most, value| most.max(value.abs()));
    let heat = Heat {
        rows: (0..joints).map(|joint| format!("joint {joint}")).collect(),
        xs: columns.iter().map(|column| column.at).collect(),
        values,
        colors: [palette.well, palette.excite],
        below: Some(palette.inhibit),
        ends: ["head", "tail"],
        wide: columns.windows(2).map(|pair| pair[1].at - pair[0].at).fold(0.0, f64::max),
        most,
    };
    let name = if long.riders.len() > 1 { &long.riders[rider].name } else { "curvature" };
    Lane::new(name, palette.text, "1/BL", 0.8, Content::Heat(heat))
}

fn rates(source: &Source, long: &Long, columns: &[Arc<Column>]) -> Lane {
    let mut curves = Vec::new();
    for (place, class) in long.classes.iter().enumerate().take(CLASSES) {
        if long.members[place] == 0 {
            continue;
        }
        let known = source.graph.classes.iter().find(|known| known.name == *class);
        let color = source.graph.cells.iter().find(|cell| cell.class == *class).map(|cell| cell.color);
        let others = place == CLASSES - 1 && long.classes.len() > CLASSES;
        let name = match known {
            _ if others => "others".to_owned(),
            Some(known) => known.label.to_string(),
            None if class.is_empty() => "no class".to_owned(),
            None => class.clone(),
        };
        let color = readable(color.unwrap_or(source.palette.classless), source.palette.well);
        let points = columns.iter().map(|column| [column.at, column.rate(place)]).collect();
        curves.push(Curve { name, color, look: Look::Line(1.4), points });
    }
    Lane::new(
        "rate",
        source.palette.text,
        "Hz",
        0.6,
        Content::Curves(Curves { curves, legend: true, ..Curves::default() }),
    )
}
