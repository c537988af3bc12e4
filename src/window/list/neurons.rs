//! The list of neurons: class colour, name, potential; a filter; a click selects.

use crate::edit::NeuronKey;
use crate::nervous::{Hold, NeuronParams, NeuronState};
use crate::window::commands::{menu, silence_one};
use crate::window::paint::context_menu::{Opens, context_menu_at};
use crate::window::paint::theme::{Palette, fade, mix, small};
use crate::window::paint::widgets::section;
use crate::window::state::graph::{Cell, fill};
use crate::window::state::{Afterimage, Graph, Selection, Stop, palette, selected_index, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{
    self, Align2, CornerRadius, EventFilter, FontId, Id, Rect, RichText, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, WidgetType, pos2, vec2,
};

/// What the list is narrowed to.
#[derive(Resource, Clone, Debug, Default)]
pub struct Filter(pub String);

/// The neuron that was selected when the menu of another was asked for: it can be linked from that.
#[derive(Resource, Clone, Debug, Default)]
pub struct From {
    neuron: Option<NeuronKey>,
    /// Whether the menu of what is selected was asked for by a key.
    pub(super) by_key: bool,
}

/// The neurons that the list shows, as indices into the graph.
pub(super) fn found(world: &World) -> Vec<usize> {
    let wanted = world.resource::<Filter>().0.trim().to_lowercase();
    let cells = &world.resource::<Graph>().cells;
    (0..cells.len())
        .filter(|i| {
            let cell = &cells[*i];
            wanted.is_empty()
                || cell.key.neuron.to_lowercase().contains(&wanted)
                || cell.class.to_lowercase().contains(&wanted)
        })
        .collect()
}

const ROW: f32 = 21.0;

/// Shows the list.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    section(ui, "Neurons", palette);
    let total = world.resource::<Graph>().cells.len();
    let mut filter = world.resource_mut::<Filter>();
    let field = egui::TextEdit::singleline(&mut filter.0)
        .hint_text("Filter by name or class")
        .desired_width(f32::INFINITY);
    let response = ui.add(field).on_hover_text("Shows only neurons whose name or class contains this");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Filter"));
    let found = found(world);
    let count = if found.len() == total { format!("{total}") } else { format!("{} of {total}", found.len()) };
    ui.label(RichText::new(&count).font(small()).color(palette.weak));
    if total == 0 {
        ui.label(
            RichText::new("This scene has no neurons. Open another one from the Scene menu.")
                .color(palette.weak),
        );
        return;
    }
    if found.is_empty() {
        ui.label(RichText::new("No neuron fits the filter.").color(palette.weak));
        if ui.button("Clear the filter").clicked() {
            world.resource_mut::<Filter>().0.clear();
        }
        return;
    }
    let chosen = selected_index(world);
    let mut area = egui::ScrollArea::vertical().auto_shrink([false, false]);
    if std::mem::take(&mut world.resource_mut::<Selection>().reveal)
        && let Some(place) = found.iter().position(|i| Some(*i) == chosen)
    {
        let step = ROW + ui.spacing().item_spacing.y;
        let room = ui.available_height();
        let target = (place as f32 * step - room / 2.0).max(0.0);
        let seen = ui.ctx().data(|d| d.get_temp::<f32>(Id::new("list offset"))).unwrap_or(0.0);
        if !(seen..seen + room - step).contains(&(place as f32 * step)) {
            area = area.vertical_scroll_offset(target);
        }
    }
    // One stop of Tab for all rows: arrows go from one to the next.
    let whole = ui.interact(ui.available_rect_before_wrap(), ui.id().with("rows"), Sense::FOCUSABLE);
    whole.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, "List of neurons"));
    tour::head(world, Stop::List, whole.id);
    let rows_only = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(whole.id, rows_only));
    let (mut clicked, mut silenced, mut asked, mut current) = (None, None, None, None);
    let cells = &world.resource::<Graph>().cells;
    let output = area.show_rows(ui, ROW, found.len(), |ui, rows| {
        for &index in &found[rows] {
            let is_chosen = chosen == Some(index);
            match row(ui, world, &cells[index], is_chosen, is_chosen.then_some(&mut current)) {
                Some(Click::Select) => clicked = Some(index),
                Some(Click::Silence) => silenced = Some(index),
                Some(Click::Menu) => asked = Some(index),
                None => {}
            }
        }
    });
    ui.ctx().data_mut(|d| d.insert_temp(Id::new("list offset"), output.state.offset.y));
    let about = format!("{count} neurons; arrows choose one, S silences it");
    ui.ctx().accesskit_node_builder(whole.id, |node| {
        node.set_role(Role::ListBox);
        node.set_description(about);
        if let Some((id, _)) = current {
            node.set_active_descendant(id.accesskit_id());
        }
    });
    if asked.is_some() || clicked.is_some() {
        whole.request_focus();
    }
    if let Some(index) = asked {
        let key = world.resource::<Graph>().cells[index].key.clone();
        let from = menu::ask(world, &key);
        world.resource_mut::<Selection>().reveal = false;
        world.insert_resource(From { neuron: from, by_key: false });
    }
    let by_key = std::mem::take(&mut world.resource_mut::<From>().by_key);
    let opens = match (asked, by_key) {
        (Some(_), _) => Opens::AtPointer,
        (None, true) => {
            tour::lend(ui.ctx(), world);
            Opens::At(current.map_or(ui.max_rect().center(), |(_, row): (Id, Rect)| row.left_bottom()))
        }
        (None, false) => Opens::Not,
    };
    context_menu_at(ui, "menu of the list", opens, |ui| {
        let from = world.resource::<From>().neuron.clone();
        menu::show(ui, world, from.as_ref());
    });
    if let Some(index) = silenced {
        let key = world.resource::<Graph>().cells[index].key.clone();
        silence_one(world, key);
    }
    if let Some(index) = clicked {
        let key = world.resource::<Graph>().cells[index].key.clone();
        let mut selection = world.resource_mut::<Selection>();
        let again = selection.selected.as_ref() == Some(&key);
        selection.select(if again { None } else { Some(key) });
        selection.reveal = false;
    }
}

