//! The world: camera, probe, and what is drawn of worms and ground.
//!
//! * `worms` are drawn as they are now; `camera` is where the view looks, `follow` how it glides after one, `pair` how it
//!   takes in the ghost too; `probe` touches.
//! * `body_links` joins the world with the network: what neurons feel and move, links that are let go on the worm.
//! * `voice` is what a screen reader says of it.
//! * `physics_lines` draws what the physics engine has over them.

mod body_links;
mod camera;
mod follow;
mod menu;
mod pair;
mod physics_lines;
mod probe;
mod voice;
mod worms;

pub use body_links::{Pointed, drop as drop_link_on_worm, withdraw as withdraw_offer};
pub use camera::whole_way;

use crate::body;
use crate::nervous::Wiring;
use crate::nervous::plasticity::Modulators;
use crate::sim::Clock;
use crate::window::paint::draw::ground;
use crate::window::paint::draw::worm::Worm;
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::widgets::{Icon, STRIP, icon_button, icon_switch};
use crate::window::state::graph::Being;
use crate::window::state::{Afterimage, Arrangement, Stop, Views, palette, pan_by_space, tour};
use crate::window::time::{Hand, probe_seen_again};
use crate::window::tools::{self, Tool, Tools, medium_name};
use crate::window::twin::Ghost;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, Response, Sense, Ui};
use worms::{ghosts, worms};

/// Height of a view that has room for the scale and the medium.
const ROOM_FOR_LEGEND: f32 = 160.0;
/// Width of a view that has room for buttons in both corners.
const ROOM_FOR_BUTTONS: f32 = 190.0;

/// Adds what the world view keeps.
pub fn plugin(app: &mut App) {
    app.init_resource::<Pointed>()
        .init_resource::<follow::Following>()
        .init_resource::<menu::Asked>()
        .init_resource::<body_links::Offered>();
}

/// Shows the world in a part of the screen.
pub fn show(ui: &mut Ui, whole: Rect, world: &mut World) {
    let palette = palette(world);
    let plain = world.resource::<Arrangement>().plain;
    let strip = if plain { 0.0 } else { STRIP };
    let (rect, bar) = whole.split_top_bottom_at_y(whole.bottom() - strip);
    let mut views = world.resource_mut::<Views>();
    // A view that was fitted stays so when its part of the screen changes.
    let resized = views.world.rect.size() != rect.size() && views.is_world_fitted();
    views.world.rect = rect;
    let wanted = std::mem::take(&mut views.fit_world);
    let worms = worms(world);
    let ghosts = ghosts(world);
    if wanted || resized {
        camera::fit(world, &worms, &ghosts);
        world.resource_mut::<Views>().world_was_fitted();
    }
    let response = ui.interact(rect, ui.id().with("world"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "World"));
    tour::head(world, Stop::World, response.id);
    if response.clicked_by(egui::PointerButton::Primary) {
        response.request_focus();
    }
    voice::tell(&response, world);
    camera::act(ui, &response, world, &worms, &ghosts);
    if let Some(delta) = pan_by_space(ui, &response, world) {
        world.resource_mut::<Hand>().release();
        if delta != egui::Vec2::ZERO {
            camera::pan(world, delta);
        }
    } else if world.resource::<Tools>().tool == Tool::Poke {
        probe::act(ui, &response, world);
    } else {
        world.resource_mut::<Hand>().release();
        tools::act(ui, &response, world);
    }
    draw(ui, &response, world, &worms, &ghosts);
    menu::act(ui, &response, world);
    if !plain {
        tools::show_bar(ui, bar, world);
        buttons(ui, rect, world, palette);
    }
}

/// How much of its colour a modulator at a level of 1 gives the ground.
const TINT: f32 = 0.12;

/// The colour of the modulator whose level is the highest, and how high it is \[0 to 1\].
fn modulated(world: &World) -> Option<(egui::Color32, f32)> {
    let modulators = world.get_resource::<Modulators>().filter(|modulators| !modulators.is_empty())?;
    let tick = world.resource::<Clock>().tick;
    let levels = world.get_resource::<Wiring>()?.levels(tick);
    let (_, name, level) = levels.max_by(|a, b| a.2.total_cmp(&b.2))?;
    // An amount that nobody would see is none.
    let seen = (level > 0.02).then_some(level.min(1.0))?;
    Some((palette(world).class("", modulators.get_index_of(name)?), seen))
}

