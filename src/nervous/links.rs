//! Links as the step follows them.

use super::NeuromuscularJunction;

/// One outgoing link: where it goes, and the factor on what it carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Index into `inflow`: a neuron's slot, or past the neurons a muscle.
    pub(super) target: u32,
    /// Weight over divisor.
    pub(super) factor: f32,
}

/// A gap junction between two neurons, as indices into [`Wiring::joined`].
#[derive(Clone, Copy, Debug)]
pub(super) struct GapLink {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) conductance: f32,
}

/// An amount that a neuron hands to its links in a tick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packet {
    /// The neuron, or a row of links that are delayed.
    pub(super) slot: u32,
    /// As in [`Wiring::manner`].
    pub(super) manner: u8,
    pub(super) released: bool,
    pub(super) amount: [f32; 2],
}

/// The links of a neuromuscular junction, one a muscle, with the gain as factor; none beyond the body.
pub(super) fn muscle_links(
    junction: &NeuromuscularJunction,
    base: u32,
    joints: u32,
) -> impl Iterator<Item = Link> {
    let NeuromuscularJunction { joint, side, gain } = *junction;
    [side.left(), side.right()]
        .into_iter()
        .enumerate()
        .filter(move |(_, reached)| *reached && joint < joints)
        .map(move |(side, _)| Link { target: base + joint * 2 + side as u32, factor: gain })
}

/// Puts a row of links with weights as factors in canonical order, and divides the weights as the neuron
/// shares its cleft.
pub(super) fn finish_row(links: &mut [Link], divisor: f32) {
    links.sort_unstable_by(Link::order);
    links.iter_mut().for_each(|link| link.factor /= divisor);
}

impl Link {
    /// The canonical order of a row, while factors are weights.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.target.cmp(&other.target).then(self.factor.total_cmp(&other.factor))
    }
}
