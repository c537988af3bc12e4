//! How a table is laid out: what separates its fields, which line names its columns, where its rows begin.

use super::account::{Account, Sort};
use super::asked::Asked;
use super::columns::Column;
use super::place::{Offer, Place, Problem, listed};
use super::role::{Part, Role, role};
use super::rows::{Record, Rows, Separator};
use super::source::Source;
use super::words::meaning;

/// A table whose rows can be gone over, as often as needed.
pub(super) struct Grid<'t> {
    pub source: &'t Source,
    /// The line that names the columns, if there is one.
    pub header: Option<Record>,
    separator: Separator,
    /// Where the rows begin.
    at: usize,
    has_comments: bool,
    /// How many more fields rows have than the header.
    pub shift: usize,
}

impl<'t> Grid<'t> {
    pub(super) fn new(source: &'t Source, asked: &Asked, account: &mut Account) -> Result<Self, Problem> {
        let text = &source.text;
        let mut at = 0;
        // What Excel reads and writes before a table.
        let first = line(text, 0).trim_start().trim_start_matches('"');
        let told =
            first.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|word| &first[word.len()..]);
        if told.is_some() {
            at = after(text, 0);
        }
        let told = told.and_then(|told| told.bytes().next()).filter(|byte| byte.is_ascii() && *byte != b'"');
        let separator = |line: &str| match told {
            Some(b' ') => Separator::Blanks,
            Some(byte) => Separator::Byte(byte),
            None => Separator::of(line),
        };
        // Lines of comments before the table, the last of which may name the columns.
        let start = at;
        let mut named = None;
        let mut comments = 0;
        loop {
            // Between lines of comments there may be empty ones.
            at = filled(text, at, false);
            let Some(comment) = line(text, at).trim_start().strip_prefix(['#', '%']) else { break };
            let mut record = Record::default();
            let begin = at + line(text, at).len() - comment.len();
            let mut rows = Rows::new(source, begin, separator(comment), false);
            // A comment may be any text, with one quote too.
            named = rows.next(&mut record).is_ok_and(|any| any).then_some(record);
            comments += 1;
            at = after(text, at);
        }
        let has_header = asked.header.unwrap_or(asked.names.is_empty());
        let has_comments = comments > 0 || !has_header;
        let first = line(text, filled(text, at, has_comments));
        let mut grid = Self { source, header: None, separator: separator(first), at, has_comments, shift: 0 };
        let width = grid.sample(1).first().map(Record::len);
        named = named.filter(|record| has_header && width >= Some(record.len()) && is_header(record));
        comments -= usize::from(named.is_some());
        if comments > 0 {
            let what = "lines that begin with # or % were passed over";
            account.add(Sort::Note, &source.place(start), what, comments, "");
        }
        if named.is_some() {
            grid.header = named;
        } else if has_header {
            if let Some((passed, at)) = grid.title(&separator) {
                account.add(
                    Sort::Note,
                    &source.place(start),
                    "lines above the table were passed over",
                    passed,
                    "",
                );
                (grid.separator, grid.at) = (separator(line(text, at)), at);
            }
            let mut rows = grid.rows();
            let mut record = Record::default();
            if !rows.next(&mut record)? {
                return Err(Problem::new(source.place(0), "the table is empty"));
            }
            let at = rows.at();
            (grid.at, grid.header) = (at, Some(record));
        }
        grid.shift = grid.find_shift();
        Ok(grid)
    }

    /// Whether the columns of a table of links are named some lines below a title: how many lines stand
    /// above, and where it begins.
    fn title(&self, separator: &dyn Fn(&str) -> Separator) -> Option<(usize, usize)> {
        const LINES: usize = 10;
        let (text, mut at) = (&self.source.text, self.at);
        for above in 0..LINES {
            at = filled(text, at, self.has_comments);
            let mut rows = Rows::new(self.source, at, separator(line(text, at)), self.has_comments);
            let (mut header, mut row) = (Record::default(), Record::default());
            let is_table = rows.next(&mut header).is_ok_and(|any| any)
                && names_links(&header)
                && rows.next(&mut row).is_ok_and(|any| any)
                && row.len() >= header.len();
            if is_table {
                return (above > 0).then_some((above, at));
            }
            at = after(text, at);
        }
        None
    }

    /// The rows from the first one on.
    pub(super) fn rows(&self) -> Rows<'t> {
        Rows::new(self.source, self.at, self.separator, self.has_comments)
    }

    /// Some rows from the beginning, to look at.
    pub(super) fn sample(&self, count: usize) -> Vec<Record> {
        let mut rows = self.rows();
        let mut sample = Vec::new();
        let mut record = Record::default();
        while sample.len() < count && rows.next(&mut record).is_ok_and(|any| any) {
            sample.push(record.clone());
        }
        sample
    }

    /// A number as this table has it: between semicolons, tabs or blanks a comma is a decimal point. By
    /// way of `f32`, for that is what a scene holds: so a weight that was written from a scene comes back
    /// to the bit.
    pub(super) fn number(&self, text: &str) -> Option<f64> {
        let has_commas = self.separator == Separator::Byte(b',');
        match text.split_once(',') {
            Some((whole, part)) if !has_commas && !part.contains([',', '.']) && !whole.contains('.') => {
                number(&format!("{whole}.{part}"))
            }
            _ => number(text),
        }
    }

    /// How many more fields rows have than the header: R leaves the heading of row names away. These are
    /// counted or quoted, or, in a matrix, the same as its headings.
    fn find_shift(&self) -> usize {
        let Some(header) = &self.header else { return 0 };
        let sample = self.sample(20);
        let is_quoted = |row: &Record| self.source.text[row.start(0)..].starts_with('"');
        let are_counted = || sample.iter().enumerate().all(|(at, row)| row.get(0) == (at + 1).to_string());
        let are_quoted = || is_quoted(header) && sample.iter().all(is_quoted);
        let are_headings = || sample.iter().all(|row| header.iter().any(|name| name == row.get(0)));
        let is_longer = !header.get(0).is_empty()
            && !sample.is_empty()
            && sample.iter().all(|row| row.len() == header.len() + 1)
            // Trailing separators make rows longer too.
            && sample.iter().any(|row| !row.get(header.len()).is_empty());
        usize::from(is_longer && (are_counted() || are_quoted() || are_headings()))
    }

    /// What is wrong with a row that holds more than there are columns; nothing if that cannot have moved
    /// anything that is read.
    pub(super) fn too_long(
        &self,
        row: &Record,
        columns: &[Column],
        account: &mut Account,
    ) -> Result<(), Problem> {
        let Some(at) = (columns.len()..row.len()).find(|at| !row.get(*at).is_empty()) else { return Ok(()) };
        let place = row.place(self.source, at);
        match columns.last().and_then(|column| column.role).filter(|role| *role != Role::Ignored) {
            None => {
                let what = "rows hold more fields than there are columns";
                account.count(Sort::NotUnderstood, &place, what, row.get(at));
                Ok(())
            }
            Some(_) => {
                let message =
                    format!("this row has {} fields, and there are {} columns", row.len(), columns.len());
                let help =
                    "put quotes round a field that holds what separates fields, as a decimal comma may";
                Err(Problem::new(place, message).help(help))
            }
        }
    }

    /// What a table of links without names of columns most probably is, from the left.
    pub(super) fn guess(&self) -> Option<Vec<Role>> {
        let mut sample: Vec<Record> = self.header.iter().cloned().collect();
        sample.extend(self.sample(50));
        let width = sample.iter().map(Record::len).max().filter(|width| *width >= 2)?;
        let all = |at: usize, fits: &dyn Fn(&str) -> bool| {
            let mut any = false;
            sample.iter().map(|row| row.get(at)).filter(|field| !field.is_empty()).all(|field| {
                any = true;
                fits(field)
            }) && any
        };
        let mut roles = vec![Role::From, Role::To];
        for at in 2..width {
            let is_free = |role| !roles.contains(&role);
            roles.push(if is_free(Role::Kind) && all(at, &|field| meaning(field).is_some()) {
                Role::Kind
            } else if is_free(Role::Amount) && all(at, &|field| self.number(field).is_some()) {
                Role::Amount
            } else {
                Role::Ignored
            });
        }
        Some(roles)
    }

    /// That something which a table of links needs is not there, and what may be meant.
    pub(super) fn no_column(&self, missing: &str, part: Part) -> Problem {
        let header = self.header.clone().unwrap_or_default();
        let message = match header.iter().any(|name| !name.is_empty()) {
            false => "the table is empty".to_owned(),
            true => format!(
                "no column is called {missing}; the first line names the columns, here: {}",
                listed(header.iter())
            ),
        };
        let problem = Problem::new(header.place(self.source, 0), message);
        let known = header.iter().filter(|name| role(part, name).is_some()).count();
        let free: Vec<&str> =
            header.iter().filter(|name| !name.is_empty() && role(part, name).is_none()).collect();
        match (part, free.as_slice()) {
            (Part::Neuron, [first, ..]) => {
                let option = format!("name={first}");
                problem.offer(Offer::new("if that is the column of names", ["--column", &option]))
            }
            (Part::Neuron, []) => problem,
            (Part::Link, free) if known == 0 => self.unknown(problem, &header, free),
            (Part::Link, free) => {
                let has = |wanted| {
                    header.iter().any(|name| role(part, name).is_some_and(|(role, _)| role == wanted))
                };
                match (has(Role::From), has(Role::To), free) {
                    (false, false, [pre, post, ..]) => problem.offer(between(pre, post)),
                    (false, true, [pre, ..]) => problem.offer(Offer::new(
                        "if that is the sending neuron",
                        ["--column", &format!("pre={pre}")],
                    )),
                    (true, false, [post, ..]) => problem.offer(Offer::new(
                        "if that is the receiving neuron",
                        ["--column", &format!("post={post}")],
                    )),
                    _ => problem,
                }
            }
        }
    }

    /// What may be meant by a table of links none of whose headings is known.
    fn unknown(&self, mut problem: Problem, header: &Record, free: &[&str]) -> Problem {
        let sample = self.sample(50);
        let comes_again =
            |at: usize| sample.iter().any(|row| (0..2).any(|end| row.get(end) == header.get(at)));
        // A number, or a neuron that has links further down, heads nothing.
        let is_row =
            header.iter().any(|name| self.number(name).is_some()) || comes_again(0) || comes_again(1);
        if let Some(roles) = self.guess() {
            let names: Vec<&str> = roles.into_iter().map(Role::name).collect();
            let when = "if the first line is a row like the others";
            let options = ["--header", "no", "--columns", &names.join(",")];
            problem = problem.offer(Offer::new(when, options));
        }
        let is_number = |cell: &str| cell.is_empty() || self.number(cell).is_some();
        let is_numeric = sample.iter().all(|row| row.iter().skip(1).all(is_number));
        if header.get(0).is_empty() && is_numeric {
            problem.offers.clear();
            return problem.offer(Offer::new("if it is a matrix", ["--matrix"]));
        }
        if is_row {
            return problem;
        }
        if let [pre, post, ..] = free {
            problem = problem.offer(between(pre, post));
        }
        if header.len() > 2 && is_numeric {
            problem = problem.offer(Offer::new("if it is a matrix", ["--matrix"]));
        }
        problem
    }

    pub(super) fn whole(&self) -> Place {
        Place::whole(&self.source.file)
    }
}

