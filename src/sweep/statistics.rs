//! Mean, standard deviation and interval of a few values.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// What is said of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation of the sample, by `n - 1`; `None` for a single value.
    pub sd: Option<f64>,
}

impl Summary {
    /// Of values, in their order; `None` of none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let n = values.len();
        if n == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self { n, mean, sd: (n > 1).then(|| (squares / (n - 1) as f64).sqrt()) })
    }

    /// The 95 % interval of the mean, `mean ± t sd / √n`, with Student's t of `n - 1` degrees of freedom.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let t = StudentsT::new(0.0, 1.0, (self.n.checked_sub(1)? as f64).max(1.0)).ok()?.inverse_cdf(0.975);
        let half = t * self.sd? / (self.n as f64).sqrt();
        Some((self.mean - half, self.mean + half))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_a_few_values() {
        assert_eq!(Summary::of(&[]), None);
        let one = Summary::of(&[3.0]).unwrap();
        assert_eq!((one.n, one.mean, one.sd, one.interval()), (1, 3.0, None, None));
        let same = Summary::of(&[2.0, 2.0, 2.0]).unwrap();
        assert_eq!((same.sd, same.interval()), (Some(0.0), Some((2.0, 2.0))));
        // Tables of Student's t: 12.706 for 1 degree of freedom, 2.776 for 4, 2.093 for 19.
        for (n, t) in [(2usize, 12.706), (5, 2.776), (20, 2.093)] {
            let values: Vec<f64> = (0..n).map(|i| i as f64).collect();
            let all = Summary::of(&values).unwrap();
            let (low, high) = all.interval().unwrap();
            let expected = t * all.sd.unwrap() / (n as f64).sqrt();
            assert!(((high - low) / 2.0 - expected).abs() < 1e-3 * expected, "{n}: {low} to {high}");
            assert!(((high + low) / 2.0 - all.mean).abs() < 1e-9);
        }
        assert!(
            (Summary::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).unwrap().sd.unwrap() - 2.138).abs()
                < 1e-3
        );
    }
}
