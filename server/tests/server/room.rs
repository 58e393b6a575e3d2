//! Ops as a client makes them.

use crate::browser::{Browser, Socket};
use model::{
    AccountId, AssessmentId, Change, ClientId, Day, DealId, DealRole, Millis, Op, OpId, Part, PersonId, Refusal,
    SCHEMA, Seq, Stage, StreamId, UserId,
    account::AccountChange,
    deal::DealChange,
    person::PersonChange,
    power_map::{PowerMapChange, Source, Strength, Vendor},
    team::TeamChange,
};
use server::token::new_uuid;
use sync::frame::{OpResult, ServerFrame};

/// Writes ops of one browser profile.
pub struct Pen {
    client: ClientId,
    seq: u64,
}

/// A deal with one person on its map.
#[derive(Clone, Copy)]
pub struct Room {
    pub account: AccountId,
    pub deal: DealId,
    pub person: PersonId,
}

impl Pen {
    pub fn new() -> Self {
        Self { client: ClientId(new_uuid().unwrap()), seq: 0 }
    }

    pub fn client(&self) -> ClientId {
        self.client
    }

    pub fn op(&mut self, parts: Vec<(StreamId, Vec<Change>)>) -> Op {
        self.seq += 1;
        Op {
            id: OpId(new_uuid().unwrap()),
            client: self.client,
            client_seq: self.seq,
            schema: SCHEMA,
            at: Millis(0),
            batch: None,
            parts: parts
                .into_iter()
                .map(|(stream, changes)| Part { stream, base: Seq(u64::from(u32::MAX)), changes })
                .collect(),
        }
    }
}

impl Room {
    /// Account, deal, team and a first person, in one gesture.
    pub fn founding(&self, user: UserId, initials: &str) -> Vec<(StreamId, Vec<Change>)> {
        let account = AccountChange::Create {
            name: "华岭集团".to_owned(),
            name_en: String::new(),
            level: Default::default(),
            industry: String::new(),
            region: String::new(),
        };
        let deal = DealChange::Create {
            account: self.account,
            name: "省数据中心网络".to_owned(),
            name_en: String::new(),
            stage: Stage::ALL[0],
            amount: None,
            expected_sign: None,
        };
        let team = TeamChange::Join { user, role: DealRole::Ar, initials: initials.to_owned() };
        vec![
            (StreamId::Account(self.account), vec![Change::Account(account), Change::Person(self.add("总经理"))]),
            (
                StreamId::Deal(self.deal),
                vec![Change::Deal(deal), Change::Team(team), Change::PowerMap(self.put_on_map())],
            ),
        ]
    }

    pub fn new() -> Self {
        Self {
            account: AccountId(new_uuid().unwrap()),
            deal: DealId(new_uuid().unwrap()),
            person: PersonId(new_uuid().unwrap()),
        }
    }

    fn add(&self, title: &str) -> PersonChange {
        PersonChange::Add {
            id: self.person,
            title: title.to_owned(),
            title_en: String::new(),
            name: Some("王建国".to_owned()),
            department: None,
            external: false,
        }
    }

    fn put_on_map(&self) -> PowerMapChange {
        PowerMapChange::AddNode { person: self.person, x: 0, y: 0, buying_role: None, key: false }
    }

    pub fn rename_person(&self, title: &str) -> Vec<(StreamId, Vec<Change>)> {
        let change = PersonChange::SetTitle { id: self.person, title: title.to_owned() };
        vec![(StreamId::Account(self.account), vec![Change::Person(change)])]
    }

    pub fn rename_deal(&self, name: &str) -> Vec<(StreamId, Vec<Change>)> {
        vec![(StreamId::Deal(self.deal), vec![Change::Deal(DealChange::SetName { name: name.to_owned() })])]
    }

    pub fn join(&self, user: UserId, initials: &str, role: DealRole) -> Vec<(StreamId, Vec<Change>)> {
        let change = TeamChange::Join { user, role, initials: initials.to_owned() };
        vec![(StreamId::Deal(self.deal), vec![Change::Team(change)])]
    }

    pub fn assess(&self, value: i32) -> Vec<(StreamId, Vec<Change>)> {
        let change = PowerMapChange::Assess {
            id: AssessmentId(new_uuid().unwrap()),
            person: self.person,
            vendor: Vendor::Us,
            value: Strength::Known(value),
            evidence: "said so".to_owned(),
            source: Source::Meeting,
            observed_at: Day::of(2026, 3, 1).unwrap(),
        };
        vec![(StreamId::Deal(self.deal), vec![Change::PowerMap(change)])]
    }

    /// Founds the room over a socket of this member.
    pub async fn found(browser: &Browser, initials: &str) -> (Self, Socket, Pen) {
        let room = Self::new();
        let mut pen = Pen::new();
        let mut socket = browser.socket().await;
        let op = pen.op(room.founding(browser.user.unwrap(), initials));
        assert_eq!(push(&mut socket, &op).await.refusal, None);
        (room, socket, pen)
    }
}

/// Pushes an op and waits for what became of it.
pub async fn push(socket: &mut Socket, op: &Op) -> OpResult {
    socket.push(op).await;
    result_of(socket, op.id).await
}

/// Waits for what became of an op.
pub async fn result_of(socket: &mut Socket, op: OpId) -> OpResult {
    socket
        .until(|frame| match frame {
            ServerFrame::Result(results) => results.results.iter().find(|result| result.op == Some(op)).cloned(),
            _ => None,
        })
        .await
}

/// What an op is refused for.
pub async fn refusal(socket: &mut Socket, op: &Op) -> Option<Refusal> {
    push(socket, op).await.refusal
}