fn between(pre: &str, post: &str) -> Offer {
    let (from, to) = (format!("pre={pre}"), format!("post={post}"));
    Offer::new("if these are the sending and the receiving neuron", ["--column", &from, "--column", &to])
}

/// A number of any table.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace('\u{2212}', "-");
    text.parse::<f32>().ok().filter(|number| number.is_finite()).map(f64::from)
}

/// Whether a line names the columns of links or of neurons.
fn is_header(record: &Record) -> bool {
    let names_neurons =
        |name| role(Part::Neuron, name).is_some_and(|(role, _)| matches!(role, Role::Name | Role::Id));
    names_links(record) || record.iter().any(names_neurons)
}

/// Whether a line says where links come from and go to.
fn names_links(record: &Record) -> bool {
    let has =
        |wanted| record.iter().any(|name| role(Part::Link, name).is_some_and(|(role, _)| role == wanted));
    has(Role::From) && has(Role::To)
}

/// Where the first line begins, from some byte on, that holds anything and is no comment.
fn filled(text: &str, mut at: usize, has_comments: bool) -> usize {
    loop {
        let line = line(text, at);
        let is_comment = has_comments && line.starts_with(['#', '%']);
        if at >= text.len() || !(line.trim().is_empty() || is_comment) {
            return at;
        }
        at = after(text, at);
    }
}

/// The line that begins at a byte, without its end.
fn line(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(['\r', '\n']).unwrap_or(rest.len())]
}

/// The byte at which the line behind it begins.
fn after(text: &str, at: usize) -> usize {
    let end = at + line(text, at).len();
    let rest = &text[end..];
    end + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) }
}
