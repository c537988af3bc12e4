//! The columns of neurons: what they are called, what they do, how they are linked, and all their parameters, as they
//! are declared.

use super::column::{Column, Field, Value};
use super::rates::WINDOW;
use crate::entry::{FieldInfo, Fields, Role, Value as Set, get};
use crate::nervous::{Faculties, Hold, NeuronParams, NeuronState, PARAMS, Params, Preset};
use crate::sim::TICKS_PER_SECOND;
use crate::window::inspector::PARTS;
use bevy::ecs::prelude::*;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Reads an amount of a neuron's state.
type Amount = fn(&NeuronState) -> [f32; 2];

/// Amounts of the state: the net of both channels is shown.
const AMOUNTS: [(&str, &str, Amount); 4] = [
    ("potential", "Net potential [transmitter]: integrated so far", |state| state.last),
    ("pool", "Net content of the pool [transmitter]: made and stored", |state| state.pool),
    ("dendrite", "Received and not yet integrated [transmitter]", |state| state.dendrite),
    ("cleft", "Released, on its way to the targets [transmitter]", |state| state.cleft),
];

/// How links are counted.
const COUNTS: [(&str, &str); 3] = [
    ("links in", "Synapses that lead to it, and places of skin and stretch that it feels"),
    ("links out", "Synapses that lead away from it, and muscles that it moves"),
    ("gaps", "Gap junctions that it has a part in"),
];

/// All of them.
pub fn columns() -> &'static [Column] {
    static ALL: LazyLock<Vec<Column>> = LazyLock::new(made);
    &ALL
}

fn made() -> Vec<Column> {
    let mut all = vec![
        Column::words("name", "Name of the neuron", 96.0, |source, row| {
            Value::Text(Cow::Borrowed(&source.graph.cells[row].key.neuron))
        }),
        Column::words("creature", "Whose neuron it is", 72.0, |source, row| {
            Value::Text(Cow::Borrowed(&source.graph.cells[row].key.creature))
        }),
        Column::words("class", "Its class", 84.0, |source, row| {
            match source.graph.cells[row].class.as_str() {
                "" => Value::Nothing,
                class => Value::Text(Cow::Borrowed(class)),
            }
        }),
        Column::words("phase", "What it did in the last tick", 84.0, |source, row| {
            let state = source.world.get::<NeuronState>(source.graph.cells[row].entity);
            state.map_or(Value::Nothing, |state| Value::Text(Cow::Borrowed(state.phase.name())))
        })
        .live(),
        Column::words("held", "Silenced, or the potential at which it is held", 64.0, |source, row| {
            match source.world.get::<Hold>(source.graph.cells[row].entity) {
                Some(Hold::Silent) => Value::Text(Cow::Borrowed("silenced")),
                Some(Hold::At(at)) => Value::Single(*at),
                Some(Hold::Free) | None => Value::Nothing,
            }
        }),
    ];
    for (name, tip, amount) in AMOUNTS {
        let column = Column::numbers(name, tip, move |source, row| {
            let state = source.world.get::<NeuronState>(source.graph.cells[row].entity);
            state.map(amount).map_or(Value::Nothing, |[excite, inhibit]| Value::Single(excite + inhibit))
        });
        all.push(column.live());
    }
    let tip = format!("Releases a second in the last {} s", WINDOW / TICKS_PER_SECOND as usize);
    let rate = Column::numbers("rate", &tip, |source, row| {
        source.rates.of(source.graph.cells[row].entity).map_or(Value::Nothing, Value::Single)
    });
    all.push(rate.live());
    for (place, (name, tip)) in COUNTS.into_iter().enumerate() {
        all.push(Column::numbers(name, tip, move |source, row| {
            source.counts.get(row).map_or(Value::Nothing, |counts| Value::Whole(counts[place]))
        }));
    }
    all.extend(PARAMS.iter().flat_map(of_param));
    all
}

