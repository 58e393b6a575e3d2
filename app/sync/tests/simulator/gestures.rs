//! What users do: gestures drawn at random from what they see.

use model::{
    AccountId, AssessmentId, Body, Change, CompetitorId, Day, DealId, DealRole, DepartmentId, KeyRoleId, LineId, Money,
    PainId, PersonId, Room, Stage, StreamId, UserId, WorkspaceRole,
    account::AccountChange,
    competitor::CompetitorChange,
    deal::DealChange,
    department::DepartmentChange,
    key_role::{KeyRoleChange, KeyRoleKind},
    member::MemberChange,
    person::PersonChange,
    power_map::{LineKind, NodePosition, PainChange, PainLevel, PowerMapChange, Source, Strength, Vendor},
    team::TeamChange,
};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

pub type Parts = Vec<(StreamId, Vec<Change>)>;

/// Ids nobody has used.
#[derive(Default)]
pub struct Ids(u128);

impl Ids {
    pub fn next(&mut self) -> u128 {
        self.0 += 1;
        0xA000_0000 + self.0
    }
}

fn pick<T: Copy>(rng: &mut ChaCha8Rng, from: &[T]) -> Option<T> {
    from.choose(rng).copied()
}

/// A gesture in a room; nothing if there is nothing to do it to.
pub fn gesture(rng: &mut ChaCha8Rng, room: &Room, users: &[UserId], ids: &mut Ids) -> Option<Parts> {
    let account = room.account().map(|(id, _)| StreamId::Account(id));
    match room.deal() {
        Some((deal, _)) => in_deal(rng, room, StreamId::Deal(deal), account, users, ids),
        None => match account {
            Some(account) => in_account(rng, room, account, ids),
            None => in_workspace(rng, users, ids),
        },
    }
}

fn name(rng: &mut ChaCha8Rng) -> String {
    ["王建国", "李敏", "Smith", "<script>", "a"].choose(rng).map(|name| (*name).to_owned()).unwrap_or_default()
}

fn people(room: &Room) -> Vec<PersonId> {
    room.account().map(|(_, account)| account.people.keys().copied().collect()).unwrap_or_default()
}

fn in_deal(
    rng: &mut ChaCha8Rng,
    room: &Room,
    deal: StreamId,
    account: Option<StreamId>,
    users: &[UserId],
    ids: &mut Ids,
) -> Option<Parts> {
    let (_, state) = room.deal()?;
    let map = &state.power_map;
    let live: Vec<PersonId> = map.live_nodes().map(|(id, _)| id).collect();
    let gone: Vec<PersonId> = map.nodes.iter().filter(|(_, node)| node.archived).map(|(id, _)| *id).collect();
    let lines: Vec<LineId> = map.live_lines().map(|(id, _)| id).collect();
    let cut: Vec<LineId> = map.lines.iter().filter(|(_, line)| line.archived.is_some()).map(|(id, _)| *id).collect();
    let place = |rng: &mut ChaCha8Rng| (rng.random_range(-50..50), rng.random_range(-50..50));
    let on_map = |change| Some(vec![(deal, vec![Change::PowerMap(change)])]);
    match rng.random_range(0..100) {
        0..18 => {
            let (x, y) = place(rng);
            let id = PersonId::from_u128(ids.next());
            let person = PersonChange::Add {
                id,
                title: "处长".to_owned(),
                title_en: String::new(),
                name: Some(name(rng)),
                department: None,
                external: false,
            };
            let node = PowerMapChange::AddNode { person: id, x, y, buying_role: None, key: rng.random() };
            Some(vec![(account?, vec![Change::Person(person)]), (deal, vec![Change::PowerMap(node)])])
        }
        18..22 => {
            let (x, y) = place(rng);
            let known = people(room);
            let off: Vec<PersonId> = known.into_iter().filter(|id| !map.nodes.contains_key(id)).collect();
            on_map(PowerMapChange::AddNode { person: pick(rng, &off)?, x, y, buying_role: None, key: false })
        }
        36..38 => in_core(rng, room, ids),
        22..36 => {
            let count = rng.random_range(1..=3);
            let mut to = Vec::new();
            for person in live.choose_multiple(rng, count) {
                let (x, y) = place(rng);
                to.push(NodePosition { person: *person, x, y });
            }
            (!to.is_empty()).then_some(())?;
            on_map(PowerMapChange::MoveNodes { to })
        }
        38..50 => {
            let kind = match rng.random_range(0..4) {
                0 | 1 => LineKind::ReportsTo,
                2 => LineKind::Influences { weight: rng.random_range(1..=3) },
                _ => LineKind::ConflictsWith,
            };
            let id = LineId::from_u128(ids.next());
            let (from, to) = (pick(rng, &live)?, pick(rng, &live)?);
            on_map(PowerMapChange::AddLine { id, kind, from, to, note: String::new() })
        }
        50..55 => on_map(PowerMapChange::RemoveLines { lines: vec![pick(rng, &lines)?] }),
        55..58 => on_map(PowerMapChange::RestoreLines { lines: vec![pick(rng, &cut)?] }),
        58..63 => on_map(PowerMapChange::RemoveNodes { people: vec![pick(rng, &live)?] }),
        63..67 => on_map(PowerMapChange::RestoreNodes { people: vec![pick(rng, &gone)?] }),
        67..73 => on_map(PowerMapChange::Assess {
            id: AssessmentId::from_u128(ids.next()),
            person: pick(rng, &live)?,
            vendor: Vendor::Us,
            value: Strength::Known(rng.random_range(-4..=3)),
            evidence: "会上提到".to_owned(),
            source: Source::Meeting,
            observed_at: Day(20_000),
        }),
        73 => on_map(PowerMapChange::Pain {
            person: pick(rng, &live)?,
            change: PainChange::Reach {
                id: PainId::from_u128(ids.next()),
                level: pick(rng, &PainLevel::ALL)?,
                evidence: "承认效率低".to_owned(),
                observed_at: Day(20_000),
            },
        }),
        74 => on_map(PowerMapChange::SetKey { person: pick(rng, &live)?, key: rng.random() }),
        75..76 => on_map(PowerMapChange::SetPin { person: pick(rng, &live)?, pinned: rng.random() }),
        76..78 => on_map(PowerMapChange::AddOwner { person: pick(rng, &live)?, user: pick(rng, users)? }),
        78..81 => {
            let id = pick(rng, &lines)?;
            let from = map.lines.get(&id)?.note.clone();
            let to = format!("{from}\n{}", name(rng));
            on_map(PowerMapChange::EditLineNote { id, from, to })
        }
        81..83 => {
            let name = name(rng);
            Some(vec![(deal, vec![Change::Deal(DealChange::SetName { name })])])
        }
        83..90 => {
            let amount = Some(Money { minor: rng.random_range(0..1_000), currency: model::Currency::Cny });
            Some(vec![(deal, vec![Change::Deal(DealChange::SetAmount { amount })])])
        }
        90..96 => team(rng, room, deal, users),
        _ => in_account(rng, room, account?, ids),
    }
}

