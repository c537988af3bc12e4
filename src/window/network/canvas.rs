//! What is under way on the canvas.

use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::edit::parts::Part;
use crate::window::paint::draw::network::Spot;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::Pos2;

/// What a drag does.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drag {
    /// Nothing.
    #[default]
    None,
    /// Moves the selected neurons.
    Move,
    /// Draws a link from a neuron.
    Link(NeuronKey),
    /// Draws a link from a part of a body.
    Port(Part),
    /// Moves a note, or the edge that is its width.
    Note(EntryKey, bool),
    /// Has an astrocyte cover the links that the pointer comes over, by their index.
    Cover(EntryKey, Vec<usize>),
    /// Draws a box around neurons, from a point of the screen.
    Marquee(Pos2),
}

/// What the keyboard points at.
#[derive(Clone, Debug, PartialEq)]
pub enum Aim {
    /// A neuron.
    Neuron(NeuronKey),
    /// A part of a body, by its port.
    Part(Part),
}

/// A link that is made by keys: chemical, or a gap junction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// A synapse.
    Chemical,
    /// A gap junction.
    Electrical,
}

/// What lies under the pointer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Under {
    /// A neuron.
    pub neuron: Option<usize>,
    /// Whether the pointer is at its rim, from where links are drawn.
    pub rim: bool,
    /// A link, a note or a frame, where no neuron is.
    pub link: Option<Spot>,
    /// Whether it is the edge of a note, at which its width is changed.
    pub edge: bool,
    /// Whether it is at the rays of an astrocyte, from where synapses are covered.
    pub rays: bool,
    /// A muscle, or a place of skin or stretch.
    pub port: Option<usize>,
}

/// Neurons on their way to new places.
#[derive(Clone, Debug)]
pub struct Glide {
    /// Where each was, and where it goes.
    pub(super) from: Vec<(NeuronKey, Vec2, Vec2)>,
    /// Share of the way that is done.
    pub(super) done: f32,
    /// Where one looked when they set out.
    pub(super) view: Fitted,
}

/// Where one looks: the middle and the scale, and around what the view was last fitted.
#[derive(Clone, Copy, Debug)]
pub struct Fitted {
    pub(super) centre: Vec2,
    pub(super) scale: f32,
    /// Whether nobody had moved it since it was fitted.
    pub(super) stands: bool,
    pub(super) around: (Vec2, Vec2),
}

/// A layout that was made, so that who undoes it sees what was there before.
#[derive(Clone, Debug)]
pub struct Arranged {
    pub(super) moves: Vec<(NeuronKey, Vec2, Vec2)>,
    pub(super) view: Fitted,
    pub(super) undone: bool,
}

/// What the canvas remembers.
#[derive(Resource, Clone, Debug)]
pub struct Canvas {
    /// What the drag under way does.
    pub drag: Drag,
    /// What the keyboard points at, beside what is selected: a port, or where a link is to lead.
    pub aim: Option<Aim>,
    /// Whether the drag under way is a link that is made by keys, and of which kind.
    pub joint: Option<Joint>,
    /// When keys moved the selected neurons last \[seconds\]: what follows at once is the same step of undo.
    pub nudged: Option<f64>,
    /// Whether the menu of what is selected was asked for by a key.
    pub menu: bool,
    /// The neurons that a drag moves, and by how much until now.
    pub moving: (Vec<Entity>, Vec2),
    /// How many steps away from the selected neurons links are lit.
    pub depth: u32,
    /// Whether neurons that have been silent for ten seconds are dimmed.
    pub dim_silent: bool,
    /// Places to which neurons glide: what a layout has asked for.
    pub glide: Option<Glide>,
    /// The last layout.
    pub arranged: Option<Arranged>,
    /// The box around the network when it was last fitted.
    pub fitted_box: (Vec2, Vec2),
}

impl Default for Canvas {
    fn default() -> Self {
        Self {
            drag: Drag::None,
            aim: None,
            joint: None,
            nudged: None,
            menu: false,
            moving: (Vec::new(), Vec2::ZERO),
            depth: 1,
            dim_silent: false,
            glide: None,
            arranged: None,
            fitted_box: (Vec2::ZERO, Vec2::ZERO),
        }
    }
}

/// Forgets what keys have begun; tells whether there was anything.
pub fn leave(world: &mut World) -> bool {
    let mut canvas = world.resource_mut::<Canvas>();
    let begun = canvas.joint.take().is_some();
    if begun {
        canvas.drag = Drag::None;
    }
    canvas.aim.take().is_some() || begun
}
