//! Paths into a scene that can be swept: numbers that are near to what is chosen, and all of classes and bodies.

use crate::body::BodyPlan;
use crate::edit::NeuronKey;
use crate::entry::{FieldInfo, Fields, Record, Value, get};
use crate::nervous::{NeuronParams, PARAMS, Params};
use crate::scene::document::{Kind, Scene};
use crate::scene::path_set::{self, bracketed};

/// A path that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// As it is written.
    pub text: String,
    /// What it is, in a sentence.
    pub about: &'static str,
}

fn is_number(info: &FieldInfo, value: Value<'_>) -> bool {
    info.choices.is_empty() && matches!(value, Value::Number(_) | Value::Double(_) | Value::Whole(_))
}

/// Those that are offered, the nearest to the chosen neuron first.
#[must_use]
pub fn offered(scene: &Scene, chosen: Option<&NeuronKey>) -> Vec<Path> {
    let mut found = Vec::new();
    let params = |before: &str, found: &mut Vec<Path>| {
        let defaults = NeuronParams::default().written();
        defaults.look(&mut |info, value| {
            let could_be = || Params::default().set(info.name, Value::Number(0.0));
            if is_number(info, value) || (value == Value::Nothing && could_be()) {
                found.push(Path { text: format!("{before}.{}", info.name), about: info.sentence() });
            }
        });
    };
    if let Some(NeuronKey { creature, neuron }) = chosen {
        let owner = scene.creatures.iter().find(|other| other.name == *creature);
        let at = format!("creatures{}", bracketed(creature));
        params(&format!("{at}.neurons{}", bracketed(neuron)), &mut found);
        for synapse in owner.iter().flat_map(|owner| &owner.synapses) {
            if synapse.from == *neuron || synapse.to == *neuron {
                let text = format!(
                    "{at}.synapses{}.weight",
                    bracketed(&format!("{}->{}", synapse.from, synapse.to))
                );
                found.push(Path { text, about: "Weight of this link." });
            }
        }
        for gap in owner.iter().flat_map(|owner| &owner.gaps) {
            if gap.a == *neuron || gap.b == *neuron {
                let text = format!("{at}.gaps{}.conductance", bracketed(&format!("{}->{}", gap.a, gap.b)));
                found.push(Path { text, about: "Conductance of this gap junction." });
            }
        }
    }
    for class in scene.classes.keys() {
        // A class is an entry of a map: its name needs no brackets unless it has dots.
        let plain = class.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        params(
            &if plain { format!("classes.{class}") } else { format!("classes{}", bracketed(class)) },
            &mut found,
        );
    }
    for creature in scene.bodies() {
        BodyPlan::default().look(&mut |info, value| {
            if is_number(info, value) {
                let text = format!("creatures{}.body.{}", bracketed(&creature.name), info.name);
                found.push(Path { text, about: info.sentence() });
            }
        });
    }
    found
}

/// What a field is a part of, as far as its limits hang on it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Within {
    /// A neuron, or a class.
    Neurons,
    Body,
    /// An entry of another list of a creature.
    List(Kind),
    Other,
}

impl Within {
    fn of(path: &str) -> Self {
        let mut names = path_set::fields(path);
        names.pop();
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        match words[..] {
            ["classes", ..] | ["creatures", "neurons", ..] => Self::Neurons,
            ["creatures", "body"] => Self::Body,
            ["creatures", list] => {
                Kind::all().find(|kind| kind.list() == list).map_or(Self::Other, Self::List)
            }
            _ => Self::Other,
        }
    }

    fn fields(self) -> &'static [FieldInfo] {
        match self {
            Self::Neurons => PARAMS,
            Self::Body => BodyPlan::FIELDS,
            Self::List(kind) => kind.info().map_or(&[], |info| info.fields),
            Self::Other => &[],
        }
    }
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its value now, where that is known without the class of a neuron.
    pub now: Option<f64>,
    /// The range that is offered: around its value.
    pub range: (f64, f64),
    /// The least and the greatest value that it may have.
    pub limits: (f64, f64),
    /// Only whole numbers.
    pub whole: bool,
}

