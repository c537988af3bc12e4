//! Where the window is on the screens, and how large: as it was left, held to the screens that there are now and to
//! what the graphics card can draw.
//!
//! A window has a size in points, which is kept, and one in pixels, which is as many times larger as its screen is finer.
//! How fine that is and which screens there are is known only once the window is there: until then nobody sees it.

use crate::window::files::settings::{Frame, USUAL};
use bevy::ecs::prelude::*;
use bevy::ecs::system::NonSendMarker;
use bevy::math::{IVec2, UVec2, Vec2};
use bevy::window::{
    Monitor, PrimaryMonitor, PrimaryWindow, Window, WindowMode, WindowPosition, WindowResizeConstraints,
    WindowResolution,
};
use bevy::winit::WINIT_WINDOWS;

/// The least size \[points\].
const LEAST: Vec2 = Vec2::new(480.0, 320.0);
/// So much finer than usual a screen may be.
const FINEST: u32 = 4;
/// So many frames are waited for a system to say which screens there are.
const PATIENCE: u32 = 12;
/// So many frames a window manager has for putting its frame around the window.
const SETTLING: u32 = 40;

/// A screen, or the part of all of them that it shows \[pixels\].
#[derive(Clone, Copy, Debug, PartialEq)]
struct Screen {
    place: IVec2,
    size: UVec2,
}

impl Screen {
    fn of(monitor: &Monitor) -> Self {
        let size = UVec2::new(monitor.physical_width, monitor.physical_height);
        Self { place: monitor.physical_position, size }
    }

    /// How much of a box it shows \[pixels\].
    fn shares(&self, place: IVec2, size: IVec2) -> i64 {
        let end = (place + size).min(self.place + self.size.as_ivec2());
        let shown = (end - place.max(self.place)).max(IVec2::ZERO);
        i64::from(shown.x) * i64::from(shown.y)
    }
}

/// Holds a window to the screen that shows most of it: never larger than that, and wholly on it. The first of them is
/// the one that new windows open on. `scale` is how many pixels a point has, `limit` the greatest picture that the card
/// draws \[pixels\].
fn held(frame: Frame, screens: &[Screen], scale: f32, limit: u32) -> (Vec2, Option<IVec2>) {
    let size = UVec2::from(frame.size).as_vec2();
    let most = Vec2::splat(limit as f32 / scale);
    let place = frame.place.map(IVec2::from);
    let pixels = (size * scale).as_ivec2();
    let shown = place.and_then(|place| {
        let most = screens.iter().max_by_key(|screen| screen.shares(place, pixels))?;
        (most.shares(place, pixels) > 0).then_some(most)
    });
    let Some(screen) = shown.or(screens.first()) else { return (size.max(LEAST).min(most), None) };
    let room = screen.size.as_vec2() / scale;
    let size = size.max(LEAST).min(room).min(most).floor();
    let free = (screen.size.as_vec2() - size * scale).max(Vec2::ZERO).as_ivec2();
    let place = shown.and(place).map(|place| place.clamp(screen.place, screen.place + free));
    (size, place)
}

/// The window as it is asked for, before anybody sees it.
pub(super) fn unseen(limit: u32) -> WindowResolution {
    let most = (limit / FINEST).max(1);
    WindowResolution::new(USUAL.0.min(most), USUAL.1.min(most))
}

/// The window on its way to the screen.
#[derive(Resource)]
pub(super) struct Arrival {
    frame: Frame,
    limit: u32,
    frames: u32,
    shown: bool,
}

impl Arrival {
    /// Of a window that is to be as it was left; `limit` is the greatest picture that the card draws \[pixels\].
    pub(super) fn new(frame: Frame, limit: u32) -> Self {
        Self { frame, limit, frames: 0, shown: false }
    }
}

