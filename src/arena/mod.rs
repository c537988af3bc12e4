//! The probe that pokes. (Obstacles and the medium belong to the body's physics.)

use crate::body::Probe;
use bevy::app::{App, Plugin};
use bevy::ecs::resource::Resource;

/// The probe in the user's hand; `None` while it is lifted.
#[derive(Resource, Clone, Debug, Default)]
pub struct HeldProbe(pub Option<Probe>);

/// The probe.
pub struct ArenaPlugin;

impl Plugin for ArenaPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<HeldProbe>();
    }
}
