//! Hints that another node has appended something.

use crate::Store;

/// Says "poll now". Hints may come without need, and one may stand for many.
pub struct Wakeups {}

impl Wakeups {
    /// Waits for the next hint. Never returns on SQLite, where nobody else writes. Cancel-safe.
    pub async fn next(&mut self) {
        std::future::pending().await
    }
}

impl Store {
    /// Starts to listen.
    pub fn wakeups(&self) -> Wakeups {
        unimplemented!()
    }
}
