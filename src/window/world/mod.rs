//! The world: the probe, and what is drawn of worms and ground.

pub mod body_links;
pub mod camera;
mod physics_lines;

use crate::arena::Probe;
use crate::body::{self, Body};
use crate::sim::{Clock, Playback};
use crate::window::paint::draw::ground;
use crate::window::paint::draw::spine::Spine;
use crate::window::paint::draw::worm::{Inner, Worm};
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::{Icon, STRIP, icon_button};
use crate::window::state::Desk;
use crate::window::state::graph::{Being, look};
use crate::window::state::picture::{Picture, Pose};
use crate::window::time::ghost::Ghost;
use crate::window::tools::{self, Tool};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, Sense, Ui};

/// Height of a view that has room for the scale and the medium.
const ROOM_FOR_LEGEND: f32 = 160.0;
/// Radius of the probe, in widths of the worm.
const PROBE: f32 = 0.45;

/// Shows the world in a part of the screen.
pub fn show(ui: &mut Ui, whole: Rect, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let strip = if desk.plain { 0.0 } else { STRIP };
    let (rect, bar) = whole.split_top_bottom_at_y(whole.bottom() - strip);
    desk.world.rect = rect;
    let worms = worms(world, desk);
    let ghosts = ghosts(world);
    if std::mem::take(&mut desk.fit_world) {
        camera::fit(world, desk, &worms, &ghosts);
    }
    let response = ui.interact(rect, ui.id().with("world"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "World"));
    camera::steer(ui, &response, desk, &worms);
    if desk.tools.tool == Tool::Poke {
        probe(ui, &response, world, desk);
    } else {
        desk.hand.release();
        tools::hands::act(ui, &response, world, desk);
    }

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.ground);
    painter.add(ground::ground(&desk.world, palette));
    let view = desk.world;
    let picture = world.resource::<Picture>();
    for (being, worm) in &worms {
        if let Some(trail) = picture.trail(being.entity).filter(|_| desk.tools.shows.trail) {
            painter.extend(ground::trail(trail.iter(), worm.width * 0.5, &view, palette));
        }
    }
    painter.extend(ground::obstacles(body::obstacles(world), &view, palette));
    for ghost in &ghosts {
        painter.extend(ghost.ghost(&view, palette));
        let at = ghost.spine.middle();
        // Where it lies under its worm, its name would lie there too.
        if worms.iter().all(|(_, worm)| worm.spine.middle().distance(at) > 2.0 * worm.width) {
            let below = view.to_screen(at) + egui::vec2(0.0, ghost.width * view.scale);
            let (align, text) = (egui::Align2::CENTER_TOP, "without lesions");
            ground::label(&painter, below, align, text, palette.weak, palette);
        }
    }
    for (being, worm) in &worms {
        let (min, max) = worm.spine.bounds();
        let middle = (min + max) / 2.0;
        if view.sees(middle, (max - min).length() / 2.0 + worm.width) {
            painter.extend(worm.shapes(&view, palette));
        }
        painter.extend(body_links::shapes(world, desk, being, worm, palette));
    }
    let medium = body::medium(world).map_or_else(String::new, crate::window::bars::top::medium_name);
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    desk.pointed =
        pointer.map_or_else(Vec::new, |at| body_links::neurons_at(world, desk, desk.world.to_place(at)));
    body_links::offer(ui, world, desk);
    painter.extend(tools::hands::overlay(desk, ui.input(|i| i.pointer.hover_pos()), palette));
    if desk.tools.shows.physics {
        painter.add(physics_lines::shape(world, &view, palette));
    }
    if desk.tools.shows.forces {
        painter.extend(forces(world, desk, palette));
    }
    if let Some(probe) = desk.hand.probe.or(crate::window::time::probe_seen_again(world)) {
        let pressure = pressure(world, &desk.graph.beings, probe);
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
    } else if !desk.plain && !desk.hand.pressed && world.resource::<Clock>().tick < 300 && response.hovered()
    {
        let at = rect.center_bottom() - egui::vec2(0.0, 12.0);
        let text = "Press on the worm to touch it";
        ground::label(&painter, at, egui::Align2::CENTER_BOTTOM, text, palette.weak, palette);
    }
    if !desk.plain {
        tools::bar::show(ui, bar, world, desk);
        buttons(ui, rect, desk, palette);
    }
}

/// Contact forces on the segments, as lines that point to where they push.
fn forces(world: &World, desk: &Desk, palette: &Palette) -> Vec<egui::Shape> {
    let bodies = desk.graph.beings.iter().filter_map(|being| world.get::<Body>(being.entity));
    let mut shapes = Vec::new();
    for body in bodies {
        for segment in &body.segments {
            let left = segment.axis().perp();
            for (force, from) in [(segment.force[0], left), (segment.force[1], -left)] {
                if force > 0.01 {
                    let skin = segment.position + from * (0.5 * body.plan.width);
                    let tail = skin + from * force.min(10.0);
                    let line = [desk.world.to_screen(tail), desk.world.to_screen(skin)];
                    shapes.push(egui::Shape::line_segment(line, egui::Stroke::new(2.0, palette.warn)));
                    shapes.push(egui::Shape::circle_filled(line[1], 3.0, palette.warn));
                }
            }
        }
    }
    shapes
}

