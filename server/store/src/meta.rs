//! A few named facts about this installation.

use crate::{Store, StoreError, database::on_pool};

impl Store {
    /// The value of a name.
    pub async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        let query = "select value from meta where name = $1";
        Ok(on_pool!(self, reader, c => sqlx::query_scalar(query).bind(name).fetch_optional(c).await?))
    }

    /// Sets the value of a name.
    pub async fn set_meta(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let query =
            "insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
        on_pool!(self, writer, c => sqlx::query(query).bind(name).bind(value).execute(c).await.map(drop)?);
        Ok(())
    }

    /// Sets the value unless another node was first; returns the value that holds.
    pub async fn meta_or_set(&self, name: &str, value: &str) -> Result<String, StoreError> {
        // The update that changes nothing makes `returning` speak of the row that was there.
        let query = "insert into meta (name, value) values ($1, $2) \
                     on conflict (name) do update set value = meta.value returning value";
        Ok(on_pool!(self, writer, c => sqlx::query_scalar(query).bind(name).bind(value).fetch_one(c).await?))
    }
}
