//! Tables of neurons: a row a neuron.

use super::account::Sort;
use super::asked::Asked;
use super::columns::{ByRole, Column, settle};
use super::grid::Grid;
use super::network::{Cell, Network};
use super::place::{Problem, shown};
use super::role::{Part, Role};
use super::rows::Record;
use super::source::Source;
use std::collections::{HashMap, HashSet};

/// Reads a table of neurons into a network, after its links: these say which of several columns of names
/// and numbers they call neurons by.
///
/// # Errors
///
/// The first place that is not understood.
pub fn read_neurons(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    // What is said of the first line and the order of columns is said of the table of links.
    let plain = Asked { header: None, names: Vec::new(), ..asked.clone() };
    let grid = Grid::new(source, &plain, &mut network.account)?;
    let mut columns = Vec::new();
    let header = grid.header.clone().unwrap_or_default();
    if grid.shift == 1 {
        let place = header.place(source, 0);
        columns.push(Column::new(Part::Neuron, "", place, asked, &mut network.account));
    }
    for at in 0..header.len() {
        let place = header.place(source, at);
        columns.push(Column::new(Part::Neuron, header.get(at), place, asked, &mut network.account));
    }
    let Some((key, name)) = names(&grid, &columns, network)? else {
        return Err(grid.no_column("name, neuron or id", Part::Neuron));
    };
    for (at, column) in columns.iter_mut().enumerate() {
        if at == name {
            column.role = Some(Role::Name);
        } else if at == key {
            column.role = Some(Role::Id);
        } else if matches!(column.role, Some(Role::Name | Role::Id)) {
            let what =
                format!("the column `{}` was passed over: neurons have another name", shown(&column.name));
            network.account.say(Sort::Note, column.place.clone(), what);
            (column.role, column.is_asked) = (Some(Role::Ignored), true);
        }
    }
    settle(&mut columns, "column", &mut network.account);
    let mut called: HashMap<String, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let roles = ByRole::new(&columns);
    let [class, x, y, transmitter] =
        [Role::Class, Role::X, Role::Y, Role::Transmitter].map(|role| roles.at(role));
    // Neurons that the links' file only names are described now.
    let named = if network.has_table { Vec::new() } else { std::mem::take(&mut network.cells) };
    let (mut rows, mut record) = (grid.rows(), Record::default());
    while rows.next(&mut record)? {
        grid.too_long(&record, &columns, &mut network.account)?;
        let place = record.place(source, key);
        let get = |at: Option<usize>| at.map(|at| record.get(at)).unwrap_or_default();
        let coordinate = |at: Option<usize>, what: &str| match (at, get(at)) {
            (None, _) | (_, "") => Ok(None),
            (Some(at), text) => grid.number(text).map(|number| Some(number as f32)).ok_or_else(|| {
                Problem::new(record.place(source, at), format!("{what} is a number, not `{}`", shown(text)))
            }),
        };
        let id = record.get(key);
        if id.is_empty() {
            return Err(Problem::new(place, "the neuron's name is missing"));
        }
        let mut own = record.get(name);
        if key != name && (own.is_empty() || taken.contains(own)) {
            let what = "neurons keep the name that links call them by, for they have none of their own";
            network.account.count(Sort::Note, &place, what, id);
            own = id;
        }
        if key != name {
            taken.insert(own.to_owned());
            called.insert(id.to_owned(), own.to_owned());
        }
        let sign = network.sign(get(transmitter), own, &place, asked);
        network.cells.push(Cell {
            name: own.to_owned(),
            class: get(class).to_owned(),
            at: coordinate(x, "x")?.zip(coordinate(y, "y")?),
            sign,
            place,
        });
    }
    network.has_table = true;
    let described: HashSet<&str> = network.cells.iter().map(|cell| cell.name.as_str()).collect();
    let named: Vec<Cell> = named
        .into_iter()
        .map(|cell| Cell { name: called.get(&cell.name).cloned().unwrap_or(cell.name), ..cell })
        .filter(|cell| !described.contains(cell.name.as_str()))
        .collect();
    network.cells.extend(named);
    if key != name {
        network.rename(&called);
    }
    Ok(())
}

/// The column by which links call neurons and that of their names; often the same.
fn names(grid: &Grid, columns: &[Column], network: &Network) -> Result<Option<(usize, usize)>, Problem> {
    let of = |at: usize, role| columns[at].role == Some(role);
    let candidates: Vec<usize> =
        (0..columns.len()).filter(|at| of(*at, Role::Name) || of(*at, Role::Id)).collect();
    let ends: HashSet<&str> = network.links.iter().flat_map(|link| [&*link.from, &*link.to]).collect();
    let mut found = vec![0_usize; columns.len()];
    let (mut rows, mut record) = (grid.rows(), Record::default());
    if candidates.len() > 1 {
        while rows.next(&mut record)? {
            for at in &candidates {
                found[*at] += usize::from(ends.contains(record.get(*at)));
            }
        }
    }
    let asked = |role| candidates.iter().copied().find(|at| of(*at, role) && columns[*at].is_asked);
    let best = candidates
        .iter()
        .copied()
        .min_by_key(|at| (std::cmp::Reverse(found[*at]), of(*at, Role::Id), columns[*at].rank, *at));
    let Some(key) = asked(Role::Id).or(best) else { return Ok(None) };
    let named =
        candidates.iter().copied().filter(|at| of(*at, Role::Name)).min_by_key(|at| (columns[*at].rank, *at));
    // The numbers that a field calls its neurons by stay; those that merely count rows do not.
    let keeps = of(key, Role::Name) || columns[key].rank == 0;
    let name = match (asked(Role::Name), named) {
        (Some(name), _) => name,
        (None, Some(name)) if !keeps || columns[key].is_asked => name,
        _ => key,
    };
    Ok(Some((key, name)))
}
