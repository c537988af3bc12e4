//! Broken scenes: every fault is told, in its place, and nothing else is.
//!
//! In the texts `¶` stands before each place that must be pointed at; it is taken out before
//! reading. The messages are in the order of the places.

use std::fs;
use wriggle::scene::{Faults, load, parse};

const V1: &str = include_str!("formats/v1.worm.ron");

/// The text without its marks, and the line and column of each mark.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in marked.chars() {
        match c {
            '¶' => {
                places.push((line, column));
                continue;
            }
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        text.push(c);
    }
    (text, places)
}

fn refused(text: &str) -> Faults {
    parse(text, "bad.worm.ron").expect_err("the scene must be refused")
}

#[track_caller]
fn expect(marked: &str, messages: &[&str]) {
    let (text, places) = unmark(marked);
    let faults = refused(&text);
    let found: Vec<_> = faults.faults.iter().map(|fault| (fault.line, fault.column)).collect();
    assert_eq!(found, places, "in\n{marked}\nfound\n{faults}");
    assert_eq!(places.len(), messages.len(), "one message for each mark in\n{marked}");
    for (fault, message) in faults.faults.iter().zip(messages) {
        let told = fault.to_string();
        assert!(told.contains(message), "expected {message:?} in\n{told}");
    }
}

/// A creature of two neurons with a body, and room for more.
fn worm(more: &str) -> String {
    format!(
        "(format: 1, classes: {{\"motor\": (color: \"#d1495b\")}}, creatures: [(name: \"Worm\", body: (segments: 8),\n\
         neurons: [(name: \"ALM\"), (name: \"AVM\", class: \"motor\")],\n{more}\n)])"
    )
}

#[test]
fn the_sample_is_accepted() {
    parse(V1, "v1").unwrap();
    parse(&worm(""), "worm").unwrap();
}

/// Texts that RON cannot take apart: the one place where that ends, and a hint.
#[test]
fn broken_syntax() {
    for (marked, message) in [
        ("¶", "the file holds no scene"),
        ("¶ // only a comment\n", "the file holds no scene"),
        ("¶(format: 1", "this `(` is never closed"),
        ("(format: 1,\n creatures: ¶[(name: \"a\")\n", "this `[` is never closed"),
        ("(format: 1,\n creatures: [(name: \"a\")¶)\n", "expected `]` for the `[` of line 2, found `)`"),
        ("(format: 1, classes: {\"a\": (¶})", "expected `)` for the `(` of line 1, found `}`"),
        ("(format: 1)¶)", "this `)` closes nothing"),
        ("(format: 1)\n¶(format: 1)", "text after the end"),
        ("(format: 1,\n creatures: [(name: \"a\"¶ at: (0, 0))])", "a comma is missing here"),
        ("(format: 1,\n creatures: [\n  (name: \"a\")¶\n  (name: \"b\"),\n ])", "a comma is missing here"),
        ("(format: 1¶\n// said in between\nseed: 3)", "a comma is missing here"),
        ("(format: 1, name¶ \"x\")", "expected `:` after the field `name`"),
        ("(format: 1, name ¶= \"x\")", "expected `:` after the field `name`, found `=`"),
        ("(format: 1, ¶\"name\": \"x\")", "names of fields are written without quotes"),
        ("(\"format\"¶: 1)", "names of fields are written without quotes"),
        ("(format: 1, classes: {\"a\"¶})", "expected `:` after the name of an entry"),
        ("(format: ¶, name: \"x\")", "a value is missing before this comma"),
        ("(format: 1, name: ¶)", "a value is missing before this `)`"),
        ("(format: 1¶; seed: 2)", "unexpected `;`"),
        ("(format: 1, name: ¶\"x)", "this text is never closed"),
        ("(format: 1, name: ¶r#\"x\")", "a raw text like this ends with `\"#`"),
        ("(format: 1, name: ¶'it is')", "does not begin a text"),
        ("(format: 1, ¶/* /* no end */ )", "this comment is never closed"),
        ("(format: 1, name: ¶$x)", "`$` cannot begin a value"),
        ("(format: 1, name: \"a, about: \"¶b\")", "a comma is missing"),
        ("(format: 1, name: \"a,\n about: \"¶b\")", "began on an earlier line"),
    ] {
        expect(marked, &[message]);
    }
}

