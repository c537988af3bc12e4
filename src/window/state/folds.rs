//! Panels fold where the window is too small for them: first the neurons, then the inspector, by the height the plots
//! and the table. A rail stays at the edge, on which a click unfolds them; of the two at the sides one at a time, and
//! of the two below.

use super::arrangement::Arrangement;
use super::style::palette;
use super::tour::{self, Stop};
use crate::window::paint::theme::small;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Frame, Pos2, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType, pos2};

/// Below this width of the window the neurons fold \[points\].
const FOR_LIST: f32 = 960.0;
/// Below this width the inspector does \[points\].
const FOR_INSPECTOR: f32 = 720.0;
/// Below this height what lies below does \[points\].
const FOR_PLOTS: f32 = 620.0;
/// How thick a rail is \[points\].
const RAIL: f32 = 20.0;

/// A panel that can fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The neurons, at the left.
    List,
    /// The inspector, at the right.
    Inspector,
    /// The plots, at the bottom.
    Plots,
    /// The table of neurons, below them.
    Table,
}

impl Pane {
    /// Whether it lies below what is in the middle.
    const fn is_below(self) -> bool {
        matches!(self, Self::Plots | Self::Table)
    }

    /// Its name on the rail.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "Neurons",
            Self::Inspector => "Inspector",
            Self::Plots => "Plots",
            Self::Table => "Table",
        }
    }

    /// Where the keyboard comes to it.
    const fn stop(self) -> Stop {
        match self {
            Self::List => Stop::List,
            Self::Inspector => Stop::Inspector,
            Self::Plots => Stop::Plots,
            Self::Table => Stop::Table,
        }
    }
}

/// The room that there is, and what is unfolded in it.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Folds {
    /// Size of the window \[points\].
    size: Vec2,
    /// The panel at a side that was unfolded.
    side: Option<Pane>,
    /// The one of the two below that was unfolded.
    below: Option<Pane>,
}

impl Default for Folds {
    fn default() -> Self {
        Self { size: Vec2::INFINITY, side: None, below: None }
    }
}

impl Folds {
    /// Whether there is too little room for a panel, so that it is open only where it was unfolded.
    fn tight(&self, pane: Pane) -> bool {
        match pane {
            Pane::List => self.size.x < FOR_LIST,
            Pane::Inspector => {
                self.size.x < FOR_INSPECTOR || (self.tight(Pane::List) && self.side == Some(Pane::List))
            }
            Pane::Plots | Pane::Table => self.size.y < FOR_PLOTS,
        }
    }

    fn unfolded(&self, pane: Pane) -> bool {
        (if pane.is_below() { self.below } else { self.side }) == Some(pane)
    }

    fn unfold(&mut self, pane: Pane, open: bool) {
        // With the list folded again there is room for the inspector, if there was before.
        *(if pane.is_below() { &mut self.below } else { &mut self.side }) = open.then_some(pane);
    }
}

/// Takes in how much room there is.
pub fn measure(ui: &Ui, world: &mut World) {
    let size = ui.max_rect().size();
    world.resource_mut::<Folds>().size = size;
}

impl Arrangement {
    /// Whether a panel is to be open, if there is room for it.
    fn has(&self, pane: Pane) -> bool {
        match pane {
            Pane::List => self.list,
            Pane::Inspector => self.inspector,
            Pane::Plots => self.plot,
            Pane::Table => self.table,
        }
    }

    fn set(&mut self, pane: Pane, open: bool) {
        match pane {
            Pane::List => self.list = open,
            Pane::Inspector => self.inspector = open,
            Pane::Plots => self.plot = open,
            Pane::Table => self.table = open,
        }
    }
}

/// Whether a panel is open now.
#[must_use]
pub fn is_open(world: &World, pane: Pane) -> bool {
    let folds = world.resource::<Folds>();
    world.resource::<Arrangement>().has(pane) && (!folds.tight(pane) || folds.unfolded(pane))
}

/// Opens a panel or closes it; where there is little room it is unfolded or folded.
pub fn open(world: &mut World, pane: Pane, open: bool) {
    let tight = world.resource::<Folds>().tight(pane);
    if open || !tight {
        world.resource_mut::<Arrangement>().set(pane, open);
    }
    if tight {
        world.resource_mut::<Folds>().unfold(pane, open);
    }
}

