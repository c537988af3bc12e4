//! Touches of the skin.

use super::{Candidate, MAX_SECONDS, Now, Stage, StimulusItem, StimulusType, Timing, check_clock, repeated};
use crate::entry::{Around, Checker, Field, Value, check_fields, record};
use crate::nervous::{Side, Wiring};
use crate::senses::SkinForce;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use serde::{Deserialize, Serialize};

/// Greatest force of a touch.
pub const MAX_FORCE: f32 = 100.0;

record! {
    /// A touch of the skin.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Touch {
        /// Whose.
        creature: String, as Creature;

        /// First and last segment.
        segments: (u32, u32), as Segments;

        /// Which side.
        side: Side = Side::Both;

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64 = 0.5, above 0, to MAX_SECONDS, unit "seconds";

        /// Force on every segment touched.
        force: f32 = 1.0, from 0, to MAX_FORCE, unit "force";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

record! {
    /// A touch as a protocol asks for it.
    #[derive(Clone, Debug)]
    pub struct AskedTouch as "Touch" {
        /// Whose; empty for every creature with a body.
        creature: String = String::new();

        /// First and last segment.
        segments: Option<(u32, u32)> = None;

        /// The same by name.
        place: Option<Place> = None;

        /// Which side.
        side: Side = Side::Both;

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64 = 0.5, above 0, to MAX_SECONDS, unit "seconds";

        /// Force on every segment touched.
        force: f32 = 1.0, from 0, to MAX_FORCE, unit "force";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

/// A part of the body that every body has, whatever its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The first eighth.
    Head,
    /// The quarter around the centre.
    Middle,
    /// The last eighth.
    Tail,
}

impl Place {
    /// First and last segment on a body of so many.
    #[must_use]
    pub fn segments(self, count: u32) -> (u32, u32) {
        let eighth = (count / 8).max(1);
        match self {
            Self::Head => (0, eighth - 1),
            Self::Tail => (count - eighth, count - 1),
            Self::Middle => (count / 2 - eighth, count / 2 + eighth - 1),
        }
    }
}

impl Field for Place {
    const CHOICES: &'static [(&'static str, &'static str)] = &[
        ("Head", "The first eighth"),
        ("Middle", "The quarter around the centre"),
        ("Tail", "The last eighth"),
    ];

    fn value(&self) -> Value<'_> {
        Value::Word(Self::CHOICES[*self as usize].0)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        let Value::Word(word) = value else { return None };
        [Self::Head, Self::Middle, Self::Tail].into_iter().find(|place| place.value() == Value::Word(word))
    }
}

/// A part of the body: by its name where it lies within an eighth at an end.
fn place((first, last): (u32, u32), segments: u32) -> String {
    let eighth = (segments / 8).max(1);
    if first == 0 && last + 1 == segments {
        "whole body".into()
    } else if last < eighth {
        "head".into()
    } else if first + eighth >= segments {
        "tail".into()
    } else if first == last {
        format!("segment {first}")
    } else {
        format!("segments {first}–{last}")
    }
}

/// How to reach what has no body.
const INJECT_INSTEAD: &str = "reach a network without a body by `Inject`";

impl StimulusItem for Touch {
    fn creature(&self) -> &str {
        &self.creature
    }

    fn timing(&self) -> Timing {
        Timing::new(self.at, Some(self.seconds), self.every, self.times)
    }

    fn check(&self, c: &mut Checker, stage: &Stage) {
        let found = stage.find(&self.creature);
        let mut around = Around { creatures: Some(stage.names), ..Around::default() };
        if let Some((index, path)) = &found {
            around.body = stage.creatures[*index].segments.map(|segments| (path, segments));
            if around.body.is_none() {
                let message = format!("{:?} has no body that could be touched", self.creature);
                c.about(path, |c| c.fault_in("creature", message, Some(INJECT_INSTEAD)));
            }
        }
        check_fields(c, self, &around);
        check_clock(c, self.every, self.times);
    }

    fn target(&self, world: &World) -> Option<Entity> {
        world.resource::<Wiring>().creature(world, &self.creature)
    }

    fn act(&self, world: &mut World, creature: Entity, _: &Now) {
        let Some(mut skin) = world.get_mut::<SkinForce>(creature) else { return };
        let last = (self.segments.1 as usize + 1).min(skin.felt.len());
        let first = (self.segments.0 as usize).min(last);
        for felt in &mut skin.felt[first..last] {
            self.side.each().for_each(|side| felt[side] += self.force);
        }
    }

    fn label(&self, segments: u32) -> String {
        let mut text = place(self.segments, segments);
        if self.side != Side::Both {
            text += &format!(", {}", self.side.phrase());
        }
        if self.force != 1.0 {
            text += &format!(" ×{}", self.force);
        }
        text + &repeated(self.every)
    }

    fn is_touch(&self) -> bool {
        true
    }
}

impl StimulusType for Touch {
    type Asked = AskedTouch;

    fn check_asked(asked: &AskedTouch, c: &mut Checker) {
        match (asked.segments, asked.place) {
            (Some(_), Some(_)) => {
                c.fault_in("place", "`place` and `segments` say the same", Some("keep one of them"));
            }
            (None, None) => {
                let help = "write `place: Head`, `Middle` or `Tail`, or `segments: (0, 1)`";
                c.fault("a touch needs to know where".to_owned(), Some(help.to_owned()));
            }
            _ => {}
        }
        check_fields(c, asked, &Around::default());
        check_clock(c, asked.every, asked.times);
    }

    fn asked_of(asked: &AskedTouch) -> &str {
        &asked.creature
    }

    fn fit(asked: &AskedTouch, c: &mut Checker, meant: &[Candidate]) -> Vec<Self> {
        let mut touches = Vec::new();
        for (creature, count) in
            meant.iter().filter_map(|candidate| Some((candidate.name, candidate.segments?)))
        {
            if let Some(segments) = asked.segments {
                c.range("segments", segments, count);
            }
            touches.push(Self {
                creature: creature.to_owned(),
                segments: asked
                    .segments
                    .or(asked.place.map(|place| place.segments(count)))
                    .unwrap_or_default(),
                side: asked.side,
                at: asked.at,
                seconds: asked.seconds,
                force: asked.force,
                every: asked.every,
                times: asked.times,
            });
        }
        if touches.is_empty() {
            let message = if asked.creature.is_empty() {
                "no creature of this scene has a body that could be touched".to_owned()
            } else {
                format!("{:?} has no body that could be touched", asked.creature)
            };
            c.fault(message, Some(INJECT_INSTEAD.to_owned()));
        }
        touches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_body() {
        assert_eq!(Place::Head.segments(16), (0, 1));
        assert_eq!(Place::Middle.segments(16), (6, 9));
        assert_eq!(Place::Tail.segments(16), (14, 15));
        for count in 4..=200 {
            for place in [Place::Head, Place::Middle, Place::Tail] {
                let (first, last) = place.segments(count);
                assert!(first <= last && last < count, "{place:?} of {count}");
            }
        }
    }

    #[test]
    fn parts_of_the_body_have_names() {
        for (segments, name) in
            [((0, 1), "head"), ((14, 15), "tail"), ((0, 15), "whole body"), ((7, 7), "segment 7")]
        {
            assert_eq!(place(segments, 16), name);
        }
        assert_eq!(place((2, 9), 16), "segments 2–9");
    }
}
