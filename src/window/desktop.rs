//! What the system is set to, as far as it tells: dark or light, and whether it wants less motion.
//!
//! The window system tells of dark and light where it knows (macOS, Windows). On Linux the desktop is asked by its
//! portal, the door that all desktops share; `gdbus`, which comes with GTK, speaks with it. It is asked on a thread of
//! its own, once at the start and whenever the window comes to the front: settings are changed in other windows.

use super::paint::theme::Mode;
use super::state::{Style, SystemWish};
use bevy::app::{App, PreUpdate};
use bevy::ecs::prelude::*;
use bevy::window::{PrimaryWindow, Window, WindowFocused, WindowTheme, WindowThemeChanged};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Adds what asks.
pub fn plugin(app: &mut App) {
    app.init_resource::<Desktop>().add_systems(PreUpdate, (ask, take_in).chain());
}

/// What was told so far.
#[derive(Resource, Default)]
struct Desktop {
    /// By the window system.
    window: Option<Mode>,
    /// By the desktop.
    desktop: SystemWish,
    /// Whether it was asked, and its answer, if that is under way.
    asked: bool,
    // Only ever used through `&mut`: the mutex makes it `Sync`, which a resource must be.
    answer: Option<Mutex<Receiver<SystemWish>>>,
}

fn ask(mut desktop: ResMut<Desktop>, mut focused: MessageReader<WindowFocused>) {
    let comes = focused.read().filter(|focus| focus.focused).count() > 0;
    let wanted = comes || !std::mem::replace(&mut desktop.asked, true);
    if !cfg!(target_os = "linux") || !wanted || desktop.answer.is_some() {
        return;
    }
    let (send, answer) = channel();
    let thread = std::thread::Builder::new().name("desktop".into()).spawn(move || {
        // Nobody listens any more when the window has closed.
        let _ = send.send(told());
    });
    desktop.answer = thread.ok().map(|_| Mutex::new(answer));
}

fn take_in(
    mut desktop: ResMut<Desktop>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut changes: MessageReader<WindowThemeChanged>,
    mut style: ResMut<Style>,
) {
    let mode = |theme| match theme {
        WindowTheme::Dark => Mode::Dark,
        WindowTheme::Light => Mode::Light,
    };
    let at_first = || windows.single().ok().and_then(|window| window.window_theme).map(mode);
    let now = changes.read().last().map(|change| mode(change.theme));
    desktop.window = now.or(desktop.window).or_else(at_first);
    let answer = desktop.answer.as_mut().and_then(|answer| answer.get_mut().ok());
    match answer.map(|answer| answer.try_recv()) {
        Some(Ok(told)) => (desktop.desktop, desktop.answer) = (told, None),
        Some(Err(TryRecvError::Disconnected)) => desktop.answer = None,
        Some(Err(TryRecvError::Empty)) | None => {}
    }
    let SystemWish { mode, still } = desktop.desktop;
    let told = SystemWish { mode: desktop.window.or(mode), still };
    if style.system != told {
        style.system = told;
    }
}

/// What the desktop says.
fn told() -> SystemWish {
    let theme = std::env::var("GTK_THEME").unwrap_or_default();
    let mode = read("org.freedesktop.appearance", "color-scheme").and_then(|text| mode_in(&text));
    let still = || read("org.freedesktop.appearance", "reduced-motion").and_then(|text| still_in(&text));
    let animated =
        || read("org.gnome.desktop.interface", "enable-animations").and_then(|text| still_in(&text));
    SystemWish { mode: mode.or_else(|| mode_of_theme(&theme)), still: still().or_else(animated) }
}

/// A setting, as the portal writes it.
fn read(namespace: &str, key: &str) -> Option<String> {
    let call = ["call", "--session", "--timeout", "2", "--dest", "org.freedesktop.portal.Desktop"];
    let what = [
        "--object-path",
        "/org/freedesktop/portal/desktop",
        "--method",
        "org.freedesktop.portal.Settings.Read",
        namespace,
        key,
    ];
    let mut command = Command::new("gdbus");
    command.args(call).args(what).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// The number in an answer such as `(<<uint32 1>>,)`.
fn number_in(answer: &str) -> Option<u32> {
    let digits = answer.split("uint32").nth(1)?.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Dark or light in an answer: 1 is dark, 2 light, 0 neither.
fn mode_in(answer: &str) -> Option<Mode> {
    match number_in(answer)? {
        1 => Some(Mode::Dark),
        2 => Some(Mode::Light),
        _ => None,
    }
}

/// Whether less motion is wanted: 1 is less; of an older desktop, that nothing is to be animated.
fn still_in(answer: &str) -> Option<bool> {
    if answer.contains("true") || answer.contains("false") {
        return Some(answer.contains("false"));
    }
    number_in(answer).map(|number| number == 1)
}

/// Dark or light in the name of a theme of GTK, as `Adwaita:dark` or `Arc-Dark`.
fn mode_of_theme(name: &str) -> Option<Mode> {
    let name = name.to_lowercase();
    let dark = name.ends_with(":dark") || name.ends_with("-dark");
    if name.is_empty() { None } else { Some(if dark { Mode::Dark } else { Mode::Light }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_desktops_are_understood() {
        assert_eq!(mode_in("(<<uint32 1>>,)"), Some(Mode::Dark));
        assert_eq!(mode_in("(<uint32 2>,)\n"), Some(Mode::Light));
        assert_eq!(
            (mode_in("(<<uint32 0>>,)"), mode_in("nonsense"), mode_in("uint32 99999999999")),
            (None, None, None)
        );
        assert_eq!((still_in("(<<false>>,)"), still_in("(<true>,)")), (Some(true), Some(false)));
        assert_eq!((still_in("(<<uint32 1>>,)"), still_in("(<<uint32 0>>,)")), (Some(true), Some(false)));
        assert_eq!(still_in(""), None);
        let themes = ["Adwaita:dark", "Arc-Dark", "Adwaita", ""].map(mode_of_theme);
        assert_eq!(themes, [Some(Mode::Dark), Some(Mode::Dark), Some(Mode::Light), None]);
    }

    #[test]
    fn the_window_system_knows_better_than_the_desktop() {
        let mut app = App::empty();
        app.init_schedule(PreUpdate)
            .add_message::<WindowFocused>()
            .add_message::<WindowThemeChanged>()
            .init_resource::<Style>()
            .init_resource::<Desktop>()
            .add_systems(PreUpdate, take_in);
        let world = app.world_mut();
        let (send, answer) = channel();
        send.send(SystemWish { mode: Some(Mode::Light), still: Some(true) }).expect("it listens");
        world.resource_mut::<Desktop>().answer = Some(Mutex::new(answer));
        let look = |world: &mut World| {
            world.run_schedule(PreUpdate);
            let style = world.resource::<Style>();
            (style.mode(), style.still())
        };
        assert_eq!(look(world), (Mode::Light, true));
        let theme = WindowTheme::Dark;
        world.write_message(WindowThemeChanged { window: Entity::PLACEHOLDER, theme });
        assert_eq!(look(world), (Mode::Dark, true));
        assert_eq!(look(world), (Mode::Dark, true), "and stays so");
    }
}
