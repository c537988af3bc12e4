//! Which time is shown.

use super::track::SAMPLES;
use crate::sim::TICKS_PER_SECOND;

/// Which time is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Length \[seconds\].
    pub span: f64,
    /// Its end \[seconds\]; `None`: now.
    pub end: Option<f64>,
    /// Whether all that was since the beginning is remembered, and not the last minute alone.
    pub whole: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { span: 10.0, end: None, whole: false }
    }
}

impl View {
    /// The whole run, however long it becomes.
    pub const WHOLE: Self = Self { span: f64::INFINITY, end: None, whole: true };
    /// Of a whole run so much is shown at least \[seconds\].
    const SHORT: f64 = 10.0;
    /// The longest time that is remembered \[seconds\].
    const LONGEST: f64 = SAMPLES as f64 / TICKS_PER_SECOND as f64;

    /// The longest time that can be shown \[seconds\].
    fn longest(&self, now: f64) -> f64 {
        if self.whole { now.max(Self::SHORT) } else { Self::LONGEST }
    }

    /// First and last moment shown \[seconds\].
    #[must_use]
    pub fn range(&self, now: f64) -> (f64, f64) {
        let span = self.span.min(self.longest(now));
        let end = self.end.unwrap_or(now).max(span);
        (end - span, end)
    }

    /// Zooms by a factor; `at` stays where it is, unless the view follows what happens now.
    pub fn zoom(&mut self, factor: f64, at: f64, now: f64) {
        let (from, to) = self.range(now);
        let share = if self.end.is_some() { (to - at) / (to - from) } else { 0.0 };
        let longest = self.longest(now);
        let span = ((to - from) * factor).clamp(0.2, longest);
        if self.end.is_some() {
            self.end = Some((at + share * span).min(now));
        }
        // All of a run stays all of it as it becomes longer.
        self.span = if self.whole && span >= longest { f64::INFINITY } else { span };
    }

    /// Moves by a span of time; never past what is remembered.
    pub fn pan(&mut self, seconds: f64, now: f64) {
        let (from, end) = self.range(now);
        let span = end - from;
        let first = (now - self.longest(now) + span).max(span).min(now.max(span));
        self.end = Some((end + seconds).clamp(first, now.max(first)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_it_ends_now_and_zooms_there() {
        let mut view = View::default();
        assert_eq!(view.range(25.0), (15.0, 25.0));
        assert_eq!(view.range(3.0), (0.0, 10.0), "at the beginning the time to come is left free");
        view.zoom(0.5, 16.0, 25.0);
        assert_eq!(view.range(25.0), (20.0, 25.0));
        view.zoom(1e9, 16.0, 25.0);
        assert_eq!(view.span, View::LONGEST);
    }

    #[test]
    fn looking_back_zooms_at_the_pointer_and_stays_within_what_is_remembered() {
        let mut view = View { span: 10.0, end: Some(20.0), whole: false };
        view.zoom(0.5, 12.0, 25.0);
        let (from, to) = view.range(25.0);
        assert!((from - 11.0).abs() < 1e-9 && (to - 16.0).abs() < 1e-9, "{from} {to}");
        view.pan(-1e6, 25.0);
        assert_eq!(view.range(25.0), (0.0, 5.0));
        view.pan(1e6, 25.0);
        assert_eq!(view.range(25.0), (20.0, 25.0));
    }

    #[test]
    fn the_whole_run_grows_with_it_until_it_is_zoomed() {
        let mut view = View::WHOLE;
        assert_eq!((view.range(3.0), view.range(500.0)), ((0.0, 10.0), (0.0, 500.0)));
        view.zoom(0.5, 100.0, 500.0);
        assert_eq!((view.range(500.0), view.range(600.0)), ((250.0, 500.0), (350.0, 600.0)));
        view.zoom(100.0, 100.0, 600.0);
        assert_eq!(view.range(900.0), (0.0, 900.0));
    }
}
