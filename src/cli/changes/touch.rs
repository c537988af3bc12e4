//! `--touch`.

use super::moments::{self, Moments};
use crate::nervous::Side;
use crate::scene::document::Scene;
use crate::scene::select;
use crate::stimulus::{self, MAX_FORCE, Place, Stimulus};
use std::str::FromStr;

const FORM: &str = "WHERE@AT+FOR[xFORCE], for example head@10+0.5";

/// `[CREATURE:]WHERE[.SIDE]@AT+FOR[xFORCE][/EVERY[xTIMES]]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Touch {
    /// A name or a pattern; `None`: every creature with a body.
    creature: Option<String>,
    place: Where,
    side: Side,
    seconds: f64,
    force: f32,
    moments: Moments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Place(Place),
    Segment(u32),
}

impl Where {
    /// First and last segment on a body of so many.
    fn segments(self, count: u32) -> Option<(u32, u32)> {
        match self {
            Self::Place(place) => Some(place.segments(count)),
            Self::Segment(index) => (index < count).then_some((index, index)),
        }
    }
}

impl FromStr for Touch {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (place, rest, moments) = moments::apart(text, FORM)?;
        let (creature, place) =
            place.rsplit_once(':').map_or((None, place), |(c, p)| (Some(c.to_owned()), p));
        let (place, side) = match place.split_once('.') {
            None => (place, Side::Both),
            Some((place, "left")) => (place, Side::Left),
            Some((place, "right")) => (place, Side::Right),
            Some((_, other)) => return Err(format!("the side is left or right, not `{other}`")),
        };
        let place = match place {
            "head" => Where::Place(Place::Head),
            "middle" => Where::Place(Place::Middle),
            "tail" => Where::Place(Place::Tail),
            other => Where::Segment(other.parse().map_err(|_| {
                format!("the place is head, middle, tail or the number of a segment, not `{other}`")
            })?),
        };
        let (lasts, force) = rest.split_once('x').unwrap_or((rest, "1"));
        Ok(Self {
            creature,
            place,
            side,
            seconds: moments::lasting(lasts)?,
            force: moments::number("FORCE", force, 0.0, MAX_FORCE)?,
            moments,
        })
    }
}

impl Touch {
    /// The same as stimuli of a scene.
    pub(crate) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let mut stimuli = Vec::new();
        let meant = match &self.creature {
            Some(name) => select::creatures(scene, name).map_err(|why| format!("--touch: {why}"))?,
            None => scene.creatures.iter().collect(),
        };
        for creature in &meant {
            let Some(body) = &creature.body else { continue };
            let segments = self.place.segments(body.segments).ok_or_else(|| {
                format!(
                    "--touch: \"{}\" has segments 0 to {}, so there is none to touch there",
                    creature.name,
                    body.segments - 1
                )
            })?;
            let touch = stimulus::Touch {
                creature: creature.name.clone(),
                segments,
                side: self.side,
                at: self.moments.at,
                seconds: self.seconds,
                force: self.force,
                every: self.moments.every,
                times: self.moments.times,
            };
            stimuli.push(touch.into());
        }
        match (stimuli.is_empty(), &self.creature) {
            (true, Some(name)) => Err(format!("--touch: {name:?} has no body that could be touched")),
            (true, None) => Err("--touch: no creature of this scene has a body".into()),
            _ => Ok(stimuli),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_in_all_their_forms() {
        let touch: Touch = "head@10+0.5".parse().unwrap();
        let once = Moments { at: 10.0, every: 0.0, times: 0 };
        assert_eq!((touch.moments, touch.seconds, touch.force, touch.side), (once, 0.5, 1.0, Side::Both));
        assert_eq!(touch.place.segments(16), Some((0, 1)));
        let touch: Touch = "tail.left@3+1x2.5".parse().unwrap();
        assert_eq!((touch.force, touch.side, touch.place.segments(16)), (2.5, Side::Left, Some((14, 15))));
        let touch: Touch = "7.right@0+0.1".parse().unwrap();
        assert_eq!((touch.side, touch.place.segments(16)), (Side::Right, Some((7, 7))));
        assert_eq!(touch.place.segments(4), None);
        let touch: Touch = "middle@1+1".parse().unwrap();
        assert_eq!((touch.creature.as_deref(), touch.place.segments(16)), (None, Some((6, 9))));
        let touch: Touch = "Ada:x@home:head.left@5+1x2/10x3".parse().unwrap();
        assert_eq!((touch.creature.as_deref(), touch.force), (Some("Ada:x@home"), 2.0));
        assert_eq!(touch.moments, Moments { at: 5.0, every: 10.0, times: 3 });
        let touch: Touch = "head@5+1/10".parse().unwrap();
        assert_eq!(touch.moments, Moments { at: 5.0, every: 10.0, times: 0 });
        for bad in [
            "",
            "head",
            "@1+1",
            "nose@1+1",
            "head@1",
            "head@x+1",
            "head@1+0",
            "head@-1+1",
            "head.up@1+1",
            "head@1+1x",
            "head@1+1x-2",
            "head@nan+1",
            "-1@1+1",
            "head@1+1/0",
            "head@1+1/5x0",
            "head@1+1/5x1.5",
            "head@1+1/",
        ] {
            assert!(bad.parse::<Touch>().is_err(), "`{bad}` was taken");
        }
    }
}
