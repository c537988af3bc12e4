//! Edits of a creature's body, and of what a scene says of itself.

use super::creatures::{first_fault, invalidate, reseed, stimuli};
use super::patch::{Patch, creature};
use super::{Edit, EditError};
use crate::body::{Body, BodyPlan, disembody, embody, medium};
use crate::entry::Fit;
use crate::nervous::NeuronEntry;
use crate::scene::document::{self as doc, Kind};
use crate::scene::{Birthplace, SceneInfo, capture_creature, names_of};
use crate::stimulus::Stimulus;
use bevy::ecs::prelude::*;

/// What a scene says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Its title.
    pub name: String,
    /// One line on what there is to see.
    pub about: String,
    /// All chance in a run comes from it: noise from the next tick on, bends at birth from the next beginning on.
    pub seed: u64,
}

impl Title {
    /// That of the scene in a world.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let info = world.get_resource::<SceneInfo>();
        info.map_or_else(Self::default, |info| Self {
            name: info.name.clone(),
            about: info.about.clone(),
            seed: info.seed,
        })
    }
}

/// Sets what the scene says of itself; returns what it said.
pub(super) fn set_title(world: &mut World, title: Title) -> Result<Title, EditError> {
    let Title { name, about, seed } = title;
    let scene = doc::Scene { name, about, seed, ..doc::Scene::default() };
    first_fault(&scene)?;
    let before = Title::of(world);
    let mut info = world.get_resource_or_init::<SceneInfo>();
    (info.name, info.about, info.seed) = (scene.name, scene.about, scene.seed);
    if scene.seed != before.seed {
        reseed(world);
    }
    Ok(before)
}

/// A creature as the document has it.
fn document(world: &mut World, name: &str) -> Result<doc::Creature, EditError> {
    let entity = creature(world, name)?;
    Ok(capture_creature(world, entity))
}

/// Gives a creature another body in the place and the posture of the one before; returns its plan. The
/// neurons go on as they are.
pub(super) fn set(
    world: &mut World,
    name: &str,
    plan: Option<BodyPlan>,
) -> Result<Option<BodyPlan>, EditError> {
    let entity = creature(world, name)?;
    let mut wanted = document(world, name)?;
    wanted.body = plan;
    let neuron = |name: String| NeuronEntry { name, ..NeuronEntry::default() };
    wanted.neurons = wanted.neurons.into_iter().map(|n| neuron(n.name)).collect();
    (wanted.synapses, wanted.gaps) = (Vec::new(), Vec::new());
    let stimuli = stimuli(world).into_iter().filter(|s| s.creature() == name).collect();
    first_fault(&doc::Scene { creatures: vec![wanted], stimuli, ..names_of(world) })?;
    if medium(world).is_none() {
        return Err(EditError::Missing("scene".into()));
    }

    let birth = world.get::<Birthplace>(entity).copied().unwrap_or_default();
    let old = disembody(world, entity);
    if let Some(plan) = plan {
        match &old {
            Some(old) => {
                let posture = old.posture();
                let bends = respaced(&posture.bends, plan.segments.saturating_sub(1) as usize);
                embody(world, entity, &plan, posture.head, posture.heading, &bends);
            }
            None => embody(world, entity, &plan, birth.at, birth.heading.to_radians(), &[]),
        }
        if let (Some(mut body), Some(old)) = (world.get_mut::<Body>(entity), &old) {
            for (new, old) in body.muscles.iter_mut().zip(&old.muscles) {
                *new = *old;
            }
        }
    }
    let before = old.map(|old| old.plan);
    invalidate(world);
    Ok(before)
}

/// The bends of another number of joints that make about the same curve.
fn respaced(bends: &[f32], joints: usize) -> Vec<f32> {
    if bends.len() == joints {
        return bends.to_vec();
    }
    // How far the axis has turned at the middle of every segment.
    let mut turned = vec![0.0];
    for bend in bends {
        turned.push(turned[turned.len() - 1] + bend);
    }
    let at = |segment: usize| {
        let place = (segment as f32 + 0.5) / (joints + 1) as f32 * turned.len() as f32 - 0.5;
        let place = place.clamp(0.0, (turned.len() - 1) as f32);
        let first = place.floor() as usize;
        let last = (first + 1).min(turned.len() - 1);
        turned[first] + (turned[last] - turned[first]) * (place - first as f32)
    };
    (0..joints).map(|joint| at(joint + 1) - at(joint)).collect()
}

