//! What lives on the canvas: lights of arrivals, ports of the body.

use super::editor::*;
use super::*;
use crate::window::drive;
use crate::window::picture::Picture;

/// What the canvas draws now.
fn activity(harness: &Harness<'_, World>) -> crate::window::draw::network::Activity {
    let world = harness.state();
    world.resource::<Desk>().graph.activity(world, world.resource::<Picture>(), 0.0)
}

fn ticks(harness: &mut Harness<'_, World>, count: u32) {
    for _ in 0..count {
        drive::tick(harness.state_mut());
    }
}

#[test]
fn an_arrival_lights_its_target_in_the_tick_of_the_release() {
    let mut harness = reflex();
    let (touch, flinch) = (key("TOUCH"), key("FLINCH"));
    let index = |harness: &Harness<'_, World>, key| desk(harness).graph.find(key).expect("on the canvas");
    let (from, to) = (index(&harness, &touch), index(&harness, &flinch));
    History::perform(harness.state_mut(), Edit::Inject(touch, [5.0, 0.0])).expect("injected");
    let mut seen = Vec::new();
    for _ in 0..20 {
        ticks(&mut harness, 1);
        let now = activity(&harness);
        seen.push((now.nodes[from].flash > 0.9, now.nodes[to].arrival[0] > 0.5));
        assert_eq!(now.nodes[to].arrival[1], 0.0, "nothing inhibits it");
    }
    let released = seen.iter().position(|(released, _)| *released).expect("it fires");
    assert_eq!(seen.iter().position(|(_, arrived)| *arrived), Some(released));
    assert!(activity(&harness).port_arrivals.iter().all(|[excites, _]| *excites > 0.2), "and the muscles");
    ticks(&mut harness, 100);
    let faded = activity(&harness);
    assert!(faded.nodes[to].arrival[0] < 0.05 && faded.port_arrivals[0][0] < 0.05);
}

#[test]
fn another_graph_forgets_the_lights_of_the_one_before() {
    let mut harness = reflex();
    History::perform(harness.state_mut(), Edit::Inject(key("TOUCH"), [5.0, 0.0])).expect("injected");
    ticks(&mut harness, 8);
    let lit = |harness: &Harness<'_, World>| activity(harness).nodes.iter().any(|look| look.arrival[0] > 0.2);
    assert!(lit(&harness));
    // A name that comes first moves the places of all others.
    let edit = Edit::Rename(key("TOUCH"), "AAA".into());
    History::perform(harness.state_mut(), edit).expect("renamed");
    ticks(&mut harness, 1);
    harness.state_mut().resource_mut::<Desk>().stale = true;
    harness.run_steps(1);
    assert!(!lit(&harness));
}
