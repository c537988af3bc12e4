//! Pictures and videos of what happened: this moment, or a part of the time line, which is lived through once more on a
//! thread of its own.
//!
//! * `asked`: what is asked for; `dialog` is where.
//! * `look`: how the window sees it now.
//! * `job`: pictures under way; `progress` shows how far they are.

mod asked;
mod dialog;
mod job;
mod look;
mod progress;

#[cfg(test)]
pub use asked::Format;
pub use asked::{Asked, Subject};
pub use job::{Order, Product, Studio};

use crate::scene::{Moment, SceneInfo, capture};
use crate::sim::{Clock, Playback, ticks};
use crate::window::files::own_folder;
use crate::window::paint::theme::Mode;
use crate::window::reel::{Film, FilmError};
use crate::window::state::command::ctrl_shift;
use crate::window::state::document::file_name;
use crate::window::state::{
    Busy, Command, Document, Graph, Menu, Panel, Selection, Style, report, say_error,
};
use crate::window::time::{Excerpt, replayable};
use asked::{Known, OnDisk, Place, SIZES, Size, Span, free_name};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Key, Ui};
use job::UnderWay;
use look::Look;
use std::path::PathBuf;
use std::time::Instant;

/// The dialog over everything, and how far the pictures are.
pub const PANEL: Panel = Panel { plugin, show };

/// What it adds to menus and keys.
pub const COMMANDS: &[Command] = &[
    Command::new("Picture...", "Saves what is seen at this moment as a picture", |world, _| {
        ask_for_picture(world);
    })
    .keys(&[ctrl_shift(Key::P)])
    .menu(Menu::Scene, 1),
    Command::new("Video...", "Saves a part of the time line as a video", |world, _| ask_for_video(world))
        .menu(Menu::Scene, 1),
];

fn plugin(app: &mut App) {
    app.init_resource::<Filming>();
}

/// The picture or video that is asked for or under way.
#[derive(Resource, Default)]
pub struct Filming {
    /// What the open dialog asks for.
    pub asked: Option<Asked>,
    /// What was asked for last, for the next time.
    last: Option<Asked>,
    /// Whether time went on when the dialog was opened.
    playing: bool,
    under_way: Option<UnderWay>,
    /// What the disk said, of what, and when.
    looked: Option<(Place, bool, OnDisk, Instant)>,
}

#[cfg(test)]
impl Filming {
    /// Whether pictures are under way, and how many are done.
    pub fn done(&self) -> Option<u64> {
        self.under_way.as_ref().map(|film| film.job.done())
    }
}

fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    dialog::show(ctx, world);
    progress::show(ctx, world);
}

/// Asks for a picture of this moment.
pub fn ask_for_picture(world: &mut World) {
    ask(world, false);
}

/// Asks for a video of what happened.
pub fn ask_for_video(world: &mut World) {
    ask(world, true);
}

fn ask(world: &mut World, video: bool) {
    let known = known(world);
    let subject = Subject::default();
    let light = world.resource::<Style>().mode() == Mode::Light;
    let graph = world.resource::<Graph>();
    let chosen = world.resource::<Selection>().selected.as_ref().map(|key| key.creature.clone());
    let has_body = |name: &str| graph.beings.iter().any(|b| b.body.is_some() && b.name == name);
    let first = graph.beings.iter().find(|being| being.body.is_some());
    let worm = chosen.filter(|name| has_body(name)).or_else(|| first.map(|being| being.name.clone()));
    let folder = own_folder(world);
    let filming = world.resource::<Filming>();
    let mut asked = filming.last.clone().unwrap_or(Asked {
        video,
        subject,
        worm: String::new(),
        span: Span { last: true, seconds: 10.0, from: known.from, to: known.now },
        fps: 20,
        size: Size { times: 1.0, pixels: SIZES[2] },
        light,
        stamped: true,
        place: Place { folder, ..Place::default() },
    });
    asked.video = video;
    asked.light = light;
    asked.worm = worm.unwrap_or_default();
    if asked.worm.is_empty() && asked.subject == Subject::Worm {
        asked.subject = Subject::Network;
    }
    (asked.span.from, asked.span.to) = asked.moments(&known);
    if asked.span.to <= asked.span.from {
        (asked.span.from, asked.span.to) = (known.from, known.to);
    }
    let title = world.get_resource::<SceneInfo>().map(|info| info.name.clone()).unwrap_or_default();
    let stem = Some(world.resource::<Document>().stem()).filter(|stem| !stem.is_empty()).unwrap_or(title);
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let stem = if stem.is_empty() { "worm".to_owned() } else { stem.to_lowercase() };
    asked.place.name = free_name(&asked.place.folder, &format!("{stem}-{:.0}s", known.now));
    // The time that is asked about stands still meanwhile.
    let mut playback = world.resource_mut::<Playback>();
    let playing = std::mem::take(&mut playback.playing);
    let mut filming = world.resource_mut::<Filming>();
    filming.playing |= playing;
    filming.asked = Some(asked);
}

