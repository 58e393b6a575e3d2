//! Limits and times of the protocol. Each constant tells its story; the client keeps them before it sends, the server
//! answers a breach with the code or the refusal named here.

/// A frame from a client, in bytes. An op of 2,000 moved nodes has some 180 kB; more is not one gesture. Answered with
/// 4413.
pub const FRAME_BYTES: usize = 256 * 1024;

/// What a frame needs around its ops.
const PUSH_ENVELOPE_BYTES: usize = 256;

/// One op as JSON, in bytes: the largest that fits into a push of its own. The client puts a larger one into the drawer
/// instead of resending it for ever; the server refuses it as too large.
pub const OP_BYTES: usize = FRAME_BYTES - PUSH_ENVELOPE_BYTES;

/// Ops in one push. Answered with 4413.
pub const PUSH_OPS: usize = 500;

/// Pushes of one socket that wait for an answer. This is the brake, and not a rate of ops: somebody with 10,000 offline
/// edits must get them in, and a flood waits in its sender's own memory. A third one is answered with 4429.
pub const UNANSWERED_PUSHES: usize = 2;

/// Sockets of one user: two browsers with a few tabs that all failed to elect a leader. Answered with 4429.
pub const SOCKETS_PER_USER: usize = 10;

/// Bytes a user may send per second in the long run, over all his sockets. Answered with 4429.
pub const USER_BYTES_PER_SECOND: u64 = 2 * 1024 * 1024;

/// Bytes a user may send at once: 50,000 offline edits of 500 bytes each are still an honest client.
pub const USER_BURST_BYTES: u64 = 32 * 1024 * 1024;

/// Presence frames of one socket per second. Surplus ones are dropped; presence is never worth a closed socket.
pub const PRESENCE_PER_SECOND: u32 = 30;

/// One presence frame, in bytes; a larger one is dropped.
pub const PRESENCE_BYTES: usize = 16 * 1024;

/// Time between two presence frames of a client: 20 per second.
pub const PRESENCE_INTERVAL_MS: i64 = 50;

/// A client that rests says so again after this time, so that it does not fade.
pub const PRESENCE_KEEPALIVE_MS: i64 = 5_000;

/// Presence is gone after this silence.
pub const PRESENCE_TTL_MS: i64 = 15_000;

/// Time between two bundles of presence from node to node: 5 per second.
pub const PEER_PRESENCE_INTERVAL_MS: i64 = 200;

/// The server says something at least this often.
pub const PING_EVERY_MS: i64 = 20_000;

/// The server closes a socket that was silent for this long: two pings without an answer.
pub const SERVER_SILENCE_MS: i64 = 40_000;

/// The client gives a socket up after this silence: two pings that did not arrive. A browser can keep a dead socket open
/// for minutes.
pub const CLIENT_SILENCE_MS: i64 = 45_000;

/// First and longest pause before a client connects again. The pause is drawn at random from 0 to the current bound, so
/// that a restarted server is not met by all clients at once.
pub const BACKOFF_FIRST_MS: i64 = 500;
/// See [`BACKOFF_FIRST_MS`].
pub const BACKOFF_LONGEST_MS: i64 = 30_000;

/// A client whose op met a full disk tries again after this time.
pub const STORAGE_FULL_RETRY_MS: i64 = 15_000;

/// A socket whose queue stays full for this long is closed with 4408.
pub const CONGESTED_MS: i64 = 30_000;

/// The first load of a room over HTTP is given up after this time, and the socket asked for all of it: the largest rooms have
/// a few hundred kB compressed, some seconds on a slow phone's line.
pub const FETCH_MS: i64 = 10_000;

/// Steps a user can undo in one room.
pub const UNDO_STEPS: usize = 200;

/// Ops of one transaction of the writer. With some 400 bytes each it stays well below a megabyte, so that an op that comes
/// next waits for milliseconds.
pub const BATCH_OPS: usize = 1_000;

/// Rows of a stream that the server keeps for clients that come back. Who was away for longer gets a snapshot.
pub const TAIL_ROWS: usize = 1_000;

/// Rows between two snapshots: what a load must fold at most, give or take a batch.
pub const SNAPSHOT_EVERY: u64 = 500;

/// A stream that nobody has open leaves the server's memory after this time.
pub const STREAM_IDLE_MS: i64 = 600_000;

/// The server's list says what an acknowledged op has founded within this time; until then the client shows the row itself,
/// afterwards only what the list says.
pub const LIST_LAG_MS: i64 = 5_000;
