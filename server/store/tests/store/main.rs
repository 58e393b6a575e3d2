//! One suite for both databases: each test runs on SQLite and, when `TEST_POSTGRES_URL` names a server, on PostgreSQL in a
//! database of its own. Without a server its PostgreSQL half is reported as ignored.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod append;
mod backup;
mod checkpoint;
mod fixture;
mod full;
mod identity;
mod open;
mod place;
mod race;
mod read;
mod seen;
mod share;
mod verify;
mod wakeups;

use libtest_mimic::{Arguments, Trial};
use place::{Case, Kind};

fn main() {
    let suites: [(&str, Vec<Case>); 12] = [
        ("append", append::cases()),
        ("backup", backup::cases()),
        ("checkpoint", checkpoint::cases()),
        ("full", full::cases()),
        ("identity", identity::cases()),
        ("open", open::cases()),
        ("race", race::cases()),
        ("read", read::cases()),
        ("seen", seen::cases()),
        ("share", share::cases()),
        ("verify", verify::cases()),
        ("wakeups", wakeups::cases()),
    ];
    let mut trials = Vec::new();
    for (suite, cases) in suites {
        for case in cases {
            for kind in Kind::ALL.into_iter().filter(|kind| case.only.is_none_or(|only| only == *kind)) {
                let name = format!("{suite}::{}::{}", case.name, kind.name());
                trials.push(Trial::test(name, move || place::run(case, kind)).with_ignored_flag(!kind.is_there()));
            }
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
