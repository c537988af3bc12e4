//! Work for many threads, handed on in order.

use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` for every number of a range on so many threads and gives what comes out to `take`
/// in the order of the numbers, on the calling thread and as soon as it is there.
///
/// Threads take the numbers one after the other, not by halves of the range, so that little is
/// lost of a sweep that is killed: what cannot be handed on yet is about one piece of work a
/// thread. The first error of `take` ends it.
///
/// # Errors
///
/// That of `take`, or that no threads could be started.
pub fn in_order<T: Send, E: From<std::io::Error>>(
    numbers: Range<usize>,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| E::from(std::io::Error::other(error.to_string())))?;
    let next = AtomicUsize::new(numbers.start);
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(|_| {
                // Moved in here, so that the channel closes with the last thread.
                let sender = sender;
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= numbers.end || sender.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = numbers.start;
        for (number, done) in receiver {
            early.insert(number, done);
            while let Some(done) = early.remove(&due) {
                if let Err(error) = take(due, done) {
                    stop.store(true, Ordering::Relaxed);
                    return Err(error);
                }
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn what_is_done_comes_in_order() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let uneven = |i: usize| {
                std::thread::sleep(std::time::Duration::from_micros((i as u64 * 7919) % 300));
                i * i
            };
            in_order(3..60, jobs, uneven, |i, square| {
                assert_eq!(square, i * i);
                seen.push(i);
                Ok::<(), io::Error>(())
            })
            .unwrap();
            assert_eq!(seen, (3..60).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_it() {
        let mut taken = 0;
        let stopped = in_order(
            0..1_000_000,
            2,
            |i| i,
            |i, _| {
                taken += 1;
                if i == 5 { Err(io::Error::other("full")) } else { Ok(()) }
            },
        );
        assert_eq!(stopped.unwrap_err().to_string(), "full");
        assert_eq!(taken, 6);
    }
}
