//! The worms as they are to be drawn now.

use crate::body::Body;
use crate::sim::Playback;
use crate::window::paint::draw::inner::Inner;
use crate::window::paint::draw::spine::Spine;
use crate::window::paint::draw::worm::Worm;
use crate::window::state::afterimage::{Afterimage, Pose};
use crate::window::state::graph::{Being, look};
use crate::window::state::{Graph, selected_index};
use crate::window::tools::Tools;
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;

/// The worms as they are to be drawn now.
pub fn worms(world: &World) -> Vec<(Being, Worm)> {
    let picture = world.resource::<Afterimage>();
    let fraction = world.resource::<Playback>().fraction();
    let shows = world.resource::<Tools>().shows;
    let (graph, chosen) = (world.resource::<Graph>(), selected_index(world));
    let mut worms = Vec::new();
    for (index, being) in graph.beings.iter().enumerate() {
        let Some(body) = world.get::<Body>(being.entity) else { continue };
        let pose = picture.pose(being.entity, body, fraction);
        let rest = body.plan.length / body.plan.segments.max(1) as f32;
        let Some(spine) = Spine::new(&pose, rest) else { continue };
        let own = if shows.neurons { graph.of_creature(index) } else { 0..0 };
        let neurons = own
            .map(|i| {
                let cell = &graph.cells[i];
                let look = look(world, cell.entity, picture, fraction);
                Inner {
                    along: being.along(cell.at.x),
                    across: being.across(cell.at.y),
                    color: cell.color,
                    fill: look.fill,
                    flash: look.flash,
                    selected: chosen == Some(i),
                }
            })
            .collect();
        let worm = Worm {
            spine,
            width: body.plan.width,
            muscles: body
                .muscles
                .iter()
                .map(|m| if shows.muscles { [m[0].activation, m[1].activation] } else { [0.0; 2] })
                .collect(),
            skin: if shows.skin { picture.glow(being.entity).to_vec() } else { Vec::new() },
            neurons,
        };
        worms.push((being.clone(), worm));
    }
    worms
}

/// The ghosts, if they are to be seen.
pub fn ghosts(world: &World) -> Vec<Worm> {
    let fraction = world.resource::<Playback>().fraction();
    let poses = world.get_resource::<Ghost>().map_or_else(Vec::new, |ghost| ghost.poses(fraction));
    let worm = |(pose, rest, width): (Pose, f32, f32)| {
        let spine = Spine::new(&pose, rest)?;
        Some(Worm { spine, width, muscles: Vec::new(), skin: Vec::new(), neurons: Vec::new() })
    };
    poses.into_iter().filter_map(worm).collect()
}
