//! What differs between two states of a deal: who and what came, went, or changed from one value to another.

use crate::{
    Day, DepartmentId, EntityKey, Map, PersonId, Room, UserId,
    account::Account,
    chain::{Step, StepState},
    deal::Deal,
    fishbone::{Fishbone, Mark, RelationState, state_of},
    person::Person,
    power_map::{BuyingRole, LineKind, PowerMap, PowerNode, Vendor},
};

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
    /// Mark on a bone.
    Mark,
    /// How the relation stands on a fishbone.
    Relation,
    /// How many take part.
    People,
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

/// All differences from one state to a later one, of people and lines on the map, fishbones, people on them, and steps; in
/// the order of their keys. Where a card stands on the map is nobody's news.
pub fn compare(before: &Room, after: &Room) -> Vec<Difference> {
    let (Some((_, old)), Some((_, new))) = (before.deal(), after.deal()) else { return Vec::new() };
    let empty = Account::default();
    let account = |room| -> &Account { Room::account(room).map_or(&empty, |(_, account)| account) };
    let (old_account, new_account) = (account(before), account(after));
    let mut all = Vec::new();
    let nodes = |deal: &Deal, account: &Account| facts_of_nodes(deal, account);
    all.extend(diff(nodes(old, old_account), nodes(new, new_account)));
    all.extend(diff(lines(old), lines(new)));
    all.extend(diff(fishbones(old), fishbones(new)));
    all.extend(diff(steps(old), steps(new)));
    all
}

/// What something is, aspect by aspect, always in the same order.
type Facts = Vec<(Aspect, Value)>;

fn diff(before: Vec<(EntityKey, Facts)>, after: Vec<(EntityKey, Facts)>) -> Vec<Difference> {
    let mut before: std::collections::BTreeMap<EntityKey, Facts> = before.into_iter().collect();
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

fn facts_of_nodes(deal: &Deal, account: &Account) -> Vec<(EntityKey, Facts)> {
    let map = &deal.power_map;
    let superiors: std::collections::BTreeMap<PersonId, PersonId> = map
        .live_lines()
        .filter(|(_, line)| line.kind == LineKind::ReportsTo)
        .map(|(_, line)| (line.from, line.to))
        .collect();
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

fn fishbones(deal: &Deal) -> Vec<(EntityKey, Facts)> {
    let live = deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived);
    let mut all = Vec::new();
    for (id, fishbone) in live {
        all.push((EntityKey::Fishbone(*id), vec![(Aspect::Name, text(&fishbone.goal))]));
        all.extend(
            on_bones(fishbone, &deal.power_map).map(|(person, facts)| (EntityKey::BonePerson(*id, person), facts)),
        );
    }
    all
}

fn on_bones<'a>(fishbone: &'a Fishbone, map: &'a PowerMap) -> impl Iterator<Item = (PersonId, Facts)> + 'a {
    let live = fishbone.people.iter().filter(|(_, on)| !on.archived && fishbone.live_bone(on.bone).is_some());
    live.map(|(person, on)| {
        let facts = vec![
            (Aspect::Department, Value::Department(on.bone)),
            (Aspect::Mark, option(on.mark, Value::Mark)),
            (Aspect::Relation, Value::Relation(state_of(map, *person, on))),
        ];
        (*person, facts)
    })
}

fn steps(deal: &Deal) -> Vec<(EntityKey, Facts)> {
    let live = deal.chain.steps.iter().filter(|(_, step)| !step.archived);
    let facts = |step: &Step| {
        vec![
            (Aspect::Name, text(&step.name)),
            (Aspect::State, Value::State(step.state)),
            (Aspect::Planned, option(step.planned, Value::Day)),
            (Aspect::Actual, option(step.actual, Value::Day)),
            (Aspect::People, Value::Count(step.live_people().count())),
        ]
    };
    live.map(|(id, step)| (EntityKey::Step(*id), facts(step))).collect()
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
                EntityKey::BonePerson(id, person) => {
                    let before = old.fishbones.all.get(&id);
                    if let (Some(before), Some(mut now)) = (before, deal.fishbones.all.get(&id).cloned()) {
                        keep(&mut now.people, &before.people, person);
                        if let Some(on) = before.people.get(&person) {
                            keep(&mut now.bones, &before.bones, on.bone);
                        }
                        deal.fishbones.all.insert_mut(id, now);
                    }
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
