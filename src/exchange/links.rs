//! What a row of a table and an edge of a graph say of links (`says`): the one place that makes links of it.

use super::account::{Account, Sort};
use super::asked::Asked;
use super::columns::{ByRole, Column};
use super::network::{Kind, Link, Network};
use super::place::{Offer, Place, Problem, shown};
use super::role::Role;
use super::says::{Kinds, Says, contradiction, kind, weight, which_way};
use super::transmitters::{Sign, Told};
use super::words::{Way, truth, way};
use indexmap::IndexMap;

/// How a column's values are gone over, those that are empty left out.
pub(super) type Values<'v> = dyn Fn(usize) -> Box<dyn Iterator<Item = &'v str> + 'v> + 'v;

/// Headings that mean different things in different programs: in Gephi's tables `Type` says whether a link is
/// directed, and `chemical` may be a number of contacts or a yes.
pub(super) fn by_values(columns: &mut [Column], values: &Values<'_>) {
    for (at, column) in columns.iter_mut().enumerate() {
        let all = |fits: fn(&str) -> bool| {
            let mut values = values(at).peekable();
            values.peek().is_some() && values.all(fits)
        };
        // 1 and 0 are numbers of contacts too.
        let is_mark = |word: &str| truth(word).is_some() && word.parse::<f64>().is_err();
        column.role = match column.role {
            Some(Role::Kind) if all(|word| way(word).is_some()) => Some(Role::Directed),
            Some(Role::Chemical) if all(is_mark) => Some(Role::IsChemical),
            Some(Role::Electrical) if all(is_mark) => Some(Role::IsElectrical),
            role => role,
        };
    }
}

/// Beside a number of gap junctions a weight is that of chemical contacts, and the other way round; where
/// a column tells the type there is one weight.
pub(super) fn both_kinds(columns: &mut [Column]) {
    let has = |role| columns.iter().any(|column| column.role == Some(role));
    let asked = |role| columns.iter().any(|column| column.is_asked && column.role == Some(role));
    // What was asked for stays; the one weight that was asked for is that of all links.
    if asked(Role::Amount) && !asked(Role::Chemical) && !asked(Role::Electrical) {
        for column in columns.iter_mut() {
            if matches!(column.role, Some(Role::Chemical | Role::Electrical)) {
                column.role = Some(Role::Ignored);
            }
        }
        return;
    }
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
    for column in columns.iter_mut().filter(|column| !column.is_asked) {
        if let Some((_, to)) = turns.iter().find(|(from, _)| column.role == Some(*from)) {
            column.role = Some(*to);
        }
    }
}

/// Tells loudly that nothing is a weight though there are numbers; whether it had to.
pub(super) fn warn_of_numbers(
    columns: &[Column],
    noun: &str,
    values: &Values<'_>,
    number: &dyn Fn(&str) -> Option<f64>,
    account: &mut Account,
) -> bool {
    if columns.iter().any(|column| column.role.is_some_and(Role::is_weight)) {
        return false;
    }
    let is_numeric = |at: usize| {
        let mut values = values(at).peekable();
        values.peek().is_some() && values.all(|value| number(value).is_some())
    };
    let numeric: Vec<&Column> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| column.role.is_none() && !column.name.is_empty() && is_numeric(*at))
        .map(|(_, column)| column)
        .collect();
    let Some(first) = numeric.first() else { return false };
    let offers = numeric.iter().take(3).map(|column| {
        Offer::new(
            format!("if `{}` is the weight", shown(&column.name)),
            ["--column", &format!("weight={}", column.name)],
        )
    });
    let names: Vec<String> = numeric.iter().map(|column| format!("`{}`", shown(&column.name))).collect();
    let holds = if names.len() == 1 { "holds" } else { "hold" };
    let what = format!(
        "no {noun} is known as the weight, though {} {holds} numbers: every link was taken for one contact",
        names.join(" and ")
    );
    account.warn(first.place.clone(), what, offers.collect());
    true
}

/// What is said of the links between two neurons.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Contacts or weight, if there is such a link.
    chemical: Option<f64>,
    electrical: Option<f64>,
    way: Option<Way>,
    sign: Option<Sign>,
}

