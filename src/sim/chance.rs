//! Chance that hangs on a seed, on names and on the tick, and on nothing that was drawn before.

use super::StateHasher;
use bevy::math::ops;
use std::f32::consts::TAU;

/// 2^64 over the golden ratio: multiples of it are spread evenly.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Another number for each, well mixed: how `SplitMix64` (Steele, Lea, Flood 2014) finishes what it counts.
#[must_use]
pub const fn well_mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A stream of chance with a number for every tick.
///
/// It is a function of the tick and keeps nothing (a counter-based generator, as Salmon and others 2011): so it is the
/// same whoever else draws, in whatever order, from whichever tick on, and after a run was cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stream(u64);

impl Stream {
    /// That of what has these names, under a seed.
    #[must_use]
    pub fn new<'a>(seed: u64, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut key = StateHasher::default();
        key.write(&seed.to_le_bytes());
        for name in names {
            // With its length, for "ab", "c" is not "a", "bc".
            key.write(&(name.len() as u64).to_le_bytes());
            key.write(name.as_bytes());
        }
        Self(well_mixed(key.finish()))
    }

    /// That of number so many of those that have the same names, from 0.
    #[must_use]
    pub const fn number(self, number: u64) -> Self {
        Self(well_mixed(self.0.wrapping_add(number.wrapping_mul(SPREAD))))
    }

    /// The bits of a tick, each as often 0 as 1.
    #[must_use]
    pub const fn bits(self, tick: u64) -> u64 {
        well_mixed(self.0 ^ well_mixed(tick.wrapping_mul(SPREAD)))
    }

    /// The number of a tick from the normal distribution of mean 0 and standard deviation 1 (Box and Muller 1958); none
    /// is farther from 0 than 6.8.
    #[must_use]
    pub fn normal(self, tick: u64) -> f32 {
        let bits = self.bits(tick);
        // In the middle of its part of 2^-32, and so never 0, of which there is no logarithm.
        let unit = |half: u32| (half as f32 + 0.5) / 4_294_967_296.0;
        let (radius, turn) = (unit((bits >> 32) as u32), unit(bits as u32));
        (-2.0 * ops::ln(radius)).sqrt() * ops::cos(TAU * turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From an implementation of its own, with 64 bits: number, tick, bits, the normal number.
    #[expect(clippy::excessive_precision, reason = "all digits, as they were printed there")]
    const TOLD: [(u64, u64, u64, f64); 10] = [
        (0, 1, 0x6417_d85f_dd71_c60e, 0.906_411_221_884_078_9),
        (0, 2, 0x0026_b6f9_ce38_97fb, 1.318_706_397_135_377_4),
        (0, 3, 0xda54_b54c_cf64_b1b5, 0.208_128_195_191_085_58),
        (0, 1000, 0x7460_eebc_7400_ee70, -1.201_614_634_822_994_4),
        (0, 10_000_000_000, 0x18e8_9004_b61d_6911, -0.518_612_296_541_291),
        (1, 1, 0x9284_bf4a_34e8_2c8f, 0.284_089_224_171_358_07),
        (1, 2, 0x06f1_44b8_aa63_d459, -1.358_808_938_761_147_1),
        (1, 3, 0x22aa_c936_0db6_b587, 1.887_485_951_797_482),
        (1, 1000, 0xb23f_6f35_82db_3dc5, -0.848_794_978_921_927_8),
        (1, 10_000_000_000, 0xf04d_2b16_b4dd_0fa2, -0.096_034_277_882_475_29),
    ];

    #[test]
    fn a_stream_is_what_an_independent_implementation_says() {
        assert_eq!(well_mixed(SPREAD), 0xe220_a839_7b1d_cdaf, "the first number of SplitMix64 from 0");
        let all = Stream::new(7, ["Noise", "Net", "A"]);
        for (number, tick, bits, normal) in TOLD {
            let stream = all.number(number);
            assert_eq!(stream.bits(tick), bits, "{number}, tick {tick}");
            assert!((f64::from(stream.normal(tick)) - normal).abs() < 2e-6, "{number}, tick {tick}");
        }
        // To the bit, on every machine.
        let bits: Vec<u32> = (1..=6).map(|tick| all.number(0).normal(tick).to_bits()).collect();
        assert_eq!(
            bits,
            [1_063_783_062, 1_068_026_723, 1_045_766_040, 3_214_946_883, 1_040_819_680, 3_217_173_905]
        );
    }

    #[test]
    fn streams_of_other_seeds_names_and_numbers_are_others() {
        let one = Stream::new(7, ["Net", "A"]);
        let others = [
            Stream::new(8, ["Net", "A"]),
            Stream::new(7, ["NetA"]),
            Stream::new(7, ["Ne", "tA"]),
            Stream::new(7, ["A", "Net"]),
            Stream::new(7, ["Net", "A", ""]),
            one.number(0),
            one.number(1),
        ];
        for other in others {
            assert!((0..1_000).all(|tick| one.bits(tick) != other.bits(tick)), "{other:?}");
        }
    }

    /// Moments of many numbers lie as near to those of the normal distribution as they should, and numbers beside one
    /// another, in time and in name, have nothing to do with each other.
    #[test]
    fn the_numbers_are_normal_and_independent() {
        const MANY: u64 = 50_000;
        for seed in [0, 1, 12_345] {
            let (one, other) = (Stream::new(seed, ["Net", "A"]), Stream::new(seed, ["Net", "B"]));
            let mean = |of: &dyn Fn(f64, u64) -> f64| {
                (1..=MANY).map(|tick| of(f64::from(one.normal(tick)), tick)).sum::<f64>() / MANY as f64
            };
            // Each bound is five standard errors.
            let error = 5.0 / (MANY as f64).sqrt();
            let power = |power: i32| mean(&|x, _| x.powi(power));
            assert!(power(1).abs() < error, "mean {}", power(1));
            assert!((power(2) - 1.0).abs() < error * 2f64.sqrt(), "variance {}", power(2));
            assert!(power(3).abs() < error * 15f64.sqrt(), "skewness {}", power(3));
            assert!((power(4) - 3.0).abs() < error * 96f64.sqrt(), "fourth moment {}", power(4));
            let with = |of: &dyn Fn(u64) -> f32| mean(&|x, tick| x * f64::from(of(tick)));
            for lag in [1, 2, 3, 64, 100] {
                let product = with(&|tick| one.normal(tick + lag));
                assert!(product.abs() < error, "{lag} ticks later: {product}");
            }
            for (what, stream) in [("another name", other), ("another number", one.number(1))] {
                let product = with(&|tick| stream.normal(tick));
                assert!(product.abs() < error, "{what}: {product}");
            }
            let beyond = mean(&|x, _| f64::from(u8::from(x.abs() > 1.959_964)));
            assert!((beyond - 0.05).abs() < error * 0.218, "beyond the 95 %: {beyond}");
        }
    }

    #[test]
    fn no_number_is_infinite() {
        // What bits there may be at the ends, by the same arithmetic.
        let largest = (-2.0 * ops::ln(0.5f32 / 4_294_967_296.0)).sqrt();
        assert!((6.7..6.8).contains(&largest));
        let numbers = (0..300_000).map(|tick| Stream::default().normal(tick));
        assert!(numbers.into_iter().all(|number| number.abs() <= largest));
        assert!([u64::MAX, 0].into_iter().all(|tick| Stream::default().normal(tick).is_finite()));
    }
}
