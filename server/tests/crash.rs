//! The whole server, killed at random moments while clients push: what was acknowledged is there afterwards, and the hash
//! chain is sound. `CRASH_ROUNDS` kills (10 by default: the store's own crash test does many more), drawn from `CRASH_SEED`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

#[path = "server/browser.rs"]
#[expect(dead_code, reason = "shared with the tests of the whole server")]
mod browser;
#[path = "server/room.rs"]
#[expect(dead_code, reason = "shared with the tests of the whole server")]
mod room;

use browser::{Browser, Came, Socket};
use model::{OpId, Seq, StreamId, UserId, WorkspaceRole};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use room::{Pen, Room, push};
use server::{clock, hub::Hub, token, user};
use std::{
    collections::BTreeMap,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Location, NewSession, NewUser, Store};
use sync::frame::{ClientFrame, Push, Raw, ServerFrame};
use tokio::process::{Child, Command};

/// Clients that push at the same time.
const CLIENTS: usize = 3;
/// Ops of one push: enough that a kill often meets a group in flight.
const PER_PUSH: usize = 20;
/// Acknowledged before the moment of the kill is drawn, so that every round proves something.
const ACKED_FIRST: usize = 60;
/// The latest kill after that.
const KILL_WITHIN: Duration = Duration::from_millis(40);

type Acked = Arc<Mutex<BTreeMap<OpId, Vec<(StreamId, Seq)>>>>;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The members and their sessions, made before the first kill.
async fn people(location: &Location) -> Vec<(UserId, String)> {
    let store = Store::open_and_migrate(location).await.unwrap();
    let hub = Hub::start(store.clone(), false).await.unwrap();
    let mut people = Vec::new();
    for n in 0..CLIENTS {
        let id = UserId(token::new_uuid().unwrap());
        let login = format!("user{n}");
        let new = NewUser { id, login, password_hash: None, locale: model::Locale::En };
        user::add_to(&store, &hub, new, "Wu Lei", WorkspaceRole::Member).await.unwrap();
        let token = token::new().unwrap();
        let now = clock::now();
        let session = NewSession {
            token_sha256: token::digest(&token),
            user: id,
            created_at: now,
            expires_at: now.plus_days(1),
            device: String::new(),
        };
        store.create_session(session).await.unwrap();
        people.push((id, token));
    }
    hub.stop().await;
    store.close().await;
    people
}

async fn start(data: &Path, address: SocketAddr) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sandtable"))
        .args(["serve", "--address", &address.to_string(), "--data"])
        .arg(data)
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let visitor = Browser::new(format!("http://{address}"), String::new(), None);
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            panic!("the server ended with {status}");
        }
        let request = visitor.request(reqwest::Method::GET, "/readyz");
        match request.send().await {
            Ok(answer) if answer.status() == 200 => return child,
            _ => tokio::task::yield_now().await,
        }
    }
}

/// Pushes until the connection breaks, and notes every answer.
async fn write(mut socket: Socket, room: Room, mut pen: Pen, acked: Acked) {
    loop {
        let ops = (0..PER_PUSH).map(|n| pen.op(room.rename_deal(&format!("name {n}"))));
        let ops = ops.map(|op| Raw::of(&op).unwrap()).collect();
        let frame = ClientFrame::Push(Push { ops }).to_text();
        if socket.try_send(tokio_tungstenite::tungstenite::Message::text(frame)).await.is_err() {
            return;
        }
        let mut answered = 0;
        while answered < PER_PUSH {
            match socket.next().await {
                Came::Frame(ServerFrame::Result(results)) => {
                    for result in results.results {
                        assert_eq!(result.refusal, None);
                        acked.lock().unwrap().insert(result.op.unwrap(), result.seqs);
                        answered += 1;
                    }
                }
                Came::Frame(_) => {}
                Came::Closed(_) => return,
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_at_any_moment_loses_nothing_it_has_acknowledged() {
    let rounds = number("CRASH_ROUNDS", 10);
    let mut dice = ChaCha8Rng::seed_from_u64(number("CRASH_SEED", 1));
    let data = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(data.path().join("sandtable.db"));
    let people = people(&location).await;
    let browser = |address: SocketAddr, person: &(UserId, String)| {
        let browser = Browser::new(format!("http://{address}"), format!("http://{address}"), Some(person.0));
        browser.set_cookie("sandtable", &person.1);
        browser
    };
    let acked = Acked::default();
    let mut checked = 0;
    for round in 0..rounds {
        let address = free_address();
        let mut child = start(data.path(), address).await;
        let before = acked.lock().unwrap().len();
        let mut writers = Vec::new();
        for person in &people {
            let (room, socket, pen) = Room::found(&browser(address, person), "WL").await;
            writers.push(tokio::spawn(write(socket, room, pen, Arc::clone(&acked))));
        }
        while acked.lock().unwrap().len() < before + ACKED_FIRST {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(KILL_WITHIN.mul_f64(dice.random())).await;
        child.start_kill().unwrap();
        child.wait().await.unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
        let store = Store::open_beside(&location).await.unwrap();
        let all: Vec<_> = std::mem::take(&mut *acked.lock().unwrap()).into_iter().collect();
        let ids: Vec<OpId> = all.iter().map(|(op, _)| *op).collect();
        let found: BTreeMap<_, _> = store.answers(&ids).await.unwrap().into_iter().collect();
        for (op, seqs) in &all {
            assert_eq!(found.get(op), Some(seqs), "round {round}: {op} was acknowledged");
        }
        checked += all.len();
        store.close().await;
        let verify = Command::new(env!("CARGO_BIN_EXE_sandtable"))
            .args(["verify", "--data"])
            .arg(data.path())
            .env_remove("DATABASE_URL")
            .output()
            .await
            .unwrap();
        assert!(verify.status.success(), "round {round}: {}", String::from_utf8_lossy(&verify.stdout));
    }
    assert!(checked >= ACKED_FIRST * usize::try_from(rounds).unwrap(), "the test must have had something to lose");

    // And after all that it works as before.
    let address = free_address();
    let mut child = start(data.path(), address).await;
    let (room, mut socket, mut pen) = Room::found(&browser(address, &people[0]), "WL").await;
    let op = pen.op(room.rename_deal("as before"));
    assert_eq!(push(&mut socket, &op).await.refusal, None);
    child.start_kill().unwrap();
    child.wait().await.unwrap();
}
