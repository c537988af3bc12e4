//! How everything is drawn: dark or light, for whose eyes, with how much motion.

use super::arrangement::Arrangement;
use super::graph::Graph;
use super::selection::Selection;
use crate::edit::NeuronKey;
use crate::nervous::Classes;
use crate::window::paint::theme::{self, Colours, Look, Mode, Palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui;
use serde::{Deserialize, Serialize};

/// Dark or light, as it is wished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it; dark where that cannot be known.
    #[default]
    System,
    /// Dark, whatever the system has.
    Dark,
    /// Light, whatever the system has.
    Light,
}

impl From<Mode> for Theme {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Dark => Self::Dark,
            Mode::Light => Self::Light,
        }
    }
}

/// What the system is set to, as far as it can be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemWish {
    /// Dark or light.
    pub mode: Option<Mode>,
    /// Whether it wants less motion.
    pub still: Option<bool>,
}

/// How everything is drawn.
#[derive(Resource, Clone, Debug, Default)]
pub struct Style {
    /// Dark or light.
    pub theme: Theme,
    /// For whose eyes.
    pub colours: Colours,
    /// Whether nothing glides, slides or pulses; `None`: as the system has it.
    pub less_motion: Option<bool>,
    /// Whether links are as wide as their weights are large.
    pub wide_weights: bool,
    /// Whether links are not coloured by what they have learned.
    pub plain_links: bool,
    /// What the system is set to.
    pub system: SystemWish,
    /// What egui's style was set to.
    styled: Option<(Look, bool)>,
}

impl Style {
    /// Dark or light, as it is seen.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.theme {
            Theme::System => self.system.mode.unwrap_or_default(),
            Theme::Dark => Mode::Dark,
            Theme::Light => Mode::Light,
        }
    }

    /// All that decides the colours.
    #[must_use]
    pub fn look(&self) -> Look {
        Look { mode: self.mode(), colours: self.colours }
    }

    /// From dark to light, or back, whatever the system has.
    pub fn switch(&mut self) {
        self.theme = self.mode().other().into();
    }

    /// Whether nothing glides, slides or pulses.
    #[must_use]
    pub fn still(&self) -> bool {
        self.less_motion.or(self.system.still).unwrap_or(false)
    }
}

/// The colours of now.
#[must_use]
pub fn palette(world: &World) -> &'static Palette {
    world.resource::<Style>().look().palette()
}

/// Sets egui's style, if it is another than it was.
pub fn apply(ctx: &egui::Context, world: &mut World) {
    let mut style = world.resource_mut::<Style>();
    let wanted = (style.look(), style.still());
    if style.styled == Some(wanted) {
        return;
    }
    theme::apply(ctx, wanted.0, wanted.1);
    style.styled = Some(wanted);
    // Classes without a colour of their own are coloured by the theme.
    world.resource_mut::<Graph>().stale = true;
}

/// Reads the network anew, if the scene or the style has changed since.
pub fn refresh(world: &mut World) {
    if world.resource::<Graph>().stale {
        let graph = Graph::of(world, palette(world));
        let embodied = graph.beings.iter().any(|being| being.body.is_some());
        let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
        // What an undone step has taken away is no longer selected.
        let is_there = |key: &NeuronKey| graph.find(key).is_some();
        world.resource_mut::<Selection>().keep(is_there, |class| classes.contains_key(class));
        world.insert_resource(graph);
        let mut arrangement = world.resource_mut::<Arrangement>();
        if arrangement.bodiless == embodied {
            arrangement.suit(embodied);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_decides_until_somebody_does() {
        let mut style = Style::default();
        assert_eq!((style.mode(), style.still()), (Mode::Dark, false), "nothing is known");
        style.system = SystemWish { mode: Some(Mode::Light), still: Some(true) };
        assert_eq!((style.mode(), style.still()), (Mode::Light, true));
        style.switch();
        style.less_motion = Some(false);
        assert_eq!((style.theme, style.mode(), style.still()), (Theme::Dark, Mode::Dark, false));
        style.system = SystemWish { mode: Some(Mode::Dark), still: None };
        style.switch();
        assert_eq!(style.mode(), Mode::Light, "whatever the system has");
        style.theme = Theme::System;
        assert_eq!(style.mode(), Mode::Dark);
    }
}
