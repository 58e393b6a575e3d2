//! What presence says.

use model::{EntityKey, merge::Field};
use serde::{Deserialize, Serialize};

/// What somebody does in a room, in diagram coordinates. Never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceBody {
    /// On which drawing of the room his pointer is: `map`, `chain`. A place on one means nothing on another.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub drawing: String,
    /// Where his pointer is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<(i32, i32)>,
    /// What of the drawing he sees: left, top, right, bottom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<(i32, i32, i32, i32)>,
    /// What he has selected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selection: Vec<EntityKey>,
    /// What he drags, and where it is now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gesture: Vec<Moving>,
    /// The field he is typing in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editing: Option<Editing>,
}

impl PresenceBody {
    /// Without what only the core group may know of: presence goes to everybody in the room.
    #[must_use]
    pub fn for_everybody(mut self) -> Self {
        let open = |entity: EntityKey| !matches!(entity, EntityKey::KeyRole(_));
        self.selection.retain(|entity| open(*entity));
        self.gesture.retain(|moving| open(moving.entity));
        self.editing = self.editing.filter(|editing| open(editing.entity));
        self
    }
}

/// One entity on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moving {
    /// What.
    pub entity: EntityKey,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
}

/// A field somebody is typing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editing {
    /// Of what.
    pub entity: EntityKey,
    /// Which.
    pub field: Field,
}
