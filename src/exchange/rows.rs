//! Rows of a table's text, with the place of each field.

use super::place::{Place, Problem};
use super::source::Source;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// One of these, each time.
    Byte(u8),
    /// Any number of blanks.
    Blanks,
}

impl Separator {
    /// That which a line holds most of.
    pub(crate) fn of(line: &str) -> Self {
        let mut is_quoted = false;
        let mut counts = [(0, b','), (0, b';'), (0, b'\t'), (0, b'|')];
        for byte in line.bytes() {
            is_quoted ^= byte == b'"';
            for (count, separator) in &mut counts {
                *count += usize::from(byte == *separator && !is_quoted);
            }
        }
        // A bar only where there is nothing else: it stands in names.
        let most = counts[..3].iter().max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0);
        match most.or(Some(&counts[3]).filter(|(count, _)| *count > 0)) {
            Some((_, separator)) => Self::Byte(*separator),
            None if line.trim().contains([' ', '\t']) => Self::Blanks,
            None => Self::Byte(b','),
        }
    }
}

/// The fields of a row, and where they begin in the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    text: String,
    ends: Vec<usize>,
    starts: Vec<usize>,
}

impl Record {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field without blanks around it; empty behind the last one.
    pub(crate) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(at).map_or("", |end| self.text[start..*end].trim())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Where a field begins; that of the last one for those that are not there.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.starts.get(at).or(self.starts.last()).copied().unwrap_or(0)
    }

    pub(crate) fn place(&self, source: &Source, at: usize) -> Place {
        source.place(self.start(at))
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.starts.clear();
    }

    fn end_field(&mut self, start: usize) {
        self.ends.push(self.text.len());
        self.starts.push(start);
    }
}

/// Goes over the rows of a text from some byte on.
pub(crate) struct Rows<'t> {
    source: &'t Source,
    at: usize,
    separator: Separator,
    /// Whether lines that begin with `#` or `%` are passed over.
    has_comments: bool,
    /// How many were.
    pub comments: usize,
    reader: Reader,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(source: &'t Source, at: usize, separator: Separator, has_comments: bool) -> Self {
        let delimiter = match separator {
            Separator::Byte(byte) => byte,
            Separator::Blanks => b' ',
        };
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { source, at, separator, has_comments, comments: 0, reader }
    }

    /// The byte behind the last row.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Reads the next row that holds anything: spreadsheets leave lines of nothing but separators.
    /// False at the end.
    pub(crate) fn next(&mut self, record: &mut Record) -> Result<bool, Problem> {
        loop {
            record.clear();
            if !self.begin() {
                return Ok(false);
            }
            match self.separator {
                Separator::Byte(_) => self.fields(record)?,
                Separator::Blanks => self.words(record)?,
            }
            if record.iter().any(|field| !field.is_empty()) {
                return Ok(true);
            }
        }
    }

    /// Goes to the beginning of the next line that holds anything.
    fn begin(&mut self) -> bool {
        let text = &self.source.text;
        loop {
            let rest = &text[self.at..];
            let line = &rest[..rest.find(['\r', '\n']).unwrap_or(rest.len())];
            if line.len() < rest.len() && line.bytes().all(|byte| self.is_blank(byte)) {
                self.at += line.len() + 1;
            } else if self.has_comments && line.starts_with(['#', '%']) {
                self.comments += 1;
                self.at += line.len();
            } else {
                return !line.bytes().all(|byte| self.is_blank(byte));
            }
        }
    }

    fn is_blank(&self, byte: u8) -> bool {
        byte == b' ' || (byte == b'\t' && self.separator != Separator::Byte(b'\t'))
    }

    fn fields(&mut self, record: &mut Record) -> Result<(), Problem> {
        let text = self.source.text.as_bytes();
        // The library keeps half of a row in mind until its end, and a fresh start is a copy of some bytes.
        let mut bytes = std::mem::take(&mut record.text).into_bytes();
        let mut buffer = [0; 512];
        let mut result = Ok(());
        'fields: loop {
            // Blanks before a quote would make it a letter of the field.
            self.at += text[self.at..].iter().take_while(|byte| self.is_blank(**byte)).count();
            let start = self.at;
            loop {
                let (read, taken, given) = self.reader.read_field(&text[self.at..], &mut buffer);
                self.at += taken;
                bytes.extend_from_slice(&buffer[..given]);
                match read {
                    ReadFieldResult::InputEmpty if self.at < text.len() => {}
                    ReadFieldResult::OutputFull => {}
                    ReadFieldResult::InputEmpty => {
                        if is_open(&text[start..]) {
                            let message = "a quote (\") is opened and never closed";
                            result = Err(self.source.problem(start, message));
                        }
                    }
                    ReadFieldResult::Field { record_end } => {
                        record.ends.push(bytes.len());
                        record.starts.push(start);
                        if record_end {
                            break 'fields;
                        }
                        break;
                    }
                    ReadFieldResult::End => break 'fields,
                }
            }
        }
        // Fields are cut at separators of one byte, so what was text stays text.
        record.text = String::from_utf8(bytes).unwrap_or_default();
        result
    }

    fn words(&mut self, record: &mut Record) -> Result<(), Problem> {
        let text = &self.source.text;
        loop {
            self.at += text[self.at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let rest = &text[self.at..];
            let start = self.at;
            match rest.chars().next() {
                None | Some('\r' | '\n') => return Ok(()),
                Some('"') => {
                    let mut inside = rest[1..].split('"');
                    loop {
                        let Some(part) = inside.next() else {
                            return Err(self
                                .source
                                .problem(start, "a quote (\") is opened and never closed"));
                        };
                        self.at += 1 + part.len();
                        record.text.push_str(part);
                        // Two quotes are one that belongs to the name.
                        if text[self.at..].starts_with("\"\"") {
                            record.text.push('"');
                            self.at += 1;
                            inside = text[self.at + 1..].split('"');
                        } else {
                            break;
                        }
                    }
                    if !text[self.at..].starts_with('"') {
                        return Err(self.source.problem(start, "a quote (\") is opened and never closed"));
                    }
                    self.at += 1;
                }
                Some(_) => {
                    let length = rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len());
                    record.text.push_str(&rest[..length]);
                    self.at += length;
                }
            }
            record.end_field(start);
        }
    }
}

