//! The network: what it is made of, and the drawing of it, one file a subject.

mod bundles;
mod captions;
mod frames;
mod grid;
mod hits;
mod links;
mod nodes;
mod notes;
mod ports;
mod stars;
mod weights;

pub use bundles::Bundle;
#[cfg(test)]
pub use bundles::End;
pub use captions::{CAPTION, Flank};
pub use frames::{Bustle, Frame, tint};
pub use links::learned_color;
pub use notes::Note;
pub use stars::{Star, StarLook};

use crate::nervous::{Hold, Phase};
use crate::window::paint::theme::Palette;
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{Color32, Painter, Pos2, Rect, vec2};

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

impl Kind {
    /// That of a synapse of this weight, from a neuron that makes so much of both kinds together.
    #[must_use]
    pub fn of(weight: f32, made: f32) -> Self {
        if weight * made < 0.0 { Self::Inhibit } else { Self::Excite }
    }
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
    /// Its place in the list of its creature.
    pub place: u32,
    /// What it has learned; `None` where it does not learn.
    pub growth: Option<Growth>,
}

/// What a link that learns has become.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Growth {
    /// By how much its size is more than at the start, as a share of what its rule allows \[-1 to 1\].
    pub change: f32,
    /// How lately it changed \[0 to 1\].
    pub flash: f32,
}

/// A muscle, or a place of skin or stretch, as a port beside the network.
#[derive(Clone, Copy, Debug)]
pub struct Port {
    /// How far outside the worm what it stands for lies: 0 is a muscle, all else can be felt.
    pub lane: u8,
    /// Its middle.
    pub at: Vec2,
    /// Its size.
    pub size: Vec2,
}

impl Port {
    /// Its place on the screen.
    #[must_use]
    pub fn on_screen(&self, view: &View) -> Rect {
        Rect::from_center_size(view.to_screen(self.at), vec2(self.size.x, self.size.y) * view.scale)
    }
}

/// A receptor as a stroke beside the network.
#[derive(Clone, Copy, Debug)]
pub struct Receptor {
    /// Index of the neuron that it charges.
    pub to: usize,
    /// Both ends.
    pub line: [Vec2; 2],
    /// How far outside the worm what it feels lies: see [`Port::lane`].
    pub lane: u8,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// A gap junction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Indices of the two neurons.
    pub ends: [usize; 2],
    /// Its conductance.
    pub conductance: f32,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// A neuromuscular junction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Junction {
    /// Index of the motor neuron.
    pub from: usize,
    /// Index of the port.
    pub port: usize,
    /// Its gain.
    pub gain: f32,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// A link of some kind, or what is written beside them, by its index in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A chemical synapse.
    Link(usize),
    /// A gap junction.
    Gap(usize),
    /// A neuromuscular junction.
    Junction(usize),
    /// A receptor.
    Receptor(usize),
    /// A note: no link, but selected like one.
    Note(usize),
    /// A frame, likewise.
    Frame(usize),
    /// An astrocyte, likewise.
    Astrocyte(usize),
}

/// Everything that stands still between two edits.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The neurons.
    pub nodes: Vec<Node>,
    /// The chemical synapses.
    pub links: Vec<Link>,
    /// The gap junctions.
    pub gaps: Vec<Gap>,
    /// Muscles, skin and stretch of the bodies.
    pub ports: Vec<Port>,
    /// The neuromuscular junctions.
    pub junctions: Vec<Junction>,
    /// The receptors.
    pub receptors: Vec<Receptor>,
    /// The notes.
    pub notes: Vec<Note>,
    /// The frames.
    pub frames: Vec<Frame>,
    /// The astrocytes.
    pub stars: Vec<Star>,
    /// The folded frame that each neuron is drawn in; empty while none is folded.
    pub inside: Vec<Option<usize>>,
    /// All that leads from a box or to one: see [`Plan::fold`].
    pub bundles: Vec<Bundle>,
    /// What stands beside the ports.
    pub flanks: Vec<Flank>,
    /// How strong the links are beside each other: see [`Self::weigh`].
    pub weights: weights::Weights,
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
    /// Light of what arrives: what excites, what inhibits \[0 to 1\].
    pub arrival: [f32; 2],
    /// Whether it is silenced, or held at a potential.
    pub hold: Hold,
}

