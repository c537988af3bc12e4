//! Muscles that no neuron drives.

use crate::entry::{Checker, Segment};
use crate::scene::document::{Creature, Scene};

pub(super) fn check(c: &mut Checker, scene: &Scene) {
    c.field("creatures", |c| {
        for (index, creature) in scene.creatures.iter().enumerate() {
            c.within(Segment::Index(index), |c| of_creature(c, creature));
        }
    });
}

fn of_creature(c: &mut Checker, creature: &Creature) {
    let Some(plan) = &creature.body else { return };
    let joints = plan.segments.saturating_sub(1) as usize;
    let mut driven = vec![[false; 2]; joints];
    for muscle in creature.muscles.iter().filter(|muscle| muscle.gain != 0.0) {
        if let Some(sides) = driven.get_mut(muscle.joint as usize) {
            muscle.side.each().for_each(|side| sides[side] = true);
        }
    }
    let idle = driven.iter().flatten().filter(|driven| !**driven).count();
    if idle == 0 {
        return;
    }
    let message = if idle == 2 * joints {
        format!("no neuron drives any muscle of {:?}", creature.name)
    } else {
        let both: Vec<usize> = (0..joints).filter(|joint| driven[*joint] == [false; 2]).collect();
        let one = |side: usize| -> Vec<usize> {
            (0..joints).filter(|joint| !driven[*joint][side] && driven[*joint][1 - side]).collect()
        };
        let told: Vec<String> = [("both sides of", both), ("the left of", one(0)), ("the right of", one(1))]
            .into_iter()
            .filter(|(_, joints)| !joints.is_empty())
            .map(|(side, joints)| format!("{side} joints {}", ranges(&joints)))
            .collect();
        format!("no neuron drives the muscles of {:?} on {}", creature.name, told.join(", on "))
    };
    c.fault_in("body", message, Some("name them in `muscles`, or take joints away"));
}

/// "0-3, 7".
fn ranges(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => parts.push((number, number)),
        }
    }
    let shown = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    parts.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), "0-2, 5, 7-8");
        assert_eq!(ranges(&[]), "");
    }
}
