//! What is left of something that fades, after so many ticks.

/// Longest table; beyond it the function itself is asked.
const TABLE: usize = 4096;
/// After so many time constants nothing is left.
const END: f32 = 20.0;

/// `exp(-n / tau)` for whole numbers of ticks.
#[derive(Clone, Debug)]
pub(super) struct Decay {
    tau: f32,
    table: Box<[f32]>,
}

impl Decay {
    /// Of a time constant \[ticks\]; with 0 nothing is left in the next tick.
    pub(super) fn new(tau: f32) -> Self {
        let length = ((tau * END) as usize).saturating_add(1).min(TABLE);
        let table = (0..length as u32).map(|ticks| left(ticks, tau)).collect();
        Self { tau, table }
    }

    /// The same without a table: slower, to the same numbers.
    pub(super) fn without_table(tau: f32) -> Self {
        Self { tau, table: Box::default() }
    }

    /// What is left after so many ticks.
    #[inline]
    pub(super) fn after(&self, ticks: u32) -> f32 {
        match self.table.get(ticks as usize) {
            Some(share) => *share,
            None => self.later(ticks),
        }
    }

    #[cold]
    fn later(&self, ticks: u32) -> f32 {
        left(ticks, self.tau)
    }
}

/// What is left after so many ticks; nothing beyond [`END`] time constants.
pub(super) fn left(ticks: u32, tau: f32) -> f32 {
    if ticks == 0 {
        return 1.0;
    }
    if tau <= 0.0 || f64::from(ticks) > f64::from(tau) * f64::from(END) {
        return 0.0;
    }
    libm::exp(-f64::from(ticks) / f64::from(tau)) as f32
}

/// A value, and the tick it was of.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Fading {
    pub(super) value: f32,
    pub(super) at: u32,
}

impl Fading {
    /// What it has faded to.
    #[inline]
    pub(super) fn now(self, tick: u32, decay: &Decay) -> f32 {
        if self.value == 0.0 { 0.0 } else { self.value * decay.after(tick.wrapping_sub(self.at)) }
    }

    /// Adds to what is left of it, or takes its place.
    pub(super) fn add(&mut self, tick: u32, decay: &Decay, amount: f32, alone: bool) {
        let left = if alone { 0.0 } else { self.now(tick, decay) };
        *self = Self { value: left + amount, at: tick };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_the_function_says_and_ends() {
        for tau in [0.1, 1.0, 10.0, 37.5, 3000.0, 380_000.0] {
            let decay = Decay::new(tau);
            for ticks in [0, 1, 2, 5, 100, 4095, 4096, 70_000, 9_000_000] {
                assert_eq!(decay.after(ticks), left(ticks, tau), "{ticks} / {tau}");
                assert_eq!(Decay::without_table(tau).after(ticks), left(ticks, tau), "{ticks} / {tau}");
            }
            assert_eq!(decay.after((tau * 20.0) as u32 + 1), 0.0);
        }
        assert_eq!([left(0, 0.0), left(1, 0.0)], [1.0, 0.0]);
        assert!((left(10, 10.0) - 0.367_879_44).abs() < 1e-7);
    }

    #[test]
    fn what_is_added_joins_what_is_left_or_stands_alone() {
        let decay = Decay::new(10.0);
        let mut trace = Fading::default();
        trace.add(5, &decay, 1.0, false);
        trace.add(15, &decay, 1.0, false);
        assert!((trace.now(15, &decay) - 1.367_879_4).abs() < 1e-6);
        trace.add(25, &decay, 1.0, true);
        assert_eq!(trace, Fading { value: 1.0, at: 25 });
    }
}
