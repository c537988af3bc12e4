//! Carrying out edits: each is checked and done, and what takes it back comes out.

use super::{EdgeKey, Edit, EditError, Lesson, NeuronKey, body, classes, creatures, lesson, patch, teaching};
use crate::entry::MAX_COORDINATE;
use crate::nervous::plasticity::Plastic;
use crate::nervous::{
    CanvasPlace, Classes, GapJunction, Hold, MAX_CONDUCTANCE, NeuromuscularJunction, NeuronState, Preset,
    Synapse, TRANSMITTER_LIMIT, Wiring, allow_bounds, refill_tails, wiring_of,
};
use crate::scene::Lists;
use crate::scene::check::{allow_medium, allow_number, allow_params};
use crate::scene::document::Kind;
use bevy::ecs::prelude::*;

/// What has gone through [`apply`] since it was last emptied, for whoever does a run again.
/// It is kept only while this resource is there.
#[derive(Resource, Debug, Default)]
pub struct Journal {
    /// Edits of the run, in order.
    pub run: Vec<Edit>,
    /// Changes of the scene after which a run goes on differently, in order: what takes each of them back, where
    /// that is not too much to be kept.
    pub scene: Vec<Option<Edit>>,
}

/// Memory that what takes a change back may take, to be kept in the journal \[bytes\].
const KEPT: usize = 4 << 20;

impl Journal {
    fn note_run(&mut self, edit: Edit) {
        // A number that is dragged: the last value counts.
        match (self.run.last_mut(), &edit) {
            (Some(last @ Edit::State(..)), Edit::State(..)) if last.same_target(&edit) => *last = edit,
            _ => self.run.push(edit),
        }
    }

    fn note_change(&mut self, inverse: &Edit) {
        match self.scene.last() {
            // A slider that is dragged while time stands: what was before the first of its changes takes all back.
            Some(Some(last)) if last.same_target(inverse) => {}
            // There is no way back beyond this one.
            Some(None) => {}
            _ => {
                self.scene.push((inverse.size() <= KEPT).then(|| inverse.clone()));
                let size: usize = self.scene.iter().flatten().map(Edit::size).sum();
                if size > KEPT || self.scene.last() == Some(&None) {
                    self.scene = vec![None];
                }
            }
        }
    }
}

fn check_amount(name: &'static str, value: f32) -> Result<(), EditError> {
    allow_number(name, value, -TRANSMITTER_LIMIT as f32, TRANSMITTER_LIMIT as f32).map_err(EditError::Refused)
}

/// Finds an edge by the place in its list.
fn edge(world: &mut World, key: &EdgeKey, kind: Kind) -> Result<Entity, EditError> {
    let owner = patch::creature(world, &key.creature)?;
    let list = world.get::<Lists>(owner).map_or(&[][..], |lists| lists.list(kind));
    let missing =
        || EditError::Missing(format!("{} number {} in \"{}\"", kind.name(), key.place, key.creature));
    list.get(key.place as usize).copied().ok_or_else(missing)
}

/// Carries out an edit and returns its inverse.
///
/// # Errors
///
/// When what it names is not there or a value is out of range; nothing has changed then.
pub fn apply(world: &mut World, edit: Edit) -> Result<Edit, EditError> {
    if !world.contains_resource::<Journal>() {
        return carry_out(world, edit);
    }
    let run = (!edit.changes_scene()).then(|| edit.clone());
    let changes_rule = edit.changes_rule(world);
    let inverse = carry_out(world, edit)?;
    let mut journal = world.resource_mut::<Journal>();
    if let Some(edit) = run {
        journal.note_run(edit);
    }
    if changes_rule {
        journal.note_change(&inverse.undrawn());
    }
    Ok(inverse)
}

