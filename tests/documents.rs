//! The documents say what is so: tables of options are those of `--help`, command lines can be parsed,
//! links lead somewhere.
//!
//! The tables stand between `<!-- options of run -->` and `<!-- end -->`. Where a help text was changed,
//! `UPDATE=1 cargo test --release --test documents` writes them anew.

use clap::{Arg, ArgAction, Command};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod common;

use common::program::output;
use common::tables::{END, held, with_tables, written_or_held};
use wriggle::record::Columns;

/// Where the tables are.
const TABLES: &str = "docs/command-line.md";
/// From so many options on, a subcommand has a table.
const ENOUGH: usize = 3;

const BEGIN: &str = "<!-- options of ";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders of the project; what else may lie there is somebody's own.
const FOLDERS: [&str; 9] = [".ci", "assets", "benches", "docs", "examples", "fuzz", "scenes", "src", "tests"];

/// All files of the project, by their paths in it.
fn files() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.map(|entry| entry.expect("an entry")) {
            let (path, name) = (entry.path(), entry.file_name());
            let is_folder = entry.file_type().expect("its type").is_dir();
            let is_ours = folder != project() || FOLDERS.iter().any(|folder| name == *folder);
            if !is_folder {
                found.push(path.strip_prefix(project()).expect("within the project").to_owned());
            } else if is_ours && !path.join("CACHEDIR.TAG").exists() {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(project(), &mut found);
    // In a worktree this is a file that names a folder.
    found.retain(|path| path != Path::new(".git"));
    found.sort();
    found
}

/// Every document with its text.
fn documents() -> Vec<(PathBuf, String)> {
    let all: Vec<_> = files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.clone(), read(&project().join(&path))))
        .collect();
    assert!(all.iter().any(|(path, _)| path == Path::new("README.md")), "{all:?}");
    all
}

// Tables of options.

/// The option as one writes it.
fn spelled(option: &Arg) -> String {
    let values = || {
        let names = option.get_value_names().unwrap_or_default();
        names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" ")
    };
    match option.get_long() {
        None => values(),
        Some(long) if option.get_action().takes_values() => format!("--{long} {}", values()),
        Some(long) => format!("--{long}"),
    }
}

/// What its help says, with the values there are to choose from and the one that is taken without it.
fn explained(option: &Arg) -> String {
    let mut words = option.get_help().map(ToString::to_string).unwrap_or_default();
    if option.get_action().takes_values() {
        let choices: Vec<String> = option
            .get_possible_values()
            .iter()
            .map(|choice| {
                let help = choice.get_help().map(ToString::to_string).unwrap_or_default();
                let (first, rest) = help.split_at(help.chars().next().map_or(0, char::len_utf8));
                format!("`{}` ({}{rest})", choice.get_name(), first.to_lowercase())
            })
            .collect();
        if !choices.is_empty() {
            words = format!("{words}: {}", choices.join(", "));
        }
        let default = option.get_default_values();
        if let [value] = default {
            words = format!("{words} (default: {})", value.to_string_lossy());
        }
    }
    words
}

/// The table of a subcommand; of the program itself that of its subcommands, and what holds for all.
fn table(command: &Command) -> String {
    let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    let row = |name: &str, words: &str| format!("| `{}` | {} |\n", cell(name), cell(words));
    let name = command.get_name();
    let mut text = String::new();
    if command.has_subcommands() {
        text.push_str("| subcommand | |\n|---|---|\n");
        for sub in command.get_subcommands() {
            let about = sub.get_about().expect("words").to_string();
            text.push_str(&row(&format!("{name} {}", sub.get_name()), &about));
        }
        let after = command.get_after_help().expect("words on all subcommands").to_string();
        text.push_str(&format!("\n{after}\n"));
    } else {
        text.push_str(&format!("| option of `{name}` | |\n|---|---|\n"));
        for option in options(command) {
            text.push_str(&row(&spelled(option), &explained(option)));
        }
    }
    text
}

fn options(command: &Command) -> Vec<&Arg> {
    let asks_for_help = |option: &&Arg| {
        matches!(option.get_action(), ArgAction::Help | ArgAction::HelpShort | ArgAction::Version)
    };
    command.get_arguments().filter(|option| !asks_for_help(option) && !option.is_hide_set()).collect()
}