/// What does not fit the types of the document.
#[test]
fn wrong_types() {
    for (marked, message) in [
        ("¶5", "expected named fields `(name: value, ...)`, found the number `5`"),
        ("¶(creatures: [])", "the field `format` is missing"),
        ("(format: ¶one)", "expected a whole number from 0 to 4294967295 for `format`, found the word `one`"),
        ("(format: ¶\"1\")", "write it without quotes: `1`"),
        ("(format: 1, seed: 1, ¶seed: 2)", "the field `seed` is given twice"),
        (
            "(format: 1, seed: ¶-1)",
            "a whole number from 0 to 18446744073709551615 for `seed`, found the number `-1`",
        ),
        (
            "(format: 1, ¶nmae: \"x\")",
            "there is no field `nmae` here\n    (format: 1, nmae: \"x\")\n                ^\n  help: did you mean `name`?",
        ),
        ("(format: 1, ¶zzz: 1)", "the fields are `format`, `name`, `about`, `seed`"),
        ("(format: 1, name: ¶Worm)", "expected a text in quotes for `name`, found the word `Worm`"),
        ("(format: 1, name: ¶'x')", "expected a text in quotes for `name`, found `'x'`"),
        ("(format: 1, name: ¶\"\\q\")", "this text cannot be read"),
        (
            "(format: 1, creatures: ¶(name: \"a\"))",
            "expected a list `[...]` for `creatures`, found named fields",
        ),
        (
            "(format: 1, creatures: [¶5])",
            "expected named fields `(name: value, ...)` for `creatures`, found the number `5`",
        ),
        ("(format: 1, creatures: [¶()])", "the field `name` is missing"),
        ("(format: 1, creatures: [¶Wurm(name: \"a\")])", "leave it out, or write `Creature`"),
        ("(format: 1, classes: ¶[])", "expected a map `{\"name\": value, ...}` for `classes`, found a list"),
        ("(format: 1, classes: {\"a\": (), ¶\"a\": ()})", "the name \"a\" is used twice"),
        ("(format: 1, classes: {¶sensory: ()})", "write `\"sensory\"`"),
        ("(format: 1, arena: (medium: ¶Agr))", "did you mean `Agar`?"),
        ("(format: 1, arena: (medium: ¶\"Water\"))", "write it without quotes: `Water`"),
        ("(format: 1, arena: (medium: ¶Custom(normal: 4)))", "the field `tangential` is missing"),
        ("(format: 1, arena: (medium: ¶Water(1)))", "`Water` stands alone"),
        (
            "(format: 1, arena: (medium: Custom(tangential: 1, normal: 4, ¶drag: 1)))",
            "the fields are `tangential` and `normal`",
        ),
        ("(format: 1, arena: (obstacles: [¶Circle(at: (0, 0))]))", "the field `radius` is missing"),
        ("(format: 1, arena: (obstacles: [¶Circel(at: (0, 0), radius: 1)]))", "did you mean `Circle`?"),
        (
            "(format: 1, arena: (obstacles: [Circle(at: ¶[0, 0], radius: 1)]))",
            "expected 2 values in `(...)` for `at`, found a list",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", at: ¶(1.0))])",
            "expected 2 values in `(...)` for `at`, found 1 value",
        ),
        ("(format: 1, creatures: [(name: \"a\", at: ¶(1, 2, 3))])", "found 3 values"),
        (
            "(format: 1, creatures: [(name: \"a\", at: (1, ¶1.2.3))])",
            "expected a number for `at`, found the number `1.2.3`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", body: (segments: ¶12.5))])",
            "a whole number from 0 to 4294967295 for `segments`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", body: (segments: ¶5000000000))])",
            "found the number `5000000000`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\", params: (¶treshold: 4.0))])])",
            "did you mean `threshold`?",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\", params: (sharing: ¶Brodcast))])])",
            "did you mean `Broadcast`?",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\", start: (pool: ¶0.0))])])",
            "expected 2 values in `(...)` for `pool`, found the number `0.0`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"A\")], synapses: [¶(from: \"A\")])])",
            "the field `to` is missing",
        ),
        (
            "(format: 1, stimuli: [¶Poke(at: 1)])",
            "expected `Touch`, `Inject`, `Silence`, `Clamp`, `Noise` or `Reward`, found `Poke`",
        ),
    ] {
        expect(marked, &[message]);
    }
    expect(
        &worm("muscles: [(neuron: \"ALM\", joint: 1, side: ¶left)]"),
        &["expected `Left`, `Right` or `Both`, found `left`"],
    );
}

