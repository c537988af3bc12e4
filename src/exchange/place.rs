//! Where something stands in a file, and what is wrong there.

use super::command::as_word;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Longest piece of a file that a message repeats \[characters\].
const SHOWN: usize = 60;

/// Why something cannot become a scene, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File and, where there is one, line and column.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// How to mend it, if that can be guessed.
    pub help: Option<String>,
    /// What may have been meant, and what to add to the command line then.
    pub offers: Vec<Offer>,
}

/// What may be meant, and the options that say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// When they are right: `if ...`.
    pub when: String,
    /// One by one, not quoted for a shell.
    pub options: Vec<String>,
}

impl Offer {
    pub(super) fn new<const N: usize>(when: impl Into<String>, options: [&str; N]) -> Self {
        Self { when: when.into(), options: options.map(str::to_owned).to_vec() }
    }

    /// Whether it can stand on a terminal as it is, to be typed again.
    #[must_use]
    pub fn can_be_typed(&self) -> bool {
        const LONGEST: usize = 200;
        self.options.iter().all(|option| option.len() < LONGEST && printable(option) == *option)
    }
}

/// What may be meant, a line each, and what to type then: the words of a command, and the options more. Empty where
/// there is nothing to be typed.
#[must_use]
pub fn to_type(offers: &[Offer], command: &[String]) -> String {
    let mut lines = String::new();
    for offer in offers.iter().filter(|offer| offer.can_be_typed()) {
        let words: Vec<String> = command.iter().chain(&offer.options).map(|word| as_word(word)).collect();
        lines.push_str(&format!("  {}:\n    {}\n", offer.when, words.join(" ")));
    }
    lines
}

impl Problem {
    /// What is wrong, and what to type where something else may be meant, as [`to_type`] has it.
    #[must_use]
    pub fn with_commands(&self, command: &[String]) -> String {
        format!("{self}\n{}", to_type(&self.offers, command)).trim_end().to_owned()
    }

    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None, offers: Vec::new() }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn offer(mut self, offer: Offer) -> Self {
        self.offers.push(offer);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands in a file may be anything; what goes to a terminal may not.
        if !self.place.file.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "error: {}", printable(&self.message))?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {}", printable(help)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// A place in a file; line and column are 0 for the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named by who asked for it.
    pub file: Arc<str>,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn whole(file: &Arc<str>) -> Self {
        Self { file: file.clone(), line: 0, column: 0 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        Ok(())
    }
}

/// What stands in a file as a message may repeat it: a piece of one line.
pub(crate) fn shown(text: &str) -> String {
    let text = text.trim();
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    printable(&shown)
}

/// Some of many names, between commas.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    let mut names = names.into_iter();
    let mut words: Vec<String> = names.by_ref().take(MOST).map(shown).collect();
    let more = names.count();
    if more > 0 {
        words.push(format!("… ({more} more)"));
    }
    words.join(", ")
}

/// A text without anything that a terminal would obey, and that turns letters round.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                out.extend(c.escape_unicode());
            }
            _ if c.is_control() => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_repeats_is_short_and_tame() {
        assert_eq!(shown(" A\u{1b}[31m\nB "), "A\\u{1b}[31m\\nB");
        assert_eq!(shown(&"x".repeat(500)).chars().count(), SHOWN + 1);
        assert_eq!(listed(["a", "b"]), "a, b");
        assert!(listed(vec!["name"; 300]).ends_with("name, … (288 more)"));
        let place = Place { file: "a\rb".into(), line: 2, column: 3 };
        let problem = Problem::new(place, "x\u{202e}y").help("z");
        assert_eq!(problem.to_string(), "a\\rb:2:3: error: x\\u{202e}y\n  help: z");
    }
}
