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

#[test]
fn syntax() {
    for (marked, message) in [
        ("¶", "the file holds no scene"),
        ("¶ // only a comment\n", "the file holds no scene"),
        ("¶(format: 1", "this `(` is never closed"),
        ("(format: 1,\n creatures: ¶[(name: \"a\")\n", "this `[` is never closed"),
        ("(format: 1,\n creatures: [(name: \"a\")¶)\n", "expected `]` for the `[` of line 2, found `)`"),
        ("(format: 1)¶)", "this `)` closes nothing"),
        ("(format: 1)\n¶(format: 1)", "text after the end"),
        ("(format: 1,\n creatures: [(name: \"a\"¶ at: (0, 0))])", "a comma is missing here"),
        ("(format: 1,\n creatures: [\n  (name: \"a\")¶\n  (name: \"b\"),\n ])", "a comma is missing here"),
        ("(format: 1, name¶ \"x\")", "expected `:` after the field `name`"),
        ("(format: 1, name ¶= \"x\")", "expected `:` after the field `name`, found `=`"),
        ("(format: 1, ¶\"name\": \"x\")", "names of fields are written without quotes"),
        ("(\"format\"¶: 1)", "names of fields are written without quotes"),
        ("(format: ¶, name: \"x\")", "a value is missing before this comma"),
        ("(format: 1, name: ¶)", "a value is missing before this `)`"),
        ("(format: 1, name: ¶\"x)", "this text is never closed"),
        ("(format: 1, name: ¶'x')", "expected a text in quotes for `name`"),
        ("(format: 1, name: ¶'it is')", "does not begin a text"),
        ("(format: 1, ¶/* no end )", "this comment is never closed"),
        ("(format: 1, name: ¶$x)", "`$` cannot begin a value"),
        ("(format: 1, name: r#¶\"x\")", "this text is never closed"),
        ("(format: 1, ¶)(: 2)", "x"),
    ] {
        let (text, places) = unmark(marked);
        let faults = refused(&text);
        println!("{faults}  <- {message} {places:?}");
    }
}