/// Whether a field that reaches to the end of the file is a quote that was never closed.
fn is_open(field: &[u8]) -> bool {
    field.first() == Some(&b'"') && field.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, separator: Separator) -> Vec<Vec<(String, u32, u32)>> {
        let source = Source::new("f", text);
        let mut rows = Rows::new(&source, 0, separator, true);
        let (mut record, mut found) = (Record::default(), Vec::new());
        while rows.next(&mut record).expect("rows") {
            let field = |at| {
                let place = record.place(&source, at);
                (record.get(at).to_owned(), place.line, place.column)
            };
            found.push((0..record.len()).map(field).collect());
        }
        found
    }

    #[test]
    fn every_field_knows_its_place() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["# c", "a, \"b\"", ",", "é,\"two", "lines\" ,c", "", "x"].join(end);
            let rows = all(&text, Separator::Byte(b','));
            let of = |text: &str, line, column| (text.to_owned(), line, column);
            assert_eq!(
                rows,
                [
                    vec![of("a", 2, 1), of("b", 2, 4)],
                    vec![of("é", 4, 1), of(&format!("two{end}lines"), 4, 3), of("c", 5, 9)],
                    vec![of("x", 7, 1)],
                ],
                "{end:?}"
            );
        }
        let of = |text: &str, line, column| (text.to_owned(), line, column);
        assert_eq!(
            all("1  22\n \t\n\"a \"\"b\"\"\" c \n", Separator::Blanks),
            [vec![of("1", 1, 1), of("22", 1, 4)], vec![of("a \"b\"", 3, 1), of("c", 3, 11)]]
        );
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        for separator in [Separator::Byte(b','), Separator::Blanks] {
            let source = Source::new(
                "f",
                "a,b\nc,\"d \ne\n".replace(',', if separator == Separator::Blanks { " " } else { "," }),
            );
            let mut rows = Rows::new(&source, 0, separator, false);
            let mut record = Record::default();
            assert_eq!(rows.next(&mut record), Ok(true));
            let problem = rows.next(&mut record).expect_err("open");
            assert_eq!((problem.place.line, problem.place.column), (2, 3));
        }
    }

    #[test]
    fn the_separator_is_what_there_is_most_of() {
        assert_eq!(Separator::of("a;b;1,5"), Separator::Byte(b';'));
        assert_eq!(Separator::of("\"a;b;c\",d"), Separator::Byte(b','));
        assert_eq!(Separator::of("a\tb c"), Separator::Byte(b'\t'));
        assert_eq!(Separator::of("a|b"), Separator::Byte(b'|'));
        assert_eq!(Separator::of(" 1 2 3"), Separator::Blanks);
    }
}
