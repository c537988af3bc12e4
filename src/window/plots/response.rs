//! The response curve: how often a neuron fires for a steady input. A copy of the neuron lives
//! by the very rule, [`NeuronState::step`] and [`NeuronState::settle`], alone and apart from the
//! run; it is computed in slices, so that the window never waits for it.

use super::sheet::{Axis, Content, Curve, Curves, Lane, Look, Sheet, places};
use super::source::Source;
use super::widgets::choice;
use crate::nervous::{EXCITATORY, INHIBITORY, NeuronParams, NeuronState, Phase};
use crate::sim::TICKS_PER_SECOND;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, prose, small};
use bevy_egui::egui::{RichText, Ui};

/// Points of a curve.
const POINTS: u32 = 121;
/// Releases that are passed over: what the first ones find is not yet the rhythm.
const SKIPPED: u32 = 3;
/// Intervals between releases that are measured.
const INTERVALS: u32 = 16;
/// Shortest and longest time that a neuron is given for a point \[ticks\].
const PATIENCE: (u64, u64) = (6_000, 200_000);
/// Steps of the rule in one frame: about a millisecond.
const SLICE: u64 = 60_000;

/// A neuron alone with a steady input.
#[derive(Clone, Debug, Default)]
struct Trial {
    state: NeuronState,
    tick: u64,
    releases: u32,
    /// When the first release that counts came, and the last.
    first: u64,
    last: u64,
}

impl Trial {
    /// One tick of the rule with what arrives in it.
    fn step(&mut self, params: &NeuronParams, input: f32) {
        let mut arrived = [0.0; 2];
        arrived[if input < 0.0 { INHIBITORY } else { EXCITATORY }] = input;
        self.state.step(params);
        self.state.settle(params);
        self.state.receive(arrived);
        self.tick += 1;
        if self.state.phase == Phase::Releasing {
            self.releases += 1;
            if self.releases == SKIPPED {
                self.first = self.tick;
            }
            self.last = self.tick;
        }
    }

    fn is_done(&self, patience: u64) -> bool {
        self.tick >= patience || self.releases >= SKIPPED + INTERVALS
    }

    /// Releases per second \[Hz\]. Fewer than are passed over: so many in all that time.
    fn rate(&self) -> f64 {
        let second = f64::from(TICKS_PER_SECOND);
        if self.releases > SKIPPED {
            f64::from(self.releases - SKIPPED) * second / (self.last - self.first) as f64
        } else if self.tick == 0 {
            0.0
        } else {
            f64::from(self.releases) * second / self.tick as f64
        }
    }
}

/// The rate of a neuron with these parameters at a steady input \[Hz\].
#[cfg(test)]
fn rate(params: &NeuronParams, input: f32) -> f64 {
    let mut trial = Trial::default();
    while !trial.is_done(patience(params)) {
        trial.step(params, input);
    }
    trial.rate()
}

/// Time of the shortest cycle: activation, travel, recovery, and one tick of integration, which
/// a threshold below zero does not wait for \[ticks\].
fn shortest(params: &NeuronParams) -> u64 {
    let integration = u64::from(params.threshold >= 0.0);
    1 + u64::from(params.conduction.max(1)) + u64::from(params.refractory) + integration
}

fn patience(params: &NeuronParams) -> u64 {
    (12 * shortest(params)).clamp(PATIENCE.0, PATIENCE.1)
}

/// An input beyond which the neuron surely fires as fast as it can, a round number
/// \[transmitter per tick\].
#[must_use]
pub fn enough(params: &NeuronParams) -> f32 {
    let threshold = params.threshold.max(0.0);
    let whole = threshold / (shortest(params) - 1) as f32;
    let wanted = (1.6 * whole).max(2.5 * threshold * params.leak).max(0.01);
    // The next round number: a fifth of it is round.
    let step = places(0.0, f64::from(wanted), 4.0).1;
    ((f64::from(wanted) / step).ceil() * step) as f32
}

/// The tool.
#[derive(Clone, Debug, Default)]
pub struct Tool {
    /// The largest input, if it was set by hand \[transmitter per tick\].
    pub most: Option<f32>,
    job: Option<Job>,
}

