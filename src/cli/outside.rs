//! What is asked for at a time outside of a run, and so never happens: told, for else nothing would show it.

use super::note;
use crate::scene::document::Scene;
use crate::sim::Clock;
use crate::stimulus::Stimulus;
use indexmap::IndexSet;

/// So many stimuli are told one by one.
const FEW: usize = 3;

/// Tells on standard error of all stimuli that do nothing in so many ticks of a scene. Those that were `given` on the
/// command line are told one by one, also when they are over before the run begins. Of the script those are that come
/// too late; what a run that goes on has behind it is in order.
pub(super) fn tell(scene: &Scene, ticks: u64, given: &[Stimulus]) {
    notes(scene, ticks, given).iter().for_each(|words| note(words));
}

/// The same as words.
pub(super) fn notes(scene: &Scene, ticks: u64, given: &[Stimulus]) -> Vec<String> {
    let begins = scene.begins();
    let ends = begins.saturating_add(ticks);
    let is_idle = |stimulus: &&Stimulus| !stimulus.timing().acts_within(begins + 1, ends);
    // What is done to several creatures alike is one note.
    let asked = given.iter().filter(is_idle).map(|stimulus| one(stimulus, scene, begins, ends));
    let mut notes: Vec<String> = asked.collect::<IndexSet<String>>().into_iter().collect();
    if notes.len() > FEW {
        let more = notes.len() - FEW;
        notes.truncate(FEW);
        notes.push(format!("and {more} more that are asked for outside of the run"));
    }
    // What is given stands behind the script.
    let script = &scene.stimuli[..scene.stimuli.len().saturating_sub(given.len())];
    let late = script.iter().filter(|stimulus| stimulus.timing().first > ends).count();
    if late > 0 {
        let (of, s) = (script.len(), if late == 1 { "s" } else { "" });
        notes.push(format!(
            "{late} of the {of} stimuli of the script begin{s} only after the end of the run, {}",
            seconds(ends)
        ));
    }
    notes
}

fn one(stimulus: &Stimulus, scene: &Scene, begins: u64, ends: u64) -> String {
    let owner = scene.creatures.iter().find(|creature| creature.name == stimulus.creature());
    let segments = owner.and_then(|creature| creature.body.as_ref()).map_or(0, |body| body.segments);
    let what = if stimulus.item().is_touch() { "touch" } else { "stimulus" };
    let label = stimulus.item().label(segments);
    let first = stimulus.timing().first - 1;
    let when = if first >= ends {
        format!("begins only after the end of the run, {}", seconds(ends))
    } else if stimulus.timing().last().is_some_and(|last| last <= begins) {
        format!("is over before the run begins, at {}", seconds(begins))
    } else {
        format!("pauses from {} to {}, the whole run", seconds(begins), seconds(ends))
    };
    format!("the {what} at {} ({label}) does nothing: it {when}", seconds(first))
}

fn seconds(tick: u64) -> String {
    format!("{} s", Clock { tick }.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

    fn scene(stimuli: &str, tick: u64) -> Scene {
        let text = format!(
            "(format: 1, creatures: [(name: \"W\", body: (segments: 16), neurons: [(name: \"A\")]), (name: \"V\", body: (segments: 16))],
            stimuli: [{stimuli}])"
        );
        let mut scene = parse(&text, "test").expect("a scene");
        scene.snapshot = Some(crate::scene::document::Snapshot { tick, ..Default::default() });
        scene
    }

    #[test]
    fn what_does_nothing_is_told() {
        let touch =
            |creature: &str, at: &str| format!("Touch(creature: {creature:?}, segments: (0, 1), at: {at})");
        let late = [touch("W", "100.0"), touch("V", "100.0")].join(",");
        let all = scene(&late, 0);
        assert_eq!(
            notes(&all, 3000, &all.stimuli),
            ["the touch at 100 s (head) does nothing: it begins only after the end of the run, 30 s"]
        );
        assert_eq!(
            notes(&all, 3000, &[]),
            ["2 of the 2 stimuli of the script begin only after the end of the run, 30 s"]
        );
        // To the very tick.
        assert_eq!(notes(&all, 10_000, &all.stimuli).len(), 1);
        assert!(notes(&all, 10_001, &all.stimuli).is_empty());

        // A run that goes on at 200 s.
        let all = scene(&late, 20_000);
        assert!(notes(&all, 3000, &[]).is_empty(), "it has them behind it");
        assert_eq!(
            notes(&all, 3000, &all.stimuli),
            ["the touch at 100 s (head) does nothing: it is over before the run begins, at 200 s"]
        );
        let inject = "Inject(creature: \"W\", neuron: \"A\", at: 0, amount: (1, 0), every: 150)";
        let all = scene(inject, 20_000);
        assert!(notes(&all, 10_000, &all.stimuli).len() == 1 && notes(&all, 10_001, &all.stimuli).is_empty());
        let many: Vec<String> = (40..50).map(|at| touch("W", &at.to_string())).collect();
        let all = scene(&many.join(","), 0);
        assert_eq!(notes(&all, 3000, &all.stimuli).len(), FEW + 1);
    }
}
