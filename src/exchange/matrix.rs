//! Matrices: names in the first row and the first column, rows send to columns.

use super::account::Sort;
use super::asked::Asked;
use super::grid::Grid;
use super::network::{Kind, Link, Network};
use super::place::{Offer, Place, Problem, shown};
use super::rows::Record;
use super::transmitters::Sign;
use super::words::{is_sum, plain};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// Whether a table without columns that say where links come from and go to is a matrix: what heads its
/// columns heads its rows too.
pub(super) fn is_matrix(grid: &Grid) -> bool {
    let Some(header) = &grid.header else { return false };
    let shift = grid.shift();
    let corner = if shift == 1 { "" } else { header.get(0) };
    let columns: HashSet<&str> = header.iter().skip(1 - shift).filter(|name| !name.is_empty()).collect();
    if columns.len() < 2 && !corner.is_empty() {
        return false;
    }
    let (mut rows, mut record) = (grid.rows(), Record::default());
    let (mut labels, mut shared, mut numbers, mut cells) = (0, HashSet::new(), 0, 0);
    while rows.next(&mut record).is_ok_and(|any| any) {
        let label = record.get(0);
        labels += usize::from(!label.is_empty());
        if let Some(known) = columns.get(label) {
            shared.insert(*known);
        }
        for cell in record.iter().skip(1) {
            cells += 1;
            numbers += usize::from(amount(grid, cell).is_ok());
        }
    }
    if shared.is_empty() {
        return false;
    }
    let is_whole = shared.len() == columns.len() || shared.len() == labels;
    match corner {
        "" => is_whole || shared.len() * 2 >= labels.min(columns.len()),
        // A number or a name that comes again is a field like the others.
        _ => is_whole && grid.number(corner).is_none() && !columns.contains(corner) && numbers == cells,
    }
}

/// What stands in a cell; zero for nothing.
fn amount(grid: &Grid, cell: &str) -> Result<f64, ()> {
    match plain(cell).as_str() {
        "nan" | "na" | "null" | "none" => Ok(0.0),
        "" if !cell.contains(|c: char| !['-', '.', '–'].contains(&c)) => Ok(0.0),
        _ => grid.number(cell).ok_or(()),
    }
}

/// Reads a matrix into a network.
pub(super) fn read_matrix(grid: &Grid, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    let source = grid.source;
    let mut columns: Vec<(String, Place)> = Vec::new();
    let shift = grid.shift();
    // Without names neurons have numbers, and there is no column of names.
    let has_names = grid.header.is_some();
    match &grid.header {
        Some(header) => {
            for at in 1 - shift..header.len() {
                columns.push((header.get(at).to_owned(), header.place(source, at)));
            }
        }
        None => {
            let width = grid.sample(1).first().map_or(0, Record::len);
            columns.extend((1..=width).map(|at| (at.to_string(), grid.whole())));
        }
    }
    let mut known: HashMap<&str, &Place> = HashMap::new();
    for (name, place) in columns.iter().filter(|(name, _)| !name.is_empty()) {
        if let Some(first) = known.insert(name, place) {
            let message = format!("`{}` heads the column of {first} already", shown(name));
            return Err(Problem::new(place.clone(), message));
        }
    }
    let mut labels: IndexMap<String, Place> = IndexMap::new();
    let mut links: Vec<Link> = Vec::new();
    let (mut rows, mut record) = (grid.rows(), Record::default());
    while rows.next(&mut record)? {
        let place = record.place(source, 0);
        let label = if has_names { record.get(0).to_owned() } else { (labels.len() + 1).to_string() };
        let first = usize::from(has_names);
        if label.is_empty() {
            network.account.count(Sort::NotUnderstood, &place, "rows of the matrix without a name", "");
            continue;
        }
        if has_names && is_sum(&label) {
            network.account.count(Sort::Note, &place, "rows of sums were passed over", &label);
            continue;
        }
        if let Some(first) = labels.insert(label.clone(), place.clone()) {
            let message = format!("`{}` heads the row of {first} already", shown(&label));
            return Err(Problem::new(place, message));
        }
        for at in first..record.len() {
            let (cell, place) = (record.get(at), record.place(source, at));
            let amount = amount(grid, cell).map_err(|()| {
                Problem::new(place.clone(), format!("a cell of a matrix is a number, not `{}`", shown(cell)))
            })?;
            let Some((name, _)) = columns.get(at - first) else {
                if cell.is_empty() {
                    continue;
                }
                return Err(Problem::new(place, "this row has more cells than there are columns"));
            };
            if amount == 0.0 || (has_names && is_sum(name)) {
                continue;
            }
            if name.is_empty() {
                network.account.count(Sort::NotUnderstood, &place, "cells of columns without a name", "");
                continue;
            }
            let kind = asked.kind.unwrap_or(Kind::Chemical);
            links.push(Link { from: label.clone(), to: name.clone(), kind, amount, sign: None, place });
        }
    }
    tell(grid, asked, network, &labels, &columns, &links);
    match asked.kind {
        Some(Kind::Electrical) => network.links.extend(once(links)?),
        _ => {
            // One negative cell, and all of them have a sign.
            if links.iter().any(|link| link.amount < 0.0) {
                for link in &mut links {
                    link.sign = Some(if link.amount < 0.0 { Sign::Inhibitory } else { Sign::Excitatory });
                    link.amount = link.amount.abs();
                }
            }
            network.links.extend(links);
        }
    }
    Ok(())
}

