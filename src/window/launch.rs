//! Opening the window, and finding out in time that there can be none.

use super::state::{Desk, Wish};
use super::{drive, files, frame, furnish, picture, title};
use crate::scene::document::Scene;
use crate::sim::{Executor, Playback, SimulationPlugin};
use bevy::DefaultPlugins;
use bevy::app::{App, AppExit, PanicHandlerPlugin, PluginGroup, PreUpdate, Startup};
use bevy::camera::{Camera2d, ClearColor};
use bevy::color::Color;
use bevy::ecs::message::{MessageCursor, Messages};
use bevy::ecs::prelude::*;
use bevy::log::{Level, LogPlugin};
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::renderer::initialize_renderer;
use bevy::render::settings::{Backends, RenderCreation, RenderResources, WgpuSettings};
use bevy::render::view::Msaa;
use bevy::tasks::block_on;
use bevy::time::{Real, Time};
use bevy::window::{
    ExitCondition, PresentMode, PrimaryWindow, Window, WindowCloseRequested, WindowPlugin, WindowResolution,
};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::egui::{LayerId, Ui, UiBuilder};
use bevy_egui::{EguiContext, EguiPlugin, EguiPrimaryContextPass, PrimaryEguiContext};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use thiserror::Error;

/// What the window opens with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The scene. It must have passed the check.
    pub scene: Scene,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// The comment at the top of its file, kept when saving.
    pub header: String,
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
    let result = catch_unwind(AssertUnwindSafe(move || run(&start, seen)));
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

fn run(start: &Start, running: Arc<AtomicBool>) -> Result<bool, NoWindow> {
    let device = device()?;
    let mut app = App::new();
    let window = Window {
        title: "wriggle".into(),
        resolution: WindowResolution::new(1280, 720),
        present_mode: PresentMode::AutoVsync,
        name: Some("wriggle".into()),
        ..Window::default()
    };
    app.add_plugins(
        DefaultPlugins
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
            .disable::<PipelinedRenderingPlugin>(),
    );
    app.add_plugins(EguiPlugin::default())
        .add_plugins(SimulationPlugin { executor: Executor::SingleThreaded })
        .insert_resource(ClearColor(Color::BLACK))
        .insert_resource(Running(running.clone()))
        .add_systems(Startup, |mut commands: Commands| {
            // egui smooths its own edges.
            commands.spawn((Camera2d, Msaa::Off));
        })
        .add_systems(PreUpdate, (drive_world, set_title, set_pace).chain())
        .add_systems(EguiPrimaryContextPass, (draw, close).chain());
    picture::plugin(&mut app);
    furnish(app.world_mut(), start);
    app.run();
    Ok(running.load(Ordering::Relaxed))
}

fn drive_world(world: &mut World) {
    let seconds = world.resource::<Time<Real>>().delta_secs_f64();
    world.resource_scope(|world, mut desk: Mut<Desk>| drive::advance(world, &mut desk, seconds));
}

fn draw(world: &mut World) {
    let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
    let Ok(mut context) = contexts.single_mut(world) else { return };
    let ctx = context.get_mut().clone();
    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    let mut ui = Ui::new(ctx, "root".into(), builder);
    frame(&mut ui, world);
    world.resource::<Running>().0.store(true, Ordering::Relaxed);
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

/// As fast as the screen while time goes on; only when something happens while it stands.
fn set_pace(playback: Res<Playback>, mut settings: ResMut<WinitSettings>) {
    let (focused, unfocused) = if playback.playing {
        (UpdateMode::Continuous, UpdateMode::reactive_low_power(Duration::from_millis(16)))
    } else {
        (
            UpdateMode::reactive(Duration::from_millis(500)),
            UpdateMode::reactive_low_power(Duration::from_millis(500)),
        )
    };
    if settings.focused_mode != focused {
        settings.focused_mode = focused;
        settings.unfocused_mode = unfocused;
    }
}

/// Closing asks about unsaved changes first.
fn close(world: &mut World, mut asked: Local<MessageCursor<WindowCloseRequested>>) {
    let wanted = world
        .get_resource::<Messages<WindowCloseRequested>>()
        .is_some_and(|messages| asked.read(messages).count() > 0);
    world.resource_scope(|world, mut desk: Mut<Desk>| {
        if wanted {
            files::wish(world, &mut desk, Wish::Close);
        }
        if desk.quit {
            world.write_message(AppExit::Success);
        }
    });
}
