//! Tables of links: a row a link, with columns that say where it comes from and goes to.

use super::account::Sort;
use super::asked::Asked;
use super::columns::{Column, settle};
use super::grid::Grid;
use super::matrix::{is_matrix, read_matrix};
use super::network::{Kind, Link, Network};
use super::place::{Offer, Place, Problem, shown};
use super::rows::Record;
use super::source::Source;
use super::transmitters::Told;
use super::words::{KINDS, Meaning, Part, Role, direction, is_direction, meaning};
use indexmap::IndexMap;
use std::collections::HashSet;

/// Where the columns of each role are.
struct Columns(Vec<Column>);

impl Columns {
    fn at(&self, role: Role) -> Option<usize> {
        self.0.iter().position(|column| column.role == Some(role))
    }

    /// What stands in the column of a role; nothing if it is not there or empty.
    fn get<'r>(&self, record: &'r Record, role: Role) -> Option<&'r str> {
        self.at(role).map(|at| record.get(at)).filter(|text| !text.is_empty())
    }

    /// Where that stands.
    fn place(&self, source: &Source, record: &Record, role: Role) -> Place {
        record.place(source, self.at(role).unwrap_or(0))
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
        return read_matrix(&grid, asked, network);
    }
    let mut columns = headings(&grid, asked, network)?;
    let has = |role| columns.iter().any(|column: &Column| column.role == Some(role));
    if !(has(Role::From) && has(Role::To)) {
        if is_matrix(&grid) {
            return read_matrix(&grid, asked, network);
        }
        let missing = if has(Role::From) { "post, target or to" } else { "pre, source or from" };
        return Err(grid.no_column(missing, Part::Link));
    }
    if grid.shift() == 1 {
        let what = "the first column has no heading and was passed over: names of rows";
        network.account.say(Sort::Note, columns[0].place.clone(), what);
    }
    by_values(&grid, &mut columns);
    both_kinds(&mut columns);
    settle(&mut columns, "column", &mut network.account);
    let columns = Columns(columns);
    weights(&grid, &columns, network);
    let totals = totals(&grid, &columns, network)?;
    links(&grid, &columns, asked, totals, network)
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
    if grid.shift() == 1 {
        columns.push(new("", header.place(source, 0), account));
    }
    for at in 0..header.len() {
        columns.push(new(header.get(at), header.place(source, at), account));
    }
    Ok(columns)
}

/// Headings that mean different things in different programs: in Gephi's tables `Type` says whether a
/// link is directed.
fn by_values(grid: &Grid, columns: &mut [Column]) {
    let sample = grid.sample(200);
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.role == Some(Role::Kind)) {
        let mut values = sample.iter().map(|row| row.get(at)).filter(|value| !value.is_empty()).peekable();
        if values.peek().is_some() && values.all(is_direction) {
            column.role = Some(Role::Directed);
        }
    }
}

/// Beside a number of gap junctions a weight is that of chemical contacts, and the other way round; where
/// a column tells the type there is one weight.
fn both_kinds(columns: &mut [Column]) {
    let has = |role| columns.iter().any(|column| column.role == Some(role));
    let (has_type, has_weight) = (has(Role::Kind), has(Role::Amount));
    let turns: &[(Role, Role)] = match (has(Role::Chemical), has(Role::Electrical)) {
        (true, true) => &[(Role::Amount, Role::Ignored), (Role::Kind, Role::Ignored)],
        (true, false) | (false, true) if has_type && has_weight => {
            &[(Role::Chemical, Role::Ignored), (Role::Electrical, Role::Ignored)]
        }
        (true, false) => &[(Role::Amount, Role::Electrical)],
        (false, true) => &[(Role::Amount, Role::Chemical)],
        (false, false) => &[],
    };
    for column in columns {
        if let Some((_, to)) = turns.iter().find(|(from, _)| column.role == Some(*from)) {
            column.role = Some(*to);
        }
    }
}

