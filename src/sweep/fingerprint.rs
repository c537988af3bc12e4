//! What the rows of a table were run with, kept in a file beside it, so that a sweep that goes on adds no rows of
//! another kind. The table itself stays plain CSV.

use super::error::TableError;
use crate::scene::{read_text, write_atomically};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What such a file begins with.
pub const FINGERPRINT: &str = "// What the runs of the table beside this file were made of";

/// A file that went into all runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// As it was named.
    pub file: String,
    /// Of what it means, whatever its comments and spaces.
    pub hash: String,
}

/// What makes the runs of a sweep what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The version of the program.
    pub program: String,
    /// The scene.
    pub scene: Source,
    /// The protocols, in their order.
    pub protocols: Vec<Source>,
    /// What was typed of each option by its name.
    pub options: BTreeMap<String, Vec<String>>,
    /// Names of options that do not show in the scenes of the runs.
    pub beside_the_runs: Vec<String>,
    /// How many runs there are.
    pub runs: usize,
    /// Of the scenes and lengths of all of them.
    pub hash: String,
}

/// The fingerprint of a sweep, and what it would be with fewer runs.
#[derive(Clone, Debug)]
pub struct Made {
    /// It.
    pub fingerprint: Fingerprint,
    /// The hash after each run.
    pub hashes: Vec<u64>,
}

/// A hash as it is written.
#[must_use]
pub fn hexadecimal(hash: u64) -> String {
    format!("{hash:016x}")
}

/// The file beside a table.
#[must_use]
pub fn beside(table: &Path) -> PathBuf {
    let mut name = table.as_os_str().to_owned();
    name.push(".sweep");
    PathBuf::from(name)
}

impl Made {
    /// Whether the rows that a table holds belong to this sweep.
    ///
    /// # Errors
    ///
    /// What has changed since they were run.
    pub(super) fn agrees(&self, table: &Path, rows: usize) -> Result<(), TableError> {
        let path = beside(table);
        let old = read(&path)?;
        if rows == 0 {
            return Ok(());
        }
        let counted = if rows == 1 { "its row was".to_owned() } else { format!("its {rows} rows were") };
        let Some(old) = old else {
            let words = format!(
                "there is no {} beside it, which would say what {counted} run with: put it back",
                path.display()
            );
            return Err(TableError::Other(words));
        };
        let now = &self.fingerprint;
        let known = old.runs.checked_sub(1).and_then(|last| self.hashes.get(last));
        let alike = |name: &String| old.options.get(name) == now.options.get(name);
        let same = old.program == now.program
            && known.is_some_and(|hash| hexadecimal(*hash) == old.hash)
            && old.beside_the_runs.iter().chain(&now.beside_the_runs).all(alike);
        if same {
            return Ok(());
        }
        let told = old.differences(now);
        let words =
            format!("the sweep comes out otherwise now than when {counted} run:\n  {}", told.join("\n  "));
        Err(TableError::Changed(words))
    }

    /// Writes it beside a table.
    pub(super) fn write(&self, table: &Path) -> Result<(), TableError> {
        let path = beside(table);
        let text = ron::ser::to_string_pretty(&self.fingerprint, ron::ser::PrettyConfig::new())
            .map_err(|error| TableError::Other(error.to_string()))?;
        let text = format!("{FINGERPRINT}; without it the sweep cannot go on.\n{text}\n");
        write_atomically(&path, text.as_bytes()).map_err(|error| TableError::Beside(error.to_string()))
    }
}

impl Fingerprint {
    /// What is other now, a line each.
    fn differences(&self, now: &Self) -> Vec<String> {
        let mut told = Vec::new();
        if self.program != now.program {
            told.push(format!("the program: it was version {}, this is {}", self.program, now.program));
        }
        told.extend(self.scene.difference("the scene", &now.scene));
        for (index, old) in self.protocols.iter().enumerate() {
            if let Some(new) = now.protocols.get(index) {
                told.extend(old.difference("the protocol", new));
            }
        }
        let names: BTreeSet<&String> = self.options.keys().chain(now.options.keys()).collect();
        for name in names {
            let (old, new) = (self.options.get(name), now.options.get(name));
            if old != new {
                let typed = |values: Option<&Vec<String>>| match values {
                    None => "not given".to_owned(),
                    Some(values) if values.is_empty() => "given".to_owned(),
                    Some(values) => values.join(" "),
                };
                told.push(format!("--{name}: it was {}, now it is {}", typed(old), typed(new)));
            }
        }
        if told.is_empty() {
            told.push("what its runs are made of".to_owned());
        }
        told
    }
}

