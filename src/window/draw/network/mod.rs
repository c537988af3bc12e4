//! The network: what it is made of, and the drawing of it, one file a subject.

mod links;
mod nodes;
mod ports;

use super::thin_line;
use crate::nervous::{Hold, Phase};
use crate::window::theme::{Palette, fade};
use crate::window::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{Color32, Mesh, Painter, Pos2, Shape, pos2};

/// A neuron on the canvas.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place.
    pub at: Vec2,
    /// Its name.
    pub name: String,
    /// Colour of its class.
    pub color: Color32,
}

/// What a link does to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Brings it nearer to its threshold.
    Excite,
    /// Takes it away from it.
    Inhibit,
}

/// A chemical synapse.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Index of the neuron that releases.
    pub from: usize,
    /// Index of the neuron that receives.
    pub to: usize,
    /// Its weight.
    pub weight: f32,
    /// What it does.
    pub kind: Kind,
}

/// A muscle as a port beside the network.
#[derive(Clone, Copy, Debug)]
pub struct Port {
    /// Its middle.
    pub at: Vec2,
    /// Its size.
    pub size: Vec2,
}

/// A receptor as a stroke beside the network.
#[derive(Clone, Copy, Debug)]
pub struct Receptor {
    /// Index of the neuron that it charges.
    pub to: usize,
    /// Both ends.
    pub line: [Vec2; 2],
    /// Whether it feels touch; else stretch.
    pub touch: bool,
}

/// Everything that stands still between two edits.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The neurons.
    pub nodes: Vec<Node>,
    /// The chemical synapses.
    pub links: Vec<Link>,
    /// The gap junctions: two neurons each.
    pub gaps: Vec<[usize; 2]>,
    /// The muscles.
    pub ports: Vec<Port>,
    /// The neuromuscular junctions: neuron, port.
    pub junctions: Vec<(usize, usize)>,
    /// The receptors.
    pub receptors: Vec<Receptor>,
    /// Radius of a neuron.
    pub radius: f32,
    /// Usual distance between neighbours.
    pub spacing: f32,
    /// The box around everything.
    pub bounds: (Vec2, Vec2),
}

/// What a neuron looks like now.
#[derive(Clone, Copy, Debug, Default)]
pub struct NodeLook {
    /// Potential over threshold.
    pub fill: f32,
    /// What it did last.
    pub phase: Phase,
    /// How far its spike has travelled \[0 to 1\].
    pub travel: f32,
    /// Flash of its release \[0 to 1\].
    pub flash: f32,
    /// Whether it is silenced, or held at a potential.
    pub hold: Hold,
}

/// What changes with every tick.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    /// One a neuron.
    pub nodes: Vec<NodeLook>,
    /// Activation of every port's muscle \[0 to 1\].
    pub ports: Vec<f32>,
    /// What every receptor feels \[0 to 1\].
    pub receptors: Vec<f32>,
}

/// What the pointer points at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Focus {
    /// The selected neuron.
    pub selected: Option<usize>,
    /// The neuron under the pointer.
    pub hovered: Option<usize>,
}

/// With more links than this on the screen, links are plain thin lines.
const RICH_LINKS: usize = 500;

impl Plan {
    /// The neuron at a point of the screen.
    #[must_use]
    pub fn hit(&self, view: &View, point: Pos2) -> Option<usize> {
        let reach = self.screen_radius(view).max(6.0) + 3.0;
        let distance = |i: &usize| view.to_screen(self.nodes[*i].at).distance(point);
        (0..self.nodes.len())
            .filter(|i| distance(i) <= reach)
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// Radius of a neuron on the screen.
    #[must_use]
    pub fn screen_radius(&self, view: &View) -> f32 {
        (self.radius * view.scale).clamp(2.0, 26.0)
    }
}

/// Draws the network.
pub fn draw(
    painter: &Painter,
    plan: &Plan,
    activity: &Activity,
    focus: Focus,
    view: &View,
    palette: &Palette,
) {
    canvas_grid(painter, view, palette);
    let points: Vec<Pos2> = plan.nodes.iter().map(|n| view.to_screen(n.at)).collect();
    ports::draw(painter, plan, activity, focus, &points, view, palette);

    links::draw(painter, plan, activity, focus, &points, view, palette);
    nodes::draw(painter, plan, activity, focus, &points, view, palette);
}

fn canvas_grid(painter: &Painter, view: &View, palette: &Palette) {
    let step = crate::window::view::round_step(30.0 / view.scale);
    let (min, max) = view.bounds();
    let mut mesh = Mesh::default();
    let range = |low: f32, high: f32| (low / step).floor() as i64..=(high / step).ceil() as i64;
    let color = |i: i64| fade(palette.grid, if i % 5 == 0 { 0.75 } else { 0.32 });
    for i in range(min.x, max.x) {
        let x = view.to_screen(Vec2::new(i as f32 * step, 0.0)).x.round() + 0.5;
        thin_line(&mut mesh, pos2(x, view.rect.top()), pos2(x, view.rect.bottom()), 1.0, color(i));
    }
    for i in range(min.y, max.y) {
        let y = view.to_screen(Vec2::new(0.0, i as f32 * step)).y.round() + 0.5;
        thin_line(&mut mesh, pos2(view.rect.left(), y), pos2(view.rect.right(), y), 1.0, color(i));
    }
    painter.add(Shape::mesh(mesh));
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::Rect;

    #[test]
    fn the_nearest_neuron_is_hit() {
        let node = |x: f32| Node { at: Vec2::new(x, 0.0), name: String::new(), color: Color32::RED };
        let plan = Plan { nodes: vec![node(0.0), node(1.0)], radius: 0.3, spacing: 1.0, ..Plan::default() };
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let view = View { rect, ..View::new(50.0, false) };
        assert_eq!(plan.hit(&view, view.to_screen(Vec2::new(0.9, 0.1))), Some(1));
        assert_eq!(plan.hit(&view, view.to_screen(Vec2::new(0.5, 2.0))), None);
    }
}
