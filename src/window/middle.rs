//! The middle of the window: world and network, and the border between them.

use crate::window::commands::view::LAYOUTS;
use crate::window::network;
use crate::window::paint::widgets::{Icon, icon_switch};
use crate::window::state::{Arrangement, Layout, Panel, SPLIT, Stop, palette, tour};
use crate::window::tools;
use crate::window::world as arena;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, CentralPanel, EventFilter, Frame, Key, Rect, Stroke, Ui, vec2};

/// World and network, in what is left by all else.
pub const PANEL: Panel = Panel { plugin, show };

fn plugin(app: &mut App) {
    tools::plugin(app);
    arena::plugin(app);
    network::plugin(app);
}

/// Shows world and network.
pub fn show(ui: &mut Ui, world: &mut World) {
    CentralPanel::default().frame(Frame::new()).show(ui, |ui| middle(ui, world));
}

fn middle(ui: &mut Ui, world: &mut World) {
    let rect = ui.available_rect_before_wrap();
    // What is pointed at in the world is found anew where the world is to be seen.
    world.insert_resource(arena::Pointed::default());
    let Arrangement { layout, split, plain, .. } = *world.resource::<Arrangement>();
    match layout {
        Layout::World => show_world(ui, rect, world),
        Layout::Network => show_network(ui, rect, world),
        Layout::Both => {
            let wide = rect.width() > 1.45 * rect.height();
            let (first, second) = if wide {
                let x = rect.left() + rect.width() * split;
                (rect.with_max_x(x - 2.0), rect.with_min_x(x + 2.0))
            } else {
                let y = rect.top() + rect.height() * split;
                (rect.with_max_y(y - 2.0), rect.with_min_y(y + 2.0))
            };
            show_world(ui, first, world);
            show_network(ui, second, world);
            let between = Rect::from_min_max(
                if wide { first.right_top() } else { first.left_bottom() },
                if wide { second.left_bottom() } else { second.right_top() },
            );
            tour::stop(ui, world, Stop::World, |ui, world| border(ui, rect, between, wide, world));
        }
    }
    if !plain {
        tour::stop(ui, world, Stop::World, |ui, world| choice(ui, rect, world));
    }
}

fn show_world(ui: &mut Ui, rect: Rect, world: &mut World) {
    tour::stop(ui, world, Stop::World, |ui, world| arena::show(ui, rect, world));
}

fn show_network(ui: &mut Ui, rect: Rect, world: &mut World) {
    tour::stop(ui, world, Stop::Network, |ui, world| network::show(ui, rect, world));
}

/// Share of the middle by which an arrow moves the border.
const STEP: f32 = 0.02;

/// The buttons that share the middle out.
fn choice(ui: &mut Ui, rect: Rect, world: &mut World) {
    let palette = palette(world);
    let corner = Rect::from_min_size(rect.left_top() + vec2(8.0, 8.0), vec2(100.0, 28.0));
    let mut child = ui.new_child(
        egui::UiBuilder::new().max_rect(corner).layout(egui::Layout::left_to_right(egui::Align::Min)),
    );
    child.spacing_mut().item_spacing.x = 4.0;
    for (layout, icon) in LAYOUTS.iter().zip([Icon::Both, Icon::World, Icon::Network]) {
        let on = layout.is_on(world);
        if icon_switch(&mut child, icon, layout.name, &layout.tip(), on, palette).clicked() {
            (layout.act)(world, child.ctx());
        }
    }
}

const RESIZE: egui::WidgetType = egui::WidgetType::ResizeHandle;
const BORDER: &str = "Border between world and network, in percent";

/// The border between world and network, which is dragged.
fn border(ui: &mut Ui, rect: Rect, border: Rect, wide: bool, world: &mut World) {
    let palette = palette(world);
    let mut arrangement = world.resource_mut::<Arrangement>();
    let response = ui.interact(border.expand(3.0), ui.id().with("split"), egui::Sense::click_and_drag());
    response.widget_info(|| {
        let share = f64::from(arrangement.split * 100.0);
        egui::WidgetInfo { value: Some(share), ..egui::WidgetInfo::labeled(RESIZE, true, BORDER) }
    });
    if response.has_focus() {
        let way = EventFilter { horizontal_arrows: wide, vertical_arrows: !wide, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, way));
        let [less, more] =
            if wide { [Key::ArrowLeft, Key::ArrowRight] } else { [Key::ArrowUp, Key::ArrowDown] };
        let pressed = |key| ui.input(|i| i.num_presses(key)) as f32;
        let by = STEP * (pressed(more) - pressed(less));
        arrangement.split = (arrangement.split + by).clamp(0.15, 0.85);
    }
    let lit = response.hovered() || response.dragged();
    if lit {
        ui.ctx().set_cursor_icon(if wide {
            egui::CursorIcon::ResizeHorizontal
        } else {
            egui::CursorIcon::ResizeVertical
        });
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let share =
            if wide { (at.x - rect.left()) / rect.width() } else { (at.y - rect.top()) / rect.height() };
        arrangement.split = share.clamp(0.15, 0.85);
    }
    if response.double_clicked() {
        arrangement.split = SPLIT;
    }
    ui.painter().rect_filled(border, 0.0, if lit { palette.accent } else { palette.bar });
    let grip = if wide { vec2(2.0, 26.0) } else { vec2(26.0, 2.0) };
    ui.painter().rect_stroke(
        Rect::from_center_size(border.center(), grip),
        1.0,
        Stroke::new(1.0, if lit { palette.accent } else { palette.weak }),
        egui::StrokeKind::Middle,
    );
}
