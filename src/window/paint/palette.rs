//! All colours of the window, dark and light; `palettes` has those for other eyes.
//!
//! Colour carries meaning, once: a class is a rim, activity is the brightness of a filling,
//! excitation is warm, inhibition is cool, an electrical link is grey, one accent marks what is
//! selected. Everything else keeps to quiet tones, and what a colour says a form says too. Text contrasts
//! with its ground by 4.5 : 1 or more whatever is chosen; tests hold that.

use bevy_egui::egui::Color32;
use serde::{Deserialize, Serialize};

/// Dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mode {
    /// For a screen.
    #[default]
    Dark,
    /// For a projector.
    Light,
}

/// Whose eyes the colours are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Colours {
    /// Those of the house.
    #[default]
    Usual,
    /// Colours that can be told apart without red, green or blue cones.
    ColourBlind,
    /// Black and white, with few and strong colours between.
    HighContrast,
}

/// All that decides how things are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// Dark or light.
    pub mode: Mode,
    /// For whom.
    pub colours: Colours,
}

impl Look {
    /// All that there are.
    #[cfg(test)]
    pub const ALL: [Self; 6] = {
        const fn look(mode: Mode, colours: Colours) -> Look {
            Look { mode, colours }
        }
        [
            look(Mode::Dark, Colours::Usual),
            look(Mode::Light, Colours::Usual),
            look(Mode::Dark, Colours::ColourBlind),
            look(Mode::Light, Colours::ColourBlind),
            look(Mode::Dark, Colours::HighContrast),
            look(Mode::Light, Colours::HighContrast),
        ]
    };
}

impl Mode {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }
}

/// Every colour that is drawn.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Ground of panels.
    pub panel: Color32,
    /// Ground of bars at the top and the bottom.
    pub bar: Color32,
    /// Ground of fields that take text, of plots and meters.
    pub well: Color32,
    /// Ground of buttons.
    pub button: Color32,
    /// Ground of a button under the pointer.
    pub button_hover: Color32,
    /// Lines between things.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text that matters most.
    pub strong: Color32,
    /// Text that matters less.
    pub weak: Color32,
    /// What is selected.
    pub accent: Color32,
    /// Ground of what is selected.
    pub accent_ground: Color32,
    /// A fault.
    pub error: Color32,
    /// Something to be careful with.
    pub warn: Color32,
    /// The ground that worms crawl on.
    pub ground: Color32,
    /// The lines of its grid.
    pub grid: Color32,
    /// Its grain.
    pub grain: Color32,
    /// The trail of a worm.
    pub trail: Color32,
    /// Posts and walls.
    pub obstacle: Color32,
    /// Their rim.
    pub obstacle_rim: Color32,
    /// A worm in full light.
    pub worm_light: Color32,
    /// A worm in the shade.
    pub worm_shade: Color32,
    /// The rim of a worm.
    pub worm_rim: Color32,
    /// Eye spots and mouth.
    pub worm_mark: Color32,
    /// Shadow on the ground.
    pub shadow: Color32,
    /// A muscle at rest.
    pub muscle_rest: Color32,
    /// A muscle fully active.
    pub muscle_full: Color32,
    /// Skin that is touched.
    pub skin: Color32,
    /// The probe.
    pub probe: Color32,
    /// The ground of the network.
    pub canvas: Color32,
    /// Inside of a neuron without potential.
    pub neuron: Color32,
    /// Inside of a neuron at its threshold.
    pub neuron_full: Color32,
    /// Inside of a neuron below zero.
    pub neuron_below: Color32,
    /// The flash of a release.
    pub flash: Color32,
    /// Excitation.
    pub excite: Color32,
    /// Inhibition.
    pub inhibit: Color32,
    /// An electrical link.
    pub electric: Color32,
    /// A neuron without a class.
    pub classless: Color32,
    /// The plot: potential, pool, dendrite.
    pub curves: [Color32; 3],
    /// Colours for classes by their place, if those that a scene gives them are not to be used.
    pub classes: Option<[Color32; 8]>,
}