/// What a row was clicked for.
enum Click {
    Select,
    Silence,
    Menu,
}

fn row(
    ui: &mut Ui,
    world: &World,
    cell: &Cell,
    selected: bool,
    current: Option<&mut Option<(Id, Rect)>>,
) -> Option<Click> {
    let palette = palette(world);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    if let Some(current) = current {
        *current = Some((response.id, rect));
    }
    response
        .widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, selected, &cell.key.neuron));
    let painter = ui.painter();
    let round = CornerRadius::same(5);
    if selected {
        painter.rect(
            rect,
            round,
            palette.accent_ground,
            Stroke::new(1.0, palette.accent),
            StrokeKind::Inside,
        );
    } else if response.hovered() {
        painter.rect_filled(rect, round, palette.button);
    }
    let flash = world.get_resource::<Afterimage>().map_or(0.0, |p| p.flash(cell.entity));
    let dot = pos2(rect.left() + 13.0, rect.center().y);
    painter.circle(dot, 5.0, mix(palette.neuron, palette.flash, flash), Stroke::new(2.2, cell.color));
    let color = if selected { palette.strong } else { palette.text };
    let name = painter.with_clip_rect(rect.with_max_x(rect.right() - 82.0));
    name.text(
        pos2(rect.left() + 26.0, rect.center().y),
        Align2::LEFT_CENTER,
        &cell.key.neuron,
        FontId::proportional(13.0),
        color,
    );
    if let (Some(state), Some(params)) =
        (world.get::<NeuronState>(cell.entity), world.get::<NeuronParams>(cell.entity))
    {
        let bar = Rect::from_min_max(
            pos2(rect.right() - 76.0, rect.center().y - 3.0),
            pos2(rect.right() - 26.0, rect.center().y + 3.0),
        );
        let level = fill(state, params);
        let shade = if level < 0.0 { palette.inhibit } else { palette.curves[0] };
        painter.rect_filled(
            bar,
            CornerRadius::same(3),
            if selected { fade(palette.well, 0.7) } else { palette.well },
        );
        let share = level.abs().max(flash);
        if share > 0.01 {
            let width = (bar.width() * share).max(3.0);
            let full = Rect::from_min_size(bar.min, vec2(width, bar.height()));
            painter.rect_filled(full, CornerRadius::same(3), mix(shade, palette.flash, flash));
        }
    }
    let class = if cell.class.is_empty() { "no class" } else { &cell.class };
    let tip = format!("{}\n{class}, {}\nBar: potential over threshold", cell.key.neuron, cell.key.creature);
    let silence = mute(ui, rect, world, cell, response.contains_pointer(), palette);
    if silence {
        return Some(Click::Silence);
    }
    if response.secondary_clicked() {
        return Some(Click::Menu);
    }
    response.on_hover_text(tip).clicked().then_some(Click::Select)
}

/// The switch at the end of a row: a cross when the neuron is silenced, else a faint ring that shows
/// where to click.
fn mute(ui: &Ui, row: Rect, world: &World, cell: &Cell, near: bool, palette: &Palette) -> bool {
    let area = Rect::from_min_max(pos2(row.right() - 23.0, row.top()), row.right_bottom());
    let response = ui.interact(area, ui.id().with(("silence", cell.entity)), Sense::CLICK);
    let silent = world.get::<Hold>(cell.entity) == Some(&Hold::Silent);
    let name = format!("{} {}", if silent { "Revive" } else { "Silence" }, cell.key.neuron);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    let (at, painter) = (area.center(), ui.painter());
    if silent {
        for side in [1.0, -1.0] {
            let arm = vec2(4.0, 4.0 * side);
            painter.line_segment([at - arm, at + arm], Stroke::new(2.0, palette.warn));
        }
    } else if near {
        let color = if response.hovered() { palette.warn } else { palette.weak };
        painter.circle_stroke(at, 4.0, Stroke::new(1.4, color));
    }
    let tip =
        if silent { "Silenced: click to revive" } else { "Click to silence it (S for the selected one)" };
    response.on_hover_text(tip).clicked()
}
