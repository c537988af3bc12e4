//! The way of the keyboard's focus through the window: from widget to widget with Tab, from part to part with F6, and
//! the ring that shows where it is.
//!
//! egui goes from widget to widget in the order in which they were drawn, which is that in which panels take their room.
//! A person goes as one reads: the bar at the top, then from the left to the right, then what lies below.

use super::ring;
use bevy::ecs::prelude::*;
use bevy_egui::egui::accesskit::{Action, ActionRequest, Role, TreeId};
use bevy_egui::egui::{Context, Event, FocusDirection, Id, Key, LayerId, Order, Rect, Ui, WidgetRect};

/// A part of the window, in the order in which Tab goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// The bar at the top.
    Top,
    /// Neurons and classes.
    List,
    /// The canvas, with its bar.
    Network,
    /// The world, with its bar.
    World,
    /// The inspector.
    Inspector,
    /// The plots.
    Plots,
    /// The table of neurons and links.
    Table,
    /// The strip of learning.
    Learning,
    /// The strip of time.
    Time,
    /// The bar at the bottom.
    Status,
    /// What lies over the window: a lesson, experiments.
    Over,
}

/// A widget that takes the focus.
#[derive(Clone, Copy, Debug)]
struct Place {
    stop: Stop,
    id: Id,
}

/// Where the focus can go, and where it is.
#[derive(Resource, Clone, Debug, Default)]
pub struct Tour {
    /// All that took the focus in the last frame, in the order of Tab.
    places: Vec<Place>,
    /// Those of this frame so far, as they were drawn, and which frame that is.
    found: Vec<Place>,
    pass: u64,
    /// What of a part F6 goes to: the canvas rather than the first of its buttons.
    heads: Vec<Place>,
    /// Where the focus was last in each part.
    left: Vec<Place>,
    /// Borders between panels: they are dragged.
    borders: Vec<Id>,
    /// Whether the keyboard is in use, so that the ring is to be seen.
    by_key: bool,
    /// The key that a command is being carried out for.
    pub stroke: Option<Key>,
    /// What had the focus when something began to lie over the window.
    before: Option<Id>,
    covered: bool,
    /// What had it when the last frame began.
    free: Option<Id>,
    /// What had it at the end of the last frame.
    last: Option<Id>,
    /// What has it now and lies outside of what is scrolled to.
    hidden: Option<Id>,
}

impl Tour {
    /// The part that has the keyboard: its head has the focus.
    #[must_use]
    pub fn held(&self, ctx: &Context) -> Option<Stop> {
        let focused = ctx.memory(|memory| memory.focused())?;
        self.heads.iter().find(|head| head.id == focused).map(|head| head.stop)
    }

    /// The keyboard is in use, or the pointer.
    pub fn use_keys(&mut self, by_key: bool) {
        self.by_key = by_key;
    }

    /// The parts in the order of Tab, widget by widget.
    #[cfg(test)]
    pub fn order(&self) -> Vec<(Stop, Id)> {
        self.places.iter().map(|place| (place.stop, place.id)).collect()
    }
}

/// The widgets of a layer in this frame, as they were drawn.
fn drawn<R>(ctx: &Context, layer: LayerId, read: impl FnOnce(&[WidgetRect]) -> R) -> R {
    ctx.viewport(|viewport| {
        let found = viewport.this_pass.widgets.layers().find(|(other, _)| **other == layer);
        read(found.map_or(&[], |(_, widgets)| widgets))
    })
}

fn takes_focus(widget: &&WidgetRect) -> bool {
    widget.enabled && widget.sense.is_focusable() && widget.rect.is_positive()
}

/// Whether a widget takes the focus though nothing can be done with it by keys: the ground of a menu, an axis of a plot.
fn is_idle(layer: LayerId, stop: Option<Stop>, widget: &WidgetRect) -> bool {
    // A slider is only dragged, too, but there is none in these parts.
    let no_sliders = matches!(stop, Some(Stop::Plots | Stop::Inspector)) || layer.order == Order::Middle;
    widget.id == layer.id.with("move") || (no_sliders && is_only_dragged(widget))
}

fn is_only_dragged(widget: &WidgetRect) -> bool {
    widget.sense.senses_drag() && !widget.sense.senses_click()
}

/// Shows a part of the window, and takes in what of it takes the focus.
pub fn stop(ui: &mut Ui, world: &mut World, stop: Stop, show: impl FnOnce(&mut Ui, &mut World)) {
    let (ctx, layer) = (ui.ctx().clone(), ui.layer_id());
    let before = drawn(&ctx, layer, <[_]>::len);
    show(ui, world);
    let new: Vec<Place> = drawn(&ctx, layer, |widgets| {
        let new = widgets.iter().skip(before).filter(takes_focus);
        let new = new.filter(|widget| !is_idle(layer, Some(stop), widget));
        new.map(|widget| Place { stop, id: widget.id }).collect()
    });
    let pass = ctx.cumulative_pass_nr();
    let mut tour = world.resource_mut::<Tour>();
    if tour.pass != pass {
        // Of a frame without an end: a picture of one view.
        tour.found.clear();
    }
    tour.pass = pass;
    tour.found.extend(new);
}

