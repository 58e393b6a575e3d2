//! Who can sign in.

use crate::{
    Store, StoreError,
    database::{Tx, on_pool, on_tx},
    read::uuid,
};
use model::{Locale, UserId};

/// A user to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// The id, the same as of the workspace's member.
    pub id: UserId,
    /// The login, unique whatever the letter case.
    pub login: String,
    /// The encoded hash; `None` for somebody who signs in another way.
    pub password_hash: Option<String>,
    /// Language of the screens.
    pub locale: Locale,
}

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The login as it was given.
    pub login: String,
    /// The encoded hash.
    pub password_hash: Option<String>,
    /// Language of the screens.
    pub locale: Locale,
    /// Can not sign in any more.
    pub disabled: bool,
}

impl Store {
    /// Creates a user. `LoginTaken` if another one has the login.
    pub async fn create_user(&self, user: NewUser) -> Result<(), StoreError> {
        let mut tx = self.inner.database.write().await?;
        insert_user(&mut tx, &User::from(user)).await?;
        tx.commit().await
    }

    /// The user with a login, whatever the letter case.
    pub async fn user_by_login(&self, login: &str) -> Result<Option<User>, StoreError> {
        if login.contains('\0') {
            return Ok(None);
        }
        let query = "select id, login, password_hash, locale, disabled from users where login_key = $1";
        let found: Option<UserColumns> =
            on_pool!(self, reader, c => sqlx::query_as(query).bind(key(login)).fetch_optional(c).await?);
        found.map(user).transpose()
    }

    /// The user with an id.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let query = "select id, login, password_hash, locale, disabled from users where id = $1";
        let found: Option<UserColumns> =
            on_pool!(self, reader, c => sqlx::query_as(query).bind(&id.0.as_bytes()[..]).fetch_optional(c).await?);
        found.map(user).transpose()
    }

    /// Sets or takes away the password. Returns whether there is such a user. Sessions stay: see [`Store::revoke_all`].
    pub async fn set_password_hash(&self, user: UserId, hash: Option<&str>) -> Result<bool, StoreError> {
        let mut tx = self.inner.database.write().await?;
        let found = update_password(&mut tx, user, hash).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Sets the language. Returns whether there is such a user.
    pub async fn set_locale(&self, user: UserId, locale: Locale) -> Result<bool, StoreError> {
        let query = "update users set locale = $1 where id = $2";
        let changed = on_pool!(self, writer, c => {
            sqlx::query(query).bind(locale.tag()).bind(&user.0.as_bytes()[..]).execute(c).await?.rows_affected()
        });
        Ok(changed > 0)
    }

    /// All users, oldest first.
    pub async fn list_users(&self) -> Result<Vec<User>, StoreError> {
        // Ids are ordered by the time they were made.
        let query = "select id, login, password_hash, locale, disabled from users order by id";
        let found: Vec<UserColumns> = on_pool!(self, reader, c => sqlx::query_as(query).fetch_all(c).await?);
        found.into_iter().map(user).collect()
    }

    /// Disables a user and ends all his sessions. Returns whether there is such a user.
    pub async fn disable_user(&self, user: UserId) -> Result<bool, StoreError> {
        let mut tx = self.inner.database.write().await?;
        let changed = on_tx!(&mut tx, c => {
            sqlx::query("update users set disabled = $1 where id = $2")
                .bind(true)
                .bind(&user.0.as_bytes()[..])
                .execute(c)
                .await?
                .rows_affected()
        });
        end_sessions(&mut tx, user).await?;
        tx.commit().await?;
        Ok(changed > 0)
    }

    /// Whether there is no user yet: the first start.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let query = "select count(*) = 0 from (select id from users limit 1) as any_user";
        Ok(on_pool!(self, reader, c => sqlx::query_scalar(query).fetch_one(c).await?))
    }
}

impl From<NewUser> for User {
    fn from(user: NewUser) -> Self {
        let NewUser { id, login, password_hash, locale } = user;
        Self { id, login, password_hash, locale, disabled: false }
    }
}

/// What makes two logins the same.
fn key(login: &str) -> String {
    login.trim().to_lowercase()
}

/// `id, login, password_hash, locale, disabled`.
pub(crate) type UserColumns = (Vec<u8>, String, Option<String>, String, bool);

pub(crate) fn user((id, login, password_hash, locale, disabled): UserColumns) -> Result<User, StoreError> {
    Ok(User { id: UserId(uuid(&id)?), login, password_hash, locale: Locale::of_header(&locale), disabled })
}

pub(crate) async fn insert_user(tx: &mut Tx, user: &User) -> Result<(), StoreError> {
    if user.login.contains('\0') || key(&user.login).is_empty() {
        return Err(StoreError::Malformed("a login that nobody could type"));
    }
    let query = "insert into users (id, login, login_key, password_hash, locale, disabled) \
                 values ($1, $2, $3, $4, $5, $6)";
    let inserted = on_tx!(tx, c => {
        sqlx::query(query)
            .bind(&user.id.0.as_bytes()[..])
            .bind(&user.login)
            .bind(key(&user.login))
            .bind(&user.password_hash)
            .bind(user.locale.tag())
            .bind(user.disabled)
            .execute(c)
            .await
            .map(drop)
    });
    inserted.map_err(|error| match error.as_database_error() {
        Some(database) if database.is_unique_violation() && database.message().contains("login_key") => {
            StoreError::LoginTaken
        }
        _ => error.into(),
    })
}

pub(crate) async fn update_password(tx: &mut Tx, user: UserId, hash: Option<&str>) -> Result<bool, StoreError> {
    let query = "update users set password_hash = $1 where id = $2";
    let changed = on_tx!(tx, c => {
        sqlx::query(query).bind(hash).bind(&user.0.as_bytes()[..]).execute(c).await?.rows_affected()
    });
    Ok(changed > 0)
}

pub(crate) async fn end_sessions(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    let query = "delete from session where user_id = $1";
    on_tx!(tx, c => sqlx::query(query).bind(&user.0.as_bytes()[..]).execute(c).await.map(drop)?);
    Ok(())
}