/// Tells loudly that nothing is a weight.
fn weights(grid: &Grid, columns: &Columns, network: &mut Network) {
    if [Role::Amount, Role::Chemical, Role::Electrical].iter().any(|role| columns.at(*role).is_some()) {
        return;
    }
    let sample = grid.sample(200);
    let is_numeric = |at: usize| {
        let mut values = sample.iter().map(|row| row.get(at)).filter(|value| !value.is_empty()).peekable();
        values.peek().is_some() && values.all(|value| grid.number(value).is_some())
    };
    let numeric: Vec<&Column> = columns
        .0
        .iter()
        .enumerate()
        .filter(|(at, column)| column.role.is_none() && !column.name.is_empty() && is_numeric(*at))
        .map(|(_, column)| column)
        .collect();
    let Some(first) = numeric.first() else {
        network.account.say(
            Sort::Default,
            grid.whole(),
            "1 as the weight of every row, for no column is one",
        );
        return;
    };
    let offers = numeric.iter().take(3).map(|column| {
        Offer::new(
            format!("if `{}` is the weight", shown(&column.name)),
            ["--column", &format!("weight={}", column.name)],
        )
    });
    let names: Vec<String> = numeric.iter().map(|column| format!("`{}`", shown(&column.name))).collect();
    let what = format!(
        "no column is known as the weight, though {} holds numbers: every row was taken for 1",
        names.join(" and ")
    );
    network.account.warn(first.place.clone(), what, offers.collect());
}

/// Whether rows of several regions repeat the number of all of them, as some queries give it,
/// instead of that of each: it does if it is the same in all rows of a pair, and no less than these.
fn totals(grid: &Grid, columns: &Columns, network: &mut Network) -> Result<bool, Problem> {
    let (Some(region), Some(_)) = (columns.at(Role::RegionOfTotal), columns.at(Role::Amount)) else {
        return Ok(false);
    };
    let (mut rows, mut record) = (grid.rows(), Record::default());
    let mut pairs: IndexMap<(String, String), (f64, usize)> = IndexMap::new();
    let mut is_repeated = true;
    while rows.next(&mut record)? {
        let get = |role| columns.get(&record, role).unwrap_or_default();
        let Some(amount) = grid.number(get(Role::Amount)) else { continue };
        let pair = (get(Role::From).to_owned(), get(Role::To).to_owned());
        let (first, count) = pairs.entry(pair).or_insert((amount, 0));
        *count += 1;
        is_repeated &= *first == amount;
    }
    let several = pairs.values().filter(|(_, count)| *count > 1).count();
    is_repeated &= several > 0 && pairs.values().all(|(amount, count)| *amount >= *count as f64);
    let column = &columns.0[region];
    let name = shown(&column.name);
    if is_repeated {
        let what = format!(
            "the weight as that of all regions together, once for each pair, for the rows of several `{name}` repeat it; --column region={name} adds them up"
        );
        network.account.say(Sort::Default, column.place.clone(), what);
    } else if several > 0 {
        let what = format!(
            "the weight as that of one `{name}`, so that rows of several are added up, for they differ; contacts in regions that lie within one another count twice"
        );
        network.account.say(Sort::Default, column.place.clone(), what);
    }
    Ok(is_repeated)
}

