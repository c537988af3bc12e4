//! To what a comment was written, and where that is now.

use super::super::tree::{Node, Shape};
use super::Put;
use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// What the writer gives lines of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Root,
    Arena,
    Creatures,
    Creature,
    /// A list whose entries are a line each.
    Entries,
    /// A single line.
    Line,
}

impl Level {
    /// That of what stands under a name, or in a list.
    fn of_child(self, name: &str) -> Self {
        match (self, name) {
            (Self::Root, "arena") => Self::Arena,
            (Self::Root, "creatures") => Self::Creatures,
            (Self::Root, "classes" | "plasticity" | "modulators" | "stimuli")
            | (Self::Arena, "obstacles") => Self::Entries,
            (Self::Creatures, _) => Self::Creature,
            (Self::Creature, "neurons" | "synapses" | "gaps" | "skin" | "stretch" | "muscles") => {
                Self::Entries
            }
            _ => Self::Line,
        }
    }
}

/// A part of a value that has a line of its own.
struct Child<'n> {
    span: Range<usize>,
    value: &'n Node,
    /// Name of a field; empty for entries of lists.
    name: String,
}

fn children<'n>(node: &'n Node, text: &str) -> Vec<Child<'n>> {
    let item = |value: &'n Node| Child { span: value.span(), value, name: String::new() };
    match &node.shape {
        Shape::Struct { fields, .. } => fields
            .iter()
            .map(|field| Child {
                span: field.key_span().start..field.value.span().end,
                value: &field.value,
                name: field.key(text).to_owned(),
            })
            .collect(),
        Shape::Tuple { items, .. } | Shape::List(items) => items.iter().map(item).collect(),
        Shape::Map(entries) => entries
            .iter()
            .map(|(key, value)| Child {
                span: key.span().start..value.span().end,
                value,
                name: String::new(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// What names an entry: it stays the same where other things of it are edited.
fn names(text: &str, child: &Child) -> String {
    let Shape::Struct { fields, .. } = &child.value.shape else { return String::new() };
    // Of a map the key.
    if child.span.start < child.value.span().start {
        return text[child.span.start..child.value.span().start].to_owned();
    }
    if !child.value.name(text).is_empty() {
        return String::new();
    }
    let named = |name: &str| {
        let field = fields.iter().find(|field| field.key(text) == name)?;
        Some(field.value.text(text))
    };
    let all = ["name", "from", "to", "a", "b", "neuron"].map(named);
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Where comments of a text go in another.
pub(super) struct Placing<'t> {
    old: &'t str,
    /// The old scene in the writer's words.
    before: &'t str,
    new: &'t str,
    pub puts: Vec<Put>,
}

/// A comment, and the lines that are empty around it.
struct Remark {
    text: String,
    blank_before: bool,
    blank_after: bool,
}

impl<'t> Placing<'t> {
    pub fn new(old: &'t str, before: &'t str, new: &'t str) -> Self {
        Self { old, before, new, puts: Vec::new() }
    }

    /// Places the comments within a value.
    pub fn walk(&mut self, level: Level, old: &Node, before: &Node, new: &Node, comments: &[Range<usize>]) {
        if comments.is_empty() {
            return;
        }
        let (parts, news) = (children(old, self.old), children(new, self.new));
        let befores = children(before, self.before);
        let targets = self.targets(&parts, &befores, &news);
        let mut rest = comments;
        while let Some(comment) = rest.first() {
            let next = parts.partition_point(|part| part.span.end <= comment.start);
            if let Some(part) = parts.get(next).filter(|part| part.span.start <= comment.start) {
                let (within, others) = rest.split_at(rest.partition_point(|c| c.start < part.span.end));
                rest = others;
                self.within(level, part, next, (&befores, &news), &targets, new, within);
                continue;
            }
            let gap_end = parts.get(next).map_or(old.span().end, |part| part.span.start);
            let (gap, others) = rest.split_at(rest.partition_point(|c| c.start < gap_end));
            rest = others;
            self.gap(old, &parts, next, &news, &targets, new, gap);
        }
    }

    /// Comments within a part.
    fn within(
        &mut self,
        level: Level,
        part: &Child,
        index: usize,
        (befores, news): (&[Child], &[Child]),
        targets: &[Option<usize>],
        container: &Node,
        comments: &[Range<usize>],
    ) {
        let inner = level.of_child(&part.name);
        let then = if part.name.is_empty() {
            befores.get(index)
        } else {
            befores.iter().find(|child| child.name == part.name)
        };
        let value = part.value.span();
        let split = comments.partition_point(|c| c.start < value.start);
        let (on_the_way, inside) = comments.split_at(split);
        let all = |comments: &[Range<usize>]| comments.iter().map(|c| self.remark(c)).collect();
        match (targets[index], then) {
            (Some(now), Some(then)) if inner != Level::Line => {
                self.put_before(all(on_the_way), index, news, targets, container, &part.name);
                self.walk(inner, part.value, then.value, news[now].value, inside);
            }
            // A list that has been emptied: the comments of its entries go with them.
            (None, Some(_)) if inner != Level::Line => {
                self.put_before(all(on_the_way), index, news, targets, container, &part.name);
            }
            _ => self.put_before(all(comments), index, news, targets, container, &part.name),
        }
    }

    /// Comments between two parts, before the first or behind the last.
    fn gap(
        &mut self,
        old: &Node,
        parts: &[Child],
        next: usize,
        news: &[Child],
        targets: &[Option<usize>],
        container: &Node,
        comments: &[Range<usize>],
    ) {
        let last = next.checked_sub(1);
        let begin = last.map_or(old.span().start, |last| parts[last].span.end);
        let mut from = begin;
        let mut remarks = Vec::new();
        for comment in comments {
            let lines = self.old[from..comment.start].matches('\n').count();
            let same_line = !self.old[begin..comment.start].contains('\n');
            from = comment.end;
            let remark = Remark { blank_before: lines > 1, ..self.remark(comment) };
            if !same_line || !self.ends_line(comment.end) {
                remarks.push(remark);
                continue;
            }
            match last {
                // Behind the bracket that opens.
                None => {
                    let at = line_end(self.new, container.span().start);
                    self.puts.push(Put { at, text: format!(" {}", remark.text) });
                }
                Some(last) => match targets[last] {
                    Some(now) => {
                        let at = line_end(self.new, news[now].span.end);
                        self.puts.push(Put { at, text: format!(" {}", remark.text) });
                    }
                    // A field that is left out now; the comment of an entry goes with it.
                    None if !parts[last].name.is_empty() => remarks.push(remark),
                    None => {}
                },
            }
        }
        match parts.get(next) {
            Some(part) => {
                if let Some(remark) = remarks.last_mut() {
                    remark.blank_after = self.old[from..part.span.start].matches('\n').count() > 1;
                }
                self.put_before(remarks, next, news, targets, container, &part.name);
            }
            None => self.put_last(remarks, container),
        }
    }

    fn remark(&self, comment: &Range<usize>) -> Remark {
        let text = self.old[comment.clone()].trim_end().to_owned();
        Remark { text, blank_before: false, blank_after: false }
    }

    /// Whether nothing but other comments and the end of the line follows.
    fn ends_line(&self, at: usize) -> bool {
        let line =
            self.old[at..].lines().next().unwrap_or("").trim_start_matches([' ', '\t', ',']).trim_end();
        line.is_empty()
            || line.starts_with("//")
            || line.starts_with("/*")
            || line.starts_with([')', ']', '}'])
    }

    /// Lines before a part. What was said of a field that is left out now goes to the next one; what was
    /// said of an entry that is gone is gone.
    fn put_before(
        &mut self,
        remarks: Vec<Remark>,
        index: usize,
        news: &[Child],
        targets: &[Option<usize>],
        container: &Node,
        name: &str,
    ) {
        let target = if name.is_empty() {
            match targets[index] {
                Some(now) => Some(now),
                None => return,
            }
        } else {
            targets[index..].iter().find_map(|target| *target)
        };
        let Some(target) = target else {
            self.put_last(remarks, container);
            return;
        };
        let at = line_start(self.new, news[target].span.start);
        let indent = self.new[at..news[target].span.start].to_owned();
        self.put_lines(remarks, at, &indent);
    }

    /// Lines before the bracket that closes.
    fn put_last(&mut self, mut remarks: Vec<Remark>, container: &Node) {
        let at = line_start(self.new, container.span().end.saturating_sub(1));
        let line = &self.new[at..];
        let indent = format!("{}    ", &line[..line.len() - line.trim_start_matches(' ').len()]);
        if let Some(last) = remarks.last_mut() {
            last.blank_after = false;
        }
        self.put_lines(remarks, at, &indent);
    }

    fn put_lines(&mut self, remarks: Vec<Remark>, at: usize, indent: &str) {
        for Remark { text, blank_before, blank_after } in remarks {
            let (above, below) = (if blank_before { "\n" } else { "" }, if blank_after { "\n" } else { "" });
            self.puts.push(Put { at, text: format!("{above}{indent}{text}\n{below}") });
        }
    }

    /// Which part each of the old ones is now.
    fn targets(&self, parts: &[Child], befores: &[Child], news: &[Child]) -> Vec<Option<usize>> {
        if parts.iter().any(|part| !part.name.is_empty()) {
            let now: HashMap<&str, usize> =
                news.iter().enumerate().map(|(i, child)| (child.name.as_str(), i)).collect();
            return parts.iter().map(|part| now.get(part.name.as_str()).copied()).collect();
        }
        let mut targets = vec![None; parts.len()];
        let mut taken = vec![false; news.len()];
        // What says the same; then what has the same names; then, of as many, what has the same place.
        let text_of = |text: &'t str| move |child: &Child| text[child.span.clone()].to_owned();
        let (before, new) = (self.before, self.new);
        pair(&mut targets, &mut taken, befores, news, text_of(before), text_of(new));
        pair(&mut targets, &mut taken, befores, news, |c| names(before, c), |c| names(new, c));
        if parts.len() == news.len() {
            for (i, target) in targets.iter_mut().enumerate().filter(|(i, _)| !taken[*i]) {
                target.get_or_insert(i);
            }
        }
        targets
    }
}

/// Pairs what has the same key and no partner yet, the first with the first.
fn pair(
    targets: &mut [Option<usize>],
    taken: &mut [bool],
    befores: &[Child],
    news: &[Child],
    key: impl Fn(&Child) -> String,
    new_key: impl Fn(&Child) -> String,
) {
    let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (i, child) in news.iter().enumerate().filter(|(i, _)| !taken[*i]) {
        free.entry(new_key(child)).or_default().push_back(i);
    }
    for (target, child) in targets.iter_mut().zip(befores).filter(|(target, _)| target.is_none()) {
        let key = key(child);
        if let Some(now) = free.get_mut(&key).filter(|_| !key.is_empty()).and_then(VecDeque::pop_front) {
            *target = Some(now);
            taken[now] = true;
        }
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}
