//! Opening the window, and finding out in time that there can be none.
//!
//! * `screen`: how large it is, and where.
//! * `reader`: screen readers; `house`: what is kept on disk meanwhile, and at the end; `ending`: the program is told to end.

#[cfg(unix)]
mod ending;
mod house;
mod reader;
mod screen;

use super::desktop;
use super::files::look_as_before;
use super::files::recovery::Recovery;
use super::files::settings::{Frame, Keeper, USUAL};
use super::keys::{quick, typed};
use super::lessons;
use super::pace;
use super::state::document::is_dirty;
use super::state::{Document, Thrift, apply_thrift, letters_in_time, say, say_error};
use super::time::drive;
use super::{frame, furnish, plugin};
use crate::app::{Executor, SimulationPlugin};
use crate::scene::document::Scene;
use crate::scene::{Comments, Loaded, SceneInfo, load};
use crate::sim::Clock;
use bevy::DefaultPlugins;
use bevy::app::{App, Last, PanicHandlerPlugin, PluginGroup, PreUpdate, Startup};
use bevy::camera::{Camera2d, ClearColor};
use bevy::color::Color;
use bevy::ecs::prelude::*;
use bevy::log::{Level, LogPlugin, debug};
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::renderer::initialize_renderer;
use bevy::render::settings::{Backends, RenderCreation, RenderResources, WgpuSettings};
use bevy::render::view::Msaa;
use bevy::tasks::block_on;
use bevy::time::{Real, Time};
use bevy::window::{ExitCondition, PresentMode, PrimaryWindow, Window, WindowPlugin};
use bevy_egui::egui::{LayerId, Ui, UiBuilder};
use bevy_egui::{EguiContext, EguiPlugin, EguiPrimaryContextPass, PrimaryEguiContext};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use thiserror::Error;

/// What the window opens with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The scene. It must have passed the check.
    pub scene: Scene,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// The comments of its file, kept when saving.
    pub comments: Comments,
}

/// There can be no window on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoWindow {
    /// No display, or none that answers.
    #[error("cannot open a window: {0}")]
    Display(String),
    /// No graphics driver.
    #[error("cannot open a window: no graphics driver was found (neither Vulkan nor OpenGL)")]
    Driver,
    /// Anything else on the way to the first picture.
    #[error("cannot open a window: {0}")]
    Other(String),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
///
/// When there is no display or no graphics driver. Nothing is printed then.
///
/// # Panics
///
/// Passes on a panic that happens once the window is there.
pub fn open(start: Start) -> Result<(), NoWindow> {
    open_as(start, true)
}

/// Opens the window with the scene that was open last, if the user wants that, else with this one.
///
/// # Errors
///
/// As [`open`].
///
/// # Panics
///
/// As [`open`].
pub fn open_unnamed(start: Start) -> Result<(), NoWindow> {
    open_as(start, false)
}

fn open_as(start: Start, named: bool) -> Result<(), NoWindow> {
    if cfg!(target_os = "linux") && std::env::var_os("DISPLAY").is_none_or(|display| display.is_empty()) {
        return Err(NoWindow::Display("there is no display (DISPLAY is not set)".into()));
    }
    // On the way to the first picture winit and wgpu panic where something is missing. That is
    // caught and told in one line; the hook stays silent until then.
    let running = Arc::new(AtomicBool::new(false));
    let silent = running.clone();
    let hook = Arc::new(std::panic::take_hook());
    let before = hook.clone();
    std::panic::set_hook(Box::new(move |info| {
        if silent.load(Ordering::Relaxed) {
            before(info);
        }
    }));
    let seen = running.clone();
    let result = catch_unwind(AssertUnwindSafe(move || run(start, named, seen)));
    drop(std::panic::take_hook());
    if let Ok(hook) = Arc::try_unwrap(hook) {
        std::panic::set_hook(hook);
    }
    match result {
        Ok(Ok(true)) => Ok(()),
        Ok(Err(reason)) => Err(reason),
        Ok(Ok(false)) => Err(NoWindow::Other("the display closed it before the first picture".into())),
        Err(panic) if running.load(Ordering::Relaxed) => resume_unwind(panic),
        Err(panic) => Err(reason(panic.as_ref())),
    }
}

