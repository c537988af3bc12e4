//! Shapes of plain data: colours, small widgets, the drawing of worm and network, pictures without a graphics card.
//! Nothing here knows a world.

pub mod draw;
mod palette;
pub mod panes;
pub mod question;
pub mod raster;
pub mod theme;
pub mod view;
pub mod widgets;
