//! What the window remembers from one day to the next: its size, what is open in it and how large,
//! its theme, how large its print is, and the scene that was open last.
//!
//! Only a window that is really opened reads and writes it: pictures and tests do not.

use super::places;
use crate::scene::write_atomically;
use crate::window::paint::panes::Panes;
use crate::window::paint::theme::Mode;
use crate::window::paint::wheel::Wheel;
use crate::window::state::figures::Figures;
use crate::window::state::{Arrangement, Document, Layout, SPLIT, Style, Thrift, Views};
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The file, in the folder of settings.
const FILE: &str = "window.ron";
/// Between two looks at whether something has changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// Width and height of the window \[pixels\].
    pub size: (u32, u32),
    /// Dark or light.
    pub theme: Mode,
    /// How much larger than usual everything is.
    pub zoom: f32,
    /// How the middle is shared.
    pub layout: Layout,
    /// Share of the world in the middle.
    pub split: f32,
    /// How large the panels are.
    pub panes: Panes,
    /// Whether the list of neurons is open.
    pub list: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the plot is open.
    pub plot: bool,
    /// What wheel and touchpad do.
    pub wheel: Wheel,
    /// What the status bar shows.
    pub figures: Figures,
    /// The scene that was open last.
    pub last_scene: Option<PathBuf>,
    /// Whether a window that is opened without naming a scene begins with it.
    pub begin_with_last: bool,
    /// Whether the processor is to draw as much as a graphics card would.
    pub draw_all: bool,
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            size: (1280, 720),
            theme: Mode::default(),
            zoom: 1.0,
            layout: Layout::default(),
            split: SPLIT,
            panes: Panes::default(),
            list: true,
            inspector: true,
            plot: true,
            wheel: Wheel::default(),
            figures: Figures::default(),
            last_scene: None,
            begin_with_last: false,
            draw_all: false,
        }
    }
}

impl Remembered {
    /// Reads what is remembered. Of a file that is damaged or not there, nothing is.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        ron::from_str::<Self>(&text).unwrap_or_default().sound()
    }

    /// With every number where it makes sense.
    fn sound(mut self) -> Self {
        let within = |value: f32, least: f32, most: f32, usual: f32| {
            if value.is_finite() { value.clamp(least, most) } else { usual }
        };
        self.size = (self.size.0.clamp(480, 16_384), self.size.1.clamp(320, 16_384));
        self.zoom = within(self.zoom, 0.5, 3.0, 1.0);
        self.split = within(self.split, 0.15, 0.85, SPLIT);
        self.panes = self.panes.sound();
        self
    }

    fn write(&self, folder: &Path) -> Result<(), String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(|error| error.to_string())?;
        write_atomically(&folder.join(FILE), text.as_bytes()).map_err(|error| error.to_string())
    }

    /// Arranges the window so.
    pub fn lay_out(&self, world: &mut World) {
        world.resource_mut::<Style>().mode = self.theme;
        world.get_resource_or_init::<Thrift>().all = self.draw_all;
        world.resource_mut::<Views>().wheel = self.wheel;
        world.insert_resource(self.figures.clone());
        let mut arrangement = world.resource_mut::<Arrangement>();
        (arrangement.split, arrangement.panes) = (self.split, self.panes);
        (arrangement.list, arrangement.inspector, arrangement.plot) = (self.list, self.inspector, self.plot);
        // A network without a body takes the whole middle, whatever was looked at before.
        if !arrangement.bodiless {
            arrangement.layout = self.layout;
        }
    }

    /// Takes in how the window is arranged now.
    fn take_in(&mut self, world: &World) {
        self.theme = world.resource::<Style>().mode;
        self.draw_all = world.get_resource::<Thrift>().is_some_and(|thrift| thrift.all);
        self.wheel = world.resource::<Views>().wheel;
        self.figures = world.resource::<Figures>().clone();
        let arrangement = world.resource::<Arrangement>();
        (self.split, self.panes) = (arrangement.split, arrangement.panes);
        (self.list, self.inspector, self.plot) = (arrangement.list, arrangement.inspector, arrangement.plot);
        if !arrangement.bodiless {
            self.layout = arrangement.layout;
        }
        if let Some(path) = &world.resource::<Document>().path {
            self.last_scene = Some(path.canonicalize().unwrap_or_else(|_| path.clone()));
        }
    }
}

