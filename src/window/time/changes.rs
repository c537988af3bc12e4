//! What takes changes of the scene back, as long as a run can be gone back in.

use crate::edit::Edit;
use std::collections::VecDeque;
use std::sync::Arc;

/// Memory that it may take \[bytes\].
const MEMORY: usize = 64 << 20;
/// So many changes are known: a slider that is dragged makes one in every tick.
const MOST: usize = 20_000;

/// What takes each change of the scene back. Changes are numbered from 1; the oldest are forgotten.
#[derive(Clone, Default)]
pub(super) struct Changes {
    /// What takes one back, one edit after the other, where it is known.
    kept: VecDeque<Option<Arc<[Edit]>>>,
    /// So many were forgotten before these.
    forgotten: usize,
    /// The last of which it is not known.
    unknown: usize,
    /// Memory that they take \[bytes\].
    size: usize,
}

fn size(back: Option<&Arc<[Edit]>>) -> usize {
    size_of::<Option<Arc<[Edit]>>>() + back.map_or(0, |edits| edits.iter().map(Edit::size).sum())
}

impl Changes {
    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.forgotten + self.kept.len()
    }

    /// Memory that they take \[bytes\].
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// One more.
    pub(super) fn push(&mut self, back: Option<Arc<[Edit]>>) {
        self.size += size(back.as_ref());
        let is_known = back.is_some();
        self.kept.push_back(back);
        if !is_known {
            self.unknown = self.count();
        }
        while self.kept.len() > MOST || (self.size > MEMORY && self.kept.len() > 1) {
            self.forget_first();
        }
    }

    fn forget_first(&mut self) {
        if let Some(first) = self.kept.pop_front() {
            self.size -= size(first.as_ref());
            self.forgotten += 1;
            self.unknown = self.unknown.max(self.forgotten);
        }
    }

    /// Nothing goes back any more to before so many changes.
    pub(super) fn forget(&mut self, before: u32) {
        while self.forgotten < before as usize && !self.kept.is_empty() {
            self.forget_first();
        }
    }

    /// What takes one back, where it is known.
    pub(super) fn back(&self, number: u32) -> Option<&Arc<[Edit]>> {
        self.kept.get((number as usize).checked_sub(self.forgotten + 1)?)?.as_ref()
    }

    /// Whether all that came after so many changes can be taken back.
    pub(super) fn are_known_since(&self, count: u32) -> bool {
        count as usize >= self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Title;

    fn back(text: &str) -> Option<Arc<[Edit]>> {
        Some(vec![Edit::Title(Title { name: text.into(), ..Title::default() })].into())
    }

    #[test]
    fn what_is_forgotten_or_was_never_known_is_not_gone_back_over() {
        let mut changes = Changes::default();
        assert!(changes.are_known_since(0) && changes.back(0).is_none() && changes.back(1).is_none());
        for change in [back("a"), None, back("c"), back("d")] {
            changes.push(change);
        }
        assert_eq!((changes.count(), changes.back(3), changes.back(2)), (4, back("c").as_ref(), None));
        assert!(changes.are_known_since(2) && !changes.are_known_since(1));
        changes.forget(3);
        assert_eq!((changes.count(), changes.back(3), changes.back(4)), (4, None, back("d").as_ref()));
        assert!(changes.are_known_since(3) && !changes.are_known_since(2));
    }

    #[test]
    fn an_hour_of_dragging_takes_no_more_than_a_minute_of_it() {
        let mut changes = Changes::default();
        for number in 0..360_000_u32 {
            changes.push(back("a"));
            assert!(changes.kept.len() <= MOST && changes.size <= MEMORY, "{number}");
        }
        assert_eq!(changes.count(), 360_000);
        changes.forget(360_000);
        assert_eq!(changes.size, 0);
    }
}