/// A curve under way.
#[derive(Clone, Debug)]
struct Job {
    params: NeuronParams,
    most: f32,
    points: Vec<[f64; 2]>,
    trial: Trial,
}

impl Tool {
    /// Goes on with the curve of a neuron with these parameters; begins anew if they changed.
    pub fn advance(&mut self, params: &NeuronParams) {
        let most = self.most.unwrap_or_else(|| enough(params));
        if self.job.as_ref().is_none_or(|job| job.params != *params || job.most != most) {
            let points = Vec::with_capacity(POINTS as usize);
            self.job = Some(Job { params: *params, most, points, trial: Trial::default() });
        }
        if let Some(job) = &mut self.job {
            job.advance(SLICE);
        }
    }

    /// Share of the curve that is there, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.job.as_ref().map_or(0.0, |job| job.points.len() as f32 / POINTS as f32)
    }
}

impl Job {
    fn advance(&mut self, steps: u64) {
        let patience = patience(&self.params);
        let mut left = steps;
        while self.points.len() < POINTS as usize && left > 0 {
            let input = self.most * self.points.len() as f32 / (POINTS - 1) as f32;
            while !self.trial.is_done(patience) && left > 0 {
                self.trial.step(&self.params, input);
                left -= 1;
            }
            if self.trial.is_done(patience) {
                self.points.push([f64::from(input), self.trial.rate()]);
                self.trial = Trial::default();
            }
        }
    }
}

/// The switches of this tab.
pub fn controls(ui: &mut Ui, tool: &mut Tool, params: &NeuronParams, palette: &Palette) {
    ui.label(RichText::new("input up to").font(small()).color(palette.text));
    let mut most = tool.most.unwrap_or_else(|| enough(params));
    let speed = 0.02 * most.abs().max(0.05);
    let field = NumberField::new(&mut most, "Largest input").range(-1.0e4..=1.0e4);
    let response = ui.add_sized([56.0, 18.0], field.speed(speed.into()).decimals(0, 3));
    let tip = "Transmitter that arrives in every tick, at the right end of the axis; below zero it inhibits";
    if response.on_hover_text(tip).changed() && most != 0.0 {
        tool.most = Some(most);
    }
    let tip = "As far as it takes until the neuron fires as fast as it can";
    if choice(ui, "automatic", tool.most.is_none(), tip, palette) {
        tool.most = None;
    }
    let text = if tool.progress() < 1.0 {
        format!("computing, {:.0} %", 100.0 * tool.progress())
    } else {
        "a copy of the neuron, alone, by the rule".to_owned()
    };
    let tip = "Every point: a copy at rest gets this input in every tick; after three releases the intervals are measured";
    ui.add_space(4.0);
    ui.label(RichText::new(text).font(prose()).color(palette.weak)).on_hover_text(tip);
}

/// Makes the sheet of the selected neuron.
#[must_use]
pub fn sheet(source: &Source, tool: &Tool) -> Sheet {
    let (Some(index), Some(job)) = (source.selected, &tool.job) else { return Sheet::default() };
    let cell = &source.graph.cells[index];
    let palette = source.palette;
    let curve = Curve {
        name: "rate".into(),
        color: palette.curves[0],
        look: Look::Line(2.0),
        points: job.points.clone(),
    };
    let fastest = f64::from(TICKS_PER_SECOND) / shortest(&job.params) as f64;
    let curves = Curves {
        curves: vec![curve],
        level: Some(("fastest", fastest)),
        spot: now(source, job),
        ..Curves::default()
    };
    Sheet {
        title: format!("Response of {}", source.name(index)),
        about: "firing rate for a steady input, by the rule, alone; dashed: as fast as it can; ring: the last second"
            .into(),
        x: Some(Axis {
            name: "input",
            unit: "transmitter/tick",
            from: f64::from(job.most.min(0.0)),
            to: f64::from(job.most.max(0.0)),
        }),
        lanes: vec![Lane {
            name: source.name(index),
            color: cell.color,
            unit: "Hz",
            pinned: None,
            weight: 1.0,
            unknown: None,
            content: Content::Curves(curves),
        }],
        bands: Vec::new(),
        cursors: [None; 2],
        key: vec![("rate".into(), palette.curves[0])],
    }
}

