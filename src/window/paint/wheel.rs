//! What a wheel or a touchpad asks for over a picture.
//!
//! A wheel with notches zooms, turned sideways or with Shift it pans; two fingers on a touchpad pan; pinch, and either
//! of the two with Ctrl, zooms. Systems do not say which of the two it is that turns: a touchpad counts points, or
//! fractions of a notch, and so do a few mice, for which there is a choice ([`Wheel`]).

use super::view::View;
use bevy_egui::egui::{Event, Id, MouseWheelUnit, Pos2, Ui, Vec2, vec2};
use serde::{Deserialize, Serialize};

/// How what turns is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wheel {
    /// A wheel zooms, a touchpad pans.
    #[default]
    Each,
    /// It always zooms.
    Zooms,
    /// It always pans.
    Pans,
}

/// Zoom per point of the wheel.
const ZOOM: f32 = 0.0022;
/// Points that count as a notch where there are none.
const NOTCH: f32 = 40.0;
/// Seconds for which whole notches within a swipe are still a part of it.
const SWIPE: f64 = 0.4;

/// What is asked for in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turn {
    /// How far the picture is to move \[points\].
    pub pan: Vec2,
    /// The factor by which pinch or Ctrl zooms; 1 for none.
    pub pinch: f32,
    /// How far a wheel was turned \[points\], smoothly.
    pub wheel: f32,
    /// The same in notches, at once.
    pub notches: f32,
}

impl Turn {
    /// The factor by which it zooms.
    #[must_use]
    pub fn zoom(&self) -> f32 {
        self.pinch * (self.wheel * ZOOM).exp()
    }

    /// Pans and zooms a view, at a point of the screen. Tells whether it has panned.
    pub fn steer(&self, view: &mut View, at: Pos2) -> bool {
        let factor = self.zoom();
        if factor != 1.0 {
            view.zoom_at(at, factor);
        }
        if self.pan != Vec2::ZERO {
            view.pan(self.pan);
        }
        self.pan != Vec2::ZERO
    }
}

/// What turned last.
#[derive(Clone, Copy, Default)]
struct Last {
    touchpad: bool,
    /// When \[seconds\].
    at: f64,
    pass: u64,
}

fn is_touchpad(unit: MouseWheelUnit, delta: Vec2, swiping: bool) -> bool {
    let broken = |part: f32| (part - part.round()).abs() > 1e-3;
    match unit {
        MouseWheelUnit::Point => true,
        MouseWheelUnit::Page => false,
        // There wheels have fractions too, and touchpads points.
        MouseWheelUnit::Line if cfg!(target_os = "macos") => false,
        MouseWheelUnit::Line => swiping || broken(delta.x) || broken(delta.y),
    }
}

/// Reads what is asked for in this frame.
#[must_use]
pub fn turn(ui: &Ui, how: Wheel) -> Turn {
    let pass = ui.ctx().cumulative_pass_nr();
    let id = Id::new("what turned last");
    let mut last: Last = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let turn = ui.input(|i| {
        let mut notches = 0.0;
        for event in &i.events {
            let Event::MouseWheel { unit, delta, modifiers, .. } = event else { continue };
            if last.pass != pass {
                let swiping = last.touchpad && i.time - last.at < SWIPE;
                (last.touchpad, last.at) = (is_touchpad(*unit, *delta, swiping), i.time);
            }
            if !modifiers.any() {
                notches += if *unit == MouseWheelUnit::Point { delta.y / NOTCH } else { delta.y };
            }
        }
        let two_fingers = i.multi_touch().map(|touch| touch.translation_delta);
        let (scroll, pinch) = (i.smooth_scroll_delta(), i.zoom_delta());
        let pans = match how {
            Wheel::Each => last.touchpad,
            Wheel::Zooms => false,
            Wheel::Pans => true,
        };
        match two_fingers {
            Some(pan) => Turn { pan, pinch, ..Turn::default() },
            None if pans => Turn { pan: scroll, pinch, ..Turn::default() },
            None => Turn { pan: vec2(scroll.x, 0.0), pinch, wheel: scroll.y, notches },
        }
    });
    last.pass = pass;
    ui.data_mut(|data| data.insert_temp(id, last));
    turn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_notches_are_those_of_a_wheel_unless_a_swipe_is_under_way() {
        let lines = |x: f32, y: f32, swiping| is_touchpad(MouseWheelUnit::Line, vec2(x, y), swiping);
        assert!(!lines(0.0, 1.0, false) && !lines(0.0, -3.0, false) && !lines(1.0, 0.0, false));
        assert!(lines(0.0, 1.0, true));
        if !cfg!(target_os = "macos") {
            assert!(lines(0.0, 0.13, false) && lines(-0.4, 2.0, false));
        }
        assert!(is_touchpad(MouseWheelUnit::Point, vec2(0.0, 1.0), false));
        assert!(!is_touchpad(MouseWheelUnit::Page, vec2(0.0, 0.5), true));
    }
}