/// Makes links of what is said, in the order in which it is said.
pub(super) struct Links<'a> {
    asked: &'a Asked,
    roles: ByRole,
    /// Whether anything says what links are made of, or which way they go; else that was told of all at once.
    tells_type: bool,
    /// Whether anything says how many contacts they have.
    tells_weight: bool,
    /// Whether it was told of all at once where nothing does.
    is_told: bool,
    /// The column of regions of which several rows may repeat the number of all, and where it stands.
    totals: Option<(String, Place)>,
    /// The network's links before these.
    first: usize,
    /// Words for transmitters by the numbers of links, where it is not settled yet which links there are.
    released: Vec<(usize, String)>,
}

impl<'a> Links<'a> {
    /// With `is_told` it is told of all links at once where no column says their type or weight.
    pub(super) fn new(columns: &[Column], asked: &'a Asked, network: &Network, is_told: bool) -> Self {
        let roles = ByRole::new(columns);
        let kinds = [Role::Kind, Role::Directed, Role::Chemical, Role::Electrical]
            .into_iter()
            .chain([Role::IsChemical, Role::IsElectrical]);
        let region = roles.at(Role::RegionOfTotal).filter(|_| roles.has(Role::Amount));
        Self {
            asked,
            tells_type: kinds.into_iter().any(|role| roles.has(role)),
            tells_weight: [Role::Amount, Role::Chemical, Role::Electrical]
                .into_iter()
                .any(|role| roles.has(role)),
            totals: region.map(|at| (columns[at].name.clone(), columns[at].place.clone())),
            is_told,
            roles,
            first: network.links.len(),
            released: Vec::new(),
        }
    }

    /// Whether nothing says what links are made of or which way they go, nor was it asked for.
    pub(super) const fn is_without_type(&self) -> bool {
        !self.tells_type && self.asked.kind.is_none()
    }

    pub(super) const fn is_without_weight(&self) -> bool {
        !self.tells_weight
    }

    /// What a row or an edge says; nothing if it says that there is no link. `known` is which way it goes if it
    /// does not say so itself.
    ///
    /// # Errors
    ///
    /// The first place that is not understood.
    pub(super) fn said(
        &self,
        row: &impl Says,
        known: Option<Way>,
        account: &mut Account,
    ) -> Result<Option<Said>, Problem> {
        let way = which_way(row, known)?;
        let told = match kind(row)? {
            Kinds::Passed(what) => {
                account.count(Sort::Note, &row.whole(), what, row.get(Role::From).unwrap_or_default());
                return Ok(None);
            }
            Kinds::Is(kind) => Some(kind),
            Kinds::Untold => None,
        };
        let mut said = Said { way, ..Said::default() };
        let has_each = self.roles.has(Role::Chemical) || self.roles.has(Role::Electrical);
        let (chemical, electrical) = (weight(row, Role::Chemical)?, weight(row, Role::Electrical)?);
        if has_each && told.is_none() {
            said.chemical = chemical.filter(|weight| *weight != 0.0);
            said.electrical = electrical.filter(|weight| *weight != 0.0);
            if said.chemical.is_none() && said.electrical.is_none() {
                let what = "links without a weight of either kind were passed over";
                account.count(Sort::Note, &row.whole(), what, row.get(Role::From).unwrap_or_default());
                return Ok(None);
            }
        } else {
            let kind = told.unwrap_or_else(|| self.untold(row, way, account));
            let (own, role, other) = match kind {
                Kind::Chemical => (chemical, Role::Electrical, electrical),
                Kind::Electrical => (electrical, Role::Chemical, chemical),
            };
            if other.is_some_and(|weight| weight != 0.0) {
                return Err(contradiction(row, kind, role));
            }
            let amount = own.or(weight(row, Role::Amount)?).unwrap_or_else(|| {
                if self.tells_weight || !self.is_told {
                    let what = "links without a weight, as one contact each";
                    account.count(Sort::Default, &row.whole(), what, row.get(Role::From).unwrap_or_default());
                }
                1.0
            });
            match kind {
                Kind::Chemical => said.chemical = Some(amount),
                Kind::Electrical => said.electrical = Some(amount),
            }
        }
        said.sign = row.get(Role::Sign).and_then(|word| {
            let (told, sign) = self.asked.told(word);
            if told == Told::NotUnderstood {
                let what = "links have a sign that is not known, and do what their neuron releases";
                account.count(Sort::NotUnderstood, &row.place(Role::Sign), what, word);
            }
            sign
        });
        Ok(Some(said))
    }