impl Source {
    fn difference(&self, what: &str, now: &Self) -> Option<String> {
        if self.hash == now.hash {
            return None;
        }
        Some(if self.file == now.file {
            format!("{what}: {} has changed", now.file)
        } else {
            format!("{what}: it was {}, now it is {}", self.file, now.file)
        })
    }
}

/// What is beside a table; `None` if there is nothing.
fn read(path: &Path) -> Result<Option<Fingerprint>, TableError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        _ => {}
    }
    let text = read_text(path).map_err(|faults| TableError::Beside(faults.to_string()))?;
    match ron::from_str(&text) {
        Ok(old) if text.starts_with(FINGERPRINT) => Ok(Some(old)),
        _ => Err(TableError::Beside(format!(
            "{} is in the way: what a sweep keeps beside its table has this name; move it, or name another table by --out",
            path.display()
        ))),
    }
}

#[cfg(test)]
impl Made {
    /// Of a sweep of five runs.
    pub(super) fn example() -> Self {
        let source = |file: &str, hash: &str| Source { file: file.into(), hash: hash.into() };
        let option = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
        Self {
            fingerprint: Fingerprint {
                program: "1.0".into(),
                scene: source("a.worm.ron", "a"),
                protocols: vec![source("p.protocol.ron", "p")],
                options: [option("touch", "head@1+1"), option("from", "2")].into(),
                beside_the_runs: vec!["from".into()],
                runs: 5,
                hash: hexadecimal(5),
            },
            hashes: (1..=5).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("t.csv");
        let now = Made::example();
        assert!(matches!(now.agrees(&table, 3), Err(TableError::Other(_))), "nothing is known");
        assert!(now.agrees(&table, 0).is_ok());
        now.write(&table).unwrap();
        assert!(now.agrees(&table, 3).is_ok());

        let told = |change: &dyn Fn(&mut Made)| {
            let mut other = Made::example();
            change(&mut other);
            match other.agrees(&table, 3) {
                Ok(()) => String::new(),
                Err(error) => error.to_string(),
            }
        };
        assert!(told(&|m| m.fingerprint.program = "1.1".into()).contains("it was version 1.0, this is 1.1"));
        let other_runs = |m: &mut Made| m.hashes.iter_mut().for_each(|hash| *hash += 100);
        let scene = told(&|m| {
            other_runs(m);
            m.fingerprint.scene.hash = "b".into();
        });
        assert!(scene.contains("the scene: a.worm.ron has changed") && !scene.contains("touch"), "{scene}");
        let touch = told(&|m| {
            other_runs(m);
            m.fingerprint.options.remove("touch");
            m.fingerprint.protocols[0] = Source { file: "q".into(), hash: "q".into() };
        });
        assert!(touch.contains("--touch: it was head@1+1, now it is not given"), "{touch}");
        assert!(touch.contains("the protocol: it was p.protocol.ron, now it is q"), "{touch}");
        let from = told(&|m| drop(m.fingerprint.options.insert("from".into(), vec!["3".into()])));
        assert!(from.contains("--from: it was 2, now it is 3"), "{from}");
        // The same runs said in other words, and more of them.
        let words =
            |m: &mut Made| drop(m.fingerprint.options.insert("touch".into(), vec!["head@1.0+1".into()]));
        assert_eq!(told(&words), "");
        assert_eq!(told(&|m| m.hashes.push(6)), "");

        fs::write(beside(&table), "my own notes").unwrap();
        for rows in [0, 3] {
            let error = now.agrees(&table, rows).unwrap_err().to_string();
            assert!(error.contains("t.csv.sweep is in the way"), "{error}");
        }
    }
}
