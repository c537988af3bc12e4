//! Neurons and creatures of a scene, by what a person writes.
//!
//! | written | chosen |
//! |---|---|
//! | `AVA` | the neurons of this name, of every creature |
//! | `Ada:AVA` | the one of the creature `Ada` |
//! | `FL*`, `FL?` | names by a pattern: `*` is anything, `?` one character; for creatures too, `A*:FL?` |
//! | `class:touch`, `Ada:class:to*` | the neurons of a class |
//!
//! A name that is written as it is in the scene goes before all else, whatever characters are in it.

use super::document::{Creature, Scene};
use crate::entry::nearest;
use crate::nervous::NeuronEntry;
use std::collections::HashSet;

/// A neuron and the creature that it belongs to.
pub type Chosen<'s> = (&'s Creature, &'s NeuronEntry);

/// Between a creature and a neuron.
const SEPARATOR: char = ':';
/// Before the name of a class.
const CLASS: &str = "class:";

/// The neurons that are meant, in the order of the scene.
///
/// # Errors
///
/// That there is none, and what is nearest.
pub fn neurons<'s>(scene: &'s Scene, text: &str) -> Result<Vec<Chosen<'s>>, String> {
    let everyone: Vec<&Creature> = scene.creatures.iter().collect();
    let exact = chosen(&everyone, |neuron| neuron.name == text);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let mut wrong = None;
    for (at, _) in text.match_indices(SEPARATOR) {
        let (owner, rest) = (&text[..at], &text[at + 1..]);
        let owners = named(&everyone, owner);
        if !owners.is_empty() {
            return among(&owners, rest, Some(owner));
        }
        if !text.starts_with(CLASS) {
            wrong = wrong.or_else(|| no_creature(&everyone, owner).err());
        }
    }
    match among(&everyone, text, None) {
        Err(_) if wrong.is_some() => Err(wrong.unwrap_or_default()),
        found => found,
    }
}

/// The neurons that any of these words means, each once, in the order of the scene.
///
/// # Errors
///
/// As for [`neurons`], of the first word that means none.
pub fn all_neurons<'s>(scene: &'s Scene, words: &[String]) -> Result<Vec<Chosen<'s>>, String> {
    let mut found: Vec<Chosen> = Vec::new();
    for word in words {
        found.extend(neurons(scene, word)?);
    }
    let found: HashSet<*const NeuronEntry> =
        found.iter().map(|(_, neuron)| std::ptr::from_ref(*neuron)).collect();
    let is_meant = |neuron: &NeuronEntry| found.contains(&std::ptr::from_ref(neuron));
    let everyone: Vec<&Creature> = scene.creatures.iter().collect();
    Ok(chosen(&everyone, is_meant))
}

/// The creatures of a name or a pattern, in the order of the scene.
///
/// # Errors
///
/// That there is none, and what is nearest.
pub fn creatures<'s>(scene: &'s Scene, text: &str) -> Result<Vec<&'s Creature>, String> {
    let everyone: Vec<&Creature> = scene.creatures.iter().collect();
    let found = named(&everyone, text);
    if found.is_empty() {
        no_creature(&everyone, text)?;
    }
    Ok(found)
}

/// The creature of this name, which has a body.
///
/// # Errors
///
/// That there is none, and what is nearest.
pub fn body<'s>(scene: &'s Scene, name: &str) -> Result<&'s Creature, String> {
    scene.bodies().find(|creature| creature.name == name).ok_or_else(|| {
        let hint = hint(name, scene.bodies().map(|creature| creature.name.as_str()));
        format!("there is no creature {name:?} with a body{hint}")
    })
}

/// Whether a name is of a pattern: `*` is anything, `?` one character.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where the last star was, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => (p, n) = (p + 1, n + 1),
            _ => match &mut star {
                Some((at, taken)) => {
                    *taken += 1;
                    (p, n) = (*at + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

fn chosen<'s>(creatures: &[&'s Creature], meant: impl Fn(&NeuronEntry) -> bool) -> Vec<Chosen<'s>> {
    let of = |creature: &&'s Creature| {
        let creature: &'s Creature = creature;
        creature.neurons.iter().map(move |neuron| (creature, neuron))
    };
    creatures.iter().flat_map(of).filter(|(_, neuron)| meant(neuron)).collect()
}

fn named<'s>(creatures: &[&'s Creature], text: &str) -> Vec<&'s Creature> {
    let exact: Vec<&Creature> = creatures.iter().copied().filter(|c| c.name == text).collect();
    if exact.is_empty() {
        creatures.iter().copied().filter(|c| matches(text, &c.name)).collect()
    } else {
        exact
    }
}

