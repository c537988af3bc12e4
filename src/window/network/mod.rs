//! The network: a look at the canvas, selecting and moving neurons.

mod along_body;
mod bar;
pub mod canvas;
mod commands;
mod focus;
mod hands;
mod keyboard;
pub mod layouts;
mod learned;
mod menu;
mod minimap;
mod nearest;
mod places;
mod ports;
mod stars;
pub mod tangle;
mod voice;
mod writing;

use crate::sim::Playback;
use crate::window::commands::Draft;
use crate::window::gallery;
use crate::window::paint::draw::ground::label;
use crate::window::paint::draw::network::{self, CAPTION};
use crate::window::paint::view::View;
use crate::window::paint::widgets::{Icon, STRIP, icon_button};
use crate::window::state::{Afterimage, Arrangement, Graph, Layout, SceneBegan, Stop, Views, palette, tour};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, EventFilter, Pos2, Rect, Sense, Ui};
use canvas::{Aim, Canvas, Drag, Under};

pub use commands::{ARRANGE, COMMANDS};
pub use keyboard::KEYS;

/// Adds what the canvas remembers.
pub fn plugin(app: &mut App) {
    app.init_resource::<Canvas>().init_resource::<menu::Asked>().add_observer(begin_anew);
}

/// What was under way is of the scene before.
fn begin_anew(_: On<SceneBegan>, mut canvas: ResMut<Canvas>, mut draft: ResMut<Draft>) {
    draft.writing = None;
    let Canvas { depth, dim_silent, .. } = *canvas;
    *canvas = Canvas { depth, dim_silent, ..Canvas::default() };
}

/// Lets go of a link or a box that is being drawn, of a note that is moved, and of a port that keys have come to; tells
/// whether there was anything.
pub fn stop_drag(world: &mut World) -> bool {
    if canvas::leave(world) {
        return true;
    }
    let mut canvas = world.resource_mut::<Canvas>();
    let of_note = matches!(canvas.drag, Drag::Note(..));
    let drawn =
        of_note || matches!(canvas.drag, Drag::Link(_) | Drag::Port(_) | Drag::Cover(..) | Drag::Marquee(_));
    if drawn {
        canvas.drag = Drag::None;
    }
    if of_note {
        // It was only drawn where it is.
        world.resource_mut::<Graph>().stale = true;
    }
    drawn
}

/// Takes up a part of the screen, and fits the view into it where that was wished for.
fn fit(world: &mut World, rect: Rect) {
    let graph = world.resource::<Graph>();
    let (bounds, empty) = (graph.plan.bounds, graph.cells.is_empty() && graph.plan.notes.is_empty());
    let captions = !graph.plan.flanks.is_empty();
    let mut views = world.resource_mut::<Views>();
    let moved = views.network.rect.size() != rect.size();
    views.network.rect = rect;
    let wanted = std::mem::take(&mut views.fit_network);
    let stands = views.is_network_fitted();
    let mut canvas = world.resource_mut::<Canvas>();
    if wanted {
        canvas.fitted_box = bounds;
    }
    // A view that was fitted stays so when its part of the screen changes, around what was there when it
    // was fitted: a neuron that is added must not make the canvas jump.
    if wanted || (moved && !empty && stands) {
        let (min, max) = canvas.fitted_box;
        let Arrangement { layout, plain, .. } = *world.resource::<Arrangement>();
        // Alone it has the buttons of the middle above it, too.
        let below = if captions { CAPTION } else { 0.0 };
        let above = if layout == Layout::Network && !plain { BUTTONS } else { below };
        let mut views = world.resource_mut::<Views>();
        fit_beside(&mut views.network, min, max, [above, below]);
        views.network_was_fitted();
    }
}

/// Room around the network \[points\], and the greatest scale at which all of it is shown.
const ROOM: (f32, f32) = (18.0, 90.0);

/// Room for buttons, and for words below them \[points\].
const BUTTONS: f32 = 42.0;

/// Fits a view, with so much room above and below for what stands there.
fn fit_beside(view: &mut View, min: Vec2, max: Vec2, [above, below]: [f32; 2]) {
    let whole = view.rect;
    // In a small view they would take more than they give.
    if whole.height() > 8.0 * CAPTION {
        view.rect =
            Rect::from_min_max(whole.min + egui::vec2(0.0, above), whole.max - egui::vec2(0.0, below));
    }
    view.fit(min, max, ROOM.0, ROOM.1);
    let aside = view.rect.center() - whole.center();
    view.rect = whole;
    view.pan(aside);
}

