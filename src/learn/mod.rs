//! A layer of neurons that learns images without being told what they are, and is asked afterwards.
//!
//! | file | subject |
//! |---|---|
//! | `images` | images and their classes, and which of them are held out |
//! | `read` | a table of pixels and labels, whatever its columns are |
//! | `column` | which of its columns is the label, and what its pixels range over |
//! | `layer` | the network as a scene: an ON and an OFF neuron for each pixel, outputs that learn and inhibit one another |
//! | `ends` | where light goes in and answers come out, as a scene names them |
//! | `rig` | a network before one image after another, by the steps of the program's own tick |
//! | `train` | learning, naming, and the scene that comes of it |
//! | `trained` | such a scene, read again |
//! | `answers` | what outputs are named after, how they vote, and how often that is right |
//!
//! Neurons step, transmit and learn as in any run: the rig leaves out bodies and senses, which such a network has not,
//! and nothing else. A test holds it to the whole program, bit for bit.
//!
//! The layer is that of Diehl and Cook (2015), with the rule *Competition* of
//! [`RULE_PRESETS`](crate::nervous::plasticity::RULE_PRESETS).

mod answers;
mod column;
mod ends;
mod images;
mod layer;
mod read;
mod rig;
mod train;
mod trained;

pub use answers::{Answers, Confusion, name_outputs};
pub use column::{LabelColumn, PixelRange};
pub use ends::NoLayer;
pub use images::{Images, split};
pub use layer::{Layer, MOST_OUTPUTS, MOST_SYNAPSES};
pub use read::{Asked, Understood, read};
pub use rig::Rig;
pub use train::{Training, work_of};
pub use trained::Trained;