/// What has the right form and means nothing.
#[test]
fn wrong_meaning() {
    for (marked, message) in [
        ("(format: ¶2, brains: 3)", "format 2 is newer than this program knows (1)\n"),
        ("(format: ¶7)", "get a newer wriggle"),
        ("(format: ¶0)", "there is no format 0"),
        ("(format: 1, creatures: [(name: ¶\"\")])", "the name of a creature is empty"),
        (
            "(format: 1, creatures: [(name: \"a\"), (name: \"b\"), (name: ¶\"a\")])",
            "the name \"a\" is used twice",
        ),
        ("(format: 1, creatures: [(name: ¶\"a,b\")])", "a name cannot hold `,`"),
        ("(format: 1, creatures: [(name: ¶\"a\\nb\")])", "a name cannot hold `\\n`"),
        ("(format: 1, creatures: [(name: ¶\" a\")])", "begin or end with a space"),
        ("(format: 1, classes: {¶\"\": ()})", "the name of a class is empty"),
        ("(format: 1, classes: {\"a\": (color: ¶\"red\")})", "\"red\" is not a color"),
        (
            "(format: 1, classes: {\"a\": (params: (conduction: ¶0))})",
            "`conduction` must be from 1 to 600000, found 0",
        ),
        (
            "(format: 1, classes: {\"a\": (params: (residue: ¶1.0))})",
            "`residue` must be from 0 to below 1, found 1",
        ),
        (
            "(format: 1, classes: {\"a\": (params: (production: (0.5, ¶-2e6)))})",
            "`production` must be from -1000000 to 1000000",
        ),
        (
            "(format: 1, classes: {\"a\": (params: (threshold: ¶NaN))})",
            "`threshold` must be a finite number, found NaN",
        ),
        ("(format: 1, classes: {\"a\": (params: (pool_limit: ¶-1))})", "`pool_limit` must be from 0"),
        (
            "(format: 1, classes: {\"a\": (params: (potential_floor: ¶2, potential_ceiling: 1))})",
            "floor 2 is above its ceiling 1",
        ),
        (
            "(format: 1, classes: {\"a\": (params: (potential_floor: 2))}, creatures: [(name: \"c\", neurons: [(name: \"N\", class: \"a\", params: (potential_ceiling: ¶1))])])",
            "floor 2 is above its ceiling 1",
        ),
        (
            "(format: 1, classes: {\"a\": (start: (conduction_left: ¶600001))})",
            "`conduction_left` must be from 0 to 600000",
        ),
        ("(format: 1, classes: {\"a\": (start: (cleft: (¶inf, 0)))})", "`cleft` must be a finite number"),
        (
            "(format: 1, arena: (medium: Custom(tangential: 2, normal: ¶1)))",
            "`normal` 1 is less than `tangential` 2",
        ),
        (
            "(format: 1, arena: (medium: Custom(tangential: ¶0, normal: 1)))",
            "`tangential` must be from 0.001 to 10000",
        ),
        (
            "(format: 1, arena: (obstacles: [Circle(at: (0, ¶1e39), radius: 1)]))",
            "numbers beyond 3.4e38 count as infinite",
        ),
        (
            "(format: 1, arena: (obstacles: [Circle(at: (0, 0), radius: ¶0)]))",
            "`radius` must be greater than 0",
        ),
        (
            "(format: 1, arena: (obstacles: [¶Wall(from: (1, 2), to: (1, 2))]))",
            "a wall cannot begin where it ends",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", heading: ¶4e4)])",
            "`heading` must be from -36000 to 36000, found 40000",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", body: (segments: ¶3))])",
            "`segments` must be from 4 to 200, found 3",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", body: (width: ¶9.0))])",
            "`width` must be from 0.01 to 8, found 9",
        ),
        ("(format: 1, creatures: [(name: \"a\", body: (bend: ¶-0.1))])", "`bend` must be from 0 to 1.2"),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\", class: ¶\"b\")])])",
            "there is no class \"b\"",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\")], skin: ¶[(neuron: \"N\", segments: (0, 1))])])",
            "`skin` needs a body",
        ),
        (
            "(format: 1, creatures: [(name: \"a\")], stimuli: [Touch(creature: ¶\"a\", segments: (0, 1), at: 0)])",
            "\"a\" has no body",
        ),
        (
            "(format: 1, creatures: [(name: \"Worm\")], stimuli: [Inject(creature: ¶\"Wrom\", neuron: \"N\", at: 0, amount: (1, 0))])",
            "did you mean `Worm`?",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\")])], stimuli: [Inject(creature: \"a\", neuron: ¶\"M\", at: 0, amount: (1, 0))])",
            "there is `N`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\")])], stimuli: [Inject(creature: \"a\", neuron: \"N\", at: ¶-1, amount: (1, 0))])",
            "`at` must be from 0 to 100000000",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\")])], stimuli: [Inject(creature: \"a\", neuron: \"N\", at: 1, amount: (1, 0), times: ¶3)])",
            "`times` needs `every`",
        ),
        (
            "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"N\")])], stimuli: [Inject(creature: \"a\", neuron: \"N\", at: 1, amount: (1, 0), every: ¶0.001)])",
            "`every` must be from 0.01",
        ),
    ] {
        expect(marked, &[message]);
    }
    for (more, message) in [
        ("synapses: [(from: ¶\"ALN\", to: \"AVM\")]", "there is no neuron \"ALN\""),
        ("synapses: [(from: \"ALM\", to: ¶\"avm\")]", "did you mean `AVM`?"),
        (
            "synapses: [(from: \"ALM\", to: \"AVM\", weight: ¶1e7)]",
            "`weight` must be from -1000000 to 1000000",
        ),
        ("gaps: [¶(a: \"ALM\", b: \"ALM\", conductance: 0.1)]", "cannot join \"ALM\" to itself"),
        ("gaps: [(a: \"ALM\", b: \"AVM\", conductance: ¶0.6)]", "`conductance` must be from 0 to 0.5"),
        ("skin: [(neuron: \"ALM\", segments: (0, ¶8))]", "`segments`: 8 is off the body"),
        ("skin: [(neuron: \"ALM\", segments: ¶(4, 2))]", "write `(2, 4)`"),
        ("stretch: [(neuron: \"ALM\", joints: (6, ¶7))]", "it has 0 to 6, from the head"),
        ("muscles: [(neuron: \"ALM\", joint: ¶7)]", "`joint`: 7 is off the body"),
        ("muscles: [(neuron: \"ALM\", joint: 6, gain: ¶-inf)]", "`gain` must be a finite number, found -inf"),
    ] {
        expect(&worm(more), &[message]);
    }
    expect(&worm("stretch: [(neuron: \"ALM\", joints: (¶7, ¶9))]"), &["7 is off", "9 is off"]);
    let touch = |rest: &str| {
        format!("{}, stimuli: [Touch(creature: \"Worm\", {rest})])", worm("").trim_end_matches(')'))
    };
    expect(&touch("segments: (0, ¶8), at: 0"), &["8 is off the body"]);
    expect(&touch("segments: (0, 1), at: 0, force: ¶101"), &["`force` must be from 0 to 100"]);
    expect(&touch("segments: (0, 1), at: 0, seconds: ¶0"), &["`seconds` must be greater than 0"]);
    let stimulus = |kind: &str, rest: &str| {
        let net = "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"ALM\")])], stimuli: [¶¶(creature: \"a\", ¶¶)])";
        net.replacen("¶¶", kind, 1).replacen("¶¶", rest, 1)
    };
    for (kind, rest, message) in [
        (
            "Inject",
            "neuron: \"ALM\", at: 1, amount: (1, 0), seconds: ¶-1",
            "`seconds` must be from 0 to 100000000",
        ),
        (
            "Inject",
            "neuron: \"ALM\", at: 1, amount: (1, 0), seconds: ¶1e9",
            "`seconds` must be from 0 to 100000000",
        ),
        ("Inject", "neuron: \"ALM\", at: 1, amount: (1, 0), ¶second: 1", "did you mean `seconds`?"),
        ("Noise", "neuron: ¶\"ALN\", amount: 1, at: 0, seconds: 1", "there is no neuron \"ALN\""),
        (
            "Noise",
            "neuron: \"ALM\", amount: ¶-1, at: 0, seconds: 1",
            "`amount` must be from 0 to 1000000, found -1",
        ),
        (
            "Noise",
            "neuron: \"ALM\", amount: ¶NaN, at: 0, seconds: 1",
            "`amount` must be a finite number, found NaN",
        ),
        ("Noise", "neuron: \"ALM\", amount: ¶(1, 0), at: 0, seconds: 1", "`amount`"),
        ("Noise", "neuron: \"ALM\", amount: 1, at: ¶-0.01, seconds: 1", "`at` must be from 0 to 100000000"),
        ("Noise", "neuron: \"ALM\", amount: 1, at: 0, seconds: ¶0", "`seconds` must be greater than 0"),
        ("Noise", "neuron: \"ALM\", amount: 1, at: 0, seconds: ¶-2", "`seconds` must be greater than 0"),
        (
            "Noise",
            "neuron: \"ALM\", amount: 1, at: 0, seconds: ¶1e9",
            "`seconds` must be greater than 0 and at most 100000000",
        ),
        ("Noise", "neuron: \"ALM\", amount: 1, at: 0, seconds: ¶inf", "`seconds` must be a finite number"),
        ("Noise", "neuron: \"ALM\", amount: 1, at: 0, seconds: 1, times: ¶2", "`times` needs `every`"),
    ] {
        expect(&stimulus(kind, rest), &[message]);
    }
    expect(
        "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"ALM\")])], stimuli: [¶Noise(creature: \"a\", neuron: \"ALM\", at: 0, amount: 1)])",
        &["the field `seconds` is missing"],
    );
}

