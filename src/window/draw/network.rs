//! The network: neurons, synapses with signals travelling on them, muscles and receptors.

use super::worm::filling;
use super::{glow, thin_line, vertex};
use crate::nervous::{Hold, Phase};
use crate::window::theme::{Palette, fade, mix, small};
use crate::window::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2,
};

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

/// A curve from neuron to neuron, in points, shortened by their rims.
struct Curve {
    start: Pos2,
    bow: Pos2,
    end: Pos2,
    span: (f32, f32),
}

impl Curve {
    fn new(a: Pos2, b: Pos2, radius: f32) -> Self {
        let along = b - a;
        let length = along.length().max(1e-3);
        let bow = along.rot90() * (0.13 * (160.0 / length).clamp(0.35, 1.0));
        let rim = (radius / length).min(0.45);
        let head = ((radius + 3.0) / length).min(0.45);
        Self { start: a, bow: a + along * 0.5 + bow, end: b, span: (rim, 1.0 - head) }
    }

    fn at(&self, share: f32) -> Pos2 {
        let t = self.span.0 + (self.span.1 - self.span.0) * share;
        let s = 1.0 - t;
        pos2(
            s * s * self.start.x + 2.0 * s * t * self.bow.x + t * t * self.end.x,
            s * s * self.start.y + 2.0 * s * t * self.bow.y + t * t * self.end.y,
        )
    }

    fn points(&self) -> Vec<Pos2> {
        let steps = ((self.end - self.start).length() / 14.0).clamp(6.0, 24.0) as usize;
        (0..=steps).map(|i| self.at(i as f32 / steps as f32)).collect()
    }
}

/// A neuron with more targets than this has its links drawn fainter.
const FEW_TARGETS: f32 = 5.0;

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
    let radius = plan.screen_radius(view);
    let points: Vec<Pos2> = plan.nodes.iter().map(|n| view.to_screen(n.at)).collect();
    let lit = |i: usize| focus.selected == Some(i) || focus.hovered == Some(i);
    let some_lit = focus.selected.is_some() || focus.hovered.is_some();
    ports(painter, plan, activity, focus, &points, view, palette);

    let seen = view.rect.expand(60.0);
    for [a, b] in &plan.gaps {
        gap(
            painter,
            points[*a],
            points[*b],
            radius,
            if some_lit && !lit(*a) && !lit(*b) { 0.25 } else { 0.9 },
            palette,
        );
    }
    let strongest = plan.links.iter().map(|l| l.weight.abs()).fold(1e-6, f32::max);
    let visible: Vec<&Link> = plan
        .links
        .iter()
        .filter(|l| seen.intersects(Rect::from_two_pos(points[l.from], points[l.to])))
        .collect();
    let rich = visible.len() <= RICH_LINKS;
    // The more lines cross, the fainter each: else a large net is one patch of colour.
    let faint = (90.0 / visible.len().max(1) as f32).clamp(0.012, 0.16);
    // So with a neuron that reaches many others: its lines together weigh as much as a few.
    let mut outgoing = vec![0_u32; plan.nodes.len()];
    for link in &plan.links {
        outgoing[link.from] += 1;
    }
    let mut mesh = Mesh::default();
    let mut shapes = Vec::new();
    let mut above = Vec::new();
    for link in visible {
        let look = activity.nodes.get(link.from).copied().unwrap_or_default();
        let touched = lit(link.from) || lit(link.to);
        let color = match link.kind {
            Kind::Excite => palette.excite,
            Kind::Inhibit => palette.inhibit,
        };
        let share = (FEW_TARGETS / outgoing[link.from].max(1) as f32).clamp(0.12, 1.0);
        let calm = match (some_lit, touched) {
            (true, true) => 0.95,
            (true, false) if rich => 0.12 * share,
            (true, false) => 0.5 * faint,
            (false, _) if rich => 0.5 * share,
            (false, _) => faint,
        };
        let strength = (link.weight.abs() / strongest).sqrt();
        let lights = if rich { share.sqrt() } else { 0.25 };
        let lit_up = lights * look.flash;
        let opacity = if some_lit && !touched { calm + 0.3 * lit_up } else { calm.max(0.5 * calm + lit_up) };
        let travelling = look.travel > 0.0;
        if rich || touched {
            let width =
                (0.9 + 1.9 * strength) * if touched { 1.0 } else { share.sqrt().max(0.5) } + 1.2 * look.flash;
            let color = mix(color, palette.flash, 0.55 * look.flash);
            if link.from == link.to {
                self_loop(&mut shapes, points[link.from], radius, width, fade(color, opacity), link.kind);
                continue;
            }
            let curve = Curve::new(points[link.from], points[link.to], radius);
            shapes.push(Shape::line(curve.points(), Stroke::new(width, fade(color, opacity))));
            shapes.push(head(&curve, link.kind, width, fade(color, (opacity * 1.4).min(1.0))));
            if travelling {
                let at = curve.at(look.travel.min(1.0));
                let bright = if some_lit && !touched { 0.35 } else { 1.0 };
                above.push(glow(at, 9.0, fade(color, 0.7 * bright)));
                above.push(Shape::circle_filled(at, 2.6, fade(mix(color, palette.flash, 0.6), bright)));
            }
        } else {
            let (a, b) = (points[link.from], points[link.to]);
            thin_line(&mut mesh, a, b, 0.7 + 0.6 * strength, fade(color, opacity.min(0.75)));
            if travelling {
                let at = a + (b - a) * look.travel.min(1.0);
                let base = mesh.vertices.len() as u32;
                for (dx, dy) in [(-2.2, 0.0), (0.0, -2.2), (2.2, 0.0), (0.0, 2.2)] {
                    vertex(&mut mesh, at + vec2(dx, dy), fade(palette.flash, 0.8));
                }
                mesh.add_triangle(base, base + 1, base + 2);
                mesh.add_triangle(base, base + 2, base + 3);
            }
        }
    }
    painter.add(Shape::mesh(mesh));
    painter.extend(shapes);
    painter.extend(above);
    nodes(painter, plan, activity, focus, &points, view, palette);
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

