//! Notes and frames: making, writing, folding them, and which neurons are in a frame.

use super::Draft;
use super::neurons::owner_at;
use crate::edit::build::{self, EntryKey};
use crate::edit::{Edit, NeuronKey};
use crate::entry::Value;
use crate::nervous::{Frame, MAX_NOTE, Note, Tint};
use crate::scene::document::{Entry, Kind};
use crate::window::paint::draw::network::Spot;
use crate::window::state::command::key;
use crate::window::state::{
    Arrangement, Command, Graph, Layout, Menu, Ready, Selection, Views, chosen, say, step,
};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::Key;
use std::collections::{BTreeMap, HashSet};

/// All of them.
pub const COMMANDS: &[Command] = &[NOTE, FRAME, FOLD, FOLD_ALL, UNFOLD_ALL];

/// Begins a note.
pub const NOTE: Command =
    Command::new("Note here", "Writes a note at the pointer, or in the middle of the view", |world, _| {
        let pointer = world.resource::<Draft>().pointer;
        let place = pointer.unwrap_or(world.resource::<Views>().network.centre);
        begin_note(world, place);
    })
    .keys(&[key(Key::T)])
    .menu(Menu::Network, 3);

/// Puts a frame round neurons.
pub const FRAME: Command = Command::new(
    "Frame the selected",
    "Puts a frame with a title round the selected neurons; it can be folded to one box",
    |world, _| frame_chosen(world),
)
.keys(&[key(Key::E)])
.menu(Menu::Network, 3)
.when(|world| if world.resource::<Selection>().count() > 0 { Ok(()) } else { Err("Select neurons first") });

/// Folds the frame that is selected, or those of the selected neurons, or unfolds it.
pub const FOLD: Command = Command::new(
    "Fold or unfold",
    "Draws the selected frame, or those that the selected neurons are in, as one box, or opens it",
    |world, _| {
        let frames = meant(world);
        let fold = frames.iter().any(|(_, frame)| !frame.folded);
        set_all(world, frames, |frame| frame.folded = fold);
    },
)
.keys(&[key(Key::U)])
.menu(Menu::Network, 3)
.when(|world| if has_meant(world) { Ok(()) } else { Err("Select a frame, or a neuron in one") });

/// Folds all frames.
pub const FOLD_ALL: Command =
    Command::new("Fold all frames", "Draws every frame as one box", |world, _| fold_all(world, true))
        .menu(Menu::Network, 3)
        .when(|world| some(world, false));

/// Unfolds all frames.
pub const UNFOLD_ALL: Command =
    Command::new("Unfold all frames", "Opens every frame", |world, _| fold_all(world, false))
        .menu(Menu::Network, 3)
        .when(|world| some(world, true));

fn some(world: &World, folded: bool) -> Ready {
    let frames = &world.resource::<Graph>().plan.frames;
    match frames.iter().any(|frame| frame.folded == folded) {
        true => Ok(()),
        false if frames.is_empty() => Err("There are no frames"),
        false => Err(if folded { "No frame is folded" } else { "All frames are folded" }),
    }
}

/// What is being written on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// A note that is not there yet: of which creature, where in its frame, how wide.
    New(String, Vec2, f32),
    /// The text of a note.
    Note(EntryKey),
    /// The title of a frame.
    Title(EntryKey),
}

/// A text under way.
#[derive(Clone, Debug)]
pub struct Writing {
    /// What it is.
    pub what: Written,
    /// What has been typed so far.
    pub typed: String,
    /// Whether its field has the keys already.
    pub begun: bool,
}

/// The entry, if it is a note or a frame that is selected.
#[must_use]
pub fn selected(world: &World) -> Option<EntryKey> {
    world.resource::<Selection>().entry.clone().filter(|entry| entry.kind.is_drawn())
}

/// Width of a new note \[points\].
const NEW: f32 = 200.0;

fn begin_note(world: &mut World, place: Vec2) {
    show_canvas(world);
    let Some((creature, at)) = owner_at(world, place) else {
        say(world, "There is no network to write beside: add a neuron first");
        return;
    };
    let scale = world.resource::<Views>().network.scale;
    let width = ((10.0 * NEW / scale).round() / 10.0).max(0.1);
    let at = (100.0 * at).round() / 100.0;
    let what = Written::New(creature, at, width);
    world.resource_mut::<Selection>().select(None);
    world.resource_mut::<Draft>().writing = Some(Writing { what, typed: String::new(), begun: false });
}

/// Opens the canvas.
fn show_canvas(world: &mut World) {
    let mut arrangement = world.resource_mut::<Arrangement>();
    if arrangement.layout == Layout::World {
        arrangement.layout = Layout::Both;
    }
}

