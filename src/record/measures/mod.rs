//! Measures of movement, sample by sample.
//!
//! | measure | how |
//! |---|---|
//! | distance | straight line from the first to the last place of the centre |
//! | path | sum of the steps of the centre from sample to sample |
//! | straightness | distance / path |
//! | speed | steps of the centre along the body's own axis, summed, over the time |
//! | frequency, wavelength, stride | `rhythm`: medians over windows of two cycles of steady crawling |
//! | amplitude | half the width of the body across the line from tail to head, [`posture::amplitude`], mean |
//! | reversals | [`reversals()`]: runs of going backward by more than [`LEAST_REVERSAL`] |
//! | contraction | 1 - shortest length / length at rest |
//!
//! The axis of a body points from the middle of its rear half to the middle of its front half; its
//! centre is the mean of its segments. Lengths are in body lengths (at rest), times in seconds.
//!
//! | file | subject |
//! |---|---|
//! | `meter` | all of them together |
//! | `walk` | where a body goes |
//! | `reversals` | runs of going backward |
//! | `rhythm` | finds steady crawling |
//! | `wave` | the wave in it |
//! | `gait` | medians of what was found |
//! | [`posture`] | what a posture takes up |

mod gait;
mod meter;
pub mod posture;
pub mod reversals;
mod rhythm;
mod walk;
mod wave;

pub use gait::Gait;
pub use meter::Meter;
pub(super) use reversals::Fall;
pub use reversals::{LEAST_REVERSAL, Reversal};

use super::{Sample, Track};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use walk::Walk;

/// Declares the measures once: their fields, their names and their order.
macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident: $Type:ty, $value:expr;)*) => {
        /// How a body moved over a span of time.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
        pub struct Measures {
            $($(#[$doc])* pub $name: $Type,)*
        }

        impl Measures {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),*].len();

            /// Names of all measures, in the order of [`Measures::values`].
            pub const NAMES: [&'static str; Self::COUNT] = [$(stringify!($name)),*];

            /// All measures; `None` for those that there are not.
            #[must_use]
            pub fn values(&self) -> [Option<f32>; Self::COUNT] {
                let Self { $($name),* } = *self;
                [$($value),*]
            }
        }
    };
}

measures! {
    /// Straight way from the first to the last place of the centre \[body lengths\].
    distance: f32, Some(distance);
    /// Way of the centre with all its turns \[body lengths\].
    path: f32, Some(path);
    /// `distance / path`: 1 for a straight way; `None` for a body that stayed where it was.
    straightness: Option<f32>, straightness;
    /// Mean speed of the centre along the body's own axis, positive towards the head
    /// \[body lengths per second\].
    speed: f32, Some(speed);
    /// Cycles a second of steady crawling that was not backward \[Hz\]: of the bends of the body, or of its
    /// stretches where these have a rhythm for twice as long. This and the next two are `None` with fewer than three
    /// `cycles`.
    frequency: Option<f32>, frequency;
    /// Length of the wave that runs along the body meanwhile \[body lengths\]; positive when it runs from head to
    /// tail.
    wavelength: Option<f32>, wavelength;
    /// Way along the body in one of these cycles \[body lengths\].
    stride: Option<f32>, stride;
    /// How many such cycles there were.
    cycles: u32, Some(cycles as f32);
    /// The same of steady crawling backward; the wave of most bodies is negative then.
    backward_frequency: Option<f32>, backward_frequency;
    /// The length of the wave meanwhile.
    backward_wavelength: Option<f32>, backward_wavelength;
    /// The way in a cycle, which is negative.
    backward_stride: Option<f32>, backward_stride;
    /// How many cycles there were.
    backward_cycles: u32, Some(backward_cycles as f32);
    /// Mean over time of half the width that the body takes up across the line from tail to head
    /// \[body lengths\].
    amplitude: f32, Some(amplitude);
    /// How often it went backward, by more than [`LEAST_REVERSAL`].
    reversals: u32, Some(reversals as f32);
    /// Mean length of these \[body lengths\]; `None` if there were none.
    reversal_length: Option<f32>, reversal_length;
    /// Greatest shortening of the body: 1 - shortest length / length at rest.
    contraction: f32, Some(contraction);
}

