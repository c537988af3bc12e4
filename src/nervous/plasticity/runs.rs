//! Lists of lists in one array.

/// A number that stands for none.
pub(super) const NONE: u32 = u32::MAX;

/// Lists of lists, one after the other.
pub(super) struct Runs<T> {
    pub(super) starts: Vec<u32>,
    pub(super) items: Vec<T>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy> Runs<T> {
    /// From pairs of the number of a list and what is in it, which keep their order.
    pub(super) fn new(lists: usize, pairs: &[(u32, T)]) -> Self {
        let mut starts = vec![0; lists + 1];
        pairs.iter().for_each(|(list, _)| starts[*list as usize + 1] += 1);
        (0..lists).for_each(|list| starts[list + 1] += starts[list]);
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(|index| pairs[*index].0);
        Self { starts, items: order.into_iter().map(|index| pairs[index].1).collect() }
    }

    #[inline]
    pub(super) fn range(&self, list: usize) -> std::ops::Range<usize> {
        self.starts[list] as usize..self.starts[list + 1] as usize
    }
}
