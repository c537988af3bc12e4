//! What copies of the scene with other seeds did: the median and the quartiles at each moment.

use super::track::Track;
use crate::sim::seconds;
use bevy::ecs::entity::Entity;

/// A moment \[seconds\], the lower quartile, the median and the upper quartile there.
pub type Quartiles = [f64; 4];

/// How many they are.
pub const COPIES: u32 = 12;

/// Ticks from one moment of a neuron to the next.
const EVERY: u64 = 5;

/// What copies did.
#[derive(Clone, Debug, Default)]
pub struct Bands {
    /// How many they are.
    pub copies: usize,
    /// Potentials of neurons.
    pub neurons: Vec<(Entity, Vec<Quartiles>)>,
    /// Speed of the first body.
    pub speed: Vec<Quartiles>,
}

impl Bands {
    /// The potential of a neuron.
    #[must_use]
    pub fn of(&self, neuron: Entity) -> &[Quartiles] {
        self.neurons.iter().find(|(own, _)| *own == neuron).map_or(&[], |(_, band)| band)
    }
}

/// The median and the quartiles of some values, which are put in order; between two values by their distance.
#[must_use]
pub fn quartiles(values: &mut [f64]) -> Option<[f64; 3]> {
    let last = values.len().checked_sub(1)?;
    values.sort_by(f64::total_cmp);
    Some([0.25, 0.5, 0.75].map(|share| {
        let place = share * last as f64;
        let (low, part) = (place.floor() as usize, place.fract());
        values[low] + part * (values[(low + 1).min(last)] - values[low])
    }))
}

/// The potentials of a neuron in several worlds.
#[must_use]
pub fn of_potentials(tracks: &[&Track]) -> Vec<Quartiles> {
    let first = tracks.iter().filter_map(|track| Some(track.points.front()?.tick)).max().unwrap_or(0);
    let last = tracks.iter().filter_map(|track| Some(track.points.back()?.tick)).min().unwrap_or(0);
    let mut values = Vec::with_capacity(tracks.len());
    let moments = (first.div_ceil(EVERY)..=last / EVERY).map(|moment| moment * EVERY);
    let at = moments.filter_map(|tick| {
        values.clear();
        values.extend(tracks.iter().filter_map(|track| {
            let point = track.points.get((tick - track.points.front()?.tick) as usize)?;
            (point.tick == tick).then_some(f64::from(point.values[0]))
        }));
        let [low, middle, high] = quartiles(&mut values)?;
        Some([seconds(tick), low, middle, high])
    });
    at.collect()
}

/// The speeds of the first body in several worlds, each with its moments.
#[must_use]
pub fn of_speeds(all: &[Vec<[f64; 2]>]) -> Vec<Quartiles> {
    let Some(first) = all.first() else { return Vec::new() };
    let at = first.iter().enumerate().filter_map(|(index, [time, _])| {
        let values = all.iter().filter_map(|speeds| speeds.get(index).filter(|speed| speed[0] == *time));
        let [low, middle, high] = quartiles(&mut values.map(|speed| speed[1]).collect::<Vec<_>>())?;
        Some([*time, low, middle, high])
    });
    at.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_values() {
        assert_eq!(quartiles(&mut []), None);
        assert_eq!(quartiles(&mut [4.0]), Some([4.0; 3]));
        assert_eq!(quartiles(&mut [4.0, 1.0, 3.0, 2.0, 5.0]), Some([2.0, 3.0, 4.0]));
        assert_eq!(quartiles(&mut [1.0, 2.0]), Some([1.25, 1.5, 1.75]));
    }
}
