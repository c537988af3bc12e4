//! Edits of how synapses learn, of what they have learned, of rules and modulators by name.

mod common;

use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use common::bodiless;
use common::editing::{document, perform};
use wriggle::edit::clip::{self, Pasted};
use wriggle::edit::{
    EdgeKey, Edit, EditError, History, Lesson, NeuronKey, Newcomers, Teaching, learners, lesson_of,
    remove_rule,
};
use wriggle::nervous::plasticity::{AxonSpeed, Learning, Modulator, RULE_PRESETS, Rule};
use wriggle::nervous::{Class, Modulated, NeuronEntry, Params, Sharing, Start, SynapseEntry};
use wriggle::record::state_hash;
use wriggle::scene::document::{Kind, Scene};
use wriggle::scene::{Lists, check};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Inject, Reward, Stimulus};

/// Two neurons drive a third, by synapses that learn; one of them tells how much.
fn scene() -> Scene {
    let cell = |name: &str, class: &str| NeuronEntry {
        name: name.into(),
        class: class.into(),
        params: Params {
            threshold: Some(4.0),
            conduction: Some(3),
            production: Some((1.0, 0.0)),
            pool_limit: Some(12.0),
            sharing: Some(Sharing::Broadcast),
            ..Params::default()
        },
        start: Start { conduction_left: Some(0), pool: Some((12.0, 0.0)), ..Start::default() },
        ..NeuronEntry::default()
    };
    let mut teller = cell("B", "");
    teller.params.modulator = Some("alarm".into());
    let heeds = Params { modulated: Some(Modulated("alarm".into(), 0.5)), ..Params::default() };
    let learns = |from: &str, weight: f32, rule: &str| SynapseEntry {
        plasticity: rule.into(),
        ..SynapseEntry::new(from, "C", weight)
    };
    let kick = |neuron: &str, at: f64| {
        Stimulus::Inject(Inject {
            creature: "Net".into(),
            neuron: neuron.into(),
            at,
            amount: (6.0, 0.0),
            seconds: 0.0,
            every: 0.25,
            times: 0,
        })
    };
    let reward = Stimulus::Reward(Reward {
        creature: "Net".into(),
        modulator: "alarm".into(),
        amount: 1.0,
        at: 0.4,
        every: 0.5,
        times: 0,
    });
    let waits = Rule { modulator: "alarm".into(), max: 2.0, ..Rule::default() };
    let mut net = bodiless(
        "Net",
        vec![cell("A", ""), teller, cell("C", "heeds")],
        vec![
            learns("A", 0.5, "hebb"),
            learns("B", 0.75, "waits"),
            SynapseEntry::new("A", "B", 0.1),
            learns("A", -0.25, "hebb"),
        ],
    );
    net.axon_speed = Some(10.0);
    Scene {
        classes: [("heeds".to_owned(), Class { params: heeds, ..Class::default() })].into_iter().collect(),
        plasticity: [("hebb".to_owned(), Rule::default()), ("waits".to_owned(), waits)].into_iter().collect(),
        modulators: [("alarm".to_owned(), Modulator::default())].into_iter().collect(),
        stimuli: vec![kick("A", 0.1), kick("B", 0.15), reward],
        creatures: vec![net],
        ..Scene::default()
    }
}

fn world_of(scene: &Scene) -> World {
    assert_eq!(check(scene), []);
    common::editing::world(scene)
}

/// The scene after so many ticks.
fn world(ticks: u32) -> World {
    let mut world = world_of(&scene());
    (0..ticks).for_each(|_| {
        run_tick(&mut world);
    });
    world
}

fn key(place: u32) -> EdgeKey {
    EdgeKey { creature: "Net".into(), place }
}

fn synapse(world: &mut World, place: usize) -> Entity {
    let lists = world.query::<&Lists>().iter(world).next().expect("a creature");
    lists.list(Kind::SYNAPSE)[place]
}

/// What each synapse that learns is now.
fn lessons(world: &mut World) -> Vec<Lesson> {
    let all = [0, 1, 3].map(|place| synapse(world, place));
    all.into_iter().map(|synapse| lesson_of(world, synapse).expect("it learns")).collect()
}

