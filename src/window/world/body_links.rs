//! Links between network and body: the field of the selected neuron on the worm, the neurons of the
//! place under the pointer, and links that are let go on the worm.

use crate::body::Body;
use crate::edit::NeuronKey;
use crate::edit::parts::{self, Part};
use crate::entry::{Along, Site};
use crate::nervous::Side;
use crate::scene::document::{Entry, Kind};
use crate::window::paint::draw::worm::Worm;
use crate::window::paint::theme::{Palette, fade};
use crate::window::state::graph::Being;
use crate::window::state::{Graph, Views, chosen_cells, say, select, step};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Color32, Pos2, Shape, Stroke, Ui};

/// The neurons of the part of a worm under the pointer, as indices into the graph.
#[derive(Resource, Clone, Debug, Default)]
pub struct Pointed(pub Vec<usize>);

/// The link that waits, if there is one.
#[derive(Resource, Clone, Debug, Default)]
pub struct Offered(Option<Offer>);

/// A link that was let go on a worm and waits for what it is to be.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    from: NeuronKey,
    segment: u32,
    segments: u32,
    side: Side,
    at: Pos2,
}

/// A part of a body that a neuron feels or moves.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Field {
    /// Share of the body's length at its ends.
    from: f32,
    to: f32,
    side: Side,
    lane: u8,
}

impl Field {
    /// Where an entry is on a body of so many segments.
    fn of(entry: &Entry, segments: u32) -> Option<Self> {
        let ((first, last), side) = entry.place()?;
        let Site { along, lane, .. } = entry.kind().site()?;
        let count = segments.max(1) as f32;
        let (from, to) = match (along, lane) {
            // A muscle is drawn at its joint alone.
            (_, 0) => ((first + 1) as f32 - 0.42, (last + 1) as f32 + 0.42),
            (Along::Segments, _) => (first as f32, (last + 1) as f32),
            (Along::Joints, _) => (first as f32 + 0.5, last as f32 + 1.5),
        };
        Some(Self { from: from / count, to: to / count, side, lane })
    }

    /// Its colour, how far from the axis it is drawn in half widths of the body, and how wide \[points\].
    fn look(&self, palette: &Palette) -> (Color32, f32, f32) {
        let (away, width) = match self.lane {
            0 => (0.64, 5.0),
            1 => (1.85, 3.0),
            2 => (1.5, 3.5),
            lane => (1.5 + 0.35 * f32::from(lane - 1), 3.0),
        };
        (palette.sense(self.lane), away, width)
    }
}

/// The fields of the selected neurons as lines along the worm: skin outside, muscles inside it.
#[must_use]
pub fn shapes(world: &World, being: &Being, worm: &Worm, palette: &Palette) -> Vec<Shape> {
    let Some((_, segments)) = being.body else { return Vec::new() };
    let mut shapes = Vec::new();
    let (graph, view) = (world.resource::<Graph>(), world.resource::<Views>().world);
    let own = chosen_cells(world).into_iter().filter(|i| graph.cells[*i].key.creature == being.name);
    for field in own.flat_map(|i| graph.contacts(i)).filter_map(|entry| Field::of(entry, segments)) {
        let (color, away, width) = field.look(palette);
        for (on, side) in [(field.side.left(), 1.0), (field.side.right(), -1.0)] {
            if !on {
                continue;
            }
            let point = |i: usize| {
                let share = field.from + (field.to - field.from) * i as f32 / 12.0;
                view.to_screen(worm.inside(share.clamp(0.002, 0.998), side * away))
            };
            shapes.push(Shape::line((0..=12).map(point).collect(), Stroke::new(width, fade(color, 0.9))));
        }
    }
    shapes
}

