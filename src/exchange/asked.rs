//! What the user says of a file that does not say it itself.

use super::role::{Part, Role};
use super::transmitters::{Sign, Told, Transmitter, told};
use super::words::{Kind, plain};

/// What the user says of a file that does not say it itself; every reader obeys it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// What columns or keys are, by their names in the file, before what the names say.
    pub columns: Vec<(Role, String)>,
    /// Whether the first line of a table names its columns; if nothing is said, it does unless `names`
    /// does.
    pub header: Option<bool>,
    /// What the columns are, from the left, whatever a first line says.
    pub names: Vec<Role>,
    /// The table is a matrix, whatever it looks like.
    pub matrix: bool,
    /// What links are that do not say it.
    pub kind: Option<Kind>,
    /// Transmitters whose sign is another than [`Transmitter::sign`] says.
    pub signs: Vec<(Transmitter, Sign)>,
}

impl Asked {
    /// The role that was asked for something of this name, and its place among what was asked.
    pub(super) fn role(&self, part: Part, name: &str) -> Option<(usize, Role)> {
        let fits = |same: fn(&str, &str) -> bool| {
            self.columns
                .iter()
                .enumerate()
                .find(|(_, (role, asked))| role.is_of(part) && same(asked, name))
                .map(|(at, (role, _))| (at, *role))
        };
        let alike = |one: &str, other: &str| !plain(one).is_empty() && plain(one) == plain(other);
        fits(|one, other| one.trim() == other.trim()).or_else(|| fits(alike))
    }

    /// What a transmitter does.
    pub(super) fn sign(&self, transmitter: Transmitter) -> Sign {
        let asked = self.signs.iter().rev().find(|(of, _)| *of == transmitter);
        asked.map_or(transmitter.sign(), |(_, sign)| *sign)
    }

    /// What a word for a transmitter says, and what the transmitter does.
    pub(super) fn told(&self, word: &str) -> (Told, Option<Sign>) {
        let told = told(word);
        let sign = match told {
            Told::Nothing | Told::NotUnderstood => None,
            Told::Sign(sign) => Some(sign),
            Told::Transmitter { first, .. } => Some(self.sign(first)),
        };
        (told, sign)
    }
}
