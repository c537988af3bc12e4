//! How often the window is drawn: as often as something moves in it, seldom while nothing does, and not at all while
//! nobody can see it. The run itself goes on as it would.
//!
//! egui asks for frames, some at once and some for later (a cursor that blinks, a tip that is to come). Its plugin for
//! Bevy takes each wish for one at once, and in every frame it tells egui which modifiers are down, which egui takes for
//! something that happened: so each frame would be followed by another one. Here only a change of modifiers is told
//! ([`tell_changes`]), a wish for now wakes the loop, and one for later sets an [`alarm`].
//!
//! `RUST_LOG=wriggle::window::pace=trace` tells each frame, with what asked for it.

use super::state::Thrift;
use crate::sim::Playback;
use bevy::app::{App, Last, PostUpdate, PreUpdate};
use bevy::camera::Camera;
use bevy::ecs::message::{MessageReader, Messages};
use bevy::ecs::prelude::*;
use bevy::ecs::system::NonSendMarker;
use bevy::log::trace;
use bevy::window::{PrimaryWindow, RequestRedraw, WindowOccluded};
use bevy::winit::{
    EventLoopProxyWrapper, RawWinitWindowEvent, UpdateMode, WINIT_WINDOWS, WinitSettings, WinitUserEvent,
};
use bevy_egui::egui::{Event, Modifiers};
use bevy_egui::{EguiContext, EguiInput, EguiPostUpdateSet, EguiPreUpdateSet};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Between two frames while nothing moves: what another program does to the open file is seen at last.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// Between two turns of a run that nobody looks at closely.
const BACKGROUND: Duration = Duration::from_millis(16);
/// So long it is believed that a window is minimised or not: the question goes to the display and back.
const BELIEF: Duration = Duration::from_millis(250);
/// Turns at the beginning that are drawn whatever happens.
const FIRST: u64 = 5;

/// When the window is drawn.
#[derive(Resource, Debug, Default)]
pub struct Pace {
    /// Whether another window covers it, as far as the platform tells.
    covered: bool,
    /// Whether it is minimised, and when that was asked.
    minimised: (bool, Option<Instant>),
    /// Whether this turn of the loop is drawn.
    due: bool,
    /// When it was drawn last, and how often until now.
    drawn: Option<Instant>,
    frames: u64,
}

impl Pace {
    fn is_hidden(&self) -> bool {
        self.covered || self.minimised.0
    }

    /// Decides whether this turn is drawn: if anything came from the window, its own wish to be drawn included. While
    /// time runs, frames are no nearer to each other than `least`.
    fn decide(&mut self, came: bool, playing: bool, least: Duration, now: Instant) {
        let crowded = playing && self.drawn.is_some_and(|drawn| now < drawn + least);
        let beginning = self.frames < FIRST;
        self.due = (beginning || came) && !self.is_hidden() && !crowded;
        if self.due {
            self.frames += 1;
            self.drawn = Some(now);
        }
    }
}

/// How often the loop turns, with the keyboard at this window and elsewhere.
fn modes(playing: bool, hidden: bool, least: Duration) -> [UpdateMode; 2] {
    let every = UpdateMode::reactive_low_power;
    match (playing, hidden) {
        (false, _) => [every(HEARTBEAT); 2],
        (true, true) => [every(BACKGROUND); 2],
        // As fast as the screen.
        (true, false) if least.is_zero() => [UpdateMode::Continuous, every(BACKGROUND)],
        (true, false) => [every(least.min(BACKGROUND)); 2],
    }
}

/// Adds what decides.
pub fn plugin(app: &mut App) {
    let drawn = |pace: Res<Pace>| pace.due;
    app.init_resource::<Pace>()
        .add_systems(PreUpdate, (listen.after(EguiPreUpdateSet::InitContexts), look_out))
        .add_systems(PreUpdate, tell_changes.after(EguiPreUpdateSet::ProcessInput))
        .add_systems(PostUpdate, tell_frame.after(EguiPostUpdateSet::EndPass).run_if(drawn))
        .configure_sets(PostUpdate, EguiPostUpdateSet::EndPass.run_if(drawn))
        .configure_sets(PostUpdate, EguiPostUpdateSet::ProcessOutput.run_if(drawn))
        .configure_sets(PostUpdate, EguiPostUpdateSet::PostProcessOutput.run_if(drawn))
        .add_systems(Last, set_modes)
        .add_systems(PostUpdate, forget_wishes.after(EguiPostUpdateSet::ProcessOutput));
}

