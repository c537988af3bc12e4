//! Tables that this program has written, and what it keeps beside them.

use super::{responses, screen};
use crate::sweep::FINGERPRINT;

/// The command that wrote a text, if it is one of this program's tables or what a sweep keeps beside its own: told by
/// the first line that is no comment.
#[must_use]
pub fn made_by(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with(FINGERPRINT) {
        return Some("sweep");
    }
    let is_comment = |line: &&str| line.starts_with(['#', '%']) || line.starts_with("sep=");
    let heading = text.split(['\n', '\r']).find(|line| !line.trim().is_empty() && !is_comment(line))?;
    let names: Vec<&str> = heading.split(',').map(|name| name.trim_matches('"')).collect();
    match names[..] {
        ["tick", "creature", ..] => Some("run"),
        ["run", .., "hash"] | ["run", .., "low", "high"] => Some("sweep"),
        _ if names == screen::COLUMNS => Some("screen"),
        [protocol, touch, ..] if [protocol, touch] == responses::COLUMNS[..2] => Some("responses"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_tables_are_told_by_their_headings() {
        for (text, expected) in [
            ("tick,creature,neuron\n", Some("run")),
            ("\u{feff}run,p,seed,hash\n1,2,0,00\n", Some("sweep")),
            ("run,p,creature,measure,n,mean,sd,low,high\n", Some("sweep")),
            (&screen::COLUMNS.join(","), Some("screen")),
            (&responses::COLUMNS.join(","), Some("responses")),
            (FINGERPRINT, Some("sweep")),
            ("pre,post,weight\n", None),
            ("", None),
        ] {
            assert_eq!(made_by(text), expected, "{text}");
        }
    }
}