/// Arrow for excitation, flat bar for inhibition.
fn head(curve: &Curve, kind: Kind, width: f32, color: Color32) -> Shape {
    let tip = curve.at(1.0);
    let back = (curve.at(0.93) - tip).normalized();
    let side = back.rot90();
    match kind {
        Kind::Excite => {
            let size = 5.0 + width * 1.5;
            let base = tip + back * size;
            let half = side * size * 0.48;
            Shape::convex_polygon(vec![tip, base + half, base - half], color, Stroke::NONE)
        }
        Kind::Inhibit => {
            let half = side * (3.6 + width * 1.2);
            Shape::line_segment([tip + half, tip - half], Stroke::new(1.6 + 0.5 * width, color))
        }
    }
}

fn self_loop(shapes: &mut Vec<Shape>, at: Pos2, radius: f32, width: f32, color: Color32, kind: Kind) {
    let size = (radius * 0.8).max(5.0);
    let centre = at - vec2(0.0, radius + size * 0.65);
    let points: Vec<Pos2> =
        (0..=20).map(|i| centre + egui::Vec2::angled(2.1 + i as f32 / 20.0 * 5.2) * size).collect();
    let tip = points[20];
    let back = (points[18] - tip).normalized() * (5.0 + width);
    shapes.push(Shape::line(points, Stroke::new(width, color)));
    let side = back.rot90() * 0.5;
    shapes.push(match kind {
        Kind::Excite => {
            Shape::convex_polygon(vec![tip, tip + back + side, tip + back - side], color, Stroke::NONE)
        }
        Kind::Inhibit => Shape::line_segment([tip + side * 1.6, tip - side * 1.6], Stroke::new(2.0, color)),
    });
}