/// The commands that are to have a table, by the name that stands in its mark.
fn tables() -> BTreeMap<String, String> {
    let program = wriggle::cli::command();
    let with_many = program.get_subcommands().filter(|command| options(command).len() >= ENOUGH);
    let mut tables: BTreeMap<_, _> =
        with_many.map(|command| (command.get_name().to_owned(), table(command))).collect();
    // Without the window there is a subcommand less.
    if cfg!(feature = "window") {
        tables.insert(program.get_name().to_owned(), table(&program));
    }
    tables
}

#[test]
fn tables_of_options_are_those_of_the_help() {
    let (path, tables) = (project().join(TABLES), tables());
    let old = read(&path);
    let (new, named) = with_tables(&old, BEGIN, &tables);
    for name in tables.keys() {
        assert!(
            named.contains(name),
            "{TABLES} lacks a table: put `{BEGIN}{name} -->` and `{END}` where it is to stand"
        );
    }
    for name in named.iter().filter(|name| !tables.contains_key(*name)) {
        let needs_the_window = ["wriggle", "shot"].contains(&name.as_str());
        assert!(
            cfg!(not(feature = "window")) && needs_the_window,
            "{TABLES}: there is no subcommand `{name}`"
        );
    }
    written_or_held(TABLES, &old, &new, "documents");
}

#[test]
fn tables_of_columns_are_those_that_are_written() {
    let all = [
        ("trace", Columns::Neurons),
        ("body", Columns::Body),
        ("muscles", Columns::Muscles),
        ("spikes", Columns::Spikes),
        ("weights", Columns::Weights),
        ("modulators", Columns::Levels),
        ("astrocytes", Columns::Astrocytes),
    ];
    let table = |columns: Columns| {
        let rows = columns.described().iter().map(|(name, holds)| format!("| `{name}` | {holds} |\n"));
        "| column | |\n|---|---|\n".to_owned() + &rows.collect::<String>()
    };
    let tables = all.map(|(name, columns)| (name.to_owned(), table(columns)));
    held("docs/README.md", "columns of", "documents", &tables.into());
}

/// Those of sweeps and responses hang on what is asked for, so it is the program that is asked.
#[test]
fn every_column_that_the_program_writes_stands_in_the_documents() {
    let text = read(&project().join("docs/README.md"));
    let crawler = "scenes/crawler.worm.ron";
    let touched = ["responses", crawler, "--protocol", "scenes/protocols/head-then-tail.protocol.ron"];
    for call in [&["sweep", crawler, "--ticks", "1"][..], &touched] {
        let table = output(call);
        for name in table.lines().next().expect("a header").split(',') {
            assert!(text.contains(&format!("`{name}`")), "docs/README.md does not say what `{name}` is");
        }
    }
}

#[test]
fn every_option_is_explained() {
    for command in wriggle::cli::command().get_subcommands() {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for option in options(command) {
            let words = option.get_help().map(ToString::to_string).unwrap_or_default();
            let first = words.chars().next().unwrap_or(' ');
            let is_sentence = (first.is_uppercase() || first == '`') && !words.ends_with('.');
            assert!(is_sentence, "{} {}: {words:?}", command.get_name(), spelled(option));
        }
    }
}

// Command lines.

/// The lines of blocks of code for a shell, those that go on put together, and their numbers.
fn shell_lines(document: &str) -> Vec<(usize, String)> {
    let (mut lines, mut within, mut goes_on) = (Vec::new(), false, false);
    for (number, line) in document.lines().enumerate() {
        if line.starts_with("```") {
            within = line == "```sh";
            continue;
        }
        if within {
            let (line, on) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
            match lines.last_mut() {
                Some((_, last)) if goes_on => *last += line,
                _ => lines.push((number + 1, line.to_owned())),
            }
            goes_on = on;
        }
    }
    lines
}

/// Code within lines of text, and the number of each line.
fn inline_code(document: &str) -> Vec<(usize, String)> {
    let mut within = false;
    let mut found = Vec::new();
    for (number, line) in document.lines().enumerate() {
        if line.starts_with("```") {
            within = !within;
        } else if !within {
            found.extend(line.split('`').skip(1).step_by(2).map(|code| (number + 1, code.to_owned())));
        }
    }
    found
}

