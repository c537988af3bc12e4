//! Pictures of a scene at a moment, without a display: the window's own drawing, painted by
//! [`super::paint::raster`].

use super::paint::draw::ground;
use super::paint::raster::{Picture, Raster};
use super::paint::theme::{Colours, Look, Mode};
use super::paint::view::Camera;
use super::state::{Arrangement, Layout, Letters, Style, Views, apply_style, refresh_graph, select};
use super::time::{drive, refresh_stats};
use super::{Start, find_letters, frame, furnish, middle, plugin};
use crate::app::{Executor, SimulationPlugin};
use crate::edit::NeuronKey;
use crate::sim::{Clock, Playback};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, FullOutput, RawInput, Rect, pos2, vec2};
use std::collections::BTreeSet;

/// What a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// The creatures in their world; of a scene without a body the network.
    #[default]
    World,
    /// The network.
    Network,
    /// World and network.
    Both,
    /// The whole window with its panels.
    Window,
}

/// How pictures are taken.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Width and height \[pixels\].
    pub size: (usize, usize),
    /// Pixels a point: 2 for fine print.
    pub scale: f32,
    /// What is shown.
    pub subject: Subject,
    /// The light theme in place of the dark one.
    pub light: bool,
}

impl Photographer {
    /// Selects a neuron, as a click on it would: its plot begins at the tick of the call.
    pub fn select(&mut self, neuron: NeuronKey) {
        select(self.app.world_mut(), Some(neuron));
        self.pass();
    }

    /// Says what the camera over the world takes in.
    pub fn aim(&mut self, camera: Camera) {
        let mut views = self.app.world_mut().resource_mut::<Views>();
        // In the window it glides after the worm.
        views.follow &= camera == Camera::Creatures;
        views.camera = camera;
    }

    /// Letters of names that no font here has: boxes stand in their place in the pictures taken so far.
    #[must_use]
    pub fn lacking(&self) -> &BTreeSet<char> {
        &self.app.world().resource::<Letters>().lacking
    }

    /// Says for whose eyes the colours are.
    pub fn paint_in(&mut self, colours: Colours) {
        self.app.world_mut().resource_mut::<Style>().colours = colours;
    }

    /// Whether the time stands in the corner of pictures; the whole window has it in its own place.
    pub fn stamp(&mut self, stamped: bool) {
        self.stamped = stamped;
    }
}

#[cfg(test)]
impl Photographer {
    /// The world, to set up what a picture is to show.
    pub(super) fn world_mut(&mut self) -> &mut World {
        self.app.world_mut()
    }

    /// The words of a frame, lowest first, and the picture of it without them.
    pub(super) fn words_and_ground(&mut self) -> (Vec<egui::epaint::ClippedShape>, Picture) {
        let mut output = self.draw();
        let is_text = |shape: &egui::Shape| matches!(shape, egui::Shape::Text(_));
        let mut flat = Vec::new();
        for egui::epaint::ClippedShape { clip_rect, shape } in std::mem::take(&mut output.shapes) {
            flatten(shape, &mut |shape| flat.push(egui::epaint::ClippedShape { clip_rect, shape }));
        }
        let screen = self.context.content_rect();
        // What lies below a question or the gallery is not to be read.
        let veils = flat
            .iter()
            .map(|clipped| matches!(&clipped.shape, egui::Shape::Rect(r) if r.rect.contains_rect(screen)));
        let first = veils.collect::<Vec<_>>().iter().rposition(|veils| *veils).unwrap_or(0);
        let words = flat[first..].iter().filter(|clipped| is_text(&clipped.shape)).cloned().collect();
        flat.retain(|clipped| !is_text(&clipped.shape));
        let primitives = self.context.tessellate(flat, output.pixels_per_point);
        let ground = self.look().palette().ground;
        let picture = self.raster.paint(&primitives, self.settings.size, output.pixels_per_point, ground);
        self.raster.free(&output.textures_delta);
        output.textures_delta.clear();
        (words, picture)
    }

    /// How many pictures were painted.
    pub(super) fn painted(&self) -> u32 {
        self.painted
    }

    /// Lets egui find its sizes and end its animations, without painting.
    pub(super) fn settle(&mut self, frames: u32) {
        for _ in 0..frames {
            self.pass();
        }
    }
}

#[cfg(test)]
fn flatten(shape: egui::Shape, take: &mut impl FnMut(egui::Shape)) {
    match shape {
        egui::Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| flatten(shape, take)),
        shape => take(shape),
    }
}

/// A scene that is being photographed.
pub struct Photographer {
    app: App,
    context: egui::Context,
    raster: Raster,
    settings: Settings,
    stamped: bool,
    frames: u32,
    painted: u32,
}

/// Frames that egui takes to find the size of things.
const SETTLING: u32 = 3;

