//! Protocols: stimuli in a file of their own, so that one experiment is done on many creatures.
//!
//! A `.protocol.ron` file has the stimuli of a scene with two liberties: `creature` may be left
//! out and stands for all that the stimulus can reach, and a touch may name a place of the body
//! in place of segments. [`Protocol::stimuli`] turns it into the stimuli of a certain scene.

use super::check::{check_amount, check_clock, check_push, known_segments};
use super::checker::{Checker, Names, SemanticFault};
use super::document::{Creature, Pair, Scene, Side, Stimulus};
use super::fault::{Faults, Found};
use super::limits::MAX_STIMULI;
use super::locate::NOTHING;
use super::names::suggestion;
use super::read::{Document, parse_document, placed, read_text};
use serde::Deserialize;
use std::path::Path;

/// A part of the body that every body has, whatever its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Place {
    /// The first eighth.
    Head,
    /// The quarter around the centre.
    Middle,
    /// The last eighth.
    Tail,
}

impl Place {
    /// First and last segment on a body of so many.
    #[must_use]
    pub fn segments(self, count: u32) -> (u32, u32) {
        let eighth = (count / 8).max(1);
        match self {
            Self::Head => (0, eighth - 1),
            Self::Tail => (count - eighth, count - 1),
            Self::Middle => (count / 2 - eighth, count / 2 + eighth - 1),
        }
    }
}

/// A protocol that has been read, with its text, so that what does not fit a scene can be shown
/// in its place.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Its title.
    pub name: String,
    /// One line on what it asks.
    pub about: String,
    entries: Vec<Entry>,
    file: String,
    text: String,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Protocol")]
struct File {
    format: u32,
    #[serde(default)]
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    stimuli: Vec<Entry>,
}

/// See [`Stimulus`] for the fields and their units.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
enum Entry {
    Touch {
        #[serde(default)]
        creature: String,
        #[serde(default)]
        segments: Option<(u32, u32)>,
        #[serde(default)]
        place: Option<Place>,
        #[serde(default)]
        side: Side,
        at: f32,
        #[serde(default = "half_a_second")]
        seconds: f32,
        #[serde(default = "one")]
        force: f32,
        #[serde(default)]
        every: f32,
        #[serde(default)]
        times: u32,
    },
    Inject {
        #[serde(default)]
        creature: String,
        neuron: String,
        at: f32,
        amount: Pair,
        #[serde(default)]
        every: f32,
        #[serde(default)]
        times: u32,
    },
}

fn half_a_second() -> f32 {
    0.5
}

fn one() -> f32 {
    1.0
}

impl Document for File {
    fn unreadable(fault: Found) -> Found {
        if fault.message != NOTHING {
            return fault;
        }
        let help = "the smallest protocol is `(format: 1, stimuli: [Touch(place: Head, at: 10.0)])`";
        Found { message: "the file holds no protocol".to_owned(), help: Some(help.to_owned()), ..fault }
    }

    fn format(&self) -> u32 {
        self.format
    }

    fn check(&self) -> Vec<SemanticFault> {
        let mut checker = Checker::default();
        checker.size("stimuli", 0, self.stimuli.len(), MAX_STIMULI);
        checker.each("stimuli", &self.stimuli, |c, _, entry| match entry {
            Entry::Touch { segments, place, at, seconds, force, every, times, .. } => {
                match (segments, place) {
                    (Some(_), Some(_)) => {
                        c.fault_in("place", "`place` and `segments` say the same", Some("keep one of them"));
                    }
                    (None, None) => {
                        let help = "write `place: Head`, `Middle` or `Tail`, or `segments: (0, 1)`";
                        c.fault("a touch needs to know where".to_owned(), Some(help.to_owned()));
                    }
                    _ => {}
                }
                check_push(c, *seconds, *force);
                check_clock(c, *at, *every, *times);
            }
            Entry::Inject { at, amount, every, times, .. } => {
                check_amount(c, *amount);
                check_clock(c, *at, *every, *times);
            }
        });
        checker.faults
    }
}

impl Protocol {
    /// Reads a protocol file.
    ///
    /// # Errors
    ///
    /// All that is wrong with the file, or why it cannot be read at all.
    pub fn load(path: &Path) -> Result<Self, Faults> {
        Self::parse(&read_text(path)?, &path.display().to_string())
    }

    /// Reads the text of a protocol; `file` is only for the faults.
    ///
    /// # Errors
    ///
    /// All that is wrong with the text.
    pub fn parse(text: &str, file: &str) -> Result<Self, Faults> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let File { format: _, name, about, stimuli } = parse_document(text, file)?;
        Ok(Self { name, about, entries: stimuli, file: file.to_owned(), text: text.to_owned() })
    }

    /// Its stimuli for the creatures of a scene.
    ///
    /// # Errors
    ///
    /// What it names and the scene does not have, in its place in the protocol's file.
    pub fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, Faults> {
        let mut checker = Checker::default();
        let creatures = Checker::default().names("creature", "creatures", &scene.creatures, |c| &c.name);
        let mut stimuli = Vec::new();
        checker.each("stimuli", &self.entries, |c, _, entry| {
            fit(c, scene, &creatures, entry, &mut stimuli);
        });
        if checker.faults.is_empty() {
            Ok(stimuli)
        } else {
            Err(placed(&self.text, &self.file, checker.faults))
        }
    }
}