fn refused(world: &mut World, edit: Edit) -> String {
    let (scene, run, hash) = (document(world), lessons(world), state_hash(world));
    let dirty = world.resource::<History>().is_dirty();
    let error = History::perform(world, edit.clone()).expect_err("it is refused");
    assert_eq!((document(world), lessons(world), state_hash(world)), (scene, run, hash), "{edit:?}");
    assert_eq!(world.resource::<History>().is_dirty(), dirty);
    error.to_string()
}

fn taught(weight: f32, learned: Option<f32>) -> Lesson {
    Lesson { weight, learned, eligibility: 0.0 }
}

fn rule(change: impl FnOnce(&mut Rule)) -> impl FnOnce(&mut Teaching) {
    |teaching| change(&mut teaching.rules["hebb"])
}

fn teaching(world: &World, change: impl FnOnce(&mut Teaching)) -> Edit {
    let mut teaching = Teaching::of(world);
    change(&mut teaching);
    Edit::Teaching(Box::new(teaching))
}

#[test]
fn what_is_taught_is_undone_to_the_bit_in_the_scene_and_in_the_run() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    assert!(run.iter().all(|lesson| lesson.learned.is_some()), "they have learned: {run:?}");
    assert_ne!(run[1].eligibility, 0.0);
    perform(&mut world, Edit::Teach(key(1), taught(0.75, Some(1.5))));
    let after = (document(&mut world), lessons(&mut world));
    assert_eq!(after.0.creatures[0].synapses[1].learned, Some(1.5));
    assert_eq!(after.1[1], taught(0.75, Some(1.5)));
    assert_eq!((after.1[0], after.1[2]), (run[0], run[2]), "the others go on as they were");
    for _ in 0..2 {
        assert!(History::undo(&mut world));
        assert_eq!((document(&mut world), lessons(&mut world)), (scene.clone(), run.clone()));
        assert!(History::redo(&mut world));
        assert_eq!((document(&mut world), lessons(&mut world)), after);
    }
    assert!(History::undo(&mut world));
    assert!(!world.resource::<History>().is_dirty());
    // It goes on learning from there.
    (0..200).for_each(|_| {
        run_tick(&mut world);
    });
    assert_ne!(lessons(&mut world), run);
    assert_eq!(document(&mut world), scene);
}

#[test]
fn a_weight_that_is_dragged_is_one_step() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    for share in 1..20 {
        let learned = Some(share as f32 / 20.0);
        History::perform(&mut world, Edit::Teach(key(0), taught(0.5, learned))).expect("a good edit");
        run_tick(&mut world);
    }
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), scene);
    assert_eq!(lessons(&mut world)[0], run[0]);
    assert!(!History::undo(&mut world), "it was one step");
    // Taken back while it is under way it leaves none.
    for learned in [0.2, 0.3] {
        History::perform(&mut world, Edit::Teach(key(0), taught(0.5, Some(learned)))).expect("a good edit");
    }
    assert!(History::withdraw(&mut world) && !History::withdraw(&mut world));
    assert_eq!((document(&mut world), lessons(&mut world)[0]), (scene, run[0]));
    assert!(!world.resource::<History>().can_undo());
}

#[test]
fn many_lessons_at_once_are_undone_as_one() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    let all = [(0, 0.5), (1, 0.75), (3, -0.25)];
    let back = all.map(|(place, weight)| Edit::Teach(key(place), taught(weight, None)));
    perform(&mut world, Edit::Batch(back.to_vec()));
    let start = lessons(&mut world);
    assert!(start.iter().all(|lesson| lesson.learned.is_none() && lesson.eligibility == 0.0), "{start:?}");
    assert!(History::undo(&mut world));
    assert_eq!((document(&mut world), lessons(&mut world)), (scene, run.clone()));
    assert!(History::redo(&mut world));
    assert_eq!(lessons(&mut world), start);
    assert!(History::undo(&mut world));
    // One of them is wrong: none is done.
    let mut wrong = back.to_vec();
    wrong[2] = Edit::Teach(key(3), taught(-0.25, Some(0.25)));
    assert!(refused(&mut world, Edit::Batch(wrong)).contains("keeps its sign"));
    assert_eq!(lessons(&mut world), run);
}