/// What changes with every tick.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    /// One a neuron.
    pub nodes: Vec<NodeLook>,
    /// Activation of every port's muscle, or how much there is to feel at it \[0 to 1\].
    pub ports: Vec<f32>,
    /// Light of what arrives at every port, as for neurons; nothing but at muscles.
    pub port_arrivals: Vec<[f32; 2]>,
    /// What every receptor feels \[0 to 1\].
    pub receptors: Vec<f32>,
    /// One an astrocyte.
    pub stars: Vec<StarLook>,
}

/// What is selected and pointed at.
#[derive(Clone, Debug, Default)]
pub struct Focus {
    /// The selected neuron; of several the one that the inspector shows.
    pub selected: Option<usize>,
    /// The neuron under the pointer.
    pub hovered: Option<usize>,
    /// Whether each neuron is selected; empty when only one is.
    pub chosen: Vec<bool>,
    /// Whether each neuron's links are lit: those of selected ones, and of those some steps away.
    pub lit: Vec<bool>,
    /// The selected link.
    pub link: Option<Spot>,
    /// The port under the pointer.
    pub port: Option<usize>,
    /// The note under the pointer.
    pub note: Option<usize>,
    /// The note that is being written, which is not drawn.
    pub writing: Option<usize>,
    /// How far the ports of the senses are brought out \[0 to 1\]; `None`: they are not shown.
    pub ports: Option<f32>,
    /// Whether neurons that have been silent for long are dimmed, and which they are.
    pub silent: Vec<bool>,
    /// Whether links are as wide as their weights are large.
    pub wide: bool,
    /// The change that has the full colour, where links are coloured by what they have learned.
    pub learned: Option<f32>,
    /// Whether nothing pulses or runs along links.
    pub still: bool,
}

impl Focus {
    /// Whether a neuron is selected.
    #[must_use]
    pub fn is_chosen(&self, neuron: usize) -> bool {
        self.selected == Some(neuron) || self.chosen.get(neuron).copied().unwrap_or(false)
    }

    /// Whether the links of a neuron are lit.
    #[must_use]
    pub fn lights(&self, neuron: usize) -> bool {
        self.hovered == Some(neuron) || self.lit.get(neuron).copied().unwrap_or(false)
    }

    /// Whether anything is lit, so that the rest steps back.
    #[must_use]
    pub fn any(&self) -> bool {
        self.hovered.is_some() || self.lit.contains(&true)
    }
}

/// With more links than this on the screen, links are plain thin lines.
const RICH_LINKS: usize = 500;

/// All that the parts of the drawing need to know.
struct Sheet<'a> {
    painter: &'a Painter,
    plan: &'a Plan,
    activity: &'a Activity,
    focus: &'a Focus,
    /// The neurons on the screen.
    points: &'a [Pos2],
    view: &'a View,
    palette: &'a Palette,
}

/// Draws the network.
pub fn draw(
    painter: &Painter,
    plan: &Plan,
    activity: &Activity,
    focus: &Focus,
    view: &View,
    palette: &Palette,
) {
    grid::draw(painter, view, palette);
    let points = plan.points(view);
    let sheet = Sheet { painter, plan, activity, focus, points: &points, view, palette };
    let folded = |frame: &Frame| frame.folded && !frame.within;
    let bustle =
        |frame: &Frame| if folded(frame) { Bustle::of(&frame.members, activity) } else { Bustle::default() };
    let bustle: Vec<Bustle> = plan.frames.iter().map(bustle).collect();
    frames::draw_open(&sheet);
    ports::draw(&sheet);
    stars::draw(&sheet);

    links::draw(&sheet);
    bundles::draw(&sheet, &bustle);
    nodes::draw(&sheet);
    frames::draw_boxes(&sheet, &bustle);
    frames::draw_titles(&sheet);
    captions::draw(&sheet);
    notes::draw(&sheet);
}

/// Distance of a point from a stretch of a straight line.
fn straight(a: Pos2, b: Pos2, point: Pos2) -> f32 {
    let along = b - a;
    let share = ((point - a).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
    (a + along * share).distance(point)
}
