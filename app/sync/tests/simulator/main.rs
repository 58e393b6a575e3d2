//! The simulator: clients, nodes, sockets and a store in one thread, driven by a plan. After each event the invariants of
//! the contract are asserted, at the end quiescence.
//!
//! `SIM_SEEDS` says how many plans are tried, `SIM_FROM` the first, `SIM_STEPS` how long they are, `SIM_FAILURES` how many
//! failures are reported. A plan that fails is shortened and printed; saved to a file it is replayed with `SIM_PLAN=file`,
//! and with `SIM_TRACE=1` everything that happens is printed.

#![expect(clippy::unwrap_used, reason = "this is a test")]

mod checks;
mod gestures;
mod log;
mod plan;
mod violation;
mod world;

use log::LogFault;
use plan::Plan;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use sync::fault::Fault;
use violation::{Invariant, Violation};
use world::{Planted, Stats};

const SEEDS: u64 = 2_000;
/// Operations of a plan, not counting half as many waits between them.
const STEPS: usize = 60;
/// Seeds within which each planted bug must be found.
const SEEDS_PER_FAULT: u64 = 1_000;
/// Runs the shortening of a failing plan may cost.
const SHORTENING_RUNS: usize = 400;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs a plan; a panic of a machine is a breach like any other.
fn attempt(plan: &Plan, planted: Planted) -> (Result<(), Violation>, Stats) {
    catch_unwind(AssertUnwindSafe(|| world::run(plan, planted))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        (Err(Violation::new(Invariant::NoPanic, text.unwrap_or_default())), Stats::default())
    })
}

/// Deletes lines as long as the same invariant breaks.
fn shorten(plan: &Plan, planted: Planted, invariant: Invariant) -> Plan {
    let mut plan = plan.clone();
    let mut runs = 0;
    let mut chunk = plan.steps.len().div_ceil(2);
    while chunk > 0 && runs < SHORTENING_RUNS {
        let mut at = 0;
        while at < plan.steps.len() && runs < SHORTENING_RUNS {
            let mut shorter = plan.clone();
            shorter.steps.drain(at..(at + chunk).min(plan.steps.len()));
            runs += 1;
            match attempt(&shorter, planted).0 {
                Err(violation) if violation.invariant == invariant => plan = shorter,
                _ => at += chunk,
            }
        }
        chunk /= 2;
    }
    plan
}

/// The report of a failing plan.
fn report(plan: &Plan, planted: Planted, violation: &Violation) -> String {
    let short = shorten(plan, planted, violation.invariant);
    let again = attempt(&short, planted).0.err().unwrap_or_else(|| violation.clone());
    let seed = plan.seed;
    format!("seed {seed} breaks {violation}\nshortened, it breaks {again}\n# SIM_PLAN=<file with these lines>\n{short}")
}

