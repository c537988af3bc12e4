//! The tables of fields in scenes/README.md are those of the declarations.
//!
//! They stand between `<!-- fields of neurons -->` and `<!-- end -->`. Where a declaration was changed,
//! `UPDATE=1 cargo test --release --test fields` writes them anew.

mod common;

use common::tables::held;
use std::collections::BTreeMap;
use wriggle::body::BodyPlan;
use wriggle::entry::{FieldInfo, MAX_COORDINATE, MAX_NAME, Record, Role, Value, get};
use wriggle::nervous::plasticity::{Modulator, RULE_PRESETS, Rule};
use wriggle::nervous::{
    DELAY_LIMIT, Faculties, Homeostasis, NeuronParams, Params, Start, StartAstrocyte, TRANSMITTER_LIMIT,
};
use wriggle::scene::document::Kind;
use wriggle::scene::limits::{MAX_CLASSES, MAX_CREATURES, MAX_HEADING, MAX_NEURONS, MAX_RULES, MAX_STIMULI};
use wriggle::scene::locate::MAX_DEPTH;
use wriggle::scene::read::MAX_FILE;
use wriggle::stimulus::{Clamp, Inject, MAX_FORCE, MAX_SECONDS, Noise, Reward, Silence, Touch};
use wriggle::sweep::MAX_RUNS;

/// A value as a scene file has it.
fn written(value: Value) -> String {
    match value {
        Value::Nothing | Value::Text("") => "none".into(),
        Value::Number(number) => format!("`{number:?}`"),
        Value::Double(number) => format!("`{number:?}`"),
        Value::Whole(count) => format!("`{count}`"),
        Value::Pair([a, b]) => format!("`({a:?}, {b:?})`"),
        Value::Range((a, b)) => format!("`({a}, {b})`"),
        Value::Word(word) => format!("`{word}`"),
        Value::Text(text) => format!("`{text:?}`"),
        Value::Named(name, amount) => format!("`({name:?}, {amount:?})`"),
        Value::Record(record) => format!("`{record:?}`"),
        Value::Flag(flag) => format!("`{flag}`"),
        Value::Names(names) => format!("`{names:?}`"),
        Value::Links(links) => format!("`{links:?}`"),
    }
}

fn allowed(info: &FieldInfo) -> String {
    match info.role {
        Role::Neuron => return "a neuron".into(),
        Role::Neurons => return "neurons".into(),
        Role::Links => return "pairs of neurons".into(),
        Role::Text => return "a text".into(),
        Role::Creature => return "a creature".into(),
        Role::Segments => return "segments".into(),
        Role::Joints => return "joints".into(),
        Role::Rule => return "a plasticity rule".into(),
        Role::Modulator if info.unit.is_empty() => return "a modulator".into(),
        Role::Modulator => return format!("a modulator and a gain, {}", info.range()),
        Role::Plain if info.name == "homeostasis" => {
            return "see [How a worm learns](#how-a-worm-learns)".into();
        }
        Role::Plain if info.default == Some("StartAstrocyte::default()") => return "see below".into(),
        Role::Plain | Role::Limits => {}
    }
    if info.choices.is_empty() && info.max >= f64::from(u32::MAX) {
        return format!("from {}", info.min);
    }
    info.range()
}

fn table(fields: &[FieldInfo], default: impl Fn(&FieldInfo) -> String) -> String {
    let mut text = String::from("| field | default | | |\n|---|---|---|---|\n");
    for info in fields {
        let cell = |text: &str| text.replace('|', "\\|");
        let sentence = cell(info.sentence());
        text.push_str(&format!(
            "| `{}` | {} | {} | {sentence} |\n",
            info.name,
            default(info),
            cell(&allowed(info))
        ));
    }
    text
}

