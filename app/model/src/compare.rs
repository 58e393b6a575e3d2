//! What differs between two states of a deal: who and what came, went, or changed from one value to another.

use crate::{
    Day, DepartmentId, EntityKey, Map, PersonId, Room, UserId,
    account::Account,
    chain::StepState,
    deal::Deal,
    department::Department,
    fishbone::{Mark, RelationState, ranked, state_of},
    person::Person,
    power_map::{BuyingRole, LineKind, PowerNode, Vendor},
};
use std::collections::{BTreeMap, BTreeSet};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what.
    pub item: EntityKey,
    /// What happened.
    pub kind: Kind,
    /// What it was and what it is, where it is there before and after.
    pub changed: Vec<(Aspect, Value, Value)>,
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It was not there before.
    Joined,
    /// It is there no more.
    Left,
    /// It is there before and after, and not the same.
    Changed,
}

/// What of it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Name of a person, goal of a fishbone, name of a step.
    Name,
    /// Post of a person.
    Title,
    /// Department of a person, bone of a person on a fishbone.
    Department,
    /// Our relation.
    Strength,
    /// The best relation of a competitor.
    RivalStrength,
    /// Role in the decision.
    BuyingRole,
    /// Key decision maker.
    Key,
    /// Who on our side owns the relation.
    Owners,
    /// To whom he reports.
    Superior,
    /// How far a step is.
    State,
    /// Planned day.
    Planned,
    /// Actual day.
    Actual,
    /// What we do about a step.
    Action,
    /// Rank of a bone, of a person on a bone, of a step.
    Rank,
    /// Mark on a bone.
    Mark,
    /// How the relation stands on a fishbone.
    Relation,
}

/// A value before or after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none, or it is not known.
    None,
    /// Text.
    Text(String),
    /// Strength of a relation.
    Strength(i32),
    /// Yes or no.
    Flag(bool),
    /// Somebody of the customer.
    Person(PersonId),
    /// People of ours.
    Members(Vec<UserId>),
    /// Department.
    Department(DepartmentId),
    /// Role in the decision.
    BuyingRole(BuyingRole),
    /// A day.
    Day(Day),
    /// State of a step.
    State(StepState),
    /// Mark on a bone.
    Mark(Mark),
    /// How a relation stands.
    Relation(RelationState),
    /// A number.
    Count(usize),
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::Text(text.to_owned()) }
}

fn option<T>(value: Option<T>, of: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::None, of)
}

/// All differences from one state to a later one, of departments, people and lines on the map, fishbones with their bones and the people
/// on them, steps and who takes part in them; in the order of their keys. Where a card stands on the map is nobody's news, nor are the
/// parts of a whole that came or went.
pub fn compare(before: &Room, after: &Room) -> Vec<Difference> {
    let (Some((_, old)), Some((_, new))) = (before.deal(), after.deal()) else { return Vec::new() };
    let empty = Account::default();
    let account = |room| -> &Account { Room::account(room).map_or(&empty, |(_, account)| account) };
    let (old_account, new_account) = (account(before), account(after));
    let (old_orders, new_orders) = (orders(old), orders(new));
    let moved = moved(&old_orders, &new_orders);
    let mut all = Vec::new();
    all.extend(diff(departments(old_account), departments(new_account)));
    all.extend(diff(facts_of_nodes(old, old_account), facts_of_nodes(new, new_account)));
    all.extend(diff(lines(old), lines(new)));
    let (was, is) = (Ranks::of(&old_orders, &moved), Ranks::of(&new_orders, &moved));
    all.extend(diff(fishbones(old, &was), fishbones(new, &is)));
    all.extend(diff(steps(old, &was), steps(new, &is)));
    let came_or_went: BTreeSet<EntityKey> =
        all.iter().filter(|one| one.kind != Kind::Changed).map(|one| one.item).collect();
    all.retain(|one| whole(one.item).is_none_or(|whole| !came_or_went.contains(&whole)));
    all
}

/// What something is a part of.
const fn whole(item: EntityKey) -> Option<EntityKey> {
    match item {
        EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _) => Some(EntityKey::Fishbone(id)),
        EntityKey::StepPerson(id, _) => Some(EntityKey::Step(id)),
        _ => None,
    }
}

/// What stands in an order, by what it is part of: bones of a fishbone, people on a bone, steps of the deal.
type Orders = BTreeMap<EntityKey, Vec<EntityKey>>;

fn orders(deal: &Deal) -> Orders {
    let mut orders = Orders::new();
    for (id, fishbone) in deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived) {
        let bones = ranked(fishbone);
        let keys = bones.iter().map(|bone| EntityKey::Bone(*id, bone.department));
        orders.insert(EntityKey::Fishbone(*id), keys.collect());
        for bone in bones {
            let people = bone.people.iter().map(|person| EntityKey::BonePerson(*id, *person));
            orders.insert(EntityKey::Bone(*id, bone.department), people.collect());
        }
    }
    let steps = crate::chain::ranked(&deal.chain).into_iter().map(|(id, _)| EntityKey::Step(id));
    orders.insert(EntityKey::Deal, steps.collect());
    orders
}

