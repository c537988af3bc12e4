//! Edits of structure: add, delete, link, rename, paste, creatures, classes, arena, script.

mod common;

use bevy::ecs::world::World;
use bevy::math::Vec2;
use common::app_of;
use common::editing::{document, perform, world};
use common::watch::shipped;
use proptest::prelude::*;
use wriggle::arena::Obstacle;
use wriggle::body::{Body, Posture};
use wriggle::edit::build::{self, EntryKey, Join};
use wriggle::edit::clip::{self, Pasted};
use wriggle::edit::{Edit, EditError, History, NeuronKey, Patch, Whereabouts};
use wriggle::nervous::{AstrocyteEntry, Class, Frame, MuscleEntry, Note, Params, Side, SynapseEntry, Tint};
use wriggle::nervous::{Hold, NeuronState, Wiring, bring_up_to_date};
use wriggle::record::state_hash;
use wriggle::scene::document::{Entry, Kind};
use wriggle::scene::{check, spawn};
use wriggle::senses::{Skin, Stretch};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Inject, Stimulus};

fn key(creature: &str, neuron: &str) -> NeuronKey {
    NeuronKey { creature: creature.into(), neuron: neuron.into() }
}

fn worm(neuron: &str) -> NeuronKey {
    key("Worm", neuron)
}

fn muscle(neuron: &NeuronKey, joint: u32, side: Side) -> Edit {
    build::put(&neuron.creature, Kind::MUSCLE.at(&neuron.neuron, joint, side).expect("a muscle"))
}

fn skin(neuron: &NeuronKey, segments: (u32, u32), side: Side) -> Edit {
    let skin = Skin { neuron: neuron.neuron.clone(), segments, side, gain: 3.0 };
    build::put(&neuron.creature, skin.into())
}

fn stretch(neuron: &NeuronKey, joints: (u32, u32), side: Side) -> Edit {
    let stretch = Stretch { neuron: neuron.neuron.clone(), joints, side, gain: 1.0 };
    build::put(&neuron.creature, stretch.into())
}

fn state(world: &mut World, key: &NeuronKey) -> NeuronState {
    let entity = key.find(world).expect("there");
    *world.get::<NeuronState>(entity).expect("a neuron")
}

fn reflex() -> World {
    world(&shipped("reflex"))
}

#[test]
fn a_neuron_that_is_added_can_be_linked_and_saved() {
    let mut world = world(&shipped("ring"));
    let creature = document(&mut world).creatures[0].name.clone();
    let (edit, first) = build::add_neuron(&mut world, &creature, "", Vec2::new(2.0, 1.0)).expect("added");
    perform(&mut world, edit);
    let (edit, second) = build::add_neuron(&mut world, &creature, "", Vec2::ZERO).expect("added");
    perform(&mut world, edit);
    assert_ne!(first, second);
    perform(&mut world, build::link(&first, &second, Join::Chemical(1.5)).expect("one creature"));
    let scene = document(&mut world);
    let last = scene.creatures[0].synapses.last().expect("a synapse");
    assert_eq!((&last.from, &last.to, last.weight), (&first.neuron, &second.neuron, 1.5));
    assert!(check(&scene).is_empty());
    // The wiring follows at once.
    run_tick(&mut world);
    assert_eq!(world.resource::<Wiring>().neurons.len(), scene.creatures[0].neurons.len());
}

#[test]
fn to_delete_a_neuron_takes_its_links_and_its_stimuli_and_undo_brings_all_back() {
    let mut scene = shipped("crawler");
    let at = 1.0;
    let inject = Stimulus::Inject(Inject {
        creature: "Worm".into(),
        neuron: "AVA".into(),
        at,
        amount: (6.0, 0.0),
        seconds: 0.0,
        every: 0.0,
        times: 0,
    });
    scene.stimuli.push(inject);
    let mut world = world(&scene);
    for _ in 0..200 {
        run_tick(&mut world);
    }
    let (before, hash) = (document(&mut world), state_hash(&world));
    let ava = state(&mut world, &worm("AVA"));
    let edit = build::delete(&mut world, &[worm("AVA"), worm("ALML")], &[]).expect("deleted");
    perform(&mut world, edit);
    let after = document(&mut world);
    assert!(check(&after).is_empty() && after.stimuli.is_empty());
    let joins = |s: &SynapseEntry| [&s.from, &s.to].into_iter().any(|n| n == "AVA" || n == "ALML");
    assert!(!after.creatures[0].synapses.iter().any(joins));
    assert!(!after.creatures[0].skin.iter().any(|s| s.neuron == "ALML"));
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), before);
    assert_eq!(state(&mut world, &worm("AVA")), ava, "with the state that it had");
    wriggle::nervous::wiring_of(&mut world);
    assert_eq!(state_hash(&world), hash);
    assert!(!world.resource::<History>().is_dirty());
}

