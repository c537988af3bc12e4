//! What comes in by name with creatures and neurons of another scene: modulators, rules, classes.

use super::build::FreeNames;
use super::{Edit, Teaching};
use crate::entry::{Role, Symbol, rename_named};
use crate::nervous::NeuronEntry;
use crate::scene::document::{Creature, Entry, Scene};
use std::collections::BTreeMap;

/// Names that things get of whose name there is another one here: old, new.
type Renamed = BTreeMap<String, String>;

/// What comes in from another scene by name.
#[derive(Clone, Debug, Default)]
pub struct Newcomers {
    /// What adds those that are not here.
    pub edits: Vec<Edit>,
    /// The names that classes get of whose name there is another one here: old, new.
    pub renamed: Renamed,
    /// The same of rules.
    pub rules: Renamed,
    /// The same of modulators.
    pub modulators: Renamed,
}

/// Finds out which of those that come are not here; those get a name that is free. Returns them in their order.
fn sort_out<'a, T: PartialEq + 'a>(
    here: impl Fn(&str) -> Option<&'a T>,
    names: Vec<String>,
    coming: Vec<(&String, T)>,
    renamed: &mut Renamed,
) -> Vec<(String, T)> {
    // Theirs are taken too: none that is renamed may meet another that comes with it.
    let taken = names.into_iter().chain(coming.iter().map(|(name, _)| (*name).clone()));
    let mut free = FreeNames::spaced(taken.collect());
    let mut new = Vec::new();
    for (name, item) in coming {
        let name = match here(name) {
            Some(known) if *known == item => continue,
            Some(_) => {
                let other = free.take(name);
                renamed.insert(name.clone(), other.clone());
                other
            }
            None => name.clone(),
        };
        new.push((name, item));
    }
    new
}

impl Newcomers {
    /// Of what is here by name and of what comes with another scene.
    #[must_use]
    pub fn new(here: &Scene, coming: &Scene) -> Self {
        let mut own = Self::default();
        let names = |keys: &mut dyn Iterator<Item = &String>| keys.cloned().collect::<Vec<String>>();
        // Modulators first: rules and classes name them.
        let modulators = sort_out(
            |name| here.modulators.get(name),
            names(&mut here.modulators.keys()),
            coming.modulators.iter().map(|(name, modulator)| (name, modulator.clone())).collect(),
            &mut own.modulators,
        );
        let other = |name: &str| own.modulators.get(name).cloned();
        let rules = coming.plasticity.iter().map(|(name, rule)| {
            let mut rule = rule.clone();
            rename_named(&mut rule, Role::Modulator, &other);
            (name, rule)
        });
        let rules = sort_out(
            |name| here.plasticity.get(name),
            names(&mut here.plasticity.keys()),
            rules.collect(),
            &mut own.rules,
        );
        let classes = coming.classes.iter().map(|(name, class)| {
            let mut class = class.clone();
            rename_named(&mut class.params, Role::Modulator, &other);
            (name, class)
        });
        let classes = sort_out(
            |name| here.classes.get(name),
            names(&mut here.classes.keys()),
            classes.collect(),
            &mut own.renamed,
        );
        if !modulators.is_empty() || !rules.is_empty() {
            let (mut all, learning) = (here.plasticity.clone(), here.learning);
            all.extend(rules);
            let mut modulators_then = here.modulators.clone();
            modulators_then.extend(modulators);
            let teaching = Teaching { rules: all, modulators: modulators_then, learning };
            own.edits.push(Edit::Teaching(Box::new(teaching)));
        }
        let added = classes.into_iter().map(|(name, class)| Edit::AddClass(usize::MAX, name, class));
        own.edits.extend(added);
        own
    }

    /// Gives a neuron that comes along the names that its class and its modulators have here.
    pub fn rename(&self, neuron: &mut NeuronEntry) {
        if let Some(new) = self.renamed.get(&neuron.class) {
            neuron.class.clone_from(new);
        }
        rename_named(&mut neuron.params, Role::Modulator, &|name| self.modulators.get(name).cloned());
    }

    /// Gives a link that comes along the name that its rule has here.
    pub fn rename_entry(&self, entry: &mut Entry) {
        if let Some(item) = entry.item_mut() {
            rename_named(item, Role::Rule, &|name| self.rules.get(name).cloned());
        }
    }

    /// The same for all of a creature.
    pub fn rename_creature(&self, creature: &mut Creature) {
        creature.neurons.iter_mut().for_each(|neuron| self.rename(neuron));
        for synapse in &mut creature.synapses {
            if let Some(new) = self.rules.get(synapse.plasticity.text()) {
                synapse.plasticity = Symbol::from(new.as_str());
            }
        }
    }

    /// What got other names, in words; empty where nothing did.
    #[must_use]
    pub fn words(&self) -> String {
        let kinds = [
            ("class", "classes", &self.renamed),
            ("plasticity rule", "plasticity rules", &self.rules),
            ("modulator", "modulators", &self.modulators),
        ];
        let told =
            kinds.into_iter().filter(|(.., renamed)| !renamed.is_empty()).map(|(one, many, renamed)| {
                let named: Vec<String> =
                    renamed.iter().map(|(old, new)| format!("{old} comes as {new}")).collect();
                match named.len() {
                    1 => format!("There is another {one} of this name here: {}", named[0]),
                    _ => format!("There are other {many} of these names here: {}", named.join(", ")),
                }
            });
        told.collect::<Vec<_>>().join(". ")
    }
}