/// What the neuron really received in the last second, on average, and how often it released.
fn now(source: &Source, job: &Job) -> Option<(&'static str, [f64; 2])> {
    let track = source.samples.track(source.graph.cells[source.selected?].entity)?;
    let count = (TICKS_PER_SECOND as usize).min(track.points.len());
    if count < TICKS_PER_SECOND as usize / 2 {
        return None;
    }
    let last = track.points.range(track.points.len() - count..);
    let input = last.clone().map(|point| f64::from(point.values[4])).sum::<f64>() / count as f64;
    let releases = last.filter(|point| point.released).count() as f64;
    let rate = releases * f64::from(TICKS_PER_SECOND) / count as f64;
    let (low, high) = (f64::from(job.most.min(0.0)), f64::from(job.most.max(0.0)));
    (low..=high).contains(&input).then_some(("in the run", [input, rate]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn driven_beyond_measure_it_fires_every_conduction_and_refractory_and_two_ticks() {
        for (conduction, refractory) in [(1, 0), (5, 5), (9, 1), (3, 40)] {
            let params = NeuronParams { conduction, refractory, ..NeuronParams::default() };
            let expected = 100.0 / f64::from(conduction + refractory + 2);
            assert!((rate(&params, 1.0e4) - expected).abs() < 1e-9, "{conduction} {refractory}");
            assert!((rate(&params, enough(&params)) - expected).abs() < 1e-9, "enough is enough");
        }
    }

    #[test]
    fn without_leak_any_input_fires_it_in_the_end() {
        // All that arrives in a cycle is integrated in it, so a cycle takes as many ticks as it
        // takes to pass the threshold. Powers of two: their sums are exact.
        let params = NeuronParams { threshold: 8.0, ..NeuronParams::default() };
        for (input, cycle) in [(1.0, 12.0), (0.5, 17.0), (0.25, 33.0), (0.0625, 129.0)] {
            assert!((rate(&params, input) - 100.0 / cycle).abs() < 1e-9, "{input}: {}", rate(&params, input));
        }
        assert_eq!(rate(&params, 0.0), 0.0);
        assert_eq!(rate(&params, -1.0), 0.0);
    }

    #[test]
    fn with_leak_the_onset_is_threshold_times_leak() {
        let params = NeuronParams { threshold: 10.0, leak: 0.1, ..NeuronParams::default() };
        assert_eq!(rate(&params, 0.99), 0.0);
        assert!(rate(&params, 1.05) > 0.5);
    }

    #[test]
    fn below_zero_a_threshold_needs_no_input() {
        let params = NeuronParams { threshold: -1.0, ..NeuronParams::default() };
        assert!((rate(&params, 0.0) - 100.0 / 11.0).abs() < 1e-9);
    }

    #[test]
    fn slices_give_the_same_curve_as_one_go() {
        let params = NeuronParams { leak: 0.05, ..NeuronParams::default() };
        let job = Job { params, most: 2.0, points: Vec::new(), trial: Trial::default() };
        let (mut whole, mut sliced) = (job.clone(), job);
        whole.advance(u64::MAX);
        let mut slices = 0;
        while sliced.points.len() < POINTS as usize {
            sliced.advance(1_001);
            slices += 1;
        }
        assert_eq!(whole.points, sliced.points);
        assert!(slices > 10);
    }

    #[test]
    fn a_changed_parameter_begins_a_new_curve() {
        let mut tool = Tool::default();
        let params = NeuronParams::default();
        while tool.progress() < 1.0 {
            tool.advance(&params);
        }
        let done = tool.job.clone().expect("a curve").points;
        tool.advance(&params);
        assert_eq!(tool.job.as_ref().expect("a curve").points, done);
        tool.advance(&NeuronParams { threshold: 3.0, ..params });
        assert_ne!(tool.job.as_ref().expect("a curve").points, done);
    }

    proptest! {
        #[test]
        fn it_never_fires_faster_than_it_can(
            conduction in 1_u32..20,
            refractory in 0_u32..20,
            leak in 0.0_f32..1.0,
            input in -2.0_f32..50.0,
        ) {
            let params = NeuronParams { conduction, refractory, leak, ..NeuronParams::default() };
            prop_assert!(rate(&params, input) <= 100.0 / shortest(&params) as f64 + 1e-9);
        }
    }
}
