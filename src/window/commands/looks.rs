//! The commands that change how everything is drawn: theme, colours, motion, widths.

use crate::window::paint::theme::Colours;
use crate::window::state::{Command, Menu, Style, Theme};
use bevy::ecs::prelude::*;

/// All of them.
pub const COMMANDS: &[Command] =
    &[SYSTEM, DARK, LIGHT, USUAL, COLOUR_BLIND, HIGH_CONTRAST, LESS_MOTION, WIDE_WEIGHTS];

const fn theme(
    name: &'static str,
    about: &'static str,
    act: fn(&mut World, &bevy_egui::egui::Context),
    on: fn(&World) -> bool,
) -> Command {
    Command::new(name, about, act).menu(Menu::Looks, 1).switch(on)
}

fn set_theme(world: &mut World, theme: Theme) {
    world.resource_mut::<Style>().theme = theme;
}

fn has_theme(world: &World, theme: Theme) -> bool {
    world.resource::<Style>().theme == theme
}

const SYSTEM: Command = theme(
    "Theme of the system",
    "Dark or light as the system has it; dark where that cannot be known",
    |world, _| set_theme(world, Theme::System),
    |world| has_theme(world, Theme::System),
);

const DARK: Command = theme(
    "Dark",
    "For a screen",
    |world, _| set_theme(world, Theme::Dark),
    |world| has_theme(world, Theme::Dark),
);

const LIGHT: Command = theme(
    "Light",
    "For a projector",
    |world, _| set_theme(world, Theme::Light),
    |world| has_theme(world, Theme::Light),
);

const fn colours(
    name: &'static str,
    about: &'static str,
    act: fn(&mut World, &bevy_egui::egui::Context),
    on: fn(&World) -> bool,
) -> Command {
    Command::new(name, about, act).menu(Menu::Looks, 2).switch(on)
}

fn set_colours(world: &mut World, colours: Colours) {
    world.resource_mut::<Style>().colours = colours;
}

fn has_colours(world: &World, colours: Colours) -> bool {
    world.resource::<Style>().colours == colours
}

const USUAL: Command = colours(
    "Usual colours",
    "Warm excites, cool inhibits; classes have the colours that the scene gives them",
    |world, _| set_colours(world, Colours::Usual),
    |world| has_colours(world, Colours::Usual),
);

const COLOUR_BLIND: Command = colours(
    "Colours for the colour-blind",
    "Can be told apart without red, green or blue cones; classes too, whatever the scene says",
    |world, _| set_colours(world, Colours::ColourBlind),
    |world| has_colours(world, Colours::ColourBlind),
);

const HIGH_CONTRAST: Command = colours(
    "Colours of high contrast",
    "Black and white, with few and strong colours between",
    |world, _| set_colours(world, Colours::HighContrast),
    |world| has_colours(world, Colours::HighContrast),
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
