//! The hashes of all shipped scenes, as a table.
//!
//! A change of these is a change of what the worms do. Where one is meant, renew the table with
//! `INSTA_UPDATE=always cargo test --test golden_hashes` and say in the commit why.

mod common;

use common::app_of;
use std::fmt::Write;
use wriggle::record::state_hash;
use wriggle::scene::load;
use wriggle::sim::run_tick;

#[test]
fn shipped_scenes_end_where_they_always_ended() {
    let mut scenes: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes"))
        .expect("scenes")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".worm.ron"))
        .collect();
    scenes.sort();
    let mut table = String::new();
    for name in scenes {
        let path = format!("{}/scenes/{name}", env!("CARGO_MANIFEST_DIR"));
        let scene = load(path.as_ref()).unwrap_or_else(|faults| panic!("{faults}")).scene;
        let mut app = app_of(&scene);
        write!(table, "{name:<24}").expect("a string");
        for ticks in [100, 900, 2_000] {
            for _ in 0..ticks {
                run_tick(app.world_mut());
            }
            write!(table, " {:016x}", state_hash(app.world())).expect("a string");
        }
        table.push('\n');
    }
    insta::assert_snapshot!("after_1_10_and_30_seconds", table);
}
