//! How large the panels are whose borders are dragged: as they were left, and never so large that
//! a small window has no room for the world and the network.

use super::theme::Palette;
use bevy_egui::egui::{Frame, Margin, Panel, Ui};
use serde::{Deserialize, Serialize};

/// Sizes of panels as they were left \[points\]; `None` where nobody has chosen one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panes {
    /// Width of the list of neurons.
    pub list: Option<f32>,
    /// Height of the list of classes below it.
    pub classes: Option<f32>,
    /// Width of the inspector.
    pub inspector: Option<f32>,
    /// Height of the plots.
    pub plot: Option<f32>,
    /// Height of the table of neurons.
    pub table: Option<f32>,
}

impl Panes {
    /// Without sizes that are none.
    #[must_use]
    pub fn sound(self) -> Self {
        let sound = |size: Option<f32>| size.filter(|size| size.is_finite() && *size > 0.0);
        Self {
            list: sound(self.list),
            classes: sound(self.classes),
            inspector: sound(self.inspector),
            plot: sound(self.plot),
            table: sound(self.table),
        }
    }
}

/// Within what a panel can be dragged.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Least size \[points\].
    least: f32,
    /// Greatest size \[points\].
    most: f32,
    /// Greatest share of the room, which includes the panel; the least size comes first.
    share: f32,
}

/// Of the list of neurons, in the width of the window.
pub const LIST: Limits = Limits { least: 140.0, most: 360.0, share: 0.28 };
/// Of the list of classes, in the height of both lists.
pub const CLASSES: Limits = Limits { least: 70.0, most: 400.0, share: 0.7 };
/// Of the inspector, in the width of the window.
pub const INSPECTOR: Limits = Limits { least: 336.0, most: 520.0, share: 0.42 };
/// Of the plots, in the height of the window.
pub const PLOT: Limits = Limits { least: 120.0, most: 520.0, share: 0.6 };
/// Of the table of neurons, in the height of the window.
pub const TABLE: Limits = Limits { least: 96.0, most: 1200.0, share: 0.6 };

impl Limits {
    fn greatest(self, room: f32) -> f32 {
        self.most.min(self.share * room).max(self.least)
    }

    /// Sizes a panel: as it was left or, where nobody has chosen, in the usual way.
    pub fn size(self, panel: Panel, kept: Option<f32>, usual: f32, room: f32) -> Panel {
        let range = self.least..=self.greatest(room);
        panel.resizable(true).default_size(kept.unwrap_or(usual)).size_range(range)
    }

    /// Takes in how large the panel is. Squeezed by a small window it is not as it was chosen:
    /// that is kept for the next larger one.
    pub fn keep(self, kept: &mut Option<f32>, shown: f32, usual: f32, room: f32) {
        let usual = usual.clamp(self.least, self.greatest(room));
        let squeezed = kept.is_some_and(|kept| kept > shown) && shown > self.greatest(room) - 1.0;
        // What is in it may make it a little larger.
        let untouched = kept.is_none() && (shown - usual).abs() < 2.0;
        if !squeezed && !untouched && kept.is_none_or(|kept| (kept - shown).abs() >= 1.0) {
            *kept = Some(shown.round());
        }
    }
}

/// The frame of a bar at the top or the bottom.
pub fn bar(palette: &Palette) -> Frame {
    Frame::new().fill(palette.bar).inner_margin(Margin::symmetric(10, 0))
}

/// The frame of a panel at a side.
pub fn side(palette: &Palette) -> Frame {
    Frame::new().fill(palette.panel).inner_margin(Margin { left: 10, right: 8, top: 6, bottom: 6 })
}

/// A panel is as large as it is asked to be, not only as what is in it.
pub fn fill(ui: &mut Ui) -> &mut Ui {
    ui.set_min_size(ui.available_size());
    ui
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_kept_and_what_is_squeezed_is_not() {
        let mut kept = None;
        LIST.keep(&mut kept, 204.0, 204.0, 1280.0);
        assert_eq!(kept, None, "nobody has chosen");
        LIST.keep(&mut kept, 300.0, 204.0, 1280.0);
        assert_eq!(kept, Some(300.0));
        LIST.keep(&mut kept, 0.28 * 800.0, 204.0, 800.0);
        assert_eq!(kept, Some(300.0), "the window is small");
        LIST.keep(&mut kept, 180.0, 204.0, 800.0);
        assert_eq!(kept, Some(180.0), "smaller by choice");
    }

    #[test]
    fn no_number_is_no_size() {
        let panes =
            Panes { list: Some(f32::NAN), classes: Some(-3.0), inspector: Some(400.0), ..Panes::default() };
        assert_eq!(panes.sound(), Panes { inspector: Some(400.0), ..Panes::default() });
    }
}
