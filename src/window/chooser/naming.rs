//! Names of files as they are typed, and as they are written.

use crate::window::state::wishes::Kind;
use std::path::{Path, PathBuf};

/// The ending of a kind of files, of which a name is given: `.worm.ron` of `scene.worm.ron`.
fn ending<'n>(kind: &Kind, name: &'n str) -> Option<&'n str> {
    let fits = |ending: &str| (kind.fits)(Path::new(&format!("x{ending}")));
    name.rmatch_indices('.').map(|(at, _)| &name[at..]).find(|ending| fits(ending))
}

/// The name that is written for one that was typed: with the ending of `example`, unless it has one of its kind.
#[must_use]
pub fn complete(typed: &str, kind: &Kind, example: &str) -> String {
    let typed = typed.trim();
    let Some(ending) = ending(kind, example).filter(|_| !typed.is_empty() && !typed.ends_with('/')) else {
        return typed.to_owned();
    };
    if (kind.fits)(Path::new(typed)) {
        return typed.to_owned();
    }
    // Of `.worm.ron` one may have typed `.worm` or `.ron`.
    let parts = ending.match_indices('.').skip(1).flat_map(|(at, _)| [&ending[..at], &ending[at..]]);
    let stem = parts.filter_map(|part| typed.strip_suffix(part)).find(|stem| !stem.is_empty());
    format!("{}{ending}", stem.unwrap_or(typed))
}

/// How many characters of a name stand before its ending: what one types over.
#[must_use]
pub fn stem_length(name: &str, kind: &Kind) -> usize {
    let end = ending(kind, name).map_or(name.len(), |ending| name.len() - ending.len());
    name[..end].chars().count()
}

/// Where a typed name leads to, from a folder; `~` is the user's own.
#[must_use]
pub fn place(folder: &Path, typed: &str) -> PathBuf {
    let typed = typed.trim();
    match typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => match std::env::home_dir() {
            Some(home) => home.join(rest.trim_start_matches('/')),
            None => folder.join(typed),
        },
        None => folder.join(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::state::wishes::SCENES;

    const TABLES: Kind = Kind {
        name: "Tables",
        fits: |path| path.extension().is_some_and(|ending| ending == "csv" || ending == "svg"),
    };

    #[test]
    fn a_name_without_ending_gets_it() {
        let scene = |typed| complete(typed, &SCENES, "scene.worm.ron");
        for typed in ["pair", "pair.ron", "pair.worm", "pair.worm.ron", " pair "] {
            assert_eq!(scene(typed), "pair.worm.ron", "{typed}");
        }
        assert_eq!(scene("/a/v1.2"), "/a/v1.2.worm.ron");
        assert_eq!([scene(""), scene("a/")], ["", "a/"]);
        let table = |typed| complete(typed, &TABLES, "plot.csv");
        assert_eq!([table("a"), table("a.svg"), table("a.b")], ["a.csv", "a.svg", "a.b.csv"]);
    }

    #[test]
    fn what_is_typed_over_ends_before_the_whole_ending() {
        assert_eq!(stem_length("pair.worm.ron", &SCENES), 4);
        assert_eq!(stem_length("v1.2-ä.worm.ron", &SCENES), 6);
        assert_eq!(stem_length("plot.csv", &TABLES), 4);
        assert_eq!(stem_length("plot", &TABLES), 4);
    }

    #[test]
    fn names_lead_somewhere() {
        assert_eq!(place(Path::new("/a"), "b"), Path::new("/a/b"));
        assert_eq!(place(Path::new("/a"), "/b"), Path::new("/b"));
        assert_eq!(place(Path::new("/a"), "~b"), Path::new("/a/~b"));
        if let Some(home) = std::env::home_dir() {
            assert_eq!(place(Path::new("/a"), "~/b"), home.join("b"));
        }
    }
}
