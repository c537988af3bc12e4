//! What the body of a report did, place by place, in columns of time.

use crate::body::Body;
use crate::senses::SkinForce;

/// Numbers of many places along a body: `values[place][column]`.
pub type Field = Vec<Vec<f32>>;
/// Least and greatest number of many places in each column.
pub type Ranges = Vec<Vec<(f32, f32)>>;

/// What the body of the first creature that has one did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Motion {
    /// Mean bend of every joint \[radians\].
    pub bends: Field,
    /// Its least and greatest bend.
    pub bend_ranges: Ranges,
    /// How far every joint is shortened, in the mean, as a share of its length at rest; negative where it is stretched.
    pub shortening: Field,
    /// How far it is shortened at least and at most.
    pub shortening_ranges: Ranges,
    /// Mean activation of the left and the right muscle of every joint.
    pub muscles: [Field; 2],
    /// Greatest force on every segment, on the side where it is greater.
    pub skin: Field,
}

/// The range of no numbers.
pub const NOTHING: (f32, f32) = (f32::INFINITY, f32::NEG_INFINITY);

/// Takes a value into the mean of the column under way, as its `count`-th.
pub fn average(means: &mut [f32], new: f32, count: f32) {
    if let Some(mean) = means.last_mut() {
        *mean += (new - *mean) / count;
    }
}

/// Takes a value into the range of the column under way.
pub fn widen(ranges: &mut [(f32, f32)], new: f32) {
    if let Some((low, high)) = ranges.last_mut() {
        (*low, *high) = (low.min(new), high.max(new));
    }
}

impl Motion {
    /// Begins a column in everything there is.
    pub fn begin_column(&mut self) {
        let Self { bends, bend_ranges, shortening, shortening_ranges, muscles: [left, right], skin } = self;
        for values in [bends, shortening, left, right, skin].into_iter().flatten() {
            values.push(0.0);
        }
        for ranges in [bend_ranges, shortening_ranges].into_iter().flatten() {
            ranges.push(NOTHING);
        }
    }

    /// Takes in a tick, the `count`-th of its column.
    pub fn take(&mut self, body: &Body, skin: Option<&SkinForce>, count: f32) {
        if self.bends.is_empty() {
            // The first column has begun before the body was known.
            let joints = body.joints.len();
            let field = vec![vec![0.0]; joints];
            (self.bends, self.shortening) = (field.clone(), field.clone());
            self.muscles = [field.clone(), field];
            let ranges = vec![vec![NOTHING]; joints];
            (self.bend_ranges, self.shortening_ranges) = (ranges.clone(), ranges);
            self.skin = vec![vec![0.0]; body.segments.len()];
        }
        for (place, joint) in body.joints.iter().enumerate().take(self.bends.len()) {
            average(&mut self.bends[place], joint.bend, count);
            widen(&mut self.bend_ranges[place], joint.bend);
            average(&mut self.shortening[place], -joint.stretch, count);
            widen(&mut self.shortening_ranges[place], -joint.stretch);
        }
        for (side, field) in self.muscles.iter_mut().enumerate() {
            for (means, muscles) in field.iter_mut().zip(&body.muscles) {
                average(means, muscles[side].activation, count);
            }
        }
        for (values, felt) in self.skin.iter_mut().zip(skin.into_iter().flat_map(|s| &s.felt)) {
            if let Some(value) = values.last_mut() {
                *value = value.max(felt[0].max(felt[1]));
            }
        }
    }
}
