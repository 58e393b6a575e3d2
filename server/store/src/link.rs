//! Links that work once: invitations and password resets.

use crate::{
    NewUser, Store, StoreError,
    database::{Tx, on_pool, on_tx},
    read::uuid,
    session::random_id,
    user::{end_sessions, insert_user, update_password},
};
use model::{DealId, DealRole, Millis, UserId, WorkspaceRole};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Names a link in a list; no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub Uuid);

/// What a link is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Become a member.
    Invitation {
        /// The role in the workspace.
        role: WorkspaceRole,
        /// Join a deal at once, in this role.
        deal: Option<(DealId, DealRole)>,
    },
    /// Set a new password.
    PasswordReset {
        /// Whose.
        user: UserId,
    },
}

/// A link to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// SHA-256 of the token in the address.
    pub token_sha256: [u8; 32],
    /// What it is good for.
    pub kind: LinkKind,
    /// Who made it.
    pub created_by: UserId,
    /// Now.
    pub created_at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
}

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its name.
    pub id: LinkId,
    /// What it is good for.
    pub kind: LinkKind,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
}

impl Store {
    /// Creates a link.
    pub async fn create_link(&self, link: NewLink) -> Result<LinkId, StoreError> {
        let id = LinkId(random_id()?);
        let NewLink { token_sha256, kind, created_by, created_at, expires_at } = link;
        let mut tx = self.inner.database.write().await?;
        let link = Link { id, kind, created_by, created_at, expires_at };
        insert_link(&mut tx, &link, &token_sha256, false).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The link of a token; `None` if it was used, revoked, has ended, or never was.
    pub async fn link(&self, token_sha256: [u8; 32], now: Millis) -> Result<Option<Link>, StoreError> {
        let query = "select id, kind, created_by, created_at, expires_at, token, closed from link \
                     where token = $1 and expires_at > $2 and not closed";
        let found: Option<LinkColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(&token_sha256[..]).bind(now.0).fetch_optional(c).await?
        });
        found.map(link).transpose()
    }

    /// Uses up a link. `true` for exactly one caller.
    pub async fn use_link(&self, token_sha256: [u8; 32], now: Millis) -> Result<bool, StoreError> {
        let mut tx = self.inner.database.write().await?;
        let link = take_link(&mut tx, token_sha256, now).await?;
        tx.commit().await?;
        Ok(link.is_some())
    }

    /// Uses up an invitation and creates its user, both or neither: a taken login does not cost the link. `false` if the
    /// link can not be used any more or is no invitation.
    pub async fn create_user_by_link(
        &self,
        token_sha256: [u8; 32],
        now: Millis,
        user: NewUser,
    ) -> Result<bool, StoreError> {
        let mut tx = self.inner.database.write().await?;
        let Some(Link { kind: LinkKind::Invitation { .. }, .. }) = take_link(&mut tx, token_sha256, now).await? else {
            return Ok(false);
        };
        insert_user(&mut tx, &user.into()).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Uses up a password reset, sets the hash and ends all sessions of the user, all or nothing. `None` if the link can not
    /// be used any more or is no password reset.
    pub async fn reset_password_by_link(
        &self,
        token_sha256: [u8; 32],
        now: Millis,
        hash: &str,
    ) -> Result<Option<UserId>, StoreError> {
        let mut tx = self.inner.database.write().await?;
        let Some(Link { kind: LinkKind::PasswordReset { user }, .. }) = take_link(&mut tx, token_sha256, now).await?
        else {
            return Ok(None);
        };
        if !update_password(&mut tx, user, Some(hash)).await? {
            return Ok(None);
        }
        end_sessions(&mut tx, user).await?;
        tx.commit().await?;
        Ok(Some(user))
    }

    /// Links that can still be used, newest first.
    pub async fn links_open(&self, now: Millis) -> Result<Vec<Link>, StoreError> {
        let query = "select id, kind, created_by, created_at, expires_at, token, closed from link \
                     where expires_at > $1 and not closed order by created_at desc, id";
        let found: Vec<LinkColumns> =
            on_pool!(self, reader, c => sqlx::query_as(query).bind(now.0).fetch_all(c).await?);
        found.into_iter().map(link).collect()
    }

    /// Makes a link unusable. Returns whether it had neither been used nor revoked.
    pub async fn revoke_link(&self, id: LinkId) -> Result<bool, StoreError> {
        let query = "update link set closed = $1 where id = $2 and not closed";
        let closed = on_pool!(self, writer, c => {
            sqlx::query(query).bind(true).bind(&id.0.as_bytes()[..]).execute(c).await?.rows_affected()
        });
        Ok(closed > 0)
    }
}

/// `id, kind, created_by, created_at, expires_at, token, closed`.
pub(crate) type LinkColumns = (Vec<u8>, String, Vec<u8>, i64, i64, Vec<u8>, bool);

fn link(columns: LinkColumns) -> Result<Link, StoreError> {
    link_and_token(columns).map(|(link, _, _)| link)
}

pub(crate) fn link_and_token(
    (id, kind, created_by, created_at, expires_at, token, closed): LinkColumns,
) -> Result<(Link, Vec<u8>, bool), StoreError> {
    let link = Link {
        id: LinkId(uuid(&id)?),
        kind: serde_json::from_str(&kind).map_err(|error| StoreError::Corrupt(format!("a link: {error}")))?,
        created_by: UserId(uuid(&created_by)?),
        created_at: Millis(created_at),
        expires_at: Millis(expires_at),
    };
    Ok((link, token, closed))
}

/// Closes a link that is open. Two who try at once queue up on its row, and the second finds it closed.
async fn take_link(tx: &mut Tx, token_sha256: [u8; 32], now: Millis) -> Result<Option<Link>, StoreError> {
    let query = "update link set closed = $1 where token = $2 and expires_at > $3 and not closed \
                 returning id, kind, created_by, created_at, expires_at, token, closed";
    let taken: Option<LinkColumns> = on_tx!(tx, c => {
        sqlx::query_as(query).bind(true).bind(&token_sha256[..]).bind(now.0).fetch_optional(c).await?
    });
    taken.map(link).transpose()
}

pub(crate) async fn insert_link(tx: &mut Tx, link: &Link, token: &[u8], closed: bool) -> Result<(), StoreError> {
    let kind = serde_json::to_string(&link.kind).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let query = "insert into link (id, token, kind, created_by, created_at, expires_at, closed) \
                 values ($1, $2, $3, $4, $5, $6, $7)";
    on_tx!(tx, c => {
        sqlx::query(query)
            .bind(&link.id.0.as_bytes()[..])
            .bind(token)
            .bind(kind)
            .bind(&link.created_by.0.as_bytes()[..])
            .bind(link.created_at.0)
            .bind(link.expires_at.0)
            .bind(closed)
            .execute(c)
            .await
            .map(drop)?;
    });
    Ok(())
}
