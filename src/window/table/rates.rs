//! How often each neuron releases: counted while the table is open.

use crate::nervous::Wiring;
use crate::sim::{Clock, SimSystems, TICKS_PER_SECOND, Tick};
use crate::window::state::SceneBegan;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;
use std::collections::VecDeque;

/// Ticks that are counted: five seconds, so that a neuron that releases now and then has a rate too.
pub const WINDOW: usize = 5 * TICKS_PER_SECOND as usize;

/// The releases of the last seconds.
#[derive(Resource, Clone, Debug, Default)]
pub struct Rates {
    /// Whether somebody wants to know.
    wanted: bool,
    /// Who released, tick by tick, oldest first.
    ticks: VecDeque<Vec<Entity>>,
    counts: HashMap<Entity, u32>,
    last: u64,
}

impl Rates {
    /// Counts from now on, or forgets all.
    pub fn want(&mut self, wanted: bool) {
        if wanted != self.wanted {
            *self = Self { wanted, ..Self::default() };
        }
    }

    /// Whether it counts.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Releases a second of a neuron, as long as it was counted; `None`: not yet.
    #[must_use]
    pub fn of(&self, neuron: Entity) -> Option<f32> {
        let count = self.counts.get(&neuron).copied().unwrap_or(0);
        let ticks = self.ticks.len();
        (ticks > 0).then(|| count as f32 * TICKS_PER_SECOND as f32 / ticks as f32)
    }

    fn take(&mut self, tick: u64, released: impl Iterator<Item = Entity>) {
        if self.last + 1 != tick {
            // A new beginning, or time was turned.
            self.ticks.clear();
            self.counts.clear();
        }
        self.last = tick;
        let mut row = if self.ticks.len() < WINDOW { Vec::new() } else { self.oldest() };
        row.extend(released);
        for neuron in &row {
            *self.counts.entry(*neuron).or_default() += 1;
        }
        self.ticks.push_back(row);
    }

    /// The oldest tick counts no more; its list, empty, for the next.
    fn oldest(&mut self) -> Vec<Entity> {
        let mut row = self.ticks.pop_front().unwrap_or_default();
        for neuron in row.drain(..) {
            if let Some(count) = self.counts.get_mut(&neuron) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&neuron);
                }
            }
        }
        row
    }
}

/// Adds what looks at every tick.
pub fn plugin(app: &mut App) {
    app.init_resource::<Rates>()
        .add_observer(|_: On<SceneBegan>, mut rates: ResMut<Rates>| {
            *rates = Rates { wanted: rates.wanted, ..Rates::default() };
        })
        .add_systems(Tick, count.in_set(SimSystems::Record));
}

fn count(mut rates: ResMut<Rates>, clock: Res<Clock>, wiring: Res<Wiring>) {
    if rates.wanted {
        rates.take(clock.tick, wiring.released.iter().map(|&slot| wiring.neurons[slot as usize]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_that_of_the_last_seconds_and_of_as_much_as_was_counted() {
        let [a, b] = [1, 2].map(|id| Entity::from_raw_u32(id).expect("an entity"));
        let mut rates = Rates::default();
        rates.want(true);
        assert_eq!(rates.of(a), None);
        for tick in 1..=100 {
            rates.take(tick, (tick % 10 == 0).then_some(a).into_iter());
        }
        assert_eq!((rates.of(a), rates.of(b)), (Some(10.0), Some(0.0)));
        for tick in 101..=100 + WINDOW as u64 {
            rates.take(tick, (tick % 100 == 0).then_some(b).into_iter());
        }
        assert_eq!((rates.of(a), rates.of(b)), (Some(0.0), Some(1.0)));
        assert!(rates.counts.len() == 1 && rates.ticks.len() == WINDOW, "nothing old is kept");
        rates.take(7, std::iter::once(a));
        assert_eq!(rates.of(a), Some(100.0), "time was turned: it is counted anew");
    }
}
