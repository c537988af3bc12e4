//! Fields of records: what is known of each, its value, and what can be done with the fields of any record.

use super::Around;
use super::checker::{Checker, Number};
use super::path::Segment;
use std::fmt;

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value by itself.
    Plain,
    /// A pair of limits: the least and the most of something.
    Limits,
    /// A text by itself.
    Text,
    /// The name of a neuron of the same creature.
    Neuron,
    /// The names of neurons of the same creature, each once; without some of them what names them lives on.
    Neurons,
    /// Pairs of neurons of the same creature, from and to, each once, with [`super::ANY`] for any neuron; without some of them
    /// what names them lives on.
    Links,
    /// The name of a creature of the scene.
    Creature,
    /// Segments of the creature's body.
    Segments,
    /// A joint or joints of the creature's body.
    Joints,
    /// The name of a plasticity rule of the scene; an empty one for none.
    Rule,
    /// The name of a modulator of the scene, empty for none, or with an amount.
    Modulator,
}

/// One field as a person needs to know it.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// Its name in scene files.
    pub name: &'static str,
    /// What it does: one sentence or two.
    pub about: &'static str,
    /// Its unit, for display; empty for none.
    pub unit: &'static str,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// Whether `min` itself is refused.
    pub min_excluded: bool,
    /// Whether `max` itself is refused.
    pub max_excluded: bool,
    /// How much a value changes when it is dragged by a point.
    pub step: f64,
    /// What it is about.
    pub role: Role,
    /// The words that it may be, each with what it means; empty for what is no word.
    pub choices: &'static [(&'static str, &'static str)],
    /// Its default as it is declared; `None`: it must be given.
    pub default: Option<&'static str>,
    /// What one that need not be set becomes when it is switched on, where that is declared with it.
    pub offer: Option<f64>,
}

impl FieldInfo {
    /// What may be set, in words: "0 to below 1 fraction".
    #[must_use]
    pub fn range(&self) -> String {
        if !self.choices.is_empty() {
            let words: Vec<&str> = self.choices.iter().map(|(word, _)| *word).collect();
            return words.join(" or ");
        }
        let (above, below) =
            (if self.min_excluded { "above " } else { "" }, if self.max_excluded { "below " } else { "" });
        // Most are declared with 32 bits, and are told as short as they were written.
        let short = |limit: f64| match limit as f32 {
            single if f64::from(single) == limit => single.to_string(),
            _ => limit.to_string(),
        };
        let (min, max) = (short(self.min), short(self.max));
        format!("{above}{min} to {below}{max} {}", self.unit).trim_end().to_owned()
    }