/// Tries plans on all cores until `most` have failed; returns what was reached, and the failing plans.
fn search(from: u64, seeds: u64, steps: usize, most: usize, planted: Planted) -> (Stats, Vec<(Plan, Violation)>) {
    let next = AtomicU64::new(from);
    let stop = AtomicBool::new(false);
    let total = Mutex::new(Stats::default());
    let found: Mutex<Vec<(Plan, Violation)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + seeds {
                        break;
                    }
                    let plan = Plan::random(seed, steps);
                    let (result, stats) = attempt(&plan, planted);
                    total.lock().unwrap().add(&stats);
                    if let Err(violation) = result {
                        let mut found = found.lock().unwrap();
                        found.push((plan, violation));
                        stop.store(found.len() >= most, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    (total.into_inner().unwrap(), found.into_inner().unwrap())
}

#[test]
fn no_plan_breaks_an_invariant() {
    if let Ok(file) = std::env::var("SIM_PLAN") {
        let plan: Plan = std::fs::read_to_string(file).unwrap().parse().unwrap();
        if let Err(violation) = attempt(&plan, Planted::default()).0 {
            panic!("{violation}");
        }
        return;
    }
    let steps = number("SIM_STEPS", STEPS as u64) as usize;
    let most = number("SIM_FAILURES", 1) as usize;
    let (_, found) = search(number("SIM_FROM", 0), number("SIM_SEEDS", SEEDS), steps, most, Planted::default());
    let reports: Vec<String> =
        found.iter().map(|(plan, violation)| report(plan, Planted::default(), violation)).collect();
    assert!(reports.is_empty(), "{}", reports.join("\n"));
}

/// Plans that once broke an invariant, by the invariant and what was wrong.
const ONCE_BROKEN: [(&str, &str); 7] = [
    (
        "what a gone socket had left behind an op that met a full disk was written before that op came again",
        "seed 50081\nnodes 2\nclients 2\nusers 2\nopen 1 203043\ngesture 1 929758\ngesture 0 876708\n\
         wait 500\nwait 500\nfull on\nnonsense 0 798980\ngesture 0 5488\nwait 197\ngesture 1 717393\n\
         gesture 1 467323\ngesture 1 849130\nwait 2000\ngesture 1 377776\ngesture 0 147974\n\
         gesture 0 269949\nwait 94\nretry 1\nwait 116\nrestart 0\ngesture 0 692612\nwait 183",
    ),
    (
        "a node waited for an op that had met a full disk and had died with its tab",
        "seed 50081\nnodes 2\nclients 2\nusers 2\nopen 1 203043\ngesture 1 929758\ngesture 0 876708\n\
         wait 500\nwait 500\nfull on\nnonsense 0 798980\ngesture 0 5488\nwait 197\ngesture 1 717393\n\
         gesture 1 467323\ngesture 1 849130\nwait 2000\ngesture 1 377776\ngesture 0 147974\n\
         gesture 0 269949\nwait 94\nretry 1\nwait 116\nrestart 0\nwait 500\ngesture 1 435968\nretry 1\n\
         wait 50\ndiscard 1\nwait 164\ngesture 1 199093\nwait 20\ngesture 0 955571\nwait 5\nstop 1",
    ),
    (
        "what a slow client had missed was asked for through a room it may not read",
        "seed 20639\nnodes 2\nclients 4\nusers 3\nwait 145\noffline 0 on\nwait 37\ngesture 0 629483\n\
         wait 108\nwait 100\nwait 59\ngesture 3 753282\nwait 5\ngesture 1 195185\nwait 2000\n\
         gesture 3 969666\nwait 171\nopen 2 733758\ncongest 2 on\nclose 2 379953\ngesture 3 323072\n\
         wait 2000",
    ),
    (
        "a member who leaves a deal himself waited for ever for the row that said so",
        "seed 8\nnodes 1\nclients 2\nusers 2\ngesture 1 493655",
    ),
    (
        "a pending op was judged on what later ones had made of a stream it only looks at",
        "seed 35\nnodes 2\nclients 4\nusers 3\ngesture 3 412924\ngesture 3 293539\ngesture 3 810172\nwait 500\n\
         gesture 1 4745\nwait 155\ngesture 3 122753\npoint 0 990818\ngesture 0 461214\nwait 179\ngesture 0 268231\n\
         gesture 3 27520",
    ),
    (
        "an op the disk had not taken was not written when the disk worked again",
        "seed 188\nnodes 2\nclients 3\nusers 3\ngesture 0 123554\ndie-after-commit 1\ndisk-fails 0 on\nwait 187",
    ),
    (
        "a room was opened on an empty stream whose card, read later, told of its first row",
        "seed 4880\nnodes 2\nclients 3\nusers 2\ngesture 1 797792\ngesture 1 453431\nwait 95\nopen 0 544977\n\
         point 1 16824\ncut 2\nwait 171\nwait 500\ngesture 1 406951\nwait 114\nwait 100\ngesture 0 328591\n\
         gesture 2 420748\ngesture 1 717031\nwait 7\ngesture 2 321289\nwait 100\nwait 163\npoint 2 808092\n\
         discard 0\nwait 149\nwait 100\ngesture 0 165731\ngesture 0 280330\nwait 59\ngesture 2 435321\n\
         gesture 0 798334\nwait 10\nwait 9\nwait 1\ngesture 2 489704\ngesture 0 91934\nwait 2000\n\
         gesture 1 769379\nwait 54\nundo 0 971685\nwait 20\nwait 66\ngesture 2 298798\nwait 65\n\
         gesture 1 663989",
    ),
];

#[test]
fn plans_that_once_broke_an_invariant_hold() {
    for (what, plan) in ONCE_BROKEN {
        let plan: Plan = plan.parse().unwrap();
        assert!(attempt(&plan, Planted::default()).0.is_ok(), "{what}");
    }
}

#[test]
fn a_plan_reads_as_it_is_written() {
    for seed in 0..50 {
        let plan = Plan::random(seed, 100);
        assert_eq!(plan.to_string().parse::<Plan>().unwrap(), plan);
    }
}

#[test]
fn the_same_plan_runs_the_same_way_twice() {
    for seed in 0..20 {
        let plan = Plan::random(seed, STEPS);
        let (_, once) = attempt(&plan, Planted::default());
        let (_, twice) = attempt(&plan, Planted::default());
        assert_eq!(once.0, twice.0);
    }
}

const MACHINE_FAULTS: [Fault; 19] = [
    Fault::ClientForgetsPendingOnReconnect,
    Fault::ClientAppliesPendingTwice,
    Fault::ClientFoldsAcrossGap,
    Fault::ClientFoldsRowTwice,
    Fault::ClientSendsBeforeStored,
    Fault::ClientDropsRefused,
    Fault::ClientDoesNotRebase,
    Fault::ClientPushesOutOfOrder,
    Fault::ClientAsksNothingAfterFetch,
    Fault::NodeAcksBeforeAppend,
    Fault::NodeBroadcastsBeforeAppend,
    Fault::NodeKeepsTellingRemoved,
    Fault::NodeTreatsConflictAsAppended,
    Fault::NodeRefusesWithoutLookingUp,
    Fault::NodeGoesOnAfterFullDisk,
    Fault::NodeAcksAfterFault,
    Fault::NodeBreaksOrderOfClient,
    Fault::NodeListsEverything,
    Fault::NodeReadsForEverybody,
];

const LOG_FAULTS: [LogFault; 5] = [
    LogFault::NoDuplicateCheck,
    LogFault::NoHeadCheck,
    LogFault::PartialOp,
    LogFault::LosesLastCommit,
    LogFault::ForgetsWhatWasLeft,
];

#[test]
fn each_planted_bug_is_found() {
    let machines = MACHINE_FAULTS.iter().map(|fault| Planted { machine: Some(*fault), log: None });
    let logs = LOG_FAULTS.iter().map(|fault| Planted { machine: None, log: Some(*fault) });
    let mut missed = Vec::new();
    for planted in machines.chain(logs) {
        let (_, found) = search(0, SEEDS_PER_FAULT, STEPS, 1, planted);
        // It is the planted bug that was found only if the plan holds without it.
        match found.iter().find(|(plan, _)| attempt(plan, Planted::default()).0.is_ok()) {
            Some((plan, violation)) => tell(&format!("{planted:?}: seed {}, {:?}", plan.seed, violation.invariant)),
            None => missed.push(planted),
        }
    }
    assert!(missed.is_empty(), "not found within {SEEDS_PER_FAULT} seeds: {missed:?}");
}

#[test]
fn a_failing_plan_is_shortened_and_still_fails() {
    let planted = Planted { machine: Some(Fault::ClientDropsRefused), log: None };
    let (_, found) = search(0, SEEDS_PER_FAULT, STEPS, 1, planted);
    let (plan, violation) = found.first().unwrap();
    let short = shorten(plan, planted, violation.invariant);
    assert!(short.steps.len() < plan.steps.len() / 2, "{short}");
    assert_eq!(attempt(&short, planted).0.unwrap_err().invariant, violation.invariant);
}

#[test]
fn the_plans_reach_what_they_are_meant_to_reach() {
    let (stats, _) = search(0, 600, STEPS, 1, Planted::default());
    tell(&format!("{stats:#?}"));
    let wanted = [
        "row",
        "gesture",
        "drawer",
        "retry",
        "refused by the server",
        "depends on",
        "stale",
        "no access",
        "conflict",
        "duplicate",
        "snapshot",
        "tail",
        "fetched",
        "fetch hangs",
        "fetch taken",
        "fetch after access was lost",
        "resync",
        "presence",
        "access",
        "access lost",
        "list",
        "core",
        "cut",
        "restart",
        "kill",
        "died between commit and ack",
        "storage full",
        "nonsense",
        "replaced",
        "partly undone",
        "closed with a code",
    ];
    for what in wanted {
        assert!(stats.0.get(what).is_some_and(|count| *count > 0), "never reached: {what}");
    }
}

#[expect(clippy::print_stdout, reason = "shown with --nocapture and on failure")]
fn tell(text: &str) {
    println!("{text}");
}
