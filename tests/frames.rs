//! Notes and frames: what a scene may say of them, how edits keep them, and that no run hangs on them.

mod common;

use bevy::prelude::*;
use common::app_of;
use common::editing::{document, perform, world};
use common::watch::shipped;
use wriggle::edit::build::{self, EntryKey};
use wriggle::edit::{Edit, History, NeuronKey, clip};
use wriggle::exchange;
use wriggle::nervous::{Frame, Note, Tint};
use wriggle::record::state_hash;
use wriggle::scene::document::{Entry, Kind};
use wriggle::scene::{Moment, Scene, ablate, capture, check, diff, parse, to_text};
use wriggle::sim::run_tick;

const NET: &str = r#"(format: 1, creatures: [(name: "Net", neurons: [
    (name: "A"), (name: "B", at: (1.0, 0.0)), (name: "C", at: (2.0, 0.0)), (name: "D", at: (3.0, 0.0))],
    synapses: [(from: "A", to: "C"), (from: "B", to: "C", weight: 0.5), (from: "C", to: "D")],
    notes: [(text: "Two lines,\nhere.", at: (0.0, 2.0), width: 3.5)],
    frames: [(name: "Alone", neurons: ["B"]), (name: "In", neurons: ["A", "B"], color: Blue, folded: true),
        (name: "All", neurons: ["D", "C", "B", "A"])])])"#;

fn net() -> Scene {
    parse(NET, "net").unwrap_or_else(|faults| panic!("{faults}"))
}

fn key(neuron: &str) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: neuron.into() }
}

fn frames(scene: &Scene) -> Vec<(&str, String)> {
    let frames = &scene.creatures[0].frames;
    frames.iter().map(|frame| (frame.name.as_str(), frame.neurons.concat())).collect()
}