#[test]
fn a_weight_by_itself_begins_anew_and_comes_back() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    perform(&mut world, Edit::Weight(key(0), 0.3));
    assert_eq!(lessons(&mut world)[0], taught(0.3, None));
    assert!(History::undo(&mut world));
    assert_eq!((document(&mut world), lessons(&mut world)), (scene, run));
}

#[test]
fn rules_are_changed_in_one_step_and_what_was_learned_stays() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    for step in 1..10 {
        let edit = teaching(&world, rule(|rule| rule.pre_then_post = step as f32 / 100.0));
        History::perform(&mut world, edit).expect("a good edit");
        assert_eq!(lessons(&mut world), run);
    }
    world.resource_mut::<History>().close();
    let after = document(&mut world);
    assert_eq!(after.plasticity["hebb"].pre_then_post, 0.09);
    let edit = teaching(&world, |teaching| teaching.learning = Learning::Frozen);
    perform(&mut world, edit);
    assert_eq!(document(&mut world).learning, Learning::Frozen);
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), after);
    assert!(History::undo(&mut world));
    assert_eq!((document(&mut world), lessons(&mut world)), (scene, run));
    assert!(!History::undo(&mut world), "a drag is one step");
    assert!(History::redo(&mut world));
    assert_eq!(document(&mut world), after);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let mut world = world(200);
    let edit = |world: &World, change: &dyn Fn(&mut Teaching)| teaching(world, change);
    let cases: [(&dyn Fn(&mut Teaching), &str); 9] = [
        (&|t| t.rules["hebb"].min = 2.0, "`min` must be below `max`"),
        (&|t| t.rules["hebb"].tau_pre = 0.0, "tau_pre"),
        (&|t| t.rules["hebb"].max = 0.3, "0 to 0.3, found 0.5"),
        (&|t| t.rules["hebb"].modulator = "none".into(), "modulator"),
        (&|t| _ = t.rules.shift_remove("hebb"), "2 synapses learn by the rule \"hebb\""),
        (&|t| _ = t.modulators.shift_remove("alarm"), "alarm"),
        (&|t| t.modulators["alarm"].unit = 0.0, "unit"),
        (&|t| _ = t.rules.insert(String::new(), Rule::default()), "name"),
        (&|t| _ = t.modulators.insert(String::new(), Modulator::default()), "name"),
    ];
    for (change, words) in cases {
        let edit = edit(&world, change);
        let told = refused(&mut world, edit);
        assert!(told.contains(words), "{told}, not {words}");
    }
    for (place, lesson, words) in [
        (0, taught(1.5, None), "0 to 1, found 1.5"),
        (0, taught(0.5, Some(7.0)), "found 7"),
        (0, taught(0.5, Some(-0.5)), "keeps its sign"),
        (0, taught(0.5, Some(f32::NAN)), "finite"),
        (0, Lesson { eligibility: 0.1, ..taught(0.5, None) }, "nothing waits"),
        (2, taught(0.5, None), "does not learn"),
        (9, taught(0.5, None), "there is no synapse number 9"),
    ] {
        let told = refused(&mut world, Edit::Teach(key(place), lesson));
        assert!(told.contains(words), "{told}, not {words}");
    }
    let neuron = NeuronKey { creature: "Net".into(), neuron: "A".into() };
    let names = Params { modulator: Some("joy".into()), ..Params::default() };
    let class = Class { params: names.clone(), ..Class::default() };
    for edit in [
        Edit::Params(neuron, names),
        Edit::Class("heeds".into(), class.clone()),
        Edit::AddClass(0, "new".into(), class),
        Edit::Delay(key(0), Some(1001)),
        Edit::AxonSpeed("Net".into(), Some(0.0)),
        Edit::AxonSpeed("No".into(), Some(1.0)),
        Edit::RenameRule("no".into(), "new".into()),
        Edit::RenameRule("hebb".into(), "waits".into()),
        Edit::RenameRule("hebb".into(), String::new()),
        Edit::RenameModulator("no".into(), "new".into()),
    ] {
        refused(&mut world, edit);
    }
}

