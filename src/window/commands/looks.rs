//! The commands that change how everything is drawn: theme, colours, motion, widths.

use crate::window::paint::theme::Colours;
use crate::window::state::{Command, Menu, Style, Theme};
use bevy::ecs::prelude::*;

/// All of them.
pub const COMMANDS: &[Command] =
    &[SYSTEM, DARK, LIGHT, USUAL, COLOUR_BLIND, HIGH_CONTRAST, LESS_MOTION, WIDE_WEIGHTS];

/// One of several ways to draw, of which one is on.
const fn choice(
    name: &'static str,
    about: &'static str,
    part: u8,
    act: fn(&mut World, &bevy_egui::egui::Context),
    on: fn(&World) -> bool,
) -> Command {
    Command::new(name, about, act).menu(Menu::Looks, part).switch(on)
}

const SYSTEM: Command = choice(
    "Theme of the system",
    "Dark or light as the system has it; dark where that cannot be known",
    1,
    |world, _| world.resource_mut::<Style>().theme = Theme::System,
    |world| world.resource::<Style>().theme == Theme::System,
);

const DARK: Command = choice(
    "Dark",
    "For a screen",
    1,
    |world, _| world.resource_mut::<Style>().theme = Theme::Dark,
    |world| world.resource::<Style>().theme == Theme::Dark,
);

const LIGHT: Command = choice(
    "Light",
    "For a projector",
    1,
    |world, _| world.resource_mut::<Style>().theme = Theme::Light,
    |world| world.resource::<Style>().theme == Theme::Light,
);

const USUAL: Command = choice(
    "Usual colours",
    "Warm excites, cool inhibits; classes have the colours that the scene gives them",
    2,
    |world, _| world.resource_mut::<Style>().colours = Colours::Usual,
    |world| world.resource::<Style>().colours == Colours::Usual,
);

const COLOUR_BLIND: Command = choice(
    "Colours for the colour-blind",
    "Can be told apart without red, green or blue cones; classes too, whatever the scene says",
    2,
    |world, _| world.resource_mut::<Style>().colours = Colours::ColourBlind,
    |world| world.resource::<Style>().colours == Colours::ColourBlind,
);

const HIGH_CONTRAST: Command = choice(
    "Colours of high contrast",
    "Black and white, with few and strong colours between",
    2,
    |world, _| world.resource_mut::<Style>().colours = Colours::HighContrast,
    |world| world.resource::<Style>().colours == Colours::HighContrast,
);

const LESS_MOTION: Command = Command::new(
    "Less motion",
    "Nothing glides, slides or pulses. Until you choose it is as the system has it",
    |world, _| {
        let mut style = world.resource_mut::<Style>();
        style.less_motion = Some(!style.still());
    },
)
.menu(Menu::Looks, 3)
.switch(|world| world.resource::<Style>().still());

const WIDE_WEIGHTS: Command = Command::new(
    "Weights as width",
    "Links are as wide as their weights are large; so with muscles' gains and gap junctions",
    |world, _| {
        let mut style = world.resource_mut::<Style>();
        style.wide_weights = !style.wide_weights;
    },
)
.menu(Menu::Looks, 3)
.switch(|world| world.resource::<Style>().wide_weights);