impl Measures {
    /// Its steady crawling forward, or backward.
    #[must_use]
    pub fn gait(&self, backward: bool) -> Gait {
        if backward {
            Gait {
                frequency: self.backward_frequency,
                wavelength: self.backward_wavelength,
                stride: self.backward_stride,
                cycles: self.backward_cycles,
            }
        } else {
            Gait {
                frequency: self.frequency,
                wavelength: self.wavelength,
                stride: self.stride,
                cycles: self.cycles,
            }
        }
    }
}

/// Measures as they are printed: every name is there, with nothing behind it for a network
/// without a body.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MeasuresOrNot(pub Option<Measures>);

impl Serialize for MeasuresOrNot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(measures) = &self.0 {
            return measures.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(Measures::COUNT))?;
        for name in Measures::NAMES {
            map.serialize_entry(name, &None::<f32>)?;
        }
        map.end()
    }
}

/// The samples of a track between two ticks, both included.
fn span(track: &Track, from: u64, to: u64) -> Vec<&Sample> {
    let before = track.samples.partition_point(|s| s.tick < from);
    let after = track.samples.partition_point(|s| s.tick <= to);
    track.samples.range(before..after.max(before)).collect()
}

/// Where a body went over a span of time, without its gait: what can be asked of a long span often.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Way {
    /// As in [`Measures`]; so for all below.
    pub distance: f32,
    /// Way with all its turns.
    pub path: f32,
    /// `distance / path`.
    pub straightness: Option<f32>,
    /// How often it went backward.
    pub reversals: u32,
    /// Mean length of these.
    pub reversal_length: Option<f32>,
}

/// The way of a track from one tick to another; `None` as for [`measure`].
#[must_use]
pub fn way(track: &Track, from: u64, to: u64) -> Option<Way> {
    let mut walk = Walk::new(track.body_length?);
    span(track, from, to).into_iter().for_each(|sample| walk.take(sample));
    walk.way()
}

/// Measures a track from one tick to another (both included where sampled); `None` without a
/// body or with fewer than two samples there.
#[must_use]
pub fn measure(track: &Track, from: u64, to: u64) -> Option<Measures> {
    let mut meter = Meter::new(track.body_length?);
    span(track, from, to).into_iter().for_each(|sample| meter.take(sample));
    meter.measures()
}

/// The places of a track along its own axis between two ticks; none of one without a body.
pub(super) fn places(track: &Track, from: u64, to: u64) -> impl Iterator<Item = reversals::Place> {
    let mut walk = Walk::new(track.body_length.unwrap_or(f32::INFINITY));
    let samples = track.body_length.is_some().then(|| span(track, from, to)).into_iter().flatten();
    samples.map(move |sample| {
        walk.take(sample);
        (sample.tick, walk.place())
    })
}

/// All reversals between two ticks, first to last. One that is under way at the end counts with
/// what it has gone.
#[must_use]
pub fn reversals(track: &Track, from: u64, to: u64) -> Vec<Reversal> {
    let mut reversing = reversals::Reversing::default();
    let mut found: Vec<Reversal> =
        places(track, from, to).filter_map(|place| reversing.take(place)).collect();
    found.extend(reversing.under_way());
    found
}

/// When a body last began to go the other way between two ticks, and whether it goes backward since: the tick at which
/// it had gone [`LEAST_REVERSAL`] that way. It counts as going forward at first.
#[must_use]
pub fn last_turn(track: &Track, from: u64, to: u64) -> Option<(u64, bool)> {
    let mut reversing = reversals::Reversing::default();
    let (mut backward, mut turn) = (false, None);
    for place in places(track, from, to) {
        reversing.take(place);
        let now = reversing.under_way().is_some();
        if std::mem::replace(&mut backward, now) != now {
            turn = Some((place.0, now));
        }
    }
    turn
}

/// The longest way that a body goes backward between two ticks \[body lengths\]: the greatest fall
/// of its place along its own axis. The response to a touch, which may be none (0).
#[must_use]
pub fn furthest_back(track: &Track, from: u64, to: u64) -> f32 {
    let mut fall = Fall::default();
    places(track, from, to).for_each(|place| fall.take(place));
    fall.reversal().map_or(0.0, |reversal| reversal.length)
}

#[cfg(test)]
mod tests;
