//! Who is signed in, on which device.

use crate::{Store, StoreError};
use model::{Millis, UserId};
use uuid::Uuid;

/// Names a session in a list; no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub Uuid);

/// A session to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// SHA-256 of the token in the cookie: who reads the database can not sign in with it.
    pub token_sha256: [u8; 32],
    /// Whose.
    pub user: UserId,
    /// Now.
    pub created_at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
    /// What the user will recognise the device by.
    pub device: String,
}

/// A session that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used, as told by [`Store::touch_session`].
    pub seen_at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
    /// The device.
    pub device: String,
}

impl Store {
    /// Creates a session.
    pub async fn create_session(&self, _session: NewSession) -> Result<SessionId, StoreError> {
        unimplemented!()
    }

    /// The session of a token; `None` if it has ended, or its user is disabled.
    pub async fn session(&self, _token_sha256: [u8; 32], _now: Millis) -> Result<Option<Session>, StoreError> {
        unimplemented!()
    }

    /// Notes that a session was used, and until when it shall live.
    pub async fn touch_session(&self, _id: SessionId, _seen_at: Millis, _expires_at: Millis) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// A user's sessions that have not ended, last used first.
    pub async fn sessions_of(&self, _user: UserId, _now: Millis) -> Result<Vec<Session>, StoreError> {
        unimplemented!()
    }

    /// Ends a session of this user. Returns whether there was one.
    pub async fn revoke_session(&self, _id: SessionId, _user: UserId) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// Ends all sessions of a user but one. Returns how many.
    pub async fn revoke_all(&self, _user: UserId, _except: Option<SessionId>) -> Result<u64, StoreError> {
        unimplemented!()
    }

    /// Forgets sessions that have ended by themselves. Returns how many.
    pub async fn sweep_sessions(&self, _now: Millis) -> Result<u64, StoreError> {
        unimplemented!()
    }
}
