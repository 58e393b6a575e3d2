//! The state of sync as every tab can show it.

use serde::{Deserialize, Serialize};
use sync::client::{self, Status};

/// Whether there is a connection, and if not, why not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Connection {
    /// Not yet; the page has just been opened.
    #[default]
    Connecting,
    /// Yes.
    Online,
    /// Not since then, in Unix milliseconds; it will come back by itself.
    OfflineSince(i64),
    /// The session has ended.
    SignInAgain,
    /// The user is not a member of the workspace.
    NoAccess,
    /// The page must be reloaded.
    UpdateNeeded,
}

/// Where the user's edits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncState {
    /// The connection.
    pub connection: Connection,
    /// Edits on this device that the server does not have yet.
    pub pending: usize,
    /// Edits in the drawer.
    pub refused: usize,
    /// Whether the disk of this device works: if not, pending edits die with the tab.
    pub storage_ok: bool,
    /// The server's disk is full; it will be tried again.
    pub server_full: bool,
}

impl Default for SyncState {
    fn default() -> Self {
        Self { connection: Connection::Connecting, pending: 0, refused: 0, storage_ok: true, server_full: false }
    }
}

impl From<Status> for SyncState {
    fn from(status: Status) -> Self {
        let connection = match status.connection {
            client::Connection::Connecting => Connection::Connecting,
            client::Connection::Online => Connection::Online,
            client::Connection::OfflineSince(at) => Connection::OfflineSince(at.0),
            client::Connection::SignInAgain => Connection::SignInAgain,
            client::Connection::NoAccess => Connection::NoAccess,
            client::Connection::UpdateNeeded => Connection::UpdateNeeded,
        };
        Self {
            connection,
            pending: status.pending,
            refused: status.refused,
            storage_ok: status.storage_ok,
            server_full: status.server_full,
        }
    }
}
