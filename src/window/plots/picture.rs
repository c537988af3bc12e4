//! A sheet drawn on a page.

use super::cursors;
use super::sheet::{Axis, Content, Curves, Heat, Lane, Look, Row, Sheet, number, places, reading};
use crate::record::report::{Align, Figure, Frame, Image, Rgb};
use bevy::math::Vec2;
use bevy_egui::egui::Color32;

/// Where the lanes of the picture lie.
const PAGE: Frame = Frame::new(190.0, 170.0, 1340.0, 920.0);
const PAPER_INK: Rgb = Rgb(32, 38, 46);
const SOFT: Rgb = Rgb(112, 120, 130);
const FAINT: Rgb = Rgb(214, 217, 220);
const GROUND: Rgb = Rgb(248, 248, 246);
const TOUCH: Rgb = Rgb(204, 130, 20);
const CURSOR: Rgb = Rgb(24, 92, 176);
const LEVEL: Rgb = Rgb(179, 38, 30);

fn rgb(color: Color32) -> Rgb {
    Rgb(color.r(), color.g(), color.b())
}

/// The sheet as a picture.
pub fn figure(sheet: &Sheet) -> Figure {
    let mut figure = Figure::default();
    figure.fitted(Vec2::new(56.0, 52.0), &sheet.title, 1480.0, 38.0, PAPER_INK, Align::Left);
    figure.fitted(Vec2::new(57.0, 92.0), &sheet.about, 1480.0, 20.0, SOFT, Align::Left);
    key(sheet, &mut figure);
    let gap = 14.0;
    let weights = sheet.lanes.iter().map(|lane| lane.weight).sum::<f32>().max(1e-3);
    let room = PAGE.size().y - gap * sheet.lanes.len().saturating_sub(1) as f32;
    let mut top = PAGE.min.y;
    for lane in &sheet.lanes {
        let height = (room * lane.weight / weights).max(4.0);
        let frame = Frame::new(PAGE.min.x, top, PAGE.size().x, height);
        draw_lane(lane, sheet, frame, &mut figure);
        legend(lane, sheet, frame, &mut figure);
        readings(lane, sheet, frame, &mut figure);
        top += height + gap;
    }
    if let Some(axis) = sheet.x {
        cursors(sheet, axis, &mut figure);
        let y = PAGE.max.y + 8.0;
        figure.line([Vec2::new(PAGE.min.x, y), Vec2::new(PAGE.max.x, y)], SOFT, 1.0);
        let (ticks, step) = places(axis.from, axis.to, 10.0);
        for tick in ticks {
            let x = across(axis, PAGE, tick);
            figure.line([Vec2::new(x, y), Vec2::new(x, y + 6.0)], SOFT, 1.0);
            figure.text(Vec2::new(x, y + 20.0), number(tick, step), 18.0, SOFT, Align::Center);
        }
        let name = format!("{}, {}", axis.name, axis.unit);
        figure.text(Vec2::new(PAGE.max.x, y + 46.0), name, 19.0, PAPER_INK, Align::Right);
    }
    figure
}

fn key(sheet: &Sheet, figure: &mut Figure) {
    let mut x = PAGE.min.x;
    for (name, color) in &sheet.key {
        let wide = crate::record::report::text_width(name, 19.0);
        if x + wide + 40.0 > PAGE.max.x {
            break;
        }
        figure.line([Vec2::new(x, 132.0), Vec2::new(x + 26.0, 132.0)], rgb(*color), 4.0);
        figure.text(Vec2::new(x + 34.0, 132.0), name, 19.0, PAPER_INK, Align::Left);
        x += wide + 62.0;
    }
}

/// Names of the curves of a lane in their colours, below its own, as many as there is room for; those that stand above
/// all lanes are not told again.
fn legend(lane: &Lane, sheet: &Sheet, frame: Frame, figure: &mut Figure) {
    let Content::Curves(curves) = &lane.content else { return };
    let mut y = frame.min.y + 56.0;
    for (name, color) in curves.names() {
        let told = sheet.key.iter().any(|(other, _)| other == name);
        if told || y > frame.max.y - 6.0 {
            continue;
        }
        figure.line([Vec2::new(24.0, y), Vec2::new(38.0, y)], rgb(color), 3.0);
        figure.fitted(Vec2::new(44.0, y), name, 88.0, 14.0, PAPER_INK, Align::Left);
        y += 18.0;
    }
}

