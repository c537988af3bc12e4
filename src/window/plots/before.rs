//! What is said of the time before something was looked at.

/// What is to be said of the time before the first samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Before {
    /// Nothing: nothing is known of it.
    #[default]
    Nothing,
    /// It is being filled in, back to a tick.
    Coming(u64),
    /// It is not filled in, back to a tick, for a reason.
    Never(u64, &'static str),
}

impl Before {
    /// The stretch of ticks before the first that is known, and what is said of it.
    #[must_use]
    pub fn stretch(self, first: Option<u64>, now: u64) -> Option<(u64, u64, &'static str)> {
        let (from, words) = match self {
            Self::Nothing => return None,
            Self::Coming(from) => (from, "is being replayed"),
            Self::Never(from, why) => (from, why),
        };
        let to = first.map_or(now, |first| first.saturating_sub(1));
        (to > from).then_some((from, to, words))
    }
}
