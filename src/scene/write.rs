//! A scene as text that people like to read: one line for each thing that has a name.

use super::document::{Creature, Scene};
use super::items::erased::Line;
use crate::arena::Arena;
use crate::nervous::plasticity::Learning;
use indexmap::IndexMap;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use std::fmt::Write;

/// The text of a scene: `header`, then what differs from the defaults, in the scene's order.
///
/// Numbers are in the shortest form that reads back to the same bits. Comments other than the
/// header are no part of a scene: [`super::Comments::write`] writes them.
#[must_use]
pub fn to_text(scene: &Scene, header: &str) -> String {
    // Taken apart by name, so that a new field cannot be forgotten here.
    let Scene {
        format,
        name,
        about,
        seed,
        classes,
        plasticity,
        modulators,
        learning,
        arena,
        creatures,
        stimuli,
        snapshot,
    } = scene;
    let mut out = Writer { out: String::new(), indent: 0, line: Lines::default() };
    if !header.trim().is_empty() {
        out.out.push_str(header.trim_end());
        out.out.push('\n');
    }
    out.open("(");
    out.field("format", format);
    out.field_unless("name", name, name.is_empty());
    out.field_unless("about", about, about.is_empty());
    out.field_unless("seed", seed, *seed == 0);
    out.by_name("classes", classes);
    out.by_name("plasticity", plasticity);
    out.by_name("modulators", modulators);
    out.field_unless("learning", learning, *learning == Learning::On);
    out.arena(arena);
    if !creatures.is_empty() {
        out.open("creatures: [");
        for creature in creatures {
            out.creature(creature);
        }
        out.close("],");
    }
    out.list("stimuli", stimuli);
    if let Some(snapshot) = snapshot {
        out.field("snapshot", snapshot);
    }
    out.close(")");
    out.out
}

/// RON on one line.
struct Lines {
    options: ron::Options,
    config: PrettyConfig,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            options: super::ron_options::options(),
            config: PrettyConfig::new()
                .extensions(Extensions::empty())
                .compact_structs(true)
                .compact_arrays(true)
                .compact_maps(true),
        }
    }
}

impl Lines {
    fn text<T: Serialize>(&self, value: &T) -> String {
        self.of(value)
    }

    fn of(&self, value: &dyn Line) -> String {
        // Fails only for types that RON has no form for, or if a String could not be written to.
        value.line(&self.options, &self.config).expect("every part of a scene has a form in RON")
    }
}

struct Writer {
    out: String,
    indent: usize,
    line: Lines,
}

impl Writer {
    fn start(&mut self) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
    }

    fn open(&mut self, text: &str) {
        self.start();
        self.out.push_str(text);
        self.out.push('\n');
        self.indent += 1;
    }

    fn close(&mut self, text: &str) {
        self.indent -= 1;
        self.start();
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.start();
        self.out.push_str(text);
        self.out.push_str(",\n");
    }

    fn field<T: Serialize>(&mut self, name: &str, value: &T) {
        self.start();
        let value = self.line.text(value);
        // Writing to a String does not fail.
        let _ = writeln!(self.out, "{name}: {value},");
    }

    fn field_unless<T: Serialize>(&mut self, name: &str, value: &T, is_default: bool) {
        if !is_default {
            self.field(name, value);
        }
    }

    fn list<T: Serialize>(&mut self, name: &str, items: &[T]) {
        if items.is_empty() {
            return;
        }
        self.open(&format!("{name}: ["));
        for item in items {
            let item = self.line.text(item);
            self.line(&item);
        }
        self.close("],");
    }

    fn by_name<T: Serialize>(&mut self, name: &str, items: &IndexMap<String, T>) {
        if items.is_empty() {
            return;
        }
        self.open(&format!("{name}: {{"));
        for (name, item) in items {
            let (name, item) = (self.line.text(name), self.line.text(item));
            self.line(&format!("{name}: {item}"));
        }
        self.close("},");
    }

    fn arena(&mut self, arena: &Arena) {
        let Arena { medium, obstacles } = arena;
        if *arena == Arena::default() {
            return;
        }
        self.open("arena: (");
        self.field_unless("medium", medium, *medium == Default::default());
        self.list("obstacles", obstacles);
        self.close("),");
    }

    fn creature(&mut self, creature: &Creature) {
        self.open("(");
        self.field("name", &creature.name);
        self.field_unless("at", &creature.at, creature.at == (0.0, 0.0));
        self.field_unless("heading", &creature.heading, creature.heading == 0.0);
        self.field_unless("axon_speed", &creature.axon_speed, creature.axon_speed.is_none());
        self.field_unless("body", &creature.body, creature.body.is_none());
        self.list("neurons", &creature.neurons);
        creature.lists(&mut |kind, items| {
            if items.is_empty() {
                return;
            }
            self.open(&format!("{}: [", kind.list()));
            items.write(&mut |entry| {
                let text = self.line.of(entry);
                self.line(&text);
            });
            self.close("],");
        });
        self.close("),");
    }
}
