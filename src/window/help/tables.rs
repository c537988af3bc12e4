//! What the help says.

/// What the mouse does.
pub const GESTURES: [(&str, &str); 14] = [
    ("Press in the world", "Push on the skin; deeper is harder. A click taps, a hold squeezes"),
    ("Right or middle drag", "Pan"),
    ("Wheel", "Zoom at the pointer"),
    ("Click a neuron", "Select it; with Shift more. In the list too"),
    ("Drag a neuron", "Move all that are selected"),
    ("Drag its rim", "Link it: to a neuron, muscle, skin, stretch, nothing or the worm. Alt: a gap junction"),
    ("Drag a port", "Link that muscle, skin or stretch with the neuron where you let go"),
    ("Drag the canvas", "Select what is in the box"),
    ("Double click", "Add a neuron; on a neuron: rename it"),
    ("Right click", "On a neuron or port: link with the selected neuron, or unlink"),
    ("Click a link", "Select it; the wheel turns its weight"),
    ("Drag a number", "Change it; double click to type"),
    ("Hover anything", "What it is"),
    ("Drag a border", "Resize a panel"),
];

/// What the picture means.
pub const MEANING: [(&str, &str); 11] = [
    ("Rim of a neuron", "its class"),
    ("Level in a neuron", "its potential over its threshold"),
    ("Ring around it", "a spike on its way along the axon"),
    ("Flash", "the spike releases transmitter"),
    ("Warm, cool halo", "transmitter arrives: it excites, inhibits"),
    ("Rows beside", "muscles; dots: stretch; bars: skin"),
    ("Dash in it", "recovering, deaf and silent"),
    ("Cross, two bars", "silenced; its potential is held"),
    ("Warm line, arrow", "excites"),
    ("Cool line, bar", "inhibits"),
    ("Grey double line", "electrical"),
];
