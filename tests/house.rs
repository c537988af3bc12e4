//! The house: no room uses a room above it, and no files use one another in a circle.
//!
//! Read off the `use` lines and paths of the sources themselves, without their tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms from the ground up; each may use those before it. `src/lib.rs` says what they hold.
const ROOMS: &[&str] = &[
    "sim",
    "entry",
    "nervous",
    "arena",
    "body",
    "senses",
    "stimulus",
    "scene",
    "edit",
    "record",
    "app",
    "exchange",
    "sweep",
    "experiment",
    "learn",
    "window",
    "cli",
];

/// The folders of the window from the ground up; each may use those before it. `src/window/mod.rs` says what they
/// hold; itself it stands above those that make up the window, and below those that open it and take pictures of it.
const WINDOW: &[&str] = &[
    "paint",
    "reel",
    "state",
    "twin",
    "plots",
    "time",
    "commands",
    "learning",
    "list",
    "chooser",
    "files",
    "new",
    "tools",
    "lessons",
    "gallery",
    "world",
    "network",
    "middle",
    "compare",
    "inspector",
    "table",
    "film",
    "experiments",
    "finder",
    "help",
    "top",
    "status",
    "keys",
    "mod",
    "shot",
    "studio",
    "desktop",
    "pace",
    "launch",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if !path.ends_with("tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The names of the modules that lead to a file.
fn module(source: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(source).expect("a source").with_extension("");
    let mut names: Vec<String> = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// A source without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let name = tree.split(" as ").next().unwrap_or_default().trim();
        paths.push(format!("{prefix}{name}"));
        return;
    };
    let close = tree.rfind('}').expect("a closed brace");
    let prefix = format!("{prefix}{}", &tree[..open]);
    let (mut depth, mut start) = (0, open + 1);
    for (at, c) in tree.char_indices().take_while(|(at, _)| *at <= close).skip_while(|(at, _)| *at <= open) {
        match c {
            '{' => depth += 1,
            '}' if at < close => depth -= 1,
            ',' if depth == 0 => {
                expand(&prefix, &tree[start..at], paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !tree[start..close].trim().is_empty() {
        expand(&prefix, &tree[start..close], paths);
    }
}

/// All paths into the crate that a source names.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let trimmed = statement.trim_start();
        let line = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().find_map(|start| {
            trimmed
                .rfind(&format!("\n{start}"))
                .map(|at| at + 1 + start.len())
                .or_else(|| trimmed.starts_with(start).then_some(start.len()))
        });
        if let Some(at) = line {
            expand("", &trimmed[at..], &mut found);
        }
    }
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            // `super::super::x` is found once, from its beginning; `$crate` is the caller's.
            if code[..at].ends_with("::") || code[..at].ends_with('$') {
                continue;
            }
            let rest = &code[at..];
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
            found.push(rest[..end].trim_end_matches(':').to_owned());
        }
    }
    found
}

/// The files that each file uses. What is taken from a `mod.rs` above it is handed on there, and counts as that.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    let modules: BTreeMap<Vec<String>, &PathBuf> =
        files.iter().map(|file| (module(&source, file), file)).collect();
    let name = |file: &Path| file.strip_prefix(&source).expect("a source").to_string_lossy().into_owned();
    let mut arrows = BTreeMap::new();
    for file in &files {
        let own = module(&source, file);
        let is_face = file.ends_with("mod.rs")
            || modules.keys().any(|m| m.len() == own.len() + 1 && m.starts_with(&own));
        let mut used = BTreeSet::new();
        for path in paths(&code(&std::fs::read_to_string(file).expect("a source"))) {
            let mut at = own.clone();
            let mut segments = path.split("::").peekable();
            match segments.peek() {
                Some(&"crate") => {
                    at.clear();
                    segments.next();
                }
                Some(&"super" | &"self") => {}
                _ => continue,
            }
            while let Some(step) = segments.next_if(|step| *step == "super" || *step == "self") {
                if step == "super" {
                    at.pop();
                }
            }
            let mut target = modules.get(&at);
            for step in segments {
                at.push(step.to_owned());
                match modules.get(&at) {
                    Some(deeper) => target = Some(deeper),
                    None => break,
                }
            }
            if let Some(target) = target.filter(|target| **target != file) {
                used.insert(name(target));
            }
        }
        if is_face {
            // A face hands on what is below it.
            let below: String =
                name(file).trim_end_matches("mod.rs").trim_end_matches(".rs").to_owned() + "/";
            used.retain(|other| !other.starts_with(below.replace("//", "/").as_str()));
        }
        arrows.insert(name(file), used);
    }
    arrows
}

fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or_default()
}

/// Holds all files to an order of what they stand in; `of` says what that is, `None` for what stands in none.
fn hold_to(order: &[&str], of: impl Fn(&str) -> Option<&str>) {
    let floor = |file: &str| {
        let name = of(file)?;
        let known = order.iter().position(|known| *known == name);
        Some(known.unwrap_or_else(|| panic!("src/{file}: add {name} to its place in the order")))
    };
    let mut back = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, used) in arrows() {
        let Some(own) = floor(&file) else { continue };
        seen.insert(own);
        for other in used {
            if floor(&other).is_some_and(|other| other > own) {
                back.push(format!("src/{file} uses src/{other}"));
            }
        }
    }
    assert_eq!(seen.len(), order.len(), "everything in the order is there");
    assert!(back.is_empty(), "arrows that run back:\n{}", back.join("\n"));
}

#[test]
fn no_room_uses_a_room_above_it() {
    let in_a_room = |file: &str| !["lib.rs", "main.rs", "kinds.rs"].contains(&file);
    hold_to(ROOMS, |file| Some(room(file)).filter(|_| in_a_room(file)));
}

#[test]
fn no_folder_of_the_window_uses_one_above_it() {
    hold_to(WINDOW, |file| file.strip_prefix("window/").map(room));
}

#[test]
fn no_files_use_one_another_in_a_circle() {
    let arrows = arrows();
    // Takes away files that use nothing that is left, until nothing more goes: what stays is in a circle, or leads
    // into one.
    let mut left = arrows.clone();
    loop {
        let names: BTreeSet<String> = left.keys().cloned().collect();
        for used in left.values_mut() {
            used.retain(|other| names.contains(other));
        }
        let before = left.len();
        let faces = |file: &String| {
            file.ends_with("mod.rs")
                || arrows
                    .keys()
                    .any(|other| other.starts_with(&(file.trim_end_matches(".rs").to_owned() + "/")))
        };
        // Faces hand on, and are no link of a chain.
        left.retain(|file, used| !faces(file) && used.iter().any(|other| !faces(other)));
        if left.len() == before {
            break;
        }
    }
    let told: Vec<String> = left.iter().map(|(file, used)| format!("src/{file} -> {used:?}")).collect();
    assert!(told.is_empty(), "files in a circle, or that lead into one:\n{}", told.join("\n"));
}

#[test]
fn trees_of_use_are_taken_apart() {
    let mut found = Vec::new();
    expand("", "crate::{a::{b, c as d}, e}", &mut found);
    assert_eq!(found, ["crate::a::b", "crate::a::c", "crate::e"]);
    let found = paths("use crate::x::Y;\nuse super::z;\nfn f() { crate::q::r(); super::super::s::t() }");
    assert_eq!(found[..2], ["crate::x::Y", "super::z"]);
    assert!(found.contains(&"crate::q::r".to_owned()) && found.contains(&"super::super::s::t".to_owned()));
}
