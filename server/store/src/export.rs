//! Who exported what and when.

use crate::{
    Store, StoreError,
    database::{Tx, on_pool, on_tx},
    read::uuid,
    session::random_id,
};
use model::{DealId, Millis, UserId};
use uuid::Uuid;

/// An export to note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExport {
    /// Of which deal.
    pub deal: DealId,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Millis,
    /// Which diagram, by its name in addresses.
    pub diagram: String,
    /// `svg`, `png`, `pdf` or `xlsx`.
    pub format: String,
    /// The whole of it, or a part.
    pub whole: bool,
}

impl Store {
    /// Notes an export.
    pub async fn note_export(&self, export: NewExport) -> Result<(), StoreError> {
        let mut tx = self.inner.database.write().await?;
        insert_export(&mut tx, random_id()?, &export).await?;
        tx.commit().await
    }

    /// The last exports of a deal, newest first.
    pub async fn exports_of(&self, deal: DealId, most: u32) -> Result<Vec<NewExport>, StoreError> {
        let query = "select id, deal, user_id, at, diagram, format, whole from export \
                     where deal = $1 order by at desc, id limit $2";
        let found: Vec<ExportColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(&deal.0.as_bytes()[..]).bind(i64::from(most)).fetch_all(c).await?
        });
        found.into_iter().map(|columns| export(columns).map(|(_, export)| export)).collect()
    }
}

/// `id, deal, user_id, at, diagram, format, whole`.
pub(crate) type ExportColumns = (Vec<u8>, Vec<u8>, Vec<u8>, i64, String, String, bool);

pub(crate) fn export(
    (id, deal, by, at, diagram, format, whole): ExportColumns,
) -> Result<(Uuid, NewExport), StoreError> {
    let export =
        NewExport { deal: DealId(uuid(&deal)?), by: UserId(uuid(&by)?), at: Millis(at), diagram, format, whole };
    Ok((uuid(&id)?, export))
}

pub(crate) async fn insert_export(tx: &mut Tx, id: Uuid, export: &NewExport) -> Result<(), StoreError> {
    let query =
        "insert into export (id, deal, user_id, at, diagram, format, whole) values ($1, $2, $3, $4, $5, $6, $7)";
    on_tx!(tx, c => {
        sqlx::query(query)
            .bind(&id.as_bytes()[..])
            .bind(&export.deal.0.as_bytes()[..])
            .bind(&export.by.0.as_bytes()[..])
            .bind(export.at.0)
            .bind(&export.diagram)
            .bind(&export.format)
            .bind(export.whole)
            .execute(c)
            .await
            .map(drop)?;
    });
    Ok(())
}
