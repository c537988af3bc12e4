//! The steps of the tour.

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    World,
    Network,
    List,
    Inspector,
}

/// A step of the tour.
pub struct Step {
    /// What it is about.
    pub title: &'static str,
    /// What there is to try.
    pub text: &'static str,
    /// The parts of the window it speaks of.
    pub regions: &'static [Region],
    /// Whether there must be a worm to try it on.
    pub needs_body: bool,
    /// Whether a neuron must be selected.
    pub needs_neuron: bool,
}

/// All steps.
pub const STEPS: [Step; 5] = [
    Step {
        title: "Touch the worm",
        text: "Press on the worm with the left mouse button: a click is a tap, a hold a squeeze, harder the \
               deeper. Skin that is touched charges neurons, and they decide what the worm does.",
        regions: &[Region::World],
        needs_body: true,
        needs_neuron: false,
    },
    Step {
        title: "See what a neuron is linked to",
        text: "Click a neuron in the network: its links stand out. Warm lines with an arrow excite, cool \
               ones with a bar inhibit, grey double lines are electrical.",
        regions: &[Region::Network],
        needs_body: false,
        needs_neuron: false,
    },
    Step {
        title: "Change it while it runs",
        text: "The inspector shows all that the selected neuron is made of. Drag the number at \"threshold\", \
               or double click it and type: the neuron fires more easily or hardly at all.",
        regions: &[Region::Inspector],
        needs_body: false,
        needs_neuron: true,
    },
    Step {
        title: "Take a neuron away",
        text: "S silences the selected neuron, and S again revives it; so does a click at the end of its row \
               in the list. G shows the ghost: what the worm would do without that.",
        regions: &[Region::World, Region::List],
        needs_body: true,
        needs_neuron: true,
    },
    Step {
        title: "Build your own",
        text: "N adds a neuron at the pointer. Drag from the rim of a neuron to another one to link them. \
               Ctrl+Z takes back whatever you did, step by step.",
        regions: &[Region::Network],
        needs_body: false,
        needs_neuron: false,
    },
];
