//! The weights that moved most, against time: what is gathered of them, and their panel.

use super::color::{FAINT, GROUND, INK, SOFT, chosen};
use super::figure::{Align, Figure, Frame, fit};
use super::raster::NAME_ROOM;
use super::recording::Recording;
use super::time::{TimeAxis, border, label, nice, title};
use crate::nervous::{Postsynaptic, Presynaptic, Wiring};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// Synapses that are looked at, at most: of more, so many evenly spread.
const MOST: usize = 2000;
/// Curves that are drawn, at most.
const CURVES: usize = 6;
/// Height of a name \[points\].
const LINE: f32 = 22.0;

/// The history of a synapse that learns.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The neurons at its ends.
    pub name: String,
    /// The weight that it started from.
    pub start: f32,
    /// The weight at the end of each column.
    pub weights: Vec<f32>,
}

impl Moved {
    /// How far it went from where it started, at most.
    fn farthest(&self) -> f32 {
        self.weights.iter().fold(0.0, |farthest, weight| farthest.max((weight - self.start).abs()))
    }
}

/// All that is gathered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Those that are looked at, in canonical order.
    pub synapses: Vec<Moved>,
    /// How many learn.
    pub learning: usize,
    entities: Vec<Entity>,
}

pub(super) type Ends<'w, 's> = Query<'w, 's, (&'static Presynaptic, &'static Postsynaptic)>;

impl Weights {
    /// Looks for the synapses that learn, once the network is there.
    pub(super) fn find(&mut self, wiring: &Wiring, tick: u64, ends: &Ends, names: &Query<&Name>) {
        self.learning = wiring.learned(tick).count();
        let stride = self.learning.div_ceil(MOST).max(1);
        let found: Vec<(Entity, f32)> = wiring
            .learned(tick)
            .step_by(stride)
            .map(|(synapse, learned)| (synapse, learned.start))
            .collect();
        let name = |neuron: Entity| names.get(neuron).map_or("", |name| name.as_str());
        // Another network is another history.
        self.entities = found.iter().map(|(synapse, _)| *synapse).collect();
        self.synapses = found
            .into_iter()
            .map(|(synapse, start)| {
                let ends = ends.get(synapse).ok();
                let name = ends.map_or_else(String::new, |(from, to)| {
                    format!("{}\u{2192}{}", name(from.0), name(to.0))
                });
                Moved { name, start, weights: Vec::new() }
            })
            .collect();
    }

    /// Takes in the end of a column.
    pub(super) fn take(&mut self, wiring: &Wiring, tick: u64, column: usize) {
        for (synapse, moved) in self.entities.iter().zip(&mut self.synapses) {
            if let Some(learned) = wiring.learned_by(*synapse, tick) {
                // What was not there yet stood where it starts.
                moved.weights.resize(column, moved.start);
                moved.weights.push(learned.weight);
            }
        }
    }

    /// Those that moved most, the farthest first; none where nothing moved.
    pub(super) fn farthest(&self, count: usize) -> Vec<&Moved> {
        let mut moved: Vec<&Moved> = self.synapses.iter().filter(|moved| moved.farthest() > 0.0).collect();
        moved.sort_by(|a, b| b.farthest().total_cmp(&a.farthest()));
        moved.truncate(count);
        moved
    }

    /// Whether there is anything to draw.
    pub(super) fn any(&self) -> bool {
        self.synapses.iter().any(|moved| moved.farthest() > 0.0)
    }
}

/// Draws them.
pub fn draw(frame: Frame, recording: &Recording, axis: &TimeAxis, figure: &mut Figure) {
    let weights = &recording.weights;
    let room = ((frame.size().y / LINE) as usize).clamp(1, CURVES);
    let moved = weights.farthest(room);
    let of = if weights.synapses.len() < weights.learning { " looked at" } else { "" };
    let about = format!("the {} that moved most of {}{of} that learn", moved.len(), weights.synapses.len());
    title(frame, "Weights", &about, figure);
    figure.rect(frame, GROUND);
    let values = || moved.iter().flat_map(|moved| moved.weights.iter().chain([&moved.start]));
    let (mut low, mut high) =
        values().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    // What hardly moves is not blown up to the whole height.
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0).max(0.02 * middle.abs()).max(1e-4);
    (low, high) = (middle - half, middle + half);
    let inner = frame.size().y - 12.0;
    let y = |value: f32| frame.max.y - 6.0 - (value - low) / (high - low) * inner;
    let step = nice((high - low) / 3.0);
    let first = (low / step).ceil() as i64;
    for place in first..first + 8 {
        let value = place as f32 * step;
        if value > high {
            break;
        }
        figure.line([Vec2::new(frame.min.x, y(value)), Vec2::new(frame.max.x, y(value))], FAINT, 1.0);
        let text = label(f64::from(value), f64::from(step));
        figure.text(Vec2::new(frame.max.x + 10.0, y(value)), text, 16.0, SOFT, Align::Left);
    }
    let x = axis.by_columns(recording.ticks, recording.per_column);
    for (index, moved) in moved.iter().enumerate() {
        let begin = Vec2::new(x(0.0), y(moved.start));
        let rest = moved.weights.iter().enumerate().map(|(at, weight)| Vec2::new(x(at as f32 + 1.0), y(*weight)));
        figure.line([begin].into_iter().chain(rest).collect::<Vec<_>>(), chosen(index), 1.8);
        let at = Vec2::new(frame.min.x - 10.0, frame.min.y + 0.5 * LINE + index as f32 * LINE);
        let name = fit(&moved.name, NAME_ROOM, 16.0);
        figure.text(at, name, 16.0, chosen(index).toward(INK, 0.2), Align::Right);
    }
    border(frame, figure);
}
