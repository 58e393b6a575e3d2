//! Who is signed in, on which device.

use crate::{Store, StoreError, database::on_pool, read::uuid};
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
    pub async fn create_session(&self, session: NewSession) -> Result<SessionId, StoreError> {
        let id = SessionId(random_id()?);
        let query = "insert into session (id, token, user_id, created_at, seen_at, expires_at, device) \
                     values ($1, $2, $3, $4, $4, $5, $6)";
        let device = session.device.replace('\0', "");
        on_pool!(self, writer, c => {
            sqlx::query(query)
                .bind(&id.0.as_bytes()[..])
                .bind(&session.token_sha256[..])
                .bind(&session.user.0.as_bytes()[..])
                .bind(session.created_at.0)
                .bind(session.expires_at.0)
                .bind(device)
                .execute(c)
                .await
                .map(drop)?;
        });
        Ok(id)
    }

    /// The session of a token; `None` if it has ended, or its user is disabled.
    pub async fn session(&self, token_sha256: [u8; 32], now: Millis) -> Result<Option<Session>, StoreError> {
        let query = "select s.id, s.user_id, s.created_at, s.seen_at, s.expires_at, s.device \
                     from session s join users u on u.id = s.user_id \
                     where s.token = $1 and s.expires_at > $2 and not u.disabled";
        let found: Option<SessionColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(&token_sha256[..]).bind(now.0).fetch_optional(c).await?
        });
        found.map(session).transpose()
    }

    /// Notes that a session was used, and until when it shall live.
    pub async fn touch_session(&self, id: SessionId, seen_at: Millis, expires_at: Millis) -> Result<(), StoreError> {
        let query = "update session set seen_at = $1, expires_at = $2 where id = $3";
        on_pool!(self, writer, c => {
            sqlx::query(query)
                .bind(seen_at.0)
                .bind(expires_at.0)
                .bind(&id.0.as_bytes()[..])
                .execute(c)
                .await
                .map(drop)?;
        });
        Ok(())
    }

    /// A user's sessions that have not ended, last used first.
    pub async fn sessions_of(&self, user: UserId, now: Millis) -> Result<Vec<Session>, StoreError> {
        let query = "select id, user_id, created_at, seen_at, expires_at, device from session \
                     where user_id = $1 and expires_at > $2 order by seen_at desc, id";
        let found: Vec<SessionColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(&user.0.as_bytes()[..]).bind(now.0).fetch_all(c).await?
        });
        found.into_iter().map(session).collect()
    }

    /// Ends a session of this user. Returns whether there was one.
    pub async fn revoke_session(&self, id: SessionId, user: UserId) -> Result<bool, StoreError> {
        let query = "delete from session where id = $1 and user_id = $2";
        let ended = on_pool!(self, writer, c => {
            sqlx::query(query)
                .bind(&id.0.as_bytes()[..])
                .bind(&user.0.as_bytes()[..])
                .execute(c)
                .await?
                .rows_affected()
        });
        Ok(ended > 0)
    }

    /// Ends all sessions of a user but one. Returns how many.
    pub async fn revoke_all(&self, user: UserId, except: Option<SessionId>) -> Result<u64, StoreError> {
        // No session has the nil id.
        let except = except.map_or(Uuid::nil(), |id| id.0);
        let query = "delete from session where user_id = $1 and id <> $2";
        Ok(on_pool!(self, writer, c => {
            sqlx::query(query)
                .bind(&user.0.as_bytes()[..])
                .bind(&except.as_bytes()[..])
                .execute(c)
                .await?
                .rows_affected()
        }))
    }

    /// Forgets sessions that have ended by themselves. Returns how many.
    pub async fn sweep_sessions(&self, now: Millis) -> Result<u64, StoreError> {
        let query = "delete from session where expires_at <= $1";
        Ok(on_pool!(self, writer, c => sqlx::query(query).bind(now.0).execute(c).await?.rows_affected()))
    }
}

/// `id, user_id, created_at, seen_at, expires_at, device`.
type SessionColumns = (Vec<u8>, Vec<u8>, i64, i64, i64, String);

fn session((id, user, created_at, seen_at, expires_at, device): SessionColumns) -> Result<Session, StoreError> {
    Ok(Session {
        id: SessionId(uuid(&id)?),
        user: UserId(uuid(&user)?),
        created_at: Millis(created_at),
        seen_at: Millis(seen_at),
        expires_at: Millis(expires_at),
        device,
    })
}

/// An id that tells nothing, not even when it was made.
pub(crate) fn random_id() -> Result<Uuid, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| StoreError::Unavailable(format!("the system has no randomness: {error}")))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
