//! The room: the streams one op can see, and the one place where an op is accepted or refused.

use crate::{
    AccountId, AccountRight, Action, Actor, Change, Day, DealId, DealRole, DepartmentId, Effects, EntityKey, Op, Part,
    PersonId, Refusal, Seq, Stamp, StreamId, StreamState, UserId,
    account::Account,
    change::{Body, fold_change},
    deal::{Deal, DealChange},
    key_role::DealCore,
    member::{Member, Workspace},
    merge::MergeKind,
    power_map::ENTITIES_MAX,
    undo,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes in one op at most.
pub const CHANGES_MAX: usize = 2_000;

/// The streams one screen needs: the workspace, at most one account, at most one deal. Cloning is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    streams: BTreeMap<StreamId, StreamState>,
}

impl Room {
    /// A room of these streams.
    pub fn of(streams: impl IntoIterator<Item = (StreamId, StreamState)>) -> Self {
        Self { streams: streams.into_iter().collect() }
    }

    /// A stream of the room.
    pub fn get(&self, stream: StreamId) -> Option<&StreamState> {
        self.streams.get(&stream)
    }

    /// Adds or replaces a stream.
    pub fn insert(&mut self, stream: StreamId, state: StreamState) {
        self.streams.insert(stream, state);
    }

    /// Takes a stream out.
    pub fn remove(&mut self, stream: StreamId) -> Option<StreamState> {
        self.streams.remove(&stream)
    }

    /// All streams.
    pub fn streams(&self) -> impl Iterator<Item = (StreamId, &StreamState)> {
        self.streams.iter().map(|(id, state)| (*id, state))
    }

    /// The workspace.
    pub fn workspace(&self) -> Option<&Workspace> {
        match &self.streams.get(&StreamId::Workspace)?.body {
            Body::Workspace(workspace) => Some(workspace),
            Body::Account(_) | Body::Deal(_) | Body::DealCore(_) => None,
        }
    }

    /// One of our own people.
    pub fn member(&self, user: UserId) -> Option<&Member> {
        self.workspace()?.members.get(&user)
    }

    /// The account.
    pub fn account(&self) -> Option<(AccountId, &Account)> {
        self.streams.iter().find_map(|(id, state)| match (id, &state.body) {
            (StreamId::Account(id), Body::Account(account)) => Some((*id, account)),
            _ => None,
        })
    }

    /// The deal.
    pub fn deal(&self) -> Option<(DealId, &Deal)> {
        self.streams.iter().find_map(|(id, state)| match (id, &state.body) {
            (StreamId::Deal(id), Body::Deal(deal)) => Some((*id, deal)),
            _ => None,
        })
    }

    /// What only the deal's core group reads; `None` for everybody else.
    pub fn core(&self) -> Option<(DealId, &DealCore)> {
        self.streams.iter().find_map(|(id, state)| match (id, &state.body) {
            (StreamId::DealCore(id), Body::DealCore(core)) => Some((*id, core)),
            _ => None,
        })
    }

    /// Whether the room's deal is not one of the room's account: no screen needs such a room.
    fn is_mixed(&self) -> bool {
        let of_deal = self.deal().and_then(|(_, deal)| deal.facts.as_ref()).map(|facts| facts.account);
        let account = self.account().map(|(id, _)| id);
        matches!((of_deal, account), (Some(a), Some(b)) if a != b)
    }

    /// The user with every role he has in this room. `account` is what the server's index of deals says; within the room
    /// it is raised to what the room itself proves.
    pub fn actor(&self, user: UserId, account: AccountRight) -> Actor {
        if user == UserId::SYSTEM {
            return Actor::SYSTEM;
        }
        let workspace = self.workspace().and_then(|workspace| workspace.active(user)).map(|member| member.role);
        let deal = self.deal().and_then(|(_, deal)| deal.active(user)).map(|member| member.role);
        let owns =
            self.account().and_then(|(_, account)| account.facts.as_ref()).is_some_and(|facts| facts.owner == user);
        let proven = match deal {
            _ if owns => AccountRight::Edit,
            // A role in a deal says something about the deal's own account, never about another one in the same room.
            _ if self.is_mixed() => AccountRight::None,
            Some(role) if role.in_triangle() => AccountRight::Edit,
            Some(_) => AccountRight::Read,
            None => AccountRight::None,
        };
        Actor { user, workspace, deal, account: account.max(proven) }
    }
}