#[test]
fn a_modulator_stays_while_anything_names_it() {
    let mut scene = scene();
    let mut world = world_of(&scene);
    let without = |world: &World| teaching(world, |t| _ = t.modulators.shift_remove("alarm"));
    let edit = without(&world);
    assert!(History::perform(&mut world, edit).is_err());
    // The rule and the neurons are gone, then the class, then the script.
    scene.creatures[0].synapses.remove(1);
    scene.plasticity.shift_remove("waits");
    scene.creatures[0].neurons[1].params.modulator = None;
    scene.creatures[0].neurons[2].class.clear();
    for words in ["the class \"heeds\"", "the script gives"] {
        let mut world = world_of(&scene);
        let edit = without(&world);
        let told = History::perform(&mut world, edit).expect_err("named").to_string();
        assert!(told.contains(words), "{told}");
        scene.classes.clear();
    }
    scene.stimuli.pop();
    let mut world = world_of(&scene);
    let edit = without(&world);
    perform(&mut world, edit);
    assert!(document(&mut world).modulators.is_empty());
}

#[test]
fn a_rule_that_gets_another_name_takes_all_along() {
    let mut world = world(300);
    let mut untouched = self::world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    perform(&mut world, Edit::RenameRule("waits".into(), "a new name".into()));
    assert_eq!(lessons(&mut world), run, "what was learned stays");
    let after = document(&mut world);
    assert_eq!(check(&after), []);
    assert_eq!(after.plasticity.keys().collect::<Vec<_>>(), ["hebb", "a new name"], "in its place");
    assert_eq!(after.creatures[0].synapses[1].plasticity.text(), "a new name");
    for _ in 0..150 {
        run_tick(&mut world);
        run_tick(&mut untouched);
    }
    assert_eq!(lessons(&mut world), lessons(&mut untouched), "traces go on too");
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), scene);
    assert_eq!(lessons(&mut world), lessons(&mut untouched));
}

#[test]
fn a_modulator_that_gets_another_name_takes_all_along() {
    let mut world = world(300);
    let mut untouched = self::world(300);
    let scene = document(&mut world);
    perform(&mut world, Edit::RenameModulator("alarm".into(), "fear".into()));
    let after = document(&mut world);
    assert_eq!(check(&after), []);
    let text = format!("{after:?}");
    assert!(!text.contains("alarm") && text.contains("fear"), "{text}");
    for _ in 0..150 {
        run_tick(&mut world);
        run_tick(&mut untouched);
    }
    assert_eq!(lessons(&mut world), lessons(&mut untouched), "its level goes on");
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), scene);
}

#[test]
fn a_rule_that_goes_lets_its_synapses_stop_learning_in_the_same_step() {
    let mut world = world(100);
    let scene = document(&mut world);
    assert_eq!(learners(&mut world).get(&"hebb".into()), Some(&2));
    let edit = remove_rule(&mut world, "hebb").expect("a rule");
    perform(&mut world, edit);
    let after = document(&mut world);
    assert_eq!(check(&after), []);
    assert!(!after.plasticity.contains_key("hebb"));
    let names: Vec<&str> = after.creatures[0].synapses.iter().map(|s| s.plasticity.text()).collect();
    assert_eq!(names, ["", "waits", "", ""]);
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), scene);
    assert!(!History::undo(&mut world));
    assert!(matches!(remove_rule(&mut world, "no"), Err(EditError::Missing(_))));
}

#[test]
fn delays_are_set_while_what_was_learned_stays() {
    let mut world = world(300);
    let (scene, run) = (document(&mut world), lessons(&mut world));
    for delay in [Some(3), Some(7), Some(20)] {
        History::perform(&mut world, Edit::Delay(key(0), delay)).expect("a good edit");
    }
    world.resource_mut::<History>().close();
    assert_eq!(document(&mut world).creatures[0].synapses[0].delay, Some(20));
    assert_eq!(lessons(&mut world), run);
    perform(&mut world, Edit::AxonSpeed("Net".into(), None));
    assert_eq!(world.query::<&AxonSpeed>().iter(&world).count(), 0);
    perform(&mut world, Edit::AxonSpeed("Net".into(), Some(4.0)));
    assert_eq!(document(&mut world).creatures[0].axon_speed, Some(4.0));
    for _ in 0..3 {
        assert!(History::undo(&mut world));
    }
    assert_eq!((document(&mut world), lessons(&mut world)), (scene, run));
    assert!(!History::undo(&mut world), "a drag is one step");
}

