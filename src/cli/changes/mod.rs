//! The options that change a scene: the same for every command, and laid over a scene in one place.
//!
//! `--protocol` and how long a run is are by themselves, since not every command means the same by them.

mod moments;
mod neuron;
mod touch;

pub(super) use crate::experiment::chosen;
pub(super) use neuron::{Clamp, Inject, Noise, Silence};
pub(super) use touch::Touch;

use super::{Failure, files, note, options};
use crate::arena::Medium;
use crate::experiment::{self, Problem, do_to, follow, without_chance};
use crate::scene::document::Scene;
use crate::scene::limits::MAX_STIMULI;
use crate::scene::{self, Protocol, Template, path_set};
use crate::stimulus::Stimulus;
use crate::sweep::is_range;
use clap::Args;
use std::path::PathBuf;

/// What is other in a scene than its file says.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Changes {
    /// A part of the scene in place of what the file says. PATH is any path into the scene, like `classes.touch.threshold`; V is written as in a scene. May be repeated
    #[arg(long, value_name = "PATH=V", value_parser = setting)]
    pub(super) set: Vec<Setting>,
    /// The seed of all chance, in place of the scene's
    #[arg(long, value_name = "K")]
    pub(super) seed: Option<u64>,
    /// `agar`, `water`, or T:N, in place of the scene's; `1:10` is drag 1 along the body and 10 across
    #[arg(long, value_name = "MEDIUM", value_parser = options::medium)]
    pub(super) medium: Option<Medium>,
    #[command(flatten)]
    pub(super) events: Events,
    /// Without these neurons: `AVA` of every creature, `Ada:AVA` of one, `FL*` or `FL?` by a pattern, `class:touch` or `Ada:class:touch` of a class
    #[arg(long, value_name = "NEURON,...", value_delimiter = ',')]
    pub(super) ablate: Vec<String>,
}

/// What happens by the clock, beside the stimuli that there are.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Events {
    /// A touch, beside the stimuli that there are. WHERE is `head`, `middle`, `tail` or a segment's number, with `.left` or `.right` behind it for one side, and with `Ada:` before it for one creature, else it is for every one with a body; AT and FOR are seconds; FORCE is 1 if it is left out. `Ada:tail.left@20+0.3x2` touches the left of Ada's tail at 20 s, for 0.3 s, with a force of 2; `/10x5` behind it: every 10 s, 5 times in all. May be repeated
    #[arg(long, value_name = "WHERE@AT+FOR[xFORCE]")]
    pub(super) touch: Vec<Touch>,
    /// Transmitter put on a dendrite in one tick, negative to inhibit: `AVA@10+12` is 12 at 10 s, `AVA@10+12/5x3` the same every 5 s, 3 times in all; `AVA=0.5@10+2` is 0.5 in every tick from 10 s for 2 s. Neurons are chosen as by `--ablate`. May be repeated
    #[arg(long, value_name = "NEURON@AT+AMOUNT")]
    pub(super) inject: Vec<Inject>,
    /// Silence neurons for a time: `AVA@10+5` from 10 s for 5 s; they integrate and release nothing. `/20x3` behind it: every 20 s, 3 times in all. May be repeated
    #[arg(long, value_name = "NEURON@AT+FOR")]
    pub(super) silence: Vec<Silence>,
    /// Hold the potential of neurons for a time, as by a voltage clamp: `AVA=8@10+5` at 8 from 10 s for 5 s, repeated as by `--silence`. May be repeated
    #[arg(long, value_name = "NEURON=V@AT+FOR")]
    pub(super) clamp: Vec<Clamp>,
    /// Noise on the dendrites of neurons for a time: `AVA=0.5@10+5` is drawn in each tick from 10 s for 5 s, with a mean of 0 and a standard deviation of 0.5, for each neuron by itself, and hangs on the seed; repeated as by `--silence`. May be repeated
    #[arg(long, value_name = "NEURON=AMOUNT@AT+FOR")]
    pub(super) noise: Vec<Noise>,
}

/// Stimuli of files.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Protocols {
    /// The stimuli of a file in place of the scene's; may be repeated, then they add up
    #[arg(long, value_name = "F.ron")]
    pub(super) protocol: Vec<PathBuf>,
}

/// How long a run is.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Span {
    /// How long, in simulated seconds (default: to 5 s after the end of the scene's script, else 30 s)
    #[arg(long, value_name = "S", value_parser = options::seconds)]
    pub(super) seconds: Option<f64>,
    /// How long, in ticks of 0.01 s
    #[arg(long, value_name = "N", conflicts_with = "seconds", value_parser = clap::value_parser!(u64).range(..=10_000_000_000))]
    pub(super) ticks: Option<u64>,
}

/// `PATH=V`.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) path: String,
    pub(super) value: String,
}