/// What a rule can see.
pub(crate) struct Context<'a> {
    /// The room with the op's earlier changes already folded in.
    pub(crate) room: &'a Room,
    pub(crate) stamp: &'a Stamp,
    /// The author's roles, counting what the op itself has given him so far (the AR of a deal it creates).
    actor: Actor,
}

impl Context<'_> {
    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(crate) fn need(&self, action: Action) -> Result<(), Refusal> {
        if self.actor.may(action) { Ok(()) } else { Err(Refusal::NotAllowed { action }) }
    }

    pub(crate) fn need_member(&self, user: UserId) -> Result<(), Refusal> {
        let known = self.room.workspace().is_some_and(|workspace| workspace.active(user).is_some());
        if known { Ok(()) } else { Err(Refusal::UnknownMember { user }) }
    }

    pub(crate) fn need_person(&self, person: PersonId) -> Result<(), Refusal> {
        let found = self.room.account().and_then(|(_, account)| account.people.get(&person));
        match found {
            Some(person) if !person.archived => Ok(()),
            _ => Err(Refusal::UnknownPerson { person }),
        }
    }

    pub(crate) fn need_department(&self, department: DepartmentId) -> Result<(), Refusal> {
        let found = self.room.account().and_then(|(_, account)| account.departments.get(&department));
        match found {
            Some(found) if !found.archived => Ok(()),
            _ => Err(Refusal::UnknownDepartment { department }),
        }
    }
}

/// A stream that holds `entities` may take one more.
pub(crate) fn need_room_for_one_more(entities: usize) -> Result<(), Refusal> {
    if entities < ENTITIES_MAX { Ok(()) } else { Err(Refusal::TooManyEntities { max: ENTITIES_MAX as u64 }) }
}

/// An accepted op: the room after it, what it touched, and what would take it back.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The room after the op.
    pub room: Room,
    /// What it touched.
    pub effects: Effects,
    /// The changes that take it back, per stream, in the order they must be applied. Empty if nothing can be.
    pub inverse: Vec<(StreamId, Vec<Change>)>,
}

/// Whether the op may be accepted.
pub fn check(room: &Room, op: &Op, stamp: &Stamp) -> Result<(), Refusal> {
    accept(room, op, stamp).map(|_| ())
}

/// Checks the op change by change, each on top of the ones before it, and folds it. All or nothing: a refusal leaves no
/// trace, because `room` is only read.
pub fn accept(room: &Room, op: &Op, stamp: &Stamp) -> Result<Accepted, Refusal> {
    check_shape(room, op)?;
    let mut after = room.clone();
    let mut effects = Effects::new();
    let mut inverse = Vec::with_capacity(op.parts.len());
    for part in &op.parts {
        let before = after.get(part.stream).cloned().unwrap_or_else(|| StreamState::empty(part.stream));
        let seq = before.seq.next();
        after.insert(part.stream, StreamState { seq, ..before.clone() });
        let mut back = Vec::with_capacity(part.changes.len());
        for change in &part.changes {
            let actor = room_actor(room, &after, stamp);
            let Some(state) = after.get(part.stream) else { return Err(Refusal::WrongStream) };
            // Permission first: whoever may not write does not learn who else did.
            change.check(state, &Context { room: &after, stamp, actor })?;
            check_base(&before, part.base, change, stamp)?;
            back.extend(change.inverse(state));
            if let Some(mut state) = after.remove(part.stream) {
                fold_change(&mut state, change, stamp, &mut effects);
                after.insert(part.stream, state);
            }
        }
        back.reverse();
        if !back.is_empty() {
            inverse.push((part.stream, back));
        }
    }
    check_whole(&after, op)?;
    Ok(Accepted { room: after, effects, inverse })
}

/// The author's roles: those of the stamp, plus the ones an op that creates a deal or an account gives its author on the
/// way. They never grow for a deal or account that was there before.
fn room_actor(before: &Room, now: &Room, stamp: &Stamp) -> Actor {
    let mut actor = stamp.actor;
    let fresh = now.actor(stamp.by, actor.account);
    let new_deal =
        now.deal().is_some_and(|(id, _)| before.get(StreamId::Deal(id)).is_none_or(|state| state.seq == Seq(0)));
    if new_deal && actor.deal.is_none() {
        actor.deal = fresh.deal;
    }
    let new_account =
        now.account().is_some_and(|(id, _)| before.get(StreamId::Account(id)).is_none_or(|state| state.seq == Seq(0)));
    if new_account || new_deal {
        actor.account = actor.account.max(fresh.account);
    }
    actor
}

