//! Undo: pushing the inverse of one's own op, without what others have changed since.

use crate::{Change, EntityKey, Map, Room, Seq, StreamId, UserId, deal::Deal, merge::Field, power_map::PowerMapChange};
use std::collections::BTreeMap;

/// What is left of an inverse after leaving out what others have changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    /// The changes to push, per stream.
    pub parts: Vec<(StreamId, Vec<Change>)>,
    /// Single steps that are done.
    pub kept: usize,
    /// Single steps that were left out.
    pub left_out: usize,
}

/// The inverse of an op of `user` as it may be pushed now: "3 of 4 undone" is `kept == 3, left_out == 1`. `rows` are the
/// positions at which the op stands in its streams, as its ack names them; a stream that is missing there counts from its
/// beginning, so that whatever others ever wrote is left alone.
pub fn undo_since(
    room: &Room,
    inverse: &[(StreamId, Vec<Change>)],
    user: UserId,
    rows: &BTreeMap<StreamId, Seq>,
) -> Undo {
    let others = Others { room, user, rows };
    let mut result = Undo::default();
    for (stream, changes) in inverse {
        let mut kept = Vec::with_capacity(changes.len());
        for change in changes {
            let entities: Vec<EntityKey> = change.writes().into_iter().map(|(entity, _)| entity).collect();
            let free: Vec<EntityKey> =
                entities.iter().copied().filter(|entity| !others.stand_on(*stream, *entity, change)).collect();
            result.kept += free.len();
            result.left_out += entities.len() - free.len();
            if free.len() == entities.len() {
                kept.push(change.clone());
            } else {
                kept.extend(retain(change, &free));
            }
        }
        if !kept.is_empty() {
            result.parts.push((*stream, kept));
        }
    }
    result
}

/// What everybody but the user has done since his op.
struct Others<'a> {
    room: &'a Room,
    user: UserId,
    rows: &'a BTreeMap<StreamId, Seq>,
}

impl Others<'_> {
    /// Whether taking back what `change` says about `entity` would take others' work with it.
    fn stand_on(&self, stream: StreamId, entity: EntityKey, change: &Change) -> bool {
        if self.room.get(stream).is_none() {
            return true;
        }
        if removes(change) {
            return self.touched(stream, entity) || self.build_on(entity);
        }
        change.writes().iter().any(|(written, field)| *written == entity && self.wrote(stream, entity, *field))
    }

    fn since(&self, stream: StreamId) -> Seq {
        self.rows.get(&stream).copied().unwrap_or_default()
    }

    fn wrote(&self, stream: StreamId, entity: EntityKey, field: Field) -> bool {
        let Some(state) = self.room.get(stream) else { return true };
        let last = state.writes.last_by_others(entity, field, self.user);
        last.is_some_and(|seq| seq > self.since(stream))
    }

    fn touched(&self, stream: StreamId, entity: EntityKey) -> bool {
        let Some(state) = self.room.get(stream) else { return true };
        state.writes.touched_by_others_after(entity, self.user, self.since(stream))
    }

    /// Whether others have put something on the entity that would go with it, or lose its ground: lines at a card, the
    /// card of a person, the people of a department, assessments of a rival.
    fn build_on(&self, entity: EntityKey) -> bool {
        match entity {
            EntityKey::Node(person) => self.room.deal().is_some_and(|(id, deal)| {
                deal.power_map.live_lines().any(|(line, drawn)| {
                    drawn.touches(person) && self.touched(StreamId::Deal(id), EntityKey::Line(line))
                })
            }),
            EntityKey::Person(person) => self.room.deal().is_some_and(|(id, deal)| {
                let card = EntityKey::Node(person);
                deal.power_map.live_node(person).is_some()
                    && (self.touched(StreamId::Deal(id), card) || self.build_on(card))
            }),
            EntityKey::Department(department) => self.room.account().is_some_and(|(id, account)| {
                let stream = StreamId::Account(id);
                let moved_in = |entity| {
                    self.touched_field(stream, entity, Field::Department)
                        || self.touched_field(stream, entity, Field::Existence)
                };
                keys_where(&account.people, |person| person.department == Some(department))
                    .any(|person| moved_in(EntityKey::Person(person)))
                    || keys_where(&account.departments, |below| below.parent == Some(department))
                        .any(|below| moved_in(EntityKey::Department(below)))
            }),
            EntityKey::Rival(competitor) => self.room.deal().is_some_and(|(_, deal)| {
                let vendor = crate::power_map::Vendor::Competitor(competitor);
                deal.power_map.live_nodes().any(|(_, node)| {
                    node.assessments
                        .values()
                        .any(|judged| judged.vendor == vendor && !judged.withdrawn && judged.by != self.user)
                })
            }),
            EntityKey::Fishbone(fishbone) => self.of_deal(|stream, deal| {
                deal.fishbones.all.get(&fishbone).is_some_and(|one| {
                    one.bones.keys().any(|department| self.touched(stream, EntityKey::Bone(fishbone, *department)))
                        || one
                            .people
                            .keys()
                            .any(|person| self.touched(stream, EntityKey::BonePerson(fishbone, *person)))
                })
            }),
            EntityKey::Bone(fishbone, department) => self.of_deal(|stream, deal| {
                deal.fishbones.all.get(&fishbone).is_some_and(|one| {
                    keys_where(&one.people, |on| !on.archived && on.bone == department)
                        .any(|person| self.touched(stream, EntityKey::BonePerson(fishbone, person)))
                })
            }),
            EntityKey::Comment(comment) => self.of_deal(|_, deal| {
                deal.comments.values().any(|one| one.answers == Some(comment) && !one.archived && one.by != self.user)
            }),
            EntityKey::Step(step) => self.of_deal(|stream, deal| {
                deal.chain.steps.get(&step).is_some_and(|one| {
                    one.people.keys().any(|person| self.touched(stream, EntityKey::StepPerson(step, *person)))
                })
            }),
            _ => false,
        }
    }

    fn of_deal(&self, holds: impl FnOnce(StreamId, &Deal) -> bool) -> bool {
        self.room.deal().is_some_and(|(id, deal)| holds(StreamId::Deal(id), deal))
    }

    fn touched_field(&self, stream: StreamId, entity: EntityKey, field: Field) -> bool {
        let last = self.room.get(stream).and_then(|state| state.writes.last_by_others(entity, field, self.user));
        last.is_some_and(|seq| seq > self.since(stream))
    }
}