/// Makes a widget the head of a part: F6 goes to it, and its keys are those of the part.
pub fn head(world: &mut World, stop: Stop, id: Id) {
    let heads = &mut world.resource_mut::<Tour>().heads;
    heads.retain(|head| head.stop != stop);
    heads.push(Place { stop, id });
}

/// Names the border of a panel. Tab does not stop at it.
pub fn border(ctx: &Context, world: &mut World, panel: Id, name: &str) {
    // As egui names it.
    let id = panel.with("__resize");
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::Splitter);
        node.set_label(name);
    });
    let borders = &mut world.resource_mut::<Tour>().borders;
    if !borders.contains(&id) {
        borders.push(id);
    }
}

/// Gives the focus to the next widget, or to the one before.
pub fn walk(world: &mut World, ctx: &Context, forward: bool) {
    let tour = world.resource::<Tour>();
    let ids: Vec<Id> = tour.places.iter().map(|place| place.id).collect();
    go(ctx, &ids, forward);
}

/// Within open menus: gives the focus to their next entry, or to the one before.
pub fn walk_in_menu(ctx: &Context, forward: bool) {
    let modal = ctx.memory(|memory| memory.top_modal_layer());
    let menus = |layer: LayerId| layer.order == Order::Foreground && Some(layer) != modal;
    go(ctx, &over(ctx, menus, true), forward);
}

/// The place after one of so many, or before it, round and round; without one the first, or the last.
#[must_use]
pub fn beside(at: Option<usize>, count: usize, forward: bool) -> usize {
    match (at, forward) {
        (None, true) => 0,
        (None, false) => count.saturating_sub(1),
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    }
}

fn go(ctx: &Context, ids: &[Id], forward: bool) {
    let focused = ctx.memory(|memory| memory.focused());
    let at = focused.and_then(|id| ids.iter().position(|other| *other == id));
    if let Some(id) = ids.get(beside(at, ids.len(), forward)) {
        take(ctx, *id);
    }
}

/// Gives the focus to a widget, whatever egui was about to do with the key.
fn take(ctx: &Context, id: Id) {
    ctx.memory_mut(|memory| {
        memory.move_focus(FocusDirection::None);
        memory.request_focus(id);
    });
}

/// Gives the focus to the next part of the window, or to the one before: to where it was last in it.
pub fn leap(world: &mut World, ctx: &Context, forward: bool) {
    let tour = world.resource::<Tour>();
    let mut stops: Vec<Stop> = tour.places.iter().map(|place| place.stop).collect();
    stops.dedup();
    let focused = ctx.memory(|memory| memory.focused());
    let now = tour.places.iter().find(|place| Some(place.id) == focused).map(|place| place.stop);
    let at = now.and_then(|now| stops.iter().position(|stop| *stop == now));
    let Some(stop) = stops.get(beside(at, stops.len(), forward)) else { return };
    let there = |place: &&Place| {
        place.stop == *stop && tour.places.iter().any(|now| now.id == place.id && now.stop == *stop)
    };
    let place = tour.left.iter().find(there).or_else(|| tour.heads.iter().find(there));
    let place = place.or_else(|| tour.places.iter().find(|place| place.stop == *stop));
    if let Some(id) = place.map(|place| place.id) {
        take(ctx, id);
    }
}

/// Gives the focus to a part of the window, if it is to be seen.
pub fn go_to(world: &World, ctx: &Context, stop: Stop) {
    if let Some(head) = world.resource::<Tour>().heads.iter().find(|head| head.stop == stop) {
        take(ctx, head.id);
    }
}

/// What takes the focus in layers over the window, from the top to the bottom of the screen; of the last frame, or of
/// this one.
fn over(ctx: &Context, wanted: impl Fn(LayerId) -> bool, last: bool) -> Vec<Id> {
    let mut layers: Vec<(Order, Rect, Vec<Id>)> = ctx.viewport(|viewport| {
        let pass = if last { &viewport.prev_pass } else { &viewport.this_pass };
        let layers = pass.widgets.layers().filter(|(layer, _)| wanted(**layer));
        let read = |(layer, widgets): (&LayerId, &[WidgetRect])| {
            let stops = || widgets.iter().filter(takes_focus).filter(|widget| !is_idle(*layer, None, widget));
            let ids: Vec<Id> = stops().map(|widget| widget.id).collect();
            let rect = stops().map(|widget| widget.rect).reduce(Rect::union)?;
            Some((layer.order, rect, ids))
        };
        layers.filter_map(read).collect()
    });
    let corner = |rect: &Rect| (rect.top(), rect.left());
    layers.sort_by(|a, b| {
        (a.0.cmp(&b.0)).then(corner(&a.1).partial_cmp(&corner(&b.1)).unwrap_or(a.0.cmp(&b.0)))
    });
    layers.into_iter().flat_map(|(_, _, ids)| ids).collect()
}

