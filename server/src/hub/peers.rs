//! Other nodes on the same database: a hint wakes us at once, and because hints can be lost, we also look every second.

use super::Hub;
use super::sequencer::Message;
use std::time::Duration;
use store::{Position, Store};
use sync::server::Event;

/// How late news of another node may be when the hint was lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Streams asked for at once.
const STREAMS: u32 = 1_000;

pub(super) async fn watch(store: Store, mut position: Position, hub: Hub) {
    let mut hints = store.wakeups();
    loop {
        tokio::select! {
            () = hints.next() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        loop {
            match store.changed_since(position, STREAMS).await {
                Ok((next, streams)) => {
                    let more = streams.len() == STREAMS as usize;
                    position = next;
                    if !streams.is_empty() && hub.results.send(Message::Event(Event::Woken(streams))).is_err() {
                        return;
                    }
                    if !more {
                        break;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "can not see what other servers wrote");
                    break;
                }
            }
        }
        if hub.messages.is_closed() {
            return;
        }
    }
}
