//! The state of body and arena to dendrites: one file a sense.
//!
//! Receptors charge a neuron; they never make it fire. A sense is a record of the scene that implements
//! [`EntryType`] and [`Sense`]; its entity is a [`Receptor`] of it, which [`Charges`] a neuron. It tells what it feels
//! of the world as it is; everything else is done here, for all senses alike.

every_kind!(declare_senses);

use crate::entry::{EntryType, Fields, Role, Tag, Value};
use crate::nervous::{Charges, NeuronState, Slot, Wiring, wiring};
use crate::sim::{SimSystems, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use std::cmp::Ordering;

/// What can be felt.
pub trait Sense: EntryType {
    /// How much of it there is for this receptor on a creature, in the unit that `gain` counts per.
    fn feel(&self, world: &World, creature: Entity) -> f32;

    /// Transmitter on the dendrite per tick and unit felt; excitatory if positive, inhibitory if negative.
    fn gain(&self) -> f32;
}

/// A receptor, with [`Charges`] for its neuron: that relation names the neuron, so `neuron` is empty here.
#[derive(Component, Clone, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Receptor<S: Sense>(pub S);

impl<S: Sense> Receptor<S> {
    /// The entity of an entry.
    pub fn spawn(sense: &S, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        let mut sense = sense.clone();
        sense.set(neuron_field(&sense), Value::Text(""));
        world.spawn((Self(sense), Charges(ends[0]), tag)).id()
    }

    /// The entry of an entity.
    pub fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<S> {
        let mut sense = entity.get::<Self>()?.0.clone();
        let neuron = name(entity.get::<Charges>()?.0)?;
        sense.set(neuron_field(&sense), Value::Text(&neuron));
        Some(sense)
    }
}

/// The field that names the neuron.
fn neuron_field(sense: &impl Fields) -> &'static str {
    sense.infos().iter().find(|info| info.role == Role::Neuron).map_or("", |info| info.name)
}

/// A receptor as compiled.
#[derive(Clone, Debug)]
struct Compiled<S> {
    creature: Entity,
    neuron: Entity,
    sense: S,
}

/// The receptors of a sense in canonical order: sums on a dendrite hang on it.
#[derive(Resource)]
struct Receptors<S> {
    /// [`Wiring::compiled`] of then.
    wiring: u64,
    all: Vec<Compiled<S>>,
}

impl<S> Default for Receptors<S> {
    fn default() -> Self {
        Self { wiring: 0, all: Vec::new() }
    }
}

impl<S: Sense> Receptors<S> {
    fn bring_up_to_date(&mut self, world: &mut World) {
        let wiring = world.resource::<Wiring>().compiled;
        if self.wiring == wiring {
            return;
        }
        self.wiring = wiring;
        let mut found: Vec<(u32, Compiled<S>)> = Vec::new();
        let mut receptors = world.query::<(&Receptor<S>, &Charges)>();
        let wiring = world.resource::<Wiring>();
        for (receptor, charges) in receptors.iter(world) {
            let Some(slot) = world.get::<Slot>(charges.0).map(|slot| slot.0) else { continue };
            let creature = wiring.creatures[wiring.creature_of[slot as usize] as usize];
            found.push((slot, Compiled { creature, neuron: charges.0, sense: receptor.0.clone() }));
        }
        found.sort_by(|(s, a), (t, b)| s.cmp(t).then_with(|| canonical(&a.sense, &b.sense)));
        self.all.clear();
        self.all.extend(found.into_iter().map(|(_, receptor)| receptor));
    }
}

/// Puts two records of a kind in order by what they say, field by field.
fn canonical(a: &impl Fields, b: &impl Fields) -> Ordering {
    let mut of_b = Vec::new();
    b.look(&mut |_, value| of_b.push(value));
    let (mut order, mut rest) = (Ordering::Equal, of_b.into_iter());
    a.look(&mut |info, a| {
        let Some(b) = rest.next() else { return };
        let word = |word: &str| info.choices.iter().position(|(choice, _)| *choice == word);
        order = order.then_with(|| match (a, b) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(&b),
            (Value::Pair(a), Value::Pair(b)) => a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])),
            (Value::Whole(a), Value::Whole(b)) => a.cmp(&b),
            (Value::Range(a), Value::Range(b)) => a.cmp(&b),
            (Value::Word(a), Value::Word(b)) => word(a).cmp(&word(b)),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Named(a, x), Value::Named(b, y)) => a.cmp(b).then(x.total_cmp(&y)),
            (a, b) => (a != Value::Nothing).cmp(&(b != Value::Nothing)),
        });
    });
    order
}

/// Charges the neurons of all receptors of a sense.
fn charge<S: Sense>(world: &mut World) {
    // Lent and given back: a `resource_scope` would move it in and out of the world's tables in every tick.
    let mut receptors = std::mem::take(&mut *world.resource_mut::<Receptors<S>>());
    receptors.bring_up_to_date(world);
    for Compiled { creature, neuron, sense } in &receptors.all {
        let felt = sense.feel(world, *creature);
        if felt != 0.0
            && let Some(mut neuron) = world.get_mut::<NeuronState>(*neuron)
        {
            neuron.bypass_change_detection().charge(sense.gain() * felt);
        }
    }
    *world.resource_mut::<Receptors<S>>() = receptors;
}

/// What a sense does in every tick, one sense after the other.
#[derive(Resource, Clone, Default)]
struct Charging(Vec<fn(&mut World)>);

fn charge_all(world: &mut World) {
    let charging = std::mem::take(&mut world.resource_mut::<Charging>().0);
    charging.iter().for_each(|charge| charge(world));
    world.resource_mut::<Charging>().0 = charging;
}

/// Adds a sense to an app, after those that were added before.
pub fn add_sense<S: Sense>(app: &mut App) {
    app.init_resource::<Receptors<S>>();
    app.world_mut().resource_mut::<Charging>().0.push(charge::<S>);
}

macro_rules! add_senses {
    ($app:ident:) => {};
    ($app:ident: $list:ident: $Kind:ident($Type:ident) from senses/$file:ident; $($rest:tt)*) => {
        add_sense::<$Type>($app);
        <$Type as EntryType>::register($app);
        add_senses! { $app: $($rest)* }
    };
    ($app:ident: $list:ident: $Kind:ident($Type:ident) from $room:ident/$file:ident; $($rest:tt)*) => {
        add_senses! { $app: $($rest)* }
    };
}

/// All senses of the list.
pub struct SensesPlugin;

impl Plugin for SensesPlugin {
    fn build(&self, app: &mut App) {
        macro_rules! add {
            ($($kinds:tt)*) => {
                add_senses! { app: $($kinds)* }
            };
        }
        app.init_resource::<Charging>().add_systems(Tick, charge_all.in_set(SimSystems::Sense));
        every_kind!(add);
    }
}
