//! A creature's network for other programs.

use super::Sign;
use super::beside::{Beside, weight};
use super::build::Palette;
use crate::nervous::{Frame, NeuronEntry};
use crate::scene::document::{Creature, Scene};
use quick_xml::escape::escape;
use std::collections::{HashMap, HashSet};
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

/// A table of links: `pre,post,type,weight`. The weight of an electrical link is its conductance, that of a synapse the
/// one that it has learned. Where any synapse learns `start_weight,plasticity` follow, where any says its delay
/// `delay`, where there are astrocytes `astrocyte`.
#[must_use]
pub fn to_edges(creature: &Creature) -> String {
    let beside = Beside::of(creature);
    let chemical = creature.synapses.iter().map(|s| {
        let plain = [&*s.from, &*s.to, "chemical", &weight(s).to_string()].map(str::to_owned);
        plain.into_iter().chain(beside.values(s)).collect()
    });
    let none = beside.names().len();
    let electrical = creature.gaps.iter().map(|g| {
        let plain = [&*g.a, &*g.b, "electrical", &g.conductance.to_string()].map(str::to_owned);
        plain.into_iter().chain(std::iter::repeat_n(String::new(), none)).collect()
    });
    let header = ["pre", "post", "type", "weight"].into_iter();
    table(header.chain(beside.names().into_iter().map(|(name, _)| name)), chemical.chain(electrical))
}

/// A table of neurons: `name,class,x,y,transmitter`.
#[must_use]
pub fn to_neurons(scene: &Scene, creature: &Creature) -> String {
    let rows = creature.neurons.iter().map(|neuron| {
        let (x, y) = (neuron.at.0.to_string(), neuron.at.1.to_string());
        [&*neuron.name, &*neuron.class, &x, &y, word(sign(scene, neuron))].map(str::to_owned).into()
    });
    table(["name", "class", "x", "y", "transmitter"], rows)
}

fn table<'h>(header: impl IntoIterator<Item = &'h str>, rows: impl Iterator<Item = Vec<String>>) -> String {
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
"#,
    );
    let groups = groups(creature);
    if !groups.is_empty() {
        out.push_str("  <key id=\"frame\" for=\"node\" attr.name=\"frame\" attr.type=\"string\"/>\n");
    }
    out.push_str(
        r#"  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
"#,
    );
    let beside = Beside::of(creature);
    let names = beside.names();
    for (name, sort) in &names {
        // Writing to a String does not fail.
        let _ =
            writeln!(out, "  <key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{sort}\"/>");
    }
    // Writing to a String does not fail.
    let _ = writeln!(out, "  <graph id=\"{}\" edgedefault=\"directed\">", escape(&*creature.name));
    for neuron in &creature.neurons {
        let (name, class) = (escape(&*neuron.name), escape(&*neuron.class));
        let _ = writeln!(
            out,
            "    <node id=\"{name}\"><data key=\"name\">{name}</data><data key=\"class\">{class}</data><data key=\"x\">{}</data><data key=\"y\">{}</data><data key=\"transmitter\">{}</data>{}</node>",
            neuron.at.0,
            neuron.at.1,
            word(sign(scene, neuron)),
            groups
                .get(&*neuron.name)
                .map_or_else(String::new, |name| { format!("<data key=\"frame\">{}</data>", escape(*name)) }),
        );
    }
    let mut edge = |from: &str, to: &str, kind: &str, weight: f32, more: &str| {
        let _ = writeln!(
            out,
            "    <edge source=\"{}\" target=\"{}\"><data key=\"type\">{kind}</data><data key=\"weight\">{weight}</data>{more}</edge>",
            escape(from),
            escape(to),
        );
    };
    for synapse in &creature.synapses {
        let values = beside.values(synapse);
        let told = names.iter().zip(&values).filter(|(_, value)| !value.is_empty());
        let more: String = told
            .map(|((name, _), value)| format!("<data key=\"{name}\">{}</data>", escape(&**value)))
            .collect();
        edge(&synapse.from, &synapse.to, "chemical", weight(synapse), &more);
    }
    for gap in &creature.gaps {
        edge(&gap.a, &gap.b, "electrical", gap.conductance, "");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// The group of each neuron that is in one: of several frames the smallest, for other programs have one at most.
fn groups(creature: &Creature) -> HashMap<&str, &str> {
    let mut frames: Vec<&Frame> = creature.frames.iter().collect();
    frames.sort_by_key(|frame| frame.neurons.len());
    let mut groups = HashMap::new();
    for frame in frames {
        for neuron in &frame.neurons {
            groups.entry(neuron.as_str()).or_insert(frame.name.as_str());
        }
    }
    groups
}

/// Frames as clusters, those within others inside of them. Graphviz knows no neuron in two that only overlap: the first
/// frame has it.
fn clusters(out: &mut String, creature: &Creature) {
    let mut order: Vec<&Frame> = creature.frames.iter().collect();
    order.sort_by_key(|frame| std::cmp::Reverse(frame.neurons.len()));
    let sets: Vec<HashSet<&str>> =
        order.iter().map(|frame| frame.neurons.iter().map(String::as_str).collect()).collect();
    // The smallest that holds it, of those that are larger.
    let outer: Vec<Option<usize>> = (0..order.len())
        .map(|i| (0..i).rev().find(|j| sets[i].len() < sets[*j].len() && sets[i].is_subset(&sets[*j])))
        .collect();
    let mut taken: HashSet<&str> = HashSet::new();
    let mut own: Vec<Vec<&str>> = vec![Vec::new(); order.len()];
    for i in (0..order.len()).rev() {
        own[i] = order[i].neurons.iter().map(String::as_str).filter(|name| taken.insert(*name)).collect();
    }
    // From within outwards every cluster is written into that around it.
    let mut bodies: Vec<String> = vec![String::new(); order.len()];
    for i in (0..order.len()).rev() {
        let names: Vec<String> = own[i].iter().map(|name| quoted(name)).collect();
        let mut body =
            format!("    subgraph cluster_{i} {{ label={}; color=\"#909090\";", label(&order[i].name));
        for name in names {
            let _ = write!(body, " {name};");
        }
        body.push('\n');
        body.push_str(&bodies[i]);
        body.push_str("    }\n");
        match outer[i] {
            Some(outer) => bodies[outer].insert_str(0, &body),
            None => out.push_str(&body),
        }
    }
}

/// Graphviz: frames as clusters, notes as boxes of text, colours by class, a bar for an arrowhead where a neuron
/// inhibits, dashes for electrical synapses. `neato -n` keeps the places.
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
    clusters(&mut out, creature);
    for (i, note) in creature.notes.iter().enumerate() {
        let (x, y) = (note.at.0 * 60.0, note.at.1 * 60.0);
        let text = label(&note.text).replace('\n', "\\l");
        let mut name = format!("note {i}");
        while creature.neurons.iter().any(|neuron| neuron.name == name) {
            name.push('\'');
        }
        let name = quoted(&name);
        let _ = writeln!(out, "    {name} [shape=note, style=\"\", label={text}, pos=\"{x},{y}\"];");
    }
    let width = |size: f32| (size.abs().sqrt() * 1.5).clamp(0.3, 6.0);
    for synapse in &creature.synapses {
        // A negative weight turns over what the neuron does.
        let inhibits = inhibits.get(&*synapse.from).copied().unwrap_or_default() != (synapse.weight < 0.0);
        let _ = writeln!(
            out,
            "    {} -> {} [tooltip=\"{}\", penwidth={:.2}{}];",
            quoted(&synapse.from),
            quoted(&synapse.to),
            weight(synapse),
            width(weight(synapse)),
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