#[test]
fn undo_does_not_rewind_what_it_does_not_touch() {
    let mut world = world(&shipped("crawler"));
    perform(&mut world, Edit::Hold(worm("HL3"), Hold::Silent));
    let edit = build::delete(&mut world, &[worm("FLINCH")], &[]).expect("deleted");
    perform(&mut world, edit);
    for _ in 0..300 {
        run_tick(&mut world);
    }
    let (slow, body) = (state(&mut world, &worm("SLOW1")), first_body(&mut world).posture());
    History::undo(&mut world);
    assert_eq!(state(&mut world, &worm("SLOW1")), slow);
    assert_eq!(first_body(&mut world).posture(), body);
}

fn first_body(world: &mut World) -> &Body {
    let mut bodies = world.query::<&Body>();
    bodies.iter(world).next().expect("a body")
}

#[test]
fn an_edited_world_lives_on_as_its_document_would() {
    // Built up by edits or read from a file: the same from birth on.
    let mut world = world(&shipped("crawler"));
    let (edit, new) = build::add_neuron(&mut world, "Worm", "touch", Vec2::new(8.0, 0.0)).expect("added");
    perform(&mut world, edit);
    perform(&mut world, build::link(&new, &worm("AVA"), Join::Chemical(1.0)).expect("linked"));
    perform(&mut world, build::link(&new, &worm("PVC"), Join::Electrical(0.2)).expect("linked"));
    perform(&mut world, skin(&new, (6, 9), Side::Both));
    perform(&mut world, muscle(&new, 4, Side::Left));
    perform(&mut world, stretch(&new, (2, 5), Side::Right));
    let edit = build::delete(&mut world, &[worm("HL9"), worm("TURN")], &[]).expect("deleted");
    perform(&mut world, edit);
    let scene = document(&mut world);
    assert!(check(&scene).is_empty());
    let mut from_file = app_of(&scene);
    spawn(&mut world, &scene);
    for _ in 0..500 {
        run_tick(&mut world);
        run_tick(from_file.world_mut());
    }
    assert_eq!(state_hash(&world), state_hash(from_file.world()));
}

#[test]
fn names_can_be_changed_and_the_script_follows() {
    let mut scene = shipped("reflex");
    let creature = scene.creatures[0].name.clone();
    let old = scene.creatures[0].neurons[0].name.clone();
    scene.stimuli.push(Stimulus::Inject(Inject {
        creature: creature.clone(),
        neuron: old.clone(),
        at: 1.0,
        amount: (6.0, 0.0),
        seconds: 0.0,
        every: 0.0,
        times: 0,
    }));
    let mut world = world(&scene);
    perform(&mut world, Edit::Rename(key(&creature, &old), "Renamed".into()));
    perform(&mut world, Edit::RenameCreature(creature.clone(), "Other".into()));
    let after = document(&mut world);
    assert!(check(&after).is_empty(), "{:?}", check(&after));
    assert_eq!(
        (after.creatures[0].name.as_str(), after.creatures[0].neurons[0].name.as_str()),
        ("Other", "Renamed")
    );
    for (from, to) in [("Renamed", ""), ("Renamed", "a,b"), ("nobody", "x")] {
        assert!(History::perform(&mut world, Edit::Rename(key("Other", from), to.into())).is_err(), "{to:?}");
    }
    let second = after.creatures[0].neurons[1].name.clone();
    let taken = History::perform(&mut world, Edit::Rename(key("Other", "Renamed"), second));
    assert!(matches!(taken, Err(EditError::Refused(text)) if text.contains("already")));
    History::undo(&mut world);
    History::undo(&mut world);
    assert_eq!(document(&mut world), scene);
}

