//! Which tool is taken, and what is shown.

use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// What a press in the world does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Touches the skin.
    #[default]
    Poke,
    /// Moves worms, posts and walls; the wheel turns a worm.
    Move,
    /// Makes a post: from its middle outwards.
    Post,
    /// Makes a wall from end to end.
    Wall,
    /// Takes posts and walls away.
    Erase,
}

/// What is under way with a tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Grip {
    /// Nothing.
    #[default]
    None,
    /// A creature is moved: its name, and where in it the pointer took hold.
    Worm(String),
    /// An obstacle is moved, by its place in the list.
    Obstacle(usize),
    /// Something is made, from this place on.
    From(Vec2),
}

/// What is shown of the worms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    /// The glow of touched skin.
    pub skin: bool,
    /// The muscles.
    pub muscles: bool,
    /// The neurons in the body.
    pub neurons: bool,
    /// The way that it has gone.
    pub trail: bool,
    /// Contact forces, as arrows.
    pub forces: bool,
    /// What the physics engine has: colliders, joints and contacts.
    pub physics: bool,
}

impl Default for Shows {
    fn default() -> Self {
        Self { skin: true, muscles: true, neurons: true, trail: true, forces: false, physics: false }
    }
}

/// The tools as they are set.
#[derive(Resource, Clone, Debug)]
pub struct Tools {
    /// What a press does.
    pub tool: Tool,
    /// What is under way.
    pub grip: Grip,
    /// What is shown.
    pub shows: Shows,
    /// Seconds from tap to tap.
    pub tap_every: f64,
}

impl Default for Tools {
    fn default() -> Self {
        Self { tool: Tool::default(), grip: Grip::None, shows: Shows::default(), tap_every: 10.0 }
    }
}
