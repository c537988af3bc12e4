//! The looks at the world and at the network.

use crate::window::paint::view::{Camera, View};
use crate::window::paint::wheel::Wheel;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

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
    /// Middle and scale of the world view as it was fitted last.
    fitted_world: Option<(Vec2, f32)>,
    /// The same of the network view.
    fitted_network: Option<(Vec2, f32)>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            world: View::new(20.0),
            network: View::new(40.0),
            camera: Camera::default(),
            follow: true,
            fit_world: true,
            fit_network: true,
            wheel: Wheel::default(),
            fitted_world: None,
            fitted_network: None,
        }
    }
}

impl Views {
    /// Both are to show all that there is.
    pub fn fit(&mut self) {
        self.fit_world = true;
        self.fit_network = true;
    }

    /// The world view has just been fitted.
    pub fn world_was_fitted(&mut self) {
        self.fitted_world = Some((self.world.centre, self.world.scale));
    }

    /// The network view has just been fitted.
    pub fn network_was_fitted(&mut self) {
        self.fitted_network = Some((self.network.centre, self.network.scale));
    }

    /// Whether nobody has moved or zoomed the world view since it was fitted. To follow the worm is not to move it.
    #[must_use]
    pub fn is_world_fitted(&self) -> bool {
        let stands = |centre| self.follow || centre == self.world.centre;
        self.fitted_world.is_some_and(|(centre, scale)| scale == self.world.scale && stands(centre))
    }

    /// Whether nobody has moved or zoomed the network view since it was fitted.
    #[must_use]
    pub fn is_network_fitted(&self) -> bool {
        self.fitted_network == Some((self.network.centre, self.network.scale))
    }
}
