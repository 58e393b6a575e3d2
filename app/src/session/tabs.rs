//! What the tabs of one user tell each other. The tab that leads owns socket and outbox; the others show what it shows,
//! and hand their gestures to it.

use super::{Notice, SyncState, storage::Forwarded};
use crate::replica::{Loading, PresenceBody};
use model::{Actor, ClientId, EntityKey, OpId, StreamId, StreamState, UserId};
use serde::{Deserialize, Serialize};
use sync::{
    client::RefusedOp,
    frame::{ListRow, RoomId},
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A message between tabs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Message {
    /// A tab leads now: the others say again what they show.
    Leads,
    /// A following tab shows these rooms. Said on every change, and again while it lives.
    Shows { tab: String, rooms: Vec<RoomId> },
    /// A gesture of a following tab; it is on disk already.
    Gesture(Forwarded),
    /// A following tab's wish.
    Undo(RoomId),
    /// A following tab's wish.
    Redo(RoomId),
    /// A following tab's wish.
    Retry(OpId),
    /// A following tab's wish.
    Discard(OpId),
    /// A following tab's user does something.
    Presence(RoomId, PresenceBody),
    /// Gestures of following tabs the leader has: they need not be handed over again.
    Taken(Vec<OpId>),
    /// The leader's room.
    Room(Box<SharedRoom>),
    /// The others in a room.
    Peers(RoomId, Vec<(ClientId, UserId, PresenceBody)>),
    /// Something to tell the user, whichever tab he looks at.
    Told(Notice),
    /// The leader's state.
    State { sync: SyncState, drawer: Vec<RefusedOp>, board: Option<Vec<ListRow>>, founded: Vec<StreamId> },
}

/// A room as the leader shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SharedRoom {
    pub(super) room: RoomId,
    pub(super) streams: Vec<(StreamId, StreamState)>,
    pub(super) actor: Actor,
    pub(super) loading: SharedLoading,
    pub(super) undo: Option<String>,
    pub(super) redo: Option<String>,
    /// What looks different since the last message; `None` means everything.
    pub(super) entities: Option<Vec<EntityKey>>,
    /// Gestures of following tabs that are part of this state, or were refused.
    pub(super) taken: Vec<OpId>,
}

/// [`Loading`] between tabs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum SharedLoading {
    Waiting,
    Loaded,
    Denied,
}

impl From<Loading> for SharedLoading {
    fn from(loading: Loading) -> Self {
        match loading {
            Loading::Waiting => Self::Waiting,
            Loading::Loaded => Self::Loaded,
            Loading::Denied => Self::Denied,
        }
    }
}

impl From<SharedLoading> for Loading {
    fn from(loading: SharedLoading) -> Self {
        match loading {
            SharedLoading::Waiting => Self::Waiting,
            SharedLoading::Loaded => Self::Loaded,
            SharedLoading::Denied => Self::Denied,
        }
    }
}

/// The line between the tabs of one user.
pub(super) struct Channel {
    channel: BroadcastChannel,
    _listen: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    pub(super) fn open(name: &str, mut hear: impl FnMut(Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // Another release in another tab may say things this one does not know.
            if let Some(Ok(message)) = event.data().as_string().map(|text| model::json::from_str(&text)) {
                hear(message);
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        Some(Self { channel, _listen: listen })
    }

    pub(super) fn say(&self, message: &Message) {
        if let Ok(text) = serde_json::to_string(message) {
            let _ = self.channel.post_message(&JsValue::from_str(&text));
        }
    }
}
