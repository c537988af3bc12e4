//! What a link that learns says of itself under the pointer.

use super::canvas::{Canvas, Drag, Under};
use crate::nervous::Wiring;
use crate::nervous::plasticity::Rules;
use crate::sim::{Clock, seconds};
use crate::window::paint::draw::network::Spot;
use crate::window::state::Graph;
use bevy::ecs::prelude::*;

/// Its rule, its weight at the start and now, and what it last learned of.
pub(super) fn tip(world: &World, under: &Under) -> Option<String> {
    if world.resource::<Canvas>().drag != Drag::None || under.neuron.is_some() {
        return None;
    }
    let Some(Spot::Link(index)) = under.link else { return None };
    let graph = world.resource::<Graph>();
    let link = graph.plan.links.get(index)?;
    link.growth?;
    let tick = world.resource::<Clock>().tick;
    let learned = world.get_resource::<Wiring>()?.learned_by(graph.synapse(index)?, tick)?;
    let rule = world.get_resource::<Rules>()?.get(learned.rule.text())?;
    let name = |cell: usize| graph.cells[cell].key.neuron.as_str();
    let ago = |then: u64| format!("{:.2} s ago", seconds(tick.saturating_sub(then)));
    let event = match (learned.pre, learned.post) {
        (0, 0) => "No release has reached it yet, and its target has not activated".to_owned(),
        (pre, post) if pre >= post => format!("Last event: a release reached it, {}", ago(pre)),
        (_, post) => format!("Last event: its target activated, {}", ago(post)),
    };
    let waits = if rule.modulator.is_none() {
        String::new()
    } else {
        format!("\n{:+.3} waits for {}", learned.eligibility, rule.modulator.text())
    };
    Some(format!(
        "{} to {}, learns by \u{201c}{}\u{201d}\nWeight {:.3} at the start, {:.3} now; from {} to {} at most\n{event}{waits}",
        name(link.from),
        name(link.to),
        learned.rule.text(),
        learned.start,
        learned.weight,
        rule.min,
        rule.max,
    ))
}
