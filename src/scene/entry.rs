//! The entries of a creature, of every kind: what the list of kinds (`src/kinds.rs`) becomes here.

use super::items::{Items, place_of, spawn_item};
use crate::body::BodyPlan;
use crate::entry::{
    EntryItem, EntryType, FieldInfo, Fit, ListId, ListPlace, Role, Site, ends, fit_body, forget, is_default,
    rename_ends,
};
use crate::nervous::{
    AstrocyteEntry, Classes, Frame, GapEntry, MuscleEntry, NeuronEntry, NeuronState, Note, SynapseEntry,
};
use crate::senses::{Skin, Stretch};
use bevy::ecs::entity::Entity;
use bevy::ecs::name::Name;
use bevy::ecs::world::{EntityRef, World};
use serde::{Deserialize, Serialize};

/// What one kind of entry says of itself, for those who go over all kinds.
#[derive(Clone, Copy)]
pub struct KindInfo {
    /// The list of a creature that holds it.
    pub list: &'static str,
    /// What one is called.
    pub name: &'static str,
    /// Most of them in a scene.
    pub most: usize,
    /// The fields of one.
    pub fields: &'static [FieldInfo],
    /// Where on a body it is.
    pub site: Option<Site>,
    /// Whether its first neuron releases into it.
    pub releases: bool,
    /// Whether it is only drawn: nothing of a run hangs on it.
    pub drawn: bool,
    read: fn(EntityRef, &dyn Fn(Entity) -> Option<String>) -> Option<Entry>,
    at: fn(&str, u32, &'static str) -> Option<Entry>,
    light_at: fn(&World, Entity, u32, usize) -> f32,
}

impl KindInfo {
    const fn of<T: EntryType>() -> Self
    where
        Entry: From<T>,
    {
        Self {
            list: T::LIST,
            name: T::NAME,
            most: T::MOST,
            fields: T::FIELDS,
            site: T::SITE,
            releases: T::RELEASES,
            drawn: T::DRAWN,
            read: |entity, name| T::read(entity, name).map(Entry::from),
            at: |neuron, place, side| T::at(neuron, place, side).map(Entry::from),
            light_at: T::light_at,
        }
    }
}

macro_rules! entries {
    ($($list:ident: $Kind:ident($Type:ident) from $room:ident/$file:ident;)*) => {
        /// One creature: a network and, if it has one, a body.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Creature {
            /// Unique in the scene.
            pub name: String,
            /// Where the tip of its head is.
            #[serde(default, skip_serializing_if = "is_default")]
            pub at: (f32, f32),
            /// Which way the head looks, in degrees; 0 is +x, counted counter-clockwise.
            #[serde(default, skip_serializing_if = "is_default")]
            pub heading: f32,
            /// How fast releases travel over its network, for synapses without a `delay`; left out: at once
            /// \[units of length/s\].
            #[serde(default, skip_serializing_if = "is_default")]
            pub axon_speed: Option<f32>,
            /// Left out: a network without a body.
            #[serde(default, skip_serializing_if = "is_default")]
            pub body: Option<BodyPlan>,
            /// The neurons.
            #[serde(default, skip_serializing_if = "is_default")]
            pub neurons: Vec<NeuronEntry>,
            $(
                #[doc = concat!("See [`", stringify!($Type), "`](crate::", stringify!($room), "::", stringify!($Type), ").")]
                #[serde(default, skip_serializing_if = "is_default")]
                pub $list: Vec<crate::$room::$Type>,
            )*
        }

        /// A list of a creature besides that of its neurons, as the number of its kind.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "these are the names of lists")]
        enum Number { $($list),* }

        /// The kinds, in the order of the lists in a file.
        const KINDS: &[KindInfo] = &[$(KindInfo::of::<crate::$room::$Type>()),*];

        /// An entry of one of the lists.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Entry {
            /// A neuron, and the running state that it comes with; without one it comes as at birth.
            Neuron(Box<NeuronEntry>, Option<NeuronState>),
            $(#[doc = concat!("See [`", stringify!($Type), "`](crate::", stringify!($room), "::", stringify!($Type), ").")] $Kind(crate::$room::$Type),)*
        }

        $(
            impl From<crate::$room::$Type> for Entry {
                fn from(entry: crate::$room::$Type) -> Self {
                    Self::$Kind(entry)
                }
            }

            impl Listed for crate::$room::$Type {
                const KIND: Kind = Kind(Number::$list as u8 + 1);
            }
        )*

        impl Entry {
            /// The list that it belongs to.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    Self::Neuron(..) => Kind::NEURON,
                    $(Self::$Kind(_) => <crate::$room::$Type as Listed>::KIND,)*
                }
            }

