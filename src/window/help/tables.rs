//! What the help says.

/// What the mouse does.
pub const GESTURES: [(&str, &str); 15] = [
    ("Press in the world", "Push on the skin; deeper is harder. A click taps, a hold squeezes"),
    ("Middle drag", "Pan; so does a right one, and a left one with the space bar held"),
    ("Wheel", "Zoom at the pointer; sideways or with Shift: pan"),
    ("Two fingers", "On a touchpad: pan. Pinch, or Ctrl with either: zoom"),
    ("Click a neuron", "Select it; with Shift more. In the list too"),
    ("Drag a neuron", "Move all that are selected"),
    ("Drag its rim", "Link it: to a neuron, muscle, skin, stretch, nothing or the worm. Alt: a gap junction"),
    ("Drag a port", "Link that muscle, skin or stretch with the neuron where you let go"),
    ("Drag the canvas", "Select what is in the box"),
    ("Double click", "Add a neuron; on a neuron: rename it"),
    ("Right click", "A menu of what can be done there: also to link with the selected neuron"),
    ("Click a link", "Select it; notches of the wheel turn its weight"),
    ("Drag a number", "Change it; click to type, Esc brings the old one back"),
    ("Hover anything", "What it is"),
    ("Drag a border", "Resize a panel"),
];

/// What the picture means.
pub const MEANING: [(&str, &str); 13] = [
    ("Rim of a neuron", "its class"),
    ("Level in a neuron", "its potential over its threshold"),
    ("Ring around it", "a spike on its way along the axon"),
    ("Flash", "the spike releases transmitter"),
    ("Warm, cool halo", "transmitter arrives: it excites, inhibits"),
    ("Rows beside", "muscles, stretch, skin; above the left side, as in the world at the start"),
    ("Muscle, band in a worm", "the harder it pulls, the thicker, fuller and redder"),
    ("Dash in it", "recovering, deaf and silent"),
    ("Cross, two bars", "silenced; its potential is held"),
    ("Width of a line", "its weight; in proportion with View, Weights as width"),
    ("Warm line, arrow", "excites"),
    ("Cool line, bar", "inhibits"),
    ("Grey double line", "electrical"),
];
