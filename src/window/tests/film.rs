//! Pictures and videos of what happened.

use super::*;
use crate::arena::{HeldProbe, Probe};
use crate::body::Body;
use crate::nervous::{Hold, Wiring};
use crate::record::state_hash;
use crate::scene::{Moment, capture};
use crate::window::film::{self, Filming, Subject};
use crate::window::shot::{Photographer, Settings};
use crate::window::time::{Excerpt, replayable};
use std::path::Path;
use std::time::{Duration, Instant};

/// Lives on with touches and injections; the hash after every tick.
fn live(world: &mut World, ticks: u64) -> Vec<u64> {
    let mut hashes = vec![state_hash(world)];
    for _ in 0..ticks {
        let tick = world.resource::<Clock>().tick;
        let creature = world.resource::<Wiring>().creatures[0];
        match tick % 200 {
            40 => {
                let position = world.get::<Body>(creature).expect("a body").segments[1].position;
                world.resource_mut::<HeldProbe>().0 = Some(Probe { position, radius: 0.4 });
            }
            70 => world.resource_mut::<HeldProbe>().0 = None,
            90 => {
                let key = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
                History::perform(world, Edit::Inject(key, [30.0, 0.0])).expect("injected");
            }
            _ => {}
        }
        drive::tick(world);
        hashes.push(state_hash(world));
    }
    hashes
}

/// Waits for the pictures under way; frames go on meanwhile. Nothing hangs on how long it takes.
fn wait(harness: &mut Harness<'static, World>) {
    let began = Instant::now();
    while harness.state().resource::<Filming>().done().is_some() {
        assert!(began.elapsed() < Duration::from_secs(600), "the pictures come to an end");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
}

fn ask(harness: &mut Harness<'static, World>, folder: &Path, change: impl FnOnce(&mut film::Asked)) {
    let world = harness.state_mut();
    film::ask_for_video(world);
    let mut filming = world.resource_mut::<Filming>();
    let asked = filming.asked.as_mut().expect("the dialog");
    (asked.subject, asked.size.pixels, asked.fps) = (Subject::Worm, (96, 64), 10);
    (asked.place.folder, asked.place.name) = (folder.to_owned(), "worm".to_owned());
    asked.span.seconds = 2.0;
    change(asked);
    harness.run_steps(3);
}

fn names(folder: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A window of its own, in which a recording is lived through once more.
fn another_window(scene: &Scene) -> Photographer {
    let start = Start { scene: scene.clone(), ..Start::default() };
    let settings =
        Settings { size: (64, 48), scale: 1.0, subject: crate::window::Subject::World, light: false };
    Photographer::new(&start, settings)
}

#[test]
fn what_happened_happens_again_in_another_world_to_the_same_bits() {
    let mut harness = crawler_window();
    let world = harness.state_mut();
    let hashes = live(world, 520);
    let scene = capture(world, Moment::Birth);
    for from in [0, 130, 310, 520] {
        let excerpt = Excerpt::of(world).expect("an excerpt");
        let mut photographer = another_window(&scene);
        let other = photographer.world_mut();
        let mut showing = excerpt.enter(other, &scene);
        for tick in from..=520 {
            assert!(showing.go(other, tick));
            assert_eq!(state_hash(other), hashes[tick as usize], "from {from}, at {tick}");
        }
    }
}

#[test]
fn across_a_change_of_the_scene_it_happens_again_as_it_was() {
    let mut harness = crawler_window();
    let world = harness.state_mut();
    let mut hashes = live(world, 200);
    let key = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
    History::perform(world, Edit::Hold(key.clone(), Hold::Silent)).expect("silenced");
    hashes.extend(live(world, 130).split_off(1));
    assert_eq!(replayable(world), (0, 330, false));
    let scene = capture(world, Moment::Birth);
    let excerpt = Excerpt::of(world).expect("an excerpt");
    let mut photographer = another_window(&scene);
    let other = photographer.world_mut();
    let mut showing = excerpt.enter(other, &scene);
    for tick in 120..=330 {
        assert!(showing.go(other, tick));
        assert_eq!(state_hash(other), hashes[tick as usize], "at {tick}");
        let neuron = key.find(other).expect("the neuron");
        let silent = other.get::<Hold>(neuron) == Some(&Hold::Silent);
        assert_eq!(silent, tick > 200, "the change comes when it came, {tick}");
    }
}

#[test]
fn a_video_is_made_beside_the_run_and_leaves_it_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = crawler_window();
    live(harness.state_mut(), 300);
    let before = state_hash(harness.state());
    ask(&mut harness, folder.path(), |_| {});
    harness.get_by_label("Save").click();
    harness.run_steps(2);
    wait(&mut harness);
    assert_eq!(state_hash(harness.state()), before);
    let bytes = std::fs::read(folder.path().join("worm.gif")).expect("a video");
    let mut decoder = gif::DecodeOptions::new().read_info(&bytes[..]).expect("a GIF");
    assert_eq!((decoder.width(), decoder.height()), (96, 64));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        frames.push(frame.buffer.to_vec());
    }
    assert_eq!(frames.len(), 20, "2 s at 10 a second");
    assert!(frames.windows(2).any(|pair| pair[0] != pair[1]), "it moves");

    // A folder of pictures, and the same moment as a picture by itself: the last is 0.1 s before this moment.
    ask(&mut harness, folder.path(), |asked| {
        asked.place.format = film::Format::Pictures;
        asked.stamped = false;
    });
    harness.get_by_label("Save").click();
    harness.run_steps(2);
    wait(&mut harness);
    assert_eq!(names(&folder.path().join("worm")).len(), 20);
    assert_eq!(names(folder.path()), ["worm", "worm.gif"], "nothing half made is left");
}

