//! What transmitters are called, and what they do.

use super::words::plain;

/// What a neuron releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Excitatory transmitter.
    Excitatory,
    /// Inhibitory transmitter.
    Inhibitory,
}

/// A transmitter that is known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transmitter {
    /// ACH.
    Acetylcholine,
    /// GABA.
    Gaba,
    /// GLUT.
    Glutamate,
    /// GLY.
    Glycine,
    /// DA.
    Dopamine,
    /// SER, 5-HT.
    Serotonin,
    /// OCT, OA.
    Octopamine,
    /// TYR, TA.
    Tyramine,
    /// HIS.
    Histamine,
}

impl Transmitter {
    /// By one of its names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Some(match plain(word).as_str() {
            "ach" | "acetylcholine" | "acetylcholin" | "cholinergic" | "acetylcholinergic" => {
                Self::Acetylcholine
            }
            "gaba" | "gabaergic" | "γaminobutyricacid" | "gammaaminobutyricacid" => Self::Gaba,
            "glu" | "glut" | "glutamate" | "glutamat" | "glutamatergic" | "lglutamate" => Self::Glutamate,
            "gly" | "glycine" | "glycinergic" => Self::Glycine,
            "da" | "dop" | "dopamine" | "dopamin" | "dopaminergic" => Self::Dopamine,
            "ser" | "5ht" | "ht" | "serotonin" | "serotonergic" => Self::Serotonin,
            "oct" | "oa" | "octopamine" | "octopamin" | "octopaminergic" => Self::Octopamine,
            "tyr" | "ta" | "tyramine" | "tyramin" | "tyraminergic" => Self::Tyramine,
            "his" | "ha" | "histamine" | "histamin" | "histaminergic" => Self::Histamine,
            _ => return None,
        })
    }

    /// All that are known.
    const ALL: [Self; 9] = [
        Self::Acetylcholine,
        Self::Gaba,
        Self::Glutamate,
        Self::Glycine,
        Self::Dopamine,
        Self::Serotonin,
        Self::Octopamine,
        Self::Tyramine,
        Self::Histamine,
    ];

    /// The names of all that are known.
    #[must_use]
    pub fn names() -> [&'static str; 9] {
        Self::ALL.map(Self::name)
    }

    /// Its name in full.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acetylcholine => "acetylcholine",
            Self::Gaba => "GABA",
            Self::Glutamate => "glutamate",
            Self::Glycine => "glycine",
            Self::Dopamine => "dopamine",
            Self::Serotonin => "serotonin",
            Self::Octopamine => "octopamine",
            Self::Tyramine => "tyramine",
            Self::Histamine => "histamine",
        }
    }

    /// What it does to most of its targets: histamine opens chloride channels in insects. Glutamate
    /// excites in most of C. elegans and in vertebrates, but mostly inhibits in Drosophila.
    #[must_use]
    pub const fn sign(self) -> Sign {
        match self {
            Self::Gaba | Self::Glycine | Self::Histamine => Sign::Inhibitory,
            _ => Sign::Excitatory,
        }
    }

    /// Whether what it does hangs on the receptors of its target, so that its sign is a choice.
    #[must_use]
    pub const fn is_ambiguous(self) -> bool {
        !matches!(self, Self::Acetylcholine | Self::Gaba | Self::Glycine)
    }
}

/// What a table says of a neuron's transmitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing, or that it is not known.
    Nothing,
    /// A sign, without a transmitter.
    Sign(Sign),
    /// A transmitter; with `several` the first of more than one of different signs.
    Transmitter { first: Transmitter, several: bool },
    /// A word that is not known.
    NotUnderstood,
}

/// What a word, or several in one field, says of a neuron's transmitter.
pub(super) fn told(text: &str) -> Told {
    match text.trim() {
        "-" | "-1" | "-1.0" | "−" | "–" => return Told::Sign(Sign::Inhibitory),
        "+" | "+1" | "1" | "1.0" => return Told::Sign(Sign::Excitatory),
        "" | "0" | "?" => return Told::Nothing,
        _ => {}
    }
    if let Some(told) = one(text) {
        return told;
    }
    // `acetylcholine, glutamate`, `GABA/ACh`, `Serotonin; Acetylcholine`.
    let parts: Vec<Told> = text
        .split([',', ';', '/', '&', '+', '|', '_'])
        .flat_map(|part| part.split(" and "))
        .filter(|part| !part.trim().is_empty())
        .map(|part| one(part).unwrap_or(Told::NotUnderstood))
        .filter(|told| *told != Told::Nothing)
        .collect();
    let mut known = parts.iter().filter_map(|told| match told {
        Told::Transmitter { first, .. } => Some(*first),
        _ => None,
    });
    match known.next() {
        Some(first) if parts.len() > 1 => {
            let several = known.any(|other| other.sign() != first.sign());
            Told::Transmitter { first, several }
        }
        _ => Told::NotUnderstood,
    }
}

fn one(text: &str) -> Option<Told> {
    if let Some(first) = Transmitter::named(text) {
        return Some(Told::Transmitter { first, several: false });
    }
    // The first word is enough: `Acetylcholine (predicted)`, `GABA?`.
    let word = plain(text.split(['(', '[', '?']).next().unwrap_or_default());
    Some(match word.as_str() {
        "" | "unknown" | "none" | "na" | "nan" | "null" | "nil" | "unclear" | "undefined" | "nd"
        | "notknown" | "unk" | "orphan" => Told::Nothing,
        "i" | "inh" | "in" => Told::Sign(Sign::Inhibitory),
        "e" | "exc" | "ex" => Told::Sign(Sign::Excitatory),
        _ if word.starts_with("inhib") => Told::Sign(Sign::Inhibitory),
        _ if word.starts_with("excit") => Told::Sign(Sign::Excitatory),
        _ => Told::Transmitter { first: Transmitter::named(&word)?, several: false },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transmitters_by_the_names_that_tables_use() {
        let of = |first| Told::Transmitter { first, several: false };
        for (word, expected) in [
            ("ACH", of(Transmitter::Acetylcholine)),
            ("Acetylcholine (predicted)", of(Transmitter::Acetylcholine)),
            ("gaba", of(Transmitter::Gaba)),
            ("GLUT", of(Transmitter::Glutamate)),
            ("DA", of(Transmitter::Dopamine)),
            ("SER", of(Transmitter::Serotonin)),
            ("5-HT", of(Transmitter::Serotonin)),
            ("OCT", of(Transmitter::Octopamine)),
            ("acetylcholine, glutamate", of(Transmitter::Acetylcholine)),
            ("Serotonin_Acetylcholine", of(Transmitter::Serotonin)),
            ("GABA/ACh", Told::Transmitter { first: Transmitter::Gaba, several: true }),
            ("inhibitory", Told::Sign(Sign::Inhibitory)),
            ("-1", Told::Sign(Sign::Inhibitory)),
            ("+", Told::Sign(Sign::Excitatory)),
            ("", Told::Nothing),
            ("unknown", Told::Nothing),
            ("FLP-1", Told::NotUnderstood),
        ] {
            assert_eq!(told(word), expected, "{word}");
        }
    }
}
