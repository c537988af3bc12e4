//! What is asked, as plain data: the scene apart, all that an answer hangs on, and the words that ask the same on the
//! command line.

use crate::exchange::as_word;
use crate::experiment::responses::name_of;
use crate::experiment::{Assignment, JITTER, Question, SPREAD, Span, screen};
use crate::scene::document::Scene;
use crate::scene::{Faults, Protocol};
use crate::sim::Clock;
use crate::stimulus::Stimulus;
use crate::sweep::{Axis, Variation};
use std::path::{Path, PathBuf};

/// The kinds of experiments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Stimuli by the clock, on the worm that is seen.
    #[default]
    Protocol,
    /// A parameter, over a range.
    Sweep,
    /// The answers to touches.
    Responses,
    /// Each neuron silenced in turn.
    Screen,
}

impl Kind {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Protocol, "Protocol", "Touches and injections by the clock, played on the worm in the window"),
        (Self::Sweep, "Sweep", "One parameter over a range: many runs, and what the worm does in each"),
        (Self::Responses, "Responses", "How far the worm backs off from each touch of a protocol"),
        (Self::Screen, "Lesions", "Every neuron silenced in turn: what each is needed for"),
    ];

    /// The word of the command line, and the option that names its table; `None` for what is done in the window alone.
    #[must_use]
    pub const fn command(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Protocol => None,
            Self::Sweep => Some(("sweep", "--out")),
            Self::Responses => Some(("responses", "--csv")),
            Self::Screen => Some(("screen", "--csv")),
        }
    }
}

/// How often each value is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Once.
    Once,
    /// With other seeds.
    Seeds,
    /// With other bends at birth and other times of touches.
    #[default]
    Replicates,
}

impl Repeat {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Once, "Once", "One run of each value"),
        (
            Self::Seeds,
            "Seeds",
            "The seeds 1, 2, 3 ...: what is drawn by chance, jitter of bodies and noise, is another each time",
        ),
        (
            Self::Replicates,
            "Replicates",
            "Bends at birth and times of touches vary a little, noise is another; the table has means and intervals",
        ),
    ];
}

/// A protocol that was loaded, with its file.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its file.
    pub path: PathBuf,
    /// It.
    pub protocol: Protocol,
    /// What it does, and when, a line each.
    pub acts: Vec<String>,
}

impl Loaded {
    /// Of a file, for a scene.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, or why it does not fit the scene.
    pub fn read(path: &Path, scene: &Scene) -> Result<Self, Faults> {
        let protocol = Protocol::load(path)?;
        let act = |stimulus: &Stimulus| {
            let owner = scene.creatures.iter().find(|creature| creature.name == stimulus.creature());
            let segments = owner.and_then(|creature| creature.body.as_ref()).map_or(0, |body| body.segments);
            let at = Clock { tick: stimulus.timing().first - 1 }.seconds();
            format!("{at} s  {}: {}", stimulus.creature(), stimulus.item().label(segments))
        };
        let acts = protocol.stimuli(scene)?.iter().map(act).collect();
        Ok(Self { path: path.to_owned(), protocol, acts })
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.protocol, &self.path)
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which kind of experiment.
    pub kind: Kind,
    /// Stimuli in place of the scene's.
    pub protocols: Vec<Loaded>,
    /// The path of what is varied.
    pub path: String,
    /// The first and the last value.
    pub range: (f64, f64),
    /// How many values.
    pub steps: usize,
    /// How often each is run.
    pub repeat: Repeat,
    /// So many times.
    pub times: u32,
    /// How long a run is \[seconds\]; `None`: as the script asks.
    pub seconds: Option<f64>,
    /// Classes are silenced, not single neurons.
    pub by_class: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            kind: Kind::default(),
            protocols: Vec::new(),
            path: String::new(),
            range: (0.0, 1.0),
            steps: 7,
            repeat: Repeat::default(),
            times: 5,
            seconds: Some(30.0),
            by_class: false,
        }
    }
}

