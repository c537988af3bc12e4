//! The tour, used as a person does.

use super::*;

fn step(harness: &Harness<'_, World>) -> Option<usize> {
    harness.state().resource::<Tour>().0
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

#[test]
fn the_tour_begins_in_the_help_and_goes_through_all_steps() {
    let mut harness = window();
    harness.get_by_label("Help").click();
    harness.run_steps(3);
    click(&mut harness, "Tour");
    assert!(!harness.state().resource::<Help>().shown);
    for place in 0..5 {
        assert_eq!(step(&harness), Some(place));
        assert!(harness.query_by_label(&format!("Step {} of 5", place + 1)).is_some());
        if place == 2 {
            click(&mut harness, "Back");
            assert_eq!(step(&harness), Some(1));
            click(&mut harness, "Next");
        }
        if place < 4 {
            click(&mut harness, "Next");
        }
    }
    click(&mut harness, "Done");
    assert_eq!(step(&harness), None);
    assert!(harness.query_by_label("Step 5 of 5").is_none());
}

#[test]
fn a_step_opens_what_it_speaks_of() {
    let mut harness = window();
    let mut arrangement = harness.state_mut().resource_mut::<Arrangement>();
    (arrangement.list, arrangement.inspector, arrangement.plot) = (false, false, false);
    crate::window::tour::begin(harness.state_mut());
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Both);
    click(&mut harness, "Next");
    click(&mut harness, "Next");
    assert!(harness.state().resource::<Arrangement>().inspector);
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
    assert!(harness.query_by_role_and_label(Role::SpinButton, "threshold").is_some());
    click(&mut harness, "Next");
    assert!(harness.state().resource::<Arrangement>().list);
}

#[test]
fn the_tour_is_left_by_its_button_and_by_escape_and_found_in_the_menu() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("View").click();
    harness.run_steps(3);
    click(&mut harness, "Tour");
    assert_eq!(step(&harness), Some(0));
    click(&mut harness, "Leave");
    assert_eq!(step(&harness), None);
    crate::window::tour::begin(harness.state_mut());
    harness.run_steps(3);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(step(&harness), None);
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
}

#[test]
fn a_scene_without_a_body_is_told_where_to_find_a_worm() {
    let mut harness = window();
    crate::window::tour::begin(harness.state_mut());
    harness.run_steps(3);
    click(&mut harness, "Find a worm...");
    assert!(harness.state().resource::<Gallery>().shown);
}
