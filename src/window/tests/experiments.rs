//! Experiments in the window.

use super::*;
use crate::record::state_hash;
use crate::stimulus::Script;
use crate::window::experiments::{self, Answer, Asked, Experiments, Kind, Loaded, Repeat};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The window with a scene of its own file.
fn window_on(path: &Path) -> Harness<'static, World> {
    let loaded = crate::scene::load(path).expect("a scene");
    let mut harness = window_with(loaded.scene);
    *harness.state_mut().resource_mut::<Document>() =
        Document { path: Some(path.to_owned()), comments: loaded.comments, ..Document::default() };
    harness.run_steps(2);
    harness
}

fn protocol(name: &str) -> Loaded {
    let path = scenes().join("protocols").join(format!("{name}.protocol.ron"));
    let scene = crate::scene::load(&file_of("crawler")).expect("a scene").scene;
    Loaded::read(&path, &scene).expect("a protocol")
}

/// Asks, and waits for the answer; frames go on meanwhile. Nothing hangs on how long it takes.
fn answer(harness: &mut Harness<'static, World>, asked: Asked) -> Answer {
    let mut experiments = harness.state_mut().resource_mut::<Experiments>();
    experiments.asked = asked;
    experiments.answer = None;
    experiments.shown = true;
    harness.run_steps(4);
    harness.get_by_label("Start").click();
    harness.run_steps(2);
    wait(harness);
    harness.state().resource::<Experiments>().answer.clone().expect("an answer")
}

fn wait(harness: &mut Harness<'static, World>) {
    let began = Instant::now();
    while harness.state().resource::<Experiments>().done().is_some() {
        assert!(began.elapsed() < Duration::from_secs(600), "the runs come to an end");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    harness.run_steps(2);
}

/// The words of a command, as a shell takes them apart: ours are plain or in single quotes.
fn words(command: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word).into()),
            c => word.push(c),
        }
    }
    words.push(word.into());
    words
}

/// What the shown command writes, with its table in another folder.
fn written(command: &str, folder: &Path) -> Vec<u8> {
    let mut words = words(command);
    let table = folder.join("table.csv");
    *words.last_mut().expect("the table") = table.clone().into();
    assert_eq!(crate::cli::run_words(words), ExitCode::SUCCESS, "{command}");
    std::fs::read(table).expect("a table")
}

fn all() -> Vec<Asked> {
    let sweep = Asked {
        kind: Kind::Sweep,
        path: "creatures[Worm].body.stiffness".into(),
        range: (0.5, 1.5),
        steps: 3,
        times: 2,
        seconds: Some(4.0),
        ..Asked::default()
    };
    vec![
        Asked { repeat: Repeat::Once, ..sweep.clone() },
        Asked { repeat: Repeat::Seeds, protocols: vec![protocol("tap")], seconds: None, ..sweep.clone() },
        Asked { repeat: Repeat::Replicates, ..sweep.clone() },
        Asked {
            kind: Kind::Responses,
            protocols: vec![protocol("tap"), protocol("head-then-tail")],
            ..sweep.clone()
        },
        Asked { kind: Kind::Screen, by_class: true, seconds: Some(3.0), ..sweep },
    ]
}

#[test]
fn the_table_is_that_of_the_command_line_to_the_byte() {
    let mut harness = window_on(&file_of("crawler"));
    for asked in all() {
        let folder = tempfile::tempdir().expect("a folder");
        let answer = answer(&mut harness, asked.clone());
        let expected = written(&answer.command, folder.path());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&answer.bytes), text(&expected), "{}", answer.command);
        assert!(answer.rows.len() > 1, "{}", answer.command);
        assert!(!answer.measures().is_empty(), "there is something to see: {:?}", answer.header);
        // Saved as it is shown.
        let path = folder.path().join("saved.csv");
        experiments::keep_table(harness.state_mut(), path.clone());
        assert_eq!(std::fs::read(path).expect("saved"), expected);
    }
}

#[test]
fn the_runs_leave_the_worm_in_the_window_alone_and_can_be_cancelled() {
    let mut harness = window_on(&file_of("crawler"));
    for _ in 0..120 {
        drive::tick(harness.state_mut());
    }
    let before = state_hash(harness.state());
    let mut experiments = harness.state_mut().resource_mut::<Experiments>();
    experiments.asked = Asked { steps: 200, seconds: Some(3600.0), ..all().remove(0) };
    experiments.shown = true;
    harness.run_steps(4);
    harness.get_by_label("Start").click();
    harness.run_steps(3);
    assert!(harness.state().resource::<Experiments>().done().is_some(), "an hour of each takes its time");
    harness.get_by_label("Cancel").click();
    harness.run_steps(1);
    wait(&mut harness);
    assert!(harness.state().resource::<Experiments>().answer.is_none());
    assert_eq!(state_hash(harness.state()), before);
}

#[test]
fn what_does_not_fit_is_said_before_it_is_run() {
    let mut harness = window_on(&file_of("crawler"));
    let mut experiments = harness.state_mut().resource_mut::<Experiments>();
    experiments.asked = Asked { path: "creatures[Worm].body.stifness".into(), ..all().remove(0) };
    experiments.shown = true;
    harness.run_steps(4);
    harness.get_by_label_contains("did you mean `stiffness`");
    harness.get_by_label("Start").click();
    harness.run_steps(2);
    assert!(harness.state().resource::<Experiments>().done().is_none(), "there is nothing to run");
}

#[test]
fn a_protocol_plays_from_the_start_or_from_now_and_is_undone() {
    let mut harness = window_on(&file_of("crawler"));
    let touches = |world: &World| -> Vec<f64> {
        let stimuli = world.resource::<Script>().stimuli();
        stimuli.iter().map(|s| (s.timing().first - 1) as f64 / 100.0).collect()
    };
    let own = touches(harness.state());
    let mut experiments = harness.state_mut().resource_mut::<Experiments>();
    experiments.asked.protocols = vec![protocol("tap")];
    experiments.shown = true;
    let world = harness.state_mut();
    for _ in 0..250 {
        drive::tick(world);
    }
    let scene = crate::scene::capture(world, crate::scene::Moment::Birth);
    let wanted: Vec<f64> = protocol("tap")
        .protocol
        .stimuli(&scene)
        .expect("it fits")
        .iter()
        .map(|s| (s.timing().first - 1) as f64 / 100.0)
        .collect();
    harness.run_steps(4);
    harness.get_by_label("Play from now").click();
    harness.run_steps(1);
    let later: Vec<f64> = own.iter().copied().chain(wanted.iter().map(|at| at + 2.5)).collect();
    assert_eq!(touches(harness.state()), later);
    assert!(harness.state().resource::<Playback>().playing);
    History::undo(harness.state_mut());
    assert_eq!(touches(harness.state()), own);
    harness.state_mut().resource_mut::<Experiments>().shown = true;
    harness.run_steps(3);
    harness.get_by_label("Play from the start").click();
    harness.run_steps(1);
    assert_eq!(touches(harness.state()), wanted);
    assert!(harness.state().resource::<Clock>().tick < 100, "it begins anew");
    History::undo(harness.state_mut());
    assert_eq!(touches(harness.state()), own);
}