fn keys_where<K: Copy + Ord, V>(map: &Map<K, V>, wanted: impl Fn(&V) -> bool) -> impl Iterator<Item = K> {
    map.iter().filter(move |(_, value)| wanted(value)).map(|(key, _)| *key)
}

/// The part of a change that is about one entity.
pub(crate) fn only(change: &Change, entity: EntityKey) -> Option<Change> {
    retain(change, &[entity])
}

/// Whether the change takes a whole entity away, with everything others may have added to it.
fn removes(change: &Change) -> bool {
    use crate::{
        chain::ChainChange, comment::CommentChange, competitor::CompetitorChange, deal::DealChange,
        department::DepartmentChange, fishbone::FishboneChange, key_role::KeyRoleChange, moment::MomentChange,
        person::PersonChange, task::TaskChange,
    };
    matches!(
        change,
        Change::PowerMap(PowerMapChange::RemoveNodes { .. } | PowerMapChange::RemoveLines { .. })
            | Change::Person(PersonChange::Archive { .. })
            | Change::Department(DepartmentChange::Archive { .. })
            | Change::Competitor(CompetitorChange::Archive { .. })
            | Change::Deal(DealChange::RemoveRival { .. })
            | Change::Fishbone(
                FishboneChange::Archive { .. }
                    | FishboneChange::RemoveBone { .. }
                    | FishboneChange::RemovePeople { .. }
            )
            | Change::Chain(ChainChange::RemoveSteps { .. } | ChainChange::RemoveStepPerson { .. })
            | Change::Task(TaskChange::Remove { .. })
            | Change::Comment(CommentChange::Remove { .. })
            | Change::KeyRole(KeyRoleChange::Remove { .. })
            | Change::Moment(MomentChange::Remove { .. })
    )
}

/// A bulk change reduced to these entities; `None` if nothing is left.
fn retain(change: &Change, entities: &[EntityKey]) -> Option<Change> {
    let node = |person: &crate::PersonId| entities.contains(&EntityKey::Node(*person));
    let line = |id: &crate::LineId| entities.contains(&EntityKey::Line(*id));
    let reduced = match change {
        Change::PowerMap(PowerMapChange::MoveNodes { to }) => {
            let to: Vec<_> = to.iter().filter(|place| node(&place.person)).copied().collect();
            (!to.is_empty()).then_some(PowerMapChange::MoveNodes { to })
        }
        Change::PowerMap(PowerMapChange::RemoveNodes { people }) => {
            let people: Vec<_> = people.iter().filter(|person| node(person)).copied().collect();
            (!people.is_empty()).then_some(PowerMapChange::RemoveNodes { people })
        }
        Change::PowerMap(PowerMapChange::RestoreNodes { people }) => {
            let people: Vec<_> = people.iter().filter(|person| node(person)).copied().collect();
            (!people.is_empty()).then_some(PowerMapChange::RestoreNodes { people })
        }
        Change::PowerMap(PowerMapChange::RemoveLines { lines }) => {
            let lines: Vec<_> = lines.iter().filter(|id| line(id)).copied().collect();
            (!lines.is_empty()).then_some(PowerMapChange::RemoveLines { lines })
        }
        Change::PowerMap(PowerMapChange::RestoreLines { lines }) => {
            let lines: Vec<_> = lines.iter().filter(|id| line(id)).copied().collect();
            (!lines.is_empty()).then_some(PowerMapChange::RestoreLines { lines })
        }
        Change::Fishbone(change) => return change.retain(entities).map(Change::Fishbone),
        Change::Chain(change) => return change.retain(entities).map(Change::Chain),
        other => {
            let whole = other.writes().iter().all(|(entity, _)| entities.contains(entity));
            return whole.then(|| other.clone());
        }
    };
    reduced.map(Change::PowerMap)
}