/// Puts the dialog away; time goes on as before.
fn close(world: &mut World) {
    let mut filming = world.resource_mut::<Filming>();
    filming.last = filming.asked.take().or(filming.last.take());
    if std::mem::take(&mut filming.playing) {
        world.resource_mut::<Playback>().playing = true;
    }
}

/// What can be lived through again.
fn known(world: &mut World) -> Known {
    let (from, to, changed) = replayable(world);
    let seconds = |tick| Clock { tick }.seconds();
    Known { from: seconds(from), to: seconds(to), now: world.resource::<Clock>().seconds(), changed }
}

/// Begins to make what is asked for, on a screen with so many pixels a point.
fn begin(world: &mut World, pixels_per_point: f32) {
    let Some(asked) = world.resource::<Filming>().asked.clone() else { return };
    match order(world, asked, pixels_per_point) {
        Ok((order, path)) => {
            let studio = *world.resource::<Studio>();
            match UnderWay::begin(order, studio, path) {
                Ok(film) => {
                    let words = format!("{} is still being written", file_name(&film.path));
                    world.resource_mut::<Busy>().begin("film", words);
                    world.resource_mut::<Filming>().under_way = Some(film);
                }
                Err(error) => say_error(world, format!("No thread could be started: {error}")),
            }
            close(world);
        }
        Err(words) => report(world, "No picture was taken", words),
    }
}

/// What is wrong, where the command line's words for what is asked are called as they are in the window.
fn in_window(error: &FilmError) -> String {
    let fields =
        [("--fps ", "take "), ("--size ", "a size of "), ("take --video NAME.gif", "take the kind GIF")];
    fields.iter().fold(error.to_string(), |words, (option, field)| words.replace(option, field))
}

/// All that the thread needs.
fn order(world: &mut World, asked: Asked, pixels_per_point: f32) -> Result<(Order, PathBuf), String> {
    let known = known(world);
    let look = Look::of(world);
    let (size, scale) = look.pixels(&asked, pixels_per_point);
    let path = asked.path();
    // What is there is written over only after its name was shown with that word on the button.
    let replaces = asked.is_there();
    let product = if asked.video {
        let (from, to) = asked.moments(&known);
        let kind = asked.kind().map_err(|error| in_window(&error))?;
        let film = Film::new(&path, kind, (from, to), asked.fps, size).map_err(|error| in_window(&error))?;
        Product::Film(if replaces { film } else { film.careful() })
    } else {
        let tick = world.resource::<Clock>().tick;
        Product::Picture(tick, path.clone(), replaces)
    };
    // A moment that was gone back to is of the scene as it is now, whatever it was then: it is seen as it stands.
    let excerpt = if asked.video || known.now >= known.to { Excerpt::of(world) } else { None };
    if asked.video && excerpt.is_none() {
        return Err("Nothing is known of what happened.".into());
    }
    let moment = if excerpt.is_some() { Moment::Birth } else { Moment::Now };
    let scene = capture(world, moment);
    let from = ticks(known.from);
    Ok((Order { scene, excerpt, from, look, asked, size, scale, product }, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::reel::Kind;
    use std::path::Path;

    #[test]
    fn the_window_names_its_own_fields() {
        for (name, fps, size) in [("v.gif", 60, (16, 16)), ("v.mp4", 20, (15, 15))] {
            let path = Path::new(name);
            let error = Film::new(path, Kind::of(path).unwrap(), (0.0, 1.0), fps, size).unwrap_err();
            assert!(error.to_string().contains("--") && !in_window(&error).contains("--"), "{error}");
        }
    }
}
