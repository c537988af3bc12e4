//! The gallery, used as a person does.

use super::*;

fn shown(harness: &Harness<'_, World>) -> bool {
    harness.state().resource::<Gallery>().shown
}

fn open(harness: &mut Harness<'_, World>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(4);
    assert!(shown(harness));
}

#[test]
fn a_click_on_a_card_opens_its_scene() {
    let mut harness = window();
    open(&mut harness);
    assert!(harness.query_by_label("Ring").is_some() && harness.query_by_label("Guide: clock").is_some());
    harness.get_by_label("Pair").scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label("Pair").click();
    harness.run_steps(3);
    assert!(!shown(&harness));
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Pair");
}

#[test]
fn unsaved_changes_are_asked_about_before_a_card_opens_its_scene() {
    let mut harness = window();
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).expect("a move");
    open(&mut harness);
    harness.get_by_label("Pair").scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label("Pair").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Test");
    harness.get_by_label("Discard").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Pair");
}

#[test]
fn the_gallery_opens_from_the_menu_and_escape_closes_it_and_nothing_else() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("Scene").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Gallery...").click();
    harness.run_steps(3);
    assert!(shown(&harness));
    // Keys of the window rest meanwhile.
    harness.key_press(Key::S);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!shown(&harness));
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
    assert!(!harness.state().resource::<History>().is_dirty());
}

#[test]
fn an_empty_scene_offers_the_gallery() {
    let mut harness = window();
    files::start(harness.state_mut(), &Scene::default());
    harness.run_steps(3);
    harness.get_by_label("Look at the gallery...").click();
    harness.run_steps(3);
    assert!(shown(&harness));
}

#[test]
fn pictures_are_taken_beside_the_window_and_faults_are_told_on_the_card() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bad.worm.ron");
    std::fs::write(&path, "(format: 1, name: \"Bad one\", creatures: [(nme: 3)])").expect("written");
    std::fs::write(folder.path().join("good.worm.ron"), "(format: 1, name: \"Good one\")").expect("written");
    let mut harness = window();
    harness.state_mut().resource_mut::<Document>().path = Some(folder.path().join("good.worm.ron"));
    open(&mut harness);
    let begun = std::time::Instant::now();
    let drawn = |harness: &Harness<'_, World>, name: &str| {
        harness.state().resource::<Gallery>().outcome(name).map(str::to_owned)
    };
    while drawn(&harness, "good.worm.ron").is_none() || drawn(&harness, "bad.worm.ron").is_none() {
        assert!(begun.elapsed().as_secs() < 60, "no picture comes");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.run_steps(1);
    }
    assert_eq!(drawn(&harness, "good.worm.ron").as_deref(), Some("picture"));
    assert_eq!(drawn(&harness, "bad.worm.ron").as_deref(), Some("faults"));
    harness.get_by_label("Bad one").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("bad.worm.ron could not be opened").is_some());
}