#[test]
fn copied_and_pasted_with_all_that_lies_between() {
    let mut world = world(&shipped("crawler"));
    let ring: Vec<NeuronKey> = (1..=4).map(|i| worm(&format!("FAST{i}"))).collect();
    let copied = clip::copy(&mut world, &ring).expect("copied");
    assert_eq!((copied.creatures[0].neurons.len(), copied.creatures[0].synapses.len()), (4, 4));
    assert_eq!(copied.classes.len(), 1);
    let Pasted { edit, keys: new, .. } =
        clip::paste(&mut world, &copied, |_| "Worm".into(), Some(Vec2::new(20.0, 0.0))).expect("pasted");
    let before = document(&mut world);
    perform(&mut world, edit);
    let after = document(&mut world);
    assert!(check(&after).is_empty());
    assert_eq!(after.creatures[0].neurons.len(), before.creatures[0].neurons.len() + 4);
    assert_eq!(after.creatures[0].synapses.len(), before.creatures[0].synapses.len() + 4);
    assert!(new.iter().all(|key| !ring.contains(key)));
    History::undo(&mut world);
    assert_eq!(document(&mut world), before, "one step");

    // Into another scene: the class comes along, muscles only where there is a joint for them.
    let motor: Vec<NeuronKey> = vec![worm("FL0"), worm("FL14")];
    let copied = clip::copy(&mut world, &motor).expect("copied");
    assert_eq!(copied.creatures[0].muscles.len(), 2);
    let mut other = shipped("ring");
    other.creatures[0].body = Some(wriggle::body::BodyPlan { segments: 8, ..Default::default() });
    let name = other.creatures[0].name.clone();
    let mut other = self::world(&other);
    let Pasted { edit, left, .. } = clip::paste(&mut other, &copied, |_| name.clone(), None).expect("pasted");
    assert_eq!(left, [(Kind::MUSCLE, 1)], "and it is told");
    perform(&mut other, edit);
    let scene = document(&mut other);
    assert!(check(&scene).is_empty());
    assert!(scene.classes.contains_key("forward"));
    assert_eq!(scene.creatures[0].muscles.len(), 1);
}

#[test]
fn creatures_come_move_and_go() {
    let mut world = world(&shipped("arena"));
    let before = document(&mut world);
    let mut second = before.creatures[0].clone();
    second.name = "Second".into();
    second.at = (20.0, 2.0);
    perform(&mut world, Edit::AddCreature(0, Box::new(second.clone())));
    assert!(
        History::perform(&mut world, Edit::AddCreature(0, Box::new(second))).is_err(),
        "the name is taken"
    );
    assert_eq!(document(&mut world).creatures[0].name, "Second");
    for _ in 0..100 {
        run_tick(&mut world);
    }
    let to = Whereabouts { at: Vec2::new(-20.0, 5.0), heading: 90.0, body: None };
    let posture = Posture { head: to.at, heading: to.heading.to_radians(), bends: vec![0.0; 15] };
    let to = Whereabouts { body: Some(posture), ..to };
    perform(&mut world, Edit::Place("Second".into(), to));
    let entity = worm_named(&mut world, "Second");
    let Posture { head, heading, .. } = world.get::<Body>(entity).expect("a body").posture();
    let heading = heading.to_degrees();
    assert!(head.distance(Vec2::new(-20.0, 5.0)) < 0.1 && (heading - 90.0).abs() < 0.1, "{head} {heading}");
    let remove = build::remove_creature(&mut world, "Worm");
    perform(&mut world, remove);
    for _ in 0..50 {
        run_tick(&mut world);
    }
    assert!(check(&document(&mut world)).is_empty());
    for _ in 0..3 {
        assert!(History::undo(&mut world));
    }
    for _ in 0..50 {
        run_tick(&mut world);
    }
    assert_eq!(document(&mut world), before);
}

