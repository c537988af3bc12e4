//! Going backward: how often, when and how far.

use crate::sim::TICKS_PER_SECOND;

/// What a body must go back for it to count as a reversal, and forward for that to be over
/// \[body lengths\]. A crawling body sways along its axis by less.
pub const LEAST_REVERSAL: f32 = 0.1;

/// One run of going backward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reversal {
    /// The tick at which it was furthest ahead.
    pub tick: u64,
    /// From there to where it was furthest back \[seconds\].
    pub seconds: f32,
    /// The way between the two along its own axis \[body lengths\].
    pub length: f32,
}

/// A place along the body's own axis \[body lengths\] at a tick.
pub(super) type Place = (u64, f64);

fn between(ahead: Place, behind: Place) -> Reversal {
    Reversal {
        tick: ahead.0,
        seconds: (behind.0 - ahead.0) as f32 / TICKS_PER_SECOND as f32,
        length: (ahead.1 - behind.1) as f32,
    }
}

/// Finds reversals, place by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Reversing {
    /// Where it was furthest ahead, and since then furthest back; none before the first place.
    ends: Option<(Place, Place)>,
    backward: bool,
}

impl Reversing {
    /// Takes in a place; tells of a reversal that is over with it.
    pub fn take(&mut self, place: Place) -> Option<Reversal> {
        let (ahead, behind) = self.ends.get_or_insert((place, place));
        let least = f64::from(LEAST_REVERSAL);
        if self.backward {
            if place.1 < behind.1 {
                *behind = place;
            } else if place.1 > behind.1 + least {
                let over = between(*ahead, *behind);
                self.backward = false;
                *ahead = place;
                return Some(over);
            }
        } else if place.1 >= ahead.1 {
            *ahead = place;
        } else if place.1 < ahead.1 - least {
            self.backward = true;
            *behind = place;
        }
        None
    }

    /// The one that is under way, with what it has gone.
    pub fn under_way(&self) -> Option<Reversal> {
        let (ahead, behind) = self.ends.filter(|_| self.backward)?;
        Some(between(ahead, behind))
    }
}

/// The greatest fall of a place along the body's own axis, which may be none.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::record) struct Fall {
    /// Where it was furthest ahead so far.
    ahead: Option<Place>,
    /// From where to where it fell most.
    most: Option<(Place, Place)>,
}

impl Fall {
    /// Takes in a place.
    pub fn take(&mut self, place: Place) {
        let ahead = self.ahead.get_or_insert(place);
        if place.1 > ahead.1 {
            *ahead = place;
        }
        let so_far = self.most.map_or(0.0, |(from, to)| from.1 - to.1);
        if ahead.1 - place.1 > so_far {
            self.most = Some((*ahead, place));
        }
    }

    /// From where to where it fell most; `None`: it never fell.
    pub fn reversal(&self) -> Option<Reversal> {
        self.most.map(|(from, to)| between(from, to))
    }
}
