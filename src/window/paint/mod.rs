//! Shapes of plain data: colours, small widgets, the drawing of worm and network, pictures without a graphics card.
//! Nothing here knows a world.

pub mod context_menu;
pub mod controls;
pub mod draw;
pub mod fold_bar;
pub mod grid;
pub mod number_field;
mod palette;
mod palettes;
pub mod panes;
pub mod question;
pub mod raster;
pub mod theme;
pub mod view;
pub mod wheel;
pub mod widgets;
pub mod words;
