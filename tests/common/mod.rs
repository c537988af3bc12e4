//! What several tests share.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod editing;
pub mod golden;
pub mod learning;
pub mod program;
pub mod scenes;
pub mod tables;
pub mod watch;

use bevy::app::App;
use serde_json::Value;
use wriggle::app::{Executor, headless_app};
use wriggle::entry::{Fields, Record, Value as Field};
use wriggle::nervous::{AstrocyteEntry, GapEntry, Homeostasis, NeuronEntry, Params, Start, SynapseEntry};
use wriggle::scene::document::{Creature, Scene};
use wriggle::scene::spawn;
use wriggle::stimulus::{Inject, Stimulus};

/// An app in which a scene has been spawned, at tick 0.
pub fn app_of(scene: &Scene) -> App {
    app_with(scene, Executor::SingleThreaded)
}

/// The same with the executor of one's choice.
pub fn app_with(scene: &Scene, executor: Executor) -> App {
    let mut app = headless_app(executor);
    spawn(app.world_mut(), scene);
    app
}

/// A creature without a body.
pub fn bodiless(name: &str, neurons: Vec<NeuronEntry>, synapses: Vec<SynapseEntry>) -> Creature {
    Creature { name: name.into(), neurons, synapses, ..Creature::default() }
}

/// A net in the format of the golden data.
pub struct Net {
    json: Value,
    /// Ticks of its trace.
    pub ticks: u64,
}

impl Net {
    /// One of `tests/golden`.
    pub fn golden(name: &str) -> Self {
        Self::read(&format!("tests/golden/{name}.json"))
    }

    /// A net from a file of the repository.
    pub fn read(path: &str) -> Self {
        let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        let json: Value =
            serde_json::from_str(&std::fs::read_to_string(path).expect("golden net")).expect("JSON");
        let ticks = json["ticks"].as_u64().expect("ticks");
        Self { json, ticks }
    }

    /// What it has of records by names.
    fn by_name<R: Record + Default>(&self, key: &str) -> impl Iterator<Item = (String, R)> {
        let all = self.json[key].as_object().into_iter().flatten();
        all.map(|(name, given)| {
            let mut record = R::default();
            fill(&mut record, given);
            (name.clone(), record)
        })
    }

    /// The net as a scene of one creature without a body.
    pub fn scene(&self) -> Scene {
        let list = |key: &str| self.json[key].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        let number = |value: &Value| value.as_f64().expect("a number") as f32;
        let neurons = self.json["neurons"]
            .as_object()
            .expect("neurons")
            .iter()
            .map(|(name, given)| {
                let of = |key: &str| given.get(key).filter(|v| !v.is_null());
                let pair = |key: &str| of(key).map(|v| (number(&v[0]), number(&v[1])));
                let count = |key: &str| of(key).map(|v| v.as_u64().expect("a count") as u32);
                NeuronEntry {
                    name: name.clone(),
                    params: params(given),
                    start: Start {
                        // In the golden format the default is a fixed 5, not the conduction time.
                        conduction_left: Some(count("conduction_left").unwrap_or(5)),
                        refractory_left: count("refractory_left"),
                        dendrite: pair("dendrite"),
                        cleft: pair("cleft"),
                        pool: pair("pool"),
                        potential: pair("potential"),
                        ..Start::default()
                    },
                    ..NeuronEntry::default()
                }
            })
            .collect();
        let synapses = list("synapses")
            .iter()
            .map(|s| {
                let mut synapse = SynapseEntry::new(text(&s[0]), text(&s[1]), number(&s[2]));
                if let Some(more) = s.get(3) {
                    fill(&mut synapse, more);
                }
                synapse
            })
            .collect();
        let gaps = list("gaps")
            .iter()
            .map(|g| GapEntry { a: text(&g[0]), b: text(&g[1]), conductance: number(&g[2]) })
            .collect();
        let astrocytes = self.json["astrocytes"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, given)| {
                let mut astrocyte = AstrocyteEntry::new::<String>(name, []);
                fill(&mut astrocyte, given);
                astrocyte
            })
            .collect();
        let stimuli = list("inject")
            .iter()
            .map(|i| {
                Stimulus::Inject(Inject {
                    creature: "Net".into(),
                    neuron: text(&i[1]),
                    // A stimulus at t seconds acts in tick round(100 t) + 1.
                    at: (i[0].as_u64().expect("a tick") as f64 - 1.0) / 100.0,
                    amount: (number(&i[2]), number(&i[3])),
                    seconds: 0.0,
                    every: 0.0,
                    times: 0,
                })
            })
            .collect();
        Scene {
            plasticity: self.by_name("plasticity").collect(),
            modulators: self.by_name("modulators").collect(),
            creatures: vec![Creature { gaps, astrocytes, ..bodiless("Net", neurons, synapses) }],
            stimuli,
            ..Scene::default()
        }
    }
}

/// The parameters that a neuron of the golden data has.
fn params(given: &Value) -> Params {
    let mut params = Params::default();
    fill(&mut params, given);
    params
}

/// Sets those fields of a record that are given.
fn fill(record: &mut dyn Fields, given: &Value) {
    for info in record.infos() {
        let Some(value) = given.get(info.name).filter(|value| !value.is_null()) else { continue };
        let number = |value: &Value| value.as_f64().expect("a number") as f32;
        let set = match value {
            Value::Array(pair) => match &pair[0] {
                Value::String(name) => record.set(info.name, Field::Named(name, number(&pair[1]))),
                Value::Array(_) => {
                    let text = |end: &Value| end.as_str().expect("a name").to_owned();
                    let links: Vec<_> = pair.iter().map(|link| (text(&link[0]), text(&link[1]))).collect();
                    record.set(info.name, Field::Links(&links))
                }
                _ => record.set(info.name, Field::Pair([number(&pair[0]), number(&pair[1])])),
            },
            Value::String(word) => match info.choices.iter().find(|(choice, _)| choice == word) {
                Some(known) => record.set(info.name, Field::Word(known.0)),
                None => record.set(info.name, Field::Text(word)),
            },
            Value::Object(_) => {
                let mut homeostasis = Homeostasis::default();
                fill(&mut homeostasis, value);
                record.set(info.name, Field::Record(&homeostasis))
            }
            value => {
                record.set(info.name, Field::Number(number(value)))
                    || record.set(info.name, Field::Whole(value.as_u64().expect("a count") as u32))
            }
        };
        assert!(set, "{}", info.name);
    }
}