/// Shows the window once the screens are known, and makes it smaller where the frame that is put around it does not find
/// room.
pub(super) fn arrive(
    mut arrival: ResMut<Arrival>,
    mut windows: Query<(Entity, &mut Window), With<PrimaryWindow>>,
    monitors: Query<(&Monitor, Has<PrimaryMonitor>)>,
    // The windows of the system are those of the first thread.
    _first_thread: NonSendMarker,
) {
    if arrival.frames > SETTLING {
        return;
    }
    let Ok((entity, mut window)) = windows.single_mut() else { return };
    arrival.frames += 1;
    let mut screens: Vec<(bool, Screen)> =
        monitors.iter().map(|(monitor, is_first)| (!is_first, Screen::of(monitor))).collect();
    screens.sort_by_key(|(is_other, _)| *is_other);
    let screens: Vec<Screen> = screens.into_iter().map(|(_, screen)| screen).collect();
    let scale = window.scale_factor();
    if !arrival.shown {
        if screens.is_empty() && arrival.frames < PATIENCE {
            return;
        }
        let (size, place) = held(arrival.frame, &screens, scale, arrival.limit);
        let most = arrival.limit as f32 / scale;
        window.resize_constraints = WindowResizeConstraints {
            min_width: LEAST.x.min(size.x),
            min_height: LEAST.y.min(size.y),
            max_width: most,
            max_height: most,
        };
        window.resolution.set(size.x, size.y);
        if let Some(place) = place {
            window.position = WindowPosition::At(place);
        }
        window.visible = true;
        arrival.shown = true;
        return;
    }
    // What the window manager has put around it.
    let around = WINIT_WINDOWS.with_borrow(|windows| {
        let window = windows.get_window(entity)?;
        let (outer, inner) = (window.outer_size(), window.inner_size());
        let frame = (outer.width.saturating_sub(inner.width), outer.height.saturating_sub(inner.height));
        Some((window.outer_position().ok().map(|at| IVec2::new(at.x, at.y)), UVec2::from(frame)))
    });
    let Some((place, around)) = around else { return };
    let size = window.physical_size();
    let outer = (size + around).as_ivec2();
    let place = place.unwrap_or_default();
    let Some(screen) = screens.iter().max_by_key(|screen| screen.shares(place, outer)) else { return };
    let room = screen.size.saturating_sub(around);
    if around != UVec2::ZERO && (size.x > room.x || size.y > room.y) {
        let size = size.min(room).as_vec2() / scale;
        window.resolution.set(size.x.floor(), size.y.floor());
        window.position = WindowPosition::At(screen.place);
    }
}

/// Where the window is now; `None` while it is on its way, or fills the screen.
pub(super) fn frame(world: &mut World) -> Option<Frame> {
    if !world.get_resource::<Arrival>().is_some_and(|arrival| arrival.shown) {
        return None;
    }
    let mut windows = world.query_filtered::<&Window, With<PrimaryWindow>>();
    let window = windows.single(world).ok().filter(|window| window.mode == WindowMode::Windowed)?;
    let size = (window.width().round() as u32, window.height().round() as u32);
    let place = match window.position {
        WindowPosition::At(place) => Some(place.into()),
        WindowPosition::Automatic | WindowPosition::Centered(_) => None,
    };
    Some(Frame { size, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Screen = Screen { place: IVec2::ZERO, size: UVec2::new(800, 600) };
    const LARGE: Screen = Screen { place: IVec2::new(800, 0), size: UVec2::new(2560, 1440) };

    fn frame(size: (u32, u32), place: Option<(i32, i32)>) -> Frame {
        Frame { size, place }
    }

    #[test]
    fn a_window_is_never_larger_than_its_screen_nor_beside_it() {
        let size = |size, place, screens: &[Screen], scale| {
            let (size, place) = held(frame(size, place), screens, scale, 8192);
            ((size.x, size.y), place.map(<(i32, i32)>::from))
        };
        // The first start, on a small screen, a large one, and one that is finer.
        assert_eq!(size(USUAL, None, &[SMALL], 1.0), ((800.0, 600.0), None));
        assert_eq!(size(USUAL, None, &[LARGE], 1.0), ((1280.0, 720.0), None));
        assert_eq!(size(USUAL, None, &[LARGE], 2.5), ((1024.0, 576.0), None));
        // As it was left, where that can be.
        assert_eq!(
            size((900, 700), Some((1000, 50)), &[SMALL, LARGE], 1.0),
            ((900.0, 700.0), Some((1000, 50)))
        );
        // The screen that it was on is gone, or is smaller now.
        assert_eq!(size((900, 700), Some((1000, 50)), &[SMALL], 1.0), ((800.0, 600.0), None));
        assert_eq!(size((900, 700), Some((300, -90)), &[SMALL], 1.0), ((800.0, 600.0), Some((0, 0))));
        assert_eq!(size((700, 500), Some((-40, 580)), &[SMALL], 1.0), ((700.0, 500.0), Some((0, 100))));
        // A system that tells of no screen.
        assert_eq!(size((900, 700), Some((1, 2)), &[], 1.0), ((900.0, 700.0), None));
    }

    #[test]
    fn a_size_that_has_grown_at_each_start_is_none_that_the_card_cannot_draw() {
        let wide = Screen { place: IVec2::ZERO, size: UVec2::new(20_000, 9000) };
        for scale in [1.0, 1.5, 2.0] {
            for screens in [&[][..], &[SMALL], &[wide]] {
                let (size, _) = held(frame((14_580, 8201), None), screens, scale, 4096);
                assert!((size * scale).max_element() <= 4096.0, "{size} at {scale}");
            }
        }
        let resolution = unseen(2048);
        assert!(resolution.physical_width() * FINEST <= 2048);
    }
}
