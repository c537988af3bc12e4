//! Pictures of a scene at a moment, without a display: the window's own drawing, painted by
//! [`super::paint::raster`].

use super::paint::draw::ground;
use super::paint::raster::{Picture, Raster};
use super::paint::theme::{Colours, Look, Mode};
use super::paint::view::Camera;
use super::state::{
    Arrangement, Graph, Layout, Letters, Style, Views, apply_style, refresh_graph, select, step,
};
use super::time::{drive, finish_past, refresh_stats};
use super::{Start, find_letters, frame, furnish, middle, plugin};
use crate::app::{Executor, SimulationPlugin};
use crate::edit::{Edit, NeuronKey};
use crate::sim::{Clock, Playback};
use bevy::app::App;
use bevy::ecs::prelude::*;
#[cfg(test)]
use bevy_egui::egui::epaint::ClippedShape;
use bevy_egui::egui::{self, Event, FullOutput, Key, Modifiers, PointerButton, RawInput, Rect, pos2, vec2};
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

impl Photographer {
    /// The world, to set up what a picture is to show.
    pub(super) fn world_mut(&mut self) -> &mut World {
        self.app.world_mut()
    }
}

#[cfg(test)]
impl Photographer {
    /// One frame, of whose shapes some are told and the others painted.
    pub(super) fn paint_apart<T>(
        &mut self,
        part: impl FnOnce(Vec<ClippedShape>) -> (T, Vec<ClippedShape>),
    ) -> (T, Picture) {
        let mut output = self.draw();
        let (told, shapes) = part(std::mem::take(&mut output.shapes));
        output.shapes = shapes;
        (told, self.develop(output))
    }

    pub(super) fn painted(&self) -> u32 {
        self.painted
    }

    /// One frame with these events, without painting.
    pub(super) fn act(&mut self, events: Vec<Event>) {
        self.pass_with(events);
    }

    /// Lets egui find its sizes and end its animations, without painting.
    pub(super) fn settle(&mut self, frames: u32) {
        for _ in 0..frames {
            self.pass();
        }
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
    /// How many pictures were painted.
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
        // What was selected just now has its past in the plots.
        if finish_past(self.app.world_mut()) {
            self.pass();
        }
        let picture = self.expose();
        // Fonts that were found for what is in it are there from the next one on.
        if self.app.world().resource::<Letters>().late { self.expose() } else { picture }
    }

    /// One frame as the processor does it for the window, without painting: the panels, and egui's
    /// tessellation. Returns the number of triangles.
    pub fn frame(&mut self) -> usize {
        self.frame_with(Vec::new())
    }

    /// A frame in which a key is pressed, as "Ctrl+A" or "Delete"; `None` if there is no such key. Returns the number
    /// of triangles.
    pub fn press(&mut self, keys: &str) -> Option<usize> {
        let mut parts: Vec<&str> = keys.split('+').collect();
        let key = Key::from_name(parts.pop()?)?;
        let mut modifiers = Modifiers::NONE;
        for part in parts {
            modifiers |= match part {
                "Ctrl" => Modifiers::COMMAND | Modifiers::CTRL,
                "Shift" => Modifiers::SHIFT,
                "Alt" => Modifiers::ALT,
                _ => return None,
            };
        }
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        Some(self.frame_with(vec![
            Event::ModifiersChanged(modifiers),
            event(true),
            event(false),
            Event::ModifiersChanged(Modifiers::NONE),
        ]))
    }

    /// A frame in which the pointer moves to a place \[points\]; with `pressed` its button goes down or up there.
    /// Returns the number of triangles.
    pub fn point(&mut self, at: (f32, f32), pressed: Option<bool>) -> usize {
        let (pos, modifiers) = (pos2(at.0, at.1), Modifiers::NONE);
        let mut events = vec![Event::PointerMoved(pos)];
        let button = PointerButton::Primary;
        events.extend(pressed.map(|pressed| Event::PointerButton { pos, button, pressed, modifiers }));
        self.frame_with(events)
    }

    /// Where a neuron stands in the network \[points\].
    #[must_use]
    pub fn find(&self, neuron: &NeuronKey) -> Option<(f32, f32)> {
        let world = self.app.world();
        let graph = world.resource::<Graph>();
        let at = world.resource::<Views>().network.to_screen(graph.plan.nodes.get(graph.find(neuron)?)?.at);
        Some((at.x, at.y))
    }

    /// Carries out an edit as a step of undo, as a panel does; tells whether it was done.
    pub fn perform(&mut self, edit: Edit) -> bool {
        step(self.app.world_mut(), Ok(edit))
    }

    fn frame_with(&mut self, events: Vec<Event>) -> usize {
        let mut output = self.draw_with(events);
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
        self.pass_with(Vec::new());
    }

    fn pass_with(&mut self, events: Vec<Event>) {
        let mut output = self.draw_with(events);
        self.raster.free(&output.textures_delta);
        output.textures_delta.clear();
    }

    /// One frame, not painted yet; its textures are taken over.
    fn draw(&mut self) -> FullOutput {
        self.draw_with(Vec::new())
    }

    fn draw_with(&mut self, events: Vec<Event>) -> FullOutput {
        let Settings { size, scale, subject, .. } = self.settings;
        let (palette, stamped) = (self.look().palette(), self.stamped);
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(size.0 as f32, size.1 as f32) / scale);
        let mut input = RawInput {
            screen_rect: Some(screen),
            time: Some(f64::from(self.frames) / 60.0),
            focused: true,
            events,
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
        let output = self.draw();
        self.develop(output)
    }

    fn develop(&mut self, mut output: FullOutput) -> Picture {
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let ground = self.look().palette().ground;
        let picture = self.raster.paint(&primitives, self.settings.size, output.pixels_per_point, ground);
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
