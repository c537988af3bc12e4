//! Signals that tell the program to end.

use bevy::ecs::prelude::*;

/// Which signal has come, if one has.
#[derive(Resource)]
pub(super) struct Signalled(std::sync::Arc<std::sync::atomic::AtomicI32>);

/// Waits for the signals that end a program: of a terminal that is closed, of Ctrl+C in it, and of a system that shuts
/// down. A second one ends it at once. `wake` has the window look, which may be asleep.
pub(super) fn listen(wake: impl Fn() + Send + 'static) -> std::io::Result<Signalled> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{iterator::Signals, low_level::emulate_default_handler};
    use std::sync::atomic::{AtomicI32, Ordering};
    let came = std::sync::Arc::new(AtomicI32::new(0));
    let told = came.clone();
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in &mut signals {
            if told.swap(signal, Ordering::SeqCst) != 0 {
                let _ = emulate_default_handler(signal);
            }
            wake();
        }
    })?;
    Ok(Signalled(came))
}

/// The signal that has come, if one has.
pub(super) fn signal(world: &World) -> Option<i32> {
    let came = world.get_resource::<Signalled>()?.0.load(std::sync::atomic::Ordering::SeqCst);
    (came != 0).then_some(came)
}

/// Ends the program by the signal that asked for it, so that whoever sent it sees that it did.
pub(super) fn end(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
