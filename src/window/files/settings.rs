//! What the window remembers from one day to the next: its size and place, what is open in it and how large,
//! its theme, how large its print is, the files that were open and how they were looked at.
//!
//! Only a window that is really opened reads and writes it: pictures and tests do not.

use super::{looks, looks::Looks, places};
use crate::scene::write_atomically;
use crate::window::paint::{theme::Colours, wheel::Wheel};
use crate::window::plots::{Plots, Tab};
use crate::window::state::{
    Arrangement, Learned, Style, Theme, Thrift, Views, columns::Columns, figures::Figures,
};
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The file, in the folder of settings.
const FILE: &str = "window.ron";
/// Between two looks at whether something has changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the window is on the screens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Width and height \[points\].
    pub size: (u32, u32),
    /// Its upper left corner \[pixels\]; `None` where the system does not tell.
    pub place: Option<(i32, i32)>,
}

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// Width and height of the window \[points\].
    pub size: (u32, u32),
    /// Its upper left corner on the screens \[pixels\].
    pub place: Option<(i32, i32)>,
    /// Dark or light.
    pub theme: Theme,
    /// For whose eyes the colours are.
    pub colours: Colours,
    /// Whether nothing glides or pulses; `None`: as the system has it.
    pub less_motion: Option<bool>,
    /// Whether links are as wide as their weights are large.
    pub wide_weights: bool,
    /// Whether links are not coloured by what they have learned.
    pub plain_links: bool,
    /// How much larger than usual everything is.
    pub zoom: f32,
    /// What is open in it, and how large.
    pub arrangement: Arrangement,
    /// What is plotted.
    pub tab: Tab,
    /// What wheel and touchpad do.
    pub wheel: Wheel,
    /// What the status bar shows.
    pub figures: Figures,
    /// What the table of neurons shows.
    pub columns: Columns,
    /// Which lessons were gone through.
    pub learned: Learned,
    /// The files that were open.
    pub looks: Looks,
    /// Whether a window that is opened without naming a scene begins with the last one.
    pub begin_with_last: bool,
    /// Whether the processor is to draw as much as a graphics card would.
    pub draw_all: bool,
    /// Of an earlier version: the scene that was open last.
    #[serde(skip_serializing)]
    last_scene: Option<PathBuf>,
}

/// The size of a window that was never opened before \[points\].
pub const USUAL: (u32, u32) = (1280, 720);

impl Default for Remembered {
    fn default() -> Self {
        Self {
            size: USUAL,
            place: None,
            theme: Theme::default(),
            colours: Colours::default(),
            less_motion: None,
            wide_weights: false,
            plain_links: false,
            zoom: 1.0,
            arrangement: Arrangement::default(),
            tab: Tab::default(),
            wheel: Wheel::default(),
            figures: Figures::default(),
            columns: Columns::default(),
            learned: Learned::default(),
            looks: Looks::default(),
            begin_with_last: false,
            draw_all: false,
            last_scene: None,
        }
    }
}

