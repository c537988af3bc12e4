//! The words that tables and graphs use for the same thing.

/// What a link is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A chemical synapse.
    Chemical,
    /// A gap junction.
    Electrical,
}

/// Small letters and digits only: `Neuron 1`, `neuron_1` and `NEURON1` are the same.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
        "chemical" | "chem" | "c" | "s" | "sp" | "send" | "sendpoly" | "sendjoint" | "synapse"
        | "synaptic" | "chemicalsynapse" | "chemicalsynapses" | "chemicalconnection" | "cs" => {
            Meaning::Link(Kind::Chemical)
        }
        "electrical"
        | "electric"
        | "elec"
        | "e"
        | "ej"
        | "gj"
        | "gap"
        | "gaps"
        | "gapjunction"
        | "gapjunctions"
        | "electricaljunction"
        | "electricalsynapse"
        | "electricalsynapses"
        | "electricalconnection"
        | "es" => Meaning::Link(Kind::Electrical),
        "r" | "rp" | "rcv" | "receive" | "receivepoly" | "receivejoint" => Meaning::Receiving,
        "nmj" | "neuromuscular" | "neuromuscularjunction" | "muscle" => Meaning::Muscular,
        _ => return None,
    })
}

/// Which way a link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Directed,
    Undirected,
    /// From each to the other.
    Mutual,
}

/// Which way a link goes, as a word says that can say nothing else.
pub(super) fn way(word: &str) -> Option<Way> {
    match plain(word).as_str() {
        "directed" => Some(Way::Directed),
        "undirected" => Some(Way::Undirected),
        "mutual" | "reciprocal" | "bidirectional" => Some(Way::Mutual),
        _ => None,
    }
}

/// The same, where yes and no say whether a link has a direction.
pub(super) fn direction(word: &str) -> Option<Way> {
    way(word).or_else(|| Some(if truth(word)? { Way::Directed } else { Way::Undirected }))
}

/// What a word says of yes and no.
pub(super) fn truth(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// Whether a row or a column of this name holds sums.
pub(super) fn is_sum(name: &str) -> bool {
    ["total", "totals", "sum", "sums", "grandtotal", "rowsum", "columnsum"].contains(&plain(name).as_str())
}

/// The kinds of links, for proposals.
pub(super) const KINDS: &str =
    "chemical (also S, Sp, Send), electrical (also EJ, gap), R and Rp (passed over), NMJ (passed over)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_many_spellings() {
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
    }

    #[test]
    fn ways_in_many_spellings() {
        for (word, expected) in [
            ("Directed", Some(Way::Directed)),
            ("true", Some(Way::Directed)),
            ("undirected", Some(Way::Undirected)),
            ("0", Some(Way::Undirected)),
            ("Mutual", Some(Way::Mutual)),
            ("reciprocal", Some(Way::Mutual)),
            ("sideways", None),
        ] {
            assert_eq!(direction(word), expected, "{word}");
        }
        assert_eq!(way("true"), None);
    }
}