/// Gives a creature another body, and takes out what finds no place on it: muscles and receptors beyond
/// its last joint, touches beyond its last segment. What reaches beyond is cut short. Returns how many
/// entries are taken out, too.
///
/// # Errors
///
/// When the creature is not there.
pub fn set_body(world: &mut World, name: &str, plan: Option<BodyPlan>) -> Result<(Edit, usize), EditError> {
    let now = document(world, name)?;
    let segments = plan.map_or(0, |plan| plan.segments);
    let mut patch = Patch { creature: name.to_owned(), ..Patch::default() };
    let mut out = 0;
    // The place of an entry in its list, and how many of that list before it are gone.
    let (mut kind, mut place, mut gone) = (Kind::NEURON, 0, 0);
    for mut entry in now.entries() {
        if entry.kind() != kind {
            (kind, place, gone) = (entry.kind(), 0, 0);
        }
        match entry.fit_body(segments) {
            Fit::Whole => {}
            Fit::Cut => {
                patch.cut.push((kind, place));
                patch.put.push((place - gone, entry));
            }
            Fit::Gone => {
                patch.cut.push((kind, place));
                (gone, out) = (gone + 1, out + 1);
            }
        }
        place += 1;
    }

    let before = stimuli(world);
    let after: Vec<Stimulus> = before
        .iter()
        .cloned()
        .filter_map(|s| if s.creature() == name { s.fitting(segments) } else { Some(s) })
        .collect();
    out += before.len() - after.len();
    let mut edits = Vec::new();
    if after != before {
        edits.push(Edit::Stimuli(after));
    }
    if !patch.cut.is_empty() {
        edits.push(Edit::Patch(patch));
    }
    edits.push(Edit::Body(name.to_owned(), plan));
    Ok((Edit::of(edits), out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Executor, headless_app};
    use crate::edit::{History, NeuronKey};
    use crate::nervous::NeuronState;
    use crate::scene::{Moment, capture};
    use crate::sim::run_tick;

    const SCENE: &str = r#"(format: 1, name: "T", creatures: [(name: "W", at: (1.0, 2.0), heading: 30.0,
        body: (segments: 12, length: 12.0),
        neurons: [(name: "A"), (name: "B", at: (3.0, 0.0))], synapses: [(from: "A", to: "B")],
        skin: [(neuron: "A", segments: (0, 11)), (neuron: "A", segments: (9, 10)), (neuron: "B", segments: (2, 3))],
        stretch: [(neuron: "A", joints: (5, 10))],
        muscles: [(neuron: "B", joint: 10), (neuron: "B", joint: 2), (neuron: "B", joint: 6, side: Left)])],
        stimuli: [Touch(creature: "W", segments: (10, 11), at: 1.0), Touch(creature: "W", segments: (0, 11), at: 2.0)])"#;

    fn world() -> World {
        let scene = crate::scene::parse(SCENE, "t").unwrap_or_else(|faults| panic!("{faults}"));
        let mut app = headless_app(Executor::SingleThreaded);
        crate::scene::spawn(app.world_mut(), &scene);
        std::mem::take(app.world_mut())
    }

    fn body(world: &mut World) -> &Body {
        world.query::<&Body>().iter(world).next().expect("a body")
    }

    fn plan(segments: u32, length: f32) -> Option<BodyPlan> {
        Some(BodyPlan { segments, length, ..BodyPlan::default() })
    }

    #[test]
    fn a_shorter_body_takes_along_what_finds_no_place_on_it_in_one_step() {
        let mut world = world();
        let before = capture(&mut world, Moment::Birth);
        let (edit, out) = set_body(&mut world, "W", plan(8, 8.0)).expect("an edit");
        assert_eq!(out, 3, "a patch, a muscle, a touch");
        History::perform(&mut world, edit).expect("done");
        let after = capture(&mut world, Moment::Birth);
        assert_eq!(crate::scene::check(&after), []);
        let creature = &after.creatures[0];
        assert_eq!(creature.body.map(|b| b.segments), Some(8));
        assert_eq!(creature.skin.iter().map(|s| s.segments).collect::<Vec<_>>(), [(0, 7), (2, 3)]);
        assert_eq!(creature.stretch[0].joints, (5, 6));
        assert_eq!(creature.muscles.iter().map(|m| m.joint).collect::<Vec<_>>(), [2, 6]);
        assert_eq!(after.stimuli.len(), 1);
        for _ in 0..50 {
            run_tick(&mut world);
        }
        assert!(History::undo(&mut world) && !History::undo(&mut world));
        assert_eq!(capture(&mut world, Moment::Birth), before);
        assert!(History::redo(&mut world));
        assert_eq!(capture(&mut world, Moment::Birth), after);
    }

    #[test]
    fn another_body_lies_where_the_one_before_lay_and_the_neurons_live_on() {
        let mut world = world();
        for _ in 0..30 {
            run_tick(&mut world);
        }
        let key = NeuronKey { creature: "W".into(), neuron: "B".into() };
        let state = |world: &mut World| {
            let neuron = key.find(world).expect("there");
            *world.get::<NeuronState>(neuron).expect("a state")
        };
        let (living, posture) = (state(&mut world), body(&mut world).posture());
        let edit = Edit::Body("W".into(), plan(12, 24.0));
        History::perform(&mut world, edit).expect("done");
        let (now, place) = (state(&mut world), body(&mut world).posture());
        assert_eq!(now, living);
        assert!(place.head.distance(posture.head) < 1e-3 && (place.heading - posture.heading).abs() < 1e-3);
        assert_eq!(body(&mut world).plan.length, 24.0);
        for _ in 0..100 {
            run_tick(&mut world);
        }
        assert!(body(&mut world).segments.iter().all(|s| s.position.is_finite()));
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        let mut world = world();
        let before = capture(&mut world, Moment::Birth);
        for (bad, word) in [(plan(8, 8.0), "segment"), (plan(2, 8.0), "segments"), (None, "body")] {
            let error = History::perform(&mut world, Edit::Body("W".into(), bad)).expect_err("refused");
            assert!(error.to_string().contains(word), "{error}");
        }
        let wide = Some(BodyPlan { width: 9.0, segments: 12, length: 12.0, ..BodyPlan::default() });
        assert!(History::perform(&mut world, Edit::Body("W".into(), wide)).is_err());
        assert_eq!(capture(&mut world, Moment::Birth), before);
        assert_eq!(body(&mut world).segments.len(), 12);
    }

    #[test]
    fn a_body_can_be_taken_and_given() {
        let mut world = world();
        let before = capture(&mut world, Moment::Birth);
        let (edit, out) = set_body(&mut world, "W", None).expect("an edit");
        assert_eq!(out, 9);
        History::perform(&mut world, edit).expect("done");
        run_tick(&mut world);
        assert_eq!(world.query::<&Body>().iter(&world).count(), 0);
        assert!(History::undo(&mut world));
        run_tick(&mut world);
        assert_eq!(capture(&mut world, Moment::Birth), before);
    }

    #[test]
    fn a_title_is_an_edit_like_any_other() {
        let mut world = world();
        for name in ["A", "A title"] {
            let title = Title { name: name.into(), about: "About.".into(), seed: 7 };
            History::perform(&mut world, Edit::Title(title)).expect("done");
        }
        let scene = capture(&mut world, Moment::Birth);
        assert_eq!((scene.name.as_str(), scene.about.as_str(), scene.seed), ("A title", "About.", 7));
        assert!(History::undo(&mut world) && !History::undo(&mut world), "one step of typing");
        assert_eq!(Title::of(&world).name, "T");
    }

    #[test]
    fn a_curve_keeps_its_shape_with_other_joints() {
        let bends = [0.1; 15];
        for joints in [7, 15, 31] {
            let new = respaced(&bends, joints);
            let (turn, old) = (new.iter().sum::<f32>(), 1.5);
            assert!(new.len() == joints && (turn - old).abs() < 0.15, "{joints}: {turn}");
        }
    }
}
