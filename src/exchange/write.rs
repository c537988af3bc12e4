//! A creature's network for other programs.

use super::Sign;
use super::build::Palette;
use crate::nervous::NeuronEntry;
use crate::scene::document::{Creature, Scene};
use quick_xml::escape::escape;
use std::collections::HashMap;
use std::fmt::Write;

/// What a neuron releases, by what it makes.
fn sign(scene: &Scene, neuron: &NeuronEntry) -> Sign {
    let [excitatory, inhibitory] = neuron.resolve(&scene.classes).production;
    if excitatory <= 0.0 && inhibitory < 0.0 { Sign::Inhibitory } else { Sign::Excitatory }
}

const fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Excitatory => "excitatory",
        Sign::Inhibitory => "inhibitory",
    }
}

/// A table of links: `pre,post,type,weight`. The weight of an electrical link is its conductance.
#[must_use]
pub fn to_edges(creature: &Creature) -> String {
    let chemical = creature
        .synapses
        .iter()
        .map(|s| [&*s.from, &*s.to, "chemical", &s.weight.to_string()].map(str::to_owned));
    let electrical = creature
        .gaps
        .iter()
        .map(|g| [&*g.a, &*g.b, "electrical", &g.conductance.to_string()].map(str::to_owned));
    table(["pre", "post", "type", "weight"], chemical.chain(electrical))
}

/// A table of neurons: `name,class,x,y,transmitter`.
#[must_use]
pub fn to_neurons(scene: &Scene, creature: &Creature) -> String {
    let rows = creature.neurons.iter().map(|neuron| {
        let (x, y) = (neuron.at.0.to_string(), neuron.at.1.to_string());
        [&*neuron.name, &*neuron.class, &x, &y, word(sign(scene, neuron))].map(str::to_owned)
    });
    table(["name", "class", "x", "y", "transmitter"], rows)
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to a Vec does not fail, and all rows are of one length.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// GraphML. All edges are directed, electrical ones too, for networkx reads no mixture; their
/// `type` tells them apart.
#[must_use]
pub fn to_graphml(scene: &Scene, creature: &Creature) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="class" for="node" attr.name="class" attr.type="string"/>
  <key id="x" for="node" attr.name="x" attr.type="double"/>
  <key id="y" for="node" attr.name="y" attr.type="double"/>
  <key id="transmitter" for="node" attr.name="transmitter" attr.type="string"/>
  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
"#,
    );
    // Writing to a String does not fail.
    let _ = writeln!(out, "  <graph id=\"{}\" edgedefault=\"directed\">", escape(&*creature.name));
    for neuron in &creature.neurons {
        let (name, class) = (escape(&*neuron.name), escape(&*neuron.class));
        let _ = writeln!(
            out,
            "    <node id=\"{name}\"><data key=\"name\">{name}</data><data key=\"class\">{class}</data><data key=\"x\">{}</data><data key=\"y\">{}</data><data key=\"transmitter\">{}</data></node>",
            neuron.at.0,
            neuron.at.1,
            word(sign(scene, neuron)),
        );
    }
    let mut edge = |from: &str, to: &str, kind: &str, weight: f32| {
        let _ = writeln!(
            out,
            "    <edge source=\"{}\" target=\"{}\"><data key=\"type\">{kind}</data><data key=\"weight\">{weight}</data></edge>",
            escape(from),
            escape(to),
        );
    };
    for synapse in &creature.synapses {
        edge(&synapse.from, &synapse.to, "chemical", synapse.weight);
    }
    for gap in &creature.gaps {
        edge(&gap.a, &gap.b, "electrical", gap.conductance);
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// Graphviz: colours by class, a bar for an arrowhead where a neuron inhibits, dashes for
/// electrical synapses. `neato -n` keeps the places.
#[must_use]
pub fn to_dot(scene: &Scene, creature: &Creature) -> String {
    let mut palette = Palette::default();
    let colors: HashMap<&str, String> = scene
        .classes
        .iter()
        .map(|(name, class)| {
            (name.as_str(), if class.color.is_empty() { palette.next() } else { class.color.clone() })
        })
        .collect();
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = writeln!(out, "digraph {} {{", quoted(&creature.name));
    out.push_str("    node [style=filled, fillcolor=\"#d0d0d0\"];\n");
    let mut inhibits = HashMap::new();
    for neuron in &creature.neurons {
        let sign = sign(scene, neuron);
        inhibits.insert(neuron.name.as_str(), sign == Sign::Inhibitory);
        let color = colors.get(neuron.class.as_str()).map(|color| format!(", fillcolor=\"{color}\""));
        // The coordinates of `neato -n` are points, 1/72 inch; a name takes about 50 of them.
        let (x, y) = (neuron.at.0 * 60.0, neuron.at.1 * 60.0);
        let _ = writeln!(
            out,
            "    {} [label={}, pos=\"{x},{y}\"{}];",
            quoted(&neuron.name),
            label(&neuron.name),
            color.unwrap_or_default(),
        );
    }
    let width = |weight: f32| (weight.abs().sqrt() * 1.5).clamp(0.3, 6.0);
    for synapse in &creature.synapses {
        // A negative weight turns over what the neuron does.
        let inhibits = inhibits.get(&*synapse.from).copied().unwrap_or_default() != (synapse.weight < 0.0);
        let _ = writeln!(
            out,
            "    {} -> {} [tooltip=\"{}\", penwidth={:.2}{}];",
            quoted(&synapse.from),
            quoted(&synapse.to),
            synapse.weight,
            width(synapse.weight),
            if inhibits { ", arrowhead=tee" } else { "" },
        );
    }
    for gap in &creature.gaps {
        let _ = writeln!(
            out,
            "    {} -> {} [dir=none, style=dashed, tooltip=\"{}\"];",
            quoted(&gap.a),
            quoted(&gap.b),
            gap.conductance,
        );
    }
    out.push_str("}\n");
    out
}

/// A name between quotes. Graphviz takes a backslash before a quote for an escape, and doubled
/// ones do no harm as long as they are always doubled.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A label shows what is between quotes, but knows HTML's entities.
fn label(name: &str) -> String {
    quoted(&name.replace('&', "&amp;"))
}