/// Known rules, and in what they differ from the defaults.
fn presets() -> String {
    let mut text = String::from("| rule | set | for |\n|---|---|---|\n");
    for preset in RULE_PRESETS {
        let (rule, default) = ((preset.rule)(), Rule::default());
        let differs = |info: &&FieldInfo| get(&rule, info.name) != get(&default, info.name);
        let set = Rule::FIELDS.iter().filter(differs).map(|info| {
            let value = get(&rule, info.name).expect("a field");
            format!("`{}: {}`", info.name, written(value).replace('`', ""))
        });
        let set = set.collect::<Vec<_>>().join(", ");
        let set = if set.is_empty() { "the defaults".to_owned() } else { set };
        text.push_str(&format!("| *{}* | {set} | {} |\n", preset.name, preset.about));
    }
    text
}

/// What stands in the declaration: `Side::Both` is `Both`.
fn declared(info: &FieldInfo) -> String {
    match info.default {
        None => "-".into(),
        Some("String::new()") => "`\"\"`".into(),
        Some("None" | "Symbol::default()") => "none".into(),
        Some("StartAstrocyte::default()") => "`()`".into(),
        Some(default) => format!("`{}`", default.rsplit("::").next().unwrap_or(default)),
    }
}

fn limits() -> String {
    let rows = [
        ("creatures in a scene", MAX_CREATURES.to_string()),
        ("classes in a scene", MAX_CLASSES.to_string()),
        ("plasticity rules, and modulators, in a scene", MAX_RULES.to_string()),
        ("longest `delay`", format!("{DELAY_LIMIT} ticks")),
        ("neurons in a scene, of all creatures", MAX_NEURONS.to_string()),
        ("stimuli in a scene", MAX_STIMULI.to_string()),
        ("characters of a name", MAX_NAME.to_string()),
        ("places (`at`, `from`, `to`), either way", MAX_COORDINATE.to_string()),
        ("`heading`, either way", format!("{MAX_HEADING} degrees")),
        ("weights, gains, amounts of transmitter, either way", TRANSMITTER_LIMIT.to_string()),
        ("force of a touch", MAX_FORCE.to_string()),
        ("times of stimuli, and a run", format!("{MAX_SECONDS} seconds")),
        ("runs of a sweep", MAX_RUNS.to_string()),
        ("brackets within brackets", MAX_DEPTH.to_string()),
        ("a file", format!("{} MiB", MAX_FILE >> 20)),
    ];
    let mut text = String::from("| | at most |\n|---|---|\n");
    for (what, most) in rows {
        text.push_str(&format!("| {what} | {most} |\n"));
    }
    text
}

#[test]
fn tables_of_fields_are_those_of_the_declarations() {
    let mut tables = BTreeMap::new();
    let params = Faculties::default().written_beside(NeuronParams::default().written());
    let of_rule = |info: &FieldInfo| written(get(&params, info.name).expect("a parameter"));
    tables.insert("params".to_owned(), table(Params::FIELDS, of_rule));
    tables.insert("start".to_owned(), table(Start::FIELDS, |_| "by the class".into()));
    tables.insert("body".to_owned(), table(BodyPlan::FIELDS, declared));
    for info in Kind::all().filter_map(Kind::info) {
        tables.insert(info.list.to_owned(), table(info.fields, declared));
    }
    tables.insert("Touch".to_owned(), table(Touch::FIELDS, declared));
    tables.insert("Inject".to_owned(), table(Inject::FIELDS, declared));
    tables.insert("Silence".to_owned(), table(Silence::FIELDS, declared));
    tables.insert("Clamp".to_owned(), table(Clamp::FIELDS, declared));
    tables.insert("Noise".to_owned(), table(Noise::FIELDS, declared));
    tables.insert("Reward".to_owned(), table(Reward::FIELDS, declared));
    tables.insert("plasticity".to_owned(), table(Rule::FIELDS, declared));
    tables.insert("modulators".to_owned(), table(Modulator::FIELDS, declared));
    tables.insert("homeostasis".to_owned(), table(Homeostasis::FIELDS, declared));
    tables.insert("start of astrocytes".to_owned(), table(StartAstrocyte::FIELDS, declared));
    tables.insert("limits".to_owned(), limits());
    tables.insert("presets".to_owned(), presets());
    held("scenes/README.md", "fields of", "fields", &tables);
}