/// What a panic on the way to the first picture says.
fn reason(panic: &(dyn std::any::Any + Send)) -> NoWindow {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("the graphics system failed");
    if text.contains("event loop") || text.contains("XOpenDisplay") || text.contains("NotSupported") {
        let display = std::env::var("DISPLAY").unwrap_or_default();
        NoWindow::Display(format!("the display {display:?} does not answer"))
    } else {
        NoWindow::Other(text.lines().next().unwrap_or_default().to_owned())
    }
}

/// Whether there was a first picture.
#[derive(Resource)]
struct Running(Arc<AtomicBool>);

/// How long the way to the first picture and to the first move took, for whoever asks the log:
/// `RUST_LOG=wriggle=debug`.
#[derive(Resource)]
struct Beginning {
    began: Instant,
    pictured: bool,
    moved: bool,
}

impl Beginning {
    fn note(&mut self, tick: u64) {
        let seconds = self.began.elapsed().as_secs_f32();
        if !std::mem::replace(&mut self.pictured, true) {
            debug!("first picture after {seconds:.2} s");
        }
        if tick > 0 && !std::mem::replace(&mut self.moved, true) {
            debug!("first picture in motion after {seconds:.2} s");
        }
    }
}

/// The graphics device. Vulkan, Metal and DirectX go first: looking for OpenGL makes its
/// libraries print where they find none.
fn device() -> Result<RenderResources, NoWindow> {
    let settings = WgpuSettings::default();
    let wanted = settings.backends.unwrap_or(Backends::all());
    for backends in [wanted & Backends::PRIMARY, wanted & Backends::SECONDARY] {
        if backends.is_empty() {
            continue;
        }
        let made =
            catch_unwind(AssertUnwindSafe(|| block_on(initialize_renderer(backends, None, &settings))));
        if let Ok(device) = made {
            return Ok(device);
        }
    }
    Err(NoWindow::Driver)
}

/// The scene that was open last, if the user wants to begin with it and it can be opened.
fn last_scene(keeper: Option<&Keeper>) -> Option<Start> {
    let path = keeper?.first_scene()?;
    let Loaded { scene, comments } = load(path).ok()?;
    Some(Start { scene, path: Some(path.to_owned()), comments })
}

fn run(start: Start, named: bool, running: Arc<AtomicBool>) -> Result<bool, NoWindow> {
    let beginning = Beginning { began: Instant::now(), pictured: false, moved: false };
    let device = device()?;
    // The type of wgpu's enum is not handed on by Bevy.
    let thrift = Thrift::of(&device.2.name, format!("{:?}", device.2.device_type) == "Cpu");
    let keeper = Keeper::of_user();
    let last = if named { None } else { last_scene(keeper.as_ref()) };
    let start = last.unwrap_or(start);
    let frame = keeper.as_ref().map_or(Frame { size: USUAL, place: None }, |keeper| Frame {
        size: keeper.now.size,
        place: keeper.now.place,
    });
    let limit = device.0.limits().max_texture_dimension_2d;
    let mut app = App::new();
    let window = Window {
        title: "wriggle".into(),
        resolution: screen::unseen(limit),
        visible: false,
        present_mode: PresentMode::AutoVsync,
        name: Some("wriggle".into()),
        ..Window::default()
    };
    let plugins = DefaultPlugins
        .set(WindowPlugin {
            primary_window: Some(window),
            exit_condition: ExitCondition::OnPrimaryClosed,
            close_when_requested: false,
            ..WindowPlugin::default()
        })
        .set(LogPlugin { level: Level::ERROR, filter: "off,wriggle=warn".into(), ..LogPlugin::default() })
        .disable::<PanicHandlerPlugin>()
        .set(RenderPlugin { render_creation: RenderCreation::Manual(device), ..RenderPlugin::default() })
        // One thread draws: a failure of the driver comes back here and not on another thread.
        .disable::<PipelinedRenderingPlugin>();
    // Ctrl+C is heard here, with the other signals.
    #[cfg(unix)]
    let plugins = plugins.disable::<bevy::app::TerminalCtrlCHandlerPlugin>();
    app.add_plugins(plugins);
    app.add_plugins((EguiPlugin::default(), quick::plugin, typed::plugin, pace::plugin))
        .add_plugins((letters_in_time, desktop::plugin, reader::plugin))
        .add_plugins(SimulationPlugin { executor: Executor::SingleThreaded })
        .insert_resource(ClearColor(Color::BLACK))
        .insert_resource(Running(running.clone()))
        .insert_resource(beginning)
        .insert_resource(screen::Arrival::new(frame, limit))
        .add_systems(Startup, |mut commands: Commands| {
            // egui smooths its own edges.
            commands.spawn((Camera2d, Msaa::Off));
        })
        .add_systems(
            PreUpdate,
            (
                screen::arrive,
                drive_world,
                house::take_files,
                house::keep,
                house::hear,
                house::close,
                set_title,
            )
                .chain(),
        )
        .add_systems(EguiPrimaryContextPass, (draw, house::close).chain())
        .add_systems(Last, house::keep_at_exit);
    plugin(&mut app);
    furnish(app.world_mut(), &start);
    app.insert_resource(thrift);
    if let Some(keeper) = keeper {
        keeper.now.lay_out(app.world_mut());
        lessons::offer_once(app.world_mut());
        app.insert_resource(keeper);
    }
    if let Some(notice) = app.world().resource::<Thrift>().notice() {
        say(app.world_mut(), notice);
    }
    look_as_before(app.world_mut());
    match Recovery::of_user() {
        Some(Ok(recovery)) => {
            app.insert_resource(recovery);
        }
        Some(Err(words)) => say_error(app.world_mut(), words),
        None => {}
    }
    house::listen(app.world_mut());
    app.run();
    Ok(running.load(Ordering::Relaxed))
}

