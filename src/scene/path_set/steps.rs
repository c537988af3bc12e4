//! A path as a person writes it: `creatures[Worm].neurons[ALM].params.threshold`.

use std::fmt;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name`; also an entry of a map.
    Field(String),
    /// `[3]`, or `.0` of a pair.
    Index(usize),
    /// `[ALM]` or `["ALM"]`.
    Name(String),
    /// `[*]`.
    All,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, "`.{name}`"),
            Self::Index(index) => write!(f, "`[{index}]`"),
            Self::Name(name) => write!(f, "`[{name}]`"),
            Self::All => f.write_str("`[*]`"),
        }
    }
}

/// Takes a path apart. Classes belong to the scene; one who looks for them in a creature is
/// understood.
pub(super) fn parse(path: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = path.trim();
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let end = bracket_end(inner).ok_or("a `[` is not closed")?;
            steps.push(item(inner[..end].trim())?);
            rest = &inner[end + 1..];
        } else {
            if !steps.is_empty() {
                rest = rest.strip_prefix('.').ok_or("after `]` comes `.` or `[`")?;
            }
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let name = rest[..end].trim();
            if name.is_empty() {
                return Err("a name is missing between two dots, or at an end".to_owned());
            }
            steps.push(match name.parse() {
                Ok(index) => Step::Index(index),
                Err(_) if name == "*" => Step::All,
                Err(_) => Step::Field(name.to_owned()),
            });
            rest = &rest[end..];
        }
        if rest == "." {
            return Err("it ends with a dot".to_owned());
        }
    }
    if steps.is_empty() {
        return Err("the path is empty".to_owned());
    }
    let is_field =
        |step: Option<&Step>, name: &str| matches!(step, Some(Step::Field(field)) if field == name);
    if is_field(steps.first(), "creatures") && is_field(steps.get(2), "classes") {
        steps.drain(..2);
    }
    Ok(steps)
}

/// A name as a step of a path: in brackets, and in quotes where it would not be read as a name.
#[must_use]
pub fn bracketed(name: &str) -> String {
    let plain = !name.is_empty()
        && name.trim() == name
        && !name.contains(['[', ']', '"', '\\'])
        && name != "*"
        && name.parse::<usize>().is_err();
    if plain { format!("[{name}]") } else { format!("[{name:?}]") }
}

/// The fields that a path goes through, without numbers and names of items; none where it is no path.
#[must_use]
pub fn fields(path: &str) -> Vec<String> {
    let steps = parse(path).unwrap_or_default().into_iter();
    steps.filter_map(|step| if let Step::Field(name) = step { Some(name) } else { None }).collect()
}

/// Where the bracket closes; brackets within quotes do not count.
fn bracket_end(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ']' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn item(text: &str) -> Result<Step, String> {
    if text == "*" {
        return Ok(Step::All);
    }
    if text.starts_with('"') {
        let name = ron::from_str(text).map_err(|_| format!("`{text}` is not a text in quotes"))?;
        return Ok(Step::Name(name));
    }
    if text.is_empty() {
        return Err("between `[` and `]` stands a number, a name or *".to_owned());
    }
    Ok(text.parse().map_or_else(|_| Step::Name(text.to_owned()), Step::Index))
}
