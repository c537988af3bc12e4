//! Edits of classes.

use super::teaching::allow_names;
use super::{EditError, NeuronKey};
use crate::entry::Checker;
use crate::nervous::{Class, Classes, Neuron, NeuronParams, Preset, allow_bounds, set_faculties};
use crate::scene::check::allow_class;
use bevy::ecs::prelude::*;

fn classes(world: &World) -> Classes {
    world.get_resource::<Classes>().cloned().unwrap_or_default()
}

/// Whether there may be a class of this name.
fn allow_name(name: &str) -> Result<(), EditError> {
    let mut checker = Checker::default();
    checker.name("class", name);
    checker.faults.into_iter().next().map_or(Ok(()), |fault| Err(EditError::Refused(fault.message)))
}

fn missing(name: &str) -> EditError {
    EditError::Missing(format!("class \"{name}\""))
}

/// The neurons of a class.
fn members(world: &mut World, class: &str) -> Vec<(Entity, Preset)> {
    let mut presets = world.query_filtered::<(Entity, &Preset), With<Neuron>>();
    presets.iter(world).filter(|(_, p)| p.class == class).map(|(e, p)| (e, p.clone())).collect()
}

/// Changes a class; its neurons follow, except where they override. Returns what it was.
pub(super) fn set(world: &mut World, name: &str, class: Class) -> Result<Class, EditError> {
    allow_class(&class).map_err(EditError::Refused)?;
    allow_names(world, &class.params)?;
    let mut classes = classes(world);
    let Some(slot) = classes.get_mut(name) else { return Err(missing(name)) };
    let old = std::mem::replace(slot, class);
    let with_params = |(entity, preset): (Entity, Preset)| {
        let params = preset.resolve(&classes);
        (entity, preset, params)
    };
    let members: Vec<(Entity, Preset, NeuronParams)> =
        members(world, name).into_iter().map(with_params).collect();
    members.iter().try_for_each(|(.., params)| allow_bounds(params)).map_err(EditError::Refused)?;
    world.insert_resource(classes);
    for (entity, preset, params) in members {
        put_params(world, entity, &preset, params);
    }
    Ok(old)
}

/// Gives a neuron its parameters, and the faculties that come with them.
pub(super) fn put_params(world: &mut World, neuron: Entity, preset: &Preset, params: NeuronParams) {
    world.entity_mut(neuron).insert(params);
    let classes = world.get_resource_or_init::<Classes>();
    let faculties = preset.resolve_faculties(&classes);
    let born = classes.birth_of_faculties(&preset.class, &preset.start);
    set_faculties(world, neuron, faculties, || born);
}

/// Adds a class at a place of the list.
pub(super) fn add(world: &mut World, place: usize, name: &str, class: Class) -> Result<(), EditError> {
    allow_name(name)?;
    allow_class(&class).map_err(EditError::Refused)?;
    allow_names(world, &class.params)?;
    let mut classes = classes(world);
    if classes.contains_key(name) {
        return Err(EditError::Refused(format!("there is a class \"{name}\" already")));
    }
    let place = place.min(classes.len());
    classes.shift_insert(place, name.to_owned(), class);
    world.insert_resource(classes);
    Ok(())
}

/// Takes a class out that no neuron is of; returns its place and what it was.
pub(super) fn remove(world: &mut World, name: &str) -> Result<(usize, Class), EditError> {
    let mut classes = classes(world);
    let Some((place, _, class)) = classes.shift_remove_full(name) else { return Err(missing(name)) };
    let count = members(world, name).len();
    if count > 0 {
        let text = format!("{count} neurons are of the class \"{name}\": give them another one first");
        return Err(EditError::Refused(text));
    }
    world.insert_resource(classes);
    Ok((place, class))
}

/// Gives a class another name; its neurons follow.
pub(super) fn rename(world: &mut World, old: &str, new: &str) -> Result<(), EditError> {
    let mut classes = classes(world);
    if old == new {
        return Ok(());
    }
    if classes.contains_key(new) {
        return Err(EditError::Refused(format!("there is a class \"{new}\" already")));
    }
    let Some((place, _, class)) = classes.shift_remove_full(old) else { return Err(missing(old)) };
    allow_name(new)?;
    classes.shift_insert(place, new.to_owned(), class);
    world.insert_resource(classes);
    for (entity, preset) in members(world, old) {
        world.entity_mut(entity).insert(Preset { class: new.to_owned(), ..preset });
    }
    Ok(())
}

/// Makes a neuron one of another class (an empty name: of none); what it overrides stays. Returns the
/// class that it was of.
pub(super) fn join(world: &mut World, key: &NeuronKey, class: &str) -> Result<String, EditError> {
    let entity = key.found(world)?;
    world.init_resource::<Classes>();
    // Lent, not copied: it may be done for thousands.
    let classes = world.resource::<Classes>();
    if !class.is_empty() && !classes.contains_key(class) {
        return Err(missing(class));
    }
    let mut preset = world.get::<Preset>(entity).cloned().unwrap_or_default();
    let old = std::mem::replace(&mut preset.class, class.to_owned());
    let params = preset.resolve(classes);
    allow_bounds(&params).map_err(EditError::Refused)?;
    put_params(world, entity, &preset, params);
    world.entity_mut(entity).insert(preset);
    Ok(old)
}
