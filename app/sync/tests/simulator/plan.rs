//! Plans: what happens, one operation per line. A plan can be printed, saved, shortened by deleting lines, and replayed.

use rand::{Rng, RngCore, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::{fmt, str::FromStr};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Decides delays and losses.
    pub seed: u64,
    pub nodes: usize,
    pub clients: usize,
    pub users: usize,
    /// Requests for whole rooms can succeed; without it they all fail at once.
    pub fetches: bool,
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Time passes, in milliseconds.
    Wait(i64),
    /// A client makes a gesture; the number decides which.
    Gesture(usize, u64),
    Undo(usize, u64),
    Redo(usize, u64),
    /// Tries the oldest op of the drawer again.
    Retry(usize),
    Discard(usize),
    Open(usize, u64),
    Close(usize, u64),
    Point(usize, u64),
    /// The connection of a client breaks; the node notices at once or much later.
    Cut(usize),
    /// A client has no network for a while.
    Offline(usize, bool),
    /// The tab is closed and opened again.
    Restart(usize),
    /// The disk of a client takes nothing.
    DiskFails(usize, bool),
    /// The clock of a client goes wrong.
    Skew(usize, i64),
    /// The socket queue of a client is full.
    Congest(usize, bool),
    /// Somebody sends nonsense as this client's user; the number decides which.
    Nonsense(usize, u64),
    /// A node is killed, and started again later.
    Kill(usize),
    Start(usize),
    /// A node dies between its next commit and the news of it.
    DieAfterCommit(usize),
    /// A node stops in an orderly way.
    Stop(usize),
    /// The store has no space.
    Full(bool),
    /// The store answers with faults; what was asked may have happened all the same.
    StoreDown(bool),
    /// A node does not hear of the others' commits, but for its polling.
    Deaf(usize, bool),
    /// A node does not reach the store: what it asks fails, and it hears of nothing.
    CutOff(usize, bool),
}

impl Plan {
    pub fn random(seed: u64, steps: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let nodes = *[1, 1, 2, 2, 3].choose(&mut rng).unwrap();
        let clients = rng.random_range(2..=4);
        let users = rng.random_range(2..=clients.max(3));
        // Each plan is quiet in most respects, so that it gets deep in the others.
        let storms = rng.random_range(0..=100);
        let fetches = !seed.is_multiple_of(4);
        let mut plan = Self { seed, nodes, clients, users, fetches, steps: Vec::new() };
        while plan.steps.len() < steps {
            let client = rng.random_range(0..clients);
            let node = rng.random_range(0..nodes);
            let r = rng.next_u64() % 1_000_000;
            let calm = rng.random_range(0..100) >= storms / 3;
            let step = match rng.random_range(0..100) {
                0..55 => Step::Gesture(client, r),
                55..60 => Step::Undo(client, r),
                60..63 => Step::Redo(client, r),
                63..66 => Step::Retry(client),
                66 => Step::Discard(client),
                67..70 => Step::Open(client, r),
                70 => Step::Close(client, r),
                71..73 => Step::Point(client, r),
                _ if calm => Step::Wait(*[1, 5, 20, 100, 500, 2_000].choose(&mut rng).unwrap()),
                73..78 => Step::Cut(client),
                78 => Step::Offline(client, true),
                79..81 => Step::Offline(client, false),
                81..84 => Step::Restart(client),
                84 => Step::DiskFails(client, r.is_multiple_of(3)),
                85 => Step::Skew(client, (r % 400_000) as i64 - 200_000),
                86 => Step::Congest(client, r.is_multiple_of(2)),
                87..89 => Step::Nonsense(client, r),
                89 => Step::Kill(node),
                90..92 => Step::Start(node),
                92..94 => Step::DieAfterCommit(node),
                94 => Step::Stop(node),
                95 => Step::Full(r.is_multiple_of(3)),
                96 => Step::StoreDown(r.is_multiple_of(3)),
                97 => Step::Deaf(node, r.is_multiple_of(2)),
                98 => Step::CutOff(node, !r.is_multiple_of(3)),
                _ => Step::Wait(*[50, 1_000, 6_000, 20_000].choose(&mut rng).unwrap()),
            };
            plan.steps.push(step);
            if rng.random_range(0..3) == 0 {
                plan.steps.push(Step::Wait(rng.random_range(1..200)));
            }
        }
        plan
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}", self.seed)?;
        writeln!(f, "nodes {}", self.nodes)?;
        writeln!(f, "clients {}", self.clients)?;
        writeln!(f, "users {}", self.users)?;
        writeln!(f, "fetches {}", if self.fetches { "on" } else { "off" })?;
        self.steps.iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |on: &bool| if *on { "on" } else { "off" };
        match self {
            Self::Wait(ms) => write!(f, "wait {ms}"),
            Self::Gesture(client, r) => write!(f, "gesture {client} {r}"),
            Self::Undo(client, r) => write!(f, "undo {client} {r}"),
            Self::Redo(client, r) => write!(f, "redo {client} {r}"),
            Self::Retry(client) => write!(f, "retry {client}"),
            Self::Discard(client) => write!(f, "discard {client}"),
            Self::Open(client, r) => write!(f, "open {client} {r}"),
            Self::Close(client, r) => write!(f, "close {client} {r}"),
            Self::Point(client, r) => write!(f, "point {client} {r}"),
            Self::Cut(client) => write!(f, "cut {client}"),
            Self::Offline(client, off) => write!(f, "offline {client} {}", on(off)),
            Self::Restart(client) => write!(f, "restart {client}"),
            Self::DiskFails(client, fails) => write!(f, "disk-fails {client} {}", on(fails)),
            Self::Skew(client, ms) => write!(f, "skew {client} {ms}"),
            Self::Congest(client, full) => write!(f, "congest {client} {}", on(full)),
            Self::Nonsense(client, r) => write!(f, "nonsense {client} {r}"),
            Self::Kill(node) => write!(f, "kill {node}"),
            Self::Start(node) => write!(f, "start {node}"),
            Self::DieAfterCommit(node) => write!(f, "die-after-commit {node}"),
            Self::Stop(node) => write!(f, "stop {node}"),
            Self::Full(full) => write!(f, "full {}", on(full)),
            Self::StoreDown(down) => write!(f, "store-down {}", on(down)),
            Self::Deaf(node, deaf) => write!(f, "deaf {node} {}", on(deaf)),
            Self::CutOff(node, off) => write!(f, "cut-off {node} {}", on(off)),
        }
    }
}

