//! Tables of every tick: neurons, segments, muscles, spikes, as CSV.

use super::learning::{Ends, Named, each_learned};
use crate::body::Body;
use crate::nervous::{Creature, Neuron, NeuronState, Wiring};
use crate::senses::SkinForce;
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::DVec2;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What a table holds, a row a tick each (spikes: a row a release).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// State of every neuron at the end of the tick.
    Neurons,
    /// Place of every segment, and what its skin felt.
    Body,
    /// Activation of every muscle.
    Muscles,
    /// Releases.
    Spikes,
    /// Weights of synapses that learn, every so often.
    Weights,
    /// Levels of modulators.
    Levels,
    /// State of every astrocyte.
    Astrocytes,
}

/// What stands first in every table.
const TICK: (&str, &str) = ("tick", "of 0.01 s, from 1; after a `snapshot` it counts on");
const CREATURE: (&str, &str) = ("creature", "its name");
const NEURON: (&str, &str) = ("neuron", "its name");

impl Columns {
    /// The columns, each with what it holds.
    #[must_use]
    pub const fn described(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Neurons => &[
                TICK,
                CREATURE,
                NEURON,
                (
                    "phase",
                    "what it did: `Integrating`, `Activating` (a spike sets out), `Conducting`, `Releasing` (it arrives) or `Recovering`",
                ),
                ("conduction_left", "ticks until the spike that travels arrives"),
                ("refractory_left", "ticks of recovery that are left"),
                ("potential_e", "excitatory potential [transmitter]"),
                (
                    "potential_i",
                    "inhibitory potential, negative; their sum is what the threshold is compared with",
                ),
                ("dendrite_e", "excitatory transmitter that is received and not yet integrated"),
                ("dendrite_i", "inhibitory, negative"),
                ("cleft_e", "excitatory transmitter in the synaptic cleft"),
                ("cleft_i", "inhibitory, negative"),
                ("pool_e", "excitatory transmitter made and stored"),
                ("pool_i", "inhibitory, negative"),
            ],
            Self::Body => &[
                TICK,
                CREATURE,
                ("segment", "from 0 at the head"),
                ("x", "place of its centre, in the units of the scene"),
                ("y", "the same, upwards"),
                ("angle", "direction of its axis towards the head, -π to π [radians]; 0 is to the right"),
                ("force_left", "what its skin felt on the left, touches of the script among it"),
                ("force_right", "the same on the right"),
            ],
            Self::Muscles => &[
                TICK,
                CREATURE,
                ("joint", "from 0 behind the head's segment"),
                ("side", "`Left` or `Right`"),
                ("activation", "how strongly it pulls, 0 to 1"),
            ],
            Self::Spikes => &[TICK, CREATURE, NEURON],
            Self::Weights => &[
                TICK,
                CREATURE,
                ("from", "the neuron that releases"),
                ("to", "the neuron that receives"),
                ("rule", "the plasticity rule by which it learns"),
                ("weight", "as it is now"),
                ("eligibility", "what waits for the modulator of the rule [share]"),
            ],
            Self::Levels => &[
                TICK,
                CREATURE,
                ("modulator", "its name"),
                ("level", "1 for a net release of its `unit`; punishment is negative"),
            ],
            Self::Astrocytes => &[
                TICK,
                CREATURE,
                ("astrocyte", "its name"),
                ("calcium", "what it took of late, for each synapse that it covers [transmitter]"),
                ("bound", "share of the receptors at the covered terminals that are bound"),
                ("releases", "how often it has released gliotransmitter since the run began"),
            ],
        }
    }

    fn header(self) -> impl Iterator<Item = &'static str> {
        self.described().iter().map(|(name, _)| *name)
    }
}

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {source}")]
pub struct TableError {
    /// The name of its file.
    pub file: String,
    /// What the system says.
    pub source: io::Error,
}

struct Table {
    columns: Columns,
    /// The name of its file, for what is said when it cannot be written.
    file: String,
    out: csv::Writer<Box<dyn Write + Send + Sync>>,
}

