//! The tour: five things to try, each with a frame around the part of the window it speaks of.
//!
//! Nothing waits for it: the window works as ever while the card of the tour is open.

use crate::window::files::gallery;
use crate::window::paint::theme::{Palette, fade, small};
use crate::window::state::{Desk, Layout};
use crate::window::tools::Tool;
use bevy_egui::egui::{
    self, Align, Area, Context, CornerRadius, Id, LayerId, Order, Rect, RichText, Stroke, StrokeKind, vec2,
};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    World,
    Network,
    List,
    Inspector,
}

/// A step of the tour.
struct Step {
    title: &'static str,
    text: &'static str,
    regions: &'static [Region],
    /// Whether there must be a worm to try it on.
    needs_body: bool,
    /// Whether a neuron must be selected.
    needs_neuron: bool,
}

/// All steps.
const STEPS: [Step; 5] = [
    Step {
        title: "Touch the worm",
        text: "Press on the worm with the left mouse button: a click is a tap, a hold a squeeze, harder the \
               deeper. Skin that is touched charges neurons, and they decide what the worm does.",
        regions: &[Region::World],
        needs_body: true,
        needs_neuron: false,
    },
    Step {
        title: "See what a neuron is linked to",
        text: "Click a neuron in the network: its links stand out. Warm lines with an arrow excite, cool \
               ones with a bar inhibit, grey double lines are electrical.",
        regions: &[Region::Network],
        needs_body: false,
        needs_neuron: false,
    },
    Step {
        title: "Change it while it runs",
        text: "The inspector shows all that the selected neuron is made of. Drag the number at \"threshold\", \
               or double click it and type: the neuron fires more easily or hardly at all.",
        regions: &[Region::Inspector],
        needs_body: false,
        needs_neuron: true,
    },
    Step {
        title: "Take a neuron away",
        text: "S silences the selected neuron, and S again revives it; so does a click at the end of its row \
               in the list. G shows the ghost: what the worm would do without that.",
        regions: &[Region::World, Region::List],
        needs_body: true,
        needs_neuron: true,
    },
    Step {
        title: "Build your own",
        text: "N adds a neuron at the pointer. Drag from the rim of a neuron to another one to link them. \
               Ctrl+Z takes back whatever you did, step by step.",
        regions: &[Region::Network],
        needs_body: false,
        needs_neuron: false,
    },
];

/// Width of the card.
const WIDTH: f32 = 318.0;
/// Space between the card and the edges of the window, above the status bar.
const MARGIN: egui::Vec2 = vec2(14.0, 38.0);
/// Where messages are while there is no tour.
const MESSAGES: egui::Vec2 = vec2(14.0, 44.0);

/// Begins the tour.
pub fn begin(desk: &mut Desk) {
    desk.show_help = false;
    desk.gallery.shown = false;
    go(desk, 0);
}

/// Leaves the tour.
pub fn leave(desk: &mut Desk) {
    desk.tour = None;
    lift(desk, 0.0);
}

/// Goes to a step and opens what it speaks of.
fn go(desk: &mut Desk, place: usize) {
    let Some(step) = STEPS.get(place) else { return leave(desk) };
    desk.tour = Some(place);
    for region in step.regions {
        match region {
            Region::World => {
                desk.layout = if desk.layout == Layout::Network { Layout::Both } else { desk.layout };
                desk.tools.tool = Tool::Poke;
            }
            Region::Network => {
                desk.layout = if desk.layout == Layout::World { Layout::Both } else { desk.layout };
            }
            Region::List => desk.show_list = true,
            Region::Inspector => desk.show_inspector = true,
        }
    }
    // An empty inspector has no threshold to change, and nothing is there to be silenced.
    if step.needs_neuron && desk.selected.is_none() {
        let first = desk.graph.cells.first().map(|cell| cell.key.clone());
        desk.select(first);
    }
}

/// Goes to a step at once.
#[cfg(test)]
pub(super) fn show_in_pictures(desk: &mut Desk, place: usize) {
    go(desk, place);
}