/// What a path leads to.
///
/// # Errors
///
/// When it leads nowhere, or to no number.
pub fn look_up(scene: &Scene, path: &str) -> Result<Found, String> {
    if path == "seed" {
        return Err("seeds are varied by Seeds, below".into());
    }
    let mut has_point = false;
    let written = match path_set::current(scene, path)? {
        Some(text) => {
            let text = text.trim().trim_start_matches("Some(").trim_end_matches(')').to_owned();
            has_point = text.contains(['.', 'e']);
            Some(text.parse::<f64>().map_err(|_| format!("`{text}` is no number, and cannot be swept"))?)
        }
        None => None,
    };
    let name = path.rsplit('.').next().unwrap_or(path);
    let within = Within::of(path);
    let info = within.fields().iter().find(|info| info.name == name);
    let (rule, body) = (NeuronParams::default().written(), BodyPlan::default());
    let default = match within {
        Within::Neurons => get(&rule, name),
        Within::Body => get(&body, name),
        Within::List(_) | Within::Other => None,
    };
    // Numbers that may have decimals are written with them.
    let whole = match default {
        Some(value) => matches!(value, Value::Whole(_)),
        None => written.is_some() && !has_point,
    };
    let usual = match default {
        Some(Value::Number(number)) => Some(short(number.into())),
        Some(Value::Double(number)) => Some(number),
        Some(Value::Whole(number)) => Some(f64::from(number)),
        _ => None,
    };
    let (low, high) = match written.or(usual) {
        Some(value) if value > 0.0 => (0.5 * value, 1.5 * value),
        Some(value) if value < 0.0 => (1.5 * value, 0.5 * value),
        _ => (0.0, 1.0),
    };
    let limits = info.map_or((-1.0e9, 1.0e9), |info| {
        // What is excluded has a neighbour that is not.
        let inside = if whole { 1.0 } else { 0.001 * (info.max - info.min) };
        let least = if info.min_excluded { info.min + inside } else { info.min };
        (least, if info.max_excluded { info.max - inside } else { info.max })
    });
    let (low, high) = if whole { (low.floor(), high.ceil()) } else { (short(low), short(high)) };
    let (low, high) = (low.max(limits.0), high.min(limits.1));
    let range = if low < high { (low, high) } else { (limits.0.max(low - 1.0), limits.1.min(low + 1.0)) };
    // A neuron that says nothing has what its class says.
    let now = written.or(usual.filter(|_| !path.contains(".neurons[")));
    Ok(Found { now, range, limits, whole })
}

/// What stands in the command line is short.
fn short(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Template, parse};

    fn crawler() -> Scene {
        parse(include_str!("../../../scenes/crawler.worm.ron"), "crawler").unwrap()
    }

    #[test]
    fn every_path_that_is_offered_can_be_set() {
        let scene = crawler();
        let key = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
        let paths = offered(&scene, Some(&key));
        assert!(paths[0].text.starts_with("creatures[Worm].neurons[AVA]."), "{:?}", paths[0]);
        assert!(paths.iter().any(|path| path.text.contains("->") && path.text.ends_with(".weight")));
        assert!(paths.iter().any(|path| path.text == "creatures[Worm].body.stiffness"));
        for path in &paths {
            let told = |why: String| -> ! { panic!("{}: {why}", path.text) };
            let found = look_up(&scene, &path.text).unwrap_or_else(|why| told(why));
            assert!(found.range.0 < found.range.1, "{}", path.text);
            let template = Template::new(&scene, &[(&path.text, "1")]).unwrap_or_else(|why| told(why));
            for value in [found.range.0, found.range.1] {
                // The places of touches and of skin hang on a body's segments.
                let value = if path.text.ends_with(".segments") { 16.0 } else { value };
                template.fill(&[&value.to_string()]).map(drop).unwrap_or_else(|why| told(why));
            }
        }
    }

    #[test]
    fn the_range_lies_around_what_is_set() {
        let mut scene = crawler();
        let body = scene.creatures[0].body.as_mut().unwrap();
        body.stiffness = 2.0;
        let range = |path| look_up(&scene, path).map(|found| (found.now, found.range));
        assert_eq!(range("creatures[Worm].body.stiffness"), Ok((Some(2.0), (1.0, 3.0))));
        // What is not written has its default, within its limits.
        assert_eq!(range("classes.touch.residue"), Ok((Some(0.1), (0.05, 0.15))));
        let refractory = look_up(&scene, "creatures[Worm].neurons[AVA].refractory").unwrap();
        assert!(refractory.whole && refractory.range.0.fract() == 0.0 && refractory.range.1.fract() == 0.0);
        // Limits are those of what the field is a part of, whatever else has one of that name.
        let of = |path| Within::of(path).fields().iter().any(|info| path.ends_with(info.name));
        assert_eq!(Within::of("creatures[\"a.b\"].neurons[\"c]\"].params.threshold"), Within::Neurons);
        assert_eq!(Within::of("creatures[Worm].gaps[A->B].conductance"), Within::List(Kind::GAP));
        assert!(of("creatures[Worm].gaps[A->B].conductance") && !of("creatures[Worm].gaps[A->B].threshold"));
        assert_eq!(Within::of("arena.obstacles[0].length"), Within::Other);
        assert_eq!(Within::of("stimuli[0].seconds"), Within::Other);
        assert!(range("creatures[Worm].body.stifness").unwrap_err().contains("stiffness"));
        assert!(range("creatures[Worm].name").unwrap_err().contains("no number"));
    }
}
