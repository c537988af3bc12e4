//! The probe, and what skin feels.

use super::drag::Drag;
use crate::arena::Probe;
use bevy::prelude::*;

/// The strongest force that one contact is felt as.
const STRONGEST: f32 = 3.0;
/// Nearer to the axis than this share of the half width, a contact is felt on both sides.
const MIDLINE: f32 = 0.15;
/// Speed at which the probe's unit of force drives a lone segment sideways, in lengths of the whole
/// body per second. Its neighbours hold a segment back, so a body yields more slowly.
const YIELD: f32 = 0.25;
/// Force that is felt as 1, over drag across the axis times the length squared \[1/s\].
const UNIT: f32 = 0.02;

/// A contact force in the units of the solver as skin feels it: proportional when light, saturated
/// at [`STRONGEST`], and 1 for the thrust of a worm that crawls head-on into a wall on agar. The
/// unit grows with the drag of the medium, as a worm's thrust does, and with the body's size.
pub(super) fn felt(force: f32, drag: &Drag, length: f32) -> f32 {
    let force = force / (UNIT * drag.normal * length * length);
    STRONGEST * force / (STRONGEST - 1.0 + force)
}

/// Shares a force out to the left and the right. `side` is the distance of the contact from the
/// axis, positive on the left, over the half width.
pub(super) fn sides(force: f32, side: f32) -> [f32; 2] {
    if side.abs() < MIDLINE {
        [0.5 * force; 2]
    } else if side > 0.0 {
        [force, 0.0]
    } else {
        [0.0, force]
    }
}

/// What the probe does to a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Press {
    /// Force on the left and the right skin.
    pub felt: [f32; 2],
    /// Force on the segment, along and across its axis.
    pub push: Vec2,
}

/// Presses on a segment. `offset` is the probe's centre seen from the segment's, along and
/// across its axis; `length` and `radius` are the segment's, `body` is the whole body's length.
///
/// The force grows with the depth, from 0 at a touch to [`STRONGEST`] on the axis. It is scaled
/// by the drag, so that a body yields at the same pace in every medium; and a push along the
/// axis, where a body slides easily, is weaker in the ratio of the square roots of the drags.
pub(super) fn press(
    probe: &Probe,
    offset: Vec2,
    length: f32,
    radius: f32,
    body: f32,
    drag: &Drag,
) -> Option<Press> {
    let reach = probe.radius + radius;
    let nearest = Vec2::new(offset.x.clamp(-0.5 * length, 0.5 * length), 0.0);
    let out = offset - nearest;
    let distance = out.length();
    if distance.is_nan() || distance >= reach {
        return None;
    }
    let force = STRONGEST * (1.0 - distance / reach);
    let away = if distance > 1e-6 { -out / distance } else { Vec2::NEG_Y };
    let scale = force * length * YIELD * body;
    let along = (drag.tangential * drag.normal).sqrt().min(drag.normal);
    Some(Press { felt: sides(force, offset.y / radius), push: away * scale * Vec2::new(along, drag.normal) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arena::Medium;

    fn press(x: f32, y: f32) -> Option<Press> {
        let probe = Probe { position: Vec2::ZERO, radius: 0.5 };
        super::press(&probe, Vec2::new(x, y), 1.0, 0.5, 16.0, &Drag::of(Medium::Agar))
    }

    #[test]
    fn deeper_is_harder_and_the_axis_is_hardest() {
        assert_eq!(press(0.0, 1.1), None);
        let light = press(0.0, 0.9).unwrap().felt[0];
        let firm = press(0.0, 0.6).unwrap().felt[0];
        assert!(light > 0.0 && firm > light && (0.8..1.6).contains(&firm));
        let full = press(0.0, 0.0).unwrap().felt;
        assert!((full[0] + full[1] - 3.0).abs() < 1e-5 && full[0] == full[1]);
    }

    #[test]
    fn it_is_felt_where_it_presses_and_pushes_away() {
        let left = press(0.0, 0.6).unwrap();
        assert!(left.felt[0] > 0.0 && left.felt[1] == 0.0 && left.push.y < 0.0);
        let right = press(0.0, -0.6).unwrap();
        assert!(right.felt[1] > 0.0 && right.felt[0] == 0.0 && right.push.y > 0.0);
        let front = press(1.0, 0.0).unwrap();
        assert!(front.felt[0] == front.felt[1] && front.push.x < 0.0);
    }

    #[test]
    fn a_lost_probe_presses_nothing() {
        assert_eq!(press(f32::NAN, 0.0), None);
    }

    #[test]
    fn what_is_felt_is_graded_and_saturates() {
        let drag = Drag::of(Medium::Agar);
        let unit = UNIT * drag.normal * 256.0;
        assert!((felt(unit, &drag, 16.0) - 1.0).abs() < 1e-5);
        assert!(felt(0.1 * unit, &drag, 16.0) < 0.2);
        assert!(felt(1e6 * unit, &drag, 16.0) <= 3.0);
    }
}