/// Keeps messages above the card, so that neither hides the other.
fn lift(desk: &mut Desk, height: f32) {
    let toasts = std::mem::take(&mut desk.toasts);
    desk.toasts = toasts.with_margin(MESSAGES + vec2(0.0, height));
}

/// Shows the card and the frames.
pub fn show(ctx: &Context, desk: &mut Desk) {
    let Some(place) = desk.tour else { return };
    let Some(step) = STEPS.get(place) else { return leave(desk) };
    let palette = desk.mode.palette();
    let painter = ctx.layer_painter(LayerId::new(Order::Middle, Id::new("tour frames")));
    for region in step.regions {
        if let Some(rect) = rect_of(ctx, desk, *region) {
            let round = CornerRadius::same(6);
            let glow = Stroke::new(6.0, fade(palette.warn, 0.25));
            painter.rect_stroke(rect, round, glow, StrokeKind::Inside);
            painter.rect_stroke(rect, round, Stroke::new(2.0, palette.warn), StrokeKind::Inside);
        }
    }
    // Beside the inspector while that is what is spoken of.
    let inspector = rect_of(ctx, desk, Region::Inspector).filter(|_| step.regions == [Region::Inspector]);
    let aside = inspector.map_or(0.0, |rect| rect.width()).min(ctx.content_rect().width() - WIDTH - 60.0);
    let offset = -MARGIN - vec2(aside.max(0.0), 0.0);
    let card = Area::new(Id::new("tour"))
        .order(Order::Middle)
        .anchor(egui::Align2::RIGHT_BOTTOM, offset)
        .show(ctx, |ui| card(ui, desk, place, step, palette));
    ctx.move_to_top(card.response.layer_id);
    if desk.tour.is_some() {
        lift(desk, card.response.rect.height());
    }
}

fn card(ui: &mut egui::Ui, desk: &mut Desk, place: usize, step: &Step, palette: &Palette) {
    let frame = egui::Frame::popup(ui.style()).inner_margin(14).stroke(Stroke::new(1.0, palette.warn));
    frame.show(ui, |ui| {
        ui.set_width(WIDTH - 28.0);
        let count = format!("Step {} of {}", place + 1, STEPS.len());
        ui.label(RichText::new(count).font(small()).color(palette.weak));
        ui.heading(RichText::new(step.title).color(palette.strong));
        ui.add(egui::Label::new(step.text).wrap());
        if step.needs_body && desk.bodiless {
            ui.horizontal(|ui| {
                ui.label(RichText::new("This scene has no body.").color(palette.warn));
                if ui.button("Find a worm...").on_hover_text("Scenes with pictures (Ctrl+G)").clicked() {
                    gallery::open(desk);
                }
            });
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button("Leave").on_hover_text("Esc; the tour is found again in View and Help").clicked() {
                leave(desk);
            }
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let last = place + 1 == STEPS.len();
                let next = egui::Button::new(if last { "Done" } else { "Next" }).fill(palette.accent_ground);
                if ui.add(next).clicked() {
                    go(desk, place + 1);
                }
                if ui.add_enabled(place > 0, egui::Button::new("Back")).clicked() {
                    go(desk, place - 1);
                }
            });
        });
    });
}

/// Where a part of the window is, if it is open.
fn rect_of(ctx: &Context, desk: &Desk, region: Region) -> Option<Rect> {
    let panel = |name: &str, open: bool| {
        let state = egui::containers::panel::PanelState::load(ctx, Id::new(name));
        state.filter(|_| open).map(|state| state.outer_rect)
    };
    match region {
        Region::World => Some(desk.world.rect).filter(|_| desk.layout != Layout::Network),
        Region::Network => Some(desk.network.rect).filter(|_| desk.layout != Layout::World),
        Region::List => panel("list", desk.show_list),
        Region::Inspector => panel("inspector", desk.show_inspector),
    }
}
