//! The files that were open, the last one first, and how each was looked at: the views, and the neurons with a lane of
//! their own.

use crate::edit::NeuronKey;
use crate::window::paint::view::View;
use crate::window::plots::Plots;
use crate::window::state::{Document, Views};
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// So many files are remembered.
const MOST: usize = 40;

/// Where a view looks that was moved or zoomed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    centre: (f32, f32),
    scale: f32,
}

impl Seen {
    fn of(view: &View) -> Self {
        Self { centre: view.centre.into(), scale: view.scale }
    }

    /// Whether it is of numbers.
    fn is_sound(&self) -> bool {
        let (x, y) = self.centre;
        x.is_finite() && y.is_finite() && self.scale.is_finite() && self.scale > 0.0
    }

    fn lay(&self, view: &mut View) {
        (view.centre, view.scale) = (self.centre.into(), self.scale);
    }
}

/// How a file was looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Look {
    path: PathBuf,
    /// None where the view showed all that there is.
    world: Option<Seen>,
    network: Option<Seen>,
    /// Whether the worm was not followed.
    unfollowed: bool,
    /// Creatures and neurons.
    pins: Vec<(String, String)>,
}

/// The files that were open, the last one first.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Looks(Vec<Look>);

/// The open file, wherever it is named from.
fn open_file(world: &World) -> Option<PathBuf> {
    let path = world.resource::<Document>().path.as_ref()?;
    Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
}

impl Looks {
    /// The files, the last one first.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|look| look.path.as_path())
    }

    /// With what was remembered in another way before.
    pub(super) fn with_file(mut self, path: Option<PathBuf>) -> Self {
        if let Some(path) = path.filter(|_| self.0.is_empty()) {
            self.0.push(Look { path, ..Look::default() });
        }
        self
    }

    /// With nothing that is no number.
    pub(super) fn sound(mut self) -> Self {
        self.0.truncate(MOST);
        for look in &mut self.0 {
            look.world = look.world.filter(Seen::is_sound);
            look.network = look.network.filter(Seen::is_sound);
        }
        self
    }
}

/// Takes in how the open file is looked at now. The last one that was open comes first.
pub(super) fn take_in(world: &mut World) {
    let Some(path) = open_file(world) else { return };
    let views = world.resource::<Views>();
    let pins = world.resource::<Plots>().pins.iter();
    let look = Look {
        path,
        world: (!views.is_world_fitted() && !views.fit_world).then(|| Seen::of(&views.world)),
        network: (!views.is_network_fitted() && !views.fit_network).then(|| Seen::of(&views.network)),
        unfollowed: !views.follow,
        pins: pins.map(|key| (key.creature.clone(), key.neuron.clone())).collect(),
    };
    let mut looks = world.resource_mut::<Looks>();
    if looks.0.first() == Some(&look) {
        return;
    }
    looks.0.retain(|other| other.path != look.path);
    looks.0.insert(0, look);
    looks.0.truncate(MOST);
}

/// Looks at the open file as it was looked at last.
pub fn look_as_before(world: &mut World) {
    let path = open_file(world);
    let looks = world.resource::<Looks>();
    let look = path.and_then(|path| looks.0.iter().find(|look| look.path == path)).cloned();
    let Look { world: ground, network, unfollowed, pins, .. } = look.unwrap_or_default();
    let key = |(creature, neuron): (String, String)| NeuronKey { creature, neuron };
    world.resource_mut::<Plots>().pins = pins.into_iter().map(key).collect();
    let mut views = world.resource_mut::<Views>();
    views.follow = !unfollowed;
    views.fit();
    if let Some(seen) = ground {
        seen.lay(&mut views.world);
        views.fit_world = false;
    }
    if let Some(seen) = network {
        seen.lay(&mut views.network);
        views.fit_network = false;
    }
    take_in(world);
}