impl FromStr for Plan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut plan = Self { seed: 0, nodes: 1, clients: 2, users: 2, fetches: false, steps: Vec::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let number = |place: usize| -> Result<u64, String> {
                words.get(place).and_then(|word| word.parse().ok()).ok_or_else(|| format!("no number in {line:?}"))
            };
            let index = |place: usize| number(place).map(|n| n as usize);
            let signed = |place: usize| -> Result<i64, String> {
                words.get(place).and_then(|word| word.parse().ok()).ok_or_else(|| format!("no number in {line:?}"))
            };
            let on = |place: usize| words.get(place) == Some(&"on");
            plan.steps.push(match words[0] {
                "seed" => {
                    plan.seed = number(1)?;
                    continue;
                }
                "nodes" => {
                    plan.nodes = index(1)?;
                    continue;
                }
                "clients" => {
                    plan.clients = index(1)?;
                    continue;
                }
                "users" => {
                    plan.users = index(1)?;
                    continue;
                }
                "fetches" => {
                    plan.fetches = on(1);
                    continue;
                }
                "wait" => Step::Wait(signed(1)?),
                "gesture" => Step::Gesture(index(1)?, number(2)?),
                "undo" => Step::Undo(index(1)?, number(2)?),
                "redo" => Step::Redo(index(1)?, number(2)?),
                "retry" => Step::Retry(index(1)?),
                "discard" => Step::Discard(index(1)?),
                "open" => Step::Open(index(1)?, number(2)?),
                "close" => Step::Close(index(1)?, number(2)?),
                "point" => Step::Point(index(1)?, number(2)?),
                "cut" => Step::Cut(index(1)?),
                "offline" => Step::Offline(index(1)?, on(2)),
                "restart" => Step::Restart(index(1)?),
                "disk-fails" => Step::DiskFails(index(1)?, on(2)),
                "skew" => Step::Skew(index(1)?, signed(2)?),
                "congest" => Step::Congest(index(1)?, on(2)),
                "nonsense" => Step::Nonsense(index(1)?, number(2)?),
                "kill" => Step::Kill(index(1)?),
                "start" => Step::Start(index(1)?),
                "die-after-commit" => Step::DieAfterCommit(index(1)?),
                "stop" => Step::Stop(index(1)?),
                "full" => Step::Full(on(1)),
                "store-down" => Step::StoreDown(on(1)),
                "deaf" => Step::Deaf(index(1)?, on(2)),
                "cut-off" => Step::CutOff(index(1)?, on(2)),
                other => return Err(format!("no such step: {other}")),
            });
        }
        Ok(plan)
    }
}
