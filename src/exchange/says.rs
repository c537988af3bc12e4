//! What a row or an edge says of the links between two neurons: the type, the way, the weight.

use super::network::Kind;
use super::place::{Offer, Place, Problem, shown};
use super::role::Role;
use super::words::{KINDS, Meaning, Way, direction, meaning, truth, way};

/// Something that says what there is between two neurons.
pub(super) trait Says {
    /// What helps where a number has a comma.
    const COMMA: &'static str;

    /// What is said; nothing where it is empty.
    fn get(&self, role: Role) -> Option<&str>;

    /// What the column or key is called that says it.
    fn name(&self, role: Role) -> &str;

    /// Where that stands.
    fn place(&self, role: Role) -> Place;

    /// Where all of it stands.
    fn whole(&self) -> Place;

    fn number(&self, text: &str) -> Option<f64>;
}

/// Which way a link goes; some programs write type and direction into one column.
pub(super) fn which_way(row: &impl Says, known: Option<Way>) -> Result<Option<Way>, Problem> {
    match row.get(Role::Directed) {
        None => Ok(row.get(Role::Kind).and_then(way).or(known)),
        Some(word) => direction(word).map(Some).ok_or_else(|| {
            let message = format!("a link is directed, undirected or mutual, not `{}`", shown(word));
            Problem::new(row.place(Role::Directed), message)
        }),
    }
}

/// What a row says that its links are made of.
pub(super) enum Kinds {
    Is(Kind),
    Passed(&'static str),
    Untold,
}

pub(super) fn kind(row: &impl Says) -> Result<Kinds, Problem> {
    let mut marked = None;
    for (role, yes, no) in [
        (Role::IsChemical, Kind::Chemical, Kind::Electrical),
        (Role::IsElectrical, Kind::Electrical, Kind::Chemical),
    ] {
        let Some(word) = row.get(role) else { continue };
        let is = truth(word).ok_or_else(|| {
            let message = format!("{} is yes or no, not `{}`", role.words(), shown(word));
            Problem::new(row.place(role), message)
        })?;
        let kind = if is { yes } else { no };
        if marked.is_some_and(|other| other != kind) {
            let message = format!(
                "a link is either chemical or electrical; `{}` and `{}` say otherwise",
                shown(row.name(Role::IsChemical)),
                shown(row.name(Role::IsElectrical))
            );
            return Err(Problem::new(row.place(role), message));
        }
        marked = Some(kind);
    }
    let Some(word) = row.get(Role::Kind).filter(|word| way(word).is_none()) else {
        return Ok(marked.map_or(Kinds::Untold, Kinds::Is));
    };
    let if_none = || no_type(row.name(Role::Kind));
    let place = || row.place(Role::Kind);
    match meaning(word) {
        Some(Meaning::Link(kind)) if marked.is_some_and(|marked| marked != kind) => {
            let message = format!("the type is `{}`, and another column says otherwise", shown(word));
            Err(Problem::new(place(), message).offer(if_none()))
        }
        Some(Meaning::Link(kind)) => Ok(Kinds::Is(kind)),
        Some(Meaning::Receiving) => Ok(Kinds::Passed(
            "links from the receiving side (R, Rp) were passed over: they are listed from the sending side",
        )),
        Some(Meaning::Muscular) => {
            Ok(Kinds::Passed("neuromuscular junctions were passed over: the creature has no body yet"))
        }
        None => {
            let message = format!("`{}` is no type of a link; there is {KINDS}", shown(word));
            Err(Problem::new(place(), message).offer(if_none()))
        }
    }
}

/// A type beside a weight that is one of the other type.
pub(super) fn contradiction(row: &impl Says, kind: Kind, role: Role) -> Problem {
    let word = row.get(Role::Kind).unwrap_or(match kind {
        Kind::Chemical => "chemical",
        Kind::Electrical => "electrical",
    });
    let (of_type, of_weight) = (row.name(Role::Kind), row.name(role));
    let message = format!("the type is `{}`, but `{}` is {}", shown(word), shown(of_weight), role.words());
    let problem = Problem::new(row.place(role), message).offer(Offer::new(
        format!("if `{}` is the weight of every link", shown(of_weight)),
        ["--column", &format!("weight={of_weight}")],
    ));
    if of_type.is_empty() { problem } else { problem.offer(no_type(of_type)) }
}

fn no_type(name: &str) -> Offer {
    Offer::new(format!("if `{}` is no type of links", shown(name)), ["--column", &format!("ignore={name}")])
}

pub(super) fn weight<S: Says>(row: &S, role: Role) -> Result<Option<f64>, Problem> {
    let Some(text) = row.get(role) else { return Ok(None) };
    row.number(text).map(Some).ok_or_else(|| {
        let problem = Problem::new(row.place(role), format!("the weight is a number, not `{}`", shown(text)));
        if text.contains(',') { problem.help(S::COMMA) } else { problem }
    })
}
