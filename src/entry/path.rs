//! Where in a scene something is, without its text.

use std::fmt;

/// One step into a scene.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// A field, by its name in scene files.
    Field(&'static str),
    /// An item of a list or a part of a pair, from 0.
    Index(usize),
    /// The value of an entry of a map.
    Key(String),
    /// The name of an entry of a map, as a place of its own.
    KeyName(String),
}

/// The way from the scene to one of its parts, `creatures[0].neurons[3].name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DocPath(Vec<Segment>);

impl DocPath {
    /// Its steps, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// One step further in.
    pub fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    /// One step back.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The path of a part of what this one leads to.
    #[must_use]
    pub fn join(&self, segment: Segment) -> Self {
        let mut longer = self.clone();
        longer.push(segment);
        longer
    }
}

impl fmt::Display for DocPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if i == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) | Segment::KeyName(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}