/// Keeps what is remembered up to date.
#[derive(Resource, Debug)]
pub struct Keeper {
    folder: PathBuf,
    /// As it is to be remembered.
    pub now: Remembered,
    written: Remembered,
    looked: Instant,
    /// The size of print to begin with, until egui has it.
    pub zoom: Option<f32>,
}

impl Keeper {
    /// Of the user's folder of settings, if there can be one.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        Some(Self::new(places::settings()?))
    }

    /// Of a folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let now = Remembered::read(&folder);
        let zoom = Some(now.zoom);
        Self { folder, written: now.clone(), now, looked: Instant::now(), zoom }
    }

    /// The scene to begin with when none is named.
    #[must_use]
    pub fn first_scene(&self) -> Option<&Path> {
        self.now.last_scene.as_deref().filter(|path| self.now.begin_with_last && path.exists())
    }

    /// Takes in how the window looks now; writes it down when it has changed, at once or at the
    /// next look. That it cannot be written is no reason to disturb anyone.
    pub fn tend(&mut self, world: &World, size: Option<(u32, u32)>, zoom: f32, at_once: bool) {
        if !at_once && self.looked.elapsed() < PATIENCE {
            return;
        }
        self.looked = Instant::now();
        self.now.size = size.unwrap_or(self.now.size);
        self.now.zoom = zoom;
        self.now.take_in(world);
        if self.now != self.written && self.now.write(&self.folder).is_ok() {
            self.written = self.now.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::state::figures::Figure;

    #[test]
    fn what_is_set_is_there_the_next_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a").join("b");
        let mut keeper = Keeper::new(below.clone());
        assert_eq!(keeper.now, Remembered::default());
        let mut world = World::new();
        world.init_resource::<Style>();
        world.resource_mut::<Style>().mode = Mode::Light;
        world.insert_resource(Arrangement {
            split: 0.3,
            panes: Panes { inspector: Some(412.0), plot: Some(260.0), ..Panes::default() },
            plot: false,
            layout: Layout::World,
            ..Arrangement::default()
        });
        let path = Some("scenes/crawler.worm.ron".into());
        world.insert_resource(Document { path, ..Document::default() });
        world.insert_resource(Views { wheel: Wheel::Pans, ..Views::default() });
        let mut figures = Figures::default();
        figures.set(Figure::Stride, true);
        world.insert_resource(figures);
        keeper.now.begin_with_last = true;
        keeper.tend(&world, Some((900, 600)), 1.25, true);
        let next = Keeper::new(below);
        let expected = Remembered {
            size: (900, 600),
            theme: Mode::Light,
            zoom: 1.25,
            layout: Layout::World,
            split: 0.3,
            panes: world.resource::<Arrangement>().panes,
            plot: false,
            begin_with_last: true,
            last_scene: Some(Path::new("scenes/crawler.worm.ron").canonicalize().expect("the crawler")),
            wheel: Wheel::Pans,
            figures: world.resource::<Figures>().clone(),
            ..Remembered::default()
        };
        assert!(expected.figures.has(Figure::Stride));
        assert_eq!(next.now, expected);
        assert_eq!(next.first_scene(), expected.last_scene.as_deref());
        let mut world = World::new();
        world.insert_resource(Style::default());
        world.insert_resource(Arrangement::default());
        world.insert_resource(Views::default());
        next.now.lay_out(&mut world);
        assert_eq!(world.resource::<Views>().wheel, Wheel::Pans);
        assert!(world.resource::<Figures>().has(Figure::Stride));
        let arrangement = world.resource::<Arrangement>();
        assert_eq!(world.resource::<Style>().mode, Mode::Light);
        assert_eq!((arrangement.layout, arrangement.plot), (Layout::World, false));
        assert_eq!(arrangement.panes, expected.panes);
    }

    #[test]
    fn damaged_settings_are_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "(theme: Dar", "\u{0}\u{1}", "(zoom: \"x\")", "[1, 2]"] {
            std::fs::write(folder.path().join(FILE), text).expect("written");
            assert_eq!(Remembered::read(folder.path()), Remembered::default(), "{text}");
        }
        std::fs::write(
            folder.path().join(FILE),
            "(zoom: 900.0, split: NaN, size: (1, 1), panes: (list: Some(inf), plot: Some(99.0)), later: 3)",
        )
        .expect("written");
        let read = Remembered::read(folder.path());
        assert_eq!((read.zoom, read.split, read.size), (3.0, 0.52, (480, 320)));
        assert_eq!(read.panes, Panes { plot: Some(99.0), ..Panes::default() });
    }
}