/// Shows the rail of a panel where it has one. To be called before the panel itself, which is outside of it.
pub fn rail(ui: &mut Ui, world: &mut World, pane: Pane) {
    let tight = world.resource::<Folds>().tight(pane);
    if !tight || !world.resource::<Arrangement>().has(pane) {
        return;
    }
    let name = ("rail", pane.name());
    let panel = match pane {
        Pane::List => egui::Panel::left(egui::Id::new(name)),
        Pane::Inspector => egui::Panel::right(egui::Id::new(name)),
        Pane::Plots | Pane::Table => egui::Panel::bottom(egui::Id::new(name)),
    };
    let frame = Frame::new().fill(palette(world).bar);
    panel.exact_size(RAIL).frame(frame).show(ui, |ui| {
        tour::stop(ui, world, pane.stop(), |ui, world| handle(ui, world, pane));
    });
}

/// The rail: the name of the panel, and which way it goes.
fn handle(ui: &mut Ui, world: &mut World, pane: Pane) {
    let palette = palette(world);
    let unfolded = world.resource::<Folds>().unfolded(pane);
    let response = ui.interact(ui.max_rect(), ui.id().with("handle"), Sense::click());
    let verb = if unfolded { "Fold" } else { "Unfold" };
    let label = format!("{verb}: {}", pane.name());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
    let rect = response.rect;
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 0.0, palette.button_hover);
    }
    let color = if unfolded { palette.accent } else { palette.text };
    let galley = painter.layout_no_wrap(pane.name().to_owned(), small(), color);
    let half = galley.size() / 2.0;
    let upright = !pane.is_below();
    let along = if upright { rect.height() } else { rect.width() };
    // The arrow stands before the word, in the middle of the rail.
    let centre = rect.center();
    let before = (half.x + 12.0).min(along / 2.0 - 8.0);
    let arrow = if upright { centre - Vec2::Y * before } else { centre - Vec2::X * before };
    let out = match pane {
        Pane::List => Vec2::X,
        Pane::Inspector => -Vec2::X,
        Pane::Plots | Pane::Table => -Vec2::Y,
    };
    let out = if unfolded { -out } else { out } * 3.5;
    let corners: Vec<Pos2> = vec![arrow + out, arrow - out + out.rot90(), arrow - out - out.rot90()];
    painter.add(egui::Shape::convex_polygon(corners, color, Stroke::NONE));
    let place = if upright { centre + egui::vec2(half.y, -half.x) } else { centre - half };
    let mut text = egui::epaint::TextShape::new(pos2(place.x.round(), place.y.round()), galley, color);
    if upright {
        text = text.with_angle(std::f32::consts::FRAC_PI_2);
    }
    painter.add(text);
    if response.on_hover_text(format!("{label} (the window is small)")).clicked() {
        open(world, pane, !unfolded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_panels_fold_first_and_one_at_a_time_unfolds() {
        let mut world = World::new();
        world.insert_resource(Arrangement::default());
        world.insert_resource(Folds::default());
        let open_now =
            |world: &World| [Pane::List, Pane::Inspector, Pane::Plots].map(|pane| is_open(world, pane));
        assert_eq!(open_now(&world), [true; 3]);
        for (size, expected) in [
            ((1280.0, 720.0), [true, true, true]),
            ((853.0, 640.0), [false, true, true]),
            ((800.0, 480.0), [false, true, false]),
            ((571.0, 343.0), [false, false, false]),
        ] {
            world.resource_mut::<Folds>().size = size.into();
            assert_eq!(open_now(&world), expected, "{size:?}");
        }
        open(&mut world, Pane::Inspector, true);
        assert_eq!(open_now(&world), [false, true, false]);
        open(&mut world, Pane::List, true);
        assert_eq!(open_now(&world), [true, false, false]);
        world.resource_mut::<Folds>().size = (853.0, 640.0).into();
        assert_eq!(open_now(&world), [true, false, true]);
        open(&mut world, Pane::List, false);
        assert_eq!(open_now(&world), [false, true, true]);
        // What is closed by wish has no rail, and what was only folded comes back.
        world.resource_mut::<Folds>().size = (1280.0, 720.0).into();
        assert_eq!(open_now(&world), [true; 3]);
        open(&mut world, Pane::Plots, false);
        assert!(!world.resource::<Arrangement>().plot);
    }
}
