//! What a table's rows were made of, so that a sweep goes on only with its own.

use super::super::{Failure, Sooner, Typed, files};
use super::Options;
use crate::experiment::{Known, Rows, Sweep, text_hash};
use crate::scene::to_text;
use crate::sim::StateHasher;
use crate::sweep::{Fingerprint, Kept, Made, Source, Table, TableError, hexadecimal};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Options that show in the scenes of the runs, and what has no part in what comes out.
const IN_THE_RUNS: [&str; 14] = [
    "set",
    "seeds",
    "media",
    "ablate",
    "touch",
    "inject",
    "silence",
    "clamp",
    "noise",
    "protocol",
    "seconds",
    "ticks",
    "sample",
    "sample-seed",
];
const OF_NO_EFFECT: [&str; 4] = ["scene", "jobs", "out", "force"];

/// The hash of the first so many runs, for every number of them.
#[derive(Default)]
pub(super) struct Hashes {
    of_all: StateHasher,
    pub(super) after_each: Vec<u64>,
}

impl Hashes {
    pub(super) fn add(&mut self, run: u64) {
        self.of_all.write(&run.to_le_bytes());
        self.after_each.push(self.of_all.finish());
    }
}

pub(super) fn open(
    path: &Path,
    header: &[String],
    (sweep, jobs): (&Sweep, usize),
    rows: &Rows,
    (made, force): (&Made, bool),
) -> Result<(Table, Kept), Failure> {
    let shown = path.display();
    // The rows of a run follow one another.
    let last: RefCell<Option<(usize, Vec<Known>)>> = RefCell::default();
    let expected = |row| {
        let (run, within) = rows.find(row)?;
        let mut last = last.borrow_mut();
        if last.as_ref().is_none_or(|(of, _)| *of != run) {
            *last = Some((run, sweep.known(&sweep.point(run).ok()?).ok()?));
        }
        last.as_ref().and_then(|(_, known)| Some(known.get(within)?.cells.clone()))
    };
    let opened = Table::open(path, header, force, made, expected);
    let (table, kept) = opened.map_err(|error| match error {
        TableError::Io(error) => Failure::Io { what: shown.to_string(), error },
        TableError::Busy => Failure::Input(format!("{shown}: {error}")),
        TableError::Other(why) => {
            Failure::Input(format!("{shown}: {why}; the file was left as it is, --force writes over it"))
        }
        TableError::Changed(why) => Failure::Input(format!(
            "{shown}: {why}\nThe file was left as it is. To go on with it, call the sweep as it was then; to keep it, name another file by --out; --force writes over it"
        )),
        TableError::Beside(why) => Failure::Input(why),
    })?;
    // A program that was built anew has the same version: one of the old runs is done again to know.
    if let Some(last) = &kept.last
        && let Some((run, within)) = rows.find(kept.rows - 1)
        && {
            let mut now = None;
            let take = |rows: Vec<Vec<String>>| {
                now = rows.into_iter().nth(within);
                Ok(())
            };
            sweep
                .in_order::<Sooner>(run..run + 1, jobs, &AtomicBool::new(false), || {}, take)
                .map_err(|Sooner(failure)| failure)?;
            now.as_ref() != Some(last)
        }
    {
        return Err(Failure::Input(format!(
            "{shown}: run {} comes out otherwise now, though nothing that it is made of has changed: the program has; to keep the table, name another file by --out; --force writes over it",
            run + 1
        )));
    }
    Ok((table, kept))
}

/// What the rows of the table are made of.
pub(super) fn fingerprint(sweep: &Sweep, options: &Options, typed: &Typed, hashes: &Hashes) -> Fingerprint {
    let protocols = sweep.question.protocols.iter().zip(&options.protocols.protocol);
    let matters = typed.iter().filter(|(name, _)| !OF_NO_EFFECT.contains(&name.as_str()));
    let typed: BTreeMap<String, Vec<String>> =
        matters.map(|(name, values)| (name.clone(), values.clone())).collect();
    let scene = text_hash(&to_text(&sweep.question.scene, ""));
    Fingerprint {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        scene: Source { file: files::name_of_input(&options.scene), hash: scene },
        protocols: protocols
            .map(|(protocol, path)| Source {
                file: files::name_of_input(path),
                hash: text_hash(&format!("{:?}", protocol.entries())),
            })
            .collect(),
        beside_the_runs: typed.keys().filter(|name| !IN_THE_RUNS.contains(&name.as_str())).cloned().collect(),
        options: typed,
        runs: sweep.design.len(),
        hash: hashes.after_each.last().copied().map(hexadecimal).unwrap_or_default(),
    }
}
