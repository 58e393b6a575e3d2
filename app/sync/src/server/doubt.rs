//! Sockets of people this node does not know as members. Among peers that does not say that they are none: another node may have
//! let them in a moment ago. Nobody is turned away before the store was asked.
//!
//! Until then such a socket is told nothing and may say nothing but hello. What it costs: one question to the store at a time, for all
//! who wait, and each of them waits for one that was asked after he came.

use super::{ConnId, Node};
use crate::{
    frame::{CloseCode, Hello},
    limits,
};
use model::StreamId;

/// Somebody who waits to be judged.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    /// The store is asked, or has been, since he came. An answer that was on its way before may be older than he is.
    asked: bool,
    /// Answered when he is let in.
    hello: Option<Hello>,
}

impl Node {
    /// Somebody came who is no member as far as this node knows.
    pub(super) fn unknown(&mut self, conn: ConnId) {
        if self.config.peers {
            self.doubts.insert(conn, Doubt::default());
        } else {
            self.close(conn, CloseCode::NoAccess, None);
        }
    }

    /// Whether the socket waits to be judged; if so, its hello is kept until then.
    pub(super) fn keeps_for_later(&mut self, conn: ConnId, hello: &Hello) -> bool {
        let Some(doubt) = self.doubts.get_mut(&conn) else { return false };
        doubt.hello = Some(hello.clone());
        true
    }

    /// Lets in who has turned out to be a member, and turns away who is none as of now.
    pub(super) fn settle_doubts(&mut self) {
        let waiting: Vec<ConnId> = self.doubts.keys().copied().collect();
        for conn in waiting {
            self.settle_doubt(conn);
        }
    }

    fn settle_doubt(&mut self, conn: ConnId) {
        let Some(user) = self.sessions.get(conn).map(|entry| entry.user) else { return };
        if self.is_member(user) {
            if let Some(Doubt { hello: Some(hello), .. }) = self.doubts.remove(&conn) {
                self.hello(conn, &hello);
            }
            return;
        }
        if self.sees_too_little() {
            // Who is nobody's member here may be one by now, but that can not be seen.
            return self.close(conn, CloseCode::TryAgainLater, Some(limits::BACKOFF_FIRST_MS.unsigned_abs()));
        }
        if self.cache.get(StreamId::Workspace).is_some_and(|workspace| workspace.reading) {
            return;
        }
        match self.doubts.get_mut(&conn) {
            Some(doubt) if !doubt.asked => self.ask_for_doubts(),
            _ => self.close(conn, CloseCode::NoAccess, None),
        }
    }

    /// One question for all who wait.
    fn ask_for_doubts(&mut self) {
        self.doubts.values_mut().for_each(|doubt| doubt.asked = true);
        self.catch_up(&[StreamId::Workspace]);
    }
}
