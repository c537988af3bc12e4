//! Tools of the world: poke, move and turn, posts, walls, erase; taps by the clock; what is shown.

pub mod bar;
pub mod hands;

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

impl Tool {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Poke, "Poke", "Press on the worm: a click taps, a hold squeezes"),
        (Self::Move, "Move", "Drag worms, posts and walls; the wheel over a worm turns it"),
        (Self::Post, "Post", "Drag from the middle of a new post outwards, or click"),
        (Self::Wall, "Wall", "Drag from one end of a new wall to the other"),
        (Self::Erase, "Erase", "Click a post or a wall to take it away"),
    ];
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
#[derive(Clone, Debug)]
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
