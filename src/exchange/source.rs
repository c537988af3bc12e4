//! The text of a file, whatever program wrote it: compressed or not, in any usual encoding, with any
//! ends of lines.

use super::account::{Account, Sort};
use super::foreign::refused_bytes;
use super::place::{Place, Problem};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

/// Largest text that is read \[bytes\]; a small file can unpack to anything.
const MAX_TEXT: u64 = 1 << 30;

/// Bytes from one count of characters to the next.
const STEP: usize = 256;

/// A file's text and where its lines begin.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file, as it was named by who asked for it.
    pub file: Arc<str>,
    /// Without a byte order mark.
    pub text: String,
    /// Bytes of the text at which lines begin.
    lines: Vec<usize>,
    /// How many characters begin before each [`STEP`] of bytes: a file may be all one line.
    characters: Vec<usize>,
}

impl Source {
    /// A text that is there already.
    #[must_use]
    pub fn new(file: &str, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        lines.extend((0..bytes.len()).filter_map(|at| match (bytes[at], bytes.get(at + 1)) {
            (b'\n', _) => Some(at + 1),
            (b'\r', next) if next != Some(&b'\n') => Some(at + 1),
            _ => None,
        }));
        let mut characters = vec![0];
        for chunk in bytes.chunks(STEP) {
            characters.push(characters[characters.len() - 1] + begins(chunk));
        }
        Self { file: file.into(), text, lines, characters }
    }

    /// What the bytes of a file say: unpacked if they are gzip's, decoded as their byte order mark or
    /// an XML declaration says, else as UTF-8, else as Windows-1252, which the account tells.
    ///
    /// # Errors
    ///
    /// That they are no text, or cannot be unpacked.
    pub fn decode(file: &str, bytes: &[u8], account: &mut Account) -> Result<Self, Problem> {
        let whole = || Place::whole(&file.into());
        let bytes = unpacked(bytes).map_err(|message| Problem::new(whole(), message))?;
        if let Some(problem) = refused_bytes(&bytes, &file.into()) {
            return Err(problem);
        }
        let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
        let encoding = match marked.or_else(|| declared(&bytes)).or_else(|| without_mark(&bytes)) {
            Some(encoding) => encoding,
            None if bytes.contains(&0) => {
                return Err(Problem::new(whole(), "this is no text: neither UTF-8 nor UTF-16").help(
                    "save the network as a table (CSV), as UTF-8, or as GraphML in the program that it is from",
                ));
            }
            None if std::str::from_utf8(&bytes).is_err() => {
                account.say(
                    Sort::Default,
                    whole(),
                    "the encoding Windows-1252 (Latin-1), for it is not UTF-8; look at names with accents",
                );
                WINDOWS_1252
            }
            None => UTF_8,
        };
        let (text, _, is_damaged) = encoding.decode(&bytes);
        let source = Self::new(file, text);
        if is_damaged {
            let at = source.text.find('\u{fffd}').unwrap_or(0);
            let message = format!("this is not {}, as the file says that it is", encoding.name());
            return Err(Problem::new(source.place(at), message).help("save it as UTF-8"));
        }
        Ok(source)
    }

    /// Line and column of a byte of the text.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        // Safe for any number: whoever asks may stand within a letter or behind the end.
        let column = self.characters(at).saturating_sub(self.characters(self.lines[line - 1])) + 1;
        Place {
            file: self.file.clone(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// How many characters begin before a byte.
    fn characters(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let step = at / STEP;
        self.characters[step] + begins(&self.text.as_bytes()[step * STEP..at])
    }

    /// What is wrong at a byte of the text.
    pub(super) fn problem(&self, at: usize, message: impl Into<String>) -> Problem {
        Problem::new(self.place(at), message)
    }
}

/// How many characters begin within bytes of UTF-8.
fn begins(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes.into());
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes)
        .take(MAX_TEXT + 1)
        .read_to_end(&mut out)
        .map_err(|error| format!("this cannot be unpacked (gzip): {error}"))?;
    if out.len() as u64 > MAX_TEXT {
        return Err(format!("this unpacks to more than {} MiB", MAX_TEXT >> 20));
    }
    Ok(out.into())
}

/// What an XML declaration says, if there is one that can be read byte by byte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..head.iter().position(|byte| *byte == b'>')?];
    let head = std::str::from_utf8(head).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let encoding = Encoding::for_label(value[1..].split(quote).next()?.as_bytes())?;
    // What says so in single bytes is not written in double ones.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// UTF-16 without its mark: every second byte of what tables begin with is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1), head.len() / 2) {
        (0, all, half) if half > 1 && all == half => Some(UTF_16LE),
        (all, 0, half) if half > 1 && all == half => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn decoded(bytes: &[u8]) -> (Source, Account) {
        let mut account = Account::default();
        (Source::decode("f", bytes, &mut account).expect("text"), account)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn texts_in_every_encoding_say_the_same() {
        let text = "pre,post\nÄ,é\n";
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).expect("in memory");
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            packed.finish().expect("in memory"),
        ] {
            let (source, account) = decoded(&bytes);
            assert_eq!(source.text, text);
            assert!(account.findings().is_empty());
        }
        let (source, account) = decoded(b"pre,post\n\xc4,\xe9\n");
        assert_eq!(source.text, text);
        assert_eq!(account.findings()[0].sort, Sort::Default, "a guess is told");
        let (source, account) = decoded(b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xe8</a>");
        assert!(source.text.ends_with("<a>č</a>") && account.findings().is_empty());
        let mut account = Account::default();
        for bytes in [&b"\xff\x00\x80"[..], b"\x1f\x8b\x08\x00", b"<?xml encoding='UTF-8'?>\xff"] {
            assert!(Source::decode("f", bytes, &mut account).is_err());
        }
    }

    #[test]
    fn places_are_right_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let source = Source::new("f", ["a", "é,b", "", "c"].join(end));
            let place = |part: &str| {
                let place = source.place(source.text.find(part).expect("there"));
                (place.line, place.column)
            };
            assert_eq!([place("a"), place("b"), place("c")], [(1, 1), (2, 3), (4, 1)], "{end:?}");
            assert_eq!(source.place(1000).line, 4);
        }
    }
}
