//! Matrices: names in the first row and the first column, rows send to columns.

use super::account::{Account, Sort};
use super::asked::Asked;
use super::grid::Grid;
use super::network::{Kind, Link, Network};
use super::place::{Offer, Place, Problem, shown};
use super::rows::Record;
use super::transmitters::Sign;
use super::words::{is_sum, plain};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// A table gone over as a matrix, once: whether it looks like one, and what it holds then.
pub(super) struct Matrix<'g> {
    grid: &'g Grid<'g>,
    asked: &'g Asked,
    /// What heads the columns.
    columns: Vec<(String, Place)>,
    /// What heads the rows.
    labels: IndexMap<String, Place>,
    links: Vec<Link>,
    account: Account,
    /// The first place that is not understood.
    problem: Option<Problem>,
    /// Rows with a name, rows whose name heads a column too, cells, and cells that are numbers.
    named: usize,
    shared: usize,
    cells: usize,
    numbers: usize,
}

impl<'g> Matrix<'g> {
    pub(super) fn new(grid: &'g Grid<'g>, asked: &'g Asked) -> Self {
        let mut columns: Vec<(String, Place)> = Vec::new();
        match &grid.header {
            Some(header) => {
                for at in 1 - grid.shift..header.len() {
                    columns.push((header.get(at).to_owned(), header.place(grid.source, at)));
                }
            }
            None => {
                let width = grid.sample(1).first().map_or(0, Record::len);
                columns.extend((1..=width).map(|at| (at.to_string(), grid.whole())));
            }
        }
        let mut matrix = Self {
            grid,
            asked,
            columns,
            labels: IndexMap::new(),
            links: Vec::new(),
            account: Account::default(),
            problem: None,
            named: 0,
            shared: 0,
            cells: 0,
            numbers: 0,
        };
        let mut heads: HashMap<&str, &Place> = HashMap::new();
        for (name, place) in matrix.columns.iter().filter(|(name, _)| !name.is_empty()) {
            if let Some(first) = heads.insert(name, place) {
                let message = format!("`{}` heads the column of {first} already", shown(name));
                matrix.problem.get_or_insert(Problem::new(place.clone(), message));
            }
        }
        let mut heads: HashSet<String> = heads.into_keys().map(str::to_owned).collect();
        let (mut rows, mut record) = (grid.rows(), Record::default());
        loop {
            match rows.next(&mut record) {
                Ok(true) => {
                    matrix.named += usize::from(!record.get(0).is_empty());
                    matrix.shared += usize::from(heads.remove(record.get(0)));
                    matrix.row(&record);
                }
                Ok(false) => return matrix,
                Err(problem) => {
                    matrix.problem.get_or_insert(problem);
                    return matrix;
                }
            }
        }
    }

    fn row(&mut self, record: &Record) {
        // Without names neurons have numbers, and there is no column of names.
        let first = usize::from(self.grid.header.is_some());
        let amounts: Vec<Result<f64, ()>> =
            record.iter().skip(first).map(|cell| amount(self.grid, cell)).collect();
        self.cells += amounts.len();
        self.numbers += amounts.iter().filter(|amount| amount.is_ok()).count();
        if self.problem.is_none() {
            self.problem = self.links_of(record, first, &amounts).err();
        }
    }

    fn links_of(
        &mut self,
        record: &Record,
        first: usize,
        amounts: &[Result<f64, ()>],
    ) -> Result<(), Problem> {
        let (source, has_names) = (self.grid.source, first == 1);
        let place = record.place(source, 0);
        let label = if has_names { record.get(0).to_owned() } else { (self.labels.len() + 1).to_string() };
        if label.is_empty() {
            self.account.count(Sort::NotUnderstood, &place, "rows of the matrix without a name", "");
            return Ok(());
        }
        if has_names && is_sum(&label) {
            self.account.count(Sort::Note, &place, "rows of sums were passed over", &label);
            return Ok(());
        }
        if let Some(first) = self.labels.insert(label.clone(), place.clone()) {
            let message = format!("`{}` heads the row of {first} already", shown(&label));
            return Err(Problem::new(place, message));
        }
        for (column, amount) in amounts.iter().enumerate() {
            let at = column + first;
            let (cell, place) = (record.get(at), || record.place(source, at));
            let Ok(amount) = *amount else {
                let message = format!("a cell of a matrix is a number, not `{}`", shown(cell));
                return Err(Problem::new(place(), message));
            };
            let Some((name, _)) = self.columns.get(column) else {
                if cell.is_empty() {
                    continue;
                }
                return Err(Problem::new(place(), "this row has more cells than there are columns"));
            };
            if amount == 0.0 || (has_names && is_sum(name)) {
                continue;
            }
            if name.is_empty() {
                self.account.count(Sort::NotUnderstood, &place(), "cells of columns without a name", "");
                continue;
            }
            let kind = self.asked.kind.unwrap_or(Kind::Chemical);
            let (from, to, place) = (label.clone(), name.clone(), place());
            self.links.push(Link { from, to, kind, amount, sign: None, place });
        }
        Ok(())
    }

    /// Whether a table without columns that say where links come from and go to is a matrix: what heads its
    /// columns heads its rows too.
    pub(super) fn is_likely(&self) -> bool {
        let Some(header) = &self.grid.header else { return false };
        let corner = if self.grid.shift == 1 { "" } else { header.get(0) };
        let heads = || self.columns.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty());
        let columns = heads().collect::<HashSet<_>>().len();
        if (columns < 2 && !corner.is_empty()) || self.shared == 0 {
            return false;
        }
        let is_whole = self.shared == columns || self.shared == self.named;
        match corner {
            "" => is_whole || self.shared * 2 >= self.named.min(columns),
            // A number or a name that comes again is a field like the others.
            _ => {
                is_whole
                    && self.grid.number(corner).is_none()
                    && !heads().any(|name| name == corner)
                    && self.numbers == self.cells
            }
        }
    }

    /// Puts it into a network.
    ///
    /// # Errors
    ///
    /// The first place that is not understood.
    pub(super) fn read(self, network: &mut Network) -> Result<(), Problem> {
        let Self { grid, asked, columns, labels, mut links, account, problem, .. } = self;
        if let Some(problem) = problem {
            return Err(problem);
        }
        network.account.append(account);
        tell(grid, asked, network, &labels, &columns, &links);
        if asked.kind == Some(Kind::Electrical) {
            network.links.extend(once(links)?);
            return Ok(());
        }
        // One negative cell, and all of them have a sign.
        if links.iter().any(|link| link.amount < 0.0) {
            for link in &mut links {
                link.sign = Some(if link.amount < 0.0 { Sign::Inhibitory } else { Sign::Excitatory });
                link.amount = link.amount.abs();
            }
        }
        network.links.extend(links);
        Ok(())
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
    account.say(
        Sort::Read,
        place.clone(),
        format!("a matrix whose rows ({rows}) send to its columns ({width})"),
    );
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
            return Err(link.negative());
        }
        let (from, to) = (link.from.clone(), link.to.clone());
        let pair = if from <= to { (from, to) } else { (to, from) };
        let first = pairs.entry(pair).or_insert_with(|| link.clone());
        first.amount = first.amount.max(link.amount);
    }
    Ok(pairs.into_values().collect())
}
