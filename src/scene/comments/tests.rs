use super::super::document::Scene;
use super::*;
use crate::arena::Obstacle;
use crate::nervous::NeuronEntry;

/// A scene as people write it.
const TEXT: &str = r##"// The header.

(
    format: 1, // the only one
    // What it is called.
    name: "Test",
    classes: { // in the order of the body
        // Feels.
        "sensory": (color: "#e8c547"), // yellow
        "motor": (
            // Slow to fire.
            params: (threshold: 6.0),
        ),
    },
    heading_is_no_field: 0,
    arena: (obstacles: [
        // A post.
        Circle(at: (1, 2), radius: 1), // round
        // Another.
        Circle(at: (3, 4), radius: 1),
    ]),
    creatures: [
        /* The only one. */
        (
            name: "Worm",
            // Neurons, from head to tail.

            neurons: [
                // Head ----

                (name: "A", class: "sensory"), // first
                (name: "B", class: "motor"),

                // Tail ----
                (name: "C"),
                // There could be more.
            ],
            synapses: [
                (from: "A", to: "B"), // strong
                (from: "A", to: "C", weight: 0.5), // weak
            ], // that is all
        ), // the worm
    ],
) // done
// The end.
"##;

fn text() -> String {
    TEXT.replace("    heading_is_no_field: 0,\n", "")
}

fn scene() -> Scene {
    parse(&text(), "t").unwrap_or_else(|faults| panic!("{faults}"))
}

fn edited(edit: impl FnOnce(&mut Scene)) -> String {
    let mut scene = scene();
    edit(&mut scene);
    let saved = Comments::of(&text()).write(&scene);
    assert_eq!(parse(&saved, "t").as_ref(), Ok(&scene), "{saved}");
    assert_eq!(Comments::of(&saved).write(&scene), saved, "saving again changes nothing");
    saved
}

/// The line of a text that holds something, and the one before it.
fn line<'t>(text: &'t str, with: &str) -> (&'t str, &'t str) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.contains(with)).unwrap_or_else(|| panic!("{with} in\n{text}"));
    (if at == 0 { "" } else { lines[at - 1] }, lines[at])
}

#[test]
fn all_comments_come_back_where_they_stood() {
    let saved = edited(|_| {});
    assert_eq!(
        saved,
        r##"// The header.
(
    format: 1, // the only one
    // What it is called.
    name: "Test",
    classes: { // in the order of the body
        // Feels.
        "sensory": (color: "#e8c547"), // yellow
        // Slow to fire.
        "motor": (params: (threshold: 6.0)),
    },
    arena: (
        obstacles: [
            // A post.
            Circle(at: (1.0, 2.0), radius: 1.0), // round
            // Another.
            Circle(at: (3.0, 4.0), radius: 1.0),
        ],
    ),
    creatures: [
        /* The only one. */
        (
            name: "Worm",
            // Neurons, from head to tail.

            neurons: [
                // Head ----

                (name: "A", class: "sensory"), // first
                (name: "B", class: "motor"),

                // Tail ----
                (name: "C"),
                // There could be more.
            ],
            synapses: [
                (from: "A", to: "B"), // strong
                (from: "A", to: "C", weight: 0.5), // weak
            ], // that is all
        ), // the worm
    ],
) // done
// The end.
"##
    );
    assert!(missing(&text(), &saved).is_empty());
}

#[test]
fn a_comment_follows_what_it_was_written_to() {
    let saved = edited(|scene| {
        let creature = &mut scene.creatures[0];
        // Moved, changed, and with others before them.
        creature.neurons.insert(0, NeuronEntry { name: "Z".into(), ..NeuronEntry::default() });
        creature.neurons.swap(2, 3);
        creature.neurons[1].at = (3.0, 4.0);
        creature.synapses[1].weight = 0.75;
        creature.synapses.swap(0, 1);
        scene.arena.obstacles.remove(0);
        scene.name.clear();
    });
    assert_eq!(line(&saved, "name: \"A\"").1, "(name: \"A\", class: \"sensory\", at: (3.0, 4.0)), // first");
    assert_eq!(line(&saved, "(name: \"C\"").0, "// Tail ----");
    assert_eq!(line(&saved, "0.75").1, "(from: \"A\", to: \"C\", weight: 0.75), // weak");
    assert_eq!(line(&saved, "(3.0, 4.0), radius").0, "// Another.");
    assert!(!saved.contains("A post.") && !saved.contains("round"), "gone with its post:\n{saved}");
    // A field that is left out leaves its comment to the next one.
    assert_eq!(line(&saved, "classes: {").0, "// What it is called.");
    assert_eq!(missing(&text(), &saved), ["// A post.", "// round"]);
}

#[test]
fn what_is_renamed_or_changed_in_its_place_keeps_its_comment() {
    let saved = edited(|scene| {
        let creature = &mut scene.creatures[0];
        creature.name = "Other".into();
        creature.neurons[0].name = "ALM".into();
        creature.synapses.iter_mut().for_each(|s| s.from = "ALM".into());
        scene.arena.obstacles[0] = Obstacle::Wall { from: (0.0, 0.0), to: (1.0, 1.0) };
    });
    assert!(line(&saved, "(name: \"ALM\"").1.ends_with("// first"), "{saved}");
    assert!(line(&saved, "to: \"C\"").1.ends_with("// weak"), "{saved}");
    assert_eq!(line(&saved, "Wall(").0, "// A post.");
    assert!(missing(&text(), &saved).is_empty());
}

#[test]
fn a_list_that_is_gone_takes_its_entries_comments_along_but_not_its_own() {
    let saved = edited(|scene| scene.creatures[0].synapses.clear());
    assert!(!saved.contains("strong") && saved.contains("// that is all"), "{saved}");
    let saved = edited(|scene| scene.creatures.clear());
    assert!(saved.ends_with(") // done\n// The end.\n"), "{saved}");
}

#[test]
fn a_text_of_another_time_is_no_obstacle() {
    let broken = Comments::of("// Head.\n(format: 1, // and no end");
    assert_eq!(broken.write(&Scene::default()), "// Head.\n(\n    format: 1,\n)\n");
    assert_eq!(missing("(format: 1, // and no end", ""), ["(format: 1, // and no end"]);
}
