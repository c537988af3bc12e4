//! What of the network lies at a point of the screen.

use super::{Plan, Spot, links, straight};
use crate::window::paint::view::View;
use bevy_egui::egui::Pos2;

impl Plan {
    /// The neuron at a point of the screen.
    #[must_use]
    pub fn hit(&self, view: &View, point: Pos2) -> Option<usize> {
        let reach = self.screen_radius(view).max(6.0) + 3.0;
        let distance = |i: &usize| view.to_screen(self.nodes[*i].at).distance(point);
        (0..self.nodes.len())
            .filter(|i| self.boxed(*i).is_none() && distance(i) <= reach)
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The link at a point of the screen: the nearest within reach.
    #[must_use]
    pub fn hit_link(&self, view: &View, point: Pos2) -> Option<Spot> {
        const REACH: f32 = 5.0;
        let radius = self.screen_radius(view);
        let points = self.points(view);
        let place = |i: usize| points[i];
        let boxed = |i: usize| self.boxed(i).is_some();
        let mut best: Option<(f32, Spot)> = None;
        let mut offer = |distance: f32, spot: Spot| {
            if distance <= REACH && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, spot));
            }
        };
        for (i, link) in
            self.links.iter().enumerate().filter(|(_, link)| !boxed(link.from) && !boxed(link.to))
        {
            offer(links::distance(place(link.from), place(link.to), radius, point, REACH), Spot::Link(i));
        }
        for (i, gap) in self.gaps.iter().enumerate().filter(|(_, gap)| !gap.ends.into_iter().any(boxed)) {
            offer(straight(place(gap.ends[0]), place(gap.ends[1]), point), Spot::Gap(i));
        }
        for (i, junction) in self.junctions.iter().enumerate() {
            let end = view.to_screen(self.ports[junction.port].at);
            offer(straight(place(junction.from), end, point), Spot::Junction(i));
        }
        for (i, receptor) in self.receptors.iter().enumerate() {
            let [a, b] = receptor.line.map(|p| view.to_screen(p));
            offer(straight(a, b, point), Spot::Receptor(i));
            offer(straight(a + (b - a) * 0.5, place(receptor.to), point), Spot::Receptor(i));
        }
        best.map(|(_, spot)| spot)
    }

    /// The port nearest to a point of the screen, at most so far away \[points, along and across\].
    #[must_use]
    pub fn hit_port(&self, view: &View, point: Pos2, reach: [f32; 2]) -> Option<usize> {
        let place = |i: usize| self.ports[i].on_screen(view);
        let near = (0..self.ports.len()).filter(|i| place(*i).expand2(reach.into()).contains(point));
        let distance = |i: usize| place(i).distance_to_pos(point);
        near.min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
    }

    /// Radius of a neuron on the screen.
    #[must_use]
    pub fn screen_radius(&self, view: &View) -> f32 {
        (self.radius * view.scale).clamp(2.0, 26.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Node;
    use super::*;
    use bevy::math::Vec2;
    use bevy_egui::egui::{Color32, Rect, pos2};

    #[test]
    fn the_nearest_neuron_is_hit() {
        let node = |x: f32| Node { at: Vec2::new(x, 0.0), name: String::new(), color: Color32::RED };
        let plan = Plan { nodes: vec![node(0.0), node(1.0)], radius: 0.3, spacing: 1.0, ..Plan::default() };
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let view = View { rect, ..View::new(50.0) };
        assert_eq!(plan.hit(&view, view.to_screen(Vec2::new(0.9, 0.1))), Some(1));
        assert_eq!(plan.hit(&view, view.to_screen(Vec2::new(0.5, 2.0))), None);
    }
}
