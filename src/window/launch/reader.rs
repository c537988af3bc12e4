//! Screen readers: what egui says of its widgets goes to the system, and what a reader asks for comes to egui.
//!
//! Bevy opens the door to the system (AccessKit), and learns through it whether anybody asks. Until then egui makes
//! nothing for it; the bridge of `bevy_egui` would have it make everything in every frame, and takes no orders from
//! readers. On Linux the door is a socket of the session's bus; nothing of it is on a network.

use bevy::a11y::{AccessibilityRequested, AccessibilitySystems, ActionRequest, ManageAccessibilityUpdates};
use bevy::app::{App, PostUpdate, PreUpdate};
use bevy::ecs::prelude::*;
use bevy::ecs::system::NonSendMarker;
use bevy::log::debug;
use bevy::window::PrimaryWindow;
use bevy::winit::accessibility::{
    ACCESS_KIT_ADAPTERS, WinitActionRequestHandler, WinitActionRequestHandlers,
};
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::egui::Event;
use bevy_egui::input::EguiInputEvent;
use bevy_egui::{EguiContext, EguiOutput, EguiPostUpdateSet, EguiPreUpdateSet, PrimaryEguiContext};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Between two looks at whether a reader has asked for something. Only while there is one.
const LOOK: Duration = Duration::from_millis(50);

/// Whether a reader asks.
#[derive(Resource, Default)]
struct Reader {
    asks: bool,
}

/// Adds the bridge.
pub fn plugin(app: &mut App) {
    app.init_resource::<Reader>()
        // The widgets are egui's: Bevy has nothing to say of its own.
        .insert_resource(kept_by_egui())
        .add_systems(PreUpdate, begin.after(EguiPreUpdateSet::InitContexts))
        .add_systems(PostUpdate, tell.in_set(EguiPostUpdateSet::PostProcessOutput))
        .add_systems(PostUpdate, hear.after(AccessibilitySystems::Update));
}

fn kept_by_egui() -> ManageAccessibilityUpdates {
    let mut kept = ManageAccessibilityUpdates::default();
    kept.set(false);
    kept
}

/// A reader has come: from now on egui tells of its widgets.
fn begin(
    requested: Res<AccessibilityRequested>,
    mut reader: ResMut<Reader>,
    mut contexts: Query<&mut EguiContext, With<PrimaryEguiContext>>,
    handlers: Res<WinitActionRequestHandlers>,
    proxy: Res<EventLoopProxyWrapper>,
) {
    if reader.asks || !requested.get() {
        return;
    }
    for mut context in &mut contexts {
        let ctx = context.get_mut();
        ctx.enable_accesskit();
        ctx.request_repaint();
        reader.asks = true;
    }
    if !reader.asks {
        return;
    }
    debug!("a screen reader asks");
    for handler in handlers.0.values() {
        let (handler, proxy) = (handler.clone(), (**proxy).clone());
        let wake = move || proxy.send_event(WinitUserEvent::WakeUp).is_ok();
        let thread = std::thread::Builder::new().name("reader".into());
        // Without it what a reader asks for waits for the next frame that is drawn anyway.
        let _ = thread.spawn(move || watch(&handler, wake));
    }
}

/// Wakes the window when a reader asks for something while it sleeps; ends with the window.
fn watch(handler: &Arc<Mutex<WinitActionRequestHandler>>, wake: impl Fn() -> bool) {
    loop {
        std::thread::sleep(LOOK);
        let Ok(asked) = handler.lock().map(|asked| !asked.is_empty()) else { return };
        // Nobody else holds it once the window is closed.
        if Arc::strong_count(handler) == 1 || (asked && !wake()) {
            return;
        }
    }
}

/// What egui said of its widgets in this frame goes to the system.
fn tell(
    _main_thread: NonSendMarker,
    reader: Res<Reader>,
    windows: Query<Entity, With<PrimaryWindow>>,
    outputs: Query<&EguiOutput, With<PrimaryEguiContext>>,
) {
    let (true, Ok(window), Ok(output)) = (reader.asks, windows.single(), outputs.single()) else { return };
    let Some(update) = &output.platform_output.accesskit_update else { return };
    ACCESS_KIT_ADAPTERS.with_borrow_mut(|adapters| {
        if let Some(adapter) = adapters.get_mut(&window) {
            adapter.update_if_active(|| update.clone());
        }
    });
}

/// What a reader asks for, to press a button or to go somewhere, comes to egui with the next frame.
fn hear(
    mut asked: MessageReader<ActionRequest>,
    mut contexts: Query<(Entity, &mut EguiContext), With<PrimaryEguiContext>>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    for ActionRequest(request) in asked.read() {
        for (context, mut egui) in &mut contexts {
            events.write(EguiInputEvent { context, event: Event::AccessKitActionRequest(request.clone()) });
            egui.get_mut().request_repaint();
        }
    }
}
