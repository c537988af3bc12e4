//! The measures of the worm and of its ghost, side by side, with their difference: in a corner of the world.

use crate::record::Tracks;
use crate::sim::Clock;
use crate::window::paint::theme::{Palette, number, small};
use crate::window::state::{Arrangement, Layout, Panel, Views, palette};
use crate::window::time::Moved;
use crate::window::twin::Ghost;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Area, Frame, Grid, Id, RichText, Ui, Vec2, vec2};

/// The panel over the world.
pub const PANEL: Panel = Panel { plugin, show };

/// Between two looks \[ticks\].
const EVERY: u64 = 25;
/// Where it lies: below the buttons in that corner \[points\].
const BELOW: Vec2 = vec2(10.0, 42.0);
/// Least size of the world's view in which there is room for it \[points\].
const ROOM: (f32, f32) = (330.0, 225.0);

/// What is measured: its name, its unit, how many digits, one sentence.
const ROWS: [(&str, &str, usize, &str); 6] = [
    (
        "speed",
        "BL/s",
        2,
        "Speed of the centre along the body, over the last 5 s; below zero it goes backward",
    ),
    ("frequency", "Hz", 2, "Cycles a second of steady crawling, in the last 20 s"),
    ("wavelength", "BL", 2, "Length of the wave along the body, in the last 20 s"),
    ("stride", "BL", 2, "Way along the body in one cycle, in the last 20 s"),
    ("amplitude", "BL", 2, "Half the width that the body takes up, over the last 5 s"),
    ("reversals", "", 0, "How often it went backward in the last 60 s"),
];

type Values = [Option<f32>; ROWS.len()];

/// What was measured last of the worm and of the ghost.
#[derive(Resource, Default)]
pub struct Compared {
    /// When, in units of [`EVERY`].
    at: Option<u64>,
    values: [Values; 2],
}

fn plugin(app: &mut App) {
    app.init_resource::<Compared>();
}

/// The measures of the first body of a world.
fn values(world: &World, tick: u64) -> Values {
    let Some(tracks) = world.get_resource::<Tracks>() else { return Values::default() };
    let Moved { movement, gait, minute } = Moved::until(tracks, tick);
    [
        movement.map(|movement| movement.speed),
        gait.frequency,
        gait.wavelength,
        gait.stride,
        movement.map(|movement| movement.amplitude),
        minute.map(|minute| minute.reversals as f32),
    ]
}

fn show(ui: &mut Ui, world: &mut World) {
    let Arrangement { layout, plain, .. } = *world.resource::<Arrangement>();
    let rect = world.resource::<Views>().world.rect;
    let seen = layout != Layout::Network && !plain && rect.width() >= ROOM.0 && rect.height() >= ROOM.1;
    if !seen || world.resource::<Ghost>().world().is_none() {
        world.resource_mut::<Compared>().at = None;
        return;
    }
    look(world);
    let palette = palette(world);
    let label = world.resource::<Ghost>().label().to_owned();
    let values = world.resource::<Compared>().values;
    Area::new(Id::new("compare")).fixed_pos(rect.left_top() + BELOW).order(egui::Order::Middle).show(
        ui.ctx(),
        |ui| {
            let frame = Frame::new().fill(palette.panel).corner_radius(6).inner_margin(7);
            frame.show(ui, |ui| table(ui, &label, &values, palette));
        },
    );
}

/// Measures anew when some time has passed, or was gone back in.
fn look(world: &mut World) {
    let tick = world.resource::<Clock>().tick;
    if world.resource::<Compared>().at == Some(tick / EVERY) {
        return;
    }
    let own = values(world, tick);
    let other = world.resource::<Ghost>().world().map_or_else(Values::default, |other| values(other, tick));
    *world.resource_mut::<Compared>() = Compared { at: Some(tick / EVERY), values: [own, other] };
}

fn table(ui: &mut Ui, label: &str, [own, other]: &[Values; 2], palette: &Palette) {
    // Rows as low as their letters: it lies over the world.
    ui.spacing_mut().interact_size.y = 0.0;
    let words = |ui: &mut Ui, text: &str, color| ui.label(RichText::new(text).font(small()).color(color));
    Grid::new("compare").num_columns(5).spacing(vec2(10.0, 1.0)).show(ui, |ui| {
        for head in ["", "worm", "ghost", "difference", ""] {
            words(ui, head, palette.weak);
        }
        ui.end_row();
        for (index, (name, unit, digits, about)) in ROWS.into_iter().enumerate() {
            words(ui, name, palette.text).on_hover_text(about);
            let apart = own[index].zip(other[index]).map(|(own, other)| own - other);
            for (value, signed) in [(own[index], false), (other[index], false), (apart, true)] {
                let text = value.map_or_else(
                    || "-".to_owned(),
                    |value| if signed { format!("{value:+.digits$}") } else { format!("{value:.digits$}") },
                );
                let color = if signed { palette.strong } else { palette.text };
                ui.label(RichText::new(text).font(number()).color(color)).on_hover_text(about);
            }
            words(ui, unit, palette.weak);
            ui.end_row();
        }
    });
    let note = words(ui, &format!("ghost: {label}"), palette.weak);
    note.on_hover_text("G takes it away");
}

#[cfg(test)]
impl Compared {
    /// What was measured last.
    pub fn values(&self) -> [Values; 2] {
        self.values
    }
}
