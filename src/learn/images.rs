//! Images and their classes, and which of them are held out.

use crate::sim::Stream;

/// Images of one size, each of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Images {
    /// Pixels of each.
    pub pixels: usize,
    /// The names of the classes, in their order.
    pub classes: Vec<String>,
    /// The class of each image, as an index into `classes`.
    pub labels: Vec<u32>,
    /// Brightness of all pixels, 0 to 1, image after image.
    pub brightness: Vec<f32>,
}

impl Images {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of one, each 0 to 1.
    #[must_use]
    pub fn image(&self, index: u32) -> &[f32] {
        let start = index as usize * self.pixels;
        &self.brightness[start..start + self.pixels]
    }

    /// The class of one, as an index.
    #[must_use]
    pub fn label(&self, index: u32) -> usize {
        self.labels[index as usize] as usize
    }
}

/// Chance to a number from 0 to below `count`.
fn below(bits: u64, count: usize) -> usize {
    ((u128::from(bits) * count as u128) >> 64) as usize
}

/// Puts a list into an order by chance (Fisher and Yates).
pub(super) fn shuffle(list: &mut [u32], chance: Stream) {
    for last in (1..list.len()).rev() {
        list.swap(last, below(chance.bits(last as u64), last + 1));
    }
}

/// Which images are learned, and which are held out, by chance from a seed: the share of them, rounded.
#[must_use]
pub fn split(count: usize, held_out: f64, seed: u64) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<u32> = (0..count as u32).collect();
    shuffle(&mut order, Stream::new(seed, ["held out"]));
    let held = ((count as f64 * held_out).round() as usize).min(count);
    let learned = order.split_off(held);
    (learned, order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_image_is_on_one_side_and_another_seed_holds_out_others() {
        let (learned, held) = split(1_797, 1.0 / 3.0, 5);
        assert_eq!((learned.len(), held.len()), (1_198, 599));
        let mut all = [learned, held.clone()].concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..1_797));
        let other = split(1_797, 1.0 / 3.0, 6).1;
        let shared = held.iter().filter(|image| other.contains(image)).count();
        // A third of 599 by chance, within four standard deviations.
        assert!((155..245).contains(&shared), "{shared}");
        assert!(split(10, 0.0, 1).1.is_empty());
    }

    #[test]
    fn a_shuffle_favours_no_place() {
        let mut counts = [[0_u32; 4]; 4];
        for seed in 0..6_000 {
            let mut list = [0, 1, 2, 3];
            shuffle(&mut list, Stream::new(seed, ["a"]));
            list.iter().enumerate().for_each(|(place, item)| counts[place][*item as usize] += 1);
        }
        for count in counts.into_iter().flatten() {
            // Five standard deviations of a binomial of 1/4.
            assert!((1_500_i64 - i64::from(count)).abs() < 168, "{counts:?}");
        }
    }
}
