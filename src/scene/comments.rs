//! The comments of a scene file: they are no part of a scene, and come back where they stood when it is
//! saved again, whatever has been edited in between.
//!
//! The text that was read is kept with the scene. Saving writes the scene as always, lays the brackets of
//! both texts side by side and puts every comment to what it was written to: an entry is found again by
//! what it says, else by its names, else by its place. What the writer keeps on one line takes the
//! comments within it before that line.

mod header;
mod place;

use super::document::Scene;
use super::locate::scan_commented;
use super::read::parse;
use super::write::to_text;
use header::header;
use std::ops::Range;
use std::sync::Arc;

/// What of a file is no part of its scene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comments {
    header: String,
    /// The whole text, if it has comments beyond the header.
    text: Option<Arc<str>>,
}

impl Comments {
    /// Those of the text of a scene.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let header = header(text).to_owned();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let body = text.strip_prefix(header.as_str()).unwrap_or(text);
        // A text of the scene may hold such signs too: then it is kept for nothing.
        let more = body.contains("//") || body.contains("/*");
        Self { header, text: more.then(|| text.into()) }
    }

    /// Nothing but comment lines at the head of the file.
    #[must_use]
    pub fn header_alone(header: impl Into<String>) -> Self {
        Self { header: header.into(), text: None }
    }

    /// The comment lines at the head of the file.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The text of a scene, with the comments at what they were written to. Those of entries that are
    /// gone are gone too.
    #[must_use]
    pub fn write(&self, scene: &Scene) -> String {
        let plain = || to_text(scene, &self.header);
        let Some(text) = self.text.as_deref() else { return plain() };
        let written = with_comments(text, &self.header, scene);
        // A text that does not say the same would be worse than one without comments.
        written.filter(|text| parse(text, "").as_ref() == Ok(scene)).unwrap_or_else(plain)
    }
}

/// The comments of a text that another text does not have.
#[must_use]
pub fn missing(text: &str, from: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let all: Vec<&str> = match scan_commented(text) {
        Ok((_, comments)) => comments.into_iter().map(|span| &text[span]).collect(),
        // What cannot be taken apart may be worth something to someone all the same.
        Err(_) => text.lines().filter(|line| line.contains("//") || line.contains("/*")).collect(),
    };
    let all = all.into_iter().map(str::trim).filter(|comment| !from.contains(comment));
    all.map(str::to_owned).collect()
}

/// A text to put into another.
struct Put {
    /// Byte offset.
    at: usize,
    text: String,
}

fn with_comments(text: &str, head: &str, scene: &Scene) -> Option<String> {
    let (root, comments) = scan_commented(text).ok()?;
    // The same entries in the same order as in the text that was read, in the writer's words.
    let before = to_text(&parse(text, "").ok()?, "");
    let (before_root, _) = scan_commented(&before).ok()?;
    let begins = text.find(head).map_or(0, |at| at + head.len());
    let (early, rest) = comments.split_at(comments.partition_point(|c| c.start < root.span().start));
    let late = rest.partition_point(|c| c.start < root.span().end);
    let (inside, after) = rest.split_at(late);

    let mut header = head.to_owned();
    for comment in early.iter().filter(|comment| comment.start >= begins) {
        if !header.is_empty() {
            header.push('\n');
        }
        header.push_str(text[comment.clone()].trim_end());
    }
    let new = to_text(scene, &header);
    let (new_root, _) = scan_commented(&new).ok()?;
    let mut placing = place::Placing::new(text, &before, &new);
    placing.walk(place::Level::Root, &root, &before_root, &new_root, inside);
    let mut puts = placing.puts;
    footer(text, root.span().end, after, &new, &mut puts);
    Some(insert(&new, puts))
}

/// What stands behind the scene.
fn footer(text: &str, end: usize, after: &[Range<usize>], new: &str, puts: &mut Vec<Put>) {
    let mut last = end;
    for comment in after {
        let gap = &text[last..comment.start];
        let own = text[comment.clone()].trim_end();
        last = comment.end;
        match gap.matches('\n').count() {
            0 => puts.push(Put { at: new.trim_end().len(), text: format!(" {own}") }),
            lines => {
                let blank = if lines > 1 { "\n" } else { "" };
                puts.push(Put { at: new.len(), text: format!("{blank}{own}\n") });
            }
        }
    }
}

fn insert(text: &str, mut puts: Vec<Put>) -> String {
    // Those of one place stay in the order of the file.
    puts.sort_by_key(|put| put.at);
    let mut whole = String::with_capacity(text.len() + puts.iter().map(|put| put.text.len()).sum::<usize>());
    let mut done = 0;
    for put in puts {
        whole.push_str(&text[done..put.at]);
        whole.push_str(&put.text);
        done = put.at;
    }
    whole.push_str(&text[done..]);
    whole
}

#[cfg(test)]
mod tests;