impl Changes {
    /// Lays the options over a scene, with the stimuli of the protocols in place of its own if there are any.
    ///
    /// Paths first, so that places are looked up on the body that there is then; but a path may lead to the
    /// stimuli of a protocol. Neurons go last: with them goes what is done to them.
    ///
    /// Returns the stimuli of the options that are in the scene then.
    pub(super) fn lay_over(
        &self,
        scene: &mut Scene,
        protocols: &[Protocol],
    ) -> Result<Vec<Stimulus>, Failure> {
        let into_stimuli = self.set.iter().any(|set| set.path.starts_with("stimuli"));
        if into_stimuli {
            follow(scene, protocols)?;
        }
        if !self.set.is_empty() {
            *scene = self.set_paths(scene).map_err(|why| Failure::Usage(format!("--set: {why}")))?;
        }
        if !into_stimuli {
            follow(scene, protocols)?;
        }
        if let Some(seed) = self.seed {
            scene.seed = seed;
        }
        if let Some(medium) = self.medium {
            scene.arena.medium = medium;
        }
        let events = self.events.stimuli(scene)?;
        Ok(do_to(scene, events, &self.ablate)?)
    }

    /// Says that the seed which is asked for changes nothing, where that is so.
    pub(super) fn tell_of_seed(&self, scene: &Scene) {
        if self.seed.is_some() && !scene::has_chance(scene) {
            note(&without_chance("the seed changes nothing"));
        }
    }

    fn set_paths(&self, scene: &Scene) -> Result<Scene, String> {
        let slots: Vec<(&str, &str)> = self.set.iter().map(|set| (&*set.path, &*set.value)).collect();
        let values: Vec<&str> = self.set.iter().map(|set| &*set.value).collect();
        Template::new(scene, &slots)?.fill(&values).map_err(|why| {
            let told: Vec<String> =
                self.set.iter().map(|set| format!("{}={}", set.path, set.value)).collect();
            format!("{}: {why}", told.join(" "))
        })
    }
}

impl Events {
    /// They as stimuli of a scene, which holds no more than it may with them.
    pub(super) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, Problem> {
        let touches = self.touch.iter().map(|touch| touch.stimuli(scene));
        let injections = self.inject.iter().map(|inject| inject.stimuli(scene));
        let silences = self.silence.iter().map(|silence| silence.stimuli(scene));
        let clamps = self.clamp.iter().map(|clamp| clamp.stimuli(scene));
        let noises = self.noise.iter().map(|noise| noise.stimuli(scene));
        let all = touches.chain(injections).chain(silences).chain(clamps).chain(noises);
        let stimuli = all.collect::<Result<Vec<_>, _>>().map_err(Problem::Asked)?.concat();
        let count = scene.stimuli.len() + stimuli.len();
        if count > MAX_STIMULI {
            let words =
                format!("a scene holds at most {MAX_STIMULI} stimuli, with those asked for it has {count}");
            return Err(Problem::Asked(words));
        }
        Ok(stimuli)
    }
}

impl Protocols {
    /// Reads the files.
    pub(super) fn load(&self) -> Result<Vec<Protocol>, Failure> {
        self.protocol.iter().map(|path| Ok(files::protocol(path)?)).collect()
    }
}

impl Span {
    /// Ticks that were asked for, or that the scene's script asks for.
    pub(super) fn of(&self, scene: &Scene) -> u64 {
        self.plain().of(scene)
    }

    /// The same as experiments know it.
    pub(super) const fn plain(&self) -> experiment::Span {
        experiment::Span { seconds: self.seconds, ticks: self.ticks }
    }
}

/// Takes `PATH=VALUES` apart.
pub(super) fn assignment(text: &str) -> Result<(&str, &str), String> {
    // A name in brackets may hold an equals sign, `synapses[A=B->C]`.
    let (mut depth, mut quoted) = (0usize, false);
    let equals = text.char_indices().find_map(|(at, c)| {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            '=' if !quoted && depth == 0 => return Some(at),
            _ => {}
        }
        None
    });
    let at = equals.ok_or("write PATH=VALUE, for example classes.touch.threshold=4")?;
    let path = text[..at].trim();
    if path.chars().any(char::is_control) {
        return Err("a path holds no line breaks".to_owned());
    }
    Ok((path, &text[at + 1..]))
}

fn setting(text: &str) -> Result<Setting, String> {
    let (path, value) = assignment(text)?;
    let value = match path_set::value(value) {
        Ok(value) if !is_range(value) => value,
        Err(why) if !is_range(value) && !value.contains(',') => return Err(why),
        _ => return Err(format!("one value, not `{value}`: several are for `wriggle sweep`")),
    };
    Ok(Setting { path: path.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_a_path_and_one_value() {
        let set = setting("creatures[0].synapses[A=B->C].weight = 2.5").unwrap();
        assert_eq!((set.path.as_str(), set.value.as_str()), ("creatures[0].synapses[A=B->C].weight", "2.5"));
        assert_eq!(
            setting("arena.medium=Custom(tangential: 1.0, normal: 2.0)").unwrap().path,
            "arena.medium"
        );
        assert!(setting("a.b").unwrap_err().contains("PATH=VALUE"));
        assert!(setting("a.b=").unwrap_err().contains("empty"));
        assert!(setting("a.b=1,2").unwrap_err().contains("sweep"));
        assert!(setting("a.b=1..5").unwrap_err().contains("sweep"));
    }
}