#[test]
fn a_creature_that_was_taken_out_comes_back_as_it_was_and_goes_on_from_there() {
    let (mut world, mut untouched) = (world(&shipped("crawler")), world(&shipped("crawler")));
    for _ in 0..237 {
        run_tick(&mut world);
        run_tick(&mut untouched);
    }
    let before = state_hash(&world);
    for round in 0..2 {
        let remove = build::remove_creature(&mut world, "Worm");
        perform(&mut world, remove);
        assert_eq!(world.query::<&Body>().iter(&world).count(), 0, "round {round}");
        assert!(History::undo(&mut world));
        // The hash goes over the neurons as the next tick finds them.
        bring_up_to_date(&mut world);
        assert_eq!(state_hash(&world), before, "round {round}");
    }
    for _ in 0..100 {
        run_tick(&mut world);
        run_tick(&mut untouched);
    }
    // The solver begins anew with it, so that the last bits may be others; it crawls on as if nothing had been.
    let place =
        |world: &mut World| world.query::<&Body>().single(world).expect("a body").segments[0].position;
    let (here, there) = (place(&mut world), place(&mut untouched));
    assert!(here.distance(there) < 0.01, "{here} {there}");
    // Time goes on without it: it comes back where it left.
    let left = world.query::<&Body>().single(&world).expect("a body").posture();
    let remove = build::remove_creature(&mut world, "Worm");
    perform(&mut world, remove);
    for _ in 0..100 {
        run_tick(&mut world);
    }
    assert!(History::undo(&mut world));
    assert_eq!(world.query::<&Body>().single(&world).expect("a body").posture(), left);
    run_tick(&mut world);
    assert!(History::redo(&mut world) && History::undo(&mut world));
}

fn worm_named(world: &mut World, name: &str) -> bevy::ecs::entity::Entity {
    let mut names = world.query::<(bevy::ecs::entity::Entity, &bevy::ecs::name::Name, &Body)>();
    names.iter(world).find(|(_, own, _)| own.as_str() == name).expect("there").0
}

#[test]
fn classes_come_and_go() {
    let mut world = world(&shipped("crawler"));
    let before = document(&mut world);
    let class = Class {
        color: "#123456".into(),
        params: Params { threshold: Some(3.0), ..Params::default() },
        ..Class::default()
    };
    perform(&mut world, Edit::AddClass(0, "new".into(), class));
    perform(&mut world, Edit::Join(worm("AVA"), "new".into()));
    perform(&mut world, Edit::RenameClass("new".into(), "newer".into()));
    let scene = document(&mut world);
    assert!(check(&scene).is_empty());
    assert_eq!(scene.classes.get_index(0).map(|c| c.0.as_str()), Some("newer"));
    assert!(scene.creatures[0].neurons.iter().any(|n| n.name == "AVA" && n.class == "newer"));
    let used = History::perform(&mut world, Edit::RemoveClass("newer".into()));
    assert!(matches!(used, Err(EditError::Refused(text)) if text.contains("another one first")));
    for edit in [
        Edit::Join(worm("AVA"), "nothing".into()),
        Edit::AddClass(0, "touch".into(), Class::default()),
        Edit::RenameClass("touch".into(), "delay".into()),
        Edit::RemoveClass("nothing".into()),
    ] {
        assert!(History::perform(&mut world, edit).is_err());
    }
    for _ in 0..3 {
        History::undo(&mut world);
    }
    assert_eq!(document(&mut world), before);
}

#[test]
fn what_lies_in_the_arena_can_be_changed() {
    let mut world = world(&shipped("maze"));
    let before = document(&mut world);
    let mut obstacles = before.arena.obstacles.clone();
    obstacles.push(Obstacle::Circle { at: (5.0, 5.0), radius: 2.0 });
    perform(&mut world, Edit::Obstacles(obstacles.clone()));
    run_tick(&mut world);
    assert_eq!(document(&mut world).arena.obstacles, obstacles);
    let bad = vec![Obstacle::Circle { at: (5.0, 5.0), radius: -2.0 }];
    assert!(History::perform(&mut world, Edit::Obstacles(bad)).is_err());
    History::undo(&mut world);
    assert_eq!(document(&mut world), before);
}

#[test]
fn a_batch_is_all_or_nothing() {
    let mut world = reflex();
    let before = document(&mut world);
    let creature = before.creatures[0].name.clone();
    let (add, new) = build::add_neuron(&mut world, &creature, "", Vec2::ZERO).expect("added");
    let bad = Edit::Batch(vec![add, Edit::Rename(new, String::new())]);
    assert!(History::perform(&mut world, bad).is_err());
    assert_eq!(document(&mut world), before);
    assert!(!world.resource::<History>().is_dirty());
}

