//! Who can sign in.

use crate::{Store, StoreError};
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
    pub async fn create_user(&self, _user: NewUser) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// The user with a login, whatever the letter case.
    pub async fn user_by_login(&self, _login: &str) -> Result<Option<User>, StoreError> {
        unimplemented!()
    }

    /// The user with an id.
    pub async fn user(&self, _id: UserId) -> Result<Option<User>, StoreError> {
        unimplemented!()
    }

    /// Sets or takes away the password. Returns whether there is such a user. Sessions stay: see [`Store::revoke_all`].
    pub async fn set_password_hash(&self, _user: UserId, _hash: Option<&str>) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// Sets the language. Returns whether there is such a user.
    pub async fn set_locale(&self, _user: UserId, _locale: Locale) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// All users, oldest first.
    pub async fn list_users(&self) -> Result<Vec<User>, StoreError> {
        unimplemented!()
    }

    /// Disables a user and ends all his sessions. Returns whether there is such a user.
    pub async fn disable_user(&self, _user: UserId) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// Whether there is no user yet: the first start.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        unimplemented!()
    }
}
