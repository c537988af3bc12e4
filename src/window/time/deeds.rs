//! What was done by hand in a run.

use crate::arena::Probe;
use crate::edit::Edit;
use std::collections::VecDeque;

/// What was done by hand, between the end of a tick and the next one.
#[derive(Clone)]
pub(super) struct Deed {
    pub(super) tick: u64,
    pub(super) what: What,
}

#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "most are edits")]
pub(super) enum What {
    /// The probe came, moved or went.
    Probe(Option<Probe>),
    /// An edit of the run.
    Run(Edit),
    /// The scene was changed: how often that had happened with it.
    Scene(u32),
}

/// What is drawn of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A touch began.
    Touch,
    /// A touch ended.
    Lifted,
    /// A neuron was injected, or its state set.
    Run,
    /// The scene was changed.
    Scene,
}

/// What is drawn of deeds, and when they were done.
pub(super) fn marks(deeds: &VecDeque<Deed>) -> impl Iterator<Item = (u64, Mark)> {
    let mut touching = false;
    deeds.iter().filter_map(move |deed| {
        let mark = match &deed.what {
            What::Probe(probe) if probe.is_some() == touching => return None,
            What::Probe(probe) => {
                touching = probe.is_some();
                if touching { Mark::Touch } else { Mark::Lifted }
            }
            What::Run(_) => Mark::Run,
            What::Scene(_) => Mark::Scene,
        };
        Some((deed.tick, mark))
    })
}