#[test]
fn a_picture_is_of_this_very_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = crawler_window();
    live(harness.state_mut(), 250);
    let mut taken = Vec::new();
    for name in ["one", "two"] {
        film::ask_for_picture(harness.state_mut());
        let mut filming = harness.state_mut().resource_mut::<Filming>();
        let asked = filming.asked.as_mut().expect("the dialog");
        (asked.subject, asked.size.pixels) = (Subject::Worm, (160, 120));
        (asked.place.folder, asked.place.name) = (folder.path().to_owned(), name.to_owned());
        harness.run_steps(3);
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        wait(&mut harness);
        taken.push(std::fs::read(folder.path().join(format!("{name}.png"))).expect("a picture"));
    }
    assert_eq!(taken[0], taken[1], "the same moment is the same picture");
    // As the command line takes it: the scene run to that tick, without touches.
    live(harness.state_mut(), 50);
    assert_eq!(names(folder.path()), ["one.png", "two.png"]);
}

#[test]
fn a_video_that_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in [film::Format::Gif, film::Format::Pictures] {
        let mut harness = crawler_window();
        live(harness.state_mut(), 600);
        ask(&mut harness, folder.path(), |asked| {
            asked.place.format = format;
            asked.size.pixels = (640, 480);
            (asked.span.seconds, asked.fps) = (6.0, 50);
        });
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        assert!(
            harness.state().resource::<Filming>().done().is_some(),
            "300 pictures are not done in two frames"
        );
        harness.get_by_label("Cancel").click();
        harness.run_steps(1);
        wait(&mut harness);
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{format:?}");
    }
}

#[test]
fn a_file_that_is_there_is_written_over_only_by_a_button_that_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = crawler_window();
    live(harness.state_mut(), 60);
    std::fs::write(folder.path().join("worm.gif"), "mine").expect("written");
    ask(&mut harness, folder.path(), |asked| asked.span.seconds = 0.3);
    assert!(harness.query_by_label("Save").is_none());
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(std::fs::read(folder.path().join("worm.gif")).expect("there"), b"mine");
    harness.get_by_label("Replace worm.gif").click();
    harness.run_steps(2);
    wait(&mut harness);
    assert!(std::fs::read(folder.path().join("worm.gif")).expect("there").starts_with(b"GIF"));
}

#[test]
fn while_it_is_asked_time_stands_and_keys_do_nothing() {
    let mut harness = crawler_window();
    live(harness.state_mut(), 50);
    harness.state_mut().resource_mut::<Playback>().playing = true;
    film::ask_for_video(harness.state_mut());
    harness.run_steps(2);
    assert!(!harness.state().resource::<Playback>().playing);
    harness.key_press(Key::N);
    harness.run_steps(2);
    assert!(harness.state().resource::<Filming>().asked.is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.state().resource::<Filming>().asked.is_none());
    assert!(harness.state().resource::<Playback>().playing, "it goes on as before");
}