fn drive_world(world: &mut World) {
    let seconds = world.resource::<Time<Real>>().delta_secs_f64();
    drive::advance(world, seconds);
}

fn draw(world: &mut World) {
    let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
    let Ok(mut context) = contexts.single_mut(world) else { return };
    let ctx = context.get_mut().clone();
    if let Some(zoom) = world.get_resource_mut::<Keeper>().and_then(|mut keeper| keeper.zoom.take()) {
        ctx.set_zoom_factor(zoom);
    }
    apply_thrift(&ctx, world);
    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    let mut ui = Ui::new(ctx, "root".into(), builder);
    frame(&mut ui, world);
    world.resource::<Running>().0.store(true, Ordering::Relaxed);
    let tick = world.resource::<Clock>().tick;
    world.resource_mut::<Beginning>().note(tick);
}

/// The title of the window: its file, and what the scene is called.
fn title(world: &World) -> String {
    let document = world.resource::<Document>();
    let dirty = if is_dirty(world) { "*" } else { "" };
    let file = document.name().unwrap_or_else(|| "Untitled".to_owned());
    let gone = if document.gone { " (deleted)" } else { "" };
    let scene = world.get_resource::<SceneInfo>().map(|info| info.name.as_str()).unwrap_or_default();
    let parts = [&format!("{dirty}{file}{gone}"), scene, "wriggle"];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" \u{2014} ")
}

fn set_title(world: &mut World) {
    let title = title(world);
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    if let Ok(mut window) = windows.single_mut(world)
        && window.title != title
    {
        window.title = title;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;

    #[test]
    fn the_title_names_the_file_and_marks_what_is_not_saved() {
        let mut world = World::new();
        world.insert_resource(Document::default());
        world.insert_resource(History::new());
        assert_eq!(title(&world), "Untitled \u{2014} wriggle");
        world.insert_resource(SceneInfo { name: "Pair".into(), ..SceneInfo::default() });
        world.resource_mut::<Document>().path = Some("a/mine.worm.ron".into());
        assert_eq!(title(&world), "mine.worm.ron \u{2014} Pair \u{2014} wriggle");
        world.resource_mut::<Document>().gone = true;
        assert_eq!(title(&world), "*mine.worm.ron (deleted) \u{2014} Pair \u{2014} wriggle");
        world.insert_resource(History::unsaved());
        world.resource_mut::<Document>().gone = false;
        assert_eq!(title(&world), "*mine.worm.ron \u{2014} Pair \u{2014} wriggle");
    }
}
