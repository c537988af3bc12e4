//! Paths into a scene that can be swept: numbers that are near to what is chosen, and all of classes and bodies.

use crate::body::BodyPlan;
use crate::edit::NeuronKey;
use crate::entry::{FieldInfo, Fields, Record, Value};
use crate::nervous::PARAMS;
use crate::scene::document::Scene;
use crate::scene::path_set;

/// A path that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// As it is written.
    pub text: String,
    /// What it is, in a sentence.
    pub about: &'static str,
}

/// A name in brackets, in quotes where it needs them.
fn item(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let is_plain = !name.is_empty() && name.chars().all(plain) && name.parse::<usize>().is_err();
    if is_plain { format!("[{name}]") } else { format!("[{name:?}]") }
}

fn is_number(info: &FieldInfo, value: Value<'_>) -> bool {
    info.choices.is_empty() && matches!(value, Value::Number(_) | Value::Double(_) | Value::Whole(_))
}

/// Those that are offered, the nearest to the chosen neuron first.
#[must_use]
pub fn offered(scene: &Scene, chosen: Option<&NeuronKey>) -> Vec<Path> {
    let mut found = Vec::new();
    let params = |before: &str, found: &mut Vec<Path>| {
        let defaults = crate::nervous::NeuronParams::default().written();
        defaults.look(&mut |info, value| {
            if is_number(info, value) || (value == Value::Nothing && info.choices.is_empty()) {
                found.push(Path { text: format!("{before}.{}", info.name), about: info.sentence() });
            }
        });
    };
    if let Some(NeuronKey { creature, neuron }) = chosen {
        let owner = scene.creatures.iter().find(|other| other.name == *creature);
        let at = format!("creatures{}", item(creature));
        params(&format!("{at}.neurons{}", item(neuron)), &mut found);
        for synapse in owner.iter().flat_map(|owner| &owner.synapses) {
            if synapse.from == *neuron || synapse.to == *neuron {
                let text =
                    format!("{at}.synapses{}.weight", item(&format!("{}->{}", synapse.from, synapse.to)));
                found.push(Path { text, about: "Weight of this link." });
            }
        }
        for gap in owner.iter().flat_map(|owner| &owner.gaps) {
            if gap.a == *neuron || gap.b == *neuron {
                let text = format!("{at}.gaps{}.conductance", item(&format!("{}->{}", gap.a, gap.b)));
                found.push(Path { text, about: "Conductance of this gap junction." });
            }
        }
    }
    for class in scene.classes.keys() {
        // A class is an entry of a map: its name needs no brackets unless it has dots.
        let plain = class.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        params(
            &if plain { format!("classes.{class}") } else { format!("classes{}", item(class)) },
            &mut found,
        );
    }
    for creature in scene.creatures.iter().filter(|creature| creature.body.is_some()) {
        BodyPlan::default().look(&mut |info, value| {
            if is_number(info, value) {
                let text = format!("creatures{}.body.{}", item(&creature.name), info.name);
                found.push(Path { text, about: info.sentence() });
            }
        });
    }
    found
}

/// What a path leads to now, and the range that it is offered over; an error says why it leads to no number.
///
/// # Errors
///
/// When it leads nowhere, or to no number.
pub fn range(scene: &Scene, path: &str) -> Result<(Option<f64>, (f64, f64)), String> {
    if path == "seed" {
        return Err("seeds are varied by Seeds, below".into());
    }
    let now = match path_set::current(scene, path)? {
        Some(text) => {
            let text = text.trim().trim_start_matches("Some(").trim_end_matches(')').to_owned();
            Some(text.parse::<f64>().map_err(|_| format!("`{text}` is no number, and cannot be swept"))?)
        }
        None => None,
    };
    let name = path.rsplit('.').next().unwrap_or(path);
    let info = PARAMS.iter().chain(BodyPlan::FIELDS).find(|info| info.name == name);
    let usual = info.and_then(|info| info.default).and_then(|default| default.parse::<f64>().ok());
    let (low, high) = match now.or(usual) {
        Some(value) if value > 0.0 => (0.5 * value, 1.5 * value),
        Some(value) if value < 0.0 => (1.5 * value, 0.5 * value),
        _ => (0.0, 1.0),
    };
    let (least, most) = info.map_or((f64::MIN, f64::MAX), |info| (info.min, info.max));
    // What stands in the command line is short.
    let short = |value: f64| format!("{value:.3e}").parse().unwrap_or(value);
    let (low, high) = (short(low.max(least)), short(high.min(most)));
    Ok((now.or(usual), if low < high { (low, high) } else { (low, low + 1.0) }))
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
            let (_, (low, high)) = range(&scene, &path.text).unwrap_or_else(|why| told(why));
            assert!(low < high, "{}", path.text);
            let template = Template::new(&scene, &[(&path.text, "1")]).unwrap_or_else(|why| told(why));
            let value = low.ceil().max(1.0).to_string();
            template.fill(&[&value]).map(drop).unwrap_or_else(|why| told(why));
        }
    }

    #[test]
    fn the_range_lies_around_what_is_set() {
        let mut scene = crawler();
        let body = scene.creatures[0].body.as_mut().unwrap();
        body.stiffness = 2.0;
        assert_eq!(range(&scene, "creatures[Worm].body.stiffness"), Ok((Some(2.0), (1.0, 3.0))));
        assert!(range(&scene, "creatures[Worm].body.stifness").unwrap_err().contains("stiffness"));
        assert!(range(&scene, "creatures[Worm].name").unwrap_err().contains("no number"));
    }
}
