//! Traces: a lane for each neuron that is pinned or selected, one for muscles, one for skin.

use super::sheet::{Axis, Band, Content, Curve, Curves, Heat, Lane, Look, Sheet};
use super::source::Source;
use super::track::{Fields, Quantity, Track};
use super::twin;
use super::widgets::{choice, toggle};
use crate::edit::NeuronKey;
use crate::nervous::NeuronParams;
use crate::sim::seconds;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, mix};
use bevy_egui::egui::{Color32, Ui};
use std::collections::VecDeque;

/// What is drawn of the muscles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Muscles {
    /// Nothing.
    #[default]
    Off,
    /// All, as rows of colour.
    All,
    /// The two of one joint, as curves.
    Joint(usize),
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Options {
    /// Quantities of a neuron, in the order of [`Quantity::ALL`].
    pub shown: [bool; 5],
    /// Muscles.
    pub muscles: Muscles,
    /// Force on the skin.
    pub skin: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { shown: [true, false, false, false, true], muscles: Muscles::Off, skin: false }
    }
}

/// The colour of a quantity.
fn color(quantity: Quantity, palette: &Palette) -> Color32 {
    match quantity {
        Quantity::Potential => palette.curves[0],
        Quantity::Pool => palette.curves[1],
        Quantity::Dendrite => palette.curves[2],
        Quantity::Cleft => palette.inhibit,
        Quantity::Received => palette.excite,
    }
}

/// The switches of this tab.
pub fn controls(ui: &mut Ui, options: &mut Options, joints: usize, palette: &Palette) {
    for (index, quantity) in Quantity::ALL.into_iter().enumerate() {
        let on = &mut options.shown[index];
        toggle(ui, on, quantity.name(), "Plot", color(quantity, palette), quantity.about(), palette);
    }
    if joints == 0 {
        return;
    }
    let mut on = options.muscles != Muscles::Off;
    let tip = "Activation of the muscles, 0 to 1: left above right, each from head to tail";
    toggle(ui, &mut on, "muscles", "Plot", palette.muscle_full, tip, palette);
    options.muscles = match (on, options.muscles) {
        (false, _) => Muscles::Off,
        (true, Muscles::Off) => Muscles::All,
        // Another scene may have a shorter worm.
        (true, Muscles::Joint(joint)) => Muscles::Joint(joint.min(joints - 1)),
        (true, all) => all,
    };
    if on {
        let one = matches!(options.muscles, Muscles::Joint(_));
        if choice(ui, "all", !one, "The muscles of all joints", palette) {
            options.muscles = Muscles::All;
        }
        if choice(ui, "joint", one, "The left and the right muscle of one joint", palette) && !one {
            options.muscles = Muscles::Joint(joints / 2);
        }
        if let Muscles::Joint(joint) = &mut options.muscles {
            let field = NumberField::new(joint, "Joint").range(0..=joints - 1);
            let response = ui.add_sized([34.0, 18.0], field);
            response.on_hover_text("Which joint, from 0 at the head");
        }
    }
    let tip = "Force on the skin, left above right, each from head to tail: touches and collisions";
    toggle(ui, &mut options.skin, "skin", "Plot", palette.skin, tip, palette);
}

/// Makes the sheet.
#[must_use]
pub fn sheet(source: &Source, options: &Options, pins: &[NeuronKey]) -> Sheet {
    let palette = source.palette;
    let mut sheet = Sheet {
        title: "Traces".into(),
        about: "transmitter; dashed: threshold; upright lines: releases; shaded: touches".into(),
        x: Some(source.axis()),
        bands: source.bands(),
        ..Sheet::default()
    };
    for (quantity, _) in Quantity::ALL.into_iter().zip(options.shown).filter(|(_, shown)| *shown) {
        sheet.key.push((quantity.name().into(), color(quantity, palette)));
    }
    for &index in &source.chosen {
        let cell = &source.graph.cells[index];
        let track = source.samples.track(cell.entity);
        let threshold = source.world.get::<NeuronParams>(cell.entity).map(|p| f64::from(p.threshold));
        let first = track.and_then(|track| Some(track.points.front()?.tick));
        let mut curves = track.map(|track| curves(track, threshold, source.axis(), options, palette));
        if let Some(curves) = &mut curves {
            beside(source, index, options, curves);
        }
        sheet.lanes.push(Lane {
            name: source.name(index),
            color: cell.color,
            unit: "transmitter",
            pinned: pins.iter().find(|key| **key == cell.key).cloned(),
            weight: 1.0,
            unknown: source.unknown(first),
            content: Content::Curves(curves.unwrap_or_default()),
        });
    }
    let mut more = Vec::new();
    for lane in &sheet.lanes {
        let Content::Curves(curves) = &lane.content else { continue };
        let ghost = curves.curves.iter().filter(|curve| curve.name == twin::GHOST);
        more.extend(ghost.map(|curve| (curve.name.clone(), curve.color)));
        more.extend(curves.bands.iter().map(|band| (band.name.clone(), band.color)));
    }
    for entry in more {
        if !sheet.key.contains(&entry) {
            sheet.key.push(entry);
        }
    }
    let bodies = sheet.lanes.len();
    if let Some(fields) = &source.samples.fields {
        match options.muscles {
            Muscles::All if fields.joints > 0 => sheet.lanes.push(heat(
                "muscles",
                "joint",
                fields,
                (&fields.muscles, fields.joints),
                source.axis(),
                [
                    palette.well,
                    mix(palette.muscle_full, palette.worm_light, if palette.dark { 0.2 } else { 0.0 }),
                ],
            )),
            Muscles::Joint(joint) if joint < fields.joints => {
                sheet.lanes.push(one_joint(fields, joint, source.axis(), palette));
            }
            _ => {}
        }
        if options.skin && fields.segments > 0 {
            let colors = [palette.well, palette.skin];
            let values = (&fields.skin, fields.segments);
            sheet.lanes.push(heat("skin", "segment", fields, values, source.axis(), colors));
        }
        let unknown = source.unknown(fields.ticks.front().copied());
        sheet.lanes[bodies..].iter_mut().for_each(|lane| lane.unknown = unknown);
    }
    sheet
}