impl Palette {
    /// The colour of what can be felt so far outside the worm: stretch, skin, and whatever lies beyond.
    #[must_use]
    pub const fn sense(&self, lane: u8) -> Color32 {
        match lane {
            0 => self.accent,
            1 => self.electric,
            2 => self.skin,
            lane if lane % 2 == 1 => self.inhibit,
            _ => self.excite,
        }
    }
}

/// A colour by its number, red first.
pub(super) const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// For a screen.
pub(super) const DARK: Palette = Palette {
    dark: true,
    panel: rgb(0x151a20),
    bar: rgb(0x12161b),
    well: rgb(0x0d1115),
    button: rgb(0x222a32),
    button_hover: rgb(0x2d3741),
    line: rgb(0x2a333c),
    text: rgb(0xc9d2da),
    strong: rgb(0xf0f4f7),
    weak: rgb(0xa3b0bb),
    accent: rgb(0x4fc3c7),
    accent_ground: rgb(0x1c454c),
    error: rgb(0xff7b72),
    warn: rgb(0xe8b45a),
    ground: rgb(0x0f1418),
    grid: rgb(0x242e36),
    grain: rgb(0x394650),
    trail: rgb(0x8fa6b3),
    obstacle: rgb(0x3a4650),
    obstacle_rim: rgb(0x5a6976),
    worm_light: rgb(0xf1d8bd),
    worm_shade: rgb(0x8d6250),
    worm_rim: rgb(0x553930),
    worm_mark: rgb(0x3a221c),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 120),
    muscle_rest: rgb(0xd9a890),
    muscle_full: rgb(0xb3162a),
    skin: rgb(0xffe066),
    probe: rgb(0xdce6ee),
    canvas: rgb(0x11161b),
    neuron: rgb(0x1c232a),
    neuron_full: rgb(0xf4e9c9),
    neuron_below: rgb(0x3c5f8a),
    flash: rgb(0xfffbe6),
    excite: rgb(0xe99a4e),
    inhibit: rgb(0x5b9df0),
    electric: rgb(0x9aa5ae),
    classless: rgb(0x9aa5ae),
    curves: [rgb(0x4fc3c7), rgb(0xe9b35a), rgb(0xb89cf0)],
    classes: None,
};

/// For a projector.
pub(super) const LIGHT: Palette = Palette {
    dark: false,
    panel: rgb(0xf6f6f3),
    bar: rgb(0xecede9),
    well: rgb(0xffffff),
    button: rgb(0xdfe2de),
    button_hover: rgb(0xd0d5d0),
    line: rgb(0xb9bfba),
    text: rgb(0x1d252b),
    strong: rgb(0x0a0f13),
    weak: rgb(0x434d55),
    accent: rgb(0x045f67),
    accent_ground: rgb(0xc4e4e6),
    error: rgb(0xb3261e),
    warn: rgb(0x7d4d00),
    ground: rgb(0xebeae2),
    grid: rgb(0xd8d8cd),
    grain: rgb(0xc4c4b6),
    trail: rgb(0x8b8f80),
    obstacle: rgb(0xbdc2bd),
    obstacle_rim: rgb(0x939a95),
    worm_light: rgb(0xf8e3cd),
    worm_shade: rgb(0xb4836c),
    worm_rim: rgb(0x855a4a),
    worm_mark: rgb(0x4a2d24),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 48),
    muscle_rest: rgb(0xe0b09a),
    muscle_full: rgb(0xb3162a),
    skin: rgb(0xc07a00),
    probe: rgb(0x3b4852),
    canvas: rgb(0xf3f3ef),
    neuron: rgb(0xffffff),
    neuron_full: rgb(0xf2b53c),
    neuron_below: rgb(0xb5cff0),
    flash: rgb(0xff8c00),
    excite: rgb(0xa84f00),
    inhibit: rgb(0x1f5fbf),
    electric: rgb(0x6a737a),
    classless: rgb(0x6a737a),
    curves: [rgb(0x045f67), rgb(0x8f5400), rgb(0x6b46b8)],
    classes: None,
};