/// The tables that are being written; rows are written while this resource is there.
#[derive(Resource, Default)]
pub struct Tables {
    tables: Vec<Table>,
    /// The neurons in the neuron table, by creature; empty: all.
    only: BTreeMap<String, BTreeSet<String>>,
    /// Their slots, and for which wiring these were found, see [`Wiring::compiled`].
    slots: Option<(u64, Vec<usize>)>,
    /// Ticks between two readings of the weights; 0: in every tick.
    weights_every: u64,
    failed: Option<TableError>,
}

impl Tables {
    /// Reads the weights in every so many ticks alone.
    pub fn weights_every(&mut self, ticks: u64) {
        self.weights_every = ticks;
    }

    /// Adds a table and writes its header; `file` is its name for people.
    ///
    /// # Errors
    ///
    /// When the header cannot be written.
    pub fn add(
        &mut self,
        columns: Columns,
        file: String,
        out: Box<dyn Write + Send + Sync>,
    ) -> Result<(), TableError> {
        let mut table = Table { columns, file, out: csv::Writer::from_writer(out) };
        table.out.write_record(columns.header()).map_err(|error| table.failed(into_io(error)))?;
        self.tables.push(table);
        Ok(())
    }

    /// Restricts the neuron table to these, by the names of creature and neuron.
    pub fn only(&mut self, neurons: impl IntoIterator<Item = (String, String)>) {
        self.only.clear();
        self.slots = None;
        for (creature, neuron) in neurons {
            self.only.entry(creature).or_default().insert(neuron);
        }
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The first error of writing, if there was one; nothing is written after it.
    ///
    /// # Errors
    ///
    /// That error.
    pub fn check(&mut self) -> Result<(), TableError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Writes out what is buffered.
    ///
    /// # Errors
    ///
    /// When that fails.
    pub fn finish(mut self) -> Result<(), TableError> {
        self.check()?;
        self.tables.iter_mut().try_for_each(|table| table.out.flush().map_err(|error| table.failed(error)))
    }
}

impl Table {
    fn failed(&self, source: io::Error) -> TableError {
        TableError { file: self.file.clone(), source }
    }
}

fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

type Neurons<'w, 's> = Query<'w, 's, (&'static Name, &'static NeuronState), With<Neuron>>;
type Bodies<'w, 's> =
    Query<'w, 's, (&'static Name, Option<&'static Body>, Option<&'static SkinForce>), With<Creature>>;

pub(super) fn write_tables(
    mut tables: ResMut<Tables>,
    clock: Res<Clock>,
    wiring: Res<Wiring>,
    neurons: Neurons,
    bodies: Bodies,
    ends: Ends,
    named: Named,
) {
    let Tables { tables, only, slots, weights_every, failed } = &mut *tables;
    if failed.is_some() {
        return;
    }
    if !only.is_empty() && slots.as_ref().is_none_or(|(compiled, _)| *compiled != wiring.compiled) {
        let is_wanted = |slot: &usize| {
            let names = only.get(creature_name(&wiring, &bodies, *slot));
            let name = neurons.get(wiring.neurons[*slot]).ok().map(|(name, _)| name.as_str());
            names.zip(name).is_some_and(|(names, name)| names.contains(name))
        };
        *slots = Some((wiring.compiled, (0..wiring.neurons.len()).filter(is_wanted).collect()));
    }
    let slots = slots.as_ref().map(|(_, slots)| slots.as_slice());
    for table in tables {
        let written = match table.columns {
            Columns::Neurons => write_neurons(&mut table.out, clock.tick, &wiring, &neurons, &bodies, slots),
            Columns::Body => write_body(&mut table.out, clock.tick, &wiring, &bodies),
            Columns::Muscles => write_muscles(&mut table.out, clock.tick, &wiring, &bodies),
            Columns::Spikes => write_spikes(&mut table.out, clock.tick, &wiring, &neurons, &bodies),
            Columns::Weights if clock.tick.is_multiple_of((*weights_every).max(1)) => {
                each_learned(&wiring, clock.tick, &ends, &named, |[creature, from, to], learned| {
                    let (rule, weight) = (learned.rule.text(), learned.weight);
                    table.out.serialize((clock.tick, creature, from, to, rule, weight, learned.eligibility))
                })
            }
            Columns::Weights => Ok(()),
            Columns::Levels => write_levels(&mut table.out, clock.tick, &wiring, &bodies),
            Columns::Astrocytes => write_astrocytes(&mut table.out, clock.tick, &wiring, &bodies),
        };
        if let Err(error) = written {
            *failed = Some(table.failed(into_io(error)));
            return;
        }
    }
}

type Out = csv::Writer<Box<dyn Write + Send + Sync>>;

fn creature_name<'a>(wiring: &Wiring, bodies: &'a Bodies, slot: usize) -> &'a str {
    bodies.get(wiring.creatures[wiring.creature_of[slot] as usize]).map_or("", |c| c.0.as_str())
}

