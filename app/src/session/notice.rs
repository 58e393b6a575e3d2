//! What is told to the user in passing.

use model::{OpId, Refusal, Replaced};
use serde::{Deserialize, Serialize};
use sync::frame::{CloseCode, RoomId};

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Notice {
    /// A colleague replaced what the user had entered, without having seen it.
    Replaced(Box<Replaced>),
    /// A step was taken back, or done again: "3 of 4 undone" if others have changed parts since.
    Undone {
        /// Key of its name.
        name: String,
        /// It was done again.
        redo: bool,
        /// Single steps done.
        done: usize,
        /// Single steps of the op.
        of: usize,
    },
    /// Nothing of the step could be taken back, or done again.
    NothingUndone {
        /// Key of its name.
        name: String,
        /// It was to be done again.
        redo: bool,
    },
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
    /// The server has closed the socket for a reason the user should know. Said by the tab that has the socket.
    #[serde(skip)]
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
            Self::Undone { done, of, .. } if *done == *of => Some(4_000),
            Self::Undone { .. } | Self::NothingUndone { .. } | Self::NotDone(_) | Self::Closed(_) => Some(9_000),
        }
    }
}

impl From<sync::client::Notice> for Notice {
    fn from(notice: sync::client::Notice) -> Self {
        use sync::client::Notice as Told;
        match notice {
            Told::Replaced(replaced) => Self::Replaced(Box::new(replaced)),
            Told::Undone { name, redo, done, of } => Self::Undone { name, redo, done, of },
            Told::NothingUndone { name, redo } => Self::NothingUndone { name, redo },
            Told::Refused { op, refusal } => Self::Refused { op, refusal: Box::new(refusal) },
            Told::AccessLost(room) => Self::AccessLost(room),
            Told::Closed(code) => Self::Closed(code),
        }
    }
}
