//! Passwords: hashed slowly on purpose (argon2id), few at a time, and as slowly for a login that does not exist.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Shortest password. Length is what protects; rules about kinds of characters only make people write it down.
pub const LENGTH_MIN: usize = 10;
/// Longest password in bytes: hashing takes the whole input.
pub const LENGTH_MAX: usize = 512;
/// Each hash takes 19 MB and some 30 ms of one core. More at once would only be a way to exhaust the machine.
const AT_ONCE: usize = 4;

/// Why a password could not be hashed or compared.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has {LENGTH_MIN} characters at least and {LENGTH_MAX} bytes at most")]
    Length,
    /// argon2 or the random source refused.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

/// Hashes passwords off the request threads.
#[derive(Clone)]
pub struct Passwords {
    at_once: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { at_once: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// Compared against when a login is unknown, so that the answer takes as long as for a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password").ok());

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error: argon2::password_hash::Error| PasswordError::Hash(error.to_string()))?;
    Ok(hash.to_string())
}

impl Passwords {
    /// The encoded hash of a new password.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        if password.chars().count() < LENGTH_MIN || password.len() > LENGTH_MAX {
            return Err(PasswordError::Length);
        }
        self.run(move || hash_now(&password)).await?
    }

    /// Whether the password fits. `None` stands for somebody who does not exist or has no password.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, PasswordError> {
        if password.len() > LENGTH_MAX {
            return Ok(false);
        }
        self.run(move || {
            let known = hash.is_some();
            let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return false };
            let Ok(hash) = PasswordHash::new(&hash) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordError> {
        let _permit = self.at_once.acquire().await.map_err(|_| PasswordError::Stopping)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Stopping)
    }
}