fn write_neurons(
    out: &mut Out,
    tick: u64,
    wiring: &Wiring,
    neurons: &Neurons,
    bodies: &Bodies,
    slots: Option<&[usize]>,
) -> csv::Result<()> {
    let all = 0..if slots.is_some() { 0 } else { wiring.neurons.len() };
    for slot in slots.unwrap_or_default().iter().copied().chain(all) {
        let Ok((name, s)) = neurons.get(wiring.neurons[slot]) else { continue };
        let creature = creature_name(wiring, bodies, slot);
        out.serialize((
            tick,
            creature,
            name.as_str(),
            s.phase.name(),
            s.conduction_left,
            s.refractory_left,
            s.last,
            s.dendrite,
            s.cleft,
            s.pool,
        ))?;
    }
    Ok(())
}

fn write_body(out: &mut Out, tick: u64, wiring: &Wiring, bodies: &Bodies) -> csv::Result<()> {
    for &creature in &wiring.creatures {
        let Ok((name, Some(body), Some(skin))) = bodies.get(creature) else { continue };
        for (index, (segment, felt)) in body.segments.iter().zip(&skin.felt).enumerate() {
            let (first, rest) = ((tick, name.as_str(), index), (segment.angle, felt[0], felt[1]));
            if body.origin == DVec2::ZERO {
                out.serialize((first, (segment.position.x, segment.position.y), rest))?;
            } else {
                let place = body.origin + segment.offset.as_dvec2();
                out.serialize((first, (place.x, place.y), rest))?;
            }
        }
    }
    Ok(())
}

fn write_muscles(out: &mut Out, tick: u64, wiring: &Wiring, bodies: &Bodies) -> csv::Result<()> {
    for &creature in &wiring.creatures {
        let Ok((name, Some(body), _)) = bodies.get(creature) else { continue };
        for (joint, muscles) in body.muscles.iter().enumerate() {
            for (muscle, side) in muscles.iter().zip(["Left", "Right"]) {
                out.serialize((tick, name.as_str(), joint, side, muscle.activation))?;
            }
        }
    }
    Ok(())
}

fn write_levels(out: &mut Out, tick: u64, wiring: &Wiring, bodies: &Bodies) -> csv::Result<()> {
    for (creature, modulator, level) in wiring.levels(tick) {
        let Ok((name, ..)) = bodies.get(creature) else { continue };
        out.serialize((tick, name.as_str(), modulator, level))?;
    }
    Ok(())
}

fn write_astrocytes(out: &mut Out, tick: u64, wiring: &Wiring, bodies: &Bodies) -> csv::Result<()> {
    for (creature, _, astrocyte, state) in wiring.astrocytes(tick) {
        let Ok((name, ..)) = bodies.get(creature) else { continue };
        out.serialize((tick, name.as_str(), astrocyte, state.calcium, state.bound, state.releases))?;
    }
    Ok(())
}

fn write_spikes(
    out: &mut Out,
    tick: u64,
    wiring: &Wiring,
    neurons: &Neurons,
    bodies: &Bodies,
) -> csv::Result<()> {
    for &slot in &wiring.released {
        let slot = slot as usize;
        let Ok((name, _)) = neurons.get(wiring.neurons[slot]) else { continue };
        out.serialize((tick, creature_name(wiring, bodies, slot), name.as_str()))?;
    }
    Ok(())
}
