//! Values of options that are words of their own: touches and media.

use crate::arena::Medium;
use crate::nervous::Side;
use crate::scene::document::Scene;
use crate::stimulus::{self, MAX_FORCE, MAX_SECONDS, Place, Stimulus};
use std::str::FromStr;

/// Longest run \[seconds\]: three years of simulated time.
pub(super) const LONGEST_RUN: f64 = MAX_SECONDS;

/// `WHERE@AT+FOR[xFORCE]`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touch {
    place: Where,
    side: Side,
    at: f64,
    seconds: f64,
    force: f32,
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
        let (place, when) =
            text.split_once('@').ok_or("a touch is WHERE@AT+FOR[xFORCE], for example head@10+0.5")?;
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
        let (at, rest) =
            when.split_once('+').ok_or("after @ come two times in seconds, AT+FOR, for example 10+0.5")?;
        let (lasts, force) = rest.split_once('x').unwrap_or((rest, "1"));
        let number = |what: &str, text: &str, least: f64, most: f64| match text.parse::<f64>() {
            Ok(value) if value >= least && value <= most => Ok(value),
            _ => Err(format!("{what} is a number from {least} to {most}, not `{text}`")),
        };
        Ok(Self {
            place,
            side,
            at: number("AT", at, 0.0, MAX_SECONDS)?,
            seconds: number("FOR", lasts, 0.01, MAX_SECONDS)?,
            force: number("FORCE", force, 0.0, MAX_FORCE.into())? as f32,
        })
    }
}

impl Touch {
    /// The same as stimuli of every creature that has a body.
    pub(super) fn stimuli(&self, scene: &Scene) -> Result<Vec<Stimulus>, String> {
        let mut stimuli = Vec::new();
        for creature in &scene.creatures {
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
                at: self.at,
                seconds: self.seconds,
                force: self.force,
                every: 0.0,
                times: 0,
            };
            stimuli.push(touch.into());
        }
        if stimuli.is_empty() {
            return Err("--touch: no creature of this scene has a body".into());
        }
        Ok(stimuli)
    }
}

/// `agar`, `water` or `T:N`, or what a scene says of it, in capitals or not.
pub(super) fn medium(text: &str) -> Result<Medium, String> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "agar" => return Ok(Medium::Agar),
        "water" => return Ok(Medium::Water),
        _ => {}
    }
    let forms = "a medium is agar, water, or drag along and across the body as T:N, for example 1:40";
    let custom = text.get(..6).filter(|word| word.eq_ignore_ascii_case("custom")).map(|_| text[6..].trim());
    let (tangential, normal) = match custom {
        Some(inner) => {
            let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).ok_or(forms)?;
            let mut found = [None; 2];
            for part in inner.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                let (name, value) = part.split_once(':').ok_or(forms)?;
                let place = match name.trim() {
                    "tangential" => &mut found[0],
                    "normal" => &mut found[1],
                    other => return Err(format!("Custom has `tangential` and `normal`, not `{other}`")),
                };
                if place.replace(value.trim()).is_some() {
                    return Err(format!("`{}` is given twice", name.trim()));
                }
            }
            let [Some(tangential), Some(normal)] = found else {
                return Err("write Custom(tangential: 1, normal: 40)".to_owned());
            };
            (tangential, normal)
        }
        None => text.split_once(':').map(|(t, n)| (t.trim(), n.trim())).ok_or(forms)?,
    };
    let number = |what: &str, text: &str| match text.parse::<f32>() {
        Ok(value) if (1e-3..=1e4).contains(&value) => Ok(value),
        _ => Err(format!("the drag {what} the body is a number from 0.001 to 10000, not `{text}`")),
    };
    let (tangential, normal) = (number("along", tangential)?, number("across", normal)?);
    if normal < tangential {
        return Err(format!("the drag across the body is at least that along it, {tangential}"));
    }
    Ok(Medium::Custom { tangential, normal })
}

/// The word for a medium that [`medium`] reads.
pub(super) fn medium_name(medium: Medium) -> String {
    match medium {
        Medium::Agar => "agar".to_owned(),
        Medium::Water => "water".to_owned(),
        Medium::Custom { tangential, normal } => format!("{tangential}:{normal}"),
    }
}

/// A span of simulated seconds.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=LONGEST_RUN).contains(&value) => Ok(value),
        _ => Err(format!("a number of seconds from 0 to {LONGEST_RUN}, not `{text}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_in_all_their_forms() {
        let touch: Touch = "head@10+0.5".parse().unwrap();
        assert_eq!((touch.at, touch.seconds, touch.force, touch.side), (10.0, 0.5, 1.0, Side::Both));
        assert_eq!(touch.place.segments(16), Some((0, 1)));
        let touch: Touch = "tail.left@3+1x2.5".parse().unwrap();
        assert_eq!((touch.force, touch.side, touch.place.segments(16)), (2.5, Side::Left, Some((14, 15))));
        let touch: Touch = "7.right@0+0.1".parse().unwrap();
        assert_eq!((touch.side, touch.place.segments(16)), (Side::Right, Some((7, 7))));
        assert_eq!(touch.place.segments(4), None);
        let touch: Touch = "middle@1+1".parse().unwrap();
        assert_eq!(touch.place.segments(16), Some((6, 9)));
        for bad in [
            "",
            "head",
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
        ] {
            assert!(bad.parse::<Touch>().is_err(), "`{bad}` was taken");
        }
    }

    #[test]
    fn media_in_all_their_forms() {
        assert_eq!(medium("agar"), Ok(Medium::Agar));
        for name in ["agar", "water", "1:10", "0.5:2.25"] {
            assert_eq!(medium_name(medium(name).unwrap()), name);
        }
        for text in ["Agar", "AGAR", " agar "] {
            assert_eq!(medium(text), Ok(Medium::Agar), "{text}");
        }
        assert_eq!(medium("Water"), Ok(Medium::Water));
        let custom = Medium::Custom { tangential: 1.0, normal: 40.0 };
        for text in [
            "Custom(tangential: 1, normal: 40)",
            "custom( normal:40.0 ,tangential:1.0, )",
            "Custom (tangential:1,normal:4e1)",
        ] {
            assert_eq!(medium(text), Ok(custom), "{text}");
        }
        assert_eq!(medium("1:1"), Ok(Medium::Custom { tangential: 1.0, normal: 1.0 }));
        for bad in [
            "",
            "oil",
            "1",
            "1:",
            "0:1",
            "2:1",
            "nan:1",
            "1:inf",
            "Custom",
            "Custom()",
            "Custom(tangential: 1)",
            "Custom(1, 2)",
            "Custom(tangential: 1, normal: 2",
            "Custom(tangential: 1, tangential: 2)",
            "Custom(tangential: 2, normal: 1)",
            "Custom(along: 1, normal: 2)",
            "Cüstom(tangential: 1, normal: 2)",
        ] {
            assert!(medium(bad).is_err(), "`{bad}` was taken");
        }
    }
}
