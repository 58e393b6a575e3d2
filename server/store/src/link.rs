//! Links that work once: invitations and password resets.

use crate::{NewUser, Store, StoreError};
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
    pub async fn create_link(&self, _link: NewLink) -> Result<LinkId, StoreError> {
        unimplemented!()
    }

    /// The link of a token; `None` if it was used, revoked, has ended, or never was.
    pub async fn link(&self, _token_sha256: [u8; 32], _now: Millis) -> Result<Option<Link>, StoreError> {
        unimplemented!()
    }

    /// Uses up a link. `true` for exactly one caller.
    pub async fn use_link(&self, _token_sha256: [u8; 32], _now: Millis) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// Uses up an invitation and creates its user, both or neither: a taken login does not cost the link. `false` if the
    /// link can not be used any more.
    pub async fn create_user_by_link(
        &self,
        _token_sha256: [u8; 32],
        _now: Millis,
        _user: NewUser,
    ) -> Result<bool, StoreError> {
        unimplemented!()
    }

    /// Uses up a password reset, sets the hash and ends all sessions of the user, all or nothing. `None` if the link can not
    /// be used any more or is no password reset.
    pub async fn reset_password_by_link(
        &self,
        _token_sha256: [u8; 32],
        _now: Millis,
        _hash: &str,
    ) -> Result<Option<UserId>, StoreError> {
        unimplemented!()
    }

    /// Links that can still be used, newest first.
    pub async fn links_open(&self, _now: Millis) -> Result<Vec<Link>, StoreError> {
        unimplemented!()
    }

    /// Makes a link unusable. Returns whether it could still be used.
    pub async fn revoke_link(&self, _id: LinkId) -> Result<bool, StoreError> {
        unimplemented!()
    }
}