#[test]
fn nonsense_is_refused_and_changes_nothing() {
    let mut world = reflex();
    let before = document(&mut world);
    let creature = before.creatures[0].name.clone();
    let first = before.creatures[0].neurons[0].name.clone();
    let entry =
        |entry| Edit::Patch(Patch { creature: creature.clone(), cut: Vec::new(), put: vec![(0, entry)] });
    let synapse = |from: &str, weight| SynapseEntry::new(from, first.clone(), weight);
    let edits = [
        entry(Entry::Synapse(synapse("nobody", 1.0))),
        entry(Entry::Synapse(synapse(&first, f32::NAN))),
        entry(Entry::Neuron(Box::new(before.creatures[0].neurons[0].clone()), None)),
        entry(Entry::Muscle(MuscleEntry { neuron: first.clone(), joint: 999, side: Side::Left, gain: 1.0 })),
        Edit::Patch(Patch { creature: "nobody".into(), ..Patch::default() }),
        Edit::Patch(Patch { creature: creature.clone(), cut: vec![(Kind::SYNAPSE, 999)], put: Vec::new() }),
    ];
    for edit in edits {
        assert!(History::perform(&mut world, edit.clone()).is_err(), "{edit:?}");
        assert_eq!(document(&mut world), before);
    }
    assert!(build::delete(&mut world, &[key(&creature, "nobody")], &[]).is_err());
}

