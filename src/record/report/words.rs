//! The words of a report.

use super::figure::fit;
use crate::arena::Medium;
use crate::entry::counted;
use crate::record::Measures;
use crate::scene::document::Scene;
use crate::stimulus::Stimulus;

/// What a report says besides what it draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// The scene's name.
    pub title: String,
    /// Simulated seconds of the run.
    pub seconds: f64,
    /// So many of them, at the beginning, were not measured.
    pub from: f64,
    /// Neurons that were taken out.
    pub ablated: Vec<String>,
    /// Name, releases and measures of every creature.
    pub creatures: Vec<(String, u64, Option<Measures>)>,
    /// Hash of the state at the end.
    pub hash: String,
}

/// A medium in words.
fn medium(medium: Medium) -> String {
    match medium {
        Medium::Agar => "on agar".into(),
        Medium::Water => "in water".into(),
        Medium::Custom { tangential, normal } => format!("drag {tangential} along, {normal} across"),
    }
}

/// The line under the title.
pub fn subtitle(caption: &Caption, scene: &Scene) -> String {
    let mut text = String::new();
    if scene.bodies().next().is_some() {
        text += &medium(scene.arena.medium);
        text += "   ·   ";
    }
    text += &format!("{} s   ·   seed {}", seconds(caption.seconds), scene.seed);
    if caption.from > 0.0 {
        text += &format!("   ·   measured without the first {} s", seconds(caption.from));
    }
    if !caption.ablated.is_empty() {
        text += &format!("   ·   without {}", caption.ablated.join(", "));
    }
    text
}

fn seconds(seconds: f64) -> String {
    let text = format!("{seconds:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The measures of a creature, name by name.
pub fn measures(spikes: u64, measures: Option<Measures>, seconds: f64) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(m) = measures {
        lines.push(("speed", format!("{:.3} body lengths/s {}", m.speed.abs(), way(m.speed))));
        let straight = m.straightness.map_or_else(String::new, |s| format!(", straightness {s:.2}"));
        lines.push(("distance", format!("{:.2} body lengths{straight}", m.distance)));
        let rhythm = |f| format!("{f:.2} Hz, median of {} cycles", m.cycles);
        lines.push(("frequency", m.frequency.map_or("no rhythm".into(), rhythm)));
        let wave = |wavelength: f32| {
            let way = if wavelength < 0.0 { ", tail to head" } else { "" };
            format!("{:.2} body lengths{way}", wavelength.abs())
        };
        lines.extend(m.wavelength.map(|wavelength| ("wavelength", wave(wavelength))));
        lines.extend(m.stride.map(|stride| ("stride", format!("{stride:.2} body lengths a cycle"))));
        if let Some(frequency) = m.backward_frequency {
            let stride = m.backward_stride.map_or_else(String::new, |stride| format!(", stride {stride:.2}"));
            lines.push(("backward", format!("{frequency:.2} Hz{stride}, {} cycles", m.backward_cycles)));
        }
        lines.push(("amplitude", format!("{:.3} body lengths", m.amplitude)));
        let back = m.reversal_length.map_or_else(String::new, |l| format!(", {l:.2} body lengths each"));
        lines.push(("reversals", format!("{}{back}", m.reversals)));
        lines.push(("contraction", format!("{:.0} % at most", m.contraction * 100.0)));
    }
    let rate =
        if seconds > 0.0 { format!(", {:.1} a second", spikes as f64 / seconds) } else { String::new() };
    lines.push(("spikes", format!("{spikes}{rate}")));
    lines
}

/// Which way a speed goes.
pub fn way(speed: f32) -> &'static str {
    if speed < 0.0 { "backward" } else { "forward" }
}

/// A creature in one line.
pub fn in_short(name: &str, spikes: u64, measures: Option<Measures>) -> String {
    let (name, spikes) = (fit(name, 130.0, 18.0), counted(spikes, "spike"));
    measures.map_or_else(
        || format!("{name}: {spikes}"),
        |m| format!("{name}: {:.3} lengths/s {}, {spikes}", m.speed.abs(), way(m.speed)),
    )
}

/// A stimulus as it is written over its band.
pub fn stimulus(stimulus: &Stimulus, scene: &Scene) -> String {
    let owner = scene.creatures.iter().find(|c| c.name == stimulus.creature());
    stimulus.item().label(owner.and_then(|c| c.body.as_ref()).map_or(0, |body| body.segments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_say_which_way() {
        let m = Measures { speed: -0.2, frequency: None, wavelength: Some(-0.7), ..Measures::default() };
        let lines = measures(12, Some(m), 10.0);
        assert!(lines.contains(&("speed", "0.200 body lengths/s backward".into())), "{lines:?}");
        assert!(lines.contains(&("frequency", "no rhythm".into())));
        assert!(lines.contains(&("wavelength", "0.70 body lengths, tail to head".into())));
        assert!(lines.contains(&("spikes", "12, 1.2 a second".into())));
        assert_eq!(measures(0, None, 0.0), [("spikes", "0".to_owned())]);
    }
}
