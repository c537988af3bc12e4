//! The targets in parts, one for each thread that steps a large net.

use super::links::Link;

/// Parts of equal size, and where each row of links passes from part to part. To search a row for it in
/// every tick would cost more than the threads bring.
#[derive(Default)]
pub(super) struct Cuts {
    pub(super) parts: usize,
    /// Targets in a part.
    pub(super) size: usize,
    /// Row by row, one fewer than parts.
    pub(super) at: Vec<u32>,
}

impl Cuts {
    /// The links of a row that go to a part.
    pub(super) fn range(&self, slot: usize, part: usize, length: usize) -> std::ops::Range<usize> {
        let cut = |part: usize| self.at[slot * (self.parts - 1) + part] as usize;
        let from = if part == 0 { 0 } else { cut(part - 1) };
        let to = if part + 1 == self.parts { length } else { cut(part) };
        from..to
    }

    /// Where a row is cut.
    pub(super) fn of_row(&self, row: &[Link]) -> impl Iterator<Item = u32> {
        (1..self.parts).map(|part| {
            let first = (part * self.size) as u32;
            row.partition_point(|link| link.target < first) as u32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_of_a_row_goes_to_the_part_of_its_target() {
        let row: Vec<Link> = [0, 1, 4, 4, 5, 9].map(|target| Link { target, factor: 1.0 }).into();
        let cuts = Cuts { parts: 3, size: 4, at: Vec::new() };
        let cuts = Cuts { at: cuts.of_row(&row).collect(), ..cuts };
        for part in 0..3 {
            let own = &row[cuts.range(0, part, row.len())];
            assert!(own.iter().all(|link| link.target as usize / 4 == part), "{part}");
        }
        let all: usize = (0..3).map(|part| cuts.range(0, part, row.len()).len()).sum();
        assert_eq!(all, row.len());
    }
}
