//! The link: when there is a socket, when to try again, when to give it up.

use super::Connection;
use crate::{frame::CloseCode, limits};
use model::Millis;

/// Where the connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing was tried yet.
    New,
    /// A socket is being opened, or waits for its welcome, since then.
    Connecting(Millis),
    /// Welcomed.
    Up,
    /// The next try.
    Pause(Millis),
    /// Only the user can change it.
    Stopped(Connection),
}

#[derive(Debug)]
pub(super) struct Link {
    phase: Phase,
    /// The last frame of the server.
    heard: Millis,
    /// Since when it is offline.
    since: Option<Millis>,
    /// Failed tries in a row.
    failures: u32,
    up_since: Millis,
    /// What the last `bye` asked for.
    retry_after: Option<i64>,
    random: u64,
}

/// A socket that lived this long was a success: the next pause is short again.
const GOOD_AFTER_MS: i64 = 10_000;

impl Link {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            phase: Phase::New,
            heard: Millis(0),
            since: None,
            failures: 0,
            up_since: Millis(0),
            retry_after: None,
            random: seed,
        }
    }

    pub(super) fn connection(&self) -> Connection {
        match (self.phase, self.since) {
            (Phase::Up, _) => Connection::Online,
            (Phase::Stopped(why), _) => why,
            (_, Some(since)) => Connection::OfflineSince(since),
            (_, None) => Connection::Connecting,
        }
    }

    pub(super) fn is_up(&self) -> bool {
        self.phase == Phase::Up
    }

    /// Whether there is a socket, or will be without the user doing something.
    pub(super) fn may_come_up(&self) -> bool {
        !matches!(self.phase, Phase::Stopped(_))
    }

    /// Whether to open a socket now. `insist` skips the pause, `restart` also what only the user can lift.
    pub(super) fn try_connect(&mut self, now: Millis, insist: bool, restart: bool) -> bool {
        let go = match self.phase {
            Phase::New => true,
            Phase::Pause(at) => insist || at <= now,
            Phase::Stopped(_) => restart,
            Phase::Connecting(_) | Phase::Up => false,
        };
        if go {
            self.phase = Phase::Connecting(now);
            self.heard = now;
        }
        go
    }

    pub(super) fn heard(&mut self, now: Millis) {
        self.heard = now;
    }

    pub(super) fn welcomed(&mut self, now: Millis) {
        self.phase = Phase::Up;
        self.since = None;
        self.up_since = now;
        self.retry_after = None;
    }

    /// The server said goodbye and when to come again.
    pub(super) fn bye(&mut self, retry_after: Option<u64>) {
        self.retry_after = retry_after.and_then(|ms| i64::try_from(ms).ok());
    }

    /// The socket is gone.
    pub(super) fn down(&mut self, code: Option<CloseCode>, now: Millis) {
        let lived = self.phase == Phase::Up && now.0 - self.up_since.0 >= GOOD_AFTER_MS;
        self.failures = if lived { 0 } else { self.failures.saturating_add(1) };
        self.since.get_or_insert(now);
        self.phase = match code {
            Some(CloseCode::SignInAgain) => Phase::Stopped(Connection::SignInAgain),
            Some(CloseCode::NoAccess) => Phase::Stopped(Connection::NoAccess),
            Some(CloseCode::ClientTooOld) => Phase::Stopped(Connection::UpdateNeeded),
            _ => Phase::Pause(Millis(now.0 + self.pause())),
        };
    }

    /// This page can not go on: the server speaks of things it does not know.
    pub(super) fn stop(&mut self) {
        self.phase = Phase::Stopped(Connection::UpdateNeeded);
    }

    /// Full jitter: anything up to a bound that doubles; never less than the server has asked for.
    fn pause(&mut self) -> i64 {
        let bound =
            (limits::BACKOFF_FIRST_MS << self.failures.saturating_sub(1).min(16)).min(limits::BACKOFF_LONGEST_MS);
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.random;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let jitter = i64::try_from((bits >> 33) % (bound.unsigned_abs() + 1)).unwrap_or(bound);
        self.retry_after.take().unwrap_or(0).clamp(0, 10 * limits::BACKOFF_LONGEST_MS) + jitter
    }

    /// Whether the socket is to be given up.
    pub(super) fn is_dead(&self, now: Millis) -> bool {
        matches!(self.phase, Phase::Up | Phase::Connecting(_)) && now.0 - self.heard.0 >= limits::CLIENT_SILENCE_MS
    }

    /// When to look again.
    pub(super) fn deadline(&self) -> Option<Millis> {
        match self.phase {
            Phase::Pause(at) => Some(at),
            Phase::Up | Phase::Connecting(_) => Some(Millis(self.heard.0 + limits::CLIENT_SILENCE_MS)),
            Phase::New | Phase::Stopped(_) => None,
        }
    }
}