/// What the account says of a matrix.
fn tell(
    grid: &Grid,
    asked: &Asked,
    network: &mut Network,
    labels: &IndexMap<String, Place>,
    columns: &[(String, Place)],
    links: &[Link],
) {
    let account = &mut network.account;
    let (rows, width) =
        (labels.len(), columns.iter().filter(|(name, _)| !(name.is_empty() || is_sum(name))).count());
    let place = grid.source.place(0);
    account.say(Sort::Read, place.clone(), format!("a matrix whose {rows} rows send to its {width} columns"));
    if asked.kind.is_none() {
        let cells: HashMap<(&str, &str), f64> =
            links.iter().map(|link| ((&*link.from, &*link.to), link.amount)).collect();
        let is_symmetric =
            !links.is_empty() && links.iter().all(|l| cells.get(&(&*l.to, &*l.from)) == Some(&l.amount));
        let what = "chemical as the type of all links; --type electrical makes gap junctions of them";
        account.say(Sort::Default, place.clone(), what);
        if is_symmetric && links.len() > 1 {
            account.warn(
                place.clone(),
                "the matrix is symmetric, as those of gap junctions are, but was read as chemical synapses",
                vec![Offer::new("if it holds gap junctions", ["--type", "electrical"])],
            );
        }
    }
    let negative = links.iter().filter(|link| link.amount < 0.0).count();
    if negative > 0 && asked.kind != Some(Kind::Electrical) {
        let what = "cells are negative: these links inhibit, and all others excite";
        account.add(Sort::Note, &place, what, negative, "");
    }
    for (head, place) in columns.iter().filter(|(head, _)| is_sum(head)) {
        account.count(Sort::Note, place, "columns of sums were passed over", head);
    }
    let heads: HashSet<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    for label in labels.keys().filter(|label| !heads.contains(label.as_str())) {
        account.count(Sort::Note, &place, "neurons have a row and no column", label);
    }
    for (head, _) in
        columns.iter().filter(|(head, _)| !(head.is_empty() || is_sum(head) || labels.contains_key(head)))
    {
        account.count(Sort::Note, &place, "neurons have a column and no row", head);
    }
}

/// A gap junction stands in two cells of a matrix: once, with the larger number.
fn once(links: Vec<Link>) -> Result<Vec<Link>, Problem> {
    let mut pairs: IndexMap<(String, String), Link> = IndexMap::new();
    for link in links {
        if link.amount < 0.0 {
            let message = format!("an electrical link cannot be negative, {}", link.amount);
            return Err(Problem::new(link.place, message));
        }
        let (from, to) = (link.from.clone(), link.to.clone());
        let pair = if from <= to { (from, to) } else { (to, from) };
        let first = pairs.entry(pair).or_insert_with(|| link.clone());
        first.amount = first.amount.max(link.amount);
    }
    Ok(pairs.into_values().collect())
}