/// The segment of a body nearest to a place, and the side that the place lies on; `None` beyond reach.
fn segment_at(body: &Body, place: Vec2, reach: f32) -> Option<(u32, Side)> {
    let distance = |i: &usize| body.segments[*i].position.distance(place);
    let nearest = (0..body.segments.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let segment = &body.segments[nearest];
    if distance(&nearest) > body.plan.width + reach {
        return None;
    }
    let left = segment.axis().perp().dot(place - segment.position);
    // On the middle of the body both sides are meant.
    let side = match left {
        l if l > 0.2 * body.plan.width => Side::Left,
        l if l < -0.2 * body.plan.width => Side::Right,
        _ => Side::Both,
    };
    Some((nearest as u32, side))
}

/// The neurons that feel or move the part of a worm at a place, as indices into the graph.
#[must_use]
pub fn neurons_at(world: &World, place: Vec2) -> Vec<usize> {
    let mut found = Vec::new();
    let graph = world.resource::<Graph>();
    for (owner, being) in graph.beings.iter().enumerate() {
        let Some(body) = world.get::<Body>(being.entity) else { continue };
        let Some((segment, side)) = segment_at(body, place, 0.0) else { continue };
        let count = body.segments.len() as u32;
        let share = (segment as f32 + 0.5) / count as f32;
        let half = 0.75 / count as f32;
        let meets = |field: &Field| {
            let half = if field.lane == 0 { half } else { 0.0 };
            let along = (field.from - half..=field.to + half).contains(&share);
            along && (side == Side::Both || field.side == Side::Both || field.side == side)
        };
        for (index, entry) in graph.all_contacts() {
            let there = graph.cells[index].creature == owner && found.last() != Some(&index);
            if there && Field::of(entry, count).is_some_and(|field| meets(&field)) {
                found.push(index);
            }
        }
    }
    found
}

/// A link that was drawn is let go at a point of the world: on its own worm it is offered what it can be.
pub fn drop(world: &mut World, from: &NeuronKey, at: Pos2) {
    let place = world.resource::<Views>().world.to_place(at);
    let being = world.resource::<Graph>().being(&from.creature);
    let Some(body) = being.and_then(|being| world.get::<Body>(being.entity)) else { return };
    match segment_at(body, place, 0.3 * body.plan.width) {
        Some((segment, side)) => {
            let segments = body.segments.len() as u32;
            let offer = Offer { from: from.clone(), segment, segments, side, at };
            world.insert_resource(Offered(Some(offer)));
        }
        None => say(world, "Let go on the worm to link the neuron with its skin or its muscles"),
    }
}

/// Takes back what is offered; tells whether anything was.
pub fn withdraw(world: &mut World) -> bool {
    world.resource_mut::<Offered>().0.take().is_some()
}

/// The question what a link that was let go on the worm is to be.
pub fn offer(ui: &Ui, world: &mut World) {
    let Some(offer) = world.resource::<Offered>().0.clone() else { return };
    let Offer { from, segment, segments, side, at } = offer;
    let mut offers: Vec<(Part, Site)> = Kind::on_bodies()
        .map(|(kind, site)| {
            let place = segment.min(site.along.count(segments).saturating_sub(1));
            (Part { creature: from.creature.clone(), kind, place, side }, site)
        })
        .collect();
    // What is moved, then what is felt, the skin before what lies within.
    offers.sort_by_key(|(part, site)| (site.lane > 0, part.kind));
    let mut done = None;
    let area = egui::Area::new(egui::Id::new("body link")).order(egui::Order::Foreground).fixed_pos(at);
    let response = area.show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_min_width(190.0);
            ui.label(format!("{}, {}", from.neuron, side.phrase()));
            for (part, site) in &offers {
                let text = format!("{} the {} {}", site.verb, site.noun, part.place);
                if ui.button(text).on_hover_text(site.about).clicked() {
                    done = Some(parts::join(&from, part));
                }
            }
            if ui.button("nothing").clicked() {
                world.insert_resource(Offered(None));
            }
        });
    });
    let outside = ui.input(|i| i.pointer.any_pressed()) && !response.response.contains_pointer();
    if let Some(edit) = done {
        world.insert_resource(Offered(None));
        step(world, edit);
        select(world, Some(from));
    } else if outside {
        world.insert_resource(Offered(None));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Executor, headless_app};
    use crate::scene::document::Scene;

    #[test]
    fn sides_are_seen_along_the_body() {
        let scene: Scene = crate::scene::parse(
            "(format: 1, creatures: [(name: \"W\", body: (segments: 8, length: 8.0))])",
            "t",
        )
        .unwrap_or_else(|faults| panic!("{faults}"));
        let mut app = headless_app(Executor::SingleThreaded);
        crate::scene::spawn(app.world_mut(), &scene);
        let mut bodies = app.world_mut().query::<&Body>();
        let body = bodies.single(app.world()).expect("a body");
        // The head looks to +x from the origin: segment 2 lies at x = -2.5.
        assert_eq!(segment_at(body, Vec2::new(-2.5, 0.4), 0.0), Some((2, Side::Left)));
        assert_eq!(segment_at(body, Vec2::new(-2.4, -0.4), 0.0), Some((2, Side::Right)));
        assert_eq!(segment_at(body, Vec2::new(-7.6, 0.0), 0.0), Some((7, Side::Both)));
        assert_eq!(segment_at(body, Vec2::new(-2.5, 4.0), 0.0), None);
    }
}