            /// It as an object; `None` for a neuron.
            #[must_use]
            pub fn item(&self) -> Option<&dyn EntryItem> {
                match self {
                    Self::Neuron(..) => None,
                    $(Self::$Kind(entry) => Some(entry),)*
                }
            }

            /// It as an object that can be changed; `None` for a neuron.
            pub fn item_mut(&mut self) -> Option<&mut dyn EntryItem> {
                match self {
                    Self::Neuron(..) => None,
                    $(Self::$Kind(entry) => Some(entry),)*
                }
            }

            /// How much of what it feels there is now, for showing \[0 to 1\].
            #[must_use]
            pub fn light(&self, world: &World, creature: Entity) -> f32 {
                match self {
                    Self::Neuron(..) => 0.0,
                    $(Self::$Kind(entry) => entry.light(world, creature),)*
                }
            }
        }

        impl Creature {
            /// Adds an entry at the end of its list.
            pub fn push(&mut self, entry: Entry) {
                match entry {
                    Entry::Neuron(neuron, _) => self.neurons.push(*neuron),
                    $(Entry::$Kind(entry) => self.$list.push(entry),)*
                }
            }

            /// Calls `see` for every list besides that of neurons, with its kind and its entries.
            pub fn lists(&self, see: &mut dyn FnMut(Kind, &dyn Items)) {
                $(see(<crate::$room::$Type as Listed>::KIND, &self.$list);)*
            }

            /// Takes neurons out of all entries, and those entries of which nothing is left.
            pub fn forget(&mut self, gone: &dyn Fn(&str) -> bool) {
                $(self.$list.retain_mut(|entry| forget(entry, gone));)*
            }

            /// All entries besides neurons, list by list.
            #[must_use]
            pub fn entries(&self) -> Vec<Entry> {
                let mut all = Vec::new();
                $(all.extend(self.$list.iter().cloned().map(Entry::$Kind));)*
                all
            }
        }
    };
}
every_kind!(entries);

/// What has a list of its own.
trait Listed {
    const KIND: Kind;
}

/// One of the lists of a creature: that of its neurons, or that of a kind of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u8);

impl Kind {
    /// Neurons.
    pub const NEURON: Self = Self(0);
    /// Chemical synapses.
    pub const SYNAPSE: Self = <SynapseEntry as Listed>::KIND;
    /// Gap junctions.
    pub const GAP: Self = <GapEntry as Listed>::KIND;
    /// Patches of skin.
    pub const SKIN: Self = <Skin as Listed>::KIND;
    /// Stretch receptors.
    pub const STRETCH: Self = <Stretch as Listed>::KIND;
    /// Neuromuscular junctions.
    pub const MUSCLE: Self = <MuscleEntry as Listed>::KIND;
    /// Astrocytes.
    pub const ASTROCYTE: Self = <AstrocyteEntry as Listed>::KIND;
    /// Notes on the canvas.
    pub const NOTE: Self = <Note as Listed>::KIND;
    /// Frames round neurons.
    pub const FRAME: Self = <Frame as Listed>::KIND;

    /// How many there are.
    pub const COUNT: usize = KINDS.len() + 1;

    /// Its number, neurons being 0.
    #[must_use]
    pub const fn number(self) -> usize {
        self.0 as usize
    }

    /// What the entities of its entries carry.
    #[must_use]
    pub const fn id(self) -> ListId {
        ListId(self.0)
    }