/// A new context's wishes go to the loop.
fn listen(mut contexts: Query<&mut EguiContext, Added<EguiContext>>, proxy: Res<EventLoopProxyWrapper>) {
    for mut context in &mut contexts {
        let (now, later) = ((**proxy).clone(), (**proxy).clone());
        let clock = alarm(move || {
            // The window may be gone.
            let _ = later.send_event(WinitUserEvent::WakeUp);
        });
        context.get_mut().set_request_repaint_callback(move |wish| {
            if wish.delay.is_zero() {
                let _ = now.send_event(WinitUserEvent::WakeUp);
            } else if wish.delay < HEARTBEAT
                && let Some(clock) = &clock
            {
                let _ = clock.send(Instant::now() + wish.delay);
            }
        });
    }
}

/// Lets egui know of modifiers only what it does not know.
fn tell_changes(mut contexts: Query<(&mut EguiContext, &mut EguiInput)>) {
    for (mut context, mut input) in &mut contexts {
        let known = context.get_mut().input(|i| i.modifiers);
        keep_changes(&mut input.0.events, known);
    }
}

/// Keeps of the events that say which modifiers are down those that change anything.
fn keep_changes(events: &mut Vec<Event>, mut known: Modifiers) {
    events.retain(|event| match event {
        Event::ModifiersChanged(now) => std::mem::replace(&mut known, *now) != *now,
        Event::WindowFocused(false) => {
            // egui forgets them then.
            known = Modifiers::NONE;
            true
        }
        _ => true,
    });
}

/// Tells a frame, and what asked for it.
fn tell_frame(pace: Res<Pace>, mut contexts: Query<&mut EguiContext>) {
    for mut context in &mut contexts {
        trace!("frame {} {:?}", pace.frames, context.get_mut().repaint_causes());
    }
}

/// Its plugin took egui's wishes for later for wishes for now.
fn forget_wishes(mut wishes: ResMut<Messages<RequestRedraw>>) {
    wishes.clear();
}