/// The words of the program's command line within a line for a shell: without a comment, without other
/// programs, and without the file that its output goes to.
fn words(line: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = line.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
    let mut commands = words.split(|word| ["|", ">", ";", "&&"].contains(word));
    commands.find(|words| words.first() == Some(&"wriggle") && words.len() > 1).map(<[&str]>::to_vec)
}

/// Whether clap takes a command line; what it says if it does not.
fn parses(words: &[&str]) -> Result<(), String> {
    match wriggle::cli::command().try_get_matches_from(words) {
        Err(error) if error.use_stderr() => Err(error.to_string()),
        _ => Ok(()),
    }
}

#[test]
fn command_lines_in_the_documents_are_taken_by_the_program() {
    let mut seen = BTreeSet::new();
    for (path, text) in documents() {
        let in_blocks = shell_lines(&text);
        for (number, line) in in_blocks.iter().chain(&inline_code(&text)) {
            let Some(words) = words(line) else { continue };
            let place = format!("{}:{number}: {line}", path.display());
            let subcommand = words[1];
            if cfg!(not(feature = "window")) && subcommand == "shot" {
                continue;
            }
            // A subcommand by itself is only mentioned.
            let program = wriggle::cli::command();
            if let ([_, _], Some(_)) = (&words[..], program.find_subcommand(subcommand)) {
                continue;
            }
            if let Err(error) = parses(&words) {
                panic!("{place}\n{error}");
            }
            for file in words.iter().filter(|word| word.starts_with("scenes/") && !word.contains('*')) {
                assert!(project().join(file).exists(), "{place}\nthere is no {file}");
            }
            seen.insert(subcommand.to_owned());
        }
    }
    // Nothing is found by accident of how lines are looked for.
    for subcommand in ["run", "sweep", "responses", "import", "export", "check"] {
        assert!(seen.contains(subcommand), "no document has a command line of {subcommand}: {seen:?}");
    }
}

#[test]
fn a_command_line_that_is_wrong_is_noticed() {
    assert_eq!(parses(&["wriggle", "run", "a.worm.ron", "--touch", "head@20+0.3"]), Ok(()));
    for wrong in ["--touch nose@1+1", "--tuoch head@1+1", "--seconds", "--report run.jpg"] {
        let line = format!("wriggle run a.worm.ron {wrong} | head  # a comment");
        assert!(parses(&words(&line).expect("words")).is_err(), "{line}");
    }
    assert_eq!(words("cargo run --release"), None);
    assert_eq!(words("cat a | wriggle check b > c # d"), Some(vec!["wriggle", "check", "b"]));
}

// Links.

/// The targets of a document's links and pictures, and the number of each line.
fn links(document: &str) -> Vec<(usize, String)> {
    let mut within = false;
    let mut found = Vec::new();
    for (number, line) in document.lines().enumerate() {
        if line.starts_with("```") {
            within = !within;
        }
        if within {
            continue;
        }
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        found.extend(targets.map(|(target, _)| (number + 1, target.to_owned())));
    }
    found
}

/// The names by which the headings of a document are linked to, as GitHub makes them.
fn anchors(document: &str) -> BTreeSet<String> {
    let headings = document.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for (path, text) in documents() {
        for (number, link) in links(&text) {
            if link.contains("://") {
                continue;
            }
            count += 1;
            let place = format!("{}:{number}: {link}", path.display());
            let (file, anchor) = link.split_once('#').map_or((&*link, None), |(file, a)| (file, Some(a)));
            let target = match file {
                "" => project().join(&path),
                file => project().join(&path).parent().expect("a folder").join(file),
            };
            assert!(target.exists(), "{place}: there is no such file");
            if let Some(anchor) = anchor {
                assert!(anchors(&read(&target)).contains(anchor), "{place}: there is no such heading");
            }
        }
    }
    assert!(count > 10, "only {count} links were found");
}

/// What was made on somebody's machine does not tell where.
#[test]
fn no_file_names_the_folder_it_was_made_in() {
    let mut places = Vec::new();
    // A folder right below the root may be called like something that is spoken of.
    if project().components().count() > 2 {
        places.push(project().display().to_string());
    }
    places.extend(std::env::var("HOME").ok().filter(|home| home.len() > 4).map(|home| home + "/"));
    for path in files() {
        let bytes = fs::read(project().join(&path)).expect("a file");
        for place in &places {
            let found = bytes.windows(place.len()).any(|window| window == place.as_bytes());
            assert!(!found, "{} says {place}", path.display());
        }
    }
}