/// What is read at the cursors, at the upper right of a lane.
fn readings(lane: &Lane, sheet: &Sheet, frame: Frame, figure: &mut Figure) {
    let first = sheet.lanes.first().is_some_and(|first| std::ptr::eq(first, lane));
    let mut y = frame.min.y + 12.0;
    for (text, color) in cursors::readings(lane, sheet, first) {
        if y > frame.max.y - 4.0 {
            return;
        }
        let ink = color.map_or(CURSOR, |color| rgb(color).on_paper().toward(PAPER_INK, 0.2));
        figure.fitted(Vec2::new(frame.max.x - 8.0, y), &text, frame.size().x * 0.6, 15.0, ink, Align::Right);
        y += 18.0;
    }
}

/// The cursors, across all lanes, with their letters.
fn cursors(sheet: &Sheet, axis: Axis, figure: &mut Figure) {
    for (letter, at) in ["A", "B"].into_iter().zip(sheet.cursors) {
        let Some(at) = at.filter(|at| (axis.from..=axis.to).contains(at)) else { continue };
        let x = across(axis, PAGE, at);
        figure.line([Vec2::new(x, PAGE.min.y - 4.0), Vec2::new(x, PAGE.max.y + 8.0)], CURSOR, 1.6);
        figure.text(Vec2::new(x, PAGE.min.y - 14.0), letter, 16.0, CURSOR, Align::Center);
    }
}

fn across(axis: Axis, frame: Frame, x: f64) -> f32 {
    frame.min.x + ((x - axis.from) / (axis.to - axis.from).max(1e-9)) as f32 * frame.size().x
}

fn draw_lane(lane: &Lane, sheet: &Sheet, frame: Frame, figure: &mut Figure) {
    figure.rect(frame, GROUND);
    let color = rgb(lane.color).on_paper().toward(PAPER_INK, 0.3);
    let left = Vec2::new(24.0, frame.min.y + 12.0);
    if !matches!(lane.content, Content::Rows(_)) {
        figure.fitted(left, &lane.name, 108.0, 20.0, color, Align::Left);
        figure.fitted(left + Vec2::new(0.0, 20.0), lane.unit, 108.0, 15.0, SOFT, Align::Left);
    }
    let axis = sheet.x.unwrap_or(Axis { name: "", unit: "", from: 0.0, to: 1.0 });
    let bands = |figure: &mut Figure| {
        for (from, to) in &sheet.bands {
            let (from, to) = (across(axis, frame, from.max(axis.from)), across(axis, frame, to.min(axis.to)));
            if to > from {
                figure.rect(
                    Frame::new(from, frame.min.y, (to - from).max(2.0), frame.size().y),
                    TOUCH.at(0.15),
                );
            }
        }
    };
    match &lane.content {
        Content::Curves(curves) => {
            bands(figure);
            draw_curves(curves, axis, frame, figure);
        }
        Content::Heat(heat) => draw_heat(heat, axis, frame, figure),
        Content::Rows(rows) => {
            bands(figure);
            draw_rows(rows, axis, frame, figure);
        }
        Content::Bars(bars) => {
            let most = bars.iter().map(|bar| bar.value).fold(1.0, f64::max) * 1.08;
            let frame = Frame { max: frame.max - Vec2::new(0.0, 34.0), ..frame };
            let y = |value: f64| frame.max.y - (value / most) as f32 * frame.size().y;
            levels(0.0, most, frame, &y, figure);
            let pitch = frame.size().x / bars.len() as f32;
            let every = (70.0 / pitch).ceil().max(1.0) as usize;
            for (index, bar) in bars.iter().enumerate() {
                let x = frame.min.x + (index as f32 + 0.5) * pitch;
                let wide = (pitch * 0.72).clamp(1.0, 110.0);
                let top = y(bar.value).min(frame.max.y - 1.0);
                figure.rect(
                    Frame::new(x - wide / 2.0, top, wide, frame.max.y - top),
                    rgb(bar.color).on_paper(),
                );
                if every == 1 {
                    figure.text(Vec2::new(x, top - 11.0), reading(bar.value), 15.0, SOFT, Align::Center);
                }
                if index % every == 0 {
                    let at = Vec2::new(x, frame.max.y + 16.0);
                    figure.fitted(at, &bar.name, pitch * every as f32 - 6.0, 16.0, PAPER_INK, Align::Center);
                }
            }
        }
    }
}

fn levels(low: f64, high: f64, frame: Frame, y: &impl Fn(f64) -> f32, figure: &mut Figure) {
    let (ticks, step) = places(low, high, f64::from(frame.size().y / 70.0).max(1.4));
    for tick in ticks {
        let level = y(tick);
        figure.line([Vec2::new(frame.min.x, level), Vec2::new(frame.max.x, level)], FAINT, 0.75);
        figure.text(Vec2::new(frame.min.x - 10.0, level), number(tick, step), 15.0, SOFT, Align::Right);
    }
}