#[test]
fn copies_bring_rules_and_modulators_along() {
    let mut source = world(0);
    let keys: Vec<NeuronKey> = ["A", "B", "C"]
        .into_iter()
        .map(|neuron| NeuronKey { creature: "Net".into(), neuron: neuron.into() })
        .collect();
    let copied = clip::copy(&mut source, &keys).expect("copied");
    assert_eq!(check(&copied), []);
    assert_eq!((copied.plasticity.len(), copied.modulators.len()), (2, 1));
    let one = clip::copy(&mut source, &keys[..1]).expect("copied");
    assert!(one.plasticity.is_empty() && one.modulators.is_empty(), "what nothing names stays behind");

    // Here there are others of the same names.
    let cell = NeuronEntry { name: "A".into(), ..NeuronEntry::default() };
    let other = Scene {
        plasticity: [("hebb".to_owned(), Rule { max: 3.0, ..Rule::default() })].into_iter().collect(),
        modulators: [("alarm".to_owned(), Modulator { tau: 7.0, ..Modulator::default() })]
            .into_iter()
            .collect(),
        creatures: vec![bodiless("Net", vec![cell], Vec::new())],
        ..Scene::default()
    };
    let mut there = world_of(&other);
    let paste = |world: &mut World| clip::paste(world, &copied, |_| "Net".into(), None).expect("pasted");
    let Pasted { edit, newcomers, .. } = paste(&mut there);
    let words = newcomers.words();
    assert!(words.contains("hebb comes as hebb 1") && words.contains("alarm comes as alarm 1"), "{words}");
    perform(&mut there, edit);
    let after = document(&mut there);
    assert_eq!(check(&after), []);
    assert_eq!(after.plasticity["hebb"], other.plasticity["hebb"], "that of here is left alone");
    assert_eq!(after.plasticity["waits"].modulator.text(), "alarm 1");
    assert_eq!(after.classes["heeds"].params.modulated, Some(Modulated("alarm 1".into(), 0.5)));
    let names: Vec<&str> = after.creatures[0].synapses.iter().map(|s| s.plasticity.text()).collect();
    assert_eq!(names, ["hebb 1", "waits", "", "hebb 1"]);
    assert_eq!(after.creatures[0].neurons[2].params.modulator, Some("alarm 1".into()));
    assert!(History::undo(&mut there));
    assert_eq!(document(&mut there), other, "in one step");

    // Into the scene that they are of nothing new comes.
    let Pasted { edit, newcomers, .. } = paste(&mut source);
    assert!(newcomers.edits.is_empty() && newcomers.words().is_empty());
    perform(&mut source, edit);
    let after = document(&mut source);
    assert_eq!((after.plasticity.len(), after.modulators.len()), (2, 1));
}

#[test]
fn creatures_bring_rules_and_modulators_along() {
    let coming = scene();
    let here = Scene {
        modulators: [("alarm".to_owned(), Modulator { tau: 7.0, ..Modulator::default() })]
            .into_iter()
            .collect(),
        ..Scene::default()
    };
    let newcomers = Newcomers::new(&here, &coming);
    let mut creature = coming.creatures[0].clone();
    newcomers.rename_creature(&mut creature);
    let mut edits = newcomers.edits.clone();
    edits.push(Edit::AddCreature(0, Box::new(creature)));
    let mut world = world_of(&here);
    perform(&mut world, Edit::Batch(edits));
    let after = document(&mut world);
    assert_eq!(check(&after), []);
    assert_eq!(after.creatures[0].neurons[1].params.modulator, Some("alarm 1".into()));
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), here);
}

#[test]
fn every_preset_may_be_put_into_a_scene() {
    for preset in RULE_PRESETS {
        let mut world = world(0);
        let rule = (preset.rule)();
        let edit = teaching(&world, |teaching| {
            if let Some(modulator) = preset.modulator {
                teaching.modulators.insert(rule.modulator.text().to_owned(), modulator());
            }
            teaching.rules.insert(preset.name.to_lowercase(), rule);
        });
        perform(&mut world, edit);
        assert_eq!(check(&document(&mut world)), [], "{}", preset.name);
    }
}