/// One entry as stimuli of a scene.
fn fit(c: &mut Checker, scene: &Scene, creatures: &Names, entry: &Entry, stimuli: &mut Vec<Stimulus>) {
    let (Entry::Touch { creature: named, .. } | Entry::Inject { creature: named, .. }) = entry;
    if !named.is_empty() && !c.refers("creature", named, creatures) {
        return;
    }
    let meant = || scene.creatures.iter().filter(|c| named.is_empty() || c.name == *named);
    let before = stimuli.len();
    match entry {
        Entry::Touch { segments, place, side, at, seconds, force, every, times, .. } => {
            for (creature, body) in meant().filter_map(|c| Some((c, c.body.as_ref()?))) {
                let count = known_segments(body);
                if let Some(segments) = segments {
                    c.range("segments", *segments, count);
                }
                stimuli.push(Stimulus::Touch {
                    creature: creature.name.clone(),
                    segments: segments.or(place.map(|place| place.segments(count))).unwrap_or_default(),
                    side: *side,
                    at: *at,
                    seconds: *seconds,
                    force: *force,
                    every: *every,
                    times: *times,
                });
            }
            if stimuli.len() == before {
                let message = if named.is_empty() {
                    "no creature of this scene has a body that could be touched".to_owned()
                } else {
                    format!("{named:?} has no body that could be touched")
                };
                c.fault(message, Some("reach a network without a body by `Inject`".to_owned()));
            }
        }
        Entry::Inject { neuron, at, amount, every, times, .. } => {
            let has = |creature: &&Creature| creature.neurons.iter().any(|n| n.name == *neuron);
            for creature in meant().filter(has) {
                stimuli.push(Stimulus::Inject {
                    creature: creature.name.clone(),
                    neuron: neuron.clone(),
                    at: *at,
                    amount: *amount,
                    every: *every,
                    times: *times,
                });
            }
            if stimuli.len() == before {
                let known: Vec<&str> =
                    meant().flat_map(|c| &c.neurons).map(|neuron| neuron.name.as_str()).collect();
                let help = suggestion(neuron, known.iter().copied());
                c.fault_in("neuron", format!("there is no neuron {neuron:?}"), help.as_deref());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

    #[test]
    fn places_of_the_body() {
        assert_eq!(Place::Head.segments(16), (0, 1));
        assert_eq!(Place::Middle.segments(16), (6, 9));
        assert_eq!(Place::Tail.segments(16), (14, 15));
        for count in 4..=200 {
            for place in [Place::Head, Place::Middle, Place::Tail] {
                let (first, last) = place.segments(count);
                assert!(first <= last && last < count, "{place:?} of {count}");
            }
        }
    }

    #[test]
    fn who_is_left_out_is_everyone() {
        let scene = parse(
            r#"(format: 1, creatures: [
                (name: "W", body: (segments: 16), neurons: [(name: "A")]),
                (name: "V", body: (segments: 8), neurons: [(name: "B")]),
                (name: "N", neurons: [(name: "A")]),
            ])"#,
            "",
        )
        .unwrap();
        let protocol = Protocol::parse(
            r#"(format: 1, name: "P", stimuli: [
                Touch(place: Tail, at: 1.0, every: 2.0, times: 3),
                Touch(creature: "V", segments: (0, 7), side: Left, at: 0.5),
                Inject(creature: "", neuron: "A", at: 1.0, amount: (2.0, 0.0)),
            ])"#,
            "p",
        )
        .unwrap();
        let shown: Vec<String> = protocol.stimuli(&scene).unwrap().iter().map(|s| format!("{s:?}")).collect();
        assert_eq!(shown.len(), 5, "{shown:#?}");
        assert!(shown[0].contains("\"W\", segments: (14, 15)") && shown[0].contains("times: 3"));
        assert!(shown[1].contains("\"V\", segments: (7, 7)"));
        assert!(shown[2].contains("side: Left"));
        assert!(shown[3].contains("\"W\"") && shown[4].contains("\"N\""));
    }

    #[test]
    fn faults_are_shown_where_they_are() {
        let wrong = |text: &str| Protocol::parse(text, "p.ron").unwrap_err().to_string();
        assert!(wrong("(stimuli: [])").contains("a protocol begins with `(format: 1,`"));
        assert!(wrong("(format: 2)").contains("p.ron:1:10"));
        let text = "(format: 1, stimuli: [\n Touch(plaice: Head, at: 1.0),\n Touch(at: -1.0),\n Touch(place: Heat, at: 0.0)])";
        let said = wrong(text);
        assert!(said.contains("p.ron:2:8") && said.contains("did you mean `place`"), "{said}");
        assert!(said.contains("p.ron:3:2") && said.contains("needs to know where"), "{said}");
        assert!(said.contains("p.ron:3:12") && said.contains("`at` must be"), "{said}");
        assert!(said.contains("p.ron:4:15") && said.contains("did you mean `Head`"), "{said}");

        let scene =
            parse(r#"(format: 1, creatures: [(name: "Net", neurons: [(name: "ALM")])])"#, "").unwrap();
        let text = "(format: 1, stimuli: [\n Touch(place: Head, at: 1.0),\n Inject(creature: \"Nett\", neuron: \"ALM\", at: 0.0, amount: (1.0, 0.0)),\n Inject(neuron: \"ALN\", at: 0.0, amount: (1.0, 0.0))])";
        let said = Protocol::parse(text, "p.ron").unwrap().stimuli(&scene).unwrap_err().to_string();
        assert!(
            said.contains("p.ron:2:2") && said.contains("no creature of this scene has a body"),
            "{said}"
        );
        assert!(said.contains("p.ron:3:19") && said.contains("did you mean `Net`"), "{said}");
        assert!(said.contains("p.ron:4:17") && said.contains("did you mean `ALM`"), "{said}");
    }
}
