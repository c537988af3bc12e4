//! The words that tables use for the same thing.

use super::{Kind, Sign};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    From,
    To,
    Kind,
    Amount,
    Name,
    Class,
    X,
    Y,
    Transmitter,
}

/// Small letters and digits only: `Neuron 1`, `neuron_1` and `NEURON1` are the same.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Roles of the columns of a table of links.
pub(super) fn edge_role(column: &str) -> Option<Role> {
    Some(match plain(column).as_str() {
        "pre" | "source" | "from" | "neuron1" | "cell1" | "presynaptic" | "presynapticneuron"
        | "preneuron" | "precell" | "sourceneuron" | "sender" | "origin" => Role::From,
        "post" | "target" | "to" | "neuron2" | "cell2" | "postsynaptic" | "postsynapticneuron"
        | "postneuron" | "postcell" | "targetneuron" | "receiver" => Role::To,
        "type" | "kind" | "synapsetype" | "edgetype" | "connectiontype" | "linktype" => Role::Kind,
        "weight" | "count" | "nbr" | "number" | "synapses" | "contacts" | "nbrofsynapses"
        | "numberofsynapses" | "strength" | "n" => Role::Amount,
        _ => return None,
    })
}

/// Roles of the columns of a table of neurons.
pub(super) fn neuron_role(column: &str) -> Option<Role> {
    Some(match plain(column).as_str() {
        "name" | "neuron" | "cell" | "id" | "label" | "neuronname" | "cellname" => Role::Name,
        "class" | "group" | "celltype" | "neuronclass" | "cellclass" | "category" | "type" | "kind" => {
            Role::Class
        }
        "x" | "posx" | "xpos" => Role::X,
        "y" | "posy" | "ypos" => Role::Y,
        "transmitter" | "neurotransmitter" | "nt" | "sign" => Role::Transmitter,
        _ => return None,
    })
}

/// What is to be done with a link of some kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Link(Kind),
    /// The receiving side of a link that is listed from the sending side too.
    Receiving,
    /// To a muscle.
    Muscular,
}

pub(super) fn meaning(kind: &str) -> Option<Meaning> {
    Some(match plain(kind).as_str() {
        "" | "chemical" | "chem" | "c" | "s" | "sp" | "send" | "sendpoly" | "sendjoint" | "synapse"
        | "chemicalsynapse" | "directed" => Meaning::Link(Kind::Chemical),
        "electrical" | "electric" | "e" | "ej" | "gj" | "gap" | "gaps" | "gapjunction" | "gapjunctions"
        | "electricaljunction" | "electricalsynapse" | "undirected" => Meaning::Link(Kind::Electrical),
        "r" | "rp" | "rcv" | "receive" | "receivepoly" | "receivejoint" => Meaning::Receiving,
        "nmj" | "neuromuscular" | "neuromuscularjunction" | "muscle" => Meaning::Muscular,
        _ => return None,
    })
}

/// The kinds of links, for proposals.
pub(super) const KINDS: &str =
    "chemical (also S, Sp, Send), electrical (also EJ, gap), R and Rp (passed over), NMJ (passed over)";

/// What a transmitter does; `Err` for a word that is not known.
pub(super) fn sign(transmitter: &str) -> Result<Option<Sign>, ()> {
    match transmitter.trim() {
        "-" | "-1" => return Ok(Some(Sign::Inhibitory)),
        "+" | "+1" => return Ok(Some(Sign::Excitatory)),
        _ => {}
    }
    let word = plain(transmitter);
    match word.as_str() {
        "" | "unknown" | "none" | "na" | "nan" => Ok(None),
        "i" | "inh" | "glycine" => Ok(Some(Sign::Inhibitory)),
        _ if word.contains("gaba") || word.starts_with("inhib") => Ok(Some(Sign::Inhibitory)),
        "1" | "e" | "exc" | "ach" | "glu" | "da" | "ht" | "5ht" | "dopamine" | "serotonin" | "octopamine"
        | "tyramine" => Ok(Some(Sign::Excitatory)),
        _ if ["excit", "acetylcholin", "cholin", "glutamat"].iter().any(|known| word.starts_with(known)) => {
            Ok(Some(Sign::Excitatory))
        }
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_many_spellings() {
        for name in ["pre", "Source", "FROM", "Neuron 1", "neuron_1", "Presynaptic"] {
            assert_eq!(edge_role(name), Some(Role::From), "{name}");
        }
        for name in ["Nbr", "synapses", "COUNT", "Number", "weight"] {
            assert_eq!(edge_role(name), Some(Role::Amount), "{name}");
        }
        assert_eq!(edge_role("Synapse Type"), Some(Role::Kind));
        assert_eq!(edge_role("comment"), None);
        for (word, expected) in [
            ("Chemical", Some(Meaning::Link(Kind::Chemical))),
            ("Sp", Some(Meaning::Link(Kind::Chemical))),
            ("EJ", Some(Meaning::Link(Kind::Electrical))),
            ("gap junction", Some(Meaning::Link(Kind::Electrical))),
            ("Rp", Some(Meaning::Receiving)),
            ("NMJ", Some(Meaning::Muscular)),
            ("magic", None),
        ] {
            assert_eq!(meaning(word), expected, "{word}");
        }
        assert_eq!(sign("GABA"), Ok(Some(Sign::Inhibitory)));
        assert_eq!(sign("Acetylcholine"), Ok(Some(Sign::Excitatory)));
        assert_eq!(sign(""), Ok(None));
        assert_eq!(sign("FLP-1"), Err(()));
    }
}
