//! The first load of a room: what `GET /api/rooms/{room}` answers. Big and the same for everybody who may read it, so it
//! goes over HTTP, where it is compressed and kept by the browser; the socket then carries only what came after.

use super::Raw;
use model::{Room, Seq, StreamId};
use serde::{Deserialize, Serialize};

/// One stream as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WholeStream {
    /// The stream.
    pub stream: StreamId,
    /// Where it stands.
    pub seq: Seq,
    /// JSON of a [`model::StreamState`].
    pub state: Raw,
}

impl WholeStream {
    /// The streams of a room, all as of the same moment, as JSON.
    pub fn write(room: &Room) -> Result<String, serde_json::Error> {
        let streams = room
            .streams()
            .map(|(stream, state)| Ok(Self { stream, seq: state.seq, state: Raw::of(state)? }))
            .collect::<Result<Vec<_>, serde_json::Error>>()?;
        serde_json::to_string(&streams)
    }

    /// Reads what [`WholeStream::write`] has written.
    pub fn read(json: &str) -> Result<Vec<Self>, serde_json::Error> {
        model::json::from_str(json)
    }
}
