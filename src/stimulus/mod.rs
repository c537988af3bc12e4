//! What the scene's script does, by the clock.

use crate::nervous::{Creature, MemberOf, Neuron, NeuronState};
use crate::scene::document::{Side, Stimulus};
use crate::senses::SkinForce;
use crate::sim::{Clock, SimSystems, Tick, ticks};
use bevy::app::{App, Plugin};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// The script of a scene: the document's stimuli, and the same as things to do at a tick.
#[derive(Resource, Debug, Default)]
pub struct Script {
    stimuli: Vec<Stimulus>,
    touches: Vec<(Timing, ScriptedTouch)>,
    injections: Vec<(Timing, Injection)>,
}

/// When a stimulus acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The first tick in which it acts.
    pub first: u64,
    /// Ticks that it lasts.
    pub lasts: u64,
    /// Ticks from one start to the next; 0: it happens once.
    pub every: u64,
    /// How often in all; 0: without end.
    pub times: u64,
}

impl Timing {
    fn new(at: f32, seconds: Option<f32>, every: f32, times: u32) -> Self {
        Self {
            first: ticks(f64::from(at)) + 1,
            lasts: seconds.map_or(1, |s| ticks(f64::from(s))),
            every: ticks(f64::from(every)),
            times: u64::from(times),
        }
    }

    /// When a stimulus of the document acts.
    #[must_use]
    pub fn of(stimulus: &Stimulus) -> Self {
        match stimulus {
            Stimulus::Touch { at, seconds, every, times, .. } => {
                Self::new(*at, Some(*seconds), *every, *times)
            }
            Stimulus::Inject { at, every, times, .. } => Self::new(*at, None, *every, *times),
        }
    }

    /// Whether it acts in this tick.
    #[must_use]
    pub fn acts(&self, tick: u64) -> bool {
        let Some(since) = tick.checked_sub(self.first) else { return false };
        if self.every == 0 {
            return since < self.lasts;
        }
        // Repeats may overlap when one lasts longer than the interval: it is enough that the
        // last one begun, or the last one of all, is still on.
        let begun = since / self.every;
        let latest = if self.times == 0 { begun } else { begun.min(self.times - 1) };
        since - latest * self.every < self.lasts
    }

    /// The last tick in which it acts; `None`: it goes on for ever.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        let repeats = match (self.every, self.times) {
            (0, _) => 0,
            (_, 0) => return None,
            (every, times) => every * (times - 1),
        };
        Some(self.first + repeats + self.lasts.saturating_sub(1))
    }
}

#[derive(Clone, Debug, PartialEq)]
struct ScriptedTouch {
    creature: String,
    segments: (u32, u32),
    side: Side,
    force: f32,
}

#[derive(Clone, Debug, PartialEq)]
struct Injection {
    creature: String,
    neuron: String,
    amount: [f32; 2],
}

impl Script {
    /// Compiles a document's stimuli.
    #[must_use]
    pub fn new(stimuli: Vec<Stimulus>) -> Self {
        // Sums of floats hang on their order: take the stimuli in the order of what they are.
        let mut sorted: Vec<&Stimulus> = stimuli.iter().collect();
        sorted.sort_by_cached_key(|s| format!("{s:?}"));
        let (mut touches, mut injections) = (Vec::new(), Vec::new());
        for stimulus in sorted {
            match stimulus {
                Stimulus::Touch { creature, segments, side, force, .. } => {
                    touches.push((
                        Timing::of(stimulus),
                        ScriptedTouch {
                            creature: creature.clone(),
                            segments: *segments,
                            side: *side,
                            force: *force,
                        },
                    ));
                }
                Stimulus::Inject { creature, neuron, amount, .. } => {
                    injections.push((
                        Timing::of(stimulus),
                        Injection {
                            creature: creature.clone(),
                            neuron: neuron.clone(),
                            amount: [amount.0, amount.1],
                        },
                    ));
                }
            }
        }
        Self { stimuli, touches, injections }
    }

    /// The stimuli as the document has them.
    #[must_use]
    pub fn stimuli(&self) -> &[Stimulus] {
        &self.stimuli
    }

    /// The tick after which nothing more happens; `None` for an empty or an endless script.
    #[must_use]
    pub fn last_tick(&self) -> Option<u64> {
        let timings = self.touches.iter().map(|t| &t.0).chain(self.injections.iter().map(|i| &i.0));
        timings.map(Timing::last).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Whether a touch of the named creature is on in this tick.
    #[must_use]
    pub fn touching(&self, creature: &str, tick: u64) -> bool {
        self.touches.iter().any(|(timing, touch)| touch.creature == creature && timing.acts(tick))
    }
}

/// Runs the script.
pub struct StimulusPlugin;

impl Plugin for StimulusPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Script>()
            .add_systems(Tick, (touch_skin, inject).chain().in_set(SimSystems::Stimulate));
    }
}

fn touch_skin(
    script: Res<Script>,
    clock: Res<Clock>,
    mut creatures: Query<(&Name, &mut SkinForce), With<Creature>>,
) {
    for (_, touch) in script.touches.iter().filter(|(timing, _)| timing.acts(clock.tick)) {
        for (name, mut skin) in &mut creatures {
            if name.as_str() != touch.creature {
                continue;
            }
            let last = (touch.segments.1 as usize + 1).min(skin.felt.len());
            let first = (touch.segments.0 as usize).min(last);
            for felt in &mut skin.felt[first..last] {
                if touch.side.left() {
                    felt[0] += touch.force;
                }
                if touch.side.right() {
                    felt[1] += touch.force;
                }
            }
        }
    }
}

fn inject(
    script: Res<Script>,
    clock: Res<Clock>,
    creatures: Query<&Name, With<Creature>>,
    mut neurons: Query<(&Name, &MemberOf, &mut NeuronState), With<Neuron>>,
) {
    for (_, injection) in script.injections.iter().filter(|(timing, _)| timing.acts(clock.tick)) {
        for (name, member, mut state) in &mut neurons {
            let ours = creatures.get(member.0).is_ok_and(|c| c.as_str() == injection.creature);
            if ours && name.as_str() == injection.neuron {
                state.dendrite[0] += injection.amount[0];
                state.dendrite[1] += injection.amount[1];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_first_in_the_tick_after_its_moment() {
        let once = Timing::new(0.99, None, 0.0, 0);
        assert_eq!((1..=200).filter(|t| once.acts(*t)).collect::<Vec<_>>(), [100]);
        let touch = Timing::new(5.0, Some(0.5), 0.0, 0);
        let acting: Vec<u64> = (1..=2000).filter(|t| touch.acts(*t)).collect();
        assert_eq!((acting[0], acting.len(), touch.last()), (501, 50, Some(550)));
    }

    #[test]
    fn repeats_so_often_and_no_more() {
        let timing = Timing::new(1.0, Some(0.02), 0.1, 3);
        let acting: Vec<u64> = (1..=1000).filter(|t| timing.acts(*t)).collect();
        assert_eq!(acting, [101, 102, 111, 112, 121, 122]);
        assert_eq!(timing.last(), Some(122));
        let endless = Timing::new(0.0, None, 1.0, 0);
        assert!(endless.acts(1) && endless.acts(100_001) && !endless.acts(100_002));
        assert_eq!(endless.last(), None);
    }
}