impl Asked {
    /// The values of the range, as they are written.
    fn values(&self) -> String {
        format!("{}..{}:{}", self.range.0, self.range.1, self.steps)
    }

    /// How replicates vary: as they do on the command line.
    const fn variation() -> Variation {
        Variation { jitter: JITTER, spread: SPREAD }
    }

    /// How long a run is.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { seconds: self.seconds, ticks: None }
    }

    /// The protocols alone.
    #[must_use]
    pub fn protocols(&self) -> Vec<Protocol> {
        self.protocols.iter().map(|loaded| loaded.protocol.clone()).collect()
    }

    /// The sweep of a scene.
    ///
    /// # Errors
    ///
    /// When the range is none.
    pub fn question(&self, scene: Scene) -> Result<Question<'static>, String> {
        let axis = Axis::parse(&self.values())?;
        let times = self.times.max(1);
        Ok(Question {
            protocols: self.protocols(),
            set: vec![Assignment { path: self.path.trim().to_owned(), axis }],
            seeds: if self.repeat == Repeat::Seeds { (1..=u64::from(times)).collect() } else { Vec::new() },
            span: self.span(),
            replicates: (self.repeat == Repeat::Replicates).then(|| (times.max(2), Self::variation())),
            ..Question::of(scene)
        })
    }

    /// The lesions of a scene.
    #[must_use]
    pub fn screen(&self) -> screen::Asked {
        screen::Asked {
            by_class: self.by_class,
            pairs: false,
            neurons: Vec::new(),
            measures: Vec::new(),
            replicates: self.times.max(2),
            variation: Self::variation(),
        }
    }

    /// The words that ask the same on the command line, for a scene in a file, with the table in another; none for what
    /// is done in the window alone.
    #[must_use]
    pub fn command(&self, scene: &Path, table: &Path) -> String {
        let Some((command, out)) = self.kind.command() else { return String::new() };
        let mut words = vec!["wriggle".to_owned(), command.to_owned(), scene.display().to_string()];
        let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
        match self.kind {
            Kind::Protocol | Kind::Responses => {}
            Kind::Sweep => {
                say("--set", format!("{}={}", self.path.trim(), self.values()));
                match self.repeat {
                    Repeat::Once => {}
                    Repeat::Seeds => say("--seeds", format!("1..{}", self.times.max(1))),
                    Repeat::Replicates => say("--replicates", self.times.max(2).to_string()),
                }
            }
            Kind::Screen => {
                if self.by_class {
                    say("--by", "class".into());
                }
                say("--replicates", self.times.max(2).to_string());
            }
        }
        if self.kind != Kind::Responses
            && let Some(seconds) = self.seconds
        {
            say("--seconds", seconds.to_string());
        }
        for loaded in &self.protocols {
            say("--protocol", loaded.path.display().to_string());
        }
        words.extend([out.to_owned(), table.display().to_string()]);
        words.iter().map(|word| as_word(word)).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_what_a_shell_takes_apart_again() {
        let mut asked =
            Asked { kind: Kind::Sweep, path: "classes.touch.threshold".into(), ..Asked::default() };
        asked.range = (2.0, 8.5);
        let command = |asked: &Asked| asked.command(Path::new("a b.worm.ron"), Path::new("t.csv"));
        assert_eq!(
            command(&asked),
            "wriggle sweep 'a b.worm.ron' --set classes.touch.threshold=2..8.5:7 --replicates 5 --seconds 30 --out t.csv"
        );
        asked.path = "creatures[Worm].synapses[A->B].weight".into();
        (asked.repeat, asked.seconds) = (Repeat::Seeds, None);
        assert!(
            command(&asked).contains("'creatures[Worm].synapses[A->B].weight=2..8.5:7' --seeds 1..5 --out")
        );
        asked.kind = Kind::Screen;
        asked.by_class = true;
        assert_eq!(command(&asked), "wriggle screen 'a b.worm.ron' --by class --replicates 5 --csv t.csv");
        assert_eq!(as_word("it's"), r"'it'\''s'");
    }
}
