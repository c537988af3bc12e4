//! The looks at the world and at the network.

use crate::window::paint::view::{Camera, View};
use crate::window::paint::wheel::Wheel;
use bevy::ecs::prelude::*;

/// Where the window looks.
#[derive(Resource, Clone, Debug)]
pub struct Views {
    /// The look at the world.
    pub world: View,
    /// The look at the network.
    pub network: View,
    /// What the world view takes in when it is fitted.
    pub camera: Camera,
    /// Whether the world view follows the worm.
    pub follow: bool,
    /// Whether the world view is to be fitted.
    pub fit_world: bool,
    /// Whether the network view is to be fitted.
    pub fit_network: bool,
    /// What wheel and touchpad do.
    pub wheel: Wheel,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            world: View::new(20.0, true),
            network: View::new(40.0, false),
            camera: Camera::default(),
            follow: true,
            fit_world: true,
            fit_network: true,
            wheel: Wheel::default(),
        }
    }
}

impl Views {
    /// Both are to show all that there is.
    pub fn fit(&mut self) {
        self.fit_world = true;
        self.fit_network = true;
    }
}