/// An electrical link: a grey double line.
fn gap(painter: &Painter, a: Pos2, b: Pos2, radius: f32, opacity: f32, palette: &Palette) {
    let along = (b - a).normalized();
    let (a, b) = (a + along * radius, b - along * radius);
    let side = along.rot90() * 2.0;
    let stroke = Stroke::new(1.1, fade(palette.electric, opacity));
    painter.line_segment([a + side, b + side], stroke);
    painter.line_segment([a - side, b - side], stroke);
    let middle = a + (b - a) * 0.5;
    let zig: Vec<Pos2> = (0..5)
        .map(|i| middle + along * (i as f32 - 2.0) * 3.0 + side * if i % 2 == 0 { 1.9 } else { -1.9 })
        .collect();
    painter.line(zig, Stroke::new(1.4, fade(palette.electric, opacity)));
}

fn ports(
    painter: &Painter,
    plan: &Plan,
    activity: &Activity,
    focus: Focus,
    points: &[Pos2],
    view: &View,
    palette: &Palette,
) {
    let lit = |i: usize| focus.selected == Some(i) || focus.hovered == Some(i);
    let some_lit = focus.selected.is_some() || focus.hovered.is_some();
    let mut mesh = Mesh::default();
    for (from, port) in &plan.junctions {
        let look = activity.nodes.get(*from).copied().unwrap_or_default();
        let calm = match (some_lit, lit(*from)) {
            (true, true) => 0.9,
            (true, false) => 0.08,
            (false, _) => 0.22,
        };
        let end = view.to_screen(plan.ports[*port].at);
        let color = fade(
            mix(palette.muscle_full, palette.flash, 0.3 * look.flash),
            (calm + 0.6 * look.flash).min(1.0),
        );
        thin_line(&mut mesh, points[*from], end, 1.2 + look.flash, color);
        if look.travel > 0.0 && (!some_lit || lit(*from)) {
            let at = points[*from] + (end - points[*from]) * look.travel.min(1.0);
            let base = mesh.vertices.len() as u32;
            for (dx, dy) in [(-2.5, 0.0), (0.0, -2.5), (2.5, 0.0), (0.0, 2.5)] {
                vertex(&mut mesh, at + vec2(dx, dy), palette.excite);
            }
            mesh.add_triangle(base, base + 1, base + 2);
            mesh.add_triangle(base, base + 2, base + 3);
        }
    }
    for (index, receptor) in plan.receptors.iter().enumerate() {
        let felt = activity.receptors.get(index).copied().unwrap_or(0.0);
        let base = if receptor.touch { palette.skin } else { palette.electric };
        let calm = match (some_lit, lit(receptor.to)) {
            (true, true) => 0.95,
            (true, false) => 0.15,
            (false, _) => 0.42,
        };
        let line = receptor.line.map(|p| view.to_screen(p));
        let middle = line[0] + (line[1] - line[0]) * 0.5;
        thin_line(
            &mut mesh,
            middle,
            points[receptor.to],
            1.0 + felt,
            fade(base, (0.4 * calm + 0.6 * felt).min(1.0)),
        );
        thin_line(&mut mesh, line[0], line[1], 3.0 + 2.0 * felt, fade(base, (calm + 0.6 * felt).min(1.0)));
    }
    painter.add(Shape::mesh(mesh));
    for (index, port) in plan.ports.iter().enumerate() {
        let activation = activity.ports.get(index).copied().unwrap_or(0.0);
        let rect =
            Rect::from_center_size(view.to_screen(port.at), vec2(port.size.x, port.size.y) * view.scale);
        if !view.rect.intersects(rect) {
            continue;
        }
        let rest = mix(palette.canvas, palette.muscle_rest, if palette.dark { 0.35 } else { 0.7 });
        let color = mix(rest, palette.muscle_full, activation.clamp(0.0, 1.0).sqrt());
        let round = CornerRadius::same((rect.height() / 2.0).clamp(1.0, 9.0) as u8);
        painter.rect(
            rect,
            round,
            color,
            Stroke::new(1.0, mix(color, palette.muscle_rest, 0.4)),
            StrokeKind::Inside,
        );
    }
}

/// Neurons beyond which nobody looks for room: the names would be a carpet.
const MANY_NEURONS: usize = 400;

/// Partners that make a neuron one that everybody asks for.
const HUB: usize = 7;

