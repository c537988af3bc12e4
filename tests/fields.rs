//! The tables of fields in scenes/README.md are those of the declarations.
//!
//! They stand between `<!-- fields of neurons -->` and `<!-- end -->`. Where a declaration was changed,
//! `UPDATE=1 cargo test --release --test fields` writes them anew.

mod common;

use common::tables::held;
use std::collections::BTreeMap;
use wriggle::body::BodyPlan;
use wriggle::entry::{FieldInfo, Record, Role, Value, get};
use wriggle::nervous::{NeuronParams, Params, Start};
use wriggle::scene::document::Kind;
use wriggle::stimulus::{Clamp, Inject, Silence, Touch};

/// A value as a scene file has it.
fn written(value: Value) -> String {
    match value {
        Value::Nothing => "none".into(),
        Value::Number(number) => format!("`{number:?}`"),
        Value::Whole(count) => format!("`{count}`"),
        Value::Pair([a, b]) => format!("`({a:?}, {b:?})`"),
        Value::Range((a, b)) => format!("`({a}, {b})`"),
        Value::Word(word) => format!("`{word}`"),
        Value::Text(text) => format!("`{text:?}`"),
    }
}

fn allowed(info: &FieldInfo) -> String {
    match info.role {
        Role::Neuron => return "a neuron".into(),
        Role::Creature => return "a creature".into(),
        Role::Segments => return "segments".into(),
        Role::Joints => return "joints".into(),
        Role::Plain => {}
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

/// What stands in the declaration: `Side::Both` is `Both`.
fn declared(info: &FieldInfo) -> String {
    match info.default {
        None => "-".into(),
        Some("String::new()") => "`\"\"`".into(),
        Some("None") => "none".into(),
        Some(default) => format!("`{}`", default.rsplit("::").next().unwrap_or(default)),
    }
}

#[test]
fn tables_of_fields_are_those_of_the_declarations() {
    let mut tables = BTreeMap::new();
    let params = NeuronParams::default().written();
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
    held("scenes/README.md", "fields of", "fields", &tables);
}