/// A frame begins. `covered`: something lies over the window and has the keyboard. When it is gone the focus goes back
/// to where it was, unless it was given to something else in the window meanwhile.
pub fn begin(ctx: &Context, world: &mut World, covered: bool) {
    let focused = ctx.memory(|memory| memory.focused());
    let mut tour = world.resource_mut::<Tour>();
    let was = std::mem::replace(&mut tour.covered, covered);
    // What has just opened may have taken the focus already: what had it a frame ago counts.
    let now = focused.filter(|id| tour.places.iter().any(|place| place.id == *id));
    let free = std::mem::replace(&mut tour.free, now);
    match (was, covered) {
        (false, true) => tour.before = free,
        (true, false) => {
            let before = tour.before.take();
            let layer = focused.and_then(|id| ctx.read_response(id)).map(|response| response.layer_id);
            if let Some(id) = before.filter(|_| layer != Some(LayerId::background())) {
                take(ctx, id);
            }
        }
        _ => {}
    }
}

/// A menu that is about to open takes the focus, and gives it back.
pub fn lend(ctx: &Context, world: &mut World) {
    let focused = ctx.memory(|memory| memory.focused());
    let mut tour = world.resource_mut::<Tour>();
    (tour.before, tour.covered) = (focused, true);
}

/// Has what got the focus in the last frame scrolled to where it is seen.
pub fn reveal(ctx: &Context, world: &mut World) {
    if let Some(id) = world.resource_mut::<Tour>().hidden.take() {
        let request = ActionRequest {
            action: Action::ScrollIntoView,
            target_tree: TreeId::ROOT,
            target_node: id.accesskit_id(),
            data: None,
        };
        ctx.input_mut(|i| i.events.push(Event::AccessKitActionRequest(request)));
    }
}

/// A frame ends: what took the focus is put in order, and the ring is drawn.
pub fn end(ui: &Ui, world: &mut World) {
    let ctx = ui.ctx();
    let mut tour = world.resource_mut::<Tour>();
    let mut places = std::mem::take(&mut tour.found);
    let above = over(ctx, |layer| matches!(layer.order, Order::Middle | Order::Foreground), false);
    places.extend(above.into_iter().map(|id| Place { stop: Stop::Over, id }));
    places.retain(|place| !tour.borders.contains(&place.id));
    places.sort_by_key(|place| place.stop);
    tour.places = places;
    name_idle(ctx);
    // What has gone with a dialog or a scene cannot have the keyboard: a screen reader would look for it in vain.
    let gone = |id: &Id| !ctx.viewport(|viewport| viewport.this_pass.widgets.contains(*id));
    if let Some(gone) = ctx.memory(|memory| memory.focused()).filter(gone) {
        ctx.memory_mut(|memory| memory.surrender_focus(gone));
    }
    let focused = ctx.memory(|memory| memory.focused());
    let new = std::mem::replace(&mut tour.last, focused) != focused;
    let Some(focused) = focused else { return };
    if new
        && tour.by_key
        && ctx.read_response(focused).is_some_and(|r| !r.interact_rect.contains_rect(r.rect))
    {
        tour.hidden = Some(focused);
        ctx.request_repaint();
    }
    if let Some(place) = tour.places.iter().find(|place| place.id == focused).copied() {
        tour.left.retain(|left| left.stop != place.stop);
        tour.left.push(place);
    }
    if tour.by_key {
        ring::draw(ctx, world, focused);
    }
}

/// Says of what nothing can be done with by keys what it is.
fn name_idle(ctx: &Context) {
    if ctx.accesskit_node_builder(bevy_egui::egui::accesskit_root_id(), |_| ()).is_none() {
        return;
    }
    let idle: Vec<(Id, &str)> = ctx.viewport(|viewport| {
        let all = viewport.this_pass.widgets.layers().flat_map(|(layer, widgets)| {
            let what = |widget: &WidgetRect| match widget.id == layer.id.with("move") {
                true => Some("Menu"),
                false => is_only_dragged(widget).then_some("Axis"),
            };
            let some = widgets.iter().filter(|widget| widget.sense.is_focusable());
            some.filter_map(move |widget| Some((widget.id, what(widget)?)))
        });
        all.collect()
    });
    for (id, what) in idle {
        ctx.accesskit_node_builder(id, |node| {
            // A slider has said so itself.
            if node.role() == Role::Unknown && node.label().is_none() {
                node.set_label(what);
                node.remove_action(Action::Focus);
            }
        });
    }
}