fn draw_curves(curves: &Curves, axis: Axis, frame: Frame, figure: &mut Figure) {
    let (low, high) = curves.range();
    let y = |value: f64| frame.max.y - ((value - low) / (high - low)) as f32 * frame.size().y;
    let x = |value: f64| across(axis, frame, value);
    levels(low, high, frame, &y, figure);
    let shown = |value: f64| value >= axis.from && value <= axis.to;
    for mark in curves.marks.iter().filter(|mark| shown(**mark)) {
        figure.line([Vec2::new(x(*mark), frame.min.y), Vec2::new(x(*mark), frame.max.y)], TOUCH.at(0.4), 1.0);
    }
    for band in &curves.bands {
        let color = rgb(band.color);
        let shown: Vec<&[f64; 4]> = band.points.iter().filter(|point| shown(point[0])).collect();
        for (part, width) in [(1, 0.8), (2, 1.6), (3, 0.8)] {
            let line: Vec<Vec2> = shown.iter().map(|point| Vec2::new(x(point[0]), y(point[part]))).collect();
            if line.len() > 1 {
                figure.line(line, color.at(0.6), width);
            }
        }
    }
    for curve in &curves.curves {
        let color = rgb(curve.color);
        let points = curve.points.iter().filter(|point| shown(point[0]));
        match curve.look {
            Look::Line(width) => {
                let points: Vec<Vec2> = points.map(|point| Vec2::new(x(point[0]), y(point[1]))).collect();
                if points.len() > 1 {
                    figure.line(points, color, 1.1 * width);
                }
            }
            Look::Stems => {
                for point in points.filter(|point| point[1].abs() > 1e-4) {
                    let top = y(point[1]).clamp(frame.min.y, frame.max.y);
                    let (x, zero) = (x(point[0]), y(0.0));
                    figure.line([Vec2::new(x, zero), Vec2::new(x, top)], color.at(0.75), 1.5);
                }
            }
        }
    }
    if let Some((_, level)) = curves.level {
        figure.dashes(Vec2::new(frame.min.x, y(level)), Vec2::new(frame.max.x, y(level)), LEVEL, 1.5);
    }
    if let Some((_, [px, py])) = curves.spot {
        figure.circle(Vec2::new(x(px), y(py)), 8.0, LEVEL, false);
    }
}

fn draw_heat(heat: &Heat, axis: Axis, frame: Frame, figure: &mut Figure) {
    let rows = heat.rows.len().max(1);
    let ground = rgb(heat.colors[0]);
    let mut image = Image::filling(frame, ground);
    let half = 0.6 * heat.wide + (axis.to - axis.from) / 2680.0;
    image.shade(|x, y| {
        let at = axis.from + f64::from(x) * (axis.to - axis.from);
        let row = ((y * rows as f32) as usize).min(rows - 1);
        let sample = heat.near(at).filter(|sample| (heat.xs[*sample] - at).abs() <= half);
        sample.map_or(ground, |sample| {
            let value = heat.values[sample * rows + row] / heat.most.max(1e-6);
            let full = heat.below.filter(|_| value < 0.0).unwrap_or(heat.colors[1]);
            ground.toward(rgb(full), value.abs().clamp(0.0, 1.0))
        })
    });
    figure.image(image);
    let (a, b) = (frame.min, frame.max);
    figure.line([a, Vec2::new(b.x, a.y), b, Vec2::new(a.x, b.y), a], FAINT, 1.0);
    let (quarter, x) = (frame.size().y / 4.0, frame.min.x - 10.0);
    figure.text(Vec2::new(x, frame.min.y + quarter), heat.ends[0], 15.0, SOFT, Align::Right);
    figure.text(Vec2::new(x, frame.max.y - quarter), heat.ends[1], 15.0, SOFT, Align::Right);
    if heat.below.is_some() {
        return;
    }
    let middle = frame.center().y;
    figure.line([Vec2::new(frame.min.x, middle), Vec2::new(frame.max.x, middle)], FAINT, 1.0);
}

fn draw_rows(rows: &[Row], axis: Axis, frame: Frame, figure: &mut Figure) {
    let pitch = frame.size().y / rows.len().max(1) as f32;
    let mut free = f32::NEG_INFINITY;
    for (index, row) in rows.iter().enumerate() {
        let y = frame.min.y + (index as f32 + 0.5) * pitch;
        let color = rgb(row.color).on_paper();
        if y - free >= 15.0 {
            let at = Vec2::new(frame.min.x - 10.0, y);
            figure.fitted(at, &row.name, 150.0, 15.0, color.toward(PAPER_INK, 0.3), Align::Right);
            free = y;
        }
        let high = (pitch * 0.8).clamp(1.0, 22.0);
        for time in row.times.iter().filter(|time| **time >= axis.from && **time <= axis.to) {
            figure.rect(Frame::new(across(axis, frame, *time) - 1.25, y - high / 2.0, 2.5, high), color);
        }
    }
}
