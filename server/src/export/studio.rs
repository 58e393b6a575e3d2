//! Where pictures are made: few at a time, on threads of their own, so that rooms never wait for them.

use super::fonts::Fonts;
use crate::web::Problem;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// Pictures made at the same moment: each may take a core for a second and 200 MB.
const AT_ONCE: usize = 2;
/// After this time in the queue it is better to come back.
const QUEUE_FOR: Duration = Duration::from_secs(10);

/// The place.
pub struct Studio {
    desks: Arc<Semaphore>,
    font_folder: Option<PathBuf>,
    fonts: OnceLock<Option<Fonts>>,
}

impl Studio {
    /// A studio that takes its fonts from a folder, or from the system.
    pub fn new(font_folder: Option<PathBuf>) -> Self {
        Self { desks: Arc::new(Semaphore::new(AT_ONCE)), font_folder, fonts: OnceLock::new() }
    }

    /// The fonts; reading them takes some tens of milliseconds, once.
    pub(super) fn fonts(&self) -> Result<&Fonts, Problem> {
        let found = self.fonts.get_or_init(|| Fonts::read(self.font_folder.as_ref()));
        found.as_ref().ok_or(Problem::FontMissing)
    }

    /// Does a piece of work at one of the desks. The desk stays taken until it is done, also when nobody waits any more.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let queued = tokio::time::timeout(QUEUE_FOR, Arc::clone(&self.desks).acquire_owned()).await;
        let Ok(Ok(desk)) = queued else { return Err(Problem::Unavailable("all desks are taken".to_owned())) };
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(desk);
            done
        });
        done.await.map_err(Problem::unknown)?
    }
}
