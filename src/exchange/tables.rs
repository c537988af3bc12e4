//! Tables of links: a row a link, with columns that say where it comes from and goes to.

use super::account::Sort;
use super::asked::Asked;
use super::columns::{ByRole, Column, settle};
use super::grid::Grid;
use super::links::{Links, both_kinds, by_values, warn_of_numbers};
use super::matrix::Matrix;
use super::network::Network;
use super::place::{Place, Problem};
use super::role::{Part, Role};
use super::rows::Record;
use super::says::Says;
use super::source::Source;

/// Rows that are looked at for what a column holds.
const SAMPLE: usize = 200;

/// A row, with what its columns are.
struct Row<'r> {
    grid: &'r Grid<'r>,
    columns: &'r [Column],
    roles: &'r ByRole,
    record: &'r Record,
}

impl Says for Row<'_> {
    const COMMA: &'static str = "write a decimal point, or separate the columns by semicolons";

    fn get(&self, role: Role) -> Option<&str> {
        self.roles.at(role).map(|at| self.record.get(at)).filter(|text| !text.is_empty())
    }

    fn name(&self, role: Role) -> &str {
        self.roles.at(role).map_or("", |at| &self.columns[at].name)
    }

    fn place(&self, role: Role) -> Place {
        self.record.place(self.grid.source, self.roles.at(role).unwrap_or(0))
    }

    fn whole(&self) -> Place {
        self.record.place(self.grid.source, 0)
    }

    fn number(&self, text: &str) -> Option<f64> {
        self.grid.number(text)
    }
}

/// Reads a table of links, or a matrix, into a network.
///
/// # Errors
///
/// The first place that is not understood.
pub fn read_edges(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    let grid = Grid::new(source, asked, &mut network.account)?;
    if asked.matrix {
        return Matrix::new(&grid, asked).read(network);
    }
    let mut columns = headings(&grid, asked, network)?;
    let has = |role| columns.iter().any(|column: &Column| column.role == Some(role));
    if !(has(Role::From) && has(Role::To)) {
        let matrix = Matrix::new(&grid, asked);
        if matrix.is_likely() {
            return matrix.read(network);
        }
        let missing = if has(Role::From) { "post, target or to" } else { "pre, source or from" };
        return Err(grid.no_column(missing, Part::Link));
    }
    if grid.shift == 1 {
        let what = "the first column has no heading and was passed over: names of rows";
        network.account.say(Sort::Note, columns[0].place.clone(), what);
    }
    let sample = grid.sample(SAMPLE);
    let values = |at: usize| -> Box<dyn Iterator<Item = &str>> {
        Box::new(sample.iter().map(move |row| row.get(at)).filter(|value| !value.is_empty()))
    };
    by_values(&mut columns, &values);
    both_kinds(&mut columns);
    settle(&mut columns, "column", &mut network.account);
    let is_warned =
        warn_of_numbers(&columns, "column", &values, &|text| grid.number(text), &mut network.account);
    let links = Links::new(&columns, asked, network, true);
    if links.is_without_weight() && !is_warned {
        let what = "1 as the weight of every row, for no column is one";
        network.account.say(Sort::Default, grid.whole(), what);
    }
    if links.is_without_type() {
        let what = "chemical as the type of all links, for no column tells it; --type electrical makes gap junctions of them";
        network.account.say(Sort::Default, grid.whole(), what);
    }
    rows(&grid, &columns, links, network)
}

/// The columns by their headings, by what was asked, or by what stands in them.
fn headings(grid: &Grid, asked: &Asked, network: &mut Network) -> Result<Vec<Column>, Problem> {
    let account = &mut network.account;
    let source = grid.source;
    let new = |name: &str, place, account: &mut _| Column::new(Part::Link, name, place, asked, account);
    // Without a heading a column goes by its number.
    let numbered = |roles: &[Role], is_asked: bool, account: &mut _| {
        let column = |(at, role): (usize, &Role)| {
            let column = new(&(at + 1).to_string(), grid.whole(), account);
            match column.is_asked {
                true => column,
                false => Column { role: Some(*role), rank: 0, is_asked, ..column },
            }
        };
        roles.iter().enumerate().map(column).collect()
    };
    if !asked.names.is_empty() {
        let mut columns: Vec<Column> = numbered(&asked.names, true, account);
        // Those that are not named are there all the same.
        let width = grid.sample(20).iter().map(Record::len).max().unwrap_or(0);
        columns.extend((columns.len()..width).map(|at| new(&(at + 1).to_string(), grid.whole(), account)));
        return Ok(columns);
    }
    let Some(header) = &grid.header else {
        let roles = grid.guess().ok_or_else(|| {
            Problem::new(grid.source.place(0), "a table of links has two columns or more; here is one")
                .help("a first line like `sep=;` says what separates the columns")
        })?;
        let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
        let names = names.join(",");
        let what = format!("the columns as {names}, for nothing names them; --columns says otherwise");
        account.say(Sort::Default, grid.whole(), what);
        return Ok(numbered(&roles, false, account));
    };
    let mut columns = Vec::new();
    if grid.shift == 1 {
        columns.push(new("", header.place(source, 0), account));
    }
    for at in 0..header.len() {
        columns.push(new(header.get(at), header.place(source, at), account));
    }
    Ok(columns)
}

fn rows(grid: &Grid, columns: &[Column], mut links: Links, network: &mut Network) -> Result<(), Problem> {
    let roles = ByRole::new(columns);
    let (mut rows, mut record) = (grid.rows(), Record::default());
    let mut is_empty = true;
    while rows.next(&mut record)? {
        is_empty = false;
        grid.too_long(&record, columns, &mut network.account)?;
        let row = Row { grid, columns, roles: &roles, record: &record };
        let Some(said) = links.said(&row, None, &mut network.account)? else { continue };
        let end = |role, what: &str| {
            row.get(role).ok_or_else(|| Problem::new(row.place(role), format!("{what} is missing")))
        };
        let (from, to) =
            (end(Role::From, "the neuron that it comes from")?, end(Role::To, "the neuron that it goes to")?);
        links.take(&row, from, to, &said, network);
    }
    links.finish(network);
    if is_empty {
        network.account.warn(grid.whole(), "the table names its columns and has no rows", Vec::new());
    }
    if rows.comments > 0 {
        let what = "lines among the rows that begin with # or % were passed over";
        network.account.add(Sort::Note, &grid.whole(), what, rows.comments, "");
    }
    Ok(())
}
