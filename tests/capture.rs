//! A scene that was spawned and captured is the scene that was loaded.

mod common;

use common::app_of;
use proptest::prelude::*;
use wriggle::record::state_hash;
use wriggle::scene::{Moment, capture, load, parse, save, spawn, to_text};
use wriggle::sim::run_tick;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_captured_saved_and_loaded_is_what_was_spawned(scene in common::scenes::scene(), ticks in 0u32..5) {
        let mut app = app_of(&scene);
        for _ in 0..ticks {
            run_tick(app.world_mut());
        }
        let captured = capture(app.world_mut(), Moment::Birth);
        prop_assert_eq!(&captured, &scene);
        let text = to_text(&captured, "");
        let read = parse(&text, "saved").map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        prop_assert_eq!(read, scene);
    }

    #[test]
    fn spawning_again_leaves_nothing_behind(first in common::scenes::scene(), second in common::scenes::scene()) {
        let mut app = app_of(&first);
        run_tick(app.world_mut());
        spawn(app.world_mut(), &second);
        prop_assert_eq!(capture(app.world_mut(), Moment::Birth), second);
    }
}

/// Every shipped scene, through a file and back, runs to the same bits.
#[test]
fn shipped_scenes_survive_a_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["pair", "ring", "reflex", "crawler", "arena"] {
        let path = format!("{}/scenes/{name}.worm.ron", env!("CARGO_MANIFEST_DIR"));
        let loaded = load(path.as_ref()).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(!loaded.comments.header().is_empty(), "{name} is not explained");
        let mut app = app_of(&loaded.scene);
        let captured = capture(app.world_mut(), Moment::Birth);
        let copy = folder.path().join(format!("{name}.worm.ron"));
        save(&copy, &captured, &loaded.comments).expect("it can be saved");
        let again = load(&copy).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(
            (&again.scene, again.comments.header()),
            (&loaded.scene, loaded.comments.header()),
            "{name}"
        );
        let mut other = app_of(&again.scene);
        for _ in 0..500 {
            run_tick(app.world_mut());
            run_tick(other.world_mut());
        }
        assert_eq!(state_hash(app.world()), state_hash(other.world()), "{name}");
    }
}
