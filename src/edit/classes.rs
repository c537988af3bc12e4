//! Edits of classes.

use super::{EditError, NeuronKey};
use crate::nervous::{Neuron, NeuronParams, Preset};
use crate::scene::SceneInfo;
use crate::scene::check::{allow_bounds, allow_class};
use crate::scene::document::Class;
use bevy::ecs::prelude::*;

fn info(world: &World) -> SceneInfo {
    world.get_resource::<SceneInfo>().cloned().unwrap_or_default()
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
    allow_class(name, &class).map_err(EditError::Refused)?;
    let mut info = info(world);
    let Some(slot) = info.classes.get_mut(name) else { return Err(missing(name)) };
    let old = std::mem::replace(slot, class);
    let members: Vec<(Entity, NeuronParams)> = members(world, name)
        .into_iter()
        .map(|(entity, preset)| (entity, preset.resolve(Some(&info))))
        .collect();
    members.iter().try_for_each(|(_, params)| allow_bounds(params)).map_err(EditError::Refused)?;
    world.insert_resource(info);
    for (entity, params) in members {
        world.entity_mut(entity).insert(params);
    }
    Ok(old)
}

/// Adds a class at a place of the list.
pub(super) fn add(world: &mut World, place: usize, name: &str, class: Class) -> Result<(), EditError> {
    allow_class(name, &class).map_err(EditError::Refused)?;
    let mut info = info(world);
    if info.classes.contains_key(name) {
        return Err(EditError::Refused(format!("there is a class \"{name}\" already")));
    }
    info.classes.shift_insert(place.min(info.classes.len()), name.to_owned(), class);
    world.insert_resource(info);
    Ok(())
}

/// Takes a class out that no neuron is of; returns its place and what it was.
pub(super) fn remove(world: &mut World, name: &str) -> Result<(usize, Class), EditError> {
    let mut info = info(world);
    let Some((place, _, class)) = info.classes.shift_remove_full(name) else { return Err(missing(name)) };
    let count = members(world, name).len();
    if count > 0 {
        let text = format!("{count} neurons are of the class \"{name}\": give them another one first");
        return Err(EditError::Refused(text));
    }
    world.insert_resource(info);
    Ok((place, class))
}

/// Gives a class another name; its neurons follow.
pub(super) fn rename(world: &mut World, old: &str, new: &str) -> Result<(), EditError> {
    let mut info = info(world);
    if old == new {
        return Ok(());
    }
    if info.classes.contains_key(new) {
        return Err(EditError::Refused(format!("there is a class \"{new}\" already")));
    }
    let Some((place, _, class)) = info.classes.shift_remove_full(old) else { return Err(missing(old)) };
    allow_class(new, &class).map_err(EditError::Refused)?;
    info.classes.shift_insert(place, new.to_owned(), class);
    world.insert_resource(info);
    for (entity, preset) in members(world, old) {
        world.entity_mut(entity).insert(Preset { class: new.to_owned(), ..preset });
    }
    Ok(())
}

/// Makes a neuron one of another class (an empty name: of none); what it overrides stays. Returns the
/// class that it was of.
pub(super) fn join(world: &mut World, key: &NeuronKey, class: &str) -> Result<String, EditError> {
    let gone = || EditError::Missing(format!("neuron \"{}\" in \"{}\"", key.neuron, key.creature));
    let entity = key.find(world).ok_or_else(gone)?;
    let info = info(world);
    if !class.is_empty() && !info.classes.contains_key(class) {
        return Err(missing(class));
    }
    let mut preset = world.get::<Preset>(entity).cloned().unwrap_or_default();
    let old = std::mem::replace(&mut preset.class, class.to_owned());
    let params = preset.resolve(Some(&info));
    allow_bounds(&params).map_err(EditError::Refused)?;
    world.entity_mut(entity).insert((preset, params));
    Ok(old)
}
