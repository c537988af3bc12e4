//! Tables of documents that are made from the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The mark at the end of such a table.
pub const END: &str = "<!-- end -->";

/// A document with the tables in the places of those it has, and the names of these.
pub fn with_tables(
    document: &str,
    begin: &str,
    tables: &BTreeMap<String, String>,
) -> (String, BTreeSet<String>) {
    let (mut text, mut rest) = (String::new(), document);
    let mut named = BTreeSet::new();
    while let Some((before, after)) = rest.split_once(begin) {
        let (name, after) = after.split_once(" -->\n").expect("the end of a mark");
        let (old, after) = after.split_once(END).unwrap_or_else(|| panic!("the table of {name} has no end"));
        let new = tables.get(name).map_or(old, |table| table);
        assert!(named.insert(name.to_owned()), "{name} has two tables");
        text.push_str(&format!("{before}{begin}{name} -->\n{new}{END}"));
        rest = after;
    }
    (text + rest, named)
}

/// Writes a document of the project anew if that is asked for by `UPDATE`; else the tables in it must be those that
/// they should be. `test` is the target to run for that.
pub fn written_or_held(document: &str, old: &str, new: &str, test: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(document), new).expect("written");
        return;
    }
    let differs = old.lines().zip(new.lines()).position(|(old, new)| old != new);
    let line = differs.map_or(old.lines().count().min(new.lines().count()), |line| line);
    assert!(
        old == new,
        "{document}, line {}: a table and what it is made from differ\n  it says       {}\n  it should say {}\n\
         `UPDATE=1 cargo test --release --test {test}` writes the tables anew",
        line + 1,
        old.lines().nth(line).unwrap_or_default(),
        new.lines().nth(line).unwrap_or_default(),
    );
}

/// Holds all tables of a document, which begin with `<!-- {mark} NAME -->`.
pub fn held(document: &str, mark: &str, test: &str, tables: &BTreeMap<String, String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let old = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
    let (new, named) = with_tables(&old, &format!("<!-- {mark} "), tables);
    let known: BTreeSet<String> = tables.keys().cloned().collect();
    assert_eq!(named, known, "{document} has a table for each: put `<!-- {mark} NAME -->` and `{END}` there");
    written_or_held(document, &old, &new, test);
}