fn team(rng: &mut ChaCha8Rng, room: &Room, deal: StreamId, users: &[UserId]) -> Option<Parts> {
    let user = pick(rng, users)?;
    let (_, state) = room.deal()?;
    let change = match (state.active(user), rng.random_range(0..3)) {
        (Some(member), 0) if member.role == DealRole::Observer => TeamChange::SetCore { user, core: !member.core },
        (Some(_), 0) => TeamChange::SetRole { user, role: pick(rng, &DealRole::ALL[..4])? },
        (Some(_), _) => TeamChange::Leave { user },
        (None, _) => {
            let initials = room.workspace()?.active(user)?.initials.clone();
            TeamChange::Join { user, role: pick(rng, &[DealRole::Sr, DealRole::Fr, DealRole::Observer])?, initials }
        }
    };
    Some(vec![(deal, vec![Change::Team(change)])])
}

/// What only the core group writes; tried by others as well.
fn in_core(rng: &mut ChaCha8Rng, room: &Room, ids: &mut Ids) -> Option<Parts> {
    let (deal, _) = room.deal()?;
    let known: Vec<KeyRoleId> =
        room.core().map(|(_, core)| core.key_roles.keys().copied().collect()).unwrap_or_default();
    let change = match (pick(rng, &known), rng.random_range(0..4)) {
        (Some(id), 0) => KeyRoleChange::Remove { id },
        (Some(id), 1) => KeyRoleChange::Restore { id },
        (Some(id), 2) => {
            let from = room.core()?.1.key_roles.get(&id)?.influence.clone();
            KeyRoleChange::EditInfluence { id, to: format!("{from}\n{}", name(rng)), from }
        }
        _ => KeyRoleChange::Add {
            id: KeyRoleId::from_u128(ids.next()),
            kind: KeyRoleKind::ContractSigner,
            person: pick(rng, &people(room)),
            name: name(rng),
            behind: None,
            purpose: String::new(),
            keep_until: None,
        },
    };
    Some(vec![(StreamId::DealCore(deal), vec![Change::KeyRole(change)])])
}

fn in_account(rng: &mut ChaCha8Rng, room: &Room, stream: StreamId, ids: &mut Ids) -> Option<Parts> {
    let (account_id, account) = room.account()?;
    let people = people(room);
    let departments: Vec<DepartmentId> = account.departments.keys().copied().collect();
    let change = match rng.random_range(0..10) {
        0 => Change::Department(DepartmentChange::Add {
            id: DepartmentId::from_u128(ids.next()),
            name: name(rng),
            name_en: String::new(),
            parent: pick(rng, &departments),
        }),
        1 => Change::Department(DepartmentChange::SetParent {
            id: pick(rng, &departments)?,
            parent: pick(rng, &departments),
        }),
        2 => Change::Person(PersonChange::SetName { id: pick(rng, &people)?, name: Some(name(rng)) }),
        3 => {
            Change::Person(PersonChange::SetDepartment { id: pick(rng, &people)?, department: pick(rng, &departments) })
        }
        4 => Change::Person(PersonChange::Archive { id: pick(rng, &people)? }),
        5 => {
            let id = pick(rng, &people)?;
            let from = account.people.get(&id)?.note.clone();
            let to = format!("{}{from}", name(rng));
            Change::Person(PersonChange::EditNote { id, from, to })
        }
        6 => Change::Account(AccountChange::SetName { name: name(rng) }),
        7 => {
            let deal = StreamId::Deal(DealId::from_u128(ids.next()));
            return Some(vec![(deal, new_deal(room, account_id, rng)?)]);
        }
        _ => Change::Person(PersonChange::Add {
            id: PersonId::from_u128(ids.next()),
            title: "科长".to_owned(),
            title_en: String::new(),
            name: None,
            department: pick(rng, &departments),
            external: false,
        }),
    };
    Some(vec![(stream, vec![change])])
}

