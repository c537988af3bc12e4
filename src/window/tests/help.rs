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

/// Whether these words are to be read somewhere.
pub(super) fn says(harness: &Harness<'_, World>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// What is set in the plots.
pub(super) fn plots<'a>(harness: &'a Harness<'_, World>) -> &'a Plots {
    harness.state().resource::<Plots>()
}