fn carry_out(world: &mut World, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Params(key, params) => {
            allow_params(&params).map_err(EditError::Refused)?;
            teaching::allow_names(world, &params)?;
            let entity = key.found(world)?;
            let mut preset = world.get::<Preset>(entity).cloned().unwrap_or_default();
            let old = std::mem::replace(&mut preset.params, params);
            world.init_resource::<Classes>();
            let resolved = preset.resolve(world.resource::<Classes>());
            allow_bounds(&resolved).map_err(EditError::Refused)?;
            classes::put_params(world, entity, &preset, resolved);
            world.entity_mut(entity).insert(preset);
            Ok(Edit::Params(key, old))
        }
        Edit::State(key, state) => {
            for value in [state.last, state.dendrite, state.cleft, state.pool].into_iter().flatten() {
                check_amount("an amount of transmitter", value)?;
            }
            let entity = key.found(world)?;
            let old = world.get::<NeuronState>(entity).copied().unwrap_or_default();
            world.entity_mut(entity).insert(NeuronState { next: state.last, ..state });
            if state.cleft != old.cleft {
                refill_tails(world);
            }
            Ok(Edit::State(key, old))
        }
        Edit::Inject(key, amount) => {
            amount.iter().try_for_each(|value| check_amount("an amount of transmitter", *value))?;
            let entity = key.found(world)?;
            if let Some(mut state) = world.get_mut::<NeuronState>(entity) {
                state.dendrite[0] += amount[0];
                state.dendrite[1] += amount[1];
            }
            Ok(Edit::Inject(key, [-amount[0], -amount[1]]))
        }
        Edit::Give(creature, modulator, amount) => {
            check_amount("an amount of a modulator", amount)?;
            teaching::give(world, &creature, &modulator, amount)?;
            Ok(Edit::Give(creature, modulator, -amount))
        }
        Edit::Hold(key, hold) => {
            if let Hold::At(potential) = hold {
                check_amount("hold", potential)?;
            }
            let entity = key.found(world)?;
            let old = world.get::<Hold>(entity).copied().unwrap_or_default();
            if hold == Hold::Free {
                world.entity_mut(entity).remove::<Hold>();
            } else {
                world.entity_mut(entity).insert(hold);
            }
            Ok(Edit::Hold(key, old))
        }
        Edit::Move(key, at) => {
            for value in at.to_array() {
                allow_number("at", value, -MAX_COORDINATE, MAX_COORDINATE).map_err(EditError::Refused)?;
            }
            let entity = key.found(world)?;
            let old = world.get::<CanvasPlace>(entity).copied().unwrap_or_default();
            world.entity_mut(entity).insert(CanvasPlace(at));
            Ok(Edit::Move(key, old.0))
        }
        Edit::Weight(key, weight) => {
            check_amount("weight", weight)?;
            let entity = edge(world, &key, Kind::SYNAPSE)?;
            if world.get::<Plastic>(entity).is_some() {
                // What was learned upon another weight says nothing of this one.
                let lesson = Lesson { weight, learned: None, eligibility: 0.0 };
                let old = lesson::before(world, &key, entity)?;
                lesson::give(world, entity, lesson)?;
                return Ok(Edit::Untaught(key, Box::new(old)));
            }
            let old = world.get::<Synapse>(entity).map_or(1.0, |s| s.weight);
            world.entity_mut(entity).insert(Synapse { weight });
            Ok(Edit::Weight(key, old))
        }
        Edit::Teach(key, lesson) => {
            let entity = edge(world, &key, Kind::SYNAPSE)?;
            let old = lesson::before(world, &key, entity)?;
            lesson::give(world, entity, lesson)?;
            Ok(Edit::Untaught(key, Box::new(old)))
        }
        Edit::Untaught(key, before) => {
            let entity = edge(world, &key, Kind::SYNAPSE)?;
            let old = lesson::before(world, &key, entity)?;
            lesson::put_back(world, entity, *before);
            Ok(Edit::Untaught(key, Box::new(old)))
        }
        Edit::Delay(key, delay) => {
            let entity = edge(world, &key, Kind::SYNAPSE)?;
            let old = lesson::set_delay(world, entity, delay)?;
            Ok(Edit::Delay(key, old))
        }
        Edit::Teaching(teaching) => {
            let old = teaching::set(world, *teaching)?;
            Ok(Edit::Teaching(Box::new(old)))
        }
        Edit::RenameRule(old, new) => {
            teaching::rename_rule(world, &old, &new)?;
            Ok(Edit::RenameRule(new, old))
        }
        Edit::RenameModulator(old, new) => {
            teaching::rename_modulator(world, &old, &new)?;
            Ok(Edit::RenameModulator(new, old))
        }
        Edit::AxonSpeed(name, speed) => {
            let old = creatures::set_axon_speed(world, &name, speed)?;
            Ok(Edit::AxonSpeed(name, old))
        }
        Edit::Conductance(key, conductance) => {
            allow_number("conductance", conductance, 0.0, MAX_CONDUCTANCE).map_err(EditError::Refused)?;
            let entity = edge(world, &key, Kind::GAP)?;
            let old = world.get::<GapJunction>(entity).map_or(0.0, |g| g.conductance);
            world.entity_mut(entity).insert(GapJunction { conductance });
            Ok(Edit::Conductance(key, old))
        }
        Edit::Gain(key, gain) => {
            check_amount("gain", gain)?;
            let entity = edge(world, &key, Kind::MUSCLE)?;
            let Some(old) = world.get::<NeuromuscularJunction>(entity).copied() else {
                return Err(EditError::Missing("neuromuscular junction".into()));
            };
            world.entity_mut(entity).insert(NeuromuscularJunction { gain, ..old });
            Ok(Edit::Gain(key, old.gain))
        }
        Edit::Class(name, class) => {
            let old = classes::set(world, &name, class)?;
            Ok(Edit::Class(name, old))
        }
        Edit::AddClass(place, name, class) => {
            classes::add(world, place, &name, class)?;
            Ok(Edit::RemoveClass(name))
        }
        Edit::RemoveClass(name) => {
            let (place, class) = classes::remove(world, &name)?;
            Ok(Edit::AddClass(place, name, class))
        }
        Edit::RenameClass(old, new) => {
            classes::rename(world, &old, &new)?;
            Ok(Edit::RenameClass(new, old))
        }
        Edit::Join(key, class) => {
            let old = classes::join(world, &key, &class)?;
            Ok(Edit::Join(key, old))
        }
        Edit::Patch(patch) => patch::apply(world, patch).map(Edit::Patch),
        Edit::Rename(key, name) => {
            creatures::rename_neuron(world, &key, &name)?;
            let renamed = NeuronKey { creature: key.creature, neuron: name };
            Ok(Edit::Rename(renamed, key.neuron))
        }
        Edit::AddCreature(place, creature) => {
            creatures::add(world, place, &creature)?;
            Ok(Edit::RemoveCreature(creature.name.clone()))
        }
        Edit::ReturnCreature(place, removed) => {
            creatures::bring_back(world, place, &removed)?;
            Ok(Edit::RemoveCreature(removed.creature.name.clone()))
        }
        Edit::RemoveCreature(name) => {
            let (place, removed) = creatures::remove(world, &name)?;
            Ok(Edit::ReturnCreature(place, Box::new(removed)))
        }
        Edit::RenameCreature(old, new) => {
            creatures::rename(world, &old, &new)?;
            Ok(Edit::RenameCreature(new, old))
        }
        Edit::Place(name, to) => {
            let from = creatures::place(world, &name, to)?;
            Ok(Edit::Place(name, from))
        }
        Edit::Title(title) => body::set_title(world, title).map(Edit::Title),
        Edit::Body(name, plan) => {
            let old = body::set(world, &name, plan)?;
            Ok(Edit::Body(name, old))
        }
        Edit::Obstacles(obstacles) => creatures::set_obstacles(world, obstacles).map(Edit::Obstacles),
        Edit::Stimuli(stimuli) => creatures::set_stimuli(world, stimuli).map(Edit::Stimuli),
        Edit::Batch(edits) => batch(world, edits).map(Edit::Batch),
        Edit::Medium(medium) => {
            allow_medium(medium).map_err(EditError::Refused)?;
            let Some(old) = crate::body::medium(world) else {
                return Err(EditError::Missing("scene".into()));
            };
            crate::body::set_medium(world, medium);
            Ok(Edit::Medium(old))
        }
    }
}