/// The column of a parameter; two of a pair.
fn of_param(info: &'static FieldInfo) -> Vec<Column> {
    let (usual, none) = (NeuronParams::default(), Faculties::default());
    let written = none.written_beside(usual.written());
    let pair = matches!(get(&written, info.name), Some(Set::Pair(_)));
    let offers = Faculties::offers_beside(usual.offers());
    let offer = get(&offers, info.name).filter(|offer| *offer != Set::Nothing);
    let parts: &[Option<usize>] = if pair { &[Some(0), Some(1)] } else { &[None] };
    let column = |part: &Option<usize>| {
        let part = *part;
        let word = part.map_or_else(String::new, |part| format!(" {}", PARTS[part]));
        let sign = part.map_or("", |part| [" +", " \u{2212}"][part]);
        let tip = format!("{}{}\n{}", info.sentence(), word.replace(' ', "\n"), info.range());
        let mut column = Column::numbers(&format!("{}{word}", info.name), &tip, move |source, row| {
            let neuron = source.graph.cells[row].entity;
            let params = source.world.get::<NeuronParams>(neuron);
            let faculties = source.world.get::<Faculties>(neuron).copied().unwrap_or_default();
            params.map_or(Value::Nothing, |params| {
                value(&faculties.written_beside(params.written()), info.name, part)
            })
        });
        column.head = format!("{}{sign}", info.name.replace('_', " "));
        column.field = Some(Field::Param(info, part));
        // What is told in words is set in the inspector.
        let in_words = matches!(offer, Some(Set::Record(_) | Set::Named(..)));
        if in_words {
            column.tip.push_str("\nIt is set in the inspector");
        }
        column.number = info.choices.is_empty() && info.role == Role::Plain && !in_words;
        column.width = if !info.choices.is_empty() {
            // A button for each word.
            info.choices.iter().map(|(word, _)| 8.0 * word.len() as f32 + 12.0).sum()
        } else if !column.number {
            112.0
        } else if offer.is_some() {
            // With a box to tick.
            92.0
        } else {
            66.0
        };
        column
    };
    parts.iter().map(column).collect()
}

fn value(params: &Params, name: &str, part: Option<usize>) -> Value<'static> {
    match (get(params, name), part) {
        (Some(Set::Number(number)), _) => Value::Single(number),
        (Some(Set::Whole(count)), _) => Value::Whole(count),
        (Some(Set::Pair(pair)), Some(part)) => Value::Single(pair[part]),
        (Some(Set::Word(word)), _) => Value::Text(Cow::Borrowed(word)),
        (Some(Set::Text(text)), _) if !text.is_empty() => Value::Text(Cow::Owned(text.to_owned())),
        (Some(Set::Named(name, amount)), _) => Value::Text(Cow::Owned(format!("{name} {amount}"))),
        (Some(Set::Record(record)), _) => Value::Text(Cow::Owned(told(record))),
        _ => Value::Nothing,
    }
}

/// A record in a few words: "target 1, step 0.1, bounds 0 to 1000".
fn told(record: &dyn Fields) -> String {
    let mut parts = Vec::new();
    record.look(&mut |info, value| {
        let value = match value {
            Set::Number(number) => number.to_string(),
            Set::Whole(count) => count.to_string(),
            Set::Pair([least, most]) => format!("{least} to {most}"),
            Set::Word(text) | Set::Text(text) => text.to_owned(),
            _ => return,
        };
        parts.push(format!("{} {value}", info.name));
    });
    parts.join(", ")
}

/// Whether a neuron overrides a parameter of its class.
pub fn is_own(world: &World, neuron: Entity, info: &FieldInfo) -> bool {
    world
        .get::<Preset>(neuron)
        .and_then(|preset| get(&preset.params, info.name))
        .is_some_and(|value| value != Set::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nervous::{Homeostasis, Modulated};

    #[test]
    fn a_record_and_a_name_are_told_in_words() {
        let params = Params {
            homeostasis: Some(Homeostasis::default()),
            modulated: Some(Modulated("alarm".into(), -2.5)),
            modulator: Some("".into()),
            ..Params::default()
        };
        let text = |name: &str| value(&params, name, None);
        assert_eq!(text("homeostasis"), Value::Text("target 1, step 0.1, bounds 0 to 1000".into()));
        assert_eq!(text("modulated"), Value::Text("alarm -2.5".into()));
        assert_eq!(text("modulator"), Value::Nothing);
    }

    #[test]
    fn every_declared_parameter_has_its_columns() {
        let names: Vec<&str> = columns().iter().map(|column| column.name.as_str()).collect();
        for info in PARAMS {
            let own = names.iter().filter(|name| name.split(' ').next() == Some(info.name)).count();
            let pair = matches!(get(&NeuronParams::default().written(), info.name), Some(Set::Pair(_)));
            assert_eq!(own, if pair { 2 } else { 1 }, "{}", info.name);
        }
        let mut unique = names.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "no name twice: {names:?}");
    }
}
