//! What is told to the user in passing.

use model::{OpId, Refusal, Replaced};
use sync::frame::{CloseCode, RoomId};

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A colleague replaced what the user had entered, without having seen it.
    Replaced(Box<Replaced>),
    /// Others have changed parts since: "3 of 4 undone".
    PartlyUndone {
        /// Single steps done.
        done: usize,
        /// Single steps of the op.
        of: usize,
    },
    /// Nothing of the step could be taken back.
    NothingUndone,
    /// An edit is in the drawer now.
    Refused {
        /// Which.
        op: OpId,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// A gesture was refused at once, and nothing has changed.
    NotDone(Box<Refusal>),
    /// The user may no longer read a room that is open.
    AccessLost(RoomId),
    /// The server has closed the socket for a reason the user should know.
    Closed(CloseCode),
    /// The text was copied.
    Copied,
}

/// A notice on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Tells toasts apart.
    pub id: u32,
    /// What it says.
    pub notice: Notice,
}

impl Notice {
    /// How long it stays, in milliseconds. What offers a way back stays longer; what took access away stays.
    pub(super) const fn stays_ms(&self) -> Option<u64> {
        match self {
            Self::AccessLost(_) => None,
            Self::Replaced(_) | Self::Refused { .. } => Some(20_000),
            Self::Copied => Some(3_000),
            Self::PartlyUndone { .. } | Self::NothingUndone | Self::NotDone(_) | Self::Closed(_) => Some(9_000),
        }
    }
}

impl From<sync::client::Notice> for Notice {
    fn from(notice: sync::client::Notice) -> Self {
        use sync::client::Notice as Told;
        match notice {
            Told::Replaced(replaced) => Self::Replaced(Box::new(replaced)),
            Told::PartlyUndone { done, of } => Self::PartlyUndone { done, of },
            Told::NothingUndone => Self::NothingUndone,
            Told::Refused { op, refusal } => Self::Refused { op, refusal: Box::new(refusal) },
            Told::AccessLost(room) => Self::AccessLost(room),
            Told::Closed(code) => Self::Closed(code),
        }
    }
}
