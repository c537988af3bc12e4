//! `check --lint`: what a scene may say, but hardly can have meant.
//!
//! | file | warns of |
//! |---|---|
//! | `overlap` | bodies that lie in one another, in posts or in walls where the run begins; this much `check` tells always |
//! | `clocks` | rings of neurons in which more than one spike goes round |
//! | `network` | neurons without links, neurons that can never fire, links that carry nothing |
//! | `body` | muscles that no neuron drives |
//! | `learning` | modulators that nobody broadcasts, thresholds that can fall to nothing, astrocytes that cover nothing |

mod body;
mod clocks;
mod learning;
mod network;
mod overlap;

use crate::app::{Executor, headless_app};
use crate::entry::{Checker, Segment, SemanticFault};
use crate::scene::document::Scene;
use crate::scene::{self, has_chance};

/// Names that are told of many.
const TOLD: usize = 5;

/// What is told by every check.
pub(super) fn always(scene: &Scene) -> Vec<SemanticFault> {
    let mut checker = Checker::default();
    if scene.bodies().next().is_some() {
        let mut app = headless_app(Executor::SingleThreaded);
        scene::spawn(app.world_mut(), scene);
        overlap::check(&mut checker, scene, app.world_mut());
    }
    checker.faults
}

/// What `--lint` tells beside it.
pub(super) fn asked(scene: &Scene) -> Vec<SemanticFault> {
    let mut checker = Checker::default();
    let c = &mut checker;
    clocks::check(c, scene);
    network::check(c, scene);
    body::check(c, scene);
    learning::check(c, scene);
    if scene.seed != 0 && !has_chance(scene) {
        let help = "give a body `jitter` or a neuron `Noise`, or leave the seed out";
        c.fault_in(
            "seed",
            "the seed changes nothing: no body is born with `jitter`, no neuron has `Noise`",
            Some(help),
        );
    }
    checker.faults
}

/// Goes to an entry of a list of a creature.
fn at_entry(
    c: &mut Checker,
    creature: usize,
    list: &'static str,
    index: usize,
    tell: impl FnOnce(&mut Checker),
) {
    c.field("creatures", |c| {
        c.within(Segment::Index(creature), |c| c.field(list, |c| c.within(Segment::Index(index), tell)));
    });
}

/// "`a`, `b` and 3 more".
fn some<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(TOLD);
    let told: Vec<String> = names.take(TOLD).map(|name| format!("{name:?}")).collect();
    match more {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}