/// A new deal; its author joins as AR.
fn new_deal(room: &Room, account: AccountId, rng: &mut ChaCha8Rng) -> Option<Vec<Change>> {
    let workspace = room.workspace()?;
    let members: Vec<(UserId, String)> =
        workspace.members.iter().filter(|(_, m)| !m.left).map(|(id, m)| (*id, m.initials.clone())).collect();
    let (user, initials) = members.choose(rng)?.clone();
    let create = DealChange::Create {
        account,
        name: name(rng),
        name_en: String::new(),
        stage: Stage::Mo1,
        amount: None,
        expected_sign: None,
    };
    let join = TeamChange::Join { user, role: DealRole::Ar, initials };
    Some(vec![Change::Deal(create), Change::Team(join)])
}

fn in_workspace(rng: &mut ChaCha8Rng, users: &[UserId], ids: &mut Ids) -> Option<Parts> {
    let user = pick(rng, users)?;
    let change = match rng.random_range(0..6) {
        0 => Change::Competitor(CompetitorChange::Add {
            id: CompetitorId::from_u128(ids.next()),
            name: name(rng),
            colour: 1,
        }),
        1 => Change::Member(MemberChange::Leave { user }),
        2 | 3 => Change::Member(MemberChange::Join {
            user,
            name: name(rng),
            initials: "N".to_owned(),
            colour: 1,
            role: WorkspaceRole::Member,
        }),
        4 => {
            let account = StreamId::Account(AccountId::from_u128(ids.next()));
            let create = AccountChange::Create {
                name: name(rng),
                name_en: String::new(),
                level: model::account::CustomerLevel::B,
                industry: String::new(),
                region: String::new(),
            };
            return Some(vec![(account, vec![Change::Account(create)])]);
        }
        _ => Change::Member(MemberChange::SetName { user, name: name(rng) }),
    };
    Some(vec![(StreamId::Workspace, vec![change])])
}

/// Something no room shows as it should be: used to see that unsound states are noticed.
pub fn soundness(stream: StreamId, state: &model::StreamState) -> Result<(), String> {
    match &state.body {
        Body::Workspace(_) | Body::DealCore(_) => Ok(()),
        Body::Account(account) => {
            for (id, department) in account.departments.iter() {
                if department.parent.is_some_and(|parent| account.is_within(parent, *id)) {
                    return Err(format!("{stream}: department {id} is within itself"));
                }
                if department.parent.is_some_and(|parent| !account.departments.contains_key(&parent)) {
                    return Err(format!("{stream}: department {id} has no parent"));
                }
            }
            for (id, person) in account.people.iter() {
                if person.department.is_some_and(|department| !account.departments.contains_key(&department)) {
                    return Err(format!("{stream}: person {id} is in no department"));
                }
            }
            Ok(())
        }
        Body::Deal(deal) => {
            let map = &deal.power_map;
            let mut superiors = std::collections::HashMap::new();
            for (id, line) in map.live_lines() {
                if map.live_node(line.from).is_none() || map.live_node(line.to).is_none() {
                    return Err(format!("{stream}: line {id} without both ends"));
                }
                if line.kind == LineKind::ReportsTo && superiors.insert(line.from, line.to).is_some() {
                    return Err(format!("{stream}: {} has two superiors", line.from));
                }
            }
            for start in superiors.keys() {
                let mut at = *start;
                for _ in 0..=superiors.len() {
                    match superiors.get(&at) {
                        Some(next) if next == start => return Err(format!("{stream}: {start} reports to himself")),
                        Some(next) => at = *next,
                        None => break,
                    }
                }
            }
            if deal.facts.is_some() && !deal.team.iter().any(|(_, m)| !m.left && m.role == DealRole::Ar) {
                return Err(format!("{stream}: no AR"));
            }
            Ok(())
        }
    }
}

/// Ids a deal names that its account does not know.
pub fn dangling(deal: &model::StreamState, account: &model::StreamState) -> Option<PersonId> {
    let (Body::Deal(deal), Body::Account(account)) = (&deal.body, &account.body) else { return None };
    deal.power_map.nodes.keys().find(|person| !account.people.contains_key(person)).copied()
}