    /// All of them, neurons first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT as u8).map(Self)
    }

    /// Those that are somewhere on a body.
    pub fn on_bodies() -> impl Iterator<Item = (Self, Site)> {
        Self::all().filter_map(|kind| Some((kind, kind.site()?)))
    }

    /// What it says of itself; `None` for neurons.
    #[must_use]
    pub fn info(self) -> Option<&'static KindInfo> {
        (self.0 as usize).checked_sub(1).and_then(|index| KINDS.get(index))
    }

    /// What an entry of the list is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.info().map_or("neuron", |info| info.name)
    }

    /// The list, as scene files name it.
    #[must_use]
    pub fn list(self) -> &'static str {
        self.info().map_or("neurons", |info| info.list)
    }

    /// Where on a body it is.
    #[must_use]
    pub fn site(self) -> Option<Site> {
        self.info()?.site
    }

    /// Those that name any number of neurons.
    pub fn gathering() -> impl Iterator<Item = Self> {
        let is_list = |field: &FieldInfo| matches!(field.role, Role::Neurons | Role::Links);
        let gathers = move |info: &KindInfo| info.fields.iter().any(is_list);
        Self::all().filter(move |kind| kind.info().is_some_and(gathers))
    }

    /// Whether it is only drawn: nothing of a run hangs on it.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        self.info().is_some_and(|info| info.drawn)
    }

    /// The kind of an edge of the network.
    #[must_use]
    pub fn of(world: &World, entity: Entity) -> Option<Self> {
        world.get::<ListId>(entity).map(|id| Self(id.0))
    }

    /// An entry that joins a neuron with a place on a body.
    #[must_use]
    pub fn at(self, neuron: &str, place: u32, side: crate::nervous::Side) -> Option<Entry> {
        (self.info()?.at)(neuron, place, side.word())
    }

    /// How much of it there is at a place on a body now, for showing \[0 to 1\].
    #[must_use]
    pub fn light_at(self, world: &World, creature: Entity, place: u32, side: usize) -> f32 {
        self.info().map_or(0.0, |info| (info.light_at)(world, creature, place, side))
    }
}

impl Entry {
    /// The neurons that it joins, in the order of its fields.
    #[must_use]
    pub fn ends(&self) -> Vec<&str> {
        let mut found = Vec::new();
        if let Some(item) = self.item() {
            ends(item, &mut |name| found.push(name));
        }
        found
    }

    /// The neuron that releases into it, if one does.
    #[must_use]
    pub fn releaser(&self) -> Option<&str> {
        self.kind().info().filter(|info| info.releases)?;
        self.ends().first().copied()
    }

    /// Gives the neurons that it joins other names; `None` leaves one as it is.
    pub fn rename_ends(&mut self, new: &dyn Fn(&str) -> Option<String>) {
        if let Some(item) = self.item_mut() {
            rename_ends(item, new);
        }
    }

    /// Takes neurons out of it; tells whether anything is left.
    pub fn forget(&mut self, gone: &dyn Fn(&str) -> bool) -> bool {
        self.item_mut().is_none_or(|item| forget(item, gone))
    }

    /// Cuts what it says of a body short for one of so many segments.
    pub fn fit_body(&mut self, segments: u32) -> Fit {
        self.item_mut().map_or(Fit::Whole, |item| fit_body(item, segments))
    }

    /// Where on a body it is: the first and the last place, and the side.
    #[must_use]
    pub fn place(&self) -> Option<((u32, u32), crate::nervous::Side)> {
        place_of(self.item()?)
    }

    /// Makes an entity of it. `named` finds the neurons; `place` is that in its list. `None`: one of its neurons is
    /// not there.
    pub fn spawn(
        &self,
        world: &mut World,
        creature: Entity,
        classes: &Classes,
        named: &dyn Fn(&str) -> Option<Entity>,
        place: u32,
    ) -> Option<Entity> {
        let place = ListPlace(place);
        match self {
            Self::Neuron(neuron, state) => Some(neuron.spawn(world, creature, classes, *state, place)),
            _ => spawn_item(self.item()?, world, named, (place, self.kind().id())),
        }
    }

    /// Reads an entry back from its entity.
    #[must_use]
    pub fn read(world: &World, kind: Kind, entity: Entity) -> Option<Self> {
        let name = |neuron: Entity| Some(world.get::<Name>(neuron)?.as_str().to_owned());
        let entity = world.get_entity(entity).ok()?;
        match kind.info() {
            Some(info) => (info.read)(entity, &name),
            None => {
                Some(Self::Neuron(NeuronEntry::read(entity)?.into(), entity.get::<NeuronState>().copied()))
            }
        }
    }
}
