//! A small trace in the inspector: the last seconds of one quantity of one neuron, whether or not
//! the plots are open.

use super::chart;
use super::sampler::Scope;
use super::sheet::{Axis, Content, Lane, Sheet};
use super::source;
use super::traces::{self, Muscles, Options};
use super::track::Quantity;
use crate::nervous::NeuronParams;
use crate::sim::Clock;
use crate::window::paint::theme::{Palette, prose};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{RichText, Sense, Ui, vec2};

/// The time shown \[seconds\].
const SPAN: f64 = 5.0;
/// Its height \[points\].
const HIGH: f32 = 64.0;

/// What stands above the trace, and what more there is to say.
fn words(quantity: Quantity, whose: &str) -> (String, String) {
    let words = if quantity == Quantity::Potential {
        format!("potential, the last {SPAN:.0} s; dashed: its threshold")
    } else {
        format!("{} of {whose}, the last {SPAN:.0} s", quantity.name())
    };
    let tip = format!(
        "{}. Upright lines: releases. Point at the trace to read it off; the plots below show more of it",
        quantity.about()
    );
    (words, tip)
}

/// Shows the last seconds of a quantity of the neuron in [`super::Focus`]: a line, upright lines where it
/// released and, with the potential, its threshold. `whose` is the neuron's name.
pub fn glance(
    ui: &mut Ui,
    world: &World,
    neuron: Entity,
    quantity: Quantity,
    whose: &str,
    palette: &'static Palette,
) {
    let (words, tip) = words(quantity, whose);
    ui.horizontal(|ui| {
        ui.label(RichText::new(words).font(prose()).color(palette.weak)).on_hover_text(tip);
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 2.0, HIGH), Sense::hover());
    let to = world.resource::<Clock>().seconds().max(SPAN);
    let axis = Axis { name: "time", unit: "s", from: to - SPAN, to };
    let shown = Quantity::ALL.map(|each| each == quantity);
    let options = Options { shown, muscles: Muscles::Off, skin: false };
    let threshold = world.get::<NeuronParams>(neuron).map(|params| f64::from(params.threshold));
    let track = world.resource::<Scope>().live().track(neuron);
    let first = track.and_then(|track| Some(track.points.front()?.tick));
    let curves = track.map(|track| traces::curves(track, threshold, axis, &options, palette));
    let lane = Lane {
        name: quantity.name().into(),
        color: palette.text,
        unit: "transmitter",
        pinned: None,
        weight: 1.0,
        unknown: source::unknown(world.resource::<Scope>().live(), first, axis),
        content: Content::Curves(curves.unwrap_or_default()),
    };
    let sheet = Sheet { x: Some(axis), lanes: vec![lane], ..Sheet::default() };
    let name = format!("Trace of {whose}'s {}", quantity.name());
    chart::small_lane(ui, &sheet, rect, &name, "appears here while time goes on", palette);
}
