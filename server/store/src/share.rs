//! Links by which people outside read a diagram. A link is never deleted: who made, ended and last opened it stays known.

use crate::{
    Store, StoreError,
    database::{Tx, on_pool, on_tx},
    read::uuid,
    session::random_id,
};
use model::{DealId, Millis, UserId};
use uuid::Uuid;

/// Names a link, in lists and as the open half of its address; no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShareId(pub Uuid);

/// A link to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShare {
    /// SHA-256 of the secret half of its address.
    pub secret_sha256: [u8; 32],
    /// Of which deal.
    pub deal: DealId,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
    /// What it shows, in the server's words.
    pub shows: String,
}

/// A link, also one that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its name.
    pub id: ShareId,
    /// What it was made as.
    pub made: NewShare,
    /// How often it was opened.
    pub opened: i64,
    /// When last.
    pub opened_at: Option<Millis>,
    /// Who ended it, and when.
    pub revoked: Option<(UserId, Millis)>,
}

impl Share {
    /// Whether it can be opened.
    pub fn is_open(&self, now: Millis) -> bool {
        self.revoked.is_none() && now < self.made.expires_at
    }
}

const COLUMNS: &str =
    "id, secret, deal, created_by, created_at, expires_at, shows, opened, opened_at, revoked_by, revoked_at";

impl Store {
    /// Keeps a link.
    pub async fn create_share(&self, made: NewShare) -> Result<ShareId, StoreError> {
        let id = ShareId(random_id()?);
        let mut tx = self.inner.database.write().await?;
        insert_share(&mut tx, &Share { id, made, opened: 0, opened_at: None, revoked: None }).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The link of this name, also one that has ended. Whether its secret is right is for the caller to say.
    pub async fn share(&self, id: ShareId) -> Result<Option<Share>, StoreError> {
        let query = format!("select {COLUMNS} from share where id = $1");
        let found: Option<ShareColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(&id.0.as_bytes()[..]).fetch_optional(c).await?
        });
        found.map(share).transpose()
    }

    /// The last links of a deal, those that have ended too, newest first.
    pub async fn shares_of(&self, deal: DealId, most: u32) -> Result<Vec<Share>, StoreError> {
        let query = format!("select {COLUMNS} from share where deal = $1 order by created_at desc, id limit $2");
        let found: Vec<ShareColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(query))
                .bind(&deal.0.as_bytes()[..])
                .bind(i64::from(most))
                .fetch_all(c)
                .await?
        });
        found.into_iter().map(share).collect()
    }

    /// Notes that a link was opened.
    pub async fn note_share_opened(&self, id: ShareId, now: Millis) -> Result<(), StoreError> {
        let query = "update share set opened = opened + 1, opened_at = $1 where id = $2";
        on_pool!(self, writer, c => {
            sqlx::query(query).bind(now.0).bind(&id.0.as_bytes()[..]).execute(c).await.map(drop)?;
        });
        Ok(())
    }

    /// Ends a link of this deal. Returns whether it was there and not yet ended by somebody.
    pub async fn revoke_share(&self, deal: DealId, id: ShareId, by: UserId, now: Millis) -> Result<bool, StoreError> {
        let query =
            "update share set revoked_by = $1, revoked_at = $2 where id = $3 and deal = $4 and revoked_at is null";
        let ended = on_pool!(self, writer, c => {
            sqlx::query(query)
                .bind(&by.0.as_bytes()[..])
                .bind(now.0)
                .bind(&id.0.as_bytes()[..])
                .bind(&deal.0.as_bytes()[..])
                .execute(c)
                .await?
                .rows_affected()
        });
        Ok(ended > 0)
    }
}

/// See [`COLUMNS`].
type ShareColumns =
    (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64, i64, String, i64, Option<i64>, Option<Vec<u8>>, Option<i64>);

fn share(
    (id, secret, deal, by, at, expires_at, shows, opened, opened_at, revoked_by, revoked_at): ShareColumns,
) -> Result<Share, StoreError> {
    let secret_sha256 = secret
        .try_into()
        .map_err(|_| StoreError::Corrupt("the secret of a shared link has another length".to_owned()))?;
    let revoked = match (revoked_by, revoked_at) {
        (Some(by), Some(at)) => Some((UserId(uuid(&by)?), Millis(at))),
        _ => None,
    };
    Ok(Share {
        id: ShareId(uuid(&id)?),
        made: NewShare {
            secret_sha256,
            deal: DealId(uuid(&deal)?),
            by: UserId(uuid(&by)?),
            at: Millis(at),
            expires_at: Millis(expires_at),
            shows,
        },
        opened,
        opened_at: opened_at.map(Millis),
        revoked,
    })
}

/// All links, for a backup.
pub(crate) async fn all_shares(tx: &mut Tx) -> Result<Vec<Share>, StoreError> {
    let query = format!("select {COLUMNS} from share order by id");
    let found: Vec<ShareColumns> = on_tx!(tx, c => sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(c).await?);
    found.into_iter().map(share).collect()
}

pub(crate) async fn insert_share(tx: &mut Tx, share: &Share) -> Result<(), StoreError> {
    let query = "insert into share (id, secret, deal, created_by, created_at, expires_at, shows, opened, opened_at, \
                 revoked_by, revoked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let Share { id, made, opened, opened_at, revoked } = share;
    let revoked_by = revoked.map(|(by, _)| by.0.as_bytes().to_vec());
    on_tx!(tx, c => {
        sqlx::query(query)
            .bind(&id.0.as_bytes()[..])
            .bind(&made.secret_sha256[..])
            .bind(&made.deal.0.as_bytes()[..])
            .bind(&made.by.0.as_bytes()[..])
            .bind(made.at.0)
            .bind(made.expires_at.0)
            .bind(&made.shows)
            .bind(opened)
            .bind(opened_at.map(|at| at.0))
            .bind(revoked_by)
            .bind(revoked.map(|(_, at)| at.0))
            .execute(c)
            .await
            .map(drop)?;
    });
    Ok(())
}