    /// What it does, without the space that the comment begins with.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        self.about.trim_start()
    }
}

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Not set.
    Nothing,
    /// A number.
    Number(f32),
    /// A number with twice the digits: a time.
    Double(f64),
    /// A whole number.
    Whole(u32),
    /// A pair of amounts or a place.
    Pair([f32; 2]),
    /// First and last of a range.
    Range((u32, u32)),
    /// One of the words of [`FieldInfo::choices`].
    Word(&'static str),
    /// A text.
    Text(&'a str),
    /// A name and an amount of what it names.
    Named(&'a str, f32),
    /// A record of its own.
    Record(&'a dyn Fields),
    /// Whether something is so.
    Flag(bool),
    /// Names.
    Names(&'a [String]),
    /// Pairs of names: from, to.
    Links(&'a [(String, String)]),
}

/// What the fields of records can be.
pub trait Field: Sized {
    /// The words that it may be, each with what it means.
    const CHOICES: &'static [(&'static str, &'static str)] = &[];

    /// It as a value.
    fn value(&self) -> Value<'_>;

    /// It from a value; `None` where that is of another kind.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

macro_rules! fields {
    ($($type:ty: $kind:ident;)*) => {$(
        impl Field for $type {
            fn value(&self) -> Value<'_> {
                Value::$kind(*self)
            }

            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::$kind(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    )*};
}
fields! {
    f32: Number;
    f64: Double;
    u32: Whole;
    [f32; 2]: Pair;
    (u32, u32): Range;
}

impl Field for (f32, f32) {
    fn value(&self) -> Value<'_> {
        Value::Pair([self.0, self.1])
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        <[f32; 2]>::from_value(value).map(Self::from)
    }
}

impl Field for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Field for bool {
    const CHOICES: &'static [(&'static str, &'static str)] =
        &[("false", "It is not so"), ("true", "It is so")];

    fn value(&self) -> Value<'_> {
        Value::Flag(*self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }
}

impl Field for Vec<String> {
    fn value(&self) -> Value<'_> {
        Value::Names(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Names(names) => Some(names.to_vec()),
            _ => None,
        }
    }
}

impl Field for Vec<(String, String)> {
    fn value(&self) -> Value<'_> {
        Value::Links(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Links(links) => Some(links.to_vec()),
            _ => None,
        }
    }
}

impl<T: Field> Field for Option<T> {
    const CHOICES: &'static [(&'static str, &'static str)] = T::CHOICES;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, T::value)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if value == Value::Nothing { Some(None) } else { T::from_value(value).map(Some) }
    }
}

/// The fields of a record, whatever record it is.
pub trait Fields {
    /// All of them, in the order of their declaration.
    fn infos(&self) -> &'static [FieldInfo];

    /// Shows every field with its value, in that order.
    fn look<'a>(&'a self, see: &mut dyn FnMut(&'static FieldInfo, Value<'a>));

    /// Sets a field by its name; false, and nothing is changed, if there is none or the value is of another kind.
    fn set(&mut self, name: &str, value: Value<'_>) -> bool;
}

impl PartialEq for dyn Fields + '_ {
    fn eq(&self, other: &Self) -> bool {
        let mut own = Vec::new();
        self.look(&mut |info, value| own.push((info.name, value)));
        let (mut count, mut same) = (0, true);
        other.look(&mut |info, value| {
            same &= own.get(count) == Some(&(info.name, value));
            count += 1;
        });
        same && count == own.len()
    }
}

impl fmt::Debug for dyn Fields + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_map();
        self.look(&mut |info, value| {
            fields.entry(&info.name, &value);
        });
        fields.finish()
    }
}

/// A record with one of its fields set otherwise: what a form is asked for before the record itself is changed.
pub struct With<'a> {
    /// The record.
    pub record: &'a dyn Fields,
    /// The field that is another one.
    pub name: &'a str,
    /// Its value.
    pub value: Value<'a>,
}

impl Fields for With<'_> {
    fn infos(&self) -> &'static [FieldInfo] {
        self.record.infos()
    }

    fn look<'a>(&'a self, see: &mut dyn FnMut(&'static FieldInfo, Value<'a>)) {
        self.record
            .look(&mut |info, value| see(info, if info.name == self.name { self.value } else { value }));
    }

    fn set(&mut self, _: &str, _: Value<'_>) -> bool {
        false
    }
}

/// A record with these fields; `None` where one is of another kind.
pub fn from_fields<R: Fields + Default>(fields: &dyn Fields) -> Option<R> {
    let (mut record, mut fits) = (R::default(), true);
    fields.look(&mut |info, value| fits &= record.set(info.name, value));
    fits.then_some(record)
}

/// The value of a field by its name.
#[must_use]
pub fn get<'a>(record: &'a (impl Fields + ?Sized), name: &str) -> Option<Value<'a>> {
    let mut found = None;
    record.look(&mut |info, value| {
        if info.name == name {
            found = Some(value);
        }
    });
    found
}

/// Checks every field for its range, and for what it names.
pub fn check_fields(c: &mut Checker, record: &(impl Fields + ?Sized), around: &Around) {
    record.look(&mut |info, value| check_field(c, info, value, around));
}