/// Which neurons can be named without a name lying over another or, but for hubs, over a neuron.
fn room_for_names(painter: &Painter, plan: &Plan, points: &[Pos2], radius: f32, view: &View) -> Vec<bool> {
    let mut named = vec![false; points.len()];
    if points.len() > MANY_NEURONS || radius < 2.0 {
        return named;
    }
    let mut partners = vec![0_usize; points.len()];
    for link in &plan.links {
        partners[link.from] += 1;
        partners[link.to] += 1;
    }
    let mut order: Vec<usize> = (0..points.len()).filter(|i| view.rect.contains(points[*i])).collect();
    order.sort_by_key(|i| std::cmp::Reverse(partners[*i]));
    let discs: Vec<Rect> =
        points.iter().map(|at| Rect::from_center_size(*at, egui::Vec2::splat(2.0 * radius))).collect();
    let mut taken: Vec<Rect> = Vec::new();
    for i in order {
        let size = painter.layout_no_wrap(plan.nodes[i].name.clone(), small(), Color32::WHITE).size();
        let rect = Align2::CENTER_TOP.anchor_size(points[i] + vec2(0.0, radius + 4.0), size);
        let free = |other: &Rect| !other.intersects(rect);
        if taken.iter().all(free) && (partners[i] >= HUB || discs.iter().all(free)) {
            taken.push(rect);
            named[i] = true;
        }
    }
    named
}

fn nodes(
    painter: &Painter,
    plan: &Plan,
    activity: &Activity,
    focus: Focus,
    points: &[Pos2],
    view: &View,
    palette: &Palette,
) {
    let radius = plan.screen_radius(view);
    let near = neighbours(plan, focus.selected);
    // Where neurons stand wide apart all are named; else those whose names find room, the ones
    // with many partners first, and those even over other neurons.
    let names = plan.spacing * view.scale > 34.0;
    let roomy = if names { Vec::new() } else { room_for_names(painter, plan, points, radius, view) };
    for (i, node) in plan.nodes.iter().enumerate() {
        let at = points[i];
        if !view.rect.expand(radius + 12.0).contains(at) {
            continue;
        }
        let look = activity.nodes.get(i).copied().unwrap_or_default();
        let selected = focus.selected == Some(i);
        let hovered = focus.hovered == Some(i);
        let beside = near.as_ref().is_some_and(|near| near[i]);
        let dim = if near.is_some() && !selected && !beside && !hovered { 0.4 } else { 1.0 };
        let recovering = if look.phase == Phase::Recovering { 0.6 } else { 1.0 };
        if look.flash > 0.02 {
            painter.add(glow(
                at,
                radius * (1.5 + 1.2 * look.flash),
                fade(palette.flash, 0.6 * look.flash * dim),
            ));
        }
        painter.circle_filled(at, radius, mix(palette.canvas, palette.neuron, dim));
        if let Some(liquid) = liquid(at, radius - 0.5, look, palette, dim * recovering) {
            painter.add(liquid);
        }
        let rim = mix(palette.canvas, node.color, dim * recovering);
        painter.circle_stroke(at, radius, Stroke::new((radius * 0.2).clamp(1.2, 3.2), rim));
        if matches!(look.phase, Phase::Activating | Phase::Conducting) && radius > 4.0 {
            arc(painter, at, radius + 3.0, look.travel, Stroke::new(2.0, fade(palette.flash, 0.9 * dim)));
        }
        if look.phase == Phase::Recovering && radius > 6.0 {
            let half = radius * 0.34;
            let stroke = Stroke::new(1.4, fade(palette.weak, dim));
            painter.line_segment([at - vec2(half, 0.0), at + vec2(half, 0.0)], stroke);
        }
        if look.hold != Hold::Free {
            held(painter, at, radius, look.hold, palette);
        }
        if selected {
            painter.circle_stroke(at, radius + 5.5, Stroke::new(2.0, palette.accent));
        } else if hovered {
            painter.circle_stroke(at, radius + 5.0, Stroke::new(1.2, palette.weak));
        }
        if names || selected || hovered || roomy.get(i).copied().unwrap_or(false) {
            let color =
                if selected { palette.accent } else { mix(palette.canvas, palette.text, dim.max(0.7)) };
            let place = at + vec2(0.0, radius + 4.0);
            let galley = painter.layout_no_wrap(node.name.clone(), small(), color);
            let rect = Align2::CENTER_TOP.anchor_size(place, galley.size());
            painter.rect_filled(
                rect.expand2(vec2(2.0, 0.0)),
                CornerRadius::same(3),
                fade(palette.canvas, 0.72),
            );
            painter.galley(rect.min, galley, color);
        }
    }
}