/// What stands elsewhere among those that are there before and after. Something new between two does not move the second.
fn moved(before: &Orders, after: &Orders) -> BTreeSet<EntityKey> {
    let both = |one: &[EntityKey], other: &[EntityKey]| -> Vec<EntityKey> {
        let other: BTreeSet<&EntityKey> = other.iter().collect();
        one.iter().filter(|item| other.contains(item)).copied().collect()
    };
    let mut found = BTreeSet::new();
    for (group, was) in before {
        let Some(is) = after.get(group) else { continue };
        let pairs = both(was, is).into_iter().zip(both(is, was));
        found.extend(pairs.filter(|(was, is)| was != is).flat_map(|(was, is)| [was, is]));
    }
    found
}

/// Rank of what moved, from 1.
struct Ranks(BTreeMap<EntityKey, usize>);

impl Ranks {
    fn of(orders: &Orders, moved: &BTreeSet<EntityKey>) -> Self {
        let ranked = orders.values().flat_map(|order| (1..).zip(order));
        Self(ranked.filter(|(_, item)| moved.contains(item)).map(|(rank, item)| (*item, rank)).collect())
    }

    fn value(&self, item: EntityKey) -> (Aspect, Value) {
        (Aspect::Rank, option(self.0.get(&item).copied(), Value::Count))
    }
}

/// What something is, aspect by aspect, always in the same order.
type Facts = Vec<(Aspect, Value)>;

fn diff(before: Vec<(EntityKey, Facts)>, after: Vec<(EntityKey, Facts)>) -> Vec<Difference> {
    let mut before: BTreeMap<EntityKey, Facts> = before.into_iter().collect();
    let mut all = Vec::new();
    for (item, new) in after {
        let Some(old) = before.remove(&item) else {
            all.push(Difference { item, kind: Kind::Joined, changed: Vec::new() });
            continue;
        };
        let pairs = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
        let changed: Vec<_> = pairs.map(|((aspect, old), (_, new))| (aspect, old, new)).collect();
        if !changed.is_empty() {
            all.push(Difference { item, kind: Kind::Changed, changed });
        }
    }
    all.extend(before.into_keys().map(|item| Difference { item, kind: Kind::Left, changed: Vec::new() }));
    all
}

fn departments(account: &Account) -> Vec<(EntityKey, Facts)> {
    let live = account.departments.iter().filter(|(_, department)| !department.archived);
    let facts = |department: &Department| {
        vec![(Aspect::Name, text(&department.name)), (Aspect::Department, option(department.parent, Value::Department))]
    };
    live.map(|(id, department)| (EntityKey::Department(*id), facts(department))).collect()
}

fn facts_of_nodes(deal: &Deal, account: &Account) -> Vec<(EntityKey, Facts)> {
    let map = &deal.power_map;
    let superiors = map.superiors();
    let of = |(id, node): (PersonId, &PowerNode)| {
        let person = account.people.get(&id);
        let record = |read: fn(&Person) -> Value| person.map_or(Value::None, read);
        let rivals = deal.rivals.iter().filter_map(|rival| node.strength(Vendor::Competitor(*rival)));
        let owners: Vec<UserId> = node.owners.iter().copied().collect();
        let facts = vec![
            (Aspect::Title, record(|person| text(&person.title))),
            (Aspect::Name, record(|person| option(person.name.as_deref(), text))),
            (Aspect::Department, record(|person| option(person.department, Value::Department))),
            (Aspect::Strength, option(node.strength(Vendor::Us), Value::Strength)),
            (Aspect::RivalStrength, option(rivals.max(), Value::Strength)),
            (Aspect::BuyingRole, option(node.buying_role, Value::BuyingRole)),
            (Aspect::Key, Value::Flag(node.key)),
            (Aspect::Owners, if owners.is_empty() { Value::None } else { Value::Members(owners) }),
            (Aspect::Superior, option(superiors.get(&id).copied(), Value::Person)),
        ];
        (EntityKey::Node(id), facts)
    };
    map.live_nodes().map(of).collect()
}

/// Influence and conflict; to whom somebody reports is a fact of his own.
fn lines(deal: &Deal) -> Vec<(EntityKey, Facts)> {
    let drawn = deal.power_map.live_lines().filter(|(_, line)| line.kind != LineKind::ReportsTo);
    let weight = |kind: &LineKind| match kind {
        LineKind::Influences { weight } => Value::Count(usize::from(*weight)),
        _ => Value::None,
    };
    drawn.map(|(id, line)| (EntityKey::Line(id), vec![(Aspect::Strength, weight(&line.kind))])).collect()
}

