//! Protocols: stimuli in a file of their own, so that one experiment is done on many creatures.
//!
//! A `.protocol.ron` file has the stimuli of a scene with two liberties: `creature` may be left
//! out and stands for all that the stimulus can reach, and a touch may name a place of the body
//! in place of segments. [`Protocol::stimuli`] turns it into the stimuli of a certain scene.

use super::document::{Creature, Scene};
use super::fault::{Faults, Found};
use super::limits::MAX_STIMULI;
use super::locate::NOTHING;
use super::read::{Document, parse_document, placed, read_text};
use crate::entry::{Checker, SemanticFault};
use crate::stimulus::{Asked, Candidate, Stimulus};
use serde::Deserialize;
use std::path::Path;

/// A protocol that has been read, with its text, so that what does not fit a scene can be shown
/// in its place.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Its title.
    pub name: String,
    /// One line on what it asks.
    pub about: String,
    entries: Vec<Asked>,
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
    stimuli: Vec<Asked>,
}

impl Protocol {
    /// How the names of their files end.
    pub const ENDING: &str = ".protocol.ron";
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
        checker.each("stimuli", &self.stimuli, |c, _, asked| asked.check(c));
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

    /// What it asks for, as it was read.
    #[must_use]
    pub fn entries(&self) -> &[Asked] {
        &self.entries
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
        checker.each("stimuli", &self.entries, |c, _, asked| {
            let named = asked.creature();
            if !named.is_empty() && !c.refers("creature", named, &creatures) {
                return;
            }
            let meant: Vec<Candidate> = scene
                .creatures
                .iter()
                .filter(|creature| named.is_empty() || creature.name == named)
                .map(Creature::candidate)
                .collect();
            stimuli.extend(asked.fit(c, &meant));
        });
        if checker.faults.is_empty() {
            Ok(stimuli)
        } else {
            Err(placed(&self.text, &self.file, checker.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

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
