//! The demo workspace: a cast of users, and everything they have done in the last 18 months as ordinary gestures.
//!
//! The content stands in `server/demo/*.txt`, one fact a line (`line.rs` has the grammar). Days are written relative to
//! today, ids are derived from the words of the files: the same files and the same now give the same script. Nothing here
//! writes: whoever loads the demo submits the steps in order, as ops of their authors, with stamps of their times.

mod cast;
mod fishbone;
mod gesture;
mod ids;
mod key_role;
mod line;
mod map;
mod profile;
mod words;

pub use cast::DemoUser;
pub use line::{DemoError, Fault};

use cast::Cast;
use gesture::Gesture;
use model::{Change, Day, Millis, StreamId, UserId};

/// The files, in the order they are played where days and kinds are equal. The first deal of the first account file is
/// the one to open first.
const CAST: (&str, &str) = ("cast.txt", include_str!("../../demo/cast.txt"));
const CUSTOMERS: [(&str, &str); 3] = [
    ("hualing.txt", include_str!("../../demo/hualing.txt")),
    ("seven.txt", include_str!("../../demo/seven.txt")),
    ("others.txt", include_str!("../../demo/others.txt")),
];

/// Everything the demo workspace is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Who can sign in, in the order the sign-in page offers them.
    pub users: Vec<DemoUser>,
    /// What they did, oldest first.
    pub steps: Vec<Step>,
    /// The deal worth opening first.
    pub first_deal: StreamId,
}

/// One gesture: one op of one author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The author; [`UserId::SYSTEM`] for the founding of the workspace.
    pub by: UserId,
    /// When: the time of the stamp. Strictly later than the step before, and not later than now.
    pub at: Millis,
    /// The changes per stream, in the order an op demands.
    pub parts: Vec<(StreamId, Vec<Change>)>,
}

/// Reads the demo files as seen from `now`.
pub fn script(now: Millis) -> Result<Script, DemoError> {
    let today = now.day();
    let (cast, mut gestures) = Cast::read(CAST.0, CAST.1)?;
    let mut first_deal = None;
    for (file, text) in CUSTOMERS {
        let customers = map::read(file, text, &cast, today)?;
        first_deal = first_deal.or(customers.first_deal);
        gestures.extend(customers.gestures);
    }
    let first_deal = first_deal.ok_or(DemoError { file: CUSTOMERS[0].0, line: 0, fault: Fault::Missing("deal") })?;
    Ok(Script { users: cast.users, steps: timed(gestures, today), first_deal })
}

/// A minute between two gestures of a day, from half past nine in Shanghai (01:30 UTC).
const DAY_STARTS: i64 = 90 * 60_000;
const BETWEEN: i64 = 60_000;

/// Puts the gestures into the order of their days and gives each its minute.
fn timed(mut gestures: Vec<Gesture>, today: Day) -> Vec<Step> {
    gestures.sort_by_key(|gesture| (gesture.day, gesture.kind));
    let mut steps: Vec<Step> = Vec::with_capacity(gestures.len());
    for Gesture { day, by, parts, .. } in gestures {
        let morning = Millis(i64::from(today.plus(day).0) * 86_400_000 + DAY_STARTS);
        let next = steps.last().map_or(morning, |step| Millis(step.at.0 + BETWEEN));
        steps.push(Step { by, at: morning.max(next), parts });
    }
    steps
}
