//! The table of commands, and what is made of it.

use super::*;
use crate::window::state::Menu;
use crate::window::state::command::key_text;
use egui_kittest::kittest::NodeT;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_command_has_a_name_and_keys_of_its_own_and_says_what_it_does() {
    let harness = window();
    let table = harness.state().resource::<Table>();
    let (mut names, mut keys) = (BTreeSet::new(), BTreeMap::new());
    for command in table.all() {
        assert!(names.insert(command.name), "{} twice", command.name);
        assert!(command.about.len() > 10 && !command.about.ends_with('.'), "{}", command.name);
        for shortcut in command.keys {
            // In another part of the window a key may do something else.
            let place = (command.place, key_text(shortcut));
            let other = keys.insert(place, command.name);
            assert_eq!(other, None, "{} and {}", key_text(shortcut), command.name);
        }
    }
    assert!(names.len() > 40);
}

#[test]
fn every_command_of_a_menu_stands_in_it_with_its_key_and_says_why_it_cannot_be_done() {
    let mut harness = window();
    for (menu, _) in Menu::BAR {
        harness.get_by_label(menu.name()).click();
        harness.run_steps(3);
        for command in harness.state().resource::<Table>().of(menu) {
            let label = format!("{} {}", command.name, command.key_text());
            let entry = harness.query_all_by_label_contains(label.trim()).next();
            let entry = entry.unwrap_or_else(|| panic!("{label} in {}", menu.name()));
            let ready = (command.ready)(harness.state());
            assert_eq!(ready.is_err(), entry.accesskit_node().is_disabled(), "{label}");
        }
        harness.key_press(Key::Escape);
        harness.run_steps(3);
    }
    // Nothing is selected: a greyed entry tells the way.
    harness.get_by_label("Edit").click();
    harness.run_steps(3);
    let cut = harness.get_by_label_contains("Cut").rect().center();
    harness.hover_at(cut);
    harness.run_steps(60);
    assert!(harness.query_by_label("Select neurons first").is_some());
}

/// The keys of the table in the README: `Ctrl+A, C` is two with Ctrl.
fn keys_of_the_readme() -> Vec<String> {
    let readme = include_str!("../../../README.md");
    let table = readme.split("| key | |\n|---|---|\n").nth(1).expect("a table of keys");
    let mut keys = Vec::new();
    for row in table.lines().take_while(|line| line.starts_with('|')) {
        let cell = row.split('|').nth(1).expect("a cell").trim();
        if cell.contains('`') {
            keys.extend(cell.split('`').filter(|key| !key.trim().is_empty()).map(str::to_owned));
            continue;
        }
        let mut held = "";
        for key in cell.split(", ") {
            if key.len() == 1 {
                keys.push(format!("{held}{key}"));
            } else {
                held = key.rsplit_once('+').map_or("", |(held, _)| &key[..=held.len()]);
            }
            keys.push(key.to_owned());
        }
    }
    keys
}

#[test]
fn every_key_is_in_the_readme() {
    let told = keys_of_the_readme();
    let harness = window();
    for command in harness.state().resource::<Table>().all() {
        let Some(keys) = command.keys.first().map(key_text) else { continue };
        if command.place.is_some() {
            // Said of that part of the window.
            let keys = command.key_text();
            assert!(include_str!("../../../README.md").contains(&keys), "{}: {keys}", command.name);
            continue;
        }
        // Said in the row of the key without Shift.
        let by_second = keys == "Shift+." || keys == "Shift+,";
        assert!(by_second || told.contains(&keys), "{}: {keys}", command.name);
    }
}