/// The mark of a neuron that does not live by the rule: a cross when silenced, a bar on both sides
/// when its potential is held.
fn held(painter: &Painter, at: Pos2, radius: f32, hold: Hold, palette: &Palette) {
    let stroke = Stroke::new((radius * 0.22).clamp(1.4, 3.0), palette.warn);
    let reach = radius + 2.0;
    if hold == Hold::Silent {
        for side in [1.0, -1.0] {
            let arm = vec2(0.72, 0.72 * side) * reach;
            painter.line_segment([at - arm, at + arm], stroke);
        }
    } else {
        for side in [1.0, -1.0] {
            let middle = at + vec2(0.0, side * reach);
            painter.line_segment([middle - vec2(reach, 0.0), middle + vec2(reach, 0.0)], stroke);
        }
    }
}

/// Which neurons a link joins with the selected one.
fn neighbours(plan: &Plan, selected: Option<usize>) -> Option<Vec<bool>> {
    let selected = selected?;
    let mut near = vec![false; plan.nodes.len()];
    let ends = plan.links.iter().map(|l| [l.from, l.to]).chain(plan.gaps.iter().copied());
    for [a, b] in ends {
        if a == selected {
            near[b] = true;
        } else if b == selected {
            near[a] = true;
        }
    }
    Some(near)
}

/// The potential as a liquid that rises to the threshold.
fn liquid(at: Pos2, radius: f32, look: NodeLook, palette: &Palette, opacity: f32) -> Option<Shape> {
    let level = look.fill.abs().min(1.0);
    let color = fade(filling(palette, look.fill, look.flash), opacity);
    if look.flash > 0.3 || level > 0.985 {
        return Some(Shape::circle_filled(at, radius, color));
    }
    if level < 0.02 || radius < 1.0 {
        return None;
    }
    // The surface lies where the chord cuts this height; the arc runs through the bottom.
    let from = (1.0 - 2.0 * level).asin();
    let to = std::f32::consts::PI - from;
    let points =
        (0..=18).map(|i| at + egui::Vec2::angled(from + (to - from) * i as f32 / 18.0) * radius).collect();
    Some(Shape::convex_polygon(points, color, Stroke::NONE))
}

fn arc(painter: &Painter, at: Pos2, radius: f32, share: f32, stroke: Stroke) {
    let turn = share.clamp(0.0, 1.0) * std::f32::consts::TAU;
    let steps = (turn * 5.0).ceil().max(2.0) as usize;
    let points = (0..=steps)
        .map(|i| {
            at + egui::Vec2::angled(turn * i as f32 / steps as f32 - std::f32::consts::FRAC_PI_2) * radius
        })
        .collect();
    painter.line(points, stroke);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn antiparallel_links_do_not_overlap() {
        let (a, b) = (pos2(0.0, 0.0), pos2(100.0, 0.0));
        let there = Curve::new(a, b, 8.0).at(0.5);
        let back = Curve::new(b, a, 8.0).at(0.5);
        assert!(there.distance(back) > 8.0, "{there:?} {back:?}");
    }

    #[test]
    fn a_curve_runs_from_rim_to_rim() {
        let curve = Curve::new(pos2(0.0, 0.0), pos2(100.0, 0.0), 10.0);
        assert!((curve.at(0.0).distance(pos2(0.0, 0.0)) - 10.0).abs() < 2.0);
        assert!((curve.at(1.0).distance(pos2(100.0, 0.0)) - 13.0).abs() < 2.0);
    }

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