/// A thread that rings at the times that it is sent; `None` where there can be no thread.
fn alarm(ring: impl Fn() + Send + 'static) -> Option<Sender<Instant>> {
    let (sender, times) = channel::<Instant>();
    let wait = move || {
        let mut next: Option<Instant> = None;
        loop {
            let told = match next {
                Some(at) => times.recv_timeout(at.saturating_duration_since(Instant::now())),
                None => times.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match told {
                Ok(at) => next = Some(next.map_or(at, |next| next.min(at))),
                Err(RecvTimeoutError::Timeout) => {
                    next = None;
                    ring();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    };
    std::thread::Builder::new().name("alarm".into()).spawn(wait).ok().map(|_| sender)
}

/// Whether anybody can see the window, and whether this turn is drawn.
fn look_out(
    _main_thread: NonSendMarker,
    mut covers: MessageReader<WindowOccluded>,
    mut events: MessageReader<RawWinitWindowEvent>,
    (windows, mut cameras): (Query<Entity, With<PrimaryWindow>>, Query<&mut Camera>),
    (playback, thrift): (Res<Playback>, Res<Thrift>),
    mut pace: ResMut<Pace>,
) {
    if let Some(last) = covers.read().last() {
        pace.covered = last.occluded;
    }
    let (now, came) = (Instant::now(), events.read().count() > 0);
    // What comes from a minimised window may be that it is one no more.
    if (came && pace.minimised.0) || pace.minimised.1.is_none_or(|asked| now >= asked + BELIEF) {
        let minimised = WINIT_WINDOWS.with_borrow(|all| {
            let window = windows.single().ok().and_then(|window| all.get_window(window));
            window.and_then(|window| window.is_minimized())
        });
        pace.minimised = (minimised.unwrap_or(false), Some(now));
    }
    pace.decide(came, playback.playing, thrift.least(), now);
    // Without a camera nothing is drawn, and the window keeps the picture that it has.
    for mut camera in &mut cameras {
        if camera.is_active != pace.due {
            camera.is_active = pace.due;
        }
    }
}

fn set_modes(
    playback: Res<Playback>,
    thrift: Res<Thrift>,
    pace: Res<Pace>,
    mut settings: ResMut<WinitSettings>,
) {
    let [focused, unfocused] = modes(playback.playing, pace.is_hidden(), thrift.least());
    if (settings.focused_mode, settings.unfocused_mode) != (focused, unfocused) {
        settings.focused_mode = focused;
        settings.unfocused_mode = unfocused;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of ten seconds of a loop as winit's: it turns when its time is over, then once more because the window
    /// is to be drawn again, and whenever something happens.
    fn frames(pace: &mut Pace, playing: bool, least: Duration, happens: Option<Duration>) -> u64 {
        let (begin, before) = (Instant::now(), pace.frames);
        let every = match modes(playing, pace.is_hidden(), least)[0] {
            UpdateMode::Continuous => Duration::from_millis(7),
            UpdateMode::Reactive { wait, .. } => wait,
        };
        let ten = Duration::from_secs(10);
        let mut turns: Vec<(Duration, bool)> = Vec::new();
        let times = |step: Duration| (1..).map(move |i| step * i).take_while(move |at| *at <= ten);
        for at in times(every) {
            turns.extend([(at, false), (at + Duration::from_micros(50), true)]);
        }
        for at in happens.into_iter().flat_map(times) {
            turns.push((at, true));
        }
        turns.sort_unstable();
        for (at, came) in turns {
            pace.decide(came, playing, least, begin + at);
        }
        pace.frames - before
    }

    fn begun() -> Pace {
        Pace { frames: FIRST, ..Pace::default() }
    }

    #[test]
    fn what_stands_still_is_drawn_at_most_twice_a_second_and_what_is_hidden_never() {
        let still = frames(&mut begun(), false, Duration::ZERO, None);
        assert!((1..=20).contains(&still), "{still} frames in ten seconds");
        for hidden in [Pace { covered: true, ..begun() }, Pace { minimised: (true, None), ..begun() }] {
            let mut pace = hidden;
            let happens = Some(Duration::from_millis(100));
            assert_eq!(frames(&mut pace, false, Duration::ZERO, happens), 0);
            assert_eq!(frames(&mut pace, true, Duration::ZERO, happens), 0);
        }
    }

    #[test]
    fn what_runs_is_drawn_as_often_as_the_screen_and_each_touch_at_once() {
        assert!(frames(&mut begun(), true, Duration::ZERO, None) > 1000);
        let touched = frames(&mut begun(), false, Duration::ZERO, Some(Duration::from_millis(100)));
        assert!(touched >= 100, "{touched} frames for a hundred touches");
    }

    #[test]
    fn that_no_modifier_has_changed_is_no_event() {
        let told = |modifiers| Event::ModifiersChanged(modifiers);
        let (none, ctrl) = (Modifiers::NONE, Modifiers::CTRL);
        let kept = |events: &[Event], known| {
            let mut events = events.to_vec();
            keep_changes(&mut events, known);
            events
        };
        assert_eq!(kept(&[told(none)], none), []);
        assert_eq!(
            kept(&[told(ctrl), Event::Copy, told(ctrl), told(none)], none),
            [told(ctrl), Event::Copy, told(none)]
        );
        assert_eq!(kept(&[told(none)], ctrl), [told(none)]);
        let left = Event::WindowFocused(false);
        assert_eq!(kept(&[left.clone(), told(ctrl)], ctrl), [left, told(ctrl)]);
    }

    #[test]
    fn a_run_that_nobody_sees_goes_on_as_often() {
        for least in [Duration::ZERO, Duration::from_millis(33)] {
            let [focused, unfocused] = modes(true, true, least);
            assert_eq!(focused, UpdateMode::reactive_low_power(BACKGROUND));
            assert_eq!(unfocused, focused);
        }
    }

    #[test]
    fn software_draws_no_more_than_it_is_to_draw() {
        let least = Duration::from_millis(33);
        let count = frames(&mut begun(), true, least, Some(Duration::from_millis(4)));
        assert!((150..=310).contains(&count), "{count} frames in ten seconds");
    }

    #[test]
    fn an_alarm_rings_once_for_times_that_are_over() {
        let (sender, rung) = channel();
        let clock = alarm(move || sender.send(()).unwrap_or_default()).expect("a thread");
        let now = Instant::now();
        clock.send(now + Duration::from_millis(20)).expect("it listens");
        clock.send(now + Duration::from_millis(10)).expect("it listens");
        rung.recv_timeout(Duration::from_secs(60)).expect("it rings");
        assert!(Instant::now() >= now + Duration::from_millis(10));
        drop(clock);
        // The thread ends with the clock; it has rung for both times together.
        assert!(rung.recv_timeout(Duration::from_secs(60)).is_err());
    }
}
