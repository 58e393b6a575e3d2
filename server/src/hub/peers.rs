//! Other nodes on the same database: a hint wakes us at once, and because hints can be lost, we also look every second. On
//! the same line they tell who is where; that may be lost.

use super::Hub;
use super::sequencer::Message;
use model::ClientId;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{Heard, Position, Store, StoreError};
use sync::server::{Event, PeerPresence};
use tokio::time::Instant;

/// How late news of another node may be when the hint was lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A look that takes longer has shown nothing: the node must know how old its view of the membership is at most.
const LOOK_WITHIN: Duration = Duration::from_secs(1);
/// Streams asked for at once.
const STREAMS: u32 = 1_000;

pub(super) async fn watch(store: Store, mut position: Position, hub: Hub) {
    let mut ears = store.wakeups();
    let mut look_at = Instant::now() + LOOK_EVERY;
    loop {
        // Words about presence do not put the next look off.
        let heard = tokio::time::timeout_at(look_at, ears.next()).await;
        if hub.messages.is_closed() {
            return;
        }
        if let Ok(Heard::Presence(word)) = heard {
            if let Some(seen) = read(hub.client, &word) {
                let _ = hub.results.send(Message::Event(Event::PeerPresence(seen)));
            }
            continue;
        }
        look_at = Instant::now() + LOOK_EVERY;
        match tokio::time::timeout(LOOK_WITHIN, look(&store, &mut position, &hub)).await {
            Ok(Ok(())) => {
                // That is all as of now.
                let _ = hub.results.send(Message::Event(Event::Woken(Vec::new())));
            }
            Ok(Err(error)) => tracing::warn!(%error, "can not see what other servers wrote"),
            Err(_) => tracing::warn!("could not see in time what other servers wrote"),
        }
    }
}

async fn look(store: &Store, position: &mut Position, hub: &Hub) -> Result<(), StoreError> {
    loop {
        let (next, streams) = store.changed_since(*position, STREAMS).await?;
        let more = streams.len() == STREAMS as usize;
        *position = next;
        if !streams.is_empty() {
            let _ = hub.results.send(Message::Event(Event::Woken(streams)));
        }
        if !more {
            return Ok(());
        }
    }
}

/// What one node tells the others.
#[derive(Serialize)]
struct Word<'a> {
    node: ClientId,
    seen: &'a [PeerPresence],
}

/// The same as it is heard.
#[derive(Deserialize)]
struct HeardWord {
    node: ClientId,
    seen: Vec<PeerPresence>,
}

/// Words that tell this, each short enough to be told.
pub(super) fn words(node: ClientId, seen: &[PeerPresence]) -> Vec<String> {
    let Ok(word) = serde_json::to_string(&Word { node, seen }) else { return Vec::new() };
    if word.len() <= Store::PRESENCE_BYTES {
        return vec![word];
    }
    match seen {
        // Somebody drags or has selected more than fits: where he is must do.
        [one] => {
            let mut less = one.clone();
            match &mut less.body {
                Some(body) if !(body.gesture.is_empty() && body.selection.is_empty()) => {
                    body.gesture.clear();
                    body.selection.clear();
                }
                _ => return Vec::new(),
            }
            words(node, &[less])
        }
        _ => {
            let (some, rest) = seen.split_at(seen.len() / 2);
            [words(node, some), words(node, rest)].concat()
        }
    }
}

/// What another node tells; nothing if it is our own word, or one of a newer release.
fn read(node: ClientId, word: &str) -> Option<Vec<PeerPresence>> {
    let word: HeardWord = serde_json::from_str(word).ok()?;
    (word.node != node).then_some(word.seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{EntityKey, UserId};
    use sync::frame::{Moving, PresenceBody, RoomId};

    const HERE: ClientId = ClientId::from_u128(1);
    const THERE: ClientId = ClientId::from_u128(2);

    fn somebody(n: u128, dragged: usize) -> PeerPresence {
        let gesture = vec![Moving { entity: EntityKey::Deal, x: 1, y: 1 }; dragged];
        let body = PresenceBody { cursor: Some((1, 2)), gesture, ..PresenceBody::default() };
        PeerPresence { room: RoomId::Board, who: ClientId::from_u128(n), user: UserId::from_u128(n), body: Some(body) }
    }

    fn heard(words: &[String]) -> Vec<PeerPresence> {
        words.iter().flat_map(|word| read(THERE, word).expect("a word of another node")).collect()
    }

    #[test]
    fn many_are_told_in_several_words_that_all_fit() {
        let seen: Vec<PeerPresence> = (0..200).map(|n| somebody(n, 3)).collect();
        let words = words(HERE, &seen);
        assert!(words.len() > 1 && words.iter().all(|word| word.len() <= Store::PRESENCE_BYTES));
        assert_eq!(heard(&words), seen);
    }

    #[test]
    fn of_somebody_who_drags_more_than_fits_it_is_told_where_he_is() {
        let words = words(HERE, &[somebody(1, 0), somebody(2, 1_000)]);
        assert_eq!(heard(&words), [somebody(1, 0), somebody(2, 0)]);
    }

    #[test]
    fn a_node_does_not_hear_itself_nor_what_it_does_not_understand() {
        let words = words(HERE, &[somebody(1, 0)]);
        assert_eq!(read(HERE, &words[0]), None);
        assert_eq!(read(THERE, "{}"), None);
    }
}
