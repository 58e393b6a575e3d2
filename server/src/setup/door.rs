//! The way in while there is no user.

use crate::token::{self, NoRandomness};
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Store, StoreError};

/// Open while there is no user; then shut for ever.
pub struct SetUpDoor {
    digest: Option<[u8; 32]>,
    shut: AtomicBool,
}

impl SetUpDoor {
    /// A door that never opens: there are users.
    pub const fn shut() -> Self {
        Self { digest: None, shut: AtomicBool::new(true) }
    }

    /// An open door, and the token that fits it. It is kept nowhere but in the terminal and the log.
    pub fn open() -> Result<(Self, String), NoRandomness> {
        let token = token::new()?;
        Ok((Self { digest: Some(token::digest(&token)), shut: AtomicBool::new(false) }, token))
    }

    /// Whether there is no user yet.
    pub async fn is_open(&self, store: &Store) -> Result<bool, StoreError> {
        if self.shut.load(Ordering::Relaxed) {
            return Ok(false);
        }
        // Another node, or `sandtable user add`, may have been first.
        let open = store.is_empty().await?;
        if !open {
            self.shut.store(true, Ordering::Relaxed);
        }
        Ok(open)
    }

    /// Whether this is the token. Digests are compared, so the time tells nothing.
    pub fn fits(&self, token: &str) -> bool {
        self.digest == Some(token::digest(token.trim()))
    }
}
