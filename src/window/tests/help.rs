//! What many tests of the window begin with, and what they do again and again.

use super::*;
use std::path::Path;

/// The scene that most is tried on.
pub(super) fn crawler() -> Scene {
    let text = include_str!("../../../scenes/crawler.worm.ron");
    crate::scene::parse(text, "crawler").unwrap_or_else(|faults| panic!("{faults}"))
}

/// The window with that scene in it.
pub(super) fn crawler_window() -> Harness<'static, World> {
    window_with(crawler())
}

/// The folder of the program's own scenes.
pub(super) fn scenes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes")
}

/// The file of one of them.
pub(super) fn file_of(name: &str) -> PathBuf {
    scenes().join(format!("{name}.worm.ron"))
}

/// A world with one of them in it, and time that goes on.
pub(super) fn shipped(name: &str) -> World {
    world_of(crate::scene::load(&file_of(name)).unwrap_or_else(|faults| panic!("{faults}")).scene)
}

/// Clicks what has a label.
pub(super) fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// Takes the last step back.
pub(super) fn undo(harness: &mut Harness<'_, World>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
}

/// The same from within a field: Esc leaves that first.
pub(super) fn escape_and_undo(harness: &mut Harness<'_, World>) {
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    undo(harness);
}

/// Types into a field in the place of what is in it, and leaves it.
pub(super) fn type_into(harness: &mut Harness<'_, World>, role: Role, field: &str, text: &str) {
    harness.get_by_role_and_label(role, field).click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(text.into()));
    harness.run_steps(2);
    harness.key_press(Key::Tab);
    harness.run_steps(4);
}

/// Whether all that was done since is one step, which takes it back.
#[track_caller]
pub(super) fn is_one_step(
    harness: &mut Harness<'_, World>,
    before: &Scene,
    undo: fn(&mut Harness<'_, World>),
) {
    assert_ne!(editor::document(harness), *before);
    undo(harness);
    assert_eq!(editor::document(harness), *before);
    assert!(!harness.state().resource::<History>().can_undo(), "it was one step");
}

/// Whether these words are to be read somewhere.
pub(super) fn says(harness: &Harness<'_, World>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// What is set in the plots.
pub(super) fn plots<'a>(harness: &'a Harness<'_, World>) -> &'a Plots {
    harness.state().resource::<Plots>()
}