/// What lies behind the curves of a neuron: what copies did, and what the ghost did.
fn beside(source: &Source, index: usize, options: &Options, curves: &mut Curves) {
    let (cell, palette) = (&source.graph.cells[index], source.palette);
    if options.shown[0]
        && let Some(bands) = source.bands
    {
        let band = |points: &[[f64; 4]]| Band {
            name: format!("{} copies", bands.copies),
            color: palette.accent,
            points: points.iter().filter(|point| point[0] <= source.range.1).copied().collect(),
        };
        curves.bands.push(band(bands.of(cell.entity)));
    }
    // Of several quantities the first: more of them could not be told apart.
    let first = (0..4).find(|quantity| options.shown[*quantity]);
    let ghost = first.and_then(|first| twin::curve(source.world, &cell.key, first, source.axis(), palette));
    if let Some(ghost) = ghost {
        let stems = curves.curves.iter().take_while(|curve| curve.look == Look::Stems).count();
        curves.curves.insert(stems, ghost);
    }
}

/// What is drawn of a neuron; the threshold with its potential.
pub(super) fn curves(
    track: &Track,
    threshold: Option<f64>,
    axis: Axis,
    options: &Options,
    palette: &Palette,
) -> Curves {
    // Bars first, the potential last: on top of all.
    let order = [4, 3, 1, 2, 0];
    let curves = order
        .into_iter()
        .filter(|index| options.shown[*index])
        .map(|index| {
            let quantity = Quantity::ALL[index];
            let points = track.within(axis).map(|p| [seconds(p.tick), f64::from(p.values[index])]);
            let look = match quantity {
                Quantity::Received => Look::Stems,
                Quantity::Potential => Look::Line(2.0),
                _ => Look::Line(1.2),
            };
            let (name, color) = (quantity.name().to_owned(), color(quantity, palette));
            Curve { name, color, look, points: points.collect() }
        })
        .collect();
    let level = threshold.filter(|_| options.shown[0]).map(|threshold| ("threshold", threshold));
    let marks = track.within(axis).filter(|p| p.released).map(|p| seconds(p.tick)).collect();
    Curves { curves, level, marks, ..Curves::default() }
}

/// First and last sample of the fields on the axis.
fn samples(fields: &Fields, axis: Axis) -> std::ops::Range<usize> {
    let from = fields.ticks.partition_point(|tick| seconds(*tick) < axis.from);
    let to = fields.ticks.partition_point(|tick| seconds(*tick) <= axis.to);
    from..to.max(from)
}

fn heat(
    name: &str,
    row: &str,
    fields: &Fields,
    (values, count): (&VecDeque<f32>, usize),
    axis: Axis,
    colors: [Color32; 2],
) -> Lane {
    let range = samples(fields, axis);
    let rows = ["left", "right"].into_iter().flat_map(|side| (0..count).map(move |i| (side, i)));
    let values: Vec<f32> = values.range(range.start * 2 * count..range.end * 2 * count).copied().collect();
    let greatest = values.iter().copied().fold(0.0, f32::max);
    // Muscles go to 1; where they are weak a finer scale shows more.
    let (most, unit) = match (name, greatest) {
        ("skin", _) => (greatest.max(0.5), "force"),
        (_, 0.0..=0.25) => (0.25, "0 to 0.25"),
        (_, 0.0..=0.5) => (0.5, "0 to 0.5"),
        _ => (1.0, "0 to 1"),
    };
    let heat = Heat {
        rows: rows.map(|(side, index)| format!("{row} {index} {side}")).collect(),
        xs: fields.ticks.range(range).map(|tick| seconds(*tick)).collect(),
        values,
        colors,
        below: None,
        ends: ["left", "right"],
        wide: seconds(1),
        most,
    };
    lane(name, colors[1], unit, Content::Heat(heat))
}

fn one_joint(fields: &Fields, joint: usize, axis: Axis, palette: &Palette) -> Lane {
    let curve = |side: usize, name: &str, color: Color32| {
        let row = side * fields.joints + joint;
        let points = samples(fields, axis)
            .map(|i| [seconds(fields.ticks[i]), f64::from(fields.muscles[i * 2 * fields.joints + row])]);
        Curve { name: name.into(), color, look: Look::Line(1.6), points: points.collect() }
    };
    let curves = vec![curve(0, "left", palette.muscle_full), curve(1, "right", palette.inhibit)];
    let name = format!("joint {joint}");
    lane(
        &name,
        palette.muscle_full,
        "activation",
        Content::Curves(Curves { curves, legend: true, ..Curves::default() }),
    )
}

fn lane(name: &str, color: Color32, unit: &'static str, content: Content) -> Lane {
    Lane { name: name.into(), color, unit, pinned: None, weight: 0.7, unknown: None, content }
}
