//! Tables of links and of neurons, separated by commas, tabs or semicolons.

use super::words::{KINDS, Meaning, Role, edge_role, meaning, neuron_role, sign};
use super::{Cell, Link, Network, Place, Problem};
use csv::StringRecord;

/// A table whose columns are known by their roles.
struct Table<'t> {
    file: &'t str,
    reader: csv::Reader<&'t [u8]>,
    columns: Vec<Option<Role>>,
}

impl<'t> Table<'t> {
    fn new(
        text: &'t str,
        file: &'t str,
        role: fn(&str) -> Option<Role>,
        needed: &[(Role, &str)],
    ) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // An open quote would swallow the rest of the file as one name.
        if text.matches('"').count() % 2 == 1 {
            let line = text[..text.rfind('"').unwrap_or(0)].matches('\n').count() as u64 + 1;
            return Err(Problem::at(file, line, "a quote (\") is opened and never closed".to_owned()));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| Problem::at(file, 1, error.to_string()))?.clone();
        let mut columns: Vec<Option<Role>> = Vec::new();
        for name in &header {
            let role = role(name);
            // The first of two columns for the same thing counts.
            columns.push(role.filter(|role| !columns.contains(&Some(*role))));
        }
        for (role, names) in needed {
            if !columns.contains(&Some(*role)) {
                let found: Vec<&str> = header.iter().collect();
                let message = match found.as_slice() {
                    [] | [""] => "the table is empty".to_owned(),
                    _ => format!(
                        "no column is called {names}; the first line names the columns, here: {}",
                        found.join(", ")
                    ),
                };
                return Err(Problem::at(file, 1, message));
            }
        }
        Ok(Self { file, reader, columns })
    }

    fn next(&mut self) -> Option<Result<Row<'_>, Problem>> {
        let mut record = StringRecord::new();
        loop {
            match self.reader.read_record(&mut record) {
                Ok(false) => return None,
                // A line of nothing but separators, as spreadsheets leave them at the end.
                Ok(true) if record.iter().all(str::is_empty) => {}
                Ok(true) => break,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    return Some(Err(Problem::at(self.file, line, error.to_string())));
                }
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        Some(Ok(Row { file: self.file, line, columns: &self.columns, record }))
    }
}

struct Row<'t> {
    file: &'t str,
    line: u64,
    columns: &'t [Option<Role>],
    record: StringRecord,
}

impl Row<'_> {
    /// What stands in the column of a role; nothing if it is not there or empty.
    fn get(&self, role: Role) -> Option<&str> {
        let at = self.columns.iter().position(|column| *column == Some(role))?;
        self.record.get(at).filter(|text| !text.is_empty())
    }

    fn needed(&self, role: Role, what: &str) -> Result<String, Problem> {
        self.get(role).map(str::to_owned).ok_or_else(|| self.problem(format!("{what} is missing")))
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::at(self.file, self.line, message)
    }

    fn place(&self) -> Place {
        Place { file: self.file.to_owned(), line: self.line }
    }
}

/// The separator that the first line holds most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    [(count(','), b','), (count(';'), b';'), (count('\t'), b'\t')]
        .into_iter()
        .max_by_key(|(count, _)| *count)
        .filter(|(count, _)| *count > 0)
        .map_or(b',', |(_, separator)| separator)
}

/// A number as tables have it. By way of `f32`, for that is what a scene holds: so a weight that
/// was written from a scene comes back to the bit.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f32>().ok().filter(|number| number.is_finite()).map(f64::from)
}

/// Reads a table of links into a network.
///
/// # Errors
///
/// The first line that is not understood.
pub fn read_edges(text: &str, file: &str, network: &mut Network) -> Result<(), Problem> {
    let needed = [(Role::From, "pre, source or from"), (Role::To, "post, target or to")];
    let mut table = Table::new(text, file, edge_role, &needed)?;
    while let Some(row) = table.next() {
        let row = row?;
        let kind = row.get(Role::Kind).unwrap_or_default();
        let kind = match meaning(kind) {
            Some(Meaning::Link(kind)) => kind,
            Some(Meaning::Receiving) => {
                network.note("links from the receiving side (R, Rp) were passed over: they are listed from the sending side");
                continue;
            }
            Some(Meaning::Muscular) => {
                network.note("neuromuscular junctions were passed over: the creature has no body yet");
                continue;
            }
            None => return Err(row.problem(format!("`{kind}` is no type of a link; there is {KINDS}"))),
        };
        let amount = match row.get(Role::Amount) {
            None => 1.0,
            Some(text) => {
                number(text).ok_or_else(|| row.problem(format!("the weight is a number, not `{text}`")))?
            }
        };
        network.links.push(Link {
            from: row.needed(Role::From, "the neuron that it comes from")?,
            to: row.needed(Role::To, "the neuron that it goes to")?,
            kind,
            amount,
            place: row.place(),
        });
    }
    Ok(())
}

/// Reads a table of neurons into a network.
///
/// # Errors
///
/// The first line that is not understood.
pub fn read_neurons(text: &str, file: &str, network: &mut Network) -> Result<(), Problem> {
    let mut table = Table::new(text, file, neuron_role, &[(Role::Name, "name or neuron")])?;
    while let Some(row) = table.next() {
        let row = row?;
        let coordinate = |role, what| match row.get(role) {
            None => Ok(None),
            Some(text) => number(text)
                .map(|number| Some(number as f32))
                .ok_or_else(|| row.problem(format!("{what} is a number, not `{text}`"))),
        };
        let at = coordinate(Role::X, "x")?.zip(coordinate(Role::Y, "y")?);
        let sign = sign_or_note(row.get(Role::Transmitter).unwrap_or_default(), network);
        network.cells.push(Cell {
            name: row.needed(Role::Name, "the neuron's name")?,
            class: row.get(Role::Class).unwrap_or_default().to_owned(),
            at,
            sign,
            place: row.place(),
        });
    }
    Ok(())
}

/// What a transmitter does; a word that is not known is noted.
pub(super) fn sign_or_note(transmitter: &str, network: &mut Network) -> Option<super::Sign> {
    sign(transmitter).unwrap_or_else(|()| {
        network.note("neurons have a transmitter that is not known, and were taken for excitatory");
        None
    })
}
