//! Which column or key is what: by what the user asked, else by its name.

use super::account::{Account, Sort};
use super::asked::Asked;
use super::place::{Place, shown};
use super::role::{Part, Role, role};

/// So many columns that are not understood are told by their names.
const MOST_TOLD: usize = 40;

/// A column or key and what it may be.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: String,
    pub place: Place,
    /// None if it is not understood.
    pub role: Option<Role>,
    /// The lower, the better its name fits.
    pub rank: u8,
    /// Whether the user said what it is.
    pub is_asked: bool,
}

impl Column {
    /// A column by its name.
    pub(super) fn new(part: Part, name: &str, place: Place, asked: &Asked, account: &mut Account) -> Self {
        let name = name.trim();
        account.headings.push(name.to_owned());
        let (role, rank, is_asked) = match (asked.role(part, name), role(part, name)) {
            (Some((at, role)), _) => {
                account.found.insert(at);
                (Some(role), 0, true)
            }
            (None, Some((role, rank))) => (Some(role), rank, false),
            (None, None) => (None, 0, false),
        };
        Self { name: name.to_owned(), place, role, rank, is_asked }
    }
}

/// Which of many columns or keys says what: the first of each role.
#[derive(Debug, Default)]
pub(super) struct ByRole([Option<usize>; Role::Ignored as usize + 1]);

impl ByRole {
    pub(super) fn new(columns: &[Column]) -> Self {
        let mut of = Self::default();
        for (at, role) in columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.role?))) {
            of.0[role as usize].get_or_insert(at);
        }
        of
    }

    pub(super) const fn at(&self, role: Role) -> Option<usize> {
        self.0[role as usize]
    }

    pub(super) const fn has(&self, role: Role) -> bool {
        self.at(role).is_some()
    }
}

/// Of several columns for the same thing the best one keeps its role: what was asked for, then the name
/// that fits best, then the first. The account tells what became of each; `noun` is `column` or `key`.
///
/// What is ignored may be several, and of what is not understood not each is told where it is too much to be read.
pub(super) fn settle(columns: &mut [Column], noun: &str, account: &mut Account) {
    for at in 0..columns.len() {
        let Some(role) = columns[at].role.filter(|role| *role != Role::Ignored) else { continue };
        let best = (0..columns.len())
            .filter(|other| columns[*other].role == Some(role))
            .min_by_key(|other| (!columns[*other].is_asked, columns[*other].rank, *other));
        if let Some(best) = best.filter(|best| *best != at) {
            let what = format!(
                "the {noun} `{}` was passed over, for `{}` is {}",
                shown(&columns[at].name),
                shown(&columns[best].name),
                role.words()
            );
            account.say(Sort::Note, columns[at].place.clone(), what);
            columns[at].role = Some(Role::Ignored);
            columns[at].is_asked = true;
        }
    }
    let unknown = columns.iter().filter(|column| column.role.is_none() && !column.name.is_empty()).count();
    for column in columns {
        let (name, place) = (shown(&column.name), column.place.clone());
        match column.role {
            None if column.name.is_empty() => {}
            None if unknown > MOST_TOLD => {
                account.count(Sort::NotUnderstood, &place, &format!("{noun}s"), &column.name);
            }
            None => account.say(Sort::NotUnderstood, place, format!("the {noun} `{name}`")),
            Some(Role::Ignored) if column.is_asked => {}
            Some(Role::Ignored) => {
                account.say(
                    Sort::Note,
                    place,
                    format!("the {noun} `{name}` was passed over: it is of no use here"),
                );
            }
            Some(role) => account.say(Sort::Read, place, format!("`{name}` as {}", role.words())),
        }
    }
}
