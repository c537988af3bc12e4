//! Layouts of the network, held to a measure.

use super::*;
use crate::window::network::layouts::{Layout, arrange};
use crate::window::network::tangle::{Tangle, links};
use bevy::math::Vec2 as Place;

const SCENES: [(&str, &str); 3] = [
    ("crawler", include_str!("../../../scenes/crawler.worm.ron")),
    ("earthworm", include_str!("../../../scenes/earthworm.worm.ron")),
    ("nematode", include_str!("../../../scenes/nematode.worm.ron")),
];

/// How often links cross, how often they run through a neuron, and how long they are in the mean.
fn measure(graph: &Graph, at: &[Place], unit: f32) -> (usize, usize, f32) {
    let all: Vec<usize> = (0..at.len()).collect();
    let links = links(graph, &all);
    let tangle = Tangle::new(at.to_vec(), &links, &[], unit);
    (tangle.crossings(), tangle.hits(), tangle.mean_length())
}

/// Places along the body, as a layout of all neurons gives them.
fn along_the_body(graph: &Graph) -> Vec<Place> {
    let all: Vec<usize> = (0..graph.cells.len()).collect();
    let places = arrange(graph, Layout::Body, &all);
    graph.cells.iter().map(|cell| places[&cell.key]).collect()
}

#[test]
fn along_the_body_is_as_clear_as_the_layout_that_a_scene_comes_with() {
    for (name, text) in SCENES {
        let harness = window_of(text);
        let graph = graph(&harness);
        let shipped: Vec<Place> = graph.cells.iter().map(|cell| cell.at).collect();
        let found = along_the_body(graph);
        let unit = 0.8;
        let (old, new) = (measure(graph, &shipped, unit), measure(graph, &found, unit));
        println!("{name}: crossings, hits, length: shipped {old:?}, along the body {new:?}");
        assert!(new.0 as f32 <= 1.1 * old.0 as f32 + 5.0, "{name}: {} crossings, {} shipped", new.0, old.0);
        assert!(new.1 as f32 <= 1.05 * old.1 as f32 + 5.0, "{name}: {} hits, {} shipped", new.1, old.1);
        assert!(new.2 <= 1.05 * old.2, "{name}: {} long, {} shipped", new.2, old.2);
    }
}

#[test]
fn along_the_body_what_drives_a_muscle_stands_beside_it_and_chains_in_rows() {
    for (name, text) in SCENES {
        let harness = window_of(text);
        let graph = graph(&harness);
        let found = along_the_body(graph);
        let mut moves: std::collections::BTreeMap<usize, Vec<Place>> = std::collections::BTreeMap::new();
        for junction in &graph.plan.junctions {
            moves.entry(junction.from).or_default().push(graph.plan.ports[junction.port].at);
        }
        for (neuron, muscles) in &moves {
            let (first, last) =
                muscles.iter().fold((f32::MAX, f32::MIN), |(a, b), at| (a.min(at.x), b.max(at.x)));
            if last - first > 2.0 {
                continue;
            }
            let at = found[*neuron];
            let who = &graph.cells[*neuron].key.neuron;
            assert!(at.x > first - 0.5 && at.x < last + 0.5, "{name}: {who} at {at}");
            let sides: f32 = muscles.iter().map(|at| at.y.signum()).sum();
            assert!(sides == 0.0 || sides.signum() == at.y.signum(), "{name}: {who} at {at}");
        }
        for (i, a) in found.iter().enumerate() {
            let near = found[i + 1..].iter().map(|b| a.distance(*b)).fold(f32::MAX, f32::min);
            assert!(near > 0.4, "{name}: two neurons {near} apart");
        }
        // Of a class that drives one side at many joints all stand in one row.
        let row = |start: &str| {
            let of = graph.cells.iter().zip(&found).filter(|(cell, _)| cell.key.neuron.starts_with(start));
            let mut rows: Vec<i32> = of.map(|(_, at)| (at.y * 100.0) as i32).collect();
            rows.dedup();
            rows
        };
        if name == "crawler" {
            for chain in ["FL", "FR", "HL", "HR", "BL", "BR"] {
                let of = graph.cells.iter().filter(|cell| cell.key.neuron.starts_with(chain));
                if of.count() == 15 {
                    assert_eq!(row(chain).len(), 1, "{chain}");
                }
            }
            assert_eq!(row("HR").len(), 1);
        }
    }
}

#[test]
fn a_layout_is_the_same_on_every_run() {
    let harness = window_of(SCENES[0].1);
    assert_eq!(along_the_body(graph(&harness)), along_the_body(graph(&harness)));
}

#[test]
fn who_undoes_a_layout_sees_what_was_there_before() {
    let mut harness = window_of(SCENES[0].1);
    let mut looks = harness.state_mut().resource_mut::<Views>();
    looks.network.pan(bevy_egui::egui::vec2(40.0, 12.0));
    looks.network.scale *= 1.3;
    harness.run_steps(2);
    let look = |harness: &Harness<'_, World>| {
        let view = views(harness).network;
        let places: Vec<Place> = graph(harness).cells.iter().map(|cell| cell.at).collect();
        (view.centre, view.scale, places)
    };
    let before = look(&harness);
    harness.get_by_label("Arrange").click();
    harness.run_steps(3);
    harness.get_by_label("Along the body").click();
    harness.run_steps(60);
    let arranged = look(&harness);
    assert!(arranged.2 != before.2 && arranged.1 != before.1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert_eq!(look(&harness), before);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run_steps(4);
    assert_eq!(look(&harness), arranged);
}

/// Written only into the folder that `WRIGGLE_PICTURES` names.
#[test]
fn pictures_of_layouts() {
    use super::screens::encoded;
    use crate::window::shot::{Photographer, Settings, Subject};
    let Some(folder) = std::env::var_os("WRIGGLE_PICTURES").map(PathBuf::from) else { return };
    for (name, text) in SCENES {
        let scene = crate::scene::parse(text, name).unwrap_or_else(|faults| panic!("{faults}"));
        for arranged in [false, true] {
            let start = Start { scene: scene.clone(), path: None, comments: Comments::default() };
            let settings =
                Settings { size: (1100, 620), scale: 1.0, subject: Subject::Network, light: false };
            let mut photographer = Photographer::new(&start, settings);
            photographer.settle(3);
            if arranged {
                let world = photographer.world_mut();
                let graph = world.resource::<Graph>();
                let all: Vec<usize> = (0..graph.cells.len()).collect();
                let moves =
                    arrange(graph, Layout::Body, &all).into_iter().map(|(key, at)| Edit::Move(key, at));
                let moves = moves.collect();
                History::perform(world, Edit::Batch(moves)).expect("moved");
                world.resource_mut::<Graph>().stale = true;
                photographer.settle(2);
                photographer.world_mut().resource_mut::<Views>().fit_network = true;
            }
            let file =
                folder.join(format!("layout-{name}-{}.png", if arranged { "body" } else { "shipped" }));
            std::fs::write(file, encoded(&photographer.take())).expect("written");
        }
    }
}