/// Begins to write a note or the title of a frame anew.
pub fn begin_writing(world: &mut World, entry: &EntryKey) {
    let (what, typed) = match build::read(world, entry) {
        Some(Entry::Note(note)) => (Written::Note(entry.clone()), note.text),
        Some(Entry::Frame(frame)) => (Written::Title(entry.clone()), frame.name),
        _ => return,
    };
    bring_entry_into_view(world, entry);
    world.resource_mut::<Selection>().select_entry(Some(entry.clone()));
    world.resource_mut::<Draft>().writing = Some(Writing { what, typed, begun: false });
}

/// Opens the canvas and moves the view to a note or a frame, if it is not to be seen.
pub fn bring_entry_into_view(world: &mut World, entry: &EntryKey) {
    show_canvas(world);
    let graph = world.resource::<Graph>();
    let place = match graph.spot(entry) {
        Some(Spot::Note(i)) => graph.plan.notes[i].at,
        Some(Spot::Astrocyte(i)) => graph.plan.stars[i].at,
        Some(Spot::Frame(i)) => graph.plan.middle(&graph.plan.frames[i]),
        _ => return,
    };
    let view = &mut world.resource_mut::<Views>().network;
    if !view.rect.shrink(24.0).contains(view.to_screen(place)) {
        view.centre = place;
    }
}

/// Ends writing with the text as typed: a note without a text is none.
pub fn end_writing(world: &mut World) {
    let Some(Writing { what, typed, .. }) = world.resource_mut::<Draft>().writing.take() else { return };
    let signs = typed.chars().filter(|sign| *sign == '\n' || !sign.is_control());
    let text: String = signs.take(MAX_NOTE).collect::<String>().trim_end().to_owned();
    match what {
        Written::New(..) if text.trim().is_empty() => {}
        Written::New(creature, at, width) => {
            let note = Note { text, at: at.into(), width };
            if step(world, Ok(build::put(&creature, note.into()))) {
                select_last(world, &creature, Kind::NOTE);
            }
        }
        Written::Note(entry) if text.trim().is_empty() => remove(world, &entry),
        Written::Note(entry) => set(world, &entry, "text", Value::Text(&text)),
        Written::Title(entry) => {
            let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !name.is_empty() {
                set(world, &entry, "name", Value::Text(&name));
            }
        }
    }
}

/// Selects the last entry of a list, which has just come into it.
pub fn select_last(world: &mut World, creature: &str, kind: Kind) {
    let of = |place| EntryKey { creature: creature.to_owned(), kind, place };
    let mut last = None;
    for place in 0.. {
        let entry = of(place);
        if build::find(world, &entry).is_none() {
            break;
        }
        last = Some(entry);
    }
    world.resource_mut::<Selection>().select_entry(last);
}

/// Sets a field of a note, a frame or an astrocyte, as a step of undo; nothing happens where it is so already.
pub fn set(world: &mut World, entry: &EntryKey, field: &str, value: Value<'_>) {
    let Some(old) = build::read(world, entry) else { return };
    let mut new = old.clone();
    let is_set = new.item_mut().is_some_and(|item| item.set(field, value));
    if is_set && new != old {
        step(world, Ok(build::replace(entry, new)));
    }
}

/// Takes a note or a frame away; the neurons of a frame stay.
pub fn remove(world: &mut World, entry: &EntryKey) {
    let edit = build::delete(world, &[], std::slice::from_ref(entry));
    if step(world, edit) {
        world.resource_mut::<Selection>().select(None);
        say(world, format!("The {} is gone; Ctrl+Z brings it back", entry.kind.name()));
    }
}

/// Sets the colour of a frame.
pub fn set_color(world: &mut World, entry: &EntryKey, color: Tint) {
    set(world, entry, "color", Value::Word(color.word()));
}

/// Folds a frame, or unfolds it.
pub fn set_folded(world: &mut World, entry: &EntryKey, folded: bool) {
    set(world, entry, "folded", Value::Flag(folded));
}

/// The neurons of a frame.
#[must_use]
pub fn members(world: &World, entry: &EntryKey) -> Vec<NeuronKey> {
    let graph = world.resource::<Graph>();
    graph.members_of(entry).iter().map(|i| graph.cells[*i].key.clone()).collect()
}