/// Draws the ground and all that is on it.
fn draw(ui: &Ui, response: &Response, world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) {
    let (palette, view) = (palette(world), world.resource::<Views>().world);
    let (rect, shows) = (view.rect, world.resource::<Tools>().shows);

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.ground);
    painter.add(ground::ground(&view, palette));
    if let Some((color, level)) = modulated(world) {
        painter.rect_filled(rect, 0.0, fade(color, TINT * level));
    }
    let picture = world.resource::<Afterimage>();
    for (being, worm) in worms {
        if let Some(trail) = picture.trail(being.entity).filter(|_| shows.trail) {
            painter.extend(ground::trail(trail.iter(), worm.width * 0.5, &view, palette));
        }
    }
    painter.extend(ground::obstacles(body::obstacles(world), &view, palette));
    for ghost in ghosts {
        painter.extend(ghost.ghost(&view, palette));
        let at = ghost.spine.middle();
        // Where it lies under its worm, its name would lie there too.
        if worms.iter().all(|(_, worm)| worm.spine.middle().distance(at) > 2.0 * worm.width) {
            let below = view.to_screen(at) + egui::vec2(0.0, ghost.width * view.scale);
            let (align, text) = (egui::Align2::CENTER_TOP, world.resource::<Ghost>().label());
            ground::label(&painter, below, align, text, palette.weak, palette);
        }
    }
    for (being, worm) in worms {
        let (min, max) = worm.spine.bounds();
        let middle = (min + max) / 2.0;
        if view.sees(middle, (max - min).length() / 2.0 + worm.width) {
            painter.extend(worm.shapes(&view, palette));
        }
        painter.extend(body_links::shapes(world, being, worm, palette));
    }
    let medium = body::medium(world).map_or_else(String::new, medium_name);
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    let pointed = pointer.map_or_else(Vec::new, |at| body_links::neurons_at(world, view.to_place(at)));
    world.insert_resource(Pointed(pointed));
    body_links::offer(ui, world);
    painter.extend(tools::overlay(world, ui.input(|i| i.pointer.hover_pos()), palette));
    if shows.physics {
        painter.add(physics_lines::shape(world, &view, palette));
    }
    if shows.forces {
        painter.extend(probe::forces(world, palette));
    }
    if let Some(probe) = world.resource::<Hand>().probe.or(probe_seen_again(world)) {
        let pressure = probe::pressure(world, probe);
        painter.extend(ground::probe(probe.position, probe.radius, pressure, &view, palette));
    }
    let length = worms.first().and_then(|(being, _)| being.body).map(|body| body.0);
    // In a picture of the gallery's size it would be in the way of the worm.
    if rect.height() >= ROOM_FOR_LEGEND {
        ground::legend(&painter, &view, &medium, length, palette);
    }
    if worms.is_empty() {
        let text = "This scene has no body. Press 3 for its network alone.";
        ground::label(&painter, rect.center(), egui::Align2::CENTER_CENTER, text, palette.text, palette);
    } else if !world.resource::<Arrangement>().plain
        && !world.resource::<Hand>().pressed
        && world.resource::<Clock>().tick < 300
        && response.hovered()
    {
        let at = rect.center_bottom() - egui::vec2(0.0, 12.0);
        let text = "Press on the worm to touch it";
        ground::label(&painter, at, egui::Align2::CENTER_BOTTOM, text, palette.weak, palette);
    }
}

/// Buttons in the upper right corner of the view. A narrow one has no room for them beside those in the left corner;
/// the View menu has both.
fn buttons(ui: &mut Ui, rect: Rect, world: &mut World, palette: &Palette) {
    if rect.width() < ROOM_FOR_BUTTONS {
        return;
    }
    let corner = Rect::from_min_size(rect.right_top() + egui::vec2(-74.0, 8.0), egui::vec2(66.0, 28.0));
    let mut child = ui.new_child(
        egui::UiBuilder::new().max_rect(corner).layout(egui::Layout::right_to_left(egui::Align::Min)),
    );
    child.spacing_mut().item_spacing.x = 5.0;
    if icon_button(&mut child, Icon::Fit, "Fit the world", "Fit the worm into the view (F)", false, palette)
        .clicked()
    {
        world.resource_mut::<Views>().fit_world = true;
    }
    let mut views = world.resource_mut::<Views>();
    let tip = if views.follow { "Following the worm; click to stop (C)" } else { "Follow the worm (C)" };
    if icon_switch(&mut child, Icon::Follow, "Follow", tip, views.follow, palette).clicked() {
        views.follow = !views.follow;
    }
}
