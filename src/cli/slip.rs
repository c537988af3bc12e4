//! A slip in the name of a subcommand, and options without one.

use super::command;
use crate::entry::nearest;
use crate::exchange::as_word;
use std::ffi::OsString;
use std::path::Path;

/// What to say of a command line that clap refuses, or that would open a file which is not there, if its first word
/// is most likely a subcommand, or lacks one.
pub(super) fn told(words: &[OsString]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let first = first.to_str()?;
    let program = command();
    let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    if first.starts_with('-') || names.contains(&first) {
        return None;
    }
    let is_scene = Path::new(first).exists() || first.ends_with(".ron");
    if is_scene {
        // Options are those of a subcommand.
        let typed = shown(words);
        let has_options = rest.iter().any(|word| word.to_string_lossy().starts_with('-'));
        return has_options.then(|| {
            format!(
                "options belong to a subcommand, as in `wriggle run {typed}`; `wriggle --help` names all subcommands"
            )
        });
    }
    let is_word = first.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !is_word {
        return None;
    }
    match nearest(first, names.iter().copied()).or_else(|| by_letters(first, &names)) {
        Some(near) => {
            let typed = if rest.is_empty() { near.to_owned() } else { format!("{near} {}", shown(rest)) };
            Some(format!("there is no subcommand `{first}`; did you mean `wriggle {typed}`?"))
        }
        None if rest.is_empty() => None,
        None => Some(format!("there is no subcommand `{first}`; there are {}", names.join(", "))),
    }
}

/// Two letters have little to be alike in: a subcommand that begins with the same and is one slip away.
fn by_letters<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let word = word.to_ascii_lowercase();
    let is_near = |name: &&&str| {
        name.chars().next() == word.chars().next() && strsim::damerau_levenshtein(&word, name) <= 1
    };
    let mut near = names.iter().filter(is_near);
    near.next().copied().filter(|_| near.next().is_none())
}

/// Words as one types them.
fn shown(words: &[OsString]) -> String {
    words.iter().map(|word| as_word(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[&str]) -> Option<String> {
        super::told(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn slips_are_guessed() {
        for (word, meant) in [
            ("rn", "run"),
            ("rnu", "run"),
            ("runn", "run"),
            ("Run", "run"),
            ("swep", "sweep"),
            ("chekc", "check"),
            ("improt", "import"),
            ("exprot", "export"),
            ("response", "responses"),
        ] {
            let words = told(&[word, "a b.worm.ron", "--json"]).expect(word);
            assert!(
                words.contains(&format!("did you mean `wriggle {meant} 'a b.worm.ron' --json`?")),
                "{words}"
            );
            assert!(told(&[word]).expect(word).contains(&format!("`wriggle {meant}`")));
        }
        assert!(told(&["frobnicate", "x"]).is_some_and(|words| words.contains("there are open, run, sweep")));
        assert!(
            told(&["s.worm.ron", "--json"])
                .is_some_and(|words| words.contains("wriggle run s.worm.ron --json"))
        );
        for other in [
            &["run", "--nonsense"][..],
            &["--nonsense"],
            &["s.worm.ron"],
            &["nowhere"],
            &[],
            &["s.worm.ron", "b"],
        ] {
            assert_eq!(told(other), None, "{other:?}");
        }
    }
}