fn check_shape(room: &Room, op: &Op) -> Result<(), Refusal> {
    let changes: usize = op.parts.iter().map(|part| part.changes.len()).sum();
    // A part without a change would add a row to a stream without any rule having been asked.
    if op.parts.is_empty() || op.parts.iter().any(|part| part.changes.is_empty()) {
        return Err(Refusal::NothingToDo);
    }
    if changes > CHANGES_MAX {
        return Err(Refusal::TooManyChanges { count: changes as u64, max: CHANGES_MAX as u64 });
    }
    if !op.parts.is_sorted_by(|a, b| a.stream < b.stream) {
        return Err(Refusal::WrongStream);
    }
    let mut accounts = op.parts.iter().filter(|part| matches!(part.stream, StreamId::Account(_)));
    let mut deals = op.parts.iter().filter(|part| matches!(part.stream, StreamId::Deal(_)));
    let account = accounts.next().map(|part| part.stream);
    let deal = deals.next().map(|part| part.stream);
    if accounts.next().is_some() || deals.next().is_some() {
        return Err(Refusal::WrongStream);
    }
    // The room has the one account and deal the op is about; a part elsewhere would escape the rules.
    let foreign_account =
        account.is_some_and(|stream| room.account().is_some_and(|(id, _)| StreamId::Account(id) != stream));
    let foreign_deal = deal.is_some_and(|stream| room.deal().is_some_and(|(id, _)| StreamId::Deal(id) != stream));
    let cores = op.parts.iter().filter_map(|part| match part.stream {
        StreamId::DealCore(id) => Some(StreamId::Deal(id)),
        _ => None,
    });
    let of_deal = |stream| {
        deal.map_or_else(|| room.deal().is_some_and(|(id, _)| StreamId::Deal(id) == stream), |deal| deal == stream)
    };
    let foreign_core = !cores.clone().all(of_deal);
    let mixed = (account.is_some() || deal.is_some() || cores.count() > 0) && room.is_mixed();
    if foreign_account || foreign_deal || foreign_core || mixed { Err(Refusal::WrongStream) } else { Ok(()) }
}

/// What must hold when all parts are in: a deal is never without an AR, not even between two ops.
fn check_whole(after: &Room, op: &Op) -> Result<(), Refusal> {
    let creates = |change: &Change| matches!(change, Change::Deal(DealChange::Create { .. }));
    if !op.parts.iter().flat_map(|part| &part.changes).any(creates) {
        return Ok(());
    }
    let has_ar = after.deal().is_some_and(|(_, deal)| deal.has(DealRole::Ar));
    if has_ar { Ok(()) } else { Err(Refusal::LastAr) }
}

/// Guarded fields: a change made without having seen another person's change is refused.
fn check_base(before: &StreamState, base: Seq, change: &Change, stamp: &Stamp) -> Result<(), Refusal> {
    for (entity, field) in change.writes() {
        if field.merge_kind() != MergeKind::Guarded {
            continue;
        }
        if let Some(write) = before.writes.last(entity, field)
            && write.seq > base
            && write.by != stamp.by
        {
            return Err(Refusal::Stale { entity, field, by: write.by });
        }
    }
    Ok(())
}

/// Something a person entered that a later op of somebody else replaced without having seen it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// What.
    pub entity: EntityKey,
    /// Who replaced it.
    pub by: UserId,
    /// When.
    pub on: Day,
    /// The stream.
    pub stream: StreamId,
    /// What brings the lost value back.
    pub restore: Vec<Change>,
}

/// What `part`, about to be folded into `before`, takes from `user`: plain fields he wrote after the part's base and that
/// it changes to something else.
pub fn replaced(before: &StreamState, part: &Part, stamp: &Stamp, user: UserId) -> Vec<Replaced> {
    if stamp.by == user {
        return Vec::new();
    }
    let mut lost = Vec::new();
    for change in &part.changes {
        for (entity, field) in change.writes() {
            let mine = before.writes.last(entity, field).is_some_and(|write| write.by == user && write.seq > part.base);
            if !mine || field.merge_kind() != MergeKind::Plain {
                continue;
            }
            // Of a bulk change only what it says about this entity counts.
            let Some(restore) = change.inverse(before).and_then(|inverse| undo::only(&inverse, entity)) else {
                continue;
            };
            if undo::only(change, entity).as_ref() != Some(&restore) {
                lost.push(Replaced {
                    entity,
                    by: stamp.by,
                    on: stamp.at.day(),
                    stream: part.stream,
                    restore: vec![restore],
                });
            }
        }
    }
    lost
}