/// The first fault, with its place.
fn fault(lists: &str) -> String {
    let text = format!(r#"(format: 1, creatures: [(name: "N", neurons: [(name: "ALM")], {lists})])"#);
    let faults = parse(&text, "n").expect_err("a fault");
    let first = &faults.faults[0];
    assert!(first.line == 1 && first.column > 60, "{first:?}");
    format!("{} / {}", first.message, first.help.clone().unwrap_or_default())
}

#[test]
fn they_come_into_the_world_and_back() {
    let scene = net();
    let frame = &scene.creatures[0].frames[1];
    assert_eq!((frame.color, frame.folded), (Tint::Blue, true));
    let mut world = world(&scene);
    assert_eq!(document(&mut world), scene);
    assert_eq!(parse(&to_text(&scene, ""), "again").expect("a scene"), scene);
    for _ in 0..50 {
        run_tick(&mut world);
    }
    let now = capture(&mut world, Moment::Now);
    assert_eq!(now.creatures[0].frames, scene.creatures[0].frames);
    assert_eq!(now.creatures[0].notes, scene.creatures[0].notes);
    assert_eq!(parse(&to_text(&now, ""), "now").expect("a scene"), now, "a snapshot fits beside them");
}

#[test]
fn what_a_scene_may_not_say_is_told_with_its_place() {
    assert_eq!(
        fault(r#"frames: [(name: "F", neurons: ["AML"])]"#),
        "there is no neuron \"AML\" / did you mean `ALM`?"
    );
    assert!(fault(r#"frames: [(name: "F", neurons: ["ALM", "ALM"])]"#).contains("named twice"));
    assert!(fault(r#"frames: [(name: "F", neurons: [])]"#).contains("at least one neuron"));
    assert!(fault(r#"frames: [(name: " ", neurons: ["ALM"])]"#).contains("is empty"));
    assert!(fault(r#"frames: [(name: "F", neurons: ["ALM"], color: Pink)]"#).contains("Pink"));
    assert!(fault(r#"frames: [(name: "F", neurons: ["ALM"], folded: 1)]"#).contains("folded"));
    assert!(fault(r#"notes: [(text: "")]"#).contains("the text of a note is empty"));
    assert!(fault(r#"notes: [(text: "a\tb")]"#).contains("cannot hold"));
    assert!(fault(r#"notes: [(text: "a", width: 0.0)]"#).contains("`width` must be"));
    assert!(fault(r#"notes: [(text: "a", at: (1e9, 0.0))]"#).contains("`at` must be"));
    let long = "x".repeat(2001);
    assert!(fault(&format!(r#"notes: [(text: "{long}")]"#)).contains("at most 2000"));
}

#[test]
fn no_run_hangs_on_them() {
    for name in ["crawler", "reflex"] {
        let bare = {
            let mut scene = shipped(name);
            scene.creatures.iter_mut().for_each(|creature| {
                creature.notes.clear();
                creature.frames.clear();
            });
            scene
        };
        let mut noted = bare.clone();
        let creature = &mut noted.creatures[0];
        let neurons = creature.neurons.iter().map(|neuron| neuron.name.clone()).rev().collect();
        creature.frames.push(Frame { name: "All".into(), neurons, color: Tint::Red, folded: true });
        creature.notes.push(Note { text: "Here".into(), at: (1.0, 1.0), width: 2.0 });
        let hash = |scene: &Scene| {
            let mut app = app_of(scene);
            for _ in 0..300 {
                run_tick(app.world_mut());
            }
            state_hash(app.world())
        };
        assert_eq!(hash(&bare), hash(&noted), "{name}");
    }
}

#[test]
fn a_frame_follows_the_names_of_its_neurons() {
    let mut world = world(&net());
    perform(&mut world, Edit::Rename(key("B"), "Better".into()));
    let scene = document(&mut world);
    assert_eq!(frames(&scene)[1], ("In", "ABetter".to_owned()));
    assert!(check(&scene).is_empty());
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), net());
}

#[test]
fn a_frame_lives_on_without_a_neuron_that_is_deleted_and_gets_it_back() {
    let mut world = world(&net());
    let edit = build::delete(&mut world, &[key("B")], &[]).expect("there");
    perform(&mut world, edit);
    let after = document(&mut world);
    assert_eq!(
        frames(&after),
        [("In", "A".to_owned()), ("All", "DCA".to_owned())],
        "the first has none left"
    );
    let edit = build::delete(&mut world, &[key("A"), key("D")], &[]).expect("there");
    perform(&mut world, edit);
    assert_eq!(frames(&document(&mut world)), [("All", "C".to_owned())]);
    for wanted in [&after, &net()] {
        assert!(History::undo(&mut world));
        assert_eq!(&document(&mut world), wanted);
    }
    assert!(History::redo(&mut world));
    assert_eq!(document(&mut world), after);
    assert!(History::redo(&mut world) && History::undo(&mut world) && History::undo(&mut world));
    assert_eq!(document(&mut world), net());
}

#[test]
fn what_is_copied_whole_is_pasted_with_its_frame() {
    let mut world = world(&net());
    let copied = clip::copy(&mut world, &[key("A"), key("B")]).expect("there");
    assert_eq!(frames(&copied), [("Alone", "B".to_owned()), ("In", "AB".to_owned())]);
    let pasted = clip::paste(&mut world, &copied, |_| "Net".into(), None).expect("pasted");
    perform(&mut world, pasted.edit);
    let scene = document(&mut world);
    assert_eq!(
        frames(&scene)[3..],
        [("Alone", "B1".to_owned()), ("In", "A1B1".to_owned())],
        "{:?}",
        frames(&scene)
    );
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), net());
}

#[test]
fn ablation_takes_neurons_out_of_frames() {
    let mut scene = net();
    ablate(&mut scene, "B");
    assert_eq!(frames(&scene), [("In", "A".to_owned()), ("All", "DCA".to_owned())]);
    assert!(check(&scene).is_empty());
}

#[test]
fn edits_of_notes_and_frames_are_steps_and_no_change_of_the_rule() {
    let mut world = world(&net());
    world.insert_resource(wriggle::edit::Journal::default());
    let entry = EntryKey { creature: "Net".into(), kind: Kind::FRAME, place: 1 };
    let Some(Entry::Frame(frame)) = build::read(&mut world, &entry) else { panic!("a frame") };
    perform(&mut world, build::replace(&entry, Frame { folded: false, ..frame }.into()));
    perform(&mut world, build::put("Net", Note { text: "New".into(), at: (0.0, 0.0), width: 1.0 }.into()));
    let journal = world.resource::<wriggle::edit::Journal>();
    assert!(journal.scene.is_empty(), "a run goes on the same");
    let scene = document(&mut world);
    assert!(!scene.creatures[0].frames[1].folded && scene.creatures[0].notes.len() == 2);
    let bad = build::put("Net", Note { text: String::new(), at: (0.0, 0.0), width: 1.0 }.into());
    assert!(History::perform(&mut world, bad).is_err());
    // A neuron that goes takes the frame with it in what is kept of the run without it.
    let edit = build::delete(&mut world, &[key("B")], &[]).expect("there");
    perform(&mut world, edit);
    let journal = world.resource::<wriggle::edit::Journal>();
    let Some(Some(Edit::Patch(back))) = journal.scene.first() else { panic!("{:?}", journal.scene) };
    assert!(back.put.iter().all(|(_, entry)| !entry.kind().is_drawn()) && back.cut.is_empty());
    for _ in 0..3 {
        assert!(History::undo(&mut world));
    }
    assert_eq!(document(&mut world), net());
}

#[test]
fn diff_tells_of_them() {
    let mut other = net();
    let creature = &mut other.creatures[0];
    creature.frames[1].folded = false;
    creature.frames[2].neurons.pop();
    creature.notes[0].width = 2.0;
    let told: Vec<String> = diff(&net(), &other).iter().map(ToString::to_string).collect();
    let has = |part: &str| assert!(told.iter().any(|line| line.contains(part)), "{part}: {told:?}");
    has("creatures[Net].frames[In].folded: true");
    has("frames[All].neurons");
    has("notes");
}

#[test]
fn other_programs_get_frames_as_clusters() {
    let scene = net();
    let dot = exchange::to_dot(&scene, &scene.creatures[0]);
    let at = |part: &str| dot.find(part).unwrap_or_else(|| panic!("{part} in {dot}"));
    let (all, inner, alone) = (at("label=\"All\""), at("label=\"In\""), at("label=\"Alone\""));
    assert!(all < inner && inner < alone, "the smaller ones lie within");
    assert_eq!(dot.matches('{').count(), dot.matches('}').count());
    at("label=\"Two lines,\\lhere.\"");
    let graphml = exchange::to_graphml(&scene, &scene.creatures[0]);
    assert!(
        graphml.contains("<data key=\"frame\">Alone</data>")
            && graphml.contains("<data key=\"frame\">All</data>")
    );
    let mut bare = scene;
    bare.creatures[0].frames.clear();
    assert!(!exchange::to_graphml(&bare, &bare.creatures[0]).contains("frame"));
}