/// All faults of a file at once, whatever their kind, and none that only follows from another.
#[test]
fn many_faults_at_once() {
    expect(
        "(
    format: 1,
    ¶tilte: \"x\",
    classes: {\"motor\": (color: ¶\"red\"), ¶\"motor\": ()},
    creatures: [
        (name: \"Worm\", body: (segments: ¶3),
            neurons: [
                (¶nmae: \"ALM\", class: ¶\"moter\"),
                (name: \"AVM\", params: (¶treshold: 1.0)),
                (name: ¶AVA),
            ],
            synapses: [
                (from: \"ALM\", to: \"AVA\", weight: ¶\"1.0\"),
                (from: \"ALM\", to: ¶\"AVB\"),
                ¶(from: \"AVM\"),
                ¶17,
            ],
            muscles: [(neuron: \"ALM\", joint: 1, side: ¶left, gain: ¶NaN)],
        ),
    ],
)",
        &[
            "there is no field `tilte` here",
            "\"red\" is not a color",
            "the name \"motor\" is used twice",
            "`segments` must be from 4",
            "did you mean `name`?",
            "did you mean `motor`?",
            "did you mean `threshold`?",
            "write `\"AVA\"`",
            "write it without quotes: `1.0`",
            "there is no neuron \"AVB\"",
            "the field `to` is missing",
            "found the number `17`",
            "did you mean `Left`?",
            "`gain` must be a finite number",
        ],
    );
}

#[test]
fn names_lost_with_their_list_are_not_missed_again() {
    expect(
        "(format: 1, creatures: [(name: \"a\", neurons: ¶{\"A\": ()}, synapses: [(from: \"A\", to: \"B\")])])",
        &["expected a list `[...]` for `neurons`, found a map"],
    );
    expect(
        "(format: 1, creatures: [(name: \"a\", neurons: [¶(class: \"\")], synapses: [(from: \"A\", to: \"B\")])])",
        &["the field `name` is missing"],
    );
    expect(
        "(format: 1, creatures: [¶(neurons: [(name: \"A\")], synapses: [(from: \"A\", to: ¶\"B\")])])",
        &["the field `name` is missing", "there is no neuron \"B\""],
    );
    expect(
        "(format: 1, creatures: [(name: \"a\", ¶cells: [(name: \"A\")], synapses: [(from: \"A\", to: \"B\")])])",
        &["there is no field `cells` here"],
    );
    expect(
        "(format: 1, creatures: [(name: \"a\", ¶shape: (segments: 30), neurons: [(name: \"A\")],
            muscles: [(neuron: \"A\", joint: 28), (neuron: ¶\"B\", joint: 28)])])",
        &["there is no field `shape` here", "there is no neuron \"B\""],
    );
    expect(
        "(format: 1, creatures: [(name: \"a\", body: ¶30, neurons: [(name: \"A\")],
            muscles: [(neuron: \"A\", joint: 28)])])",
        &["expected named fields `(name: value, ...)` for `body`, found the number `30`"],
    );
}

#[test]
fn a_fault_within_a_list_hides_none_of_the_list() {
    expect(
        "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"A\")],
            muscles: ¶[(neuron: \"A\", joint: ¶\"x\")])])",
        &["`muscles` needs a body", "expected a whole number"],
    );
}

/// Some megabytes of nonsense are refused in good time.
#[test]
fn large_nonsense() {
    let started = std::time::Instant::now();
    for text in [
        format!("(format: 1, creatures: [{}])", "(name: 5, zzz: 1),".repeat(50_000)),
        format!("(format: 1, arena: ({}))", "medum: Agar,".repeat(100_000)),
        format!("(format: 1, arena: ({} medium: Agar))", "medum: Agar,".repeat(100_000)),
        format!("(format: 1, {}: 2)", "x".repeat(1_000_000)),
        format!("(format: 1, classes: {{{}}})", "\"a\": (color: \"b\"),".repeat(50_000)),
        format!("(format: 1, creatures: [(name: \"{}\")])", "x".repeat(1_000_000)),
        format!(
            "(format: 1, creatures: [(name: \"a\", synapses: [{}])])",
            "(from: \"A\", to: \"B\"),".repeat(50_000)
        ),
        "\"".repeat(1_000_001),
        "r#\"".repeat(300_000),
        "'\\''".repeat(300_000),
        "(".repeat(1_000_000),
        "/*".repeat(500_000),
        "(/**/".repeat(500_000),
    ] {
        let told = refused(&text).to_string();
        assert!(told.len() < 100_000, "{}", told.len());
    }
    // A hundred times what it takes: only what grows with the square of the length comes near.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_large_scene_is_read() {
    let neurons: String = (0..2000).map(|i| format!("(name:\"N{i}\"),")).collect();
    let synapses: String =
        (0..200_000).map(|i| format!("(from:\"N{}\",to:\"N{}\"),\n", i % 2000, i * 7 % 2000)).collect();
    let text =
        format!("(format: 1, creatures: [(name: \"a\", neurons: [{neurons}], synapses: [\n{synapses}])])");
    assert_eq!(parse(&text, "x").unwrap().creatures[0].synapses.len(), 200_000);
    let faults = refused(&text.replacen("(from:\"N1999\"", "(from:\"M1999\"", 1));
    assert_eq!((faults.faults.len(), faults.faults[0].line, faults.faults[0].column), (1, 2001, 7));
}

#[test]
fn a_long_list_is_cut() {
    let synapses = "(from: \"A\", to: \"B\"),\n".repeat(120);
    let text = format!(
        "(format: 1, creatures: [(name: \"a\", neurons: [(name: \"A\")], synapses: [\n{synapses}])])"
    );
    let faults = refused(&text);
    assert_eq!((faults.faults.len(), faults.more), (100, 20));
    assert!(faults.to_string().ends_with("and 20 more errors"));
    assert_eq!((faults.faults[99].line, faults.faults[99].column), (101, 17));
}

#[test]
fn how_a_fault_is_printed() {
    let text = "(\r\n\tformat: 1,\r\n\tname: \"ÄÖ\", seeed: 3,\r\n)\r\n";
    assert_eq!(
        refused(text).to_string(),
        "bad.worm.ron:3:14: error: there is no field `seeed` here\n    \tname: \"ÄÖ\", seeed: 3,\n    \t            ^\n  help: did you mean `seed`?"
    );
    let long = format!("(format: 1, about: \"{}\", seeed: 3)", "x".repeat(500));
    let told = refused(&long).to_string();
    assert!(told.lines().all(|line| line.chars().count() < 120), "{told}");
    let caret = told.lines().nth(2).unwrap().find('^').unwrap();
    assert!(told.lines().nth(1).unwrap()[caret..].starts_with("seeed"), "{told}");
}

#[test]
fn a_byte_order_mark_and_a_comment_before_the_scene_do_no_harm() {
    assert!(parse("\u{feff}// by hand\n(format: 1)", "x").is_ok());
    assert!(parse("#![enable(implicit_some)]\n(format: 1)", "x").is_ok());
    expect("// by hand\n(format: 1, ¶nam: \"x\")", &["did you mean `name`?"]);
    expect("#![enable(implicit_some)]\n(format: 1, ¶nam: \"x\")", &["did you mean `name`?"]);
}

/// In place of any number of a scene that uses every field, no NaN and no infinity passes.
#[test]
fn no_number_may_be_infinite() {
    let bytes = V1.as_bytes();
    let mut numbers = 0;
    for (dot, _) in V1.match_indices('.') {
        let digit = |i: usize| bytes[i].is_ascii_digit();
        if !digit(dot - 1) || !digit(dot + 1) {
            continue;
        }
        let start = (0..dot).rev().find(|i| !digit(*i) && bytes[*i] != b'-').unwrap() + 1;
        let end = (dot + 1..bytes.len()).find(|i| !digit(*i)).unwrap();
        for bad in ["NaN", "inf", "-inf", "1e999"] {
            let text = format!("{}{bad}{}", &V1[..start], &V1[end..]);
            let faults = parse(&text, "x").expect_err(&text[start..]);
            let told = faults.to_string();
            assert_eq!(faults.faults.len(), 1, "{told}");
            assert!(told.contains("must be a finite number"), "{told}");
            let before = V1[..start].rsplit('\n').next().unwrap().chars().count();
            assert_eq!(faults.faults[0].column, before + 1, "{told}");
        }
        numbers += 1;
    }
    assert!(numbers > 50, "{numbers}");
}

#[test]
fn deep_nesting_is_a_fault() {
    for open in ["(", "[", "{", "[(", "(a: ", "Some(", "{1: "] {
        let text = format!("(format: 1, creatures: {}", open.repeat(10_000));
        assert!(refused(&text).to_string().contains("nested more than 64 deep"), "{open}");
        let text = open.repeat(10_000);
        refused(&text);
    }
    refused(&"/*".repeat(100_000));
}

#[test]
fn sizes_past_the_limit() {
    let creatures: String = (0..1001).map(|i| format!("(name: \"w{i}\"),")).collect();
    let faults = refused(&format!("(format: 1, creatures: [{creatures}])"));
    assert!(faults.to_string().contains("at most 1000 creatures, here are 1001"), "{faults}");
    let neurons: String = (0..100_001).map(|i| format!("(name:\"{i}\"),")).collect();
    let faults = refused(&format!(
        "(format: 1, creatures: [(name: \"a\", neurons: [{neurons}]), (name: \"b\", neurons: [{neurons}])])"
    ));
    assert_eq!(faults.faults.len(), 1, "{faults}");
    assert!(faults.to_string().contains("at most 200000 neurons, here are 200002"), "{faults}");
    expect(
        &format!("(format: 1, creatures: [(name: ¶\"{}\")])", "ä".repeat(65)),
        &["a name has at most 64 characters"],
    );
    assert!(parse(&format!("(format: 1, creatures: [(name: \"{}\")])", "ä".repeat(64)), "x").is_ok());
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.worm.ron");
    let told = |path: &std::path::Path| load(path).unwrap_err().to_string();
    assert!(told(&path).contains("x.worm.ron: error: there is no such file"));
    assert!(told(folder.path()).contains("this is a folder"));
    fs::write(&path, b"").unwrap();
    assert!(told(&path).contains("x.worm.ron:1:1: error: the file holds no scene"));
    fs::write(&path, b"(format: 1,\n name: \"caf\xe9\")").unwrap();
    assert!(
        told(&path).contains("x.worm.ron:2:12: error: this is not UTF-8 text: byte 23 is 0xe9"),
        "{}",
        told(&path)
    );
    fs::write(&path, V1).unwrap();
    let loaded = load(&path).unwrap();
    assert!(loaded.comments.header().starts_with("// Format 1, kept"));
    assert!(loaded.comments.header().ends_with("field of the format."));
    assert_eq!(loaded.scene.creatures.len(), 2);
}
