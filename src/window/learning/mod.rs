//! What synapses learn, all together: the strip above that of time, with the modulators. It is there where a scene has
//! rules of plasticity or modulators.
//!
//! | file | subject |
//! |---|---|
//! | `strip` | the strip: learning or frozen, what has changed, the colours of links |
//! | `levels` | modulators: their levels, and giving one |
//! | `commands` | what can be done by name |

mod commands;
mod levels;
mod strip;

pub use commands::COMMANDS;

use crate::nervous::plasticity::{Modulators, Rules};
use crate::nervous::{Wiring, wiring_of};
use crate::sim::Clock;
use crate::window::state::{Graph, Notices, Panel};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::Ui;

/// The strip.
pub const PANEL: Panel = Panel { plugin: |_: &mut App| {}, show };

fn show(ui: &mut Ui, world: &mut World) {
    let any = has_any(world);
    world.resource_mut::<Notices>().leave_free(if any { strip::HIGH } else { 0.0 });
    if !any {
        return;
    }
    let seconds = ui.input(|i| i.unstable_dt).min(0.1);
    let tick = world.resource::<Clock>().tick;
    // While time stands an edit is not compiled yet.
    wiring_of(world);
    let lit = world
        .resource_scope(|world, mut graph: Mut<Graph>| graph.grow(world.resource::<Wiring>(), tick, seconds));
    if lit {
        ui.ctx().request_repaint();
    }
    strip::show(ui, world);
}

/// Whether the scene says anything of learning.
fn has_any(world: &World) -> bool {
    let rules = world.get_resource::<Rules>().is_some_and(|rules| !rules.is_empty());
    rules || world.get_resource::<Modulators>().is_some_and(|modulators| !modulators.is_empty())
}
