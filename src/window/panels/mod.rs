//! The panels. Each is a function of egui's `Ui`, the world and the window's state, so that a
//! test can use it as a person does, without a screen.

pub mod classes;
pub mod dialogs;
pub mod edges;
pub mod help;
pub mod inspector;
pub mod link;
pub mod neurons;
pub mod params;
pub mod scene;
pub mod status;
pub mod top;