impl Remembered {
    /// Reads what is remembered. Of a file that is damaged or not there, nothing is.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        let mut read = ron::from_str::<Self>(&text).unwrap_or_default();
        if !text.contains("arrangement:") {
            // An earlier version had its fields among the others.
            read.arrangement = ron::from_str(&text).unwrap_or_default();
        }
        read.sound()
    }

    /// With every number where it makes sense. The size is held to the screens by who knows them.
    fn sound(mut self) -> Self {
        self.size = (self.size.0.clamp(480, 16_384), self.size.1.clamp(320, 16_384));
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.5, 3.0) } else { 1.0 };
        self.arrangement = self.arrangement.sound();
        self.looks = self.looks.with_file(self.last_scene.take()).sound();
        self
    }

    fn write(&self, folder: &Path) -> Result<(), String> {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let pretty = ron::ser::PrettyConfig::default();
        let text = ron::ser::to_string_pretty(self, pretty).map_err(|error| error.to_string())?;
        write_atomically(&folder.join(FILE), text.as_bytes()).map_err(|error| error.to_string())
    }

    /// Arranges the window so.
    pub fn lay_out(&self, world: &mut World) {
        let mut style = world.resource_mut::<Style>();
        (style.theme, style.colours) = (self.theme, self.colours);
        (style.less_motion, style.wide_weights) = (self.less_motion, self.wide_weights);
        style.plain_links = self.plain_links;
        world.resource_mut::<Plots>().tab = self.tab;
        world.get_resource_or_init::<Thrift>().all = self.draw_all;
        world.resource_mut::<Views>().wheel = self.wheel;
        world.insert_resource(self.figures.clone());
        world.insert_resource(self.columns.clone());
        world.insert_resource(self.learned.clone());
        world.insert_resource(self.looks.clone());
        let mut arrangement = world.resource_mut::<Arrangement>();
        let Arrangement { layout, plain, bodiless, .. } = *arrangement;
        // A network without a body takes the whole middle, whatever was looked at before.
        let layout = if bodiless { layout } else { self.arrangement.layout };
        *arrangement = Arrangement { layout, plain, bodiless, ..self.arrangement.clone() };
    }

    /// Takes in how the window is arranged now.
    fn take_in(&mut self, world: &World) {
        let style = world.resource::<Style>();
        (self.theme, self.colours) = (style.theme, style.colours);
        (self.less_motion, self.wide_weights) = (style.less_motion, style.wide_weights);
        self.plain_links = style.plain_links;
        self.tab = world.resource::<Plots>().tab;
        self.draw_all = world.get_resource::<Thrift>().is_some_and(|thrift| thrift.all);
        self.wheel = world.resource::<Views>().wheel;
        self.figures = world.resource::<Figures>().clone();
        self.columns = world.get_resource::<Columns>().cloned().unwrap_or_default();
        self.learned = world.get_resource::<Learned>().cloned().unwrap_or_default();
        let arrangement = world.resource::<Arrangement>();
        let layout = if arrangement.bodiless { self.arrangement.layout } else { arrangement.layout };
        self.arrangement = Arrangement { layout, plain: false, bodiless: false, ..arrangement.clone() };
        self.looks = world.resource::<Looks>().clone();
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
    /// Whether it was said that it cannot be written.
    told: bool,
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
        Self { folder, written: now.clone(), now, looked: Instant::now(), told: false, zoom }
    }

    /// The scene to begin with when none is named.
    #[must_use]
    pub fn first_scene(&self) -> Option<&Path> {
        self.now.looks.files().next().filter(|path| self.now.begin_with_last && path.exists())
    }

    /// Takes in how the window looks now; writes it down when it has changed, at once or at the next look. Returns what
    /// is to be said where it cannot be written: once, until it could be.
    pub fn tend(
        &mut self,
        world: &mut World,
        frame: Option<Frame>,
        zoom: f32,
        at_once: bool,
    ) -> Option<String> {
        if !at_once && self.looked.elapsed() < PATIENCE {
            return None;
        }
        self.looked = Instant::now();
        if let Some(Frame { size, place }) = frame {
            (self.now.size, self.now.place) = (size, place);
        }
        self.now.zoom = zoom;
        looks::take_in(world);
        self.now.take_in(world);
        if self.now == self.written {
            return None;
        }
        match self.now.write(&self.folder) {
            Ok(()) => {
                self.written = self.now.clone();
                self.told = false;
                None
            }
            Err(error) => {
                let words = format!("How the window is arranged cannot be remembered: {error}");
                (!std::mem::replace(&mut self.told, true)).then_some(words)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::paint::panes::Panes;
    use crate::window::state::figures::Figure;
    use crate::window::state::{Document, Layout};

    fn world() -> World {
        let mut world = World::new();
        world.init_resource::<Style>();
        world.init_resource::<Plots>();
        world.init_resource::<Views>();
        world.init_resource::<Looks>();
        world.init_resource::<Arrangement>();
        world.init_resource::<Document>();
        world.init_resource::<Figures>();
        world
    }

    #[test]
    fn what_is_set_is_there_the_next_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a").join("b");
        let mut keeper = Keeper::new(below.clone());
        assert_eq!(keeper.now, Remembered::default());
        let mut world = world();
        let mut style = world.resource_mut::<Style>();
        (style.theme, style.colours) = (Theme::Light, Colours::HighContrast);
        (style.less_motion, style.wide_weights, style.plain_links) = (Some(true), true, true);
        world.resource_mut::<Plots>().tab = Tab::Rates;
        let arrangement = Arrangement {
            split: 0.3,
            panes: Panes { inspector: Some(412.0), plot: Some(260.0), ..Panes::default() },
            plot: false,
            layout: Layout::World,
            ..Arrangement::default()
        };
        world.insert_resource(arrangement.clone());
        let path = Some("scenes/crawler.worm.ron".into());
        world.insert_resource(Document { path, ..Document::default() });
        world.resource_mut::<Views>().wheel = Wheel::Pans;
        world.resource_mut::<Figures>().set(Figure::Stride, true);
        let columns = Columns { links: true, hidden: ["leak".to_owned()].into(), ..Columns::default() };
        world.insert_resource(columns.clone());
        keeper.now.begin_with_last = true;
        let frame = Frame { size: (900, 600), place: Some((-40, 30)) };
        assert_eq!(keeper.tend(&mut world, Some(frame), 1.25, true), None);
        let next = Keeper::new(below);
        let crawler = Path::new("scenes/crawler.worm.ron").canonicalize().expect("the crawler");
        assert_eq!((next.now.size, next.now.place), (frame.size, frame.place));
        assert_eq!((next.now.theme, next.now.zoom, next.now.tab), (Theme::Light, 1.25, Tab::Rates));
        assert_eq!(next.now.arrangement, arrangement);
        assert_eq!(next.now.looks.files().collect::<Vec<_>>(), [crawler.as_path()]);
        assert_eq!(next.first_scene(), Some(crawler.as_path()));
        let mut world = self::world();
        next.now.lay_out(&mut world);
        let style = world.resource::<Style>();
        assert_eq!((style.theme, style.colours), (Theme::Light, Colours::HighContrast));
        assert_eq!((style.less_motion, style.wide_weights, style.plain_links), (Some(true), true, true));
        assert_eq!(*world.resource::<Arrangement>(), arrangement);
        assert_eq!(
            (world.resource::<Plots>().tab, world.resource::<Views>().wheel),
            (Tab::Rates, Wheel::Pans)
        );
        assert!(world.resource::<Figures>().has(Figure::Stride) && *world.resource::<Columns>() == columns);
    }

    #[test]
    fn settings_of_an_earlier_version_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "(size: (9000, 7000), theme: Light, zoom: 1.5, layout: World, split: 0.4, list: false, \
                    panes: (list: Some(200.0)), plot: false, last_scene: Some(\"/a/b.worm.ron\"), begin_with_last: true)";
        std::fs::write(folder.path().join(FILE), text).expect("written");
        let read = Remembered::read(folder.path());
        let panes = Panes { list: Some(200.0), ..Panes::default() };
        let (layout, split, usual) = (Layout::World, 0.4, Arrangement::default());
        let arrangement = Arrangement { layout, split, panes, list: false, plot: false, ..usual };
        assert_eq!((read.size, read.theme, read.zoom), ((9000, 7000), Theme::Light, 1.5));
        assert_eq!(read.arrangement, arrangement);
        assert_eq!(read.looks.files().collect::<Vec<_>>(), [Path::new("/a/b.worm.ron")]);
    }

    #[test]
    fn damaged_settings_are_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "(theme: Dar", "\u{0}\u{1}", "(zoom: \"x\")", "[1, 2]"] {
            std::fs::write(folder.path().join(FILE), text).expect("written");
            assert_eq!(Remembered::read(folder.path()), Remembered::default(), "{text}");
        }
        let text = "(zoom: 900.0, size: (1, 1), later: 3, looks: [(path: \"a\", world: Some((centre: (NaN, 0.0), \
                    scale: 1.0)))], arrangement: (split: NaN, panes: (list: Some(inf), plot: Some(99.0))))";
        std::fs::write(folder.path().join(FILE), text).expect("written");
        let read = Remembered::read(folder.path());
        assert_eq!((read.zoom, read.arrangement.split, read.size), (3.0, 0.52, (480, 320)));
        assert_eq!(read.arrangement.panes, Panes { plot: Some(99.0), ..Panes::default() });
        assert_eq!(read.looks, Looks::default().with_file(Some("a".into())));
    }

    #[test]
    fn that_they_cannot_be_written_is_said_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let blocked = folder.path().join("file");
        std::fs::write(&blocked, "").expect("written");
        let (mut keeper, mut world) = (Keeper::new(blocked.join("below")), world());
        world.resource_mut::<Plots>().tab = Tab::Rates;
        assert!(keeper.tend(&mut world, None, 1.0, true).is_some_and(|words| words.contains("file")));
        assert_eq!([1.1, 1.2].map(|zoom| keeper.tend(&mut world, None, zoom, true)), [None, None]);
    }
}
