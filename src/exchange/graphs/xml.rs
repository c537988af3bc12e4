//! XML as the formats written in it need it: elements and their text, with their places.

use super::super::place::{Place, Problem, shown};
use super::super::source::Source;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader as Events;

/// How deep elements may be nested: groups of yEd take two for each.
const MAX_DEPTH: usize = 256;

/// How deep references may lead from one to another.
const MAX_REFERENCES: usize = 8;

/// What a reference by name stands for: those of XML, and the one of HTML that editors leave in names.
fn named(reference: &str) -> Option<&'static str> {
    if reference == "nbsp" { Some("\u{a0}") } else { resolve_predefined_entity(reference) }
}

/// What comes next in a file.
enum Part {
    /// An element begins.
    Open(Element),
    /// Text within it, with its references resolved; an element may have several.
    Text(String),
    /// The innermost element ends.
    Close,
    /// The file ends.
    End,
}

/// The beginning of an element. Names are without their namespaces.
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Where it begins.
    pub place: Place,
}

impl Element {
    /// The attribute of this name.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The attribute of this name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }
}

/// A file that is read from its beginning.
struct Xml<'t> {
    reader: Events<&'t [u8]>,
    source: &'t Source,
    depth: usize,
}

impl<'t> Xml<'t> {
    fn new(source: &'t Source) -> Self {
        let mut reader = Events::from_str(&source.text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, source, depth: 0 }
    }

    fn byte(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// What is wrong where it is being read.
    fn problem(&self, message: impl Into<String>) -> Problem {
        self.source.problem(self.byte(), message)
    }

    fn broken(&self, error: impl std::fmt::Display) -> Problem {
        self.problem(format!("this is not XML: {error}"))
    }

    fn next(&mut self) -> Result<Part, Problem> {
        loop {
            let begin = self.byte();
            let event = self.reader.read_event();
            match event.map_err(|error| self.broken(error))? {
                Event::Eof => return Ok(Part::End),
                Event::Start(start) | Event::Empty(start) => {
                    let place = self.source.place(begin);
                    let name = start.local_name().as_ref().to_owned();
                    let attributes = self.attributes(&start)?;
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        let message = format!("elements are nested deeper than {MAX_DEPTH}");
                        return Err(Problem::new(place, message));
                    }
                    return Ok(Part::Open(Element { name, attributes, place }));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Part::Close);
                }
                Event::Text(text) => return Ok(Part::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Part::Text(text.into_inner().into_owned())),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let text = letter.or_else(|| named(&reference).map(str::to_owned)).ok_or_else(|| {
                        let what = shown(&reference);
                        self.problem(format!("this is not XML: &{what}; is not known"))
                    })?;
                    return Ok(Part::Text(text));
                }
                _ => {}
            }
        }
    }

    fn attributes(&self, start: &BytesStart) -> Result<Vec<(String, String)>, Problem> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.broken(error))?;
            let key = attribute.key.as_ref();
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let value = attribute
                .normalized_value_with(XmlVersion::Implicit1_0, MAX_REFERENCES, named)
                .map_err(|error| self.broken(error))?
                .into_owned();
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        Ok(attributes)
    }
}

/// What makes a graph of elements.
pub(super) trait Reader {
    /// An element that is open.
    type Open;
    /// The format that it reads.
    const FORMAT: &'static str;

    /// An element begins within those that are open.
    fn open(&mut self, element: &Element, around: &[Self::Open]) -> Result<Self::Open, Problem>;

    /// Text within the innermost one.
    fn text(within: &mut Self::Open, text: &str);

    /// An element ends within others.
    fn close(&mut self, closed: Self::Open, around: &[Self::Open]);

    /// Whether there was a graph.
    fn has_graph(&self) -> bool;
}

/// Reads a whole file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read<R: Reader + Default>(source: &Source) -> Result<R, Problem> {
    let mut xml = Xml::new(source);
    let mut reading = R::default();
    let mut open: Vec<R::Open> = Vec::new();
    loop {
        match xml.next()? {
            Part::End if !reading.has_graph() => {
                return Err(xml.problem(format!("this is not {}: it holds no <graph>", R::FORMAT)));
            }
            Part::End if !open.is_empty() => return Err(xml.problem("the file ends in the middle")),
            Part::End => return Ok(reading),
            Part::Open(element) => {
                let new = reading.open(&element, &open)?;
                open.push(new);
            }
            Part::Text(text) => {
                if let Some(innermost) = open.last_mut() {
                    R::text(innermost, &text);
                }
            }
            Part::Close => {
                if let Some(closed) = open.pop() {
                    reading.close(closed, &open);
                }
            }
        }
    }
}

/// The name of the first element, without its namespace; `None` if the text is no XML.
pub(in crate::exchange) fn root(text: &str) -> Option<String> {
    let mut reader = Events::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => return Some(start.local_name().as_ref().to_owned()),
            Event::Text(text) if !text.trim().is_empty() => return None,
            Event::Eof => return None,
            _ => {}
        }
    }
}