/// Checks one field; what is not set is right.
pub fn check_field(c: &mut Checker, info: &'static FieldInfo, value: Value<'_>, around: &Around) {
    let name = info.name;
    match (info.role, value) {
        (Role::Neuron, Value::Text(neuron)) => {
            if let Some(neurons) = around.neurons {
                c.refers(name, neuron, neurons);
            }
        }
        (Role::Neurons, Value::Names(names)) => c.field(name, |c| {
            if let Some(neurons) = around.neurons {
                c.refer_to(names, neurons);
            }
        }),
        (Role::Links, Value::Links(links)) => c.field(name, |c| {
            if let Some(neurons) = around.neurons {
                c.refer_to_links(links, neurons);
            }
        }),
        (Role::Creature, Value::Text(creature)) => {
            if let Some(creatures) = around.creatures {
                c.refers(name, creature, creatures);
            }
        }
        (Role::Rule, Value::Text(rule)) => {
            if let Some(rules) = around.rules.filter(|_| !rule.is_empty()) {
                c.refers(name, rule, rules);
            }
        }
        (Role::Modulator, value @ (Value::Text(modulator) | Value::Named(modulator, _))) => {
            if let Some(modulators) = around.modulators.filter(|_| value != Value::Text("")) {
                c.refers(name, modulator, modulators);
            }
            let (min, max) = (info.min as f32, info.max as f32);
            if let Value::Named(_, amount) = value
                && !(min..=max).contains(&amount)
            {
                c.field(name, |c| c.within(Segment::Index(1), |c| c.outside(name, amount, min, max)));
            }
        }
        (_, Value::Record(record)) => c.field(name, |c| check_fields(c, record, around)),
        (Role::Segments | Role::Joints, value) => {
            let Some((body, segments)) = around.body else { return };
            let count = if info.role == Role::Segments { segments } else { segments.saturating_sub(1) };
            c.about(body, |c| match value {
                Value::Range(range) => c.range(name, range, count),
                Value::Whole(place) if place >= count => c.field(name, |c| c.off(name, place, count)),
                _ => {}
            });
        }
        (_, Value::Number(number)) => {
            let limits = [info.min as f32, info.max as f32];
            check_number(c, info, number, limits);
        }
        (_, Value::Double(number)) => check_number(c, info, number, [info.min, info.max]),
        #[expect(clippy::cast_sign_loss, reason = "a count has no negative limit")]
        (_, Value::Whole(count)) => c.count(name, count, info.min as u32, info.max as u32),
        (_, Value::Pair(pair)) => c.field(name, |c| {
            for (part, number) in pair.into_iter().enumerate() {
                if !(info.min as f32..=info.max as f32).contains(&number) {
                    c.within(Segment::Index(part), |c| {
                        c.outside(name, number, info.min as f32, info.max as f32);
                    });
                }
            }
        }),
        _ => {}
    }
}

fn check_number<N: Number>(c: &mut Checker, info: &'static FieldInfo, number: N, [min, max]: [N; 2]) {
    let name = info.name;
    let fits = (min..=max).contains(&number)
        && !(info.min_excluded && number <= min)
        && !(info.max_excluded && number >= max);
    if fits {
        return;
    }
    c.field(name, |c| {
        if !number.into().is_finite() {
            c.infinite(name, number);
        } else if info.min_excluded {
            c.fault(format!("`{name}` must be greater than {min} and at most {max}, found {number}"), None);
        } else if info.max_excluded {
            c.fault(format!("`{name}` must be from {min} to below {max}, found {number}"), None);
        } else {
            c.outside(name, number, min, max);
        }
    });
}

/// What is left of something on a body when the body is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All of it.
    Whole,
    /// It was cut short.
    Cut,
    /// Nothing.
    Gone,
}

/// Cuts what a record says of a body short for one of so many segments.
pub fn fit_body(record: &mut (impl Fields + ?Sized), segments: u32) -> Fit {
    let mut fit = Fit::Whole;
    let mut shorter = Vec::new();
    record.look(&mut |info, value| {
        let count = match info.role {
            Role::Segments => segments,
            Role::Joints => segments.saturating_sub(1),
            _ => return,
        };
        match value {
            Value::Range((first, _)) | Value::Whole(first) if first >= count => fit = Fit::Gone,
            Value::Range((first, last)) if last >= count => shorter.push((info.name, (first, count - 1))),
            _ => {}
        }
    });
    if fit == Fit::Whole && !shorter.is_empty() {
        fit = Fit::Cut;
        for (name, range) in shorter {
            record.set(name, Value::Range(range));
        }
    }
    fit
}