/// So many names are searched for one by one; for more it is worth to bring the graph up to date, which has them in
/// their order.
const FEW: usize = 16;

/// Gets ready to find so many neurons by their names.
pub(crate) fn expect_names(world: &mut World, count: usize) {
    if count > FEW && world.get_resource::<Wiring>().is_some_and(|wiring| !wiring.is_ordered()) {
        wiring_of(world);
    }
}

/// Many lessons: what each synapse is before them is asked for at once, for whoever asks after a lesson waits until the
/// graph is compiled anew.
fn lessons(world: &mut World, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
    let mut before = Vec::with_capacity(edits.len());
    for edit in &edits {
        let (Edit::Teach(key, _) | Edit::Untaught(key, _)) = edit else { continue };
        let entity = edge(world, key, Kind::SYNAPSE)?;
        before.push((entity, lesson::before(world, key, entity)?));
    }
    for (done, (edit, (entity, _))) in edits.iter().zip(&before).enumerate() {
        let result = match edit {
            Edit::Teach(_, lesson) => lesson::give(world, *entity, *lesson),
            Edit::Untaught(_, to) => {
                lesson::put_back(world, *entity, **to);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(error) = result {
            before[..done].iter().rev().for_each(|(entity, old)| lesson::put_back(world, *entity, *old));
            return Err(error);
        }
    }
    let inverses = edits.into_iter().zip(before).filter_map(|(edit, (_, old))| match edit {
        Edit::Teach(key, _) | Edit::Untaught(key, _) => Some(Edit::Untaught(key, Box::new(old))),
        _ => None,
    });
    let mut inverses: Vec<Edit> = inverses.collect();
    inverses.reverse();
    Ok(inverses)
}

/// All of the edits or none; returns their inverses in the order in which they are to be done.
fn batch(world: &mut World, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
    expect_names(world, edits.len());
    let is_lesson = |edit: &Edit| matches!(edit, Edit::Teach(..) | Edit::Untaught(..));
    if edits.len() > 1 && edits.iter().all(is_lesson) {
        return lessons(world, edits);
    }
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match carry_out(world, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    // What has just been done can be undone.
                    let _ = carry_out(world, inverse);
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(inverses)
}
