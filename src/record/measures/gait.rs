//! A gait: the median of what was measured in windows of steady crawling.

/// Fewer cycles than these are no gait.
const LEAST_CYCLES: u32 = 3;
/// A body that goes back by no more than this in a cycle stays where it is \[body lengths\].
const LEAST_STRIDE: f32 = 0.01;
/// Windows that are kept. Of more, every second is kept, then every fourth, and so on: the median of a long run
/// takes no more room than that of a short one.
const MOST_WINDOWS: usize = 4096;

/// How a body crawled, in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gait {
    /// Cycles a second \[Hz\]; this and what follows are `None` where there were fewer than three cycles.
    pub frequency: Option<f32>,
    /// Length of the wave \[body lengths\], positive when it runs from head to tail.
    pub wavelength: Option<f32>,
    /// Way along the body in a cycle \[body lengths\], negative towards the tail.
    pub stride: Option<f32>,
    /// How many cycles of steady crawling were seen.
    pub cycles: u32,
}

/// Two cycles of steady crawling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// First and last tick.
    pub from: u64,
    pub to: u64,
    /// Length of a cycle \[samples\].
    pub period: f64,
    /// How alike the two are.
    pub likeness: f64,
    pub frequency: f32,
    pub wavelength: Option<f32>,
    pub stride: f32,
}

impl Window {
    pub fn is_backward(&self) -> bool {
        self.stride < -LEAST_STRIDE
    }

    pub fn overlaps(&self, later: &Self) -> bool {
        // As much as two windows of one stretch do that are taken both.
        (later.from as f64) < self.from as f64 + 0.75 * (self.to - self.from) as f64
    }
}

/// The windows of one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Gaits {
    frequencies: Kept,
    wavelengths: Kept,
    strides: Kept,
    cycles: f64,
    /// The ticks that windows cover.
    ticks: u64,
    /// The last tick whose cycle was counted.
    counted: u64,
}

impl Gaits {
    /// Takes in a window.
    pub fn take(&mut self, window: &Window) {
        self.frequencies.take(window.frequency);
        self.strides.take(window.stride);
        if let Some(wavelength) = window.wavelength {
            self.wavelengths.take(wavelength);
        }
        let new = window.to - window.from.max(self.counted).min(window.to);
        self.ticks += new;
        self.cycles += 2.0 * new as f64 / (window.to - window.from) as f64;
        self.counted = window.to;
    }

    /// How many ticks they cover.
    pub const fn ticks(&self) -> u64 {
        self.ticks
    }

    /// What they come to.
    pub fn gait(&self) -> Gait {
        let cycles = self.cycles.round() as u32;
        if cycles < LEAST_CYCLES {
            return Gait { cycles, ..Gait::default() };
        }
        Gait {
            frequency: self.frequencies.median(),
            wavelength: self.wavelengths.median(),
            stride: self.strides.median(),
            cycles,
        }
    }
}

/// Values for a median, thinned where they are many.
#[derive(Clone, Debug, Default)]
struct Kept {
    values: Vec<f32>,
    /// One of two to the power of this is kept.
    thinned: u32,
    seen: u64,
}

impl Kept {
    fn take(&mut self, value: f32) {
        let every = 1u64 << self.thinned;
        if self.seen.is_multiple_of(every) {
            if self.values.len() == MOST_WINDOWS {
                let mut index = 0;
                self.values.retain(|_| {
                    index += 1;
                    index % 2 == 1
                });
                self.thinned += 1;
            }
            if self.seen.is_multiple_of(1 << self.thinned) {
                self.values.push(value);
            }
        }
        self.seen += 1;
    }

    fn median(&self) -> Option<f32> {
        let mut sorted = self.values.clone();
        sorted.sort_unstable_by(f32::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => None,
            count if count % 2 == 1 => Some(sorted[middle]),
            _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_no_more_than_a_short_one() {
        let mut kept = Kept::default();
        for index in 0..1_000_000 {
            kept.take((index % 1000) as f32);
        }
        assert!(kept.values.len() <= MOST_WINDOWS && kept.values.len() > MOST_WINDOWS / 4);
        assert!((kept.median().expect("a median") - 500.0).abs() < 10.0, "{:?}", kept.median());
    }

    #[test]
    fn medians_of_few() {
        let of = |values: &[f32]| {
            let mut kept = Kept::default();
            values.iter().for_each(|value| kept.take(*value));
            kept.median()
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3.0]), Some(3.0));
        assert_eq!(of(&[9.0, 1.0]), Some(5.0));
        assert_eq!(of(&[9.0, 1.0, 2.0]), Some(2.0));
    }
}