/// An edit chosen by numbers, or none where there is nothing to do it to.
fn chosen(world: &mut World, what: u8, a: usize, b: usize, x: f32) -> Option<Edit> {
    let scene = document(world);
    let creature = scene.creatures.get(a % scene.creatures.len().max(1))?;
    let neuron = |i: usize| {
        let neuron = creature.neurons.get(i % creature.neurons.len().max(1))?;
        Some(key(&creature.name, &neuron.name))
    };
    let entry = |kind, len: usize| {
        (len > 0).then(|| EntryKey { creature: creature.name.clone(), kind, place: (b % len) as u32 })
    };
    Some(match what % 20 {
        0 => build::add_neuron(world, &creature.name, "", Vec2::splat(x)).ok()?.0,
        1 => build::delete(world, &[neuron(b)?], &[]).ok()?,
        2 => build::delete(world, &[neuron(a)?, neuron(b)?], &[]).ok()?,
        3 => build::link(&neuron(a)?, &neuron(b)?, Join::Chemical(x)).ok()?,
        4 => build::link(&neuron(a)?, &neuron(b)?, Join::Electrical(0.1)).ok()?,
        5 => build::toggle_link(world, &neuron(a)?, &neuron(b)?).ok()?,
        6 => Edit::Rename(neuron(a)?, format!("R{b}")),
        7 => {
            let copied = clip::copy(world, &[neuron(a)?, neuron(b)?]).ok()?;
            clip::paste(world, &copied, |_| creature.name.clone(), None).ok()?.edit
        }
        8 => muscle(&neuron(a)?, (b % 20) as u32, Side::Left),
        9 => skin(&neuron(a)?, (1, (b % 20) as u32), Side::Both),
        10 => build::delete(world, &[], &[entry(Kind::SYNAPSE, creature.synapses.len())?]).ok()?,
        11 => build::delete(world, &[], &[entry(Kind::MUSCLE, creature.muscles.len())?]).ok()?,
        12 => {
            let key = entry(Kind::SYNAPSE, creature.synapses.len())?;
            let Some(Entry::Synapse(old)) = build::read(world, &key) else { return None };
            build::replace(&key, Entry::Synapse(SynapseEntry { weight: x, ..old }))
        }
        13 | 14 => {
            let mut neurons = vec![neuron(a)?.neuron, neuron(b)?.neuron];
            neurons.dedup();
            let frame = Frame {
                name: format!("F{b}"),
                neurons,
                color: Tint::ALL[a % 6],
                folded: a.is_multiple_of(2),
            };
            build::put(&creature.name, frame.into())
        }
        15 => build::delete(world, &[], &[entry(Kind::FRAME, creature.frames.len())?]).ok()?,
        17 => {
            let (from, to) = (neuron(a)?.neuron, neuron(b)?.neuron);
            let to = if a.is_multiple_of(3) { "*".to_owned() } else { to };
            build::put(&creature.name, AstrocyteEntry::new(format!("G{b}"), [(from, to)]).into())
        }
        18 => build::delete(world, &[], &[entry(Kind::ASTROCYTE, creature.astrocytes.len())?]).ok()?,
        16 => {
            let note = Note { text: format!("{x}"), at: (x, x), width: 1.0 };
            build::put(&creature.name, note.into())
        }
        _ => Edit::Move(neuron(a)?, Vec2::splat(x)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_done_can_be_undone_and_done_again(
        steps in proptest::collection::vec((any::<u8>(), 0usize..40, 0usize..40, -50.0f32..50.0), 1..25),
        run in 0u8..3,
    ) {
        let mut world = world(&shipped("reflex"));
        let first = document(&mut world);
        let mut documents = vec![first];
        for (what, a, b, x) in steps {
            let Some(edit) = chosen(&mut world, what, a, b, x) else { continue };
            let before = document(&mut world);
            if History::perform(&mut world, edit).is_err() {
                prop_assert_eq!(document(&mut world), before, "a refused edit changes nothing");
                continue;
            }
            world.resource_mut::<History>().close();
            for _ in 0..run {
                run_tick(&mut world);
            }
            let after = document(&mut world);
            prop_assert!(check(&after).is_empty(), "{:?}", check(&after));
            documents.push(after);
        }
        for wanted in documents.iter().rev().skip(1) {
            prop_assert!(History::undo(&mut world));
            prop_assert_eq!(&document(&mut world), wanted);
            run_tick(&mut world);
        }
        prop_assert!(!History::undo(&mut world));
        for wanted in documents.iter().skip(1) {
            prop_assert!(History::redo(&mut world));
            prop_assert_eq!(&document(&mut world), wanted);
        }
    }
}

#[test]
fn a_class_that_is_another_one_here_comes_under_another_name() {
    let mut from = world(&shipped("reflex"));
    let scene = document(&mut from);
    let neuron = scene.creatures[0].neurons.iter().find(|neuron| !neuron.class.is_empty()).expect("a class");
    let (name, class) = (neuron.name.clone(), neuron.class.clone());
    let creature = scene.creatures[0].name.clone();
    let copied = clip::copy(&mut from, &[key(&creature, &name)]).expect("copied");
    let mut other = scene.clone();
    other.classes.get_mut(&class).expect("the class").params.threshold = Some(77.0);
    let mut here = world(&other);
    let pasted = clip::paste(&mut here, &copied, |_| creature.clone(), None).expect("pasted");
    let renamed = pasted.newcomers.renamed.get(&class).expect("another name").clone();
    assert!(pasted.newcomers.words().contains(&renamed));
    perform(&mut here, pasted.edit);
    let after = document(&mut here);
    let new =
        after.creatures[0].neurons.iter().find(|n| n.name == pasted.keys[0].neuron).expect("it is there");
    assert_eq!((&new.class, after.classes.get(&renamed)), (&renamed, scene.classes.get(&class)));
    assert_eq!(after.classes.get(&class), other.classes.get(&class), "what is here stays");
    // The same class is no newcomer.
    let again = clip::paste(&mut from, &copied, |_| creature.clone(), None).expect("pasted");
    assert!(again.newcomers.renamed.is_empty() && again.newcomers.edits.is_empty());
}

#[test]
fn what_a_shorter_body_has_room_for_in_part_is_cut_short() {
    let mut scene = shipped("reflex");
    let creature = &mut scene.creatures[0];
    let segments = creature.body.as_ref().expect("a body").segments;
    let neuron = creature.neurons[0].name.clone();
    let (side, gain) = (Side::Both, 1.0);
    creature.skin = vec![Skin { neuron: neuron.clone(), segments: (0, segments - 1), side, gain }];
    let name = creature.name.clone();
    let mut from = world(&scene);
    let copied = clip::copy(&mut from, &[key(&name, &neuron)]).expect("copied");
    let mut short = scene.clone();
    let creature = &mut short.creatures[0];
    *creature = wriggle::scene::document::Creature {
        name: name.clone(),
        body: creature.body.map(|body| wriggle::body::BodyPlan { segments: 6, ..body }),
        ..Default::default()
    };
    short.stimuli.clear();
    let mut here = world(&short);
    let pasted = clip::paste(&mut here, &copied, |_| name.clone(), None).expect("pasted");
    assert_eq!(pasted.cut.iter().map(|(_, count)| count).sum::<usize>(), 1, "{:?}", pasted.left);
    perform(&mut here, pasted.edit);
    assert_eq!(document(&mut here).creatures[0].skin[0].segments, (0, 5));
}