/// Keys that do not take the keyboard from the canvas: it uses them.
const HELD: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// What keys point at takes the place of what lies under the pointer; returns where it is on the screen.
fn aimed(world: &World, under: &mut Under) -> Option<Pos2> {
    let (graph, view) = (world.resource::<Graph>(), world.resource::<Views>().network);
    let aim = world.resource::<Canvas>().aim.as_ref()?;
    *under = match aim {
        Aim::Neuron(key) => Under { neuron: graph.find(key), ..Under::default() },
        Aim::Part(part) => Under { port: graph.port(part), ..Under::default() },
    };
    nearest::place(graph, aim).map(|at| view.to_screen(at))
}

/// Shows the network in a part of the screen.
pub fn show(ui: &mut Ui, whole: Rect, world: &mut World) {
    let palette = palette(world);
    let plain = world.resource::<Arrangement>().plain;
    // The bar has a strip of its own, so that it never lies over the network.
    let strip = if plain { 0.0 } else { STRIP };
    let (rect, bar) = whole.split_top_bottom_at_y(whole.bottom() - strip);
    places::look_back(world);
    fit(world, rect);
    let response = ui.interact(rect, ui.id().with("network"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "Network"));
    tour::head(world, Stop::Network, response.id);
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, HELD));
    keyboard::tend(world, ui.input(|i| i.time));
    voice::tell(ui, &response, world);
    let mut under = hands::act(ui, &response, world);
    let aimed = aimed(world, &mut under);
    if places::glide(world, ui.input(|i| i.unstable_dt).min(0.1)) {
        ui.ctx().request_repaint();
    }

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.canvas);
    let fraction = world.resource::<Playback>().fraction();
    let graph = world.resource::<Graph>();
    let activity = graph.activity(world, world.resource::<Afterimage>(), fraction);
    let shown = if plain { None } else { Some(ports::shown(ui, world)) };
    let focus = focus::focus(world, &under, shown);
    let view = &world.resource::<Views>().network;
    network::draw(&painter, &graph.plan, &activity, &focus, view, palette);
    // In front of everything: a link can be drawn to the worm.
    let front = egui::LayerId::new(egui::Order::Foreground, ui.id().with("drag"));
    let pointer = ui.input(|i| i.pointer.hover_pos());
    let by_key = world.resource::<Canvas>().joint.is_some();
    let to = if by_key { aimed } else { pointer };
    let overlay = hands::overlay(world, to, palette);
    let above = ui.ctx().layer_painter(front);
    above.extend(overlay);
    let named = if by_key { None } else { ports::named(world, &under).filter(|_| aimed.is_some()) };
    if let (Some(text), Some(at)) = (ports::promise(world, &under).or(named), aimed.or(pointer)) {
        let beside = at + egui::vec2(14.0, 14.0);
        label(&above, beside, egui::Align2::LEFT_TOP, &text, palette.text, palette);
    }
    let tip = ports::tip(world, &under)
        .or_else(|| learned::tip(world, &under))
        .or_else(|| stars::tip(world, &under));
    if let Some(text) = tip.filter(|_| aimed.is_none()) {
        response.on_hover_text_at_pointer(text);
    }
    if graph.cells.is_empty() {
        let text = "No neurons yet: double click to add one.";
        label(&painter, rect.center(), egui::Align2::CENTER_CENTER, text, palette.text, palette);
        if !plain {
            let below =
                Rect::from_center_size(rect.center() + egui::vec2(0.0, 34.0), egui::vec2(150.0, 24.0));
            let button = egui::Button::new("Look at the gallery...");
            if ui.put(below, button).on_hover_text("All scenes with pictures (Ctrl+G)").clicked() {
                gallery::open(world);
            }
        }
    }
    if plain {
        return;
    }
    minimap::show(ui, rect, world);
    bar::show(ui, bar, world);
    bar::rename(ui, world);
    writing::show(ui, world);
    let corner = Rect::from_min_size(rect.right_top() + egui::vec2(-41.0, 8.0), egui::vec2(33.0, 28.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(corner));
    if icon_button(&mut child, Icon::Fit, "Fit the network", "Show the whole network", false, palette)
        .clicked()
    {
        world.resource_mut::<Views>().fit_network = true;
    }
}
