//! The programs in `examples` do what they say. Their code is taken in as it is, so that each runs within
//! this test and nothing has to be built or started for it.

#[path = "../examples/measure_a_run.rs"]
mod measure_a_run;
#[path = "../examples/sweep_by_hand.rs"]
mod sweep_by_hand;
#[path = "../examples/touch_and_answer.rs"]
mod touch_and_answer;

mod common;

use common::watch::shipped;

#[test]
fn all_of_them_run_to_their_end() {
    measure_a_run::main().expect("a good scene");
    sweep_by_hand::main().expect("a good scene");
    touch_and_answer::main().expect("a good scene");
}

#[test]
fn a_run_is_measured() {
    let run = measure_a_run::run(&shipped("crawler"), 20.0);
    let measures = run.measures.expect("a body");
    assert!(measures.speed > 0.1 && measures.frequency.is_some() && run.spikes > 100, "{measures:?}");
    assert_eq!(run.hash, measure_a_run::run(&shipped("crawler"), 20.0).hash);
    assert!(measure_a_run::run(&shipped("ring"), 1.0).measures.is_none(), "a ring has no body");
}

#[test]
fn the_ring_sets_the_frequency() {
    let rows = sweep_by_hand::sweep(&shipped("crawler"), &[38, 60]);
    assert_eq!(rows.len(), 2);
    for row in &rows {
        let expected = 100.0 / (4 * (row.conduction + 2)) as f32;
        let frequency = row.measures.frequency.expect("a rhythm");
        assert!((frequency - expected).abs() < 0.03, "{}: {frequency} Hz, not {expected}", row.conduction);
    }
    assert!(rows[0].measures.speed > rows[1].measures.speed);
}

#[test]
fn a_touch_is_answered_by_the_neurons_that_feel_it() {
    let scene = shipped("crawler");
    let answer = touch_and_answer::touch(&scene);
    let seconds = |name: &str| answer.fired[name];
    assert!(seconds("ALML") < seconds("AVA") && seconds("AVA") < seconds("STOPF"), "{:?}", answer.fired);
    assert!(answer.backed_off > 0.3, "{}", answer.backed_off);
    let numb = touch_and_answer::touch(&touch_and_answer::numb(&scene));
    assert!(!numb.fired.contains_key("AVA") && numb.backed_off < 0.1, "{:?} {}", numb.fired, numb.backed_off);
}
