//! The account of an import: what was read as what, what was not understood, what was taken although
//! nothing said it, what was added up or passed over.

use super::place::{Offer, Place, printable, shown, to_type};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// So many names are told of a finding.
const EXAMPLES: usize = 5;

/// What an entry of the account says, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// What most probably is not what was meant.
    Warning,
    /// What was passed over because nothing is known of it.
    NotUnderstood,
    /// What a column or key was read as.
    Read,
    /// What was taken although the file does not say it.
    Default,
    /// What was done: rows added up, links passed over, on purpose.
    Note,
}

/// One line of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it says.
    #[serde(rename = "kind")]
    pub sort: Sort,
    /// Where that was found first.
    #[serde(serialize_with = "as_words")]
    pub place: Place,
    /// In words.
    pub what: String,
    /// How often; 0 for what has no number.
    pub count: usize,
    /// Some of the names that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// What else may be meant, and the options that say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
}

fn as_words<S: serde::Serializer>(place: &Place, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(place)
}

/// What was read, in the order in which it was met.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Account {
    findings: Vec<Finding>,
    /// Places in `Asked::columns` that were found in some file.
    #[serde(skip)]
    pub(super) found: BTreeSet<usize>,
    /// Headings and keys that were met, for proposals.
    #[serde(skip)]
    pub(super) headings: Vec<String>,
}

impl Account {
    /// All that there is to say.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether anything was not understood: what `--strict` refuses.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.findings.iter().any(|finding| finding.sort <= Sort::NotUnderstood)
    }

    /// All of it in words, and what to type where something else may be meant, as [`to_type`] has it.
    #[must_use]
    pub fn with_commands(&self, command: &[String]) -> String {
        let doubts = self.findings.iter().filter(|finding| finding.sort == Sort::Warning);
        let offers: Vec<Offer> = doubts.flat_map(|finding| &finding.offers).cloned().collect();
        format!("{self}{}", to_type(&offers, command))
    }

    /// Takes over what another one says.
    pub(super) fn append(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.found.extend(other.found);
        self.headings.extend(other.headings);
    }

    /// Something that has no number.
    pub(super) fn say(&mut self, sort: Sort, place: Place, what: impl Into<String>) {
        let what = what.into();
        if !self.findings.iter().any(|f| f.sort == sort && f.what == what && f.place == place) {
            self.findings.push(Finding::new(sort, place, what));
        }
    }

    /// What most probably is not what was meant, and what to say if it is not.
    pub(super) fn warn(&mut self, place: Place, what: impl Into<String>, offers: Vec<Offer>) {
        let (sort, what) = (Sort::Warning, what.into());
        self.findings.push(Finding { offers, ..Finding::new(sort, place, what) });
    }

    /// Something that is counted, `what` in the plural; of the names it is about some are told.
    pub(super) fn count(&mut self, sort: Sort, place: &Place, what: &str, example: &str) {
        self.add(sort, place, what, 1, example);
    }

    /// The same, for many at once.
    pub(super) fn add(&mut self, sort: Sort, place: &Place, what: &str, count: usize, example: &str) {
        let known =
            self.findings.iter().position(|f| f.sort == sort && f.what == what && f.place.file == place.file);
        let at = known.unwrap_or_else(|| {
            self.findings.push(Finding::new(sort, place.clone(), what.to_owned()));
            self.findings.len() - 1
        });
        let finding = &mut self.findings[at];
        finding.count += count;
        if finding.examples.len() < EXAMPLES && !example.is_empty() {
            let example = shown(example);
            if !finding.examples.contains(&example) {
                finding.examples.push(example);
            }
        }
    }
}

impl Finding {
    fn new(sort: Sort, place: Place, what: String) -> Self {
        Self { sort, place, what, count: 0, examples: Vec::new(), offers: Vec::new() }
    }

    /// Words, count and names, and behind them what option says otherwise.
    fn words(&self) -> String {
        // What a file calls something stands between backquotes, and may hold anything.
        let quotes = |at: usize| self.what[..at].matches('`').count();
        let options = self.what.match_indices("; --").find(|(at, _)| quotes(*at).is_multiple_of(2));
        let (what, option) = match options {
            Some((at, _)) if self.count > 0 => self.what.split_at(at),
            _ => (self.what.as_str(), ""),
        };
        // Behind its colon a number goes with any words, one and many.
        let mut words = if self.count > 0 { format!("{what}: {}", self.count) } else { what.to_owned() };
        if !self.examples.is_empty() {
            let more = if self.count > self.examples.len() { ", …" } else { "" };
            words.push_str(&format!(" ({}{more})", self.examples.join(", ")));
        }
        printable(&(words + option))
    }
}

/// One line a finding, those of a kind together; what was read and what was not are a line a file.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |sort| self.findings.iter().filter(move |finding| finding.sort == sort);
        for finding in of(Sort::Warning) {
            writeln!(f, "{}: warning: {}", finding.place, finding.words())?;
        }
        let mut files: Vec<&str> = self.findings.iter().map(|finding| &*finding.place.file).collect();
        files.sort_unstable();
        files.dedup();
        let name = |place: &Place| match files.len() {
            0 | 1 => String::new(),
            _ => format!(" ({})", printable(&place.file)),
        };
        for (sort, word) in [
            (Sort::Read, "read"),
            (Sort::NotUnderstood, "not understood"),
            (Sort::Default, "taken, for the file does not say it"),
            (Sort::Note, "note"),
        ] {
            // What has no number and is of one kind is short.
            let is_short = |finding: &Finding| finding.count == 0 && sort <= Sort::Read;
            let mut lists: Vec<(&Place, Vec<String>)> = Vec::new();
            for finding in of(sort).filter(|finding| is_short(finding)) {
                match lists.iter_mut().find(|(place, _)| place.file == finding.place.file) {
                    Some((_, words)) => words.push(finding.words()),
                    None => lists.push((&finding.place, vec![finding.words()])),
                }
            }
            for (place, words) in lists {
                writeln!(f, "  {word}{}: {}", name(place), words.join(", "))?;
            }
            for finding in of(sort).filter(|finding| !is_short(finding)) {
                writeln!(f, "  {word}{}: {}", name(&finding.place), finding.words())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_counted_with_some_of_their_names() {
        let mut account = Account::default();
        let place = Place { file: "f".into(), line: 2, column: 1 };
        for name in ["A", "B", "A", "C", "D", "E", "F"] {
            account.count(Sort::Note, &place, "neurons were passed over", name);
        }
        assert!(!account.is_doubtful());
        account.add(Sort::Note, &place, "`a; --b` is nothing; --column says otherwise", 2, "");
        account.say(Sort::Read, place.clone(), "`pre` as where links come from");
        account.say(Sort::Read, place.clone(), "`post` as where they go");
        account.say(Sort::Warning, place.clone(), "look");
        assert!(account.is_doubtful());
        assert_eq!(
            account.to_string(),
            "f:2:1: warning: look\n  read: `pre` as where links come from, `post` as where they go\n  note: neurons were passed over: 7 (A, B, C, D, E, …)\n  note: \
             `a; --b` is nothing: 2; --column says otherwise\n"
        );
        let json = serde_json::to_value(&account).expect("JSON");
        assert_eq!(json[0]["count"], 7);
        assert_eq!(json[4]["kind"], "warning");
    }
}
