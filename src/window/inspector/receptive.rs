//! What a neuron answers to, as a picture: the weights of the synapses to it, laid out as their sources stand on the
//! canvas. Only where these stand in a grid, as the pixels of an image do.

use crate::window::paint::controls::named;
use crate::window::paint::theme::{Palette, mix, small};
use crate::window::paint::widgets::{section, sentence};
use crate::window::state::Graph;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Mesh, Pos2, Rect, RichText, Sense, Shape, Stroke, StrokeKind, Ui, vec2};
use std::collections::BTreeMap;

/// Fewer sources make no picture.
const LEAST: usize = 16;
/// Height of a picture at most, and width of the column between two \[points\].
const HIGH: f32 = 120.0;
const BETWEEN: f32 = 10.0;

/// Weights from the sources of a class, row by row from above.
struct Field {
    class: String,
    across: usize,
    down: usize,
    weights: Vec<f32>,
}

/// The place of a source, so that equal ones are found: places of a grid differ by more than this.
fn step(value: f32) -> i64 {
    (f64::from(value) * 64.0).round() as i64
}

impl Field {
    /// From weights at places, if these fill a grid.
    fn new(class: &str, found: &[((f32, f32), f32)]) -> Option<Self> {
        let mut columns: Vec<i64> = found.iter().map(|((x, _), _)| step(*x)).collect();
        let mut rows: Vec<i64> = found.iter().map(|((_, y), _)| -step(*y)).collect();
        for places in [&mut columns, &mut rows] {
            places.sort_unstable();
            places.dedup();
        }
        let (across, down) = (columns.len(), rows.len());
        let fills = across > 1 && down > 1 && across * down == found.len() && found.len() >= LEAST;
        let mut weights = vec![f32::NAN; found.len()];
        for ((x, y), weight) in found.iter().filter(|_| fills) {
            let (column, row) =
                (columns.binary_search(&step(*x)).ok()?, rows.binary_search(&-step(*y)).ok()?);
            weights[row * across + column] = *weight;
        }
        // Two sources at one place leave another one empty.
        let whole = fills && weights.iter().all(|weight| weight.is_finite());
        whole.then(|| Self { class: class.to_owned(), across, down, weights })
    }
}

/// The pictures of what reaches a neuron, by the classes of its sources.
fn fields(graph: &Graph, neuron: usize) -> Vec<Field> {
    let mut found: BTreeMap<&str, Vec<((f32, f32), f32)>> = BTreeMap::new();
    for link in graph.plan.links.iter().filter(|link| link.to == neuron) {
        let source = &graph.cells[link.from];
        found.entry(&source.class).or_default().push(((source.at.x, source.at.y), link.weight));
    }
    found.into_iter().filter_map(|(class, found)| Field::new(class, &found)).collect()
}

/// Shows them, if there are any.
pub fn show(ui: &mut Ui, world: &World, neuron: usize, palette: &Palette) {
    let fields = fields(world.resource::<Graph>(), neuron);
    if fields.is_empty() {
        return;
    }
    section(ui, "Weights to it", palette);
    let most =
        fields.iter().flat_map(|field| &field.weights).fold(1e-6_f32, |most, weight| most.max(weight.abs()));
    let count = fields.len() as f32;
    let width = ((ui.available_width() - BETWEEN * (count - 1.0)) / count).min(1.6 * HIGH);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        for field in &fields {
            ui.vertical(|ui| picture(ui, field, width, most, palette));
        }
    });
    let how = format!(
        "Each square is a synapse, where its source stands on the canvas; the brightest has a weight of {most:.2}."
    );
    sentence(ui, &how, palette);
}

fn picture(ui: &mut Ui, field: &Field, width: f32, most: f32, palette: &Palette) {
    let (across, down) = (field.across as f32, field.down as f32);
    let cell = (width / across).min(HIGH / down).max(1.0);
    let (rect, response) = ui.allocate_exact_size(vec2(cell * across, cell * down), Sense::hover());
    let mut mesh = Mesh::default();
    for (place, weight) in field.weights.iter().enumerate() {
        let (row, column) = (place / field.across, place % field.across);
        let full = if *weight < 0.0 { palette.inhibit } else { palette.strong };
        let min = rect.min + vec2(column as f32, row as f32) * cell;
        let color = mix(palette.well, full, (weight.abs() / most).min(1.0));
        mesh.add_colored_rect(Rect::from_min_size(min, vec2(cell, cell)), color);
    }
    ui.painter().add(Shape::mesh(mesh));
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, palette.line), StrokeKind::Outside);
    let class = if field.class.is_empty() { "no class" } else { &field.class };
    ui.label(RichText::new(class).font(small()).color(palette.weak));
    let label = format!("Weights from {class}");
    let at = |pointer: Pos2| {
        let place = (pointer - rect.min) / cell;
        let (column, row) = (place.x.max(0.0) as usize, place.y.max(0.0) as usize);
        let weight = field.weights.get(row * field.across + column)?;
        (column < field.across).then(|| format!("row {}, column {}: {weight:.3}", row + 1, column + 1))
    };
    let tip = response.hover_pos().and_then(at);
    let response = named(response, &label);
    if let Some(tip) = tip {
        response.on_hover_text_at_pointer(tip);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(across: usize, down: usize) -> Vec<((f32, f32), f32)> {
        (0..across * down)
            .map(|place| ((0.5 * (place % across) as f32, (place / across) as f32), place as f32))
            .collect()
    }

    #[test]
    fn sources_in_a_grid_are_rows_from_above_whatever_their_order() {
        let mut found = grid(5, 4);
        found.reverse();
        let field = Field::new("on", &found).expect("a grid");
        assert_eq!((field.across, field.down), (5, 4));
        assert_eq!(
            field.weights[..5],
            [15.0, 16.0, 17.0, 18.0, 19.0],
            "what lies highest on the canvas comes first"
        );
        assert_eq!(field.weights[15..], [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn what_is_no_grid_has_no_picture() {
        assert!(Field::new("", &grid(3, 3)).is_none(), "too few");
        assert!(Field::new("", &grid(5, 4)[1..]).is_none(), "a gap");
        let mut twice = grid(5, 4);
        twice[3].0 = twice[4].0;
        assert!(Field::new("", &twice).is_none(), "two at one place");
        let row: Vec<_> = (0..20).map(|x| ((x as f32, 0.0), 1.0)).collect();
        assert!(Field::new("", &row).is_none());
    }
}