/// Puts a frame round the selected neurons, one for each creature, and lets its title be written.
fn frame_chosen(world: &mut World) {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let graph = world.resource::<Graph>();
    for cell in world.resource::<Selection>().cells(graph) {
        let key = graph.cells[cell].key.clone();
        owners.entry(key.creature).or_default().push(key.neuron);
    }
    let taken: HashSet<String> = graph.plan.frames.iter().map(|frame| frame.name.clone()).collect();
    let name = build::FreeNames::new(taken).take("Group 1");
    let frame = |neurons| Frame { name: name.clone(), neurons, color: Tint::default(), folded: false };
    let edits =
        owners.iter().map(|(owner, neurons)| build::put(owner, frame(neurons.clone()).into())).collect();
    let Some(first) = owners.into_keys().next() else { return };
    if step(world, Ok(Edit::of(edits))) {
        select_last(world, &first, Kind::FRAME);
        if let Some(entry) = selected(world) {
            begin_writing(world, &entry);
        }
    }
}

/// Every frame of the scene.
fn all(world: &mut World) -> Vec<(EntryKey, Frame)> {
    let graph = world.resource::<Graph>();
    let keys: Vec<EntryKey> =
        (0..graph.plan.frames.len()).filter_map(|i| graph.entry(Spot::Frame(i))).collect();
    let read = |entry: EntryKey| match build::read(world, &entry) {
        Some(Entry::Frame(frame)) => Some((entry, frame)),
        _ => None,
    };
    keys.into_iter().filter_map(read).collect()
}

/// The frame that is selected, or those that hold selected neurons.
fn meant(world: &mut World) -> Vec<(EntryKey, Frame)> {
    let entry = selected(world);
    let chosen = chosen(world);
    let holds = |entry: &EntryKey, frame: &Frame| {
        chosen.iter().any(|key| key.creature == entry.creature && frame.neurons.contains(&key.neuron))
    };
    let mut frames = all(world);
    frames.retain(|(key, frame)| entry.as_ref().map_or_else(|| holds(key, frame), |entry| entry == key));
    frames
}

fn has_meant(world: &World) -> bool {
    let graph = world.resource::<Graph>();
    if let Some(entry) = selected(world) {
        return entry.kind == Kind::FRAME;
    }
    let chosen: HashSet<usize> = world.resource::<Selection>().cells(graph).into_iter().collect();
    !chosen.is_empty()
        && graph.plan.frames.iter().any(|frame| frame.members.iter().any(|i| chosen.contains(i)))
}

/// Changes frames, all as one step of undo.
fn set_all(world: &mut World, frames: Vec<(EntryKey, Frame)>, change: impl Fn(&mut Frame)) {
    let edits: Vec<Edit> = frames
        .into_iter()
        .filter_map(|(entry, frame)| {
            let mut new = frame.clone();
            change(&mut new);
            (new != frame).then(|| build::replace(&entry, new.into()))
        })
        .collect();
    if !edits.is_empty() {
        step(world, Ok(Edit::of(edits)));
    }
}

fn fold_all(world: &mut World, folded: bool) {
    let frames = all(world);
    set_all(world, frames, |frame| frame.folded = folded);
}

/// The frames of the creature of the selected neuron: each with its name, and whether all selected neurons are in it.
#[must_use]
pub fn offered(world: &World) -> Vec<(EntryKey, String, bool)> {
    let graph = world.resource::<Graph>();
    let cells = world.resource::<Selection>().cells(graph);
    let Some(owner) = cells.first().map(|i| graph.cells[*i].creature) else { return Vec::new() };
    let of = |(i, frame): (usize, &crate::window::paint::draw::network::Frame)| {
        let members: HashSet<usize> = frame.members.iter().copied().collect();
        let inside = cells.iter().all(|cell| members.contains(cell));
        (frame.creature == owner).then(|| Some((graph.entry(Spot::Frame(i))?, frame.name.clone(), inside)))?
    };
    graph.plan.frames.iter().enumerate().filter_map(of).collect()
}

/// Puts the selected neurons into a frame, or takes them out of it.
pub fn move_chosen(world: &mut World, entry: &EntryKey, inside: bool) {
    let chosen = chosen(world);
    let own: Vec<String> =
        chosen.into_iter().filter(|key| key.creature == entry.creature).map(|key| key.neuron).collect();
    let Some(Entry::Frame(mut frame)) = build::read(world, entry) else { return };
    frame.neurons.retain(|name| !own.contains(name));
    if inside {
        frame.neurons.extend(own);
    }
    if frame.neurons.is_empty() {
        remove(world, entry);
    } else {
        step(world, Ok(build::replace(entry, frame.into())));
    }
}

/// Deletes a frame with its neurons.
pub fn delete_with_neurons(world: &mut World, entry: &EntryKey) {
    let neurons = members(world, entry);
    world.resource_mut::<Selection>().select_many(neurons);
    super::delete(world);
}