impl Photographer {
    /// Spawns the scene, at tick 0.
    #[must_use]
    pub fn new(start: &Start, settings: Settings) -> Self {
        let mut app = App::empty();
        app.add_plugins(SimulationPlugin { executor: Executor::SingleThreaded });
        plugin(&mut app);
        furnish(app.world_mut(), start);
        let embodied = start.scene.bodies().next().is_some();
        let world = app.world_mut();
        world.resource_mut::<Playback>().playing = false;
        let plain = settings.subject != Subject::Window;
        world.resource_mut::<Style>().theme = mode(settings.light).into();
        world.resource_mut::<Letters>().silent = true;
        // The camera stands where all of it is to be seen: it does not glide after one worm.
        world.resource_mut::<Views>().follow &= !plain;
        let mut arrangement = world.resource_mut::<Arrangement>();
        arrangement.plain = plain;
        arrangement.layout = match settings.subject {
            Subject::World if embodied => Layout::World,
            Subject::World | Subject::Network => Layout::Network,
            Subject::Both => Layout::Both,
            // As the window opens it.
            Subject::Window => arrangement.layout,
        };
        Self {
            app,
            context: egui::Context::default(),
            raster: Raster::default(),
            settings,
            stamped: false,
            frames: 0,
            painted: 0,
        }
    }

    /// The tick that the scene is at.
    #[must_use]
    pub fn tick(&self) -> u64 {
        self.app.world().resource::<Clock>().tick
    }

    /// Runs the scene on to a tick; what flashed and glowed fades by simulated time.
    pub fn run_to(&mut self, tick: u64) {
        let world = self.app.world_mut();
        while world.resource::<Clock>().tick < tick {
            drive::tick(world);
        }
    }

    /// Takes a picture.
    #[must_use]
    pub fn take(&mut self) -> Picture {
        // The first pictures are for egui to find its sizes, and for the camera to find the worm.
        let world = self.app.world_mut();
        refresh_stats(world);
        // The camera stands where the worm is: a picture does not wait for it to glide there.
        world.resource_mut::<Views>().fit_world = true;
        while self.frames < SETTLING {
            self.pass();
        }
        let picture = self.expose();
        // Fonts that were found for what is in it are there from the next one on.
        if self.app.world().resource::<Letters>().late { self.expose() } else { picture }
    }

    /// One frame as the processor does it for the window, without painting: the panels, and egui's
    /// tessellation. Returns the number of triangles.
    pub fn frame(&mut self) -> usize {
        let mut output = self.draw();
        self.raster.free(&output.textures_delta);
        output.textures_delta.clear();
        let meshes = self.context.tessellate(output.shapes, output.pixels_per_point);
        meshes
            .iter()
            .map(|part| match &part.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }

    /// One frame that nobody looks at.
    fn pass(&mut self) {
        let mut output = self.draw();
        self.raster.free(&output.textures_delta);
        output.textures_delta.clear();
    }

    /// One frame, not painted yet; its textures are taken over.
    fn draw(&mut self) -> FullOutput {
        let Settings { size, scale, subject, .. } = self.settings;
        let (palette, stamped) = (self.look().palette(), self.stamped);
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(size.0 as f32, size.1 as f32) / scale);
        let mut input = RawInput {
            screen_rect: Some(screen),
            time: Some(f64::from(self.frames) / 60.0),
            focused: true,
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&input.viewport_id) {
            viewport.native_pixels_per_point = Some(scale);
        }
        let world = self.app.world_mut();
        let output = self.context.run_ui(input, |ui| {
            if subject == Subject::Window {
                frame(ui, world);
            } else {
                bare(ui, world);
                if stamped {
                    let seconds = world.resource::<Clock>().seconds();
                    ground::stamp(ui.painter(), screen, seconds, palette);
                }
            }
        });
        self.frames += 1;
        self.raster.update(&output.textures_delta);
        output
    }

    fn look(&self) -> Look {
        self.app.world().resource::<Style>().look()
    }

    fn expose(&mut self) -> Picture {
        self.painted += 1;
        let size = self.settings.size;
        let mut output = self.draw();
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let ground = self.look().palette().ground;
        let picture = self.raster.paint(&primitives, size, output.pixels_per_point, ground);
        self.raster.free(&output.textures_delta);
        output.textures_delta.clear();
        picture
    }
}

const fn mode(light: bool) -> Mode {
    if light { Mode::Light } else { Mode::Dark }
}

/// World and network without panels around them.
fn bare(ui: &mut egui::Ui, world: &mut World) {
    let ctx = ui.ctx().clone();
    apply_style(&ctx, world);
    refresh_graph(world);
    middle::show(ui, world);
    find_letters(&ctx, world);
}
