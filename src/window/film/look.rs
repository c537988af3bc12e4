//! What is seen in the window now, for another world that is to be seen in the same way.

use super::asked::{Asked, Subject};
use crate::window::network::canvas::Canvas;
use crate::window::paint::theme::Colours;
use crate::window::paint::view::{Camera, View};
use crate::window::state::{Arrangement, Graph, Layout, Selection, Style, Views};
use crate::window::tools::{Shows, Tools};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Rect, Vec2};

/// What is seen in the window now.
#[derive(Clone, Debug)]
pub struct Look {
    views: Views,
    layout: Layout,
    split: f32,
    selection: Selection,
    shows: Shows,
    depth: u32,
    dim_silent: bool,
    colours: Colours,
    wide_weights: bool,
    plain_links: bool,
    first: Option<String>,
}

impl Look {
    /// That of a window.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let arrangement = world.resource::<Arrangement>();
        let canvas = world.resource::<Canvas>();
        let style = world.resource::<Style>();
        let beings = &world.resource::<Graph>().beings;
        Self {
            views: world.resource::<Views>().clone(),
            layout: arrangement.layout,
            split: arrangement.split,
            selection: world.resource::<Selection>().clone(),
            shows: world.resource::<Tools>().shows,
            depth: canvas.depth,
            dim_silent: canvas.dim_silent,
            colours: style.colours,
            wide_weights: style.wide_weights,
            plain_links: style.plain_links,
            first: beings.iter().find(|being| being.body.is_some()).map(|being| being.name.clone()),
        }
    }

    /// Whether the world, and whether the network is to be seen.
    fn visible(&self) -> (bool, bool) {
        (self.layout != Layout::Network, self.layout != Layout::World)
    }

    /// The part of the window that shows the subject \[points\]; what is hidden has the whole middle.
    #[must_use]
    pub fn room(&self, subject: Subject) -> Vec2 {
        let (world, network) = (self.views.world.rect, self.views.network.rect);
        let middle = match self.visible() {
            (true, true) => world.union(network),
            (true, false) => world,
            _ => network,
        };
        let part = match (subject, self.layout) {
            (Subject::World, Layout::Both) => world,
            (Subject::Network, Layout::Both) => network,
            _ => middle,
        };
        part.size().max(Vec2::splat(16.0))
    }

    /// The pixels of a picture, and how many of them make a point, on a screen with so many.
    #[must_use]
    pub fn pixels(&self, asked: &Asked, pixels_per_point: f32) -> ((usize, usize), f32) {
        if asked.subject == Subject::Worm {
            let (width, height) = asked.size.pixels;
            return ((width, height), (height as f32 / 720.0).max(0.5));
        }
        let scale = pixels_per_point * asked.size.times;
        // Even sides, as some videos need.
        let side = |points: f32| ((points * scale / 2.0).round() as usize).max(8) * 2;
        let room = self.room(asked.subject);
        ((side(room.x), side(room.y)), scale)
    }

    /// Has another world seen in the same way.
    pub fn apply(&self, world: &mut World, asked: &Asked) {
        let (sees_world, sees_network) = self.visible();
        let mut views = world.resource_mut::<Views>();
        views.follow = false;
        views.camera = match asked.subject {
            Subject::Worm => Camera::Follow(asked.worm.clone()),
            _ if !sees_world || self.views.world.rect == Rect::ZERO => Camera::Creatures,
            _ => self.camera(asked.video),
        };
        if sees_network && self.views.network.rect != Rect::ZERO {
            let View { centre, scale, .. } = self.views.network;
            (views.network.centre, views.network.scale) = (centre, scale);
            views.fit_network = false;
        }
        world.resource_mut::<Arrangement>().split = self.split;
        world.insert_resource(self.selection.clone());
        world.resource_mut::<Tools>().shows = self.shows;
        let mut style = world.resource_mut::<Style>();
        (style.colours, style.wide_weights) = (self.colours, self.wide_weights);
        style.plain_links = self.plain_links;
        let mut canvas = world.resource_mut::<Canvas>();
        (canvas.depth, canvas.dim_silent) = (self.depth, self.dim_silent);
    }

    /// The camera that sees what the window sees.
    fn camera(&self, moving: bool) -> Camera {
        let View { centre, scale, rect, .. } = self.views.world;
        let width = rect.width() / scale;
        match &self.first {
            Some(name) if moving && self.views.follow => Camera::Beside { name: name.clone(), width },
            _ => Camera::Fixed { centre: centre.into(), width },
        }
    }
}