fn fishbones(deal: &Deal, ranks: &Ranks) -> Vec<(EntityKey, Facts)> {
    let live = deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived);
    let mut all = Vec::new();
    for (id, fishbone) in live {
        all.push((EntityKey::Fishbone(*id), vec![(Aspect::Name, text(&fishbone.goal))]));
        let bones = fishbone.bones.iter().filter(|(_, bone)| !bone.archived);
        let bones = bones.map(|(department, _)| EntityKey::Bone(*id, *department));
        all.extend(bones.map(|bone| (bone, vec![ranks.value(bone)])));
        let people = fishbone.people.iter();
        let people = people.filter(|(_, on)| !on.archived && fishbone.live_bone(on.bone).is_some());
        all.extend(people.map(|(person, on)| {
            let item = EntityKey::BonePerson(*id, *person);
            let facts = vec![
                (Aspect::Department, Value::Department(on.bone)),
                ranks.value(item),
                (Aspect::Mark, option(on.mark, Value::Mark)),
                (Aspect::Relation, Value::Relation(state_of(&deal.power_map, *person, on))),
            ];
            (item, facts)
        }));
    }
    all
}

fn steps(deal: &Deal, ranks: &Ranks) -> Vec<(EntityKey, Facts)> {
    let mut all = Vec::new();
    for (id, step) in deal.chain.steps.iter().filter(|(_, step)| !step.archived) {
        let item = EntityKey::Step(*id);
        let facts = vec![
            (Aspect::Name, text(&step.name)),
            ranks.value(item),
            (Aspect::State, Value::State(step.state)),
            (Aspect::Planned, option(step.planned, Value::Day)),
            (Aspect::Actual, option(step.actual, Value::Day)),
            (Aspect::Action, text(&step.action)),
        ];
        all.push((item, facts));
        let people = step.live_people().map(|(person, part)| {
            (EntityKey::StepPerson(*id, person), vec![(Aspect::BuyingRole, option(part.role, Value::BuyingRole))])
        });
        all.extend(people);
    }
    all
}

/// The later state, and with it what has left since the earlier one: drawn by the same code as everything else, as a ghost.
pub fn with_ghosts(before: &Room, after: &Room, differences: &[Difference]) -> Room {
    let mut both = after.clone();
    let (Some((_, old)), Some((id, _))) = (before.deal(), after.deal()) else { return both };
    let stream = crate::StreamId::Deal(id);
    let Some(mut state) = both.remove(stream) else { return both };
    if let crate::Body::Deal(deal) = &mut state.body {
        for difference in differences.iter().filter(|difference| difference.kind == Kind::Left) {
            match difference.item {
                EntityKey::Node(id) => keep(&mut deal.power_map.nodes, &old.power_map.nodes, id),
                EntityKey::Step(id) => keep(&mut deal.chain.steps, &old.chain.steps, id),
                EntityKey::Fishbone(id) => keep(&mut deal.fishbones.all, &old.fishbones.all, id),
                EntityKey::StepPerson(id, person) => {
                    within(&mut deal.chain.steps, &old.chain.steps, id, |now, before| {
                        keep(&mut now.people, &before.people, person);
                    });
                }
                EntityKey::Bone(id, department) => {
                    within(&mut deal.fishbones.all, &old.fishbones.all, id, |now, before| {
                        keep(&mut now.bones, &before.bones, department);
                    });
                }
                EntityKey::BonePerson(id, person) => {
                    within(&mut deal.fishbones.all, &old.fishbones.all, id, |now, before| {
                        keep(&mut now.people, &before.people, person);
                        if let Some(on) = before.people.get(&person) {
                            keep(&mut now.bones, &before.bones, on.bone);
                        }
                    });
                }
                _ => {}
            }
        }
        // A line needs both its ends: last, when the cards are there.
        for difference in differences.iter().filter(|difference| difference.kind == Kind::Left) {
            if let EntityKey::Line(id) = difference.item
                && let Some(line) = old.power_map.lines.get(&id)
                && [line.from, line.to].iter().all(|end| deal.power_map.live_node(*end).is_some())
            {
                keep(&mut deal.power_map.lines, &old.power_map.lines, id);
            }
        }
    }
    both.insert(stream, state);
    both
}

fn keep<K: Ord + Copy, V: Clone>(now: &mut Map<K, V>, before: &Map<K, V>, key: K) {
    if let Some(value) = before.get(&key) {
        now.insert_mut(key, value.clone());
    }
}

/// Puts back a part of something that is there in both states.
fn within<K: Ord + Copy, V: Clone>(now: &mut Map<K, V>, before: &Map<K, V>, key: K, put_back: impl FnOnce(&mut V, &V)) {
    if let (Some(before), Some(mut whole)) = (before.get(&key), now.get(&key).cloned()) {
        put_back(&mut whole, before);
        now.insert_mut(key, whole);
    }
}