/// The neurons of these creatures that a text without a creature means; `owner` is how they were asked for.
fn among<'s>(creatures: &[&'s Creature], text: &str, owner: Option<&str>) -> Result<Vec<Chosen<'s>>, String> {
    let mut found = chosen(creatures, |neuron| neuron.name == text);
    if found.is_empty() {
        found = match text.strip_prefix(CLASS) {
            Some(class) => chosen(creatures, |neuron| matches(class, &neuron.class)),
            None => chosen(creatures, |neuron| matches(text, &neuron.name)),
        };
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let everyone = || creatures.iter().flat_map(|creature| &creature.neurons);
    let whose = owner.map_or(String::new(), |owner| format!(" in {owner:?}"));
    Err(match text.strip_prefix(CLASS) {
        Some(class) => {
            let hint = hint(class, everyone().map(|neuron| neuron.class.as_str()));
            format!("there is no neuron of a class {class:?}{whose}{hint}")
        }
        None if text.contains(['*', '?']) => format!("there is no neuron like {text:?}{whose}"),
        None => {
            let hint = hint(text, everyone().map(|neuron| neuron.name.as_str()));
            format!("there is no neuron {text:?}{whose}{hint}")
        }
    })
}

fn no_creature(creatures: &[&Creature], name: &str) -> Result<(), String> {
    let hint = hint(name, creatures.iter().map(|creature| creature.name.as_str()));
    Err(format!("there is no creature {name:?}{hint}"))
}

/// What may have been meant by a name that is not there, to end a sentence with; empty for nothing near.
pub fn hint<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    nearest(name, known).map_or(String::new(), |near| format!("; did you mean {near:?}?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

    #[test]
    fn patterns() {
        for (pattern, name, is) in [
            ("FL*", "FL0", true),
            ("FL?", "FL0", true),
            ("FL?", "FL10", false),
            ("*", "", true),
            ("?", "", false),
            ("*L*R", "ALMR", true),
            ("*L*R", "ALML", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-b-b-", false),
            ("ä?", "äö", true),
            ("", "", true),
            ("AVA", "ava", false),
        ] {
            assert_eq!(matches(pattern, name), is, "{pattern} on {name}");
        }
    }

    fn scene() -> Scene {
        let text = r#"(format: 1, classes: {"touch": (), "motor": ()}, creatures: [
            (name: "Ada", neurons: [(name: "AVA"), (name: "FL0", class: "motor"), (name: "FL10", class: "motor"),
                (name: "ALM", class: "touch"), (name: "x:y"), (name: "odd*")]),
            (name: "Bob", neurons: [(name: "AVA"), (name: "ALM", class: "touch"), (name: "Ada:AVA")]),
        ])"#;
        parse(text, "").unwrap()
    }

    #[test]
    fn every_form_of_a_selector() {
        let scene = scene();
        let shown = |text: &str| -> Vec<String> {
            let found = neurons(&scene, text).unwrap_or_else(|why| panic!("{text}: {why}"));
            found.iter().map(|(c, n)| format!("{}/{}", c.name, n.name)).collect()
        };
        assert_eq!(shown("AVA"), ["Ada/AVA", "Bob/AVA"]);
        assert_eq!(shown("Bob:AVA"), ["Bob/AVA"]);
        assert_eq!(shown("FL*"), ["Ada/FL0", "Ada/FL10"]);
        assert_eq!(shown("Ada:FL?"), ["Ada/FL0"]);
        assert_eq!(shown("class:touch"), ["Ada/ALM", "Bob/ALM"]);
        assert_eq!(shown("B*:class:t*"), ["Bob/ALM"]);
        assert_eq!(shown("*:AVA"), ["Ada/AVA", "Bob/AVA"]);
        // A name as it is goes before all else.
        assert_eq!(shown("Ada:AVA"), ["Bob/Ada:AVA"]);
        assert_eq!(shown("x:y"), ["Ada/x:y"]);
        assert_eq!(shown("Ada:x:y"), ["Ada/x:y"]);
        assert_eq!(shown("odd*"), ["Ada/odd*"]);
        let all = all_neurons(&scene, &["Bob:*".into(), "AVA".into()]).unwrap();
        assert_eq!(all.len(), 4, "each once");
    }

    #[test]
    fn what_means_nothing_is_told_with_what_is_nearest() {
        let scene = scene();
        for (text, said) in [
            ("AVE", "there is no neuron \"AVE\"; did you mean \"AVA\"?"),
            ("Bob:FL0", "there is no neuron \"FL0\" in \"Bob\""),
            ("Adda:AVA", "there is no creature \"Adda\"; did you mean \"Ada\"?"),
            ("class:tuoch", "there is no neuron of a class \"tuoch\"; did you mean \"touch\"?"),
            ("Ada:class:toch", "there is no neuron of a class \"toch\" in \"Ada\"; did you mean \"touch\"?"),
            ("Z*", "there is no neuron like \"Z*\""),
            ("", "there is no neuron \"\""),
        ] {
            assert_eq!(neurons(&scene, text).unwrap_err(), said);
        }
        assert!(creatures(&scene, "Bop").unwrap_err().contains("did you mean \"Bob\"?"));
        assert_eq!(creatures(&scene, "*").unwrap().len(), 2);
    }
}
