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
}

impl Default for View {
    fn default() -> Self {
        Self { span: 10.0, end: None }
    }
}

impl View {
    /// The longest time that is remembered \[seconds\].
    const LONGEST: f64 = SAMPLES as f64 / TICKS_PER_SECOND as f64;

    /// First and last moment shown \[seconds\].
    #[must_use]
    pub fn range(&self, now: f64) -> (f64, f64) {
        let end = self.end.unwrap_or(now).max(self.span);
        (end - self.span, end)
    }

    /// Zooms by a factor; `at` stays where it is, unless the view follows what happens now.
    pub fn zoom(&mut self, factor: f64, at: f64, now: f64) {
        let (from, to) = self.range(now);
        let share = if self.end.is_some() { (to - at) / (to - from) } else { 0.0 };
        self.span = (self.span * factor).clamp(0.2, Self::LONGEST);
        if self.end.is_some() {
            self.end = Some((at + share * self.span).min(now));
        }
    }

    /// Moves by a span of time; never past what is remembered.
    pub fn pan(&mut self, seconds: f64, now: f64) {
        let (_, end) = self.range(now);
        let first = (now - Self::LONGEST + self.span).max(self.span).min(now.max(self.span));
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
        let mut view = View { span: 10.0, end: Some(20.0) };
        view.zoom(0.5, 12.0, 25.0);
        let (from, to) = view.range(25.0);
        assert!((from - 11.0).abs() < 1e-9 && (to - 16.0).abs() < 1e-9, "{from} {to}");
        view.pan(-1e6, 25.0);
        assert_eq!(view.range(25.0), (0.0, 5.0));
        view.pan(1e6, 25.0);
        assert_eq!(view.range(25.0), (20.0, 25.0));
    }
}
