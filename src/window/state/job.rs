//! Work on a thread of its own, so that the window never waits for it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How far the work is, and whether anybody wants it still.
#[derive(Debug, Default)]
pub struct Watch {
    total: AtomicU64,
    done: AtomicU64,
    stop: AtomicBool,
}

impl Watch {
    /// So many pieces there are in all.
    pub fn set_total(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// So many pieces are done.
    pub fn set_done(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// One more piece is done.
    pub fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Set when nobody wants it any more.
    #[must_use]
    pub const fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// Whether nobody wants it any more.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Work under way, at whose end there is a `T`.
pub struct Job<T> {
    watch: Arc<Watch>,
    // Only ever used through `&mut`: the mutex makes it `Sync`, which a resource must be.
    outcome: Mutex<Receiver<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Job<T> {
    /// Begins it.
    ///
    /// # Errors
    ///
    /// When no thread can be had.
    pub fn begin(name: &str, work: impl FnOnce(&Watch) -> T + Send + 'static) -> std::io::Result<Self> {
        let watch = Arc::new(Watch::default());
        let seen = watch.clone();
        let (send, outcome) = channel();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            // Nobody listens any more when the window has closed.
            let _ = send.send(work(&seen));
        })?;
        Ok(Self { watch, outcome: Mutex::new(outcome), thread: Some(thread) })
    }

    /// What came of it, once it is at its end; an error if it came to none.
    pub fn outcome(&mut self) -> Option<Result<T, Died>> {
        match self.outcome.get_mut().ok()?.try_recv() {
            Ok(outcome) => Some(Ok(outcome)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Died)),
        }
    }
}

impl<T> Job<T> {
    /// Pieces that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.watch.done.load(Ordering::Relaxed)
    }

    /// How many pieces there are; zero until that is known.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.watch.total.load(Ordering::Relaxed)
    }

    /// It is not wanted any more.
    pub fn cancel(&self) {
        self.watch.stop.store(true, Ordering::Relaxed);
    }

    /// Whether that was said.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }
}

/// The work ended without an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Died;

impl<T> Drop for Job<T> {
    /// The window closes: nothing half made is left behind.
    fn drop(&mut self) {
        self.cancel();
        if let Some(thread) = self.thread.take() {
            // Its panic has been told.
            let _ = thread.join();
        }
    }
}