    /// What a link is taken to be made of that does not say it.
    fn untold(&self, row: &impl Says, way: Option<Way>, account: &mut Account) -> Kind {
        let (kind, sort, what) = match (self.asked.kind, way) {
            (Some(kind), _) => {
                (kind, Sort::Note, "links that do not say their type are of the type that was asked for")
            }
            (None, Some(Way::Undirected)) => (
                Kind::Electrical,
                Sort::Default,
                "links without a direction that do not say their type, as electrical; --type chemical says otherwise",
            ),
            (None, Some(Way::Directed | Way::Mutual)) => (
                Kind::Chemical,
                Sort::Default,
                "directed links that do not say their type, as chemical; --type electrical says otherwise",
            ),
            (None, None) => (
                Kind::Chemical,
                Sort::Default,
                "links that say neither type nor direction, as directed and chemical; --type electrical says otherwise",
            ),
        };
        if self.tells_type || !self.is_told {
            account.count(sort, &row.whole(), what, "");
        }
        kind
    }

    /// Puts what was said into the network.
    pub(super) fn take(&mut self, row: &impl Says, from: &str, to: &str, said: &Said, network: &mut Network) {
        let is_loop = from == to;
        if said.chemical.is_some() && said.way == Some(Way::Undirected) && !is_loop {
            let what = "chemical links without a direction, as from the first neuron to the second";
            network.account.count(Sort::Default, &row.whole(), what, "");
        }
        let mut put = |from: &str, to: &str, kind, amount, sign| {
            if let Some(word) = row.get(Role::Transmitter).filter(|_| kind == Kind::Chemical) {
                match self.totals {
                    None => network.releases(from, word, amount),
                    Some(_) => self.released.push((network.links.len(), word.to_owned())),
                }
            }
            let (from, to) = (from.to_owned(), to.to_owned());
            network.links.push(Link { from, to, kind, amount, sign, place: row.whole() });
        };
        if let Some(amount) = said.chemical {
            if said.way == Some(Way::Mutual) && !is_loop {
                put(to, from, Kind::Chemical, amount, said.sign);
            }
            put(from, to, Kind::Chemical, amount, said.sign);
        }
        if let Some(amount) = said.electrical {
            put(from, to, Kind::Electrical, amount, None);
        }
    }

    /// Whether rows of several regions repeat the number of all of them, as some queries give it, instead of
    /// that of each: they do if it is the same in all rows of a pair, and no less than these. Then it counts
    /// once.
    pub(super) fn finish(self, network: &mut Network) {
        let Some((name, place)) = self.totals else { return };
        let links = &network.links[self.first..];
        let mut pairs: IndexMap<(&str, &str, Kind), (f64, usize)> = IndexMap::new();
        let mut is_first = Vec::with_capacity(links.len());
        let mut is_repeated = true;
        for link in links {
            let (first, count) = pairs.entry((&link.from, &link.to, link.kind)).or_insert((link.amount, 0));
            *count += 1;
            is_first.push(*count == 1);
            is_repeated &= *first == link.amount;
        }
        let is_several = pairs.values().any(|(_, count)| *count > 1);
        is_repeated &= is_several && pairs.values().all(|(amount, count)| *amount >= *count as f64);
        let shown = shown(&name);
        if is_repeated {
            let what = format!(
                "the weight as that of all regions together, once for each pair, for the rows of several `{shown}` repeat it; --column {} adds them up",
                super::as_word(&format!("region={name}"))
            );
            network.account.say(Sort::Default, place, what);
        } else if is_several {
            let what = format!(
                "the weight as that of one `{shown}`, so that rows of several are added up, for they differ; contacts in regions that lie within one another count twice"
            );
            network.account.say(Sort::Default, place, what);
        }
        for (at, word) in self.released {
            if !is_repeated || is_first[at - self.first] {
                let link = &network.links[at];
                let (from, amount) = (link.from.clone(), link.amount);
                network.releases(&from, &word, amount);
            }
        }
        if is_repeated {
            let mut is_first = is_first.into_iter();
            let mut before = self.first;
            network.links.retain(|_| {
                if before > 0 {
                    before -= 1;
                    return true;
                }
                is_first.next().unwrap_or(true)
            });
        }
    }
}
