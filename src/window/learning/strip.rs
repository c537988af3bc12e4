//! The strip: whether synapses learn, how many have changed, the modulators, and what the colours of links mean.

use super::commands::{COLOURS, KEEP, LEARN, RESET};
use super::levels;
use crate::window::paint::draw::network::learned_color;
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{Palette, number, prose};
use crate::window::paint::words;
use crate::window::state::{Graph, Stop, Style, palette, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Mesh, Pos2, Rect, RichText, Sense, Shape, Ui, vec2};

/// Height of the strip \[points\].
pub const HIGH: f32 = 28.0;
/// The ramp of colours \[points\].
const RAMP: egui::Vec2 = vec2(72.0, 8.0);

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World) {
    let frame = bar(palette(world));
    egui::Panel::bottom("learning").exact_size(HIGH).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| tour::stop(ui, world, Stop::Learning, row));
    });
}

fn row(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let left: [Part<World>; 4] = [
        Part { name: "learning", stays: 9, show: &|ui, world| LEARN.checkbox(ui, world) },
        Part { name: "moved", stays: 2, show: &|ui, world| moved(ui, world, palette) },
        Part {
            name: "reset and keep",
            stays: 5,
            show: &|ui, world| {
                RESET.button(ui, world);
                KEEP.button(ui, world);
            },
        },
        Part { name: "modulators", stays: 7, show: &|ui, world| levels::show(ui, world) },
    ];
    let right: [Part<World>; 2] = [
        Part { name: "colours", stays: 3, show: &|ui, world| COLOURS.checkbox(ui, world) },
        Part { name: "legend", stays: 0, show: &|ui, world| legend(ui, world, palette) },
    ];
    fold_bar::show(ui, "learning", &left, &right, world);
}

/// How many synapses learn, and how many are not as they started.
fn moved(ui: &mut Ui, world: &World, palette: &Palette) {
    let (all, moved) = world.resource::<Graph>().learning();
    let text = match all {
        0 => "no synapse has a rule".to_owned(),
        _ => format!("{moved} of {} changed", words::count(all, "synapse")),
    };
    ui.label(RichText::new(text).font(prose()).color(palette.weak));
}

/// The ramp from the weight that shrank most to the one that grew most.
fn legend(ui: &mut Ui, world: &World, palette: &Palette) {
    let graph = world.resource::<Graph>();
    if world.resource::<Style>().plain_links || graph.learning().0 == 0 {
        return;
    }
    let ((least, greatest), full) = (graph.changes(), graph.full_change());
    let tip = "Change of weights since the start, as a share of what their rules allow: from the one that shrank most to \
               the one that grew most";
    let text = |share: f32| RichText::new(format!("{share:+.2}")).font(number()).color(palette.weak);
    ui.label(text(least)).on_hover_text(tip);
    let (rect, response) = ui.allocate_exact_size(RAMP, Sense::hover());
    let mut mesh = Mesh::default();
    let steps = 24;
    for step in 0..steps {
        let share = least + (greatest - least) * (step as f32 + 0.5) / steps as f32;
        let wide = rect.width() / steps as f32;
        let min = Pos2::new(rect.left() + wide * step as f32, rect.top());
        mesh.add_colored_rect(
            Rect::from_min_size(min, vec2(wide, rect.height())),
            learned_color(palette.excite, share / full, palette),
        );
    }
    ui.painter().add(Shape::mesh(mesh));
    response.on_hover_text(tip);
    ui.label(text(greatest)).on_hover_text(tip);
}
