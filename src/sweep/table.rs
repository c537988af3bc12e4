//! A table of runs that survives being killed.
//!
//! A row is written in one piece, with its line end. So a file that was cut off holds whole rows
//! and at most one torn one, which is dropped; the rest is compared with what the sweep would
//! write, and kept. What the columns do not say of the runs is in a file beside the table, see
//! [`super::fingerprint`].

use super::error::TableError;
use super::fingerprint::Made;
use std::fs::{OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Rows that are there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many.
    pub rows: usize,
    /// The last of them, for comparing.
    pub last: Option<Vec<String>>,
}

/// A CSV table that grows by whole rows.
pub struct Table {
    out: Box<dyn Write + Send + Sync>,
}

impl Table {
    /// A table on standard output or wherever else nothing can be kept.
    ///
    /// # Errors
    ///
    /// When the header cannot be written.
    pub fn new(out: Box<dyn Write + Send + Sync>, header: &[String]) -> io::Result<Self> {
        let mut table = Self { out };
        table.write(header)?;
        Ok(table)
    }

    /// A table in a file. What the file holds of it already is kept, unless it is to be made
    /// `anew`. `expected` gives the first columns that row `n` would have, `made` what the runs are made of.
    ///
    /// # Errors
    ///
    /// When the file holds anything but rows of this table in their order, or such as were made of something else;
    /// it is untouched then.
    pub fn open(
        path: &Path,
        header: &[String],
        anew: bool,
        made: &Made,
        expected: impl Fn(usize) -> Option<Vec<String>>,
    ) -> Result<(Self, Kept), TableError> {
        let is_new = !path.exists();
        if is_new {
            // Before there is a file of ours: what is beside it may be in the way.
            made.agrees(path, 0)?;
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        // Where files cannot be locked, one goes without.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(TableError::Busy);
        }
        let mut bytes = Vec::new();
        if !anew {
            file.read_to_end(&mut bytes)?;
        }
        // Without a whole line there is nothing to keep, but it has to be ours to be dropped.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole == 0 && !line(header)?.starts_with(&bytes) {
            return Err(TableError::Other("this is not the table of a sweep".to_owned()));
        }
        let kept = compare(&bytes[..whole], header, expected)?;
        made.agrees(path, kept.rows)?;
        // In this order: whenever it is killed, what is beside the table is true of its rows.
        file.set_len(whole as u64)?;
        made.write(path)?;
        file.seek(SeekFrom::Start(whole as u64))?;
        let mut table = Self { out: Box::new(file) };
        if whole == 0 {
            table.write(header)?;
        }
        Ok((table, kept))
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&mut self, row: &[String]) -> io::Result<()> {
        self.out.write_all(&line(row)?)?;
        self.out.flush()
    }
}

/// A whole table as a file of it holds it.
///
/// # Errors
///
/// When a row is not as long as the header.
pub fn csv<H: AsRef<[u8]>>(header: &[H], rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    rows.iter().try_for_each(|row| writer.write_record(row))?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn line(row: &[String]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(row)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn compare(
    bytes: &[u8],
    header: &[String],
    expected: impl Fn(usize) -> Option<Vec<String>>,
) -> Result<Kept, TableError> {
    let other = |why: String| TableError::Other(format!("it belongs to another sweep: {why}"));
    let mut kept = Kept::default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| other(error.to_string()))?;
        let Some(number) = index.checked_sub(1) else {
            if !record.iter().eq(header.iter().map(String::as_str)) {
                return Err(other(columns_differ(header, &record)));
            }
            continue;
        };
        let Some(expected) = expected(number) else {
            return Err(other(format!("it has more than {number} rows")));
        };
        if record.len() != header.len() {
            return Err(other(format!("line {} has {} columns", index + 1, record.len())));
        }
        for ((name, found), expected) in header.iter().zip(&record).zip(&expected) {
            if found != expected {
                return Err(other(format!("in line {}, {name} is {found}, not {expected}", index + 1)));
            }
        }
        kept.rows = number + 1;
        kept.last = Some(record.iter().map(str::to_owned).collect());
    }
    Ok(kept)
}

/// In what the columns of a table are others.
fn columns_differ(header: &[String], found: &csv::StringRecord) -> String {
    let missing = header.iter().find(|name| !found.iter().any(|other| other == name.as_str()));
    let unknown = found.iter().find(|name| !header.iter().any(|other| other == name));
    let told = match (missing, unknown) {
        (Some(missing), Some(unknown)) => format!(": it has `{unknown}` and no `{missing}`"),
        (Some(missing), None) => format!(": it has no `{missing}`"),
        (None, Some(unknown)) => format!(": it has `{unknown}` too"),
        (None, None) => String::new(),
    };
    format!("its columns are not the same{told}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize) -> Vec<String> {
        vec![number.to_string(), format!("a \"{number}\", b"), format!("{}", number * number)]
    }

    fn open(path: &Path, anew: bool) -> Result<(Table, Kept), TableError> {
        let header: Vec<String> = ["run", "x", "y"].map(str::to_owned).to_vec();
        Table::open(path, &header, anew, &Made::example(), |n| (n < 5).then(|| row(n)[..2].to_vec()))
    }

    #[test]
    fn whatever_is_cut_off_is_made_up_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let (mut table, kept) = open(&path, false).unwrap();
        assert_eq!(kept, Kept::default());
        (0..5).for_each(|n| table.write(&row(n)).unwrap());
        drop(table);
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (mut table, kept) = open(&path, false).unwrap();
            (kept.rows..5).for_each(|n| table.write(&row(n)).unwrap());
            drop(table);
            assert_eq!(std::fs::read(&path).unwrap(), whole, "cut at {cut}");
        }
    }

    #[test]
    fn what_is_not_its_own_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        for text in ["hello", "hello\n", "run,x\n", "run,x,y\n0,else,1\n", "run,x,y\n0\n", "run,x,y\n\u{0}\n"]
        {
            std::fs::write(&path, text).unwrap();
            assert!(matches!(open(&path, false), Err(TableError::Other(_))), "{text}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        let (mut table, _) = open(&path, true).unwrap();
        table.write(&row(0)).unwrap();
        assert!(matches!(open(&path, true), Err(TableError::Busy)), "it is being written");
        drop(table);
        assert_eq!(open(&path, false).unwrap().1.rows, 1);
    }
}