/// Buttons in the upper right corner of the view.
fn buttons(ui: &mut Ui, rect: Rect, desk: &mut Desk, palette: &Palette) {
    let corner = Rect::from_min_size(rect.right_top() + egui::vec2(-74.0, 8.0), egui::vec2(66.0, 28.0));
    let mut child = ui.new_child(
        egui::UiBuilder::new().max_rect(corner).layout(egui::Layout::right_to_left(egui::Align::Min)),
    );
    child.spacing_mut().item_spacing.x = 5.0;
    if icon_button(&mut child, Icon::Fit, "Fit the world", "Fit the worm into the view (F)", false, palette)
        .clicked()
    {
        desk.fit_world = true;
    }
    let tip = if desk.follow { "Following the worm; click to stop (C)" } else { "Follow the worm (C)" };
    if icon_button(&mut child, Icon::Follow, "Follow", tip, desk.follow, palette).clicked() {
        desk.follow = !desk.follow;
    }
}

/// The worms as they are to be drawn now.
fn worms(world: &World, desk: &Desk) -> Vec<(Being, Worm)> {
    let picture = world.resource::<Picture>();
    let fraction = world.resource::<Playback>().fraction();
    let shows = desk.tools.shows;
    let chosen = desk.selected_index();
    let mut worms = Vec::new();
    for (index, being) in desk.graph.beings.iter().enumerate() {
        let Some(body) = world.get::<Body>(being.entity) else { continue };
        let pose = picture.pose(being.entity, body, fraction);
        let rest = body.plan.length / body.plan.segments.max(1) as f32;
        let Some(spine) = Spine::new(&pose, rest) else { continue };
        let neurons = desk
            .graph
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.creature == index && shows.neurons)
            .map(|(i, cell)| {
                let look = look(world, cell.entity, picture, fraction);
                Inner {
                    along: being.along(cell.at.x),
                    across: being.across(cell.at.y),
                    color: cell.color,
                    fill: look.fill,
                    flash: look.flash,
                    selected: chosen == Some(i),
                }
            })
            .collect();
        let worm = Worm {
            spine,
            width: body.plan.width,
            muscles: body
                .muscles
                .iter()
                .map(|m| if shows.muscles { [m[0].activation, m[1].activation] } else { [0.0; 2] })
                .collect(),
            skin: if shows.skin { picture.glow(being.entity).to_vec() } else { Vec::new() },
            neurons,
        };
        worms.push((being.clone(), worm));
    }
    worms
}

/// The ghosts, if they are to be seen.
fn ghosts(world: &World) -> Vec<Worm> {
    let fraction = world.resource::<Playback>().fraction();
    let poses = world.get_resource::<Ghost>().map_or_else(Vec::new, |ghost| ghost.poses(fraction));
    let worm = |(pose, rest, width): (Pose, f32, f32)| {
        let spine = Spine::new(&pose, rest)?;
        Some(Worm { spine, width, muscles: Vec::new(), skin: Vec::new(), neurons: Vec::new() })
    };
    poses.into_iter().filter_map(worm).collect()
}

/// The pressed pointer holds the probe.
fn probe(ui: &Ui, response: &egui::Response, world: &mut World, desk: &mut Desk) {
    let held = response.is_pointer_button_down_on() && ui.input(|i| i.pointer.primary_down());
    let at = response.interact_pointer_pos();
    let width = desk
        .graph
        .beings
        .iter()
        .filter_map(|b| world.get::<Body>(b.entity))
        .map(|b| b.plan.width)
        .next()
        .unwrap_or(1.0);
    match at {
        Some(at) if held => {
            let probe = Probe { position: desk.world.to_place(at), radius: PROBE * width };
            desk.hand.press(probe, world.resource::<Clock>().tick);
        }
        // Pressed and released between two frames.
        Some(at) if response.clicked() && desk.hand.probe.is_none() => {
            let probe = Probe { position: desk.world.to_place(at), radius: PROBE * width };
            desk.hand.press(probe, world.resource::<Clock>().tick);
            desk.hand.release();
        }
        _ => desk.hand.release(),
    }
}

/// The force that the probe meets.
fn pressure(world: &World, beings: &[Being], probe: Probe) -> f32 {
    beings
        .iter()
        .filter_map(|being| world.get::<Body>(being.entity))
        .flat_map(|body| {
            let reach = probe.radius + body.plan.width;
            body.segments.iter().filter(move |s| s.position.distance(probe.position) < reach)
        })
        .map(|segment| segment.force[0] + segment.force[1])
        .sum()
}