fn links(
    grid: &Grid,
    columns: &Columns,
    asked: &Asked,
    totals: bool,
    network: &mut Network,
) -> Result<(), Problem> {
    let source = grid.source;
    let (mut rows, mut record) = (grid.rows(), Record::default());
    let mut seen: HashSet<(String, String)> = HashSet::new();
    let has_kinds = columns.at(Role::Chemical).is_some() || columns.at(Role::Electrical).is_some();
    let has_amount = columns.at(Role::Amount).is_some();
    if columns.at(Role::Kind).is_none()
        && columns.at(Role::Directed).is_none()
        && !has_kinds
        && asked.kind.is_none()
    {
        let what = "chemical as the type of all links, for no column tells it; --type electrical makes gap junctions of them";
        network.account.say(Sort::Default, grid.whole(), what);
    }
    let mut is_empty = true;
    while rows.next(&mut record)? {
        is_empty = false;
        grid.too_long(&record, &columns.0, &mut network.account)?;
        let place = record.place(source, 0);
        let get = |role| columns.get(&record, role);
        let at = |role| columns.place(source, &record, role);
        let end = |role, what: &str| {
            get(role).map(str::to_owned).ok_or_else(|| Problem::new(at(role), format!("{what} is missing")))
        };
        let number = |role| match get(role) {
            None => Ok(None),
            Some(text) => grid.number(text).map(Some).ok_or_else(|| {
                let message = format!("the weight is a number, not `{}`", shown(text));
                let problem = Problem::new(at(role), message);
                if text.contains(',') {
                    problem.help("write a decimal point, or separate the columns by semicolons")
                } else {
                    problem
                }
            }),
        };
        let is_directed = match get(Role::Directed) {
            None => None,
            Some(word) => Some(direction(word).ok_or_else(|| {
                Problem::new(
                    at(Role::Directed),
                    format!("`{}` is neither Directed nor Undirected", shown(word)),
                )
            })?),
        };
        // Some programs write both into one column.
        let (word, is_directed) = match get(Role::Kind) {
            Some(word) if is_direction(word) => (None, direction(word)),
            word => (word, is_directed),
        };
        let kind = match word {
            Some(word) => match meaning(word) {
                Some(Meaning::Link(kind)) => kind,
                Some(Meaning::Receiving) => {
                    let what = "links from the receiving side (R, Rp) were passed over: they are listed from the sending side";
                    network.account.count(Sort::Note, &place, what, "");
                    continue;
                }
                Some(Meaning::Muscular) => {
                    let what = "neuromuscular junctions were passed over: the creature has no body yet";
                    network.account.count(Sort::Note, &place, what, get(Role::From).unwrap_or_default());
                    continue;
                }
                None => {
                    let message = format!("`{}` is no type of a link; there is {KINDS}", shown(word));
                    let problem = Problem::new(at(Role::Kind), message);
                    let name = columns.at(Role::Kind).map_or("", |at| &columns.0[at].name);
                    let offer = ["--column", &format!("ignore={name}")];
                    return Err(problem.offer(Offer::new("if that column is no type of links", offer)));
                }
            },
            None if has_kinds => Kind::Chemical,
            None => match (asked.kind, is_directed) {
                (Some(kind), _) => kind,
                (None, Some(false)) => {
                    let what = "undirected links that do not say their type, as gap junctions; --type chemical says otherwise";
                    network.account.count(Sort::Default, &place, what, "");
                    Kind::Electrical
                }
                (None, Some(true)) => {
                    let what = "directed links that do not say their type, as chemical; --type electrical says otherwise";
                    network.account.count(Sort::Default, &place, what, "");
                    Kind::Chemical
                }
                (None, None) => {
                    if columns.at(Role::Kind).is_some() {
                        let what = "rows without a type, as chemical; --type electrical says otherwise";
                        network.account.count(Sort::Default, &place, what, "");
                    }
                    Kind::Chemical
                }
            },
        };
        let (from, to) =
            (end(Role::From, "the neuron that it comes from")?, end(Role::To, "the neuron that it goes to")?);
        if totals && !seen.insert((from.clone(), to.clone())) {
            continue;
        }
        let sign = match get(Role::Sign) {
            None => None,
            Some(word) => {
                let (told, sign) = asked.told(word);
                if told == Told::NotUnderstood {
                    let what = "links have a sign that is not known, and do what their neuron releases";
                    network.account.count(Sort::NotUnderstood, &at(Role::Sign), what, word);
                }
                sign
            }
        };
        let mut amounts = Vec::new();
        if has_kinds {
            amounts.push((Kind::Chemical, number(Role::Chemical)?));
            amounts.push((Kind::Electrical, number(Role::Electrical)?));
            amounts.retain(|(_, amount)| amount.is_some_and(|amount| amount != 0.0));
            if amounts.is_empty() {
                let what = "rows have no weight of either kind, and were passed over";
                network.account.count(Sort::Note, &place, what, &from);
            }
        } else {
            let amount = number(Role::Amount)?;
            if amount.is_none() && has_amount {
                network.account.count(Sort::Default, &place, "rows without a weight, as 1", &from);
            }
            amounts.push((kind, Some(amount.unwrap_or(1.0))));
        }
        for (kind, amount) in amounts {
            let amount = amount.unwrap_or(1.0);
            if let Some(word) = get(Role::Transmitter).filter(|_| kind == Kind::Chemical) {
                network.releases(&from, word, amount);
            }
            let sign = sign.filter(|_| kind == Kind::Chemical);
            let (from, to, place) = (from.clone(), to.clone(), place.clone());
            network.links.push(Link { from, to, kind, amount, sign, place });
        }
    }
    if is_empty {
        network.account.warn(grid.whole(), "the table names its columns and has no rows", Vec::new());
    }
    if rows.comments > 0 {
        let what = "lines among the rows that begin with # or % were passed over";
        network.account.add(Sort::Note, &grid.whole(), what, rows.comments, "");
    }
    Ok(())
}
